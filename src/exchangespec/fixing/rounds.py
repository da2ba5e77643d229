"""Rounds: repairs a copy of a file until nothing safe is left, and says what was done.

One repair may bring another to light, as when a date is only read once its spaces are gone.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from errno import EEXIST
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from exchangespec.conversion import write_files
from exchangespec.fixing.change import Change, NotFixableError
from exchangespec.fixing.json_texts import fix_json, fix_ndjson
from exchangespec.fixing.looking import look_at
from exchangespec.fixing.rewriting import fix_linked
from exchangespec.fixing.table_cells import cell_repairs
from exchangespec.fixing.text_tables import fix_csv
from exchangespec.fixing.workbooks import fix_workbook
from exchangespec.formats.format import Source
from exchangespec.formats.table import defaults_of

if TYPE_CHECKING:
    from exchangespec.fixing.looking import RepairCheck
    from exchangespec.intake import TakeOptions
    from exchangespec.outcome import Outcome

MOST_ROUNDS = 5
PIECE = 1 << 20
LINKED = frozenset({"jsonld", "turtle", "trig", "ntriples", "nquads", "rdfxml"})
UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


@dataclass(slots=True)
class Fixed:
    """What became of one file.

    Attributes:
        source: the file as it was.
        path: the repaired copy; None where nothing was to be repaired.
        changes: what was changed.
        before: what was found in the file as it was.
        after: what is found in the copy.
    """

    source: Source
    before: Outcome
    after: Outcome
    path: Path | None = None
    changes: list[Change] = field(default_factory=list)

    @property
    def left(self) -> int:
        """Return how many errors and warnings are left."""
        return self.after.counts["error"] + self.after.counts["warning"]


def fixed_name(path: PurePath) -> PurePath:
    """Return the name of the repaired copy beside a file: `visits.fixed.xlsx`."""
    suffixes = [one for one in path.suffixes[-2:] if not any(sign.isdigit() for sign in one[1:])]
    ending = "".join(suffixes) if path.suffix in {".gz", ".zst", ".zip"} else path.suffix
    stem = path.name[: len(path.name) - len(ending)] if ending else path.name
    return path.with_name(f"{stem}.fixed{ending}")


def put_in_place(made: Path, target: Path) -> Path:
    """Move a repaired copy to where it is wanted, whole or not at all; return where it is now.

    Raises:
        FileExistsError: if a folder is there already.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    if made.is_dir():
        if target.exists():
            raise FileExistsError(EEXIST, "there is a folder of this name already", str(target))
        shutil.copytree(made, target)
        return target
    with made.open("rb") as stream:
        pieces = iter(lambda: stream.read(PIECE), b"")
        [written] = write_files(target, [("", pieces)])
    return written


def fix(source: Source, options: TakeOptions, folder: Path) -> Fixed:
    """Repair a copy of a file, in a folder for that; what could not be read is left as it is.

    Raises:
        NotFixableError: if nothing is written in the file's format, or not without a loss.
    """
    check = look_at(source, options)
    result = Fixed(source, check.outcome, check.outcome)
    name = UNFIT.sub("_", PurePath(source.name).name) or "input"
    current = source
    for number in range(MOST_ROUNDS):
        if not check.repairs or not check.reading.readable:
            break
        target = folder / str(number) / name
        target.parent.mkdir()
        changes = _round(current, check, options, target)
        if not changes:
            break
        result.changes += changes
        result.path = target
        current = Source(source.name, path=target)
        check = look_at(current, options)
        result.after = check.outcome
    return result


def _round(source: Source, check: RepairCheck, options: TakeOptions, target: Path) -> list[Change]:
    """Make the repairs that are known now; return what was changed."""
    kind = check.reading.format.partition(".")[0]
    if kind == "csv":
        return fix_csv(source, check, cell_repairs(source, check, options), target)
    if kind in LINKED:
        return fix_linked(source, check, options, target)
    if kind not in {"json", "ndjson", "xlsx"}:
        raise NotFixableError(
            source.name, f"nothing is written in the format {kind}; convert it first"
        )
    with target.open("wb") as stream:
        if kind == "json":
            return fix_json(source, check, stream)
        if kind == "ndjson":
            return fix_ndjson(source, check, stream)
        header = check.reading.header
        defaults = defaults_of(header.values if header else {})
        return fix_workbook(source, cell_repairs(source, check, options), defaults, stream)
