"""Whatever is done to a source, an import gives records and findings and never fails."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchangespec.errors import ReadOnlyFormatError, UnknownFormatError
from exchangespec.formats.format import ReadOptions, Source
from exchangespec.imports import IMPORTERS, open_source, refuse_target
from importing import imported

GUIDE = (Path(__file__).parents[2] / "docs" / "importing.md").read_text(encoding="utf-8")
SAMPLES = [
    text.encode() for text in re.findall(r"```(?:json|ics|turtle)\n(.*?)```", GUIDE, re.DOTALL)
]
PARTS = [part for sample in SAMPLES for part in re.findall(rb"[\w@-]+|\S", sample)]
BLANKS = """@prefix s: <https://schema.org/> .
[] a s:Event ; s:name "A" ; s:location [ s:address [ s:addressLocality "B" ] ] ;
   s:organizer [ s:name "C" ] , [ a s:Organization ] ; s:superEvent [ a s:Event ] .
_:a a s:Event ; s:superEvent _:b ; s:subEvent _:a . _:b a s:Event ; s:superEvent _:a .
_:c a s:Organization ; s:parentOrganization _:c ; s:address _:c ; s:location _:c .
"""


def read(content: bytes, format_name: str | None = None) -> int:
    """Read all records of a source, and return how many there are."""
    reading = open_source(Source("source", content=content), ReadOptions(), format_name)
    count = len(list(reading.records()))
    assert count or reading.faults or reading.header is not None
    return count


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_spoilt_source_gives_findings_and_nothing_else(data: st.DataObject) -> None:
    """Cut, doubled, swapped or replaced parts of a source never stop the program."""
    content = data.draw(st.sampled_from(SAMPLES))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(len(content), start + 60)))
        put = data.draw(st.sampled_from([b"", content[start:end] * 2, *PARTS]) | st.binary())
        content = content[:start] + put + content[end:]
    name = data.draw(st.sampled_from([None, *IMPORTERS]))
    read(content, name)


@pytest.mark.parametrize("format_name", [None, *IMPORTERS])
@pytest.mark.parametrize("sample", SAMPLES, ids=["json", "ics", "ttl"])
def test_a_source_may_end_anywhere(sample: bytes, format_name: str | None) -> None:
    """A file that was cut off on its way is no reason to fail."""
    for end in range(0, len(sample), 97):
        read(sample[:end], format_name)


def test_blank_nodes_everywhere_are_read() -> None:
    """Circles of blank nodes, and bodies that are their own everything, end in findings."""
    found = imported(BLANKS)
    assert len(found.of("Event")) == 4
    assert len(found.of("Organisation")) == 2


def test_many_blank_nodes_that_know_each_other_take_no_time() -> None:
    """What tells blank nodes apart is worked out once for each."""
    nodes = [f"_:n{number}" for number in range(60)]
    text = BLANKS + "\n".join(
        f"{one} a s:Event ; s:about {', '.join(nodes)} ; s:name '{one[2:]}' ." for one in nodes
    )
    assert len(imported(text).of("Event")) == 64


@pytest.mark.parametrize(
    "value",
    [None, [], {}, [[]], {"@value": None}, {"@value": {}}, {"@list": []}, {"@id": 3}, 1e400, -0.0,
     {"@type": []}, {"@id": ""}, {"@id": "_:x"}, {"@reverse": {}}, {"@context": 3}, "\ud800"],
    ids=repr,
)  # fmt: skip
def test_odd_values_of_json_are_read(value: object) -> None:
    """Nothing that JSON can hold at any property stops the program."""
    for name in ("name", "startDate", "location", "organizer", "superEvent", "url", "@type", "@id"):
        event = {"@context": "https://schema.org", "@type": "Event", "name": "A"}
        read(json.dumps({**event, "image": {"@type": "Event", name: value}, name: value}).encode())


def test_broken_lines_of_triples_leave_the_others() -> None:
    """In N-Triples each bad line is named, and the rest is read."""
    good = "<https://a.example/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
    good += "<https://schema.org/Event> .\n"
    found = imported(
        good + "nonsense\n" + good.replace("example/1", "example/2"), format_name="schema.org"
    )
    assert len(found.of("Event")) == 2
    assert [
        (one.slug, one.location.line) for one in found.findings if one.slug == "unparsable"
    ] == [("unparsable", 2)]
    assert not found.complete


def test_too_large_a_source_is_refused() -> None:
    """The limit of documents holds for imports as well."""
    options = ReadOptions(limits=ReadOptions().limits.__class__(document_bytes=10))
    for name, sample in zip(IMPORTERS, SAMPLES, strict=True):
        reading = open_source(Source("source", content=sample), options, name)
        assert [one.fault.slug for one in reading.faults] == ["limit-exceeded"]


def test_nothing_is_written_in_what_is_only_read(tmp_path: Path) -> None:
    """A conversion to it is refused in words, by name and by suffix."""
    for name, path in (("ical", None), (None, tmp_path / "x.ICS"), ("schema.org", None)):
        with pytest.raises(ReadOnlyFormatError, match="only read"):
            refuse_target(name, path)
    refuse_target(None, tmp_path / "x.json")


def test_an_unknown_name_and_a_missing_file_are_said(tmp_path: Path) -> None:
    """Names that are none raise; files that are not there are findings."""
    with pytest.raises(UnknownFormatError):
        open_source(Source("x", content=b""), ReadOptions(), "nonsense")
    missing = open_source(Source("x", path=tmp_path / "x.ics"), ReadOptions(), "ical")
    assert [one.fault.slug for one in missing.faults] == ["file-not-found"]
