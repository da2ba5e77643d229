"""A number that programs cannot keep as it is written."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS105",
    slug="number-not-exact",
    severity="error",
    title="A number cannot be kept exactly.",
    message="The number {value} would change when it is read; it must be written as text.",
    why="Decimals and very large numbers are rounded differently by different programs.",
    fix='Write the number between quotation marks, such as "125000.50".',
    wrong=Example(
        [
            {
                "type": "Funding",
                "id": "ex:fund-1",
                "funds": ["ex:inclucities"],
                "kind": "grant",
                "programme": "AMIF",
                "amount": 125000.5,
                "currency": "EUR",
            }
        ],
        at={"record": "ex:fund-1", "field": "amount"},
    ),
    right=Example(
        [
            {
                "type": "Funding",
                "id": "ex:fund-1",
                "funds": ["ex:inclucities"],
                "kind": "grant",
                "programme": "AMIF",
                "amount": "125000.5",
                "currency": "EUR",
            }
        ],
    ),
)
