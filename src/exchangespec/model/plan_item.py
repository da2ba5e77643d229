"""PlanItem: one challenge, objective, action, indicator or milestone of a plan."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from exchangespec.model.kinds import Code, Date, Quantity, RecordType, Ref, Refs, String, Text
from exchangespec.model.record import CONDITIONAL, SHOULD, Classes, Record, Term


class PlanItem(Record):
    """One challenge, objective, action, indicator or milestone of a plan."""

    chapter: ClassVar[str] = "What changed"
    plural: ClassVar[str] = "plan_items"
    sheet: ClassVar[str] = "Plan items"
    classes: ClassVar[Classes] = Classes(
        above=("schema:CreativeWork",),
        aligned="schema:CreativeWork",
    )

    type: Annotated[Literal["PlanItem"], RecordType("PlanItem"), Term("rdf:type")] = Field(
        default="PlanItem", description="Name of the record type; in tables the sheet gives it."
    )
    plan: Annotated[str, Ref(targets=("ActionPlan",)), Term("dct:isPartOf")] = Field(
        description="Plan it belongs to."
    )
    kind: Annotated[str, Code(list="plan_item_kind"), Term("dct:type")] = Field(
        description="challenge, objective, action, indicator, milestone."
    )
    number: Annotated[str | None, String(), Term("es:number", "schema:position")] = Field(
        default=None, description='Number in the plan ("1.2").'
    )
    name: Annotated[dict[str, str], Text(), Term("dct:title")] = Field(description="The wording.")
    parent: Annotated[str | None, Ref(targets=("PlanItem",)), Term("es:servesItem"), SHOULD] = (
        Field(
            default=None,
            description=(
                "The item it serves: action to objective, objective to challenge, indicator to "
                "action."
            ),
        )
    )
    lead: Annotated[
        list[str], Refs(targets=("City", "Organisation", "Person")), Term("es:lead")
    ] = Field(default_factory=list, description="Responsible.")
    partners: Annotated[
        list[str], Refs(targets=("City", "Organisation")), Term("dct:contributor")
    ] = Field(default_factory=list, description="Others involved.")
    start: Annotated[str | None, Date(), Term("es:start", "schema:startDate")] = Field(
        default=None, description="Start."
    )
    end: Annotated[str | None, Date(open_end=True), Term("es:end", "schema:endDate")] = Field(
        default=None, description="End."
    )
    progress: Annotated[str | None, Code(list="progress"), Term("es:progress")] = Field(
        default=None, description="planned, under_way, completed, stopped."
    )
    target: Annotated[int | str | None, Quantity(), Term("es:target"), CONDITIONAL] = Field(
        default=None, description="Target value of an indicator."
    )
