"""Two figures of one thing at one time, or at no time stated, that are not the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import at_least, at_most, current, grouped, needed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

# Of each type: the field that holds a figure of its own, what it counts, and the field of its date.
OWN_FIGURES: dict[str, tuple[str, str, str]] = {
    "City": ("population", "population", "population_date")
}
# Only the words tell what is counted, so two of them need not be about one thing.
UNTOLD = frozenset({"other"})


class Figure(NamedTuple):
    """A quantity with the record that gives it and the place where that says it was read."""

    record: Facts
    quantity: object
    place: str


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield each figure that differs from an earlier one of the same thing, measure and time."""
    for group in grouped(known, filter(_counts, current(known, "Statement")), _subject):
        yield from _differing(group, None)
    for statement in filter(_counts, current(known, "Statement")):
        own = _own(known, statement)
        if own is not None:
            yield from _differing([statement], own)


def _counts(statement: Facts) -> bool:
    """Tell whether a statement gives a figure that stands for itself."""
    return (
        statement.get("kind") == "figure"
        and statement.get("measure") not in UNTOLD
        and statement.get("rank") != "deprecated"
        and not statement.states("repeats")
        and statement.states("quantity")
    )


def _subject(statement: Facts) -> tuple[str, str, str, str] | None:
    """Return record, measure, time and other side that a figure is of."""
    about, measure = statement.text("about"), statement.text("measure")
    rest = statement.text("as_of"), statement.text("toward")
    return (about, measure, *rest) if about and measure else None


def _own(known: Known, statement: Facts) -> Figure | None:
    """Return the figure in a field of the record itself, of the same measure and time."""
    record = known.get(statement.text("about"))
    field, measure, date = OWN_FIGURES.get(record.type if record else "", ("", "", ""))
    if (
        record is None
        or not record.states(field)
        or statement.get("measure") != measure
        or statement.text("as_of") != record.text(date)
    ):
        return None
    return Figure(record, record.get(field), field)


def _differing(statements: list[Facts], own: Figure | None) -> Iterator[tuple[Facts, Fault]]:
    """Yield the figures that differ from the first, unless one of them is preferred."""
    if any(statement.get("rank") == "preferred" for statement in statements):
        return
    figures = [Figure(one, one.get("quantity"), _place(one)) for one in statements]
    first, *others = figures if own is None else [own, *figures]
    for figure in others:
        if str(figure.quantity) == str(first.quantity):
            continue
        facts = {
            "value": figure.quantity,
            "other": first.quantity,
            "measure": figure.record.get("measure"),
            "record": figure.record.get("about"),
            "place": first.place,
        }
        variant = "apart" if _apart(figure.quantity, first.quantity) else "bound"
        yield (
            figure.record,
            Fault(
                "figures-differ",
                facts,
                field="quantity",
                variant=variant,
                related=(first.record.id,),
            ),
        )


def _place(statement: Facts) -> str:
    """Return where a source says so."""
    return ", ".join(filter(None, (statement.text("source"), statement.text("locator"))))


def _apart(one: object, other: object) -> bool:
    """Tell whether no number can be both."""
    lows = (at_least(one), at_least(other))
    highs = (at_most(other), at_most(one))
    return any(
        low is not None and high is not None and low > high
        for low, high in zip(lows, highs, strict=True)
    )


CITY = {
    "type": "City",
    "id": "ex:mechelen",
    "name": {"en": "Mechelen"},
    "country": "BE",
    "population": 87000,
    "identifiers": ["geonames:2791537"],
    "sources": ["ex:report"],
}
FIGURE = {
    "type": "Statement",
    "id": "ex:s-1",
    "about": "ex:mechelen",
    "kind": "figure",
    "text": {"en": "more than 80 000 inhabitants"},
    "measure": "population",
    "quantity": ">80000",
    "source": "ex:report",
    "locator": "page 4",
}

RULE = Rule(
    code="EXS456",
    slug="figures-differ",
    severity="warning",
    title="Two figures of the same thing differ, and no date tells them apart.",
    message={
        "bound": "{value} stands beside {other} ({place}) as the {measure} of {record}: both can "
        "be true, but of which time each is, is not said.",
        "apart": "{value} and {other} ({place}) cannot both be the {measure} of {record} at one "
        "time.",
    },
    why="Both figures are kept, but who uses the data must know which one to trust, and of when.",
    fix="Give each figure the date it refers to (for the population of a city, the date of the "
    "population), or set the rank of the one to be trusted to preferred.",
    wrong=Example(records=[CITY, FIGURE], at={"record": "ex:s-1", "field": "quantity"}),
    right=Example(records=[CITY, {**FIGURE, "as_of": "2015"}]),
    reads=needed(
        {
            "City": ("population", "population_date"),
            "Statement": (
                *("about", "kind", "measure", "quantity", "as_of", "rank", "repeats", "source"),
                *("locator", "toward"),
            ),
        }
    ),
    check_all=check_all,
)
