"""A person whose name is shared without a reason that the law knows."""

from exchangespec.rules.rule import Example, Rule

PERSON = {
    "type": "Person",
    "id": "ex:alderman",
    "name": "Alderman for Integration",
    "organisations": ["ex:mechelen"],
}

MAYOR = {
    "type": "Person",
    "id": "ex:mayor",
    "name": "Mayor of Mechelen",
    "organisations": ["ex:mechelen"],
    "basis": "public_role",
}

RULE = Rule(
    code="EXS601",
    slug="no-legal-basis",
    severity="error",
    title="A person is named without a legal basis.",
    message="The record does not say why this person's name may be shared.",
    why="The General Data Protection Regulation allows no personal data without a legal basis.",
    fix="Choose the basis, such as a public role, consent, or a name that is public already; or "
    "remove the record.",
    wrong=Example(
        [MAYOR, PERSON],
        header={"personal_data": "restricted"},
        at={"record": "ex:alderman", "field": "basis"},
    ),
    right=Example(
        [MAYOR, {**PERSON, "basis": "public_role"}],
        header={"personal_data": "restricted"},
    ),
)
