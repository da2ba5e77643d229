"""What a profile holds once it has been read: plain, frozen data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchangespec.codelists import Code
    from exchangespec.finding import Severity
    from exchangespec.profile.settings import Asked

    Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OwnColumn:
    """A column that the network adds: `x_...`, with its words by language and its form."""

    name: str
    labels: Texts
    definitions: Texts
    form: str = "string"
    codes: tuple[str, ...] = ()
    term: str = ""


@dataclass(frozen=True, slots=True)
class RecordNarrowing:
    """What a profile asks of one record type, or of the header.

    Attributes:
        require: fields that must be stated.
        hide: fields that the network does not use.
        codes: of a field, the codes that it may have.
        counts: of a list, how many values it holds at least and at most (0: no limit).
        columns: the columns that the network adds.
        headings: words over columns, by language and field.
    """

    require: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    columns: Mapping[str, OwnColumn] = field(default_factory=dict)
    headings: Mapping[str, Texts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AddedCode:
    """A code that a profile adds to an open list, with its words by language."""

    entry: Code
    labels: Texts


@dataclass(frozen=True, slots=True)
class Profile:
    """A network's own rules on top of the standard's: they narrow, and never relax.

    Attributes:
        id: short name, by which a package names it.
        title: name for readers, by language.
        description: what it is for, by language.
        version: version of the profile.
        source: web address of what it was made from.
        file: where it was read.
        header: what it asks of the header.
        records: what it asks of each record type.
        codes: the codes that it adds, by list.
        severities: severities that it raises, by the slug or code of the rule.
        hidden_types: record types that the network does not use.
        checks: checks on records together, by the slug of the rule.
        lines: lines of its file by the severity they raise, for refusals that come later.
    """

    id: str
    title: Texts
    description: Texts
    version: str
    source: str
    file: str
    header: RecordNarrowing
    records: Mapping[str, RecordNarrowing]
    codes: Mapping[str, Mapping[str, AddedCode]]
    severities: Mapping[str, Severity]
    hidden_types: tuple[str, ...]
    checks: Mapping[str, tuple[Asked, ...]]
    lines: Mapping[str, int]
