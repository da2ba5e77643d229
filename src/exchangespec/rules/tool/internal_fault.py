"""A fault of the tool itself, not of the data."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS901",
    slug="internal-fault",
    severity="error",
    title="The tool itself has failed.",
    message="The tool itself has failed here: {reason}. This is our fault and not yours.",
    why="What the tool could not look at is not checked.",
    fix="Report it with this message; the rest of the findings can be used.",
    wrong=Example(),
    right=Example(),
)
