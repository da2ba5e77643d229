"""Participation: that one party took part, or was to take part, in an event or visit, when more is known than the party's name: status, mode, head count, whom it stood for."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from exchangespec.model.constraints import Constraint, NeedsAnyOf
from exchangespec.model.kinds import (
    Code,
    Codes,
    Country,
    Date,
    Integer,
    Quantity,
    RecordType,
    Ref,
    Refs,
    String,
    Text,
)
from exchangespec.model.record import CONDITIONAL, Classes, Record, Term


class Participation(Record):
    """That one party took part, or was to take part, in an event or visit, when more is known than the party's name: status, mode, head count, whom it stood for.

    The list columns of Event and Visit (speakers, visitors, hosts ...) are the short form of
    the same thing.
    """

    chapter: ClassVar[str] = "What happened"
    plural: ClassVar[str] = "participations"
    sheet: ClassVar[str] = "Participants"
    classes: ClassVar[Classes] = Classes(
        above=("cv:Participation", "schema:Role"),
        aligned="cv:Participation, schema:Role",
    )
    constraints: ClassVar[tuple[Constraint, ...]] = (
        NeedsAnyOf("no-party", ("party", "party_text")),
    )

    type: Annotated[Literal["Participation"], RecordType("Participation"), Term("rdf:type")] = (
        Field(
            default="Participation",
            description="Name of the record type; in tables the sheet gives it.",
        )
    )
    event: Annotated[str, Ref(targets=("Event", "Visit")), Term("schema:event")] = Field(
        description="What was taken part in."
    )
    party: Annotated[
        str | None,
        Ref(targets=("City", "Organisation", "Person")),
        Term("cv:hasParticipant"),
        CONDITIONAL,
    ] = Field(
        default=None,
        description=(
            "Who. May be blank when the source gives only a count or a description (then "
            "party_text)."
        ),
    )
    party_text: Annotated[str | None, String(), Term("es:partyText"), CONDITIONAL] = Field(
        default=None,
        description=(
            'The party as worded ("a representative from the Ministry"). Required when party '
            "is blank."
        ),
    )
    country: Annotated[str | None, Country(), Term("es:country")] = Field(
        default=None, description='Country of a described party ("Dutch officials").'
    )
    levels: Annotated[list[str], Codes(list="government_level"), Term("es:level")] = Field(
        default_factory=list, description="Levels of government in it."
    )
    role: Annotated[str, Code(list="participation_role"), Term("cv:role")] = Field(
        description=(
            "organiser, host, visitor, delegate, speaker, moderator, performer, participant, "
            "mentor, mentee, ..."
        )
    )
    participation_status: Annotated[
        str | None, Code(list="participation_status"), Term("es:participationStatus")
    ] = Field(
        default=None,
        description=(
            "announced, invited, confirmed, attended, cancelled, absent, unknown. Empty if nobody"
            " says."
        ),
    )
    format: Annotated[str | None, Code(list="event_format"), Term("cv:format")] = Field(
        default=None,
        description="How this party took part, when it differs from the event (on site, online).",
    )
    headcount: Annotated[int | str | None, Quantity(), Term("es:headcount")] = Field(
        default=None, description="How many people of this party: `5`, `>100`."
    )
    on_behalf_of: Annotated[
        list[str], Refs(targets=("City", "Organisation", "Network")), Term("es:onBehalfOf")
    ] = Field(default_factory=list, description="Body or bodies represented.")
    via: Annotated[str | None, Ref(targets=("Organisation",)), Term("es:via")] = Field(
        default=None,
        description="Body through which the party took part (a region via its agency).",
    )
    role_text: Annotated[str | None, String(), Term("es:roleText")] = Field(
        default=None, description="Role or function as worded."
    )
    reason: Annotated[dict[str, str] | None, Text(), Term("es:reason")] = Field(
        default=None, description="Why cancelled, replaced or absent."
    )
    number: Annotated[int | None, Integer(), Term("es:number")] = Field(
        default=None, description='Ordinal ("8" for an eighth visit).'
    )
    start: Annotated[str | None, Date(), Term("es:start", "schema:startDate")] = Field(
        default=None,
        description=(
            "First day this party was there, when it differs from the event or visit (some came "
            "earlier)."
        ),
    )
    end: Annotated[str | None, Date(), Term("es:end", "schema:endDate")] = Field(
        default=None,
        description="Last day this party was there, when it differs from the event or visit.",
    )
