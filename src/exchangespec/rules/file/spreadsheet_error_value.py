"""A cell in which the spreadsheet program shows an error."""

from exchangespec.rules.rule import Error, Example, Rule

VISITS = ("id", "kind", "visitors", "hosts", "attendance")
VISIT = ("ex:vis-1", "study_visit", "ex:capaci", "ex:mechelen")

RULE = Rule(
    code="EXS011",
    slug="spreadsheet-error-value",
    severity="error",
    title="A cell shows an error of the spreadsheet program.",
    message="The cell shows {value}: the formula in it has failed.",
    why="The value that was meant is not in the file.",
    fix="Mend the formula, or type the value.",
    wrong=Example(
        sheets={"Visits": (VISITS, (*VISIT, Error("#N/A")))},
        at={"record": "ex:vis-1", "field": "attendance"},
    ),
    right=Example(sheets={"Visits": (VISITS, (*VISIT, 25))}),
)
