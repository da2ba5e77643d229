"""The manual has a whole page for every rule."""

from datetime import date

import pytest

from exchangespec import manual
from exchangespec.rules import RULES
from exchangespec.rules.rule import DateCell, Error, Example, Formula, NumberCell

PAGES = {path.rpartition("/")[2].removesuffix(".md"): text.decode() for path, text in manual.emit()}
PARTS = ("## What it says", "## Why it matters", "## What to do", "## Wrong", "## Right")


@pytest.mark.parametrize("slug", RULES)
def test_page_has_its_parts_in_order(slug):
    """A rule's page says what, why, fix, wrong and right, and none of them is empty."""
    page = PAGES[slug]
    assert f"# {RULES[slug].code} {slug}" in page
    places = [page.index(f"{part}\n") for part in PARTS]
    assert places == sorted(places)
    for start, end in zip(places, [*places[1:], len(page)], strict=True):
        assert page[start:end].partition("\n")[2].strip(), page[start:end]


def test_index_has_every_rule():
    """The index lists each rule."""
    assert all(
        f"| {rule.code} | [{slug}]({slug}.md) |" in PAGES["index"] for slug, rule in RULES.items()
    )


def test_examples_show_what_their_reader_sees():
    """Cells that are errors, formulas or dates, files of bytes, and what stands beside the rows."""
    shown = "\n".join(
        manual.example(
            Example(
                header={"license": None, "language": "nl"},
                without=["ex:report"],
                files={"a.csv": "", "b.bin": b"\xff\x00", "c.ndjson": "{}\n", "d": b"\x00"},
                sheets={
                    "Visits": [
                        ["id", None, Error("#N/A")],
                        [Formula("=A1"), DateCell(date(2017, 10, 1), "mmm yyyy"), "a\nb"],
                        ["x" * 400, NumberCell(0.17, "0%")],
                    ]
                },
                merged=["A2:A3"],
                hidden_rows=[2],
                limits={"json_depth": 3},
            )
        )
    )
    for part in (
        "The header leaves out `license`.",
        '"language": "nl"',
        "There is no record `ex:report`.",
        "Empty.",
        "No text that could be shown; bytes: 2.",
        "No text that could be shown; bytes: 1.",
        "```json\n{}\n```",
        "|  | A | B | C |",
        "| 1 | id |  | `#N/A` |",
        "| 2 | `=A1` | 2017-10-01 shown as `mmm yyyy` | a<br>b |",
        "…",
        "Merged: `A2:A3`.",
        "Hidden rows: 2.",
        "json_depth 3",
    ):
        assert part in shown
