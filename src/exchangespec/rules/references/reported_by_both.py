"""Two publishers report the same exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.accounts import ACCOUNT_COLUMNS, pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.joined import Joined


def check_across(joined: Joined) -> Iterator[tuple[Facts, Fault]]:
    """Yield the later of two reports of one exchange."""
    for one, other in pairs(joined):
        params = {"value": other.id, "other": one.id}
        yield other, Fault("reported-by-both", params, related=[one.id])


_VISIT = {
    "type": "Visit",
    "id": "ex:v-1",
    "kind": "study_visit",
    "start": "2021-09-06",
    "cities": ["ex:mechelen"],
    "visitors": ["ex:capaci"],
    "hosts": ["ex:mechelen"],
    "organisers": ["ex:vvsg"],
    "networks": ["ex:inclucities"],
    "delegation_size": 5,
    "sources": ["ex:report"],
}
_CAPACI = {
    "type": "City",
    "id": "anci:capaci",
    "name": {"en": "Capaci"},
    "country": "IT",
    "identifiers": ["geonames:2525392"],
    "sources": ["ex:report"],
}
_HEADER = {
    "id": "https://example.org/anci",
    "title": {"en": "Exchanges of Italian cities"},
    "publisher": "ANCI",
    "prefix": "anci",
}
_THEIRS = {**_VISIT, "id": "anci:visit-mechelen", "visitors": ["anci:capaci"]}

RULE = Rule(
    code="EXS327",
    slug="reported-by-both",
    severity="info",
    title="Two publishers report the same exchange.",
    message="{value} seems to tell of the same exchange as {other}.",
    why="It must be counted once. That both sides report it also tells how far they agree.",
    fix=(
        "Nothing, if it is the same: name the other record in `identifiers`. If it is not, correct "
        "the dates or parties that make them look alike."
    ),
    wrong=Example(
        records=[_VISIT],
        beside=[Example(header=_HEADER, records=[_CAPACI, _THEIRS])],
        at={"record": "ex:v-1"},
    ),
    right=Example(
        records=[_VISIT],
        beside=[Example(header=_HEADER, records=[_CAPACI, {**_THEIRS, "start": "2022-03-01"}])],
    ),
    reads=ACCOUNT_COLUMNS,
    check_across=check_across,
)
