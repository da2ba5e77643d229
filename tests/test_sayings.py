"""What is said beside the values of a record: on the command line, in the report, in Python."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import exchangespec as xs
from exchangespec.cli import main
from exchangespec.formats.format import Source
from exchangespec.intake import TakeOptions
from exchangespec.sayings import read_values, said

EXAMPLES = Path(__file__).parents[1] / "examples"
UPSTREAM = EXAMPLES / "upstream-work-visits/package.json"


def sayings(record: str, field: str, path: Path = UPSTREAM) -> list[tuple[str, str, str, str]]:
    """Return what, who, where and how sure of one field."""
    sources = [Source(str(path), path=path)]
    (found,) = said(lambda: read_values(sources, TakeOptions()), [record])
    (item,) = [item for item in found.fields if item.field == field]
    return [(one.what, one.who, one.where, one.sure) for one in item.sayings]


def test_both_claims_stand_beside_the_value() -> None:
    """What sources say comes first, with its place; what was concluded comes last."""
    headline, text, concluded = sayings("upstream:uk-fr", "start")
    title = "UK Workvisit to France, March, 25-26, 2015"
    assert headline == (
        "2015-03-25 “March, 25-26, 2015”", title, "line 38, headline", "stated by the source",
    )  # fmt: skip
    assert text[0].startswith("2015-03-26")
    assert concluded[3] == "concluded, not stated, confidence low"


@pytest.mark.parametrize(
    ("example", "record", "field", "expected"),
    [
        ("vantaa-plan", "vantaa:vantaa", "population", ("223000 “223 000”", "stated by the source")),
        ("vantaa-plan", "vantaa:vantaa", "", ("Inhabitants (persons): >200000 over 200 000", "Figure")),
        ("solidarity-cities", "solidarity:visits-2017", "outcomes", ("Told for each visit, not for both.", "the source does not say")),
        ("inspiration-day", "vvsg:day", "start", ("2022-12-15 “Studiedag 15 december 2022”", "stated by the source, preferred")),
        ("inspiration-day", "vvsg:day", "", ("“Keep December 15 free.”", "quoted")),
        ("ballarat-sister-cities", "ballarat:sister-inagawa", "", ("Anniversary (years): 30 30 years", "Figure, as of 2018")),
    ],
)  # fmt: skip
def test_each_kind_of_statement_says_how_sure_it_is(
    example: str, record: str, field: str, expected: tuple[str, str]
) -> None:
    """Values, figures, gaps and quotes, with rank and time."""
    found = sayings(record, field, EXAMPLES / example / "package.json")
    assert expected in [(what, sure) for what, _, _, sure in found]


def test_who_speaks_is_named_before_the_source() -> None:
    """A speaker has a name, a described one the words of the source."""
    found = sayings("vantaa:vantaa", "", EXAMPLES / "vantaa-plan/package.json")
    who = {name for _, name, _, _ in found}
    assert "Coordinator of the local group; interview" in who
    assert any(name.startswith("a colleague from another city") for name in who)


def test_a_statement_is_shown_with_its_record() -> None:
    """A finding at a statement leads to the record that it is about."""
    sources = [Source("a", path=UPSTREAM)]
    asked = ["upstream:s-uk-fr-value-start-text", "upstream:nobody"]
    (found,) = said(lambda: read_values(sources, TakeOptions()), asked)
    assert (found.record, found.type) == ("upstream:uk-fr", "Visit")


@pytest.mark.parametrize("name", ["package.json", "package.xlsx"])
def test_explain_shows_a_record_of_a_file(name: str) -> None:
    """`explain ID FILE` gives the values, and below each what is said."""
    file = str(UPSTREAM.with_name(name))
    result = CliRunner().invoke(main, ["explain", "upstream:uk-fr", file])
    assert result.exit_code == 0
    assert result.stdout.startswith("Visit upstream:uk-fr: UK work visit to France\n")
    start = result.stdout.index("start: 2015-03-25?\n  - stated by the source: 2015-03-25")
    assert result.stdout.index("end: 2015-03-27?") > start
    assert "organisers: (not stated)\n  - the source does not say" in result.stdout
    asked = ["explain", "upstream:uk-fr", file, "--output-format", "json"]
    page = json.loads(CliRunner().invoke(main, asked).stdout)
    assert page["fields"][2]["sayings"][0]["where"] == "line 38, headline"


@pytest.mark.parametrize("arguments", [["nobody", str(UPSTREAM)], ["--all", "x", str(UPSTREAM)]])
def test_explain_refuses_what_is_no_record(arguments: list[str]) -> None:
    """An id that no file has is wrong use, and so is the manual of a file."""
    assert CliRunner().invoke(main, ["explain", *arguments]).exit_code == 2


def test_the_web_page_shows_what_is_said(tmp_path: Path) -> None:
    """The report lists both claims beside the value, with who, where and how sure."""
    page = tmp_path / "report.html"
    command = ["validate", str(UPSTREAM), "-o", str(page), "--today", "2026-11-26"]
    CliRunner().invoke(main, command)
    text = page.read_text(encoding="utf-8")
    assert "What the sources say" in text
    assert "line 38, headline" in text
    assert "concluded, not stated, confidence low" in text
    xs.validate(UPSTREAM).save(tmp_path / "python.html")
    assert "line 38, headline" in (tmp_path / "python.html").read_text(encoding="utf-8")


def test_the_web_page_is_silent_where_nothing_is_said_or_may_be_shown(tmp_path: Path) -> None:
    """No section without statements, and none where values are masked."""
    page = tmp_path / "report.html"
    CliRunner().invoke(main, ["validate", str(UPSTREAM), "-o", str(page), "--mask"])
    assert "What the sources say" not in page.read_text(encoding="utf-8")
    package = json.loads(UPSTREAM.read_text(encoding="utf-8"))
    package["records"] = [one for one in package["records"] if one["type"] != "Statement"]
    xs.validate(package).save(page)
    assert "What the sources say" not in page.read_text(encoding="utf-8")
