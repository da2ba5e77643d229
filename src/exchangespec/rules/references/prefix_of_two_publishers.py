"""Two publishers use the same prefix for their ids."""

from __future__ import annotations

from exchangespec.rules.rule import Example, Rule

_HEADER = {"id": "https://example.org/other", "title": {"en": "Visits"}, "version": "2023-02-01"}

RULE = Rule(
    code="EXS320",
    slug="prefix-of-two-publishers",
    severity="error",
    title="Two publishers use the same prefix for their ids.",
    message="The prefix {prefix} is used by {value} here and by {other} in {place}.",
    why=(
        "Within one prefix an id stands for one thing. When the data are put together, records of "
        "the one would replace those of the other."
    ),
    fix="One of the two takes another prefix; or the headers name the publisher in the same words.",
    wrong=Example(
        header={"publisher": "City of Mechelen"},
        beside=[Example(header={**_HEADER, "publisher": "Province of Antwerp"})],
        at={"field": "publisher"},
    ),
    right=Example(
        header={"publisher": "City of Mechelen"},
        beside=[Example(header={**_HEADER, "publisher": "City of Mechelen"})],
    ),
)
