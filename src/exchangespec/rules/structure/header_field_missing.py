"""A field that every submission must state about itself is absent."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS109",
    slug="header-field-missing",
    severity="error",
    title="A required field about the submission is missing.",
    message="The submission does not state “{title}” about itself.",
    why="Whoever receives the data must know whose they are, how old they are and how to read "
    "them.",
    fix="Fill in the field on the sheet About (about.csv, or the first keys of the JSON document).",
    wrong=Example(header={"version": None}, at={"field": "version"}),
    right=Example(),
)
