"""One small story told over all sheets: the example rows that templates show and readers know."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from exchangespec.codelists import match_code, match_country
from exchangespec.spec import records
from exchangespec.texts import everywhere

if TYPE_CHECKING:
    from exchangespec.spec import FieldSpec

ExampleRow = Mapping[str, str]

# An alderwoman's city receives another city and its association, within a project; from the visit
# come an event, a plan and a guide. Each value stands as in a file of ours: codes, not labels.
STORY: dict[str, tuple[ExampleRow, ...]] = {
    "Cities": (
        {
            "id": "mechelen",
            "name": "Mechelen",
            "kind": "city",
            "country": "BE",
            "population": "~87000",
            "population_date": "2022",
            "identifiers": "geonames:2791537",
            "sources": "report",
        },
        {
            "id": "capaci",
            "name": "Capaci",
            "kind": "town",
            "country": "IT",
            "population": "~11000",
            "population_date": "2022",
            "identifiers": "geonames:2525392",
            "sources": "report",
        },
    ),
    "Organisations": (
        {
            "id": "aiccre",
            "name": "Italian association of municipalities and regions",
            "short_name": "AICCRE",
            "kind": "association_of_local_authorities",
            "country": "IT",
            "url": "https://example.org/aiccre",
            "sources": "report",
        },
    ),
    "Networks": (
        {
            "id": "inclucities",
            "name": "IncluCities",
            "kind": "project",
            "programme": "AMIF",
            "start": "2020",
            "end": "2022-12",
            "objective": "Cities learn from each other how to welcome newcomers.",
            "url": "https://example.org/inclucities",
            "sources": "report",
        },
    ),
    "Partners": (
        {
            "group": "inclucities",
            "member": "mechelen",
            "role": "lead_partner",
            "start": "2020",
            "end": "2022-12",
            "sources": "report",
        },
        {"group": "inclucities", "member": "capaci", "role": "partner", "start": "2021"},
        {"group": "inclucities", "member": "aiccre", "role": "partner", "start": "2020"},
    ),
    "Visits": (
        {
            "id": "visit-1",
            "name": "Study visit on buddies for newcomers",
            "kind": "study_visit",
            "start": "2022-10-11",
            "end": "2022-10-12",
            "days": "2",
            "start_time": "09:30",
            "end_time": "16:00",
            "time_zone": "Europe/Brussels",
            "cities": "mechelen",
            "venue": "Town hall",
            "format": "in_person",
            "networks": "inclucities",
            "organisers": "mechelen",
            "speakers": "alderwoman",
            "attendance": "~20",
            "languages": "en; it",
            "access": "invitation",
            "event_status": "held",
            "outcomes": "Buddies are found through sports clubs.",
            "visitors": "capaci; aiccre",
            "hosts": "mechelen",
            "delegation_size": "8",
            "mentoring": "pair-1",
            "sources": "report",
        },
    ),
    "Events": (
        {
            "id": "inspiration-day",
            "name": "Inspiration day on buddies",
            "kind": "conference",
            "start": "2022-12-13",
            "end": "2022-12-13",
            "start_time": "09:30",
            "end_time": "16:30",
            "time_zone": "Europe/Brussels",
            "cities": "mechelen",
            "venue": "Town hall",
            "format": "in_person",
            "networks": "inclucities",
            "organisers": "mechelen; aiccre",
            "attendance": ">100",
            "audience": "Officers for integration",
            "languages": "en; nl",
            "access": "registration",
            "registration_deadline": "2022-12-06",
            "registration_url": "https://example.org/registration",
            "free": "yes",
            "event_status": "held",
            "outcomes": "Twelve more cities start with buddies.",
            "arose_from": "visit-1",
            "sources": "report",
        },
    ),
    "Agenda": (
        {
            "id": "session-1",
            "parent": "inspiration-day",
            "start_time": "11:00",
            "end_time": "12:00",
            "name": "How to find a buddy",
            "kind": "workshop",
            "rounds": "1; 2",
            "speakers": "alderwoman",
            "moderators": "aiccre",
            "languages": "en",
        },
    ),
    "Participants": (
        {
            "event": "inspiration-day",
            "party": "capaci",
            "role": "participant",
            "participation_status": "attended",
            "headcount": "3",
            "sources": "report",
        },
    ),
    "Mentoring": (
        {
            "id": "pair-1",
            "mentors": "mechelen",
            "mentees": "capaci",
            "network": "inclucities",
            "facilitators": "aiccre",
            "topic": "How can a small town welcome newcomers?",
            "start": "2021-03",
            "end": "2022-12",
            "progress": "completed",
            "plan": "plan",
            "sources": "report",
        },
    ),
    "Partnerships": (
        {
            "id": "friends-1",
            "kind": "friendship",
            "parties": "mechelen; capaci",
            "partnership_status": "active",
            "start": "2022-10-12",
            "end": "..",
            "signed": "2022-10-12",
            "signed_at": "visit-1",
            "network": "inclucities",
            "sources": "report",
        },
    ),
    "Plans": (
        {
            "id": "plan",
            "name": "Plan for living together",
            "kind": "local_action_plan",
            "owners": "capaci",
            "prepared_by": "capaci; aiccre",
            "network": "inclucities",
            "start": "2023",
            "end": "2026",
            "plan_status": "adopted",
            "adopted": "2022-11",
            "adopted_by": "capaci",
            "monitored_by": "aiccre",
            "monitoring": "One meeting a year.",
            "languages": "it",
            "sources": "report",
        },
    ),
    "Plan items": (
        {
            "id": "objective-1",
            "plan": "plan",
            "kind": "objective",
            "number": "1",
            "name": "Every newcomer has a buddy within a month.",
            "lead": "capaci",
            "partners": "aiccre",
            "start": "2023",
            "end": "2026",
            "progress": "under_way",
            "sources": "report",
        },
    ),
    "Outputs": (
        {
            "id": "guide",
            "name": "Guide to buddies for newcomers",
            "kind": "guide",
            "owners": "mechelen",
            "networks": "inclucities",
            "city": "mechelen",
            "published": "2022-06",
            "progress": "completed",
            "languages": "en; nl",
            "audience": "Officers for integration",
            "url": "https://example.org/guide",
            "sources": "report",
        },
    ),
    "Transfers": (
        {
            "id": "transfer-1",
            "output": "guide",
            "providers": "mechelen",
            "adopters": "capaci",
            "kind": "adaptation",
            "progress": "under_way",
            "start": "2022-11",
            "preconditions": "Somebody must have time to look for buddies.",
            "through": "visit-1",
            "sources": "report",
        },
    ),
    "Funding": (
        {
            "id": "grant-1",
            "funds": "inclucities",
            "kind": "grant",
            "programme": "AMIF",
            "recipients": "mechelen",
            "amount": "500000",
            "currency": "EUR",
            "amount_basis": "total",
            "start": "2020",
            "end": "2022-12",
            "sources": "report",
        },
    ),
    "People": (
        {
            "id": "alderwoman",
            "name": "Alderwoman for integration",
            "job_title": "Alderwoman for integration",
            "organisations": "mechelen",
            "basis": "public_role",
            "basis_note": "Named in the published report.",
            "sources": "report",
        },
    ),
    "Sources": (
        {
            "id": "report",
            "name": "Report on the inspiration day",
            "kind": "report",
            "publisher": "mechelen",
            "language": "en",
            "published": "2023-01",
            "url": "https://example.org/report",
        },
    ),
    "Statements": (
        {
            "id": "quote-1",
            "about": "visit-1",
            "kind": "quote",
            "text": "Start with the clubs: they know everybody.",
            "speaker": "alderwoman",
            "source": "report",
            "locator": "page 2",
        },
    ),
}
# The sheet Agenda holds events too.
SHEET_TYPES = {record.sheet: name for name, record in records().items()} | {"Agenda": "Event"}


def is_example(record_type: str, cells: Mapping[str, str], columns: Collection[str] = ()) -> bool:
    """Tell whether the filled cells of a row, by field, say nothing but a shipped example.

    Nothing may be missing of what the example says in any of some `columns`.
    """
    fields = records()[record_type].fields
    return any(
        all(name in row and _same(fields[name], text, row[name]) for name, text in cells.items())
        and all(name in cells for name in columns if name in row)
        for sheet, rows in STORY.items()
        if SHEET_TYPES[sheet] == record_type
        for row in rows
    )


def _same(field: FieldSpec, typed: str, value: str) -> bool:
    """Tell whether a cell shows a value, be it by a label in any language."""
    if _plain(typed) == _plain(value):
        return True
    if field.codelist:
        return match_code(field.codelist, typed).value == value
    if field.kind.name == "boolean":
        return _plain(typed) in map(_plain, everywhere(value, "template"))
    return field.kind.name == "country" and match_country(typed).value == value


def _plain(text: str) -> str:
    """Return a text without what spreadsheets and hands change by the way."""
    return " ".join(text.split()).casefold()
