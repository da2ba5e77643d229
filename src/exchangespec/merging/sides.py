"""Lists what two publishers say of the same exchanges, field by field, or that one says nothing."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from exchangespec.report.characters import visible
from exchangespec.report.web_page import web_page
from exchangespec.rules.rule import shown
from exchangespec.submission.accounts import (
    AGREES,
    CONTRADICTS,
    SILENT,
    accounts,
    pairs,
    silences,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from exchangespec.merging import Merged
    from exchangespec.submission.facts import Facts

VERDICTS = (CONTRADICTS, SILENT, AGREES)
# In the place of a field where a side does not report the exchange at all.
WHOLE = ""


class Side(NamedTuple):
    """What two reports of one exchange say of one field, and where each says so.

    Where one side does not report the exchange at all, `other` is the prefix of its publisher, and
    there is no field.
    """

    type: str
    one: str
    other: str
    field: str
    verdict: str
    value_one: Any
    value_other: Any
    place_one: str
    place_other: str


def sides(merged: Merged) -> list[Side]:
    """Return every field of every exchange that two publishers report or should."""
    rows = [
        (pair, account)
        for pair in pairs(merged.joined)
        for account in accounts(merged.joined, pair)
    ]
    asked: list[tuple[Facts, str | None]] = [
        (record, account.field) for pair, account in rows for record in pair
    ]
    alone = list(silences(merged.joined))
    asked += [(silence.record, None) for silence in alone]
    places = iter(merged.places(asked))
    found = [
        Side(
            pair.one.type,
            pair.one.id,
            pair.other.id,
            account.field,
            account.verdict,
            account.one,
            account.other,
            next(places).where,
            next(places).where,
        )
        for pair, account in rows
    ]
    return found + [
        Side(
            silence.record.type,
            silence.record.id,
            silence.publisher,
            WHOLE,
            SILENT,
            silence.party,
            None,
            next(places).where,
            "",
        )
        for silence in alone
    ]


def _text(value: Any) -> str:
    """Return a value in a cell; nothing where it is not stated."""
    if isinstance(value, list):
        return ";".join(map(str, value))
    return "" if value is None else str(value)


def as_csv(rows: Sequence[Side]) -> str:
    """Return the list as CSV."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(Side._fields)
    writer.writerows([_text(value) for value in row] for row in rows)
    return stream.getvalue()


def as_json(rows: Sequence[Side]) -> str:
    """Return the list as JSON; what is not stated is left out."""
    content = [
        {name: value for name, value in row._asdict().items() if value is not None} for row in rows
    ]
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #767676;padding:.3rem .5rem;"
    "text-align:left;vertical-align:top;overflow-wrap:anywhere}caption{text-align:left;"
    "font-weight:bold}"
)
TITLE = "Both sides of the same exchanges"


def as_html(rows: Sequence[Side]) -> str:
    """Return the list as one page: no script, no other file."""
    return web_page(TITLE, STYLE, [f"<p>{escape(summary(rows))}</p>", *_table(rows)])


def summary(rows: Sequence[Side]) -> str:
    """Return in one sentence how far the two sides agree."""
    shared = [row for row in rows if row.field != WHOLE]
    counts = Counter(row.verdict for row in shared)
    exchanges = len({(row.one, row.other) for row in shared})
    told = ", ".join(f"{counts[verdict]:,} {WORDS[verdict]}" for verdict in VERDICTS)
    return (
        f"Exchanges reported by two publishers: {exchanges:,}. Fields: {told}. "
        f"Exchanges on which the other party's publisher is silent: {len(rows) - len(shared):,}."
    )


WORDS = {
    CONTRADICTS: "contradict each other",
    SILENT: "stated by one side only",
    AGREES: "agree",
}


def _table(rows: Sequence[Side]) -> Iterator[str]:
    """Yield the table, contradictions first."""
    yield "<table><caption>What each side says, contradictions first</caption><thead><tr>"
    for heading in ("Exchange", "Field", "Verdict", "One side", "Other side", "Place", "Place"):
        yield f'<th scope="col">{heading}</th>'
    yield "</tr></thead><tbody>"
    for row in sorted(rows, key=lambda row: (VERDICTS.index(row.verdict), row[:4])):
        whole = row.field == WHOLE
        cells = (
            "the whole record" if whole else row.field,
            f"not reported by {row.other}" if whole else WORDS[row.verdict],
            "" if row.value_one is None else shown(row.value_one),
            "" if row.value_other is None else shown(row.value_other),
            row.place_one,
            row.place_other,
        )
        both = row.one if whole else f"{row.one} and {row.other}"
        head = escape(visible(f"{row.type} {both}"))
        rest = "".join(f"<td>{escape(visible(cell))}</td>" for cell in cells)
        yield f'<tr><th scope="row">{head}</th>{rest}</tr>'
    yield "</tbody></table>"


FORMS: dict[str, Callable[[Sequence[Side]], str]] = {
    ".csv": as_csv,
    ".json": as_json,
    ".html": as_html,
}
