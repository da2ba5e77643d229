"""What is one thing with what, told by identifiers and never by names."""

from exchangespec.submission.identities import Entities, Identified


def entities(*records: tuple[str, str, tuple[str, ...]], told=()) -> Entities:
    """Return the groups of some records."""
    return Entities((Identified(*record) for record in records), told)


def test_an_identifier_joins_within_a_type_only():
    """A city and the municipality of the same identifier are two things."""
    found = entities(
        ("a:1", "City", ("wikidata:Q1",)),
        ("b:1", "City", ("wikidata:Q1", "geonames:1")),
        ("c:1", "City", ("geonames:1",)),
        ("d:1", "Organisation", ("wikidata:Q1",)),
    )
    assert {name: found.of(name) for name in ("a:1", "b:1", "c:1", "d:1")} == {
        "a:1": "a:1",
        "b:1": "a:1",
        "c:1": "a:1",
        "d:1": "d:1",
    }
    assert found.members["b:1"].by == ("geonames:1", "wikidata:Q1")


def test_an_identifier_stands_for_its_record_in_references():
    """A city may be referred to by its outside identifier."""
    found = entities(("a:1", "City", ("geonames:1",)), ("b:1", "City", ("geonames:1",)))
    assert found.of("geonames:1") == "a:1"
    assert found.of("geonames:2") == "geonames:2"


def test_naming_the_other_record_joins():
    """A record may name another publisher's record, be it here or not."""
    found = entities(("a:1", "City", ("b:1",)), ("b:1", "City", ()), ("c:1", "City", ("d:9",)),
                     ("e:1", "City", ("d:9",)))  # fmt: skip
    assert found.of("b:1") == "a:1"
    assert found.of("e:1") == "c:1"


def test_what_was_replaced_is_its_heir():
    """References to a withdrawn record count for what stands for it now."""
    found = Entities(
        [
            Identified("a:1", "City", (), replaced_by="a:2"),
            Identified("a:2", "City", ()),
            Identified("a:3", "City", (), replaced_by="a:9"),
        ]
    )
    assert found.of("a:1") == "a:2"
    assert found.of("a:3") == "a:3"


def test_one_record_alone_is_no_group():
    """A record with identifiers that nobody shares stands for itself."""
    assert entities(("a:1", "City", ("geonames:1", "geonames:1"))).members == {}
