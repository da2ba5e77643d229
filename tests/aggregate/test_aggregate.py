"""Roll-ups count each thing once, mix nothing, say “at least”, and lead back to their records."""

import csv
import json
import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import exchangespec as xs
from exchangespec import spec
from exchangespec.aggregate import FROM_THE_MODEL, HELPERS, KEPT, ROLL_UPS, prepare, query, write
from exchangespec.aggregate.page import PICTURES, ROWS_SHOWN, Answer, at_least, html
from exchangespec.aggregate.pictures import (
    MOST_NODES,
    MOST_POINTS,
    Bar,
    Edge,
    Point,
    bars,
    map_of,
    network,
)
from exchangespec.aggregate.reports import Checked, ReportError, as_query, read_reports
from exchangespec.engines.duck import Duck
from exchangespec.formats.format import Source
from exchangespec.intake import TakeOptions
from exchangespec.merging import MergeOptions, merge
from exchangespec.rules.world import (
    HEADER,
    OTHER_CAPACI,
    OTHER_DECLARED,
    OTHER_HEADER,
    OTHER_ROME,
    RECORDS,
)

VISIT = {
    "type": "Visit",
    "id": "ex:v-1",
    "kind": "study_visit",
    "start": "2021-09",
    "visitors": ["ex:capaci"],
    "hosts": ["ex:mechelen"],
    "delegation_size": 5,
}
FUNDING = {
    "type": "Funding",
    "id": "ex:f-1",
    "kind": "grant",
    "funds": ["ex:inclucities"],
    "programme": "AMIF",
    "amount": 1000,
    "currency": "EUR",
}
AMOUNT = ("amount", "currency")
MEMBER = {"type": "Membership", "group": "ex:inclucities", "member": "ex:capaci", "role": "partner"}
OWN = {"publisher": "VVSG"}
ANCI = {"id": "https://example.org/anci", "publisher": "ANCI", "prefix": "anci"}


def package(*records: dict[str, Any], **header: Any) -> dict[str, Any]:
    """Return a package over the world of the rules; that of another publisher has no world."""
    world = [] if header else RECORDS
    own = {record["id"] for record in records}
    kept = [record for record in world if record["id"] not in own]
    return {"@context": [spec.CONTEXT_URL], **HEADER, **header, "records": [*kept, *records]}


def prepared(*packages: dict[str, Any]) -> Duck:
    """Return all roll-ups over packages."""
    engine = Duck(xs.connect(*packages))
    prepare(engine)
    return engine


def rows(name: str, *packages: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a roll-up over packages."""
    result = prepared(*packages).rows(name)
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows()]


def test_visits_count_by_countries_and_year():
    """A visit has the countries of its parties, and a year where the dates leave no other."""
    vague = {**VISIT, "id": "ex:v-2", "start": "202X", "delegation_size": ">10"}
    undated = {**VISIT, "id": "ex:v-3", "start": "2021", "delegation_size": "3..6"}
    found = rows("visits_by_country_pair", package(VISIT, vague, undated))
    assert [
        (row["year"], row["country_from"], row["country_to"], row["visits"]) for row in found
    ] == [(2021, "IT", "BE", 2), (None, "IT", "BE", 1)]
    assert [row["delegates_at_least"] for row in found] == [8, 10]
    assert [row["delegates_exact"] for row in found] == [0, 0]


def test_two_reports_of_one_visit_count_once():
    """Reports that share an identifier are one visit; of their head counts the smaller counts."""
    theirs = {
        **VISIT,
        "id": "anci:v-9",
        "identifiers": ["ex:v-1"],
        "visitors": ["anci:capaci"],
        "hosts": ["geonames:2791537"],
        "delegation_size": 9,
    }
    capaci = {
        "type": "City",
        "id": "anci:capaci",
        "name": {"it": "Capaci"},
        "country": "IT",
        "identifiers": ["geonames:2525448"],
    }
    found = rows("visits_by_country_pair", package(VISIT), package(capaci, theirs, **ANCI))
    assert [(row["country_from"], row["country_to"], row["visits"]) for row in found] == [
        ("IT", "BE", 1)
    ]
    assert found[0]["delegates_at_least"] == 5


def test_who_did_not_come_is_not_counted():
    """A visitor that cancelled gives no country; what was withdrawn or not held is told apart."""
    cancelled = {
        "type": "Participation",
        "id": "ex:p-1",
        "event": "ex:v-1",
        "party": "ex:capaci",
        "role": "visitor",
        "participation_status": "cancelled",
    }
    [row] = rows("visits_by_country_pair", package(VISIT, cancelled))
    assert (row["country_from"], row["visits"]) == (None, 1)
    gone = {**VISIT, "record_status": "withdrawn"}
    assert rows("visits_by_country_pair", package(gone)) == []
    [row] = rows("visits_by_country_pair", package({**VISIT, "event_status": "cancelled"}))
    assert (row["visits"], row["not_held"]) == (1, 1)


def test_a_described_party_has_its_country():
    """Visitors without a record count by the country that is stated of them."""
    described = {
        "type": "Participation",
        "id": "ex:p-1",
        "event": "ex:v-1",
        "party_text": "Dutch officials",
        "country": "NL",
        "role": "visitor",
    }
    visit = {name: value for name, value in VISIT.items() if name != "visitors"}
    [row] = rows("visits_by_country_pair", package(visit, described))
    assert (row["country_from"], row["country_to"]) == ("NL", "BE")


def test_currencies_are_never_mixed():
    """Each currency and basis has its own sum, and a bound makes it a least sum."""
    unknown = {**FUNDING, "id": "ex:f-6"}
    found = rows(
        "funding_by_programme",
        package(
            FUNDING,
            {**FUNDING, "id": "ex:f-2", "amount": "0.10"},
            {**FUNDING, "id": "ex:f-3", "amount": ">500"},
            {**FUNDING, "id": "ex:f-4", "currency": "SEK", "amount": 7},
            {**FUNDING, "id": "ex:f-5", "amount_basis": "per_year", "amount": "~20"},
            {name: value for name, value in unknown.items() if name not in AMOUNT},
        ),
    )
    told = {
        (row["currency"], row["amount_basis"]): (
            row["grants"],
            row["amount_at_least"],
            row["amounts_exact"],
        )
        for row in found
    }
    assert told == {
        ("EUR", "total"): (3, Decimal("1500.10"), 0),
        ("SEK", "total"): (1, Decimal("7.00"), 1),
        ("EUR", "per_year"): (1, Decimal("20.00"), 0),
        (None, "total"): (1, None, None),
    }


def test_an_amount_beyond_all_bounds_breaks_no_sum():
    """A number with too many digits is counted as a grant without a usable amount."""
    absurd = {**FUNDING, "id": "ex:f-2", "amount": "9" * 60}
    [row] = rows("funding_by_programme", package(FUNDING, absurd))
    assert (row["grants"], row["with_amount"], row["amount_at_least"]) == (2, 1, 1000)


def test_networks_run_through_their_years():
    """A network counts in each year of its time, with the members of that year."""
    left = {
        "type": "Membership",
        "id": "ex:m-2",
        "group": "ex:inclucities",
        "member": "ex:capaci",
        "role": "partner",
        "end": "2020",
    }
    found = rows("networks_by_year", package(left))
    assert [(row["year"], row["networks"], row["members"]) for row in found] == [
        (2020, 1, 3),
        (2021, 1, 2),
        (2022, 1, 2),
    ]


def test_mentoring_is_a_list_of_edges():
    """Each mentor with each mentee, named."""
    pair = {
        "type": "MentoringPair",
        "id": "ex:pair",
        "mentors": ["ex:mechelen", "ex:vvsg"],
        "mentees": ["ex:capaci"],
    }
    found = rows("mentoring_network", package(pair))
    assert [(row["mentor_name"], row["mentee_name"], row["pairs"]) for row in found] == [
        ("Mechelen", "Capaci", 1),
        ("Flemish association", "Capaci", 1),
    ]


def test_plans_are_adopted_by_status_or_date():
    """A plan with a date of adoption is adopted, whatever its status says."""
    plan = {
        "type": "ActionPlan",
        "id": "ex:plan",
        "name": {"en": "Plan"},
        "kind": "integrated_action_plan",
        "owners": ["ex:vvsg"],
    }
    found = rows("plans_by_status", package(plan, {**plan, "id": "ex:plan-2", "adopted": "2022"}))
    assert [(row["country"], row["plans"], row["adopted"]) for row in found] == [("BE", 2, 1)]


def test_the_scorecard_is_per_submission():
    """Of what should be stated, how much is, for each input."""
    [row] = rows("scorecard", package(VISIT))
    expected = sum(
        field.requirement == "S"
        for record in (*RECORDS, VISIT)
        for field in spec.records()[record["type"]].fields.values()
    )
    assert row["should_be_stated"] == expected
    assert 0 < row["stated"] < expected
    assert row["with_source"] == 8


def test_the_trend_is_by_publisher_and_month(tmp_path: Path):
    """Of each publisher the months follow each other, with what changed since the one before."""
    broken = {**VISIT, "start": "someday"}
    releases = {
        "january": package(VISIT, broken | {"id": "ex:v-2"}, modified="2025-01-10", **OWN),
        "may": package(VISIT, {**VISIT, "id": "ex:v-2"}, modified="2025-05", **OWN),
        "someday": package(VISIT, modified="2025", **OWN),
        "anci": package(broken, modified="2025-01-31", **ANCI),
    }
    for name, release in releases.items():
        xs.validate(release).save(tmp_path / f"{name}.json")
    reports = read_reports([tmp_path]).checked
    engine = Duck(xs.connect(package()))
    prepare(engine, reports)
    found = [
        (row[2], row[3], row[6], row[7], str(row[8]), row[9] and str(row[9]))
        for row in engine.rows("quality_trend").rows()
        if row[1] == "ex" and row[4] == "all rules"
    ]
    errors = {name: xs.validate(release).counts["error"] for name, release in releases.items()}
    assert errors["january"] > errors["may"]
    records = {name: len(release["records"]) for name, release in releases.items()}
    rate = {
        name: f"{Decimal(100 * errors[name]) / Decimal(records[name]):.2f}" for name in releases
    }
    assert found == [
        (2025, None, records["someday"], errors["someday"], rate["someday"], None),
        (2025, 1, records["january"], errors["january"], rate["january"],
         str(Decimal(rate["january"]) - Decimal(rate["someday"]))),
        (2025, 5, records["may"], errors["may"], rate["may"],
         str(Decimal(rate["may"]) - Decimal(rate["january"]))),
    ]  # fmt: skip
    assert "ANCI, 2025-01" in html(engine, "Trend")


def trend(folder: Path, *packages: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the trend of the reports in a folder, over packages."""
    engine = Duck(xs.connect(*packages))
    prepare(engine, read_reports([folder]).checked)
    result = engine.rows("quality_trend")
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows()]


def saved(path: Path, file: str, release: dict[str, Any]) -> None:
    """Keep the report of a release that came as a file."""
    path.parent.mkdir(exist_ok=True)
    content = json.dumps(release).encode()
    xs.validate(Source(file, content=content)).save(path)


def test_two_reports_of_one_release_count_once(tmp_path: Path):
    """Where it was checked twice, be it as a copy, the later report counts, and that is told."""
    first = package({**VISIT, "start": "someday"}, modified="2025-01-10", **OWN)
    mended = package(VISIT, modified="2025-01-10", **OWN)
    saved(tmp_path / "r" / "1.json", "visits.json", first)
    saved(tmp_path / "r" / "2.json", "in/visits.json", mended)
    saved(tmp_path / "r" / "3.json", "more.json", mended)
    saved(tmp_path / "r" / "4.json", "visits.json", mended | {"version": "next"})
    found = read_reports([tmp_path / "r"])
    assert [(one.path.name, one.file, one.later.name) for one in found.repeated] == [
        ("1.json", "visits.json", "2.json")
    ]
    [row] = trend(tmp_path / "r", mended)
    # Another file of the release is a part of it, and another version another release.
    assert (row["submissions"], row["records"]) == (3, 3 * len(mended["records"]))
    assert row["errors"] == 3 * xs.validate(mended).counts["error"]


def test_a_submission_without_report_is_not_left_out(tmp_path: Path):
    """It stands beside those with one, as measured by reading alone, and is compared with none."""
    january = package({**VISIT, "start": "someday"}, modified="2025-01-10", **OWN)
    june = package({**VISIT, "start": "someday"}, modified="2025-06-10", **OWN)
    saved(tmp_path / "r" / "1.json", "visits.json", january)
    with pytest.warns(UserWarning, match="not valid"):
        found = trend(tmp_path / "r", january, june)
    assert [(row["month"], row["measured_by"]) for row in found] == [
        (1, "all rules"),
        (6, "reading alone"),
    ]
    assert found[1]["errors"] == 1
    assert [row["change_in_errors"] for row in found] == [None, None]
    engine = Duck(xs.connect(package()))
    prepare(engine, read_reports([tmp_path / "r"]).checked)
    assert "VVSG, 2025-01, all rules" in html(engine, "Trend")


def test_publishers_are_told_apart_by_more_than_their_prefix(tmp_path: Path):
    """Two of one prefix are two; one that is told by an id is one under any prefix."""
    city = {"id": "https://example.org/other", "publisher": "Ghent"}
    here = {"publisher": "ex:vvsg"}
    there = {"id": "https://example.org/anci", "publisher": "ex:vvsg", "prefix": "anci"}
    theirs = {"type": "Visit", "id": "anci:v-1", "kind": "study_visit"}
    for number, (month, header, record) in enumerate(
        [("01", OWN, VISIT), ("02", city, VISIT), ("03", here, VISIT), ("04", there, theirs)]
    ):
        release = package(record, modified=f"2025-{month}", **header)
        saved(tmp_path / "r" / f"{number}.json", f"{number}.json", release)
    found = [row for row in trend(tmp_path / "r", package()) if row["measured_by"] == "all rules"]
    assert [
        (row["publisher"], row["prefix"], row["month"], row["change_in_errors"] is not None)
        for row in found
    ] == [
        ("Ghent", "ex", 2, False),
        ("VVSG", "ex", 1, False),
        ("ex:vvsg", "ex", 3, False),
        ("ex:vvsg", "anci", 4, True),
    ]


def test_a_publisher_with_signs_of_sql_in_its_name():
    """Whatever a report says is a text, to engines too that take a backslash for a sign."""
    name = "a\\' || x -- \\\\ 'b'"
    checked = Checked(name, "ex", "\\", "", "2025", "c:\\data\\v.json", 2025, None, 1, 0, 0, 1, 1)
    asked = as_query([checked])
    assert "\\" not in asked
    engine = Duck(xs.connect(package()))
    engine.make("said", asked)
    assert [tuple(row) for row in engine.rows("said").rows()] == [tuple(checked)]


def test_without_reports_the_trend_is_of_what_was_read():
    """Reading alone has found less than all rules; completeness is the same as the report's."""
    release = package({**VISIT, "start": "someday"}, modified="2025-01-10", **OWN)
    with pytest.warns(UserWarning, match="1 values that are not valid"):
        [row] = rows("quality_trend", release)
    assert (row["year"], row["month"], row["measured_by"]) == (2025, 1, "reading alone")
    assert (row["records"], row["errors"]) == (len(release["records"]), 1)
    asked, stated = xs.validate(release).inputs[0].recommended
    assert (row["should_be_stated"], row["stated"]) == (asked, stated)
    assert rows("quality_trend", package(modified="XXXX-01", **OWN))[0]["year"] is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("no json", "it is no JSON"),
        ("[]", "validate writes such"),
        ('{"inputs": []}', "validate writes such"),
        ('{"report": "1"}', "lacks what reports"),
        ('{"report": "1", "inputs": [{"readable": true}]}', "whose data it is about"),
        ('{"report": "1", "inputs": [{"readable": true, "about": {"prefix": "ex"}}]}', "lacks"),
    ],
)
def test_what_is_no_report_is_refused(tmp_path: Path, content: str, words: str):
    """Each with its name; a report without values does not say whose data it is about."""
    path = tmp_path / "r.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReportError) as caught:
        read_reports([path])
    assert str(caught.value).startswith(f"{path} is no report for the trend: ")
    assert words in str(caught.value)
    with pytest.raises(ReportError):
        read_reports([tmp_path / "none.json"])


def test_totals_lead_back_to_their_records(tmp_path: Path):
    """Every total is the sum of rows that name record, file and place."""
    engine = prepared(package(VISIT, {**VISIT, "id": "ex:v-2"}, FUNDING))
    write(engine, tmp_path)
    evidence = pq.read_table(tmp_path / "visits_rows.parquet").to_pylist()
    text = (tmp_path / "visits_by_country_pair.csv").read_text(encoding="utf-8")
    totals = list(csv.DictReader(text.splitlines()))
    assert [int(row["visits"]) for row in totals] == [len(evidence)]
    assert {row["record"] for row in evidence} == {"ex:v-1", "ex:v-2"}
    assert all(row["pointer"].startswith("/records/") for row in evidence)
    engine.make("places", "SELECT place_of(r, r.field) AS place FROM funding_rows AS r")
    [(place,)] = engine.rows("places").rows()
    assert place.endswith("/amount")
    for roll_up in ROLL_UPS:
        for name in (roll_up.name, *roll_up.rows):
            assert (tmp_path / f"{name}.parquet").is_file()


def test_references_between_publishers_are_told_as_merge_tells_them():
    """The same codes for the same fields of the same records, though here nothing is merged."""
    theirs = [
        *(OTHER_CAPACI, OTHER_ROME),
        {"type": "Network", "id": "anci:net", "name": {"it": "Rete"}, "kind": "network"},
        {"type": "City", "id": "anci:gone", "record_status": "withdrawn", "country": "IT"},
    ]
    ours = [
        {**VISIT, "visitors": ["anci:capaci", "ex:capaci"], "hosts": ["anci:nowhere"]},
        {**MEMBER, "id": "ex:m-2", "member": "anci:rome", "group": "anci:rome"},
        {**MEMBER, "id": "ex:m-3", "member": "anci:missing", "group": "anci:net"},
        {**MEMBER, "id": "ex:m-4", "member": "anci:gone"},
        {**MEMBER, "id": "ex:m-5", "member": "other:rome"},
        {**MEMBER, "id": "ex:m-6", "member": "ex:nobody"},
    ]
    packages = [{**package(*ours), **OTHER_DECLARED}, package(*theirs, **OTHER_HEADER)]
    told = {
        (row["code"], row["record"], row["field"])
        for row in rows("references_across_rows", *packages)
    }
    take = TakeOptions(select=("EXS324", "EXS325", "EXS326"))
    sources = [
        Source(f"{number}.json", content=json.dumps(one).encode())
        for number, one in enumerate(packages)
    ]
    merged = merge(sources, MergeOptions(take=take, on_loss="warn"))
    assert told == {
        (one.code, one.location.record, one.location.field) for one in merged.outcome.findings
    }
    assert len(told) == 4
    counted = rows("references_across", *packages)
    assert [(row["code"], row["findings"], row["records"]) for row in counted] == [
        ("EXS324", 2, 2),
        ("EXS325", 1, 1),
        ("EXS326", 1, 1),
    ]


def test_what_is_worked_out_once_is_asked_for():
    """Each answer that is kept is one of the questions."""
    rows_and_sums = {name for one in ROLL_UPS for name in (one.name, *one.rows, *one.between)}
    assert {*HELPERS, *rows_and_sums} >= KEPT
    assert not FROM_THE_MODEL.keys() & KEPT


# What DuckDB and Spark understand alike; a function beyond these needs a trial on both.
PORTABLE = {
    *("coalesce", "cast", "count", "sum", "min", "max", "extract", "nullif", "decimal"),
    # Of a double, to a whole number only.
    "round",
}
WORDS_BEFORE_BRACKETS = {"in", "from", "and", "or", "join", "filter", "exists", "on", "as", "where"}


@pytest.mark.parametrize(
    "name",
    [
        *HELPERS,
        *(
            name
            for one in ROLL_UPS
            for name in (one.name, *one.rows, *one.between)
            if name not in FROM_THE_MODEL
        ),
    ],
)
def test_queries_stay_portable(name: str):
    """No function, quote or order is used on which engines differ, and every query says its sense."""
    text = query(name)
    assert text.startswith("-- ")
    code = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    called = {word.lower() for word in re.findall(r"\b(\w+)\s*\(", code)}
    assert called - WORDS_BEFORE_BRACKETS <= PORTABLE
    assert '"' not in code
    ordered = code.lower().partition("order by")[2]
    assert all("nulls last" in key for key in ordered.split(",") if ordered)
    # What is only compared with a whole number has the same sense in any type.
    chosen = code.partition("FROM")[0]
    for aggregate in re.findall(r"\b(?:count|sum)\(", chosen):
        assert f"cast({aggregate}" in chosen


class Page(HTMLParser):
    """Collects tags, and refuses what would load something."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag; links lead within the page only."""
        self.tags.append(tag)
        found = dict(attrs)
        assert not found.keys() & {"src", "onclick", "onload"}
        assert (found.get("href") or "#").startswith("#")


def test_the_page_stands_alone_with_a_table_beside_each_picture():
    """No script, nothing from elsewhere; every picture has a title, every roll-up a table."""
    places = {"ex:mechelen": (51.03, 4.48), "ex:capaci": (38.17, 13.24)}
    located = [
        {**record, "latitude": places[record["id"]][0], "longitude": places[record["id"]][1]}
        for record in RECORDS
        if record["id"] in places
    ]
    named = {**located[0], "name": {"en": "<script>alert(1)</script>"}}
    pair = {
        "type": "MentoringPair",
        "id": "ex:pair",
        "mentors": ["ex:mechelen"],
        "mentees": ["ex:capaci"],
    }
    text = html(prepared(package(named, located[1], VISIT, FUNDING, pair)), "A & B")
    page = Page()
    page.feed(text)
    assert "script" not in page.tags
    assert page.tags.count("svg") == page.tags.count("figcaption")
    assert page.tags.count("svg") == len(re.findall("<svg[^>]*aria-labelledby=", text))
    assert page.tags.count("svg") + 1 == page.tags.count("title")
    assert page.tags.count("table") == 7
    assert "A &amp; B" in text
    assert set(PICTURES) == {one.name for one in ROLL_UPS}


def test_more_than_a_picture_or_table_shows_is_only_counted():
    """Of many mentors and places the first are drawn and listed; the rest is never held."""
    many = max(MOST_POINTS, ROWS_SHOWN) + 7
    cities = [
        {
            "type": "City",
            "id": f"ex:c-{number:03}",
            "country": "BE",
            "latitude": number / 10,
            "longitude": 4.5,
            "name": {"en": f"City {number:03}"},
        }
        for number in range(many)
    ]
    pairs = [
        {
            "type": "MentoringPair",
            "id": f"ex:pair-{number:03}",
            "mentors": [f"ex:c-{number:03}"],
            "mentees": [f"ex:c-{(number + 1) % many:03}"],
        }
        for number in range(many)
    ]
    visits = [
        {**VISIT, "id": f"ex:v-{number:03}", "visitors": [city["id"]], "hosts": ["ex:c-000"]}
        for number, city in enumerate(cities)
    ]
    engine = prepared(package(*cities, *pairs, *visits))
    answer = Answer.of(engine, "mentoring_network")
    assert (len(answer.first), answer.count) == (ROWS_SHOWN, many)
    text = html(engine, "Many")
    assert f"{many - ROWS_SHOWN:,} more rows stand in mentoring_network.csv." in text
    drawn = text.partition('id="mentoring-title"')[2].partition("</svg>")[0]
    # The last of them has its mentee outside of the picture.
    assert (drawn.count("<circle"), drawn.count("<line")) == (MOST_NODES, MOST_NODES - 1)
    assert (
        text.partition('id="map-title"')[2].partition("</svg>")[0].count("<circle") == MOST_POINTS
    )


def test_an_empty_dataset_is_said_to_be_empty():
    """Without records the page says so and draws nothing."""
    empty = prepared({"@context": [spec.CONTEXT_URL], **HEADER, "records": []})
    assert "Nothing of this is in the data." in html(empty, "Nothing")


def test_sums_over_bounds_say_at_least():
    """Only exact amounts give a plain sum."""
    assert at_least(1500, exact=True) == "1,500"
    assert at_least(1500, exact=False) == "at least 1,500"


def test_two_things_of_one_name_are_two_nodes():
    """What is called alike is not the same: nodes are told apart by their ids."""
    edges = [Edge("a:1", "b:1", 1), Edge("a:2", "b:1", 1)]
    picture = network("n", "Net", edges, {"a:1": "Mechelen", "a:2": "Mechelen", "b:1": "Capaci"})
    assert picture.count("<circle") == 3
    assert picture.count("Mechelen") == 2


def test_pictures_of_strange_data():
    """One place, equal values, long names and many bars are drawn all the same."""
    point = Point("x" * 200, 50.0, 4.0)
    assert "<circle" in map_of("m", "Map", [(point, point, 1)])
    assert map_of("m", "Map", []) == ""
    assert bars("b", "Bars", [Bar("a", 0, "0")] * 100).count("<rect") == 60
    assert "…" in network("n", "Net", [Edge("y", "z", 3)], {"y": "y" * 99})
