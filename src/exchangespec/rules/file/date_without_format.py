"""A day that its cell keeps, and shows, as a mere number."""

from datetime import date

from exchangespec.rules.rule import DateCell, Example, Rule

HEADINGS = ("id", "kind", "visitors", "hosts", "start")
VISIT = ("ex:vis-1", "study_visit", "ex:capaci", "ex:mechelen")

RULE = Rule(
    code="EXS032",
    slug="date-without-format",
    severity="error",
    title="A cell for a date shows a mere number.",
    message="“{title}” shows the number {value}, by which workbooks keep the day {becomes}.",
    why="Only who knows that the cell means a day can tell it from any other number.",
    fix="Give the cell the format of a date; or type the day as text: 2017-10-16.",
    wrong=Example(
        sheets={"Visits": (HEADINGS, (*VISIT, 43024))},
        at={"record": "ex:vis-1", "field": "start"},
    ),
    right=Example(
        sheets={"Visits": (HEADINGS, (*VISIT, DateCell(date(2017, 10, 16), "yyyy-mm-dd")))}
    ),
)
