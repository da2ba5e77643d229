"""A text in which letters were replaced by question marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.fields import on_header, texts, writing, writing_with
from exchangespec.rules.rule import Context, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts

REPLACED = "\ufffd"
WORD = re.compile(r"\S+")
INSIDE_A_WORD = re.compile(r"[^\W\d_]\?+[^\W\d_]")
# Web addresses hold question marks of their own.
ADDRESS = re.compile(r"[/=&@]|www\.")


def sign(text: str) -> bool:
    """Tell whether a text holds what letters are replaced by."""
    return REPLACED in text or "?" in text


def check(record: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Look for the first word of each text that has lost a letter."""
    for field, item, text in texts(record):
        if REPLACED not in text and "?" not in text:
            continue
        word = next((found for found in WORD.findall(text) if has_lost(found)), None)
        if word is not None:
            yield Fault("characters-lost", {"value": word}, field=field, item=item)


def has_lost(word: str) -> bool:
    """Tell whether a word holds a replaced letter; a sentence may begin right after a `?`."""
    if REPLACED in word:
        return True
    found = INSIDE_A_WORD.search(word)
    return found is not None and found.group()[-1].islower() and ADDRESS.search(word) is None


RULE = Rule(
    code="EXS213",
    slug="characters-lost",
    severity="warning",
    title="Letters of a text were lost.",
    message="“{value}” has lost letters: question marks stand in their place.",
    why="What was lost cannot be brought back from the file.",
    fix="Type the word anew, and save the file as UTF-8 from the program it comes from.",
    wrong=Example(
        [{"type": "City", "id": "ex:neuchatel", "name": {"en": "Neuch?tel"}, "country": "CH"}],
        at={"record": "ex:neuchatel", "field": "name", "item": "en"},
    ),
    right=Example(
        [{"type": "City", "id": "ex:neuchatel", "name": {"en": "Neuchâtel"}, "country": "CH"}],
    ),
    where=writing,
    suspects=writing_with(sign),
    check=check,
    check_all=on_header(check),
)
