"""A cluster that is open to everybody is refused, and whatever else is missing is said."""

import socket
import sys
from pathlib import Path

import pytest

from exchangespec.engines import cluster as clusters
from exchangespec.engines.cluster import (
    FIXED,
    cluster,
    failed,
    reach,
    require_parts,
    said_openly,
)
from exchangespec.errors import EngineError, MissingPartError

MASTER = "spark://127.0.0.1:7077"
GOOD = """\
# The same on every machine.
spark.authenticate true
spark.authenticate.secret=c2VjcmV0
spark.master.rest.enabled : false
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with the settings that a cluster needs."""
    path = tmp_path / "spark.conf"
    path.write_text(GOOD, encoding="utf-8")
    path.chmod(0o600)
    return path


def test_settings_are_read_as_spark_reads_them(file: Path):
    """With spaces, an equals sign or a colon between name and value."""
    found = cluster(MASTER, file)
    assert found.settings == {
        "spark.authenticate": "true",
        "spark.authenticate.secret": "c2VjcmV0",
        "spark.master.rest.enabled": "false",
    }
    assert not found.readable_by_others
    file.chmod(0o644)
    assert found.readable_by_others
    assert cluster("spark://one:7077,two:7077", file).master == "spark://one:7077,two:7077"


def test_what_the_file_says_is_not_said_on_a_command_line(file: Path):
    """Any of its settings may be a secret; only what must be otherwise is said beside it."""
    key = "spark.hadoop.fs.s3a.secret.key"
    file.write_text(f"{GOOD}{key} c2VjcmV0\nspark.sql.ansi.enabled false\n", encoding="utf-8")
    place = cluster(MASTER, file)
    openly = said_openly({"spark.ui.enabled": "false", **place.settings, **FIXED}, place)
    assert openly == {"spark.ui.enabled": "false", **FIXED}
    assert key in place.settings
    assert FIXED["spark.sql.variable.substitute"] == "false"


@pytest.mark.parametrize("line", range(1, 4))
def test_a_cluster_open_to_all_is_refused(file: Path, line: int):
    """Without a secret, or with the port to which anybody may send programs."""
    lines = GOOD.splitlines()
    file.write_text("\n".join(lines[:line] + lines[line + 1 :]), encoding="utf-8")
    with pytest.raises(EngineError, match=lines[line].split()[0].partition("=")[0]):
        cluster(MASTER, file)


@pytest.mark.parametrize("master", ["spark://", "spark://host", "local[2]", "spark://a:1 b:2"])
def test_no_address_of_a_master(file: Path, master: str):
    """It is named, with an example of one."""
    with pytest.raises(EngineError, match="such as spark://host:7077"):
        cluster(master, file)


def test_settings_that_cannot_be_read(tmp_path: Path):
    """A file that is missing, or none of text."""
    with pytest.raises(EngineError, match="cannot be read"):
        cluster(MASTER, tmp_path / "missing.conf")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(EngineError, match="no UTF-8"):
        cluster(MASTER, tmp_path / "bytes")


@pytest.mark.loopback
def test_a_master_that_is_not_there():
    """It is said at once, and not after Spark's own long trials."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(EngineError, match="cannot be reached"):
            reach(f"spark://127.0.0.1:{port}")
        taken.listen()
        assert reach(f"spark://127.0.0.1:1,127.0.0.1:{port}") == "127.0.0.1"
    with pytest.raises(EngineError, match="cannot be reached"):
        reach("spark://127.0.0.1:99999")


def test_missing_parts_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """PySpark by the extra that brings it, Java by the package of Debian."""
    monkeypatch.setattr(clusters, "find_spec", lambda _name: None)
    with pytest.raises(MissingPartError, match=r"exchangespec\[spark\]"):
        require_parts()
    monkeypatch.setattr(clusters, "find_spec", lambda _name: sys.modules[__name__].__spec__)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(EngineError, match=r"openjdk-17-jre-headless$"):
        require_parts()
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(EngineError, match="JAVA_HOME is"):
        require_parts()


def test_what_spark_says_is_cut_to_what_matters(tmp_path: Path):
    """The line with the reason, be it Spark's or ours from another machine."""
    log = tmp_path / "spark.log"
    theirs = RuntimeError("An error occurred\norg.apache.spark.SparkException: no disk\n\tat x")
    assert "SparkException: no disk; " in str(failed("It broke off", theirs, log))
    ours = RuntimeError("x.Exception: y\nexchangespec.errors.EngineError: other version")
    assert str(failed("It broke off", ours, log)).startswith("It broke off (other version; ")
    assert "(RuntimeError; " in str(failed("It broke off", RuntimeError(), log))
