"""What is measured: a table of comparisons, each with our command and the peers' beside it."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from environments import HERE, OURS, PEERS, REPOSITORY, Environment
from inputs import ONE_FAULT_IN, stem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Command = list[str]
SCHEMAS = REPOSITORY / "schemas" / "json-schema"
# Few enough that reading them costs next to nothing, and without a fault.
FEW = 10


@dataclass(frozen=True, slots=True)
class Work:
    """Where the inputs lie, where output goes, and how large one input is.

    `loaded` is the size of the input that is loaded as well, where loading is not what is measured;
    `narrow` tells visits of nine columns.
    """

    inputs: Path
    output: Path
    visits: int
    faulty: bool = True
    loaded: int = 0
    narrow: bool = False

    @property
    def also(self) -> Work:
        """The input that is loaded as well: the same one unless it is told."""
        return replace(self, visits=self.loaded or self.visits)

    def path(self, suffix: str = "") -> Path:
        """Return the input with this suffix; without one the folder of tables."""
        return self.inputs / f"{self.stem}{suffix}"

    @property
    def stem(self) -> str:
        """The name of the input without a suffix."""
        return stem(self.visits, faulty=self.faulty, narrow=self.narrow)

    @property
    def faults(self) -> int:
        """The exit code of a validator: 1 where the input has a fault."""
        return int(self.faulty and self.visits > ONE_FAULT_IN // 2)


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool at one task.

    Attributes:
        name: what the table calls it.
        environment: the environment it lives in.
        command: the command for one input.
        most: at most so many visits, where the tool is slow.
        not_done: what our command does and this one does not.
        prepare: what must be there before, and is not measured.
    """

    name: str
    environment: str
    command: Callable[[Environment, Work], Command]
    most: int | None = None
    not_done: str = ""
    prepare: Callable[[Environment, Work], None] | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One task: ours first, then the peers.

    Attributes:
        name: for `--only`.
        title: the task in words.
        tools: ours first.
        formats: inputs that are needed.
        visits: size, where it is not the one asked for with `--records`.
        narrow: whether visits have nine columns.
        validates: whether inputs hold faults, and finding them is the exit code.
        unit: what costs are divided by.
        derive: makes more inputs with ourselves, and is not measured.
        loads: whether loading is left out: the run on next to nothing loads the whole input too.
    """

    name: str
    title: str
    tools: tuple[Tool, ...]
    formats: tuple[str, ...] = ()
    visits: int | None = None
    narrow: bool = False
    validates: bool = True
    unit: str = "record"
    derive: Callable[[Environment, Work], None] | None = None
    loads: bool = False

    @property
    def is_start(self) -> bool:
        """Whether it measures start-up, which has no input."""
        return not self.formats


def ours(*arguments: str) -> Callable[[Environment, Work], Command]:
    """Return our command; `{in.suffix}` stands for an input and `{out}` for where output goes."""

    def command(environment: Environment, work: Work) -> Command:
        return [*program(environment), *(_filled(text, work) for text in arguments)]

    return command


def program(environment: Environment) -> Command:
    """Return how to start ourselves: as installed, else as a module."""
    script = environment.python.parent / OURS
    return [str(script)] if script.exists() else [str(environment.python), "-m", OURS]


def python(*arguments: str) -> Callable[[Environment, Work], Command]:
    """Return a command of the environment's Python."""

    def command(environment: Environment, work: Work) -> Command:
        return [str(environment.python), *(_filled(text, work) for text in arguments)]

    return command


def installed(name: str, *arguments: str) -> Callable[[Environment, Work], Command]:
    """Return a command that a peer installed."""

    def command(environment: Environment, work: Work) -> Command:
        return [environment.program(name), *(_filled(text, work) for text in arguments)]

    return command


def _filled(text: str, work: Work) -> str:
    """Put the paths of one input into an argument."""
    if text.startswith("{in"):
        return str(work.path(text[3:].partition("}")[0])) + text.partition("}")[2]
    if text.startswith("{also"):
        return _filled(text.replace("{also", "{in"), work.also)
    return text.replace("{out}", str(work.output))


def table_schema(environment: Environment, work: Work) -> None:
    """Write the data package that frictionless needs beside the tables."""
    script = str(PEERS / "table_schema.py")
    subprocess.run([environment.python, script, SCHEMAS, work.path()], check=True)


def rdf_inputs(environment: Environment, work: Work) -> None:
    """Write what an input says in RDF, in each form that is read or built from."""
    subprocess.run([environment.python, OURS_IN_RDF, "prepare", work.path(".ndjson")], check=True)


def items(comparison: Comparison, work: Work) -> int:
    """Return how many records or triples an input holds; none where nothing is read."""
    if comparison.unit == "triple":
        return int(json.loads(work.path(".triples.json").read_text(encoding="utf-8")))
    told = work.path(".faults.json")
    return int(json.loads(told.read_text(encoding="utf-8"))["records"]) if told.is_file() else 0


OURS_IN_RDF = str(HERE / "rdf_ours.py")
RDFLIB = str(PEERS / "rdflib_graph.py")


def rdf_writing(name: str, title: str, suffix: str) -> Comparison:
    """Return the comparison of writing one syntax of RDF."""
    written = f"{{out}}{suffix}"
    return Comparison(
        "rdf-write",
        f"Writing {title}",
        (
            Tool(
                OURS,
                OURS,
                python(OURS_IN_RDF, "write", name, "{also.ndjson}", "{in.ndjson}", written),
            ),
            Tool(
                "exchangespec convert",
                OURS,
                ours("convert", "{in.ndjson}", written, "--overwrite"),
                most=2_000,
            ),
            Tool(
                "rdflib",
                "rdflib",
                python(
                    *(RDFLIB, "write", name),
                    *("{also.statements.ndjson}", "{in.statements.ndjson}", written),
                ),
                most=2_000,
                not_done="knows no records, is given their statements and builds its graph of them",
            ),
            Tool(
                "rdflib's serialiser",
                "rdflib",
                python(
                    *(RDFLIB, "serialise", name),
                    *("{also.statements.ndjson}", "{in.statements.ndjson}", written),
                ),
                most=2_000,
                not_done="is given the graph: only serialising it is counted in us/triple",
            ),
        ),
        formats=("ndjson",),
        visits=20_000,
        validates=False,
        unit="triple",
        derive=rdf_inputs,
        loads=True,
    )


def rdf_reading(name: str, title: str, suffix: str) -> Comparison:
    """Return the comparison of reading one syntax of RDF."""
    read = f"{{in{suffix}}}"
    return Comparison(
        "rdf-read",
        f"Reading {title}",
        (
            Tool(OURS, OURS, python(OURS_IN_RDF, "read", name, read)),
            Tool(
                "exchangespec convert",
                OURS,
                ours("convert", read, "{out}.ndjson", "--overwrite"),
                most=2_000,
            ),
            Tool(
                "rdflib",
                "rdflib",
                python(RDFLIB, "read", name, read),
                most=2_000,
                not_done="groups statements by subject, makes no records of them, has no lines",
            ),
        ),
        formats=("ndjson",),
        visits=20_000,
        validates=False,
        unit="triple",
        derive=rdf_inputs,
    )


NO_RULES = "no rules between fields or records"

COMPARISONS: tuple[Comparison, ...] = (
    Comparison(
        "start",
        "Starting: nothing is read",
        (
            Tool("exchangespec --help", OURS, ours("--help")),
            Tool("python -c pass", OURS, python("-c", "pass")),
            Tool("import exchangespec", OURS, python("-c", "import exchangespec")),
            Tool("exchangespec validate --help", OURS, ours("validate", "--help")),
            Tool("import jsonschema", "jsonschema", python("-c", "import jsonschema")),
            Tool(
                "check-jsonschema --help",
                "check-jsonschema",
                installed("check-jsonschema", "--help"),
            ),
            Tool("frictionless --help", "frictionless", installed("frictionless", "--help")),
            Tool("flatten-tool --help", "flatten-tool", installed("flatten-tool", "--help")),
        ),
    ),
    Comparison(
        "ndjson",
        "Validating NDJSON",
        (
            Tool(OURS, OURS, ours("validate", "{in.ndjson}")),
            Tool(
                "jsonschema",
                "jsonschema",
                python(str(PEERS / "jsonschema_lines.py"), str(SCHEMAS), "{in.ndjson}"),
                most=5_000,
                not_done=f"{NO_RULES}, no columns, no repeated keys",
            ),
        ),
        formats=("ndjson",),
    ),
    Comparison(
        "json",
        "Validating a JSON package",
        (
            Tool(OURS, OURS, ours("validate", "{in.json}")),
            Tool(
                "check-jsonschema",
                "check-jsonschema",
                installed(
                    "check-jsonschema",
                    "--schemafile",
                    str(SCHEMAS / "package.json"),
                    "--verbose",
                    "{in.json}",
                ),
                most=2_000,
                not_done=f"{NO_RULES}, no lines, no repeated keys",
            ),
        ),
        formats=("json",),
        visits=20_000,
    ),
    Comparison(
        "csv",
        "Validating a folder of CSV",
        (
            Tool(OURS, OURS, ours("validate", "{in}")),
            Tool(
                "frictionless",
                "frictionless",
                installed(
                    "frictionless",
                    "validate",
                    "{in}/datapackage.json",
                    "--limit-errors",
                    "100000",
                    "--json",
                ),
                most=5_000,
                not_done=f"{NO_RULES}, no references, no labels or words for codes",
                prepare=table_schema,
            ),
        ),
        formats=("csv",),
    ),
    Comparison(
        "xlsx-small",
        "Validating a small workbook",
        (Tool(OURS, OURS, ours("validate", "{in.xlsx}")),),
        formats=("xlsx",),
        visits=200,
    ),
    Comparison(
        "xlsx",
        "Validating a large workbook",
        (Tool(OURS, OURS, ours("validate", "{in.xlsx}")),),
        formats=("xlsx",),
        visits=20_000,
    ),
    Comparison(
        "xlsx-narrow",
        "Validating a workbook of nine columns",
        (
            Tool(OURS, OURS, ours("validate", "{in.xlsx}")),
            Tool(
                "flatten-tool",
                "flatten-tool",
                installed(
                    "flatten-tool",
                    *("unflatten", "-f", "xlsx", "-m", "records"),
                    *("-o", "{out}.json", "{in.xlsx}"),
                ),
                most=20_000,
                not_done="checks nothing, leaves lists as text",
            ),
        ),
        formats=("xlsx",),
        narrow=True,
        validates=False,
    ),
    Comparison(
        "convert-csv",
        "Converting CSV to JSON",
        (
            Tool(OURS, OURS, ours("convert", "{in}", "{out}.json", "--overwrite")),
            Tool(
                "flatten-tool",
                "flatten-tool",
                installed(
                    "flatten-tool",
                    *("unflatten", "-f", "csv", "-m", "records"),
                    *("-o", "{out}.json", "{in}"),
                ),
                most=5_000,
                not_done="checks nothing, leaves numbers and lists as text",
            ),
        ),
        formats=("csv",),
        visits=20_000,
        validates=False,
    ),
    Comparison(
        "convert-xlsx",
        "Converting XLSX to JSON",
        (
            Tool(OURS, OURS, ours("convert", "{in.xlsx}", "{out}.json", "--overwrite")),
            Tool(
                "flatten-tool",
                "flatten-tool",
                installed(
                    "flatten-tool",
                    *("unflatten", "-f", "xlsx", "-m", "records"),
                    *("-o", "{out}.json", "{in.xlsx}"),
                ),
                most=5_000,
                not_done="checks nothing, leaves lists as text",
            ),
        ),
        formats=("xlsx",),
        visits=20_000,
        validates=False,
    ),
    Comparison(
        "convert-ndjson",
        "Converting NDJSON to CSV",
        (Tool(OURS, OURS, ours("convert", "{in.ndjson}", "{out}", "--to", "csv", "--overwrite")),),
        formats=("ndjson",),
        visits=20_000,
        validates=False,
    ),
    rdf_writing("nquads", "N-Quads", ".nq"),
    rdf_writing("turtle", "Turtle", ".ttl"),
    rdf_reading("nquads", "N-Quads", ".nq"),
    rdf_reading("turtle", "Turtle", ".ttl"),
)
