"""The submission follows a version of the standard that this tool does not know."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS111",
    slug="unknown-standard-version",
    severity="error",
    title="The version of the standard is not known.",
    message="“{value}” is not a version of the standard that this tool knows; it knows 1.0.",
    why="A newer version may mean something else by the same words.",
    fix="Write the version as two numbers, such as 1.0, or install a newer version of the tool.",
    wrong=Example(header={"exchangespec": "2.0"}, at={"field": "exchangespec"}),
    right=Example(),
)
