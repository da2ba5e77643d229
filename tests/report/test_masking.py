"""A masked report shows no value of the partner."""

import json

import pytest

from exchangespec.finding import Finding, Fix
from exchangespec.location import Location
from exchangespec.outcome import InputSummary, Outcome
from exchangespec.report import REPORTERS
from exchangespec.report.layout import Layout
from exchangespec.report.masking import HIDDEN, masked
from exchangespec.rules import RULES
from exchangespec.validation import check_records

VALUE = "Zebedee"


def secret(slug: str, message: str, **params: object) -> Outcome:
    """An outcome with a secret in each part that can hold one."""
    rule = RULES[slug]
    place = Location(
        file="a.json", pointer="/records/0/format", record=f"ex:{VALUE}", field="format"
    )
    finding = Finding(rule.code, slug, rule.severity, message, place, params,
                      suggestions=[VALUE], fix=Fix(VALUE), related=[place])  # fmt: skip
    return Outcome(
        inputs=[InputSummary("a.json", "json", {"Person": 1}, title=VALUE)],
        findings=[finding],
        counts={"error": 1, "warning": 0, "info": 0},
        by_code={rule.code: 1},
    )


@pytest.mark.parametrize("name", REPORTERS)
@pytest.mark.parametrize("message", [f"“{VALUE}” is not right.", VALUE])
def test_no_report_shows_a_value(name: str, message: str):
    """Values, ids, titles and suggestions are gone from each report; code and place are there."""
    outcome = secret("value-not-in-list", message, value=VALUE, list="event_format")
    text = REPORTERS[name](masked(outcome), Layout(folded=()))
    assert VALUE not in text
    assert "EXS201" in text
    assert "a.json" in text


def test_the_words_stay():
    """The sentence is made again, with the standard's own words and without the value."""
    records = [
        {"type": "Visit", "id": "ex:v", "kind": "study_visit", "hosts": ["ex:h"], "format": VALUE}
    ]
    findings = [one for one in check_records({}, records) if one.slug == "value-not-in-list"]
    (finding,) = masked(Outcome(findings=findings)).findings
    assert finding.message == findings[0].message.replace(VALUE, HIDDEN)
    assert finding.params["list"] == "event_format"
    assert findings[0].params["value"] == VALUE


def test_a_sentence_that_cannot_be_made_again_is_replaced():
    """Words that fit no wording of the rule give way to the rule's title."""
    (finding,) = masked(secret("value-not-in-list", VALUE)).findings
    assert finding.message == RULES["value-not-in-list"].title


def test_a_code_without_a_page_is_hidden():
    """Of a rule that this version does not have nothing but the code is shown."""
    outcome = secret("value-not-in-list", VALUE)
    outcome.findings = [Finding("EXS899", "new", "error", VALUE, Location(file="a"))]
    assert masked(outcome).findings[0].message == HIDDEN


@pytest.mark.parametrize("slug", [slug for slug, rule in RULES.items() if rule.wrong.records])
def test_no_rule_lets_an_id_through(slug: str):
    """Whatever facts a rule names, the ids of its example are in no masked report."""
    example = RULES[slug].wrong
    findings = check_records(dict(example.header), list(example.records))
    text = json.dumps([one.as_dict() for one in masked(Outcome(findings=findings)).findings])
    ids = {str(record.get("id", "")) for record in example.records if ":" in str(record.get("id"))}
    assert not [
        one for one in ids if f'"{one}"' in text or f" {one} " in text or f"“{one}”" in text
    ]
