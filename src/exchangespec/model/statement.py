"""Statement: what a source says about a record: a quote, a figure, a competing value of a field, a lesson, feedback."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from exchangespec.model.constraints import Constraint, NeedsUnless, NeedsWhen, OneItemWhen
from exchangespec.model.kinds import (
    Code,
    Languages,
    Period,
    Quantity,
    RecordType,
    Ref,
    Refs,
    String,
    Strings,
    Text,
)
from exchangespec.model.record import CONDITIONAL, Classes, Record, Term


class Statement(Record):
    """What a source says about a record: a quote, a figure, a competing value of a field, a lesson, feedback.

    Keeps contradictions instead of hiding them.
    """

    chapter: ClassVar[str] = "What is said"
    plural: ClassVar[str] = "statements"
    sheet: ClassVar[str] = "Statements"
    classes: ClassVar[Classes] = Classes(
        above=("prov:Entity",),
        aligned="schema:Quotation / schema:Claim / schema:Observation by kind; prov:Entity",
    )
    constraints: ClassVar[tuple[Constraint, ...]] = (
        NeedsUnless(
            "statement-incomplete",
            "kind",
            ("figure", "value", "gap", "partial", "offer", "need"),
            "text",
        ),
        NeedsWhen("statement-incomplete", "kind", ("figure",), ("measure", "quantity")),
        NeedsWhen("statement-incomplete", "kind", ("value",), ("property", "value")),
        NeedsWhen("statement-incomplete", "kind", ("gap", "partial"), ("property",)),
        NeedsWhen("statement-incomplete", "kind", ("offer", "need"), ("themes",)),
        NeedsUnless("statement-incomplete", "kind", ("inference", "offer", "need"), "source"),
        OneItemWhen("statement-incomplete", "kind", "value", "property"),
    )

    type: Annotated[Literal["Statement"], RecordType("Statement"), Term("rdf:type")] = Field(
        default="Statement", description="Name of the record type; in tables the sheet gives it."
    )
    about: Annotated[str, Ref(), Term("schema:about")] = Field(description="Record it is about.")
    kind: Annotated[str, Code(list="statement_kind"), Term("dct:type")] = Field(
        description=(
            "quote, figure, value, gap, inference, lesson, feedback, condition, definition, "
            "decision, offer, need."
        )
    )
    text: Annotated[dict[str, str] | None, Text(), Term("schema:text", "oa:exact"), CONDITIONAL] = (
        Field(
            default=None,
            description=(
                "Wording, or the basis of an inference; for kind = value the source's own wording of "
                "the value. Required unless kind is figure, value, gap, partial, "
                "offer or need."
            ),
        )
    )
    question: Annotated[dict[str, str] | None, Text(), Term("es:question")] = Field(
        default=None, description="Interview question the quote answers."
    )
    speaker: Annotated[
        str | None,
        Ref(targets=("Person", "Organisation", "City")),
        Term("schema:spokenByCharacter", "prov:wasAttributedTo"),
    ] = Field(default=None, description="Who said it.")
    speaker_text: Annotated[str | None, String(), Term("es:speakerText")] = Field(
        default=None, description='Speaker as described ("a colleague from another city").'
    )
    property: Annotated[
        list[str], Strings(), Term("es:property", "schema:measuredProperty"), CONDITIONAL
    ] = Field(
        default_factory=list,
        description=(
            "The field or fields of the record it speaks about (start, end, attendance, "
            "`name.nl`); for gap and partial also a record type of its children (PlanItem). "
            "Exactly one for kind = value."
        ),
    )
    value: Annotated[str | None, String(), Term("es:value", "schema:value"), CONDITIONAL] = Field(
        default=None,
        description=(
            "For kind = value or inference: the value in the field's own notation; several items "
            "of a list field separated by `;`."
        ),
    )
    measure: Annotated[
        str | None, Code(list="measure"), Term("es:measure", "schema:variableMeasured"), CONDITIONAL
    ] = Field(
        default=None,
        description="For kind = figure: what is counted; also for what was inferred or is a condition.",
    )
    quantity: Annotated[
        int | str | None, Quantity(), Term("es:quantity", "schema:value"), CONDITIONAL
    ] = Field(
        default=None,
        description=(
            "For kind = figure: how many. For kind = offer or need: with how many partners at "
            "once; one if empty."
        ),
    )
    result: Annotated[
        str | None, Code(list="decision_result"), Term("es:decisionResult"), CONDITIONAL
    ] = Field(default=None, description="Outcome, for kind = decision.")
    as_of: Annotated[str | None, Period(), Term("es:asOf", "schema:observationDate")] = Field(
        default=None,
        description=(
            "Date or interval the figure, value or rule refers to (`2024`, `2022-03-04`, "
            "`2009/2023`)."
        ),
    )
    frequency: Annotated[str | None, Code(list="frequency"), Term("es:frequency")] = Field(
        default=None, description="How often, for kind = commitment."
    )
    source: Annotated[
        str | None,
        Ref(targets=("Source",)),
        Term("prov:hadPrimarySource", "oa:hasSource"),
        CONDITIONAL,
    ] = Field(
        default=None,
        description="Document it is taken from. Required unless kind is inference, offer or need.",
    )
    locator: Annotated[str | None, String(), Term("es:locator")] = Field(
        default=None, description="Page, paragraph, time code."
    )
    repeats: Annotated[str | None, Ref(targets=("Statement",)), Term("es:repeats")] = Field(
        default=None, description="Statement that this one prints again; not counted twice."
    )
    rank: Annotated[str | None, Code(list="rank"), Term("es:rank")] = Field(
        default=None, description="preferred, normal (default), deprecated."
    )
    confidence: Annotated[str | None, Code(list="confidence"), Term("es:confidence")] = Field(
        default=None, description="For kind = inference: high, medium, low."
    )
    languages: Annotated[
        list[str], Languages(), Term("es:language", "dct:language; schema:inLanguage")
    ] = Field(
        default_factory=list,
        description="For kind = offer or need: languages in which one can work together.",
    )
    excludes: Annotated[list[str], Refs(targets=("City", "Organisation")), Term("es:excludes")] = (
        Field(
            default_factory=list,
            description="For kind = offer or need: with whom not, as of a competitor for the same call.",
        )
    )
    toward: Annotated[str | None, Ref(targets=("City", "Organisation")), Term("es:toward")] = Field(
        default=None,
        description=(
            "For kind = figure: the party on the other side, for what was counted from one to the "
            "other (people sent to it or received from it)."
        ),
    )
