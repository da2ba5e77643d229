"""A field that every record of this type must state is absent."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS101",
    slug="required-field-missing",
    severity="error",
    title="A required field is missing.",
    message="“{title}” is missing; every record of this type must state it.",
    why="Without it nobody can tell what the record is about, and other systems refuse it.",
    fix="Fill in the field.",
    wrong=Example(
        [{"type": "Network", "id": "ex:mile", "kind": "project", "sources": ["ex:report"]}],
        at={"record": "ex:mile", "field": "name"},
    ),
    right=Example(
        [
            {
                "type": "Network",
                "id": "ex:mile",
                "name": {"en": "MILE"},
                "kind": "project",
                "sources": ["ex:report"],
            }
        ],
    ),
)
