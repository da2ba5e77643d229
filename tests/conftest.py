"""What holds for every test: what may be skipped and when, and that no socket is opened."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"
JSONLD_JS = REPOSITORY / "tests" / "node" / "node_modules" / "jsonld"

# Marker → (what it needs, is it here?).
NEEDS: dict[str, tuple[str, Callable[[], bool]]] = {
    "shared_data": ("the folder ../shared beside the repository", SHARED.is_dir),
    "libreoffice": ("the program soffice on the PATH", lambda: shutil.which("soffice") is not None),
    "node": (
        "the program node on the PATH, and `npm install` run in tests/node",
        lambda: shutil.which("node") is not None and JSONLD_JS.is_dir(),
    ),
    "spark": (
        "the extra `spark` and the program java on the PATH; `tox -e spark` installs the first",
        lambda: find_spec("pyspark") is not None and shutil.which("java") is not None,
    ),
}

# "1", or the markers whose tests must run: then a missing need fails instead of skipping.
REQUIRE = "EXCHANGESPEC_REQUIRE_ALL"


def required(marker: str) -> bool:
    """A marker is required by name, or with all the others by "1"."""
    asked = os.environ.get(REQUIRE, "").replace(",", " ").split()
    return "1" in asked or marker in asked


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose need is missing, or fail it where skipping is not allowed."""
    for marker, (need, is_here) in NEEDS.items():
        if item.get_closest_marker(marker) is None or is_here():
            continue
        if required(marker):
            pytest.fail(f"{REQUIRE} is set, but this test needs {need}", pytrace=False)
        pytest.skip(f"needs {need}")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository, for tests about what lies beside the package."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ../shared; mark the test `shared_data`."""
    return SHARED


class SocketGuard:
    """Refuses sockets and remembers each attempt, so that swallowed refusals are found out."""

    def __init__(self, *, loopback: bool) -> None:
        self.attempts: list[str] = []
        self._hosts: tuple[object, ...] = (
            (None, "127.0.0.1", "::1", "localhost") if loopback else ()
        )

    def check(self, call: str, host: object) -> None:
        """Fail the test unless it may reach this host."""
        if host not in self._hosts:
            self.attempts.append(f"{call} {host!r}")
            pytest.fail(f"A socket was wanted: {call} {host!r}. Core commands open none.")

    def connecting(self, original: Callable[..., Any]) -> Callable[..., Any]:
        """Guard a method of a socket whose last argument is an address."""

        def guarded(own: socket.socket, *arguments: Any) -> Any:
            address = arguments[-1]
            self.check(original.__name__, address[0] if isinstance(address, tuple) else address)
            return original(own, *arguments)

        return guarded

    def resolving(self, original: Callable[..., Any]) -> Callable[..., Any]:
        """Guard a function whose first argument is the name of a host."""

        def guarded(host: Any, *arguments: Any, **keywords: Any) -> Any:
            self.check(original.__name__, host.decode() if isinstance(host, bytes) else host)
            return original(host, *arguments, **keywords)

        return guarded


@pytest.fixture(autouse=True)
def sockets(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Let no test open a socket; one marked `loopback` may reach this machine, no other."""
    guard = SocketGuard(loopback=request.node.get_closest_marker("loopback") is not None)
    for name in ("bind", "connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, guard.connecting(getattr(socket.socket, name)))
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
        monkeypatch.setattr(socket, name, guard.resolving(getattr(socket, name)))
    yield guard.attempts
    if guard.attempts:
        pytest.fail(f"This test wanted a socket: {'; '.join(guard.attempts)}", pytrace=False)
