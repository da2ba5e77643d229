"""The large input of the benchmark holds the faults it promises, and no others."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import exchangespec as xs

RECORDS = 20_000


def test_it_has_the_faults_that_are_put_in(repository: Path, tmp_path: Path) -> None:
    """Twice the same bytes, as many records as asked for, and each fault found."""
    script = repository / "benchmarks" / "large_inputs.py"
    paths = [tmp_path / "one.ndjson", tmp_path / "two.ndjson"]
    for path in paths:
        subprocess.run([sys.executable, script, path, "--records", str(RECORDS)], check=True)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    report = xs.validate(paths[0])
    assert sum(report.inputs[0].records.values()) == RECORDS
    assert len(report.inputs[0].records) == 15
    told = json.loads(paths[0].with_suffix(".faults.json").read_text(encoding="utf-8"))
    assert Counter(one.slug for one in report) == told
