"""There are more findings than are kept."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS902",
    slug="findings-capped",
    severity="info",
    title="Not all findings are shown.",
    message="There are {count} findings; the first {limit} of them are kept, and all are counted.",
    why="A report of so many lines helps nobody, and the same slip is mostly behind all of them.",
    fix="Mend the findings that occur most often and check again.",
    wrong=Example(),
    right=Example(),
)
