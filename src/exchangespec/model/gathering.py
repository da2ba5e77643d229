"""What Event and Visit say in the same words: when and where people met, who came, what came of it.

Each class lists its fields in its own order, as tables and files show them; what a field means, how
it is written and what it is in RDF stands here once.
"""

from typing import Annotated

from pydantic import Field

from exchangespec.model import kinds
from exchangespec.model.record import CONDITIONAL, SHOULD, Term

End = Annotated[
    str | None,
    kinds.Date(open_end=True),
    Term("es:end", "schema:endDate; time:hasTime"),
    Field(
        description=(
            "Last day. If empty, nobody can say how long it lasted; for a single day repeat "
            "the first day, or write 1 under Days."
        )
    ),
]

Days = Annotated[
    int | str | None,
    kinds.Quantity(),
    Term("es:days"),
    Field(
        description=(
            "Days it met or lasted, when the dates do not tell (three working days in a span "
            "of four)."
        )
    ),
]

StartTime = Annotated[
    str | None,
    kinds.Time(),
    Term("es:startTime", "schema:startDate (dateTime)"),
    Field(description="Beginning, in local time (09:30)."),
]

EndTime = Annotated[
    str | None,
    kinds.Time(),
    Term("es:endTime", "schema:endDate (dateTime)"),
    Field(description="End, in local time (12:30)."),
]

OtherTimeZones = Annotated[
    list[str],
    kinds.Strings(),
    Term("es:otherTimeZone"),
    Field(
        description=(
            "Other time zones in which the times were announced too; the times themselves are "
            "given in the first zone only."
        )
    ),
]

DateText = Annotated[
    str | None,
    kinds.String(),
    Term("es:dateText"),
    Field(
        description=(
            'The date and time exactly as the source words them ("March 25-26, 2015"; '
            '"12h-12u30"). Give it whenever the first day is uncertain.'
        )
    ),
]

Cities = Annotated[
    list[str],
    kinds.Refs(targets=("City",)),
    Term("schema:location", "locn:address"),
    SHOULD,
    Field(
        description=(
            "Where it took place. More than one is allowed (Paris; Saint-Denis). For an online "
            "event: the city presented."
        )
    ),
]

Country = Annotated[
    str | None,
    kinds.Country(),
    Term("es:country", "dct:spatial; locn:adminUnitL1"),
    CONDITIONAL,
    Field(
        description=(
            'Country, when no city is known or it moved between cities ("work visit to Poland").'
        )
    ),
]

Venue = Annotated[
    dict[str, str] | None,
    kinds.Text(),
    Term("es:venue", "locn:locatorName"),
    Field(description='Building or room ("Lamot", "Southwark Town Hall").'),
]

Format = Annotated[
    str | None,
    kinds.Code(list="event_format"),
    Term("cv:format", "schema:eventAttendanceMode"),
    Field(description="in_person, online, hybrid."),
]

Parent = Annotated[
    str | None,
    kinds.Ref(targets=("Event", "Visit")),
    Term("cv:parentEvent", "schema:superEvent"),
    Field(
        description=(
            "The larger event or visit it is part of: a session of a conference, a visit "
            "inside a dissemination event, a site visit inside a study visit."
        )
    ),
]

Number = Annotated[
    int | None,
    kinds.Integer(),
    Term(
        "es:number",
        "cv:eventNumber (SEMIC range is rdf:langString, so it is written with the default language)",
    ),
    Field(
        description=(
            'Ordinal or edition ("12" for the 12th Local Support Group meeting; "1" for a '
            "workshop list)."
        )
    ),
]

Networks = Annotated[
    list[str],
    kinds.Refs(targets=("Network",)),
    Term("es:network", "dct:relation"),
    SHOULD,
    Field(
        description=(
            "Networks/projects it belongs to. More than one is normal (IncluCities + Orient8 day)."
        )
    ),
]

Organisers = Annotated[
    list[str],
    kinds.Refs(targets=("City", "Organisation", "Person")),
    Term("schema:organizer", "cv:hasParticipation (organiser)"),
    SHOULD,
    Field(description="Who organised it."),
]

Speakers = Annotated[
    list[str],
    kinds.Refs(targets=("Person", "Organisation", "City")),
    Term(
        "es:speaker",
        "cv:hasParticipation / cv:Participation (cv:role speaker, cv:hasParticipant); schema:performer",
    ),
    Field(description="Speakers, keynotes, panellists."),
]

Moderators = Annotated[
    list[str],
    kinds.Refs(targets=("Person", "Organisation")),
    Term(
        "es:moderator",
        "cv:hasParticipation / cv:Participation (cv:role moderator, cv:hasParticipant)",
    ),
    Field(description="Moderators, chairs, facilitators."),
]

Participants = Annotated[
    list[str],
    kinds.Refs(targets=("City", "Organisation", "Person")),
    Term(
        "es:participant",
        "cv:hasParticipation / cv:Participation (cv:role participant, cv:hasParticipant); schema:attendee",
    ),
    Field(description="Other named participants. Not for hosts/visitors of a Visit."),
]

Attendance = Annotated[
    int | str | None,
    kinds.Quantity(),
    Term("es:attendance", "cv:expectedNumberOfParticipants when planned and exact"),
    Field(
        description=(
            "How many attended: `>100`, `~80`, `50..60`. Numbers that were only expected or "
            "planned go into the sheet Statements (as participants_expected, delegates_planned "
            "or delegates_maximum)."
        )
    ),
]

Audience = Annotated[
    dict[str, str] | None,
    kinds.Text(),
    Term("es:audience", "cv:audience"),
    Field(description="For whom it was meant."),
]

Languages = Annotated[
    list[str],
    kinds.Languages(),
    Term("es:language", "dct:language; schema:inLanguage"),
    Field(description='Working languages ("ENG/NL" is read as en;nl).'),
]

Access = Annotated[
    str | None,
    kinds.Code(list="event_access"),
    Term("es:access"),
    Field(description="Who could come: public, registration, invitation or closed."),
]

EventStatus = Annotated[
    str | None,
    kinds.Code(list="event_status"),
    Term("cv:eventStatus", "schema:eventStatus"),
    Field(description="planned, held, postponed, rescheduled, cancelled."),
]

Outcomes = Annotated[
    dict[str, str] | None,
    kinds.Text(),
    Term("es:outcomes"),
    Field(description="What came out: lessons, feedback, decisions."),
]

AroseFrom = Annotated[
    list[str],
    kinds.Refs(targets=("Event", "Visit")),
    Term("prov:wasInformedBy"),
    Field(
        description=(
            "Earlier event where the idea was born (Oldenburg transnational workshop to Vantaa "
            "visit)."
        )
    ),
]
