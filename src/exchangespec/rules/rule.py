"""What a rule is: its manual page, its examples that run, and the shortest possible check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from exchangespec.codelists import codelist, codelist_label
from exchangespec.finding import Fault, Severity
from exchangespec.formats.format import Part
from exchangespec.spec.profiled import standard
from exchangespec.submission.facts import Facts, RecordFacts
from exchangespec.submission.joined import Joined
from exchangespec.submission.known import Known

if TYPE_CHECKING:
    from datetime import date

    from exchangespec.codelists import Codelist


@dataclass(frozen=True, slots=True)
class Error:
    """A workbook cell that shows a spreadsheet error, such as `#N/A`."""

    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A workbook cell with a formula that was saved without its value."""

    text: str


@dataclass(frozen=True, slots=True)
class DateCell:
    """A workbook cell that holds a date and shows it in its own way, such as `mmm yyyy`."""

    day: date
    number_format: str


@dataclass(frozen=True, slots=True)
class NumberCell:
    """A workbook cell that holds a number and shows it in its own way, such as `00000`."""

    number: float
    number_format: str


@dataclass(frozen=True, slots=True)
class Example:
    """A small submission that shows a rule broken or kept.

    Attributes:
        records: records that are put over the background world of `rules.world`, by id.
        header: header fields that differ from the background's; None leaves a field out.
        without: ids of background records to leave out.
        files: instead of records, the text of files by name, for rules about files and tables.
        sheets: instead of records, rows of cells by sheet name, for rules about workbooks.
            A cell may be an `Error`, a `Formula`, a `DateCell` or a `NumberCell`.
        merged: merged ranges of the first sheet, such as `A2:A3`.
        hidden_rows: hidden rows of the first sheet.
        mapping: the text of a mapping by which the files or sheets are read.
        limits: reading limits that are lowered so that the example stays small, by name.
        profiles: the TOML of profiles that it is checked against.
        previous: records of the release before, over the same background; None for no release.
        beside: submissions of others that are put together with this one.
        gazetteer: whether it is checked beside the gazetteer.
        at: the one place of the finding: record, field, item; or sheet, cell, line of a file.
    """

    records: Sequence[Mapping[str, Any]] = ()
    header: Mapping[str, Any] = field(default_factory=dict)
    without: Sequence[str] = ()
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    sheets: Mapping[str, Sequence[Sequence[Any]]] = field(default_factory=dict)
    merged: Sequence[str] = ()
    hidden_rows: Sequence[int] = ()
    mapping: str = ""
    limits: Mapping[str, int] = field(default_factory=dict)
    profiles: Sequence[str] = ()
    previous: Sequence[Mapping[str, Any]] | None = None
    beside: Sequence[Example] = ()
    gazetteer: bool = False
    at: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule on a single record may know beside the record.

    `person_names` holds the `name` of every Person record read so far, with the record's id. In
    reading order people come before the records that may mention them. `codelists` are the lists
    with the codes that profiles add. `publishers` are the prefixes of further publishers whose
    packages are in the same input. `own_ids` is how every id of the publisher's own begins; empty
    where that cannot be told.
    """

    header: Mapping[str, Any]
    today: date
    person_names: Mapping[str, str] = field(default_factory=dict)
    codelists: Mapping[str, Codelist] = field(default_factory=lambda: standard().codelists)
    publishers: frozenset[str] = frozenset()
    own_ids: str = ""


RecordCheck = Callable[[RecordFacts, Context], Iterator[Fault]]
# Of which of many records, valid in themselves, a check may have something to say: their places.
Suspects = Callable[[Part, Context], Iterable[int]]
# Whether a check can say anything of a record, by its type and the fields that it states.
Where = Callable[[str, frozenset[str]], bool]
SubmissionCheck = Callable[[Known], Iterator[tuple[Facts | None, Fault]]]
ReleaseCheck = Callable[[Known, Known], Iterator[tuple[Facts | None, Fault]]]
JoinedCheck = Callable[[Joined], Iterator[tuple[Facts, Fault]]]


def anywhere(_record_type: str, _stated: frozenset[str]) -> bool:
    """Tell of every record that something may be said of it."""
    return True


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: code and slug for ever, severity, words, examples, and its check.

    Readers, the model and the lenient table reader raise some faults themselves; their rules have
    a page and examples but no check.

    Attributes:
        code: `EXS` and three digits, never used again for anything else.
        slug: readable name; also the name of its module.
        severity: one for each code.
        title: what is wrong, in general, as one sentence.
        message: what is wrong here, with the fault's params by name; or one for each variant or
            for each value of the params in CHOOSING, the first being for all others.
        why: why it matters.
        fix: what to do about it.
        wrong: an example that gives this finding at `wrong.at`.
        right: the same kept right.
        on: record types a check on single records looks at; empty for all.
        where: whether that check can say anything of a record, by its type and stated fields alone.
        each: kinds of values that the check looks at one by one, whatever else a record states:
            what it passed once it passes again. Of texts it looks at the languages only.
        suspects: of many records that state the same fields, the places of those that the check has
            to look at; it would say nothing of the others. Without it, it looks at all.
        reads: columns, by record type, that a check on records together needs kept.
        repeated: the message, by its occasion, where many cells of a column have one cause:
            `column`, or `other-list` where the column holds the codes of another list. With the
            facts of the first fault there are `amount`, `rows`, `column`, `examples`, `written`.
        check: looks at one record; yields faults.
        apart: whether `check_all` looks at each record, and what it points to or is pointed at by,
            without the others: of a large submission it is given one part after the other, from
            which it can reach all records by id and by reference.
        check_places: looks at the submission beside the gazetteer, when that is asked for; yields
            as check_all does.
        check_all: looks at the whole submission, or at its header beside `check`; yields the record
            (None: the header) and the fault.
        check_after: looks at a submission and at the release before it.
        check_across: looks at several submissions put together.
    """

    code: str
    slug: str
    severity: Severity
    title: str
    message: str | Mapping[str, str]
    why: str
    fix: str
    wrong: Example
    right: Example
    on: tuple[str, ...] = ()
    where: Where = anywhere
    each: tuple[str, ...] = ()
    suspects: Suspects | None = None
    reads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    repeated: Mapping[str, str] = field(default_factory=dict)
    check: RecordCheck | None = None
    check_all: SubmissionCheck | None = None
    apart: bool = False
    check_places: SubmissionCheck | None = None
    check_after: ReleaseCheck | None = None
    check_across: JoinedCheck | None = None

    def words(self, fault: Fault) -> str:
        """Return the message of one fault."""
        return self.filled(self.wording(fault), fault.params)

    def wording(self, fault: Fault) -> str:
        """Return the message of one fault before its facts are put in."""
        template = self.message
        if not isinstance(template, str):
            told = [fault.variant, *(fault.params.get(name) for name in CHOOSING)]
            chosen = next((str(name) for name in told if str(name) in template), None)
            template = template[chosen or next(iter(template))]
        return template

    def filled(self, template: str, params: Mapping[str, Any]) -> str:
        """Return a message with the params put into it."""
        return template.format_map(Words(params))


# Params that choose among the messages of a rule, besides the variant.
CHOOSING = ("reason", "what", "seen", "limit")


class Words(dict[str, Any]):
    """The params of a fault as they are put into words, each when a message asks for it."""

    def __init__(self, params: Mapping[str, Any]) -> None:
        """Know the params."""
        super().__init__()
        self._params = params

    def __missing__(self, name: str) -> str:
        """Return a param in words, the field where no heading is given, a gap for anything else."""
        params = self._params
        if name == "allowed" and "allowed" in params and "list" in params:
            return ", ".join(labelled(params["list"], code) for code in params["allowed"])
        if name in params:
            return shown(params[name])
        if name == "title":
            return shown(params.get("field", "")).replace("_", " ").capitalize()
        return "…"


def labelled(list_name: str, code: str, language: str = "en") -> str:
    """Return a code with what it stands for, where that is another word."""
    known = code in codelist(list_name).codes
    label = codelist_label(list_name, code, language) if known else code
    return code if label.casefold() == code else f"{code} ({label})"


LONGEST_SHOWN = 80


def shown(value: object) -> str:
    """Return a value as people read it: lists with commas, long text cut, nothing of Python."""
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(shown(item) for item in value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "; ".join(f"{key}: {shown(item)}" for key, item in value.items())
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
