"""Person: a natural person acting in an official or publicly named role."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from exchangespec.model.kinds import Code, Date, RecordType, Refs, String, Text
from exchangespec.model.record import SHOULD, Classes, Record, Term


class Person(Record):
    """A natural person acting in an official or publicly named role.

    The ONLY record type that may hold personal data.
    """

    chapter: ClassVar[str] = "Who and where"
    plural: ClassVar[str] = "people"
    sheet: ClassVar[str] = "People"
    classes: ClassVar[Classes] = Classes(
        above=("foaf:Person", "person:Person"),
        aligned="foaf:Person; person:Person, schema:Person",
    )

    type: Annotated[Literal["Person"], RecordType("Person"), Term("rdf:type")] = Field(
        default="Person", description="Name of the record type; in tables the sheet gives it."
    )
    name: Annotated[str, String(), Term("foaf:name", "schema:name")] = Field(
        description=(
            'Name as published. A pseudonym or role title ("Alderman for Integration") is allowed.'
        )
    )
    honorific: Annotated[str | None, String(), Term("schema:honorificPrefix")] = Field(
        default=None, description="Mr, Ms, Dr."
    )
    job_title: Annotated[dict[str, str] | None, Text(), Term("schema:jobTitle"), SHOULD] = Field(
        default=None, description="Role at the time."
    )
    organisations: Annotated[
        list[str],
        Refs(targets=("City", "Organisation")),
        Term("schema:affiliation", "org:memberOf"),
        SHOULD,
    ] = Field(
        default_factory=list,
        description=(
            "Body or bodies the person speaks or acts for (HIVA and KU Leuven; VVSG and Mechelen)."
        ),
    )
    email: Annotated[str | None, String(), Term("schema:email")] = Field(
        default=None,
        description="Better left empty. Only the mailbox of an office, never a person's own address.",
    )
    basis: Annotated[str, Code(list="privacy_basis"), Term("dpv:hasLegalBasis", "gdpr:A6-1-*")] = (
        Field(
            description=(
                "Why the name may be shared: public_role, consent, already_public, contract, "
                "legitimate_interest."
            )
        )
    )
    basis_note: Annotated[str | None, String(), Term("es:basisNote")] = Field(
        default=None,
        description="Evidence for the basis (date of consent, page where the name was published).",
    )
    remove_after: Annotated[str | None, Date(), Term("es:removeAfter")] = Field(
        default=None, description="Day after which the record must be pseudonymised."
    )
