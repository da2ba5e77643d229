"""Rows that stand above the headings: titles and remarks, which are no records."""

from exchangespec.rules.rule import Example, Rule

TABLE = "id,kind,visitors,hosts\r\nex:vis-1,study_visit,ex:capaci,ex:mechelen\r\n"

RULE = Rule(
    code="EXS027",
    slug="rows-above-headings",
    severity="info",
    title="Something stands above the headings.",
    message="Above the headings stands “{value}” ({count} in all); it was not read.",
    why="Only what stands below the headings is a record. A conversion names what it leaves out.",
    fix="Nothing, if it is a title; what belongs to the data goes into About or into a column.",
    wrong=Example(
        files={"visits.csv": "Visits of the year\r\n" + TABLE},
        at={"file": "visits.csv", "row": 1},
    ),
    right=Example(files={"visits.csv": TABLE}),
)
