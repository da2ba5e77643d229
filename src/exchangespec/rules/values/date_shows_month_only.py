"""A date cell that shows only month and year."""

from datetime import date

from exchangespec.rules.rule import DateCell, Example, Rule

HEADINGS = ("id", "kind", "visitors", "hosts", "start")
START = ("ex:vis-1", "study_visit", "ex:capaci", "ex:mechelen")

RULE = Rule(
    code="EXS216",
    slug="date-shows-month-only",
    severity="info",
    title="A date cell shows only month and year.",
    message="The cell shows only month and year; it was read as {becomes}, without a day.",
    why="Spreadsheets add the first of the month although nobody said so.",
    fix="Nothing, if only the month is known; else let the cell show the day.",
    wrong=Example(
        sheets={"Visits": (HEADINGS, (*START, DateCell(date(2021, 5, 1), "mmm yyyy")))},
        at={"record": "ex:vis-1", "field": "start"},
    ),
    right=Example(
        sheets={"Visits": (HEADINGS, (*START, DateCell(date(2021, 5, 1), "yyyy-mm-dd")))}
    ),
)
