"""Visit: a visit of one party to another to exchange experience: bilateral visit, study or work visit, peer review, staff exchange."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from exchangespec.model import gathering
from exchangespec.model.kinds import (
    Code,
    Date,
    Quantity,
    RecordType,
    Ref,
    Refs,
    String,
    Text,
)
from exchangespec.model.record import CONDITIONAL, Classes, Record, Term


class Visit(Record):
    """A visit of one party to another to exchange experience: bilateral visit, study or work visit, peer review, staff exchange.

    Has the fields of Event that a visit can have, plus the parties.
    """

    chapter: ClassVar[str] = "What happened"
    plural: ClassVar[str] = "visits"
    sheet: ClassVar[str] = "Visits"
    classes: ClassVar[Classes] = Classes(
        above=("schema:Event", "prov:Activity"),
        aligned="schema:Event, prov:Activity",
    )

    type: Annotated[Literal["Visit"], RecordType("Visit"), Term("rdf:type")] = Field(
        default="Visit", description="Name of the record type; in tables the sheet gives it."
    )
    name: Annotated[dict[str, str] | None, Text(), Term("dct:title", "schema:name")] = Field(
        default=None, description="Title of the visit."
    )
    kind: Annotated[str, Code(list="visit_kind"), Term("dct:type")] = Field(
        description="What sort of visit."
    )
    start: Annotated[
        str | None, Date(), Term("es:start", "schema:startDate; time:hasTime"), CONDITIONAL
    ] = Field(
        default=None,
        description=(
            "First day, as far as it is known: year, month or day; with `?` if uncertain, `~` if "
            "approximate, `%` if both. May be left out for a part of a larger event or visit, "
            "which has the dates. If unknown, leave it empty; never invent one."
        ),
    )
    end: gathering.End = None
    days: gathering.Days = None
    start_time: gathering.StartTime = None
    end_time: gathering.EndTime = None
    time_zone: Annotated[str | None, String(), Term("es:timeZone"), CONDITIONAL] = Field(
        default=None,
        description=(
            "Time zone of these times (`Europe/Brussels`). Needed when the visit is online or its"
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
    speakers: gathering.Speakers = Field(default_factory=list)
    moderators: gathering.Moderators = Field(default_factory=list)
    participants: gathering.Participants = Field(default_factory=list)
    attendance: gathering.Attendance = None
    audience: gathering.Audience = None
    languages: gathering.Languages = Field(default_factory=list)
    access: gathering.Access = None
    event_status: gathering.EventStatus = None
    outcomes: gathering.Outcomes = None
    arose_from: gathering.AroseFrom = Field(default_factory=list)
    visitors: Annotated[
        list[str],
        Refs(targets=("City", "Organisation", "Person")),
        Term(
            "es:visitor",
            "cv:hasParticipation / cv:Participation (cv:role visitor, cv:hasParticipant)",
        ),
        CONDITIONAL,
    ] = Field(
        default_factory=list,
        description=(
            "Who went: organisations as readily as cities. If the source names nobody, leave it "
            "empty; whom it only describes goes into the sheet Participants."
        ),
    )
    hosts: Annotated[
        list[str],
        Refs(targets=("City", "Organisation", "Person")),
        Term("es:host", "cv:hasParticipation / cv:Participation (cv:role host, cv:hasParticipant)"),
        CONDITIONAL,
    ] = Field(
        default_factory=list,
        description=(
            "Who received them. If the source names nobody, leave it empty; whom it only "
            "describes goes into the sheet Participants."
        ),
    )
    delegates: Annotated[
        list[str],
        Refs(targets=("Person", "Organisation")),
        Term(
            "es:delegate",
            "cv:hasParticipation / cv:Participation (cv:role delegate, cv:hasParticipant)",
        ),
    ] = Field(default_factory=list, description="Named members of the delegation.")
    delegation_size: Annotated[int | str | None, Quantity(), Term("es:delegationSize")] = Field(
        default=None, description="How many travelled."
    )
    plan: Annotated[str | None, Ref(targets=("ActionPlan",)), Term("es:plan")] = Field(
        default=None, description="Action plan the visit was foreseen in or feeds."
    )
    reciprocates: Annotated[str | None, Ref(targets=("Visit",)), Term("es:reciprocates")] = Field(
        default=None,
        description=(
            "Visit in the other direction that this one returns (job shadowing in two stays)."
        ),
    )
    attended: Annotated[list[str], Refs(targets=("Event",)), Term("es:attended")] = Field(
        default_factory=list, description="Independent events attended during the visit."
    )
    mentoring: Annotated[str | None, Ref(targets=("MentoringPair",)), Term("es:mentoring")] = Field(
        default=None, description="Mentoring relation the visit is part of."
    )
    partnership: Annotated[str | None, Ref(targets=("Partnership",)), Term("es:partnership")] = (
        Field(default=None, description="Partnership the visit is part of.")
    )
