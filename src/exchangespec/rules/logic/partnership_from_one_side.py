"""A partnership that only one party tells of, where all others are told by every party."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import (
    BODY_COLUMNS,
    bodies,
    body,
    current,
    needed,
    pointing,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

# Of the other relations, how many every party has to tell of before one that is not is odd.
USUAL = 0.9


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield partnerships told by one party where nearly all others are told by every party."""
    telling: dict[frozenset[str], set[str]] = {}
    records: dict[frozenset[str], Facts] = {}
    for record in current(known, "Partnership"):
        parties = bodies(known, record.all("parties"))
        if len(parties) > 1:
            records.setdefault(parties, record)
            telling.setdefault(parties, set()).update(parties & _tellers(known, record))
    from_all = sum(tellers == parties for parties, tellers in telling.items())
    others = len(telling) - 1
    for parties, tellers in telling.items():
        if tellers and tellers < parties and others and from_all >= USUAL * others:
            facts = {"party": sorted(tellers), "missing": sorted(parties - tellers)}
            yield records[parties], Fault("partnership-from-one-side", facts, field="sources")


def _tellers(known: Known, record: Facts) -> frozenset[str]:
    """Return who published the sources of a record, or speaks in Statements about it."""
    said = pointing(known, "Statement", "about", record.id)
    sources = [*record.all("sources"), *(statement.get("source") for statement in said)]
    published = (source.get("publisher") for source in map(known.get, sources) if source)
    tellers = (*published, *(statement.get("speaker") for statement in said))
    return frozenset(body(known, teller) for teller in tellers if teller)


PAGES = [
    {
        "type": "Source",
        "id": f"ex:page-{place}",
        "name": {"en": f"Partner cities of {place.capitalize()}"},
        "kind": "web_page",
        "publisher": f"ex:{place}",
        "language": "en",
        "url": f"https://example.org/{place}",
    }
    for place in ("capaci", "mechelen", "oldenburg")
]
OLDENBURG = {
    "type": "City",
    "id": "ex:oldenburg",
    "name": {"en": "Oldenburg"},
    "country": "DE",
    "sources": ["ex:page-oldenburg"],
}
TWINNING = {
    "type": "Partnership",
    "id": "ex:ps-1",
    "kind": "twinning",
    "parties": ["ex:capaci", "ex:mechelen"],
    "start": "2019",
    "sources": ["ex:page-capaci", "ex:page-mechelen"],
}
OTHER = {**TWINNING, "id": "ex:ps-2", "parties": ["ex:mechelen", "ex:oldenburg"]}

RULE = Rule(
    code="EXS450",
    slug="partnership-from-one-side",
    severity="warning",
    title="Only one party tells of a partnership, while the others are told by every party.",
    message="Only {party} tells of this partnership; no source of {missing} does.",
    why="Where every other relation is told by both sides, one that is not may have ended or never "
    "been agreed.",
    fix="Add the other side's source, or check whether the partnership exists.",
    wrong=Example(
        records=[*PAGES, OLDENBURG, TWINNING, {**OTHER, "sources": ["ex:page-mechelen"]}],
        at={"record": "ex:ps-2", "field": "sources"},
    ),
    right=Example(
        records=[
            *PAGES,
            OLDENBURG,
            TWINNING,
            {**OTHER, "sources": ["ex:page-mechelen", "ex:page-oldenburg"]},
        ]
    ),
    reads=needed(
        BODY_COLUMNS,
        {
            "Partnership": ("parties", "sources"),
            "Source": ("publisher",),
            "Statement": ("about", "source", "speaker"),
        },
    ),
    check_all=check_all,
)
