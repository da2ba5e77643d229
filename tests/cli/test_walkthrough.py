"""The walk through five real sources, run as the page says it, and counted with other tools."""

import csv
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest

pytestmark = pytest.mark.shared_data
PAGE = Path(__file__).parents[2] / "docs/walkthrough.md"
SOURCES = (
    "networks/urbact_membership.csv",
    "networks/jrc_covenant_signatories_no_mayor.csv",
    "networks/eurocities_members.json",
    "territorial/keep_closed_1420_partnership.csv",
    "twinning/wikidata_p190_2016_relations.tsv",
)
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


class Walk(NamedTuple):
    """The folder in which the commands ran, and what each of them gave."""

    folder: Path
    results: dict[str, subprocess.CompletedProcess[str]]

    def code(self, start: str) -> int:
        """Return the exit code of the command that begins so."""
        [result] = [one for command, one in self.results.items() if command.startswith(start)]
        return result.returncode

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask DuckDB itself, in the folder of tables."""
        return duckdb.sql(sql.replace("TABLES", str(self.folder / "tables"))).fetchall()


def blocks(language: str) -> list[str]:
    """Return the fenced blocks of the page in a language."""
    return [text for name, text in BLOCK.findall(PAGE.read_text("utf-8")) if name == language]


def commands() -> Iterator[str]:
    """Yield the commands of the page, in their order."""
    for block in blocks("sh"):
        yield from block.replace("\\\n", " ").strip().splitlines()


@pytest.fixture(scope="module")
def walk(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """Run every command of the page in a folder that holds the five sources."""
    folder = tmp_path_factory.mktemp("walk")
    for source in SOURCES:
        (folder / Path(source).name).symlink_to(shared / "data" / source)
    (folder / "eurocities.toml").write_text(blocks("toml")[0], "utf-8")
    (folder / "arrival.sql").write_text(blocks("sql")[0], "utf-8")
    results = {}
    for command in commands():
        script = f'exchangespec() {{ "{sys.executable}" -m exchangespec "$@"; }}; {command}'
        results[command] = subprocess.run(
            ["bash", "-c", script],
            cwd=folder,
            env={**os.environ, "COLUMNS": "200"},
            capture_output=True,
            text=True,
            check=False,
        )
    return Walk(folder, results)


def table(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    """Read a source with the standard library."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def records(walk: Walk, prefix: str) -> dict[str, int]:
    """Return how many records of each type a publisher has in the merged dataset."""
    package = json.loads((walk.folder / f"merged/{prefix}.json").read_text("utf-8"))
    return dict(Counter(one["type"] for one in package["records"]))


def test_every_command_ends_as_the_page_says(walk: Walk) -> None:
    """Findings are 1, all else is 0; nothing is wrong use, unreadable, or our fault."""
    ends = {command: one.returncode for command, one in walk.results.items()}
    found = {command for command, code in ends.items() if code}
    assert {ends[command] for command in found} == {1}
    assert {command.split()[1:4][-1] for command in found if " validate " in command} == {
        "urbact-memberships",
        "keep-eu-partnerships",
        "covenant-of-mayors",
    }
    assert [command for command in found if " validate " not in command] == [
        next(command for command in ends if command.startswith("exchangespec merge"))
    ]


def test_networks_of_urbact(walk: Walk) -> None:
    """172 networks and 1,510 memberships, one of them the copy that was left out, with its place."""
    rows = table(walk.folder / "urbact_membership.csv", ";")
    assert len(rows) == 1510
    report = json.loads((walk.folder / "urbact.report.json").read_text("utf-8"))
    assert report["inputs"][0]["records"]["Membership"] == 1510
    found = records(walk, "urbact-nets")
    assert found["Network"] == len({row["Code_Network"] for row in rows}) == 172
    members = {(row["Code_Network"], row["Country"], row["NameCity"]) for row in rows}
    assert found["Membership"] == len(members) == 1509
    [left_out] = [
        row["left_out"]
        for row in table(walk.folder / "origins.csv")
        if row["id"] == "urbact-nets:m-28-DE-Berlin"
    ]
    assert left_out.startswith("ready/urbact.json:")
    leads = walk.ask(
        "SELECT count(*) FROM 'TABLES/memberships.parquet' "
        "WHERE role = 'lead_partner' AND id LIKE 'urbact-nets:%'"
    )
    assert leads == [(sum(row["City.Statut"] == "Lead Partner" for row in rows),)] == [(172,)]


def test_projects_of_keep(walk: Walk) -> None:
    """8,621 partners, of which two rows say a membership again; 1,891 rows of lead partners."""
    rows = table(walk.folder / "keep_closed_1420_partnership.csv", ";")
    projects = {(row["Programme"], row["Acronym"]) for row in rows}
    assert (len(rows), len(projects)) == (8621, 1852)
    found = records(walk, "keep-eu")
    assert found["Network"] == 1852
    origins = table(walk.folder / "origins.csv")
    again = [row for row in origins if row["id"].startswith("keep-eu:m-") and row["left_out"]]
    assert found["Membership"] + len(again) == 8621
    assert [row["decided_by"] for row in again] == ["same", "same"]
    leads = walk.ask(
        "SELECT count(*) FROM 'TABLES/memberships.parquet' "
        "WHERE role = 'lead_partner' AND id LIKE 'keep-eu:%'"
    )
    assert leads == [(sum(row["Lead Partner"] == "Yes" for row in rows),)] == [(1891,)]


def test_signatories_of_the_covenant(walk: Walk) -> None:
    """11,973 signatories: municipalities, and groups of them as bodies."""
    rows = table(walk.folder / "jrc_covenant_signatories_no_mayor.csv")
    groups = [row for row in rows if row["group_profile"] == "True"]
    assert (len(rows), len(groups)) == (11_973, 294)
    found = records(walk, "covenant")
    assert found["Membership"] == 11_973
    assert found["City"] == 11_973 - 294
    named = {row["organisation_id"] for row in groups}
    named |= {row["group_organisation_id"] for row in rows} - {"-"}
    assert found["Organisation"] == len(named)
    people = sum(int(row["population_adhesion"]) for row in rows if row not in groups
                 and row["population_adhesion"].isdigit())  # fmt: skip
    assert walk.ask(
        "SELECT cast(sum(population_low) AS bigint) FROM 'TABLES/cities.parquet' "
        "WHERE id LIKE 'covenant:%'"
    ) == [(people,)]


def test_twinned_cities(walk: Walk) -> None:
    """34,182 lines, 34,178 of them distinct, are 17,401 pairs; 624 are stated from one side only."""
    path = walk.folder / "wikidata_p190_2016_relations.tsv"
    lines = [tuple(line.split("\t")) for line in path.read_text("utf-8").splitlines()]
    distinct = set(lines)
    pairs = {frozenset(pair) for pair in distinct}
    one_way = [pair for pair in distinct if pair[::-1] not in distinct]
    assert (len(lines), len(distinct), len(pairs), len(one_way)) == (34_182, 34_178, 17_401, 624)
    assert records(walk, "twins") == {"Partnership": 17_401}
    riga = sum("Q1773" in pair for pair in pairs)
    assert [row[-1] for row in arrival_cities(walk) if row[0] == "Riga"] == [str(riga)]


def test_members_of_eurocities(walk: Walk) -> None:
    """209 members with 206 Wikidata items: three cities stand there as two."""
    path = walk.folder / "eurocities_members.json"
    members = json.loads(path.read_text("utf-8"))["members"]
    items = {one["wikidata_id"] for one in members}
    assert (len(members), len(items)) == (209, 206)
    assert records(walk, "eurocities") == {"City": 206, "Network": 1, "Membership": 206}


def arrival_cities(walk: Walk) -> list[list[str]]:
    """Return the rows that the question of the page gives."""
    [result] = [one for command, one in walk.results.items() if "@arrival.sql" in command]
    assert result.returncode == 0, result.stderr
    _, rule, *lines = result.stdout.splitlines()
    starts = [found.start() for found in re.finditer("-+", rule)]
    ends = [*starts[1:], None]
    return [[line[at:end].strip() for at, end in zip(starts, ends, strict=True)] for line in lines]


def test_arrival_cities(walk: Walk) -> None:
    """Ten cities, Amadora leads, and those of other sources are recognised; as the page shows."""
    rows = arrival_cities(walk)
    source = table(walk.folder / "urbact_membership.csv", ";")
    expected = {
        (row["NameCity"], row["City.Statut"].lower().replace(" ", "_"))
        for row in source
        if row["Network"].upper() == "ARRIVAL CITIES"
    }
    assert len(rows) == 10
    assert {(name, role) for name, role, *_ in rows} == expected
    assert [name for name, role, *_ in rows if role == "lead_partner"] == ["Amadora"]
    sources = {name: set(found.split(";")) for name, _, found, _ in rows}
    assert sources["Vantaa"] == {"covenant", "eurocities", "keep-eu", "urbact-nets"}
    shown = [line.split() for line in blocks("")[0].splitlines()]
    [result] = [one for command, one in walk.results.items() if "@arrival.sql" in command]
    assert [line.split() for line in result.stdout.splitlines()] == shown


def test_nothing_was_lost_on_the_way(walk: Walk) -> None:
    """Records and copies left out are together what the five sources gave; what is not valid is named."""
    read = 0
    for name in ("urbact", "keep", "covenant", "eurocities", "twins"):
        package = json.loads((walk.folder / f"ready/{name}.json").read_text("utf-8"))
        read += len(package["records"])
    origins = table(walk.folder / "origins.csv")
    left_out = sum(len(row["left_out"].split(";")) for row in origins if row["left_out"])
    assert len(origins) + left_out == read
    [merge] = [one for command, one in walk.results.items() if " merge " in command]
    lost = [line for line in merge.stderr.splitlines() if line.startswith("Lost: ")]
    errors = Counter(line.partition(": ")[2].partition(":")[0] for line in lost)
    assert errors == {"keep-eu": 345, "covenant": 18}
    report = json.loads((walk.folder / "merge.json").read_text("utf-8"))
    assert report["codes"] == {"EXS321": 1}
    assert (walk.folder / "overview/index.html").stat().st_size > 10_000
