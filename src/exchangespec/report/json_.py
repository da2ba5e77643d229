"""The report as JSON, for programs: stable, versioned, described by its own JSON Schema."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from exchangespec.outcome import Outcome
    from exchangespec.report.layout import Layout


def json_report(outcome: Outcome, _layout: Layout | None = None) -> str:
    """Return the outcome as one JSON document."""
    frame = _text(replace(outcome, findings=[]).as_dict())
    if not outcome.findings:
        return f"{frame}\n"
    # Finding by finding: as one value, a hundred thousand of them would fill the memory.
    texts = [_text(one.as_dict()).replace("\n", "\n    ") for one in outcome.findings]
    texts[0] = f"{frame.removesuffix(NO_FINDINGS)}[\n    {texts[0]}"
    texts[-1] += "\n  ]\n}\n"
    return ",\n    ".join(texts)


# How a report ends that has none.
NO_FINDINGS = "[]\n}"


def _text(value: object) -> str:
    """Return a value as JSON; no text in it holds a line end."""
    text = json.dumps(as_json(value), ensure_ascii=False, indent=2, allow_nan=False)
    # Halves of surrogate pairs, which UTF-8 cannot hold, become the escapes that JSON has for them.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def as_json(value: object) -> Any:
    """Return a value as JSON can hold it: facts of a finding may be any value that was seen."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, AbstractSet):
        return sorted((as_json(item) for item in value), key=str)
    if isinstance(value, (list, tuple)):
        return [as_json(item) for item in value]
    return str(value)
