"""Two profiles that give one code different meanings."""

from exchangespec.rules.rule import Example, Rule

PROFILE = """\
[profile]
id = "{name}"
title.en = "Profile {name}"

[codes.theme.night_life]
label.en = "{label}"
definition.en = "{definition}"
"""
FIRST = PROFILE.format(
    name="north", label="Life at night", definition="What a city does for those who work at night."
)
SECOND = PROFILE.format(
    name="south", label="Night life", definition="Bars, clubs and the noise that they make."
)

RULE = Rule(
    code="EXS706",
    slug="profile-code-clashes",
    severity="error",
    title="Two profiles give the same code different meanings.",
    message="The profiles {first} and {second} both add the code {code} to the list {list}, each "
    "with a meaning of its own.",
    why="Whoever reads the code cannot know which of the two is meant.",
    fix="Check against one of the profiles only, or have one of them choose another code.",
    wrong=Example(profiles=[FIRST, SECOND], at={"field": "profiles"}),
    right=Example(profiles=[FIRST, SECOND.replace("night_life", "bars")]),
)
