"""What `--verify` compares, and the order in which records are written."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from exchangespec.cli import main
from exchangespec.conversion import ConvertOptions, convert, differences, verify
from exchangespec.formats import FORMATS
from exchangespec.formats.format import Document, File, Source
from exchangespec.rules.world import HEADER, RECORDS
from lossy_inputs import CITY, document

ONE: dict[str, Any] = {"type": "City", "id": "ex:a", "country": "BE"}
OTHER: dict[str, Any] = {"type": "City", "id": "ex:a", "country": "NL"}


def both(first: list[dict[str, Any]], second: list[dict[str, Any]]) -> list[str]:
    """Compare two lists of records."""
    return differences(Document({}, first), Document({}, second))


def test_every_record_of_an_id_is_compared() -> None:
    """Of two records with one id each counts, in whatever order they stand."""
    assert both([ONE, OTHER], [OTHER, ONE]) == []
    assert both([ONE, OTHER], [OTHER, OTHER]) == ["ex:a"]
    assert both([ONE, OTHER], [OTHER]) == ["ex:a"]
    assert both([ONE], [ONE, ONE]) == ["ex:a"]


def test_records_without_an_id_and_headers_are_compared() -> None:
    """What has no id is compared by what it says."""
    assert both([{"type": "City"}], [{"type": "City"}]) == []
    assert len(both([{"type": "City"}], [{"type": "Plan"}])) == 2
    assert differences(Document({}, []), Document({"prefix": "ex"}, [])) == ["header"]


WORLD = json.dumps(HEADER) + "\n" + "".join(json.dumps(one) + "\n" for one in reversed(RECORDS))


def ids(content: bytes) -> list[str]:
    """Return the ids of the records of NDJSON, in their order."""
    return [json.loads(line)["id"] for line in content.splitlines()[1:]]


@pytest.mark.parametrize("to", ["ndjson", "json"])
def test_only_ndjson_keeps_the_order_of_the_input(to: str) -> None:
    """NDJSON keeps the input's order; every other format has the order of types, then of ids."""
    given = [one["id"] for one in reversed(RECORDS)]
    result = convert(Source("a.ndjson", content=WORLD.encode()), None, ConvertOptions(to=to))
    written = [one["id"] for one in result.document.records]
    assert (written == given) is (to == "ndjson")
    assert sorted(written) == sorted(given)
    if to == "ndjson":
        assert ids(b"".join(result.pieces)) == given


def test_names_that_wait_keep_their_place(tmp_path: Path) -> None:
    """Rows that name others by words are read last, but written where they stand."""
    (tmp_path / "about.csv").write_text("field,value\nexchangespec,1.0\nprefix,ex\nlanguage,en\n")
    (tmp_path / "cities.csv").write_text(
        "id,name,country,record_status,replaced_by\na,Aa,BE,withdrawn,Bee\nb,Bee,BE,,\n"
    )
    content = b"".join(
        convert(Source("in", path=tmp_path), None, ConvertOptions(to="ndjson")).pieces
    )
    assert ids(content) == ["ex:a", "ex:b"]


@pytest.fixture(params=["json", "ndjson", "csv", "xlsx", "turtle"])
def forgetful(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let a format forget the country of every second record, and return its name."""
    entry = FORMATS[request.param]

    def write(document: Document) -> Iterator[File]:
        """Write with something left out."""
        records = [
            {name: value for name, value in one.items() if number % 2 or name != "country"}
            for number, one in enumerate(document.records)
        ]
        yield from entry.write(Document(document.header, records))

    monkeypatch.setitem(FORMATS, request.param, replace(entry, write=write))
    return str(request.param)


def test_verify_finds_what_a_writer_forgot(forgetful: str, tmp_path: Path) -> None:
    """A writer that drops a field is found out, record by record; the command exits with 1."""
    source = tmp_path / "package.json"
    source.write_text(document(f"[{CITY % ''}, {CITY.replace('mechelen', 'zele') % ''}]"))
    target = tmp_path / "out"
    options = ConvertOptions(to=forgetful)
    result = convert(Source("package.json", path=source), target, options)
    assert verify(result, target, options) == ["ex:mechelen"]
    run = CliRunner().invoke(
        main,
        ["convert", str(source), str(target), "--to", forgetful, "--verify", "--overwrite"],
    )
    assert run.exit_code == 1
    assert re.search("Read back differently: ex:mechelen$", run.stderr, re.MULTILINE)


def test_verify_finds_what_cannot_be_read_back(tmp_path: Path) -> None:
    """A result that is damaged afterwards is not the same."""
    source, target = Source("a.ndjson", content=WORLD.encode()), tmp_path / "out.ndjson"
    result = convert(source, target, ConvertOptions())
    assert verify(result, target, ConvertOptions()) == []
    target.write_bytes(target.read_bytes()[:-20])
    found = verify(result, target, ConvertOptions())
    assert "a part of the input that could not be read" in found
    assert str(RECORDS[0]["id"]) in found
