"""iCalendar as a text: its components by line, so that one broken part spoils no other."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

LONGEST_LINE = 1024 * 1024
BEGIN = re.compile(r"BEGIN:([A-Za-z0-9-]{1,60})\s*", re.IGNORECASE)
END = re.compile(r"END:([A-Za-z0-9-]{1,60})\s*", re.IGNORECASE)
NAME = re.compile(r"([A-Za-z0-9-]{1,60})[;:]")
LINE_BREAK = re.compile(r"\r\n|\n|\r")
# Components stand in the calendar, and alarms in events; deeper there is nothing.
DEEPEST = 8


@dataclass(slots=True)
class Component:
    """One component: its kind, the line it begins on, and its own lines, continued ones whole.

    `inner` names the components within it, each with its line; `lines` the first line of each
    property; `closed` tells whether its end was found.
    """

    kind: str
    line: int
    text: list[str] = field(default_factory=list)
    inner: list[tuple[str, int]] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Broken:
    """A place that breaks the grammar, and how."""

    line: int
    reason: str
    value: str = ""


def components(text: str) -> tuple[list[Component], list[Broken]]:
    """Return the components of a calendar in order, the calendar first, and what is broken."""
    found: list[Component] = []
    broken: list[Broken] = []
    open_: list[Component] = []
    for number, line in enumerate(LINE_BREAK.split(text), 1):
        if len(line) > LONGEST_LINE:
            broken.append(Broken(number, "line"))
        elif begin := BEGIN.fullmatch(line):
            kind = begin[1].upper()
            _close_what_cannot_hold(kind, number, open_, broken)
            if open_:
                open_[-1].inner.append((kind, number))
            found.append(Component(kind, number))
            open_.append(found[-1])
        elif end := END.fullmatch(line):
            _end(end[1].upper(), number, open_, broken)
        elif open_ and line:
            _take(line, number, open_[-1])
    broken += [Broken(one.line, "component-open", one.kind) for one in open_]
    return found, broken


def _take(line: str, number: int, component: Component) -> None:
    """Add a line to a component, or to the line before that it continues."""
    if line[0] in " \t":
        if component.text:
            component.text.append(line)
        return
    name = NAME.match(line)
    if name:
        component.lines.setdefault(name[1].upper(), number)
    component.text.append(line)


def _close_what_cannot_hold(
    kind: str, number: int, open_: list[Component], broken: list[Broken]
) -> None:
    """Give up an event within which another begins, and anything that is nested too deep."""
    if kind == "VEVENT" and any(one.kind == kind for one in open_):
        while open_ and open_[-1].kind != kind:
            open_.pop()
        broken.append(Broken(open_.pop().line, "component-open", kind))
    elif len(open_) >= DEEPEST:
        broken.append(Broken(number, "component-open", open_.pop().kind))


def _end(kind: str, number: int, open_: list[Component], broken: list[Broken]) -> None:
    """Close a component, and give up those within it that were not closed."""
    if all(one.kind != kind for one in open_):
        broken.append(Broken(number, "component-end", kind))
        return
    while open_[-1].kind != kind:
        one = open_.pop()
        broken.append(Broken(one.line, "component-open", one.kind))
    open_.pop().closed = True
