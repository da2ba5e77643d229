"""Sources that give a field different values, and nobody has chosen between them."""

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
    """Yield each disagreement in which no value is preferred, at its last statement."""
    for found in disagreements(known):
        if not found.settled:
            facts = {"field": found.field, "record": found.about, "values": found.values}
            fault = Fault("sources-disagree", facts, field="value", related=found.others)
            yield found.statement, fault


VALUE = {
    "type": "Statement",
    "id": "ex:s-1",
    "about": "ex:mechelen",
    "kind": "value",
    "property": ["lau"],
    "source": "ex:report",
    "locator": "table 1",
}

RULE = Rule(
    code="EXS454",
    slug="sources-disagree",
    severity="warning",
    title="Sources disagree on a field, and no value is preferred.",
    message="Sources disagree on {field} of {record}: {values}.",
    why="Both values are kept, but who uses the data must know which one to trust.",
    fix="Set rank to preferred on the statement that is more to be trusted, or to deprecated on "
    "one that is known to be wrong.",
    wrong=Example(
        records=[
            {**VALUE, "value": "12025"},
            {**VALUE, "id": "ex:s-2", "value": "12052", "locator": "table 2"},
        ],
        at={"record": "ex:s-2", "field": "value"},
    ),
    right=Example(
        records=[
            {**VALUE, "value": "12025"},
            {**VALUE, "id": "ex:s-2", "value": "12025", "locator": "table 2"},
        ]
    ),
    reads=DISAGREEMENT_COLUMNS,
    check_all=check_all,
)
