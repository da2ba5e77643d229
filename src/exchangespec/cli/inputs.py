"""Turns what a user says about inputs into the sources and the options that reading takes."""

from __future__ import annotations

import dataclasses
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from exchangespec.cli.names import (
    FORMAT_NAMES,
    IMPORT_NAMES,
    LIMIT_NAMES,
    Name,
    did_you_mean,
)
from exchangespec.cli.session import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from exchangespec.formats.format import Limits, ReadOptions, Source
    from exchangespec.mapping import TableMapping
    from exchangespec.own_results import LeftAside

STANDARD_INPUT = "-"
# The options that name a file.
BESIDE = ("about", "map", "previous", "same", "against", "decisions", "weights", "spark_conf")
MULTIPLES = {"": 1, "k": 1024, "m": 1024**2, "g": 1024**3}

Decorated = TypeVar("Decorated", bound="Callable[..., Any]")


if TYPE_CHECKING:
    LimitType = click.ParamType[tuple[str, int]]
    DayType = click.ParamType[date]
else:
    # Generic only in later versions of Click.
    LimitType = DayType = click.ParamType


class LimitSetting(LimitType):
    """A limit and its new value, such as `workbook-bytes=500M`."""

    name = "limit"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:  # noqa: ARG002 - Click's own names
        """Return the shape of a setting."""
        return "NAME=NUMBER"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int]:
        """Return the name of the limit and the number."""
        if isinstance(value, tuple):
            return value
        name, _, amount = str(value).partition("=")
        name = name.strip().replace("_", "-")
        if name not in LIMIT_NAMES:
            guess = did_you_mean(name, LIMIT_NAMES)
            self.fail(f"{name!r} is no limit; known: {', '.join(LIMIT_NAMES)}.{guess}", param, ctx)
        digits = amount.strip().casefold().removesuffix("b").removesuffix("i")
        number = digits.rstrip("kmg")
        if not number.isascii() or not number.isdigit() or digits[len(number) :] not in MULTIPLES:
            self.fail(f"{amount!r} is no number; write 500000 or 500M", param, ctx)
        return name.replace("-", "_"), int(number) * MULTIPLES[digits[len(number) :]]


class Day(DayType):
    """A day as ISO 8601 writes it."""

    name = "date"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:  # noqa: ARG002 - Click's own names
        """Return the shape of a day."""
        return "YYYY-MM-DD"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            return self.fail(f"{value!r} is no day; write it as 2026-11-30", param, ctx)


OPTIONS = (
    click.option("-f", "--from", "from", type=Name((*FORMAT_NAMES, *IMPORT_NAMES)),
                 help="Format of the input; by default it is found out from the content."),
    click.option("-m", "--map", "map", metavar="MAPPING",
                 help="Read foreign tables by this mapping: a file, or one from `map list`."),
    click.option("--encoding", metavar="NAME",
                 help="Encoding of a text file that does not say it, such as cp1252."),
    click.option("--prefix", metavar="PREFIX",
                 help="Prefix of ids in tables without an About sheet."),
    click.option("--language", metavar="TAG",
                 help="Language of texts in tables without an About sheet."),
    click.option("--about", metavar="FILE",
                 help="File whose header stands for that of tables without an About sheet."),
    click.option("--limit", type=LimitSetting(), multiple=True,
                 help="Raise or lower a limit of reading, such as workbook-bytes=500M."),
    click.option("--today", type=Day(), help="The day that rules take for today."),
)  # fmt: skip


def input_options(command: Decorated) -> Decorated:
    """Let a command take all that may be said about an input."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def source_named(name: str) -> Source:
    """Return a path as a source, or standard input for `-`; whether it exists is a finding."""
    from exchangespec.formats.format import Source, source_at

    check_names([name])
    if name != STANDARD_INPUT:
        return source_at(name)
    try:
        # Closed, it is None; a folder cannot be read.
        return Source("<stdin>", content=sys.stdin.buffer.read() if sys.stdin else b"")
    except OSError:
        return Source("<stdin>", content=b"")


def check_names(names: Collection[str]) -> None:
    """Refuse an empty name, which a system would take for the folder one is in."""
    if "" in names:
        raise click.UsageError(
            "an input has an empty name; name a file or a folder, a dot (.) for the folder you "
            "are in, or - for standard input"
        )


def inputs_among(names: Sequence[str]) -> list[str]:
    """Return the names of inputs, a folder of workbooks replaced by what is in it.

    What this program has written beside them is said and left.
    """
    from exchangespec.folders import opened
    from exchangespec.own_results import without_results

    check_names(names)
    found = opened(names)
    kept, left = without_results(found.names)
    for one in left:
        if one.differs:
            raise click.UsageError(
                f"{one.name} is {one.what}, and the cells of the two are no longer the same; "
                f"give only the one that holds: {one.name} if it came back corrected, "
                f"else {one.original}"
            )
    for one in (*found.left, *left):
        tell(f"Left aside: {one.name} is {one.what}{read_instead(one)}.")
    return kept


def read_instead(one: LeftAside) -> str:
    """Return how to have a copy read that stands beside its original."""
    if not one.original:
        return ""
    differs = "the cells of the two are no longer the same: " if one.differs else ""
    copy, original = Path(one.name).name, Path(one.original).name
    when = "To have the repaired copy read" if one.repaired else f"If {copy} came back corrected"
    name = copy if one.repaired else "its name"
    return f"; {differs}{one.original} is read. {when}, give {name} and not {original}"


def read_beside(given: dict[str, Any]) -> list[str]:
    """Return the names of what is read beside the inputs, which no result may replace either."""
    named = (given.get(option) for option in BESIDE)
    return [*filter(None, named), *given.get("profiles", ())]


def text_of(name: str) -> str:
    """Return the text of a file that is named beside the inputs; what is none is wrong use."""
    try:
        return Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8 text"
        raise click.UsageError(f"{name} cannot be read: {reason}") from None


def take_arguments(given: dict[str, Any]) -> dict[str, Any]:
    """Return what the options of reading and reporting hold of what was said about the input."""
    said = {
        "read": read_options(given),
        "format_name": given["from"],
        "mapping": mapping_named(given["map"]) if given["map"] else None,
        "today": given["today"],
    }
    return {name: value for name, value in said.items() if value is not None}


def mapping_named(name: str) -> TableMapping:
    """Return the mapping in a file, or the one that is shipped under this name."""
    from exchangespec.mapping import load_named

    return load_named(name)


def read_options(given: dict[str, Any]) -> ReadOptions:
    """Return the options of reading."""
    from exchangespec.formats.format import Limits, ReadOptions

    limits: Limits = dataclasses.replace(Limits(), **dict(given["limit"]))
    if given["prefix"]:
        check_prefix(given["prefix"])
    about = header_of(given["about"]) if given["about"] else {}
    about |= {name: given[name] for name in ("prefix", "language") if given[name]}
    if given["encoding"]:
        check_encoding(given["encoding"])
    return ReadOptions(limits=limits, encoding=given["encoding"], about=about)


def header_of(name: str) -> dict[str, Any]:
    """Return the header in a file of any format: `about.csv`, or a whole package."""
    from exchangespec.errors import UnreadableError
    from exchangespec.finding import Fault, Finding
    from exchangespec.formats import open_source
    from exchangespec.formats.format import ReadOptions
    from exchangespec.rules import RULES

    reading = open_source(source_named(name), ReadOptions())
    if not reading.readable:
        findings = []
        for placed in reading.faults:
            rule = RULES[placed.fault.slug]
            params = {"file": name, "field": "", **placed.fault.params}
            words = rule.words(Fault(rule.slug, params, variant=placed.fault.variant))
            finding = Finding(rule.code, rule.slug, rule.severity, words, placed.location)
            findings.append(finding)
        raise UnreadableError(tuple(findings))
    if reading.header is None:
        raise click.UsageError(f"{name} has no header to take over")
    return {key: value for key, value in reading.header.values.items() if key != "@context"}


def check_encoding(name: str) -> None:
    """Refuse an encoding that Python does not know."""
    import codecs

    try:
        codecs.lookup(name)
    except LookupError:
        raise click.UsageError(
            f"{name!r} is no known encoding; common ones are utf-8, utf-16, cp1252, iso-8859-7"
        ) from None


def check_prefix(name: str) -> None:
    """Refuse what no prefix of ids looks like."""
    import re

    from exchangespec.model.kinds import PREFIX

    if not re.fullmatch(PREFIX, name):
        raise click.UsageError(
            f"{name!r} is no prefix: it is 2 to 31 small letters a to z, digits or hyphens, and "
            "begins with a letter, such as vvsg"
        )
