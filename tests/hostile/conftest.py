"""What tests of bad input share: the program, run again and again in forks of one process."""

import os
from collections.abc import Iterator

import pytest

from hostile.forked import Program


@pytest.fixture(scope="session")
def program() -> Iterator[Program]:
    """The program, ready to run any number of command lines."""
    if not hasattr(os, "fork"):
        pytest.skip("needs a system that forks")
    with Program() as ready:
        yield ready
