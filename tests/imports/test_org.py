"""Organisations and memberships of the Organization Ontology become records."""

from importing import imported

PREFIXES = """@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix time: <http://www.w3.org/2006/time#> .
@prefix schema: <http://schema.org/> .
@prefix id: <https://bodies.example.org/id/> .
"""
CITY = """
id:city a org:FormalOrganization ; skos:prefLabel "City of Mechelen"@en ;
    org:classification [ skos:prefLabel "Local authority"@en ] ;
    org:hasPrimarySite [ org:siteAddress [ vcard:street-address "Grote Markt 21" ;
        vcard:postal-code "2800" ; vcard:locality "Mechelen" ; vcard:country-name "Belgium" ] ] .
"""
OFFICE = """
id:office a org:OrganizationalUnit ; skos:prefLabel "Office"@en ; org:unitOf id:city .
id:net a org:OrganizationalCollaboration ; skos:prefLabel "Net"@en ; org:purpose "Learn"@en .
"""


def test_bodies_have_kind_place_and_larger_body() -> None:
    """What is said of a body, its site and its parts is stated."""
    found = imported(PREFIXES + CITY + OFFICE)
    assert found.format == "w3c-org"
    city, office = found.of("Organisation")
    assert city == {
        "type": "Organisation",
        "id": "ex:body-city",
        "name": {"en": "City of Mechelen"},
        "kind": "local_authority",
        "city": "ex:city-mechelen-be",
        "country": "BE",
        "address": "Grote Markt 21, 2800 Mechelen",
        "identifiers": ["src:city"],
    }
    assert (office["parent"], office["kind"]) == ("ex:body-city", "other")
    assert found.one("Network")["objective"] == {"en": "Learn"}
    assert found.one("City")["country"] == "BE"
    assert ("Organisation", 14) in found.said("not-taken-over")


def test_a_membership_has_role_and_time() -> None:
    """A membership told as a thing says more than a plain relation; told both ways it is one."""
    text = """
id:m a org:Membership ; org:organization id:net ; org:member id:office ;
    org:role [ a org:Role ; skos:prefLabel "Chair"@en ] ;
    org:memberDuring [ time:hasBeginning [ time:inXSDDate "2020-01-01" ] ] .
id:net org:hasMember id:office, id:city .
id:city org:memberOf id:net .
"""
    plain, chair = sorted(
        imported(PREFIXES + CITY + OFFICE + text).of("Membership"), key=lambda one: one["member"]
    )
    assert (plain["group"], plain["member"], plain["role"]) == (
        "ex:network-net", "ex:body-city", "member",
    )  # fmt: skip
    assert (chair["member"], chair["role"], chair["role_text"], chair["start"]) == (
        "ex:body-office", "chair", "Chair", "2020-01-01",
    )  # fmt: skip


def test_persons_and_posts_are_named_and_left_out() -> None:
    """No person is taken over, whichever way he or she belongs to a body."""
    text = """
id:someone a foaf:Person ; foaf:name "Invented Name" ; org:memberOf id:city .
id:m a org:Membership ; org:organization id:city ; org:member id:someone .
id:post a org:Post ; org:postIn id:city .
"""
    found = imported(PREFIXES + CITY + text)
    assert found.of("Membership") == []
    assert found.said("person-left-out") == [("member", 15)]
    assert ("org:Post", 16) in found.said("not-taken-over")
    assert "Invented" not in str([one.as_dict() for one in found.findings])


def test_a_side_that_is_not_here_is_named() -> None:
    """A membership needs both its sides in the file."""
    text = "id:m a org:Membership ; org:organization id:city ; org:member id:elsewhere .\n"
    found = imported(PREFIXES + CITY + text)
    assert found.of("Membership") == []
    assert found.said("not-understood") == [("member", 13)]
