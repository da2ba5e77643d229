"""What changed between two submissions: by record and field, with the place on both sides."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from exchangespec.conversion import fields_apart, read_side_by_side
from exchangespec.spec import records

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exchangespec.conversion import ReadBack
    from exchangespec.formats.format import Source
    from exchangespec.intake import TakeOptions
    from exchangespec.location import Location

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
HEADER = "header"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field whose value is not the same; None where one side does not state it."""

    field: str
    before: Any
    after: Any
    place_before: Location | None = None
    place_after: Location | None = None

    @property
    def gone(self) -> list[Any]:
        """Return the items that a list no longer has."""
        return _without(self.before, self.after)

    @property
    def new(self) -> list[Any]:
        """Return the items that a list has now."""
        return _without(self.after, self.before)


def _without(value: Any, other: Any) -> list[Any]:
    """Return the items of one list that another does not have."""
    left = other if isinstance(other, list) else []
    return [item for item in value if item not in left] if isinstance(value, list) else []


@dataclass(frozen=True, slots=True)
class Difference:
    """One record, or the header, that is not the same on both sides."""

    kind: str
    type: str
    id: str
    label: str = ""
    fields: tuple[FieldChange, ...] = ()
    place_before: Location | None = None
    place_after: Location | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two submissions side by side.

    Attributes:
        before: name of the one.
        after: name of the other.
        differences: the header first, then in the order of types and ids.
        same: how many records are the same.
        lost: what of either could not be compared, because it could not be read.
        doubtful: whether that is more than what is merely not of the standard, such as a further
            sheet, so that it cannot be said that nothing differs.
    """

    before: str
    after: str
    differences: tuple[Difference, ...]
    same: int = 0
    lost: tuple[str, ...] = field(default_factory=tuple)
    doubtful: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """Return how many records were added, removed and changed."""
        kinds = [one.kind for one in self.differences if one.type != HEADER]
        return {kind: kinds.count(kind) for kind in (ADDED, REMOVED, CHANGED)}


def compare(before: Source, after: Source, take: TakeOptions) -> Comparison:
    """Compare two inputs of any formats.

    Raises:
        UnreadableError: if one of them cannot be read.
    """
    one, two = read_side_by_side((before, after), take)
    pairs = list(_pairs(one.document.records, two.document.records))
    changed = [(left, right) for left, right in pairs if _differs(one, two, left, right)]
    return Comparison(
        before=before.name,
        after=after.name,
        differences=(*_header(one, two), *_differences(one, two, changed)),
        same=len(pairs) - len(changed),
        lost=tuple(
            loss for read in (one, two) for loss in read.lost_in(read.outcome.inputs[0].file)
        ),
        doubtful=one.lost_data or two.lost_data,
    )


def _pairs(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[int | None, int | None]]:
    """Yield the numbers of records that belong together by type and id, in the order of both.

    Where an id stands twice, the first belongs to the first. A record without an id belongs to an
    equal one, or to none.
    """
    waiting: dict[Any, deque[int]] = defaultdict(deque)
    for number, record in enumerate(after):
        waiting[_key(record)].append(number)
    found: list[tuple[int | None, int | None]] = []
    for number, record in enumerate(before):
        numbers = waiting.get(_key(record))
        found.append((number, numbers.popleft() if numbers else None))
    found += [(None, number) for numbers in waiting.values() for number in numbers]

    def place(pair: tuple[int | None, int | None]) -> tuple[int, str]:
        left, right = pair
        record = before[left] if left is not None else after[right or 0]
        return ORDER[record["type"]], str(record.get("id", ""))

    yield from sorted(found, key=place)


ORDER = {name: number for number, name in enumerate(records())}


def _key(record: Mapping[str, Any]) -> Any:
    """Return what two records share that are the same one."""
    if isinstance(record.get("id"), str):
        return record["type"], record["id"]
    return repr(sorted(record.items(), key=repr))


def _differs(one: ReadBack, two: ReadBack, left: int | None, right: int | None) -> bool:
    """Tell whether two records are not the same."""
    if left is None or right is None:
        return True
    return one.document.records[left] != two.document.records[right]


def _differences(
    one: ReadBack, two: ReadBack, changed: Sequence[tuple[int | None, int | None]]
) -> Iterator[Difference]:
    """Yield what differs, with the places found for all of it at once."""
    rows = []
    for left, right in changed:
        before = one.document.records[left] if left is not None else {}
        after = two.document.records[right] if right is not None else {}
        names = fields_apart(before, after) if before and after else []
        rows.append((left, right, before, after, names))
    places_before = _places(one, [(left, names) for left, _, _, _, names in rows])
    places_after = _places(two, [(right, names) for _, right, _, _, names in rows])
    for (left, right, before, after, names), own, others in zip(
        rows, places_before, places_after, strict=True
    ):
        record = after or before
        yield Difference(
            kind=ADDED if left is None else REMOVED if right is None else CHANGED,
            type=record["type"],
            id=str(record.get("id", "")),
            label=label(record),
            fields=tuple(
                FieldChange(name, before.get(name), after.get(name), own[at], others[at])
                for at, name in enumerate(names, 1)
            ),
            place_before=own[0],
            place_after=others[0],
        )


def _places(
    read: ReadBack, rows: Sequence[tuple[int | None, Sequence[str]]]
) -> Iterator[list[Location | None]]:
    """Yield where each record stands, then its fields; nothing where there is no such record."""
    wanted = [
        (number, name) for number, names in rows if number is not None for name in (None, *names)
    ]
    found = iter(read.places(wanted))
    for number, names in rows:
        yield [None if number is None else next(found) for _ in (None, *names)]


def _header(one: ReadBack, two: ReadBack) -> Iterator[Difference]:
    """Yield what differs in the headers."""
    before, after = one.document.header, two.document.header
    changes = tuple(
        FieldChange(name, before.get(name), after.get(name)) for name in fields_apart(before, after)
    )
    if changes:
        yield Difference(CHANGED, HEADER, HEADER, fields=changes)


def label(record: Mapping[str, Any]) -> str:
    """Return a name of a record for people, or nothing."""
    name = record.get("name")
    texts = list(name.values()) if isinstance(name, dict) else [name]
    return next((text for text in texts if isinstance(text, str)), "")
