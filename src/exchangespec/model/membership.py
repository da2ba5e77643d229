"""Membership: that a city, organisation or person belongs to a network or organisation in a role, for a time."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from exchangespec.model.kinds import Code, Date, RecordType, Ref, Refs, String
from exchangespec.model.record import Classes, Record, Term


class Membership(Record):
    """That a city, organisation or person belongs to a network or organisation in a role, for a time.

    The single place for lead partner, partners, group coordinator and members, association
    membership.
    """

    chapter: ClassVar[str] = "Who and where"
    plural: ClassVar[str] = "memberships"
    sheet: ClassVar[str] = "Partners"
    classes: ClassVar[Classes] = Classes(
        above=("org:Membership",),
        aligned="org:Membership; schema:OrganizationRole",
    )

    type: Annotated[Literal["Membership"], RecordType("Membership"), Term("rdf:type")] = Field(
        default="Membership", description="Name of the record type; in tables the sheet gives it."
    )
    group: Annotated[str, Ref(targets=("Network", "Organisation")), Term("org:organization")] = (
        Field(description="What one belongs to.")
    )
    member: Annotated[str, Ref(targets=("City", "Organisation", "Person")), Term("org:member")] = (
        Field(description="Who belongs.")
    )
    role: Annotated[str, Code(list="member_role"), Term("org:role")] = Field(
        description="lead_partner, partner, associated_partner, coordinator, member, ..."
    )
    start: Annotated[str | None, Date(), Term("es:start", "schema:startDate; org:memberDuring")] = (
        Field(default=None, description="From.")
    )
    end: Annotated[
        str | None, Date(open_end=True), Term("es:end", "schema:endDate; org:memberDuring")
    ] = Field(default=None, description="Until (Partinico left, Capaci joined).")
    membership_status: Annotated[
        str | None, Code(list="participation_status"), Term("es:participationStatus")
    ] = Field(
        default=None,
        description="announced, confirmed, cancelled (with a note), ... Empty for an ordinary member.",
    )
    role_text: Annotated[str | None, String(), Term("es:roleText", "schema:roleName")] = Field(
        default=None,
        description='The role as worded ("ARRIVAL CITIES\' Local Coordinator, Vantaa").',
    )
    on_behalf_of: Annotated[
        list[str],
        Refs(targets=("City", "Organisation")),
        Term("es:onBehalfOf", "opengov:onBehalfOf (Popolo; unverified namespace)"),
    ] = Field(default_factory=list, description="For a person: the body represented.")
    via: Annotated[str | None, Ref(targets=("Organisation",)), Term("es:via")] = Field(
        default=None,
        description=(
            "Body through which the member takes part (a region via its agency, a city brought "
            "in by its association)."
        ),
    )
