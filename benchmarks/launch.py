"""Starts one command, waits for it, and writes down what it cost.

    python -I -S launch.py FILE COMMAND...

A process counts as its own the memory that its starter held at that moment. This starter imports
next to nothing, so that the count begins below any command that is measured.
"""

import os
import sys
import time


def launch(result: str, command: list[str]) -> None:
    """Write exit code, CPU seconds, clock seconds and peak memory, as the system counts it."""
    started = time.perf_counter()
    silent = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)
    try:
        process = os.posix_spawn(command[0], command, os.environ, file_actions=[silent])
    except OSError as error:
        sys.exit(str(error))
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - started
    code = os.waitstatus_to_exitcode(status)
    with open(result, "w") as stream:  # noqa: PTH123 - pathlib would be memory; digits only
        stream.write(f"{code} {usage.ru_utime + usage.ru_stime} {wall} {usage.ru_maxrss}")


if __name__ == "__main__":
    launch(sys.argv[1], sys.argv[2:])
