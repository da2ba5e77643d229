"""Many machines give what one gives, and still do when one of them dies in the middle."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from exchangespec.engines.cluster import SECRET
from exchangespec.rules.world import HEADER, RECORDS
from spark_cluster import HERE, SECONDS, Standalone, free_port, kill, settings, wait_until

pytestmark = [pytest.mark.spark, pytest.mark.loopback]

PARTS, RECORDS_A_PART, FEW = 16, 600, 3
ASKED = ("--together", "--output-format", "json", "--today", "2026-11-26")
# After this answer of many, one machine dies.
IN_THE_MIDDLE = "visit_sides"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standalone]:
    """A master and two workers."""
    found = Standalone(tmp_path_factory.mktemp("cluster"), workers=2)
    yield found
    found.close()


@pytest.fixture(scope="module")
def refused(cluster: Standalone, kept: Path) -> subprocess.Popen[str]:
    """A command that has another secret; Spark itself tries for a minute, so others run meanwhile."""
    other = cluster.folder / "other.conf"
    other.write_text(settings("another secret".replace(" ", "-")), encoding="utf-8")
    other.chmod(0o600)
    place = ("--engine", cluster.master, "--spark-conf", other)
    return cluster.command("aggregate", kept, "-o", cluster.folder / "refused", *place)


@pytest.fixture(scope="module")
def here(cluster: Standalone, kept: Path, refused: object) -> Path:
    """What one machine gives."""
    folder = cluster.folder / "here"
    ended(cluster.command("aggregate", kept, "-o", folder, "--title", "Both"))
    return folder


@pytest.fixture(scope="module")
def parts(cluster: Standalone) -> list[Path]:
    """One submission in many files that refer to each other, with faults within and between."""
    files = []
    for number in range(PARTS):
        visits = [
            {
                "type": "Visit",
                "id": f"ex:v-{number}-{one}",
                "kind": "study_visit",
                "start": f"{2000 + one % 20}-{'13' if one % 97 == 0 else '09'}",
                "visitors": ["ex:capaci"],
                "hosts": ["ex:mechelen" if one % 89 else f"ex:missing-{number}"],
                # The next file's, of which the last has none.
                "parent": f"ex:v-{number + 1}-{one}",
                "sources": ["ex:report"],
            }
            for one in range(RECORDS_A_PART)
        ]
        records = [HEADER, *(() if number else RECORDS), *visits]
        path = cluster.folder / f"part-{number}.ndjson"
        path.write_text("".join(f"{json.dumps(one)}\n" for one in records), encoding="utf-8")
        files.append(path)
    return files


@pytest.fixture(scope="module")
def told(cluster: Standalone, parts: list[Path]) -> object:
    """What one machine finds, the files read as a whole."""
    found = outcome(cluster.command("validate", *parts, *ASKED))
    assert {"EXS214", "EXS301", "EXS426"} <= found["codes"].keys(), found["codes"]
    return found


def outcome(process: subprocess.Popen[str]) -> dict[str, Any]:
    """Return the report of a validation that found errors."""
    output, errors = process.communicate(timeout=SECONDS * 3)
    assert process.returncode == 1, errors
    return json.loads(output)


def ended(process: subprocess.Popen[str]) -> str:
    """Return what a command said that ended well."""
    output, errors = process.communicate(timeout=SECONDS * 3)
    assert process.returncode == 0, errors
    return output + errors


def assert_alike(here: Path, there: Path) -> None:
    """Compare two folders of results; rows that have no order may stand in any."""
    names = sorted(path.name for path in here.iterdir())
    assert names == sorted(path.name for path in there.iterdir())
    for name in names:
        if name.endswith((".csv", ".html")):
            assert (here / name).read_bytes() == (there / name).read_bytes(), name
            continue
        one, other = (pq.read_table(folder / name) for folder in (here, there))
        assert one.schema == other.schema, name
        assert sorted(map(repr, one.to_pylist())) == sorted(map(repr, other.to_pylist())), name


def assert_secret(cluster: Standalone) -> None:
    """Look whether the secret stands where everybody on a machine may read it."""
    secret = dict(line.split(maxsplit=1) for line in cluster.conf.read_text().splitlines())[SECRET]
    lines = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            lines.append(process.read_bytes())
    assert any(b"SparkSubmit" in line for line in lines)
    assert not any(secret.encode() in line for line in lines)


def test_a_cluster_gives_what_one_machine_gives(cluster: Standalone, kept: Path, here: Path):
    """Rows, columns and their types; and nothing is left of the way to them."""
    there = cluster.folder / "there"
    running = cluster.run("aggregate", kept, "-o", there, "--title", "Both")
    wait_until(lambda: list(there.glob(".answers-*/bounds")))
    assert_secret(cluster)
    said = ended(running)
    assert said.strip() == f"Written: {len(list(here.iterdir()))} files in {there}"
    assert_alike(here, there)


def test_a_worker_killed_in_the_middle_changes_nothing(cluster: Standalone, kept: Path, here: Path):
    """The other one takes its work over: nothing is lost, nothing counted twice."""
    there = cluster.folder / "survived"
    running = cluster.run("aggregate", kept, "-o", there, "--title", "Both")
    wait_until(lambda: list(there.glob(f".answers-*/{IN_THE_MIDDLE}/_SUCCESS")))
    kill(cluster.workers[0])
    assert running.poll() is None
    ended(running)
    assert_alike(here, there)
    cluster.workers[0] = cluster.worker()


def test_another_secret_is_refused(cluster: Standalone, refused: subprocess.Popen[str]):
    """Nobody works on a cluster who does not know its secret, and is told so."""
    _, errors = refused.communicate(timeout=SECONDS * 3)
    assert refused.returncode == 2
    assert "is the secret the same?" in errors
    assert (cluster.folder / "refused" / "spark.log").is_file()


def test_a_validation_survives_a_worker_and_costs_nothing_twice(
    cluster: Standalone, parts: list[Path], told: object
):
    """A worker dies in the middle; afterwards everything is known, and no cluster is needed."""
    work = cluster.folder / "survived-parts"
    running = cluster.run("validate", *parts, *ASKED, "--work-folder", work)
    wait_until(lambda: len(list(work.glob("*.kept"))) >= FEW)
    kill(cluster.workers[0])
    assert len(list(work.glob("*.kept"))) < PARTS
    assert outcome(running) == told
    cluster.workers[0] = cluster.worker()
    before = {path: path.stat().st_mtime_ns for path in work.iterdir()}
    nobody = ("--engine", f"spark://{HERE}:{free_port()}", "--spark-conf", cluster.conf)
    again = cluster.command("validate", *parts, *ASKED, "--work-folder", work, *nobody)
    assert outcome(again) == told
    assert {path: path.stat().st_mtime_ns for path in work.iterdir()} == before


def test_a_validation_that_was_killed_goes_on(cluster: Standalone, parts: list[Path], told: object):
    """What was done stays done, and the findings are the same."""
    work = cluster.folder / "killed"
    running = cluster.run("validate", *parts, *ASKED, "--work-folder", work)
    wait_until(lambda: len(list(work.glob("*.kept"))) >= FEW)
    running.kill()
    running.communicate()
    done = {path: path.stat().st_mtime_ns for path in work.glob("*.kept")}
    assert len(done) < PARTS
    assert outcome(cluster.run("validate", *parts, *ASKED, "--work-folder", work)) == told
    assert len(list(work.glob("*.kept"))) == PARTS
    assert {path: path.stat().st_mtime_ns for path in done} == done


IMPATIENT = """
from exchangespec.cli import main
from exchangespec.engines import cluster

cluster.SECONDS_TO_WORKERS = 1
main()
"""


def test_a_cluster_without_workers_is_not_waited_for_for_ever(tmp_path: Path, kept: Path):
    """It is said that nobody works."""
    idle = Standalone(tmp_path, workers=0)
    try:
        place = ("--engine", idle.master, "--spark-conf", idle.conf)
        ended = subprocess.run(
            [sys.executable, "-c", IMPATIENT, "aggregate", kept, "-o", tmp_path / "out", *place],
            env=idle.environment,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        idle.close()
    assert ended.returncode == 2
    assert "no worker of the Spark cluster took up work within 1 seconds" in ended.stderr
    assert not list((tmp_path / "out").glob(".answers-*"))
