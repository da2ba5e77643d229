"""A word that stands in the labels of two codes is read as one of them only where that was judged.

A label that begins with a word, or has it among its alternatives, may be what a partner meant by
the word alone. Then the word is given to both codes, and asks; or it is the plain name of one, and
the label of the other only says more.
"""

import re
from collections.abc import Iterator

import pytest

from exchangespec.codelists import CODELISTS, codelist, codelist_label, fold, match_code
from exchangespec.finding import Fault
from exchangespec.formats.cells import UNREAD, Defaults
from exchangespec.formats.cells.readers import reader_of
from exchangespec.spec import records
from exchangespec.texts import OFFERED

# By list: the code that is the plain reading of a word, and the code whose label says more.
PLAIN = {
    "decision_result": {("carried", "carried_unanimously")},
    "event_access": {("public", "registration")},
    "event_format": {("in_person", "hybrid"), ("online", "hybrid"), ("online", "mixed")},
    "event_kind": {
        ("conference", "keynote"),
        ("seminar", "webinar"),
        ("workshop", "transnational_meeting"),
    },
    "measure": {
        ("participants", "participants_expected"),
        ("population", "migrants"),
        ("population", "population_rank"),
    },
    "member_role": {("partner", "associated_partner"), ("partner", "lead_partner")},
    "organisation_kind": {
        ("company", "local_agency"),
        ("ngo", "migrant_led_ngo"),
        ("school", "university"),
    },
    "partnership_kind": {("other", "friendship")},
    # "Municipio" is what Spanish templates offer for a municipality.
    "place_kind": {("city", "town"), ("municipality", "borough")},
    "programme": {("ESF", "ESF_PLUS")},
    "record_type": {("ActionPlan", "PlanItem"), ("PlanItem", "ActionPlan")},
    # Another word in another language.
    "source_kind": {("report", "social_media")},
}
BETWEEN = re.compile(
    r"[,;/():]| (?:or|ou|oder|of|o|lub|albo|tai|\u03ae|y|e|and|et|und|en|ja|i|\u03ba\u03b1\u03b9) "
)
WORD = re.compile(r"[^\s,;()/]+")


def words(text: str) -> list[str]:
    """Return the words of a text as they are compared."""
    return [found for one in WORD.findall(text) if (found := fold(one))]


def alternatives(label: str) -> Iterator[list[str]]:
    """Return the parts of a label that each could stand alone."""
    return map(words, BETWEEN.split(label))


@pytest.mark.parametrize("name", CODELISTS)
def test_a_word_that_begins_the_label_of_another_code_was_judged(name: str):
    """Give the word to both codes in the list's CSV file, or enter the pair in PLAIN."""
    codes = codelist(name).codes
    labels = {
        code: [part for one in OFFERED for part in alternatives(codelist_label(name, code, one))]
        for code in codes
    }
    for code, entry in codes.items():
        for synonym in entry.synonyms:
            if match_code(name, synonym).value is None:
                continue
            start = words(synonym)
            for other, parts in labels.items():
                if other != code and any(part[: len(start)] == start for part in parts):
                    assert (code, other) in PLAIN.get(name, ()), synonym


KIND = records()["Organisation"].fields["kind"]


@pytest.mark.parametrize(
    ("word", "candidates"),
    [
        ("Associazione", {"association_of_local_authorities", "ngo"}),
        ("ASSOCIATION", {"association_of_local_authorities", "ngo"}),
        ("vereniging", {"association_of_local_authorities", "ngo"}),
        ("Stowarzyszenie", {"association_of_local_authorities", "ngo"}),
        ("Ministerium", {"national_authority", "regional_authority"}),
        ("\u03ba\u03c5\u03b2\u03ad\u03c1\u03bd\u03b7\u03c3\u03b7", {"national_authority", "regional_authority"}),
    ],
)  # fmt: skip
def test_a_word_for_two_codes_is_an_error_with_both(word: str, candidates: set[str]):
    """Nothing is guessed."""
    change = reader_of(KIND, Defaults())(word)
    assert change.value is UNREAD
    assert isinstance(change.fault, Fault)
    assert change.fault.slug == "ambiguous-value"
    assert set(change.fault.suggestions) == candidates


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Associazione di comuni", "association_of_local_authorities"),
        ("Verein", "ngo"),
        ("ONG", "ngo"),
        ("national government", "national_authority"),
        ("Landesministerium", "regional_authority"),
    ],
)
def test_a_fuller_word_is_read(word: str, code: str):
    """What says which of both is meant is understood."""
    assert reader_of(KIND, Defaults())(word).value == code
