"""The pages of the manual as text for a terminal."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING, Any

from exchangespec.report.characters import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

INDENT = "  "
# Lines of an example's file that are worth a look.
MOST_LINES = 12
SHORTEST_COLUMN = 20


def paragraph(text: str, width: int, indent: str = "") -> list[str]:
    """Return a paragraph broken into lines."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def rule_text(page: Mapping[str, Any], width: int) -> str:
    """Return the page of a rule."""
    lines = [f"{page['code']} {page['slug']} ({page['severity']})"]
    lines += ["", *paragraph(page["what"], width)]
    for heading, name in (("Why it matters", "why"), ("How to fix it", "fix")):
        lines += ["", heading, *paragraph(page[name], width, INDENT)]
    for heading, name in (("Wrong", "wrong"), ("Right", "right")):
        lines += ["", heading, *example_lines(page[name])]
    return "\n".join(lines) + "\n"


STATED = ("records", "header", "files", "sheets", "previous", "beside")


def example_lines(example: Mapping[str, Any]) -> Iterator[str]:
    """Yield an example as small tables, with the wrong value between marks."""
    at = example.get("at", {})
    nowhere = not any(example.get(name) for name in STATED)
    if nowhere:
        yield f"{INDENT}(as the background of all examples)"
    if "header" in example:
        mark = at.get("field") if "record" not in at else None
        yield from _values("Header", example["header"], mark)
    for record in example.get("records", ()):
        mark = at.get("field") if record.get("id") == at.get("record") else None
        title = " ".join(str(record[name]) for name in ("type", "id") if name in record)
        own = {name: value for name, value in record.items() if name not in ("type", "id")}
        yield from _values(title, own, mark)
    for record in example.get("previous", ()):
        own = {name: value for name, value in record.items() if name not in ("type", "id")}
        yield from _values(f"In the release before: {record['type']} {record['id']}", own, None)
    for other in example.get("beside", ()):
        yield f"{INDENT}Put together with a submission"
        yield from (f"{INDENT}{line}" for line in example_lines(other))
    for name, content in example.get("files", {}).items():
        yield f"{INDENT}{name}"
        lines = content.split("\n")
        yield from (f"{INDENT * 2}{visible(line.rstrip())}"[:200] for line in lines[:MOST_LINES])
        if len(lines) > MOST_LINES:
            yield f"{INDENT * 2}..."
    for name, rows in example.get("sheets", {}).items():
        yield f"{INDENT}sheet {name}"
        yield from (f"{INDENT * 2}{line}" for line in _grid(rows))
    if place := ", ".join(f"{key} {value}" for key, value in at.items() if value is not None):
        yield f"{INDENT}--> {place}"


def _values(title: str, values: Mapping[str, Any], mark: str | None) -> Iterator[str]:
    """Yield the fields of a record, one a line."""
    yield f"{INDENT}{title}"
    shown = {**values, **({mark: ""} if mark and mark not in values else {})}
    widest = max(map(len, shown), default=0)
    for name, value in shown.items():
        text = visible(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        if name == mark:
            text = f">{text}<" if text else ">(not stated)<"
        yield f"{INDENT * 2}{name:<{widest}}  {text}"[:200]


def _grid(rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    """Yield the cells of a sheet, with the numbers of the rows."""
    shown = [[visible("" if cell is None else str(cell))[:40] for cell in row] for row in rows]
    columns = max(map(len, shown), default=0)
    widths = [
        max((len(row[number]) for row in shown if number < len(row)), default=0)
        for number in range(columns)
    ]
    for number, row in enumerate(shown[:MOST_LINES], 1):
        cells = " | ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False))
        yield f"{number:>3} | {cells}".rstrip()


def record_text(page: Mapping[str, Any], width: int) -> str:
    """Return the page of a record type: its words, then a line or more for each field."""
    lines = [page["type"], "", *paragraph(page["definition"], width)]
    lines += ["", f"Sheet {page['sheet']}; file {page['file']}; chapter: {page['chapter']}."]
    lines += ["", "Fields"]
    for name, field in page["fields"].items():
        lines += ["", f"{INDENT}{name}: {summary(field)}"]
        lines += paragraph(field.get("definition", ""), width, INDENT * 2)
    return "\n".join(lines) + "\n"


def field_text(name: str, types: Mapping[str, Mapping[str, Any]], width: int) -> str:
    """Return the page of a field: said once where several types say the same of it."""
    alike: dict[str, tuple[list[str], Mapping[str, Any]]] = {}
    for type_name, field in types.items():
        key = json.dumps(field, sort_keys=True)
        alike.setdefault(key, ([], field))[0].append(type_name)
    lines = [name]
    for names, field in alike.values():
        where = f"In {', '.join(names)}: {summary(field)}"
        lines += [
            "",
            *paragraph(where, width),
            *paragraph(field.get("definition", ""), width, INDENT),
        ]
        terms = [f"RDF: {field['rdf']}"] + (
            [f"aligned: {field['aligned']}"] if "aligned" in field else []
        )
        lines += paragraph("; ".join(terms), width, INDENT)
        if "codelist" in field:
            lines.append(f"{INDENT}Codes: exchangespec codelist show {field['codelist']}")
    return "\n".join(lines) + "\n"


def family_text(page: Mapping[str, Any], width: int) -> str:
    """Return the rules whose codes begin alike."""
    rows = [list(rule.values()) for rule in page["rules"]]
    return table_text(("Code", "Name", "Level", "What is wrong"), rows, width)


def list_text(page: Mapping[str, Any], width: int) -> str:
    """Return the page of a code list."""
    lines = [page["codelist"], "", *paragraph(page["definition"], width)]
    if page["open"]:
        lines += ["", "The list is open: other values may be used where none fits."]
    table = table_text(("Code", "Meaning"), list(page["codes"].items()), width)
    return "\n".join(lines) + f"\n\n{table}"


def summary(field: Mapping[str, Any]) -> str:
    """Return in a few words what a field holds: `“Hosts”, recommended, list of ref to City`."""
    kind = f"list of {field['kind']}" if field["many"] else field["kind"]
    if "refers_to" in field:
        kind += f" to {' or '.join(field['refers_to'])}"
    if "codelist" in field:
        kind += f" from {field['codelist']}"
    return f"“{field['title']}”, {field['asked']}, {kind}"


def table_text(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    """Return rows under headings; the last column is wrapped where it does not fit."""
    widths = [
        max(len(line[number]) for line in (headings, *rows)) for number in range(len(headings) - 1)
    ]
    left = sum(widths) + 2 * len(widths)
    room = max(SHORTEST_COLUMN, width - left)
    lines = []
    for row in (headings, *rows):
        last = textwrap.wrap(row[-1], room, break_long_words=False, break_on_hyphens=False) or [""]
        start = "".join(f"{cell:<{size}}  " for cell, size in zip(row, widths, strict=False))
        lines.append((start + last[0]).rstrip())
        lines += [" " * left + line for line in last[1:]]
    return "\n".join(lines) + "\n"
