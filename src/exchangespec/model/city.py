"""City: a city, town, municipality, borough, metropolitan area or region that takes part in exchanges, seen as a territory."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from exchangespec.model.kinds import (
    Code,
    Country,
    Date,
    Number,
    Quantity,
    RecordType,
    Ref,
    String,
    Text,
)
from exchangespec.model.record import Classes, Record, Term


class City(Record):
    """A city, town, municipality, borough, metropolitan area or region that takes part in exchanges, seen as a territory.

    Its local authority is either the Organisation named in `authority` or, when none is given,
    the implied node `<id>#authority`.
    """

    chapter: ClassVar[str] = "Who and where"
    plural: ClassVar[str] = "cities"
    sheet: ClassVar[str] = "Cities"
    classes: ClassVar[Classes] = Classes(
        above=("dct:Location", "schema:AdministrativeArea", "foaf:Agent"),
        aligned=(
            "dct:Location, schema:AdministrativeArea (schema:City for city/town), foaf:Agent; "
            "`<id>#authority` a cv:PublicOrganisation with dct:spatial <id>"
        ),
    )

    type: Annotated[Literal["City"], RecordType("City"), Term("rdf:type")] = Field(
        default="City", description="Name of the record type; in tables the sheet gives it."
    )
    name: Annotated[dict[str, str], Text(), Term("locn:geographicName", "skos:prefLabel")] = Field(
        description=(
            'Usual name, in each language known (el "Νίκαια-Αγ. Ι. Ρέντης", en "Nikaia-Rentis").'
        )
    )
    kind: Annotated[str | None, Code(list="place_kind"), Term("dct:type")] = Field(
        default=None,
        description="city, municipality, town, borough, metropolitan_area, region, ...",
    )
    country: Annotated[
        str, Country(), Term("es:country", "schema:containedInPlace; PO country authority IRI")
    ] = Field(
        description=(
            "Country, by its code of two letters (ISO 3166-1). In tables its name will do, and EL"
            " and UK are read as GR and GB."
        )
    )
    part_of: Annotated[str | None, Ref(targets=("City",)), Term("dct:isPartOf")] = Field(
        default=None,
        description=(
            "Larger territory (Southwark to London, Vantaa to Helsinki Metropolitan Area)."
        ),
    )
    nuts: Annotated[
        str | None,
        String(form=r"^[A-Z]{2}[A-Z0-9]{0,3}$", form_fault="malformed-nuts-code"),
        Term("es:nuts", "schema:containedInPlace <http://data.europa.eu/nuts/code/...>"),
    ] = Field(
        default=None,
        description=(
            "Code of its region in the NUTS classification of the EU, at any level (BE212). The "
            "sheet About says which version."
        ),
    )
    lau: Annotated[str | None, String(), Term("es:lau")] = Field(
        default=None, description="Local administrative unit code, without country."
    )
    latitude: Annotated[
        float | None, Number(lowest=-90, highest=90), Term("schema:latitude", "locn:geometry")
    ] = Field(
        default=None,
        description="Degrees north, or south with a minus sign, as a decimal number (WGS84).",
    )
    longitude: Annotated[
        float | None, Number(lowest=-180, highest=180), Term("schema:longitude", "locn:geometry")
    ] = Field(
        default=None,
        description="Degrees east, or west with a minus sign, as a decimal number (WGS84).",
    )
    population: Annotated[
        int | str | None, Quantity(), Term("es:population", "gn:population when exact")
    ] = Field(
        default=None,
        description=(
            "Inhabitants: `223000`, `~87000`. Other or competing figures go into the sheet "
            "Statements."
        ),
    )
    population_date: Annotated[
        str | None, Date(), Term("es:populationDate", "schema:observationDate")
    ] = Field(default=None, description="Date or year the population refers to.")
    authority: Annotated[
        str | None, Ref(targets=("Organisation",)), Term("es:authority", "inverse dct:spatial")
    ] = Field(default=None, description="The local authority, when it has its own record.")
