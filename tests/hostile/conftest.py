"""What tests of bad input share: the program, run again and again in forks of one process."""

import os
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from hostile.forked import Program

# With this variable set, the whole table and the fuzzing run (about a quarter of an hour);
# else a fixed sample of the table.
WHOLE = "EXCHANGESPEC_HOSTILE"
ONE_IN = 12


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep a fixed sample of the cases, so that the tests end while somebody waits."""
    if os.environ.get(WHOLE):
        return
    left_out = [item for item in items if in_this_folder(item) and not in_the_sample(item)]
    config.hook.pytest_deselected(items=left_out)
    gone = set(left_out)
    items[:] = [item for item in items if item not in gone]


def in_this_folder(item: pytest.Item) -> bool:
    """Tell whether a test stands beside this file."""
    return Path(item.path).parent == Path(__file__).parent


def in_the_sample(item: pytest.Item) -> bool:
    """Tell whether a test is always run: all that are no case of a table, and a part of those."""
    if item.path.name == "test_fuzz.py":
        return False
    name = item.name
    return "[" not in name or zlib.crc32(name.encode()) % ONE_IN == 0


@pytest.fixture(scope="session")
def program() -> Iterator[Program]:
    """The program, ready to run any number of command lines."""
    if not hasattr(os, "fork"):
        pytest.skip("needs a system that forks")
    with Program() as ready:
        yield ready
