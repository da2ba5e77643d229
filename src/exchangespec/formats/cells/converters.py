"""One converter a column: it takes a cell, gives a canonical value, and says what it changed."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from exchangespec.codelists import codelist
from exchangespec.finding import Fault, Fix
from exchangespec.formats.cells.cell import (
    Cell,
    Converter,
    Defaults,
    ReadText,
    Unreadable,
    Value,
    cell_text,
)
from exchangespec.formats.cells.column import read_dates_in_column, read_numbers_in_column
from exchangespec.formats.cells.damage import NO_DAYS, undamaged
from exchangespec.formats.cells.native import NATIVE
from exchangespec.formats.cells.offered import taking_offered
from exchangespec.formats.cells.readers import LOCAL_ID, own_prefix, reader_of
from exchangespec.formats.cells.values import UNREAD, Change, changed
from exchangespec.model.kinds import LOCAL, REFERENCE_PATTERN, String
from exchangespec.model.texts import EDGES, tidy

if TYPE_CHECKING:
    from collections.abc import Callable

    from exchangespec.formats.cells.column import Column
    from exchangespec.formats.format import RawRecord
    from exchangespec.spec import FieldSpec


ITEM_SEPARATORS = re.compile(r"[;\r\n]")
CODE_SEPARATORS = re.compile(r"[,/;\r\n]")
PARTED = frozenset({"code", "language", "integer"})
# Lists of these kinds may also be parted by commas and slashes: no code or tag holds any.


def converter(
    field: FieldSpec,
    defaults: Defaults,
    *,
    language: str | None = None,
    column: Column | None = None,
) -> Converter:
    """Return the function that reads cells of one column.

    It returns the canonical value, None for a blank cell, or `UNREAD` for one that has no single
    meaning; it adds faults to the record, and the field to `named` where a reference still holds
    a name. `language` is that of a text column; `column` is asked where a cell has two readings.
    """
    kind = field.kind.name
    if form_of(field) == "malformed-prefix":
        return _single_converter(field, own_prefix)
    if kind in {"text", "string"} and not field.many:
        plain = _text_converter(field.name, language, defaults)
        damaged = column is not None and kind in NO_DAYS
        return undamaged(plain, kind, field.name) if damaged else plain
    convert = _converter_of(field, defaults, column)
    if column is not None and kind in NO_DAYS:
        convert = undamaged(convert, kind, field.name)
    return Remembering(convert, _plain_of(field, defaults), many=field.many)


def _converter_of(field: FieldSpec, defaults: Defaults, column: Column | None) -> Converter:
    """Return the function that reads cells of a kind which is no plain text."""
    kind = field.kind.name
    if kind == "ref":
        return _reference_converter(field)
    read = reader_of(field, defaults)
    if defaults.template:
        read = taking_offered(read, field)
    if column is not None and kind in ASKING:
        read = ASKING[kind](read, column)
    if field.many:
        return _list_converter(field, read, parted=kind in PARTED)
    return _single_converter(field, read)


ASKING: dict[str, Callable[[ReadText, Column], ReadText]] = {
    "date": read_dates_in_column,
    "integer": read_numbers_in_column,
    "number": read_numbers_in_column,
    "period": read_dates_in_column,
    "quantity": read_numbers_in_column,
}


TYPED = frozenset(
    {
        "boolean", "country", "currency", "date", "integer", "language", "number", "period",
        "quantity", "time",
    }
)  # fmt: skip


def is_typed(field: FieldSpec) -> bool:
    """Tell whether a column takes values of one kind only, so that others can be told from them."""
    if field.kind.name == "code":
        return not codelist(getattr(field.kind, "list", "")).open
    return field.kind.name in TYPED


def form_of(field: FieldSpec) -> str:
    """Return the fault of a plain text that has not the form its field asks for."""
    return field.kind.form_fault if isinstance(field.kind, String) else ""


def extension_converter(name: str, defaults: Defaults) -> Converter:
    """Return the function that reads cells of an `x_` column: everything is text."""
    return _text_converter(name, None, defaults)


MOST_REMEMBERED = 20_000
# Cells that equal only cells of their own kind; 1, 1.0 and true are the same to a dictionary.
REMEMBERED = frozenset({str, date, datetime, time})


class Remembering:
    """Keeps what cells without any fault mean, since columns repeat themselves.

    `meanings` is looked up first by whoever converts a whole row: what stands there needs nothing
    else. Ids hardly repeat; `plain` tells what those mean that are right as they stand.
    """

    def __init__(
        self, convert: Converter, plain: Callable[[str], Value] | None, *, many: bool
    ) -> None:
        """Start with nothing remembered."""
        self.meanings: dict[Cell, Value] = {}
        self._convert = convert
        self._plain = plain
        self._many = many

    def __call__(self, cell: Cell, raw: RawRecord) -> Value:
        """Return what a cell means."""
        if self._plain is not None and cell.__class__ is str:
            value = self._plain(cell)
            if value is not None:
                return value
        value = self.meanings.get(cell)
        if value is not None:
            return value.copy() if self._many else value
        faults, named, doubtful = len(raw.faults), len(raw.named), raw.doubtful
        value = self._convert(cell, raw)
        if (
            self._plain is None
            and cell.__class__ in REMEMBERED
            and value is not None
            and value is not UNREAD
            and len(raw.faults) == faults
            and len(raw.named) == named
            and raw.doubtful == doubtful
            and len(self.meanings) < MOST_REMEMBERED
        ):
            self.meanings[cell] = value.copy() if self._many else value
        return value


def _plain_of(field: FieldSpec, defaults: Defaults) -> Callable[[str], Value] | None:
    """Return what tells the meaning of ids and references that are right as they stand."""
    kind = field.kind.name
    if kind == "ref" and not field.many:
        return lambda text: text if REFERENCE.fullmatch(text) else None
    if kind != "id" or defaults.prefix is None:
        return None
    prefix = f"{defaults.prefix}:"
    own = re.compile(re.escape(prefix) + LOCAL)

    def read(text: str) -> str | None:
        if own.fullmatch(text):
            return text
        return prefix + text if LOCAL_ID.fullmatch(text) else None

    return read


def _note(raw: RawRecord, change: Change, field: str, item: int | str | None = None) -> None:
    """Add a change's fault to the record, at its field."""
    fault = change.fault
    if fault is not None:
        raw.faults.append(
            Fault(
                fault.slug,
                {**fault.params, "field": field},
                field=field,
                item=item,
                variant=fault.variant,
                suggestions=fault.suggestions,
                fix=fault.fix,
            )
        )


def _unreadable(cell: Cell, raw: RawRecord, field: str, item: str | None = None) -> bool:
    """Note a cell that its reader could not tell the value of."""
    if isinstance(cell, Unreadable):
        means = (cell.means,) if cell.means else ()
        raw.faults.append(
            Fault(
                cell.slug,
                {"value": cell.shows, "field": field, **({"becomes": cell.means} if means else {})},
                field=field,
                item=item,
                suggestions=means,
                fix=Fix(cell.means) if means else None,
            )
        )
        return True
    return False


def _text_converter(name: str, language: str | None, defaults: Defaults) -> Converter:
    """Read words as they are, but for spaces at their ends and the form of letters."""
    longest = defaults.cell_characters

    def read(cell: Cell, raw: RawRecord) -> Value:
        if cell.__class__ is str:
            text: str = cell
            if len(text) > longest:
                params = {"what": "characters", "limit": longest, "field": name}
                raw.faults.append(
                    Fault("limit-exceeded", params, field=name, item=language, variant="characters")
                )
                return UNREAD
            tidied = tidy(text)
            if tidied != text and tidied:
                _note(raw, changed("text-normalised", text, tidied), name, language)
            return tidied or None
        if _unreadable(cell, raw, name, language):
            return UNREAD
        return cell_text(cell) or None

    return read


def _single_converter(field: FieldSpec, read_text: ReadText) -> Converter:
    """Read a cell that holds one value."""
    name = field.name
    native = NATIVE.get(field.kind.name)
    typed = is_typed(field)

    def read(cell: Cell, raw: RawRecord) -> Value:
        if _unreadable(cell, raw, name):
            return UNREAD
        if native is not None and not isinstance(cell, str):
            change = native(cell)
            if change is not None:
                _note(raw, change, name)
                return change.value
        text = cell_text(cell)
        if not text:
            return None
        change = read_text(text)
        if typed and change.fault is None and not change.known:
            raw.doubtful += 1
        if change.fault is None and isinstance(cell, str) and text != cell:
            change = Change(change.value, changed("text-normalised", cell, text).fault)
        _note(raw, change, name)
        return change.value

    return read


def _list_converter(field: FieldSpec, read_text: ReadText, *, parted: bool) -> Converter:
    """Read a cell that holds several values, parted by `;` or a new line."""
    name = field.name
    typed = is_typed(field)

    def read(cell: Cell, raw: RawRecord) -> Value:
        if _unreadable(cell, raw, name):
            return UNREAD
        values: list[Any] = []
        unread = fits = False
        for part in ITEM_SEPARATORS.split(cell_text(cell)):
            text = part.strip(EDGES)
            if not text:
                continue
            for change in _parts(text, read_text) if parted else (read_text(text),):
                _note(raw, change, name, len(values))
                values.append(change.value)
                unread = unread or change.value is UNREAD
                fits = fits or change.known or change.fault is not None
        if typed and values and not fits:
            raw.doubtful += 1
        if unread:
            return UNREAD
        return values or None

    return read


def _parts(text: str, read_text: ReadText) -> list[Change]:
    """Read a code as a whole, or part it at commas and slashes where every part is known."""
    whole = read_text(text)
    if whole.fault is not None or whole.known or not CODE_SEPARATORS.search(text):
        return [whole]
    parts = [part.strip(EDGES) for part in CODE_SEPARATORS.split(text)]
    found = [read_text(part) for part in parts if part]
    if not all(change.known or change.fault is not None for change in found):
        return [whole]
    return [
        change if change.fault is not None else changed("value-normalised", text, change.value)
        for change in found
    ]


REFERENCE = re.compile(REFERENCE_PATTERN)


def _reference_converter(field: FieldSpec) -> Converter:
    """Read references; names and local ids stay as typed until every record is known."""
    name, many = field.name, field.many

    def read(cell: Cell, raw: RawRecord) -> Value:
        if _unreadable(cell, raw, name):
            return UNREAD
        text = cell_text(cell)
        if not text:
            return None
        items = [part.strip(EDGES) for part in ITEM_SEPARATORS.split(text)] if many else [text]
        items = [item for item in items if item]
        if not all(map(REFERENCE.fullmatch, items)):
            raw.named.add(name)
        if many:
            return items or None
        return text

    return read
