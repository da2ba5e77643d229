"""A quotation of nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.fields import lacking
from exchangespec.rules.rule import Context, Example, Rule
from exchangespec.submission.relations import is_current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts


def check(statement: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Yield a fault where a quote names or describes no speaker."""
    told = statement.states("speaker") or statement.states("speaker_text")
    if statement.get("kind") == "quote" and not told and is_current(statement):
        yield Fault("quote-without-speaker", field="speaker")


QUOTE = {
    "type": "Statement",
    "id": "ex:s-1",
    "about": "ex:inclucities",
    "kind": "quote",
    "text": {"en": "We learnt more in three days than in a year."},
    "source": "ex:report",
}

RULE = Rule(
    code="EXS453",
    slug="quote-without-speaker",
    severity="warning",
    title="A quotation has no speaker.",
    message="Who said this is not stated.",
    why="Words are worth what their speaker's place in the exchange is.",
    fix="Give the speaker, by id or name, or describe them (“a colleague from another city”).",
    wrong=Example(records=[QUOTE], at={"record": "ex:s-1", "field": "speaker"}),
    right=Example(records=[{**QUOTE, "speaker": "ex:mechelen"}]),
    on=("Statement",),
    where=lacking("speaker"),
    check=check,
)
