"""The report as a web page: whole, safe and readable for all."""

from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from exchangespec.finding import Finding
from exchangespec.location import Location
from exchangespec.outcome import Outcome
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
    """Every table has a caption, every heading cell a scope, every scroll region a name."""
    assert len(page.named("table")) == len(page.named("caption")) >= 4
    assert all(one.get("scope") in {"col", "row"} for one in page.named("th"))
    regions = [one for one in page.named("div") if one.get("role") == "region"]
    assert len(regions) == len(page.named("table"))
    assert all(one["aria-label"] and one["tabindex"] == "0" for one in regions)
    names = [one["aria-label"] for one in regions]
    assert len(set(names)) == len(names)


def test_ten_places_are_seen_and_the_rest_folded(page: Page):
    """Of sixteen places ten are seen at once and six are folded away."""
    assert len(page.named("details")) == 1
    assert "Show 6 more of EXS201" in page.texts["summary"]
    assert "EXS201: the first 10 places of 16" in page.texts["caption"]


def test_severities_are_words(page: Page):
    """Nothing is told by colour alone."""
    assert {"Error", "Warning", "Info", "Error EXS201", "Warning EXS202"} <= set(page.texts["span"])


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
    assert "3,990 more places are counted but not listed here." in text
    assert "Only 3,000 findings of all were kept" in text
    assert "new-rule" in text
    assert text.count("<tr>") < 1_020
