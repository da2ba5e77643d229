"""The report of one line a finding."""

from exchangespec.outcome import Outcome
from exchangespec.report.concise import concise


def test_one_line_a_finding(outcome: Outcome):
    """Each finding is one line with place, severity, code and message, whatever is in it."""
    lines = concise(outcome).splitlines()
    assert len(lines) == len(outcome.findings)
    assert lines[0] == (
        "visits.xlsx:Visits!L5: error EXS201 “onlin” is not an allowed value of “Format”."
    )
    assert lines[-3] == "b.json:12:9: warning EXS202 Odd."
    assert not [line for line in lines if "\x1b" in line or "\u202e" in line]


def test_nothing_found(clean: Outcome):
    """Without findings there is nothing to say."""
    assert concise(clean) == ""
