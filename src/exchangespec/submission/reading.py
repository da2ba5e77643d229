"""Reads one input: raw records are judged, one by one or many at once, and names become ids."""

from __future__ import annotations

import hashlib
import json
import marshal
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.finding import Fault
from exchangespec.formats.format import RawBlock
from exchangespec.model import RECORDS
from exchangespec.model.kinds import LOCAL, REFERENCE_PATTERN
from exchangespec.spec import MADE_IDS
from exchangespec.spec.canonical import canonical
from exchangespec.structure import Judgement, faulty, judge, judge_header
from exchangespec.submission.facts import Key, Partly, RecordFacts
from exchangespec.submission.judged import ReadBlock, ReadRecord, one_by_one
from exchangespec.submission.names import NAME_FIELDS, Names
from exchangespec.submission.offered_ids import OfferedIds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from exchangespec.formats.format import Origin, RawRecord, Reading
    from exchangespec.model import Record
    from exchangespec.submission.known import Known

# Without one field of each group a made id would tell nothing apart.
NEEDED = {
    "Membership": (("group",), ("member",), ("role",)),
    "Participation": (("event",), ("party", "party_text"), ("role",)),
}
NO_ID = "id-missing"
VERSION = re.compile(r"[1-9][0-9]*\.[0-9]+")


class Submission:
    """One input on its way from raw records to facts that rules can look at."""

    def __init__(
        self, reading: Reading, known: Known, first_origin: int = 0, names: Names | None = None
    ) -> None:
        """Take an opened input; its header is judged at once, its origins get numbers.

        Inputs that are parts of one submission share `known` and `names`.
        """
        self.reading = reading
        self.known = known
        self.origins: list[Origin] = []
        self._first_origin = first_origin
        self._numbers: dict[int, int] = {}
        # Only tables name records by words.
        self._by_name = reading.format not in {"json", "ndjson", "jsonld"}
        self._names = names or Names(known)
        self._offered = OfferedIds(known)
        # Packed, since a large table may name everything by words.
        self._waiting: list[tuple[bytes, Key, tuple[Fault, ...]]] = []
        self.header_faults: list[Fault] = []
        self.header_key: Key | None = None
        self.header: dict[str, Any] = {}
        # A profile may bring narrower ones before the first record is read.
        self.classes: Mapping[str, type[Record]] = RECORDS
        self._prefix: str | None = None
        self._wrong_prefix: str | None = None
        self._judge_header()

    def _judge_header(self) -> None:
        """Judge the header and give it to the rules."""
        raw = self.reading.header
        self.known.publishers |= self.reading.publishers
        if raw is None:
            return
        values = {name: value for name, value in raw.values.items() if name != "@context"}
        judgement = judge_header(values)
        self.header_key = Key(self._number(raw.origin), raw.position)
        self.header_faults = [*raw.faults, *judgement.faults]
        failed = judgement.failed | raw.failed
        if not self.reading.header_is_own:
            # What the user says about a table is no header of its own; one finding says so, and no
            # rule asks for the rest, which may be right.
            self.header_faults = list(_told_at_once(self.header_faults))
            self.known.header_open = frozenset(spec.header().keys() - values.keys())
        if "@context" in raw.values:
            self.header_faults.extend(context_faults(raw.values["@context"], judgement.values))
        elif self.reading.format == "json":
            self.header_faults.append(Fault("header-field-missing", {}, field="@context"))
        self.header_faults.extend(version_faults(judgement.values))
        self.header = canonical(judgement.values, spec.header())
        prefix = self.header.get("prefix")
        if isinstance(prefix, str):
            self._prefix = None if "prefix" in failed else prefix
            self._wrong_prefix = prefix if "prefix" in failed else None
        self.known.header_failed = frozenset(failed)
        self.known.header = {
            name: value
            for name, value in self.header.items()
            # One bad address must not make every reference with the other prefixes a fault.
            if name not in failed or (name == "prefixes" and isinstance(value, dict))
        }

    def _number(self, origin: Origin) -> int:
        """Return the number of an origin, giving it one when it is new."""
        number = self._numbers.get(id(origin))
        if number is None:
            number = self._numbers[id(origin)] = self._first_origin + len(self.origins)
            self.origins.append(origin)
        return number

    def records(self) -> Iterator[ReadRecord]:
        """Read and judge every record."""
        yield from one_by_one(self.passages())
        yield from self.late()

    def passages(self) -> Iterator[ReadRecord | ReadBlock]:
        """Read and judge every record that needs no other; the rest waits for `late`."""
        for one in self.reading.passages():
            if isinstance(one, RawBlock):
                yield from self._block(one)
            else:
                yield from self._taken(one)

    def _block(self, block: RawBlock) -> Iterator[ReadRecord | ReadBlock]:
        """Judge many records at once, and those alone of which there may be something to say."""
        for one in block.around(faulty(block, self.classes)):
            if isinstance(one, int):
                yield from self._taken(block.record(one))
            else:
                yield self._right(one)

    def _right(self, raw: RawBlock) -> ReadBlock:
        """Keep what rules need of records that are right as they stand."""
        block = ReadBlock(raw, self._number(raw.origin))
        self.known.add_block(block)
        if self._by_name and not block.columns.keys().isdisjoint(NAME_FIELDS):
            for at in range(len(block)):
                self._names.add(block.values(at), usable=True)
        return block

    def _taken(self, raw: RawRecord) -> Iterator[ReadRecord]:
        """Judge a record, unless it names another one and has to wait."""
        key = Key(self._number(raw.origin), raw.position)
        if raw.named:
            packed = marshal.dumps((raw.values, sorted(raw.named), sorted(raw.failed)))
            self._waiting.append((packed, key, tuple(raw.faults)))
            usable = "id" not in raw.failed and self._can_be_pointed_to(raw.values)
            if usable:
                self._names.wait(raw.values)
            if self._by_name:
                self._names.add(raw.values, usable=usable)
            return
        record = self._judged(raw.values, raw.faults, raw.failed, key)
        if self._by_name:
            self._names.add(raw.values, usable=bool(record.facts.id))
        yield record

    def late(self) -> Iterator[ReadRecord]:
        """Judge the records that name others by words, now that all names are known."""
        for packed, key, faults in self._waiting:
            values, named, failed = marshal.loads(packed)  # noqa: S302 - packed above
            resolved, more, lost = self._resolve(values, named)
            yield self._judged(resolved, [*faults, *more], set(failed) | lost, key)
        self._waiting.clear()

    def _can_be_pointed_to(self, values: Mapping[str, Any]) -> bool:
        """Tell whether the id of a record that is not judged yet has the form of one."""
        record_id = values.get("id")
        if not isinstance(record_id, str):
            return False
        if self._prefix is None and self.reading.format in TABLES:
            bare = record_id.removeprefix(self._wrong_prefix or "").removeprefix(":")
            return bool(REFERENCE.fullmatch(record_id) or LOCAL_ID.fullmatch(bare))
        return REFERENCE.fullmatch(record_id) is not None

    def _judged(
        self, values: dict[str, Any], faults: list[Fault], failed: set[str], key: Key
    ) -> ReadRecord:
        """Judge one record, give it an id where the model makes one, and keep what rules need."""
        record_type = values.get("type")
        made = self._by_name and record_type in MADE_IDS and "id" not in values
        if made and can_make_id(values, failed):
            values = {**values, "id": made_id(values, self._prefix)}
        judgement = judge(values, self.classes)
        if judgement.faults:
            judgement = self._as_taken(judgement)
        broken, everything = judgement.failed, faults
        if judgement.faults or failed:
            broken = frozenset(broken | failed)
            everything = [*faults, *without_repeats(judgement.faults, faults, failed)]
        if made:
            # What an id would be made from is missing or wrong, and that is said already.
            everything = [fault for fault in everything if fault.slug != NO_ID]
        elif self._by_name and any(fault.slug == NO_ID for fault in everything):
            offered = self._offered.of(values, self._prefix)
            everything = [
                replace(fault, suggestions=offered) if fault.slug == NO_ID else fault
                for fault in everything
            ]
        form = spec.records().get(str(record_type))
        record_id = judgement.values.get("id") if "id" not in broken else None
        facts = RecordFacts(
            str(record_type) if form else "",
            record_id if isinstance(record_id, str) else "",
            judgement.values,
            failed=broken,
            key=key,
        )
        if broken:
            facts.partly = right_items(judgement.values, broken, [*faults, *judgement.faults])
        if form:
            self.known.add(facts)
        else:
            self.known.add_unknown(judgement.values.get("id"))
        return ReadRecord(facts, everything)

    def _as_taken(self, judgement: Judgement) -> Judgement:
        """Take the ids of a table as they are where the prefix is missing or wrong.

        One finding about the header says so once.
        """
        if self._prefix is not None or self.reading.format not in TABLES:
            return judgement
        kept = [fault for fault in judgement.faults if not is_local_id(fault, self._wrong_prefix)]
        failed = {fault.field for fault in kept if fault.slug not in QUIET}
        return Judgement(judgement.values, kept, judgement.failed & failed)

    # --- names for ids ---------------------------------------------------------------------------

    def _resolve(
        self, values: dict[str, Any], named: list[str]
    ) -> tuple[dict[str, Any], list[Fault], set[str]]:
        """Replace local ids and names by ids; what cannot be replaced stays as it was typed."""
        faults: list[Fault] = []
        lost: set[str] = set()
        result = dict(values)
        fields = spec.records()[values["type"]].fields
        for name in named:
            value = values[name]
            items = value if isinstance(value, list) else [value]
            found: list[Any] = list(items)
            for index, item in enumerate(items):
                place = index if isinstance(value, list) else None
                target, fault = self._names.resolve(item, fields[name], self._prefix)
                if fault is not None:
                    params = {**fault.params, "field": name}
                    faults.append(replace(fault, params=params, field=name, item=place))
                if target is None:
                    lost.add(name)
                else:
                    found[index] = target
            result[name] = found if isinstance(value, list) else found[0]
        return result, faults, lost


# Formats in which ids may stand without their prefix.
TABLES = frozenset({"csv", "xlsx", "xlsb", "xls", "ods"})
LOCAL_ID = re.compile(LOCAL)
REFERENCE = re.compile(REFERENCE_PATTERN)


def is_local_id(fault: Fault, wrong_prefix: str | None) -> bool:
    """Tell whether a fault is about an id that only lacks its prefix, or has the wrong one."""
    if fault.slug not in {"malformed-id", "malformed-reference"}:
        return False
    text = str(fault.params.get("value", ""))
    if wrong_prefix is not None:
        text = text.removeprefix(wrong_prefix).removeprefix(":")
    return LOCAL_ID.fullmatch(text) is not None


def right_items(
    values: Mapping[str, Any], broken: frozenset[str], faults: list[Fault]
) -> dict[str, Partly]:
    """Return the items of faulty lists that no fault is about, by field."""
    found = {}
    wrong_items: dict[str | None, set[int | str | None]] = {}
    for one in faults:
        if one.slug not in QUIET:
            wrong_items.setdefault(one.field, set()).add(one.item)
    for name in broken:
        value = values.get(name)
        wrong = wrong_items.get(name, set())
        if isinstance(value, list) and wrong and None not in wrong:
            found[name] = Partly(item for index, item in enumerate(value) if index not in wrong)
    return {name: items for name, items in found.items() if items}


def without_repeats(found: list[Fault], before: list[Fault], failed: set[str]) -> list[Fault]:
    """Leave out what a reader has already said about a field: one fault gives one finding."""
    said = {fault.field for fault in before if fault.slug not in QUIET} | failed
    return [fault for fault in found if fault.field not in said or fault.field is None]


# Remarks of readers that leave room for a fault of the model at the same field.
QUIET = {
    "value-normalised",
    "text-normalised",
    "quantity-normalised",
    "date-normalised",
    "date-order-from-column",
    "number-marks-from-column",
    "short-year-read",
    "date-shows-month-only",
    "name-matched",
    "merged-cells",
}


def can_make_id(values: Mapping[str, Any], failed: set[str]) -> bool:
    """Tell whether a record says enough, and says it rightly, for an id to be made of it."""
    said = values.keys() - failed
    _, names = MADE_IDS[values["type"]]
    return failed.isdisjoint(names) and all(
        any(name in said for name in group) for group in NEEDED[values["type"]]
    )


def made_id(values: Mapping[str, Any], prefix: str | None) -> str:
    """Return the id of a Membership or Participation, made from what it says."""
    letter, names = MADE_IDS[values["type"]]
    said = [values.get(name) for name in names]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    local = f"{letter}-{digest[:16]}"
    return f"{prefix}:{local}" if prefix else local


def _told_at_once(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield the faults of a header, one for all that it does not state."""
    missing = []
    for fault in faults:
        if fault.slug == "header-field-missing":
            missing.append(spec.header()[fault.field or ""].title)
        else:
            yield fault
    if missing:
        yield Fault("no-header", {"missing": missing}, variant="partial")


def version_faults(header: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield a fault when the standard's version is newer than this tool knows."""
    value = header.get("exchangespec")
    if not isinstance(value, str) or not VERSION.fullmatch(value):
        return
    if value.partition(".")[0] != spec.STANDARD_VERSION.partition(".")[0]:
        params = {"value": value, "expected": spec.STANDARD_VERSION}
        yield Fault("unknown-standard-version", params, field="exchangespec")


def _objects(entries: list[Any]) -> bool:
    """Tell whether all entries of a context after ours are maps."""
    return all(isinstance(entry, dict) for entry in entries)


def context_faults(context: Any, header: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield the faults of a JSON-LD context: ours comes first, and no prefix says otherwise."""
    entries = context if isinstance(context, list) else []
    if not entries or entries[0] != spec.CONTEXT_URL or not _objects(entries[1:]):
        params = {"value": entries[0] if entries else "", "expected": spec.CONTEXT_URL}
        yield Fault("context-contradicts-header", params, field="@context", variant="address")
    expected = (
        dict(header.get("prefixes") or {}) if isinstance(header.get("prefixes"), dict) else {}
    )
    prefix = header.get("prefix")
    if isinstance(prefix, str):
        expected[prefix] = header.get("base") or spec.default_base(prefix)
    for entry in entries[1:]:
        for name, value in entry.items() if isinstance(entry, dict) else ():
            if name in expected and value != expected[name]:
                params = {"prefix": name, "context": value, "header": expected[name]}
                yield Fault(
                    "context-contradicts-header", params, field="@context", variant="prefix"
                )
