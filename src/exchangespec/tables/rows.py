"""Turns a judged record into a row: the notation as stated, and beside it dates and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.model.dates import date_span, period_ends
from exchangespec.model.quantities import quantity_span
from exchangespec.tables.forms import DERIVED_LIKE, Type, type_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from exchangespec.location import Location
    from exchangespec.spec import FieldSpec
    from exchangespec.submission.facts import RecordFacts

Row = dict[str, Any]
Pairs = tuple[tuple[str, Any], ...]
FALLBACK_LANGUAGE = "en"


def record_row(facts: RecordFacts, language: str | None) -> Row:
    """Return the row of a record; a field that is not valid is empty and named in `refused`."""
    row: Row = {}
    extensions = {}
    fields = spec.records()[facts.type].fields
    for name, value in facts.values.items():
        field = fields.get(name)
        if name in facts.failed:
            value = right_items(facts, name, field) or None  # noqa: PLW2901 - what is left of it
        if value is None or name == "type":
            continue
        if field is None:
            extensions[name] = str(value)
        else:
            row.update(cells(field, value))
    if extensions:
        row["extensions"] = extensions
    if facts.failed:
        row["refused"] = sorted(facts.failed)
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
            row.update(cells(field, value))
    return row


def cells(field: FieldSpec, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the columns of one stated value."""
    yield field.name, stored(field, value)
    derive = DERIVING.get(DERIVED_LIKE.get(field.kind.name, ""))
    if derive is not None:
        for part, derived in derive(value):
            yield f"{field.name}_{part}", derived


def stored(field: FieldSpec, value: Any) -> Any:
    """Return a value as its column holds it: a quantity in its notation, a number as a number."""
    column = type_of(field)
    if column is Type.NUMBER:
        return float(value)
    if column is Type.WHOLE:
        return int(value)
    if column is Type.TEXT:
        # A whole quantity may have been written as 500.0 or 5e2.
        whole = isinstance(value, float) and value.is_integer()
        return str(int(value) if whole else value)
    return value


def _days(text: str) -> Pairs:
    """Return the first and last day of a date or period."""
    start, end = (date_span(part) for part in period_ends(text))
    return (
        ("earliest", start.earliest if start else None),
        ("latest", end.latest if end else None),
    )


def _bounds(value: object) -> Pairs:
    """Return the bounds of a quantity, whether it is one number, and whether it is a share."""
    span = quantity_span(value)
    if span is None:
        return ()
    return (
        ("low", None if span.low is None else float(span.low)),
        ("high", None if span.high is None else float(span.high)),
        ("exact", span.exact),
        ("percent", span.percent),
    )


DERIVING: Mapping[str, Callable[[Any], Pairs]] = {"date": _days, "quantity": _bounds}


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
