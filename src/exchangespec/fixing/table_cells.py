"""Table cells: what a cell of a CSV file or a workbook becomes when its repairs are made."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.conversion import applied
from exchangespec.fixing.change import Change
from exchangespec.fixing.looking import read_values
from exchangespec.formats.cells import written
from exchangespec.formats.cells.converters import ITEM_SEPARATORS
from exchangespec.formats.table.about import AboutOrigin
from exchangespec.formats.table.columns import TableOrigin
from exchangespec.model.texts import EDGES, tidy
from exchangespec.rules import RULES
from exchangespec.submission.reading import QUIET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from exchangespec.finding import Fault
    from exchangespec.fixing.looking import RepairCheck
    from exchangespec.formats.format import Origin, Source
    from exchangespec.intake import TakeOptions
    from exchangespec.location import Location
    from exchangespec.submission.facts import Key

    Say = Callable[[spec.FieldSpec, Any], "NewValue"]

NewValue = str | int | float | bool
Place = tuple[str, str | None, str | None, int, int]


class Unknown:
    """Stands for a cell whose new value as a whole is not known."""

    def __repr__(self) -> str:
        """Return a word for test output."""
        return "UNKNOWN"


UNKNOWN = Unknown()


@dataclass(slots=True)
class CellRepair:
    """What is to be put right in one cell.

    Attributes:
        location: where the cell is.
        index: the 0-based number of its column.
        known: the field that the cell is for, where it is one of the standard.
        faults: what is repaired there.
        whole: the new value of the cell, where it is known.
        items: new values of single items of a list, with what they were, by their numbers.
    """

    location: Location
    index: int
    known: spec.FieldSpec | None = None
    faults: list[Fault] = field(default_factory=list)
    whole: Any = UNKNOWN
    items: dict[int, tuple[str, Any]] = field(default_factory=dict)

    def new(self, text: str, say: Say = written) -> NewValue | None:
        """Return the new value of a cell that holds a text; None where none can be told.

        Of a list only the items that are repaired change; separators and the others stay. `say`
        puts a value of a field into the words of the file.
        """
        if len(self.items) == len(self.faults):
            mended = self._with_items(text, say)
            if mended is not None:
                return mended
        if isinstance(self.whole, Unknown):
            return None
        new: NewValue = self.whole if self.known is None else say(self.known, self.whole)
        return new

    def _item(self, value: Any, say: Say) -> str:
        """Return one item of a list as a cell of the file says it."""
        return str(value if self.known is None else say(self.known, [value]))

    def _with_items(self, text: str, say: Say) -> str | None:
        """Return a list with some items changed; None if they are not where they should be."""
        parts: list[str] = []
        number, last, left = 0, 0, dict(self.items)
        for end in [*(found.start() for found in ITEM_SEPARATORS.finditer(text)), len(text)]:
            part = text[last:end]
            bare = part.strip(EDGES)
            if bare:
                was, value = left.pop(number, ("", None))
                if value is not None and tidy(bare) != tidy(was):
                    return None
                new = "" if value is None else self._item(value, say)
                parts.append(part.replace(bare, new, 1) if new else part)
                number += 1
            else:
                parts.append(part)
            parts.append(text[end : end + 1])
            last = end + 1
        return None if left else "".join(parts)

    def changes(self, before: str, after: NewValue) -> Iterator[Change]:
        """Yield what was changed, a change a finding."""
        for fault in self.faults:
            code = RULES[fault.slug].code
            yield Change(code, fault.slug, self.location, before, shown(after))


def shown(value: NewValue) -> str:
    """Return a value as a cell shows it."""
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def cell_repairs(
    source: Source, check: RepairCheck, options: TakeOptions
) -> dict[tuple[str, str | None, str | None], list[CellRepair]]:
    """Return what is to be put right in the cells of each file or sheet."""
    by_key: dict[Key, list[Fault]] = defaultdict(list)
    for repair in check.repairs:
        by_key[repair.key].append(repair.fault)
    values = read_values(source, options, by_key)
    cells: dict[Place, CellRepair] = {}
    for key, faults in by_key.items():
        known = values.get(key, {})
        fields = _fields(known, is_header=key == check.submissions[0].header_key)
        new, done = applied(known, faults)
        made = [fault for fault in faults if fault.slug in QUIET or fault in done]
        for fault, cell in _cells(cells, check.origins[key.origin], key, made):
            _tell(cell, fault, new, fields)
    tables: dict[tuple[str, str | None, str | None], list[CellRepair]] = defaultdict(list)
    for place, changed in cells.items():
        tables[place[:3]].append(changed)
    return tables


def _cells(
    cells: dict[Place, CellRepair], origin: Origin, key: Key, faults: Iterable[Fault]
) -> Iterator[tuple[Fault, CellRepair]]:
    """Yield the repairs of one record with their cells, which are noted once."""
    for fault in faults:
        index = column_of(origin, fault)
        place = origin.locate(key.position, fault.field, fault.item)
        if index is None or place.row is None:
            continue
        where = (place.file, place.member, place.sheet, place.row, index)
        repair = cells.setdefault(where, CellRepair(place, index))
        repair.faults.append(fault)
        yield fault, repair


def _fields(values: Mapping[str, Any], *, is_header: bool) -> Mapping[str, spec.FieldSpec]:
    """Return the fields of a record's type, or of the header."""
    if is_header:
        return spec.header()
    form = spec.records().get(str(values.get("type")))
    return form.fields if form else {}


def column_of(origin: Origin, fault: Fault) -> int | None:
    """Return the 0-based column of the cell that a fault is about; None where it has none."""
    if isinstance(origin, AboutOrigin):
        return 1
    if isinstance(origin, TableOrigin):
        column = origin.plan.find(fault.field, fault.item)
        return column.index if column else None
    return None


def _tell(
    repair: CellRepair,
    fault: Fault,
    new: Mapping[str, Any],
    fields: Mapping[str, spec.FieldSpec],
) -> None:
    """Say what a cell becomes by one fault."""
    value = new.get(str(fault.field))
    if isinstance(value, dict):
        text = value.get(fault.item)
        if isinstance(text, str):
            repair.whole = text
        return
    repair.known = known = fields.get(str(fault.field))
    if value is not None:
        repair.whole = value
    if isinstance(fault.item, int) and fault.fix is not None and known is not None:
        was = fault.params.get("was", fault.params.get("value", ""))
        repair.items[fault.item] = (str(was), fault.fix.replace)


def positions(repairs: Iterable[CellRepair]) -> dict[int, list[CellRepair]]:
    """Return repairs by their row."""
    rows: dict[int, list[CellRepair]] = defaultdict(list)
    for repair in repairs:
        rows[repair.location.row or 0].append(repair)
    return rows
