"""Rows of text tables, however they were written: none is lost, and what is odd is said."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from exchangespec.finding import Fault
from exchangespec.formats.encoding import Hints
from exchangespec.formats.format import Source
from exchangespec.formats.table import Lines
from exchangespec.formats.text_files import whole_file
from exchangespec.formats.text_rows import MOST_SAID, TextRows
from exchangespec.intake import TakeOptions
from exchangespec.validation import validate

Said = list[tuple[str, int | None]]


def rows(content: str | bytes | Path) -> tuple[list[list[str]], Said, TextRows]:
    """Return the rows of a file, what was said with its line, and the file."""
    if isinstance(content, Path):
        source = Source(content.name, path=content)
    else:
        data = content.encode() if isinstance(content, str) else content
        source = Source("t.csv", content=data)
    said: Said = []

    def say(fault: Fault, location: object) -> None:
        said.append((fault.slug, location.line))  # type: ignore[attr-defined]

    table = TextRows(whole_file(source), Hints())
    table.say_start(say)
    found = [list(cells) for _, cells in table.rows(Lines(), say)]
    return found, said, table


HEADING = "a;b;c\n"


@pytest.mark.parametrize(
    ("text", "expected", "said"),
    [
        ("1;2;3\n", [["1", "2", "3"]], []),
        ('1;"2;2";3\n', [["1", "2;2", "3"]], []),
        ('1;"2\n2";3\n', [["1", "2\n2", "3"]], []),
        ('1;"2 ""x"" 2";3\n', [["1", '2 "x" 2', "3"]], []),
        ('1;"2" ;3\n', [["1", "2", "3"]], []),
        # A name in quotation marks with more behind it.
        ('1;"Zora" Ltd;3\n4;5;6\n', [["1", '"Zora" Ltd', "3"], ["4", "5", "6"]], [("stray-quote", 2)]),
        # One that is never closed, and one that another row seems to close.
        ('1;"2;3\n4;5;6\n', [["1", '"2', "3"], ["4", "5", "6"]], [("stray-quote", 2)]),
        ('1;"2;3\n4;5";6\n7;"8" x;9\n', [["1", '"2', "3"], ["4", '5"', "6"], ["7", '"8" x', "9"]],
         [("stray-quote", 2), ("stray-quote", 4), ("quotes-inside", 3)]),
        # Single marks within a quoted cell, over one line and over two.
        ('1;"2 "x; y" 2";3\n', [["1", '2 "x; y" 2', "3"]], [("stray-quote", 2)]),
        ('1;"2 "x"\ny 2";3\n4;5;6\n', [["1", '2 "x"\ny 2', "3"], ["4", "5", "6"]], [("stray-quote", 2)]),
        ('1;5" pipe;3\n', [["1", '5" pipe', "3"]], [("quotes-inside", 2)]),
        # Rows of other lengths are handed on as they are.
        ("1;2\n1;2;3;4\n\n5;6;7\n", [["1", "2"], ["1", "2", "3", "4"], [], ["5", "6", "7"]], []),
        ("1;2;3\r\n4;5;6\n", [["1", "2", "3"], ["4", "5", "6"]], [("mixed-line-ends", 2)]),
        ("1;2;3\r4;5;6\r", [["1", "2", "3"], ["4", "5", "6"]], [("mixed-line-ends", 2)]),
        ("1;\0 2;3\0\n", [["1", " 2", "3"]], [("nul-characters", 2)]),
    ],
)  # fmt: skip
def test_each_oddity_is_said_and_no_row_is_lost(
    text: str, expected: list[list[str]], said: Said
) -> None:
    """Quotation marks, line ends and NUL characters as they come."""
    # Rows of the right length, so that the layout is known.
    found, noted, table = rows(HEADING + text + "7;8;9\n" * 3 * (not text.endswith("\r")))
    assert found[1 : 1 + len(expected)] == expected
    assert [one for one in noted if one[0] != "mixed-line-ends" or said] == said
    assert table.complete


def test_bytes_that_mean_nothing_are_counted() -> None:
    """Each becomes the sign for a lost letter, and the first line is named."""
    content = b"a;b\n" + "Åå;Øø\n".encode() * 10 + b"\xe5;2\n3;\xff\n"
    found, said, _ = rows(content)
    assert found[-2:] == [["\ufffd", "2"], ["3", "\ufffd"]]
    assert said == [("undecodable-bytes", 12)]


def test_many_of_a_kind_are_counted_in_one() -> None:
    """A file of names in quotation marks does not drown everything else."""
    count = MOST_SAID + 50
    _, said, _ = rows(HEADING + '1;"A" Ltd;3\n' * count)
    assert len([one for one in said if one[0] == "stray-quote"]) == MOST_SAID + 1
    assert said[-1] == ("stray-quote", MOST_SAID + 2)


def test_only_what_parts_cells_is_a_delimiter() -> None:
    """Semicolons at the end of every line part nothing; decimal commas do not beat semicolons."""
    _, _, table = rows("a,b,c;\n1,2,3;\n4,5,6;\n")
    assert table.layout.delimiter == ","
    _, _, table = rows("a;b;c\n1,5;2,5;3,5\n4,0;5,0;6,0\n")
    assert (table.layout.delimiter, table.layout.width) == (";", 3)
    _, _, table = rows("List of cities, partners and dates\n\na\tb\n1,5\t2\n")
    assert table.layout.delimiter == "\t"


def test_quoted_marks_do_not_take_long() -> None:
    """Marks that are opened on every line and never closed cost no more than a look ahead."""
    found, said, _ = rows(HEADING + '1;"2;3\n' + "4;5;6\n" * 200_000)
    assert len(found) == 200_002
    assert said == [("stray-quote", 2)]


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), max_size=12)
TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=3, max_size=8)
)


@given(table=TABLES, delimiter=st.sampled_from(",;\t|"))
def test_what_a_program_writes_is_read_as_it_was(table: list[list[str]], delimiter: str) -> None:
    """Any cells survive, line breaks, delimiters and quotation marks included."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(
        [["first"] * len(table[0]), *table]
    )
    found, said, _ = rows(text.getvalue())
    assert found[1:] == table
    assert said == []


@given(text=st.text(st.sampled_from('a";\n\r,'), max_size=60))
def test_no_text_is_lost(text: str) -> None:
    """Whatever stands in a file stands in its cells, but for delimiters and quotation marks."""
    found, _, _ = rows(text)
    letters = "".join("".join(cells) for cells in found)
    assert letters.count("a") == text.count("a")


# Files that no one here wrote, with the data rows that each holds below its headings.
REAL = {
    "territorial/kohesio_beneficiaries.tsv": 27_222,
    "territorial/keep_closed_1420_partnership.csv": 8_621,
    "networks/urbact_membership.csv": 1_510,
    "networks/urbact_networks.csv": 172,
    "networks/jrc_covenant_signatories_no_mayor.csv": 11_973,
    "twinning/wikidata_p190_2016_relations.tsv": 34_181,
    "twinning/wikidata_p190_2016_names.tsv": 10_054,
    "twinning/programminghistorian_sistercities.tsv": 13_081,
    "grants/sportengland_exchequer.csv": 2_434,
    "cities/nuts2013_codes.csv": 1_887,
    "events/madrid_g12/data.csv": 1_000,
    "events/madrid_g12/data-updated.csv": 1_000,
    "messy/header_mapping_labels.tsv": 759,
    "messy/pl/Poland_CF_2014_2020.csv": 125,
    "messy/pl/Poland_ESF_2014_2020.csv": 2_437,
}


@pytest.mark.shared_data
@pytest.mark.parametrize("name", REAL)
def test_real_files_account_for_every_row(shared: Path, name: str) -> None:
    """Every row is there, each with as many cells as there are headings."""
    found, _, table = rows(shared / "data" / name)
    assert table.complete
    filled = [cells for cells in found if any(cells)]
    assert {len(cells) for cells in filled} == {len(filled[0])}
    assert len(filled) - 1 == REAL[name]


@pytest.mark.shared_data
def test_names_in_quotation_marks_swallow_no_rows(shared: Path) -> None:
    """Each row of the list of beneficiaries stands on one line; marks around a name are marks."""
    path = shared / "data/territorial/kohesio_beneficiaries.tsv"
    found, said, _ = rows(path)
    expected = [line.split("\t") for line in path.read_text().splitlines()]
    bare = [[cell.strip('"') for cell in cells] for cells in expected]
    assert [[cell.strip('"') for cell in cells] for cells in found] == bare
    assert ("stray-quote", 3) in said


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("name", "encoding", "word"),
    [
        ("messy/el/ListOfOperations_20160513.csv", "cp1253", "ΠΡΟΓΡΑΜΜΑ"),
        ("messy/pl/Poland_CF_2014_2020.csv", "cp1250", "Częstochowa"),
        ("events/madrid_g12/data.csv", "cp1252", "Atlántida"),
    ],
)
def test_old_encodings_of_real_files_are_guessed(
    shared: Path, name: str, encoding: str, word: str
) -> None:
    """Nothing is known of these files but their letters."""
    found, said, table = rows(shared / "data" / name)
    assert table.encoding.name == encoding
    assert any(word in cell for cells in found for cell in cells)
    assert said[0] == ("text-not-utf8", None)


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("name", "twin"),
    [
        ("at_erdf/Vorhabensliste_IWB_EFRE_AT2014-2020_Download.csv", "at_erdf/Vorhabensliste_IWB_EFRE_AT2014-2020_Download.xlsx"),
        ("uk_scotland/ESF-and-ERDF-Scotland-2014-2020.csv", "uk_scotland/ESF-and-ERDF-Scotland-2014-2020.ods"),
        ("fi_1420/projektilista-csv-final.original.csv", "fi_1420/projektilista-csv-final.csv"),
    ],
)  # fmt: skip
def test_twins_hold_as_many_rows(shared: Path, name: str, twin: str) -> None:
    """A published file and the one that people made of it by hand agree on the number of rows."""
    folder = shared / "data/messy"
    found, _, _ = rows(folder / name)
    count = sum(any(cell.strip() for cell in cells) for cells in found)
    if twin.endswith(".csv"):
        other: list[list[Any]] = rows(folder / twin)[0]
    else:
        book = CalamineWorkbook.from_path(str(folder / twin))
        other = book.get_sheet_by_index(0).to_python()
    assert count == sum(any(cell not in ("", None) for cell in cells) for cells in other)


@pytest.mark.shared_data
@pytest.mark.slow
def test_every_real_text_file_ends_in_a_report(shared: Path) -> None:
    """Whatever it is, there is a verdict and no fault of ours."""
    for topic in ("messy", "territorial", "networks", "twinning", "grants", "cities", "events"):
        for path in sorted((shared / "data" / topic).rglob("*")):
            if path.suffix in {".csv", ".tsv", ".txt"}:
                outcome = validate([Source(path.name, path=path)], TakeOptions())
                assert not outcome.broken, path
                assert outcome.findings, path
                assert outcome.inputs[0].encoding, path
