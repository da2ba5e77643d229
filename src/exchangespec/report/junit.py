"""The report as JUnit has it, for CI that shows tests: an input is a suite, a rule a test.

A rule with errors is a test that failed. Warnings and remarks are told as output of tests that
passed, and an input that could not be read is a test with an error.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from exchangespec.formats.xml_text import escaped
from exchangespec.report.characters import visible
from exchangespec.report.groups import by_code
from exchangespec.report.places import spot_of
from exchangespec.report.verdict import verdict
from exchangespec.report.xml_text import HEAD, element, lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchangespec.finding import Finding
    from exchangespec.outcome import InputSummary, Outcome
    from exchangespec.report.groups import Group
    from exchangespec.report.layout import Layout


def junit(outcome: Outcome, _layout: Layout | None = None) -> str:
    """Return the outcome as suites of tests."""
    by_file: dict[str, list[Finding]] = defaultdict(list)
    names = [item.file for item in outcome.inputs]
    for finding in outcome.findings:
        by_file[_suite_name(finding.location.file, names)].append(finding)
    suites = [_suite(item, by_file.pop(item.file, [])) for item in outcome.inputs]
    suites += [_suite_of(name, found, readable=True) for name, found in by_file.items()]
    return HEAD + element("testsuites", f"\n{lines(suites)}", name=verdict(outcome)) + "\n"


def _suite_name(file: str, inputs: Sequence[str]) -> str:
    """Return the input that a file belongs to: a table in a folder belongs to the folder."""
    return next((one for one in inputs if file == one or file.startswith(f"{one}/")), file)


def _suite(item: InputSummary, findings: Sequence[Finding]) -> str:
    """Return the suite of one input."""
    return _suite_of(item.file, findings, readable=item.readable)


def _suite_of(name: str, findings: Sequence[Finding], *, readable: bool) -> str:
    """Return the suite of one file."""
    shown = visible(name)
    groups = by_code(findings)
    cases = [_case(group, shown) for group in groups]
    if not readable:
        words = "; ".join(visible(one.message) for one in findings)
        cases.insert(0, element("testcase", element("error", message=words, type="unreadable"),
                                name="can be read", classname=shown))  # fmt: skip
    if not cases:
        cases = [element("testcase", name="conforms", classname=shown)]
    return element(
        "testsuite",
        f"\n{lines(cases)}",
        name=shown,
        tests=len(cases),
        failures=sum(group.severity == "error" for group in groups),
        errors=int(not readable),
        skipped=0,
    )


def _case(group: Group, file: str) -> str:
    """Return the test of one rule."""
    told = "\n".join(_line(one) for one in group.findings)
    if group.severity == "error":
        title = group.rule.title if group.rule else group.slug
        message = (
            f"{len(group.findings):,} × {title}" if len(group.findings) > 1 else _line(group.first)
        )
        inside = element("failure", escaped(told), message=message, type=group.code)
    else:
        inside = element("system-out", escaped(f"{group.severity}:\n{told}"))
    return element("testcase", inside, name=f"{group.code} {group.slug}", classname=file)


def _line(finding: Finding) -> str:
    """Return a finding in one line."""
    spot = spot_of(finding.location)
    return f"{spot}: {visible(finding.message)}" if spot else visible(finding.message)
