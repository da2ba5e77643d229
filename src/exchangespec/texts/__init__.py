"""The words of the standard in other languages: headings, sheets, codes, texts of the templates.

English is the source and stands where it is used; this holds the catalogues that translate it, one
file a language. `schemas/texts/exchangespec.pot` lists what there is to translate and is derived.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from exchangespec.texts.po import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchangespec.texts.po import Key

SOURCE = "en"
# The languages that a catalogue may be made for; those offered are complete, as a test makes sure.
POSSIBLE: tuple[str, ...] = ("en", "fr", "de", "nl", "it", "es", "pl", "fi", "el")
OFFERED: tuple[str, ...] = ("en", "fr", "de", "nl", "it", "es", "pl", "fi", "el")
# In these contexts a language may be incomplete: the explanation is then in English.
MAY_LACK = frozenset({"help"})


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The translations of one language; a draft has not been read by anybody who speaks it."""

    language: str
    draft: bool = False
    entries: Mapping[Key, str] = field(default_factory=dict)

    def text(self, source: str, *contexts: str) -> str:
        """Return a text in this language, by the first context that has it; else the source."""
        for context in contexts:
            found = self.entries.get((context, source))
            if found is not None:
                return found
        return source


@cache
def catalogue(language: str) -> Catalogue:
    """Return the catalogue of a language; an empty one for the source and for what has none."""
    resource = files("exchangespec.texts") / f"{language}.po"
    if language == SOURCE or language not in POSSIBLE or not resource.is_file():
        return Catalogue(language)
    facts, entries = read(resource.read_text("utf-8"))
    return Catalogue(language, facts.get("X-Draft") == "yes", entries)


def everywhere(source: str, *contexts: str) -> tuple[str, ...]:
    """Return a text in every language that is offered, English first."""
    return tuple(dict.fromkeys(catalogue(one).text(source, *contexts) for one in OFFERED))
