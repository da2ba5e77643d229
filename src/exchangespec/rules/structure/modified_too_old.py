"""The submission says it was last changed before one of its records was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.model import RECORDS
from exchangespec.model.dates import before, date_span
from exchangespec.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts | None, Fault]]:
    """Compare the date of the submission with that of its newest record."""
    stated = known.header.get("modified")
    if not isinstance(stated, str):
        return
    newest: Facts | None = None
    latest: date | None = None
    for record in known.stating(("modified",)):
        if not before(stated, record.text("modified")):
            continue
        span = date_span(record.text("modified"))
        if span and span.latest and (latest is None or span.latest > latest):
            newest, latest = record, span.latest
    if newest is not None:
        yield (
            None,
            Fault(
                "modified-too-old",
                {"value": stated, "other": newest.id, "seen": newest.text("modified")},
                field="modified",
                suggestions=(newest.text("modified"),),
                related=(newest.id,),
            ),
        )


SOURCE = {
    "type": "Source",
    "id": "ex:page",
    "name": {"en": "Page of the project"},
    "kind": "web_page",
    "publisher": "ex:vvsg",
    "language": "en",
    "modified": "2023-02-20",
}

RULE = Rule(
    code="EXS112",
    slug="modified-too-old",
    severity="warning",
    title="The submission's date of change is older than that of a record.",
    message="The submission says it was last changed on {value}, "
    "but the record {other} was changed on {seen}.",
    why="Receivers compare this date to see whether they already have the data.",
    fix="Set the date of change of the submission to the day you changed it last.",
    wrong=Example([SOURCE], at={"field": "modified"}),
    right=Example([SOURCE], header={"modified": "2023-02-20"}),
    reads=dict.fromkeys(RECORDS, ("modified",)),
    check_all=check_all,
)
