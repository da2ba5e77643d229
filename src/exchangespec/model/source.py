"""Source: a document the data comes from: web page, news item, report, case study, agenda, application form, interview."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from exchangespec.model.kinds import Code, Date, Language, RecordType, Ref, Strings, Text, Url
from exchangespec.model.record import SHOULD, Classes, Record, Term


class Source(Record):
    """A document the data comes from: web page, news item, report, case study, agenda, application form, interview."""

    chapter: ClassVar[str] = "What is said"
    plural: ClassVar[str] = "sources"
    sheet: ClassVar[str] = "Sources"
    classes: ClassVar[Classes] = Classes(
        above=("foaf:Document", "prov:Entity"),
        aligned=(
            "foaf:Document; prov:Entity, schema:CreativeWork (NewsArticle, Report, WebPage by kind)"
        ),
    )

    type: Annotated[Literal["Source"], RecordType("Source"), Term("rdf:type")] = Field(
        default="Source", description="Name of the record type; in tables the sheet gives it."
    )
    name: Annotated[dict[str, str], Text(), Term("dct:title")] = Field(
        description="Title, in its own language."
    )
    kind: Annotated[str, Code(list="source_kind"), Term("dct:type")] = Field(
        description="news, web_page, report, case_study, agenda, ..."
    )
    publisher: Annotated[
        str | None, Ref(targets=("City", "Organisation", "Network")), Term("dct:publisher"), SHOULD
    ] = Field(default=None, description="Who published it.")
    authors: Annotated[list[str], Strings(), Term("es:authorText", "schema:author")] = Field(
        default_factory=list, description="Author names as printed (no personal record needed)."
    )
    language: Annotated[
        str | None, Language(), Term("es:language", "dct:language; schema:inLanguage"), SHOULD
    ] = Field(default=None, description="Language of this version.")
    published: Annotated[
        str | None, Date(), Term("es:published", "dct:issued; schema:datePublished")
    ] = Field(default=None, description="First published.")
    edited: Annotated[str | None, Date(), Term("es:edited", "schema:dateModified")] = Field(
        default=None, description='Last edited, where the document says so ("Edited on").'
    )
    accessed: Annotated[str | None, Date(), Term("es:accessed")] = Field(
        default=None, description="When it was read."
    )
    translation_of: Annotated[
        str | None, Ref(targets=("Source",)), Term("schema:translationOfWork", "adms:translation")
    ] = Field(default=None, description="The version it translates (the same item in NL, IT, EN).")
    part_of: Annotated[str | None, Ref(targets=("Source",)), Term("dct:isPartOf")] = Field(
        default=None, description="Newsletter, site section, report it is in."
    )
    archived_url: Annotated[str | None, Url(), Term("schema:archivedAt")] = Field(
        default=None, description="Archived copy."
    )
    license: Annotated[str | None, Url(), Term("dct:license")] = Field(
        default=None, description="Licence of the document."
    )
