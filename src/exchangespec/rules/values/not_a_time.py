"""A value that is no time of day."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS217",
    slug="not-a-time",
    severity="error",
    title="A value is not a time of day.",
    message="“{value}” is not a time; times look like 09:30 or 14:00.",
    why="Agendas are sorted by time.",
    fix="Write hours and minutes with a colon, by the 24-hour clock.",
    wrong=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
                "start": "2021-05-10",
                "start_time": "25:00",
            }
        ],
        at={"record": "ex:vis-1", "field": "start_time"},
    ),
    right=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
                "start": "2021-05-10",
                "start_time": "09:30",
            }
        ]
    ),
)
