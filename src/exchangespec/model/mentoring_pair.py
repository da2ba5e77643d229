"""MentoringPair: a mentoring relation: mentor(s) to mentee(s), at city level, at association level, or both in tandem (Mechelen + VVSG mentor Capaci + AICCRE)."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from exchangespec.model.kinds import Code, Date, Integer, RecordType, Ref, Refs, Text
from exchangespec.model.record import SHOULD, Classes, Record, Term


class MentoringPair(Record):
    """A mentoring relation: mentor(s) to mentee(s), at city level, at association level, or both in tandem (Mechelen + VVSG mentor Capaci + AICCRE)."""

    chapter: ClassVar[str] = "What happened"
    plural: ClassVar[str] = "mentoring_pairs"
    sheet: ClassVar[str] = "Mentoring"
    classes: ClassVar[Classes] = Classes(
        above=("org:OrganizationalCollaboration",),
        aligned="org:OrganizationalCollaboration",
    )

    type: Annotated[Literal["MentoringPair"], RecordType("MentoringPair"), Term("rdf:type")] = (
        Field(
            default="MentoringPair",
            description="Name of the record type; in tables the sheet gives it.",
        )
    )
    name: Annotated[dict[str, str] | None, Text(), Term("skos:prefLabel")] = Field(
        default=None, description="Label; made from the parties when blank."
    )
    mentors: Annotated[
        list[str], Refs(targets=("City", "Organisation"), at_least=1), Term("es:mentor")
    ] = Field(description="Who mentors.")
    mentees: Annotated[
        list[str], Refs(targets=("City", "Organisation"), at_least=1), Term("es:mentee")
    ] = Field(description="Who is mentored.")
    network: Annotated[str | None, Ref(targets=("Network",)), Term("es:network"), SHOULD] = Field(
        default=None, description="Network or project."
    )
    facilitators: Annotated[
        list[str], Refs(targets=("Organisation", "Person")), Term("es:facilitator")
    ] = Field(default_factory=list, description="Third party that runs the process.")
    number: Annotated[int | None, Integer(), Term("es:number")] = Field(
        default=None, description='Pair number ("2").'
    )
    topic: Annotated[dict[str, str] | None, Text(), Term("org:purpose"), SHOULD] = Field(
        default=None, description='Guiding question ("How to build a vision of a city for all?").'
    )
    start: Annotated[str | None, Date(), Term("es:start", "schema:startDate"), SHOULD] = Field(
        default=None, description="Start."
    )
    end: Annotated[str | None, Date(open_end=True), Term("es:end", "schema:endDate")] = Field(
        default=None, description="End."
    )
    progress: Annotated[str | None, Code(list="progress"), Term("es:progress")] = Field(
        default=None, description="planned, under_way, completed, stopped."
    )
    replaces: Annotated[str | None, Ref(targets=("MentoringPair",)), Term("dct:replaces")] = Field(
        default=None, description="Earlier pair it took the place of."
    )
    plan: Annotated[str | None, Ref(targets=("ActionPlan",)), Term("es:plan")] = Field(
        default=None, description="Action plan the mentee made."
    )
    outcomes: Annotated[dict[str, str] | None, Text(), Term("es:outcomes")] = Field(
        default=None, description="What came out."
    )
