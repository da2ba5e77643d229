"""From single runs to figures: medians, cost a record, ratios to peers; as table and as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from measure import Cost


@dataclass(slots=True)
class Series:
    """All runs of one command on one input of so many records or triples."""

    items: int
    costs: list[Cost] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        """The median of CPU seconds."""
        return median(cost.cpu for cost in self.costs)

    @property
    def memory(self) -> float:
        """The median of peak memory in MiB."""
        return median(cost.memory for cost in self.costs)

    def as_dict(self) -> dict[str, Any]:
        """Return the medians and every run."""
        return {
            "items": self.items,
            "cpu_seconds": round(self.cpu, 4),
            "peak_mib": round(self.memory, 1),
            "runs": [asdict(cost) for cost in self.costs],
        }


@dataclass(slots=True)
class Result:
    """What one tool did at one task.

    Attributes:
        whole: the input in full size, or as much of it as the tool is given.
        few: an input that is next to nothing: what the tool costs before it reads.
        beside: for a peer, our own runs on the very input of its `whole`, taken in turn with it.
        failure: why there are no figures.
    """

    tool: str
    whole: Series
    few: Series | None = None
    beside: Series | None = None
    not_done: str = ""
    failure: str = ""

    def per_item(self) -> float | None:
        """Return microseconds of CPU an item, without what the tool costs before it reads."""
        if self.failure or self.few is None or self.whole.items <= self.few.items:
            return None
        more = self.whole.items - self.few.items
        return (self.whole.cpu - self.few.cpu) / more * 1e6

    def as_dict(self) -> dict[str, Any]:
        """Return all figures."""
        if self.failure:
            return {"tool": self.tool, "failure": self.failure}
        named = {"whole": self.whole, "few": self.few, "ours_beside": self.beside}
        return {
            "tool": self.tool,
            **{name: series.as_dict() for name, series in named.items() if series is not None},
            "cpu_microseconds_per_item": self.per_item(),
            "not_done": self.not_done,
        }


@dataclass(slots=True)
class Outcome:
    """All results of one comparison, ours first."""

    name: str
    title: str
    results: list[Result]
    unit: str = "record"

    def ratios(self, peer: Result) -> dict[str, float | None]:
        """Return ours divided by a peer's: whole processes on one input, and an item's cost."""
        own, theirs = self.results[0].per_item(), peer.per_item()
        return {
            "cpu": _ratio(peer.beside and peer.beside.cpu, peer.whole.cpu),
            "memory": _ratio(peer.beside and peer.beside.memory, peer.whole.memory),
            "cpu_per_item": _ratio(own, theirs),
        }

    def as_dict(self) -> dict[str, Any]:
        """Return all figures."""
        whole = []
        for number, result in enumerate(self.results):
            told = result.as_dict()
            if number and not result.failure and not self.results[0].failure:
                told["ours_to_this"] = self.ratios(result)
            whole.append(told)
        return {"name": self.name, "title": self.title, "unit": self.unit, "results": whole}

    def lines(self) -> Iterable[str]:
        """Yield the comparison as lines of a table."""
        yield f"{self.title}"
        headings = [text.format(unit=self.unit) for text in HEADINGS]
        yield from _columns(headings, [self._row(number) for number in range(len(self.results))])
        for result in self.results:
            if result.failure:
                yield f"  {result.tool} failed: {result.failure}"
            elif result.not_done:
                yield f"  {result.tool} does less: {result.not_done}"

    def _row(self, number: int) -> list[str]:
        """Return the cells of one result."""
        result = self.results[number]
        if result.failure:
            return [result.tool, *[""] * (len(HEADINGS) - 1)]
        cpus = [cost.cpu for cost in result.whole.costs]
        cost = result.per_item()
        ratios = self.ratios(result) if number and not self.results[0].failure else {}
        return [
            result.tool,
            f"{result.whole.items:,}" if result.whole.items else "",
            f"{result.whole.cpu:.3f}",
            f"{min(cpus):.3f}-{max(cpus):.3f}",
            f"{result.whole.memory:.0f}",
            "" if cost is None else f"{cost:.0f}" if cost >= LARGE else f"{cost:.2g}",
            *(_shown(ratios.get(name)) for name in ("cpu", "memory", "cpu_per_item")),
        ]


# Costs from here on need no fraction.
LARGE = 10
HEADINGS = (
    "tool",
    "{unit}s",
    "CPU s",
    "min-max",
    "MiB",
    "us/{unit}",
    "CPU ours/its",
    "MiB ours/its",
    "us ours/its",
)


def _ratio(own: float | None, theirs: float | None) -> float | None:
    """Return a ratio, where both are known."""
    return own / theirs if own is not None and theirs else None


def _shown(ratio: float | None) -> str:
    """Return a ratio with two digits that count."""
    return "" if ratio is None else f"{ratio:.2g}"


def _columns(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterable[str]:
    """Yield lines with the cells below one another, figures to the right."""
    table = [headings, *rows]
    used = [number for number in range(len(headings)) if any(row[number] for row in rows)]
    widths = {number: max(len(row[number]) for row in table) for number in used}
    for row in table:
        cells = (
            row[number].ljust(widths[number]) if number == 0 else row[number].rjust(widths[number])
            for number in used
        )
        yield "  " + "  ".join(cells).rstrip()
