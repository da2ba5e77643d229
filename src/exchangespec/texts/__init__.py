"""The words of the standard in other languages: of the templates, and of the reports.

English is the source and stands where it is used; this holds the catalogues that translate it, one
file a language. `schemas/texts/exchangespec.pot` lists what there is to translate and is derived;
`schemas/texts/reports.pot` lists the words of the reports, whose catalogues are read only when a
report is wanted in that language.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from exchangespec.texts.po import FORMS, read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchangespec.texts.po import Key

SOURCE = "en"
# The languages that a catalogue may be made for; those offered are complete, as a test makes sure.
POSSIBLE: tuple[str, ...] = ("en", "fr", "de", "nl", "it", "es", "pl", "fi", "el")
OFFERED: tuple[str, ...] = ("en", "fr", "de", "nl", "it", "es", "pl", "fi", "el")
# The languages in which reports speak; what a rule says may still be in English in them.
SPOKEN: tuple[str, ...] = ("en", "fr", "de", "it", "es", "pl", "nl", "fi", "el")
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

    def counted(self, amount: int, one: str, several: str, *, context: str) -> str:
        """Return the form of a text that fits an amount, which is then put into it."""
        forms = self.entries.get((context, one), FORMS.join((one, several))).split(FORMS)
        return forms[min(form_of(self.language, amount), len(forms) - 1)]


@cache
def catalogue(language: str) -> Catalogue:
    """Return the catalogue of a language; an empty one for the source and for what has none."""
    return _opened(f"{language}.po", language)


@cache
def report_catalogue(language: str) -> Catalogue:
    """Return the catalogue of the reports in a language."""
    return _opened(f"reports/{language}.po", language)


def _opened(name: str, language: str) -> Catalogue:
    """Return a catalogue from its file."""
    resource = files("exchangespec.texts") / name
    if language == SOURCE or language not in POSSIBLE or not resource.is_file():
        return Catalogue(language)
    facts, entries = read(resource.read_text("utf-8"))
    return Catalogue(language, facts.get("X-Draft") == "yes", entries)


def everywhere(source: str, *contexts: str) -> tuple[str, ...]:
    """Return a text in every language that is offered, English first."""
    return tuple(dict.fromkeys(catalogue(one).text(source, *contexts) for one in OFFERED))


# What a catalogue's head says of its forms, for the programs of translators.
PLURAL_FORMS = {
    "fr": "nplurals=2; plural=n>1;",
    "pl": ("nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;"),
}
TWO_FORMS = "nplurals=2; plural=n!=1;"


def form_of(language: str, amount: int) -> int:
    """Return which form of a text that counts goes with an amount."""
    if language == "fr":
        return int(amount > 1)
    if language == "pl":
        last = amount % 10
        few = 2 <= last <= 4 and not 10 <= amount % 100 < 20  # noqa: PLR2004 - 2 to 4, not 12 to 14
        return 0 if amount == 1 else 1 if few else 2
    return int(amount != 1)
