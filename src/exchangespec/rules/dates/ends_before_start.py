"""Something ends before it starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.model.dates import before, period_ends
from exchangespec.rules.fields import stating
from exchangespec.rules.rule import Context, Example, Rule
from exchangespec.submission.timing import DATE_FIELDS, is_plain_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exchangespec.formats.format import Part
    from exchangespec.submission.facts import RecordFacts


def check(record: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Yield an end, or a period, that goes back in time; what cannot be told apart does not."""
    field = "as_of" if record.type == "Statement" else "end"
    start, end = (
        period_ends(record.text("as_of"))
        if field == "as_of"
        else (record.text("start"), record.text("end"))
    )
    if before(end, start):
        yield Fault("ends-before-start", {"start": start, "end": end}, field=field)


def suspects(part: Part, _context: Context) -> Iterable[int]:
    """Yield which records are not plainly in order, from one day to the same or a later one."""
    if "start" not in part.columns or "end" not in part.columns:
        return range(len(part))
    pairs = enumerate(zip(part.columns["start"], part.columns["end"], strict=True))
    return (
        at
        for at, (start, end) in pairs
        if not (is_plain_day(start) and is_plain_day(end) and start <= end)
    )


_VISIT = {
    "type": "Visit",
    "id": "ex:visit-1",
    "kind": "study_visit",
    "visitors": ["ex:mechelen"],
    "hosts": ["ex:capaci"],
    "cities": ["ex:capaci"],
    "networks": ["ex:inclucities"],
    "start": "2021-10-19",
    "end": "2021-10-16",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS401",
    slug="ends-before-start",
    severity="error",
    title="The end lies before the start.",
    message="This ends on {end}, before it starts on {start}.",
    why="Durations and calendars come out wrong; most often two days or two years were swapped.",
    fix="Look the dates up in the source and put the earlier one first.",
    wrong=Example(records=[_VISIT], at={"record": "ex:visit-1", "field": "end"}),
    right=Example(records=[{**_VISIT, "start": "2021-10-16", "end": "2021-10-19"}]),
    on=(
        *(name for name, fields in DATE_FIELDS.items() if {"start", "end"} <= set(fields)),
        "Statement",
    ),
    where=stating("end", "as_of"),
    suspects=suspects,
    check=check,
)
