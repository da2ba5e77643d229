"""Dates and times as other standards write them (ISO 8601), in the notation of this one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from exchangespec.codelists.registries import is_time_zone

if TYPE_CHECKING:
    from exchangespec.imports.reading import Draft

UNIVERSAL = "Etc/UTC"
MOMENT = re.compile(
    r"(?P<day>[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)"
    r"(?:(?<=-[0-9]{2}-[0-9]{2})[T ](?P<time>[0-9]{2}:[0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?"
    r"(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2})?)?"
    r"(?:\[(?P<zone>[A-Za-z_+/-]+)\])?"
)
TIME = re.compile(r"T?([0-9]{2}:[0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?")


class Moment(NamedTuple):
    """A day, perhaps with a local time, and what is said of its zone."""

    day: str
    time: str = ""
    zone: str = ""
    offset: str = ""


def moment(text: str) -> Moment | None:
    """Return the day and time that a text states, None where it states none.

    A zone is known only where it is named, or is universal time; an offset names none.
    """
    found = MOMENT.fullmatch(text.strip())
    if found is None:
        return None
    offset = found["offset"] or ""
    zone = found["zone"] or ("" if offset not in {"Z", "+00:00", "+0000"} else UNIVERSAL)
    if offset and offset != "Z" and zone == UNIVERSAL:
        # London's winter looks like universal time, and is not.
        zone = ""
    return Moment(
        found["day"],
        found["time"] or "",
        zone if is_time_zone(zone) else "",
        "" if offset == "Z" else offset,
    )


def time_of_day(text: str) -> str:
    """Return the time that a text states, empty where it states none."""
    found = TIME.fullmatch(text.strip())
    return found[1] if found else ""


def put_moment(draft: Draft, name: str, text: str, line: int) -> Moment | None:
    """State the day, time and zone of `start` or `end`; what is not understood stays as worded."""
    found = moment(text)
    if found is None:
        draft.put(name, None)
        draft.doubt(name, "date", text, line)
    else:
        draft.put(name, found.day, line)
        draft.put(f"{name}_time", found.time, line)
        draft.put("time_zone", found.zone, line)
    if found is None or found.offset:
        worded = draft.values.get("date_text")
        draft.values["date_text"] = f"{worded} – {text.strip()}" if worded else text.strip()
        draft.lines.setdefault("date_text", line)
    return found
