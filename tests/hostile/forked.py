"""Runs command lines, each in a fork of one process that has imported the program already.

A fork has an exit code, two streams, CPU time and peak memory of its own, as a process started from
a shell has; only the import is paid once. A fork that takes too long is ended by the system.
"""

import base64
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

SECONDS = 20
MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Ended:
    """How one command line ended."""

    exit_code: int
    stdout: str
    stderr: str
    seconds: float
    mebibytes: float

    @property
    def report(self) -> dict[str, Any]:
        """The JSON report on standard output."""
        return json.loads(self.stdout)

    @property
    def codes(self) -> set[str]:
        """The codes of what the JSON report counts."""
        return set(self.report["codes"])


class Program:
    """The program, waiting to be run."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-X", "utf8", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def run(self, *arguments: str | os.PathLike[str], stdin: bytes = b"") -> Ended:
        """Run one command line to its end."""
        asked = {
            "arguments": [os.fspath(item) for item in arguments],
            "stdin": base64.b64encode(stdin).decode(),
        }
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return Ended(**json.loads(self._process.stdout.readline()))


def serve() -> None:
    """Run each command line that is asked for, and say how it ended."""
    import exchangespec.api  # imported once, for all
    import exchangespec.cli.convert
    import exchangespec.cli.validate  # noqa: F401 - as above

    for line in sys.stdin:
        asked = json.loads(line)
        ended = forked(asked["arguments"], base64.b64decode(asked["stdin"]))
        sys.stdout.write(json.dumps(ended) + "\n")
        sys.stdout.flush()


def forked(arguments: Sequence[str], given: bytes) -> dict[str, Any]:
    """Run one command line in a fork."""
    with (
        tempfile.TemporaryFile() as stdin,
        tempfile.TemporaryFile() as stdout,
        tempfile.TemporaryFile() as stderr,
    ):
        stdin.write(given)
        stdin.flush()
        stdin.seek(0)
        child = os.fork()
        if not child:
            for number, stream in enumerate((stdin, stdout, stderr)):
                os.dup2(stream.fileno(), number)
            become(arguments)
        _, status, used = os.wait4(child, 0)
        return {
            "exit_code": os.waitstatus_to_exitcode(status),
            "stdout": read(stdout),
            "stderr": read(stderr),
            "seconds": used.ru_utime + used.ru_stime,
            "mebibytes": used.ru_maxrss / 1024,
        }


def become(arguments: Sequence[str]) -> None:
    """Be the program with these arguments, and never come back."""
    from exchangespec.cli import main

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    code = 99  # an exception that nobody caught
    try:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
        main(list(arguments), prog_name="exchangespec")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - what Python would print at its end
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def read(stream: Any) -> str:
    """Return all that was written to a stream."""
    stream.seek(0)
    return stream.read().decode("utf-8", "replace")


if __name__ == "__main__":
    serve()
