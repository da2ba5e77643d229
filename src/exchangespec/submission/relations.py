"""How records hang together: who took part, who stands for whom, what belongs to what, and when.

Rules that read these relations declare the columns named beside them: `needed(PARTY_COLUMNS, …)`.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from exchangespec.model.dates import date_span
from exchangespec.model.quantities import quantity_span

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

    Columns = Mapping[str, tuple[str, ...]]

# Of each type that people take part in: its columns that name parties, and the role each gives.
ROLE_COLUMNS: dict[str, dict[str, str]] = {
    "Event": {
        "organisers": "organiser",
        "hosts": "host",
        "speakers": "speaker",
        "moderators": "moderator",
        "performers": "performer",
        "participants": "participant",
    },
    "Visit": {
        "organisers": "organiser",
        "hosts": "host",
        "visitors": "visitor",
        "delegates": "delegate",
        "speakers": "speaker",
        "moderators": "moderator",
        "participants": "participant",
    },
}
VISITING = ("visitor", "delegate", "leader")
HOSTING = ("host",)
# With these words a source says that someone was to come, or leaves open whether they came.
NOT_COUNTED = frozenset({"announced", "invited", "cancelled", "absent", "replaced", "unknown"})
# So many different lists of parties are remembered with whom they stand for.
MOST_GROUPS = 100_000
ASSOCIATION = "association_of_local_authorities"

PARTY_COLUMNS: Columns = {
    **{record_type: tuple(columns) for record_type, columns in ROLE_COLUMNS.items()},
    "Participation": ("event", "party", "role", "participation_status"),
}
COMPANY = (
    "hosts",
    "visitors",
    "delegates",
    "participants",
    "cities",
    "networks",
    "record_status",
)
COMPANY_COLUMNS: Columns = {"Visit": COMPANY}
BODY_COLUMNS: Columns = {"City": ("authority",), "Organisation": ("kind", "city")}
MEMBER_COLUMNS: Columns = {"Membership": ("group", "member", "role", "membership_status")}
STANDING_COLUMNS: Columns = {
    "City": ("authority", "part_of"),
    "Organisation": ("kind", "city", "parent"),
    "Person": ("organisations",),
    **MEMBER_COLUMNS,
}
STATEMENT_COLUMNS: Columns = {"Statement": ("about", "kind", "property")}
PART_COLUMNS: Columns = {"Event": ("parent",), "Visit": ("parent",)}
PLACE_COLUMNS: Columns = {
    "City": ("country",),
    "Organisation": ("city", "country"),
    "Person": ("organisations",),
}


def needed(*columns: Columns) -> dict[str, tuple[str, ...]]:
    """Return the union of columns, with what tells withdrawn records of each type."""
    union: dict[str, dict[str, None]] = defaultdict(dict)
    for mapping in columns:
        for record_type, names in mapping.items():
            union[record_type].update(dict.fromkeys((*names, "record_status")))
    return {record_type: tuple(names) for record_type, names in union.items()}


def is_current(record: Facts) -> bool:
    """Tell whether a record still says something: a withdrawn one only marks a deletion."""
    return record.text("record_status") != "withdrawn"


def current(known: Known, *record_types: str) -> Iterator[Facts]:
    """Iterate over the records of some types that are not withdrawn."""
    if any(True for _ in known.stating(("record_status",), *record_types)):
        return filter(is_current, known.of(*record_types))
    return known.of(*record_types)


def pointing(known: Known, record_type: str, field: str, target: str) -> list[Facts]:
    """Return the current records of a type whose reference field holds `target`."""
    found = known.pointing(record_type, field, target)
    return [record for record in found if is_current(record)] if found else found


def counts(record: Facts, field: str = "participation_status") -> bool:
    """Tell whether someone took part or belongs, as far as the status says."""
    return record.get(field) not in NOT_COUNTED


# --- who stands for whom -------------------------------------------------------------------------


def body(known: Known, party: str) -> str:
    """Return the city when a party is that city's own authority, else the party (BODY_COLUMNS)."""
    found = known.standing_for.get(party)
    if found is None:
        found = known.standing_for[party] = _body(known, party)
    return found


def _body(known: Known, party: str) -> str:
    """Work out for whom a party stands."""
    record = known.get(party)
    if record is None or record.type != "Organisation":
        return party
    city = known.get(record.text("city")) if record.get("kind") == "local_authority" else None
    if city is not None and city.type == "City":
        return city.id if city.get("authority") in {None, party} else party
    naming = known.pointing("City", "authority", party)
    return naming[0].id if naming else party


def bodies(known: Known, parties: Iterable[str]) -> frozenset[str]:
    """Return the parties with each authority counted as its city (BODY_COLUMNS)."""
    named = tuple(parties)
    found = known.groups.get(named)
    if found is None:
        found = frozenset([body(known, party) for party in named])
        if len(known.groups) < MOST_GROUPS:
            known.groups[named] = found
    return found


def standing(known: Known, party: str) -> set[str]:
    """Return the party with all that it is part of or acts for (STANDING_COLUMNS).

    A person acts for the bodies named, anyone for the local groups they are in, a local group for
    its city; a body is part of its parent, a city of the larger territory.
    """
    found: set[str] = set()
    waiting = [party]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        waiting.append(body(known, name))
        record = known.get(name)
        if record is not None:
            waiting.extend(_above(known, record))
    return found


def is_local_group(record: Facts) -> bool:
    """Tell whether a record is a local group of a city and a network."""
    return record.type == "Organisation" and record.get("kind") == "local_group"


def _above(known: Known, record: Facts) -> Iterator[str]:
    """Yield what a party is part of or acts for, one step up."""
    if record.type == "City":
        yield from filter(None, [record.text("part_of")])
    elif record.type == "Organisation":
        yield from filter(None, [record.text("parent")])
        if is_local_group(record):
            yield from filter(None, [record.text("city")])
    elif record.type == "Person":
        yield from record.all("organisations")
    for membership in pointing(known, "Membership", "member", record.id):
        group = known.get(membership.text("group"))
        if group is not None and is_local_group(group) and counts_as_member(membership):
            yield group.id


def city_of(known: Known, party: str) -> str | None:
    """Return the city a party is or sits in; None where it cannot be told (PLACE_COLUMNS)."""
    record = known.get(party)
    if record is None or record.type != "Person":
        return _seat(known, party)
    places = {_seat(known, name) for name in record.all("organisations")}
    return places.pop() if len(places) == 1 else None


def _seat(known: Known, party: str) -> str | None:
    """Return the city that a body is or sits in; what is named wrongly for a body sits nowhere."""
    record = known.get(party)
    if record is None:
        return None
    return party if record.type == "City" else record.text("city") or None


def country_of(known: Known, party: str) -> str | None:
    """Return the country of a party; None where it cannot be told (PLACE_COLUMNS)."""
    record = known.get(party)
    if record is not None and record.type == "Organisation" and record.text("country"):
        return record.text("country")
    city = known.get(city_of(known, party))
    return city.text("country") or None if city is not None and city.type == "City" else None


# --- who took part -------------------------------------------------------------------------------


class Party(NamedTuple):
    """One party of an event or visit in one role, with the place where the data say so.

    `participation` is the record with its own facts, where there is one; a party that is only
    described has no id.
    """

    id: str | None
    role: str
    record: Facts
    field: str
    item: int | None
    participation: Facts | None


def parties(known: Known, event: Facts, *roles: str) -> Iterator[Party]:
    """Yield who took part in some roles (none: in any), each party and role once (PARTY_COLUMNS).

    List columns and Participations are one set; whom a Participation says not to have come, or
    leaves open, is left out even where a list names them.
    """
    participations = known.pointing("Participation", "event", event.id)
    if participations:
        yield from _with_details(participations, event, roles)
        return
    for column, role in ROLE_COLUMNS[event.type].items():
        if not roles or role in roles:
            for item, party in enumerate(event.all(column)):
                yield Party(party, role, event, column, item, None)


def party_ids(known: Known, event: Facts, *roles: str) -> tuple[str, ...]:
    """Return the ids of who took part in some roles, as `parties` tells them (PARTY_COLUMNS)."""
    if known.has("Participation") and known.pointing("Participation", "event", event.id):
        return tuple(party.id for party in parties(known, event, *roles) if party.id)
    columns = columns_of(event.type, roles)
    if len(columns) == 1:
        return event.all(columns[0])
    found: tuple[str, ...] = ()
    for column in columns:
        named = event.all(column)
        found = found + named if found else named
    return found


def companies(known: Known) -> Iterator[Sequence[Facts]]:
    """Yield the current visits, those together that name the same parties, cities and networks.

    A visit of which Participations say more stands alone (PARTY_COLUMNS, COMPANY_COLUMNS).
    """
    detailed = known.has("Participation")
    for visits in known.alike("Visit", *COMPANY):
        if not is_current(visits[0]):
            continue
        if not detailed:
            yield visits
            continue
        alike = []
        for visit in visits:
            if known.pointing("Participation", "event", visit.id):
                yield (visit,)
            else:
                alike.append(visit)
        if alike:
            yield alike


@cache
def columns_of(record_type: str, roles: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns in which an event or visit names who took part in some roles."""
    return tuple(name for name, role in ROLE_COLUMNS[record_type].items() if role in roles)


def _with_details(
    participations: Iterable[Facts], event: Facts, roles: tuple[str, ...]
) -> Iterator[Party]:
    """Yield who took part where records say more about some of them than the lists do."""
    detailed: dict[tuple[str, str], Facts] = {}
    described = []
    for record in filter(is_current, participations):
        party = record.get("party")
        if party is None:
            described.append(record)
        elif counts(record):
            # Who was announced and came has two records; the one that counts says more.
            detailed[party, record.text("role")] = record
        else:
            detailed.setdefault((party, record.text("role")), record)
    for column, role in ROLE_COLUMNS[event.type].items():
        if not roles or role in roles:
            for item, party in enumerate(event.all(column)):
                more = detailed.pop((party, role), None)
                if more is None or counts(more):
                    yield Party(party, role, event, column, item, more)
    for record in (*detailed.values(), *described):
        role, party = record.text("role"), record.get("party")
        if (not roles or role in roles) and counts(record):
            field = "party_text" if party is None else "party"
            yield Party(party, role, record, field, None, record)


# --- what belongs to what ------------------------------------------------------------------------


def counts_as_member(membership: Facts) -> bool:
    """Tell whether a membership came about, as far as its status says."""
    return counts(membership, "membership_status")


def memberships(known: Known, group: str) -> list[Facts]:
    """Return the memberships of a group that count (MEMBER_COLUMNS)."""
    found = pointing(known, "Membership", "group", group)
    return [membership for membership in found if counts_as_member(membership)]


def above(known: Known, record: Facts, field: str = "parent") -> Iterator[Facts]:
    """Yield what a record is part of, nearest first; a cycle ends it (its own column `field`)."""
    seen = {record.id}
    while True:
        found = known.get(record.text(field))
        if found is None or found.id in seen:
            return
        seen.add(found.id)
        yield found
        record = found


def parts(known: Known, event: Facts) -> Iterator[Facts]:
    """Yield the parts of an event or visit, and theirs (PART_COLUMNS)."""
    seen = {event.id}
    waiting = [event.id]
    while waiting:
        target = waiting.pop()
        for record_type in PART_COLUMNS:
            for part in pointing(known, record_type, "parent", target):
                if part.id not in seen:
                    seen.add(part.id)
                    waiting.append(part.id)
                    yield part


def stated(known: Known, about: str, kinds: tuple[str, ...], *properties: str) -> bool:
    """Tell whether a Statement of some kind speaks of a field or child (STATEMENT_COLUMNS)."""
    return any(
        statement.get("kind") in kinds and not set(properties).isdisjoint(statement.all("property"))
        for statement in pointing(known, "Statement", "about", about)
    )


# --- how many ------------------------------------------------------------------------------------


def at_least(value: object) -> Decimal | None:
    """Return the lowest count a quantity can stand for; None for shares and rough figures."""
    span = quantity_span(value)
    if span is None or span.percent or span.approximate or span.low is None:
        return None
    return span.low + 1 if span.low_open else span.low


def at_most(value: object) -> Decimal | None:
    """Return the highest count a quantity can stand for; None for shares and rough figures."""
    span = quantity_span(value)
    if span is None or span.percent or span.approximate or span.high is None:
        return None
    return span.high - 1 if span.high_open else span.high


# --- when ----------------------------------------------------------------------------------------


class Spell(NamedTuple):
    """A record with the first and last day of its time."""

    first: date
    last: date
    record: Facts


def certain_spell(record: Facts) -> Spell | None:
    """Return the time in which something surely went on; no date is no bound (start, end).

    What starts and ends within one imprecise date has that whole date. None when a date is wrong.
    """
    start, end = date_span(record.text("start")), date_span(record.text("end"))
    if (start is None and record.states("start")) or (
        end is None and record.states("end") and record.text("end") != ".."
    ):
        return None
    first = start.latest if start is not None and start.latest else date.min
    last = end.earliest if end is not None and end.earliest else date.max
    if first > last and start is not None and end is not None:
        first, last = start.earliest or date.min, end.latest or date.max
    return Spell(first, last, record) if first <= last else None


def overlapping(spells: Iterable[Spell]) -> Iterator[tuple[Facts, Facts]]:
    """Yield each record that starts in the time of an earlier one, with that one."""
    longest: Spell | None = None
    for spell in sorted(spells, key=lambda spell: (spell.first, spell.record.key)):
        if longest is not None and spell.first <= longest.last:
            yield spell.record, longest.record
        if longest is None or spell.last > longest.last:
            longest = spell


def at_the_same_time(records: Iterable[Facts]) -> Iterator[tuple[Facts, Facts]]:
    """Yield each record whose time surely overlaps an earlier one's, with that one (start, end)."""
    return overlapping(filter(None, map(certain_spell, records)))


def grouped(
    known: Known, records: Iterable[Facts], key: Callable[[Facts], Hashable | None]
) -> Iterator[list[Facts]]:
    """Yield the records that share a key, where more than one does; None is no key."""

    def keys(record: Facts) -> tuple[Hashable, ...]:
        """Return the key, if there is one."""
        name = key(record)
        return () if name is None else (name,)

    return (group for _, group in known.sharing(records, keys))
