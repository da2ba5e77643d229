"""RDF to records and back: any writing of the same triples reads the same, and faults have places."""

import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings

from exchangespec import spec
from exchangespec.conversion import differences, in_order, read_document
from exchangespec.finding import Finding
from exchangespec.formats import FORMATS, detect, jsonld, rdf_engines, rdfxml
from exchangespec.formats.format import Document, Limits, ReadOptions, Source, whole
from exchangespec.formats.json_text import parse as parse_json
from exchangespec.formats.jsonld_lines import Lines
from exchangespec.formats.nquads import blocks
from exchangespec.formats.rdf_text import RdfTextError, Triple
from exchangespec.formats.turtle import parse as parse_turtle
from exchangespec.intake import TakeOptions
from exchangespec.rules.world import HEADER, RECORDS
from exchangespec.spec.canonical import canonical
from exchangespec.spec.namespaces import NAMESPACES
from exchangespec.spec.triples import DOUBLE, canonical_double
from exchangespec.validation import validate
from generated import packages

RDF = ("turtle", "trig", "ntriples", "nquads", "rdfxml")
ENGINES = {"pyoxigraph": rdf_engines.by_pyoxigraph, "rdflib": rdf_engines.by_rdflib}
BASE = "https://w3id.org/exchangespec/id/ex/"
PREFIXES = f"""@prefix es: <https://w3id.org/exchangespec/ns#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix locn: <http://www.w3.org/ns/locn#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix code: <https://w3id.org/exchangespec/code/> .
@prefix ex: <{BASE}> .
"""
ABOUT = """<https://example.org/exchange> es:prefix "ex" ; dct:title "Exchanges"@en ;
  dct:conformsTo <https://w3id.org/exchangespec/version/1.0> ; es:publisher "Association" ;
  es:language "en"^^xsd:language ; <http://www.w3.org/ns/dcat#version> "1" ; es:license "CC0-1.0" ;
  dct:modified "2023-01-15"^^edtf:EDTF ; dct:description "All."@en ;
  <http://www.w3.org/ns/dcat#contactPoint> "info@example.org" ;
  es:personalData <https://w3id.org/exchangespec/code/personal_data/none> .
"""
CITY = 'ex:mechelen a es:City ; locn:geographicName "Mechelen"@en ; es:country "BE" .\n'
FIRST = PREFIXES.count("\n") + ABOUT.count("\n") + 1


def world() -> Document:
    """Return the world that rule examples play in."""
    records = [canonical(one, spec.records()[one["type"]].fields) for one in RECORDS]
    return Document(canonical(HEADER, spec.header()), in_order(records))


def document_of(package: tuple[dict[str, Any], list[dict[str, Any]]]) -> Document:
    """Return a generated package as a document."""
    header, records = package
    forms = spec.records()
    return Document(
        canonical(header, spec.header()),
        in_order(canonical(one, forms[one["type"]].fields) for one in records),
    )


def written(document: Document, name: str) -> bytes:
    """Return a document in a format."""
    return b"".join(content for _, content in whole(FORMATS[name].write(document)))


def read(content: bytes | str, name: str | None = None, file: str = "data") -> Any:
    """Return what is read of a content, and what was found."""
    data = content.encode() if isinstance(content, str) else content
    return read_document(Source(file, content=data), TakeOptions(format_name=name))


def found(text: str, name: str = "turtle", **limits: int) -> list[Finding]:
    """Return all that a validation finds in a text."""
    options = TakeOptions(format_name=name, read=ReadOptions(limits=Limits(**limits)))
    return validate([Source("data", content=text.encode())], options).findings


def told(text: str, code: str) -> list[tuple[int | None, str | None, str | None]]:
    """Return line, record and field of the findings of a code in Turtle about a city."""
    return [
        (one.location.line, one.location.record, one.location.field)
        for one in found(PREFIXES + ABOUT + text)
        if one.code == code
    ]


def faults(text: str) -> list[str]:
    """Return the codes of errors and warnings in Turtle, without those about the whole."""
    quiet = {"EXS501", "EXS701", "EXS703"}
    return [
        one.code
        for one in found(PREFIXES + ABOUT + text)
        if one.severity != "info" and one.code not in quiet
    ]


# --- the same triples, written otherwise ---------------------------------------------------------


def shuffled(document: Document, name: str) -> bytes:
    """Return N-Quads or N-Triples with their lines in another order."""
    rows = written(document, name).splitlines(keepends=True)
    random.Random(7).shuffle(rows)  # noqa: S311 - an order, no secret
    return b"".join(rows)


def by_rdflib(document: Document, name: str) -> bytes:
    """Return a document as rdflib writes it."""
    graph = rdflib.Graph().parse(data=written(document, "ntriples"), format="nt")
    return graph.serialize(format=name).encode()


def by_pyoxigraph(document: Document, suffix: str) -> bytes:
    """Return a document as pyoxigraph writes it; where graphs can be told, in several."""
    form = pyoxigraph.RdfFormat.from_extension(suffix)
    graphs = [
        pyoxigraph.DefaultGraph(),
        pyoxigraph.NamedNode("http://example.org/graph"),
        pyoxigraph.BlankNode("graph"),
    ]
    content = written(document, "ntriples")
    quads = [
        pyoxigraph.Quad(*one.triple, graphs[number % 3 if form.supports_datasets else 0])
        for number, one in enumerate(
            pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.N_TRIPLES)
        )
    ]
    return bytes(pyoxigraph.serialize(quads, format=form) or b"")


def other_prefixes(document: Document) -> bytes:
    """Return Turtle under prefixes that nobody else uses."""
    prefixes = {f"p{number}_": base for number, base in enumerate(NAMESPACES.values())}
    graph = rdflib.Graph(bind_namespaces="none")
    graph.parse(data=written(document, "ntriples"), format="nt")
    for prefix, base in prefixes.items():
        graph.bind(prefix, base, override=True)
    text = graph.serialize(format="turtle")
    assert not re.search(r"\b(es|dct|schema):", text)
    return text.encode()


REWRITTEN: dict[str, Callable[[Document], tuple[str, bytes]]] = {
    "quads in another order": lambda one: ("nquads", shuffled(one, "nquads")),
    "triples in another order": lambda one: ("ntriples", shuffled(one, "ntriples")),
    "the same twice": lambda one: ("nquads", written(one, "nquads") + shuffled(one, "ntriples")),
    "rdflib's Turtle": lambda one: ("turtle", by_rdflib(one, "turtle")),
    "rdflib's longer Turtle": lambda one: ("turtle", by_rdflib(one, "longturtle")),
    "rdflib's RDF/XML": lambda one: ("rdfxml", by_rdflib(one, "xml")),
    "rdflib's nested RDF/XML": lambda one: ("rdfxml", by_rdflib(one, "pretty-xml")),
    "rdflib's JSON-LD": lambda one: ("jsonld", by_rdflib(one, "json-ld")),
    "pyoxigraph's N-Quads": lambda one: ("nquads", by_pyoxigraph(one, "nq")),
    "pyoxigraph's TriG": lambda one: ("trig", by_pyoxigraph(one, "trig")),
    "pyoxigraph's RDF/XML": lambda one: ("rdfxml", by_pyoxigraph(one, "rdf")),
    "other prefixes": lambda one: ("turtle", other_prefixes(one)),
}


@pytest.mark.parametrize("how", REWRITTEN)
def test_any_writing_of_the_same_triples_reads_the_same(how: str) -> None:
    """Other prefixes, another order, another syntax: the records are the same."""
    name, content = REWRITTEN[how](world())
    again = read(content, name)
    assert differences(world(), again.document) == []
    assert again.lost == []
    assert again.outcome.findings == []


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(package=packages())
def test_all_syntaxes_and_both_libraries_agree(
    package: tuple[dict[str, Any], list[dict[str, Any]]],
) -> None:
    """What we write in each syntax holds the same triples for us and for both libraries."""
    document = document_of(package)
    expected = parsed(written(document, "ntriples"), "ntriples")
    for name in ("turtle", "trig", "nquads"):
        assert parsed(written(document, name), name) == expected
    inlined = json.dumps(jsonld.inlined(json.loads(written(document, "jsonld")))).encode()
    for library in ENGINES.values():
        assert bare(library(written(document, "rdfxml"), "rdfxml")) == expected
        assert bare(library(inlined, "jsonld")) == expected


def parsed(content: bytes, name: str) -> set[tuple[str, ...]]:
    """Return the triples that our own readers find, in order that they can be compared."""
    if name in {"turtle", "trig"}:
        return bare(list(parse_turtle(content, Limits())))
    reading = FORMATS[name].read(Source("x", content=content), ReadOptions())
    return bare([one for one in reading._parse() if isinstance(one, Triple)])


def bare(triples: list[Triple]) -> set[tuple[str, ...]]:
    """Return triples without lines, language tags in small letters, doubles in one form."""
    return {
        (
            *one[1:3],
            canonical_double(float(one.value)) if one.form == DOUBLE else one.value,
            one.form.lower() if one.form.startswith("@") else one.form,
        )
        for one in triples
    }


def test_there_are_no_blank_nodes_and_one_graph() -> None:
    """The canonical layer names every node, and in N-Quads the graph is the package."""
    rows = b"".join(blocks(world(), graph=True)).decode().splitlines()
    assert not any("_:" in row for row in rows)
    assert all(row.endswith(f" <{HEADER['id']}> .") for row in rows)
    assert len(set(rows)) == len(rows)


def test_quads_whose_subjects_stand_together_are_read_one_by_one(tmp_path: Path) -> None:
    """Only the present subject is held; else all are, with the same result."""
    path = tmp_path / "world.nq"
    path.write_bytes(written(world(), "nquads"))
    reading = FORMATS["nquads"].read(Source("world.nq", path=path), ReadOptions())
    assert list(reading._groups) == [HEADER["id"]]
    assert len(list(reading.records())) == len(RECORDS)
    path.write_bytes(shuffled(world(), "nquads"))
    scattered = FORMATS["nquads"].read(Source("world.nq", path=path), ReadOptions())
    assert len(scattered._groups) == len(RECORDS) + 1


# --- what statements mean ------------------------------------------------------------------------


def test_a_city_reads_without_a_fault() -> None:
    """The text that the following tests change is right."""
    assert faults(CITY) == []


def test_what_a_subject_says_stands_on_its_own_lines() -> None:
    """A wrong value has the line of the value; a missing one that of the subject."""
    text = 'ex:mechelen a es:City ;\n  locn:geographicName "Mechelen"@en ;\n  es:country "BEL" .\n'
    assert told(text, "EXS222") == [(FIRST + 2, "ex:mechelen", "country")]
    assert told('\nex:x a es:City ;\n es:country "BE" .', "EXS101") == [(FIRST + 1, "ex:x", "name")]
    two = CITY[:-2] + ';\n dct:source ex:mechelen ,\n "no id" .\n'
    assert (FIRST + 2, "ex:mechelen", "sources") in told(two, "EXS317")
    [place] = [one.location for one in found(PREFIXES + ABOUT + two) if one.code == "EXS317"]
    assert place.subject == f"{BASE}mechelen"


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ('dct:modified "2015"^^xsd:gYear', "EXS008"),  # aligned layers say it so; ours does not
        ('es:modified "2015"^^xsd:gYear', "EXS102"),
        ('es:modified "2015"', "EXS102"),
        ('es:modified "March"^^edtf:EDTF', "EXS214"),
        ("es:population 87000", "EXS102"),
        ("<https://schema.org/latitude> 51.02", "EXS102"),
        ('<https://schema.org/latitude> "NaN"^^xsd:double', "EXS105"),
        ('<https://schema.org/latitude> "१"^^xsd:double', "EXS102"),
        ('dct:type "city"', "EXS102"),
        ('dct:type "a city"', "EXS201"),
        ("dct:type <http://example.org/city>", "EXS201"),
        ('dct:isPartOf "ex:mechelen"', "EXS102"),
        ("es:nuts ex:mechelen", "EXS102"),
        ('es:nuts "BE"@en', "EXS102"),
        ("es:nuts []", "EXS102"),
        ("dct:isPartOf []", "EXS317"),
        ('dct:description "untold"', "EXS102"),
        ('dct:description "a"@en, "b"@EN', "EXS107"),
        ('es:nuts "BE2", "BE3"', "EXS107"),
        ("es:tittle 1", "EXS103"),
        ('es:geographicName "x"', "EXS103"),
        ('es:country_ "x"', "EXS103"),
        ("<http://example.org/hotel> 1", "EXS008"),
        ("a es:Network", "EXS107"),
        (f'<{BASE}#x_hotel> "One", "Two"', "EXS102"),
    ],
)
def test_what_does_not_fit_is_found(statement: str, code: str) -> None:
    """Another datatype, a text for an IRI, two values for one, an unknown property: one finding."""
    assert code in faults(f"{CITY[:-2]}; {statement} .\n")


def test_a_datatype_that_only_looks_wrong_has_a_safe_fix() -> None:
    """What is meant is clear, so the repair may be applied without asking."""
    text = CITY[:-2] + '; es:modified "2015"^^xsd:gYear ; dct:isPartOf "ex:mechelen" .\n'
    fixes = [one.fix for one in found(PREFIXES + ABOUT + text) if one.code == "EXS102"]
    assert sorted(fix.replace for fix in fixes if fix and fix.safe) == ["2015", "ex:mechelen"]


def test_language_tags_have_no_case() -> None:
    """Libraries write tags in small letters; they are read in their usual case."""
    text = CITY.replace("@en", '@NL, "城市"@zh-hant, "x"@de-ch-1996, "y"@sr-latn-x-ab')
    [city] = read(PREFIXES + ABOUT + text, "turtle").document.records
    assert list(city["name"]) == ["de-CH-1996", "nl", "sr-Latn-x-ab", "zh-Hant"]


def test_quads_with_blank_nodes_are_read() -> None:
    """A subject, an object or a graph may be one: only what needs a name gets a finding."""
    text = written(world(), "nquads").decode()
    graph = f" <{HEADER['id']}> ."
    rows = [row.removesuffix(graph) + " _:g ." for row in text.splitlines()]
    other = "_:c <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    rows.append(f"{other} <https://w3id.org/exchangespec/ns#City> .")
    rows.append("_:elsewhere <http://example.org/p> _:c <http://example.org/g> .")
    again = read("\n".join(rows), "nquads")
    named = [record for record in again.document.records if "id" in record]
    assert differences(world(), Document(again.document.header, named)) == []
    assert len(again.document.records) == len(named) + 1
    assert {one.code for one in again.outcome.findings if one.severity == "error"} <= {
        "EXS101",
        "EXS114",
    }


def test_a_blank_node_is_a_record_without_an_id() -> None:
    """Nothing can refer to it, so it is told."""
    assert told('[ a es:City ; locn:geographicName "M"@en ; es:country "BE" ] .', "EXS114") == [
        (FIRST, None, "id")
    ]


def test_the_aligned_layer_is_not_read() -> None:
    """Derived nodes, closing classes and aligned properties give no record and no finding."""
    derived = (
        CITY[:-2] + ';\n <http://www.w3.org/2004/02/skos/core#prefLabel> "Mechelen"@en ;'
        " a <http://purl.org/dc/terms/Location> .\n"
        "<https://w3id.org/exchangespec/id/ex/mechelen#authority> a <http://data.europa.eu/m8g/x> .\n"
        "<http://example.org/c> a <http://www.w3.org/2004/02/skos/core#Concept> .\n"
        "[] <http://example.org/p> 1 .\n"
    )
    assert faults(derived) == []


def test_subjects_of_other_classes_are_named_once() -> None:
    """What is passed over is said once a class, with its place."""
    text = CITY + "<http://x/1> a <http://x/Hotel> .\n<http://x/2> a <http://x/Hotel> .\n"
    text += "<http://x/3> <http://x/stars> 3 .\n"
    said = [one for one in found(PREFIXES + ABOUT + text) if one.code == "EXS006"]
    assert [(one.location.line, one.params["table"]) for one in said] == [
        (FIRST + 1, "http://x/Hotel"), (FIRST + 3, ""),
    ]  # fmt: skip
    assert said[0].params["count"] == 2


def test_a_term_of_ours_makes_a_record_of_what_has_no_class() -> None:
    """A record whose class was forgotten is not lost without a word."""
    assert "EXS108" in faults('ex:x es:country "BE" .')
    assert "EXS108" in faults('ex:x a es:Cty ; es:country "BE" .')


def test_another_standard_may_be_named_beside_ours() -> None:
    """A data set may conform to more than one thing."""
    about = ABOUT.replace("version/1.0>", "version/1.0>, <http://example.org/standard>")
    read_again = read(PREFIXES + about + CITY, "turtle")
    assert read_again.document.header["exchangespec"] == "1.0"


def test_a_second_package_is_told() -> None:
    """Two headers cannot both be the submission's."""
    second = ABOUT.replace("org/exchange>", "org/another>")
    assert "EXS006" in faults(second + CITY)


def test_statements_without_a_header_are_read() -> None:
    """Nothing says whose data these are; options may."""
    assert [one.code for one in found(PREFIXES + CITY) if one.severity == "warning"] == ["EXS021"]
    options = ReadOptions(about=HEADER)
    reading = FORMATS["turtle"].read(Source("x", content=(PREFIXES + CITY).encode()), options)
    assert [one.values["id"] for one in reading.records()] == ["ex:mechelen"]


@pytest.mark.parametrize("text", ["", "# nothing\n", PREFIXES])
def test_a_text_that_says_nothing_is_empty(text: str) -> None:
    """No statement is no submission."""
    assert [one.code for one in found(text)] == ["EXS022"]


def test_data_of_another_kind_names_its_classes() -> None:
    """Without any record the finding says what there is instead."""
    [one] = found("<http://a> a <https://schema.org/Event> . <http://b> <http://c> 1 .")
    assert (one.code, one.params["tables"]) == (
        "EXS004", ["schema:Event", "subjects without a class"],
    )  # fmt: skip


# --- bad input -----------------------------------------------------------------------------------


def test_a_text_cut_short_gives_one_finding() -> None:
    """Half a Turtle document is no document; its end is told."""
    [one] = found((PREFIXES + ABOUT + CITY)[:-9])
    assert (one.code, one.location.line) == ("EXS019", FIRST)


def test_a_broken_line_spoils_no_other() -> None:
    """In N-Quads each broken line is told, and the others are read."""
    rows = written(world(), "nquads").decode().splitlines(keepends=True)
    rows.insert(3, "<http://a> broken\n")
    outcome = validate(
        [Source("x.nq", content="".join(rows).encode() + b"\xff\n")],
        TakeOptions(format_name="nquads"),
    )
    assert [(one.code, one.location.line) for one in outcome.findings if one.severity == "error"] == [
        ("EXS019", 4), ("EXS019", len(rows) + 1),
    ]  # fmt: skip
    assert sum(outcome.inputs[0].records.values()) == len(RECORDS)
    assert not outcome.inputs[0].complete


def test_what_is_no_rdf_at_all_is_given_up_early() -> None:
    """A table under a wrong name does not give a finding a row."""
    assert len(found("a,b,c\n" * 5000, "nquads")) == 100


def test_not_utf8_has_its_line() -> None:
    """Bytes that are no text are told where they stand."""
    data = PREFIXES.encode() + b"\xff"
    outcome = validate([Source("x.ttl", content=data)], TakeOptions())
    assert outcome.findings[0].params["reason"] == "not-utf8"
    assert outcome.findings[0].location.line == PREFIXES.count("\n") + 1


def test_too_large_and_too_deep_are_refused() -> None:
    """Limits hold for RDF as for other documents."""
    assert [one.code for one in found(PREFIXES + ABOUT, document_bytes=10)] == ["EXS018"]
    deep = PREFIXES + "ex:a es:p " + "[ es:p " * 99
    assert [one.code for one in found(deep)] == ["EXS018"]


def test_a_cyclic_list_is_only_a_wrong_value() -> None:
    """Lists are not followed, so that nothing can go round in them."""
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    text = CITY[:-2] + f"; dct:isPartOf _:l . _:l <{rdf}first> 1 ; <{rdf}rest> _:l .\n"
    assert faults(text) == ["EXS317"]


XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "b">]>' + XML, 2, "document-type"),
        (XML + "\n<e:a>", 2, "no-document"),
        (XML + "\n<e:a rdf:about='http://a'><e:b><e:c/><e:d/></e:b></e:a></rdf:RDF>", None, "no-document"),
        (XML + "<e:a rdf:about='b'/></rdf:RDF>", None, "relative-address"),
        ('<?xml version="1.0" encoding="latin-1"?>' + XML + "</rdf:RDF>", 1, "not-utf8"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("library", ENGINES)
def test_harmful_or_broken_xml_is_refused(
    text: str, line: int | None, reason: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No document type is ever looked at, whichever library reads."""
    monkeypatch.setattr(rdf_engines, "by_pyoxigraph", ENGINES[library])
    [one] = found(text, "rdfxml")
    assert (one.code, one.location.line, one.params["reason"]) == ("EXS019", line, reason)


def test_deep_xml_is_refused() -> None:
    """Elements within elements have a limit."""
    [one] = found(XML + "<e:a>" * 200, "rdfxml")
    assert one.code == "EXS018"


def test_xml_gives_lines() -> None:
    """The line of a property, found in passing, serves for findings."""
    content = written(world(), "rdfxml").decode().replace(">BE<", ">BEL<", 1)
    [one] = [one for one in found(content, "rdfxml") if one.code == "EXS222"]
    assert one.location.line == content[: content.index(">BEL<")].count("\n") + 1
    assert one.location.subject == f"{BASE}mechelen"


def test_what_xml_cannot_hold_is_named() -> None:
    """A control sign is lost in XML, and only there."""
    records = [{**RECORDS[0], "note": "a\x01b", "tags": ["c\x02"]}]
    document = Document(HEADER, records)
    assert [one.words(document) for one in rdfxml.losses(document)] == [
        "ex:mechelen: note, which holds a sign that XML cannot hold",
        "ex:mechelen: tags, which holds a sign that XML cannot hold",
    ]
    assert FORMATS["turtle"].losses(document) == []


REMOTE = [
    '{"@context": "http://example.org/c", "a": 1}',
    '{\n"@context": [{"a": "http://a/"},\n"http://example.org/c"]}',
    '{"@context": {"a": {"@id": "http://a/", "@context": "http://example.org/c"}}}',
    '{"@context": {"@import": "http://example.org/c"}}',
    '[{"@context": {}}, {"@id": "http://a", "http://b": {"@context": "http://example.org/c"}}]',
]


@pytest.mark.parametrize("text", REMOTE)
def test_no_context_is_ever_fetched(text: str) -> None:
    """Every context that stands elsewhere is refused, with its line."""
    [one] = found(text, "jsonld")
    assert (one.params["reason"], one.params["value"]) == ("remote-context", "http://example.org/c")
    assert one.location.line == text[: text.index("http://example.org/c")].count("\n") + 1


@pytest.mark.parametrize("library", ENGINES)
def test_json_ld_of_any_form_is_read(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ours under another order of contexts, and ours inlined, read as ours does."""
    monkeypatch.setattr(rdf_engines, "by_pyoxigraph", ENGINES[library])
    content = json.loads(written(world(), "jsonld"))
    ours, prefixes = content["@context"]
    again = read(json.dumps({**content, "@context": [prefixes, ours]}), "jsonld")
    assert differences(world(), again.document) == []
    again = read(json.dumps(jsonld.inlined(content)), "jsonld")
    assert differences(world(), again.document) == []
    single = {
        "@context": ours,
        "@graph": {key: content[key] for key in content if key != "@context"},
    }
    assert read(json.dumps(single), "jsonld").document.header["id"] == HEADER["id"]


def test_our_own_json_ld_has_the_places_of_json() -> None:
    """No processor is needed, so a finding has line, column and pointer."""
    content = written(world(), "jsonld").decode().replace('"BE"', '"BEL"', 1)
    [one] = [one for one in found(content, "jsonld") if one.code == "EXS222"]
    assert one.location.pointer == "/records/1/country"
    assert one.location.column == 18


FOREIGN = """{
 "@context": {"x": "https://w3id.org/exchangespec/ns#", "dct": "http://purl.org/dc/terms/",
  "ex": "https://w3id.org/exchangespec/id/ex/", "Town": "x:City", "iri": "@id",
  "named": {"@id": "http://www.w3.org/ns/locn#geographicName", "@container": "@language"}},
 "@graph": [
  {"iri": "ex:package", "x:prefix": "ex"},
  {
   "iri": "ex:mechelen",
   "@type": "Town",
   "named": {"en": "Mechelen",
    "nl": 5},
   "x:country": "BEL",
   "dct:source": [
    {"iri": "ex:report"},
    "no id"
   ],
   "http://example.org/strange": {"@value": "5"}
  }
 ]
}"""


@pytest.mark.parametrize("library", ENGINES)
def test_statements_of_foreign_json_ld_have_lines(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever names a context gives, a finding has the line of the value, or of the subject."""
    monkeypatch.setattr(rdf_engines, "by_pyoxigraph", ENGINES[library])
    text = FOREIGN.replace('"nl": 5', '"nl": "Mechelen"')
    lines = {
        (one.code, one.params.get("value")): one.location.line for one in found(text, "jsonld")
    }
    at = dict(enumerate(text.splitlines(), 1))
    assert '"BEL"' in at[lines["EXS222", "BEL"]]
    assert '"no id"' in at[lines["EXS317", "no id"]]
    strange = [one for one in found(text, "jsonld") if one.code == "EXS008"]
    assert ["strange" in at[one.location.line or 0] for one in strange] == [True]
    missing = [one.location for one in found(text, "jsonld") if one.code == "EXS109"]
    assert {at[place.line or 0].strip() for place in missing} == {
        '{"iri": "ex:package", "x:prefix": "ex"},'
    }


def test_contexts_that_lead_nowhere_cost_little() -> None:
    """Names that stand for each other, many ways, are followed only so far."""
    names = [f"n{number}" for number in range(30)]
    contexts = [{name: {"@id": other} for name in names if name != other} for other in names]
    document = {"@context": {"v": "http://example.org/v"}, "@id": "http://example.org/a", "v": 1}
    nested = [{"@context": one, "n1": "x"} for one in contexts]
    lines = Lines(parse_json(json.dumps([document, *nested]).encode(), depth=64), {})
    assert lines.of(Triple(0, "http://example.org/a", "http://example.org/v", "1", "")) == 1


def test_our_json_with_its_context_in_it_reads_as_ours() -> None:
    """The whole context may stand in the place of its address; places are those of JSON."""
    pieces = [piece for _, file in jsonld.write_inline(world()) for piece in file]
    content = json.loads(b"".join(pieces))
    ours, prefixes = content["@context"]
    assert ours == jsonld.our_context()
    assert prefixes == json.loads(written(world(), "jsonld"))["@context"][1]
    again = read(b"".join(pieces), "jsonld")
    assert differences(world(), again.document) == []
    assert (again.lost, again.outcome.findings) == ([], [])
    wrong = json.dumps(content, indent=1).replace('"BE"', '"BEL"', 1)
    [one] = [one for one in found(wrong, "jsonld") if one.code == "EXS222"]
    assert one.location.pointer == "/records/1/country"


@pytest.mark.parametrize("text", ['{"a": 1}', "{", "[1]", '"x"', '{"@context": 5, "a": 1}'])
def test_what_is_no_json_ld_is_told(text: str) -> None:
    """JSON without a meaning, and what is no JSON, give a finding."""
    assert [one.severity for one in found(text, "jsonld")] == ["error"]


@pytest.mark.parametrize("library", ENGINES.values(), ids=ENGINES)
def test_a_library_refuses_what_is_broken(library: Callable[..., Any]) -> None:
    """Whatever a library comes upon is told as one thing: the document breaks its rules."""
    for content, name in ((b"<", "rdfxml"), (b'{"@context": 5}', "jsonld")):
        with pytest.raises(RdfTextError):
            library(content, name)


def test_without_the_extra_the_core_library_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pyoxigraph is optional."""

    def absent(_content: bytes, _name: str) -> list[Triple]:
        """Behave as where it is not installed."""
        raise ModuleNotFoundError

    monkeypatch.setattr(rdf_engines, "by_pyoxigraph", absent)
    assert differences(world(), read(written(world(), "rdfxml"), "rdfxml").document) == []


# --- losses --------------------------------------------------------------------------------------


def test_what_rdf_cannot_hold_is_named() -> None:
    """Records of one id, records without one, and references that mean something else."""
    header = {**HEADER, "base": "https://ror.org/"}
    records = [
        {"type": "City", "id": "vvsg:a", "name": {"en": "A"}, "part_of": "ex:b"},
        {"type": "City", "id": "vvsg:a", "name": {"en": "A"}, "kind": "city"},
        {"type": "City", "name": {"en": "B"}},
    ]
    document = Document(header, records)
    assert [one.words(document) for one in FORMATS["nquads"].losses(document)] == [
        "vvsg:a: records of the same id, which would become one",
        "vvsg:a: part_of, which would read back as another",
        "City: a record without an id, to which nothing could refer",
    ]


# --- which format it is --------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*RDF, "jsonld"])
def test_the_format_is_known_by_its_suffix(name: str) -> None:
    """A suffix of RDF leaves no doubt."""
    source = Source(f"x{FORMATS[name].suffixes[0]}", content=written(world(), name))
    entry = detect(source)
    assert getattr(entry, "name", None) == name


@pytest.mark.parametrize(
    ("start", "name"),
    [
        ("@prefix a: <http://a/> .", "turtle"),
        ("# said\n\nPREFIX a: <http://a/>", "turtle"),
        ("@base <http://a/> .", "turtle"),
        ("<http://a> a <http://b> .", "turtle"),
        ("<http://a> <http://b> <http://c> .\n", "nquads"),
        (XML, "rdfxml"),
        (f'<?xml version="1.0"?>\n<!-- said -->\n{XML}', "rdfxml"),
    ],
)
def test_the_format_is_known_by_its_beginning(start: str, name: str) -> None:
    """Where the name says nothing, the text does."""
    assert getattr(detect(Source("<stdin>", content=start.encode())), "name", None) == name


@pytest.mark.parametrize("start", ["<html>", '<?xml version="1.0"?><a/>', "<a>"])
def test_other_markup_is_not_taken_for_rdf(start: str) -> None:
    """A web page or any other XML stays unknown."""
    assert getattr(detect(Source("x", content=start.encode())), "slug", None) == "unknown-format"


@pytest.mark.parametrize("name", ["turtle", "nquads"])
def test_a_record_with_the_id_of_the_submission_is_a_loss(name: str) -> None:
    """As linked data the two would be one thing, and the record gone."""
    city = {"type": "City", "id": "vvsg:a", "name": {"en": "A"}, "country": "BE"}
    header = {"id": "vvsg:a", "prefix": "vvsg", "language": "en"}
    document = Document(header, [city])
    losses = [one.words(document) for one in FORMATS[name].losses(document)]
    assert "vvsg:a: a record with the id of the submission, which would become one" in losses
    assert not FORMATS[name].losses(Document({**header, "id": "vvsg:dataset"}, [city]))


@pytest.mark.parametrize("name", ["turtle", "nquads"])
def test_a_prefix_with_two_addresses_is_a_finding_and_stands_for_neither(name: str) -> None:
    """Ids are then read as if no address were stated."""
    subject = "<https://example.org/exchange>"
    header = {"id": subject[1:-1], "prefix": "ex", "language": "en"}
    city = {"type": "City", "id": "ex:a", "name": {"en": "A"}, "country": "BE"}
    text = written(Document(header, [city]), name).decode()
    bases = "".join(
        f"{subject} <https://w3id.org/exchangespec/ns#base> <https://{letter}.example/> .\n"
        for letter in "ab"
    )
    said = {one.code: one for one in found(text + bases, name)}
    assert said["EXS107"].location.field == "base"
    assert not {"EXS115", "EXS901"} & said.keys()


@pytest.mark.parametrize("name", ["ntriples", "nquads"])
def test_a_text_that_names_the_property_of_packages(name: str) -> None:
    """It makes no package of its record, and the record is read once."""
    note = f"It is stated by <{NAMESPACES['es']}prefix>."
    records = [{**record, "note": note} for record in RECORDS if record["type"] == "City"]
    content = written(document_of((HEADER, records)), name)
    outcome = validate([Source("package", content=content)], TakeOptions())
    assert outcome.inputs[0].records == {"City": len(records)}
