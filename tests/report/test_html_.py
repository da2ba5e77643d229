"""The report as a web page: whole, safe and readable for all."""

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from exchangespec.finding import Finding
from exchangespec.location import Location
from exchangespec.outcome import InputSummary, Outcome
from exchangespec.report.html_ import html

VOID = {"meta", "link", "img", "br", "hr", "input"}


class Page(HTMLParser):
    """Notes the elements of a page, and that each is closed where it should be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        """Note an element and that it is open."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """Close the element that was opened last, and no other."""
        assert self.open.pop() == tag

    def handle_data(self, data):
        """Keep the text under the element it stands in."""
        if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)

    def named(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element of a name."""
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture
def page(outcome: Outcome) -> Page:
    """The page of the hostile outcome."""
    return Page(html(outcome))


def test_it_has_no_script_and_fetches_nothing(outcome: Outcome, page: Page):
    """There is no script, no handler, no address outside, and the policy of the page says so."""
    for tag in ("script", "img", "link", "iframe", "object", "form"):
        assert not page.named(tag)
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on")]
        assert not {"src", "srcset", "action"} & attributes.keys()
        assert attributes.get("href", "#").startswith("#")
    policy = [one["content"] for one in page.named("meta") if "http-equiv" in one]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]
    assert "url(" not in html(outcome)
    assert "@import" not in html(outcome)


def test_values_are_text(outcome: Outcome):
    """Markup in a value is shown, not obeyed; nor are control and direction signs."""
    text = html(outcome)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script" not in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "x" * 200 not in text


def test_it_can_be_found_around_in(page: Page):
    """The page has a language, a skip link, one main part, and every link leads somewhere."""
    assert page.named("html") == [{"lang": "en", "dir": "ltr"}]
    assert len(page.named("main")) == 1
    ids = Counter(attributes["id"] for _, attributes in page.elements if "id" in attributes)
    assert set(ids.values()) == {1}
    links = [one["href"].removeprefix("#") for one in page.named("a")]
    assert links[0] == page.named("main")[0]["id"]
    assert set(links) <= ids.keys()
    labels = {attributes.get("aria-labelledby") for _, attributes in page.elements} - {None}
    assert labels <= ids.keys()


def test_title_and_first_heading_are_the_verdict(page: Page):
    """Whoever opens the page hears the verdict first."""
    assert page.texts["title"][0].startswith(
        "16 cells to fix in 104 records; 88 records are ready;"
    )
    assert page.texts["title"][0] == f"{page.texts['h1'][0]} – visits.xlsx, b.json"


def test_headings_are_in_order(page: Page):
    """No level of heading is left out."""
    levels = [int(tag[1]) for tag, _ in page.elements if tag in {"h1", "h2", "h3", "h4"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_are_readable_by_ear(page: Page):
    """Every table has a caption of its own, and its parts keep their roles when cells are stacked."""
    assert len(page.named("table")) == len(page.named("caption")) >= 4
    assert len(set(page.texts["caption"])) == len(page.texts["caption"])
    assert all(one.get("scope") in {"col", "row"} for one in page.named("th"))
    for tag in ("table", "thead", "tbody", "tr", "th", "td"):
        assert all(one.get("role") for one in page.named(tag)), tag


def test_stacked_cells_name_their_column(page: Page):
    """On a narrow screen each cell says the heading that it can no longer stand under."""
    headings = set(page.texts["th"])
    cells = [*page.named("td"), *(one for one in page.named("th") if one["scope"] == "row")]
    assert cells
    assert {one["data-label"] for one in cells} <= headings


def test_no_cell_is_filled_for_nothing(outcome: Outcome, page: Page):
    """Where there is nothing to say the cell is empty."""
    assert ">none<" not in html(outcome)
    assert '<td role="cell" data-label="Suggestion"></td>' in html(outcome)


def test_one_file_is_not_named_in_each_row(outcome: Outcome):
    """The file is told in each row only where there are several."""
    assert html(outcome).count('<span class="file"><bdi>visits.xlsx') == 18
    outcome.inputs = outcome.inputs[:1]
    assert '<span class="file"><bdi>visits.xlsx' not in html(outcome)


def places(page: str) -> list[str]:
    """The places in the part by sheet and row, in order."""
    part = page.partition('<h2 id="places">')[2].partition("<h2")[0]
    return re.findall(r"<h3><bdi>(.*?)</bdi>|<span class=\"spot\"><bdi>(.*?)</bdi>", part)


def test_places_by_sheet_and_row(outcome: Outcome):
    """Officers work sheet by sheet, from the first row to the last and from left to right."""

    def at(sheet: str, cell: str, severity: str = "error") -> Finding:
        row = int("".join(filter(str.isdigit, cell)))
        place = Location(file="v.xlsx", sheet=sheet, cell=cell, row=row)
        code = {"error": "EXS201", "warning": "EXS202", "info": "EXS203"}[severity]
        return Finding(code, "slug", severity, "No.", place)

    outcome.inputs = [
        InputSummary("v.xlsx", "xlsx", {"Visit": 9}, parts=("Visits", "Cities", "Agenda"))
    ]
    outcome.findings = [
        at("Agenda", "C3"), at("Cities", "AA2"), at("Cities", "B2", "warning"), at("Cities", "Z2"),
        at("Visits", "B10"), at("Visits", "C9"), at("Visits", "A1", "info"),
    ]  # fmt: skip
    assert [sheet or cell for sheet, cell in places(html(outcome))] == [
        "Sheet Visits", "cell C9", "cell B10",
        "Sheet Cities", "cell B2", "cell Z2", "cell AA2",
        "Sheet Agenda", "cell C3",
    ]  # fmt: skip


def test_places_of_several_files_stay_together(outcome: Outcome):
    """Files come in the order in which they were given, and the tables of one by name."""
    outcome.inputs = [InputSummary(name, "csv", {}) for name in ("b.zip", "folder", "a.csv")]
    where = [
        Location(file="a.csv", row=2), Location(file="folder/visits.csv", row=2),
        Location(file="b.zip", member="visits.csv", row=2), Location(file="b.zip", row=None),
        Location(file="b.zip", member="cities.csv", row=9), Location(file="folder/cities.csv", row=3),
    ]  # fmt: skip
    outcome.findings = [Finding("EXS201", "slug", "error", "No.", one) for one in where]
    named = [name for name, _ in places(html(outcome)) if name]
    assert named == ["b.zip", "b.zip &gt; cities.csv", "b.zip &gt; visits.csv",
                     "folder/cities.csv", "folder/visits.csv", "a.csv"]  # fmt: skip


def test_remarks_stand_apart(outcome: Outcome):
    """What needs no mending is not among what is wrong."""
    before, _, remarks = html(outcome).partition('<h2 id="remarks">')
    assert "EXS203" in remarks
    assert "EXS203" not in before
    assert "What is wrong" not in remarks.partition('<h2 id="read">')[0]


def test_ten_places_are_seen_and_the_rest_folded(page: Page):
    """Of sixteen places ten are seen at once and six are folded away."""
    assert len(page.named("details")) == 1
    assert "Show 6 more of EXS201" in page.texts["summary"]
    assert "EXS201: the first 10 places of 16" in page.texts["caption"]


def test_severities_are_words(page: Page):
    """Nothing is told by colour alone."""
    assert {"Error", "Warning", "Info EXS203", "Error EXS201", "Warning EXS202"} <= set(
        page.texts["span"]
    )


def test_what_was_read_and_what_did_not_run(outcome: Outcome):
    """The page says what was read, which rules did not run and why, and the versions."""
    text = html(outcome)
    for part in ("99 visits", "in part", "2 rules: needs a profile", "Standard: 1.0"):
        assert part in text


def test_it_is_the_same_each_time(outcome: Outcome):
    """The same outcome gives the same bytes: there is no time in the page."""
    assert html(outcome) == html(outcome)


def test_clean(clean: Outcome):
    """A page without findings is whole, too."""
    text = html(clean)
    page = Page(text)
    assert page.texts["h1"] == ["All 3 records are ready."]
    assert "All rules ran." in text


def test_a_heavy_page_stays_light(clean: Outcome):
    """Thousands of places are counted, not all listed; a code without a page has its slug."""
    clean.findings = [
        Finding("EXS899", "new-rule", "error", "No.", Location(file="a.json", line=number))
        for number in range(1, 3_001)
    ]
    clean.counts["error"] = clean.by_code["EXS899"] = 5_000
    clean.truncated = True
    text = html(clean)
    assert "Counted but not listed here: 3,990." in text
    assert "Not all findings were kept, only 3,000" in text
    assert "new-rule" in text
    assert "Not listed here: 2,000." in text
    assert text.count("<tr") < 2_030
