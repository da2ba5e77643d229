"""A row whose cells stand one column too far to one side."""

from exchangespec.rules.rule import Example, Rule

HEADINGS = ("id", "kind", "visitors", "hosts", "start", "end", "delegation_size")
VISIT = ("ex:vis-1", "study_visit", "ex:capaci", "ex:mechelen")
TIMES = ("2017-10-16", "2017-10-17", 8)

RULE = Rule(
    code="EXS078",
    slug="row-shifted",
    severity="error",
    title="The cells of a row are shifted by one column.",
    message={
        "right": (
            "From “{heading}” on, the cells of row {row} stand one column too far to the right; "
            "they were not read."
        ),
        "left": (
            "From “{heading}” on, the cells of row {row} stand one column too far to the left; "
            "they were not read."
        ),
    },
    repeated={
        "column": (
            "From row {first_row} on, {amount} rows are shifted one cell to the {side}, from "
            "“{heading}” on (rows {rows}); what is shifted was not read."
        ),
    },
    why="Each of these cells would be taken for something that it is not.",
    fix="Move the cells back: delete the cell that is too many, or insert the one that is missing.",
    wrong=Example(
        sheets={"Visits": (HEADINGS, (*VISIT, None, *TIMES))},
        at={"sheet": "Visits", "cell": "E2"},
    ),
    right=Example(sheets={"Visits": (HEADINGS, (*VISIT, *TIMES))}),
)
