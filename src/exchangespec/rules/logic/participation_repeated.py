"""A participation that is recorded twice, or that only repeats what a list says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.rules.world import PARTICIPATION, SEMINAR
from exchangespec.submission.relations import PARTY_COLUMNS, ROLE_COLUMNS, current, grouped, needed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

# With these words a source says what is to be, not what was.
AHEAD = frozenset({"announced", "invited"})
# Any of these makes a Participation worth having beside the list of the event.
MORE = (
    *("participation_status", "format", "headcount", "on_behalf_of", "via", "role_text", "reason"),
    *("number", "country", "levels", "party_text", "description", "note", "url", "identifiers"),
    *("themes", "tags", "other_names"),
)


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield participations of the same party, event and role, and those that add nothing."""
    for group in grouped(known, current(known, "Participation"), _who):
        for record in group[1:]:
            other = group[0].id
            if record.id != other:  # the same id twice is a finding of its own
                yield record, _fault(record, "twice", other)
    for record in current(known, "Participation"):
        if any(record.states(field) for field in MORE):
            continue
        event = known.get(record.text("event"))
        if event is None or not _is_listed(event, record):
            continue
        if not known.pointing("Statement", "about", record.id):
            yield record, _fault(record, "list", event.id)


def _is_listed(event: Facts, record: Facts) -> bool:
    """Tell whether the event's own list for the role names the party."""
    return any(
        role == record.get("role") and record.get("party") in event.all(column)
        for column, role in ROLE_COLUMNS.get(event.type, {}).items()
    )


def _who(record: Facts) -> tuple[str, str, str, bool] | None:
    """Return event, party, role and whether it was only to come; None where one is not known.

    What was announced and what came of it are two facts, often of two sources.
    """
    party = record.text("party") or record.text("party_text").casefold()
    event, role = record.text("event"), record.text("role")
    ahead = record.get("participation_status") in AHEAD
    return (event, party, role, ahead) if event and party and role else None


def _fault(record: Facts, variant: str, other: str) -> Fault:
    """Return the fault with who it is about."""
    facts = {
        "party": record.get("party") or record.get("party_text"),
        "role": record.get("role"),
        "other": other,
    }
    return Fault("participation-repeated", facts, variant=variant, related=(other,))


RULE = Rule(
    code="EXS444",
    slug="participation-repeated",
    severity="warning",
    title="A participation is stated twice.",
    message={
        "twice": "{other} says already that {party} took part in the role {role}.",
        "list": "{other} names {party} already in the role {role}; this record adds nothing.",
    },
    why="What is said in two places can come to differ, and may be counted twice.",
    fix="Delete this record, or add what it knows beyond the list: headcount, status, whom the "
    "party stood for.",
    wrong=Example(records=[SEMINAR, PARTICIPATION], at={"record": "ex:pa-1"}),
    right=Example(records=[SEMINAR, {**PARTICIPATION, "headcount": 3}]),
    reads=needed(PARTY_COLUMNS, {"Participation": MORE, "Statement": ("about",)}),
    check_all=check_all,
)
