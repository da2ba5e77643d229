"""Which profile the data were checked against."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS716",
    slug="profile-applied",
    severity="info",
    title="The data were checked against a profile as well.",
    message={
        "named": "Also checked against the profile {profile} {version}, which the data name.",
        "asked": "Also checked against the profile {profile} {version}, as asked for.",
    },
    why="A network may ask for more than the standard does; what was checked should be known.",
    fix="Nothing; `exchangespec profile show NAME` says what the profile asks for.",
    wrong=Example(header={"profiles": ["inclucities"]}, at={"field": "profiles"}),
    right=Example(),
)
