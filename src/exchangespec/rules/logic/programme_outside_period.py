"""Money of a programme in a time when the programme did not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.model.dates import date_span
from exchangespec.rules.fields import stating
from exchangespec.rules.rule import Context, Example, Rule
from exchangespec.submission.relations import is_current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts

# First and last year of the programmes that did not run through all periods; 9999: still running.
YEARS = {
    "EIF": (2007, 2013),
    "AMIF": (2014, 9999),
    "H2020": (2014, 2020),
    "HORIZON": (2021, 9999),
    "CERV": (2021, 9999),
    "ESF_PLUS": (2021, 9999),
}
# What a period committed may be awarded and started a while after its end.
LATER_YEARS = 2


def check(funding: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Yield a fault at the first of period, award and start that lies outside the programme."""
    programme = funding.text("programme")
    if programme not in YEARS or not is_current(funding):
        return
    first, last = YEARS[programme]
    period = funding.text("programme_period").partition("-")
    if period[2]:
        if int(period[2]) < first or int(period[0]) > last:
            yield _fault(funding, "programme_period")
        return
    for field in ("awarded", "start"):
        span = date_span(funding.text(field))
        if span is None or span.earliest is None or span.latest is None:
            continue
        if span.latest.year < first or span.earliest.year > last + LATER_YEARS:
            yield _fault(funding, field)
            return


def _fault(funding: RecordFacts, field: str) -> Fault:
    """Return the fault with the years of the programme."""
    first, last = YEARS[funding.text("programme")]
    facts = {
        "programme": funding.get("programme"),
        "value": funding.get(field),
        "first": first,
        "last": last,
    }
    variant = "open" if last > first + 100 else "closed"
    return Fault("programme-outside-period", facts, field=field, variant=variant)


GRANT = {
    "type": "Funding",
    "id": "ex:f-1",
    "funds": ["ex:inclucities"],
    "kind": "grant",
    "programme": "AMIF",
    "recipients": ["ex:mechelen"],
    "amount": 500000,
    "currency": "EUR",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS441",
    slug="programme-outside-period",
    severity="warning",
    title="The programme did not exist in the period stated.",
    message={
        "closed": "{programme} ran from {first} to {last}, which does not fit {value}.",
        "open": "{programme} began in {first}, which does not fit {value}.",
    },
    why="Programmes follow each other under similar names, and are easily confused.",
    fix="Correct the programme (EIF came before AMIF, ESF before ESF_PLUS) or the period or date.",
    wrong=Example(
        records=[{**GRANT, "programme_period": "2007-2013"}],
        at={"record": "ex:f-1", "field": "programme_period"},
    ),
    right=Example(records=[{**GRANT, "programme_period": "2014-2020"}]),
    on=("Funding",),
    where=stating("programme"),
    check=check,
)
