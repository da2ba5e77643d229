"""Checking against profiles: planted faults, raised severities, what the data name."""

import json
import warnings
from pathlib import Path
from typing import Any

import pyld.jsonld
import pytest
import rdflib

import exchangespec as xs
from exchangespec.emit.context import document
from exchangespec.finding import Finding
from profile_texts import RICH

HEADER: dict[str, Any] = {
    "@context": ["https://w3id.org/exchangespec/1.0/context.jsonld"],
    "exchangespec": "1.0", "id": "https://example.org/x", "title": {"en": "X"},
    "description": {"en": "X"}, "publisher": "X", "prefix": "ex", "language": "en",
    "version": "1", "modified": "2023", "personal_data": "none", "license": "CC0",
    "contact": "a@example.org",
}  # fmt: skip


def package(*records: dict[str, Any], **header: Any) -> dict[str, Any]:
    """Return a package; a header field of None is left out."""
    stated = {name: value for name, value in {**HEADER, **header}.items() if value is not None}
    return {**stated, "records": list(records)}


def network_of(*members: dict[str, Any], programme: str = "URBACT") -> list[dict[str, Any]]:
    """Return a network, bodies, and their memberships."""
    network = {"type": "Network", "id": "ex:net", "name": {"en": "Net"}, "kind": "network",
               "programme": programme}  # fmt: skip
    joined = [
        {"type": "Membership", "id": f"ex:m-{number}", "group": "ex:net", "member": one["id"],
         "role": "lead_partner" if number == 0 else "partner"}
        for number, one in enumerate(members)
    ]  # fmt: skip
    return [network, *members, *joined]


def city(name: str) -> dict[str, Any]:
    """Return a city."""
    return {"type": "City", "id": f"ex:{name}", "name": {"en": name}, "country": "BE"}


def body(name: str, kind: str, **more: Any) -> dict[str, Any]:
    """Return an organisation."""
    return {"type": "Organisation", "id": f"ex:{name}", "name": {"en": name}, "kind": kind,
            "country": "BE", **more}  # fmt: skip


GROUP = body("group", "local_group", city="ex:a", network="ex:net")
PLAN = {"type": "ActionPlan", "id": "ex:plan", "name": {"en": "Plan"},
        "kind": "integrated_action_plan", "owners": ["ex:a"]}  # fmt: skip


def found(report: xs.Report, *codes: str) -> list[tuple[str, str | None, str]]:
    """Return code, record and severity of the findings of some codes."""
    return [(one.code, one.location.record, one.severity) for one in report if one.code in codes]


def test_urbact_finds_its_three_planted_faults() -> None:
    """Too many members of other kinds, a city without local group, a city without plan."""
    data = package(*network_of(city("a"), city("b"), body("uni", "university"),
                               body("club", "ngo"), body("firm", "company"),
                               body("agency", "local_agency")), GROUP, PLAN)  # fmt: skip
    codes = ("EXS708", "EXS709", "EXS710")
    assert found(xs.validate(data), *codes) == []
    report = xs.validate(data, profile="urbact")
    assert sorted(found(report, *codes)) == [
        ("EXS708", "ex:net", "error"),
        ("EXS709", "ex:b", "warning"),
        ("EXS710", "ex:b", "warning"),
    ]
    messages = " ".join(one.message for one in report if one.code in codes)
    assert all(f"(URBACT0{number})" in messages for number in (1, 2, 3))
    assert "ex:firm" in messages


def test_urbact_is_content_with_what_it_asks_for() -> None:
    """Two other members, a local group by membership, a plan owned by the authority."""
    authority = body("authority", "local_authority", city="ex:a")
    by_membership = [
        body("group", "local_group"),
        {"type": "Membership", "id": "ex:m-9", "group": "ex:group", "member": "ex:a",
         "role": "coordinator"},
    ]  # fmt: skip
    data = package(
        *network_of(city("a"), body("uni", "university"), body("club", "ngo")),
        authority, *by_membership, {**PLAN, "owners": ["ex:authority"]},
    )  # fmt: skip
    assert found(xs.validate(data, profile="urbact"), "EXS708", "EXS709", "EXS710") == []


def test_urbact_leaves_other_programmes_and_stated_gaps_alone() -> None:
    """It speaks of URBACT's networks, and takes a stated gap for an answer."""
    other = package(*network_of(city("a"), programme="AMIF"))
    assert found(xs.validate(other, profile="urbact"), "EXS709", "EXS710") == []
    gap = {"type": "Statement", "id": "ex:s", "about": "ex:a", "kind": "gap",
           "property": ["Organisation", "ActionPlan"]}  # fmt: skip
    stated = package(*network_of(city("a")), gap)
    assert found(xs.validate(stated, profile="urbact"), "EXS709", "EXS710") == []


PAIR = {"type": "MentoringPair", "id": "ex:p", "mentors": ["ex:a"], "mentees": ["ex:b", "ex:assoc"],
        "network": "ex:net", "topic": {"en": "How?"}}  # fmt: skip


def test_inclucities_finds_its_planted_fault() -> None:
    """A pair without an association on each side is an error, at the side that lacks it."""
    records = [*network_of(city("a"), city("b"), programme="AMIF"),
               body("assoc", "association_of_local_authorities")]  # fmt: skip
    [one] = [one for one in xs.validate(package(*records, PAIR), profile="inclucities")
             if one.code == "EXS711"]  # fmt: skip
    assert (one.severity, one.location.record, one.location.field) == ("error", "ex:p", "mentors")
    assert "INCLU01" in one.message
    both = {**PAIR, "mentors": ["ex:a", "ex:assoc"]}
    assert found(xs.validate(package(*records, both), profile="inclucities"), "EXS711") == []


def test_what_a_package_names_is_applied_and_said() -> None:
    """The header names a profile; a remark says so, and what it asks for is checked."""
    report = xs.validate(package(*network_of(city("a")), profiles=["urbact"]))
    [remark] = [one for one in report if one.slug == "profile-applied"]
    assert remark.message == "Also checked against the profile urbact 1.0, which the data name."
    assert remark.location.field == "profiles"
    assert found(report, "EXS709") == [("EXS709", "ex:a", "warning")]


def test_an_address_names_a_shipped_profile() -> None:
    """RDF and people write the whole address."""
    address = "https://w3id.org/exchangespec/profile/urbact"
    report = xs.validate(package(*network_of(city("a")), profiles=[address]))
    assert found(report, "EXS709")


def test_a_package_never_makes_us_read_a_file(tmp_path: Path, monkeypatch: Any) -> None:
    """A profile that the data name by a path is not at hand, unless the user gives it."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "rich.toml"
    path.write_text(RICH, encoding="utf-8")
    report = xs.validate(package(city("a"), profiles=["rich.toml", "rich"]))
    unavailable = [one for one in report if one.slug == "profile-unavailable"]
    assert [one.location.pointer for one in unavailable] == ["/profiles/0", "/profiles/1"]
    assert not any(one.slug == "profile-field-missing" for one in report)
    given = xs.validate(package(city("a"), profiles=["rich"]), profile=str(path))
    assert not any(one.slug == "profile-unavailable" for one in given)
    [missing] = [one for one in given if one.location.field == "kind" and one.severity == "error"]
    assert missing.slug == "profile-field-missing"


def rich_report(tmp_path: Path, data: dict[str, Any]) -> list[Finding]:
    """Return the findings of a package checked against the rich profile."""
    path = tmp_path / "rich.toml"
    path.write_text(RICH, encoding="utf-8")
    return list(xs.validate(data, profile=str(path)))


def test_raised_severities_count_and_decide(tmp_path: Path) -> None:
    """What a profile raises is counted as raised, and decides whether the data are fit."""
    records = [{**city("a"), "kind": "city", "x_mood": "good"}]
    assert xs.validate(package(*records)).ok
    found_here = rich_report(tmp_path, package(*records))
    [source] = [one for one in found_here if one.slug == "no-source"]
    assert source.severity == "error"
    report = xs.validate(package(*records), profile=str(tmp_path / "rich.toml"))
    assert report.counts["error"] == 1
    assert not report.ok
    assert report.inputs[0].counts["error"] == 1


def test_one_fault_gives_one_finding(tmp_path: Path) -> None:
    """Where a profile asks for a field, the rule that recommends it keeps silent."""
    slugs = [one.slug for one in rich_report(tmp_path, package(city("a"), license=None))
             if one.location.field in {"license", "kind"}]  # fmt: skip
    assert slugs == ["profile-field-missing", "profile-field-missing"]


def test_added_codes_are_known_and_expand_like_others(tmp_path: Path) -> None:
    """A code that a profile adds is no value of one's own, and is an address in RDF."""
    data = package({**city("a"), "kind": "harbour", "x_mood": "good"})
    assert any(one.slug == "value-not-in-open-list" for one in xs.validate(data))
    assert not any(one.slug == "value-not-in-open-list" for one in rich_report(tmp_path, data))


@pytest.mark.parametrize("code", ["member", "value", "hosts", "ex"])
def test_a_code_that_is_also_the_name_of_a_field_stays_a_code(code: str) -> None:
    """Two processors give it the address of the code: the context gives codes their own scope."""
    address = f"https://w3id.org/exchangespec/code/network_kind/{code}"
    network = {"type": "Network", "id": "ex:net", "name": {"en": "Net"}, "kind": code}
    data = {**package(network), "@context": [document()["@context"],
                                             {"ex": "https://example.org/ids/"}]}  # fmt: skip
    expanded = str(pyld.jsonld.expand(data))
    assert address in expanded
    with warnings.catch_warnings():
        # The library's own reader uses what the library has given up.
        warnings.simplefilter("ignore", DeprecationWarning)
        graph = rdflib.Graph().parse(data=json.dumps(data), format="json-ld")
    assert rdflib.URIRef(address) in set(graph.objects())


def test_two_profiles_that_clash_are_an_error(tmp_path: Path) -> None:
    """One code with two meanings is said at once."""
    other = RICH.replace('"rich"', '"other"').replace("work at night", "dance at night")
    for name, text in (("rich", RICH), ("other", other)):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    paths = [str(tmp_path / "rich.toml"), str(tmp_path / "other.toml")]
    report = xs.validate(package(), profile=paths)
    [clash] = [one for one in report if one.slug == "profile-code-clashes"]
    assert "night_life" in clash.message


def test_a_table_without_a_header_is_not_asked_for_one(tmp_path: Path) -> None:
    """What a profile asks of the header is asked only where there is one."""
    table = tmp_path / "cities.csv"
    table.write_text("id,name,country\na,A,BE\n", encoding="utf-8")
    report = xs.validate(table, profile="open", about={"prefix": "ex", "language": "en"})
    assert not any(one.slug == "profile-field-missing" for one in report)
    assert any(one.slug == "profile-applied" for one in report)


def test_parts_of_a_submission_are_told_once(tmp_path: Path) -> None:
    """Several files taken together are checked against the profile, and it is said once."""
    (tmp_path / "package.json").write_text(
        json.dumps(package(*network_of(city("a")), profiles=["urbact", "nowhere"])),
        encoding="utf-8",
    )
    (tmp_path / "cities.csv").write_text("id,name,country\nb,B,BE\n", encoding="utf-8")
    report = xs.validate(tmp_path / "package.json", tmp_path / "cities.csv", together=True)
    slugs = [one.slug for one in report if one.slug.startswith("profile")]
    assert sorted(slugs) == ["profile-applied", "profile-unavailable"]
    assert found(report, "EXS709") == [("EXS709", "ex:a", "warning")]


@pytest.mark.parametrize(
    ("kind", "code", "suggested"),
    [
        ("Projects", "EXS201", ("project",)),
        ("Programmes", "EXS201", ()),
        ("programe", "EXS713", ()),
        ("programme", "EXS713", ()),
    ],
)
def test_nothing_is_suggested_that_a_profile_does_not_use(
    kind: str, code: str, suggested: tuple[str, ...]
) -> None:
    """Where a profile names the values of a field, one finding says them, and nothing else."""
    [network, *_] = network_of()
    report = xs.validate(package({**network, "kind": kind}), profile="urbact")
    [finding] = [one for one in report if one.location.field == "kind"]
    assert finding.code == code
    assert tuple(finding.suggestions) == suggested
    assert finding.fix is None or finding.fix.replace in suggested
    assert finding.params["allowed"] == ["network", "project"]
