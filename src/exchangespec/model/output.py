"""Output: a practice, tool, app, guide, method, training, report or other result that others can reuse."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from exchangespec.model.kinds import Code, Date, Languages, RecordType, Ref, Refs, String, Text, Url
from exchangespec.model.record import SHOULD, Classes, Record, Term


class Output(Record):
    """A practice, tool, app, guide, method, training, report or other result that others can reuse.

    Good practices and project deliverables are the same type, told apart by kind.
    """

    chapter: ClassVar[str] = "What changed"
    plural: ClassVar[str] = "outputs"
    sheet: ClassVar[str] = "Outputs"
    classes: ClassVar[Classes] = Classes(
        above=("frapo:Output", "prov:Entity"),
        aligned="frapo:Output, schema:CreativeWork (subclass by kind)",
    )

    type: Annotated[Literal["Output"], RecordType("Output"), Term("rdf:type")] = Field(
        default="Output", description="Name of the record type; in tables the sheet gives it."
    )
    name: Annotated[dict[str, str], Text(), Term("dct:title", "schema:name")] = Field(
        description="Name."
    )
    kind: Annotated[str, Code(list="output_kind"), Term("dct:type")] = Field(
        description="practice, tool, app, guide, method, training, report, video, dataset, ..."
    )
    owners: Annotated[
        list[str],
        Refs(targets=("City", "Organisation", "Network")),
        Term("dct:creator", "schema:creator"),
        SHOULD,
    ] = Field(default_factory=list, description="Who developed or owns it.")
    networks: Annotated[list[str], Refs(targets=("Network",)), Term("frapo:isOutputOf")] = Field(
        default_factory=list, description="Networks it came out of."
    )
    city: Annotated[str | None, Ref(targets=("City",)), Term("schema:contentLocation")] = Field(
        default=None, description="Where it works."
    )
    published: Annotated[
        str | None, Date(), Term("es:published", "dct:issued; schema:datePublished")
    ] = Field(default=None, description="Published or launched.")
    progress: Annotated[str | None, Code(list="progress"), Term("es:progress")] = Field(
        default=None, description="planned, under_way, completed, stopped."
    )
    languages: Annotated[list[str], Languages(), Term("es:language", "dct:language")] = Field(
        default_factory=list, description="Languages."
    )
    audience: Annotated[dict[str, str] | None, Text(), Term("es:audience")] = Field(
        default=None, description="For whom."
    )
    license: Annotated[str | None, Url(), Term("dct:license")] = Field(
        default=None, description="Licence."
    )
    version: Annotated[str | None, String(), Term("schema:version", "dcat:version")] = Field(
        default=None, description="Version."
    )
    based_on: Annotated[list[str], Refs(targets=("Output",)), Term("prov:wasDerivedFrom")] = Field(
        default_factory=list, description="What it was adapted from."
    )
    preconditions: Annotated[
        dict[str, str] | None, Text(), Term("es:preconditions", "dct:requires")
    ] = Field(
        default=None, description="What must be in place to reuse it (legal basis, staff, budget)."
    )
    outcomes: Annotated[dict[str, str] | None, Text(), Term("es:outcomes")] = Field(
        default=None, description="Evidence and results."
    )
