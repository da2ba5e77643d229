"""A name that is given, but not in the language of the submission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.fields import stating
from exchangespec.rules.rule import Context, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exchangespec.formats.format import Part
    from exchangespec.submission.facts import RecordFacts

# A source keeps the language it was written in.
KEEP_THEIR_OWN = frozenset({"Source", "Statement"})


def check(record: RecordFacts, context: Context) -> Iterator[Fault]:
    """Look for a text in the default language, or a regional form of it."""
    name = record.get("name")
    expected = context.header.get("language")
    if record.type in KEEP_THEIR_OWN or not isinstance(name, dict) or not expected:
        return
    if primary(expected) not in {primary(tag) for tag in name}:
        yield Fault(
            "name-not-in-default-language",
            {"expected": expected, "present": sorted(name)},
            field="name",
        )


def suspects(part: Part, context: Context) -> Iterable[int]:
    """Yield which names do not tell the very language of the submission."""
    expected = context.header.get("language")
    if part.type in KEEP_THEIR_OWN or not expected:
        return ()
    return (at for at, name in enumerate(part.columns["name"]) if expected not in name)


def primary(tag: str) -> str:
    """Return the language of a tag without script and region."""
    return tag.partition("-")[0]


RULE = Rule(
    code="EXS208",
    slug="name-not-in-default-language",
    severity="warning",
    title="A name is missing in the language of the submission.",
    message="The name is given in {present}, but not in {expected}, the language of the "
    "submission.",
    why="Lists and maps show names in the language of the submission.",
    fix="Add the name in the language of the submission; a name that is the same there is "
    "repeated.",
    wrong=Example(
        [
            {
                "type": "City",
                "id": "ex:nikaia",
                "name": {"el": "Νίκαια"},
                "country": "GR",
            }
        ],
        at={"record": "ex:nikaia", "field": "name"},
    ),
    right=Example(
        [
            {
                "type": "City",
                "id": "ex:nikaia",
                "name": {"el": "Νίκαια", "en": "Nikaia"},
                "country": "GR",
            }
        ],
    ),
    where=stating("name"),
    suspects=suspects,
    check=check,
)
