"""Tables as public bodies publish them: what each row is, beside what people made of it by hand."""

import csv
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from exchangespec import spec
from exchangespec.finding import Fault
from exchangespec.formats.cells import Defaults
from exchangespec.formats.format import Limits, Source, singly
from exchangespec.formats.table import Row, Table, read_table
from exchangespec.formats.workbook_file import open_workbook
from exchangespec.intake import TakeOptions
from exchangespec.location import Location
from exchangespec.validation import validate

pytestmark = pytest.mark.shared_data
Told = Counter[str]


def table_of(path: Path) -> tuple[list[Row], dict[str, int], list[tuple[str, int | None]]]:
    """Read the first sheet with headings of whatever meaning.

    Return its rows, the account of them, and the rows that are spoken of.
    """
    book = open_workbook(Source(path.name, path=path), Limits())
    rows = list(book.rows(book.entries()[0].name))
    said: list[tuple[str, int | None]] = []

    def say(fault: Fault, place: Location | None) -> None:
        assert place is not None
        said.append((fault.slug, place.row))

    table = Table(path.name, iter(rows), sheet="S", again=lambda: iter(rows))
    form, defaults = spec.records()["Funding"], Defaults(language="en")
    found = list(singly(read_table(table, form, defaults, say)))
    assert table.account.total == len(rows)
    assert table.account.rows["record"] == len(found)
    return rows, table.account.rows, said


def layout(path: Path) -> tuple[dict[str, int], Told]:
    """Read the first sheet; return the account and how often is said what."""
    _, account, said = table_of(path)
    return account, Counter(slug for slug, _ in said)


def cleaned(path: Path, encoding: str = "utf-8-sig", delimiter: str = ",") -> list[list[str]]:
    """Return the rows of a cleaned file that hold something, without its headings."""
    with path.open(encoding=encoding, newline="") as stream:
        return [row for row in csv.reader(stream, delimiter=delimiter) if any(row)][1:]


def worded(cell: object) -> str:
    """Return a cell as it is compared with what people retyped."""
    return " ".join(unicodedata.normalize("NFKC", str(cell or "")).split()).casefold()


def test_brussels(shared: Path) -> None:
    """Titles, sections in two languages, and sums with the word behind blank cells.

    One cleaned file has the 34 records, the other one row more: a sum that was left in it, which is
    found in row 29 of the workbook and named.
    """
    folder = shared / "data/messy/be_brussels"
    rows, account, said = table_of(folder / "ERDF_Brussels_2007-2013.xls")
    first = cleaned(folder / "ERDF_Brussels_2007-2013_converted.csv")
    second = cleaned(folder / "ERDF_Brussels_2007-2013-Clean.csv", "mac-roman", ";")
    assert account == {"record": 34, "heading": 1, "section": 7, "title": 4, "total": 4}
    assert len(first) == account["record"]
    left_in = [row for row in second if row[7].startswith("Total")]
    assert len(second) == account["record"] + len(left_in)
    cells = dict(rows)
    assert [worded(row[7])[:5] for row in left_in] == [worded(cells[29][4])[:5]] == ["total"]
    assert [row for slug, row in said if slug == "total-row"] == [29, 48, 49, 50]
    assert [row for slug, row in said if slug == "section-row"] == [6, 7, 16, 17, 23, 24, 30]


def test_cyprus(shared: Path) -> None:
    """Headings in two rows, 39 headings of sections, and six rows that were pasted twice.

    Row by row the cleaned file differs in this: it keeps the six rows twice; eight of the headings
    of sections stand in it as if they were projects; and row 385, whose amount is blank, is not in
    it, though it names a project and its beneficiary. So its 1,474 rows are 1,461 + 6 + 8 - 1.
    A note stands beside the heading in row 28, in a column without a heading.
    """
    [book] = (shared / "data/messy/cy").glob("*.xlsx")
    [clean] = (shared / "data/messy/cy").glob("*clean.csv")
    rows, account, said = table_of(book)
    assert account == {
        "record": 1461, "heading": 2, "title": 3, "section": 39, "blank": 5, "repeated": 6,
    }  # fmt: skip
    assert [row for slug, row in said if slug == "rows-repeated"] == [880]
    assert [row for slug, row in said if slug == "note-row"] == [28]
    sections = {row for slug, row in said if slug == "section-row"}
    assert len(sections) == account["section"]
    kept = Counter(worded(row[0]) for row in cleaned(clean))
    raw = [(number, worded(cells[1]) if len(cells) > 1 else "") for number, cells in rows]
    named = [(number, title) for number, title in raw if title and number > 10]
    kept_sections = {number for number, title in named if number in sections and kept[title]}
    # Of three sections that are worded alike, the cleaned file keeps one.
    alike = {497, 888, 1039}
    assert kept_sections - alike == {470, 477, 886, 887, 1408, 1410, 1413}
    assert kept_sections >= alike
    assert kept[worded("1η Προκήρυξη")] == 1
    count_of_sections = len(kept_sections - alike) + 1
    left_out = Counter(title for _, title in named if kept[title] == 0)
    missing = {number for number, title in named if left_out[title] and number not in sections}
    assert missing == {385}
    assert not worded(dict(rows)[385][4])
    read = account["record"] + account["repeated"]
    assert sum(kept.values()) == read + count_of_sections - len(missing) == 1474


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
