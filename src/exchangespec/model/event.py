"""Event: something organised at a time and place: transnational meeting, conference, workshop, consultation, summer university, local group meeting, and, through `parent`, each session of an agenda."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from exchangespec.model import gathering
from exchangespec.model.constraints import Constraint, NeedsWith
from exchangespec.model.kinds import (
    Boolean,
    Code,
    Date,
    Integers,
    RecordType,
    Refs,
    String,
    Text,
    Url,
)
from exchangespec.model.record import CONDITIONAL, Classes, Record, Term


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
    end: gathering.End = None
    days: gathering.Days = None
    start_time: gathering.StartTime = None
    end_time: gathering.EndTime = None
    time_zone: Annotated[str | None, String(), Term("es:timeZone"), CONDITIONAL] = Field(
        default=None,
        description=(
            "Time zone of these times (`Europe/Brussels`). Needed when the event is online or its"
            " parties sit in several zones: without it nobody knows the moment that is meant."
        ),
    )
    other_time_zones: gathering.OtherTimeZones = Field(default_factory=list)
    date_text: gathering.DateText = None
    cities: gathering.Cities = Field(default_factory=list)
    country: gathering.Country = None
    venue: gathering.Venue = None
    format: gathering.Format = None
    parent: gathering.Parent = None
    number: gathering.Number = None
    networks: gathering.Networks = Field(default_factory=list)
    organisers: gathering.Organisers = Field(default_factory=list)
    hosts: Annotated[
        list[str], Refs(targets=("City", "Organisation", "Person")), Term("es:host")
    ] = Field(default_factory=list, description="Who received the group (a stop of an itinerary).")
    speakers: gathering.Speakers = Field(default_factory=list)
    moderators: gathering.Moderators = Field(default_factory=list)
    performers: Annotated[
        list[str],
        Refs(targets=("Person", "Organisation")),
        Term(
            "es:performer",
            "cv:hasParticipation / cv:Participation (cv:role performer, cv:hasParticipant); schema:performer",
        ),
    ] = Field(default_factory=list, description="Artists.")
    participants: gathering.Participants = Field(default_factory=list)
    attendance: gathering.Attendance = None
    audience: gathering.Audience = None
    languages: gathering.Languages = Field(default_factory=list)
    access: gathering.Access = None
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
    event_status: gathering.EventStatus = None
    outcomes: gathering.Outcomes = None
    arose_from: gathering.AroseFrom = Field(default_factory=list)
