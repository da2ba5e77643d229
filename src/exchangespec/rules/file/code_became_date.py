"""A day in a cell where no day can be: a spreadsheet program has taken two numbers for one."""

from datetime import date

from exchangespec.rules.rule import DateCell, Example, Rule

HEADINGS = ("id", "kind", "visitors", "hosts", "delegation_size")
VISIT = ("ex:vis-1", "study_visit", "ex:capaci", "ex:mechelen")

RULE = Rule(
    code="EXS080",
    slug="code-became-date",
    severity="error",
    title="A number, range or code was turned into a date.",
    message=(
        "The cell holds the day {value}, where no day belongs; most likely {typed} was typed, and "
        "the spreadsheet program has taken it for a date."
    ),
    repeated={
        "column": (
            "In {amount} cells of “{column}” stands a day where no day belongs, such as "
            "{examples} (rows {rows}): the spreadsheet program has taken what was typed for a "
            "date."
        ),
    },
    why="What was typed is gone: 5-10 and 10-5 are the same day once they have become one.",
    fix="Format the column as text, then type the value again.",
    wrong=Example(
        sheets={"Visits": (HEADINGS, (*VISIT, DateCell(date(2024, 10, 5), "d-mmm")))},
        at={"sheet": "Visits", "cell": "E2"},
    ),
    right=Example(sheets={"Visits": (HEADINGS, (*VISIT, "5-10"))}),
)
