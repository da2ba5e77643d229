"""Money that comes from nobody.

The model itself checks this: see the constraints of Funding.
"""

from __future__ import annotations

from exchangespec.rules.rule import Example, Rule

GRANT = {
    "type": "Funding",
    "id": "ex:f-1",
    "funds": ["ex:inclucities"],
    "kind": "grant",
    "recipients": ["ex:mechelen"],
    "amount": 500000,
    "currency": "EUR",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS440",
    slug="no-payer",
    severity="error",
    title="Neither a programme nor a funder is stated.",
    message="Who pays is not stated: one of {headings} is needed.",
    why="Money is compared by where it comes from.",
    fix="Give the programme, or who pays, by id or name, or in the source's own words.",
    wrong=Example(records=[GRANT], at={"record": "ex:f-1", "field": "programme"}),
    right=Example(records=[{**GRANT, "programme": "AMIF"}]),
)
