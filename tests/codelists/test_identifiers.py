"""Tests of identifiers from outside, by published examples of each register."""

from __future__ import annotations

import re

import pytest

from exchangespec.codelists import (
    CODELISTS,
    IdentifierFault,
    codelist,
    identifier_problem,
    identifier_schemes,
    iri,
    is_reserved,
)
from exchangespec.codelists.identifiers import CHECKS

GOOD = [
    "at-zvr:123456789",
    "be-bce_kbo:0203201340",
    "be-bce_kbo:0521749439",
    "bg-eik:000696327",
    "cordis:101004572",
    "cz-ico:01146131",
    "cz-ico:28179609",
    "dk-cvr:36729929",
    "doi:10.1000/182",
    "ee-rik:11975756",
    "es-dir3:E04100802",
    "es-dir3:L01280796",
    "eurlex:12016ME/TXT",
    "eurlex:02016R0679-20160504",
    "eurlex:32016R0679",
    "fi-pro:0551253-1",
    "fi-pro:1680140-0",
    "fr-insee:73282932000074",
    "fr-insee:732829320",
    "fr-insee:35600000000048",
    "fr-insee:35600000049837",
    "gb-chc:279417",
    "gb-coh:09506232",
    "gb-coh:SC123456",
    "gb-lae:WOT",
    "geonames:632453",
    "grant:HOME/2013/EIFX/CA/4000005890",
    "handle:20.500.12345/678",
    "hr-oib:33392005961",
    "isbn:0-306-40615-2",
    "isbn:080442957X",
    "isbn:978-0-306-40615-7",
    "isbn:9780306406157",
    "isni:0000000121032683",
    "it-cf:00743110157",
    "it-cuuo:UFFTT8",
    "keep:1234",
    "kohesio:Q9934",
    "lau:BE_12025",
    "lau:12025",
    "lei:5493001KJTIIGC8Y1R12",
    "lt-rc:111484678",
    "lv-re:40003108882",
    "nl-kvk:41202535",
    "nl-owms:'s-Graveland_(gemeente)",
    "no-brc:894961902",
    "no-brc:972417920",
    "nuts:EL30",
    "nuts:UKI",
    "oid:E10000001",
    "orcid:0000-0001-5109-3700",
    "orcid:0000-0002-1825-0097",
    "orcid:0000-0002-1694-233X",
    "pic:999997930",
    "pl-krs:0000359730",
    "pl-regon:142445947",
    "pt-nippc:500051054",
    "ror:03yrm5c26",
    "ror:05dxps055",
    "se-blv:556698-6849",
    "sk-ico:00151742",
    "ua-edr:00032684",
    "wikidata:Q12892",
]

WRONG_PATTERN = [
    "wikidata:12892",
    "wikidata:Q012",
    "wikidata:Q1\n",
    "wikidata:Q١",
    "wikidata:",
    "geonames:abc",
    "nuts:GR30",
    "nuts:ZZ",
    "nuts:el30",
    "ror:https://ror.org/05dxps055",
    "orcid:0000000218250097",
    "be-bce_kbo:0203.201.340",
    "oid:E1234567",
    "pic:012345678",
    "grant:two words",
    "isbn:97803064061",
    "doi:doi.org/10.1000/182",
]

WRONG_DIGIT = [
    "ror:05dxps056",
    "lei:5493001KJTIIGC8Y1R17",
    "orcid:0000-0002-1825-0098",
    "isni:000000012103268X",
    "be-bce_kbo:0203201341",
    "cz-ico:28179608",
    "fi-pro:1680140-1",
    "fr-insee:732829321",
    "fr-insee:73282932000075",
    "fr-insee:35600000000049",
    "no-brc:972417921",
    "se-blv:556698-6848",
    "it-cf:00743110158",
    "isbn:0-306-40615-3",
    "isbn:978-0-306-40615-8",
    "isbn:978030640615X",
]


@pytest.mark.parametrize("curie", GOOD)
def test_good_identifiers(curie):
    """Examples that the registers themselves publish pass."""
    assert identifier_problem(curie) is None


@pytest.mark.parametrize("curie", WRONG_PATTERN)
def test_wrong_patterns(curie):
    """A value that its register could not have given out is told from a mistyped one."""
    problem = identifier_problem(curie)
    assert problem is not None
    assert problem.fault is IdentifierFault.WRONG_PATTERN
    assert f"{problem.scheme}:{problem.value}" == curie


@pytest.mark.parametrize("curie", WRONG_DIGIT)
def test_wrong_check_digits(curie):
    """One digit changed is found."""
    problem = identifier_problem(curie)
    assert problem is not None
    assert problem.fault is IdentifierFault.WRONG_CHECK_DIGIT


@pytest.mark.parametrize(
    ("curie", "candidates"),
    [
        ("wikidta:Q1", ("wikidata",)),
        ("BE-BCE_KBO:0203201340", ("be-bce_kbo",)),
        ("Wikidata:Q1", ("wikidata",)),
        ("vvsg:capaci", ()),
        ("capaci", ()),
        ("", ()),
    ],
)
def test_unknown_schemes(curie, candidates):
    """A scheme of another name or spelling is unknown, with what was probably meant."""
    problem = identifier_problem(curie)
    assert problem is not None
    assert problem.fault is IdentifierFault.UNKNOWN_SCHEME
    assert problem.candidates == candidates


def test_every_scheme_is_sound():
    """A scheme has a label, known types and check, a pattern that matches no more than it says."""
    schemes = identifier_schemes()
    assert list(schemes) == sorted(schemes)
    for scheme in schemes.values():
        assert scheme.label
        assert set(scheme.types) <= set(codelist("record_type").codes)
        assert scheme.check in {"", "nuts", *CHECKS}
        assert re.compile(scheme.pattern)
        assert r"\d" not in scheme.pattern
        assert r"\w" not in scheme.pattern
        assert "$" not in scheme.pattern
        assert not scheme.pattern.startswith("^")
        assert scheme.iri == "" or scheme.iri.count("{}") == 1


def test_every_scheme_and_check_has_an_example():
    """Add a published example to GOOD for a new scheme, and a mistyped one for a new check."""
    assert {curie.partition(":")[0] for curie in GOOD} == set(identifier_schemes())
    mistyped = {identifier_schemes()[curie.partition(":")[0]].check for curie in WRONG_DIGIT}
    assert mistyped == set(CHECKS)


def test_reserved_prefixes():
    """Scheme names and the beginnings of addresses are no publisher's prefix."""
    assert is_reserved("wikidata")
    assert is_reserved("be-bce_kbo")
    assert is_reserved("https")
    assert not is_reserved("vvsg")
    assert not any(is_reserved(name) for name in CODELISTS)


@pytest.mark.parametrize(
    ("curie", "address"),
    [
        ("wikidata:Q12892", "http://www.wikidata.org/entity/Q12892"),
        ("geonames:632453", "https://sws.geonames.org/632453/"),
        ("nuts:EL30", "http://data.europa.eu/nuts/code/EL30"),
        ("ror:05dxps055", "https://ror.org/05dxps055"),
        ("doi:10.1000/a<b>#c", "https://doi.org/10.1000/a%3Cb%3E%23c"),
        ("isbn:080442957X", "urn:isbn:080442957X"),
        ("lei:5493001KJTIIGC8Y1R12", None),
        ("vvsg:capaci", None),
    ],
)
def test_addresses(curie, address):
    """An identifier has the address of its register, escaped, or none."""
    assert iri(curie) == address
