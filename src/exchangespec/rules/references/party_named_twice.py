"""One list names the same party by two ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.references.fields import COLUMNS, REFERENCES
from exchangespec.rules.rule import Example, Rule
from exchangespec.rules.world import OTHER_CAPACI, OTHER_DECLARED, OTHER_HEADER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.joined import Joined


def check_across(joined: Joined) -> Iterator[tuple[Facts, Fault]]:
    """Yield every list in which two ids stand for one thing."""
    if not joined.entities.members:
        return
    for record_type, fields in REFERENCES.items():
        lists = [field.name for field in fields if field.many]
        for record in joined.known.of(record_type) if lists else ():
            for name in lists:
                first: dict[str, str] = {}
                for target in record.all(name):
                    other = first.setdefault(joined.entities.of(target), target)
                    if other != target:
                        params = {"value": target, "other": other, "field": name}
                        fault = Fault("party-named-twice", params, field=name, related=[target])
                        yield record, fault


_VISIT = {
    "type": "Visit",
    "id": "ex:v-1",
    "kind": "study_visit",
    "start": "2021-09-06",
    "cities": ["ex:mechelen"],
    "visitors": ["anci:capaci", "ex:capaci"],
    "hosts": ["ex:mechelen"],
    "organisers": ["ex:vvsg"],
    "networks": ["ex:inclucities"],
    "sources": ["ex:report"],
}
_OTHER = Example(header=OTHER_HEADER, records=[OTHER_CAPACI])

RULE = Rule(
    code="EXS326",
    slug="party-named-twice",
    severity="warning",
    title="A list names one and the same thing by two ids.",
    message="{value} and {other} stand for the same thing, and both are named here.",
    why="It is counted once, since an outside identifier tells that the two ids mean the same.",
    fix="Name it once; or correct the identifiers if these are two things.",
    wrong=Example(
        records=[_VISIT],
        header=OTHER_DECLARED,
        beside=[_OTHER],
        at={"record": "ex:v-1", "field": "visitors"},
    ),
    right=Example(
        records=[{**_VISIT, "visitors": ["anci:capaci"]}], header=OTHER_DECLARED, beside=[_OTHER]
    ),
    reads=COLUMNS,
    check_across=check_across,
)
