"""The roll-ups as one web page that stands alone: each picture with its title and its table."""

from __future__ import annotations

from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Any, Self

from exchangespec.aggregate import ROLL_UPS, RollUp
from exchangespec.aggregate.pictures import (
    MOST_NODES,
    MOST_POINTS,
    Bar,
    Edge,
    Point,
    bars,
    first_of,
    map_of,
    network,
)
from exchangespec.report.characters import visible
from exchangespec.report.web_page import web_page
from exchangespec.tables.results import cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from exchangespec.engines import Engine
    from exchangespec.tables.results import Result

    Row = dict[str, Any]
    # They may pass more than once.
    Rows = Iterable[Row]

ROWS_SHOWN = 500
STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;margin:2rem auto;"
    "max-width:75rem;padding:0 1rem}svg{max-width:100%;width:52rem;height:auto;display:block}"
    "figure{margin:1rem 0}figcaption{font-weight:bold}"
    "table{border-collapse:collapse;margin:1rem 0}th,td{border:1px solid #767676;padding:.25rem "
    ".5rem;text-align:left}td{overflow-wrap:anywhere;min-width:5rem}"
    "td.n{text-align:right;overflow-wrap:normal;white-space:nowrap}"
    "caption{text-align:left;font-weight:bold}.wide{overflow-x:auto}"
    "@media print{.wide{overflow:visible}}"
)
NOT_STATED = "not stated"


def html(engine: Engine, title: str) -> str:
    """Return the page, from an engine that is prepared."""
    parts = [
        "<nav><ul>",
        *(f'<li><a href="#{one.name}">{escape(one.title)}</a></li>' for one in ROLL_UPS),
        "</ul></nav>",
    ]
    for roll_up in ROLL_UPS:
        parts += section(roll_up, Answer.of(engine, roll_up.name), engine)
    return web_page(title, STYLE, parts)


@dataclass(frozen=True, slots=True)
class Answer:
    """All rows of a roll-up, as they pass; only those that are shown are held.

    Attributes:
        result: where the rows come from, each time anew.
        first: as many of them as are shown.
        count: how many there are.
    """

    result: Result
    first: list[Row]
    count: int

    @classmethod
    def of(cls, engine: Engine, name: str) -> Self:
        """Ask for a roll-up."""
        result = engine.rows(name)
        rows = _named(result)
        first = list(islice(rows, ROWS_SHOWN))
        return cls(result, first, len(first) + sum(1 for _ in rows))

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows, from the first."""
        return _named(self.result)


def _named(result: Result) -> Iterator[Row]:
    """Yield rows with the names of their columns."""
    for row in result.rows():
        yield dict(zip(result.columns, row, strict=True))


def section(roll_up: RollUp, rows: Answer, engine: Engine) -> Iterator[str]:
    """Yield one roll-up: its title, what one should know, its pictures, its table."""
    yield f'<section id="{roll_up.name}"><h2>{escape(roll_up.title)}</h2>'
    yield f"<p>{escape(roll_up.about)}</p>"
    if not rows.count:
        yield "<p>Nothing of this is in the data.</p></section>"
        return
    draw = PICTURES.get(roll_up.name)
    if draw is not None:
        yield from draw(rows)
    if roll_up.name == "visits_by_country_pair":
        yield from visit_map(Answer.of(engine, "visit_flows"))
    yield from table(roll_up, rows)
    yield "</section>"


def table(roll_up: RollUp, rows: Answer) -> Iterator[str]:
    """Yield the table beside the pictures; a long one names the file that has the rest."""
    yield f'<div class="wide" tabindex="0" role="region" aria-label="{escape(roll_up.title)}">'
    yield f"<table><caption>{escape(roll_up.title)}</caption><thead><tr>"
    for name in rows.result.columns:
        yield f'<th scope="col">{escape(name.replace("_", " "))}</th>'
    yield "</tr></thead><tbody>"
    for row in rows.first:
        yield f"<tr>{''.join(data(value) for value in row.values())}</tr>"
    yield "</tbody></table></div>"
    more = rows.count - len(rows.first)
    if more:
        yield f"<p>{more:,} more rows stand in {roll_up.name}.csv.</p>"


def data(value: Any) -> str:
    """Return one cell."""
    numeric = isinstance(value, (int, float)) or hasattr(value, "as_tuple")
    kind = ' class="n"' if numeric else ""
    return f"<td{kind}>{escape(visible(cell(value)))}</td>"


# --- pictures ------------------------------------------------------------------------------------


def at_least(amount: float, *, exact: bool) -> str:
    """Return a sum in words: one over bounds or estimates is the least it can be."""
    return f"{amount:,.0f}" if exact else f"at least {amount:,.0f}"


def visit_bars(rows: Rows) -> Iterator[str]:
    """Yield the pairs of countries with the most visits, over all years."""
    pairs: dict[str, int] = defaultdict(int)
    for row in rows:
        pair = f"{row['country_from'] or NOT_STATED} → {row['country_to'] or NOT_STATED}"
        pairs[pair] += row["visits"]
    found = sorted(pairs.items(), key=lambda one: (-one[1], one[0]))
    yield bars("visits", "Visits by pair of countries, all years", _counted(found))


def _counted(pairs: Sequence[tuple[str, int]]) -> list[Bar]:
    """Return counts as bars."""
    return [Bar(name, count, f"{count:,}") for name, count in pairs]


def visit_map(flows: Answer) -> Iterator[str]:
    """Yield the map of visits, as far as coordinates are stated."""
    if not flows.count:
        yield "<p>No map: the parties of the visits have no coordinates.</p>"
        return
    with closing(point for row in flows for point in _ends(row)) as points:
        shown = set(first_of(MOST_POINTS, points))
    lines = [(*ends, row["visits"]) for row in flows if shown.issuperset(ends := _ends(row))]
    yield map_of("map", "Visits between places with coordinates", lines)
    yield "<table><caption>Visits between places with coordinates</caption><thead><tr>"
    yield '<th scope="col">from</th><th scope="col">to</th><th scope="col">visits</th></tr>'
    yield "</thead><tbody>"
    for row in flows.first:
        start, end = _ends(row)
        yield f"<tr>{data(start.label)}{data(end.label)}{data(row['visits'])}</tr>"
    yield "</tbody></table>"


def _ends(row: Row) -> tuple[Point, Point]:
    """Return from where to where a row of the map leads."""
    return (
        Point(row["from_name"] or "", row["from_latitude"], row["from_longitude"]),
        Point(row["to_name"] or "", row["to_latitude"], row["to_longitude"]),
    )


def network_bars(rows: Rows) -> Iterator[str]:
    """Yield the networks of each year, and their members."""
    for name, title in (("networks", "Networks by year"), ("members", "Members by year")):
        yield bars(name, title, _counted([(str(row["year"]), row[name]) for row in rows]))


def mentoring(rows: Rows) -> Iterator[str]:
    """Yield the network of mentors and mentees."""
    named = ((row[side], row[f"{side}_name"]) for row in rows for side in ("mentor", "mentee"))
    with closing(named):
        labels = dict(first_of(MOST_NODES, named))
    edges = [
        Edge(row["mentor"], row["mentee"], row["pairs"])
        for row in rows
        if row["mentor"] in labels and row["mentee"] in labels
    ]
    yield network("mentoring", "Who mentors whom; arrows lead to the mentee", edges, labels)


def funding_bars(rows: Rows) -> Iterator[str]:
    """Yield a picture for each currency and basis: what is not alike is never on one scale."""
    groups: dict[tuple[str, str], list[Bar]] = defaultdict(list)
    for row in rows:
        if row["amount_at_least"] is not None:
            words = at_least(float(row["amount_at_least"]), exact=bool(row["amounts_exact"]))
            bar = Bar(row["programme"] or NOT_STATED, float(row["amount_at_least"]), words)
            groups[row["currency"] or NOT_STATED, row["amount_basis"]].append(bar)
    for number, ((currency, basis), found) in enumerate(sorted(groups.items())):
        title = f"Funding in {currency}, {basis.replace('_', ' ')}, by programme"
        yield bars(f"funding-{number}", title, sorted(found, key=lambda one: -one.value))


def plan_bars(rows: Rows) -> Iterator[str]:
    """Yield the plans by status."""
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[row["plan_status"].replace("_", " ")] += row["plans"]
    found = sorted(counts.items(), key=lambda one: -one[1])
    yield bars("plans", "Action plans by status", _counted(found))


def score_bars(rows: Rows) -> Iterator[str]:
    """Yield how much of what should be stated is stated, by submission."""
    found = [
        Bar(
            row["file"],
            100 * row["stated"] / row["should_be_stated"],
            f"{100 * row['stated'] / row['should_be_stated']:.0f} %",
        )
        for row in rows
        if row["should_be_stated"]
    ]
    yield bars("scorecard", "Recommended fields that are stated, per cent", found)


def reference_bars(rows: Rows) -> Iterator[str]:
    """Yield how many references between two publishers do not hold."""
    pairs: dict[str, int] = defaultdict(int)
    for row in rows:
        pairs[f"{row['publisher']} → {row['target_publisher']}"] += row["findings"]
    found = sorted(pairs.items(), key=lambda one: (-one[1], one[0]))
    yield bars("references", "References that do not hold, by publisher", _counted(found))


def month_of(row: dict[str, Any]) -> str:
    """Return the month of a row of the trend, as far as it is certain."""
    if row["year"] is None:
        return NOT_STATED
    return f"{row['year']}" if row["month"] is None else f"{row['year']}-{row['month']:02}"


def trend_bars(rows: Rows) -> Iterator[str]:
    """Yield errors and completeness, the months of a publisher below each other."""
    mixed = len({row["measured_by"] for row in rows}) > 1
    titles = {
        "errors_per_100": "Errors in 100 records, by publisher and month",
        "stated_per_100": "Recommended fields that are stated, per cent, by publisher and month",
    }
    for column, title in titles.items():
        found = [
            Bar(
                ", ".join(
                    (
                        row["publisher"] or NOT_STATED,
                        month_of(row),
                        *([row["measured_by"]] if mixed else ()),
                    )
                ),
                float(row[column]),
                f"{row[column]:,.1f}",
            )
            for row in rows
            if row[column] is not None
        ]
        yield bars(f"trend-{column.replace('_', '-')}", title, found)


PICTURES: dict[str, Callable[[Rows], Iterator[str]]] = {
    "visits_by_country_pair": visit_bars,
    "networks_by_year": network_bars,
    "mentoring_network": mentoring,
    "funding_by_programme": funding_bars,
    "plans_by_status": plan_bars,
    "scorecard": score_bars,
    "references_across": reference_bars,
    "quality_trend": trend_bars,
}
