"""What holds for every story told in the examples."""

import re
from pathlib import Path

import pytest

from facts_held import places

STORIES = sorted((Path(__file__).parents[2] / "examples").glob("*/package.json"))
WARNING = re.compile(r" warning (EXS\d{3}) ")


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.parent.name)
def test_every_warning_is_expected_and_explained(path: Path) -> None:
    """A warning that an example gives is named and explained in its README, and no other is."""
    given = set(WARNING.findall((path.parent / "expected.txt").read_text(encoding="utf-8")))
    text = (path.parent / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`(EXS\d{3})`", text)) == given


def test_every_document_has_its_story() -> None:
    """Five seeds and eleven pages, each with the package that holds its facts."""
    told = {place.package for place in places()} - {""}
    assert len(told) == 5 + 11
    assert told <= {path.parent.name for path in STORIES}
