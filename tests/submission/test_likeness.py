"""Suggestions for a reference that points to nothing are near in name or id, else there are none."""

from pathlib import Path

import pytest

import exchangespec as xs
from exchangespec.submission.likeness import alike, holds, words_of

CITIES = {"lillehammer": "Lillehammer", "gent": "Gent", "ville": "Ville de Capaci", "m-1": "Stad M"}


def suggested(folder: Path, host: str) -> list[str]:
    """Return what is suggested for a host of a visit, beside a few cities."""
    cities = [f"{key},{name},BE" for key, name in CITIES.items()]
    (folder / "cities.csv").write_text("\n".join(["id,name,country", *cities]), encoding="utf-8")
    (folder / "visits.csv").write_text(f"id,hosts\nv1,{host}\n", encoding="utf-8")
    about = "field,value\nprefix,inclucities\nlanguage,en\n"
    (folder / "about.csv").write_text(about, encoding="utf-8")
    found = [one for one in xs.validate(folder).singly if one.slug == "dangling-reference"]
    assert len(found) == 1
    return list(found[0].suggestions)


@pytest.mark.parametrize(
    "host", ["Lille", "lille", "inclucities:lille", "inclucities:m-2", "Stadthagen", "Oslo", "Vill"]
)
def test_what_is_only_a_little_alike_is_not_suggested(host: str, tmp_path: Path):
    """Not a name that begins so, nor an id whose long prefix is all that is alike."""
    expected = ["inclucities:ville"] if host == "Vill" else []
    assert suggested(tmp_path, host) == expected


@pytest.mark.parametrize(
    ("host", "near"),
    [
        ("Ghent", "gent"),
        ("Gents", "gent"),
        ("Capaci", "ville"),
        ("inclucities:lillehamer", "lillehammer"),
        ("Stad Lillehammer", "lillehammer"),
        ("Lillehammerin kunta", "lillehammer"),
        ("Killehammer", "lillehammer"),
    ],
)
def test_a_slip_is_recognised(host: str, near: str, tmp_path: Path):
    """A letter more or less, a word around it, an ending."""
    assert suggested(tmp_path, host) == [f"inclucities:{near}"]


def test_words_are_compared_whole():
    """A short name within a long word says nothing."""
    assert holds(words_of("Stad Gent (B)"), words_of("gent"))
    assert not holds(words_of("Agentur"), words_of("gent"))
    assert not holds(words_of("Regensburg"), words_of("Regen"))
    assert not holds(words_of("Ay sur Loire"), words_of("Ay"))
    assert alike("lille", ["ville", "lile", "lilla"]) == ["lile", "lilla"]
