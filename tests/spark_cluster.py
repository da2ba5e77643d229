"""A Spark cluster of separate processes on this machine, each of which can be killed."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

HERE = "127.0.0.1"
# Compiled once and quickly: half the time of a short run.
QUICK = "-XX:TieredStopAtLevel=1"
SECONDS = 120


def settings(secret: str) -> str:
    """Return a file of settings with this secret."""
    return f"""\
spark.authenticate true
spark.authenticate.secret {secret}
spark.network.crypto.enabled true
spark.master.rest.enabled false
spark.ui.enabled false
spark.sql.shuffle.partitions 2
spark.driver.extraJavaOptions {QUICK}
spark.executor.extraJavaOptions {QUICK}
spark.executor.memory 512m
"""


class Standalone:
    """A master and workers; what they write lies in one folder."""

    def __init__(self, folder: Path, *, workers: int) -> None:
        self.folder = folder
        self.conf = folder / "spark.conf"
        self.conf.write_text(settings(secrets.token_urlsafe(32)), encoding="utf-8")
        self.conf.chmod(0o600)
        self.environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "SPARK_LOCAL_IP": HERE,
            "SPARK_DAEMON_MEMORY": "256m",
            "SPARK_DAEMON_JAVA_OPTS": QUICK,
        }
        self.port = free_port()
        self.master = f"spark://{HERE}:{self.port}"
        self._ends = ExitStack()
        self._start("master", "master.Master", "--port", str(self.port))
        wait_until(self._answers)
        self.workers = [self.worker() for _ in range(workers)]

    def worker(self) -> subprocess.Popen[bytes]:
        """Start one worker more."""
        name = f"worker-{free_port()}"
        work = ("--cores", "1", "--memory", "1g", "--work-dir", str(self.folder / name))
        return self._start(name, "worker.Worker", *work, self.master)

    def _start(self, name: str, kind: str, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a process with all that it starts in a group of its own."""
        program = shutil.which("spark-class", path=self.environment["PATH"])
        assert program, "the wheel of PySpark brings spark-class"
        settings = ("--host", HERE, "--webui-port", "0", "--properties-file", str(self.conf))
        log = self._ends.enter_context((self.folder / f"{name}.log").open("wb"))
        process = subprocess.Popen(
            [program, f"org.apache.spark.deploy.{kind}", *settings, *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        self._ends.callback(kill, process)
        return process

    def _answers(self) -> bool:
        """Tell whether the master takes calls."""
        with socket.socket() as way:
            return way.connect_ex((HERE, self.port)) == 0

    def run(self, *arguments: object) -> subprocess.Popen[str]:
        """Start a command of ours that works on the cluster."""
        place = ("--engine", self.master, "--spark-conf", self.conf)
        return self.command(*arguments, *place)

    def command(self, *arguments: object) -> subprocess.Popen[str]:
        """Start a command of ours."""
        return subprocess.Popen(
            [sys.executable, "-m", "exchangespec", *map(str, arguments)],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def close(self) -> None:
        """End all processes."""
        self._ends.close()


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and all that it has started, as when a machine loses its power."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as trial:
        trial.bind((HERE, 0))
        return int(trial.getsockname()[1])


def wait_until(is_so: Callable[[], object], seconds: float = SECONDS) -> None:
    """Wait until something is so."""
    limit = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < limit, f"still not so after {seconds} seconds"
        time.sleep(0.05)
