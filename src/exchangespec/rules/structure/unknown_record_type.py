"""A record whose type the standard does not have, or that names none."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS108",
    slug="unknown-record-type",
    severity="error",
    title="A record is of no known type.",
    message={
        "unknown": "“{value}” is not a type of record.",
        "of-another-table": "This row says that it is of type “{value}”, but in this table every "
        "row is read as {expected}.",
    },
    why="Without its type no field of the record can be understood.",
    fix="Write one of the types of the standard, such as City, Organisation, Event or Visit.",
    wrong=Example(
        [
            {
                "type": "StudyVisit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
            }
        ],
        at={"record": "ex:vis-1", "field": "type"},
    ),
    right=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
            }
        ],
    ),
)
