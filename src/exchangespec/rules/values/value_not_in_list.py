"""A value that its closed list of codes does not hold."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS201",
    slug="value-not-in-list",
    severity="error",
    title="A value is not in the list of allowed values.",
    message={
        "many": "“{value}” is not an allowed value of “{title}”.",
        "few": "“{value}” is not an allowed value of “{title}”; allowed are {allowed}.",
        "blank": "“{value}” says that nothing is known; leave the cell of “{title}” empty.",
        "own": "“{value}” is not an allowed value of “{title}”; choose the value of the list that "
        "comes nearest. Only if none fits, write one of your own as a code, such as {code}, and "
        "say in your network's profile what it means.",
    },
    repeated={
        "other-list": (
            "The values of “{column}” are those of another list, “{other_list}”, such"
            " as {examples} (rows {rows}); the column asks for “{list}”."
        ),
    },
    why="Values from one list can be counted and translated; free wording cannot.",
    fix="In a workbook choose from the drop-down list of the cell, or copy a value from the "
    "sheet Lists of the template. On the command line `exchangespec codelist show LIST` "
    "shows all values.",
    wrong=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
                "cities": ["ex:mechelen"],
                "format": "onlin",
            }
        ],
        at={"record": "ex:vis-1", "field": "format"},
    ),
    right=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
                "cities": ["ex:mechelen"],
                "format": "online",
            }
        ],
    ),
)
