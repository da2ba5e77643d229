"""A NUTS code that belongs to another country than the city does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.codelists import nuts_country
from exchangespec.finding import Fault
from exchangespec.rules.fields import stating
from exchangespec.rules.rule import Context, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts


def check(record: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Compare the first letters with the country; NUTS says EL for Greece and UK for Britain."""
    nuts, country = record.text("nuts"), record.text("country")
    if nuts and country and nuts_country(nuts) != country:
        yield Fault(
            "nuts-country-mismatch",
            {"value": nuts, "other": country, "seen": nuts_country(nuts) or nuts[:2]},
            field="nuts",
        )


RULE = Rule(
    code="EXS225",
    slug="nuts-country-mismatch",
    severity="error",
    title="The NUTS code does not belong to the country.",
    message="The NUTS code {value} does not belong to the country {other}.",
    why="The city would be counted in two countries.",
    fix="Correct the NUTS code or the country. NUTS codes of Greece begin with EL, "
    "those of the United Kingdom with UK.",
    wrong=Example(
        [
            {
                "type": "City",
                "id": "ex:oldenburg",
                "name": {"en": "Oldenburg"},
                "country": "DE",
                "nuts": "DK032",
            }
        ],
        at={"record": "ex:oldenburg", "field": "nuts"},
    ),
    right=Example(
        [
            {
                "type": "City",
                "id": "ex:oldenburg",
                "name": {"en": "Oldenburg"},
                "country": "DE",
                "nuts": "DE943",
            }
        ],
    ),
    on=("City",),
    where=stating("nuts"),
    check=check,
)
