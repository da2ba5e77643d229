"""Tests of the standard's own code lists and of the words that stand for their codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from exchangespec.codelists import (
    CODELISTS,
    code_words,
    codelist,
    codelist_label,
    fold,
    match_code,
    programme_years,
)
from exchangespec.codelists import lists as lists_module
from exchangespec.texts import OFFERED

SPEC = Path(__file__).parents[3] / "shared/model-spec.json"

# Codes that real documents asked for after the specification was written.
ADDED = {
    # An online visit on three days of a span of four; one visit with a day on site and one online;
    # a call with its own deadline, languages and audience.
    "event_kind": ["day", "call"],
    # What sister cities call a visit: neither study nor work nor between two partners only.
    "visit_kind": ["delegation_visit"],
    # Counts that partnerships are measured by.
    "measure": [
        *("area", "visits_held", "people_sent", "people_received"),
        *("partnerships", "projects", "ideas", "municipalities", "anniversary"),
    ],
    # Who proposed a network without leading it.
    "member_role": ["initiator"],
    # A cheque handed over during a visit.
    "funding_kind": ["donation"],
    # What a party offers and needs is matched; a statement says it.
    "statement_kind": ["offer", "need"],
}

CODE_FORMS = {
    "programme": r"[A-Z0-9_]+",
    "programming_period": r"[0-9]{4}-[0-9]{4}",
    "record_type": r"[A-Z][A-Za-z]*",
}


def test_there_are_36_lists():
    """The names come sorted and each once."""
    assert len(CODELISTS) == 36
    assert list(CODELISTS) == sorted(set(CODELISTS))


def test_every_file_is_a_listed_list():
    """No list file is left over, and no listed file is missing."""
    folder = Path(lists_module.__file__).parent / "data/lists"
    assert sorted(path.stem for path in folder.iterdir()) == list(CODELISTS)


def test_an_unknown_list_is_a_key_error():
    """A misspelt list name is the caller's mistake."""
    with pytest.raises(KeyError, match="no_such_list"):
        codelist("no_such_list")


@pytest.mark.parametrize("name", CODELISTS)
def test_list_is_complete(name):
    """A list has a title and definition; each code its form, a label and an existing parent."""
    one = codelist(name)
    assert one.name == name
    assert one.title
    assert one.definition.endswith(".")
    assert one.source
    assert one.codes
    for code in one.codes.values():
        assert re.fullmatch(CODE_FORMS.get(name, r"[a-z0-9][a-z0-9_]*"), code.code)
        assert code.label
        assert not code.label.isspace()
        assert code.broader == "" or code.broader in one.codes
        assert code.deprecated is False


@pytest.mark.parametrize("name", CODELISTS)
def test_no_code_or_label_is_ambiguous(name):
    """Inside a list a code or label stands for one code, and no other word is one of them."""
    meanings = {}
    for code in codelist(name).codes.values():
        for word in (code.code, code.label):
            assert meanings.setdefault(fold(word), code.code) == code.code, word
    for code in codelist(name).codes.values():
        for word in code.synonyms:
            assert meanings.get(fold(word), code.code) == code.code, word
            assert fold(word), f"nothing is left of {word!r} when it is folded"


@pytest.mark.parametrize("name", CODELISTS)
def test_every_word_finds_its_code(name):
    """A code matches exactly; its label and synonyms match in any case."""
    for code in codelist(name).codes.values():
        assert match_code(name, code.code).exact
        assert match_code(name, code.code).value == code.code
        for word in code_words(name, code.code):
            for match in (match_code(name, word), match_code(name, f" {word.upper()} ")):
                shared = match.ambiguous and code.code in match.candidates
                assert match.value == code.code or (shared and word in code.synonyms)
        for language in OFFERED:
            label = codelist_label(name, code.code, language)
            assert match_code(name, label).value == code.code, "templates offer it"


@pytest.mark.parametrize("name", CODELISTS)
def test_codes_are_read_only(name):
    """A list that is cached for all cannot be changed by one."""
    with pytest.raises(TypeError, match="does not support item assignment"):
        codelist(name).codes["new"] = None


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("visit_kind", "Study Visit", "study_visit"),
        ("visit_kind", "study-visit", "study_visit"),
        ("visit_kind", "Visite d’étude", "study_visit"),
        ("visit_kind", "bilateral", "bilateral_visit"),
        ("visit_kind", "OPINTOVIERAILU", "study_visit"),
        ("visit_kind", "διμερής επίσκεψη", "bilateral_visit"),
        ("organisation_kind", "ULG", "local_group"),
        ("organisation_kind", "LSG", "local_group"),
        ("organisation_kind", "URBACT Local Support Group", "local_group"),
        ("plan_kind", "IAP", "integrated_action_plan"),
        ("event_format", "face-to-face", "in_person"),
        ("event_status", "took place", "held"),
        ("programme", "European Social Fund", "ESF"),
        ("programme", "FSE", "ESF"),
        ("programme", "ESF+", "ESF_PLUS"),
        ("programme", "Erasmus+", "ERASMUS_PLUS"),
        ("programme", "Horizon 2020", "H2020"),
        ("progress", "on-going", "under_way"),
        ("member_role", "Lead Partner", "lead_partner"),
        ("record_type", "Plan items", "PlanItem"),
        ("programming_period", "2014/2020", "2014-2020"),
    ],
)
def test_words_of_officers(name, text, code):
    """What people write in tables becomes the code, and is not called exact."""
    match = match_code(name, text)
    assert (match.value, match.exact, match.candidates) == (code, False, ())


@pytest.mark.parametrize(
    ("name", "text", "candidates"),
    [
        ("event_format", "onlin", ("online",)),
        ("visit_kind", "studyvist", ("study_visit",)),
        ("visit_kind", "study visit to Barcelona", ("study_visit",)),
        ("visit_kind", "xy", ()),
        ("visit_kind", "???", ()),
        ("visit_kind", "", ()),
        ("visit_kind", "N/A", ()),
    ],
)
def test_unknown_words_get_the_nearest_codes(name, text, candidates):
    """A slip is answered by what was probably meant, and never taken for it."""
    match = match_code(name, text)
    assert match.value is None
    assert match.exact is False
    assert match.candidates[:1] == candidates


def test_at_most_three_codes_are_suggested():
    """Advice stays short."""
    assert (
        len(match_code("event_kind", "workshop, seminar, conference and round table").candidates)
        == 3
    )


def test_labels():
    """A label is given in English for want of another, and an unknown code as it stands."""
    assert codelist_label("visit_kind", "study_visit") == "Study visit"
    assert codelist_label("visit_kind", "study_visit", "xx") == "Study visit"
    assert codelist_label("visit_kind", "own_code") == "own_code"


def test_programme_years():
    """Years are known for programmes of the Union and open where they still run."""
    assert programme_years("EIF") == (2007, 2013)
    assert programme_years("AMIF") == (2014, None)
    assert programme_years("NATIONAL") == (None, None)
    assert programme_years("NO_SUCH") == (None, None)


@pytest.mark.shared_data
def test_lists_are_those_of_the_specification():
    """Names, codes in their order, flags, sources and matches are those of the model."""
    if not SPEC.exists():
        pytest.skip("../shared/model-spec.json is not here")
    spec = json.loads(SPEC.read_text(encoding="utf-8"))["codelists"]
    assert list(CODELISTS) == sorted(spec)
    for name, expected in spec.items():
        one = codelist(name)
        assert one.open == expected["open"], name
        assert one.source == expected["source"], name
        named = [code["code"] for code in expected["codes"]]
        assert list(one.codes) == [*named, *ADDED.get(name, [])], name
        for code in expected["codes"]:
            ours = one.codes[code["code"]]
            assert "; ".join(ours.match) == code["match"], code
            assert code["label"] in {"", ours.label}, code
