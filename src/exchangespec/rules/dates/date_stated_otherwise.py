"""A source gives another date than the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.timing import DATE_FIELDS, STATING, date_statements, differ

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield every date that cannot be what some Statement says, once with all that say so.

    Statements that are ranked as deprecated are settled and left out.
    """
    others: dict[tuple[str, str], list[Facts]] = {}
    for record, field, statement in date_statements(known):
        settled = statement.get("rank") == "deprecated"
        if not settled and differ(statement.text("value"), record.text(field)):
            others.setdefault((record.id, field), []).append(statement)
    for (record_id, field), statements in others.items():
        dated = known.get(record_id)
        if dated is not None:
            stated = sorted({one.text("value") for one in statements})
            params = {"value": dated.text(field), "others": stated, "field": field}
            related = [one.id for one in statements]
            yield dated, Fault("date-stated-otherwise", params, field=field, related=related)


_VISIT = {
    "type": "Visit",
    "id": "ex:visit-1",
    "kind": "study_visit",
    "visitors": ["ex:mechelen"],
    "hosts": ["ex:capaci"],
    "cities": ["ex:capaci"],
    "networks": ["ex:inclucities"],
    "start": "2021-03-25",
    "sources": ["ex:report"],
}
_STATEMENT = {
    "type": "Statement",
    "id": "ex:statement-1",
    "about": "ex:visit-1",
    "kind": "value",
    "property": ["start"],
    "value": "2021-03-26",
    "source": "ex:report",
    "locator": "first sentence",
    "rank": "preferred",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS404",
    slug="date-stated-otherwise",
    severity="info",
    title="A source gives another date than the record.",
    message="The record says {value}; a source is quoted with {others}.",
    why="Both are kept on purpose. Whoever uses the date should know that it is disputed.",
    fix="Nothing, if both sources stand; once it is settled, give the right one of the statements "
    "the preferred rank.",
    wrong=Example(records=[_VISIT, _STATEMENT], at={"record": "ex:visit-1", "field": "start"}),
    right=Example(records=[_VISIT, {**_STATEMENT, "value": "2021-03-25"}]),
    reads={**DATE_FIELDS, "Statement": (*DATE_FIELDS["Statement"], *STATING)},
    check_all=check,
)
