"""A number whose dot or comma may part thousands or decimals."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts,attendance\r\n"

RULE = Rule(
    code="EXS220",
    slug="ambiguous-number",
    severity="error",
    title="Thousands and decimals of a number cannot be told apart.",
    message={
        "alone": "“{value}” may be {candidates}.",
        "contradicted": (
            "“{value}” may be {candidates}; the column does not tell: decimals follow"
            " a point in row {one}, a comma in row {other}."
        ),
        "language": (
            "“{value}” may be {candidates}: the language of the table parts thousands by a"
            " {decimal}, but other rows of the column {shows} (row {proof})."
        ),
    },
    repeated={
        "column": (
            "{amount} numbers of “{column}” have two readings, such as {examples}, and the column "
            "does not tell which (rows {rows})."
        ),
    },
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
