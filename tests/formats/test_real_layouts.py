"""Tables as public bodies publish them: what each row is, beside what people made of it by hand."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from exchangespec import spec
from exchangespec.finding import Fault
from exchangespec.formats.cells import Defaults
from exchangespec.formats.format import Limits, Source
from exchangespec.formats.table import Table, read_table
from exchangespec.formats.workbook_file import open_workbook
from exchangespec.intake import TakeOptions
from exchangespec.location import Location
from exchangespec.validation import validate

pytestmark = pytest.mark.shared_data
Told = Counter[str]


def layout(path: Path) -> tuple[dict[str, int], Told]:
    """Read the first sheet with headings of whatever meaning; return the account and what is said."""
    book = open_workbook(Source(path.name, path=path), Limits())
    rows = list(book.rows(book.entries()[0].name))
    said: list[str] = []

    def say(fault: Fault, place: Location | None) -> None:
        assert place is not None
        said.append(fault.slug)

    table = Table(path.name, iter(rows), sheet="S", again=lambda: iter(rows))
    found = list(read_table(table, spec.records()["Funding"], Defaults(language="en"), say))
    assert table.account.total == len(rows)
    assert table.account.rows["record"] == len(found)
    return table.account.rows, Counter(said)


def rows_of(path: Path) -> int:
    """Count the records of a cleaned file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return sum(any(row) for row in csv.reader(stream)) - 1


def test_brussels(shared: Path) -> None:
    """Titles, sections in two languages, and sums with the word behind blank cells."""
    folder = shared / "data/messy/be_brussels"
    account, said = layout(folder / "ERDF_Brussels_2007-2013.xls")
    assert account["record"] == rows_of(folder / "ERDF_Brussels_2007-2013_converted.csv") == 34
    assert (account["section"], account["total"], account["title"]) == (7, 4, 4)
    assert (said["section-row"], said["total-row"]) == (7, 4)


def test_cyprus(shared: Path) -> None:
    """Headings in two rows, 38 headings of sections, and six rows that were pasted twice.

    Six of the headings of sections stand in the cleaned file as well; that is its 1,474 rows.
    """
    [book] = (shared / "data/messy/cy").glob("*.xlsx")
    [clean] = (shared / "data/messy/cy").glob("*clean.csv")
    account, said = layout(book)
    assert account["heading"] == 2
    assert (account["repeated"], said["rows-repeated"]) == (6, 1)
    assert account["record"] == 1462
    assert account["section"] == said["section-row"] == 38
    read = account["record"] + account["repeated"]
    assert read <= rows_of(clean) <= read + account["section"]


def test_niedersachsen(shared: Path) -> None:
    """Four titles, and the headings in German and below them in English."""
    [book] = (shared / "data/messy/de9_niedersachsen_erdf").glob("*.xlsx")
    account, said = layout(book)
    assert account == {"record": 69, "heading": 2, "title": 4, "blank": 2}
    assert said["headings-joined"] == 1


@pytest.mark.parametrize(
    ("name", "records"),
    [
        ("at_erdf/*.xlsx", 49),
        ("nl_actie_b/*.xls", 9),
        ("si_1420/*.xls", 193),
        ("uk_scotland/*.ods", 210),
    ],
)
def test_tables_without_decoration(shared: Path, name: str, records: int) -> None:
    """Nothing is taken for decoration where there is none."""
    [path] = (shared / "data/messy").glob(name)
    assert layout(path)[0] == {"record": records, "heading": 1}


@pytest.mark.slow
def test_every_workbook_ends_in_a_report(shared: Path) -> None:
    """Whatever it is, there is a verdict and no fault of ours."""
    for path in sorted((shared / "data/messy").rglob("*")):
        if path.suffix in {".xls", ".xlsx", ".ods"}:
            outcome = validate([Source(path.name, path=path)], TakeOptions())
            assert not outcome.broken, path
            assert outcome.findings, path
