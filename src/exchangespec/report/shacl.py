"""The report as SHACL has it: a validation report in Turtle, for tools that read no other.

What SHACL asks of a report holds: it conforms only if there is no result at all, be it an error, a
warning or an info. Each result is about the address of a record, else of the package or the file;
the rule stands in the place of the constraint, and the place in the file beside it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from urllib.parse import quote

from exchangespec import spec
from exchangespec.formats.rdf_text import is_address, quoted
from exchangespec.spec import triples
from exchangespec.spec.namespaces import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exchangespec.finding import Finding, Severity
    from exchangespec.outcome import InputSummary, Outcome
    from exchangespec.report.layout import Layout

RULES = f"{spec.NAMESPACE}rule/"
FILES = f"{spec.NAMESPACE}file/"
PREFIXES = {
    **{name: NAMESPACES[name] for name in ("es", "rdf", "rdfs", "sh", "xsd")},
    "rule": RULES,
    "shape": triples.SHAPES,
}
SEVERITIES: Mapping[Severity, str] = {
    "error": "sh:Violation",
    "warning": "sh:Warning",
    "info": "sh:Info",
}
INDENT = "    "


def shacl(outcome: Outcome, _layout: Layout | None = None) -> str:
    """Return the outcome as a validation report."""
    inputs = {item.file: Input(item) for item in outcome.inputs}
    unnamed = Input(None)
    found = any(outcome.counts.values()) or bool(outcome.findings)
    parts = [f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items()]
    parts.append(f"\n[] a sh:ValidationReport ;\n{INDENT}sh:conforms {str(not found).lower()}")
    parts += [
        f" ;\n{INDENT}sh:result [\n{_result(finding, inputs.get(finding.location.file, unnamed))}"
        f"{INDENT}]"
        for finding in outcome.singly
    ]
    parts.append(" .\n")
    rules = dict(sorted((finding.code, finding.slug) for finding in outcome.findings))
    parts += [f"\nrule:{code} rdfs:label {quoted(slug)} .\n" for code, slug in rules.items()]
    return "".join(parts)


def _result(finding: Finding, place: Input) -> str:
    """Return the lines of one result."""
    said = [
        ("a", "sh:ValidationResult"),
        ("sh:focusNode", place.focus(finding)),
        ("sh:resultPath", place.path(finding)),
        ("sh:value", _value(finding.params.get("value"))),
        ("sh:resultSeverity", SEVERITIES[finding.severity]),
        ("sh:sourceConstraintComponent", f"rule:{finding.code}"),
        ("sh:sourceShape", place.shape(finding)),
        ("sh:resultMessage", f"{quoted(finding.message)}@en"),
        ("rdfs:comment", quoted(finding.where)),
    ]
    return "".join(f"{INDENT * 2}{term} {value} ;\n" for term, value in said if value)


def _value(value: object) -> str:
    """Return the value that was seen, as far as it is one literal; nothing for anything else."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return f'"{value}"^^xsd:integer'
    if isinstance(value, float) and math.isfinite(value):
        return f'"{triples.canonical_double(value)}"^^xsd:double'
    return quoted(value) if isinstance(value, str) else ""


class Input:
    """What the addresses in one input's findings are made of."""

    def __init__(self, summary: InputSummary | None) -> None:
        """Take what is known of the input; none where a finding is about no input that was read."""
        own = summary.bases if summary else {}
        self._base = next(iter(own.values()), "")
        self._prefixes = {**triples.scheme_bases(), **own}
        self._dataset = summary.dataset if summary else ""
        self._types = summary.types if summary else {}

    def focus(self, finding: Finding) -> str:
        """Return the address that a finding is about."""
        place = finding.location
        record = triples.expanded(place.record, self._prefixes) if place.record else ""
        for address in (record, place.subject or "", self._package()):
            if is_address(address):
                return f"<{address}>"
        return f"<{FILES}{quote(place.file, safe='', errors='replace')}>"

    def _package(self) -> str:
        """Return the address of the package, if it is known."""
        return triples.expanded(self._dataset, self._prefixes) if self._dataset else ""

    def path(self, finding: Finding) -> str:
        """Return the property of the field that a finding stands at, if that is known."""
        name = finding.location.field
        if name is None:
            return ""
        if name == "type":
            return "rdf:type"
        if triples.EXTENSION.fullmatch(name) and self._base:
            address = triples.extension_predicate(name, self._base)
            return f"<{address}>" if is_address(address) else ""
        known = {one.predicate for table in self._tables(finding) if (one := table.get(name))}
        # The same field may be said otherwise by another type.
        return f"<{known.pop()}>" if len(known) == 1 else ""

    def _tables(self, finding: Finding) -> Iterator[Mapping[str, triples.TripleSpec]]:
        """Yield how fields are said that a finding may be about."""
        record = finding.location.record
        if record is None:
            if is_address(self._package()):
                yield triples.header_triples()
        elif record in self._types:
            yield triples.record_triples(self._types[record])
        else:
            yield from map(triples.record_triples, spec.records())

    def shape(self, finding: Finding) -> str:
        """Return the shape of what a finding is about, if that is known."""
        record = finding.location.record
        if record is None:
            known = finding.location.field in spec.header() and is_address(self._package())
            return f"shape:{triples.HEADER_SHAPE}" if known else ""
        return f"shape:{self._types[record]}" if record in self._types else ""
