"""Where sources give different values for the same field of the same record."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from exchangespec.submission.relations import current, grouped, needed
from exchangespec.submission.timing import DATE_FIELDS, differ

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

DISAGREEMENT_COLUMNS = needed(
    {"Statement": ("about", "kind", "property", "value", "rank", "as_of", "repeats", "locator")},
    {"Statement": ("source",)},
)


# Fields that gather what a thing is called: each place adds its spelling, none denies another.
GATHERING = frozenset({"other_names", "tags"})


class Disagreement(NamedTuple):
    """Statements that give one field different values, shown at the last of them.

    `values` holds each value with its place in the source; `others` the ids of the statements
    before; `settled` says that one is preferred.
    """

    statement: Facts
    about: str
    field: str
    values: tuple[str, ...]
    others: tuple[str, ...]
    settled: bool


def disagreements(known: Known) -> Iterator[Disagreement]:
    """Yield each field of a record on which statements disagree.

    Values of different times do not contradict each other; nor do statements that print another
    one again, or that are marked as deprecated.
    """
    valid = (
        statement
        for statement in current(known, "Statement")
        if statement.get("kind") == "value"
        and statement.get("rank") != "deprecated"
        and not statement.states("repeats")
        and statement.text("value")
    )
    for group in grouped(known, valid, _subject):
        about, field, _ = _subject(group[0]) or ("", "", None)
        dates = field in DATE_FIELDS.get(known.type_of(about) or "", ())
        chosen = _different(group, dates=dates)
        if len(chosen) > 1:
            *others, last = chosen
            yield Disagreement(
                statement=last,
                about=about,
                field=field,
                values=tuple(_shown(statement) for statement in chosen),
                others=tuple(statement.id for statement in others),
                settled=any(statement.get("rank") == "preferred" for statement in group),
            )


def _subject(statement: Facts) -> tuple[str, str, str | None] | None:
    """Return record, field and time that a statement speaks of."""
    names = statement.all("property")
    if len(names) != 1 or names[0] in GATHERING or not statement.text("about"):
        return None
    return statement.text("about"), names[0], statement.get("as_of")


def _different(group: list[Facts], *, dates: bool) -> list[Facts]:
    """Return the first statement of each value that contradicts the others."""
    firsts: dict[frozenset[str], Facts] = {}
    for statement in group:
        items = frozenset(item.strip() for item in statement.text("value").split(";"))
        firsts.setdefault(items, statement)
    found = list(firsts.values())
    if not dates:
        return found
    # A month and a day in it say the same, only less exactly.
    values = {statement.id: statement.text("value") for statement in found}
    earliest = found[0]
    rest = [one for one in found[1:] if differ(values[one.id], values[earliest.id])]
    return [earliest, *rest]


def _shown(statement: Facts) -> str:
    """Return a value with where it stands."""
    place = ", ".join(filter(None, (statement.text("source"), statement.text("locator"))))
    return f"{statement.text('value')} ({place})" if place else statement.text("value")
