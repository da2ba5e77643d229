"""The context: four processors make the same triples of our JSON, those that our table says."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from exchangespec import spec
from exchangespec.codelists import codelist
from exchangespec.emit.context import context, document
from exchangespec.formats import FORMATS
from exchangespec.formats.format import Document
from exchangespec.model.kinds import code_pattern
from exchangespec.spec import triples
from exchangespec.spec.triples import Form
from rdf_triples import (
    by_jsonld_js,
    by_oxigraph,
    by_pyld,
    by_rdflib,
    expected,
    generated_packages,
    inlined,
    json_ld,
    oxigraph_terms,
)

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*/package.json"))
PROCESSORS = {"rdflib": by_rdflib, "oxigraph": by_oxigraph, "pyld": by_pyld}
HEADER = {
    "exchangespec": "1.0",
    "id": "ex:data",
    "title": {"en": "Data"},
    "publisher": "ex:secretariat",
    "prefix": "ex",
    "language": "en",
    "version": "1",
    "modified": "2026",
    "personal_data": "none",
}
MANY = 200


def example(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the header and records of an example."""
    content = json.loads(path.read_text(encoding="utf-8"))
    records = content.pop("records")
    del content["@context"]
    return content, records


def awkward() -> Iterator[dict[str, Any]]:
    """Yield records with every code there is, those that equal a field's name among them.

    One word is none: in an open list, the name of the very field that holds the code.
    """
    names = {name for form in spec.records().values() for name in form.fields} | {"ex", "Event"}
    for record_type, form in spec.records().items():
        for known in form.fields.values():
            if known.codelist:
                entries = codelist(known.codelist)
                form_of = re.compile(code_pattern(entries.name))
                more = {name for name in names - {known.name} if form_of.fullmatch(name)}
                more = more if entries.open else set()
                codes = sorted({*entries.codes, *more})
                for number, code in enumerate([codes] if known.many else codes):
                    local = f"{record_type}-{known.name}-{number}"
                    yield {"type": record_type, "id": f"ex:{local}", known.name: code}
    schemes = sorted(f"{scheme}:1" for scheme in triples.scheme_bases())
    for record_type in spec.records():
        yield {"type": record_type, "id": f"ex:{record_type}-all", "identifiers": schemes}
    for number, scheme in enumerate(schemes):
        yield {
            "type": "City",
            "id": f"ex:part-{number}",
            "part_of": scheme,
            "lau": "1",
            "nuts": "BE",
        }
        yield {"type": "Network", "id": f"ex:strand-{number}", "part_of": scheme}
    yield {"type": "City", "id": "ex:half", "latitude": 51, "longitude": -3.7000000000000001e-05}
    yield {"type": "Event", "id": "ex:numbers", "attendance": 2**53 - 1, "number": 0, "free": False}
    yield {"type": "PlanItem", "id": "ex:words", "number": "1.2", "x_own": "001", "target": ">17 %"}


@pytest.mark.parametrize("processor", PROCESSORS)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_examples_give_the_same_triples(path: Path, processor: str) -> None:
    """Every example, read with its own context, says what the table says."""
    whole = json.loads(path.read_text(encoding="utf-8"))
    assert PROCESSORS[processor](inlined(whole)) == expected(*example(path))


@pytest.mark.slow
@pytest.mark.parametrize("processor", PROCESSORS)
def test_generated_packages_give_the_same_triples(processor: str) -> None:
    """Two hundred packages with every field and every form of value."""
    for header, records in generated_packages(MANY):
        assert PROCESSORS[processor](json_ld(header, records)) == expected(header, records)


SYNTAXES = {"nquads": "nq", "ntriples": "nt", "turtle": "ttl", "trig": "trig"}


@pytest.mark.parametrize("name", SYNTAXES)
def test_our_own_writers_give_the_same_triples(name: str) -> None:
    """What we write directly is what the processors make of our JSON: of examples, of others."""
    form = pyoxigraph.RdfFormat.from_extension(SYNTAXES[name])
    tried = [*(example(path) for path in EXAMPLES), *generated_packages(MANY), awkward_package()]
    for header, records in tried:
        pieces = [
            piece for _, file in FORMATS[name].write(Document(header, records)) for piece in file
        ]
        quads = pyoxigraph.parse(b"".join(pieces), format=form)
        assert oxigraph_terms(quads) == expected(header, records)


def awkward_package() -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return a package of awkward records."""
    return HEADER, list(awkward())


@pytest.mark.parametrize("processor", PROCESSORS)
def test_awkward_codes_and_schemes_give_the_same_triples(processor: str) -> None:
    """A code or scheme that has the name of a field or prefix is still what it is."""
    records = list(awkward())
    assert PROCESSORS[processor](json_ld(HEADER, records)) == expected(HEADER, records)


@pytest.mark.node
@pytest.mark.slow
def test_the_reference_processor_gives_the_same_triples() -> None:
    """jsonld.js agrees on examples, generated packages, and awkward codes."""
    tried = [*(example(path) for path in EXAMPLES), *generated_packages(MANY)]
    tried.append((HEADER, list(awkward())))
    found = by_jsonld_js([json_ld(*one) for one in tried])
    assert len(found) == len(tried)
    for one, triples_of_one in zip(tried, found, strict=True):
        assert triples_of_one == expected(*one)


def test_the_context_needs_no_other_document() -> None:
    """There is no address to load in it, and no prefix that a publisher could not have."""
    text = json.dumps(document())
    assert '"@import"' not in text
    assert not {"es", "dct", "schema", "org", "skos"} & context().keys()


def test_every_word_of_the_context_is_reserved() -> None:
    """No publisher's prefix may be a word that the context gives a meaning, in any scope."""
    words = set(context())
    for name in spec.records():
        entry = context()[name]
        words |= set(entry["@context"]) if isinstance(entry, dict) else set()
    assert triples.reserved_prefixes() == words - {"@version"}


def test_every_field_of_every_type_is_defined() -> None:
    """In the scope of each type every field has its property, datatype and container."""
    top = context()
    for record_type in spec.records():
        entry = top[record_type]
        scope = top | (entry["@context"] if isinstance(entry, dict) else {})
        for name, one in triples.record_triples(record_type).items():
            found = scope[name]
            assert found["@id"] == one.predicate, (record_type, name)
            assert (found.get("@container") == "@language") == (one.form is Form.TEXT)
            assert (found.get("@container") == "@set") == one.many


def test_words_of_lists_are_never_taken_for_terms() -> None:
    """Every field that holds codes clears all terms but itself for its values."""
    for record_type in spec.records():
        entry = context()[record_type]
        scope = context() | (entry["@context"] if isinstance(entry, dict) else {})
        for name, one in triples.record_triples(record_type).items():
            if one.form is Form.NAME:
                cleared, own = scope[name]["@context"]
                assert cleared is None
                assert own.keys() == {"@vocab", name}
                assert own["@vocab"] == one.base
