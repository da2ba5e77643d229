"""An organisation of which neither city nor country is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.fields import lacking
from exchangespec.rules.rule import Context, Example, Rule
from exchangespec.submission.relations import is_current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts

# Rules of their own ask these for their city.
ASKED_ELSEWHERE = {"local_authority", "local_group"}


def check(organisation: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Yield a fault where an organisation has neither city nor country."""
    if organisation.get("kind") in ASKED_ELSEWHERE or not is_current(organisation):
        return
    if not organisation.states("city") and not organisation.states("country"):
        yield Fault("organisation-without-place", field="city")


MUSEUM = {
    "type": "Organisation",
    "id": "ex:museum",
    "name": {"en": "Museum of migration"},
    "kind": "museum",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS510",
    slug="organisation-without-place",
    severity="warning",
    title="Neither city nor country of an organisation is stated.",
    message="Neither the city nor the country of this organisation is stated.",
    why="It cannot be told from others of its name, nor counted for a country.",
    fix="Name the city, or the country if it works for a whole country; if the source does not "
    "say it, a row of the sheet Statements can hold that.",
    wrong=Example(records=[MUSEUM], at={"record": "ex:museum", "field": "city"}),
    right=Example(records=[{**MUSEUM, "country": "FR"}]),
    on=("Organisation",),
    where=lacking("city"),
    check=check,
)
