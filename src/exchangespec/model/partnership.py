"""Partnership: a standing relation between two or more parties without a mentoring side: twinning, sister city, friendship, cooperation agreement."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from exchangespec.model.kinds import Code, Date, RecordType, Ref, Refs, Text
from exchangespec.model.record import SHOULD, Classes, Record, Term


class Partnership(Record):
    """A standing relation between two or more parties without a mentoring side: twinning, sister city, friendship, cooperation agreement."""

    chapter: ClassVar[str] = "What happened"
    plural: ClassVar[str] = "partnerships"
    sheet: ClassVar[str] = "Partnerships"
    classes: ClassVar[Classes] = Classes(
        above=("org:OrganizationalCollaboration",),
        aligned="org:OrganizationalCollaboration",
    )

    type: Annotated[Literal["Partnership"], RecordType("Partnership"), Term("rdf:type")] = Field(
        default="Partnership", description="Name of the record type; in tables the sheet gives it."
    )
    name: Annotated[dict[str, str] | None, Text(), Term("skos:prefLabel")] = Field(
        default=None, description="Label; made from the parties when blank."
    )
    kind: Annotated[str, Code(list="partnership_kind"), Term("dct:type")] = Field(
        description="twinning, cooperation_agreement, friendship, project_partnership, ..."
    )
    parties: Annotated[
        list[str], Refs(targets=("City", "Organisation"), at_least=2), Term("org:hasMember")
    ] = Field(description="Who. Order carries no meaning.")
    partnership_status: Annotated[
        str | None, Code(list="partnership_status"), Term("es:partnershipStatus")
    ] = Field(
        default=None,
        description=(
            "planned, active, suspended, ended, unknown. What was true earlier goes into the "
            "sheet Statements, with its date."
        ),
    )
    start: Annotated[str | None, Date(), Term("es:start", "schema:startDate"), SHOULD] = Field(
        default=None, description="Since."
    )
    end: Annotated[str | None, Date(open_end=True), Term("es:end", "schema:endDate")] = Field(
        default=None, description="Until. `..` = still running."
    )
    signed: Annotated[str | None, Date(), Term("es:signed")] = Field(
        default=None, description="Day the agreement was signed."
    )
    signed_at: Annotated[str | None, Ref(targets=("Event", "Visit")), Term("es:signedAt")] = Field(
        default=None, description="Event or visit at which it was signed."
    )
    renews: Annotated[str | None, Ref(targets=("Partnership",)), Term("dct:replaces")] = Field(
        default=None, description="Earlier agreement it renews."
    )
    part_of: Annotated[str | None, Ref(targets=("Partnership",)), Term("dct:isPartOf")] = Field(
        default=None,
        description="Larger (three-way) partnership of which this is a bilateral part.",
    )
    decided_by: Annotated[
        list[str], Refs(targets=("City", "Organisation")), Term("es:decidedBy")
    ] = Field(
        default_factory=list,
        description="Body that decided on it, when not the parties themselves.",
    )
    network: Annotated[str | None, Ref(targets=("Network",)), Term("es:network")] = Field(
        default=None, description="Network or project it belongs to."
    )
    outcomes: Annotated[dict[str, str] | None, Text(), Term("es:outcomes")] = Field(
        default=None, description="What came out."
    )
