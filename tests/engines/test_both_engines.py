"""Every question has the same answer on both engines: the same rows, columns and types."""

from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from exchangespec.aggregate import FROM_THE_MODEL, HELPERS, ROLL_UPS, prepare, write
from exchangespec.aggregate.page import html
from exchangespec.engines.duck import Duck, open_duck
from exchangespec.engines.spark import LOG, Alike, Spark, SparkRunner
from exchangespec.errors import EngineError
from exchangespec.sharding.results import ruleset
from exchangespec.tables.connecting import NoTablesError
from exchangespec.tables.forms import tables

pytestmark = [pytest.mark.spark, pytest.mark.loopback]

EVIDENCE = tuple(name for one in ROLL_UPS for name in (*one.rows, *one.between))
ORDERED = (*(one.name for one in ROLL_UPS), "visit_flows")


@pytest.fixture(scope="module")
def duck(kept: Path) -> Any:
    """DuckDB, with all questions asked."""
    with open_duck(kept) as engine:
        prepare(engine)
        yield engine


@pytest.fixture(scope="module")
def cluster(spark: Any, kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Spark:
    """Spark, with all questions asked."""
    engine = Spark(spark, kept, tmp_path_factory.mktemp("answers in here"))
    prepare(engine)
    return engine


def told(table: pa.Table) -> list[str]:
    """Return rows that can be sorted."""
    return sorted(map(repr, table.to_pylist()))


@pytest.mark.parametrize("name", ["bounds", "years", *FROM_THE_MODEL, *HELPERS, *EVIDENCE])
def test_rows_and_types_are_the_same(name: str, duck: Duck, cluster: Spark):
    """What has no order has the same rows in any."""
    here, there = (one.rows(name).batches().read_all() for one in (duck, cluster))
    assert here.schema == there.schema
    assert told(here) == told(there)
    assert here.num_rows


@pytest.mark.parametrize("name", ORDERED)
def test_roll_ups_have_the_same_rows_in_the_same_order(name: str, duck: Duck, cluster: Spark):
    """A roll-up is sorted by all that tells its rows apart."""
    here, there = (one.rows(name).batches().read_all() for one in (duck, cluster))
    assert here.schema == there.schema
    assert here.to_pylist() == there.to_pylist()


@pytest.mark.parametrize("name", tables())
def test_tables_are_read_alike(name: str, duck: Duck, cluster: Spark):
    """Before any question: the rows and types of the tables themselves."""
    here, there = (one.rows(name).batches().read_all() for one in (duck, cluster))
    assert here.schema == there.schema
    assert told(here) == told(there)


def test_results_are_the_same_files(duck: Duck, cluster: Spark, tmp_path: Path):
    """What is written by one engine cannot be told from what the other writes."""
    for name, engine in (("here", duck), ("there", cluster)):
        write(engine, tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "here").iterdir())
    assert files == sorted(path.name for path in (tmp_path / "there").iterdir())
    for name in files:
        here, there = (tmp_path / one / name for one in ("here", "there"))
        if here.suffix == ".csv" or here.stem in ORDERED:
            assert here.read_bytes() == there.read_bytes(), name
    assert html(duck, "Both") == html(cluster, "Both")


def test_a_folder_without_tables_is_refused(spark: Any, tmp_path: Path):
    """As on one machine."""
    with pytest.raises(NoTablesError):
        Spark(spark, tmp_path, tmp_path)


def test_tasks_come_back_in_their_order(spark: Any, tmp_path: Path):
    """As from a process of this machine; nothing but the tasks passes through Spark."""
    runner = SparkRunner(lambda: spark, tmp_path / LOG)
    assert list(runner.run(hex, [3, 1, 2])) == ["0x3", "0x1", "0x2"]
    assert list(runner.run(hex, range(4))) == ["0x0", "0x1", "0x2", "0x3"]
    assert list(runner.run(hex, [])) == []


def test_what_a_task_raises_comes_here(spark: Any, tmp_path: Path):
    """It is a fault of ours, however often Spark tries it again."""
    with pytest.raises(EngineError, match="broke off"):
        SparkRunner(lambda: spark, tmp_path / LOG).run(partial(divmod, 1), [0])


def test_machines_with_another_version_are_refused():
    """Their findings would be others, and nobody would know."""
    assert Alike(hex, ruleset())(1) == "0x1"
    with pytest.raises(EngineError, match="another version of exchangespec"):
        Alike(hex, "other")(1)
