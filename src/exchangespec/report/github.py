"""The report as commands of a GitHub workflow, which shows them beside the changed lines.

GitHub shows few of them a step, so findings that one repair mends are one command.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from exchangespec.report.characters import visible
from exchangespec.report.groups import by_message
from exchangespec.report.places import spot_of

if TYPE_CHECKING:
    from exchangespec.outcome import Outcome
    from exchangespec.report.groups import Group
    from exchangespec.report.layout import Layout

COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
PLACES_NAMED = 5
# What would end a message or a property of it.
IN_MESSAGES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
IN_PROPERTIES = {**IN_MESSAGES, ":": "%3A", ",": "%2C"}


def github(outcome: Outcome, _layout: Layout | None = None) -> str:
    """Return a command a group of findings, errors first."""
    return "".join(map(_command, by_message(outcome.findings)))


def _command(group: Group) -> str:
    """Return the command for one group."""
    place = group.first.location
    facts = {"file": PurePath(place.file).as_posix(), "title": f"{group.code} {group.slug}"}
    if place.line:
        facts["line"] = str(place.line)
        if isinstance(place.column, int):
            facts["col"] = str(place.column)
    text = visible(group.first.message)
    spots = [spot for one in group.findings if (spot := spot_of(one.location))]
    if spots and (not place.line or len(spots) > 1):
        more = len(spots) - PLACES_NAMED
        named = "; ".join(spots[:PLACES_NAMED]) + (f" and {more:,} more" if more > 0 else "")
        text = f"{text} ({named})"
    properties = ",".join(
        f"{name}={_escaped(value, IN_PROPERTIES)}" for name, value in facts.items()
    )
    return f"::{COMMANDS[group.severity]} {properties}::{_escaped(text, IN_MESSAGES)}\n"


def _escaped(text: str, signs: dict[str, str]) -> str:
    """Return a text in which no sign ends what it stands in."""
    return "".join(signs.get(sign, sign) for sign in text)
