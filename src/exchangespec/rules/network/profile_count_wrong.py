"""A list with fewer or more values than a profile asks for."""

from exchangespec.rules.rule import Example, Rule

PROFILE = """\
[profile]
id = "pairs"
title.en = "Visits of two cities"

[records.Visit.count]
visitors = { at_most = 1 }
"""
VISIT = {
    "type": "Visit",
    "id": "ex:vis-1",
    "kind": "study_visit",
    "hosts": ["ex:vvsg"],
    "start": "2022-10-11",
    "cities": ["ex:mechelen"],
    "networks": ["ex:inclucities"],
    "organisers": ["ex:mechelen"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS714",
    slug="profile-count-wrong",
    severity="error",
    title="A list holds fewer or more values than a profile asks for.",
    message={
        "many": "The profile {profile} takes at most {expected} under “{title}”; here are {seen}.",
        "few": "The profile {profile} asks for at least {expected} under “{title}”; here are "
        "{seen}.",
    },
    why="A network counts and compares by what stands in a list, and agreed how much that is.",
    fix="Add what is missing, or leave out what does not belong there.",
    wrong=Example(
        [{**VISIT, "visitors": ["ex:capaci", "ex:mechelen"]}],
        profiles=[PROFILE],
        at={"record": "ex:vis-1", "field": "visitors"},
    ),
    right=Example([{**VISIT, "visitors": ["ex:capaci"]}], profiles=[PROFILE]),
)
