"""The manual's pages on the rules: what is wrong, why it matters, what to do, wrong and right."""

from __future__ import annotations

import json
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from exchangespec.emit import shapes
from exchangespec.emit.reference import code_span, link, page, table
from exchangespec.location import cell_name
from exchangespec.rules import FAMILIES, RULES
from exchangespec.rules.rule import DateCell, Error, Formula, NumberCell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exchangespec.rules.rule import Example, Rule

LEVELS = {
    "error": "Error: the submission does not conform.",
    "warning": "Warning: likely a mistake; the submission may still conform.",
    "info": "Info: worth knowing; nothing needs to be done.",
}
FAMILY_TITLES = {
    "file": "Files and sheets",
    "structure": "Structure",
    "values": "Values",
    "references": "References",
    "dates": "Dates",
    "logic": "Logic",
    "quality": "Quality",
    "personal": "Personal data",
    "network": "Networks",
    "mapping": "Foreign tables",
    "tool": "The tool itself",
}
FILES = "About the file, not the data"
READING = "Gone once the data are RDF, or bound to how they were written"
VALUES = "In the meaning of values, beyond patterns and counts"
TOGETHER = "Between records, or about the package as a whole"
SHACL_WORDS = (
    "The shapes in `schemas/rdf/shapes.ttl` (`exchangespec schema shapes`) are SHACL Core. They",
    "judge the canonical layer, which is what the JSON-LD context makes of a package. Any SHACL",
    "engine can use them without this package. What is a warning here is one there.",
    "",
    "- Give the engine the data as they are, without inference.",
    "- A package is known by its `es:prefix`, `es:personalData` or `es:publisher`; a record by its",
    "  class.",
    "- No shape is closed, so columns of one's own and the aligned layer may stand beside.",
    "- A reference may point outside the data; a record within them must be of the right class.",
    "",
)
LANGUAGES = {"json": "json", "ndjson": "json", "csv": "csv"}
LONGEST_LINE = 300


def emit() -> Iterator[tuple[str, bytes]]:
    """Yield the index and a page a rule."""
    yield page("rules/index.md", index())
    for rule in RULES.values():
        yield page(f"rules/{rule.slug}.md", rule_page(rule))
    yield page("shacl.md", shacl())


def index() -> Iterator[str]:
    """Yield the list of all rules by family, and those that do not run yet."""
    yield "# Rules"
    yield ""
    yield "Every finding has a code, which is never used again for anything else, and a name."
    yield ""
    for family, rules in FAMILIES.items():
        yield f"## {FAMILY_TITLES[family]}"
        yield ""
        yield from table(
            ("code", "name", "level", "what is wrong"),
            [
                (rule.code, link(rule.slug, f"{rule.slug}.md"), rule.severity, rule.title)
                for rule in rules
            ],
        )


def shacl() -> Iterator[str]:
    """Yield which rules the SHACL shapes cover, and why not the others."""
    yield "# SHACL"
    yield ""
    yield from SHACL_WORDS
    yield "## What the shapes find"
    yield ""
    covered = [rule for rule in RULES.values() if rule.slug in shapes.EXPRESSED]
    yield from table(
        ("code", "name", "by", "what is wrong"),
        [
            (rule.code, _rule_link(rule), shapes.EXPRESSED[rule.slug], rule.title)
            for rule in covered
        ],
    )
    yield "## What only the validator finds"
    yield ""
    for reason, rules in _beyond_shapes().items():
        yield f"### {reason}"
        yield ""
        rows = [(rule.code, _rule_link(rule), rule.title) for rule in rules]
        yield from table(("code", "name", "what is wrong"), rows)


def _rule_link(rule: Rule) -> str:
    """Return a link to a rule's page from the page above."""
    return link(rule.slug, f"rules/{rule.slug}.md")


def _beyond_shapes() -> dict[str, list[Rule]]:
    """Return the rules that the shapes do not cover, by the reason, which follows from the rule."""
    found: dict[str, list[Rule]] = {reason: [] for reason in (FILES, READING, VALUES, TOGETHER)}
    for family, rules in FAMILIES.items():
        for rule in rules:
            if rule.slug in shapes.EXPRESSED:
                continue
            if family in {"file", "tool"}:
                reason = FILES
            elif rule.check is not None:
                reason = VALUES
            else:
                reason = TOGETHER if looks_at_several(rule) else READING
            found[reason].append(rule)
    return found


def rule_page(rule: Rule) -> Iterator[str]:
    """Yield the page of one rule."""
    yield f"# {rule.code} {rule.slug}"
    yield ""
    yield rule.title
    yield ""
    yield LEVELS[rule.severity]
    yield ""
    yield "## What it says"
    yield ""
    messages = [rule.message] if isinstance(rule.message, str) else rule.message.values()
    for message in messages:
        yield f"> {message}"
        yield ""
    yield "## Why it matters"
    yield ""
    yield rule.why
    yield ""
    yield "## What to do"
    yield ""
    yield rule.fix
    yield ""
    yield "## Wrong"
    yield ""
    yield from example(rule.wrong)
    if rule.wrong.at:
        facts = ", ".join(
            f"{name} {code_span(str(value))}" for name, value in rule.wrong.at.items()
        )
        yield f"Found at: {facts}."
        yield ""
    yield "## Right"
    yield ""
    yield from example(rule.right)


def looks_at_several(rule: Rule) -> bool:
    """Tell whether a rule looks at several records, or at several submissions."""
    checks = (rule.check_all, rule.check_after, rule.check_across)
    return any(checks) or bool(rule.wrong.beside)


def example(shown: Example) -> Iterator[str]:
    """Yield an example as its reader would see it."""
    lines = [*_header(shown.header)]
    for text in shown.profiles:
        lines += ["Checked against a profile:", "", *_block(text.rstrip(), "toml")]
    for record in shown.records:
        lines += _block(_record(record), "json")
    if shown.gazetteer:
        lines += ["Checked beside the gazetteer:", ""]
    if shown.previous is not None:
        lines += ["In the release before:", ""]
        for record in shown.previous:
            lines += _block(_record(record), "json")
    for other in shown.beside:
        lines += ["Put together with a submission", "", *example(other)]
    for name, content in shown.files.items():
        lines += [f"File {code_span(name)}:", "", *_file(name, content)]
    for name, rows in shown.sheets.items():
        lines += [f"Sheet {code_span(name)}:", "", *_sheet(rows)]
    for remark in _remarks(shown):
        lines += [remark, ""]
    yield from lines or ["The same submission as it should be.", ""]


def _header(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the header's fields that differ from those of the other examples."""
    stated = {name: value for name, value in values.items() if value is not None}
    left_out = [code_span(name) for name, value in values.items() if value is None]
    if stated:
        yield "In the header:"
        yield ""
        yield from _block(_record(stated), "json")
    if left_out:
        yield f"The header leaves out {', '.join(left_out)}."
        yield ""


def _remarks(shown: Example) -> Iterator[str]:
    """Yield what cannot be seen in the rows or records themselves."""
    if shown.merged:
        yield f"Merged: {', '.join(code_span(cells) for cells in shown.merged)}."
    if shown.hidden_rows:
        yield f"Hidden rows: {', '.join(str(row) for row in shown.hidden_rows)}."
    if shown.without:
        yield f"There is no record {', '.join(code_span(name) for name in shown.without)}."
    if shown.limits:
        limits = ", ".join(f"{name} {limit}" for name, limit in shown.limits.items())
        yield f"With limits lowered for the example: {limits}."


def _record(values: Mapping[str, Any]) -> str:
    """Return a header or record as JSON, a field a line."""
    lines = [
        f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in values.items()
    ]
    return "{\n" + ",\n".join(lines) + "\n}"


def _block(text: str, language: str) -> Iterator[str]:
    """Yield lines as a block of code, each shortened where nobody would read on."""
    fence = "````" if "```" in text else "```"
    yield f"{fence}{language}"
    for line in text.splitlines():
        yield line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…"
    yield fence
    yield ""


def _file(name: str, content: str | bytes) -> Iterator[str]:
    """Yield the text of a file; of bytes that are no text, how they begin."""
    text = content if isinstance(content, str) else _decoded(content)
    if text is None:
        yield f"No text that could be shown; bytes: {len(content)}."
    elif not text:
        yield "Empty."
    else:
        yield from _block(text, LANGUAGES.get(name.rpartition(".")[2], "text"))
        return
    yield ""


def _decoded(content: bytes) -> str | None:
    """Return the text that bytes hold, or None if they hold none that can be shown."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    return text if all(letter.isprintable() or letter in "\r\n\t" for letter in text) else None


def _sheet(rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    """Yield the cells of a sheet under the letters of their columns."""
    width = max((len(row) for row in rows), default=0)
    letters = [cell_name(1, column + 1).rstrip("1") for column in range(width)]
    yield from table(
        ("", *letters),
        [
            (str(number), *(_cell(value) for value, _ in zip_longest(row, letters)))
            for number, row in enumerate(rows, start=1)
        ],
    )


def _cell(value: object) -> str:
    """Return what a cell shows."""
    if value is None:
        return ""
    if isinstance(value, Formula):
        return code_span(value.text if value.text.startswith("=") else f"={value.text}")
    if isinstance(value, Error):
        return code_span(value.text)
    if isinstance(value, DateCell):
        return f"{value.day} shown as {code_span(value.number_format)}"
    if isinstance(value, NumberCell):
        return f"{value.number} shown as {code_span(value.number_format)}"
    text = str(value).replace("\n", "<br>")
    return text if len(text) <= LONGEST_LINE else f"{text[:LONGEST_LINE]}…"
