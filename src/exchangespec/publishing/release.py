"""Makes the folder of a release: the data in every format, described, explained and summed."""

from __future__ import annotations

import hashlib
import re
import tempfile
from dataclasses import dataclass, field
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from exchangespec import __version__, codelists, spec
from exchangespec.conversion.files import new_folder
from exchangespec.emit import codelist_csv
from exchangespec.errors import MissingPartError, NotForPublicationError
from exchangespec.formats import FORMATS
from exchangespec.formats.rdf_aligned import ALIGNED
from exchangespec.gazetteer import ATTRIBUTION
from exchangespec.model.dates import date_span
from exchangespec.model.texts import in_english
from exchangespec.people import Mention, People, Treated, contacts, mentions, treated
from exchangespec.publishing.description import Part, description, publisher_name
from exchangespec.publishing.licences import advice_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exchangespec.formats.format import Document

RESTRICTED = "restricted"
CSV_TYPE = "text/csv"
NUMBERED = re.compile(r"Person( \d+)?")


class Form(NamedTuple):
    """One file of the data: its name, its format, and whether official vocabularies stand in it."""

    name: str
    format: str
    aligned: bool = False


FORMS = (
    Form("data.json", "json"),
    Form("data.ndjson.gz", "ndjson.gz"),
    Form("data.csv.zip", "csv.zip"),
    Form("data.xlsx", "xlsx"),
    Form("data.ods", "ods"),
    Form("data.jsonld", "jsonld"),
    Form("data.ttl", "turtle", aligned=True),
    Form("data.nq", "nquads"),
)


@dataclass(slots=True)
class Release:
    """What was released.

    Attributes:
        folder: where it is.
        files: the names of its files.
        people: what was done with people.
        mentions: names, addresses and numbers of people in free text that were left there.
        left_out: formats that could not be written here, each with the reason.
        advice: what would make the release easier to find or to use.
    """

    folder: Path
    people: Treated
    files: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)


def release(  # noqa: PLR0913 - each is an option of its own
    document: Document,
    folder: Path,
    *,
    people: People = "remove",
    address: str = "",
    with_mentions: bool = False,
    today: date | None = None,
) -> Release:
    """Write a release into a new folder, which is there whole or not at all.

    Args:
        document: a submission without errors.
        folder: a folder that is not there yet, or is empty.
        people: whether people are removed, given numbers for names, or kept.
        address: where the folder will be found on the web; by default below the package's own id.
        with_mentions: whether names, addresses and numbers of people may stay in free text.
        today: the day by which people must not have been removed already; by default it is today.

    Raises:
        NotForPublicationError: if the data must not be published, names stand in free text, or
            people are to be in it who were to be removed before.
        FileExistsError: if the folder holds something.
    """
    if document.header.get("personal_data") == RESTRICTED:
        raise NotForPublicationError("the header says that the data are restricted (EXS608)", ())
    publishers = {str(one.get("id", "")).partition(":")[0] for one in document.records}
    if others := sorted(publishers - {str(document.header.get("prefix", ""))}):
        reason = (
            "a release has one publisher, and records of others are here; publish by itself the "
            "file of each, which `exchangespec merge` makes in a folder"
        )
        raise NotForPublicationError(reason, tuple(others))
    if people != "remove" and (gone := list(to_be_gone(document, today or date.today()))):
        reason = "these people were to be removed by now (EXS603); take their records out"
        raise NotForPublicationError(reason, tuple(gone))
    found = [] if people == "keep" else list(mentions(document))
    reached = list(contacts(document))
    if (found or reached) and not with_mentions:
        places = tuple(f"{one.record} {one.field} names {one.person}" for one in [*found, *reached])
        said = "names of people" if not reached else "names, addresses or numbers of people"
        raise NotForPublicationError(f"{said} stand in free text", places)
    found += reached
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(folder)
    result = Release(folder, treated(document, people), mentions=found)
    if said := advice_on(str(document.header.get("license", "none"))):
        result.advice.append(said)
    with new_folder(folder) as draft:
        Filling(draft, result, address).fill()
    return result


def to_be_gone(document: Document, today: date) -> Iterator[str]:
    """Yield the people whose records may no longer be kept, each with the last day."""
    for record in document.records:
        value = record.get("remove_after") if record["type"] == "Person" else None
        span = date_span(value) if isinstance(value, str) else None
        if span is not None and span.latest is not None and span.latest < today:
            yield f"{record.get('id', 'Person')}, after {value}"


class Filling:
    """A release being written into a folder."""

    def __init__(self, folder: Path, result: Release, address: str) -> None:
        """Prepare to write."""
        self.folder = folder
        self.result = result
        self.document = result.people.document
        self.address = address or self._own_address()
        self.parts: list[Part] = []

    def _own_address(self) -> str:
        """Return the address of the package, below which the files are said to lie."""
        from exchangespec.spec import triples

        prefixes = triples.package_prefixes(self.document.header)
        return triples.expanded(str(self.document.header["id"]), prefixes)

    def fill(self) -> None:
        """Write every file; the sums come last."""
        for form in FORMS:
            self._data(form)
        self._tables()
        self._codelists()
        self._write("README.md", "What this is", "text/markdown", [self._readme()])
        text = description(self.document, self.parts, self.address)
        self._write("dcat.ttl", "Description as DCAT-AP 3", "text/turtle", [text])
        lines = (f"{part.sha256}  {part.name}\n" for part in sorted(self.parts))
        (self.folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")
        self.result.files = [*sorted(part.name for part in self.parts), "SHA256SUMS"]

    def _data(self, form: Form) -> None:
        """Write the data in one format, unless it cannot hold them."""
        target = FORMATS[form.format]
        if losses := target.losses(self.document):
            words = "; ".join(one.words(self.document) for one in losses)
            self.result.left_out.append(f"{form.name}: it would lose {words}")
            return
        write = ALIGNED[form.format] if form.aligned else target.write
        try:
            for _, pieces in write(self.document):
                self._write(form.name, f"Data as {target.title}", target.media_type, pieces)
        except MissingPartError as error:
            (self.folder / form.name).unlink(missing_ok=True)
            self.result.left_out.append(f"{form.name}: {error}")

    def _tables(self) -> None:
        """Write a Parquet file a record type."""
        if find_spec("pyarrow") is None:
            self.result.left_out.append("tables/: needs the library pyarrow")
            return
        from exchangespec.formats.format import Source
        from exchangespec.intake import TakeOptions
        from exchangespec.tables.loading import load

        source = Source("data.json", path=self.folder / "data.json")
        with tempfile.TemporaryDirectory(prefix="exchangespec-") as folder:
            load([source], Path(folder), TakeOptions())
            for path in sorted(Path(folder).glob("*.parquet")):
                if path.stem in {form.plural for form in self._forms()}:
                    title = f"{path.stem} as Parquet"
                    media = "application/vnd.apache.parquet"
                    self._write(f"tables/{path.name}", title, media, [path.read_bytes()])

    def _forms(self) -> list[spec.RecordSpec]:
        """Return the record types that have records."""
        return [spec.records()[name] for name in self.document.by_type()]

    def _codelists(self) -> None:
        """Write the code lists that the data use."""
        used = {
            known.codelist
            for form in self._forms()
            for known in form.fields.values()
            if known.codelist and any(known.name in one for one in self.document.records)
        }
        for path, content in codelist_csv.emit():
            if Path(path).stem in used:
                name = f"codelists/{Path(path).name}"
                self._write(name, f"Code list {Path(path).stem}", CSV_TYPE, [content])

    def _write(self, name: str, title: str, media: str, pieces: Iterable[bytes]) -> None:
        """Write one file, and note its size and sum."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        with path.open("wb") as stream:
            for piece in pieces:
                stream.write(piece)
                digest.update(piece)
                size += len(piece)
        self.parts.append(Part(name, title, media, size, digest.hexdigest()))

    def _readme(self) -> bytes:
        """Return what people should know of the release."""
        header = self.document.header
        lines = [f"# {in_english(header['title'])}", ""]
        if "description" in header:
            lines += [in_english(header["description"]), ""]
        lines += [
            f"- Publisher: {publisher_name(self.document)}",
            f"- Version: {header['version']}, {header['modified']}",
            f"- Licence: {header.get('license', 'not stated')}",
            f"- Standard: exchangespec {header['exchangespec']}",
            f"- Made with exchangespec {__version__}, code lists {codelists.VERSION}",
            f"- People: {self._of_people()}",
            "",
            "| records | number |",
            "| --- | ---: |",
            *(f"| {name} | {len(group):,} |" for name, group in self.document.by_type().items()),
            "",
            "| file | what it is |",
            "| --- | --- |",
            *(f"| [{one.name}]({one.name}) | {one.title} |" for one in self.parts),
            "",
            "`SHA256SUMS` has the sum of every file: `sha256sum --check SHA256SUMS`.",
        ]
        if any("geonames:" in str(one.get("identifiers", "")) for one in self.document.records):
            lines += ["", f"{ATTRIBUTION}."]
        return ("\n".join(lines) + "\n").encode()

    def _of_people(self) -> str:
        """Return what was done with people, in words."""
        done = self.result.people
        if not done.people:
            return "none are in the data"
        people = [one for one in done.document.records if one["type"] == "Person"]
        if people and all(NUMBERED.fullmatch(str(one["name"])) for one in people):
            return f"{done.people:,}, with numbers for names"
        if people:
            return f"{done.people:,} are in the data"
        return f"{done.people:,} were left out"
