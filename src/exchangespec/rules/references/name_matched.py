"""A name was typed instead of an id and fits exactly one record."""

from __future__ import annotations

from exchangespec.rules.rule import Example, Rule

_ABOUT = (
    "field,value\r\nexchangespec,1.0\r\nid,https://example.org/exchange\r\ntitle,Two cities\r\n"
    "publisher,Flemish association\r\nprefix,ex\r\nlanguage,en\r\nversion,1.0.0\r\n"
    "modified,2023-01-15\r\nlicense,https://creativecommons.org/licenses/by/4.0/\r\n"
    "personal_data,none\r\n"
)
_CITIES = "id,name,country\r\nex:mechelen,Mechelen,BE\r\n"
_ORGANISATIONS = "id,name,kind,city\r\nex:youth-council,Youth council,ngo,{}\r\n"

RULE = Rule(
    code="EXS306",
    slug="name-matched",
    severity="info",
    title="A name was taken for the id of the one record that has it.",
    message="“{was}” was read as {becomes}, the only record of that name.",
    repeated={
        "column": (
            "In {amount} cells of “{column}” a name was read for an id, such as {examples} (rows "
            "{rows})."
        ),
    },
    why="Names may change or come to fit two records; an id stays. So it is said what was done.",
    fix="If that is the record you mean, nothing needs to be done; else put the right id.",
    wrong=Example(
        files={
            "about.csv": _ABOUT,
            "cities.csv": _CITIES,
            "organisations.csv": _ORGANISATIONS.format("Mechelen"),
        },
        at={"record": "ex:youth-council", "field": "city"},
    ),
    right=Example(
        files={
            "about.csv": _ABOUT,
            "cities.csv": _CITIES,
            "organisations.csv": _ORGANISATIONS.format("ex:mechelen"),
        }
    ),
)
