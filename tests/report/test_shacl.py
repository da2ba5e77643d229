"""The SHACL report: what SHACL asks of one, addresses of records and fields, and hostile text."""

import json
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF, RDFS, SH

from exchangespec.finding import Finding
from exchangespec.formats.format import Document, Source
from exchangespec.formats.json_ import context_of
from exchangespec.intake import TakeOptions
from exchangespec.location import Location
from exchangespec.outcome import InputSummary, Outcome
from exchangespec.report import REPORTERS
from exchangespec.report.masking import masked
from exchangespec.rules.world import HEADER
from exchangespec.validation import validate

BASE = "https://w3id.org/exchangespec/id/ex/"
SHAPE = "https://w3id.org/exchangespec/shapes#"
BROKEN = sorted(
    path
    for path in (Path(__file__).resolve().parents[2] / "examples/broken").iterdir()
    if path.suffix in {".json", ".ndjson", ".csv", ".xlsx", ".zip", ".xls"}
)
# What SHACL's own definition of its report says, as shapes.
OF_A_REPORT = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
[] a sh:NodeShape ; sh:targetClass sh:ValidationReport ;
  sh:property
    [ sh:path sh:conforms ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:boolean ] ,
    [ sh:path sh:result ; sh:class sh:ValidationResult ] .
[] a sh:NodeShape ; sh:targetClass sh:ValidationResult ;
  sh:property
    [ sh:path sh:focusNode ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path sh:resultPath ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path sh:value ; sh:maxCount 1 ] ,
    [ sh:path sh:sourceShape ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path sh:sourceConstraintComponent ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path sh:resultMessage ; sh:datatype rdf:langString ; sh:uniqueLang true ; sh:minCount 1 ] ,
    [ sh:path sh:resultSeverity ; sh:minCount 1 ; sh:maxCount 1 ;
      sh:in ( sh:Violation sh:Warning sh:Info ) ] .
"""


def parsed(outcome: Outcome) -> rdflib.Graph:
    """Return the report as a graph; it is one report, and what SHACL says a report is."""
    graph = rdflib.Graph().parse(data=REPORTERS["shacl"](outcome), format="turtle")
    rules = rdflib.Graph().parse(data=OF_A_REPORT, format="turtle")
    conforms, _, text = pyshacl.validate(graph, shacl_graph=rules, inference="none")
    assert conforms, text
    [report] = graph.subjects(RDF.type, SH.ValidationReport)
    results = list(graph.objects(report, SH.result))
    assert len(results) == len(list(outcome.singly))
    assert graph.value(report, SH.conforms).toPython() is not bool(sum(outcome.counts.values()))
    return graph


def results(outcome: Outcome) -> list[dict[str, str]]:
    """Return the results by what is said of each."""
    graph = parsed(outcome)
    return [
        {str(term).rpartition("#")[2]: str(value) for term, value in graph.predicate_objects(one)}
        for one in graph.objects(None, SH.result)
    ]


def checked(*records: dict[str, object], **header: object) -> Outcome:
    """Return what is found in records, by the same way as the command."""
    return validate([source(*records, **header)], TakeOptions(format_name="json"))


def source(*records: dict[str, object], **header: object) -> Source:
    """Return records as a JSON document."""
    about = {**HEADER, **header}
    document = {"@context": context_of(Document(about, [])), **about, "records": list(records)}
    return Source("a b.json", content=json.dumps(document).encode())


CITY = {"type": "City", "id": "ex:a", "name": {"en": "A"}, "country": "BE"}


def one(outcome: Outcome, code: str) -> dict[str, str]:
    """Return the one result of a rule."""
    [found] = [
        result
        for result in results(outcome)
        if result["sourceConstraintComponent"] == f"https://w3id.org/exchangespec/rule/{code}"
    ]
    return found


def test_a_record_and_its_field() -> None:
    """A finding is about the record's address and the property that its type has for the field."""
    found = one(checked({**CITY, "country": "ZZ"}), "EXS222")
    assert found["focusNode"] == f"{BASE}a"
    assert found["resultPath"] == "https://w3id.org/exchangespec/ns#country"
    assert found["value"] == "ZZ"
    assert found["resultSeverity"] == str(SH.Violation)
    assert found["sourceShape"] == f"{SHAPE}City"
    assert "ZZ" in found["resultMessage"]
    assert found["comment"].startswith("a b.json:")


def test_the_same_field_of_two_types() -> None:
    """The name of a city and that of an organisation are two properties."""
    outcome = checked(
        {"type": "City", "id": "ex:a", "country": "BE"},
        {"type": "Organisation", "id": "ex:b", "kind": "ngo"},
    )
    found = {
        (result["focusNode"], result["resultPath"])
        for result in results(outcome)
        if result["sourceConstraintComponent"].endswith("EXS101")
    }
    assert found == {
        (f"{BASE}a", "http://www.w3.org/ns/locn#geographicName"),
        (f"{BASE}b", "http://www.w3.org/2004/02/skos/core#prefLabel"),
    }


def test_severities() -> None:
    """Warnings and infos are results too, so a report with any of them does not conform."""
    outcome = checked(CITY, publisher="Secretariat")
    assert outcome.ok, list(map(str, outcome))
    levels = {result["resultSeverity"] for result in results(outcome)}
    assert str(SH.Violation) not in levels
    assert str(SH.Warning) in levels or str(SH.Info) in levels


def test_the_package() -> None:
    """What is wrong with the header is about the package, at the header's own property."""
    found = one(checked(CITY, title={}), "EXS116")
    assert found["focusNode"].startswith(("https://", "ex:"))
    assert not found["focusNode"].startswith("https://w3id.org/exchangespec/file/")
    assert found["resultPath"] == "http://purl.org/dc/terms/title"
    assert found["sourceShape"] == f"{SHAPE}Package"


def test_a_file_that_is_none() -> None:
    """Where no package is known, the file has an address that holds its name."""
    outcome = validate([Source("my visits.bin", content=b"\0\1")], TakeOptions())
    [found] = results(outcome)
    assert found["focusNode"] == "https://w3id.org/exchangespec/file/my%20visits.bin"
    assert "resultPath" not in found


def test_a_column_of_the_publishers_own() -> None:
    """An `x_` column is the property that it has in RDF."""
    found = one(checked({**CITY, "x_note": 5}), "EXS102")
    assert found["resultPath"] == f"{BASE}#x_note"
    assert found["value"] == "5"


def test_rdf_names_its_subject() -> None:
    """A subject of an RDF file is named by its own address even where it has no id of ours."""
    text = "<https://e.org/x> a <https://w3id.org/exchangespec/ns#City> ."
    outcome = validate([Source("a.ttl", content=text.encode())], TakeOptions())
    assert "https://e.org/x" in {result["focusNode"] for result in results(outcome)}


def test_nothing_found(clean: Outcome) -> None:
    """A report without results conforms."""
    graph = parsed(clean)
    [conforms] = graph.objects(None, SH.conforms)
    assert conforms.toPython() is True


def test_what_was_counted_and_not_kept() -> None:
    """A report that kept no finding of many does not conform."""
    outcome = Outcome(inputs=[InputSummary("a.json", "json", {})], truncated=True)
    outcome.counts["error"] = 5
    parsed(outcome)


def test_hostile_text_stays_text(outcome: Outcome) -> None:
    """Markup, controls and marks of direction in a value end no literal."""
    assert len(results(outcome)) == 19


def test_odd_values_and_places() -> None:
    """Lists are no one value, numbers keep their type, half characters do no harm."""

    def finding(value: object, **place: str) -> Finding:
        return Finding(
            "EXS102",
            "wrong-type",
            "error",
            'Not "so"\n',
            Location(file="\ud800", **place),
            {"value": value},
        )

    values = [[1], True, 7, 1.5, float("nan"), None, "a\\", {"a": 1}, "\ud800"]
    outcome = Outcome(
        findings=[finding(value, record="ex: a", field="nothing") for value in values]
    )
    outcome.counts["error"] = len(values)
    found = results(outcome)
    assert sum("value" in one for one in found) == 5
    assert not any("resultPath" in one for one in found)


def test_masked() -> None:
    """With values hidden, neither ids nor addresses of the publisher are told."""
    outcome = checked({**CITY, "country": "ZZ"}, title={})
    text = REPORTERS["shacl"](masked(outcome))
    assert BASE not in text
    assert "ZZ" not in text
    assert len(results(masked(outcome))) == len(outcome.findings)


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.name)
def test_a_broken_example(path: Path) -> None:
    """Whatever is wrong with a file, the report is one."""
    assert results(validate([Source(path.name, path=path)], TakeOptions()))


def test_rules_are_named() -> None:
    """Each rule that found something has its slug as label."""
    graph = parsed(checked({**CITY, "country": "ZZ"}))
    rules = set(graph.objects(None, SH.sourceConstraintComponent))
    assert {rule for rule in rules if graph.value(rule, RDFS.label)} == rules
