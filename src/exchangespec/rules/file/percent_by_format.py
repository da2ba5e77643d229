"""A share that is shown per cent, and kept as a fraction."""

from exchangespec.rules.rule import Example, NumberCell, Rule

RULE = Rule(
    code="EXS031",
    slug="percent-by-format",
    severity="info",
    title="A cell shows per cent and holds a fraction.",
    message={
        "one": "The cell holds a fraction that is shown per cent; it was read as shown.",
        "many": "The cells {range} hold fractions that are shown per cent; they were read as "
        "shown.",
    },
    why="In other programs 17 % may turn up as 0.17.",
    fix="Nothing needs to be done; to be certain, type the value with its sign as text: 17 %.",
    wrong=Example(
        sheets={
            "Visits": (
                ("id", "kind", "visitors", "hosts", "x_share"),
                ("ex:vis-1", "study_visit", "ex:capaci", "ex:mechelen", NumberCell(0.17, "0%")),
            )
        },
        at={"sheet": "Visits", "cell": "E2"},
    ),
    right=Example(
        sheets={
            "Visits": (
                ("id", "kind", "visitors", "hosts", "x_share"),
                ("ex:vis-1", "study_visit", "ex:capaci", "ex:mechelen", "17 %"),
            )
        }
    ),
)
