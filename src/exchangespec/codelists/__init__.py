"""Holds the code lists, registries and identifier schemes of the standard and matches to them.

The data are CSV files beside this module, read when first asked for; only the standard library
is needed. ``scripts/build_registries.py`` makes the registries anew, ``scripts/build_nuts.py`` the
NUTS codes.
"""

from exchangespec.codelists.folding import fold
from exchangespec.codelists.identifiers import (
    IdentifierFault,
    IdentifierProblem,
    IdentifierScheme,
    identifier_problem,
    identifier_schemes,
    iri,
    is_reserved,
)
from exchangespec.codelists.languages import (
    canonical_language,
    is_language,
    language_name,
    match_language,
)
from exchangespec.codelists.lists import (
    CODELISTS,
    Code,
    Codelist,
    code_labels,
    code_words,
    codelist,
    codelist_label,
    match_code,
    programme_years,
)
from exchangespec.codelists.matching import Match
from exchangespec.codelists.nuts import NUTS_VERSIONS, nuts_version_of, nuts_versions
from exchangespec.codelists.registries import (
    Country,
    Currency,
    countries,
    country_names,
    country_synonyms,
    currencies,
    is_country,
    is_currency,
    is_time_zone,
    match_country,
    match_currency,
    nuts_country,
    time_zone_abbreviations,
)
from exchangespec.codelists.tables import VERSION

__all__ = [
    "CODELISTS",
    "NUTS_VERSIONS",
    "VERSION",
    "Code",
    "Codelist",
    "Country",
    "Currency",
    "IdentifierFault",
    "IdentifierProblem",
    "IdentifierScheme",
    "Match",
    "canonical_language",
    "code_labels",
    "code_words",
    "codelist",
    "codelist_label",
    "countries",
    "country_names",
    "country_synonyms",
    "currencies",
    "fold",
    "identifier_problem",
    "identifier_schemes",
    "iri",
    "is_country",
    "is_currency",
    "is_language",
    "is_reserved",
    "is_time_zone",
    "language_name",
    "match_code",
    "match_country",
    "match_currency",
    "match_language",
    "nuts_country",
    "nuts_version_of",
    "nuts_versions",
    "programme_years",
    "time_zone_abbreviations",
]
