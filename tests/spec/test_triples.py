"""The table of triples: no property means two fields of a type, and every form has its way back."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchangespec import spec
from exchangespec.spec import triples


@pytest.mark.parametrize("record_type", spec.records())
def test_no_two_fields_of_a_type_share_a_property(record_type: str) -> None:
    """A reader can tell from class and property which field is meant."""
    assert len(triples.record_predicates(record_type)) == len(triples.record_triples(record_type))


def test_no_two_fields_of_the_header_share_a_property() -> None:
    """The same holds for the package, whose records have a property of their own."""
    assert len(triples.header_predicates()) == len(triples.header_triples())
    assert triples.HAS_RECORD not in triples.header_predicates()


def test_every_field_but_subject_and_class_has_a_property() -> None:
    """Nothing is left out."""
    for record_type, form in spec.records().items():
        assert triples.record_triples(record_type).keys() == form.fields.keys() - {"id", "type"}
    assert triples.header_triples().keys() == spec.header().keys() - {"id"}


def test_every_class_names_its_type() -> None:
    """A class leads back to its record type, and no other IRI does."""
    for record_type in spec.records():
        assert triples.type_of_class(triples.class_iri(record_type)) == record_type
    assert triples.type_of_class("http://www.w3.org/ns/org#Organization") is None
    assert triples.type_of_class(triples.class_iri("Quantity")) is None
    assert triples.type_of_class("City") is None


def test_schemes_stand_for_different_addresses() -> None:
    """An identifier's address leads back to its scheme; each can be a prefix in JSON-LD."""
    bases = triples.scheme_bases()
    assert len(set(bases.values())) == len(bases)
    assert [base for base in bases.values() if not triples.ends_a_prefix(base)] == []
    assert not triples.ends_a_prefix("https://example.org/data")
    assert bases["wikidata"] == "http://www.wikidata.org/entity/"
    assert bases["geonames"] == f"{triples.IDENTIFIERS}geonames/"


PREFIXES = triples.all_prefixes(
    {"prefix": "ex", "prefixes": {"sub": "https://w3id.org/exchangespec/id/ex/sub/"}}
)


@pytest.mark.parametrize(
    ("compact", "iri"),
    [
        ("ex:a.b", "https://w3id.org/exchangespec/id/ex/a.b"),
        ("sub:a", "https://w3id.org/exchangespec/id/ex/sub/a"),
        ("wikidata:Q1", "http://www.wikidata.org/entity/Q1"),
        ("unknown:a", "unknown:a"),
        ("https://example.org/a", "https://example.org/a"),
    ],
)
def test_references_have_an_address_and_a_way_back(compact: str, iri: str) -> None:
    """A prefix is put before and taken off again; the longest base wins."""
    assert triples.expanded(compact, PREFIXES) == iri
    assert triples.compacted(iri, PREFIXES) == compact


def test_a_prefix_alone_is_no_reference() -> None:
    """The address a prefix stands for, and what would look like another address, stay whole."""
    assert triples.compacted(PREFIXES["ex"], PREFIXES) == PREFIXES["ex"]
    assert (
        triples.compacted(
            "http://www.wikidata.org/entity///a", {"w": "http://www.wikidata.org/entity/"}
        )[:5]
        == "http:"
    )
    assert triples.expanded("ex", PREFIXES) == "ex"


def test_words_of_a_namespace_have_a_way_back() -> None:
    """A profile is a word or an address; both come back."""
    for word in ("urbact", "https://example.org/profile"):
        assert triples.word_of(triples.named(word, triples.PROFILES), triples.PROFILES) == word


def test_extension_columns_have_a_way_back() -> None:
    """A column of the publisher's own hangs on the address of its prefix."""
    predicate = triples.extension_predicate("x_budget", "https://example.org/ex/")
    assert predicate == "https://example.org/ex/#x_budget"
    assert triples.extension_name(predicate, "https://example.org/ex/") == "x_budget"
    assert triples.extension_name(predicate, "https://example.org/") is None
    assert (
        triples.extension_name("https://example.org/ex/#budget", "https://example.org/ex/") is None
    )


@given(st.floats(allow_nan=False))
def test_numbers_lose_no_digit(number: float) -> None:
    """The canonical text of a double is that double."""
    text = triples.canonical_double(number)
    assert float(text.replace("INF", "inf")) == number
    assert math.copysign(1, float(text.replace("INF", "inf"))) == math.copysign(1, number)


@pytest.mark.parametrize(
    ("value", "datatype", "text"),
    [
        (51, triples.DOUBLE, "5.1E1"),
        (-3.70001, triples.DOUBLE, "-3.70001E0"),
        (0, triples.DOUBLE, "0.0E0"),
        (100, triples.DOUBLE, "1.0E2"),
        (True, triples.BOOLEAN, "true"),
        (False, triples.BOOLEAN, "false"),
        (12, triples.INTEGER, "12"),
        (2**53 - 1, triples.QUANTITY, "9007199254740991"),
        (">100", triples.QUANTITY, ">100"),
        ("2017-10-16?", triples.EDTF, "2017-10-16?"),
        ({"b": "http://b/", "a": "http://a/é"}, triples.JSON_LITERAL, '{"a":"http://a/é","b":"http://b/"}'),
    ],
)  # fmt: skip
def test_literals_have_one_text_and_a_way_back(value: object, datatype: str, text: str) -> None:
    """What a value is written as is read as the same value, of the same type."""
    assert triples.lexical(value, datatype) == text
    found = triples.value_of(text, datatype)
    assert found == value
    assert type(found) is type(value)


def test_whole_numbers_need_no_point() -> None:
    """12.0 is 12; the exotic forms of booleans are known, others are refused."""
    assert triples.lexical(12.0, triples.INTEGER) == "12"
    assert triples.value_of("1", triples.BOOLEAN) is True
    assert triples.canonical_double(math.nan) == "NaN"
    for text, datatype in (("yes", triples.BOOLEAN), ("x", triples.INTEGER), ("x", triples.DOUBLE)):
        with pytest.raises(ValueError, match=text):
            triples.value_of(text, datatype)
