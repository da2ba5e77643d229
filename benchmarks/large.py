"""Measures a submission of millions of records: `python benchmarks/large.py --records 10000000`.

It is made, checked in parts, turned into tables, and rolled up, each by a command of its own. Of
each command the CPU time is told, and the most memory that it and the processes it started held at
once, as the sum of what each holds (pages that they share count for each). Linux alone. Called
again after it was cut off, it goes on: what is there is not made again.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from environments import HERE

MIB = 1024
PAUSE = 0.5


def family(process: int) -> list[int]:
    """Return a process and all that it started."""
    found = [process]
    for one in found:
        try:
            for thread in Path(f"/proc/{one}/task").iterdir():
                found.extend(map(int, (thread / "children").read_text().split()))
        except OSError:  # it has just ended
            continue
    return found


def held(process: int) -> int:
    """Return the KiB of memory that a process holds."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)


def measure(name: str, command: list[str]) -> None:
    """Run a command of ours and say what it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    largest = together = 0
    with subprocess.Popen(
        [sys.executable, "-m", "exchangespec", *command], stdout=subprocess.DEVNULL
    ) as running:
        while running.poll() is None:
            memory = [held(one) for one in family(running.pid)]
            largest, together = max(largest, *memory), max(together, sum(memory))
            time.sleep(PAUSE)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"{name:<10} exit {running.returncode}  CPU {cpu:>8.1f} s  clock "
        f"{time.monotonic() - started:>8.1f} s  largest {largest // MIB:>6,} MiB  "
        f"together {together // MIB:>6,} MiB",
        flush=True,
    )


def main() -> None:
    """Make the input, and measure each command on it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--records", type=int, default=10_000_000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--folder", type=Path, default=HERE / ".inputs")
    parser.add_argument("--memory-limit", default="500MB", help="of DuckDB, for the roll-ups")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    made = asked.folder / f"large-{asked.records}.ndjson"
    if not made.with_suffix(".faults.json").is_file():
        making = [sys.executable, str(HERE / "large_inputs.py"), str(made)]
        subprocess.run([*making, "--records", str(asked.records)], check=True)
    work, tables, out = (made.with_suffix(f".{name}") for name in ("work", "tables", "rolled-up"))
    report = made.with_suffix(".report.json")
    jobs = ["-j", str(asked.jobs), "--work-folder", str(work), "--output-format", "json"]
    measure("validate", ["validate", str(made), *jobs, "-o", str(report)])
    measure("again", ["validate", str(made), *jobs, "-o", str(report)])
    measure("tables", ["tables", str(made), "-o", str(tables)])
    limit = ["--memory-limit", asked.memory_limit]
    measure("aggregate", ["aggregate", str(tables), "-o", str(out), *limit])


if __name__ == "__main__":
    main()
