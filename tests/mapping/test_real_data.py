"""The mappings that are shipped, on the files that they were made for."""

from collections import Counter
from pathlib import Path

import pytest

from exchangespec.conversion import read_document
from exchangespec.formats.format import ReadOptions, Source
from exchangespec.intake import TakeOptions
from exchangespec.mapping import load, load_named
from exchangespec.outcome import Outcome
from exchangespec.validation import validate
from importing import imported

pytestmark = pytest.mark.shared_data
UNMAPPED = {"mapped-column-missing", "mapped-table-missing", "row-not-mapped", "not-a-date"}


def checked(path: Path, mapping: str) -> Outcome:
    """Validate a file by a mapping."""
    return validate([Source(path.name, path=path)], TakeOptions(mapping=load_named(mapping)))


def counts(outcome: Outcome) -> Counter[str]:
    """Return how often each slug was found."""
    return Counter(one.slug for one in outcome.findings)


def test_memberships_of_urbact(shared: Path) -> None:
    """172 networks, 1,510 memberships; `UK`, `NA` and the city that is twice in a network."""
    outcome = checked(shared / "data/networks/urbact_membership.csv", "urbact-memberships")
    records = outcome.inputs[0].records
    assert records == {"City": 603, "Network": 172, "Membership": 1510}
    assert [one.rows for one in outcome.inputs[0].rows] == [{"record": 1510, "heading": 1}]
    said = Counter(
        (one.slug, one.location.column, one.params.get("was", one.params.get("value")))
        for one in outcome.singly
    )
    assert said["value-normalised", "Country", "UK"] == 116
    assert said["mapped-value", "End", "NA"] == 434
    (twice,) = [one for one in outcome.singly if one.slug == "duplicate-id"]
    assert (twice.location.line, twice.params["value"]) == (254, "urbact-nets:m-28-DE-Berlin")
    assert not UNMAPPED & counts(outcome).keys()


def test_partnerships_of_keep(shared: Path) -> None:
    """8,621 partners; the 39 acronyms with two lead partners are found."""
    outcome = checked(
        shared / "data/territorial/keep_closed_1420_partnership.csv", "keep-eu-partnerships"
    )
    records = outcome.inputs[0].records
    assert (records["Membership"], records["Network"]) == (8621, 1852)
    assert counts(outcome)["two-lead-partners"] == 39
    assert not UNMAPPED & counts(outcome).keys()


def test_beneficiaries_of_kohesio(shared: Path) -> None:
    """Each of 27,222 rows is accounted for, names in quotation marks included."""
    mapping = load(
        "m.toml",
        """mapping = "1"
[[table]]
ignore = ["Region", "EU Contribution", "Number of Projects", "Transliterated Name"]
[[table.record]]
type = "Organisation"
id = "org-{Country}-{Region}-{Beneficiary Name}-{Total Budget}"
[table.record.fields]
name = "Beneficiary Name"
kind = { value = "other" }
country = "Country"
x_budget = "Total Budget"
""",
    )
    path = shared / "data/territorial/kohesio_beneficiaries.tsv"
    take = TakeOptions(mapping=mapping, select=("EXS05", "EXS311"))
    outcome = validate([Source(path.name, path=path)], take)
    assert outcome.inputs[0].records == {"Organisation": 27_222}
    assert [one.rows for one in outcome.inputs[0].rows] == [{"record": 27_222, "heading": 1}]
    assert outcome.inputs[0].complete


def test_twinnings_of_wikidata(shared: Path) -> None:
    """34,182 lines are 17,401 pairs, and the lines that say a pair again are counted."""
    outcome = checked(
        shared / "data/twinning/wikidata_p190_2016_relations.tsv", "wikidata-twinning"
    )
    assert outcome.inputs[0].records == {"Partnership": 17_401}
    (merged,) = [one for one in outcome.findings if one.slug == "rows-merged"]
    assert merged.params["count"] == 34_182 - 17_401
    assert [one.rows for one in outcome.inputs[0].rows] == [{"record": 17_401, "repeated": 16_781}]
    assert not outcome.counts["error"]


@pytest.mark.parametrize(
    ("name", "mapping", "grants", "twice"),
    [
        ("sportengland_exchequer.csv", "360giving-grants", 2434, 788),
        ("360giving_lloydsbankfoundation.json", "360giving-grants-json", 4116, 0),
        ("360giving_wolfson_currency.json", "360giving-grants-json", 379, 0),
    ],
)
def test_grants_of_360giving(
    shared: Path, name: str, mapping: str, grants: int, twice: int
) -> None:
    """Every grant is a record, and the ids that are used twice are found."""
    outcome = checked(shared / "data/grants" / name, mapping)
    assert outcome.inputs[0].records["Funding"] == grants
    found = counts(outcome)
    assert found["duplicate-id"] == twice
    assert not UNMAPPED & found.keys()


def test_the_agenda_of_madrid_says_what_its_triples_say(shared: Path) -> None:
    """The same 1,000 events, with the same names, dates and addresses."""
    folder = shared / "data/events/madrid_g12"
    take = TakeOptions(
        read=ReadOptions(about={"prefix": "ex", "language": "en"}),
        mapping=load_named("madrid-agenda"),
    )
    path = folder / "data.csv"
    mapped = {
        one["id"]: one for one in read_document(Source(str(path), path=path), take).document.records
    }
    triples = {one["id"]: one for one in imported(folder / "data.nt").of("Event")}
    assert len(mapped) == 1000
    assert mapped.keys() == triples.keys()
    for name in ("start", "end", "start_time", "url", "kind"):
        differing = [key for key, one in triples.items() if one.get(name) != mapped[key].get(name)]
        assert not differing, name
    # The triples were made on another day: nine names differ in capitals or in a word.
    same = sum(one["name"] == mapped[key]["name"] for key, one in triples.items())
    assert same >= 990
