"""A formula whose result was not saved with the file."""

from exchangespec.rules.rule import Example, Formula, Rule

VISITS = ("id", "kind", "visitors", "hosts", "attendance")
VISIT = ("ex:vis-1", "study_visit", "ex:capaci", "ex:mechelen")

RULE = Rule(
    code="EXS012",
    slug="formula-without-value",
    severity="error",
    title="A formula was saved without its result.",
    message="The cell holds a formula whose result was not saved.",
    why="The value can be seen only in a program that works the formula out.",
    fix="Open the file in a spreadsheet program, save it and send it again; or type the value.",
    wrong=Example(
        sheets={"Visits": (VISITS, (*VISIT, Formula("=20+5")))},
        at={"record": "ex:vis-1", "field": "attendance"},
    ),
    right=Example(sheets={"Visits": (VISITS, (*VISIT, 25))}),
)
