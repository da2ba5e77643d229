"""A value of one's own in an open list, which no profile explains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.codelists import match_code
from exchangespec.finding import Fault, Fix
from exchangespec.rules.fields import on_header, values_of_kind
from exchangespec.rules.rule import Context, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts


def check(record: RecordFacts, context: Context) -> Iterator[Fault]:
    """Look up every code of an open list."""
    for known, item, value in values_of_kind(record, "code"):
        entries = context.codelists[known.codelist or ""]
        if value in entries.codes or not entries.open:
            continue
        meant = match_code(entries.name, value)
        yield Fault(
            "value-not-in-open-list",
            {"value": value, "list": entries.name},
            field=known.name,
            item=item,
            suggestions=(meant.value,) if meant.value else meant.candidates,
            fix=Fix(meant.value) if meant.value else None,
        )


RULE = Rule(
    code="EXS202",
    slug="value-not-in-open-list",
    severity="warning",
    title="A value is not in an open list, and no profile adds it.",
    message="“{value}” is not in the list of “{title}”; others will not know what it means.",
    repeated={
        "other-list": (
            "The values of “{column}” are those of another list, “{other_list}”, such"
            " as {examples} (rows {rows}); the column asks for “{list}”."
        ),
    },
    why="An open list may be extended, but only a value with a definition can be understood.",
    fix="In a workbook choose from the drop-down list of the cell, or copy a value from the "
    "sheet Lists of the template (`exchangespec codelist show LIST` shows it too); or have "
    "the value added to your network's profile.",
    wrong=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "studie_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
            }
        ],
        at={"record": "ex:vis-1", "field": "kind"},
    ),
    right=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
            }
        ],
    ),
    each=("code",),
    check=check,
    check_all=on_header(check),
)
