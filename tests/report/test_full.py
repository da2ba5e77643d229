"""The report for the terminal."""

import pytest

from exchangespec.finding import Finding
from exchangespec.location import Location
from exchangespec.outcome import InputSummary, Outcome
from exchangespec.report.full import full
from exchangespec.report.layout import COLOURS, Layout
from exchangespec.report.naming import quoted
from exchangespec.report.speaking import spoken
from exchangespec.report.speech import DRAFT, Speech
from exchangespec.texts import SOURCE, SPOKEN


def test_it_begins_with_what_was_read_and_ends_with_the_verdict(outcome: Outcome):
    """A reader sees first the files and their records, last the sentence that counts."""
    lines = full(outcome, Layout(width=200)).splitlines()
    assert lines[0] == "visits.xlsx · xlsx · 1 city, 99 visits"
    assert lines[2] == "b.json · json · 4 visits · not read to its end"
    assert lines[-1] == (
        "16 cells to fix in 104 records; 88 records are ready; 1 warning to look at; "
        "a part of the data could not be read."
    )


def test_equal_findings_are_one_task(outcome: Outcome):
    """Twelve equal findings are told once, with ten places and a count of the rest."""
    text = full(outcome)
    assert text.count("“onlin” is not") == 1
    assert "(12 places)" in text
    assert text.count("  --> visits.xlsx  sheet Visits, cell L") == 10 + 4
    assert "and 2 more" in text


def test_a_cell_is_named_as_the_partner_sees_it(outcome: Outcome):
    """File, sheet, cell, heading and record stand on one line."""
    assert "  --> visits.xlsx  sheet Visits, cell L5 “Format”  ex:vis-5\n" in full(outcome)


def test_a_line_of_json_has_its_pointer(outcome: Outcome):
    """A place in JSON has line, column and pointer."""
    assert "  --> b.json  line 12, column 9, /records/3/start  ex:v\n" in full(outcome)


def test_why_and_fix_stand_once_a_code(outcome: Outcome):
    """Five groups of one code share one explanation; the suggestion is told with each."""
    text = full(outcome)
    assert text.count("Values from one list can be counted") == 1
    assert text.count("Did you mean “online”?") == 5


def test_related_places_are_named(outcome: Outcome):
    """Another record that has to do with a finding is pointed to."""
    assert "   = see: visits.xlsx  sheet Visits, row 7  ex:vis-7\n" in full(outcome)


def test_infos_are_counted_until_asked_for(outcome: Outcome):
    """Infos are folded into counts; unfolded they have their places."""
    assert "info: 2 remarks: 2 times EXS203 value-normalised" in full(outcome)
    assert "info[EXS203]" not in full(outcome)
    assert "info[EXS203]" in full(outcome, Layout(folded=()))
    assert "remarks" not in full(outcome, Layout(folded=()))


def test_rules_that_did_not_run_and_versions_are_said(outcome: Outcome):
    """What was not looked at is said with its reason, as are the versions."""
    text = full(outcome)
    assert (
        "2 rules need what was not given: profile; 1 rule was left out on request (-v lists them).\n"
        in text
    )
    assert "EXS706" not in text
    assert "tool 0.1.0 · standard 1.0 · codelists 2026.11" in text


def test_rules_that_did_not_run_are_named_when_asked_for(outcome: Outcome):
    """With everything unfolded each rule that did not run is named under its reason."""
    text = full(outcome, Layout(folded=()))
    assert "1 rule was left out on request.\n" in text
    assert "  needs a profile: EXS706 profile-code-clashes, EXS707 profile-unavailable\n" in text


def test_rules_do_not_matter_where_nothing_was_read(outcome: Outcome):
    """When no file could be read, no rule ran, and none is spoken of."""
    outcome.inputs = [InputSummary("a", "unknown", {}, readable=False)]
    assert "what was not given" not in full(outcome)


def test_nothing_in_a_value_acts_on_the_terminal(outcome: Outcome):
    """Escape sequences, line breaks and direction overrides are spelt out."""
    text = full(outcome)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\\x1b[31mred" in text
    assert "زيارة \\u202eevil" in text


@pytest.mark.parametrize("width", [40, 72, 100])
def test_lines_keep_to_the_width(outcome: Outcome, width: int):
    """Lines are broken between words at the width of the terminal."""
    lines = full(outcome, Layout(width=width)).splitlines()
    assert not [line for line in lines if len(line) > width and " " in line.strip()]


def test_colours_only_colour(outcome: Outcome):
    """With the colours taken away the coloured report is the plain one."""
    coloured = full(outcome, Layout(paints=COLOURS))
    assert "\x1b[1;31merror[EXS201]\x1b[0m" in coloured
    for paint in COLOURS.values():
        start, end = paint("|").split("|")
        coloured = coloured.replace(start, "").replace(end, "")
    assert coloured == full(outcome)


def test_clean(clean: Outcome):
    """Without findings the report is short."""
    assert full(clean) == (
        "a.json · json · 2 cities, 1 mentoring pair\n\ntool 0.1.0\n\nAll 3 records are ready.\n"
    )


def test_a_code_of_a_later_version_is_shown(clean: Outcome):
    """A finding whose rule this version does not have still has its message and place."""
    place = Location(file="a.json", field="name")
    clean.findings = [Finding("EXS899", "new", "error", "New.", place, suggestions=["old"])]
    clean.counts["error"] = 1
    text = full(clean)
    assert "error[EXS899] New.\n  --> a.json  field name\n   = fix: Did you mean “old”?" in text


def test_truncated(clean: Outcome):
    """That findings were left out is said."""
    clean.truncated = True
    assert "Only 0 findings were kept; all were counted." in full(clean)


def test_many_related_places_are_counted(clean: Outcome):
    """More than five related places are counted, and an encoding that was guessed is named."""
    places = [Location(file="a.json", record=f"ex:{number}") for number in range(7)]
    clean.findings = [
        Finding("EXS311", "duplicate-id", "error", "Twice.", places[0], related=places)
    ]
    clean.inputs[0] = type(clean.inputs[0])("a.csv", "csv", {}, encoding="cp1252")
    text = full(clean)
    assert "          and 2 more\n" in text
    assert text.startswith("a.csv · csv · read as cp1252 · no records\n")


@pytest.mark.parametrize("language", [one for one in SPOKEN if one != SOURCE])
def test_the_words_around_the_findings_are_in_the_language(outcome: Outcome, language: str):
    """Labels, levels, places, suggestions and what was not looked at; ids and names stay."""
    text = full(spoken(outcome, language), Layout(width=300))
    say = Speech(language)
    for english in (
        *("= fix:", "= see:", "Did you mean", "All values", "places)", "and 2 more", " times "),
        *("info:", "remarks:", "not read to its end", "shows the page", "rules need"),
    ):
        assert english not in text, english
    for words in ("fix:", "see:", "(-v shows each with its place)", "not read to its end"):
        assert say(words) in text, words
    question, _, _ = say("Did you mean {names}?", names="|").partition("|")
    assert question + quoted("online", language) in text
    assert f"{say('error')}[EXS201]" in text
    assert say("and {number} more", number="2") in text
    assert say.number_of(12, "place") in text
    assert f"{say.number_of(2, 'time')} EXS203 value-normalised" in text
    assert "exchangespec codelist show event_format" in text
    assert DRAFT not in text
    assert (say(DRAFT) in text) is say.is_draft
