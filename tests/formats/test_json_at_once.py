"""Lines that are parsed at once hold what careful parsing gives, and nothing is to be said of them."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import exchangespec as xs
from exchangespec.formats import json_text, ndjson
from exchangespec.formats.json_text import JsonTextError, parse_text, parsed_at_once

DEPTH = 8
VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(allow_nan=False), st.text(max_size=8)
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=12,
)  # fmt: skip


def compact(value: Any) -> bytes:
    """Write JSON without spaces."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + b"\n"


@settings(max_examples=500, deadline=None)
@given(VALUES)
def test_what_is_parsed_at_once_is_what_careful_parsing_gives(value: Any) -> None:
    """The same values of the same types, without a fault."""
    line = compact({"a": value})
    found = parsed_at_once(line, DEPTH)
    if found is not None:
        careful = parse_text(line.decode(), encoding="utf-8", depth=DEPTH)
        assert careful.faults == []
        assert repr(found) == repr(careful.value)


@pytest.mark.parametrize(
    "line",
    [
        b'{"a":1,"a":1}', b'{"a":1,"\\u0061":2}', b'{"a":-0}', b'{"a":1.50}', b'{"a":1e400}', b'{"a":NaN}',
        b'{"a":9007199254740993}', b'{"a":18446744073709551616}', b'{"a":0.12345678901234567891}',
        b'{"a":"\\ud800"}', b'{"a":"\xff"}', b'{"a": 1}', b"{", b"", b" ", b"[[[[[[[[[1]]]]]]]]]", b"\xef\xbb\xbf{}",
    ],
)  # fmt: skip
def test_all_of_which_something_may_be_said_is_left_to_careful_parsing(line: bytes) -> None:
    """Repeated keys, lost digits, half characters, too deep or none at all."""
    assert parsed_at_once(line, DEPTH) is None


def test_a_long_file_is_read_alike_with_and_without_the_optional_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every fault is found where it is, in lines parsed at once as in others."""
    monkeypatch.setattr(ndjson, "FEW_LINES", 2)
    path = tmp_path / "long.ndjson"
    city = {"type": "City", "name": {"en": "Mechelen"}, "country": "BE", "sources": ["ex:s"]}
    lines = [compact({**city, "id": f"ex:c-{number}"}) for number in range(20)]
    lines[7] = lines[7].replace(b'"BE"', b'"BE","country":"IT"')
    lines[9] = lines[9].replace(b'"BE"', b'"XX"')
    lines[11] = lines[11].replace(b",", b", ", 2)
    lines[13] = b"{\n"
    path.write_bytes(b"".join(lines))
    found = [str(one) for one in xs.validate(path)]
    assert any("country" in one for one in found)
    monkeypatch.setattr(json_text, "_fast_json", lambda: None)
    assert [str(one) for one in xs.validate(path)] == found


def test_careful_parsing_is_still_what_refuses() -> None:
    """A line that is no JSON is none either way."""
    with pytest.raises(JsonTextError):
        parse_text("{", encoding="utf-8", depth=DEPTH)
