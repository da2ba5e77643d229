"""Draws bars, a network and a map as SVG for a page: each has a title, none a script."""

from __future__ import annotations

import math
from html import escape
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from exchangespec.report.characters import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Thing = TypeVar("Thing")

INK, FILL, LINE, GRID = "#1a1a1a", "#0b5fa5", "#0b5fa5", "#767676"
WIDTH = 720
BAR_HEIGHT, BAR_STEP = 18, 26
LABEL_WIDTH, VALUE_WIDTH = 220, 110
LONGEST_LABEL = 34
NETWORK_SIZE, NETWORK_RADIUS = 640, 240
MAP_HEIGHT, MAP_MARGIN = 460, 28
# Beyond these a picture is no longer read.
MOST_BARS, MOST_NODES, MOST_POINTS = 60, 60, 300


class Bar(NamedTuple):
    """One bar: what it is of, its length, and how its value is said."""

    label: str
    value: float
    words: str


class Edge(NamedTuple):
    """One line between two things by their ids, and how much it stands for."""

    start: str
    end: str
    weight: float


class Point(NamedTuple):
    """One named place."""

    label: str
    latitude: float
    longitude: float


def figure(name: str, title: str, size: tuple[float, float], parts: Iterable[str]) -> str:
    """Return one picture; screen readers get its title, and the table beside it the rest."""
    width, height = size
    return "\n".join(
        [
            f"<figure><figcaption>{_text(title)}</figcaption>",
            (
                f'<svg role="img" aria-labelledby="{name}-title" '
                f'viewBox="0 0 {width:g} {height:g}" xmlns="http://www.w3.org/2000/svg">'
            ),
            f'<title id="{name}-title">{_text(title)}</title>',
            *parts,
            "</svg></figure>",
        ]
    )


def _text(words: str) -> str:
    """Return words as they may stand in a picture."""
    return escape(visible(words))


def _short(label: str) -> str:
    """Return a label cut to its room."""
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def bars(name: str, title: str, rows: Sequence[Bar]) -> str:
    """Return horizontal bars, each with its value in words beside it."""
    shown = rows[:MOST_BARS]
    most = max((row.value for row in shown), default=0) or 1
    room = WIDTH - LABEL_WIDTH - VALUE_WIDTH

    def parts() -> Iterator[str]:
        for number, row in enumerate(shown):
            top = number * BAR_STEP + 4
            length = max(1.0, row.value / most * room) if row.value else 0
            base = top + BAR_HEIGHT - 5
            yield (
                f'<text x="{LABEL_WIDTH - 8}" y="{base}" text-anchor="end" fill="{INK}" '
                f'font-size="13">{_text(_short(row.label))}</text>'
            )
            yield (
                f'<rect x="{LABEL_WIDTH}" y="{top}" width="{length:.1f}" height="{BAR_HEIGHT}" '
                f'fill="{FILL}"/>'
            )
            yield (
                f'<text x="{LABEL_WIDTH + length + 6:.1f}" y="{base}" fill="{INK}" '
                f'font-size="13">{_text(row.words)}</text>'
            )

    if len(rows) > len(shown):
        title = f"{title} (the first {len(shown)} of {len(rows):,})"
    return figure(name, title, (WIDTH, len(shown) * BAR_STEP + 8), parts())


def network(name: str, title: str, edges: Sequence[Edge], labels: Mapping[str, str]) -> str:
    """Return a network on a circle, its nodes called by their labels; arrows lead to the end.

    What has a label is drawn though no edge leads to it: the other end may be one too many.
    """
    ends = (node for edge in edges for node in (edge.start, edge.end))
    nodes = first_of(MOST_NODES, chain(labels, ends))
    middle = NETWORK_SIZE / 2
    places = {
        node: (
            middle + NETWORK_RADIUS * math.cos(2 * math.pi * number / max(1, len(nodes))),
            middle + NETWORK_RADIUS * math.sin(2 * math.pi * number / max(1, len(nodes))),
        )
        for number, node in enumerate(nodes)
    }

    def parts() -> Iterator[str]:
        yield (
            f'<defs><marker id="{name}-arrow" viewBox="0 0 10 10" refX="16" refY="5" '
            'markerWidth="7" markerHeight="7" orient="auto-start-reverse">'
            f'<path d="M0 0L10 5L0 10z" fill="{LINE}"/></marker></defs>'
        )
        for edge in edges:
            if edge.start in places and edge.end in places:
                (x1, y1), (x2, y2) = places[edge.start], places[edge.end]
                yield (
                    f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
                    f'stroke="{LINE}" stroke-width="{min(6.0, 1 + edge.weight / 2):.1f}" '
                    f'marker-end="url(#{name}-arrow)"/>'
                )
        for node, (x, y) in places.items():
            right = x >= middle
            anchor, shift = ("start", 10) if right else ("end", -10)
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{INK}"/>'
            yield (
                f'<text x="{x + shift:.1f}" y="{y + 4:.1f}" text-anchor="{anchor}" fill="{INK}" '
                f'font-size="12">{_text(_short(labels.get(node) or node))}</text>'
            )

    return figure(name, title, (NETWORK_SIZE + 2 * LABEL_WIDTH, NETWORK_SIZE), _moved(parts()))


def first_of(most: int, things: Iterable[Thing]) -> list[Thing]:
    """Return the first of some things, each once; no more of them are looked at than need be."""
    found: dict[Thing, None] = {}
    for thing in things:
        found[thing] = None
        if len(found) >= most:
            break
    return list(found)


def _moved(parts: Iterable[str]) -> Iterator[str]:
    """Yield parts with room for labels on their left."""
    yield f'<g transform="translate({LABEL_WIDTH} 0)">'
    yield from parts
    yield "</g>"


def map_of(name: str, title: str, flows: Sequence[tuple[Point, Point, int]]) -> str:
    """Return places by longitude and latitude with lines between them; no coast is drawn."""
    points = first_of(MOST_POINTS, (point for flow in flows for point in flow[:2]))
    if not points:
        return ""
    west, east = _range([point.longitude for point in points])
    south, north = _range([point.latitude for point in points])
    # A degree of longitude is shorter, the farther it is from the equator.
    shrink = max(0.2, math.cos(math.radians((south + north) / 2)))
    scale = min(
        (WIDTH - 2 * MAP_MARGIN) / ((east - west) * shrink),
        (MAP_HEIGHT - 2 * MAP_MARGIN) / (north - south),
    )

    def place(point: Point) -> tuple[float, float]:
        return (
            MAP_MARGIN + (point.longitude - west) * shrink * scale,
            MAP_MARGIN + (north - point.latitude) * scale,
        )

    def parts() -> Iterator[str]:
        for degree in range(math.ceil(west / 10) * 10, int(east) + 1, 10):
            x, _ = place(Point("", south, degree))
            yield (
                f'<line x1="{x:.1f}" y1="0" x2="{x:.1f}" y2="{MAP_HEIGHT}" stroke="{GRID}" '
                'stroke-width="0.3"/>'
            )
        for degree in range(math.ceil(south / 10) * 10, int(north) + 1, 10):
            _, y = place(Point("", degree, west))
            yield (
                f'<line x1="0" y1="{y:.1f}" x2="{WIDTH}" y2="{y:.1f}" stroke="{GRID}" '
                'stroke-width="0.3"/>'
            )
        for start, end, visits in flows:
            if start in points and end in points:
                (x1, y1), (x2, y2) = place(start), place(end)
                yield (
                    f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
                    f'stroke="{LINE}" stroke-width="{min(6.0, 0.8 + visits / 3):.1f}" '
                    'stroke-opacity="0.7"/>'
                )
        for point in points:
            x, y = place(point)
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{INK}"/>'
            yield (
                f'<text x="{x + 6:.1f}" y="{y - 5:.1f}" fill="{INK}" font-size="11">'
                f"{_text(_short(point.label))}</text>"
            )

    return figure(name, title, (WIDTH + LABEL_WIDTH, MAP_HEIGHT), parts())


def _range(values: Sequence[float]) -> tuple[float, float]:
    """Return the least and greatest of some degrees, some way apart."""
    low, high = min(values), max(values)
    return (low, high) if high - low > 1 else (low - 1, high + 1)
