"""Rows of several cells above the headings: more than a title."""

from exchangespec.rules.rule import Example, Rule

TABLE = "id,kind,visitors,hosts\r\nex:vis-1,study_visit,ex:capaci,ex:mechelen\r\n"

RULE = Rule(
    code="EXS070",
    slug="data-above-headings",
    severity="warning",
    title="Something that looks like data stands above the headings.",
    message=(
        "A row of several cells, beginning with “{value}”, stands above the headings ({count} in "
        "all); it was not read."
    ),
    why="Only what stands below the headings is a record; what stands above would be lost.",
    fix="Move what belongs to the whole package to About, and records below the headings.",
    wrong=Example(
        files={"visits.csv": "Filled in by,the international office\r\n" + TABLE},
        at={"file": "visits.csv", "row": 1},
    ),
    right=Example(files={"visits.csv": TABLE}),
)
