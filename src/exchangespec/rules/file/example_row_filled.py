"""A row that is marked as an example, although somebody's data stand in it."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts\r\n"
VISIT = "study_visit,ex:aiccre,ex:mechelen\r\n"

RULE = Rule(
    code="EXS023",
    slug="example-row-filled",
    severity="error",
    title="A row marked as the example of the template holds other data.",
    message="Row {row} is marked #example but holds your data, so it was not read; give it an id "
    "of its own.",
    why="A row with this mark is taken for the example of the template; what you wrote into it "
    "would be lost.",
    fix="Replace #example by an id of your own; on a sheet without ids, by what belongs into that "
    "cell. Delete the row if it was only a trial.",
    wrong=Example(
        files={"visits.csv": HEADING + "#example," + VISIT}, at={"file": "visits.csv", "row": 2}
    ),
    right=Example(files={"visits.csv": HEADING + "ex:vis-1," + VISIT}),
)
