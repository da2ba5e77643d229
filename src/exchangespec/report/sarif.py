"""The report as SARIF 2.1.0, for code scanning and other tools that collect findings.

A workbook has no lines, so its cells are named as logical places; files of text have both.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from exchangespec import __version__
from exchangespec.finding import SEVERITIES
from exchangespec.report.json_ import as_json
from exchangespec.report.places import file_of, spot_of
from exchangespec.rules import BY_CODE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exchangespec.finding import Finding
    from exchangespec.location import Location
    from exchangespec.outcome import Outcome
    from exchangespec.report.layout import Layout

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
# What code scanning services take of one run; errors come first.
MOST_RESULTS = 25_000


def sarif(outcome: Outcome, _layout: Layout | None = None) -> str:
    """Return the outcome as one log with one run."""
    ranked = sorted(outcome.findings, key=lambda one: SEVERITIES.index(one.severity))
    kept = ranked[:MOST_RESULTS]
    codes = sorted({one.code for one in kept})
    numbers = {code: number for number, code in enumerate(codes)}
    files = list(dict.fromkeys(one.file for one in outcome.inputs))
    run: dict[str, Any] = {
        "tool": {"driver": _driver(codes, outcome.versions)},
        "invocations": [{"executionSuccessful": not outcome.broken}],
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": address(file)}} for file in files],
        "results": [_result(one, numbers) for one in kept],
    }
    if len(kept) < len(ranked) or outcome.truncated:
        run["properties"] = {"truncated": True, "counts": dict(outcome.counts)}
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    text = json.dumps(as_json(log), ensure_ascii=False, indent=1, allow_nan=False)
    return text.encode("utf-8", "backslashreplace").decode() + "\n"


def _driver(codes: Sequence[str], versions: Mapping[str, str]) -> dict[str, Any]:
    """Return what says which tool this is, and what its rules are about."""
    return {
        "name": "exchangespec",
        "version": __version__,
        "properties": {name: value for name, value in versions.items() if name != "tool"},
        "rules": [_rule(code) for code in codes],
    }


def _rule(code: str) -> dict[str, Any]:
    """Return the page of a rule."""
    rule = BY_CODE.get(code)
    if rule is None:
        return {"id": code}
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in rule.slug.split("-")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.fix},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(finding: Finding, numbers: Mapping[str, int]) -> dict[str, Any]:
    """Return one finding."""
    text = finding.message
    if finding.suggestions:
        text += f" Suggestion: {'; '.join(map(str, finding.suggestions))}."
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": numbers[finding.code],
        "level": LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [_place(finding.location)],
        "partialFingerprints": {"exchangespec/v1": fingerprint(finding)},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **_place(place)} for number, place in enumerate(finding.related)
        ]
    return result


def _place(place: Location) -> dict[str, Any]:
    """Return a place: the file, the lines of a text, and what people call the spot."""
    physical: dict[str, Any] = {"artifactLocation": {"uri": address(place.file)}}
    if place.line:
        physical["region"] = {"startLine": place.line}
        if isinstance(place.column, int) and place.column > 0:
            physical["region"]["startColumn"] = place.column
    found: dict[str, Any] = {"physicalLocation": physical}
    spot = spot_of(place)
    if spot:
        name = f"{file_of(place)}, {spot}" if place.member else spot
        found["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "element"}]
        if place.record:
            found["logicalLocations"][0]["decoratedName"] = place.record
    return found


def address(file: str) -> str:
    """Return a file as a reference by address: relative as given, absolute with its scheme."""
    path = PurePath(file)
    text = quote(path.as_posix(), safe="/-._~", errors="replace")
    return f"file://{'' if text.startswith('/') else '/'}{text}" if path.is_absolute() else text


def fingerprint(finding: Finding) -> str:
    """Return what stays the same about a finding when lines move."""
    place = finding.location
    facts = (
        finding.code, place.file, place.member, place.sheet, place.record or place.pointer or
        place.cell or place.row or place.line, place.field, finding.message,
    )  # fmt: skip
    return hashlib.sha256(repr(facts).encode("utf-8", "backslashreplace")).hexdigest()[:32]
