"""Where results are put: whole or not at all, and where the name given leads."""

import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from exchangespec.conversion import write_files
from exchangespec.errors import LossError
from exchangespec.formats.format import File


def one(content: bytes) -> list[File]:
    """Return the files of a format of one file."""
    return [("", [content])]


def names(folder: Path) -> list[str]:
    """Return what is in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


def test_a_pipe_is_written_through(tmp_path: Path) -> None:
    """A named pipe stays one, and its reader gets the content."""
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    assert write_files(pipe, one(b"content")) == [pipe]
    reader.join(10)
    assert got == [b"content"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert names(tmp_path) == ["pipe.json"]


def test_a_link_is_followed(tmp_path: Path) -> None:
    """What a link points to is written, be it there already or not, and the link stays."""
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "out.json"
    link.symlink_to(Path("elsewhere", "real.json"))
    for content in (b"first", b"second"):
        assert write_files(link, one(content)) == [link]
        assert link.is_symlink()
        assert (tmp_path / "elsewhere" / "real.json").read_bytes() == content
    assert names(tmp_path / "elsewhere") == ["real.json"]


@pytest.mark.parametrize("mode", [0o600, 0o664, 0o444])
def test_permissions_are_kept(mode: int, tmp_path: Path) -> None:
    """A file that is written anew is as open to others as it was."""
    target = tmp_path / "out.json"
    target.write_bytes(b"old")
    target.chmod(mode)
    write_files(target, one(b"new"))
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == mode


def test_a_new_file_and_a_new_folder_are_as_open_as_usual(tmp_path: Path) -> None:
    """What is new has the permissions that the process gives to all it makes."""
    before = os.umask(0o027)
    try:
        write_files(tmp_path / "out.json", one(b""))
        write_files(tmp_path / "tables", [("about.csv", [b""])])
    finally:
        os.umask(before)
    modes = [tmp_path / "out.json", tmp_path / "tables", tmp_path / "tables" / "about.csv"]
    assert [stat.S_IMODE(path.stat().st_mode) for path in modes] == [0o640, 0o750, 0o640]


def test_a_new_folder_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    """When one file of a new folder cannot be written, nothing is left behind."""

    def full() -> Iterator[bytes]:
        """Give some content, until the disk is full."""
        yield b"b"
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_files(tmp_path / "tables", [("about.csv", [b"a"]), ("visits.csv", full())])
    assert names(tmp_path) == []
    files: list[File] = [("about.csv", [b"a"]), ("visits.csv", [b"b"])]
    assert write_files(tmp_path / "deep" / "tables", files) == [
        tmp_path / "deep" / "tables" / "about.csv",
        tmp_path / "deep" / "tables" / "visits.csv",
    ]
    assert names(tmp_path / "deep") == ["tables"]


def test_a_file_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the new content does not get into place, the old stays and nothing lies beside it."""
    target = tmp_path / "out.json"
    target.write_bytes(b"old")

    def refuse(_path: Path, _target: Path) -> Path:
        """Refuse to put anything into place."""
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="Input/output"):
        write_files(target, one(b"new"))
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["out.json"]


@pytest.mark.parametrize("name", ["visits.csv", "Visits.TSV", "agenda.txt", "x.tab"])
def test_tables_of_others_are_not_mixed_with_ours(name: str, tmp_path: Path) -> None:
    """A folder in which another table would be read with ours is not written to."""
    (tmp_path / name).write_bytes(b"id\r\n")
    with pytest.raises(LossError, match="other tables"):
        write_files(tmp_path, [("about.csv", [b""])])
    assert names(tmp_path) == [name]


def test_a_folder_that_is_there_is_filled(tmp_path: Path) -> None:
    """Files that are no tables, and hidden ones, stay beside ours; ours are written anew."""
    for name in ("notes.md", ".old.csv", "about.csv"):
        (tmp_path / name).write_bytes(b"old")
    write_files(tmp_path, [("about.csv", [b"new"]), ("cities.csv", [b"new"])])
    assert names(tmp_path) == [".old.csv", "about.csv", "cities.csv", "notes.md"]
    assert (tmp_path / "about.csv").read_bytes() == b"new"
