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

    `own` is the language that the data name; English where they name none that is spoken, or
    several.

    Raises:
        UnknownLanguageError: if reports do not speak the language.
    """
    chosen = own_language(outcome) if language == OWN else spoken_language(language)
    speech = Speech.of(outcome, chosen)
    if chosen == outcome.language and not speech.renames:
        return outcome
    return replace(
        outcome, language=chosen, findings=[_said(one, speech) for one in outcome.findings]
    )


def own_language(outcome: Outcome) -> str:
    """Return the language that all inputs name, if reports speak it."""
    named = {item.language.partition("-")[0].casefold() for item in outcome.inputs}
    return next(iter(named)) if len(named) == 1 and named <= set(SPOKEN) else SOURCE


def spoken_language(name: str) -> str:
    """Return a language as reports know it: `fr` for `fr-BE`."""
    short = name.partition("-")[0].casefold()
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
