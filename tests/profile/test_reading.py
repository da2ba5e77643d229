"""A profile narrows; whatever would relax the standard is refused with reason and line."""

from pathlib import Path

import pytest

from exchangespec.errors import UnknownProfileError, UnusableProfileError
from exchangespec.profile import SHIPPED, load_profile, read_profile
from exchangespec.profile.skeleton import skeleton
from exchangespec.profile.toml_lines import TomlLines
from exchangespec.rules.profiles import usable_profile
from profile_texts import RICH

HEAD = '[profile]\nid = "own"\ntitle.en = "Own"\n'

# What is added to a profile, the line below its head at which it is refused, a part of the reason.
REFUSED = [
    ("[records.Visit]\noptional = ['kind']", 2, "would relax the standard"),
    ("[records.Visit]\nrequire = ['kinds']", 2, "there is no field kinds"),
    ("[records.Visits]\nrequire = ['kind']", 1, "there is no record type Visits"),
    ("[records.City]\nhide = ['name']", 2, "must be stated, so it cannot be hidden"),
    ("[records.City]\nrequire = ['lau']\nhide = ['lau']", 3, "cannot be hidden as well"),
    ("[records.Visit.codes]\nevent_status = ['held', 'dreamt']", 2, "which is closed"),
    ("[records.Visit.codes]\nkind = ['party']", 2, "add it under codes.visit_kind first"),
    ("[records.Visit.codes]\nkind = []", 2, "this list is empty"),
    ("[records.Visit.codes]\nvenue = ['hall']", 2, "holds no code of a list"),
    ("[records.Visit.count]\nkind = { at_most = 2 }", 2, "holds one value"),
    ("[records.Partnership.count]\nparties = { at_least = 1 }", 2, "asks for at least 2"),
    ("[records.Partnership.count]\nparties = { at_most = 1 }", 2, "no number of values"),
    ("[records.Visit.count]\nhosts = 2", 2, "write { at_least"),
    ("[records.Visit.count]\nhosts = { at_most = -1 }", 2, "whole numbers above 0"),
    ("[records.City.columns.mood]\nlabel.en = 'Mood'", 1, "is named x_"),
    (
        "[records.City.columns.x_mood]\ntype = 'feeling'\nlabel.en = 'M'\ndefinition.en = 'M'",
        2,
        "feeling is no type",
    ),
    (
        "[records.City.columns.x_mood]\ntype = 'code'\nlabel.en = 'M'\ndefinition.en = 'M'",
        1,
        "needs codes",
    ),
    ("[records.Visit.headings.en]\nhosts = 'Visitors'", 2, "never changes a meaning"),
    ("[records.Visit.headings.english]\nhosts = 'Who'", 1, "headings go by language"),
    ("[codes.event_status.dreamt]\nlabel.en = 'Dreamt'", 1, "is closed to codes"),
    ("[codes.nonsense.a]\nlabel.en = 'A'", 1, "there is no list nonsense"),
    (
        "[codes.visit_kind.study_visit]\nlabel.en = 'Trip'\ndefinition.en = 'A trip.'",
        1,
        "has this code already",
    ),
    (
        "[codes.visit_kind.trip]\nlabel.en = 'Study visit'\ndefinition.en = 'A trip.'",
        2,
        "is what the code study_visit is called",
    ),
    ("[codes.visit_kind.Trip]\nlabel.en = 'Trip'\ndefinition.en = 'A.'", 1, "not the form"),
    ("[codes.visit_kind.trip]\nlabel.nl = 'Uitje'\ndefinition.en = 'A.'", 2, "English text"),
    ("[severities]\n'dangling-reference' = 'info'", 2, "never lowers them"),
    ("[severities]\nEXS401 = 'warning'", 2, "never lowers them"),
    ("[severities]\n'no-such-rule' = 'error'", 2, "there is no rule"),
    ("[severities]\n'no-source' = 'fatal'", 2, "a severity is one of"),
    ("[hide]\nrecords = ['Visits']", 2, "there is no record type Visits"),
    ("[[rules]]\ncheck = 'nothing'", 2, "nothing is no check"),
    ("[[rules]]\ncheck = 'member-without-plan'\ncode = 'A1'", 1, "kinds is missing"),
    (
        "[[rules]]\ncheck = 'member-without-local-group'\ncode = 'A1'\n\n[[rules]]\ncheck = 'member-without-plan'\ncode = 'A2'\nkinds = ['dream']",
        8,
        "dream is not in the list plan_kind",
    ),
    (
        "[[rules]]\ncheck = 'too-many-other-members'\ncode = 'A1'\nkinds = ['ngo']\nmost = -1",
        5,
        "whole number",
    ),
    ("[header]\nrequire = ['name']", 2, "there is no field name"),
    ("[colours]\nhosts = 'red'", 1, "means nothing here"),
]


@pytest.mark.parametrize(("text", "line", "reason"), REFUSED)
def test_what_would_relax_or_means_nothing_is_refused(
    text: str, line: int, reason: str, tmp_path: Path
) -> None:
    """The refusal names the line of the file and says why."""
    path = tmp_path / "own.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(UnusableProfileError) as caught:
        usable_profile(str(path))
    found = [(at - HEAD.count("\n"), why) for at, _, why in caught.value.problems if reason in why]
    assert [at for at, _ in found] == [line], caught.value.problems
    assert str(caught.value).startswith(f"{path}:")


def test_every_problem_is_told_at_once() -> None:
    """Whoever mends a profile need not start it again for each slip."""
    text = HEAD + "[records.Visit]\nrequire = ['a', 'b']\n[records.Town]\nhide = ['x']"
    with pytest.raises(UnusableProfileError) as caught:
        read_profile(text, "own.toml")
    assert [line for line, _, _ in caught.value.problems] == [5, 5, 6]


@pytest.mark.parametrize(
    "text",
    ["", "id = 1", "[profile]", "profile = 1", HEAD.replace("own", "Ö"), "[profile\n",
     HEAD + 'exchangespec = "2.0"', "records = 3\n" + HEAD, HEAD + "rules = 3",
     HEAD + "[records]\nVisit = 3", HEAD + "[codes]\ntheme = 3", HEAD + "severities = 3",
     HEAD + "[codes.theme]\na = 3", HEAD + "[records.Visit]\ncount = 3\ncodes = 4\nhide = 5",
     HEAD + "[records.Visit]\ncolumns = { x_a = 3 }\nheadings = { en = 3 }"],
)  # fmt: skip
def test_nonsense_is_refused_and_never_breaks(text: str) -> None:
    """Whatever stands in the file, the answer is a refusal."""
    with pytest.raises(UnusableProfileError):
        read_profile(text, "own.toml")


def test_a_profile_that_is_not_there() -> None:
    """The shipped ones are named."""
    with pytest.raises(UnknownProfileError, match="shipped are inclucities, open, urbact"):
        load_profile("nowhere.toml")


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_profiles_can_be_used(name: str) -> None:
    """They are read without complaint, by their id and by their address."""
    assert usable_profile(name).id == name
    assert usable_profile(f"https://w3id.org/exchangespec/profile/{name}").id == name


def test_a_profile_may_say_all_this() -> None:
    """The profile that other tests use is a right one."""
    rich = read_profile(RICH, "rich.toml")
    assert rich.records["Visit"].counts == {"visitors": (2, 3), "hosts": (0, 2)}
    assert rich.records["City"].columns["x_mood"].codes == ("good", "bad")
    assert rich.lines == {"no-source": RICH[: RICH.index('"no-source"')].count("\n") + 1,
                          "EXS701": RICH[: RICH.index("EXS701")].count("\n") + 1}  # fmt: skip


def test_a_new_profile_can_be_used_with_all_its_examples() -> None:
    """The skeleton is right as it is, and so is all that stands in its comments."""
    text = skeleton("own", 'The "own" network', "1.0")
    assert read_profile(text, "own.toml").title == {"en": 'The "own" network'}
    lines = [
        line.removeprefix("# ") if line.startswith(("# [", "# ")) and ("=" in line or "[" in line)
        else "#"
        for line in text.splitlines()[3:]
        if not line.startswith("# and code with")
    ]  # fmt: skip
    full = "\n".join(line for line in lines if line.startswith(("[", '"')) or " = " in line) + "\n"
    about = text[: text.index("# What must be stated")]
    rich = read_profile(about + full, "own.toml")
    assert rich.records["Visit"].require == ("networks", "outcomes")
    assert "member-without-local-group" in rich.checks


def test_lines_are_found_in_any_layout() -> None:
    """Long strings and lists over several lines hide nothing."""
    text = (
        'a = """\n[no.table]\nb = 1\n"""\n[t]  # remark\n"odd key" = [\n  1,\n  2, # ]\n]\nx.y = 3\n'
        "[[r]]\nz = 1\n[[r]]\nz = '''one'''\n[r.sub]\nq = {a = 1,\n b = 2}\nlast = 1\n"
    )
    lines = TomlLines(text)
    assert [lines.of("a"), lines.of("t"), lines.of("t", "odd key"), lines.of("t", "x", "y")] == [
        1, 5, 6, 10,
    ]  # fmt: skip
    assert [lines.of("r", 0, "z"), lines.of("r", 1, "z"), lines.of("r", 1, "sub", "q")] == [
        12, 14, 16,
    ]  # fmt: skip
    assert lines.of("r", 1, "sub", "last") == 18
    assert lines.of("no", "table") == 1


def test_lines_are_found_in_time_that_grows_with_the_text() -> None:
    """A long line without a key takes no longer than it is."""
    TomlLines("a" * 50_000 + "\n" + '"' * 2_001 + "\n" + "a." * 20_000)
