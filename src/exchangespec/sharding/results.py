"""What was found of a shard, as a file: written whole, and named by all that it depends on."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import exchangespec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Piece = bytes | bytearray | memoryview

DIGEST = 20
# How names of results look; nothing else in a folder is ever removed.
RESULT = re.compile(rf"[0-9a-f]{{{2 * DIGEST}}}\.[a-z]+")
USED = "used"


def name_of(kind: str, *facts: object) -> str:
    """Return the name of a result that depends on some facts, whose texts tell them apart."""
    return f"{_digest((kind, ruleset(), *map(repr, facts)))}.{kind}"


def _digest(texts: Iterable[str]) -> str:
    """Return what stands for some texts."""
    text = "\x1f".join(texts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=DIGEST).hexdigest()


@cache
def ruleset() -> str:
    """Return what stands for the rules and everything else by which records are judged.

    That is the package itself, whatever its version says, and the Python that packs the data.
    """
    digest = hashlib.blake2b(repr(sys.version_info[:2]).encode(), digest_size=DIGEST)
    folder = Path(exchangespec.__file__).parent
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def made_once(path: Path, pieces: Callable[[], Iterable[Piece]]) -> str:
    """Return the name of a result; it is made only where its file is not there already."""
    if not path.exists():
        write_whole(path, pieces())
    return str(path)


def write_whole(path: Path, pieces: Iterable[Piece]) -> None:
    """Write a file so that it is there whole or not at all, even when the power goes.

    Two that write the same file at once do no harm: both write the same.
    """
    beside = path.with_name(f"{path.name}.{os.getpid()}-{uuid4().hex[:8]}.tmp")
    try:
        with beside.open("xb") as stream:
            for piece in pieces:
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def forget_older(folder: Path, asked: Iterable[object], used: Iterable[str]) -> None:
    """Remove what an earlier run left that was asked the same, and that this one has not used.

    What was asked are the inputs by their paths and the options, but no day and no state of files:
    of an input that has changed, or was looked at on another day, only the latest results stay.
    """
    note = folder / f"{_digest(map(repr, asked))}.{USED}"
    now = {Path(one).name for one in used}
    before = note.read_text("ascii").split("\n") if note.exists() else []
    for name in before:
        if name not in now and RESULT.fullmatch(name):
            _remove(folder / name)
    if now != set(before):
        write_whole(note, ["\n".join(sorted(now)).encode()])


def _remove(path: Path) -> None:
    """Remove a result, be it a file or the folder of an index."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
