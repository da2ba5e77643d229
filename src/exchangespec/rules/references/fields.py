"""Which fields point to records, and what in a submission they point to."""

from __future__ import annotations

import difflib
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

from exchangespec import spec
from exchangespec.codelists import identifier_schemes, is_reserved
from exchangespec.model.kinds import Ref
from exchangespec.submission.facts import FAILED, Partly
from exchangespec.submission.likeness import is_slip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from exchangespec.spec import FieldSpec
    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

REFERENCES = spec.references()
COLUMNS: Mapping[str, tuple[str, ...]] = {
    name: tuple(one.name for one in fields) for name, fields in REFERENCES.items()
}

KNOWN, MISSING, OUTSIDE, SCHEME, UNDECLARED = "known", "missing", "outside", "scheme", "undeclared"


def with_columns(*names: str) -> dict[str, tuple[str, ...]]:
    """Return the reference columns of every type, and more of their columns."""
    return {name: (*columns, *names) for name, columns in COLUMNS.items()}


def expected_types(record_type: str, known: FieldSpec) -> tuple[str, ...]:
    """Return the types a field of a record may point to; empty for any."""
    same = isinstance(known.kind, Ref) and known.kind.same_type
    return (record_type,) if same else known.targets


# --- what points where ---------------------------------------------------------------------------


class Use(NamedTuple):
    """One reference: the record and field that hold it, which item of a list, and its target."""

    record: Facts
    field: FieldSpec
    item: int | None
    target: str


@dataclass(slots=True)
class Pointers:
    """The targets of every reference field, and the fields that were stated wrongly somewhere."""

    targets: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    unreadable: set[tuple[str, str]] = field(default_factory=set)


_POINTERS: WeakKeyDictionary[Known, tuple[int, Pointers]] = WeakKeyDictionary()


def pointers(known: Known) -> Pointers:
    """Return what is pointed to, field by field; gathered once for all rules that ask."""
    size, found = _POINTERS.get(known, (-1, Pointers()))
    if size == len(known):
        return found
    found = Pointers()
    for record_type, fields in REFERENCES.items():
        if fields and known.has(record_type):
            _gather(known, record_type, fields, found)
    _POINTERS[known] = len(known), found
    return found


def _gather(known: Known, record_type: str, fields: Sequence[FieldSpec], found: Pointers) -> None:
    """Gather what the records of one type point to; those that state the same are kept alike."""
    layouts: dict[int, tuple[Mapping[str, int], list[tuple[Any, ...]]]] = {}
    for record in known.of(record_type):
        layouts.setdefault(id(record.columns), (record.columns, []))[1].append(record.row)
    for columns, rows in layouts.values():
        for one in fields:
            at, targets = columns[one.name], found.targets[record_type, one.name]
            for value in set(map(itemgetter(at), rows)):
                if value.__class__ is str:
                    targets.add(value)
                elif value is FAILED:
                    found.unreadable.add((record_type, one.name))
                elif value is not None:
                    targets.update(value)
                    if value.__class__ is Partly:
                        found.unreadable.add((record_type, one.name))


def uses(known: Known, chosen: Callable[[str, FieldSpec, str], bool]) -> Iterator[Use]:
    """Yield the references that are chosen by record type, field and target.

    Each target is judged once a field, however many records point to it, and only fields with a
    chosen target are gone through record by record.
    """
    for part in known.in_parts():
        yield from _uses_in(part, chosen)


def _uses_in(known: Known, chosen: Callable[[str, FieldSpec, str], bool]) -> Iterator[Use]:
    """Yield the references of one part of the records."""
    targets = pointers(known).targets
    for record_type, fields in REFERENCES.items():
        wanted = {
            one: hits
            for one in fields
            if (
                hits := {
                    target
                    for target in targets[record_type, one.name]
                    if chosen(record_type, one, target)
                }
            )
        }
        if wanted:
            for record in known.of(record_type):
                for one, hits in wanted.items():
                    yield from _held(record, one, hits)


def _held(record: Facts, one: FieldSpec, hits: set[str]) -> Iterator[Use]:
    """Yield the references of one field of one record whose targets are among the hits."""
    if not one.many:
        target = record.text(one.name)
        if target in hits:
            yield Use(record, one, None, target)
        return
    # Of a list with wrong items only the right ones are kept, and not which ones they were.
    whole = record.get(one.name) is not None
    for item, target in enumerate(record.all(one.name)):
        if target in hits:
            yield Use(record, one, item if whole else None, target)


# --- whose ids they are --------------------------------------------------------------------------


def own_prefix(header: Mapping[str, object]) -> str | None:
    """Return the publisher's own prefix, if the header says it rightly."""
    prefix = header.get("prefix")
    return prefix if isinstance(prefix, str) else None


def own_ids(header: Mapping[str, object]) -> str:
    """Return how each id of the publisher's own begins; nothing where that cannot be told."""
    prefix = own_prefix(header)
    return f"{prefix}:" if prefix and ":" not in prefix and not is_reserved(prefix) else ""


def declared_prefixes(header: Mapping[str, object]) -> tuple[str, ...]:
    """Return the other publishers' prefixes that the header declares."""
    prefixes = header.get("prefixes")
    return tuple(prefixes) if isinstance(prefixes, dict) else ()


def standing(known: Known, target: str) -> str:
    """Return whether a target is here, and otherwise by its prefix whose it would be.

    Where the header gives no prefix nothing can be said, and every target passes.
    """
    own = own_prefix(known.header)
    if own is None or target in known:
        return KNOWN
    prefix = target.partition(":")[0]
    if prefix == own or prefix in known.publishers:
        return MISSING
    if prefix in declared_prefixes(known.header):
        return OUTSIDE
    return SCHEME if prefix in identifier_schemes() else UNDECLARED


# --- what may have been meant --------------------------------------------------------------------

MOST_ASKED = 50
MOST_COMPARED, MOST_LOOKED_AT = 5_000, 10
LENGTH_APART = 2


class NearIds:
    """Finds ids that look like a wrong one, for as many as a person would read about."""

    def __init__(self, known: Known) -> None:
        """Prepare to look through the ids of a submission."""
        self._known = known
        # By type and length, each with its place in the order of all.
        self._by_type: dict[str, dict[int, list[tuple[int, str]]]] = {}
        self._found: dict[tuple[str, tuple[str, ...]], list[str]] = {}

    def of(self, target: str, types: tuple[str, ...]) -> list[str]:
        """Return up to three ids of some types that look like the target, best first."""
        found = self._found.get((target, types))
        if found is None:
            if len(self._found) >= MOST_ASKED:
                return []
            near = difflib.get_close_matches(
                target, self._candidates(target, types), n=MOST_LOOKED_AT, cutoff=0.8
            )
            # A long prefix would make any two ids look alike.
            local = target.rpartition(":")[2]
            found = [one for one in near if is_slip(local, one.rpartition(":")[2])][:3]
            self._found[target, types] = found
        return found

    def _candidates(self, target: str, types: tuple[str, ...]) -> list[str]:
        """Return ids of some types and about the same length, as many as may be compared."""
        if not self._by_type:
            self._gather()
        lengths = range(len(target) - LENGTH_APART, len(target) + LENGTH_APART + 1)
        fitting = (
            one
            for name in types or tuple(self._by_type)
            for _, one in sorted(
                pair for size in lengths for pair in self._by_type.get(name, {}).get(size, ())
            )
        )
        return list(islice(fitting, MOST_COMPARED))

    def _gather(self) -> None:
        """Go through the ids of a submission, and keep as many as may be compared."""
        for number, record in enumerate(self._known.firsts()):
            alike = self._by_type.setdefault(record.type, {}).setdefault(len(record.id), [])
            if len(alike) < MOST_COMPARED:
                alike.append((number, record.id))
