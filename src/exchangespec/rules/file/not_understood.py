"""Something that another standard says in a way that is not understood."""

from exchangespec.rules.rule import Example, Rule

AGENDA = """{
  "@context": "https://schema.org",
  "@type": "EducationEvent",
  "@id": "https://agenda.example.org/events/buddies",
  "name": "Workshop on buddies",
  "startDate": "2023-03-14",
  "location": {"@type": "Place", "name": "Town hall"},
  "isAccessibleForFree": true,
  "eventStatus": "%s"
}
"""

RULE = Rule(
    code="EXS026",
    slug="not-understood",
    severity="warning",
    title="Something of another standard was not understood.",
    message={
        "value": "{title}: “{value}” is not understood; it was left out.",
        "date": "{title}: “{value}” states no date that is understood; it was kept as the wording "
        "of the date.",
        "time": "{title}: “{value}” states no time that is understood; it was left out.",
        "several": "{title}: there are several, and only one has a place; left out was “{value}”.",
        "page": "A second web address, or what is none, was left out ({count}).",
        "party": "A party ({name}) is not said to be an organisation, and may be a person; it was "
        "left out ({count}).",
        "side": "A membership does not have one {name} that is here; it was left out ({count}).",
        "country": "“{name}” is no country that is known; it was left out ({count}).",
        "city-without-country": "The place {name} is in a country that is not stated; it was kept "
        "as part of the venue only ({count}).",
        "elsewhere": "What {name} points to is not in this file, or not of the right type, or one "
        "too many; it was left out ({count}).",
        "time-zone": "The time zone {name} is not described as calendars ask for; its name alone "
        "was used ({count}).",
        "zone-name": "{name} is no known name of a time zone; the times were taken as they stand, "
        "without it ({count}).",
        "repeating": "{name} makes an event happen again; only the first time was read ({count}).",
    },
    why="What was meant is missing from the records.",
    fix="Correct it in the source, or add it to the records by hand.",
    wrong=Example(
        files={"agenda.jsonld": AGENDA % "EventForgotten"},
        at={"file": "agenda.jsonld", "line": 9, "field": "event_status"},
    ),
    right=Example(files={"agenda.jsonld": AGENDA % "EventRescheduled"}),
)
