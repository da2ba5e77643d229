"""Two ids differ only in capitals, or in hyphen and underscore."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import grouped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield every id that reads like another one, at the one with capitals or underscores.

    Most ids have neither and are their own plain form, so that only the others are compared.
    """
    for record in known.firsts():
        plain = _plain(record.id)
        if plain != record.id and plain in known:
            yield _alike(record, plain)
    for first, *others in grouped(
        known, known.firsts(), lambda record: _without_plain(known, record)
    ):
        for record in others:
            yield _alike(record, first.id)


def _plain(record_id: str) -> str:
    """Return an id without capitals and underscores."""
    return record_id.lower().replace("_", "-")


def _without_plain(known: Known, record: Facts) -> str | None:
    """Return the plain form of an id where no record has that for its id."""
    plain = _plain(record.id)
    return None if plain == record.id or plain in known else plain


def _alike(record: Facts, other: str) -> tuple[Facts, Fault]:
    """Return a record with the fault that its id reads like another one."""
    params = {"value": record.id, "other": other}
    return record, Fault("ids-nearly-equal", params, field="id", related=[other])


def _council(record_id: str, city: str) -> dict[str, object]:
    """Return the youth council of a city under some id."""
    return {
        "type": "Organisation",
        "id": record_id,
        "name": {"en": f"Youth council of {city.removeprefix('ex:').title()}"},
        "kind": "ngo",
        "city": city,
        "sources": ["ex:report"],
    }


_ONE = _council("ex:youth-council", "ex:mechelen")

RULE = Rule(
    code="EXS312",
    slug="ids-nearly-equal",
    severity="warning",
    title="Two ids differ only in capitals, or in hyphen and underscore.",
    message="The id {value} can hardly be told from {other}.",
    why=(
        "Such ids are mixed up by people and by programs that ignore capitals; often both records "
        "are the same thing, typed twice."
    ),
    fix="Give one of them a clearly different id; if both are the same thing, keep only one.",
    wrong=Example(
        records=[_ONE, _council("ex:Youth_Council", "ex:capaci")],
        at={"record": "ex:Youth_Council", "field": "id"},
    ),
    right=Example(records=[_ONE, _council("ex:youth-council-capaci", "ex:capaci")]),
    check_all=check,
)
