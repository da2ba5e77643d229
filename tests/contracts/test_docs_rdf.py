"""Every piece of RDF in the documentation parses, and what is shown side by side says the same."""

import json
import re
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from exchangespec.formats.format import Document
from exchangespec.formats.rdf_aligned import quad_lines
from exchangespec.structure import judge, judge_header
from rdf_triples import by_pyld, expected, inlined, rdflib_terms

REPOSITORY = Path(__file__).resolve().parents[2]
PAGES = [*sorted(REPOSITORY.glob("*.md")), *sorted((REPOSITORY / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(turtle|trig|nquads|ntriples|jsonld)\n(.*?)^```", re.MULTILINE | re.DOTALL)
GUIDE = REPOSITORY / "docs" / "rdf.md"
FORMATS = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "nquads": pyoxigraph.RdfFormat.N_QUADS,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(REPOSITORY).as_posix())
def test_docs_rdf_parses(page: Path) -> None:
    """A block of Turtle or a sister of it is what it says it is."""
    for language, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        assert list(pyoxigraph.parse(text, format=FORMATS[language]))


def test_docs_rdf_guide_shows_the_same_twice() -> None:
    """The package of the guide is valid, and its record has the triples shown beside it."""
    text = GUIDE.read_text(encoding="utf-8")
    package = json.loads(text.split("```json\n")[1].split("```")[0])
    shown = rdflib.Graph().parse(data=text.split("```turtle\n")[1].split("```")[0])
    header = {name: value for name, value in package.items() if name not in {"@context", "records"}}
    assert judge_header(header).faults == []
    assert [one.faults for one in map(judge, package["records"])] == [[]]
    said = by_pyld(inlined(package))
    assert said == expected(header, package["records"])
    about = {one for one in said if one[0].endswith("/vis-1") or one[2][1].endswith("/vis-1")}
    assert rdflib_terms(shown) == about


def test_docs_rdf_guide_shows_the_aligned_layer() -> None:
    """What the guide shows of the aligned layer is what is written of that record, and all of it."""
    text = GUIDE.read_text(encoding="utf-8")
    package = json.loads(text.split("```json\n")[1].split("```")[0])
    shown = rdflib.Graph().parse(data=text.split("```turtle\n")[2].split("```")[0])
    header = {name: value for name, value in package.items() if name not in {"@context", "records"}}
    lines = quad_lines(Document(header, package["records"]))
    written = rdflib.Graph()
    for line in lines:
        triple, _, graph = line.removesuffix(" .\n").rpartition(" ")
        if "/vis-1" in line.split(" ")[0] and graph.endswith("#aligned>"):
            written.parse(data=f"{triple} .", format="ntriples")
    assert rdflib_terms(shown) == rdflib_terms(written)
