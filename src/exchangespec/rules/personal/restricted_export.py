"""A public release of data that must not be published."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS608",
    slug="restricted-export",
    severity="error",
    title="The data must not be published.",
    message="The header says that the personal data are restricted; nothing was released.",
    why="Whoever put the header there has promised so to the people in the data.",
    fix="Ask whoever is responsible for the data; if all people are to be left out for good, "
    "take them out of the submission and state in the sheet About that there are no "
    "personal data.",
    wrong=Example(),
    right=Example(),
)
