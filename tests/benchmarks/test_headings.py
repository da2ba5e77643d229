"""The benchmark of headings: nothing is scored on what it was learnt from, and chances are true."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def headings(benchmark_script: Callable[[str], ModuleType]) -> ModuleType:
    """The benchmark, which is a script and no part of the package."""
    return benchmark_script("headings")


@pytest.fixture
def guess(headings: ModuleType) -> Callable[..., object]:
    """A maker of guesses in a country."""

    def made(country: str, field: str, said: str, *, confidence: float = 1.0) -> object:
        label = headings.Label(f"{country}.x/table", f"{field} {said} {confidence}", said)
        return headings.Guess(label, field, confidence, rivalled=False, understood=1.0)

    return made


def test_a_country_is_on_one_side_only(headings: ModuleType) -> None:
    """All tables of a country are tuned on, or all are held out."""
    for country in ("AT.austria", "DE.germany", "PL.poland", "SI.slovenia"):
        sides = {headings.is_held_out(f"{country}/{region}") for region in range(20)}
        assert len(sides) == 1
    assert {headings.is_held_out(country) for country in ("DE", "FI", "IT")} == {False}
    assert {headings.is_held_out(country) for country in ("AT", "PL", "SI")} == {True}


def test_a_field_is_given_once_in_a_table(headings: ModuleType) -> None:
    """The surer heading has it; that another means the same is kept in mind."""
    words = headings.Understanding(headings.phrases())
    names = ["Beneficiary", "Beneficiary", "Start date", "Xyzzy"]
    table = [headings.Label("XX.x/table", name, "") for name in names]
    first, second, start, unknown = headings.table_guesses(table, words)
    assert (first.field, second.field) == ("beneficiary_name", "")
    assert (start.field, unknown.field) == ("starting_date", "")
    assert [first.rivalled, start.rivalled] == [True, False]
    assert first.understood == 0.75


def test_chances_are_how_often_such_guesses_were_right(
    headings: ModuleType, guess: Callable[..., object]
) -> None:
    """A field that is often wrong has a small chance, one that is always right a great one."""
    found = {
        country: [
            *(guess(country, "good", "good", confidence=0.9 + step / 100) for step in range(9)),
            *(guess(country, "good", "none", confidence=0.5 - step / 100) for step in range(5)),
            *(guess(country, "poor", "poor", confidence=0.9 + step / 100) for step in range(9)),
            *(guess(country, "poor", "none", confidence=0.9 + step / 100) for step in range(9)),
        ]
        for country in "ABCD"
    }
    learnt = headings.learnt(found)
    good, poor = (learnt.of(guess("E", field, field)) for field in ("good", "poor"))
    assert good > 0.9
    assert 0.35 < poor < 0.65
    assert learnt.of(guess("E", "good", "good", confidence=0.45)) < 0.6


def test_a_country_is_judged_by_the_others_only(
    headings: ModuleType, guess: Callable[..., object]
) -> None:
    """What is wrong in one country alone does not show in its own chances."""
    right = {country: [guess(country, "good", "good")] * 8 for country in "ABC"}
    wrong = {"D": [guess("D", "good", "other")] * 8}
    chances = headings.judged(right | wrong)
    assert chances.of(wrong["D"][0]) > chances.of(right["A"][0])


def test_weights_solve_their_equations(headings: ModuleType) -> None:
    """The small solver gives back what was put in."""
    solution = headings.solved([[4.0, 1.0], [1.0, 3.0]], [9.0, 5.0])
    assert solution == pytest.approx([2.0, 1.0])


def test_figures_count_what_was_made_and_what_was_wanted(
    headings: ModuleType, guess: Callable[..., object]
) -> None:
    """Precision is of the guesses made, recall of the headings that people mapped."""
    found = [
        guess("A", "x", "x"), guess("A", "x", "y"), guess("A", "x", ""), guess("A", "", "z"),
    ]  # fmt: skip
    score = headings.EVERY_GUESS.score(found)
    assert (score.precision, score.recall, score.made) == (1 / 3, 1 / 3, 3)
    assert headings.EVERY_GUESS.score([]).recall == 0


@pytest.mark.shared_data
def test_the_figures_hold_what_the_documentation_says(headings: ModuleType, shared: Path) -> None:
    """The half held out is guessed as well as docs/mapping.md says, or better."""
    labels = headings.read_labels(shared / "data" / "messy" / "header_mapping_labels.tsv")
    words = headings.Understanding(headings.phrases())
    tuning = {
        country: headings.guesses(own, words) + headings.guesses(own, headings.understanding(own))
        for country, own in headings.by_country(labels).items()
        if not headings.is_held_out(country)
    }
    held = [label for label in labels if headings.is_held_out(label.folder)]
    score = headings.tuned(tuning).score(headings.guesses(held, words))
    assert score.precision >= 0.80
    assert score.recall >= 0.60
