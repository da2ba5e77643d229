"""Boundary cases of the rules on single values."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import exchangespec as xs
from exchangespec.codelists import codelist
from exchangespec.formats.mojibake import repair, windows_1252
from exchangespec.rules import RULES
from exchangespec.rules.rule import Context
from exchangespec.rules.values.broken_encoding import problem
from exchangespec.rules.values.characters_lost import has_lost
from exchangespec.rules.values.impossible_quantity import COUNTED_MEASURES
from exchangespec.submission.facts import RecordFacts
from exchangespec.submission.known import Known

TODAY = date(2026, 1, 1)
HEADER = {"language": "en"}


def found(slug: str, values: Mapping[str, Any], *failed: str) -> list[tuple[Any, ...]]:
    """Field, item and variant of what a rule finds in one record."""
    facts = RecordFacts(values["type"], "ex:it", values, failed=frozenset(failed))
    check = RULES[slug].check
    assert check is not None
    return [
        (fault.field, fault.item, fault.variant) for fault in check(facts, Context(HEADER, TODAY))
    ]


def in_header(slug: str, header: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Record and field of what a rule finds in a header."""
    known = Known({}, today=TODAY)
    known.header = header
    check_all = RULES[slug].check_all
    assert check_all is not None
    return [(record, fault.field) for record, fault in check_all(known)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Ã–rebro", "Örebro"),
        ("MÃ¼nchen", "München"),
        ("cafÃ©", "café"),
        ("lâ€™accueil", "l’accueil"),
        ("10 â‚¬", "10 €"),
        ("Å\x81Ã³dÅº", "Łódź"),
        ("Î\x9dÎ¯ÎºÎ±Î¹Î±", "Νίκαια"),
        ("Ð¡Ð¾Ñ„Ð¸Ñ\x8f", "София"),
        ("20Â°", "20°"),
    ],
)
def test_broken_letters_are_put_right(text, meant):
    """Text that was decoded as Windows-1252 is recognised, and what was meant is offered."""
    assert problem(text) == ("encoding", text[_first(text, meant) :][:2], meant)


def _first(text: str, meant: str) -> int:
    return next(
        at for at, (one, other) in enumerate(zip(text, meant, strict=False)) if one != other
    )


@pytest.mark.parametrize(
    "text",
    [
        "Örebro",
        "São Tomé",
        "„Spaß“",
        "“MANHÔ",
        "“MANHÃ”",
        "ESPAÑA",
        "Ñuñoa",
        "Νίκαια",
        "Â",
        "Québec – Île",
        "Reykjavík, Ísafjörður",
        "5 < 6 & 7 > 3",
        "R&D; and more",
        "a <placeholder> of our own",
        "one\ttab\nand a line",
    ],
)
def test_right_letters_are_left_alone(text):
    """Letters, quotation marks and signs that belong there are no fault."""
    assert problem(text) is None


@pytest.mark.parametrize(
    ("text", "variant", "meant"),
    [
        ("<b>Visit</b> to Vantaa", "markup", "Visit to Vantaa"),
        ("Fish &amp; chips", "markup", "Fish & chips"),
        ("line<br/>break", "markup", "line break"),
        ("bell\x07", "invisible", "bell"),
        ("\ufeffname", "invisible", "name"),
    ],
)
def test_markup_and_invisible_signs_are_named(text, variant, meant):
    """What belongs to a web page, or cannot be seen, is found and left out of the proposal."""
    seen = problem(text)
    assert seen is not None
    assert (seen[0], seen[2]) == (variant, meant)


@given(st.text(alphabet="éèêàâôûçñöüäßøåæœžšč", min_size=1, max_size=8))
def test_any_broken_word_of_europe_comes_back(word):
    """A word between letters that was decoded wrongly is repaired to what it was."""
    broken = "".join(windows_1252(byte) for byte in f"x{word}x".encode())
    assert repair(broken) == f"x{word}x"


@pytest.mark.parametrize(
    ("word", "lost"),
    [
        ("Neuch?tel", True),
        ("M\ufffdnchen", True),
        ("Really?Yes", False),
        ("https://example.org/?page=one?two", False),
        ("what?", False),
        ("2017-10-16?", False),
        ("??", False),
    ],
)
def test_lost_letters_are_told_from_questions(word, lost):
    """A question mark counts only inside a word."""
    assert has_lost(word) is lost


@pytest.mark.parametrize(
    ("value", "variant"),
    [
        ("50..50", None),
        ("51..50", "reversed"),
        ("100 %", None),
        ("~100 %", None),
        ("100.1 %", "share"),
        (">100 %", "share"),
        (">=100 %", None),
        ("<100 %", None),
        (0, None),
        (-1, "negative"),
        ("<0", "negative"),
        ("<1", None),
        ("-5..5", "negative"),
        (">1000", None),
        ("12.5", "fraction"),
        ("~12.5", "fraction"),
        ("12..13.5", "fraction"),
        ("12.0", None),
        ("12.5 %", None),
    ],
)
def test_quantities_at_their_limits(value, variant):
    """A quantity is impossible only beyond its limits."""
    expected = [("attendance", None, variant)] if variant else []
    assert found("impossible-quantity", {"type": "Visit", "attendance": value}) == expected


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"type": "City", "population": "86000.5"}, ["population"]),
        ({"type": "Visit", "delegation_size": "4.5", "days": "2.5"}, ["delegation_size"]),
        ({"type": "Participation", "headcount": ">1.5"}, ["headcount"]),
        ({"type": "Funding", "amount": "12.50", "rate": "0.5 %"}, []),
        ({"type": "PlanItem", "target": "0.5"}, []),
        ({"type": "Statement", "kind": "figure", "measure": "members", "quantity": "1.5"}, ["quantity"]),
        ({"type": "Statement", "kind": "figure", "measure": "area", "quantity": "406.40"}, []),
        ({"type": "Statement", "kind": "figure", "measure": "ours", "quantity": "1.5"}, []),
        ({"type": "Statement", "kind": "figure", "quantity": "1.5"}, []),
        ({"type": "Statement", "kind": "offer", "quantity": "1.5"}, ["quantity"]),
    ],
)  # fmt: skip
def test_what_is_counted_has_no_fractions(values, fields):
    """There is no half participant, but half days, shares and areas."""
    assert found("impossible-quantity", values) == [(name, None, "fraction") for name in fields]


def test_the_measures_that_count_are_in_the_list():
    """No measure is meant that the list does not hold."""
    assert set(codelist("measure").codes) >= COUNTED_MEASURES


@pytest.mark.parametrize(
    ("value", "exists"),
    [
        ("2020-02-29", True),
        ("2021-02-29", False),
        ("XXXX-02-29", True),
        ("XXXX-02-30", False),
        ("2021-04-31?", False),
        ("2021-XX-XX", True),
        ("2021-04-XX", True),
        ("202X", True),
    ],
)
def test_days_of_the_calendar(value, exists):
    """29 February exists in leap years, and where the year is unknown."""
    hits = found("day-does-not-exist", {"type": "Visit", "start": value})
    assert hits == ([] if exists else [("start", None, None)])


def test_both_ends_of_a_period_are_looked_up():
    """A period is wrong at either end, and an open end is no day."""
    wrong = {"type": "Statement", "as_of": "2020-01-01/2021-02-30"}
    assert found("day-does-not-exist", wrong) == [("as_of", None, None)]
    assert found("day-does-not-exist", {"type": "Statement", "as_of": "2020-01/.."}) == []


@pytest.mark.parametrize(
    ("record_type", "field", "value", "variant"),
    [
        ("Visit", "start", "1944-12-31", "early"),
        ("Visit", "start", "1945", None),
        ("Visit", "start", "194X", None),
        ("Visit", "start", "193X", "early"),
        ("Visit", "end", "2031-12", None),
        ("Visit", "end", "2032", "late"),
        ("Visit", "end", "2170-10-16", "late"),
        ("Visit", "start", "1899-12-30", "artefact"),
        ("Visit", "start", "1904-01-01", "artefact"),
        ("Visit", "start", "1905-07-09", "year-as-day"),
        ("Visit", "start", "XXXX-10-16", None),
        ("Visit", "start", "2021-02-30", None),
        ("Organisation", "start", "1425", None),
        ("Organisation", "start", "1900-01-01", "artefact"),
        ("Membership", "start", "1913", None),
        ("Partnership", "signed", "1920", None),
        ("Source", "published", "1890", None),
        ("ActionPlan", "end", "2050", None),
        ("ActionPlan", "end", "2150", "late"),
        ("Network", "end", "..", None),
    ],
)
def test_years_by_field(record_type, field, value, variant):
    """What may be old or far ahead depends on the field; artefacts are found everywhere."""
    hits = found("implausible-year", {"type": record_type, field: value})
    assert hits == ([(field, None, variant)] if variant else [])


@pytest.mark.parametrize(
    ("tag", "slug"),
    [
        ("en", None),
        ("zh-Hant", None),
        ("en-GB", None),
        ("iw", "deprecated-code"),
        ("xx", "unregistered-language"),
        ("gr", "unregistered-language"),
        ("eng", "unregistered-language"),
        ("en-UK", "unregistered-language"),
    ],
)
def test_language_tags(tag, slug):
    """A tag is current, replaced or no tag; never two of them at once."""
    values = {"type": "Visit", "languages": [tag], "name": {tag: "Visit"}}
    for rule in ("deprecated-code", "unregistered-language"):
        hits = found(rule, values)
        expected = {("name", tag), ("languages", 0)} if rule == slug else set()
        assert {hit[:2] for hit in hits} == expected


def test_the_main_language_is_offered_for_a_country():
    """The code of a country in the place of a language leads to its language."""
    facts = RecordFacts("City", "ex:it", {"name": {"gr": "Νίκαια"}})
    check = RULES["unregistered-language"].check
    assert check is not None
    (fault,) = check(facts, Context(HEADER, TODAY))
    assert list(fault.suggestions) == ["el"]


def test_the_language_of_the_header_is_looked_up():
    """The header's own language is held to the same list."""
    assert in_header("unregistered-language", {"language": "xx"}) == [(None, "language")]
    assert in_header("unregistered-language", {"language": "nl"}) == []


@pytest.mark.parametrize(
    ("values", "hit"),
    [
        ({"type": "City", "name": {"en-GB": "Vantaa"}}, False),
        ({"type": "City", "name": {"fi": "Vantaa"}}, True),
        ({"type": "Source", "name": {"fi": "Uutinen"}}, False),
        ({"type": "Visit"}, False),
        ({"type": "Person", "name": "Alderman"}, False),
    ],
)
def test_names_in_the_default_language(values, hit):
    """A regional form counts; sources and records without a name are not asked."""
    assert bool(found("name-not-in-default-language", values)) is hit


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"type": "City", "name": {"en": "Mechelen", "nl": "Mechelen"}}, None),
        ({"type": "Event", "name": {"en": "A day", "nl": "a  day."}}, ("name", "nl")),
        ({"type": "Event", "name": {"en": "A day", "en-GB": "A day"}}, None),
        ({"type": "Event", "venue": {"en": "Lamot", "nl": "Lamot"}}, None),
        ({"type": "Event", "outcomes": {"en": "!", "nl": "!"}}, None),
    ],
)
def test_same_text_in_two_languages(values, place):
    """Proper names and regional forms may be the same; spelling apart, other texts may not."""
    hits = [hit[:2] for hit in found("same-text-in-two-languages", values)]
    assert hits == ([place] if place else [])


@pytest.mark.parametrize(
    ("nuts", "country", "hit"),
    [("EL30", "GR", False), ("UKI4", "GB", False), ("GR30", "GR", True), ("DE94", "DK", True)],
)
def test_nuts_letters(nuts, country, hit):
    """NUTS says EL for Greece and UK for Britain."""
    values = {"type": "City", "nuts": nuts, "country": country}
    assert bool(found("nuts-country-mismatch", values)) is hit


def test_a_wrong_value_is_not_looked_at_again():
    """A field that the model has refused gives no second finding."""
    values = {"type": "City", "nuts": "DK032", "country": "DE"}
    assert found("nuts-country-mismatch", values, "nuts") == []
    assert found("nuts-country-mismatch", values, "country") == []


@pytest.mark.parametrize(
    ("value", "variant"),
    [
        ("ror:05f950310", None),
        ("ror:05f950311", "check-digit"),
        ("ror:abc", "pattern"),
        ("wikidata:Q0", "pattern"),
        ("geonames:2791537", None),
        ("vvsg:capaci", None),
    ],
)
def test_identifiers(value, variant):
    """Pattern and check digit are looked at; other publishers' records are another rule's."""
    hits = found("identifier-breaks-scheme", {"type": "Organisation", "identifiers": [value]})
    assert hits == ([("identifiers", 0, variant)] if variant else [])


def test_open_and_closed_lists():
    """Only open lists are looked at, and a near code is offered."""
    values = {
        "type": "Visit",
        "kind": "studyvisit",
        "format": "onlin",
        "themes": ["housing", "ufo"],
    }
    assert found("value-not-in-open-list", values) == [("kind", None, None), ("themes", 1, None)]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1 200 000,50 zł", "1200000.50"),
        ("€ 5000", "5000"),
        ("12 500 EUR", "12500"),
        ("€ 1.200", None),
    ],
)
def test_an_amount_with_a_currency_is_told_to_go_without(typed: str, number: str | None):
    """The number is suggested where it can be read in one way, and never put in silently."""
    funding = {"type": "Funding", "id": "ex:f", "amount": typed, "currency": "EUR"}
    found = xs.validate({"exchangespec": "1.0", "prefix": "ex", "records": [funding]})
    [finding] = [one for one in found.singly if one.code == "EXS218"]
    assert "without the currency sign: the currency has a field of its own" in finding.message
    assert finding.suggestions == ((number,) if number else ())
    assert finding.fix is None


@pytest.mark.parametrize("typed", ["a dozen", "much €", "1 to 2 or 3 €?", "8 k"])
def test_other_amounts_are_told_what_figures_look_like(typed: str):
    """There is no number to be had from them by leaving out a sign."""
    funding = {"type": "Funding", "id": "ex:f", "amount": typed, "currency": "EUR"}
    found = xs.validate({"exchangespec": "1.0", "prefix": "ex", "records": [funding]})
    [finding] = [one for one in found.singly if one.code == "EXS218"]
    assert "figures look like" in finding.message


def in_an_open_list(typed: str) -> xs.Finding:
    """Return what is said of a word for the kind of a visit."""
    visit = {"type": "Visit", "id": "ex:v", "kind": typed}
    found = xs.validate({"exchangespec": "1.0", "prefix": "ex", "records": [visit]})
    [finding] = [one for one in found.singly if one.code == "EXS201"]
    return finding


@pytest.mark.parametrize(
    "typed",
    [
        "n/d",
        "brak danych",
        "-",
        "b.d.",
        "nie dotyczy",
        "k.A.",
        "n.v.t.",
        "sans objet",
        "Unknown",
        "?",
    ],
)
def test_a_word_for_nothing_is_no_code(typed: str):
    """The cell is to be left empty; no code is made of the word."""
    finding = in_an_open_list(typed)
    assert finding.message.endswith("empty.")
    assert "code" not in finding.params


def test_a_word_of_ones_own_is_led_to_the_list_first():
    """A code of one's own is the last resort."""
    message = in_an_open_list("Spotkanie robocze").message
    assert "choose the value of the list that comes nearest. Only if none fits" in message
    assert "spotkanie_robocze" in message
