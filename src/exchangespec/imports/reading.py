"""What all importers have in common: records with their lines, what was left out, a header."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from exchangespec import spec
from exchangespec.finding import Fault
from exchangespec.formats.format import Origin, RawRecord, Reading, ReadOptions, Source
from exchangespec.imports.naming import OTHERWISE, Naming, prefix_of
from exchangespec.location import Location

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

UNDETERMINED = "und"
LENGTH_OF_DAY = len("2026-11-26")


class Place(NamedTuple):
    """Where a record stands in its source: its own line and those of its fields."""

    line: int
    subject: str
    lines: Mapping[str, int]


class ImportOrigin(Origin):
    """A source that was imported; a position is the number of a record."""

    def __init__(self, file: str) -> None:
        """Start without records."""
        self.file = file
        self.places: list[Place] = []

    def locate(self, position: int, field: str | None, item: int | str | None) -> Location:  # noqa: ARG002 - a field stands on one line
        """Return the line of a field where it is known, else that of the record."""
        if not 0 <= position < len(self.places):
            return Location(file=self.file)
        place = self.places[position]
        line = place.lines.get(field or "", place.line)
        return Location(file=self.file, line=line or None, subject=place.subject or None)


@dataclass(slots=True)
class Draft:
    """A record being made of what a source says of one thing."""

    values: dict[str, Any]
    line: int
    subject: str = ""
    lines: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def put(self, name: str, value: Any, line: int = 0) -> None:
        """State a field, once, unless there is nothing to say."""
        if value is None or value in ("", [], {}) or name in self.values:
            return
        self.values[name] = value
        self.lines[name] = line or self.line

    def add(self, name: str, item: Any, line: int = 0) -> None:
        """Add to a list, or to a text one language; a second text in it is not understood."""
        if isinstance(item, dict):
            found = self.values.setdefault(name, {})
            for tag, text in item.items():
                if found.setdefault(tag, text) != text:
                    self.doubt(name, "several", text, line)
        else:
            listed = self.values.setdefault(name, [])
            if item not in listed:
                listed.append(item)
        self.lines.setdefault(name, line or self.line)

    def doubt(self, name: str, variant: str, value: str, line: int = 0) -> None:
        """Note that something said about a field was not understood."""
        self.lines.setdefault(name, line or self.line)
        self.faults.append(Fault("not-understood", {"value": value}, field=name, variant=variant))


@dataclass(slots=True)
class Left:
    """Something that was left out: how often, and where it first stood."""

    count: int
    line: int
    subject: str


class ImportReading(Reading):
    """One source of another standard being read into records of this one."""

    def __init__(self, source: Source, options: ReadOptions, format_name: str) -> None:
        """Start with nothing read; `make` fills it."""
        super().__init__(source, format_name)
        self.encoding = "utf-8"
        self.about = options.about
        self.drafts: list[Draft] = []
        self.title = ""
        self.days: list[str] = []
        self.hosts: Counter[str] = Counter()
        self.languages: Counter[str] = Counter()
        self.prefixes: dict[str, str] = {}
        # Settled once the whole source has been looked through.
        self.host = ""
        self.language = UNDETERMINED
        self.naming = Naming(OTHERWISE, ())
        self._left: dict[tuple[str, str, str], Left] = {}
        self._origin = ImportOrigin(source.name)

    # --- for importers ---------------------------------------------------------------------------

    def make(self, importer: Callable[[ImportReading], None]) -> ImportReading:
        """Let an importer fill this reading, then make the header and say what was left out."""
        importer(self)
        if self.readable:
            self._make_header()
        for (slug, variant, name), left in self._left.items():
            place = Location(
                file=self.source.name, line=left.line or None, subject=left.subject or None
            )
            self.say(Fault(slug, {"name": name, "count": left.count}, variant=variant), place)
        return self

    def settle(self, names: Iterable[tuple[str, str]]) -> None:
        """Settle prefix, language and ids, now that all names and addresses have been seen.

        `names` holds every thing an id may be asked for: the word for its type, and its name.
        """
        self.host = self._commonest(self.hosts)
        stated = self.about.get("prefix")
        prefix = str(stated) if stated else prefix_of(self.host or self._stem())
        language = self.about.get("language") or self._commonest(self.languages)
        self.language = str(language or UNDETERMINED)
        self.naming = Naming(prefix, names)

    def draft(
        self, record_type: str, record_id: str | None, *, line: int, subject: str = ""
    ) -> Draft:
        """Begin a record; one without an id gets it from what it says."""
        values = (
            {"type": record_type} if record_id is None else {"type": record_type, "id": record_id}
        )
        made = Draft(values, line, subject)
        self.drafts.append(made)
        return made

    def leave_out(self, variant: str, name: str, *, line: int = 0, subject: str = "") -> None:
        """Count something that has no place in this standard."""
        self._count(("not-taken-over", variant, name), line, subject)

    def pass_over(self, variant: str, name: str, *, line: int = 0, subject: str = "") -> None:
        """Count something that would have a place but was not understood."""
        self._count(("not-understood", variant, name), line, subject)

    def pass_over_person(self, role: str, *, line: int = 0, subject: str = "") -> None:
        """Count a person: without a legal basis no name may be taken over."""
        self._count(("person-left-out", "person", role), line, subject)

    def see_address(self, address: str) -> None:
        """Remember whose addresses a source holds."""
        try:
            host = urlsplit(address).hostname if address.startswith("http") else None
        except ValueError:
            return
        if host:
            self.hosts[host.removeprefix("www.")] += 1

    def _count(self, key: tuple[str, str, str], line: int, subject: str) -> None:
        """Count one more of its kind."""
        left = self._left.setdefault(key, Left(0, line, subject))
        left.count += 1

    # --- the header ------------------------------------------------------------------------------

    def _make_header(self) -> None:
        """Take the header from the user, what it lacks from the source, and say so once."""
        derived = {name: value for name, value in self._derived().items() if name not in self.about}
        values = {**self.about, **derived}
        if self.prefixes:
            values["prefixes"] = {**self.prefixes, **(self.about.get("prefixes") or {})}
        self.header = RawRecord(values, self._origin, -1)
        self.header_is_own = False
        if derived:
            taken = [
                f"{spec.header()[name].title} “{value}”"
                for name, value in derived.items()
                if isinstance(value, str) and name != "exchangespec"
            ]
            self.header.faults.append(Fault("no-header", {"taken": taken}, variant="imported"))

    def _derived(self) -> dict[str, Any]:
        """Return what a header must say, as far as it can be had from the source."""
        day = self._day()
        title = self.title or self._stem() or self.source.name
        return {
            "exchangespec": spec.STANDARD_VERSION,
            "id": f"{self.naming.prefix}:{OTHERWISE}",
            "title": {self.language: title},
            "publisher": self.host or title,
            "prefix": self.naming.prefix,
            "language": self.language,
            "version": day,
            "modified": day,
            "personal_data": "none",
        }

    def _day(self) -> str:
        """Return the last day on which something in the source changed, else the file itself."""
        if self.days:
            return max(self.days)[:LENGTH_OF_DAY]
        if self.source.path is not None:
            changed = self.source.path.stat().st_mtime
            return datetime.fromtimestamp(changed, tz=UTC).date().isoformat()
        return date.today().isoformat()

    def _stem(self) -> str:
        """Return the name of the file without its folder and suffix."""
        return PurePath(self.source.name.strip("<>")).stem

    @staticmethod
    def _commonest(counted: Counter[str]) -> str:
        """Return what was met most often; of several the first in order."""
        return min(counted, key=lambda one: (-counted[one], one), default="")

    # --- records ---------------------------------------------------------------------------------

    def records(self) -> Iterator[RawRecord]:
        """Give the records, parties before what they took part in."""
        order = spec.reading_order()
        self.drafts.sort(key=lambda one: order[one.values["type"]])
        for one in self.drafts:
            position = len(self._origin.places)
            self._origin.places.append(Place(one.line, one.subject, one.lines))
            yield RawRecord(one.values, self._origin, position, one.faults)
