"""A block of rows that was pasted twice."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts\r\n"
VISITS = (
    "ex:vis-1,study_visit,ex:capaci,ex:mechelen\r\nex:vis-2,work_visit,ex:mechelen,ex:capaci\r\n"
)

RULE = Rule(
    code="EXS076",
    slug="rows-repeated",
    severity="warning",
    title="A block of rows was pasted twice.",
    message={
        "block": "The rows {first} to {last} are the same as the rows {original} to "
        "{original_last}: pasted twice. They were read once.",
        "filled-down": "The rows {first} to {last} all hold the same as row {original}; they were "
        "not read.",
    },
    why="The same thing counted twice makes every sum wrong.",
    fix="Delete the copy, after a look whether something was changed in only one of the two.",
    wrong=Example(
        files={"visits.csv": HEADING + VISITS + VISITS}, at={"file": "visits.csv", "row": 4}
    ),
    right=Example(files={"visits.csv": HEADING + VISITS}),
)
