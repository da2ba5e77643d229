"""A file that was named but is not there."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts\r\n"
VISIT = "ex:vis-1,study_visit,ex:capaci,ex:mechelen\r\n"

RULE = Rule(
    code="EXS020",
    slug="file-not-found",
    severity="error",
    title="There is no such file.",
    message="There is no file of this name.",
    why="Nothing could be checked.",
    fix="Check the name and the folder.",
    wrong=Example(at={"file": "visits.csv"}),
    right=Example(files={"visits.csv": HEADING + VISIT}),
)
