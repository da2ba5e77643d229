"""The recipes of the aligned layer, one record at a time."""

from typing import Any

import pytest

from exchangespec import spec
from exchangespec.model.dates import date_span
from exchangespec.rules.world import HEADER
from exchangespec.spec import triples
from exchangespec.spec.aligned import Alignment, predicates
from exchangespec.spec.aligned.fields import BY_RECIPE, LEFT_OUT, copied, terms_of
from exchangespec.spec.aligned.nodes import moment, part, typed_date
from exchangespec.spec.namespaces import NAMESPACES, expand
from rdf_triples import generated_packages

BASE = "https://w3id.org/exchangespec/id/ex/"
CODE = "https://w3id.org/exchangespec/code/"
PO = "http://publications.europa.eu/resource/authority/"
ABOUT = {
    "exchangespec": "1.0", "id": "ex:data", "title": {"en": "Data"}, "publisher": "Secretariat",
    "prefix": "ex", "language": "nl", "version": "1", "modified": "2026-11-26",
    "personal_data": "none",
}  # fmt: skip
CITY = {"type": "City", "id": "ex:vantaa", "name": {"fi": "Vantaa"}, "country": "FI"}


def short(iri: str) -> str:
    """Return an address as the tables below write it."""
    for prefix, base in (("code", CODE), ("po", PO), ("", BASE), *NAMESPACES.items()):
        if iri.startswith(base):
            return f"{prefix}:{iri[len(base) :]}"
    return iri


def said(
    *records: dict[str, Any], header: dict[str, Any] | None = None
) -> set[tuple[str, str, str]]:
    """Return all that is said of a package, in short."""
    about = {**ABOUT, **(header or {})}
    alignment = Alignment(about, records)
    nodes = alignment.dataset()
    for record in records:
        nodes += alignment.record(record)
    nodes += alignment.rest()
    found = set()
    for node in nodes:
        for predicate, (text, form) in node.statements:
            value = short(text) if not form else text + (form if form[0] == "@" else "")
            if form.startswith(NAMESPACES["xsd"]) and not form.endswith("#string"):
                value += f"^^{form.rpartition('#')[2]}"
            found.add((short(node.subject), short(predicate), value))
    return found


def event(**fields: Any) -> dict[str, Any]:
    """Return an event."""
    return {"type": "Event", "id": "ex:e", "name": {"en": "Day"}, "kind": "conference", **fields}


CASES: dict[str, tuple[list[dict[str, Any]], set[tuple[str, str, str]]]] = {
    "a day": (
        [event(start="2022-12-15", end="2022-12")],
        {
            (":e", "schema:startDate", "2022-12-15^^date"),
            (":e", "schema:endDate", "2022-12^^gYearMonth"),
            (":e", "time:hasTime", ":e#time"),
            (":e#time", "rdf:type", "time:ProperInterval"),
            (":e#time", "time:hasBeginning", ":e#start"),
            (":e#start", "time:inXSDDate", "2022-12-15^^date"),
            (":e#time", "time:hasEnd", ":e#end"),
            (":e#end", "time:inXSDgYearMonth", "2022-12^^gYearMonth"),
        },
    ),
    "a moment": (
        [event(start="2022-12-15", start_time="09:30", time_zone="Europe/Brussels")],
        {(":e", "schema:startDate", "2022-12-15T09:30:00+01:00^^dateTime")},
    ),
    "words for a day": (
        [event(start="2017-10?", date_text="herfst")],
        {(":e", "time:hasTime", ":e#time"), (":e#time", "dct:description", "herfst@nl")},
    ),
    "who": (
        [CITY, event(speakers=["ex:p", "ex:vantaa", "vvsg:x"])],
        {
            (":e", "cv:hasParticipation", ":e#speaker"),
            (":e#speaker", "rdf:type", "cv:Participation"),
            (":e#speaker", "cv:role", "code:participation_role/speaker"),
            (":e#speaker", "cv:hasParticipant", ":p"),
            (":e#speaker", "cv:hasParticipant", ":vantaa#authority"),
            (":e", "schema:performer", ":vantaa"),
            ("vvsg:x", "rdf:type", "foaf:Agent"),
            ("code:participation_role/speaker", "rdf:type", "skos:Concept"),
            ("code:participation_role/speaker", "skos:prefLabel", "Speaker@en"),
        },
    ),
    "a participation of its own": (
        [
            event(),
            {"type": "Participation", "id": "ex:t", "event": "ex:e", "role": "host", "party": "vvsg:y"},
        ],
        {(":e", "cv:hasParticipation", ":t"), (":t", "rdf:type", "cv:Participation"),
         ("vvsg:y", "rdf:type", "foaf:Agent")},
    ),
    "a public event": (
        [event(access="registration", registration_url="https://e.org/r", number=12)],
        {
            (":e", "rdf:type", "cv:PublicEvent"),
            ("https://e.org/r", "rdf:type", "foaf:Document"),
            (":e", "cv:eventNumber", "12@nl"),
        },
    ),
    "how and for whom": (
        [event(format="online", event_status="planned", attendance=50, audience={"en": "All"},
               languages=["nl"])],
        {
            (":e", "schema:eventAttendanceMode", "schema:OnlineEventAttendanceMode"),
            (":e", "schema:eventStatus", "schema:EventScheduled"),
            (":e", "cv:expectedNumberOfParticipants", "50^^integer"),
            (":e", "cv:audience", ":e#audience"),
            (":e#audience", "skos:prefLabel", "All@en"),
            (":e", "dct:language", "po:language/NLD"),
            ("po:language/NLD", "rdf:type", "dct:LinguisticSystem"),
            (":e", "schema:inLanguage", "nl"),
        },
    ),
    "where": (
        [CITY, event(cities=["ex:vantaa"], venue={"en": "Town hall"})],
        {
            (":e", "locn:address", ":e#address"),
            (":e#address", "locn:locatorName", "Town hall@en"),
            (":e#address", "locn:postName", "Vantaa@fi"),
            (":e#address", "locn:adminUnitL1", "Finland@en"),
        },
    ),
    "a city": (
        [{**CITY, "kind": "city", "nuts": "FI1B1", "latitude": 60.3, "longitude": 25,
          "population": 223000, "population_date": "2018"}],
        {
            (":vantaa", "rdf:type", "schema:City"),
            (":vantaa", "rdf:type", "dct:Location"),
            (":vantaa", "skos:prefLabel", "Vantaa@fi"),
            (":vantaa", "schema:containedInPlace", "po:country/FIN"),
            (":vantaa", "schema:containedInPlace", "http://data.europa.eu/nuts/code/FI1B1"),
            ("po:country/FIN", "rdf:type", "dct:Location"),
            ("po:country/FIN", "locn:geographicName", "Finland@en"),
            (":vantaa", "locn:geometry", ":vantaa#geometry"),
            (":vantaa#geometry", "cv:latitude", "60.3"),
            (":vantaa", "schema:additionalProperty", ":vantaa#population"),
            (":vantaa#population", "schema:value", "223000^^integer"),
            (":vantaa#population", "schema:observationDate", "2018^^gYear"),
            (":vantaa#authority", "rdf:type", "cv:PublicOrganisation"),
            (":vantaa#authority", "dct:spatial", ":vantaa"),
            (":vantaa#authority", "skos:prefLabel", "Vantaa@fi"),
        },
    ),
    "a city with its authority": (
        [
            {**CITY, "authority": "ex:hall"},
            {"type": "Organisation", "id": "ex:hall", "kind": "local_authority", "city": "ex:vantaa",
             "name": {"fi": "Kaupunki"}, "address": "Tie 7", "url": "https://v.fi", "start": "1974",
             "identifiers": ["geonames:632453", "vvsg:a/b"]},
            event(hosts=["ex:vantaa"]),
        ],
        {
            (":hall", "dct:spatial", ":vantaa"),
            (":hall", "foaf:homepage", "https://v.fi"),
            (":hall", "schema:foundingDate", "1974^^gYear"),
            (":hall", "locn:address", ":hall#address"),
            (":hall#address", "locn:fullAddress", "Tie 7@nl"),
            (":hall", "adms:identifier", ":hall#id-geonames-632453"),
            (":hall#id-geonames-632453", "skos:notation", "632453"),
            (":hall#id-geonames-632453", "adms:schemaAgency", "GeoNames place"),
            (":hall#id-geonames-632453", "schema:url", "https://sws.geonames.org/632453/"),
            (":hall", "adms:identifier", ":hall#id-vvsg-a%2Fb"),
            (":hall#organisation", "rdf:type", "cv:PublicOrganisation"),
            (":hall#organisation", "skos:prefLabel", "Kaupunki@fi"),
            (":hall#organisation", "prov:alternateOf", ":hall"),
            (":hall#organisation", "dct:spatial", ":vantaa"),
            (":e#host", "cv:hasParticipant", ":hall"),
        },
    ),
    "a person": (
        [{"type": "Person", "id": "ex:p", "name": "Alderman", "basis": "public_role",
          "organisations": ["ex:o"], "identifiers": ["orcid:0000-0002-1825-0097"]}],
        {
            (":p", "schema:name", "Alderman"),
            (":p", "org:memberOf", ":o"),
            (":p#person", "rdf:type", "person:Person"),
            (":p#person", "foaf:name", "Alderman@nl"),
            (":p#person", "dpv:hasLegalBasis", "gdpr:A6-1-e"),
            (":p#person", "dct:identifier", ":p#id-orcid-0000-0002-1825-0097"),
        },
    ),
    "a project": (
        [{"type": "Network", "id": "ex:n", "name": {"en": "N"}, "kind": "project", "start": "2007",
          "end": "..", "url": "https://n.eu", "follows": ["ex:m"]}],
        {
            (":n", "rdf:type", "schema:Project"),
            (":n", "schema:startDate", "2007^^gYear"),
            (":n", "foaf:homepage", "https://n.eu"),
            (":n", "dct:relation", ":m"),
        },
    ),
    "a membership": (
        [{"type": "Membership", "id": "ex:m", "group": "ex:n", "member": "ex:c", "role": "partner",
          "start": "2020", "role_text": "partner city"}],
        {
            (":m", "org:memberDuring", ":m#time"),
            (":m#start", "time:inXSDgYear", "2020^^gYear"),
            (":m", "schema:roleName", "partner city"),
            ("code:member_role/partner", "rdf:type", "org:Role"),
        },
    ),
    "money": (
        [{"type": "Funding", "id": "ex:f", "funds": ["ex:n"], "kind": "grant", "amount": ">=500000",
          "currency": "EUR", "rate": "75.5 %"}],
        {
            (":f", "schema:amount", ":f#amount"),
            (":f", "rdf:type", "schema:MonetaryGrant"),
            (":f#amount", "schema:minValue", "500000^^integer"),
            (":f#amount", "schema:currency", "EUR"),
            (":f#rate", "schema:value", "75.5^^decimal"),
            (":f#rate", "schema:unitText", "%"),
        },
    ),
    "sources": (
        [{"type": "Source", "id": "ex:s", "name": {"nl": "Bericht"}, "kind": "news",
          "translation_of": "ex:r", "language": "nl", "published": "2020-01-02"}],
        {
            (":s", "rdf:type", "schema:NewsArticle"),
            (":s", "adms:translation", ":r"),
            (":s", "dct:issued", "2020-01-02^^date"),
            (":s", "dct:language", "po:language/NLD"),
        },
    ),
    "a figure": (
        [{"type": "Statement", "id": "ex:st", "about": "ex:c", "kind": "figure",
          "measure": "inhabitants", "quantity": "50..60", "as_of": "2016"}],
        {
            (":st", "rdf:type", "schema:Observation"),
            (":st", "schema:minValue", "50^^integer"),
            (":st", "schema:maxValue", "60^^integer"),
            (":st", "schema:observationDate", "2016^^gYear"),
        },
    ),
    "a plan": (
        [{"type": "ActionPlan", "id": "ex:pl", "name": {"en": "P"}, "kind": "strategy",
          "owners": ["ex:c"], "start": "2018", "adopted": "2018-01-31"}],
        {
            (":pl", "dct:temporal", ":pl#time"),
            (":pl#time", "rdf:type", "dct:PeriodOfTime"),
            (":pl", "dct:dateAccepted", "2018-01-31^^date"),
        },
    ),
    "the package": (
        [],
        {
            (":data", "rdf:type", "dcat:Dataset"),
            (":data", "dct:publisher", ":data#publisher"),
            (":data#publisher", "foaf:name", "Secretariat"),
            (":data", "dct:language", "po:language/NLD"),
            (":data", "dcat:distribution", ":data#distribution"),
            (":data#distribution", "dcat:accessURL", ":data"),
            (":data#distribution", "dct:title", "Data@en"),
            ("https://w3id.org/exchangespec/version/1.0", "rdf:type", "dct:Standard"),
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_recipe(case: str) -> None:
    """A record says in official vocabularies what it says in ours."""
    records, expected = CASES[case]
    assert expected - said(*records) == set()


def test_the_header_may_name_records_licences_and_profiles() -> None:
    """A publisher with a record is that; a licence may be a name of SPDX; a mailbox has an address."""
    found = said(
        {"type": "Organisation", "id": "ex:o", "name": {"en": "O"}, "kind": "ngo"},
        header={"publisher": "ex:o", "license": "CC0-1.0", "contact": "info@example.org",
                "profiles": ["urbact", "https://w3id.org/exchangespec/version/9.0"]},
    )  # fmt: skip
    assert {
        (":data", "dct:publisher", ":o"),
        (":data", "dct:license", "http://spdx.org/licenses/CC0-1.0"),
        (":data#distribution", "dct:license", "http://spdx.org/licenses/CC0-1.0"),
        (":data#contact", "vcard:hasEmail", "mailto:info@example.org"),
        (":data", "dct:conformsTo", "https://w3id.org/exchangespec/profile/urbact"),
    } <= found
    # It would be read as one more version of the standard.
    assert not any(value.endswith("version/9.0") for _, _, value in found)


@pytest.mark.parametrize(
    ("fields", "parent"),
    [
        ({"access": "invitation"}, None),
        ({}, None),
        ({"access": "public", "parent": "ex:above"}, {"access": "closed"}),
        ({"access": "public", "parent": "ex:elsewhere"}, {}),
        ({"access": "public", "parent": "ex:above"}, {"access": "public", "parent": "ex:e"}),
    ],
)
def test_an_event_that_is_not_public(fields: dict[str, Any], parent: dict[str, Any] | None) -> None:
    """Public is what anyone could come to, with all that it is part of."""
    above = [] if parent is None else [event(id="ex:above", **parent)]
    assert (":e", "rdf:type", "cv:PublicEvent") not in said(event(**fields), *above)


def test_parts_of_a_public_event_are_public() -> None:
    """A session open to all, of a day open to all, is a public event."""
    whole = event(id="ex:whole", access="public")
    session = event(access="registration", parent="ex:whole")
    assert (":e", "rdf:type", "cv:PublicEvent") in said(session, whole)


@pytest.mark.parametrize(
    "text",
    ["2017-10-16?", "2015~", "2015%", "201X", "XXXX-10-16", "2017?-10", "..", "2015-02-30", 7],
)
def test_what_is_in_doubt_is_no_date_of_xml_schema(text: object) -> None:
    """No certainty is made up."""
    assert typed_date(text) is None


@pytest.mark.parametrize(
    ("text", "value", "datatype"),
    [
        ("2015", "2015", "gYear"),
        ("2015-XX", "2015", "gYear"),
        ("2015-03-XX", "2015-03", "gYearMonth"),
        ("0987-03-01", "0987-03-01", "date"),
    ],
)
def test_what_is_certain_is_a_date(text: str, value: str, datatype: str) -> None:
    """Each precision has its datatype."""
    assert date_span(text) is not None
    assert typed_date(text) == (value, NAMESPACES["xsd"] + datatype)


@pytest.mark.parametrize(
    ("clock", "zone"),
    [(None, "Europe/Brussels"), ("09:30", None), ("09:30", "Mars/Base"), ("25:00", "Europe/Rome"),
     ("09:30", "../etc")],
)  # fmt: skip
def test_no_moment_without_day_time_and_zone(clock: object, zone: object) -> None:
    """Of a local time whose zone is not known no instant is derived."""
    assert moment(typed_date("2020-06-01"), clock, zone) is None
    assert moment(typed_date("2020-06"), "09:30", "Europe/Brussels") is None
    assert moment(typed_date("1800-06-01"), "09:30", "Europe/Brussels") is None


def test_what_is_only_about_right_has_no_value() -> None:
    """An approximate quantity gives neither a value nor a bound."""
    found = said({**CITY, "population": "~87000"},
                 {"type": "Funding", "id": "ex:f", "funds": ["ex:n"], "kind": "loan", "amount": "~5",
                  "currency": "EUR"})  # fmt: skip
    assert not [
        one
        for one in found
        if one[1].endswith(("Value", ":value", "Property")) or one[1] == "schema:amount"
    ]


def test_an_address_has_one_hash() -> None:
    """A part comes after a slash where the address has a hash already."""
    assert part("https://e.org/a", "time") == "https://e.org/a#time"
    assert part("https://e.org/x#a", "time") == "https://e.org/x#a/time"


def test_codes_that_are_in_no_list_are_concepts_too() -> None:
    """An open list may hold more than we know; of such a code only its word is known."""
    found = said({**CITY, "themes": ["noise"]})
    assert ("code:theme/noise", "skos:prefLabel", "noise") in found
    assert ("code:theme/noise", "skos:inScheme", "code:theme") in found


def test_nothing_is_said_that_would_be_read_as_ours() -> None:
    """No node uses a property of its record type, a class of ours, or a property that is unknown."""
    known = predicates() | {triples.RDF_TYPE}
    packages = [*generated_packages(20), (HEADER, [])]
    for header, records in packages:
        alignment = Alignment(header, records)
        own = set(triples.header_predicates()) - {expand("dct:conformsTo")}
        for property_, _ in alignment.dataset()[0].statements:
            assert property_ not in own
        for record in records:
            own = set(triples.record_predicates(record["type"]))
            first, *rest = alignment.record(record)
            for property_, value in first.statements:
                assert property_ in known
                assert property_ not in own
                assert not value.text.startswith(NAMESPACES["es"])
            for node in rest:
                assert not any(one.startswith(NAMESPACES["es"]) for one, _ in node.statements)


def test_every_official_term_of_the_model_has_its_way() -> None:
    """A term that the model names is copied, has a recipe, or is left out for a reason."""
    named = {
        term
        for form in spec.records().values()
        for known in form.fields.values()
        for term in terms_of(known)
    }
    taken = {term for name in spec.records() for terms in copied(name).values() for term in terms}
    assert named <= taken | BY_RECIPE | LEFT_OUT.keys()
    assert not taken & LEFT_OUT.keys()
    assert LEFT_OUT.keys() <= named
