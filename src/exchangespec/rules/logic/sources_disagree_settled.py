"""Sources that give a field different values, one of which is preferred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.disagreements import DISAGREEMENT_COLUMNS, disagreements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield each disagreement in which a value is preferred, at its last statement."""
    for found in disagreements(known):
        if found.settled:
            facts = {"field": found.field, "record": found.about, "values": found.values}
            fault = Fault("sources-disagree-settled", facts, field="value", related=found.others)
            yield found.statement, fault


VALUE = {
    "type": "Statement",
    "id": "ex:s-1",
    "about": "ex:mechelen",
    "kind": "value",
    "property": ["lau"],
    "source": "ex:report",
    "locator": "table 1",
    "rank": "preferred",
}

RULE = Rule(
    code="EXS455",
    slug="sources-disagree-settled",
    severity="info",
    title="Sources disagree on a field, and one value is preferred.",
    message="Sources disagree on {field} of {record}, one being preferred: {values}.",
    why="Nothing needs to be done; who reads the data may want to know that it was not undisputed.",
    fix="Leave it as it is.",
    wrong=Example(
        records=[
            {**VALUE, "value": "12025"},
            {**VALUE, "id": "ex:s-2", "value": "12052", "locator": "table 2", "rank": "normal"},
        ],
        at={"record": "ex:s-2", "field": "value"},
    ),
    right=Example(
        records=[
            {**VALUE, "value": "12025"},
            {**VALUE, "id": "ex:s-2", "value": "12025", "locator": "table 2", "rank": "normal"},
        ]
    ),
    reads=DISAGREEMENT_COLUMNS,
    check_all=check_all,
)
