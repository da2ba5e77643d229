"""ActionPlan: a strategy or action plan: Integrated Action Plan, Local Action Plan, the larger policy it is adopted into."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from exchangespec.model.kinds import Code, Date, Languages, RecordType, Ref, Refs, Text
from exchangespec.model.record import CONDITIONAL, SHOULD, Classes, Record, Term


class ActionPlan(Record):
    """A strategy or action plan: Integrated Action Plan, Local Action Plan, the larger policy it is adopted into."""

    chapter: ClassVar[str] = "What changed"
    plural: ClassVar[str] = "action_plans"
    sheet: ClassVar[str] = "Plans"
    classes: ClassVar[Classes] = Classes(
        above=("prov:Plan",),
        aligned="prov:Plan; schema:CreativeWork, es:ActionPlan",
    )

    type: Annotated[Literal["ActionPlan"], RecordType("ActionPlan"), Term("rdf:type")] = Field(
        default="ActionPlan", description="Name of the record type; in tables the sheet gives it."
    )
    name: Annotated[dict[str, str], Text(), Term("dct:title", "schema:name")] = Field(
        description="Title."
    )
    kind: Annotated[str, Code(list="plan_kind"), Term("dct:type")] = Field(
        description="integrated_action_plan, local_action_plan, strategy, ..."
    )
    owners: Annotated[
        list[str], Refs(targets=("City", "Organisation"), at_least=1), Term("prov:wasAttributedTo")
    ] = Field(description="Who answers for it.")
    prepared_by: Annotated[
        list[str], Refs(targets=("City", "Organisation", "Person")), Term("dct:creator")
    ] = Field(default_factory=list, description="Who wrote it, usually the local group.")
    network: Annotated[str | None, Ref(targets=("Network",)), Term("es:network")] = Field(
        default=None, description="Network it was made in."
    )
    start: Annotated[str | None, Date(), Term("es:start", "schema:startDate; dct:temporal")] = (
        Field(default=None, description="First year covered.")
    )
    end: Annotated[
        str | None, Date(open_end=True), Term("es:end", "schema:endDate; dct:temporal")
    ] = Field(default=None, description="Last year covered.")
    plan_status: Annotated[
        str | None, Code(list="plan_status"), Term("schema:creativeWorkStatus"), SHOULD
    ] = Field(
        default=None, description="draft, final, adopted, being_implemented, completed, superseded."
    )
    adopted: Annotated[str | None, Date(), Term("es:adopted", "dct:dateAccepted"), CONDITIONAL] = (
        Field(default=None, description="When adopted or incorporated.")
    )
    adopted_by: Annotated[
        str | None, Ref(targets=("City", "Organisation")), Term("es:adoptedBy")
    ] = Field(default=None, description="Body that adopted it.")
    adopted_into: Annotated[str | None, Ref(targets=("ActionPlan",)), Term("dct:isPartOf")] = Field(
        default=None,
        description="Larger plan it was incorporated into (Multicultural Plan 2018-2022).",
    )
    monitored_by: Annotated[list[str], Refs(targets=("Organisation",)), Term("es:monitoredBy")] = (
        Field(default_factory=list, description="Board that follows it up.")
    )
    monitoring: Annotated[dict[str, str] | None, Text(), Term("es:monitoring")] = Field(
        default=None,
        description="How and how often (annual assessment meeting with the local group).",
    )
    languages: Annotated[list[str], Languages(), Term("es:language", "dct:language")] = Field(
        default_factory=list, description="Languages it exists in."
    )
