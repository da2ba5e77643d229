"""Speaking: turns an outcome into another language, so that every report of it speaks that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from exchangespec.errors import UnknownLanguageError
from exchangespec.report.speech import Speech
from exchangespec.texts import SOURCE, SPOKEN

if TYPE_CHECKING:
    from exchangespec.finding import Finding
    from exchangespec.outcome import Outcome

Told = TypeVar("Told", bound="Outcome")
# Stands for the language of the data themselves.
OWN = "own"


def spoken(outcome: Told, language: str) -> Told:
    """Return the outcome with its messages in a language, as far as that has them.

    `own` is the language that the data name. Where inputs name several, what is found in each is
    said in its own, and what is said of all in English; so is all where they name none that is
    spoken.

    Raises:
        UnknownLanguageError: if reports do not speak the language.
    """
    chosen = own_language(outcome) if language == OWN else spoken_language(language)
    languages = own_languages(outcome, chosen) if language == OWN else {}
    told = replace(outcome, language=chosen, languages=languages)
    speech = Speech.of(told)
    if chosen == outcome.language and languages == outcome.languages and not speech.renames:
        return outcome
    return replace(told, findings=[_said(one, speech) for one in outcome.findings])


def own_language(outcome: Outcome) -> str:
    """Return the language that all inputs name, if reports speak it."""
    named = {_short(item.language) for item in outcome.inputs}
    return next(iter(named)) if len(named) == 1 and named <= set(SPOKEN) else SOURCE


def own_languages(outcome: Outcome, chosen: str) -> dict[str, str]:
    """Return the language that each input names, if reports speak it and it is not the chosen."""
    named = {item.file: _short(item.language) for item in outcome.inputs}
    return {file: one for file, one in named.items() if one in SPOKEN and one != chosen}


def _short(name: str) -> str:
    """Return a language without its region."""
    return name.partition("-")[0].casefold()


def spoken_language(name: str) -> str:
    """Return a language as reports know it: `fr` for `fr-BE`."""
    short = _short(name)
    if short not in SPOKEN:
        raise UnknownLanguageError(name, SPOKEN)
    return short


def _said(finding: Finding, speech: Speech) -> Finding:
    """Return a finding that says what it says in another language."""
    message = speech.message(finding)
    if message == finding.message and not finding.members:
        return finding
    members = tuple(_said(one, speech) for one in finding.members)
    return replace(finding, message=message, members=members)
