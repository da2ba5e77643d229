"""A language tag of the right form that stands for no language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.codelists import canonical_language, match_language
from exchangespec.finding import Fault, Fix
from exchangespec.rules.fields import on_header, values_of_kind
from exchangespec.rules.rule import Context, Example, Rule
from exchangespec.rules.values.deprecated_code import successor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts


def check(record: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Look up every language tag."""
    for known, item, value in values_of_kind(record, "language", "text"):
        for tag in value if known.localised else (value,):
            if canonical_language(tag) == tag or successor(tag) is not None:
                continue
            meant = match_language(tag)
            if not meant.value and not meant.candidates:
                # The code of a country, as in "gr" for Greek.
                meant = match_language(tag.upper())
            yield Fault(
                "unregistered-language",
                {"value": tag},
                field=known.name,
                item=tag if known.localised else item,
                suggestions=(meant.value,) if meant.value else meant.candidates,
                fix=Fix(meant.value, safe=True) if meant.value else None,
            )


RULE = Rule(
    code="EXS207",
    slug="unregistered-language",
    severity="error",
    title="A language tag stands for no language.",
    message="“{value}” is not the tag of a language.",
    why="Programs show and search a text by its language, and know languages only by their tags.",
    fix="Write the tag of the language, such as en, nl or el (not the code of the country).",
    wrong=Example(
        [
            {
                "type": "City",
                "id": "ex:nikaia",
                "name": {"en": "Nikaia", "gr": "Νίκαια"},
                "country": "GR",
            }
        ],
        at={"record": "ex:nikaia", "field": "name", "item": "gr"},
    ),
    right=Example(
        [
            {
                "type": "City",
                "id": "ex:nikaia",
                "name": {"en": "Nikaia", "el": "Νίκαια"},
                "country": "GR",
            }
        ],
    ),
    each=("language", "text"),
    check=check,
    check_all=on_header(check),
)
