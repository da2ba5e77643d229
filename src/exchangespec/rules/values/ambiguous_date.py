"""A date whose day and month cannot be told apart."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts,start\r\n"

RULE = Rule(
    code="EXS215",
    slug="ambiguous-date",
    severity="error",
    title="Day and month of a date cannot be told apart.",
    message={
        "alone": "“{value}” may be {candidates}.",
        "contradicted": (
            "“{value}” may be {candidates}; the column does not tell: the day comes "
            "first in row {one}, the month in row {other}."
        ),
    },
    repeated={
        "column": (
            "{amount} dates of “{column}” have two readings, such as {examples}, and no other row"
            " of the column tells which (rows {rows})."
        ),
    },
    why="Half of Europe would read another day.",
    fix="Write the date as year-month-day.",
    wrong=Example(
        files={"visits.csv": HEADING + "ex:vis-1,study_visit,ex:capaci,ex:mechelen,03/04/2021\r\n"},
        at={"record": "ex:vis-1", "field": "start"},
    ),
    right=Example(
        files={"visits.csv": HEADING + "ex:vis-1,study_visit,ex:capaci,ex:mechelen,2021-04-03\r\n"}
    ),
)
