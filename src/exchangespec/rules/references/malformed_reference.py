"""A reference is not written as one."""

from __future__ import annotations

from exchangespec.rules.rule import Example, Rule

_MEMBER = {
    "type": "Membership",
    "id": "ex:m-2",
    "group": "ex:inclucities",
    "member": "ex:Capaci (IT)",
    "role": "partner",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS317",
    slug="malformed-reference",
    severity="error",
    title="A reference is not written as an id.",
    message={
        "one": "{value} is not the id of a record; expected is a prefix, a colon and a local id, "
        "such as ex:capaci.",
        "source-address": "{value} is a web address: make a row on the sheet Sources with this "
        "address and put its id here.",
        "address": "{value} is a web address, not the id of a record; put the id of the row here "
        "in which the thing itself is described.",
    },
    why="Only a well-written id leads to one record and nothing else.",
    fix=(
        "Write the id of the record that is meant: letters, digits, dots, hyphens and underscores, "
        "without spaces."
    ),
    wrong=Example(records=[_MEMBER], at={"record": "ex:m-2", "field": "member"}),
    right=Example(records=[{**_MEMBER, "member": "ex:capaci"}]),
)
