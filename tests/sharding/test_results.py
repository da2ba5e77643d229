"""Results are files that are there whole or not at all, under names that tell what they are of."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from exchangespec.sharding.results import name_of, ruleset, write_whole


def test_a_file_that_could_not_be_written_is_not_there(tmp_path: Path) -> None:
    """Nor is what was written of it until then; what stood there before stays."""

    def broken() -> Iterator[bytes]:
        yield b"half"
        raise OSError("full")

    path = tmp_path / "result"
    with pytest.raises(OSError, match="full"):
        write_whole(path, broken())
    assert list(tmp_path.iterdir()) == []
    write_whole(path, [b"whole"])
    with pytest.raises(OSError, match="full"):
        write_whole(path, broken())
    assert path.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_tells_what_it_depends_on() -> None:
    """Other facts, or facts cut otherwise, give other names; the same give the same."""
    names = {name_of("kept", "a", 1), name_of("kept", "a", 2), name_of("kept", "a", "1")}
    assert len(names | {name_of("seen", "a", 1)}) == 4
    assert name_of("kept", "a", 1) in names
    assert len(ruleset()) == 40
