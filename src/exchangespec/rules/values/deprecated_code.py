"""A code that has been replaced by another: in a list of the standard or among the languages."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from exchangespec.codelists import canonical_language, codelist, language_name
from exchangespec.finding import Fault, Fix
from exchangespec.rules.fields import Item, on_header, values_of_kind
from exchangespec.rules.rule import Context, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts


def check(record: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Look at every code and every language tag."""
    for known, item, value in values_of_kind(record, "code"):
        entry = codelist(known.codelist or "").codes.get(value)
        if entry is not None and entry.deprecated:
            yield _fault(known.name, item, value, entry.broader)
    for known, item, value in values_of_kind(record, "language", "text"):
        for tag in value if known.localised else (value,):
            instead = successor(tag)
            if instead is not None:
                yield _fault(known.name, tag if known.localised else item, tag, instead)


@lru_cache(maxsize=4096)
def successor(tag: str) -> str | None:
    """Return the tag that replaces one whose language was once registered by another code."""
    language = tag.partition("-")[0]
    instead = canonical_language(tag)
    was_registered = language_name(language) != language
    if instead is None or not was_registered or instead.partition("-")[0] == language:
        return None
    return instead


def _fault(field: str, item: Item, value: str, instead: str) -> Fault:
    """Return the fault with what to write instead, where that is known."""
    return Fault(
        "deprecated-code",
        {"value": value, "expected": instead},
        field=field,
        item=item,
        variant="replaced" if instead else "withdrawn",
        suggestions=(instead,) if instead else (),
        fix=Fix(instead) if instead else None,
    )


RULE = Rule(
    code="EXS204",
    slug="deprecated-code",
    severity="warning",
    title="A code is out of use.",
    message={
        "withdrawn": "“{value}” is no longer used.",
        "replaced": "“{value}” is no longer used; “{expected}” has taken its place.",
    },
    why="Data with old and new codes for the same thing cannot be counted together.",
    fix="Write the code that has taken its place.",
    wrong=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
                "languages": ["en", "iw"],
            }
        ],
        at={"record": "ex:vis-1", "field": "languages", "item": 1},
    ),
    right=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
                "languages": ["en", "he"],
            }
        ],
    ),
    each=("code", "language", "text"),
    check=check,
    check_all=on_header(check),
)
