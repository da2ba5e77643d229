"""Shards together own every line once, wherever a file is cut."""

import gzip
import io
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from exchangespec.formats.format import Source
from exchangespec.sharding.shards import owned_lines, planned

BREAKS = st.sampled_from([b"\n", b"\r\n", b"\n\n", b"\r\n\r\n", b"\r"])
TEXTS = st.text("a\r ", max_size=12).map(str.encode)
LINES = st.lists(st.tuples(TEXTS, BREAKS), max_size=8)


@given(LINES, st.sampled_from([b"", b"\xef\xbb\xbf"]), TEXTS, st.integers(1, 24))
def test_shards_give_the_lines_of_the_file(
    lines: list[tuple[bytes, bytes]], mark: bytes, rest: bytes, size: int
) -> None:
    """CRLF, empty lines, a byte-order mark and a last line without its end change nothing."""
    content = mark + b"".join(map(b"".join, lines)) + rest
    stream = io.BytesIO(content)
    found = [
        line
        for start in range(0, len(content), size)
        for line in owned_lines(stream, start, min(start + size, len(content)))
    ]
    assert [line for _, line in found] == list(io.BytesIO(content))
    assert all(content.startswith(line, offset) for offset, line in found)


def test_a_line_longer_than_may_be_is_given_in_part() -> None:
    """A shard that starts within it finds the end of the line, and nothing of it."""
    stream = io.BytesIO(b"a" * 100 + b"\nb\n")
    assert next(owned_lines(stream, 0, 20, 10)) == (0, b"a" * 10)
    assert list(owned_lines(stream, 50, 104, 10)) == [(101, b"b\n")]


def test_plain_files_are_cut_and_packed_ones_are_not(tmp_path: Path) -> None:
    """Shards are numbered through all files; those of one file meet."""
    plain, packed = tmp_path / "a.ndjson", tmp_path / "b.ndjson.gz"
    plain.write_bytes(b"x" * 25)
    packed.write_bytes(gzip.compress(b"x" * 25))
    shards = planned([Source("a", plain), Source("b", packed)], 10)
    assert [(one.number, one.source, one.start, one.end) for one in shards] == [
        (0, 0, 0, 10),
        (1, 0, 10, 20),
        (2, 0, 20, 25),
        (3, 1, 0, None),
    ]
    assert {one.size for one in shards[:3]} == {25}
