"""Advice names the sheets of the partner's own workbook, and none that it cannot have."""

import io
from pathlib import Path

import openpyxl
import pytest

import exchangespec as xs
from exchangespec.emit.template import LANGUAGES, template
from exchangespec.report.own_sheets import sheets_named
from exchangespec.report.speech import Speech
from exchangespec.rules import RULES
from exchangespec.spec.headings import sheet_title
from exchangespec.texts import SPOKEN


def advice(path: Path, slug: str, language: str = "en") -> str:
    """Return what is advised on the first finding of a rule in a file."""
    outcome = xs.validate(path, lang=language)
    finding = next(one for one in outcome.singly if one.slug == slug)
    return Speech.of(outcome).advice(finding)


def french(path: Path, form: str = "short") -> Path:
    """Write a French template with a visit whose host is no member of its network."""
    book = openpyxl.load_workbook(io.BytesIO(template(form, "fr")))  # type: ignore[arg-type]
    for row, (sheet, values) in enumerate(
        (
            ("Villes", {"id": "lille", "name": "Lille", "country": "France"}),
            ("Villes", {"id": "gand", "name": "Gand", "country": "Belgique"}),
            ("Partenaires", {"group": "r1", "member": "lille"}),
            ("R\u00e9seaux", {"id": "r1", "name": "R\u00e9seau", "kind": "network"}),
            ("Visites", {"id": "v1", "hosts": "gand", "networks": "r1", "start": "hier"}),
        ),
        9,
    ):
        page = book[sheet]
        names = {cell.value: cell.column for cell in page[2]}
        for name, value in values.items():
            page.cell(row, names[name], value)
    book["\u00c0 propos"]["B8"] = "ex"
    book.save(path)
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_names_sheets_by_their_titles(language: str):
    """Else they could not be called as the workbook calls them."""
    speech = Speech(language if language in SPOKEN else "en")
    named = 0
    for rule in RULES.values():
        for name in sheets_named(rule.fix):
            said = speech.of_rule(rule, "fix")
            assert name in said or sheet_title(name, speech.language) in said, rule.code
            named += 1
    assert named > 20


def test_a_sheet_that_a_short_form_lacks_is_said_to_be_in_the_full_one(tmp_path: Path):
    """In the language of the workbook, whatever the report speaks."""
    path = french(tmp_path / "visites.xlsx")
    for language in ("en", "fr", "pl"):
        said = advice(path, "recommended-field-missing", language)
        assert "D\u00e9clarations" in said
        assert "Statements" not in said
        assert "`exchangespec template --form full --language fr -o full.xlsx`" in said


def test_a_full_form_is_not_sent_for_what_it_has(tmp_path: Path):
    """The advice ends where it ends for everybody."""
    said = advice(french(tmp_path / "visites.xlsx", "full"), "recommended-field-missing")
    assert "a row of the sheet D\u00e9clarations can hold" in said.replace("A row", "a row")
    assert "template" not in said


def test_a_sheet_is_called_as_the_partner_calls_it(tmp_path: Path):
    """Also where that is none of our titles."""
    path = french(tmp_path / "visites.xlsx")
    assert "Add the party to the sheet Partenaires," in advice(path, "party-outside-network")
    assert "the sheet \u00c0 propos (about.csv" in advice(path, "header-field-missing")
    book = openpyxl.load_workbook(path)
    book["Partenaires"].title = "Partner list"
    book.save(path)
    said = advice(path, "party-outside-network")
    assert "Add the party to the sheet Partner list," in said


def test_messages_call_sheets_as_the_partner_does(tmp_path: Path):
    """In English, and in a language that is not the workbook's."""
    path = french(tmp_path / "visites.xlsx")
    for language in ("en", "pl", "fr"):
        messages = [
            one.message for one in xs.validate(path, lang=language) if one.slug == "no-lead-partner"
        ]
        assert len(messages) == 1
        assert "Partenaires" in messages[0]


def test_advice_promises_a_statement_for_records_only(tmp_path: Path):
    """None can be about the submission as a whole; the kind it has is told."""
    for language in SPOKEN:
        said = advice(french(tmp_path / "v.xlsx", "full"), "recommended-field-missing", language)
        assert "`gap`" in said
    english = RULES["recommended-field-missing"].fix
    assert "Where it is asked of a record, a row of the sheet Statements" in english
    assert "the submission as a whole is answered only in the cell" in english


def test_other_formats_have_no_sheets_to_lack(tmp_path: Path):
    """What is said there names what the format has."""
    path = tmp_path / "visits.csv"
    path.write_text("id,kind,hosts,start\nex:v1,study_visit,ex:gent,2017\n", encoding="utf-8")
    said = advice(path, "recommended-field-missing")
    assert said == RULES["recommended-field-missing"].fix


def test_every_report_gives_that_advice(tmp_path: Path):
    """The page, the lists and the marked workbook."""
    outcome = xs.validate(french(tmp_path / "visites.xlsx"))
    for name in ("report.html", "report.txt", "report.md", "report.csv"):
        [path] = [tmp_path / name]
        outcome.save(path)
        assert "Partenaires" in path.read_text(encoding="utf-8"), name
    for name in ("list.xlsx", "visites.checked.xlsx"):
        outcome.save(tmp_path / name)
        book = openpyxl.load_workbook(tmp_path / name)
        texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
        assert any("to the sheet Partenaires" in text for text in texts), name


def partners(folder: Path) -> Path:
    """A folder of three workbooks: two in French, one with a sheet of the partner's own name."""
    folder.mkdir()
    french(folder / "gand.xlsx")
    french(folder / "lille.xlsx")
    book = openpyxl.load_workbook(folder / "lille.xlsx")
    book["Partenaires"].title = "Nos amis"
    book.save(folder / "lille.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(template("short", "en")))
    book["Visits"].cell(9, 1, "x1")
    book.save(folder / "cork.xlsx")
    return folder


def test_advice_for_several_workbooks_names_the_sheets_of_none(tmp_path: Path):
    """What stands over all has the usual names; what is of one, those of its own sheets."""
    outcome = xs.validate(partners(tmp_path / "partners"))
    of_both = [one for one in outcome.singly if one.slug == "party-outside-network"]
    assert len({one.location.file for one in of_both}) == 2
    shared = Speech.of(outcome).advice_on(of_both)
    assert shared == RULES["party-outside-network"].fix
    outcome.save(tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    by_code, by_part = page.split('<h2 id="places">')
    assert "Add the party to the sheet Partners," in by_code
    assert "Nos amis" not in by_code.split('<h3 id="EXS423">')[1].split("</dl>")[0]
    cork, gand, lille = (
        by_part[by_part.index(f"{name}.xlsx</bdi></h3>") :] for name in ("cork", "gand", "lille")
    )
    assert "Add the party to the sheet Partenaires," in gand.removesuffix(lille)
    assert "Nos amis" not in gand.removesuffix(lille)
    assert "Add the party to the sheet Nos amis," in lille
    assert "Partenaires" not in cork.removesuffix(gand)
    for name in ("report.txt", "report.md"):
        outcome.save(tmp_path / name)
        text = " ".join((tmp_path / name).read_text(encoding="utf-8").split())
        assert "Add the party to the sheet Nos amis" not in text
        assert "Add the party to the sheet Partners," in text


def test_each_workbook_is_spoken_of_in_its_own_language(tmp_path: Path):
    """With `own`: messages and advice in that of each, the words around them in English."""
    outcome = xs.validate(partners(tmp_path / "partners"), lang="own")
    assert outcome.language == "en"
    missing = {
        Path(one.location.file).stem: one.message
        for one in outcome.singly
        if one.code == "EXS101" and one.location.field == "kind"
    }
    assert missing["cork"].startswith("“Kind” is missing")
    assert missing["gand"].startswith("\u00ab\u00a0Nature\u00a0\u00bb manque")
    outcome.save(tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert '<html lang="en"' in page
    by_code, by_part = page.split('<h2 id="places">')
    assert '<bdi lang="fr">\u00ab\u00a0Nature' in by_code
    assert ">Fill in the field." in by_code
    assert by_part.count('<div lang="fr">') >= 2
    assert "<dd>Remplissez le champ.</dd>" in by_part
    outcome.save(tmp_path / "report.txt")
    text = (tmp_path / "report.txt").read_text(encoding="utf-8")
    assert "= fix: Fill in the field." in text
    assert "= fix: Remplissez le champ." in text
