"""One conformance test for all formats: whatever is written reads back equal, with no finding."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from exchangespec import spec
from exchangespec.conversion import differences, in_order, read_document, write_files
from exchangespec.formats import FORMATS
from exchangespec.formats.format import Document, Source, whole
from exchangespec.intake import TakeOptions
from exchangespec.spec.canonical import canonical
from generated import packages

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/package.json"))
# Formats that hold a whole package.
WHOLE = [name for name in FORMATS if name != "csv-table"]
CHAINS = {
    "tables": ["json", "ndjson", "csv", "xlsx", "ods", "json"],
    "turtle": ["json", "turtle", "json"],
    "rdf": ["json", "nquads", "xlsx", "jsonld", "json"],
}
CHAIN = pytest.mark.parametrize("chain", CHAINS.values(), ids=CHAINS)


def document_of(header: dict[str, Any], records: Sequence[dict[str, Any]]) -> Document:
    """Return canonical data as a document."""
    forms = spec.records()
    return Document(
        canonical(header, spec.header()),
        in_order(canonical(record, forms[record["type"]].fields) for record in records),
    )


def example(path: Path) -> Document:
    """Return an example package as a document."""
    content = json.loads(path.read_text(encoding="utf-8"))
    content.pop("@context")
    return document_of(content, content.pop("records"))


def through(document: Document, format_name: str, folder: Path) -> Document:
    """Write a document in a format, read it back, and insist that nothing was found or lost."""
    entry = FORMATS[format_name]
    assert entry.losses(document) == []
    target = folder / f"package{entry.suffixes[0]}" if entry.suffixes else folder / "package"
    files = list(whole(entry.write(document)))
    again = list(whole(entry.write(document)))
    assert files == again, "the same input must give the same bytes"
    write_files(target, list(entry.write(document)))
    read = read_document(Source(str(target), path=target), TakeOptions(format_name=None))
    noise = [one for one in read.outcome.findings if one.code not in EXPECTED_REMARKS]
    assert noise == []
    assert read.lost == []
    assert read.outcome.inputs[0].format.split(".")[0] == format_name.split(".", maxsplit=1)[0]
    return read.document


# Remarks on generated data that are no loss: unregistered languages and the like are for rules.
EXPECTED_REMARKS: set[str] = set()


@pytest.mark.parametrize("format_name", WHOLE)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_every_example_survives_every_format(path: Path, format_name: str, tmp_path: Path) -> None:
    """Each example reads back equal from each format."""
    document = example(path)
    assert differences(document, through(document, format_name, tmp_path)) == []


@CHAIN
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_every_example_survives_the_chain(path: Path, chain: list[str], tmp_path: Path) -> None:
    """From format to format and back gives an equal package."""
    document = current = example(path)
    for number, format_name in enumerate(chain):
        folder = tmp_path / str(number)
        folder.mkdir()
        current = through(current, format_name, folder)
    assert differences(document, current) == []
    assert current == document


@CHAIN
@settings(
    max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)
@given(package=packages())
def test_generated_packages_survive_the_chain(
    package: tuple[dict[str, Any], list[dict[str, Any]]],
    chain: list[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """From format to format and back gives an equal package for any content."""
    document = current = document_of(*package)
    base = tmp_path_factory.mktemp("chain", numbered=True)
    for number, format_name in enumerate(chain):
        folder = base / str(number)
        folder.mkdir()
        current = through(current, format_name, folder)
    assert differences(document, current) == []
