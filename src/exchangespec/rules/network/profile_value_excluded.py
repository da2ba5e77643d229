"""A code that a profile does not use."""

from exchangespec.rules.rule import Example, Rule
from exchangespec.rules.world import URBACT

NETWORK = {
    "type": "Network",
    "id": "ex:inclucities",
    "name": {"en": "IncluCities"},
    "programme": "AMIF",
    "start": "2020",
    "end": "2022-12",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS713",
    slug="profile-value-excluded",
    severity="error",
    title="A value is in the list of the standard, but a profile does not use it.",
    message="The profile {profile} does not use “{value}” for “{title}”; it uses: {allowed}.",
    why="A network uses the words that its members agreed on; with others, numbers do not add up.",
    fix="Choose one of the values named.",
    wrong=Example(
        [{**NETWORK, "kind": "alliance"}],
        header=URBACT,
        at={"record": "ex:inclucities", "field": "kind"},
    ),
    right=Example([{**NETWORK, "kind": "project"}], header=URBACT),
)
