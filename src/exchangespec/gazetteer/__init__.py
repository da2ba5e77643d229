"""A gazetteer of Europe: places from 500 inhabitants on with their names in many languages.

Made from GeoNames (geonames.org, CC BY 4.0) by scripts/build_gazetteer.py. It is opened when it is
first asked; names are found by halving, so nothing is built in memory.
"""

from exchangespec.gazetteer.names import key
from exchangespec.gazetteer.places import (
    ATTRIBUTION,
    SCHEME,
    Gazetteer,
    Place,
    gazetteer,
    number_of,
)

__all__ = ["ATTRIBUTION", "SCHEME", "Gazetteer", "Place", "gazetteer", "key", "number_of"]
