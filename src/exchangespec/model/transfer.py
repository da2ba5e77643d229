"""Transfer: that a practice or tool moved, or is meant to move, from one place to another: inspiration, adaptation, replication, test."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from exchangespec.model.kinds import Code, Date, RecordType, Ref, Refs, Text
from exchangespec.model.record import CONDITIONAL, SHOULD, Classes, Record, Term


class Transfer(Record):
    """That a practice or tool moved, or is meant to move, from one place to another: inspiration, adaptation, replication, test."""

    chapter: ClassVar[str] = "What changed"
    plural: ClassVar[str] = "transfers"
    sheet: ClassVar[str] = "Transfers"
    classes: ClassVar[Classes] = Classes(
        above=("prov:Activity",),
        aligned="prov:Activity",
    )

    type: Annotated[Literal["Transfer"], RecordType("Transfer"), Term("rdf:type")] = Field(
        default="Transfer", description="Name of the record type; in tables the sheet gives it."
    )
    name: Annotated[dict[str, str] | None, Text(), Term("dct:title")] = Field(
        default=None, description="Label; made from output and parties when blank."
    )
    output: Annotated[str, Ref(targets=("Output",)), Term("prov:used")] = Field(
        description="What moves."
    )
    providers: Annotated[
        list[str],
        Refs(targets=("City", "Organisation", "Network")),
        Term("es:provider", "prov:wasAssociatedWith"),
        CONDITIONAL,
    ] = Field(default_factory=list, description="From whom; may be blank for a test.")
    adopters: Annotated[
        list[str],
        Refs(targets=("City", "Organisation"), at_least=1),
        Term("es:adopter", "prov:wasAssociatedWith"),
    ] = Field(description="To whom.")
    kind: Annotated[str, Code(list="transfer_kind"), Term("dct:type")] = Field(
        description="inspiration, adaptation, replication, test, adoption."
    )
    progress: Annotated[str | None, Code(list="progress"), Term("es:progress"), SHOULD] = Field(
        default=None, description="planned, under_way, completed, stopped."
    )
    start: Annotated[str | None, Date(), Term("es:start", "schema:startDate")] = Field(
        default=None, description="Start."
    )
    end: Annotated[str | None, Date(open_end=True), Term("es:end", "schema:endDate")] = Field(
        default=None, description="End."
    )
    preconditions: Annotated[dict[str, str] | None, Text(), Term("es:preconditions")] = Field(
        default=None,
        description=('What the adopter must do first ("first we have to create the legal basis").'),
    )
    through: Annotated[
        list[str], Refs(targets=("Event", "Visit", "MentoringPair")), Term("prov:wasInformedBy")
    ] = Field(default_factory=list, description="Visits, events or mentoring that carried it.")
    result: Annotated[
        list[str], Refs(targets=("Output", "ActionPlan", "PlanItem")), Term("prov:generated")
    ] = Field(default_factory=list, description="What stands at the adopter's side now.")
    outcomes: Annotated[dict[str, str] | None, Text(), Term("es:outcomes")] = Field(
        default=None, description="How it went."
    )
