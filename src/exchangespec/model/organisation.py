"""Organisation: any body that acts: local authority, association of cities, ministry, EU body, NGO, university, company, and also a local group (URBACT Local Group / Local Support Group)."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from exchangespec.model.constraints import Constraint, NeedsWhen
from exchangespec.model.kinds import Code, Codes, Country, Date, RecordType, Ref, String, Text
from exchangespec.model.record import CONDITIONAL, SHOULD, Classes, Record, Term


class Organisation(Record):
    """Any body that acts: local authority, association of cities, ministry, EU body, NGO, university, company, and also a local group (URBACT Local Group / Local Support Group)."""

    chapter: ClassVar[str] = "Who and where"
    plural: ClassVar[str] = "organisations"
    sheet: ClassVar[str] = "Organisations"
    classes: ClassVar[Classes] = Classes(
        above=("org:Organization",),
        aligned=(
            "org:Organization; cv:PublicOrganisation for public kinds; foaf:Organization; "
            "schema:Organization"
        ),
    )
    constraints: ClassVar[tuple[Constraint, ...]] = (
        NeedsWhen("city-missing-for-authority", "kind", ("local_authority",), ("city",)),
    )

    type: Annotated[Literal["Organisation"], RecordType("Organisation"), Term("rdf:type")] = Field(
        default="Organisation", description="Name of the record type; in tables the sheet gives it."
    )
    name: Annotated[dict[str, str], Text(), Term("skos:prefLabel", "foaf:name, schema:name")] = (
        Field(
            description=(
                'Full name in each language known. When the source names none: its wording ("a '
                'museum"), and a row of kind gap in the sheet Statements.'
            )
        )
    )
    short_name: Annotated[
        str | None, String(), Term("schema:alternateName", "frapo:hasAcronym")
    ] = Field(default=None, description="Acronym (VVSG, AICCRE, CEMR).")
    kind: Annotated[
        str, Code(list="organisation_kind"), Term("org:classification", "PO organization-type")
    ] = Field(description="What sort of body.")
    levels: Annotated[list[str], Codes(list="government_level"), Term("es:level")] = Field(
        default_factory=list,
        description=(
            "Levels of government in it (a delegation of city- and central-level officials)."
        ),
    )
    city: Annotated[
        str | None, Ref(targets=("City",)), Term("schema:location", "org:hasPrimarySite"), SHOULD
    ] = Field(
        default=None,
        description=(
            "Where it is based, or, for a local group or local authority, the city it belongs to."
        ),
    )
    country: Annotated[
        str | None,
        Country(),
        Term("es:country", "dct:spatial; PO country authority IRI"),
        CONDITIONAL,
    ] = Field(
        default=None, description="Country, when no city is given (national association, ministry)."
    )
    address: Annotated[
        str | None, String(), Term("es:address", "locn:address / locn:fullAddress")
    ] = Field(default=None, description="Postal address in one line.")
    parent: Annotated[
        str | None,
        Ref(targets=("Organisation",)),
        Term("org:subOrganizationOf", "schema:parentOrganization"),
    ] = Field(default=None, description="Larger body it is part of (HIVA to KU Leuven).")
    network: Annotated[str | None, Ref(targets=("Network",)), Term("org:linkedTo"), CONDITIONAL] = (
        Field(default=None, description="For a local group: the network it was set up for.")
    )
    start: Annotated[str | None, Date(), Term("es:start", "schema:foundingDate")] = Field(
        default=None, description="Founded."
    )
    end: Annotated[str | None, Date(open_end=True), Term("es:end", "schema:dissolutionDate")] = (
        Field(default=None, description="Dissolved.")
    )
