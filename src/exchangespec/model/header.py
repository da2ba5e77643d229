"""Header: what a submission says about itself, once."""

from typing import Annotated

from pydantic import Field

from exchangespec.model.kinds import (
    PREFIX_PATTERN,
    Base,
    Code,
    Date,
    Integer,
    Iri,
    Language,
    PrefixMap,
    String,
    Strings,
    Text,
)
from exchangespec.model.record import SHOULD, Statable, Term


class Header(Statable):
    """The facts about the whole package: sheet About, `about.csv`, the first keys in JSON."""

    exchangespec: Annotated[
        str,
        String(form=r"^[1-9][0-9]*\.[0-9]+$", form_fault="unknown-standard-version"),
        Term("dct:conformsTo"),
    ] = Field(description='Version of the standard that the data follow ("1.0").')
    profiles: Annotated[list[str], Strings(), Term("es:profile", "dct:conformsTo")] = Field(
        default_factory=list,
        description="Profiles of networks that the data follow, by id or web address.",
    )
    id: Annotated[str, Iri(), Term("@id")] = Field(
        description=(
            "Web address that stands for these data as a whole and never changes; no page need be"
            " there."
        )
    )
    title: Annotated[dict[str, str], Text(), Term("dct:title")] = Field(
        description="What these data are called."
    )
    description: Annotated[dict[str, str] | None, Text(), Term("dct:description"), SHOULD] = Field(
        default=None,
        description="What these data cover.",
    )
    publisher: Annotated[str, String(), Term("es:publisher", "dct:publisher")] = Field(
        description="Who publishes: a name, or the id of an organisation in these data."
    )
    prefix: Annotated[
        str, String(form=PREFIX_PATTERN, form_fault="malformed-prefix"), Term("es:prefix")
    ] = Field(
        description=(
            "Short name of the publisher that stands before the colon of every id: small letters "
            "a to z, digits and hyphens."
        )
    )
    base: Annotated[str | None, Base(), Term("es:base"), SHOULD] = Field(
        default=None,
        description=(
            "Web address that the prefix stands for. If empty: "
            "https://w3id.org/exchangespec/id/<prefix>/."
        ),
    )
    prefixes: Annotated[dict[str, str] | None, PrefixMap(), Term("es:prefixMap")] = Field(
        default=None, description="Other publishers' prefixes used in references."
    )
    language: Annotated[str, Language(), Term("es:language", "dct:language")] = Field(
        description="Language of the texts, wherever none is named."
    )
    version: Annotated[str, String(), Term("dcat:version")] = Field(
        description="Version of these data: a date, or a number that grows."
    )
    issued: Annotated[str | None, Date(), Term("dct:issued")] = Field(
        default=None, description="When they were first published."
    )
    modified: Annotated[str, Date(), Term("dct:modified")] = Field(
        description="When they were last changed."
    )
    license: Annotated[str | None, String(), Term("es:license", "dct:license"), SHOULD] = Field(
        default=None, description="Licence under which others may use the data."
    )
    contact: Annotated[str | None, String(), Term("es:contact", "dcat:contactPoint"), SHOULD] = (
        Field(
            default=None, description="Mailbox of an office for questions; no person's own address."
        )
    )
    nuts_version: Annotated[int | None, Integer(), Term("es:nutsVersion")] = Field(
        default=None,
        description="Version of the NUTS classification of regions: 2013, 2016, 2021 or 2024 (if empty).",
    )
    personal_data: Annotated[str, Code(list="personal_data"), Term("es:personalData")] = Field(
        description="Whether persons are named in these data, and whether that may be published again."
    )
    previous: Annotated[str | None, Iri(), Term("dcat:previousVersion")] = Field(
        default=None,
        description="Address of the release before this one, so that changed ids are noticed.",
    )
