"""What RDF cannot hold of a document: ids said twice, and references that read back as others."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

from exchangespec.formats.format import Unheld
from exchangespec.spec import triples
from exchangespec.spec.triples import Form, TripleSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exchangespec.formats.format import Document

BUCKETS = 256
READ_AS_ANOTHER = "which would read back as another"


def losses(document: Document) -> list[Unheld]:
    """Return what RDF cannot hold of a document."""
    found = [
        Unheld(number, "", "records of the same id, which would become one")
        for number in repeated_ids(document)
    ]
    dataset = document.header.get("id")
    look = Look(document.header)
    found += look.losses(document.header, triples.header_triples(), None)
    for number, record in enumerate(document.records):
        named = record.get("id")
        if not isinstance(named, str):
            found.append(Unheld(number, "", "a record without an id, to which nothing could refer"))
        elif named == dataset:
            why = "a record with the id of the submission, which would become one"
            found.append(Unheld(number, "", why))
        found += look.losses(record, triples.record_triples(str(record["type"])), number)
    return found


def repeated_ids(document: Document) -> list[int]:
    """Return the numbers of the records that have the id of another before them, each id once.

    Hashes are kept instead of ids, eight bytes each; only what looks repeated is compared in full.
    """
    buckets = [array("q") for _ in range(BUCKETS)]
    for record in document.records:
        mark = hash(str(record["id"])) if "id" in record else None
        if mark is not None:
            buckets[mark % BUCKETS].append(mark)
    if all(len(set(marks)) == len(marks) for marks in buckets):
        return []
    seen: dict[str, int] = {}
    found = []
    for number, record in enumerate(document.records):
        if "id" in record:
            record_id = str(record["id"])
            seen[record_id] = seen.get(record_id, 0) + 1
            if seen[record_id] == SECOND:
                found.append(number)
    return found


SECOND = 2


class Look:
    """A look at values by what the header says of prefixes."""

    def __init__(self, header: Mapping[str, Any]) -> None:
        """Find the prefixes under which no other prefix reaches."""
        self.prefixes = triples.all_prefixes(header)
        self._has_own = bool(triples.package_prefixes(header))
        self._alone = {
            prefix
            for prefix, base in self.prefixes.items()
            if not any(
                other != prefix and longer.startswith(base)
                for other, longer in self.prefixes.items()
            )
        }

    def losses(
        self, values: Mapping[str, Any], specs: Mapping[str, TripleSpec], number: int | None
    ) -> Iterator[Unheld]:
        """Name what of a record, or of the header, reads back as another or not at all."""
        if self._changes(values.get("id")):
            yield Unheld(number, "id", READ_AS_ANOTHER)
        for name, value in values.items():
            known = specs.get(name)
            if known is not None:
                if known.form in LOOKED_AT and self._is_lost(known, value):
                    yield Unheld(number, name, READ_AS_ANOTHER)
            elif not self._has_own and triples.EXTENSION.fullmatch(name):
                why = "a name that only the prefix of a header makes one in RDF"
                yield Unheld(number, name, why)

    def _is_lost(self, known: TripleSpec, value: Any) -> bool:
        """Tell whether a value of a field reads back as another."""
        items = value if isinstance(value, list) else [value]
        if known.form is Form.REFERENCE:
            return any(map(self._changes, items))
        return any(
            isinstance(item, str)
            and (not item or ":" in item)
            and triples.word_of(triples.named(item, known.base), known.base) != item
            for item in items
        )

    def _changes(self, value: object) -> bool:
        """Tell whether a reference is not the one that its IRI is read as."""
        if not isinstance(value, str):
            return False
        prefix, _, local = value.partition(":")
        if local and prefix in self._alone and not local.startswith("//"):
            return False
        return triples.compacted(triples.expanded(value, self.prefixes), self.prefixes) != value


LOOKED_AT = {Form.REFERENCE, Form.NAME}
