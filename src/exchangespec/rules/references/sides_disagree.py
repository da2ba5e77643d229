"""Two publishers report the same exchange and contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.rules.world import OTHER_CAPACI, OTHER_HEADER, OTHER_VISIT, VISIT
from exchangespec.submission.accounts import ACCOUNT_COLUMNS, CONTRADICTS, accounts, pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.joined import Joined


def check_across(joined: Joined) -> Iterator[tuple[Facts, Fault]]:
    """Yield each field in which two reports of one exchange cannot both be right."""
    for pair in pairs(joined):
        for account in accounts(joined, pair):
            if account.verdict == CONTRADICTS:
                params = {
                    "value": account.other,
                    "other": pair.one.id,
                    "theirs": account.one,
                    "field": account.field,
                }
                fault = Fault("sides-disagree", params, field=account.field, related=[pair.one.id])
                yield pair.other, fault


# That both report it is said in any case.
_BOTH = Example(header=OTHER_HEADER, records=[OTHER_CAPACI, OTHER_VISIT])

RULE = Rule(
    code="EXS328",
    slug="sides-disagree",
    severity="warning",
    title="Two publishers report the same exchange and contradict each other.",
    message="{field} is {value} here, and {theirs} in {other}.",
    why="Both cannot be right; which one is counted must be decided by somebody who knows.",
    fix="Ask both sides, and correct the record that is wrong.",
    wrong=Example(
        records=[VISIT],
        beside=[
            Example(
                header=OTHER_HEADER, records=[OTHER_CAPACI, {**OTHER_VISIT, "delegation_size": 8}]
            )
        ],
        at={"record": "ex:v-1", "field": "delegation_size"},
    ),
    right=Example(records=[VISIT], beside=[_BOTH]),
    reads=ACCOUNT_COLUMNS,
    check_across=check_across,
)
