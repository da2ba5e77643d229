"""Tests that the package is light: no library, no table that nobody asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import exchangespec.codelists

PROGRAM = """
import sys
from exchangespec import codelists
before = set(sys.modules)
codelists.match_country("Griechenland")
codelists.match_language("Englsh")
codelists.match_currency("kr")
codelists.match_code("visit_kind", "studyvisitt")
codelists.identifier_problem("ror:05dxps055")
codelists.is_time_zone("Europe/Brussels")
print(*sorted({name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names)))
"""


def test_only_the_standard_library_is_imported():
    """The libraries that made the tables are not needed to read them."""
    source = Path(exchangespec.codelists.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-S", "-c", PROGRAM],
        env={"PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(done.stdout.split()) <= {"__main__", "exchangespec"}


def test_tables_are_small():
    """The data of the wheel stay below one megabyte."""
    data = Path(exchangespec.codelists.__file__).parent / "data"
    assert sum(path.stat().st_size for path in data.rglob("*.csv")) < 1_000_000
