"""A row of words among or below the records: a footnote."""

from exchangespec.rules.rule import Example, Rule

TABLE = "id,kind,visitors,hosts\r\nex:vis-1,study_visit,ex:capaci,ex:mechelen\r\n"

RULE = Rule(
    code="EXS072",
    slug="note-row",
    severity="info",
    title="A note stands among the rows or below them.",
    message="“{value}” in row {row} was read as a note, not as a record.",
    repeated={
        "column": ("The rows {rows} were read as notes, not as records, such as {examples}."),
    },
    why="Every row is one thing. A conversion names the notes that it leaves out.",
    fix="Nothing, if it is a remark; what belongs to a record goes into its row.",
    wrong=Example(
        files={"visits.csv": TABLE + "\r\n* figures are provisional\r\n"},
        at={"file": "visits.csv", "row": 4},
    ),
    right=Example(files={"visits.csv": TABLE}),
)
