"""Tells a licence in words from one that data portals know, and which one may be meant."""

from __future__ import annotations

from exchangespec.spec.aligned.surroundings import surroundings

# What people write, letters and digits only, and the name that SPDX has for it.
USUAL = {
    "cc0": "CC0-1.0",
    "cc010": "CC0-1.0",
    "ccby": "CC-BY-4.0",
    "ccby40": "CC-BY-4.0",
    "ccby4": "CC-BY-4.0",
    "ccbysa": "CC-BY-SA-4.0",
    "ccbysa40": "CC-BY-SA-4.0",
    "creativecommonsattribution40": "CC-BY-4.0",
    "creativecommonsattribution40international": "CC-BY-4.0",
    "licenceouverte": "etalab-2.0",
    "licenceouverte20": "etalab-2.0",
    "licenceouvertev20": "etalab-2.0",
    "licenceouverteopenlicence20": "etalab-2.0",
    "opendatabaselicense": "ODbL-1.0",
    "opendatabaselicense10": "ODbL-1.0",
    "odbl10": "ODbL-1.0",
    "opengovernmentlicence": "OGL-UK-3.0",
    "opengovernmentlicence30": "OGL-UK-3.0",
    "opengovernmentlicencev30": "OGL-UK-3.0",
    "ogl30": "OGL-UK-3.0",
    "oglv30": "OGL-UK-3.0",
}


def advice_on(licence: str) -> str:
    """Return what to say of a licence that portals do not know; nothing if they may."""
    if surroundings({}, ()).licence(licence) is not None:
        return ""
    meant = USUAL.get("".join(filter(str.isalnum, licence.casefold())))
    perhaps = f" If {meant} is meant, write that." if meant else ""
    return (
        f'The licence "{licence}" is written in words, so data portals show it and do not know '
        f"it. In the header, state its address or its SPDX name, such as CC-BY-4.0.{perhaps}"
    )
