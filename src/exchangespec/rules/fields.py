"""Finds the values of one kind in a record or header: its texts, dates, codes, languages."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.rules.rule import Context, RecordCheck, SubmissionCheck, Where
from exchangespec.submission.facts import Facts, RecordFacts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from exchangespec.finding import Fault
    from exchangespec.formats.format import Part
    from exchangespec.rules.rule import Suspects
    from exchangespec.spec import FieldSpec
    from exchangespec.submission.facts import Text
    from exchangespec.submission.known import Known

HEADER = "Header"
EXTENSION = "x_"
TEXT_KINDS = ("text", "string")

Item = int | str | None


@cache
def fields(record_type: str) -> dict[str, FieldSpec]:
    """Return the fields of a record type or of the header, by name."""
    if record_type == HEADER:
        return spec.header()
    form = spec.records().get(record_type)
    return dict(form.fields) if form else {}


@lru_cache(maxsize=10_000)
def stated_of_kind(
    record_type: str, kinds: tuple[str, ...], stated: tuple[str, ...]
) -> tuple[FieldSpec, ...]:
    """Return the fields of certain kinds among those that a record states, in model order."""
    known = fields(record_type)
    found = sorted(known.keys() & stated, key=list(known).index)
    return tuple(known[name] for kind in kinds for name in found if known[name].kind.name == kind)


@lru_cache(maxsize=10_000)
def extensions(record_type: str, stated: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns of one's own among the fields that a record states."""
    known = fields(record_type)
    return tuple(name for name in stated if name.startswith(EXTENSION) and name not in known)


def values_of_kind(record: RecordFacts, *kinds: str) -> Iterator[tuple[FieldSpec, Item, Any]]:
    """Yield field, item and value of every valid value of certain kinds, lists taken apart."""
    values, failed = record.values, record.failed
    for known in stated_of_kind(record.type, kinds, tuple(values)):
        name = known.name
        if name in failed:
            continue
        value = values[name]
        if value.__class__ is list:
            for at, item in enumerate(value):
                yield known, at, item
        else:
            yield known, None, value


def texts(record: RecordFacts) -> Sequence[Text]:
    """Return field, item and words of everything people wrote freely, extensions included."""
    if record.texts is None:
        record.texts = list(_texts(record))
    return record.texts


def _texts(record: RecordFacts) -> Iterator[Text]:
    """Gather what people wrote, for all rules that look at it."""
    for known, item, value in values_of_kind(record, *TEXT_KINDS):
        if value.__class__ is dict:
            for tag, text in value.items():
                yield known.name, tag, text
        elif isinstance(value, str):
            yield known.name, item, value
    for name in extensions(record.type, tuple(record.values)):
        value = record.values[name]
        if isinstance(value, str) and name not in record.failed:
            yield name, None, value


def written(part: Part) -> tuple[Sequence[str], str]:
    """Return what people wrote freely in each of many records, and what they wrote in all of them.

    The texts of a record stand one below the other, as `texts` finds them.
    """
    if part.written is None:
        known = fields(part.type)
        columns = [one for name, one in part.columns.items() if is_written(name, known)]
        each = ["\n".join(map(_words, values)) for values in zip(*columns, strict=True)] or [
            ""
        ] * len(part)
        part.written = each, "\n".join(each)
    return part.written


def _words(value: Any) -> str:
    """Return the words of a text, in all its languages, or of several."""
    if value.__class__ is dict:
        value = list(value.values())
    if value.__class__ is list:
        return "\n".join(map(_words, value))
    return value if isinstance(value, str) else ""


def writing_with(sign: Callable[[str], object]) -> Suspects:
    """Return the places of records in whose texts there is a sign of what a check looks for.

    Where it is in none of all their texts, it is looked for in none of them.
    """

    def suspects(part: Part, _context: Context) -> Iterable[int]:
        """Look at the texts of all records, then at those of each."""
        each, everything = written(part)
        return (at for at, text in enumerate(each) if sign(text)) if sign(everything) else ()

    return suspects


# --- where a check can say anything --------------------------------------------------------------


def stating(*names: str) -> Where:
    """Return whether a record states one of some fields at least."""

    def tells(_record_type: str, stated: frozenset[str]) -> bool:
        """Look at the fields alone."""
        return not stated.isdisjoint(names)

    return tells


def lacking(*names: str) -> Where:
    """Return whether a record leaves out one of some fields at least."""

    def tells(_record_type: str, stated: frozenset[str]) -> bool:
        """Look at the fields alone."""
        return not stated.issuperset(names)

    return tells


def both(one: Where, other: Where) -> Where:
    """Return whether a record is one of which both say so."""

    def tells(record_type: str, stated: frozenset[str]) -> bool:
        """Ask both."""
        return one(record_type, stated) and other(record_type, stated)

    return tells


def of_kind(*kinds: str) -> Where:
    """Return whether a record states a field of one of some kinds."""

    def tells(record_type: str, stated: frozenset[str]) -> bool:
        """Look up the kind of each field."""
        found = fields(record_type)
        return any(name in found and found[name].kind.name in kinds for name in stated)

    return tells


def writing(record_type: str, stated: frozenset[str]) -> bool:
    """Tell whether a record states anything that people write freely, as `texts` finds it."""
    known = fields(record_type)
    return any(is_written(name, known) for name in stated)


def is_written(name: str, known: Mapping[str, FieldSpec]) -> bool:
    """Tell whether people write freely in a field, or in a column of their own."""
    return known[name].kind.name in TEXT_KINDS if name in known else name.startswith(EXTENSION)


# --- headers -------------------------------------------------------------------------------------


def on_header(check: RecordCheck) -> SubmissionCheck:
    """Return a check of the header that does what `check` does to a record."""

    def check_header(known: Known) -> Iterator[tuple[Facts | None, Fault]]:
        """Look at the header as at a record."""
        unknown = known.header_failed | known.header_open
        header = RecordFacts(HEADER, "", known.header, failed=unknown)
        for fault in check(header, Context(known.header, known.today)):
            yield None, fault

    return check_header
