"""Shows a comparison as text, JSON or one web page that stands alone."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from exchangespec.differences import ADDED, CHANGED, HEADER, REMOVED
from exchangespec.report.characters import visible
from exchangespec.report.counting import number_of
from exchangespec.report.places import file_of, spot_of
from exchangespec.report.web_page import web_page
from exchangespec.rules.rule import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from exchangespec.differences import Comparison, Difference, FieldChange
    from exchangespec.location import Location

SIGNS = {ADDED: "+", REMOVED: "-", CHANGED: "~"}
NOT_STATED = "not stated"


def summary(comparison: Comparison) -> str:
    """Return what changed in one sentence."""
    counts = comparison.counts
    if not comparison.differences:
        return f"Nothing differs in {number_of(comparison.same, 'record')}."
    told = ", ".join(f"{amount:,} {kind}" for kind, amount in counts.items())
    header = any(one.type == HEADER for one in comparison.differences)
    return (
        f"Records: {told}, {comparison.same:,} the same.{' The header differs.' if header else ''}"
    )


def value_in_words(value: Any) -> str:
    """Return a value as people read it, or that there is none."""
    return NOT_STATED if value is None else visible(shown(value))


def change_in_words(change: FieldChange) -> str:
    """Return what changed in a field; of lists only the items that came or went."""
    if isinstance(change.before, list) and isinstance(change.after, list):
        parts = [f"-{visible(shown(item))}" for item in change.gone]
        parts += [f"+{visible(shown(item))}" for item in change.new]
        return " ".join(parts)
    if isinstance(change.before, dict) and isinstance(change.after, dict):
        return "; ".join(
            f"{visible(tag)}: {value_in_words(change.before.get(tag))} → "
            f"{value_in_words(change.after.get(tag))}"
            for tag in {**change.before, **change.after}
            if change.before.get(tag) != change.after.get(tag)
        )
    return f"{value_in_words(change.before)} → {value_in_words(change.after)}"


def called(one: Difference) -> str:
    """Return type and id of a record, or that it is the header."""
    return one.type if one.type == HEADER else f"{one.type} {visible(one.id)}".rstrip()


def where(place: Location | None) -> str:
    """Return a place in few words."""
    return "" if place is None else " ".join(filter(None, (file_of(place), spot_of(place))))


def text(comparison: Comparison) -> str:
    """Return the comparison for a terminal."""
    lines = [f"{visible(comparison.before)} → {visible(comparison.after)}", ""]
    for one in comparison.differences:
        name = f" “{visible(one.label)}”" if one.label else ""
        place = where(one.place_after or one.place_before)
        lines.append(f"{SIGNS[one.kind]} {called(one)}{name}  {place}".rstrip())
        lines += [
            f"    {visible(change.field)}: {change_in_words(change)}" for change in one.fields
        ]
    lines += [f"not compared: {visible(loss)}" for loss in comparison.lost]
    if comparison.differences:
        lines.append("")
    return "\n".join([*lines, summary(comparison)]) + "\n"


def as_json(comparison: Comparison) -> str:
    """Return the comparison for programs."""
    content = {
        "before": comparison.before,
        "after": comparison.after,
        "counts": {**comparison.counts, "same": comparison.same},
        "lost": list(comparison.lost),
        "differences": [_plain(one) for one in comparison.differences],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _plain(one: Difference) -> dict[str, Any]:
    """Return one difference as plain data; what is not stated is left out."""
    return {
        "kind": one.kind,
        "type": one.type,
        "id": one.id,
        **_places(one),
        "fields": [
            {
                "field": change.field,
                **({} if change.before is None else {"before": change.before}),
                **({} if change.after is None else {"after": change.after}),
                **_places(change),
            }
            for change in one.fields
        ],
    }


def _places(one: Difference | FieldChange) -> dict[str, Any]:
    """Return the places on both sides, as far as there are any."""
    places = {"place_before": one.place_before, "place_after": one.place_after}
    return {name: place.as_dict() for name, place in places.items() if place is not None}


STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #767676;padding:.3rem .5rem;"
    "text-align:left;vertical-align:top}caption{text-align:left;font-weight:bold}"
    "td{overflow-wrap:anywhere}"
)


def html(comparison: Comparison) -> str:
    """Return the comparison as one page: no script, no other file."""
    parts = [
        f"<p>{escape(summary(comparison))}</p>",
        *_table(comparison),
        *(f"<p>Not compared: {escape(visible(loss))}</p>" for loss in comparison.lost),
    ]
    return web_page(f"{comparison.before} and {comparison.after} compared", STYLE, parts)


def _table(comparison: Comparison) -> Iterator[str]:
    """Yield the table of differences."""
    if not comparison.differences:
        return
    yield "<table><caption>What differs, by record and field</caption>"
    headings = ("Record", "Change", "Field", "Before", "After", "Place before", "Place after")
    cells = "".join(f'<th scope="col">{one}</th>' for one in headings)
    yield f"<thead><tr>{cells}</tr></thead><tbody>"
    for one in comparison.differences:
        name = f"{called(one)} {one.label}".rstrip()
        if not one.fields:
            yield _row(name, one.kind, "", "", "", where(one.place_before), where(one.place_after))
        for change in one.fields:
            yield _row(
                name,
                one.kind,
                change.field,
                value_in_words(change.before),
                value_in_words(change.after),
                where(change.place_before),
                where(change.place_after),
            )
    yield "</tbody></table>"


def _row(*cells: str) -> str:
    """Return one row, its first cell naming the record."""
    first, *rest = (escape(visible(cell)) for cell in cells)
    return f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>'


FORMS: dict[str, Callable[[Comparison], str]] = {"text": text, "json": as_json, "html": html}
