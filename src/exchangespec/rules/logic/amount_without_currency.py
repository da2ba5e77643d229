"""An amount of money without its currency, or a currency without an amount.

The model itself checks this: see the constraints of Funding.
"""

from __future__ import annotations

from exchangespec.rules.rule import Example, Rule

GRANT = {
    "type": "Funding",
    "id": "ex:f-1",
    "funds": ["ex:inclucities"],
    "kind": "grant",
    "programme": "AMIF",
    "recipients": ["ex:mechelen"],
    "amount": 500000,
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS414",
    slug="amount-without-currency",
    severity="error",
    title="An amount is given without a currency, or a currency without an amount.",
    message="The record states {present} but no {missing}; the two belong together.",
    why="A sum without its currency cannot be added to any other.",
    fix="State both, for example amount 500000 and currency EUR, or leave both blank.",
    wrong=Example(records=[GRANT], at={"record": "ex:f-1", "field": "currency"}),
    right=Example(records=[{**GRANT, "currency": "EUR"}]),
)
