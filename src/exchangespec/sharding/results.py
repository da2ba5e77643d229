"""What was found of a shard, as a file: written whole, and named by all that it depends on."""

from __future__ import annotations

import hashlib
import os
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


def name_of(kind: str, *facts: object) -> str:
    """Return the name of a result that depends on some facts, whose texts tell them apart."""
    text = "\x1f".join((kind, ruleset(), *map(repr, facts)))
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST)
    return f"{digest.hexdigest()}.{kind}"


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
