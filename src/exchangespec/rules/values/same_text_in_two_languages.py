"""A text that is word for word the same in two languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.codelists import fold
from exchangespec.finding import Fault
from exchangespec.rules.fields import fields, of_kind, on_header, values_of_kind
from exchangespec.rules.rule import Context, Example, Rule
from exchangespec.rules.values.name_not_in_default_language import primary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exchangespec.formats.format import Part
    from exchangespec.submission.facts import RecordFacts

# Proper names are mostly the same in every language.
PROPER_NAMES = frozenset(
    {("City", "name"), ("Organisation", "name"), ("Network", "name"), ("Output", "name")}
    | {("Event", "venue"), ("Visit", "venue")}
)


def check(record: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Compare the languages of each text; a regional form may repeat its language."""
    for known, _, value in values_of_kind(record, "text"):
        if len(value) == 1 or (record.type, known.name) in PROPER_NAMES:
            continue
        seen: dict[str, str] = {}
        for tag, text in value.items():
            folded = fold(text)
            first = seen.setdefault(folded, tag)
            if primary(first) != primary(tag) and folded:
                yield Fault(
                    "same-text-in-two-languages",
                    {"value": text, "first": first, "other": tag},
                    field=known.name,
                    item=tag,
                )
                break


def suspects(part: Part, _context: Context) -> Iterable[int]:
    """Yield which records have a text in several languages, proper names aside."""
    known = fields(part.type)
    columns = [
        column
        for name, column in part.columns.items()
        if name in known
        and known[name].kind.name == "text"
        and (part.type, name) not in PROPER_NAMES
    ]
    return {
        at
        for column in columns
        for at, value in enumerate(column)
        if value.__class__ is not dict or len(value) > 1
    }


RULE = Rule(
    code="EXS211",
    slug="same-text-in-two-languages",
    severity="warning",
    title="The same text is given for two languages.",
    message="The same words stand for {first} and for {other}: “{value}”.",
    why="A text in the wrong language misleads readers and the programs that read to them.",
    fix="Keep the text for the language it is in; translate it, or leave the other out.",
    wrong=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
                "outcomes": {"en": "A plan for a buddy scheme", "nl": "A plan for a buddy scheme"},
            }
        ],
        at={"record": "ex:vis-1", "field": "outcomes", "item": "nl"},
    ),
    right=Example(
        [
            {
                "type": "Visit",
                "id": "ex:vis-1",
                "kind": "study_visit",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen"],
                "outcomes": {
                    "en": "A plan for a buddy scheme",
                    "nl": "Een plan voor een buddywerking",
                },
            }
        ],
    ),
    where=of_kind("text"),
    suspects=suspects,
    check=check,
    check_all=on_header(check),
)
