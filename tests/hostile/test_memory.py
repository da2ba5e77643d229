"""A hundred thousand visits, in NDJSON and in CSV, are checked in bounded memory."""

import subprocess
import sys
from pathlib import Path

import pytest

VISITS = 100_000
MOST_MEBIBYTES = 300
# The program as the shell runs it, which says at its end how much memory it has used. The system is
# asked for the peak of this program's memory: `getrusage` counts what the tests held as they started
# it, too.
MEASURED = """
import atexit, pathlib, re, sys
from exchangespec.cli import main
status = pathlib.Path("/proc/self/status")
said = lambda: print(int(re.search(r"VmHWM:\\s+(\\d+) kB", status.read_text())[1]) // 1024, file=sys.stderr)
atexit.register(said)
main(sys.argv[1:], prog_name="exchangespec")
"""


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """The visits of the benchmark, written in every format."""
    folder = tmp_path_factory.mktemp("visits")
    script = repository / "benchmarks/inputs.py"
    formats = ("--formats", "ndjson", "csv")
    command = [sys.executable, script, folder, "--visits", str(VISITS), *formats]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux how much memory was used")
@pytest.mark.parametrize("name", [f"visits-{VISITS}.ndjson", f"visits-{VISITS}"])
def test_a_hundred_thousand_visits(inputs: Path, name: str):
    """Peak memory stays below the bound, and every visit is counted."""
    ended = subprocess.run(
        [sys.executable, "-c", MEASURED, "validate", inputs / name],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ended.returncode == 1, ended.stderr[-1000:]
    assert f"{VISITS:,} visits" in " ".join(ended.stdout.split())
    assert int(ended.stderr.split()[-1]) < MOST_MEBIBYTES
