"""A visit that two partners both seem to have reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.model.dates import DAY, MONTH, date_span
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import (
    BODY_COLUMNS,
    MOST_GROUPS,
    PARTY_COLUMNS,
    Spell,
    bodies,
    current,
    grouped,
    needed,
    overlapping,
    party_ids,
)
from exchangespec.submission.timing import DATING, HAPPENINGS, dates_of, is_plain_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield visits between the same parties, either way round, whose dates overlap."""
    standing: dict[tuple[tuple[str, ...], tuple[str, ...]], frozenset[frozenset[str]] | None] = {}

    def sides(visit: Facts) -> frozenset[frozenset[str]] | None:
        named = party_ids(known, visit, "visitor"), party_ids(known, visit, "host")
        # Most visits name the parties of another one.
        if named not in standing:
            if len(standing) >= MOST_GROUPS:
                standing.clear()
            both = frozenset(bodies(known, names) for names in named)
            standing[named] = both if all(both) else None
        return standing[named]

    whole = (visit for visit in current(known, "Visit") if not _is_part(known, visit))
    for group in grouped(known, whole, sides):
        if _plainly_apart(group):
            continue
        for visit, other in overlapping(_spells(known, group)):
            if visit.get("reciprocates") != other.id and other.get("reciprocates") != visit.id:
                yield visit, Fault("likely-same-visit", {"other": other.id}, related=(other.id,))


def _is_part(known: Known, visit: Facts) -> bool:
    """Tell whether a visit is a stop of a larger visit, which has the same parties and dates."""
    parent = visit.text("parent")
    return bool(parent) and known.type_of(parent) == "Visit"


def _plainly_apart(visits: list[Facts]) -> bool:
    """Tell whether visits, each from one day to another one, surely follow each other."""
    ended = ""
    for start, end in sorted((visit.text("start"), visit.text("end")) for visit in visits):
        if not (is_plain_day(start) and is_plain_day(end) and ended < start <= end):
            return False
        ended = end
    return True


def _spells(known: Known, visits: list[Facts]) -> Iterator[Spell]:
    """Yield the days of the visits whose dates are known to the month at least.

    Two visits of the same year are no rarity, two of the same month are.
    """
    for visit in visits:
        first, last, _ = dates_of(known, visit)
        start = date_span(first or "")
        end = date_span(last or "") or start
        if start is None or end is None or start.precision not in {DAY, MONTH}:
            continue
        if start.earliest and end.latest and start.earliest <= end.latest:
            yield Spell(start.earliest, end.latest, visit)


VISIT = {
    "type": "Visit",
    "id": "ex:v-1",
    "kind": "study_visit",
    "start": "2021-09-06",
    "end": "2021-09-08",
    "cities": ["ex:mechelen"],
    "visitors": ["ex:capaci"],
    "hosts": ["ex:mechelen"],
    "organisers": ["ex:vvsg"],
    "networks": ["ex:inclucities"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS426",
    slug="likely-same-visit",
    severity="warning",
    title="Two records seem to tell of the same visit.",
    message="{other} has the same visitors and hosts, and its dates overlap.",
    why="When both partners report a visit, it is counted twice.",
    fix="Keep one record and mark the other as withdrawn and replaced by it, or correct the dates.",
    wrong=Example(
        records=[VISIT, {**VISIT, "id": "ex:v-2", "start": "2021-09-07"}], at={"record": "ex:v-2"}
    ),
    right=Example(
        records=[VISIT, {**VISIT, "id": "ex:v-2", "start": "2021-10-04", "end": "2021-10-06"}]
    ),
    reads=needed(
        PARTY_COLUMNS,
        BODY_COLUMNS,
        dict.fromkeys(HAPPENINGS, DATING),
        {"Visit": ("reciprocates",)},
    ),
    check_all=check_all,
)
