"""Which ids carry which name, so that a name typed in a table can stand for the id it means."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from exchangespec.codelists import fold
from exchangespec.finding import Fault, Fix
from exchangespec.formats.cells import means_blank
from exchangespec.formats.cells.values import Change, changed
from exchangespec.submission.likeness import alike, holds, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchangespec.spec import FieldSpec
    from exchangespec.submission.known import Known

NAME_FIELDS = ("name", "short_name", "other_names")
LONGEST_NAME = 1_000
# So often, and among so many names, is a similar one looked for.
MOST_NEAR = 50
MOST_COMPARED = 5_000
ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
# What people put between names instead of a semicolon; all parts must be known to be told so.
BETWEEN = re.compile(
    r"\s*[,/+&|]\s*|\s+[-–]\s+"
    r"|\s+(?:and|und|sowie|en|et|e|y|og|och|ja|i|oraz|a|și|és|και|и)\s+",
    re.IGNORECASE,
)
# Words that point to another cell instead of naming what they mean.
AS_ABOVE = frozenset(
    map(
        fold,
        (
            "see above", "as above", "ditto", "idem", "id.", "siehe oben", "s. o.", "wie oben",
            "dito", "zie boven", "voir ci-dessus", "vedi sopra", "véase arriba", "katso yllä",
            "βλ. παραπάνω", "jak wyżej", "j.w.",
        ),
    )
)  # fmt: skip


# The ids that carry each name: nearly always one, which is then no set, for a set is large.
Bearers = dict[str, str | set[str]]


def _note(names: Bearers, name: str, record_id: str) -> None:
    """Note that an id carries a name."""
    there = names.setdefault(name, record_id)
    if isinstance(there, set):
        there.add(record_id)
    elif there != record_id:
        names[name] = {there, record_id}


def _bearers(names: Bearers, name: str) -> set[str]:
    """Return the ids that carry a name."""
    there = names.get(name, set())
    return there if isinstance(there, set) else {there}


class Names:
    """The names of all records of a submission, be it one file or several."""

    def __init__(self, known: Known) -> None:
        """Start with no names; `known` tells the types of records."""
        self.known = known
        self._ids: Bearers = {}
        self._past: Bearers = {}
        self._without_id: set[str] = set()
        self._waiting: dict[str, str] = {}
        self._asked = 0
        # The words of the first names, by which a name is found in a longer one.
        self._words: dict[str, tuple[str, ...]] = {}
        # Names as they were typed; most tables name records by their ids, and nobody asks.
        self._unfolded: list[tuple[str, str | None, bool]] = []

    def add(self, values: Mapping[str, Any], *, usable: bool) -> None:
        """Take in the names of one record; `usable` says that its id can be pointed to."""
        record_id = values.get("id")
        bearer = record_id if usable and isinstance(record_id, str) else None
        withdrawn = values.get("record_status") == "withdrawn"
        for field in NAME_FIELDS:
            value = values.get(field)
            if value is not None:
                self._unfolded.extend([(text, bearer, withdrawn) for text in _texts(value)])
        if not usable and isinstance(record_id, str):
            self._unfolded.append((record_id, None, False))

    def _fold_all(self) -> None:
        """Take in the names that came since somebody last asked."""
        for text, bearer, withdrawn in self._unfolded:
            if not (folded := fold(text)):
                continue
            if bearer is None:
                self._without_id.add(folded)
            else:
                _note(self._past if withdrawn else self._ids, folded, bearer)
                if len(self._words) < MOST_COMPARED and not withdrawn:
                    self._words[folded] = words_of(text)
        self._unfolded.clear()

    def wait(self, values: Mapping[str, Any]) -> None:
        """Let the id of a record that is not judged yet count as known."""
        record_id = values.get("id")
        if isinstance(record_id, str):
            self._waiting.setdefault(record_id, str(values.get("type")))

    def resolve(
        self, text: object, known: FieldSpec, prefix: str | None
    ) -> tuple[str | None, Fault | None]:
        """Return the id that a cell's text stands for, and what there is to say about it.

        No id and no fault means that the record meant is here but has no id that could be used,
        which another finding says.
        """
        if not isinstance(text, str):
            return None, Fault("malformed-reference", {"value": text})
        if self._unfolded:
            self._fold_all()
        if ADDRESS.match(text):
            variant = "source-address" if known.targets == ("Source",) else "address"
            return None, Fault("malformed-reference", {"value": text}, variant=variant)
        change = self._as_id(text, prefix)
        if change is not None:
            return change.value, change.fault
        found = self._find(text, known)
        if len(found) == 1:
            return found[0], Fault("name-matched", {"was": text, "becomes": found[0]})
        if found:
            params = {"value": text, "candidates": found}
            return None, Fault("ambiguous-name", params, suggestions=found)
        return None, self._unresolved(text, known, prefix)

    def _as_id(self, text: str, prefix: str | None) -> Change | None:
        """Return the id that a text is: as it stands, or with the own prefix put before it."""
        before, colon, rest = text.partition(":")
        if colon and prefix and before != prefix and before.lower() == prefix:
            return changed("value-normalised", text, f"{prefix}:{rest}")
        if colon and " " not in text:
            return Change(text)
        local = f"{prefix}:{text}" if prefix else text
        return Change(local) if local in self.known or local in self._waiting else None

    def _unresolved(self, text: str, known: FieldSpec, prefix: str | None) -> Fault | None:
        """Return what there is to say about a text that is neither an id nor a name."""
        params = {"value": text}
        if means_blank(text) or fold(text) in AS_ABOVE:
            return Fault("dangling-reference", params, variant="blank")
        if fold(text) in self._without_id:
            return None
        parts = self._parts(text, known, prefix) if known.many else []
        if parts:
            told = [one.removeprefix(f"{prefix}:") for one in parts]
            return Fault(
                "dangling-reference", params, variant="parts", suggestions=["; ".join(told)]
            )
        near = self._near(text, known)
        fix = Fix(near[0]) if len(near) == 1 else None
        return Fault("dangling-reference", params, suggestions=near, fix=fix)

    def _parts(self, text: str, known: FieldSpec, prefix: str | None) -> list[str]:
        """Return the ids that a text names one after the other, if every part of it is one.

        A part that is the name of a record without an id stays as it is.
        """
        parts = [part for part in BETWEEN.split(text) if part]
        if len(parts) < 2:  # noqa: PLR2004 - one part is the text itself
            return []
        found: list[str] = []
        for part in parts:
            local = f"{prefix}:{part}" if prefix else part
            here = local in self.known or local in self._waiting
            ids = [local] if here and self._fits(local, known) else self._find(part, known)
            if not ids and fold(part) in self._without_id:
                ids = [part]
            if len(ids) != 1:
                return []
            found.extend(ids)
        return list(dict.fromkeys(found))

    def _find(self, text: str, known: FieldSpec) -> list[str]:
        """Return the ids that carry a name and fit the field; withdrawn ones only if no other."""
        folded = fold(text)
        for names in (self._ids, self._past):
            found = [one for one in sorted(_bearers(names, folded)) if self._fits(one, known)]
            if found:
                return found
        return []

    def _fits(self, record_id: str, known: FieldSpec) -> bool:
        """Tell whether a field may point to a record."""
        if not known.targets:
            return True
        return (self.known.type_of(record_id) or self._waiting.get(record_id)) in known.targets

    def _near(self, text: str, known: FieldSpec) -> list[str]:
        """Return ids whose names are close to a text, best first."""
        if self._asked >= MOST_NEAR:
            return []
        self._asked += 1
        folded = fold(text)
        bearers: dict[str, set[str]] = {}
        parts = dict(self._words)
        for name in islice(self._ids, MOST_COMPARED):
            bearers.setdefault(name, set()).update(_bearers(self._ids, name))
        for one in islice(chain(self.known.ids(), self._waiting), MOST_COMPARED):
            local = one.rpartition(":")[2]
            bearers.setdefault(fold(local), set()).add(one)
            parts.setdefault(fold(local), words_of(local))
        near = dict.fromkeys(
            one
            for name in alike(folded, bearers)
            for one in sorted(bearers[name])
            if self._fits(one, known)
        )
        if near:
            return list(near)[:3]
        asked = words_of(text)
        found = {
            one
            for name, words in parts.items()
            if holds(words, asked) or holds(asked, words)
            for one in bearers.get(name, ())
            if self._fits(one, known)
        }
        return sorted(found) if len(found) == 1 else []


def _texts(value: Any) -> list[str]:
    """Return every name in the value of a field, in any language."""
    if isinstance(value, dict):
        found: list[Any] = list(value.values())
    else:
        found = value if isinstance(value, list) else [value]
    return [text for text in found if isinstance(text, str) and len(text) <= LONGEST_NAME]
