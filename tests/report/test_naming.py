"""Types, fields and codes in messages are called as the template of the language calls them."""

import re
from pathlib import Path

import pytest

from examples_of_rules import judged
from exchangespec import spec
from exchangespec.codelists import CODELISTS
from exchangespec.report.naming import ABOUT, COLUMN, FIELD, NAMED, TYPE, heading_of, named
from exchangespec.report.speaking import spoken
from exchangespec.report.speech import Speech
from exchangespec.rules import RULES
from exchangespec.texts import SOURCE, SPOKEN

OTHERS = [language for language in SPOKEN if language != SOURCE]
# Facts that are the partner's own, in which a name may stand as it was written.
OWN = ("value", "was", "values", "heading", "table", "tables")


def test_all_that_is_named_is_in_the_messages() -> None:
    """A fact that no message shows needs no name."""
    for slug, facts in NAMED.items():
        message = RULES[slug].message
        texts = [message] if isinstance(message, str) else [*message.values()]
        for fact, (kind, owner) in facts.items():
            assert any("{" + fact + "}" in text for text in texts), (slug, fact)
            assert kind in {TYPE, FIELD, ABOUT, COLUMN, *CODELISTS}, (slug, fact)
            assert not owner or owner in spec.records(), (slug, fact)


def test_names_are_those_of_the_template() -> None:
    """A sheet for a type, a heading for a field, a label for a code.

    The wordings set the marks around a name, so that those between several names are in the fact.
    """
    assert named("duplicate-id", {"found": "City"}, "fr") == {"found": "Villes"}
    told = {"found": "Visit", "expected": ["City", "Network"]}
    assert named("wrong-reference-type", told, "pl") == {
        "found": "Wizyty",
        "expected": "Miasta”, „Sieci",
    }
    assert named("one-side-unknown", {"missing": "hosts"}, "el") == {"missing": "Οικοδεσπότες"}
    told = {"value": "x", "type": "Funding", "field": "funders"}
    assert named("statement-does-not-fit", told, "de") == {
        "type": "Förderungen",
        "field": "Förderer",
    }
    told = {"headings": ["“Partie prenante”", "party_text"]}
    assert named("no-party", told, "fr") == {
        "headings": (
            "Partie prenante\N{NO-BREAK SPACE}», «\N{NO-BREAK SPACE}Partie selon la source"
        )
    }
    assert named("person-as-partner", {"role": "partner"}, "fi") == {"role": "Kumppani"}
    assert named("no-header", {"missing": ["Title"]}, "it") == {"missing": "Titolo"}
    told = {"allowed": ["normal", "preferred"], "list": "rank"}
    assert named("value-not-in-list", told, "es") == {
        "allowed": ["normal", "preferred (Preferente)"]
    }


def test_what_the_standard_does_not_have_stands_as_it_is() -> None:
    """A scheme in the place of a type, an id in that of a code, a value that was hidden."""
    assert named("wrong-reference-type", {"found": "geonames"}, "fr") == {"found": "geonames"}
    assert named("plan-item-order", {"parent": "ex:goal"}, "fr") == {"parent": "ex:goal"}
    assert named("one-side-unknown", {"missing": "(hidden)"}, "fr") == {"missing": "(hidden)"}
    assert named("figures-differ", {"place": 3}, "fr") == {"place": 3}
    assert named("not-a-date", {"value": "City"}, "fr") == {}


@pytest.mark.parametrize("slug", RULES)
def test_no_name_of_the_standard_is_left(slug: str, tmp_path: Path) -> None:
    """What a rule says of its own example holds no type and no field in the words of JSON."""
    fields = {name for form in spec.records().values() for name in form.fields if "_" in name}
    outcome = judged(RULES[slug].wrong, tmp_path)
    known = Speech("fr").knows
    pairs = zip(outcome.findings, spoken(outcome, "fr"), strict=True)
    for message, params in (
        (said.message, said.params) for one, said in pairs if one.slug == slug and known(one)
    ):
        words = message
        for fact in OWN:
            words = words.replace(str(params.get(fact)), " ")
        assert not set(re.findall(r"[^\W\d]+", words)) & (spec.records().keys() | fields), message


def test_numbers_are_parted_as_the_language_does(tmp_path: Path) -> None:
    """A number of the gazetteer, too."""
    outcome = judged(RULES["population-against-gazetteer"].wrong, tmp_path)
    for language, number in (("en", "252,724"), ("de", "252.724"), ("fr", "252 724")):
        [said] = [one for one in spoken(outcome, language) if one.code == "EXS522"]
        assert number in said.message


@pytest.mark.parametrize(
    ("field", "language", "said"),
    [("networks", "pl", "Sieć"), ("cities", "de", "Stadt"), ("organisers", "pl", "Organizatorzy")],
)
def test_a_field_is_called_by_the_heading_that_a_template_gives_it(
    field: str, language: str, said: str
) -> None:
    """It may be another word than the name of the field, whichever type has it."""
    assert heading_of(field, "", language) == said
