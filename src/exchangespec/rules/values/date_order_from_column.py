"""A date whose day and month the rest of its column tells apart."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts,start\r\n"
PROOF = "ex:vis-1,study_visit,ex:capaci,ex:mechelen,25/04/2021\r\n"

RULE = Rule(
    code="EXS235",
    slug="date-order-from-column",
    severity="warning",
    title="Day and month of a date were told apart by other rows of its column.",
    message={
        "day": (
            "“{was}” was read as {becomes}, the day first, since other rows of the column can be "
            "read in no other way (row {proof})."
        ),
        "month": (
            "“{was}” was read as {becomes}, the month first, since other rows of the column can "
            "be read in no other way (row {proof})."
        ),
    },
    repeated={
        "column": (
            "{amount} dates of “{column}” that have two readings were read with the {order} "
            "first, such as {examples}, since other rows can be read in no other way (row "
            "{proof}); they are in the rows {rows}."
        ),
    },
    why="Half of Europe would read another day; one column is hardly written in two ways.",
    fix="Look whether the dates are right, and write them as year-month-day.",
    wrong=Example(
        files={
            "visits.csv": HEADING
            + PROOF
            + "ex:vis-2,work_visit,ex:mechelen,ex:capaci,03/05/2021\r\n"
        },
        at={"record": "ex:vis-2", "field": "start"},
    ),
    right=Example(
        files={
            "visits.csv": HEADING
            + PROOF
            + "ex:vis-2,work_visit,ex:mechelen,ex:capaci,2021-05-03\r\n"
        }
    ),
)
