"""Events as schema.org describes them become records, whatever writes them down."""

import json
from typing import Any

import pyoxigraph
import pytest

from importing import imported

EVENT: dict[str, Any] = {
    "@type": "EducationEvent",
    "@id": "https://agenda.example.org/events/buddies",
    "name": "Training of buddies",
    "startDate": "2024-05-14",
}


def document(**more: Any) -> str:
    """Return a JSON-LD document about one event, a property a line."""
    return json.dumps({"@context": "https://schema.org", **EVENT, **more}, indent=1)


def event(**more: Any) -> dict[str, Any]:
    """Return the record of one event."""
    return imported(document(**more)).one("Event")


def test_an_event_is_recognised_by_its_content() -> None:
    """No option is needed; the class tells the kind, the address the id."""
    found = imported(document())
    assert found.format == "schema.org"
    assert found.one("Event") == {
        "type": "Event",
        "id": "ex:event-buddies",
        "name": {"en": "Training of buddies"},
        "kind": "training",
        "start": "2024-05-14",
        "identifiers": ["src:buddies"],
    }
    assert found.header["prefixes"] == {"src": "https://agenda.example.org/events/"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-14", {"start": "2024-05-14"}),
        ("2024-05", {"start": "2024-05"}),
        ("2024", {"start": "2024"}),
        ("2024-05-14T09:30", {"start": "2024-05-14", "start_time": "09:30"}),
        (
            "2024-05-14T09:30:00Z",
            {"start": "2024-05-14", "start_time": "09:30", "time_zone": "Etc/UTC"},
        ),
        (
            "2024-05-14T09:30+02:00",
            {"start": "2024-05-14", "start_time": "09:30", "date_text": "2024-05-14T09:30+02:00"},
        ),
        (
            "2024-01-14T09:30+00:00",
            {"start": "2024-01-14", "start_time": "09:30", "date_text": "2024-01-14T09:30+00:00"},
        ),
        (
            "2024-05-14T09:30:00+02:00[Europe/Brussels]",
            {"start": "2024-05-14", "start_time": "09:30", "time_zone": "Europe/Brussels",
             "date_text": "2024-05-14T09:30:00+02:00[Europe/Brussels]"},
        ),
        ("in spring", {"date_text": "in spring"}),
    ],
)  # fmt: skip
def test_a_moment_says_no_more_than_its_source(text: str, expected: dict[str, str]) -> None:
    """An offset names no zone, and words stay words."""
    names = ("start", "start_time", "time_zone", "date_text")
    found = event(startDate=text)
    assert {name: found[name] for name in names if name in found} == expected


@pytest.mark.parametrize(
    ("property_name", "value", "field", "expected"),
    [
        ("eventStatus", "https://schema.org/EventCancelled", "event_status", "cancelled"),
        ("eventStatus", "EventMovedOnline", "event_status", "moved_online"),
        ("eventStatus", "EventForgotten", "event_status", None),
        ("eventAttendanceMode", "http://schema.org/MixedEventAttendanceMode", "format", "hybrid"),
        ("inLanguage", ["nl", "French"], "languages", ["fr", "nl"]),
        ("inLanguage", {"@type": "Language", "alternateName": "el"}, "languages", ["el"]),
        ("inLanguage", "Klingonish", "languages", None),
        ("isAccessibleForFree", True, "free", True),
        ("isAccessibleForFree", "False", "free", False),
        ("isAccessibleForFree", "perhaps", "free", None),
        ("url", "https://example.org/a", "url", "https://example.org/a"),
        ("keywords", "a, b;c", "tags", ["a", "b", "c"]),
        ("audience", {"@type": "Audience", "audienceType": "Buddies"}, "audience", {"en": "Buddies"}),
        ("alternateName", "Buddies 24", "other_names", ["Buddies 24"]),
        ("location", "Town hall", "venue", {"en": "Town hall"}),
        ("location", {"@type": "VirtualLocation"}, "format", "online"),
    ],
)  # fmt: skip
def test_a_property_becomes_a_field_or_a_finding(
    property_name: str, value: Any, field: str, expected: Any
) -> None:
    """What is understood is stated, and what is not is said at its line."""
    found = imported(document(**{property_name: value}))
    assert found.one("Event").get(field) == expected
    if expected is None:
        ((_, line),) = found.said("not-understood")
        assert line == 7


def test_a_place_gives_city_and_venue() -> None:
    """A city has one record, however often it is named; without a country it has none."""
    place = {
        "@type": "Place",
        "name": "Lamot",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Beethovenstraat 8",
            "postalCode": "2800",
            "addressLocality": "Mechelen",
            "addressCountry": {"@type": "Country", "name": "Belgium"},
        },
    }
    graph = [
        {**EVENT, "location": place},
        {**EVENT, "@id": "https://agenda.example.org/events/two", "location": place},
    ]
    found = imported(json.dumps({"@context": "https://schema.org", "@graph": graph}))
    assert found.one("City") == {
        "type": "City", "id": "ex:city-mechelen-be", "name": {"en": "Mechelen"}, "country": "BE",
    }  # fmt: skip
    assert [one["cities"] for one in found.of("Event")] == [["ex:city-mechelen-be"]] * 2
    assert found.of("Event")[0]["venue"] == {"en": "Lamot, Beethovenstraat 8, 2800"}
    del place["address"]["addressCountry"]
    found = imported(document(location=place))
    assert found.of("City") == []
    assert found.one("Event")["venue"] == {"en": "Lamot, Beethovenstraat 8, 2800, Mechelen"}
    assert [name for name, _ in found.said("not-understood")] == ["Mechelen"]


def test_a_person_is_never_taken_over() -> None:
    """Names and addresses of persons are in no record and in no finding."""
    person = {"@type": "Person", "name": "Invented Name", "email": "name@example.org"}
    found = imported(document(organizer=person, performer=[person, "Another Name"]))
    assert found.records == [event()]
    assert sorted(found.said("person-left-out")) == [("organizer", 7), ("performer", 13)]
    assert found.said("not-understood") == [("performer", 18)]
    text = "".join(map(str, found.findings)) + str([one.as_dict() for one in found.findings])
    assert "Name" not in text.replace("Network", "")
    assert "example.org" not in text.replace("agenda.example.org", "")


def test_an_organisation_gets_its_own_record() -> None:
    """An organiser that is said to be an organisation is one, with its larger body."""
    body = {
        "@type": "NGO",
        "@id": "https://agenda.example.org/bodies/welcome",
        "name": "Welcome",
        "parentOrganization": {
            "@type": "CollegeOrUniversity",
            "@id": "https://agenda.example.org/bodies/all",
            "name": "All",
            "sameAs": "http://www.wikidata.org/entity/Q1",
        },
        "address": {"addressLocality": "Mechelen", "addressCountry": "BE"},
    }
    found = imported(document(organizer=body))
    assert found.one("Event")["organisers"] == ["ex:body-welcome"]
    above, below = found.of("Organisation")
    assert (below["parent"], below["kind"], below["city"]) == (
        "ex:body-all", "ngo", "ex:city-mechelen-be",
    )  # fmt: skip
    assert (above["kind"], above["identifiers"]) == ("university", ["src:all", "wikidata:Q1"])


def test_what_has_no_place_is_named_with_its_count() -> None:
    """Each kind of thing left out is one finding, at its first line."""
    offers = [{"@type": "Offer", "price": 5}, {"@type": "Offer", "price": 9}]
    found = imported(document(doorTime="18:00", offers=offers))
    named = {
        (one.params["name"], one.params["count"])
        for one in found.findings
        if one.slug == "not-taken-over"
    }
    assert named == {("schema:doorTime", 1), ("schema:offers", 2), ("schema:Offer", 2)}
    assert ("schema:doorTime", 7) in found.said("not-taken-over")


def test_parts_know_their_whole() -> None:
    """A part is told from above or from below, and a circle is an error of the data."""
    found = imported(document(subEvent={"@type": "Event", "name": "Opening"}))
    assert found.of("Event")[1]["parent"] == "ex:event-buddies"
    graph = [
        {**EVENT, "@id": f"https://agenda.example.org/{one}",
         "superEvent": {"@id": f"https://agenda.example.org/{other}"}}
        for one, other in (("a", "b"), ("b", "a"))
    ]  # fmt: skip
    found = imported(json.dumps({"@context": "https://schema.org", "@graph": graph}))
    assert {one["parent"] for one in found.of("Event")} == {"ex:event-a", "ex:event-b"}


@pytest.mark.parametrize("name", ["TURTLE", "N_TRIPLES", "N_QUADS", "TRIG", "RDF_XML"])
def test_every_syntax_gives_the_same_records(name: str) -> None:
    """JSON-LD by name of context alone equals the same statements in any other syntax."""
    person = {"@type": "Organization", "@id": "https://agenda.example.org/b/c", "name": "C"}
    text = document(organizer=person, location={"@type": "Place", "name": "Lamot"})
    context = '"@context": {"@vocab": "https://schema.org/"}'
    quads = pyoxigraph.parse(
        text.replace('"@context": "https://schema.org"', context),
        format=pyoxigraph.RdfFormat.JSON_LD,
    )
    form = getattr(pyoxigraph.RdfFormat, name)
    other = pyoxigraph.serialize((quad.triple for quad in quads), format=form)
    assert other is not None
    assert imported(other).records == imported(text).records


@pytest.mark.parametrize(
    "context",
    [
        "http://schema.org",
        "https://schema.org/",
        ["https://www.schema.org/docs/jsonldcontext.jsonld", {"@language": "en"}],
        {"@vocab": "http://schema.org/"},
        {"@vocab": "https://schema.org/", "title": {"@id": "https://schema.org/headline"}},
    ],
)
def test_every_spelling_of_the_context_is_known(context: Any) -> None:
    """The address of schema.org is known by name; a context that says more is read by a library."""
    found = imported(document(**{"@context": context}))
    assert found.one("Event") == event()


def test_another_context_is_refused_and_never_fetched() -> None:
    """A document that needs another context gets a finding at its line."""
    found = imported(document(**{"@context": ["https://schema.org", "https://example.org/c"]}))
    assert not found.readable
    assert [(one.slug, one.params["reason"], one.location.line) for one in found.findings] == [
        ("unparsable", "remote-context", 4)
    ]


def test_the_same_source_gives_the_same_ids() -> None:
    """Blank nodes, letters of other scripts and equal endings all have ids of their own."""
    graph = [
        {"@type": "Event", "name": "Ημερίδα"},
        {"@type": "Event", "name": "Δείπνο"},
        {"@type": "Event", "name": "Twice"},
        {"@type": "Event", "name": "Twice"},
        {**EVENT, "@id": "https://a.example.org/1"},
        {**EVENT, "@id": "https://b.example.org/1"},
    ]
    found, again = (
        imported(json.dumps({"@context": "https://schema.org", "@graph": list(order)}))
        for order in (graph, reversed(graph))
    )
    ids = [one["id"] for one in found.of("Event")]
    assert len(set(ids)) == 6
    assert ids == [one["id"] for one in again.of("Event")]


def test_a_header_is_taken_from_the_user_first() -> None:
    """What the user does not say is taken from the source, and one finding says what."""
    found = imported(document(), about={})
    assert found.header["prefix"] == "agenda-example-org"
    assert found.header["language"] == "und"
    (remark,) = [one for one in found.findings if one.slug == "no-header"]
    assert "Prefix “agenda-example-org”" in str(remark)
    again = imported(document(), about=found.header)
    assert not [one for one in again.findings if one.slug == "no-header"]
    assert again.header == found.header


def test_a_package_of_ours_is_not_imported(repository) -> None:
    """A file of this standard is read as itself."""
    found = imported(repository / "examples/vantaa-plan/package.json", about={})
    assert found.format == "json"


def test_other_things_of_schema_org_are_named() -> None:
    """A document without events or bodies says what it holds."""
    found = imported('{"@context": "https://schema.org", "@type": "Recipe", "name": "Soup"}')
    assert not found.readable
    assert [one.slug for one in found.findings] == ["no-known-table"]
    assert "Recipe" in str(found.findings[0])
