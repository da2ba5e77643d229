"""The year of a date is unknown, doubtful, or only concluded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.model.dates import date_span
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.timing import (
    DATE_FIELDS,
    HAPPENINGS,
    STATING,
    date_statements,
    differ,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield every date without a sure year."""
    yield from _left_open(known)
    yield from _concluded(known)


def _left_open(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield the dates that say themselves that their year is unknown or doubtful."""
    for record_type, fields in DATE_FIELDS.items():
        without = [one for one in fields if any(map(lacks_year, known.texts(record_type, one)))]
        for record in known.stating(without, record_type):
            for field in without:
                value = record.text(field)
                if value and lacks_year(value):
                    wordless = record_type in HAPPENINGS and not record.states("date_text")
                    params = {"value": value, "field": field}
                    variant = "without_words" if wordless else "unknown"
                    yield record, Fault("year-unknown", params, field=field, variant=variant)


def _concluded(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield the doubtful dates that a Statement quotes without their year."""
    quotes: dict[tuple[str, str], Facts] = {}
    for record, field, statement in date_statements(known):
        value, quoted = record.text(field), statement.text("value")
        span = date_span(value)
        doubtful = span is not None and span.uncertain and span.year_known
        if doubtful and quoted.startswith("XXXX") and not differ(quoted, value):
            quotes.setdefault((record.id, field), statement)
    for (record_id, field), statement in quotes.items():
        dated = known.get(record_id)
        if dated is not None:
            params = {
                "value": dated.text(field),
                "quoted": statement.text("value"),
                "field": field,
            }
            related = [statement.id]
            fault = Fault("year-unknown", params, field=field, variant="concluded", related=related)
            yield dated, fault


def lacks_year(value: str) -> bool:
    """Tell whether the year of a date is left open or doubted by itself."""
    span = date_span(value)
    return span is not None and not span.year_known


_VISIT = {
    "type": "Visit",
    "id": "ex:visit-1",
    "kind": "study_visit",
    "visitors": ["ex:mechelen"],
    "hosts": ["ex:capaci"],
    "cities": ["ex:capaci"],
    "networks": ["ex:inclucities"],
    "start": "XXXX-10-16",
    "date_text": "the 16th of October",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS402",
    slug="year-unknown",
    severity="warning",
    title="The year of a date is unknown or doubtful.",
    message={
        "unknown": "The year of {value} is not known for sure.",
        "without_words": (
            "The year of {value} is not known for sure, and the date as the source words it is "
            "not kept."
        ),
        "concluded": "The source gives no year ({quoted}); the year of {value} was concluded.",
    },
    why=(
        "Without its year a visit cannot be put in order with others nor counted in any year, "
        "although the year can mostly be found out while people remember it."
    ),
    fix=(
        "Look the year up and put it in. Until then keep the wording of the source under “Date "
        "text”, and say in the sheet Statements on what a concluded year rests."
    ),
    wrong=Example(records=[_VISIT], at={"record": "ex:visit-1", "field": "start"}),
    right=Example(records=[{**_VISIT, "start": "2021-10-16"}]),
    reads={
        **DATE_FIELDS,
        **{name: (*DATE_FIELDS[name], "date_text") for name in HAPPENINGS},
        "Statement": (*DATE_FIELDS["Statement"], *STATING),
    },
    check_all=check,
)
