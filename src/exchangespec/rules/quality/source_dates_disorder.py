"""A source that was edited before it was published, or published before what it reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.model.dates import before
from exchangespec.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts | None, Fault]]:
    """Look at the dates of every source, then at those of what was held by its word."""
    for source in known.of("Source"):
        published, edited = source.text("published"), source.text("edited")
        if before(edited, published):
            yield (
                source,
                Fault(
                    "source-dates-disorder",
                    {"value": edited, "other": published},
                    field="edited",
                    variant="edited",
                ),
            )
    for event in known.stating(("event_status",), "Event", "Visit"):
        if event.get("event_status") == "held":
            yield from _too_early(event, known)


def _too_early(event: Facts, known: Known) -> Iterator[tuple[Facts | None, Fault]]:
    """Yield a fault at the last source of an event, when all of them are older than it.

    An agenda from before the day is fine where a report from after it stands beside.
    """
    start = event.text("start")
    sources = [known.get(name) for name in event.all("sources")]
    dated = [
        (source.text("edited") or source.text("published"), source)
        for source in sources
        if source is not None and source.type == "Source"
    ]
    if not start or not dated or len(dated) < len(sources):
        return
    if all(before(day, start) for day, _ in dated):
        day, source = max(dated, key=lambda pair: pair[0])
        yield (
            source,
            Fault(
                "source-dates-disorder",
                {"value": day, "event": event.id, "other": start},
                field="edited" if source.states("edited") else "published",
                variant="early",
                related=(event.id,),
            ),
        )


PAGE = {
    "type": "Source",
    "id": "ex:news",
    "name": {"en": "News of the visit"},
    "kind": "news",
    "publisher": "ex:vvsg",
    "language": "en",
    "edited": "2021-06-01",
}

RULE = Rule(
    code="EXS505",
    slug="source-dates-disorder",
    severity="warning",
    title="The dates of a source cannot be in this order.",
    message={
        "edited": "The source was edited on {value}, before it was published on {other}.",
        "early": "The source is of {value}, before {event} began on {other}, "
        "and yet stands for its having been held.",
    },
    why="A source cannot report what has not happened yet; one of the dates is wrong.",
    fix="Check the dates; for an event known only from its announcement, set the status to "
    "planned.",
    wrong=Example(
        [{**PAGE, "published": "2021-06-15"}],
        at={"record": "ex:news", "field": "edited"},
    ),
    right=Example([{**PAGE, "published": "2021-05-15"}]),
    reads={
        "Source": ("published", "edited"),
        "Event": ("start", "event_status", "sources"),
        "Visit": ("start", "event_status", "sources"),
    },
    apart=True,
    check_all=check_all,
)
