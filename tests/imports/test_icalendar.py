"""Calendar files become events, each with its line, whatever else is wrong in the file."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from importing import Imported, imported


def calendar(*lines: str, after: str = "END:VEVENT\nEND:VCALENDAR\n") -> str:
    """Return a calendar of one event; the first line given stands on line 5."""
    return "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:one", *lines, after])


def event(*lines: str) -> dict[str, Any]:
    """Return the record of one event."""
    return imported(calendar("SUMMARY:Council", *lines)).one("Event")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["DTSTART;VALUE=DATE:20240701"], {"start": "2024-07-01"}),
        (
            ["DTSTART;VALUE=DATE:20240701", "DTEND;VALUE=DATE:20240704"],
            {"start": "2024-07-01", "end": "2024-07-03"},
        ),
        (
            ["DTSTART;VALUE=DATE:20240701", "DURATION:P2D"],
            {"start": "2024-07-01", "end": "2024-07-02"},
        ),
        (
            ["DTSTART;TZID=Europe/Brussels:20240220T183000", "DURATION:PT1H30M"],
            {"start": "2024-02-20", "start_time": "18:30", "end": "2024-02-20",
             "end_time": "20:00", "time_zone": "Europe/Brussels"},
        ),
        (
            ["DTSTART;TZID=W. Europe Standard Time:20240220T183000"],
            {"start": "2024-02-20", "start_time": "18:30", "time_zone": "Europe/Berlin"},
        ),
        (
            ["DTSTART:20240220T183000Z"],
            {"start": "2024-02-20", "start_time": "18:30", "time_zone": "Etc/UTC"},
        ),
        (["DTSTART:20240220T183000"], {"start": "2024-02-20", "start_time": "18:30"}),
        (["DTSTART:soon"], {"date_text": "soon"}),
    ],
)  # fmt: skip
def test_days_and_times_say_what_the_calendar_says(
    lines: list[str], expected: dict[str, str]
) -> None:
    """The end of whole days is the day after the last; universal time is a zone of its own."""
    names = ("start", "start_time", "end", "end_time", "time_zone", "date_text")
    found = event(*lines)
    assert {name: found[name] for name in names if name in found} == expected


@pytest.mark.parametrize(
    ("line", "field", "expected"),
    [
        ("LOCATION;LANGUAGE=nl:Stadhuis\\, zaal 1", "venue", {"nl": "Stadhuis, zaal 1"}),
        ("LOCATION:", "venue", None),
        ("STATUS:CANCELLED", "event_status", "cancelled"),
        ("CATEGORIES:council,open", "tags", ["council", "open"]),
        ("URL:https://example.org/1", "url", "https://example.org/1"),
        ("LAST-MODIFIED:20240101T100000Z", "modified", "2024-01-01"),
        ("DESCRIPTION:A long\n  line", "description", {"en": "A long line"}),
    ],
)
def test_a_property_becomes_a_field(line: str, field: str, expected: Any) -> None:
    """Properties that have a place are stated."""
    assert event(line).get(field) == expected


@pytest.mark.parametrize(
    ("line", "slug", "name"),
    [
        ("RRULE:FREQ=DAILY", "not-understood", "RRULE"),
        ("STATUS:TENTATIVE", "not-understood", "TENTATIVE"),
        ("DTSTART;TZID=Nowhere:20240220T183000", "not-understood", "Nowhere"),
        ("ORGANIZER;CN=Invented Name:mailto:name@example.org", "person-left-out", "organizer"),
        ("ATTENDEE:mailto:name@example.org", "person-left-out", "attendee"),
        ("GEO:51.02;4.48", "not-taken-over", "GEO"),
        ("X-COLOUR:red", "not-taken-over", "X-COLOUR"),
        ("BEGIN:VALARM\nEND:VALARM", "not-taken-over", "VALARM"),
    ],
)
def test_what_does_not_fit_is_named_at_its_line(line: str, slug: str, name: str) -> None:
    """Nothing is left out in silence, and no name of a person is shown."""
    found = imported(calendar("SUMMARY:Council", line))
    assert (name, 6) in found.said(slug)
    assert "name@example.org" not in str([one.as_dict() for one in found.findings])


TWO = (
    "END:VEVENT\nBEGIN:VEVENT\nUID:two\nSUMMARY:Two\nDTSTART;VALUE=DATE:20240101\n"
    "END:VEVENT\nEND:VCALENDAR\n"
)


def reasons(found: Imported) -> list[tuple[Any, int | None]]:
    """Return how and where a file is broken."""
    return [
        (one.params.get("reason", one.slug), one.location.line)
        for one in found.findings
        if one.slug in {"unparsable", "limit-exceeded"}
    ]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        (calendar("SUMMARY:One", after="SUMM"), [], [("component-open", 1), ("component-open", 3)]),
        (calendar("SUMMARY:One", "BEGIN:VEVENT", "SUMMARY:Inner", after=TWO), ["Inner", "Two"],
         [("component-open", 3)]),
        (calendar("SUMMARY:One", "END:VALARM", after=TWO), ["One", "Two"], [("component-end", 6)]),
        (calendar("SUMMARY:One", "X:" + "x" * 10_000_000, after=TWO), ["One", "Two"],
         [("limit-exceeded", 6)]),
        (calendar("SUMMARY:One", *["BEGIN:X"] * 200, after=TWO), ["One", "Two"], None),
        (calendar("SUMMARY:One", "\x00\x01 nonsense", ":;:", after=TWO), ["One", "Two"], []),
        (calendar("SUMMARY:One\r\nDTSTART", after=TWO), ["One", "Two"], []),
    ],
)  # fmt: skip
def test_one_broken_part_spoils_no_other(
    text: str, names: list[str], expected: list[tuple[str, int]] | None
) -> None:
    """The events that are whole are read; each broken place is named with its line."""
    found = imported(text)
    assert sorted(one["name"]["en"] for one in found.of("Event")) == names
    if expected is not None:
        assert sorted(reasons(found)) == expected
    assert found.complete is (expected == [])


def test_what_is_no_calendar_is_refused() -> None:
    """Asked for by name, anything else gets a finding."""
    for content in (b"\x89PNG\r\n\x1a\n\x00", b"id,name\n1,2\n", b"BEGIN:VCARD\nEND:VCARD\n"):
        found = imported(content, format_name="ical")
        assert not found.readable
        assert found.findings


def test_a_calendar_that_is_not_utf8_is_read_with_a_warning() -> None:
    """Old programs write Windows-1252."""
    found = imported(calendar("SUMMARY:Örebro").encode("cp1252"))
    assert found.one("Event")["name"] == {"en": "Örebro"}
    assert "text-not-utf8" in {one.slug for one in found.findings}


def test_the_library_is_an_optional_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it a finding says what to install."""
    monkeypatch.setitem(sys.modules, "icalendar", None)
    found = imported(calendar("SUMMARY:One"))
    assert not found.readable
    assert "exchangespec[calendar]" in str(found.findings[0])


def test_a_repetition_that_was_moved_has_an_id_of_its_own() -> None:
    """One UID may stand for several times of the same event."""
    again = TWO.replace("UID:two", "UID:one\nRECURRENCE-ID:20240108T100000")
    found = imported(calendar("SUMMARY:One", after=again))
    assert len({one["id"] for one in found.of("Event")}) == 2
