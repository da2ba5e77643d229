"""Reports for other programs: what their schemas and their readers ask for holds."""

import csv
import io
import json
import os
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

import exchangespec as xs
from exchangespec.finding import Finding
from exchangespec.location import Location
from exchangespec.outcome import InputSummary, Outcome
from exchangespec.report import REPORTERS
from exchangespec.report.columns import COLUMNS
from exchangespec.report.github import github
from exchangespec.report.gitlab import gitlab
from exchangespec.report.grouped import grouped
from exchangespec.report.junit import junit
from exchangespec.report.markdown import markdown, plain
from exchangespec.report.sarif import MOST_RESULTS, address, sarif
from exchangespec.rules import RULES

EXAMPLES = Path(__file__).parents[2] / "examples"
BROKEN = EXAMPLES / "broken"
# A folder with sarif-schema-2.1.0.json, junit-10.xsd, gitb_tr.xsd and gitb_core.xsd, as the OASIS
# SARIF committee, the xUnit plug-in of Jenkins and the Interoperability Test Bed publish them.
SCHEMAS = os.environ.get("EXCHANGESPEC_REPORT_SCHEMAS", "")
with_schemas = pytest.mark.skipif(
    not SCHEMAS, reason="needs the published schemas in EXCHANGESPEC_REPORT_SCHEMAS"
)
TAR = "{http://www.gitb.com/tr/v1/}"


@pytest.fixture(
    scope="module", params=["workbook", "tables", "json", "clean", "missing", "hostile"]
)
def judged(request: pytest.FixtureRequest) -> Outcome:
    """Outcomes of every kind: cells, lines, pointers, members, none, unreadable, and hostile text."""
    match request.param:
        case "workbook":
            return xs.validate(BROKEN / "inspiration-day.xlsx")
        case "tables":
            return xs.validate(BROKEN / "tables.zip", BROKEN / "cities-windows.csv")
        case "json":
            return xs.validate(BROKEN / "twice.json", BROKEN / "lines.ndjson")
        case "clean":
            return xs.validate(EXAMPLES / "vantaa-plan" / "package.json")
        case "missing":
            return xs.validate("no such file.json")
    return hostile()


def hostile() -> Outcome:
    """Findings whose texts would rather act than be read."""
    texts = [
        "]]>", "<b>&amp;\"'", "::error::x%0A\r\n,:", "\x00\x1b[31m\ud800\ufffe", "=cmd()", "`a` | b",
        "# a\n- b", "\u202eabc",
    ]  # fmt: skip
    findings = [
        Finding("EXS201", "value-not-in-list", "error", text, Location(file=f"a b/{text}.csv", line=3, column=2, record=text),
                params={"value": text}, suggestions=[text])
        for text in texts
    ]  # fmt: skip
    return Outcome(
        inputs=[InputSummary("a b/x.csv", "csv", {"City": 1})],
        findings=findings,
        counts={"error": len(findings), "warning": 0, "info": 0},
    )


def parsed(text: str) -> ET.Element:
    """A report of our own as a tree."""
    return ET.fromstring(text.encode())  # noqa: S314 - we wrote it


@with_schemas
def test_sarif_keeps_its_schema(judged: Outcome):
    """The log is valid SARIF 2.1.0."""
    schema = json.loads((Path(SCHEMAS) / "sarif-schema-2.1.0.json").read_text())
    cls = jsonschema.validators.validator_for(schema)
    errors = list(cls(schema).iter_errors(json.loads(sarif(judged))))
    assert not errors


@with_schemas
@pytest.mark.parametrize(("report", "schema"), [("junit", "junit-10.xsd"), ("gitb", "gitb_tr.xsd")])
def test_reports_in_xml_keep_their_schemas(judged: Outcome, report: str, schema: str):
    """JUnit as Jenkins reads it, and the Test Bed's own report."""
    etree = pytest.importorskip("lxml.etree")
    parser = etree.XMLSchema(etree.parse(str(Path(SCHEMAS) / schema)))
    document = etree.fromstring(REPORTERS[report](judged).encode())
    assert parser.validate(document), parser.error_log


def test_sarif_names_rules_places_and_levels():
    """Each result leads to its rule; cells are logical places, lines physical ones."""
    outcome = xs.validate(BROKEN / "inspiration-day.xlsx", BROKEN / "lines.ndjson")
    [run] = json.loads(sarif(outcome))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == len(outcome.findings)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert rules[result["ruleIndex"]]["help"]["text"]
    levels = [result["level"] for result in run["results"]]
    assert levels == sorted(levels, key=["error", "warning", "note"].index)
    [wrong] = [one for one in run["results"] if one["ruleId"] == "EXS201"]
    [place] = wrong["locations"]
    assert (
        place["logicalLocations"][0]["fullyQualifiedName"]
        == "sheet Events, cell M2, column “Format”"
        or "cell M2" in place["logicalLocations"][0]["fullyQualifiedName"]
    )
    assert "region" not in place["physicalLocation"]
    texts = [one for one in run["results"] if "region" in one["locations"][0]["physicalLocation"]]
    assert texts
    marks = [one["partialFingerprints"]["exchangespec/v1"] for one in run["results"]]
    assert len(set(marks)) > len(marks) // 2


def test_sarif_holds_what_services_take():
    """Of very many findings the worst are kept, and it says so."""
    place = Location(file="a.csv", line=1)
    few = [Finding("EXS201", "value-not-in-list", "error", "wrong", place)] * 3
    many = [Finding("EXS502", "no-source", "info", "no source", place)] * MOST_RESULTS
    outcome = Outcome(
        findings=[*many, *few], counts={"error": 3, "warning": 0, "info": MOST_RESULTS}
    )
    [run] = json.loads(sarif(outcome))["runs"]
    assert len(run["results"]) == MOST_RESULTS
    assert [one["level"] for one in run["results"][:4]] == ["error", "error", "error", "note"]
    assert run["properties"]["truncated"] is True


def test_files_become_addresses():
    """Relative as given, absolute with their scheme, whatever they are called."""
    assert address("a b/ü.csv") == "a%20b/%C3%BC.csv"
    assert address("/data/a#b.csv") == "file:///data/a%23b.csv"
    assert re.fullmatch(r"[\x21-\x7e]+", address("<stdin>"))


def test_gitlab_gets_what_its_widget_asks_for(judged: Outcome):
    """Description, rule, severity, path, line, and a fingerprint that no two share."""
    entries = json.loads(gitlab(judged))
    assert len(entries) == len(judged.findings)
    marks = [one["fingerprint"] for one in entries]
    assert len(set(marks)) == len(marks)
    for one in entries:
        assert one["severity"] in {"info", "minor", "major"}
        assert one["location"]["lines"]["begin"] >= 1
        assert one.keys() == {"description", "check_name", "fingerprint", "severity", "location"}


def test_github_commands_stay_on_their_lines(judged: Outcome):
    """A command a group, and no text of the data ends one or begins another."""
    lines = github(judged).splitlines()
    assert len(lines) <= len(judged.findings)
    for line in lines:
        found = re.fullmatch(r"::(error|warning|notice) ((?:\w+=[^,:]*,?)+)::(.*)", line)
        assert found, line
        assert "file=" in found[2]
    if judged.counts["error"]:
        assert lines[0].startswith("::error ")


def test_junit_counts_failed_rules(judged: Outcome):
    """A suite an input; as many failures as rules with errors."""
    root = parsed(junit(judged))
    suites = root.findall("testsuite")
    assert len(suites) >= len(judged.inputs)
    for suite in suites:
        assert int(suite.get("tests", "")) == len(suite.findall("testcase")) > 0
        assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("errors", "")) == len(suite.findall("testcase/error"))
    failed = {case.get("type") for case in root.iter("failure")}
    assert failed == {one.code for one in judged.findings if one.severity == "error"}


def test_gitb_says_the_result_and_each_finding(judged: Outcome):
    """Counters, the verdict in the Test Bed's words, and an item a finding."""
    root = parsed(REPORTERS["gitb"](judged))
    assert root.tag == f"{TAR}TestStepReport"
    counts = judged.counts
    assert root.findtext(f"{TAR}counters/{TAR}nrOfErrors") == str(counts["error"])
    result = root.findtext(f"{TAR}result")
    assert result == ("FAILURE" if not judged.ok else "WARNING" if counts["warning"] else "SUCCESS")
    reports = root.find(f"{TAR}reports")
    items = [] if reports is None else list(reports)
    assert [one.tag.removeprefix(TAR) for one in items] == [one.severity for one in judged.findings]


def test_csv_reads_back_and_nothing_in_it_is_a_formula(judged: Outcome):
    """A row a finding under machine names; nothing in it begins like a formula any more."""
    rows = list(csv.reader(io.StringIO(REPORTERS["csv"](judged), newline="")))
    assert rows[0] == [column.name for column in COLUMNS]
    assert len(rows) == len(list(judged.tasks)) + 1
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_ndjson_is_the_json_report_in_lines(judged: Outcome):
    """The frame first, then the findings as the JSON report has them."""
    first, *lines = map(json.loads, REPORTERS["ndjson"](judged).splitlines())
    whole: dict[str, Any] = json.loads(REPORTERS["json"](judged))
    assert lines == whole.pop("findings")
    assert first == whole


def test_markdown_shows_signs_as_they_are(judged: Outcome):
    """Headings are ours alone, and no text of the data is markup."""
    text = markdown(judged)
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert all(
        re.match(r"# |## (What to fix|What to look at|Remarks) \(", line) for line in headings
    )
    assert "<b>" not in text
    assert plain("a*b_c <x> [y](z)") == r"a\*b\_c \<x\> \[y\]\(z\)"
    for code in {one.code for one in judged.findings}:
        assert code in text


def test_grouped_counts_equal_findings(judged: Outcome):
    """A line a kind, and the verdict last."""
    lines = grouped(judged).splitlines()
    total = sum(int(line.split("×")[0].replace(",", "")) for line in lines[:-1])
    assert total == len(list(judged.singly))
    assert lines[-1].endswith(".")


def test_rules_are_named_as_sarif_wants():
    """Names of rules are one word of letters and digits."""
    for slug in RULES:
        assert re.fullmatch(r"[A-Za-z0-9]+", "".join(word.capitalize() for word in slug.split("-")))
