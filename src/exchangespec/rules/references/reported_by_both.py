"""Two publishers report the same exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.rules.world import OTHER_CAPACI, OTHER_HEADER, OTHER_VISIT, VISIT
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
        records=[VISIT],
        beside=[Example(header=OTHER_HEADER, records=[OTHER_CAPACI, OTHER_VISIT])],
        at={"record": "ex:v-1"},
    ),
    right=Example(
        records=[VISIT],
        beside=[
            Example(
                header=OTHER_HEADER, records=[OTHER_CAPACI, {**OTHER_VISIT, "start": "2022-03-01"}]
            )
        ],
    ),
    reads=ACCOUNT_COLUMNS,
    check_across=check_across,
)
