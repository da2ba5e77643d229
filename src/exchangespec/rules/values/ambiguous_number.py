"""A number whose dot or comma may part thousands or decimals."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts,attendance\r\n"

RULE = Rule(
    code="EXS220",
    slug="ambiguous-number",
    severity="error",
    title="Thousands and decimals of a number cannot be told apart.",
    message="“{value}” may be {candidates}.",
    why="The two readings differ a thousandfold.",
    fix="Write thousands without any mark, and decimals with a dot.",
    wrong=Example(
        files={"visits.csv": HEADING + "ex:vis-1,study_visit,ex:capaci,ex:mechelen,1.000\r\n"},
        at={"record": "ex:vis-1", "field": "attendance"},
    ),
    right=Example(
        files={"visits.csv": HEADING + "ex:vis-1,study_visit,ex:capaci,ex:mechelen,1000\r\n"}
    ),
)
