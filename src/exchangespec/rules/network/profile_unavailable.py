"""A profile that a package names and that is not to be had."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS707",
    slug="profile-unavailable",
    severity="error",
    title="A profile that the data name is not at hand.",
    message="The profile “{value}” is not at hand, so what it asks for was not checked.",
    why="Data that follow a profile promise more than the standard asks for; unchecked, the "
    "promise is worth nothing.",
    fix="Correct the name (`exchangespec profile list` shows those that are shipped), or give the "
    "network's own file with `--profile FILE`.",
    wrong=Example(header={"profiles": ["inclusive"]}, at={"field": "profiles"}),
    right=Example(header={"profiles": ["inclucities"]}),
)
