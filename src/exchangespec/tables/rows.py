"""Turns a judged record into a row: the notation as stated, and beside it dates and numbers."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from exchangespec import spec
from exchangespec.model.dates import date_span, period_ends
from exchangespec.model.quantities import quantity_span
from exchangespec.tables.forms import DERIVED, DERIVED_LIKE, Type, type_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchangespec.location import Location
    from exchangespec.spec import FieldSpec
    from exchangespec.submission.facts import RecordFacts

Row = dict[str, Any]
FALLBACK_LANGUAGE = "en"
# Dates and quantities come again and again; so many different ones are worked out only once.
MOST_REMEMBERED = 16_384


class Cells(NamedTuple):
    """How a stated value of one field becomes columns.

    Attributes:
        stored: gives it as its column holds it; None where that is the value itself.
        parts: the columns beside it.
        derive: gives what stands in them, or nothing; None where there are none.
    """

    stored: Callable[[Any], Any] | None
    parts: tuple[str, ...]
    derive: Callable[[Any], tuple[Any, ...]] | None


def record_row(facts: RecordFacts, language: str | None) -> Row:
    """Return the row of a record; a field that is not valid is empty and named in `refused`."""
    row: Row = {}
    extensions = {}
    fields, failed = fields_as_cells(facts.type), facts.failed
    for name, value in facts.values.items():
        if name in failed:
            field = spec.records()[facts.type].fields.get(name)
            value = right_items(facts, name, field) or None  # noqa: PLW2901 - what is left of it
        if value is None or name == "type":
            continue
        form = fields.get(name)
        if form is None:
            extensions[name] = str(value)
        else:
            put(row, name, form, value)
    if extensions:
        row["extensions"] = extensions
    if failed:
        row["refused"] = sorted(failed)
    if "name" in fields:
        row["label"] = label(row.get("name"), language) or facts.id or None
    return row


def right_items(facts: RecordFacts, name: str, field: FieldSpec | None) -> list[Any]:
    """Return the items of a faulty list that its column can hold."""
    kind = int if field is not None and type_of(field) is Type.WHOLES else str
    return [item for item in facts.partly.get(name, ()) if type(item) is kind]


def header_row(values: Mapping[str, Any], failed: frozenset[str]) -> Row:
    """Return the columns of a header that are valid."""
    row: Row = {}
    for name, field in spec.header().items():
        value = values.get(name)
        if value is not None and name not in failed and name != "id":
            put(row, name, cells(field), value)
    return row


@cache
def fields_as_cells(record_type: str) -> Mapping[str, Cells]:
    """Return how the fields of a record type become columns."""
    return {name: cells(field) for name, field in spec.records()[record_type].fields.items()}


def cells(field: FieldSpec) -> Cells:
    """Return how a field becomes columns."""
    like = DERIVED_LIKE.get(field.kind.name, "")
    parts = tuple(f"{field.name}_{part}" for part, *_ in DERIVED.get(like, ()))
    return Cells(STORED.get(type_of(field)), parts, DERIVING.get(like))


def put(row: Row, name: str, form: Cells, value: Any) -> None:
    """Put a stated value into the columns of its field."""
    stored, parts, derive = form
    row[name] = value if stored is None or value.__class__ is str else stored(value)
    if derive is not None:
        row.update(zip(parts, derive(value), strict=False))


def _notation(value: Any) -> str:
    """Return a quantity in its notation; a whole one may have been written as 500.0 or 5e2."""
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value) if whole else value)


STORED: Mapping[Type, Callable[[Any], Any]] = {
    Type.NUMBER: float,
    Type.WHOLE: int,
    Type.TEXT: _notation,
}


@lru_cache(maxsize=MOST_REMEMBERED)
def _days(text: str) -> tuple[Any, ...]:
    """Return the first and last day of a date or period."""
    start, end = (date_span(part) for part in period_ends(text))
    return start.earliest if start else None, end.latest if end else None


@lru_cache(maxsize=MOST_REMEMBERED, typed=True)
def _bounds(value: object) -> tuple[Any, ...]:
    """Return the bounds of a quantity, whether it is one number, and whether it is a share."""
    span = quantity_span(value)
    if span is None:
        return ()
    return (
        None if span.low is None else float(span.low),
        None if span.high is None else float(span.high),
        span.exact,
        span.percent,
    )


DERIVING: Mapping[str, Callable[[Any], tuple[Any, ...]]] = {"date": _days, "quantity": _bounds}


def label(name: object, language: str | None) -> str | None:
    """Return one text of a name: in the language of its data, in English, or in the first."""
    if not isinstance(name, dict):
        return name if isinstance(name, str) else None
    for tag in (language, FALLBACK_LANGUAGE):
        if tag in name:
            return str(name[tag])
    return next((str(name[tag]) for tag in sorted(name)), None)


def place_row(place: Location) -> Row:
    """Return where a record stands, in the columns that every table has."""
    return {
        "file": place.file,
        "archive_member": place.member,
        "sheet": place.sheet,
        "row": place.row,
        "line": place.line,
        "pointer": place.pointer,
        "subject": place.subject,
    }
