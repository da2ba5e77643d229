"""What all records have in common: frozen, closed but for `x_` columns, the same thirteen fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from exchangespec.model.constraints import NeedsValue
from exchangespec.model.kinds import (
    EXTENSION_PATTERN,
    Code,
    Codes,
    Date,
    Id,
    Identifiers,
    Ref,
    Refs,
    String,
    Strings,
    Text,
    Url,
)
from exchangespec.model.texts import VISIBLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.model.constraints import AnyConstraint


@dataclass(frozen=True, slots=True)
class Term:
    """The RDF property a field becomes, and the official terms of the aligned layer."""

    rdf: str
    aligned: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """How much a field is asked for beyond its type: `S` should be stated, `C` a rule asks for it."""

    level: str


SHOULD = Requirement("S")
CONDITIONAL = Requirement("C")


@dataclass(frozen=True, slots=True)
class Classes:
    """The RDF classes of a record type: its official super-classes and those of the aligned layer."""

    above: tuple[str, ...]
    aligned: str = ""


class Statable(BaseModel):
    """Base of everything a partner states: absent means not stated, and nothing is null."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def field_order(cls) -> list[str]:
        """Return the fields in model order: type and id, the type's own, the common ones."""
        names = cls.model_fields
        own = [name for name in cls.__annotations__ if name in names]
        first = [name for name in ("type", "id") if name in names and "type" in names]
        return list(dict.fromkeys([*first, *own, *names]))

    def values(self) -> dict[str, Any]:
        """Return the stated values as plain JSON data, keys in model order."""
        dumped = self.model_dump(mode="json")
        order = dict.fromkeys([*self.field_order(), *dumped])
        return {name: dumped[name] for name in order if dumped[name] not in (None, [])}

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """Show only what is stated."""
        return iter(self.values().items())


class Record(Statable):
    """One thing a partner reports; the unit of exchange, replaced as a whole by its id."""

    model_config = ConfigDict(extra="allow")
    if not TYPE_CHECKING:
        # Type checkers without pydantic's plugin would take this for one more argument.
        __pydantic_extra__: dict[
            Annotated[str, StringConstraints(strict=True, pattern=EXTENSION_PATTERN)],
            Annotated[str, StringConstraints(strict=True, min_length=1, pattern=VISIBLE)],
        ]

    chapter: ClassVar[str]
    plural: ClassVar[str]
    sheet: ClassVar[str]
    classes: ClassVar[Classes]
    constraints: ClassVar[tuple[AnyConstraint, ...]] = ()
    shared_constraints: ClassVar[tuple[AnyConstraint, ...]] = (
        NeedsValue("replaced-but-not-withdrawn", "replaced_by", "record_status", "withdrawn"),
    )

    id: Annotated[str, Id(), Term("@id")] = Field(
        description=(
            "Short id of your own, `prefix:name`; no two records of the submission share it. In "
            "tables the prefix may be left out: that of the sheet About is added."
        )
    )

    other_names: Annotated[list[str], Strings(), Term("skos:altLabel")] = Field(
        default_factory=list,
        description=(
            'Other spellings, abbreviations, former names ("Orient 8", "Inclucities"), in any '
            "language."
        ),
    )

    description: Annotated[
        dict[str, str] | None, Text(), Term("dct:description", "schema:description")
    ] = Field(default=None, description="What it is, in one or more languages.")

    url: Annotated[
        str | None, Url(), Term("foaf:page", "foaf:homepage only on Organisation/Network")
    ] = Field(
        default=None,
        description="Main public web page.",
    )

    identifiers: Annotated[
        list[str],
        Identifiers(),
        Term(
            "schema:sameAs",
            "adms:identifier (adms:Identifier with skos:notation, adms:schemaAgency)",
        ),
        SHOULD,
    ] = Field(
        default_factory=list,
        description=(
            "Ids of the same thing elsewhere: in a public list (`wikidata:Q...`, "
            "`geonames:632453`, `ror:...`, `lei:...`) or in another publisher's data "
            "(`vvsg:capaci`)."
        ),
    )

    themes: Annotated[list[str], Codes(list="theme"), Term("dct:subject", "dcat:theme")] = Field(
        default_factory=list,
        description="Policy themes, from the list of themes or from that of your network.",
    )

    tags: Annotated[list[str], Strings(), Term("schema:keywords")] = Field(
        default_factory=list, description="Free keywords."
    )

    sources: Annotated[
        list[str], Refs(targets=("Source",)), Term("dct:source", "prov:wasDerivedFrom"), SHOULD
    ] = Field(default_factory=list, description="Documents the record was made from.")

    note: Annotated[str | None, String(), Term("skos:editorialNote")] = Field(
        default=None, description="Editor's remark, never shown as content."
    )

    record_status: Annotated[
        str | None, Code(list="record_status"), Term("es:recordStatus", "adms:status")
    ] = Field(
        default=None,
        description=(
            "draft, published (also if empty) or withdrawn. To delete a record, mark it as "
            "withdrawn; do not just leave it out."
        ),
    )

    modified: Annotated[str | None, Date(), Term("es:modified", "schema:sdDatePublished")] = Field(
        default=None, description="When this record (not the thing) last changed."
    )

    replaced_by: Annotated[
        str | None, Ref(same_type=True), Term("dct:isReplacedBy"), CONDITIONAL
    ] = Field(
        default=None,
        description=(
            "The record that now stands for this one, where two were the same. This one must be "
            "marked as withdrawn."
        ),
    )
