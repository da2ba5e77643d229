"""What a developer imports: validate, read, write, convert, and the typed records."""

from __future__ import annotations

import dataclasses
import errno
import json
import shutil
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.conversion import (
    Conversion,
    ConvertOptions,
    in_order,
    read_document,
    read_side_by_side,
    write_files,
)
from exchangespec.conversion import convert as convert_source
from exchangespec.conversion.losing import loses
from exchangespec.errors import IdCollisionError, LossError, UnreadableError
from exchangespec.fixing import Fixed, fixed_name, put_in_place
from exchangespec.fixing import fix as fix_source
from exchangespec.folders import opened
from exchangespec.formats import format_for, format_named
from exchangespec.formats.format import Document, ReadOptions, Source, source_at, whole
from exchangespec.intake import Intake, TakeOptions, versions
from exchangespec.mapping import load_named
from exchangespec.matching import Matching, Weights, proposals, recommend, weights_from
from exchangespec.model import RECORDS, Header, Record
from exchangespec.model import Package as PackageModel
from exchangespec.outcome import Outcome
from exchangespec.overwriting import refuse_inputs
from exchangespec.publishing import Release, release
from exchangespec.reconciling import Decisions, Proposal, applied, applying
from exchangespec.reconciling import reconcile as propose
from exchangespec.report import REPORTERS
from exchangespec.report.saving import saved
from exchangespec.report.speaking import OWN, spoken, spoken_language
from exchangespec.rules import RULES
from exchangespec.rules.profiles import usable_profile
from exchangespec.sayings import said_of_findings
from exchangespec.spec.canonical import canonical
from exchangespec.spec.joining import joined_header
from exchangespec.submission.facts import RecordFacts
from exchangespec.submission.judged import ReadRecord
from exchangespec.submission.known import Known
from exchangespec.submission.reading import TABLES
from exchangespec.tables.connecting import MEMORY_LIMIT, forget_at_close, open_tables
from exchangespec.tables.inputs import files_named
from exchangespec.tables.loading import load
from exchangespec.tables.store import is_whole
from exchangespec.texts import SOURCE
from exchangespec.validation import validate as validate_sources
from exchangespec.validation import validate_together

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    import duckdb

    from exchangespec.conversion import ReadBack
    from exchangespec.own_results import LeftAside
    from exchangespec.people import People
    from exchangespec.profile import Profile
    from exchangespec.reconciling.register import Book
    from exchangespec.tables.loading import Loaded
    from exchangespec.views import View

    Input = str | PathLike[str] | bytes | BinaryIO | Mapping[str, Any] | PackageModel | Source


@dataclasses.dataclass(slots=True)
class Report(Outcome):
    """The findings of a validation; iterating gives them one by one.

    Attributes:
        sources: what was validated, for a report that is made from it.
        take: how it was read.
        left: what lies in the folders that were given and was not read, each with the reason.
    """

    sources: Sequence[Source] = ()
    take: TakeOptions = dataclasses.field(default_factory=TakeOptions)
    left: Sequence[LeftAside] = ()

    def save(self, path: str | PathLike[str]) -> None:
        """Write a report; the suffix says which: .html, .xlsx, .csv, .json, .md, .sarif and more.

        A name that ends in .checked.xlsx gives the workbook itself back, with a mark at each
        finding; what cannot hold marks gives a workbook of findings, which says so.

        Raises:
            UnknownFormatError: if no report has the suffix.
            InputOverwrittenError: if it would be written over what was validated.
        """
        target = Path(path)
        refuse_inputs([target], [one.path for one in self.sources if one.path])
        if target.suffix.casefold() == ".html" and not self.said:
            self.said = said_of_findings(self, self.sources, self.take)
        write_files(target, [("", [saved(self, target, self.sources).content])])

    def _repr_html_(self) -> str:
        """Return the report as notebooks show it."""
        return REPORTERS["html"](self)


class Package(PackageModel):
    """A submission as typed records: `package.visits[0].hosts`."""

    def add(self, *records: Record) -> Package:
        """Return a package that also holds these records."""
        return Package(header=self.header, records=[*self.records, *records])

    def write(self, path: str | PathLike[str], *, to: str | None = None) -> None:
        """Write the package; the suffix says in which format, or `to` names it.

        Raises:
            UnknownFormatError: if no format has the suffix.
            LossError: if the format cannot hold everything; nothing is written then.
        """
        target = Path(path)
        chosen = format_named(to) if to else format_for(target)
        document = document_of(self)
        if losses := chosen.losses(document):
            raise LossError(tuple(one.words(document) for one in losses))
        write_files(target, list(chosen.write(document)))


def source_of(data: Input) -> Source:
    """Return a path, bytes, an open file, plain JSON data or a package as a source."""
    if isinstance(data, Source):
        return data
    if isinstance(data, PackageModel):
        [(_, content)] = whole(format_named("json").write(document_of(data)))
        return Source("<package>", content=content)
    if isinstance(data, Mapping):
        return Source("<data>", content=json.dumps(data).encode())
    if isinstance(data, bytes):
        return Source("<bytes>", content=data)
    if isinstance(data, (str, PathLike)):
        return source_at(str(Path(data)))
    return Source(str(getattr(data, "name", "<stream>")), content=data.read())


def sources_in(data: Input) -> tuple[list[Source], list[LeftAside]]:
    """Return the sources that are meant, and what in a folder is none.

    A folder of workbooks is each of the files in it.
    """
    if not isinstance(data, (str, PathLike)):
        return [source_of(data)], []
    if not str(data):
        raise ValueError("an input has an empty name")
    found = opened([str(Path(data))])
    return [source_at(name) for name in found.names], found.left


def document_of(package: PackageModel) -> Document:
    """Return a package as canonical plain data."""
    records = in_order(
        canonical(record.values(), spec.records()[type(record).__name__].fields)
        for record in package.records
    )
    return Document(canonical(package.header.values(), spec.header()), records)


def validate(  # noqa: PLR0913 - each is an option of its own
    *data: Input,
    together: bool = False,
    today: date | None = None,
    from_format: str | None = None,
    about: dict[str, Any] | None = None,
    profile: str | Sequence[str] = (),
    gazetteer: bool = False,
    mapping: str | PathLike[str] | None = None,
    lang: str = SOURCE,
) -> Report:
    """Validate one or more files, folders or bytes; never raises on bad data.

    Args:
        data: paths, the bytes of a file, open binary files, packages, or plain JSON data; a folder
            of workbooks is each of them (`left` of the report names what else is in it), a folder
            of CSV files one submission.
        together: whether they are the parts of one submission rather than one each.
        today: the day that rules take for today; by default it is today.
        from_format: name of their format; by default it is found out from each.
        about: header fields for tables that have none.
        profile: a profile to check against, or several: a shipped one by its id, or one's own by
            the path of its file; besides those that the data name.
        gazetteer: whether cities are looked up in the gazetteer of Europe.
        mapping: how foreign tables are read: the path of a mapping file, or one that is shipped.
        lang: language of the messages and reports; `own` is that of the data.

    Raises:
        MappingError: if there is no such mapping, or it says what cannot be followed.
        UnknownLanguageError: if reports are not written in the language.
        UnknownProfileError: if there is no such profile.
        UnusableProfileError: if it would relax the standard, or says what a profile cannot.
        ValueError: if an input has an empty name.
    """
    take = dataclasses.replace(
        _take(today, from_format, about),
        mapping=None if mapping is None else load_named(str(mapping)),
        profiles=_profiles(profile),
        gazetteer=gazetteer,
    )
    run = validate_together if together else validate_sources
    found = [sources_in(item) for item in data]
    sources = [source for group, _ in found for source in group]
    language = lang if lang == OWN else spoken_language(lang)
    outcome = spoken(run(sources, take), language)
    return Report(
        **{item.name: getattr(outcome, item.name) for item in dataclasses.fields(outcome)},
        sources=sources,
        take=take,
        left=[one for _, group in found for one in group],
    )


def _profiles(given: str | Sequence[str]) -> tuple[Profile, ...]:
    """Return the profiles that are named, by one name or several."""
    names = [given] if isinstance(given, (str, PathLike)) else given
    return tuple(usable_profile(str(name)) for name in names)


def _take(today: date | None, from_format: str | None, about: dict[str, Any] | None) -> TakeOptions:
    """Return the options of reading."""
    return TakeOptions(
        read=ReadOptions(about=about or {}), format_name=from_format, today=today or date.today()
    )


def read(
    data: Input, *, from_format: str | None = None, about: dict[str, Any] | None = None
) -> Package:
    """Read a submission as typed records.

    Raises:
        UnreadableError: if it cannot be read, or holds records that the model refuses; its
            `findings` say where and why.
    """
    result = read_document(source_of(data), _take(None, from_format, about))
    if result.lost:
        raise _unreadable(result.outcome)
    return _package(result)


def _package(read: ReadBack) -> Package:
    """Return what was read as typed records, if the model refuses nothing of it."""
    if not read.outcome.ok:
        raise _unreadable(read.outcome)
    document = read.document
    return Package(header=Header.model_validate(document.header), records=_typed(document.records))


def _unreadable(outcome: Outcome) -> UnreadableError:
    """Return why nothing is given: the errors, or where there are none what was not read."""
    errors = tuple(one for one in outcome if one.severity == "error")
    unread = tuple(one for one in outcome if loses(one))
    return UnreadableError(errors or unread or tuple(outcome))


def _typed(records: Iterable[Mapping[str, Any]]) -> list[Record]:
    """Return records of plain data as typed ones."""
    return [RECORDS[values["type"]].model_validate(values) for values in records]


def iter_records(data: Input, *, from_format: str | None = None) -> Iterator[Record]:
    """Read one typed record after the other, in constant memory for formats that stream.

    Raises:
        UnreadableError: at the first record that the model refuses, or when the file cannot be
            read on.
    """
    take = _take(None, from_format, None)
    yield from _Stream(take).records(source_of(data))


class _Stream:
    """Reads records one by one, for `iter_records`."""

    def __init__(self, take: TakeOptions) -> None:
        """Prepare to read nothing but records."""
        self.outcome = Outcome(versions=versions())
        self.intake = Intake(take, self.outcome, Known({}, today=take.today))
        # The table that was being read when the rest of it could not be.
        self._broken_off: int | None = None

    def records(self, source: Source) -> Iterator[Record]:
        """Yield the records; stop at the first fault, in a record or between two."""
        stream = self.intake.stream(source)
        for record in stream:
            if self._refused(record):
                stream.close()
                break
            yield RECORDS[record.facts.type].model_validate(dict(record.facts.values))
        self.intake.finish()
        if self.outcome.counts["error"]:
            raise _unreadable(self.outcome)

    def _refused(self, record: ReadRecord) -> bool:
        """Tell whether a record cannot be given as a typed one, or something before it was lost."""
        return self._lost_before(record) or any(
            RULES[fault.slug].severity == "error" for fault in record.faults
        )

    def _lost_before(self, record: ReadRecord) -> bool:
        """Tell whether something before a record could not be read.

        Tables are read ahead: of one that broke off, the rows above still come.
        """
        reading, origin = self.intake.submissions[-1].reading, record.facts.key.origin
        if reading.complete:
            return False
        if self._broken_off is None and reading.format in TABLES:
            self._broken_off = origin
        return origin != self._broken_off


def convert(  # noqa: PLR0913 - each is an option of the command
    data: Input,
    target: str | PathLike[str],
    *,
    to: str | None = None,
    from_format: str | None = None,
    aligned: bool = False,
    view: View = "all",
) -> Conversion:
    """Convert a file to another format, told by the target's suffix or by `to`.

    With `aligned`, Turtle, TriG, N-Triples and N-Quads also say it in official vocabularies. With a
    `view` other than `all`, only what sources say is written (`stated`), or the best that is known
    (`best`); `changes` of what is returned names each field that is written otherwise.

    Raises:
        UnreadableError: if nothing could be read.
        LossError: if something would be lost; nothing is written then.
        UnknownFormatError: if the target format cannot be told, or cannot be aligned.
        InputOverwrittenError: if it would be written over the input.
    """
    options = ConvertOptions(take=_take(None, from_format, None), to=to, aligned=aligned, view=view)
    source = source_of(data)
    refuse_inputs([Path(target)], [source.path] if source.path else [])
    return convert_source(source, Path(target), options)


def fix(
    data: Input,
    target: str | PathLike[str] | None = None,
    *,
    from_format: str | None = None,
    about: dict[str, Any] | None = None,
    profile: str | Sequence[str] = (),
) -> Fixed:
    """Apply the safe repairs to a copy of a file, in the same format.

    Args:
        data: a path, the bytes of a file, or an open binary file.
        target: where the copy is written; by default beside the file as `visits.fixed.xlsx`.
            What is there already is replaced if it is named here, but never the file itself.
        from_format: name of its format; by default it is found out.
        about: header fields for tables that have none.
        profile: a profile whose findings are repaired as well, or several, as for `validate`.

    Raises:
        NotFixableError: if nothing is written in the file's format, or not without a loss.
        InputOverwrittenError: if it would be written over the file itself.
        FileExistsError: if there is a file of the default name already.
    """
    source = source_of(data)
    if target is None and source.path is None:
        raise TypeError("say where the repaired copy of what is no file is to be written")
    wanted = Path(target) if target is not None else Path(fixed_name(Path(source.name)))
    refuse_inputs([wanted], [source.path] if source.path else [])
    if target is None and wanted.exists():
        raise FileExistsError(errno.EEXIST, "name the copy to replace it", str(wanted))
    take = dataclasses.replace(_take(None, from_format, about), profiles=_profiles(profile))
    with tempfile.TemporaryDirectory() as folder:
        fixed = fix_source(source, take, Path(folder))
        if fixed.path is not None:
            fixed.path = put_in_place(fixed.path, wanted)
    return fixed


def connect(
    *data: Input,
    memory_limit: str = MEMORY_LIMIT,
    from_format: str | None = None,
    about: dict[str, Any] | None = None,
    view: View = "all",
) -> duckdb.DuckDBPyConnection:
    """Read submissions of any format into tables, and return a DuckDB connection to them.

    There is one view a record type, such as `cities`; `participations`, `datasets`, `findings` and
    `place_of` beside them are described in docs/reference/tables.md. The connection has no network
    and sees nothing but its tables, which are removed when it is no longer used.

    Args:
        data: what `validate` takes; names may be patterns such as `submissions/*.xlsx`. One folder
            that `exchangespec tables` has written is opened as it is.
        memory_limit: memory for questions; what does not fit waits on the disk.
        from_format: name of their format; by default it is found out from each.
        about: header fields for tables that have none.
        view: whether records hold what was sent, only what sources say, or the best that is known;
            the view `claims` has every claim.

    Raises:
        UnreadableError: if one of them cannot be read; its `findings` say why.
        MissingPartError: if the extra `aggregate` is not installed.
    """
    first = data[0] if len(data) == 1 else None
    if isinstance(first, (str, PathLike)) and is_whole(Path(first)):
        return open_tables(Path(first), memory_limit=memory_limit)
    names = (files_named(one) if isinstance(one, str) else [one] for one in data)
    sources = [source_of(one) for group in names for one in group]
    folder = Path(tempfile.mkdtemp(prefix="exchangespec-"))
    try:
        loaded = load(sources, folder, _take(None, from_format, about), view=view)
        connection = _opened(loaded, memory_limit)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    forget_at_close(connection, folder)
    if loaded.refused or loaded.untyped:
        message = (
            f"left out of the tables: {loaded.refused} values that are not valid, {loaded.untyped} "
            "records of no known type; the view `findings` says where"
        )
        warnings.warn(message, stacklevel=2)
    return connection


def _opened(loaded: Loaded, memory_limit: str) -> duckdb.DuckDBPyConnection:
    """Return a connection to tables in which no input is missing."""
    if not loaded.readable:
        raise UnreadableError(tuple(loaded.problems))
    return open_tables(loaded.folder, memory_limit=memory_limit)


def match(
    *data: Input,
    weights: Weights | None = None,
    today: date | None = None,
    alternatives: int = 2,
    target: str | PathLike[str] | None = None,
) -> Matching:
    """Recommend mentors to the cities and organisations that need one.

    Args:
        data: what holds the parties, their offers and needs, and earlier pairs.
        weights: what counts, and how much; by default as shipped (`matching/weights.toml`).
        today: the day by which offers and needs must still hold; by default it is today.
        alternatives: how many other mentors are named for each mentee.
        target: where to write all that was read with the pairs proposed, if anywhere.

    Raises:
        UnreadableError: if an input cannot be read, or holds records that the model refuses; what
            is merely not of the standard, such as a further sheet, is named in `left_out`.
        IdCollisionError: if inputs hold different records of one id.
        MissingPartError: if there are too many for what is installed.
        LossError: if the target's format cannot hold everything; nothing is written then.
    """
    sources = [source_of(item) for item in data]
    reads = [read_document(source, _take(None, None, None)) for source in sources]
    package = _as_one(sources, [_package(one) for one in reads])
    document = document_of(package)
    result = recommend(
        document.records,
        weights or weights_from(),
        today=today or date.today(),
        alternatives=alternatives,
    )
    result.left_out = [loss for one in reads for loss in one.lost_in(one.outcome.inputs[0].file)]
    if target is not None:
        records = _typed(proposals(result, document.header["prefix"]))
        # A pair that was proposed before is proposed anew, not twice.
        ids = {record.id for record in records}
        others = [record for record in package.records if record.id not in ids]
        Package(header=package.header, records=[*others, *records]).write(target)
    return result


def joined(data: tuple[Input, ...]) -> Package:
    """Read inputs as one: the header is that of the first; what they both hold must be the same.

    Raises:
        UnreadableError: if one cannot be read.
        IdCollisionError: if different records have one id, be it in one input or in two.
    """
    sources = [source_of(item) for item in data]
    return _as_one(sources, [read(source) for source in sources])


def _as_one(sources: Sequence[Source], packages: Sequence[Package]) -> Package:
    """Return packages as one, if none contradicts another."""
    names = _told_apart([source.name for source in sources])
    records: dict[str, tuple[str, Record]] = {}
    for name, package in zip(names, packages, strict=True):
        for record in package.records:
            first, known = records.setdefault(record.id, (name, record))
            if known != record:
                raise IdCollisionError(record.id, first, "" if first == name else name)
    own, *others = [package.header.values() for package in packages]
    header = Header.model_validate(joined_header(own, others))
    return Package(header=header, records=[record for _, record in records.values()])


def _told_apart(names: Sequence[str]) -> list[str]:
    """Return the names of inputs; where several have one name, with their numbers."""
    return [
        f"{name} (input {number})" if names.count(name) > 1 else name
        for number, name in enumerate(names, 1)
    ]


def reconcile(
    *data: Input, against: Book | None = None, of: str = "City", decisions: Decisions | None = None
) -> list[Proposal]:
    """Propose outside identifiers, duplicates, and identifiers that seem to be another's.

    Values that are not valid are not looked at.

    Args:
        data: what holds the records.
        against: what is looked up in, as `read_register` gives it; by default the gazetteer.
        of: the record type that is looked up.
        decisions: proposals on which somebody has decided are left out.

    Raises:
        UnreadableError: if an input cannot be read.
        IdCollisionError: if two inputs hold different records of one id.
    """
    found = propose(valid_records(data), against, of=of)
    return decisions.open(found) if decisions else found


def valid_records(data: Sequence[Input]) -> list[Mapping[str, Any]]:
    """Return what is valid of the records of several inputs, each id once.

    Of two records of one id in one input the first counts: `validate` names the other.

    Raises:
        UnreadableError: if an input cannot be read.
        IdCollisionError: if two inputs hold different records of one id.
    """
    sources = [source_of(item) for item in data]
    names = _told_apart([source.name for source in sources])
    found: dict[str, tuple[str, Mapping[str, Any]]] = {}
    for name, read in zip(names, read_side_by_side(sources, TakeOptions()), strict=True):
        for values in read.valid()[0].records:
            if "id" in values:
                first, known = found.setdefault(values["id"], (name, values))
                if first != name and known != values:
                    raise IdCollisionError(values["id"], first, name)
    return [values for _, values in found.values()]


def write_with_decisions(
    data: Input, decisions: Decisions, target: str | PathLike[str]
) -> Conversion:
    """Write one input anew with the proposals that were accepted; all else stays as it is.

    Raises:
        UnreadableError: if it cannot be read.
        LossError: if the target's format cannot hold everything; nothing is written then.
    """
    source = source_of(data)
    # Only who may stand for a duplicate is looked for.
    here = [str(values["id"]) for values in valid_records([source])] if decisions.unite else []
    change = applying(decisions, frozenset(here))

    def decided(record: ReadRecord) -> ReadRecord:
        """Return a record with what was accepted of it."""
        facts = record.facts
        if not facts.type:
            return record
        values = change.changed(facts.values, facts.failed)
        new = RecordFacts(facts.type, facts.id, values, failed=facts.failed, key=facts.key)
        new.partly = facts.partly
        return ReadRecord(new, record.faults)

    return convert_source(source, Path(target), ConvertOptions(mend=decided))


def with_decisions(package: Package, decisions: Decisions) -> Package:
    """Return a package with the proposals that were accepted."""
    records = applied(document_of(package).records, decisions)
    return Package(header=package.header, records=_typed(records))


def publish(  # noqa: PLR0913 - each is an option of its own
    data: Input,
    folder: str | PathLike[str],
    *,
    people: People = "remove",
    address: str = "",
    with_mentions: bool = False,
    take: TakeOptions | None = None,
) -> Release:
    """Make a public release of a submission in a new folder.

    Args:
        data: what holds it.
        folder: the folder, which must not be there, or be empty.
        people: whether people are removed, given numbers for names, or kept.
        address: where the folder will be on the web; by default below the package's own id.
        with_mentions: whether names of people may stay in free text.
        take: how to read the submission.

    Raises:
        UnreadableError: if it cannot be read, or has an error.
        NotForPublicationError: if it is restricted, names people in free text, or is to keep
            people who were to be removed by now.
        FileExistsError: if the folder holds something.
    """
    take = take or TakeOptions()
    source = source_of(data)
    outcome = validate_sources([source], take)
    if not outcome.ok:
        raise _unreadable(outcome)
    return release(
        read_document(source, take).document,
        Path(folder),
        people=people,
        address=address,
        with_mentions=with_mentions,
        today=take.today,
    )
