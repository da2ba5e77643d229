"""The words over columns and sheets: what templates write there and what readers take for it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from exchangespec.codelists.folding import fold
from exchangespec.spec import header, records
from exchangespec.texts import OFFERED, catalogue, everywhere

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Headings of the templates, where they say more than the field's own title.
TITLES: dict[str, dict[str, str]] = {
    "City": {"identifiers": "Wikidata/GeoNames"},
    "Organisation": {"short_name": "Acronym", "url": "Website"},
    "Network": {"short_name": "Acronym", "url": "Website"},
    "Membership": {"group": "Network", "member": "Partner", "start": "From", "end": "Until"},
    "Visit": {
        "cities": "City",
        "networks": "Network",
        "parent": "Part of event",
        "delegation_size": "How many",
        "outcomes": "What came out",
        "sources": "Source",
    },
    "Event": {"cities": "City", "networks": "Network"},
    "MentoringPair": {"progress": "Status"},
    "ActionPlan": {
        "name": "Title",
        "owners": "City",
        "prepared_by": "Made by",
        "plan_status": "Status",
    },
    "PlanItem": {
        "number": "No.",
        "name": "Wording",
        "parent": "Serves",
        "progress": "Status",
    },
    "Output": {"owners": "Owner", "networks": "Network", "url": "Link"},
    "Transfer": {
        "output": "Practice or tool",
        "providers": "From",
        "adopters": "To",
        "progress": "Status",
        "preconditions": "What is needed first",
    },
    "Funding": {"funds": "For", "funders": "Funder", "recipients": "Recipient"},
}

# The sheet "Agenda" holds events too, but asks for them in other words.
AGENDA_TITLES: dict[str, str] = {"parent": "Event", "name": "Title", "rounds": "Round"}

# Columns of the short form, by the name of the sheet. Where partners may leave the id out
# (Partners), it is made from the references.
SHORT_FORM: dict[str, tuple[str, ...]] = {
    "Cities": ("id", "name", "country", "part_of", "population", "identifiers"),
    "Organisations": ("id", "name", "short_name", "kind", "city", "country", "url"),
    "Networks": ("id", "name", "short_name", "kind", "programme", "start", "end", "url"),
    "Partners": ("group", "member", "role", "start", "end"),
    "Visits": (
        "id", "kind", "visitors", "hosts", "cities", "start", "end", "networks", "parent",
        "delegation_size", "outcomes", "sources",
    ),
    "Events": (
        "id", "name", "kind", "start", "end", "cities", "venue", "networks", "organisers",
        "attendance", "languages", "access",
    ),
    "Agenda": (
        "id", "parent", "start_time", "end_time", "name", "kind", "rounds", "speakers",
        "moderators", "languages",
    ),
    "Mentoring": ("id", "mentors", "mentees", "network", "topic", "start", "end", "progress"),
    "Plans": (
        "id", "name", "kind", "owners", "prepared_by", "start", "end", "plan_status", "adopted",
        "adopted_into", "monitored_by",
    ),
    "Plan items": ("id", "plan", "kind", "number", "name", "parent", "lead", "progress"),
    "Outputs & practices": ("id", "name", "kind", "owners", "networks", "city", "url"),
    "Transfers": (
        "id", "output", "providers", "adopters", "kind", "progress", "preconditions", "through",
    ),
    "Funding": (
        "id", "funds", "kind", "programme", "funders", "recipients", "amount", "currency", "start",
        "end",
    ),
}  # fmt: skip

# What partners write besides; first those of one type, then those of any type with the field.
ALIASES: dict[str, dict[str, tuple[str, ...]]] = {
    "City": {
        "name": ("City", "City name", "Municipality", "Town"),
        "identifiers": ("Wikidata", "GeoNames"),
        "population": ("Inhabitants",),
        "latitude": ("Lat",),
        "longitude": ("Long", "Lon", "Lng"),
    },
    "Organisation": {"name": ("Organisation", "Organization", "Organisation name")},
    "Person": {
        "name": ("Person", "Full name"),
        "organisations": ("Organisation", "Employer"),
        "basis_note": ("Evidence", "Evidence for the basis"),
    },
    "Network": {
        "name": ("Network", "Project", "Network name", "Project name"),
        "objective": ("Aim", "Goal"),
    },
    "Membership": {
        "group": ("Network", "Project", "Organisation"),
        "member": ("Partner", "City", "Partner city"),
        "membership_status": ("Status",),
        "start": ("Since",),
    },
    "Event": {
        "parent": ("Event", "Part of event", "Part of"),
        "event_status": ("Status",),
        "hosts": ("Host city",),
        "attendance": ("How many", "Number of participants"),
        "outcomes": ("What came out", "Results"),
        "registration_deadline": ("Deadline",),
        "rounds": ("Round",),
        "free": ("Free of charge",),
    },
    "Visit": {
        "parent": ("Part of",),
        "event_status": ("Status",),
        "visitors": ("Visiting city", "Visiting party", "Who went"),
        "hosts": ("Host city", "Who received them"),
        "delegation_size": ("Number of delegates", "Size of delegation"),
        "outcomes": ("Results", "Lessons"),
    },
    "Participation": {
        "event": ("Visit",),
        "party": ("Participant", "City", "Organisation", "Who"),
        "participation_status": ("Status",),
        "headcount": ("How many", "Number of people"),
    },
    "MentoringPair": {"mentors": ("Mentor city",), "mentees": ("Mentee city",)},
    "Partnership": {"parties": ("Partners", "Cities"), "partnership_status": ("Status",)},
    "ActionPlan": {"owners": ("City", "Owner"), "prepared_by": ("Author", "Authors")},
    "PlanItem": {"parent": ("Part of",), "name": ("Text",)},
    "Output": {"owners": ("Owner",), "published": ("Date", "Date of publication")},
    "Transfer": {
        "output": ("Practice", "Tool", "Good practice"),
        "outcomes": ("What came out", "Results"),
    },
    "Funding": {
        "programme_period": ("Period",),
        "funds": ("What for",),
        "progress": ("Status",),
        "recipients": ("Beneficiary",),
    },
    "Source": {
        "url": ("Link", "Address"),
        "published": ("Date", "Date of publication"),
        "accessed": ("Seen on", "Date of access"),
    },
    "Statement": {"about": ("Record",), "text": ("Quote", "Quotation")},
}

SHARED_ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("Identifier", "ID no.", "Record id"),
    "name": ("Title",),
    "short_name": ("Acronym", "Abbreviation"),
    "kind": ("Type", "Sort"),
    "start": ("Start date", "From", "Date", "Begin", "Starts", "First day"),
    "end": ("End date", "Until", "To", "Ends", "Last day"),
    "start_time": ("Starts at", "Time from"),
    "end_time": ("Ends at", "Time until"),
    "url": ("Website", "Web page", "Link", "Homepage"),
    "part_of": ("Belongs to",),
    "programme": ("Program", "Funding programme"),
    "networks": ("Project", "Projects"),
    "network": ("Project",),
    "cities": ("Place", "Location"),
    "sources": ("Source", "References"),
    "note": ("Notes", "Remark", "Remarks", "Comment", "Comments"),
    "description": ("Summary", "Abstract"),
    "tags": ("Keywords",),
    "themes": ("Topics", "Policy theme"),
    "other_names": ("Also known as", "Alias", "Aliases"),
    "email": ("E-mail", "Mail"),
    "job_title": ("Position", "Job"),
    "languages": ("Working languages",),
}

# Names of sheets and files besides a type's own name, its plural and the name of its sheet.
TABLE_ALIASES: dict[str, tuple[str, ...]] = {
    "City": ("Municipalities", "Towns"),
    "Organisation": ("Organizations", "Local groups"),
    "Person": ("Persons",),
    "Network": ("Projects",),
    "Membership": ("Members", "Partners"),
    "Event": ("Agenda", "Sessions", "Programme of the day"),
    "Visit": ("Study visits", "Work visits"),
    "Participation": ("Attendance",),
    "MentoringPair": ("Mentoring pairs", "Mentorships"),
    "Partnership": ("Twinnings",),
    "ActionPlan": ("Action plans",),
    "PlanItem": ("Actions", "Plan items"),
    "Output": ("Outputs", "Outputs & practices", "Practices", "Good practices", "Tools"),
    "Funding": ("Grants",),
    "Source": ("Documents",),
}

ABOUT_TABLE_NAMES = ("about", "About this package", "package", "header")
# Sheets of our own templates that hold no data, and what is added to a marked workbook.
SILENT_TABLE_NAMES = (
    "lists",
    "read me",
    "readme",
    "how to",
    "instructions",
)


@cache
def about_names() -> frozenset[str]:
    """Return the folded names, in every language, of the table that holds the header."""
    return frozenset(map(fold, (*ABOUT_TABLE_NAMES, *everywhere("About", "sheet"))))


@cache
def silent_names() -> frozenset[str]:
    """Return the folded names, in every language, of sheets that hold no data."""
    to_fix = everywhere("To fix", "sheet")
    translated = (
        *everywhere("Lists", "sheet"),
        *everywhere("Read me", "sheet"),
        *to_fix,
        *(f"{name} (exchangespec)" for name in to_fix),
    )
    return frozenset(map(fold, (*SILENT_TABLE_NAMES, *translated)))


def title(record_type: str, field: str, language: str = "en") -> str:
    """Return the heading that a template writes over a field."""
    own = TITLES.get(record_type, {}).get(field)
    return heading(record_type, own or records()[record_type].fields[field].title, language)


def agenda_title(field: str, language: str = "en") -> str:
    """Return the heading that a template writes over a field of the sheet Agenda."""
    own = AGENDA_TITLES.get(field)
    return heading("Agenda", own, language) if own else title("Event", field, language)


def heading(owner: str, words: str, language: str) -> str:
    """Return an English heading in a language; one may differ by the sheet it stands on."""
    return catalogue(language).text(words, f"heading {owner}", "heading")


def about_title(field: str, language: str = "en") -> str:
    """Return the label of a line of the sheet About."""
    return catalogue(language).text(header()[field].title, "about")


def sheet_title(name: str, language: str = "en") -> str:
    """Return the name of a sheet in a language."""
    return catalogue(language).text(name, "sheet")


@cache
def header_fields_by_label() -> Mapping[str, str]:
    """Return the header field that each folded label of the sheet About means."""
    meanings = {fold(name): name for name in header()}
    for language in OFFERED:
        for name in header():
            meanings.setdefault(fold(about_title(name, language)), name)
    return meanings


@cache
def fields_by_heading(record_type: str) -> Mapping[str, str]:
    """Return the field that each folded heading means; a field's own name is never an alias."""
    fields = records()[record_type].fields
    meanings = {fold(name): name for name in fields}

    def add(field: str, *words: str) -> None:
        for word in words:
            meanings.setdefault(fold(word), field)

    for name, spec in fields.items():
        add(name, spec.title)
    for name, word in TITLES.get(record_type, {}).items():
        add(name, word)
    for name, word in (AGENDA_TITLES if record_type == "Event" else {}).items():
        add(name, word)
    for name, words in ALIASES.get(record_type, {}).items():
        add(name, *words)
    for name in fields:
        add(name, *SHARED_ALIASES.get(name, ()))
    for name, spec in fields.items():
        add(name, *(_singular(word) if spec.many else f"{word}s" for word in (name, spec.title)))
    for name, word in _translated_titles(record_type):
        add(name, word)
    # The type column is never read: the sheet says what its rows are.
    return {word: name for word, name in meanings.items() if word}


def _translated_titles(record_type: str) -> Iterator[tuple[str, str]]:
    """Yield the fields and their headings in every language that is offered, but English."""
    for language in OFFERED[1:]:
        for name in records()[record_type].fields:
            yield name, title(record_type, name, language)
        if record_type == "Event":
            for name in AGENDA_TITLES:
                yield name, agenda_title(name, language)


def _singular(word: str) -> str:
    """Return one of what an English plural names."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word.removesuffix("s")


@cache
def types_by_table() -> Mapping[str, str]:
    """Return the record type that each folded name of a sheet or file means."""
    meanings: dict[str, str] = {}
    for name, spec in records().items():
        for word in (spec.plural, spec.sheet, name, *TABLE_ALIASES.get(name, ())):
            meanings.setdefault(fold(word), name)
    for name, spec in records().items():
        for word in everywhere(spec.sheet, "sheet"):
            meanings.setdefault(fold(word), name)
    for word in everywhere("Agenda", "sheet"):
        meanings.setdefault(fold(word), "Event")
    return meanings


def table_type(name: str) -> str | None:
    """Return the record type that a sheet or file of this name holds, if any."""
    return types_by_table().get(fold(name))
