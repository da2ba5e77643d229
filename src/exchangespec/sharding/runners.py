"""Who runs a function for many tasks: this process, a pool of processes, or an engine elsewhere.

A runner needs one method, and nothing of what is run:

    class Cluster:
        def run(self, function, tasks):
            return engine.map(function, tasks)

What is asked of it:

- `function` can be pickled, and so can each task; both are small. A task is plain data: a `Shard`,
  or something like it. The function is called once a task, anywhere; twice does no harm.
- A call returns the name of the file in which it left its result, a short text. The file lies in a
  folder that every process and machine must see under the same path, as must the inputs.
- `function.place(task)`, where there is such a method, tells the file beforehand: what is there
  already need not be sent anywhere.
- The file is written whole or not at all, and a call whose file is there returns at once. So a
  runner may try a task again that was lost, and a run that was killed goes on where it stood.
- The names come in the order of the tasks, at once or one by one. An exception of the function is
  the runner's to raise: it is a fault of ours, not one of the data, which are findings in the file.
- Every process that runs the function needs the same version of this package.
"""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Task = TypeVar("Task")


class Runner(Protocol):
    """Runs a function for many tasks."""

    def run(self, function: Callable[[Task], str], tasks: Sequence[Task]) -> Iterable[str]:
        """Call the function for each task; return what it returned, in the order of the tasks."""


class InTurn:
    """Runs one task after the other, in this process."""

    def run(self, function: Callable[[Task], str], tasks: Sequence[Task]) -> Iterable[str]:
        """Call the function for each task; yield what it returned."""
        return map(function, tasks)


class Processes:
    """Runs tasks in several processes of this machine.

    They are started afresh and share nothing with this one, so that it is the same on every system.
    """

    def __init__(self, jobs: int) -> None:
        """Take the number of processes."""
        self.jobs = jobs

    def run(self, function: Callable[[Task], str], tasks: Sequence[Task]) -> Iterable[str]:
        """Call the function for each task; yield what it returned, in the order of the tasks."""
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(min(self.jobs, len(tasks)) or 1, mp_context=context) as pool:
            yield from pool.map(function, tasks)


class Telling:
    """Runs tasks as another runner does, and tells how many are done."""

    def __init__(self, runner: Runner, tell: Callable[[str, int, int], None]) -> None:
        """Take the runner, and what is told what is done, in how many of how many parts."""
        self.runner = runner
        self.tell = tell

    def run(self, function: Callable[[Task], str], tasks: Sequence[Task]) -> Iterable[str]:
        """Call the function for each task; yield what it returned, in the order of the tasks."""
        does = str(getattr(function, "does", ""))
        self.tell(does, 0, len(tasks))
        for done, result in enumerate(self.runner.run(function, tasks), 1):
            self.tell(does, done, len(tasks))
            yield result


def runner_of(jobs: int) -> Runner:
    """Return what runs tasks in so many processes of this machine."""
    return Processes(jobs) if jobs > 1 else InTurn()
