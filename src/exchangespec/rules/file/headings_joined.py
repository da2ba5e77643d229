"""Headings that stand in two rows."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS077",
    slug="headings-joined",
    severity="info",
    title="The headings stand in two rows.",
    message={
        "groups": (
            "The headings stand in the rows {rows}; {groups} was put before the headings below it."
        ),
        "languages": "The headings stand in the rows {rows}, in two languages.",
    },
    why="A heading over several columns belongs to each of them.",
    fix="Nothing, if the columns were understood; else write each heading out in one row.",
    wrong=Example(
        files={
            "visits.csv": "id,kind,visitors,hosts,Period,\r\n,,,,Start,End\r\n"
            "ex:vis-1,study_visit,ex:capaci,ex:mechelen,2017-10-16,2017-10-17\r\n"
        },
        at={"file": "visits.csv", "row": 1},
    ),
    right=Example(
        files={
            "visits.csv": "id,kind,visitors,hosts,start,end\r\n"
            "ex:vis-1,study_visit,ex:capaci,ex:mechelen,2017-10-16,2017-10-17\r\n"
        }
    ),
)
