"""Both sides of an exchange: where two publishers report the same one, field by field."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

from exchangespec import spec
from exchangespec.codelists import fold
from exchangespec.gazetteer.words import bare
from exchangespec.model.dates import DAY, MONTH, date_span
from exchangespec.model.quantities import quantity_span
from exchangespec.submission.joined import publisher
from exchangespec.submission.relations import BODY_COLUMNS, PARTY_COLUMNS, current, needed, parties
from exchangespec.submission.timing import DATING, HAPPENINGS, dates_of, differ

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from exchangespec.spec import FieldSpec
    from exchangespec.submission.facts import Facts
    from exchangespec.submission.joined import Joined

AGREES, CONTRADICTS, SILENT = "agrees", "contradicts", "silent"
# Types that two sides may both report.
EXCHANGES = ("Visit", "MentoringPair", "Partnership", "Membership")
# About the record and its wording, not about the exchange; or what the pair was found by.
NOT_COMPARED = frozenset(
    {"type", "id", "name", "other_names", "description", "url", "identifiers", "themes", "tags"}
    | {"sources", "note", "record_status", "modified", "replaced_by", "date_text", "outcomes"}
    | {"role_text", "number"}
)
COMPARED: dict[str, tuple[FieldSpec, ...]] = {
    name: tuple(
        field
        for field in spec.records()[name].fields.values()
        if field.name not in NOT_COMPARED and not field.localised
    )
    for name in EXCHANGES
}
ACCOUNT_COLUMNS = needed(
    {name: tuple(field.name for field in fields) for name, fields in COMPARED.items()},
    PARTY_COLUMNS,
    BODY_COLUMNS,
    dict.fromkeys(HAPPENINGS, DATING),
)
# By which the publishers are told among the parties.
PUBLISHER_COLUMNS = {"City": ("name",), "Organisation": ("name",)}
# What names the parties of an exchange, beside the roles of a visit.
SIDES = {
    "MentoringPair": ("mentors", "mentees"),
    "Partnership": ("parties",),
    "Membership": ("group", "member"),
}


class Pair(NamedTuple):
    """Two records of two publishers that seem to report the same exchange."""

    one: Facts
    other: Facts


class Silence(NamedTuple):
    """An exchange that one publisher reports, and the other party's publisher does not."""

    record: Facts
    publisher: str
    party: str


class Account(NamedTuple):
    """What two reports say of one field: whether they agree, contradict, or one is silent."""

    field: str
    verdict: str
    one: Any
    other: Any


_PAIRS: WeakKeyDictionary[Joined, Sequence[Pair]] = WeakKeyDictionary()


def pairs(joined: Joined) -> Sequence[Pair]:
    """Return records of different publishers about the same exchange, each pair once.

    Visits need the same parties, either way round, and days that may be the same; the rest the same
    parties in the same roles. They are looked for once for all that ask.
    """
    found = _PAIRS.get(joined)
    if found is None:
        found = _PAIRS[joined] = list(_looked_for(joined))
    return found


def _looked_for(joined: Joined) -> Iterator[Pair]:
    """Yield the pairs, type by type."""
    for record_type in EXCHANGES:
        groups: dict[Hashable, list[Facts]] = defaultdict(list)
        for record in current(joined.known, record_type):
            key = KEYS[record_type](joined, record)
            if key is not None:
                groups[key].append(record)
        for group in groups.values():
            yield from _between_publishers(joined, group)


def _between_publishers(joined: Joined, group: list[Facts]) -> Iterator[Pair]:
    """Yield the pairs of a group that are of different publishers and of the same time."""
    by_publisher: dict[str, list[Facts]] = defaultdict(list)
    for record in group:
        by_publisher[publisher(record)].append(record)
    for first, second in combinations(by_publisher.values(), 2):
        for one, other in product(first, second):
            if _same_time(joined, one, other):
                yield Pair(one, other)


def _visit_key(joined: Joined, visit: Facts) -> Hashable | None:
    """Return the two sides of a visit, without their order."""
    sides = [
        joined.parties(party.id for party in parties(joined.known, visit, role) if party.id)
        for role in ("visitor", "host")
    ]
    return frozenset(sides) if all(sides) else None


def _mentoring_key(joined: Joined, pair: Facts) -> Hashable | None:
    """Return mentors and mentees."""
    sides = joined.parties(pair.all("mentors")), joined.parties(pair.all("mentees"))
    return sides if all(sides) else None


def _partnership_key(joined: Joined, partnership: Facts) -> Hashable | None:
    """Return kind and parties."""
    members = joined.parties(partnership.all("parties"))
    return (partnership.get("kind"), members) if members else None


def _membership_key(joined: Joined, membership: Facts) -> Hashable | None:
    """Return group and member."""
    group, member = membership.text("group"), membership.text("member")
    return (joined.entities.of(group), joined.party(member)) if group and member else None


KEYS = {
    "Visit": _visit_key,
    "MentoringPair": _mentoring_key,
    "Partnership": _partnership_key,
    "Membership": _membership_key,
}


def _same_time(joined: Joined, one: Facts, other: Facts) -> bool:
    """Tell whether two reports can be about the same time; only visits happen again and again."""
    if one.type != "Visit":
        return True
    first, second = dates_of(joined.known, one), dates_of(joined.known, other)
    if not first.start or not second.start:
        return False
    spans = [date_span(dates.start or "") for dates in (first, second)]
    if any(span is None or span.precision not in {DAY, MONTH} for span in spans):
        return False
    return not (
        differ(first.start, second.start)
        and (_ends_before(first, second) or _ends_before(second, first))
    )


def _ends_before(one: Any, other: Any) -> bool:
    """Tell whether what one report says is over before the other's begins."""
    end, start = date_span(one.end or one.start), date_span(other.start)
    return bool(end and start and end.latest and start.earliest and end.latest < start.earliest)


def silences(joined: Joined) -> Iterator[Silence]:
    """Yield the exchanges that a party's publisher, whose data are here, does not report.

    A party's publisher is who publishes as that party, by the header, or whose id the report uses
    or names for it and who reports other exchanges of the type.
    """
    heard: dict[str, set[str]] = defaultdict(set)
    for pair in pairs(joined):
        for one, other in (pair, reversed(pair)):
            heard[one.id].add(publisher(other))
    own = _own_parties(joined)
    for record_type in EXCHANGES:
        records = list(current(joined.known, record_type))
        reporting = {publisher(record) for record in records}
        for record in records:
            told = heard[record.id] | {publisher(record)}
            for party in _named(joined, record):
                named = {name.partition(":")[0] for name in _ids_of(joined, party)}
                known = named & reporting & joined.prefixes
                for prefix in sorted(known | own.get(joined.party(party), set())):
                    if prefix not in told:
                        told.add(prefix)
                        yield Silence(record, prefix, party)


def _ids_of(joined: Joined, party: str) -> tuple[str, ...]:
    """Return the id of a party, and what says that it is one thing with others."""
    member = joined.entities.members.get(party)
    return (party, *member.by) if member else (party,)


def _own_parties(joined: Joined) -> dict[str, set[str]]:
    """Return the parties that publish data themselves, each with its prefixes."""
    found: dict[str, set[str]] = defaultdict(set)
    words = {prefix: fold(bare(name)) for prefix, name in joined.publishers.items() if name}
    for prefix, name in joined.publishers.items():
        if ":" in name:
            found[joined.party(name)].add(prefix)
    for record in current(joined.known, *PUBLISHER_COLUMNS):
        prefix = publisher(record)
        names = record.get("name") or {}
        if words.get(prefix) in {fold(bare(str(name))) for name in names.values()}:
            found[joined.party(record.id)].add(prefix)
    return found


def _named(joined: Joined, record: Facts) -> list[str]:
    """Return the parties of an exchange, as the report names them."""
    if record.type == "Visit":
        roles = ("visitor", "host")
        named = [one.id for role in roles for one in parties(joined.known, record, role)]
    else:
        named = [name for field in SIDES[record.type] for name in _listed(record, field)]
    return list(dict.fromkeys(name for name in named if name))


def _listed(record: Facts, field: str) -> tuple[str, ...]:
    """Return the references of a field, whether it holds one or several."""
    return record.all(field) or tuple(filter(None, [record.text(field)]))


def accounts(joined: Joined, pair: Pair) -> Iterator[Account]:
    """Yield what the two reports of a pair say of each field that either states."""
    for field in COMPARED[pair.one.type]:
        one, other = (_stated(record, field) for record in pair)
        if one is None and other is None:
            continue
        if one is None or other is None:
            verdict = SILENT
        else:
            verdict = AGREES if _agree(joined, field, one, other) else CONTRADICTS
        yield Account(field.name, verdict, one, other)


def _stated(record: Facts, field: FieldSpec) -> Any:
    """Return what a record states of a field, or None."""
    if field.many:
        return list(record.all(field.name)) or None
    return record.get(field.name)


def _agree(joined: Joined, field: FieldSpec, one: Any, other: Any) -> bool:
    """Tell whether two values can both be true; of two lists one may be the shorter."""
    if field.is_reference:
        first, second = (
            joined.parties(value if isinstance(value, list) else [value]) for value in (one, other)
        )
        return first <= second or second <= first
    if field.many:
        return set(one) <= set(other) or set(other) <= set(one)
    if field.kind.name == "date":
        return not differ(one, other)
    if field.kind.name == "quantity":
        return _may_be_equal(one, other)
    return bool(one == other)


def _may_be_equal(one: object, other: object) -> bool:
    """Tell whether one number can be meant by both; an estimate excludes nothing near it."""
    first, second = quantity_span(one), quantity_span(other)
    if first is None or second is None or first.percent != second.percent:
        return one == other
    if first.approximate or second.approximate:
        return True
    apart = (
        _below(first.high, second.low, open_end=first.high_open or second.low_open),
        _below(second.high, first.low, open_end=second.high_open or first.low_open),
    )
    return not any(apart)


def _below(high: Any, low: Any, *, open_end: bool) -> bool:
    """Tell whether an upper bound lies below a lower one."""
    if high is None or low is None:
        return False
    return bool(high <= low if open_end else high < low)
