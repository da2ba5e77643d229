"""Header: what a submission says about itself, once."""

from typing import Annotated

from pydantic import Field

from exchangespec.model.kinds import (
    PREFIX_PATTERN,
    Code,
    Date,
    Integer,
    Iri,
    Language,
    PrefixMap,
    String,
    Strings,
    Text,
    Url,
)
from exchangespec.model.record import SHOULD, Statable, Term


class Header(Statable):
    """The facts about the whole package: sheet About, `about.csv`, the first keys in JSON."""

    exchangespec: Annotated[
        str,
        String(form=r"^[1-9][0-9]*\.[0-9]+$", form_fault="unknown-standard-version"),
        Term("dct:conformsTo"),
    ] = Field(description='Version of the standard, MAJOR.MINOR ("1.0").')
    profiles: Annotated[list[str], Strings(), Term("es:profile", "dct:conformsTo")] = Field(
        default_factory=list, description="Profiles the data follow (id or URL)."
    )
    id: Annotated[str, Iri(), Term("@id")] = Field(description="Identifier of the dataset.")
    title: Annotated[dict[str, str], Text(), Term("dct:title")] = Field(description="Title.")
    description: Annotated[dict[str, str] | None, Text(), Term("dct:description"), SHOULD] = Field(
        default=None,
        description="What it covers (DCAT-AP 3 makes title and description mandatory on dcat:Dataset).",
    )
    publisher: Annotated[str, String(), Term("es:publisher", "dct:publisher")] = Field(
        description="Who publishes."
    )
    prefix: Annotated[
        str, String(form=PREFIX_PATTERN, form_fault="malformed-prefix"), Term("es:prefix")
    ] = Field(description="Id prefix of this publisher, `^[a-z][a-z0-9-]{1,30}$`.")
    base: Annotated[str | None, Url(), Term("es:base"), SHOULD] = Field(
        default=None,
        description="IRI the prefix stands for. Default: https://w3id.org/exchangespec/id/<prefix>/ (to be agreed).",
    )
    prefixes: Annotated[dict[str, str] | None, PrefixMap(), Term("es:prefixMap")] = Field(
        default=None, description="Other publishers' prefixes used in references."
    )
    language: Annotated[str, Language(), Term("es:language", "dct:language")] = Field(
        description="Default language of text columns without a language suffix."
    )
    version: Annotated[str, String(), Term("dcat:version")] = Field(
        description="Version of the dataset (date or semver)."
    )
    issued: Annotated[str | None, Date(), Term("dct:issued")] = Field(
        default=None, description="First published."
    )
    modified: Annotated[str, Date(), Term("dct:modified")] = Field(description="Last changed.")
    license: Annotated[str | None, String(), Term("es:license", "dct:license"), SHOULD] = Field(
        default=None, description="Licence. Missing = warning H02."
    )
    contact: Annotated[str | None, String(), Term("es:contact", "dcat:contactPoint"), SHOULD] = (
        Field(default=None, description="Functional mailbox.")
    )
    nuts_version: Annotated[int | None, Integer(), Term("es:nutsVersion")] = Field(
        default=None, description="2013, 2016, 2021, 2024. Default 2024."
    )
    personal_data: Annotated[str, Code(list="personal_data"), Term("es:personalData")] = Field(
        description="Whether Person records are present and may be republished."
    )
    previous: Annotated[str | None, Iri(), Term("dcat:previousVersion")] = Field(
        default=None, description="Earlier release, for id-stability checks."
    )
