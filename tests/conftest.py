"""What holds for every test: what may be skipped and when, and that no socket is opened."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"

# Marker → (what it needs, is it here?).
NEEDS: dict[str, tuple[str, Callable[[], bool]]] = {
    "shared_data": ("the folder ../shared beside the repository", SHARED.is_dir),
    "libreoffice": ("the program soffice on the PATH", lambda: shutil.which("soffice") is not None),
}

# "1", or the markers whose tests must run: then a missing need fails instead of skipping.
REQUIRE = "EXCHANGESPEC_REQUIRE_ALL"

LOOPBACK = ("127.0.0.1", "::1", "localhost")


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


@pytest.fixture(autouse=True)
def sockets(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """
    Let no test open a socket; one marked `loopback` may reach this machine, no other.

    Attempts are also kept in a list, so that code which swallows the error is found out.
    """
    attempts: list[str] = []
    loopback = request.node.get_closest_marker("loopback") is not None

    def refuse(what: str) -> None:
        attempts.append(what)
        pytest.fail(f"A socket was wanted: {what}. Core commands open none.")

    def allowed(host: object) -> bool:
        return loopback and (host is None or host in LOOPBACK)

    def guard(target: object, name: str, host_of: Callable[..., object]) -> None:
        original: Callable[..., Any] = getattr(target, name)

        def guarded(*args: Any, **keywords: Any) -> Any:
            host = host_of(*args, **keywords)
            if not allowed(host):
                refuse(f"{name} {host!r}")
            return original(*args, **keywords)

        monkeypatch.setattr(target, name, guarded)

    def host_of_socket(_socket: socket.socket, address: object) -> object:
        return address[0] if isinstance(address, tuple) else address

    def host_of_name(host: object, *_rest: object, **_keywords: object) -> object:
        return host.decode() if isinstance(host, bytes) else host

    for name in ("connect", "connect_ex", "bind"):
        guard(socket.socket, name, host_of_socket)
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
        guard(socket, name, host_of_name)
    guard(
        socket.socket,
        "sendto",
        lambda _socket, _data, *rest: host_of_socket(_socket, rest[-1]),
    )

    yield attempts
    if attempts:
        pytest.fail(f"This test wanted a socket: {'; '.join(attempts)}", pytrace=False)
