"""A field that a profile asks for is not stated."""

from exchangespec.rules.rule import Example, Rule

PAIR = {
    "type": "MentoringPair",
    "id": "ex:mp-1",
    "mentors": ["ex:mechelen", "ex:vvsg"],
    "mentees": ["ex:capaci", "ex:aiccre"],
    "network": "ex:inclucities",
    "start": "2020-06",
    "sources": ["ex:report"],
}
TOPIC = {"topic": {"en": "How to build a vision of a city for all?"}}
HEADER = {"profiles": ["inclucities"]}

RULE = Rule(
    code="EXS712",
    slug="profile-field-missing",
    severity="error",
    title="A field that a profile asks for is not stated.",
    message="The profile {profile} asks for “{title}”, which is not stated.",
    why="A network compares what its partners report; that needs the same facts from all.",
    fix="State the field; `exchangespec profile show NAME` says what the profile asks for.",
    wrong=Example([PAIR], header=HEADER, at={"record": "ex:mp-1", "field": "topic"}),
    right=Example([{**PAIR, **TOPIC}], header=HEADER),
)
