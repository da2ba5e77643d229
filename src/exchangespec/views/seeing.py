"""Sees records as a view asks: only what sources say, or the best that is known, or all of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from exchangespec import spec
from exchangespec.formats.format import Document
from exchangespec.removal import STATEMENT, fits, id_of, without
from exchangespec.spec.canonical import canonical
from exchangespec.submission.disagreements import GATHERING
from exchangespec.views.claims import INFERRED, STATED, Claim, Claims, claims

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

View = Literal["stated", "best", "all"]
VIEWS: tuple[View, ...] = ("stated", "best", "all")


@dataclass(frozen=True, slots=True)
class Change:
    """One field that a view shows otherwise than its record does.

    Attributes:
        record: id of the record.
        field: the field, as in `name.nl` with a language.
        done: `left out`, `replaced` or `filled in`; `kept` where it had to stay though it is only
            concluded.
        why: what the view goes by, in words.
        statements: ids of the statements it goes by.
    """

    record: str
    field: str
    done: str
    why: str
    statements: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the change in one line."""
        by = f" ({', '.join(self.statements)})" if self.statements else ""
        return f"{self.record} {self.field}: {self.done}, {self.why}{by}"


@dataclass(slots=True)
class Seen:
    """A submission as a view shows it, and what it shows otherwise.

    Attributes:
        document: the submission.
        changes: each field that is shown otherwise.
        left_out: each record that is not shown, by its type and id.
    """

    document: Document
    changes: list[Change] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def seen(document: Document, view: View) -> Seen:
    """Return a submission as a view shows it.

    `all` is the submission itself. `stated` has of every field what its sources say: what was only
    concluded is left out, and so is a field on which sources disagree; so are records of which all
    is concluded, and what says nothing without what is left out. `best` has the preferred
    value of every field, and where a field is empty what is stated or concluded of it; the
    statements that say so stay, which marks it.
    """
    if view == "all":
        return Seen(document)
    look = Looking(view, document.header.get("language"), claims(document.records))
    # Statements last: which conclusions must stay is known when all else has been looked at.
    others = [look.at(one) for one in document.records if one["type"] != STATEMENT]
    look.marks |= {
        one for change in look.changes if change.done == "kept" for one in change.statements
    }
    statements = [look.at(one) for one in document.records if one["type"] == STATEMENT]
    shown = iter(others), iter(statements)
    records = [next(shown[one["type"] == STATEMENT]) for one in document.records]
    gone = {
        id_of(one) for one, seen_as in zip(document.records, records, strict=True) if not seen_as
    }
    left_out = [
        (str(one["type"]), id_of(one))
        for one, seen_as in zip(document.records, records, strict=True)
        if not seen_as
    ]
    kept = [one for one in records if one is not None]
    while gone:
        look.gone = dict.fromkeys(gone, ())
        again = [(one, look.whole(one)) for one in kept]
        dropped = [one for one, less in again if less is None]
        left_out += [(str(one["type"]), id_of(one)) for one in dropped]
        gone = {id_of(one) for one in dropped} - {""}
        kept = [less for _, less in again if less is not None]
    names = {name for _, name in left_out}
    changes = [one for one in look.changes if one.record not in names]
    return Seen(Document(document.header, kept), changes, sorted(left_out))


class Looking:
    """Looks at one record after the other through a view; the claims are known beforehand."""

    def __init__(self, view: View, language: object, known: Claims) -> None:
        """Keep what is claimed of every record."""
        self.view = view
        self.language = language if isinstance(language, str) else ""
        self.claims = known
        self.changes: list[Change] = []
        # What is not shown, as far as it is known beforehand.
        self.gone: Mapping[str, tuple[()]] = {}
        self.marks: frozenset[str] = self._marks() if view == "stated" else frozenset()

    def _marks(self) -> frozenset[str]:
        """Return the conclusions that must stay: those about fields that no record can lack."""
        return frozenset(
            claim.statement
            for fields in self.claims.values()
            for name, group in fields.items()
            for claim in group
            if claim.kind == INFERRED and name in NEVER_EMPTY
        )

    def at(self, record: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return a record as the view shows it; None for one that it does not show."""
        if self.view == "stated" and record["type"] == STATEMENT:
            concluded = record.get("kind") == INFERRED and record.get("id") not in self.marks
            return None if concluded else self.whole(record)
        first = len(self.changes)
        values = dict(record)
        fields = self.claims.get(str(record.get("id", "")), {})
        for name, group in fields.items():
            base = name.partition(".")[0]
            if base in GATHERING or base not in spec.records()[record["type"]].fields:
                continue
            values = self._field(values, name, group)
        if self.view == "stated" and self._is_concluded(record, self.changes[first:]):
            return None
        return self.whole(values)

    def whole(self, record: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return a record without references to what is not shown; None if nothing is left then."""
        if not self.gone:
            return dict(record)
        less, touched = without(record, self.gone)
        if less is not None:
            self.changes += [
                Change(id_of(record), name, "left out", "what it names is left out")
                for name in dict.fromkeys(touched)
            ]
        return less

    @staticmethod
    def _is_concluded(record: Mapping[str, Any], changes: Sequence[Change]) -> bool:
        """Tell whether a relation is nothing but a conclusion: no source, and all of it concluded.

        So are the pairs that `match` proposes.
        """
        needed = NEEDED.get(record["type"])
        if not needed or record.get("sources"):
            return False
        return needed <= {one.field.partition(".")[0] for one in changes if one.done == "kept"}

    def _field(self, record: dict[str, Any], name: str, group: Sequence[Claim]) -> dict[str, Any]:
        """Return a record with one field as the view shows it."""
        current = self._get(record, name)
        pairs = [(claim, claim.value(record["type"])) for claim in group]
        wanted, why, by = (self._stated if self.view == "stated" else self._best)(current, pairs)
        if wanted == current:
            return record
        changed = self._set(record, name, wanted)
        done = "left out" if wanted is None else "filled in" if current is None else "replaced"
        if changed is None or not fits(changed, record):
            done, why, changed = "kept", "the record cannot be without it", record
            if wanted is not None:
                why = "the record cannot hold what is claimed"
        self.changes.append(Change(str(record.get("id", "")), name, done, why, by))
        return changed

    @staticmethod
    def _stated(current: Any, pairs: Sequence[tuple[Claim, Any]]) -> tuple[Any, str, Ids]:
        """Return what sources say of a field, in which words, and by which statements."""
        valued = [(claim, value) for claim, value in pairs if value is not None]
        said = [(claim, value) for claim, value in valued if claim.kind == STATED]
        if chosen := _chosen(said):
            by = () if chosen[1] == current else (chosen[0].statement,)
            return chosen[1], "a source says so", by
        if said:
            return None, "sources disagree", tuple(claim.statement for claim, _ in said)
        concluded = tuple(
            claim.statement
            for claim, value in pairs
            if claim.kind == INFERRED and (claim.text is None or value == current)
        )
        return (None, "only concluded", concluded) if concluded else (current, "", ())

    @staticmethod
    def _best(current: Any, pairs: Sequence[tuple[Claim, Any]]) -> tuple[Any, str, Ids]:
        """Return the best that is known of a field, in which words, and by which statements."""
        valued = [(claim, value) for claim, value in pairs if value is not None]
        preferred = _chosen([pair for pair in valued if pair[0].preferred])
        if preferred is not None:
            return preferred[1], "preferred", (preferred[0].statement,)
        if current is not None:
            return current, "", ()
        for kind, why in ((STATED, "a source says so"), (INFERRED, "only concluded")):
            group = [pair for pair in valued if pair[0].kind == kind]
            if chosen := _chosen(group):
                return chosen[1], why, (chosen[0].statement,)
            if group:
                break
        return None, "", ()

    def _get(self, record: Mapping[str, Any], name: str) -> Any:
        """Return the value of a field, of a text the one in the language named or meant."""
        base, _, language = name.partition(".")
        value = record.get(base)
        if isinstance(value, dict):
            return value.get(language or self.language)
        return sorted(value, key=str) if isinstance(value, list) else value

    def _set(self, record: Mapping[str, Any], name: str, value: Any) -> dict[str, Any] | None:
        """Return a record with another value of a field; None if it cannot be had."""
        base, _, language = name.partition(".")
        form = spec.records()[record["type"]].fields[base]
        changed = dict(record)
        if form.localised:
            tag = language or self.language
            if not tag:
                return None
            before = record.get(base, {})
            if not isinstance(before, dict):
                return None
            texts = {**before, tag: value}
            value = {key: text for key, text in texts.items() if text is not None} or None
        if value is None:
            changed.pop(base, None)
        else:
            changed[base] = value
        return canonical(changed, spec.records()[record["type"]].fields)


Ids = tuple[str, ...]
# Fields that some record type requires, with the conclusions on them.
NEVER_EMPTY = frozenset(
    name
    for form in spec.records().values()
    for name, known in form.fields.items()
    if known.required
)
# Where a record is nothing but a relation of others, the fields without which there is none.
NEEDED = {
    form.name: frozenset(name for name, known in form.fields.items() if known.required)
    - {"id", "type"}
    for form in spec.records().values()
    if any(known.required and known.is_reference for known in form.fields.values())
}


def _chosen(pairs: Iterable[tuple[Claim, Any]]) -> tuple[Claim, Any] | None:
    """Return the one value that is claimed: the preferred one, else the only one."""
    valued = [pair for pair in pairs if pair[1] is not None]
    group = [pair for pair in valued if pair[0].preferred] or valued
    return group[0] if group and all(pair[1] == group[0][1] for pair in group) else None
