"""Runs a command as a whole process and says what it cost: CPU time and peak memory."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LAUNCHER = Path(__file__).resolve().parent / "launch.py"
# Kibibytes on Linux, bytes on macOS.
MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024
MIB = 1024 * 1024
LONGEST_MESSAGE = 400


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of a command cost.

    Attributes:
        cpu: seconds of CPU, user and system, of the process and those it waited for.
        wall: seconds on the clock, which on a shared machine say little.
        memory: the most memory it held at once, in MiB.
    """

    cpu: float
    wall: float
    memory: float


class CommandFailedError(Exception):
    """A command ended otherwise than it should; the text says how."""


def run(command: Sequence[str], expected: int) -> Cost:
    """Run a command and return its cost.

    Raises:
        CommandFailedError: if it cannot be started or ends with another exit code.
    """
    with tempfile.NamedTemporaryFile() as result:
        launched = subprocess.run(
            [sys.executable, "-I", "-S", LAUNCHER, result.name, *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
        told = result.read().split()
    said = launched.stderr.decode("utf-8", "replace").strip()[-LONGEST_MESSAGE:]
    if not told:
        raise CommandFailedError(f"cannot be started: {said}")
    if int(told[0]) != expected:
        raise CommandFailedError(f"exit code {int(told[0])} instead of {expected}: {said}")
    cpu, wall, memory = map(float, told[1:])
    return Cost(cpu, wall, memory * MEMORY_UNIT / MIB)
