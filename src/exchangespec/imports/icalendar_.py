"""Events of a calendar file (iCalendar, RFC 5545), with the line of each."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from exchangespec.codelists.languages import canonical_language
from exchangespec.codelists.registries import is_time_zone
from exchangespec.finding import Fault
from exchangespec.imports.bodies import WEB
from exchangespec.imports.calendar_text import LONGEST_LINE, Broken, Component, components
from exchangespec.imports.moments import UNIVERSAL
from exchangespec.imports.naming import digest
from exchangespec.imports.reading import ImportReading
from exchangespec.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.formats.format import ReadOptions, Source
    from exchangespec.imports.reading import Draft

NAME = "ical"
TITLE = "iCalendar"
START = re.compile(rb"(?:\xef\xbb\xbf)?\s*BEGIN:VCALENDAR", re.IGNORECASE)
MOST_BROKEN = 100
EVENT, CALENDAR, ZONE = "VEVENT", "VCALENDAR", "VTIMEZONE"
STATUSES = {"CONFIRMED": "planned", "CANCELLED": "cancelled"}
# Whom an event names: persons, or at least their addresses.
PEOPLE = {"ORGANIZER": "organizer", "ATTENDEE": "attendee", "CONTACT": "contact"}
REPEATING = ("RRULE", "RDATE", "EXDATE", "EXRULE")
# What tells of the file and of nothing in it.
TECHNICAL = frozenset({"BEGIN", "END", "DTSTAMP", "UID", "RECURRENCE-ID", "SEQUENCE"})
TECHNICAL_OF_CALENDAR = frozenset({"VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-CALNAME"})
TEXTS = {"SUMMARY": "name", "DESCRIPTION": "description", "LOCATION": "venue"}
TAKEN = frozenset({
    *TECHNICAL, *TEXTS, *PEOPLE, *REPEATING, "DTSTART", "DTEND", "DURATION", "URL", "STATUS",
    "CATEGORIES", "LAST-MODIFIED",
})  # fmt: skip
OTHER_KIND = "other"
# Which components are looked at within each; what lies within others went with those.
ANY = frozenset({"STANDARD", "DAYLIGHT", "VALARM"})
KNOWN = defaultdict(lambda: ANY, {CALENDAR: frozenset({EVENT, ZONE}), EVENT: frozenset()})


def is_calendar(start: bytes) -> bool:
    """Tell whether a file begins as a calendar."""
    return START.match(start) is not None


def read(source: Source, options: ReadOptions) -> ImportReading:
    """Open a calendar file; what cannot be read in it is a finding, and the rest is read."""
    reading = ImportReading(source, options, NAME)
    limit = options.limits.document_bytes
    if source.size() > limit:
        reading.refuse(Fault("limit-exceeded", {"limit": limit, "what": "bytes"}))
        return reading
    try:
        import icalendar  # noqa: F401 - whether it is here is all that is asked
    except ModuleNotFoundError:
        reading.refuse(Fault("unreadable-file", {"reason": "calendar-missing"}))
        return reading
    return reading.make(lambda one: CalendarFile(one).fill(_text(one, source, options)))


def _text(reading: ImportReading, source: Source, options: ReadOptions) -> str:
    """Return the text of a calendar, which is in UTF-8 unless it was said or seen to be not."""
    content = source.read()
    for encoding in (options.encoding, "utf-8-sig"):
        if encoding is not None:
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    text = content.decode("cp1252", "replace")
    words = [word for word in re.findall(r"\w+", text) if not word.isascii()]
    shown = {"encoding": "Windows-1252", "words": list(dict.fromkeys(words))[:5]}
    reading.encoding = "cp1252"
    reading.say(Fault("text-not-utf8", shown))
    return text


class CalendarFile:
    """One calendar on its way into events."""

    def __init__(self, reading: ImportReading) -> None:
        """Start with nothing read."""
        self.reading = reading
        self._zones: dict[str, int] = {}

    def fill(self, text: str) -> None:
        """Make the events, and name what was left out."""
        found, broken = components(text)
        for one in broken[:MOST_BROKEN]:
            self._say_broken(one)
        if not any(one.kind == CALENDAR for one in found):
            params = {"reason": "no-calendar"}
            self.reading.refuse(Fault("unparsable", params))
            return
        for component in found:
            if component.kind == CALENDAR:
                self._calendar(component)
            elif component.kind == ZONE:
                self._zone(component)
            for kind, line in component.inner:
                if kind not in KNOWN[component.kind]:
                    self.reading.leave_out("component", kind, line=line)
        closed = [one for one in found if one.kind == EVENT and one.closed]
        events = [(one, parsed(one)) for one in closed]
        self._look_through([event for _, event in events if event is not None])
        for component, event in events:
            if event is None:
                self._say_broken(Broken(component.line, "component-broken", EVENT))
            else:
                self._event(component, event)

    def _say_broken(self, one: Broken) -> None:
        """Note a place that breaks the grammar."""
        self.reading.complete = False
        place = Location(file=self.reading.source.name, line=one.line)
        if one.reason == "line":
            params: dict[str, Any] = {"limit": LONGEST_LINE, "what": "line"}
            self.reading.say(Fault("limit-exceeded", params), place)
        else:
            params = {"reason": one.reason, "value": one.value}
            self.reading.say(Fault("unparsable", params), place)

    def _calendar(self, component: Component) -> None:
        """Take the calendar's own name, and name what else it says of itself."""
        for line in unfolded(component.text):
            head, _, value = line.partition(":")
            name = head.partition(";")[0].upper()
            if name == "X-WR-CALNAME":
                self.reading.title = self.reading.title or unescaped(value)
            elif name and name not in TECHNICAL_OF_CALENDAR:
                self.reading.leave_out("property", name, line=component.lines.get(name, 0))

    def _zone(self, component: Component) -> None:
        """Look whether a time zone is described; its name is what is used."""
        name = next(
            (line.partition(":")[2].strip() for line in unfolded(component.text)
             if line.upper().startswith("TZID")), "",
        )  # fmt: skip
        if not {kind for kind, _ in component.inner} & {"STANDARD", "DAYLIGHT"}:
            self.reading.pass_over("time-zone", name, line=component.line)

    def _look_through(self, events: list[Any]) -> None:
        """Settle prefix, language and ids by what all events say."""
        for event in events:
            for one in several(event, "URL"):
                self.reading.see_address(str(one))
            for name in TEXTS:
                for one in several(event, name):
                    tag = canonical_language(parameter(one, "LANGUAGE"))
                    if tag:
                        self.reading.languages[tag] += 1
            for name in ("DTSTAMP", "LAST-MODIFIED"):
                for one in several(event, name):
                    day = part_of(one, "dt")
                    if isinstance(day, date):
                        self.reading.days.append(day.isoformat())
        self.reading.settle(("event", name_of(event)) for event in events)

    # --- one event -------------------------------------------------------------------------------

    def _event(self, component: Component, event: Any) -> None:
        """Make one event."""
        name = name_of(event)
        draft = self.reading.draft(
            "Event", self.reading.naming.of("event", name), line=component.line
        )
        lines = component.lines
        for property_name, field in TEXTS.items():
            for one in several(event, property_name):
                text = str(one).strip()
                stated = canonical_language(parameter(one, "LANGUAGE"))
                if text:
                    line = lines.get(property_name, 0)
                    draft.add(field, {stated or self.reading.language: text}, line)
        draft.put("kind", OTHER_KIND)
        self.reading.leave_out("kind-open", "Event", line=component.line)
        self._days(draft, event, lines)
        self._others(draft, event, lines)
        for property_name, role in PEOPLE.items():
            for _ in several(event, property_name):
                self.reading.pass_over_person(role, line=lines.get(property_name, 0))
        for property_name in REPEATING:
            if several(event, property_name):
                line = lines.get(property_name, 0)
                self.reading.pass_over("repeating", property_name, line=line)
        for property_name in event:
            if property_name.upper() not in TAKEN:
                line = lines.get(property_name.upper(), component.line)
                self.reading.leave_out("property", property_name.upper(), line=line)

    def _others(self, draft: Draft, event: Any, lines: dict[str, int]) -> None:
        """State page, status, keywords and the day of the last change."""
        for one in several(event, "URL"):
            address = str(one).strip()
            if address.startswith(WEB):
                draft.put("url", address, lines.get("URL", 0))
            elif address:
                draft.doubt("url", "value", address, lines.get("URL", 0))
        for one in several(event, "STATUS"):
            status = STATUSES.get(str(one).strip().upper())
            if status:
                draft.put("event_status", status, lines.get("STATUS", 0))
            else:
                draft.doubt("event_status", "value", str(one), lines.get("STATUS", 0))
        for word in keywords(event):
            draft.add("tags", word, lines.get("CATEGORIES", 0))
        for one in several(event, "LAST-MODIFIED"):
            day = part_of(one, "dt")
            if isinstance(day, date):
                draft.put("modified", day.isoformat()[:10], lines.get("LAST-MODIFIED", 0))

    def _days(self, draft: Draft, event: Any, lines: dict[str, int]) -> None:
        """State days, times and zone; the end of whole days is the day after the last."""
        start = self._moment(draft, "start", several(event, "DTSTART"), lines.get("DTSTART", 0))
        end = self._moment(draft, "end", several(event, "DTEND"), lines.get("DTEND", 0))
        line = lines.get("DTEND", 0)
        if end is None and start is not None:
            line = lines.get("DURATION", 0)
            for one in several(event, "DURATION"):
                lasting = part_of(one, "dt")
                end = later(start, lasting) if isinstance(lasting, timedelta) else None
                if end is None:
                    draft.doubt("end", "value", shown(one), line)
        if end is not None and not isinstance(end, datetime):
            whole_day = isinstance(start, date) and not isinstance(start, datetime)
            end = end - timedelta(days=1) if whole_day and start and end > start else end
        for name, value, place in (("start", start, lines.get("DTSTART", 0)), ("end", end, line)):
            if value is not None:
                draft.put(name, value.isoformat()[:10], place)
                if isinstance(value, datetime):
                    draft.put(f"{name}_time", value.strftime("%H:%M"), place)

    def _moment(self, draft: Draft, name: str, values: list[Any], line: int) -> date | None:
        """Return the day or the local time that a property states, and state its zone."""
        for further in values[1:]:
            draft.doubt(name, "several", shown(further), line)
        if not values:
            return None
        found = part_of(values[0], "dt")
        if not isinstance(found, date):
            draft.doubt(name, "date", shown(values[0]), line)
            draft.put("date_text", shown(values[0]).strip(), line)
            return None
        if isinstance(found, datetime):
            self._put_zone(draft, found, parameter(values[0], "TZID"), line)
        return found

    def _put_zone(self, draft: Draft, found: datetime, stated: str, line: int) -> None:
        """State the zone of a time, where it has a name that is known."""
        from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

        zone = WINDOWS_TO_OLSON.get(stated, stated)
        if not stated and found.utcoffset() is not None:
            zone = UNIVERSAL
        if not zone:
            return
        if not is_time_zone(zone):
            self.reading.pass_over("zone-name", zone, line=line)
        elif draft.values.get("time_zone", zone) != zone:
            draft.doubt("time_zone", "several", zone, line)
        else:
            draft.put("time_zone", zone, line)


def parsed(component: Component) -> Any:
    """Return an event as the library reads it, or None where it does not."""
    import icalendar

    lines = ["BEGIN:VEVENT", *component.text, "END:VEVENT"]
    try:
        return icalendar.Event.from_ical("\r\n".join(lines) + "\r\n")
    except Exception:  # noqa: BLE001 - it raises whatever it comes upon
        return None


def part_of(value: Any, name: str) -> Any:
    """Return a part of a value as the library reads it, None where it does not understand it."""
    try:
        return getattr(value, name, None)
    except Exception:  # noqa: BLE001 - what is broken may raise at any touch
        return None


def parameter(value: Any, name: str) -> str:
    """Return what a property says of its value, such as its language."""
    said = (part_of(value, "params") or {}).get(name)
    return str(said or "")


def several(event: Any, name: str) -> list[Any]:
    """Return all values of a property."""
    value = event.get(name)
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def keywords(event: Any) -> Iterator[str]:
    """Yield the keywords of an event."""
    for one in several(event, "CATEGORIES"):
        for words in part_of(one, "cats") or [one]:
            yield from filter(None, map(str.strip, re.split(r"[;\r\n]+", str(words))))


def name_of(event: Any) -> str:
    """Return what tells an event from others: its UID, and which repetition it is; else a hash."""
    name = "".join(str(one).strip() for one in several(event, "UID")[:1])
    again = "".join(shown(one) for one in several(event, "RECURRENCE-ID")[:1])
    if not name:
        name = digest("\n".join(f"{key}:{shown(one)}" for key, one in event.property_items()))
    return f"{name} {again}".strip()


def shown(value: Any) -> str:
    """Return a value as a calendar writes it."""
    try:
        written = value.to_ical()
    except Exception:  # noqa: BLE001 - a value that was not understood may have no such form
        return str(value)
    return written.decode("utf-8", "replace") if isinstance(written, bytes) else str(written)


def later(start: date, lasting: timedelta) -> date | None:
    """Return a day or time after another, None where no calendar goes so far."""
    try:
        return start + lasting
    except OverflowError:
        return None


def unfolded(lines: list[str]) -> Iterator[str]:
    """Yield lines with those that continue them."""
    whole = ""
    for line in lines:
        if line[:1] in {" ", "\t"}:
            whole += line[1:]
        else:
            if whole:
                yield whole
            whole = line
    if whole:
        yield whole


def unescaped(text: str) -> str:
    """Return a text without the escapes of calendars."""
    return re.sub(r"\\([\\;,nN])", lambda one: " " if one[1] in "nN" else one[1], text).strip()
