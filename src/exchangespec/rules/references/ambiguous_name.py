"""A name was typed instead of an id and fits several records."""

from __future__ import annotations

from exchangespec.rules.rule import Example, Rule

_ABOUT = (
    "field,value\r\nexchangespec,1.0\r\nid,https://example.org/exchange\r\ntitle,Two cities\r\n"
    "publisher,Flemish association\r\nprefix,ex\r\nlanguage,en\r\nversion,1.0.0\r\n"
    "modified,2023-01-15\r\nlicense,https://creativecommons.org/licenses/by/4.0/\r\n"
    "personal_data,none\r\n"
)
_CITIES = (
    "id,name,country,nuts\r\n"
    "ex:oldenburg,Oldenburg,DE,DE943\r\nex:oldenburg-holstein,Oldenburg,DE,DEF08\r\n"
)
_ORGANISATIONS = "id,name,kind,city\r\nex:youth-council,Youth council,ngo,{}\r\n"

RULE = Rule(
    code="EXS307",
    slug="ambiguous-name",
    severity="error",
    title="A name was typed that several records have.",
    message="“{value}” may be any of these records: {candidates}.",
    why="There are two Oldenburgs in Germany alone; which one is meant is yours to say.",
    fix="Put the id of the record that you mean.",
    wrong=Example(
        files={
            "about.csv": _ABOUT,
            "cities.csv": _CITIES,
            "organisations.csv": _ORGANISATIONS.format("Oldenburg"),
        },
        at={"record": "ex:youth-council", "field": "city"},
    ),
    right=Example(
        files={
            "about.csv": _ABOUT,
            "cities.csv": _CITIES,
            "organisations.csv": _ORGANISATIONS.format("ex:oldenburg"),
        }
    ),
)
