"""`validate folder/ -o checked/`: a marked workbook of each partner's file, and what gets none."""

import io
from pathlib import Path

import openpyxl
import pytest

from exchangespec.emit.template import template

MADE = {"lyon.xlsx": "fr", "gdansk.xlsx": "pl", "cork.xlsx": "en"}


@pytest.fixture
def partners(run, tmp_path: Path) -> Path:
    """A folder of workbooks: three to fix, one without a fault, two that cannot hold marks."""
    folder = tmp_path / "partners"
    folder.mkdir()
    for name, language in MADE.items():
        book = openpyxl.load_workbook(io.BytesIO(template("short", language)))  # type: ignore[arg-type]
        page = book.worksheets[3]
        page.cell(9, 1, "x1")
        book.save(folder / name)
    (folder / "broken.xlsx").write_bytes(b"no workbook")
    assert run("template", "-o", "partners/riga.ods").exit_code == 0
    return folder


def own_sheet(path: Path) -> str:
    """The name of the sheet that says what to fix."""
    return openpyxl.load_workbook(path).sheetnames[-1]


def test_each_partner_gets_the_own_workbook_in_the_own_language(run, partners: Path):
    """What was written is told, and what was not, with the reason; the files stay as they were."""
    before = {path.name: path.read_bytes() for path in partners.iterdir()}
    result = run("validate", "partners/", "--lang", "own", "-o", "checked/")
    assert result.exit_code == 3
    assert {path.name: own_sheet(path) for path in Path("checked").iterdir()} == {
        "lyon.checked.xlsx": "À corriger",
        "gdansk.checked.xlsx": "Do poprawy",
        "cork.checked.xlsx": "To fix",
    }
    told = result.stderr.splitlines()
    assert "Written: checked/lyon.checked.xlsx" in told
    assert (
        "Not marked: partners/broken.xlsx cannot be given back with marks: it could not be read."
        in told
    )
    assert any("riga.ods cannot be given back with marks: only .xlsx" in line for line in told)
    assert told[-1] == "Marked: 3 of 5 files."
    assert before == {path.name: path.read_bytes() for path in partners.iterdir()}


def test_marks_are_those_of_the_file_alone(run, partners: Path):
    """The list has the findings of this workbook, as when it is checked by itself."""
    run("validate", "partners", "-o", "checked/")
    run("validate", "partners/cork.xlsx", "-o", "alone.checked.xlsx")
    one, other = (
        [
            [cell.value for cell in row]
            for row in openpyxl.load_workbook(path).worksheets[-1].iter_rows(min_row=2)
        ]
        for path in ("checked/cork.checked.xlsx", "alone.checked.xlsx")
    )
    assert one == other
    assert len(one) > 6


def test_a_workbook_without_findings_gets_no_copy(run, repository: Path, partners: Path):
    """Also where an older copy of it is there, which is said."""
    good = "partners/cork.xlsx"
    run("convert", repository / "examples/arrival-cities-visits/package.json", "good.xlsx")
    Path(good).write_bytes(Path("good.xlsx").read_bytes())
    arguments = ("validate", good, "-o", "checked/", "--select", "EXS201")
    assert "Not marked: partners/cork.xlsx has nothing to fix.\n" in run(*arguments).stderr
    assert not Path("checked").exists()
    Path("checked").mkdir()
    Path("checked/cork.checked.xlsx").write_bytes(b"older")
    again = run(*arguments, "--overwrite")
    assert "nothing to fix; checked/cork.checked.xlsx is of an earlier check" in again.stderr
    assert Path("checked/cork.checked.xlsx").read_bytes() == b"older"


def test_nothing_is_written_over_unless_told(run, partners: Path):
    """Neither copies that are there, in a folder or alone, nor what is checked."""
    alone = ("validate", "partners/lyon.xlsx", "-o", "lyon.checked.xlsx")
    for arguments in (("validate", "partners", "-o", "checked/"), alone):
        assert run(*arguments).exit_code in {1, 3}
        kept = Path("checked/lyon.checked.xlsx").read_bytes()
        refused = run(*arguments)
        assert refused.exit_code == 2
        assert "--overwrite replaces" in refused.stderr
        assert Path("checked/lyon.checked.xlsx").read_bytes() == kept
        assert run(*arguments, "--overwrite").exit_code in {1, 3}
    back = run("validate", "checked/lyon.checked.xlsx", "-o", "checked/", "--overwrite")
    assert back.exit_code == 2
    assert "would be written over the input" in back.stderr


def test_two_files_of_one_name_are_refused(run, partners: Path):
    """Else one of the copies would be lost."""
    Path("more").mkdir()
    Path("more/lyon.xlsx").write_bytes(Path("partners/lyon.xlsx").read_bytes())
    result = run("validate", "partners/lyon.xlsx", "more/lyon.xlsx", "-o", "checked/")
    assert result.exit_code == 2
    assert "lyon.checked.xlsx would be that of partners/lyon.xlsx as well" in result.stderr
    assert not Path("checked").exists()


def test_a_name_that_tells_neither_a_report_nor_a_folder(run, partners: Path):
    """What is meant is asked for; a folder that is there already needs no slash."""
    result = run("validate", "partners", "-o", "checked")
    assert result.exit_code == 2
    assert "let the name end in a slash: checked/" in result.stderr
    Path("checked").mkdir()
    assert run("validate", "partners", "-o", "checked").exit_code == 3
    assert len(list(Path("checked").iterdir())) == 3


def test_standard_input_has_no_name_for_a_copy(run, partners: Path):
    """It is said, and nothing is written."""
    content = Path("partners/lyon.xlsx").read_bytes()
    result = run("validate", "-", "-o", "checked/", input=content)
    assert "it is no file with a name of its own" in result.stderr
    assert not Path("checked").exists()
