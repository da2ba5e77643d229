"""Measures exchangespec beside its peers: `python benchmarks/run.py`, see docs/benchmarks.md.

Every figure is a whole process: CPU time (user and system) and peak memory as the operating system
counts them, the median of several runs. Ours and the peer's run in turn, so that a machine that
slows down slows both. The driver needs Python alone; each tool gets an environment of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from comparisons import COMPARISONS, FEW, SCHEMAS, Comparison, Tool, Work, items
from environments import HERE, OURS, Environment, prepare
from inputs import SEED
from measure import CommandFailedError, run
from results import Outcome, Result, Series

INPUTS = HERE / ".inputs"


class Benchmark:
    """One call of the command: what was asked for, and the environments it needs."""

    def __init__(self, asked: argparse.Namespace, scratch: Path) -> None:
        self.runs: int = asked.runs
        self.records: int = asked.records
        self.with_peers: bool = not asked.without_peers
        self.scratch = scratch
        self.environments: dict[str, Environment | str] = {}
        if asked.python:
            # Not resolved: a link to a Python is what makes an environment one.
            self.environments[OURS] = Environment(OURS, asked.python.absolute())

    def environment(self, name: str) -> Environment:
        """Return a tool's environment.

        Raises:
            CommandFailedError: if it cannot be made here.
        """
        if name not in self.environments:
            try:
                self.environments[name] = prepare(name)
            except (OSError, subprocess.CalledProcessError) as error:
                self.environments[name] = f"cannot be installed: {error}"
        found = self.environments[name]
        if isinstance(found, str):
            raise CommandFailedError(found)
        return found

    # --- one comparison --------------------------------------------------------------------------

    def compare(self, comparison: Comparison) -> Outcome:
        """Measure one comparison."""
        tools = [tool for tool in comparison.tools if self.with_peers or tool.environment == OURS]
        visits = min(comparison.visits or self.records, self.records)
        outcome = Outcome(comparison.name, comparison.title, [], comparison.unit)
        try:
            plans = [self._plan(tool, comparison, visits) for tool in tools]
        except (CommandFailedError, subprocess.CalledProcessError) as error:
            outcome.results = [Result(one.name, Series(0), failure=str(error)) for one in tools]
            return outcome
        outcome.results = [result for result, _ in plans]
        for number in range(self.runs):
            for result, steps in plans:
                print(
                    f"{comparison.name}: {result.tool}, run {number + 1} of {self.runs}",
                    file=sys.stderr,
                )
                self._take(result, steps)
        return outcome

    def _plan(
        self, tool: Tool, comparison: Comparison, visits: int
    ) -> tuple[Result, list[tuple[Series, Tool, Work]]]:
        """Return an empty result, and the runs that fill it, in the order they are taken.

        Raises:
            CommandFailedError: if an input needs ourselves, and we cannot be installed.
            subprocess.CalledProcessError: if an input cannot be made.
        """
        mine = comparison.tools[0]
        size = min(visits, tool.most or visits)
        whole = self._work(comparison, size)
        result = Result(tool.name, Series(items(comparison, whole)), not_done=tool.not_done)
        steps = [(result.whole, tool, whole)]
        if tool is not mine:
            result.beside = Series(result.whole.items)
            steps.insert(0, (result.beside, mine, whole))
        if not comparison.is_start:
            few = self._work(comparison, min(FEW, size))
            result.few = Series(items(comparison, few))
            if comparison.loads:
                few = replace(few, loaded=size)
            steps.append((result.few, tool, few))
        try:
            for _, one, work in steps:
                environment = self.environment(one.environment)
                if one.prepare:
                    one.prepare(environment, work)
        except (CommandFailedError, subprocess.CalledProcessError) as error:
            result.failure = str(error)
        return result, steps

    def _work(self, comparison: Comparison, visits: int) -> Work:
        """Return one input, made where it is not there yet."""
        output = self.scratch / comparison.name
        if comparison.is_start:
            return Work(self.scratch, output, 0)
        work = Work(INPUTS, output, visits, faulty=comparison.validates, narrow=comparison.narrow)
        make_inputs(work, comparison.formats)
        if comparison.derive:
            comparison.derive(self.environment(OURS), work)
        return work

    def _take(self, result: Result, steps: list[tuple[Series, Tool, Work]]) -> None:
        """Run each step once; a tool that fails is left out from then on."""
        if result.failure:
            return
        try:
            for series, tool, work in steps:
                command = tool.command(self.environment(tool.environment), work)
                series.costs.append(run(command, expected=_exit_code(tool, work)))
        except CommandFailedError as error:
            result.failure = str(error)


def _exit_code(tool: Tool, work: Work) -> int:
    """Return how a tool should end: a validator tells faults by its exit code."""
    return work.faults if tool.not_done or tool.name == OURS else 0


def make_inputs(work: Work, formats: tuple[str, ...]) -> None:
    """Make an input in a process of its own: a large driver would be measured as well."""
    made = INPUTS / f"{work.path().name}.made.json"
    stamp = _stamp()
    there = json.loads(made.read_text(encoding="utf-8")) if made.is_file() else {}
    missing = [name for name in formats if there.get(name) != stamp]
    if not missing:
        return
    asked = ["--clean"] * (not work.faulty) + ["--narrow"] * work.narrow
    command = [
        *(sys.executable, str(HERE / "inputs.py"), str(INPUTS)),
        *("--visits", str(work.visits), *asked, "--formats", *missing),
    ]
    subprocess.run(command, check=True)
    made.write_text(json.dumps({**there, **dict.fromkeys(missing, stamp)}), encoding="utf-8")


def _stamp() -> float:
    """Return when the maker of inputs was last changed."""
    return (HERE / "inputs.py").stat().st_mtime


# --- command -------------------------------------------------------------------------------------


def machine() -> dict[str, Any]:
    """Return what the figures were taken on."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {"system": platform.platform(), "processors": os.cpu_count(), "load": load}


def parse() -> argparse.Namespace:
    """Return what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    names = list(dict.fromkeys(one.name for one in COMPARISONS))
    parser.add_argument("--only", nargs="+", choices=names, help="these comparisons")
    parser.add_argument("--runs", type=int, default=5, help="runs of each command (5)")
    parser.add_argument(
        "--records", type=int, default=100_000, help="visits in the largest input (100000)"
    )
    parser.add_argument("--without-peers", action="store_true", help="measure ourselves alone")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every run to a file")
    parser.add_argument(
        "--python",
        type=Path,
        metavar="PATH",
        help="a Python that has exchangespec; by default it gets an environment of its own",
    )
    asked = parser.parse_args()
    if asked.runs < 1 or asked.records < 1:
        parser.error("--runs and --records are at least 1")
    return asked


def main() -> int:
    """Measure, print the table; return 1 if one of our own commands failed."""
    asked = parse()
    if not asked.without_peers and not SCHEMAS.is_dir():
        print(f"{SCHEMAS} is missing; run: tox -e derive", file=sys.stderr)
        return 1
    INPUTS.mkdir(exist_ok=True)
    started = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as scratch:
        benchmark = Benchmark(asked, Path(scratch))
        outcomes = []
        for comparison in COMPARISONS:
            if asked.only and comparison.name not in asked.only:
                continue
            outcomes.append(benchmark.compare(comparison))
            print("\n".join(outcomes[-1].lines()) + "\n", flush=True)
    environments = {
        name: found.versions()
        for name, found in benchmark.environments.items()
        if isinstance(found, Environment)
    }
    if asked.json:
        told = {
            "taken": started.isoformat(timespec="seconds"),
            "machine": machine(),
            "seed": SEED,
            "visits": asked.records,
            "runs": asked.runs,
            "environments": environments,
            "comparisons": [outcome.as_dict() for outcome in outcomes],
        }
        asked.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return int(any(outcome.results[0].failure for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
