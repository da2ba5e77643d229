"""Reference pages in Markdown: every record type, field, kind of value and code.

The pages of the rules are made in `exchangespec.manual`, which may know the rules.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields
from typing import TYPE_CHECKING

from exchangespec import spec
from exchangespec.codelists import CODELISTS, codelist, identifier_schemes
from exchangespec.emit.json_schema import file_name
from exchangespec.emit.notation import NOTATIONS, notation_name
from exchangespec.model import kinds
from exchangespec.model.constraints import (
    AnyConstraint,
    NeedsAnyOf,
    NeedsTogether,
    NeedsUnless,
    NeedsValue,
    NeedsWhen,
    NeedsWith,
    OneItemWhen,
)
from exchangespec.spec import targets_in_words
from exchangespec.spec.namespaces import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

FOLDER = "docs/reference/"
REQUIREMENTS = {"R": "must", "S": "should", "C": "a rule asks", "O": "may"}
DERIVED = "<!-- Derived from the model; do not edit: `tox -e derive` writes it anew. -->"
SENTENCES: dict[type[AnyConstraint], str] = {
    NeedsAnyOf: "At least one of {fields} is stated.",
    NeedsTogether: "{first} and {second} are stated both or not at all.",
    NeedsWith: "{field} is stated only together with {needs}.",
    NeedsValue: "{field} is stated only where {other} is {value}.",
    NeedsWhen: "Where {other} is {values}, this must be stated: {needs}.",
    NeedsUnless: "Unless {other} is {values}, this must be stated: {needs}.",
    OneItemWhen: "Where {other} is {value}, {field} holds one value only.",
}
JOINED_BY = {"values": "or"}
NAMED_VALUE = re.compile(r"`<[^`]*>[^`]*`|<([a-z-]+)>")


def emit() -> Iterator[tuple[str, bytes]]:
    """Yield every page."""
    yield page("index.md", index())
    yield page("package.md", package())
    for form in spec.records().values():
        yield page(f"types/{file_name(form.name)}.md", record_type(form))
    for name in CODELISTS:
        yield page(f"codelists/{name}.md", code_list(name))
    yield page("identifiers.md", identifiers())
    yield page("notation.md", notation())
    yield page("vocabularies.md", vocabularies())


def page(path: str, lines: Iterable[str]) -> tuple[str, bytes]:
    """Return the path and bytes of one page."""
    return FOLDER + path, ("\n".join([DERIVED, "", *lines]).rstrip() + "\n").encode()


# --- pages ---------------------------------------------------------------------------------------


def index() -> Iterator[str]:
    """Yield the page that leads to all others."""
    yield f"# Reference of exchangespec {spec.STANDARD_VERSION}"
    yield ""
    yield from table(
        ("what", "where"),
        [
            ("the package: what a submission says about itself", link("Package", "package.md")),
            ("how values are written", link("Notation", "notation.md")),
            ("ids of outside registers", link("Identifiers", "identifiers.md")),
            ("what is checked, with examples", link("Rules", "rules/index.md")),
            ("how far reports speak other languages", link("Languages", "languages.md")),
            ("tables for SQL: Parquet and DuckDB", link("Tables", "tables.md")),
            ("what networks ask for beyond it", link("Profiles", "profiles/index.md")),
            ("where RDF terms come from", link("Vocabularies", "vocabularies.md")),
            ("what SHACL shapes find and what not", link("SHACL", "shacl.md")),
        ],
    )
    chapters: dict[str, list[spec.RecordSpec]] = {}
    for form in spec.records().values():
        chapters.setdefault(form.chapter, []).append(form)
    yield "## Record types"
    yield ""
    yield "One record type is one sheet, one CSV file and one table; nothing is nested."
    yield ""
    for chapter, forms in chapters.items():
        yield f"### {chapter}"
        yield ""
        yield from table(
            ("type", "sheet", "file", "what it is"),
            [
                (
                    link(form.name, f"types/{file_name(form.name)}.md"),
                    form.sheet,
                    f"`{form.plural}.csv`",
                    prose(form.definition),
                )
                for form in forms
            ],
        )
    yield "## Code lists"
    yield ""
    yield from table(
        ("list", "codes", "open", "what for"),
        [
            (
                link(name, f"codelists/{name}.md"),
                str(len(codelist(name).codes)),
                "yes" if codelist(name).open else "no",
                prose(codelist(name).definition or codelist(name).title),
            )
            for name in CODELISTS
        ],
    )


def package() -> Iterator[str]:
    """Yield the page of the header."""
    yield "# Package"
    yield ""
    yield "One submission: a header, then records. In JSON the header's fields are the first keys"
    yield "of the document, after `@context`; in NDJSON they are the first line; in CSV they are"
    yield "the rows of `about.csv` (`field,value`), in a workbook those of the sheet About."
    yield ""
    yield from fields_table(spec.header(), "")


def record_type(form: spec.RecordSpec) -> Iterator[str]:
    """Yield the page of one record type."""
    above = ", ".join(f"`{term}`" for term in form.superclasses)
    yield f"# {form.name}"
    yield ""
    yield prose(form.definition)
    yield ""
    yield from table(
        ("where", "name"),
        [
            ("sheet", form.sheet),
            ("CSV file", f"`{form.plural}.csv`"),
            ("JSON", f'`"type": "{form.name}"`'),
            ("RDF class", f"`es:{form.name}`, a kind of {above}"),
            ("chapter", form.chapter),
        ],
    )
    yield "## Fields"
    yield ""
    yield from fields_table(form.fields, "../")
    yield "A column of your own has a name that begins with `x_`; its values are text."
    yield ""
    if form.constraints:
        yield "## Fields together"
        yield ""
        for constraint in form.constraints:
            rule = link(constraint.slug, f"../rules/{constraint.slug}.md")
            yield f"- {constraint_in_words(constraint)} ({rule})"
        yield ""


def code_list(name: str) -> Iterator[str]:
    """Yield the page of one list."""
    entries = codelist(name)
    users = [
        f"{link(form.name, f'../types/{file_name(form.name)}.md')} `{known.name}`"
        for form in spec.records().values()
        for known in form.fields.values()
        if known.codelist == name
    ]
    users += [
        f"{link('Package', '../package.md')} `{known.name}`"
        for known in spec.header().values()
        if known.codelist == name
    ]
    yield f"# {entries.title} (`{name}`)"
    yield ""
    if entries.definition:
        yield prose(entries.definition)
        yield ""
    yield (
        "Open: a code that is not here may be used and gives a warning."
        if entries.open
        else "Closed: only these codes may be used."
    )
    yield ""
    if users:
        yield f"Used by {', '.join(users)}."
        yield ""
    yield from table(
        ("code", "label", "definition", "broader", "matches"),
        [
            (
                f"`{code.code}`" + (" (no longer used)" if code.deprecated else ""),
                prose(code.label),
                prose(code.definition),
                f"`{code.broader}`" if code.broader else "",
                prose("; ".join(code.match)),
            )
            for code in entries.codes.values()
        ],
    )
    if entries.source:
        yield f"Source: {prose(entries.source)}"


def identifiers() -> Iterator[str]:
    """Yield the page of the identifier schemes."""
    yield "# Identifiers"
    yield ""
    yield "The field `identifiers` names the same thing in an outside register: `scheme:value`."
    yield "The name of a scheme is no prefix for ids of one's own."
    yield ""
    yield from table(
        ("scheme", "register", "for", "form of the value", "check digit"),
        [
            (
                f"`{scheme.scheme}`",
                prose(scheme.label),
                ", ".join(scheme.types) or "all",
                code_span(scheme.pattern),
                "yes" if scheme.check else "",
            )
            for scheme in identifier_schemes().values()
        ],
    )


def notation() -> Iterator[str]:
    """Yield the page that says how each kind of value is written."""
    yield "# Notation"
    yield ""
    yield "A value is written the same way in every format. In tables, several values in one cell"
    yield "are separated by `;`, and a text in a further language has a column of its own, such as"
    yield "`name.nl`; in JSON they are lists and objects. What is not stated is left out: there is"
    yield "no `null`, and no text, list or object is empty. Lists are sets: their order means"
    yield "nothing."
    yield ""
    for name, found in NOTATIONS.items():
        yield f"## {found.title}"
        yield ""
        yield found.words
        yield ""
        if found.examples:
            yield "Examples: " + ", ".join(code_span(_json(value)) for value in found.examples)
            yield ""
        pattern = PATTERNS.get(name)
        if pattern:
            yield f"Pattern: {code_span(pattern)}"
            yield ""


def vocabularies() -> Iterator[str]:
    """Yield the page of the prefixes of RDF terms."""
    yield "# Vocabularies"
    yield ""
    yield from table(
        ("prefix", "namespace"),
        [(f"`{prefix}:`", f"`{address}`") for prefix, address in NAMESPACES.items()],
    )


# --- parts ---------------------------------------------------------------------------------------


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a table; a bar inside a cell is written so that it does not end the cell."""
    yield f"| {' | '.join(headings)} |"
    yield f"| {' | '.join('---' for _ in headings)} |"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def fields_table(known_fields: Mapping[str, spec.FieldSpec], top: str) -> Iterator[str]:
    """Yield the table of a type's or the header's fields."""
    yield from table(
        ("field", "title", "value", "how many", "stated", "RDF", "definition"),
        [
            (
                f"`{known.name}`",
                known.title,
                value_in_words(known, top),
                how_many(known),
                REQUIREMENTS[known.requirement],
                f"`{known.term}`",
                prose(known.definition),
            )
            for known in known_fields.values()
        ],
    )


def value_in_words(known: spec.FieldSpec, top: str) -> str:
    """Return what one value of a field is, with links to its notation, list or types."""
    if known.codelist:
        return f"code of {link(known.codelist, f'{top}codelists/{known.codelist}.md')}"
    found = NOTATIONS[notation_name(known.kind)]
    shown = link(found.title.lower(), f"{top}notation.md#{anchor(found.title)}")
    if known.is_reference:
        return f"{shown} to {targets_in_words(known)}"
    if isinstance(known.kind, kinds.Number):
        return f"{shown} from {known.kind.lowest:g} to {known.kind.highest:g}"
    return shown


def how_many(known: spec.FieldSpec) -> str:
    """Return the cardinality of a field."""
    if not known.many:
        return "1" if known.required else "0..1"
    return f"{known.at_least if known.required else 0}..n"


def constraint_in_words(constraint: AnyConstraint) -> str:
    """Return one constraint between fields as a sentence."""
    names = {item.name: getattr(constraint, item.name) for item in fields(constraint)}
    return SENTENCES[type(constraint)].format_map(
        {
            name: _names((value,) if isinstance(value, str) else value, JOINED_BY.get(name, "and"))
            for name, value in names.items()
        }
    )


def _names(names: Sequence[str], last_word: str) -> str:
    """Return names in a row: `a`, `b` and `c`."""
    *most, last = (f"`{name}`" for name in names)
    return f"{', '.join(most)} {last_word} {last}" if most else last


def prose(text: str) -> str:
    """Return words of the model as Markdown: what looks like a tag is shown, not swallowed."""
    return NAMED_VALUE.sub(
        lambda found: f"&lt;{found[1]}&gt;" if found[1] else found[0], " ".join(text.split())
    )


def code_span(text: str) -> str:
    """Return text as code, whatever it holds."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def link(words: str, target: str) -> str:
    """Return a link."""
    return f"[{words}]({target})"


def anchor(title: str) -> str:
    """Return the anchor that a heading gets."""
    return re.sub(r"[^a-z0-9-]", "", title.lower().replace(" ", "-"))


def _json(value: object) -> str:
    """Return an example as it stands in JSON."""
    return json.dumps(value, ensure_ascii=False)


# Those that people can read.
PATTERNS: dict[str, str] = {
    "id": kinds.ID_PATTERN,
    "ref": kinds.REFERENCE_PATTERN,
    "extension": kinds.EXTENSION_PATTERN,
}
