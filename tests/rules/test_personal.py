"""Boundary cases of the rules on personal data."""

from datetime import date

import pytest

import exchangespec as xs
from exchangespec.rules import RULES
from exchangespec.rules.personal.contact_in_free_text import contact
from exchangespec.rules.personal.name_in_free_text import first_name
from exchangespec.rules.personal.person_not_needed import NAMING
from exchangespec.rules.rule import Context
from exchangespec.submission.facts import RecordFacts
from exchangespec.submission.known import Known

TODAY = date(2023, 6, 1)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("write to jo.bloggs@example.org", "jo.bloggs@example.org"),
        ("jbloggs@stad.example.be.", "jbloggs@stad.example.be"),
        ("info@example.org", None),
        ("eu.office@example.org", None),
        ("info2@example.org", None),
        ("vvsg@vvsg.example.org", None),
        ("info@example.org or jo.bloggs@example.org", "jo.bloggs@example.org"),
        ("not@home", None),
        ("@handle on a network", None),
    ],
)
def test_addresses_of_offices_are_fine(text, seen):
    """The address of an office names nobody; any other is a person's."""
    found = contact(text)
    assert (found and found[1]) == seen


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("+32 15 29 70 00", True),
        ("call +358 (0)9 8392 2133 today", True),
        ("tel. 015 29 70 00", True),
        ("Puh: 09 839 11", True),
        ("2017-10-16/2017-10-19", False),
        ("EUR 500 000 in 2015 2016 2017", False),
        ("ISBN 978-3-16-148410-0", False),
        ("+17 %", False),
        ("the phone was 3 years old", False),
        ("12h-12u30", False),
    ],
)
def test_telephone_numbers_are_told_from_other_figures(text, hit):
    """Only a country code, or a word for telephone, makes figures a telephone number."""
    assert bool(contact(text)) is hit


NAMES = {"Ada Example": "ex:a", "Jan van der Voorbeeld": "ex:b", "Alderman for Sport": "ex:c",
         "City Mayor": "ex:d", "Pseudonym": "ex:e", "Anne Voorbeelds": "ex:f"}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Talk by Ada Example, followed by coffee", "Ada Example"),
        ("Ada Example’s talk", "Ada Example"),
        ("(Ada\nExample)", "Ada Example"),
        ("with Jan van der Voorbeeld.", "Jan van der Voorbeeld"),
        ("Anne Voorbeelds spoke", "Anne Voorbeelds"),
        ("ada example", None),
        ("the Alderman for Sport opened it", None),
        ("the City Mayor opened it", None),
        ("Pseudonym spoke", None),
        ("Ada and Example", None),
        ("", None),
    ],
)
def test_names_are_told_from_roles(text, name):
    """A full name is found as written; a role that stands for a person is not a name."""
    assert first_name(text, NAMES) == name


def test_a_persons_own_record_may_name_them():
    """A note may repeat the name of the record it stands in, not that of another person."""
    check = RULES["name-in-free-text"].check
    assert check is not None
    context = Context({}, TODAY, NAMES)
    own = {"type": "Person", "name": "Ada Example", "note": "Ada Example"}
    assert list(check(RecordFacts("Person", "ex:a", own), context)) == []
    other = {"type": "Person", "name": "Ada Example", "note": "Ada Example"}
    assert [fault.field for fault in check(RecordFacts("Person", "ex:z", other), context)] == [
        "note"
    ]


@pytest.mark.parametrize(
    ("day", "hit"),
    [
        ("2023-05-31", True),
        ("2023-06-01", False),
        ("2023-06", False),
        ("2023", False),
        ("2022", True),
    ],
)
def test_retention_ends_with_the_last_day_meant(day, hit):
    """A month or year has passed only when its last day has."""
    check = RULES["retention-passed"].check
    assert check is not None
    person = RecordFacts("Person", "ex:a", {"remove_after": day})
    assert bool(list(check(person, Context({}, TODAY)))) is hit


@pytest.mark.parametrize(
    "referring",
    [
        {"type": "Event", "speakers": ["ex:a"]},
        {"type": "Membership", "member": "ex:a"},
        {"type": "Statement", "about": "ex:a"},
        {"type": "Participation", "party": "ex:a"},
        {"type": "ActionPlan", "prepared_by": ["ex:b", "ex:a"]},
    ],
)
def test_any_reference_makes_a_person_needed(referring):
    """A person is needed by whatever record refers to them, in any field."""
    rule = RULES["person-not-needed"]
    assert rule.check_all is not None
    known = Known(NAMING, today=TODAY)
    known.add(RecordFacts("Person", "ex:a", {"type": "Person"}))
    assert [record.id for record, _ in rule.check_all(known) if record] == ["ex:a"]
    known.add(RecordFacts(referring["type"], "ex:it", referring))
    assert list(rule.check_all(known)) == []


def test_being_replaced_by_a_person_is_no_need():
    """That one person's record replaced another's says nothing about its use."""
    assert all("replaced_by" not in names for names in NAMING.values())


@pytest.mark.parametrize(
    ("declared", "persons", "count"),
    [("none", 0, 0), ("none", 2, 1), ("restricted", 2, 0), (None, 2, 0)],
)
def test_declaration_of_persons(declared, persons, count):
    """Persons contradict only the declaration that there are none, and once."""
    rule = RULES["persons-undeclared"]
    assert rule.check_all is not None
    known = Known({}, today=TODAY)
    known.header = {"personal_data": declared} if declared else {}
    for number in range(persons):
        known.add(RecordFacts("Person", f"ex:{number}", {"type": "Person"}))
    assert len(list(rule.check_all(known))) == count


OFFICES = [
    "info",
    "office",
    "contact",
    "secretariat",
    "reception",
    "international.relations",
    "international-relations",
    "projects",
    "mail",
    "city.hall",
    "cityhall",
    "town-hall",
    "municipality",
    "accueil",
    "relations.internationales",
    "relationsinternationales",
    "mairie",
    "hotel-de-ville",
    "ville",
    "courrier",
    "projets",
    "secrétariat",
    "empfang",
    "sekretariat",
    "buero",
    "büro",
    "poststelle",
    "projekte",
    "internationale-beziehungen",
    "rathaus",
    "gemeinde",
    "onthaal",
    "receptie",
    "secretariaat",
    "internationale.betrekkingen",
    "projecten",
    "post",
    "stadhuis",
    "gemeente",
    "ufficio",
    "segreteria",
    "accoglienza",
    "relazioni_internazionali",
    "progetti",
    "posta",
    "municipio",
    "comune",
    "oficina",
    "secretaría",
    "recepción",
    "relaciones-internacionales",
    "proyectos",
    "correo",
    "ayuntamiento",
    "toimisto",
    "kirjaamo",
    "neuvonta",
    "kansainvaliset.asiat",
    "hankkeet",
    "posti",
    "kaupunki",
    "kunta",
    "biuro",
    "urzad",
    "urząd",
    "um",
    "poczta",
    "kancelaria",
    "projekty",
    "sekretariat",
    "urzad.miasta",
    "ratusz",
    "dimos",
    "grammateia",
    "grafeio",
    "epikoinonia",
    "erga",
    "protokollo",
    "diethneis.sxeseis",
    "dimarxeio",
]


@pytest.mark.parametrize("local", OFFICES)
def test_mailboxes_of_offices_in_all_languages(local: str):
    """They are nobody's own, however they are written."""
    assert contact(f"{local}@example.org") is None
    assert contact(f"{local.upper()}@example.org") is None


@pytest.mark.parametrize(
    "local", ["ville.virtanen", "dimos.papas", "um.khan", "robert.hall", "a.kowalska", "kowalska"]
)
def test_names_that_resemble_such_words_are_still_persons(local: str):
    """A word that is a name elsewhere counts only where it stands alone."""
    assert contact(f"{local}@example.org") == ("email", f"{local}@example.org")


@pytest.mark.parametrize(("local", "hit"), [("biuro", False), ("a.kowalska", True)])
def test_the_contact_in_the_header_is_looked_at_alike(local: str, hit: bool):  # noqa: FBT001 - a case
    """The mailbox of an office is what the field asks for."""
    header = {"exchangespec": "1.0", "id": "https://example.org/e", "prefix": "ex"}
    found = xs.validate({**header, "contact": f"{local}@example.org", "records": []})
    assert ("EXS602" in found.by_code) is hit
