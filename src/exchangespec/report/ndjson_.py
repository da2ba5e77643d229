"""The report as NDJSON: first what was read, then a finding a line, for programs that stream."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from exchangespec.report.json_ import as_json

if TYPE_CHECKING:
    from exchangespec.outcome import Outcome
    from exchangespec.report.layout import Layout


def ndjson_report(outcome: Outcome, _layout: Layout | None = None) -> str:
    """Return the JSON report in lines: its frame without findings, then each of them."""
    frame = replace(outcome, findings=[]).as_dict()
    del frame["findings"]
    return "".join(map(_line, [frame, *(one.as_dict() for one in outcome.findings)]))


def _line(value: dict[str, Any]) -> str:
    """Return a value as JSON on one line."""
    text = json.dumps(as_json(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "backslashreplace").decode() + "\n"
