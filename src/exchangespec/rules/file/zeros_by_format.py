"""Zeros in front of a number that only its number format shows."""

from exchangespec.rules.rule import Example, NumberCell, Rule

HEADINGS = ("id", "kind", "visitors", "hosts", "x_case_number")
VISIT = ("ex:vis-1", "study_visit", "ex:capaci", "ex:mechelen")

RULE = Rule(
    code="EXS030",
    slug="zeros-by-format",
    severity="warning",
    title="Zeros in front of a number are only shown, not kept.",
    message={
        "one": "The cell holds a number without the zeros in front that it shows; it was read as "
        "shown.",
        "many": "The cells {range} hold numbers without the zeros in front that they show; they "
        "were read as shown.",
    },
    why="In every other program the zeros are gone, and a number such as 01300 becomes 1300.",
    fix="Give the column the format Text and type the numbers with their zeros.",
    wrong=Example(
        sheets={"Visits": (HEADINGS, (*VISIT, NumberCell(42, "00000")))},
        at={"sheet": "Visits", "cell": "E2"},
    ),
    right=Example(sheets={"Visits": (HEADINGS, (*VISIT, "00042"))}),
)
