"""No core command opens a socket, and nothing that a file names elsewhere is ever fetched."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hostile.inputs import CITY, CONTEXT, UNKNOWN, package, repacked

# Imported by Python at its start, before anything of ours.
GUARD = """
import _socket
import socket
import sys


class Refused(BaseException):
    pass


def refuse(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")):
        sys.stderr.write(f"A socket was wanted: {event}")
        raise Refused(event)


class NoSocket(_socket.socket):
    def __init__(self, *arguments, **keywords):
        refuse("socket.__init__", arguments)


socket.socket = socket.SocketType = NoSocket
sys.addaudithook(refuse)
"""

COMMANDS = {
    "validate json": (0, "validate", "package.json", "-o", "report.html"),
    "validate xlsx": (0, "validate", "made.xlsx"),
    "validate xlsx and csv": (
        0,
        "validate",
        "made.xlsx",
        "made.csv.zip",
        "--output-format",
        "json",
    ),
    "convert": (0, "convert", "package.json", "out.ndjson.gz", "--verify"),
    "convert to xlsx": (0, "convert", "package.json", "out.xlsx", "--verify"),
    "query": (0, "query", "FROM action_plans", "package.json", "made.xlsx"),
    "tables": (0, "tables", "package.json", "-o", "tables"),
    "template": (0, "template", "-o", "template.xlsx"),
    "schema": (0, "schema", "package"),
    "explain": (0, "explain", "EXS201"),
    "codelist": (0, "codelist", "list"),
    "doctor": (0, "doctor"),
    "help": (0, "--help"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """A folder with an example in several formats, and the guard."""
    from exchangespec import api

    folder = tmp_path_factory.mktemp("guarded")
    (folder / "guard").mkdir()
    (folder / "guard" / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    source = repository / "examples/vantaa-plan/package.json"
    (folder / "package.json").write_bytes(source.read_bytes())
    api.convert(source, folder / "made.xlsx")
    api.convert(source, folder / "made.csv.zip")
    return folder


def guarded(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the guard."""
    paths = [str(folder / "guard"), *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("code", ["import socket; socket.socket()",
                                  "import socket; socket.getaddrinfo('localhost', 80)",
                                  "import _socket; _socket.socket()",
                                  "import urllib.request as r; r.urlopen('http://127.0.0.1:9/')"])  # fmt: skip
def test_the_guard_guards(folder: Path, code: str):
    """The guard is there, and refuses every way to a socket."""
    ended = guarded(folder, "-c", code)
    assert ended.returncode != 0
    assert "A socket was wanted" in ended.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_commands(folder: Path, name: str):
    """Every command does its work without a socket."""
    code, *arguments = COMMANDS[name]
    ended = guarded(folder, "-m", "exchangespec", *arguments)
    assert ended.returncode == code, ended.stderr
    assert "socket" not in ended.stderr


ELSEWHERE = "http://127.0.0.1:9/elsewhere"
REMOTE = {
    "context.json": (package(CITY, **{"@context": ELSEWHERE}), {1}),
    "contexts.json": (package(CITY, **{"@context": [CONTEXT, ELSEWHERE, {"@import": ELSEWHERE}]}),
                      {1}),
    "inner.json": (package({**CITY, "@context": ELSEWHERE, "$ref": ELSEWHERE}), {1}),
    "ref.json": (package({"$ref": ELSEWHERE}), {1}),
    "schema.json": (package(CITY, **{"$schema": ELSEWHERE, "@base": ELSEWHERE}), {1}),
    "foreign.jsonld": (b'{"@context": "%s", "@id": "a", "b": "c"}' % ELSEWHERE.encode(), {1, 3}),
    "base.ttl": (b"@base <%s> . @prefix a: <%s/> . <> a a:b ." % ((ELSEWHERE.encode(),) * 2), {1, 3}),
    "entity.rdf": (b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "%s"><rdf:RDF xmlns:rdf='
                   b'"http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>' % ELSEWHERE.encode(), {1, 3}),
    "page.xls": (b'<html><img src="%s"><table></table></html>' % ELSEWHERE.encode(), {3}),
    "linked.xlsx": (
        repacked(
            lambda _name, content: content.replace(
                b"</Relationships>",
                b'<Relationship Id="rId9" TargetMode="External" Target="%s" Type="http://schemas.'
                b'openxmlformats.org/officeDocument/2006/relationships/externalLink"/>'
                b"</Relationships>" % ELSEWHERE.encode(),
            )
        ),
        {1},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REMOTE)
def test_addresses_in_files_are_never_followed(folder: Path, name: str):
    """A file that names a context, schema, entity, link or image elsewhere is read without it."""
    content, codes = REMOTE[name]
    (folder / name).write_bytes(content)
    ended = guarded(folder, "-m", "exchangespec", "validate", name)
    assert ended.returncode in codes, (ended.stdout, ended.stderr)
    assert ended.stderr == ""
    assert name != "page.xls" or UNKNOWN in ended.stdout
