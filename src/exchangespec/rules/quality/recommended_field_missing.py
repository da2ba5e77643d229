"""A field that should be stated, although the data can be used without it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.fields import HEADER, fields, on_header
from exchangespec.rules.rule import Context, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts

SHOULD = "S"
# Fields that have a rule of their own: sources, identifiers, places, licences and superiors.
ASKED_ELSEWHERE = frozenset(
    {"sources", "identifiers", "cities"}
    | {("Organisation", "city"), ("PlanItem", "parent"), (HEADER, "license")}
)
# The prefix stands for an address of the standard unless the header says otherwise.
HAS_A_DEFAULT = frozenset({(HEADER, "base")})
# A session takes these from the event it is part of, a visit is organised by its hosts unless it
# says otherwise, a translation names its language by its rule.
ANSWERED_BY = {
    ("Event", "networks"): ("parent",),
    ("Event", "organisers"): ("parent",),
    ("Visit", "networks"): ("parent",),
    ("Visit", "organisers"): ("parent", "hosts"),
    ("Source", "language"): ("translation_of",),
}


@cache
def recommended(record_type: str) -> tuple[str, ...]:
    """Return the fields of a record type that this rule asks for."""
    elsewhere = ASKED_ELSEWHERE | HAS_A_DEFAULT
    return tuple(
        name
        for name, known in fields(record_type).items()
        if known.requirement == SHOULD
        and name not in elsewhere
        and (record_type, name) not in elsewhere
    )


@cache
def asked(record_type: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return these fields, each with the others that answer it as well."""
    return tuple(
        (name, ANSWERED_BY.get((record_type, name), ())) for name in recommended(record_type)
    )


def lacks_recommended(record_type: str, stated: frozenset[str]) -> bool:
    """Tell whether a record leaves out a field that this rule asks for."""
    return any(stated.isdisjoint((name, *others)) for name, others in asked(record_type))


def check(record: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Ask for every recommended field, unless the record is only the mark of a deletion."""
    if record.get("record_status") == "withdrawn":
        return
    if record.type == HEADER and not record.states("exchangespec"):
        return
    for name, others in asked(record.type):
        if not record.states(name) and not any(map(record.states, others)):
            yield Fault("recommended-field-missing", field=name)


HEAD = {"contact": "info@example.org"}
PAIR = {
    "type": "MentoringPair",
    "id": "ex:pair-1",
    "mentors": ["ex:mechelen", "ex:vvsg"],
    "mentees": ["ex:capaci", "ex:aiccre"],
    "network": "ex:inclucities",
    "start": "2020",
}

RULE = Rule(
    code="EXS501",
    slug="recommended-field-missing",
    severity="warning",
    title="A recommended field is empty.",
    message="“{title}” is not stated; it should be, if it is known.",
    why="This is advice: the data can be used without it, but searches and charts will miss the "
    "record.",
    fix="Fill in the cell if you know it. If nobody does, leave it empty: the data can be sent "
    "like that. Where it is asked of a record, a row of the sheet Statements can hold that the "
    "source does not say it (kind `gap`, with that source); then this is not asked again. What is "
    "asked of the submission as a whole is answered only in the cell.",
    wrong=Example([PAIR], header=HEAD, at={"record": "ex:pair-1", "field": "topic"}),
    right=Example([{**PAIR, "topic": {"en": "Language courses for women"}}], header=HEAD),
    where=lacks_recommended,
    check=check,
    check_all=on_header(check),
)
