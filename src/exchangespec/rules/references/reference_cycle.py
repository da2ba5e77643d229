"""Records are part of, or follow, one another in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.references.fields import COLUMNS
from exchangespec.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

# Relations that lead to something larger or earlier and so can never lead back.
ONE_WAY = (
    "parent",
    "part_of",
    "translation_of",
    "replaced_by",
    "adopted_into",
    "based_on",
    "follows",
    "replaces",
    "renews",
    "repeats",
)


def check(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield each circle once, at the first of its records (in the order of types)."""
    for field in ONE_WAY:
        types = [name for name, columns in COLUMNS.items() if field in columns]
        # What nothing leads to is on no circle; mostly that is nearly everything.
        led_to = {
            target
            for record in known.stating((field,), *types)
            for target in _targets(record, field)
            if target != record.id
        }
        edges: dict[str, list[str]] = {}
        for record in known.stating((field,), *types) if led_to else ():
            if record.id in led_to:
                for target in _targets(record, field):
                    if target != record.id and target in known:
                        edges.setdefault(record.id, []).append(target)
        order = {one: number for number, one in enumerate(edges)}
        for circle in circles(edges):
            start = min(range(len(circle)), key=lambda place: order[circle[place]])
            first, *others = (*circle[start:], *circle[:start])
            holder = known.get(first)
            if holder is not None:
                value = holder.get(field)
                item = None if isinstance(value, str) else value.index(others[0])
                params = {"value": " → ".join((first, *others, first)), "field": field}
                yield (
                    holder,
                    Fault("reference-cycle", params, field=field, item=item, related=others),
                )


def _targets(record: Facts, field: str) -> Sequence[str]:
    """Return what a record leads to by a field of one reference or of several."""
    value = record.get(field)
    return (value,) if isinstance(value, str) else value or ()


def circles(edges: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Yield the circles of a graph, of those that run together mostly one.

    Every edge is followed once: a way is walked as far as it goes, and an edge that leads back to
    a record on it closes a circle.
    """
    done: set[str] = set()
    closed: set[str] = set()
    for root in edges:
        if root in done:
            continue
        way = {root: 0}
        walks = [iter(edges[root])]
        while walks:
            target = next(walks[-1], None)
            if target is None:
                walks.pop()
                done.add(way.popitem()[0])
            elif target in way:
                circle = list(way)[way[target] :]
                if closed.isdisjoint((circle[0], circle[-1])):
                    closed.update(circle)
                    yield circle
            elif target not in done:
                way[target] = len(way)
                walks.append(iter(edges.get(target, ())))


_LARGER = {
    "type": "City",
    "id": "ex:brussels-region",
    "name": {"en": "Brussels region"},
    "kind": "region",
    "country": "BE",
    "identifiers": ["wikidata:Q240"],
    "sources": ["ex:report"],
}
_SMALLER = {
    "type": "City",
    "id": "ex:brussels-centre",
    "name": {"en": "Centre of Brussels"},
    "kind": "borough",
    "country": "BE",
    "part_of": "ex:brussels-region",
    "identifiers": ["wikidata:Q239"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS305",
    slug="reference-cycle",
    severity="error",
    title="Records lead back to themselves through what they are part of or come from.",
    message="These records go round in a circle by {field}: {value}.",
    why=(
        "Of two places one is the larger, of two versions one came first. In a circle nothing can "
        "be summed up or put in order."
    ),
    fix="Find the reference that points the wrong way and take it out or turn it round.",
    wrong=Example(
        records=[{**_LARGER, "part_of": "ex:brussels-centre"}, _SMALLER],
        at={"record": "ex:brussels-region", "field": "part_of"},
    ),
    right=Example(records=[_LARGER, _SMALLER]),
    reads=COLUMNS,
    check_all=check,
)
