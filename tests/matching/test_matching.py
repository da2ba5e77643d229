"""Mentors for those that need one: the best choice there is, within what everyone can take."""

import itertools
from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchangespec.errors import WeightsError
from exchangespec.gazetteer.distance import kilometres
from exchangespec.matching import proposals, recommend, weights_from
from exchangespec.matching.assignment import assign, gain, greedy
from exchangespec.matching.candidates import Candidate, candidates, one_by_one
from exchangespec.matching.criteria import parts, ruled_out, score
from exchangespec.matching.parties import Party, parties

TODAY = date(2026, 11, 1)
THEMES = ("housing", "language_learning", "labour_market", "education")

names = st.frozensets(st.sampled_from(THEMES), min_size=1)
PARTIES = st.builds(
    Party,
    id=st.sampled_from([f"ex:{letter}" for letter in "abcdefgh"]),
    name=st.just("A city"),
    country=st.sampled_from(["", "BE", "FI", "IT"]),
    population=st.none() | st.sampled_from([0, 1_000, 30_000.0, 223_000, 2_000_000]),
    latitude=st.none() | st.floats(-90, 90),
    longitude=st.none() | st.floats(-180, 180),
    themes=names,
    languages=st.frozensets(st.sampled_from(["en", "fi", "nl"])),
    capacity=st.integers(0, 3),
    experience=st.integers(0, 5),
    apart=st.frozensets(st.sampled_from([f"ex:{letter}" for letter in "abcdefgh"]), max_size=2),
    paired=st.frozensets(st.sampled_from([f"ex:{letter}" for letter in "abcdefgh"]), max_size=1),
)
SIDES = st.lists(PARTIES, max_size=6, unique_by=lambda one: one.id)
SETTINGS = st.sampled_from(
    [
        "",
        "[rules]\nother_country = false\ncommon_language = false",
        "[rules]\nrepeat_pairs = true\nleast_score = 0.4",
        "[weights]\nthemes = 0\ndistance = 0\nsize = 7",
    ]
).map(weights_from)


@settings(max_examples=300)
@given(SIDES, SIDES, SETTINGS, st.integers(1, 7))
def test_blocks_agree_with_pairs_looked_at_one_by_one(mentors, mentees, weights, best):
    """The arrays give the same candidates, scores, counts and reasons as the plain reading."""
    one = one_by_one(mentors, mentees, weights, best=best)
    two = candidates(mentors, mentees, weights, best=best)
    assert one.why == two.why
    assert one.suited == two.suited
    for left, right in zip(one.pairs, two.pairs, strict=True):
        assert [item.score for item in left] == pytest.approx([item.score for item in right])
        # What differs in the last digit only may be sorted either way.
        if best >= len(mentors):
            assert {item.mentor for item in left} == {item.mentor for item in right}


def test_of_equal_candidates_the_first_are_kept():
    """Where the best are cut off among equals, their order decides, however many they are."""
    mentors = [Party(f"ex:m{n:04}", "", themes=frozenset({"housing"})) for n in range(500)]
    mentees = [Party("ex:n", "", themes=frozenset({"housing"}))]
    [pairs] = candidates(mentors, mentees, weights_from(""), best=100).pairs
    assert [one.mentor for one in pairs] == list(range(100))


def all_choices(found: list[Candidate], mentors: list[int], mentees: list[int]) -> int:
    """Return the highest sum of scores of any choice within the capacities, by trying all."""
    best = 0
    for count in range(len(found) + 1):
        for choice in itertools.combinations(found, count):
            of_mentors = Counter(one.mentor for one in choice)
            of_mentees = Counter(one.mentee for one in choice)
            if all(number <= mentors[key] for key, number in of_mentors.items()) and all(
                number <= mentees[key] for key, number in of_mentees.items()
            ):
                best = max(best, sum(gain(one) for one in choice))
    return best


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.builds(Candidate, st.integers(0, 2), st.integers(0, 2), st.floats(0, 1)),
        max_size=8,
        unique_by=lambda one: one[:2],
    ),
    st.lists(st.integers(0, 2), min_size=3, max_size=3),
    st.lists(st.integers(0, 2), min_size=3, max_size=3),
)
def test_the_choice_is_the_best_there_is(found, mentors, mentees):
    """On small cases the solver reaches what trying all choices reaches; greed never more."""
    chosen = assign(found, mentors, mentees)
    assert chosen.optimal
    assert sum(gain(one) for one in chosen.pairs) == all_choices(found, mentors, mentees)
    assert sum(gain(one) for one in greedy(found, mentors, mentees)) <= sum(
        gain(one) for one in chosen.pairs
    )


def records_of(mentors: list[Party], mentees: list[Party]) -> list[dict[str, Any]]:
    """Return canonical records that say what two sides offer and need."""
    places = {one.id: one for one in (*mentors, *mentees)}
    records: list[dict[str, Any]] = []
    for one in places.values():
        place = {"latitude": one.latitude, "longitude": one.longitude}
        values = {"country": one.country, "population": one.population, **place}
        known = {name: value for name, value in values.items() if value not in {None, ""}}
        records.append({"type": "City", "id": one.id, "name": {"en": one.name}, **known})
    for kind, side in (("offer", mentors), ("need", mentees)):
        for one in side:
            statement = {"type": "Statement", "id": f"{one.id}-{kind}", "about": one.id}
            lists = {"themes": one.themes, "languages": one.languages, "excludes": one.apart}
            said = {name: sorted(value) for name, value in lists.items() if value}
            records.append({**statement, "kind": kind, "quantity": one.capacity, **said})
    return records


@settings(max_examples=200, deadline=None)
@given(SIDES, SIDES, SETTINGS)
def test_nothing_agreed_is_ever_broken(mentors, mentees, weights):
    """Nobody gets more partners than they can take, nor one of those who are ruled out."""
    matching = recommend(records_of(mentors, mentees), weights, today=TODAY)
    assert matching.optimal
    taken = Counter(pair.mentor.id for pair in matching.pairs)
    given_to = Counter(pair.mentee.id for pair in matching.pairs)
    assert all(taken[one.id] <= one.capacity for one in mentors)
    assert all(given_to[one.id] <= one.capacity for one in mentees)
    for pair in matching.pairs:
        assert ruled_out(pair.mentor, pair.mentee, weights) is None
        assert pair.score >= weights.rules.least_score
        assert pair.score == pytest.approx(sum(part.value * part.share for part in pair.parts))
    without = {(one.party.id, one.role): one for one in matching.alone}
    for one in mentees:
        missing = one.capacity - given_to[one.id]
        assert (missing > 0) == ((one.id, "mentee") in without)
        if missing:
            assert without[one.id, "mentee"].missing == missing
            assert without[one.id, "mentee"].reason


CITIES = [
    {"type": "City", "id": "ex:mechelen", "name": {"nl": "Mechelen"}, "country": "BE",
     "population": 87000, "latitude": 51.03, "longitude": 4.48},
    {"type": "City", "id": "ex:capaci", "name": {"it": "Capaci"}, "country": "IT",
     "population": "~11000", "latitude": 38.17, "longitude": 13.24},
    {"type": "Organisation", "id": "ex:association", "name": {"en": "Association"},
     "kind": "association_of_local_authorities", "city": "ex:mechelen"},
]  # fmt: skip
OFFER = {"type": "Statement", "id": "ex:s-1", "about": "ex:mechelen", "kind": "offer",
         "themes": ["housing", "education"], "languages": ["en", "nl"]}  # fmt: skip
NEED = {"type": "Statement", "id": "ex:s-2", "about": "ex:capaci", "kind": "need",
        "themes": ["housing", "labour_market"], "languages": ["en", "it"]}  # fmt: skip


def matched(*records: dict[str, Any], weights: str = "") -> Any:
    """Match what two cities offer and need."""
    return recommend([*CITIES, *records], weights_from(weights), today=TODAY)


def test_a_recommendation_explains_itself():
    """Each criterion says what it gives and what that rests on."""
    [pair] = matched(OFFER, NEED).pairs
    assert (pair.mentor.id, pair.mentee.id) == ("ex:mechelen", "ex:capaci")
    words = {part.name: (part.value, part.words) for part in pair.parts}
    assert words["themes"] == (0.5, "1 of 2 themes: housing")
    assert words["languages"] == (1.0, "languages in common: en")
    assert words["size"][1] == "inhabitants: 87,000 and 11,000"
    assert words["experience"] == (0.0, "earlier pairs as mentor: 0")
    assert (
        words["distance"][1] == f"{kilometres(pair.mentor.point, pair.mentee.point):,.0f} km apart"
    )
    assert sum(part.share for part in pair.parts) == pytest.approx(1)


def test_distance_is_that_of_the_earth():
    """A degree of longitude on the equator is 111.2 km."""
    assert kilometres((0, 0), (0, 1)) == pytest.approx(111.195, 1e-4)
    assert kilometres((0, 0), (0, 180)) == pytest.approx(20015, 1e-4)


PAIR = {
    "type": "MentoringPair",
    "id": "ex:m-1",
    "mentors": ["ex:mechelen"],
    "mentees": ["ex:capaci"],
}


@pytest.mark.parametrize(
    ("offer", "need", "more", "reason"),
    [
        ({"themes": ["education"]}, {}, [], "no mentor shares"),
        ({"languages": ["nl"]}, {}, [], "1 shares no working language"),
        ({"excludes": ["ex:capaci"]}, {}, [], "1 is excluded"),
        ({}, {"excludes": ["ex:mechelen"]}, [], "1 is excluded"),
        ({"about": "ex:capaci"}, {}, [], "1 is the same"),
        ({}, {"about": "ex:association"}, [], "1 lies in the same country"),
        ({}, {}, [PAIR], "1 was paired with it before"),
        ({"as_of": "2019/2020"}, {}, [], "nobody offers anything, or has a place left"),
        ({"record_status": "withdrawn"}, {}, [], "nobody offers anything, or has a place left"),
        ({"repeats": "ex:s-9"}, {}, [], "nobody offers anything, or has a place left"),
        ({"quantity": 0}, {}, [], "those that suit it are taken"),
    ],
)
def test_who_is_alone_hears_why(offer, need, more, reason):
    """Every reason for which nobody is proposed is said, with how many it keeps away."""
    matching = matched({**OFFER, **offer}, {**NEED, **need}, *more)
    assert matching.pairs == []
    [alone] = [one for one in matching.alone if one.role == "mentee"]
    assert reason.replace("no mentor shares", "1 offers none of the themes") in alone.reason


def test_an_offer_that_is_open_or_only_dated_holds():
    """A single date says when it was stated; an open end has not come."""
    for as_of in ("2019", "2019/..", "2019/2027", "2019/2026-11"):
        assert matched({**OFFER, "as_of": as_of}, NEED).pairs


def test_experience_counts_pairs_that_were_not_stopped():
    """Earlier pairs count for the mentor, unless they were stopped."""
    other = {**PAIR, "mentees": ["ex:association"], "id": "ex:m-2"}
    stopped = {**other, "id": "ex:m-3", "progress": "stopped"}
    [party] = parties([*CITIES, OFFER, other, stopped], "offer", today=TODAY)
    assert party.experience == 1
    assert party.paired == {"ex:association"}


def test_an_organisation_lies_where_its_city_lies():
    """Country, inhabitants and place come from the city."""
    [party] = parties([*CITIES, {**NEED, "about": "ex:association"}], "need", today=TODAY)
    assert (party.country, party.population, party.latitude) == ("BE", 87000, 51.03)


def test_weights_change_what_is_chosen():
    """What counts more decides."""
    near = {**CITIES[1], "id": "ex:near", "country": "FR", "latitude": 50.6, "longitude": 3.1}
    records = [near, {**OFFER, "id": "ex:s-3", "about": "ex:near", "themes": ["housing"]},
               {**OFFER, "about": "ex:capaci", "themes": ["housing", "labour_market"]},
               {**NEED, "about": "ex:mechelen"}]  # fmt: skip
    [first] = matched(*records).pairs
    [second] = matched(*records, weights="[weights]\nthemes = 0\nlanguages = 0\nsize = 0").pairs
    assert (first.mentor.id, second.mentor.id) == ("ex:capaci", "ex:near")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[weights", "it is no TOML"),
        ("[weight]\nthemes = 1", "[weight] is no table of it; known are weights, rules, scales"),
        ("weights = 1", "weights is no table"),
        ("[weights]\nthema = 1", "weights.thema does not exist"),
        ("[weights]\nthemes = -1", "weights.themes is a number from 0 on"),
        ("[weights]\nthemes = nan", "weights.themes is a number from 0 on"),
        ("[weights]\nthemes = true", "weights.themes is a number from 0 on"),
        ("[rules]\nother_country = 1", "rules.other_country is true or false"),
        ("[scales]\nsize_factor = 1", "scales.size_factor is above 1"),
        (
            "[weights]\nthemes=0\nlanguages=0\nsize=0\nexperience=0\ndistance=0",
            "counts for nothing",
        ),
    ],
)
def test_weights_that_make_no_sense_are_refused(text, said):
    """What is wrong with a file of weights is said in one sentence."""
    with pytest.raises(WeightsError) as caught:
        weights_from(text)
    assert said in str(caught.value)


def test_proposals_are_valid_records():
    """A proposal is a pair and a statement that says why; both pass the check."""
    from exchangespec.validation import check_records

    matching = matched(OFFER, NEED)
    made = list(proposals(matching, "ex"))
    assert [one["type"] for one in made] == ["MentoringPair", "Statement"]
    assert made[0]["themes"] == ["housing"]
    assert "1 of 2 themes: housing" in made[1]["text"]["en"]
    header = {"exchangespec": "1.0", "prefix": "ex", "id": "https://example.org/exchange",
              "title": {"en": "Exchange"}, "publisher": "Association", "language": "en",
              "version": "2026-11-01", "modified": "2026-11-01", "personal_data": "none",
              "license": "https://creativecommons.org/licenses/by/4.0/"}  # fmt: skip
    findings = check_records(header, [*CITIES, OFFER, NEED, *made], today=TODAY)
    assert [one for one in findings if one.severity == "error"] == []


def test_what_is_left_is_matched_beyond_the_best(monkeypatch):
    """Those whose best mentors are taken are matched with whoever is left."""
    monkeypatch.setattr("exchangespec.matching.recommending.BEST", 2)
    weights = weights_from("[rules]\nother_country = false")
    mentors = [
        Party(f"ex:m{n}", "", themes=frozenset({"housing"}), population=1000 * 2**n)
        for n in range(6)
    ]
    mentees = [
        Party(f"ex:n{n}", "", themes=frozenset({"housing"}), population=1000) for n in range(6)
    ]
    matching = recommend(records_of(mentors, mentees), weights, today=TODAY)
    assert len(matching.pairs) == 6
    assert not matching.optimal
    assert all(score(parts(one.mentor, one.mentee, weights)) == one.score for one in matching.pairs)


RUNNING = {**PAIR, "mentees": ["ex:association"], "progress": "under_way"}


@pytest.mark.parametrize(
    ("pair", "full"),
    [
        (RUNNING, True),
        ({**RUNNING, "end": "2026-10"}, False),
        ({**RUNNING, "end": "2026"}, True),
        ({**RUNNING, "progress": "completed"}, False),
        ({**RUNNING, "progress": "planned"}, False),
        ({**RUNNING, "record_status": "withdrawn"}, False),
        ({**PAIR, "mentees": ["ex:association"]}, False),
        ({**PAIR, "mentees": ["ex:association"], "end": ".."}, True),
        ({**PAIR, "mentees": ["ex:association"], "start": "2027", "end": "2028"}, False),
    ],
)
def test_running_pairs_take_places(pair, full):
    """Who has as many partners as it can have at once gets no other, and is told so."""
    matching = matched(OFFER, NEED, pair)
    assert bool(matching.pairs) is not full
    told = [one for one in matching.alone if one.party.id == "ex:mechelen"]
    assert [(one.role, one.missing) for one in told] == ([("mentor", 0)] if full else [])
    assert not full or "pairs that are running" in told[0].reason
    assert matched({**OFFER, "quantity": 2}, NEED, pair).pairs


def test_what_is_not_about_a_city_or_organisation_is_named():
    """An offer of a network, or of nobody here, is not passed over in silence."""
    network = {"type": "Network", "id": "ex:net", "name": {"en": "Net"}, "kind": "network"}
    matching = matched(
        OFFER,
        NEED,
        network,
        {**OFFER, "id": "ex:s-3", "about": "ex:net"},
        {**NEED, "id": "ex:s-4", "about": "ex:nowhere"},
        {**NEED, "id": "ex:s-5", "about": "ex:nowhere", "record_status": "withdrawn"},
    )
    assert [(one.statement, one.reason) for one in matching.passed_over] == [
        ("ex:s-3", "is a Network, no city or organisation"),
        ("ex:s-4", "is in none of the inputs"),
    ]
    assert matching.as_dict()["passed_over"][0]["about"] == "ex:net"
    assert len(matching.pairs) == 1
