"""A currency that is not one of the three-letter codes of ISO 4217."""

from exchangespec.rules.rule import Example, Rule

FUNDING = {
    "type": "Funding",
    "id": "ex:fund-1",
    "funds": ["ex:inclucities"],
    "kind": "grant",
    "programme": "AMIF",
    "amount": 500000,
}

RULE = Rule(
    code="EXS223",
    slug="unknown-currency",
    severity="error",
    title="A value is not a currency code.",
    message="“{value}” is not the code of a currency.",
    why="Amounts in unknown money cannot be added up.",
    fix="Write the three letters of the currency, such as EUR.",
    wrong=Example(
        [{**FUNDING, "currency": "XYZ"}], at={"record": "ex:fund-1", "field": "currency"}
    ),
    right=Example([{**FUNDING, "currency": "EUR"}]),
)
