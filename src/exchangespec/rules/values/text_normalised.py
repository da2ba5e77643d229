"""A text whose spaces, line ends or letters were put into their usual form."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS210",
    slug="text-normalised",
    severity="info",
    title="Spaces, line ends or letters of a text were put in order.",
    message="In “{title}” spaces, line ends or accents were put into their usual form; the words "
    "are the same.",
    repeated={
        "column": (
            "In {amount} cells of “{column}” spaces or forms of letters were put right (rows "
            "{rows})."
        ),
    },
    why="Texts that look the same should be the same, or a search misses one of them.",
    fix="Nothing; take the text as it is written now.",
    wrong=Example(
        [
            {
                "type": "City",
                "id": "ex:vantaa",
                "name": {"en": "Vantaa"},
                "country": "FI",
                "note": "  Capital of no country  ",
            }
        ],
        at={"record": "ex:vantaa", "field": "note"},
    ),
    right=Example(
        [
            {
                "type": "City",
                "id": "ex:vantaa",
                "name": {"en": "Vantaa"},
                "country": "FI",
                "note": "Capital of no country",
            }
        ]
    ),
)
