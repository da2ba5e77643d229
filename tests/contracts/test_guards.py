"""The guards of the test suite itself: sockets are refused, needs are not skipped in silence."""

import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Attempt = Callable[[], object]


def serve() -> None:
    """Wait for connections from this machine."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))


ATTEMPTS: dict[str, Attempt] = {
    "connection": lambda: socket.create_connection(("192.0.2.1", 9), timeout=1),
    "loopback": lambda: socket.create_connection(("127.0.0.1", 9), timeout=1),
    "name": lambda: socket.getaddrinfo("example.org", 443),
    "server": serve,
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_a_socket_is_refused(attempt: Attempt, sockets: list[str]):
    """Code that opens a socket fails its test, to this machine as to any other."""
    with pytest.raises(pytest.fail.Exception, match="A socket was wanted"):
        attempt()
    assert sockets
    sockets.clear()


def test_a_swallowed_refusal_is_remembered(sockets: list[str]):
    """An attempt stays on the list even where the code catches every error."""
    with pytest.raises(BaseException, match="A socket was wanted"):
        ATTEMPTS["name"]()
    assert sockets == ["getaddrinfo 'example.org'"]
    sockets.clear()


@pytest.mark.loopback
def test_a_marked_test_may_reach_its_own_machine(sockets: list[str]):
    """With the marker a server and its client meet on the loopback address, and nowhere else."""
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as client,
    ):
        assert client.getpeername() == server.getsockname()
    with pytest.raises(pytest.fail.Exception, match="A socket was wanted"):
        socket.getaddrinfo("example.org", 443)
    assert len(sockets) == 1
    sockets.clear()


@pytest.mark.parametrize(
    ("value", "outcome"),
    [
        ("", "skipped"),
        ("1", "failed"),
        ("shared_data,libreoffice", "failed"),
        ("shared_data", "skipped"),
    ],
)
def test_a_missing_need_skips_or_fails(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str, outcome: str
):
    """A test whose need is missing is skipped, but fails where that need is required."""
    (tmp_path / "conftest.py").write_bytes((repository / "tests/conftest.py").read_bytes())
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = libreoffice\n", encoding="utf-8")
    (tmp_path / "test_need.py").write_text(
        "import pytest\n\n@pytest.mark.libreoffice\ndef test_need():\n    pass\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("EXCHANGESPEC_REQUIRE_ALL", value)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"1 {outcome}" in run.stdout or f"1 {outcome.replace('failed', 'error')}" in run.stdout
    assert (run.returncode == 0) is (outcome == "skipped")
