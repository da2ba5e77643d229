"""Cells that were joined into one."""

from exchangespec.rules.rule import Example, Rule

HEADINGS = ("id", "kind", "visitors", "hosts", "attendance")
FIRST = ("ex:vis-1", "study_visit", "ex:capaci", "ex:mechelen", 25)
SECOND = ("ex:vis-2", "work_visit", "ex:mechelen", "ex:capaci", None)

RULE = Rule(
    code="EXS013",
    slug="merged-cells",
    severity="warning",
    title="Cells are merged.",
    message={
        "first": "The cells {range} are merged; their value was read for the first row only.",
        "filled": "The cells {range} are merged; their value was read for each of their rows.",
    },
    why="It cannot be told for certain to which rows the value belongs.",
    fix="Undo the merging and write the value into every row it belongs to.",
    wrong=Example(
        sheets={"Visits": (HEADINGS, FIRST, SECOND)},
        merged=("E2:E3",),
        at={"sheet": "Visits", "cell": "E2"},
    ),
    right=Example(sheets={"Visits": (HEADINGS, FIRST, SECOND)}),
)
