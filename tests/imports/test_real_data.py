"""Agendas that cities publish are imported whole."""

from collections import Counter
from pathlib import Path

import pytest

from exchangespec.conversion import ConvertOptions, convert
from exchangespec.formats.format import Source
from importing import imported

pytestmark = pytest.mark.shared_data
# What only one of the two writings of Madrid's agenda says, or says of fewer events.
SAID_IN_ONE = {"free", "venue"}


def test_madrid_says_the_same_twice(shared: Path) -> None:
    """N-Triples and Turtle give the same 1,000 events."""
    lines, turtle = (
        imported(shared / "data/events/madrid_g12" / name)
        for name in ("data.nt", "data-with-links.ttl")
    )
    assert len(lines.of("Event")) == len(turtle.of("Event")) == 1000
    differing: Counter[str] = Counter()
    for one, other in zip(lines.records, turtle.records, strict=True):
        assert one["id"] == other["id"]
        differing.update(
            name for name in one.keys() | other.keys() if one.get(name) != other.get(name)
        )
    assert differing.keys() <= SAID_IN_ONE, differing
    venues = [(one.get("venue"), two.get("venue")) for one, two in zip(
        lines.records, turtle.records, strict=True)]  # fmt: skip
    # The Turtle leaves 150 events without their place, and knows fewer places.
    assert sum(two is not None for _, two in venues) == 763
    assert sum(one is not None for one, _ in venues) == 913
    assert not [one for one in lines.findings if one.severity == "error"]


def test_shapes_that_are_no_data_give_a_finding(shared: Path) -> None:
    """A graph of shapes holds nothing of ours, and says so."""
    found = imported(shared / "data/events/madrid_g12/shapes.ttl", about={})
    assert not found.readable
    assert [one.slug for one in found.findings] == ["no-known-table"]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_iserlohn_is_read_though_its_time_zone_is_malformed(
    shared: Path, tmp_path: Path, number: int
) -> None:
    """All meetings are there, the zone is named in a finding, and a workbook can hold them."""
    path = sorted((shared / "data/events/iserlohn").glob("*.ics"))[number]
    count = (96, 5, 7)[number]
    found = imported(path)
    assert len(found.of("Event")) == count
    assert {one.get("time_zone") for one in found.records} == {"Europe/Berlin"}
    assert ("Europe/Berlin", 6) in found.said("not-understood")
    assert not [one for one in found.findings if one.severity == "error"]
    target = tmp_path / "meetings.xlsx"
    done = convert(Source(str(path), path=path), target, ConvertOptions())
    assert len(done.document.records) == count
    assert len(imported(target, about={}).records) == count
