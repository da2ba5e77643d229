"""Funding: money (or help in kind) from a funder or programme for a network, plan, action, output or event."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from exchangespec.model.constraints import Constraint, NeedsAnyOf, NeedsTogether
from exchangespec.model.kinds import Code, Currency, Date, Quantity, RecordType, Refs, String, Text
from exchangespec.model.record import CONDITIONAL, SHOULD, Classes, Record, Term


class Funding(Record):
    """Money (or help in kind) from a funder or programme for a network, plan, action, output or event."""

    chapter: ClassVar[str] = "What changed"
    plural: ClassVar[str] = "funding"
    sheet: ClassVar[str] = "Funding"
    classes: ClassVar[Classes] = Classes(
        above=("schema:Grant", "frapo:Funding"),
        aligned="schema:Grant; schema:MonetaryGrant when amount; frapo:Grant",
    )
    constraints: ClassVar[tuple[Constraint, ...]] = (
        NeedsTogether("amount-without-currency", "amount", "currency"),
        NeedsAnyOf("no-payer", ("programme", "funders", "funder_text")),
    )

    type: Annotated[Literal["Funding"], RecordType("Funding"), Term("rdf:type")] = Field(
        default="Funding", description="Name of the record type; in tables the sheet gives it."
    )
    name: Annotated[dict[str, str] | None, Text(), Term("dct:title")] = Field(
        default=None, description="Label."
    )
    funds: Annotated[
        list[str],
        Refs(
            targets=(
                "Network",
                "ActionPlan",
                "PlanItem",
                "Output",
                "Event",
                "Visit",
                "MentoringPair",
                "Organisation",
                "City",
            ),
            at_least=1,
        ),
        Term("schema:fundedItem"),
    ] = Field(description="What is paid for.")
    kind: Annotated[str, Code(list="funding_kind"), Term("dct:type")] = Field(
        description="grant, co_funding, own_funds, in_kind, loan, prize."
    )
    programme: Annotated[
        str | None,
        Code(list="programme"),
        Term("frapo:isFundedBy", "PO eu-programme IRI"),
        CONDITIONAL,
    ] = Field(default=None, description="Programme or fund (AMIF, EIF, ESF, ERASMUS_PLUS).")
    programme_period: Annotated[
        str | None, Code(list="programming_period"), Term("es:programmingPeriod")
    ] = Field(default=None, description="EU programming period.")
    funders: Annotated[
        list[str],
        Refs(targets=("Organisation", "City")),
        Term("schema:funder", "frapo:hasFundingAgency"),
        CONDITIONAL,
    ] = Field(default_factory=list, description="Who pays.")
    funder_text: Annotated[str | None, String(), Term("es:funderText"), CONDITIONAL] = Field(
        default=None, description='Payer as worded, when it has no record ("a private foundation").'
    )
    recipients: Annotated[
        list[str], Refs(targets=("City", "Organisation")), Term("es:recipient"), SHOULD
    ] = Field(default_factory=list, description="Who receives.")
    amount: Annotated[
        int | str | None, Quantity(), Term("es:amount", "schema:amount; frapo:hasMonetaryValue")
    ] = Field(default=None, description="Amount, `500000`, `~500000`.")
    currency: Annotated[
        str | None,
        Currency(),
        Term("es:currency", "schema:currency (inside amount); frapo:hasCurrencyCode"),
        CONDITIONAL,
    ] = Field(
        default=None,
        description="Currency, by its code of three letters (ISO 4217: EUR). Needed with an amount.",
    )
    amount_basis: Annotated[str | None, Code(list="amount_basis"), Term("es:amountBasis")] = Field(
        default=None,
        description="total (default), per_year, per_month, per_participant, ceiling, estimate.",
    )
    rate: Annotated[int | str | None, Quantity(), Term("es:rate")] = Field(
        default=None, description="Co-financing rate, per cent."
    )
    start: Annotated[str | None, Date(), Term("es:start", "schema:startDate")] = Field(
        default=None, description="Start."
    )
    end: Annotated[str | None, Date(open_end=True), Term("es:end", "schema:endDate")] = Field(
        default=None, description="End."
    )
    awarded: Annotated[str | None, Date(), Term("es:awarded", "frapo:hasAwardDate")] = Field(
        default=None, description="Date of award."
    )
    reference: Annotated[str | None, String(), Term("frapo:hasGrantNumber")] = Field(
        default=None, description="Grant agreement or contract number."
    )
    progress: Annotated[str | None, Code(list="progress"), Term("es:progress")] = Field(
        default=None, description="planned (applied), under_way, completed, stopped."
    )
