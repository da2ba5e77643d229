"""Network: a named, usually time-bound collaboration of cities and organisations: an URBACT network, an EU-funded project, a permanent network."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from exchangespec.model.kinds import Code, Date, RecordType, Ref, Refs, String, Text
from exchangespec.model.record import SHOULD, Classes, Record, Term


class Network(Record):
    """A named, usually time-bound collaboration of cities and organisations: an URBACT network, an EU-funded project, a permanent network.

    ORG: "A collaboration between two or more Organizations such as a project".
    """

    chapter: ClassVar[str] = "Who and where"
    plural: ClassVar[str] = "networks"
    sheet: ClassVar[str] = "Networks"
    classes: ClassVar[Classes] = Classes(
        above=("org:OrganizationalCollaboration",),
        aligned=("org:OrganizationalCollaboration; schema:Project when kind = project; es:Network"),
    )

    type: Annotated[Literal["Network"], RecordType("Network"), Term("rdf:type")] = Field(
        default="Network", description="Name of the record type; in tables the sheet gives it."
    )
    name: Annotated[dict[str, str], Text(), Term("skos:prefLabel", "schema:name")] = Field(
        description="Full name."
    )
    short_name: Annotated[
        str | None, String(), Term("schema:alternateName", "frapo:hasAcronym")
    ] = Field(default=None, description="Acronym or brand (ARRIVAL CITIES, MILE).")
    kind: Annotated[str, Code(list="network_kind"), Term("org:classification")] = Field(
        description="network, project, ..."
    )
    programme: Annotated[
        str | None, Code(list="programme"), Term("frapo:isFundedBy", "PO eu-programme IRI"), SHOULD
    ] = Field(
        default=None,
        description="Programme it runs under (URBACT, AMIF, EIF). Money goes into Funding.",
    )
    programme_period: Annotated[
        str | None, Code(list="programming_period"), Term("es:programmingPeriod")
    ] = Field(default=None, description="EU programming period.")
    start: Annotated[
        str | None, Date(), Term("es:start", "schema:startDate; prov:startedAtTime"), SHOULD
    ] = Field(default=None, description="Start.")
    end: Annotated[
        str | None, Date(open_end=True), Term("es:end", "schema:endDate; prov:endedAtTime")
    ] = Field(default=None, description="End. `..` = still running; blank = not stated.")
    objective: Annotated[dict[str, str] | None, Text(), Term("org:purpose")] = Field(
        default=None, description="Aim."
    )
    follows: Annotated[
        list[str], Refs(targets=("Network",)), Term("es:follows", "dct:relation")
    ] = Field(
        default_factory=list,
        description="Earlier network(s) it builds on (ARRIVAL CITIES to MILE 2007-2009).",
    )
    part_of: Annotated[str | None, Ref(targets=("Network",)), Term("org:subOrganizationOf")] = (
        Field(default=None, description="Umbrella network or programme strand.")
    )
