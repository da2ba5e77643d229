"""Event: something organised at a time and place: transnational meeting, conference, workshop, consultation, summer university, local group meeting, and, through `parent`, each session of an agenda."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from exchangespec.model.constraints import Constraint, NeedsWith
from exchangespec.model.kinds import (
    Boolean,
    Code,
    Country,
    Date,
    Integer,
    Integers,
    Languages,
    Quantity,
    RecordType,
    Ref,
    Refs,
    String,
    Strings,
    Text,
    Time,
    Url,
)
from exchangespec.model.record import CONDITIONAL, SHOULD, Classes, Record, Term


class Event(Record):
    """Something organised at a time and place: transnational meeting, conference, workshop, consultation, summer university, local group meeting, and, through `parent`, each session of an agenda."""

    chapter: ClassVar[str] = "What happened"
    plural: ClassVar[str] = "events"
    sheet: ClassVar[str] = "Events"
    classes: ClassVar[Classes] = Classes(
        above=("schema:Event", "prov:Activity"),
        aligned="schema:Event; cv:PublicEvent when access is public/registration",
    )
    constraints: ClassVar[tuple[Constraint, ...]] = (
        NeedsWith("rounds-without-parent", "rounds", "parent"),
    )

    type: Annotated[Literal["Event"], RecordType("Event"), Term("rdf:type")] = Field(
        default="Event", description="Name of the record type; in tables the sheet gives it."
    )
    name: Annotated[dict[str, str], Text(), Term("dct:title", "schema:name")] = Field(
        description="Title of the event."
    )
    kind: Annotated[str, Code(list="event_kind"), Term("dct:type")] = Field(
        description="What sort of event."
    )
    start: Annotated[
        str | None, Date(), Term("es:start", "schema:startDate; time:hasTime"), CONDITIONAL
    ] = Field(
        default=None,
        description=(
            "First day, as far as it is known: year, month or day; with `?` if uncertain, `~` if "
            "approximate, `%` if both. May be left out for a part of a larger event, which has "
            "the dates. If unknown, leave it empty; never invent one."
        ),
    )
    end: Annotated[
        str | None, Date(open_end=True), Term("es:end", "schema:endDate; time:hasTime")
    ] = Field(
        default=None,
        description=(
            "Last day. If empty, nobody can say how long it lasted; for a single day repeat the "
            "first day, or write 1 under Days."
        ),
    )
    days: Annotated[int | str | None, Quantity(), Term("es:days")] = Field(
        default=None,
        description=(
            "Days it met or lasted, when the dates do not tell (three working days in a span of "
            "four)."
        ),
    )
    start_time: Annotated[
        str | None, Time(), Term("es:startTime", "schema:startDate (dateTime)")
    ] = Field(default=None, description="Beginning, in local time (09:30).")
    end_time: Annotated[str | None, Time(), Term("es:endTime", "schema:endDate (dateTime)")] = (
        Field(default=None, description="End, in local time (12:30).")
    )
    time_zone: Annotated[str | None, String(), Term("es:timeZone"), CONDITIONAL] = Field(
        default=None,
        description=(
            "Time zone of these times (`Europe/Brussels`). Needed when the event is online or its"
            " parties sit in several zones: without it nobody knows the moment that is meant."
        ),
    )
    other_time_zones: Annotated[list[str], Strings(), Term("es:otherTimeZone")] = Field(
        default_factory=list,
        description=(
            "Other time zones in which the times were announced too; the times themselves are "
            "given in the first zone only."
        ),
    )
    date_text: Annotated[str | None, String(), Term("es:dateText")] = Field(
        default=None,
        description=(
            'The date and time exactly as the source words them ("March 25-26, 2015"; '
            '"12h-12u30"). Give it whenever the first day is uncertain.'
        ),
    )
    cities: Annotated[
        list[str], Refs(targets=("City",)), Term("schema:location", "locn:address"), SHOULD
    ] = Field(
        default_factory=list,
        description=(
            "Where it took place. More than one is allowed (Paris; Saint-Denis). For an online "
            "event: the city presented."
        ),
    )
    country: Annotated[
        str | None, Country(), Term("es:country", "dct:spatial; locn:adminUnitL1"), CONDITIONAL
    ] = Field(
        default=None,
        description=(
            'Country, when no city is known or it moved between cities ("work visit to Poland").'
        ),
    )
    venue: Annotated[dict[str, str] | None, Text(), Term("es:venue", "locn:locatorName")] = Field(
        default=None, description='Building or room ("Lamot", "Southwark Town Hall").'
    )
    format: Annotated[
        str | None, Code(list="event_format"), Term("cv:format", "schema:eventAttendanceMode")
    ] = Field(default=None, description="in_person, online, hybrid.")
    parent: Annotated[
        str | None, Ref(targets=("Event", "Visit")), Term("cv:parentEvent", "schema:superEvent")
    ] = Field(
        default=None,
        description=(
            "The larger event or visit it is part of: a session of a conference, a visit inside "
            "a dissemination event, a site visit inside a study visit."
        ),
    )
    number: Annotated[
        int | None,
        Integer(),
        Term(
            "es:number",
            "cv:eventNumber (SEMIC range is rdf:langString, so it is written with the default language)",
        ),
    ] = Field(
        default=None,
        description=(
            'Ordinal or edition ("12" for the 12th Local Support Group meeting; "1" for a '
            "workshop list)."
        ),
    )
    networks: Annotated[
        list[str], Refs(targets=("Network",)), Term("es:network", "dct:relation"), SHOULD
    ] = Field(
        default_factory=list,
        description=(
            "Networks/projects it belongs to. More than one is normal (IncluCities + Orient8 day)."
        ),
    )
    organisers: Annotated[
        list[str],
        Refs(targets=("City", "Organisation", "Person")),
        Term("schema:organizer", "cv:hasParticipation (organiser)"),
        SHOULD,
    ] = Field(default_factory=list, description="Who organised it.")
    hosts: Annotated[
        list[str], Refs(targets=("City", "Organisation", "Person")), Term("es:host")
    ] = Field(default_factory=list, description="Who received the group (a stop of an itinerary).")
    speakers: Annotated[
        list[str],
        Refs(targets=("Person", "Organisation", "City")),
        Term(
            "es:speaker",
            "cv:hasParticipation / cv:Participation (cv:role speaker, cv:hasParticipant); schema:performer",
        ),
    ] = Field(default_factory=list, description="Speakers, keynotes, panellists.")
    moderators: Annotated[
        list[str],
        Refs(targets=("Person", "Organisation")),
        Term(
            "es:moderator",
            "cv:hasParticipation / cv:Participation (cv:role moderator, cv:hasParticipant)",
        ),
    ] = Field(default_factory=list, description="Moderators, chairs, facilitators.")
    performers: Annotated[
        list[str],
        Refs(targets=("Person", "Organisation")),
        Term(
            "es:performer",
            "cv:hasParticipation / cv:Participation (cv:role performer, cv:hasParticipant); schema:performer",
        ),
    ] = Field(default_factory=list, description="Artists.")
    participants: Annotated[
        list[str],
        Refs(targets=("City", "Organisation", "Person")),
        Term(
            "es:participant",
            "cv:hasParticipation / cv:Participation (cv:role participant, cv:hasParticipant); schema:attendee",
        ),
    ] = Field(
        default_factory=list,
        description="Other named participants. Not for hosts/visitors of a Visit.",
    )
    attendance: Annotated[
        int | str | None,
        Quantity(),
        Term("es:attendance", "cv:expectedNumberOfParticipants when planned and exact"),
    ] = Field(
        default=None,
        description=(
            "How many attended: `>100`, `~80`, `50..60`. Numbers that were only expected or "
            "planned go into the sheet Statements (as participants_expected, delegates_planned or"
            " delegates_maximum)."
        ),
    )
    audience: Annotated[dict[str, str] | None, Text(), Term("es:audience", "cv:audience")] = Field(
        default=None, description="For whom it was meant."
    )
    languages: Annotated[
        list[str], Languages(), Term("es:language", "dct:language; schema:inLanguage")
    ] = Field(default_factory=list, description='Working languages ("ENG/NL" is read as en;nl).')
    access: Annotated[str | None, Code(list="event_access"), Term("es:access")] = Field(
        default=None,
        description="Who could come: public, registration, invitation or closed.",
    )
    registration_deadline: Annotated[
        str | None,
        Date(),
        Term("es:registrationDeadline", "frapo:hasRegistrationDeadline (full dates only)"),
    ] = Field(default=None, description="Last day to register.")
    registration_url: Annotated[str | None, Url(), Term("cv:registrationPage")] = Field(
        default=None, description="Where to register."
    )
    free: Annotated[bool | None, Boolean(), Term("schema:isAccessibleForFree")] = Field(
        default=None, description="Participation is free of charge."
    )
    rounds: Annotated[list[int], Integers(), Term("es:round")] = Field(
        default_factory=list,
        description=(
            'Rounds in which a parallel session is offered ("1;2"). Only for a part of a larger '
            "event."
        ),
    )
    event_status: Annotated[
        str | None, Code(list="event_status"), Term("cv:eventStatus", "schema:eventStatus")
    ] = Field(default=None, description="planned, held, postponed, rescheduled, cancelled.")
    outcomes: Annotated[dict[str, str] | None, Text(), Term("es:outcomes")] = Field(
        default=None, description="What came out: lessons, feedback, decisions."
    )
    arose_from: Annotated[
        list[str], Refs(targets=("Event", "Visit")), Term("prov:wasInformedBy")
    ] = Field(
        default_factory=list,
        description=(
            "Earlier event where the idea was born (Oldenburg transnational workshop to Vantaa "
            "visit)."
        ),
    )
