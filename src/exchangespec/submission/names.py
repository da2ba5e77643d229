"""Which ids carry which name, so that a name typed in a table can stand for the id it means."""

from __future__ import annotations

import difflib
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Any

from exchangespec.codelists import fold
from exchangespec.finding import Fault, Fix
from exchangespec.formats.typed_values import changed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchangespec.spec import FieldSpec
    from exchangespec.submission.known import Known

NAME_FIELDS = ("name", "short_name", "other_names")
LONGEST_NAME = 1_000
# So often, and among so many names, is a similar one looked for.
MOST_NEAR = 50
MOST_COMPARED = 5_000
SIMILAR = 0.75


class Names:
    """The names of all records of a submission, be it one file or several."""

    def __init__(self, known: Known) -> None:
        """Start with no names; `known` tells the types of records."""
        self.known = known
        self._ids: dict[str, set[str]] = defaultdict(set)
        self._past: dict[str, set[str]] = defaultdict(set)
        self._without_id: set[str] = set()
        self._waiting: dict[str, str] = {}
        self._asked = 0

    def add(self, values: Mapping[str, Any], *, usable: bool) -> None:
        """Take in the names of one record; `usable` says that its id can be pointed to."""
        record_id = values.get("id")
        withdrawn = values.get("record_status") == "withdrawn"
        for text in _names(values):
            if not (folded := fold(text)):
                continue
            if not usable or not isinstance(record_id, str):
                self._without_id.add(folded)
            else:
                (self._past if withdrawn else self._ids)[folded].add(record_id)
        if not usable and isinstance(record_id, str):
            self._without_id.add(fold(record_id))

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
        before, colon, rest = text.partition(":")
        if colon and prefix and before != prefix and before.lower() == prefix:
            change = changed("value-normalised", text, f"{prefix}:{rest}")
            return change.value, change.fault
        if colon and " " not in text:
            return text, None
        local = f"{prefix}:{text}" if prefix else text
        if local in self.known or local in self._waiting:
            return local, None
        found = self._find(text, known)
        if len(found) == 1:
            return found[0], Fault("name-matched", {"was": text, "becomes": found[0]})
        return None, self._unresolved(text, known, found)

    def _unresolved(self, text: str, known: FieldSpec, found: list[str]) -> Fault | None:
        """Return what there is to say about a text that no single id stands for."""
        if found:
            params = {"value": text, "candidates": found}
            return Fault("ambiguous-name", params, suggestions=found)
        if fold(text) in self._without_id:
            return None
        near = self._near(text, known)
        fix = Fix(near[0]) if len(near) == 1 else None
        return Fault("dangling-reference", {"value": text}, suggestions=near, fix=fix)

    def _find(self, text: str, known: FieldSpec) -> list[str]:
        """Return the ids that carry a name and fit the field; withdrawn ones only if no other."""
        folded = fold(text)
        for names in (self._ids, self._past):
            found = [one for one in sorted(names.get(folded, ())) if self._fits(one, known)]
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
        compared = islice(self._ids, MOST_COMPARED)
        near = difflib.get_close_matches(fold(text), compared, n=3, cutoff=SIMILAR)
        return [one for name in near for one in sorted(self._ids[name]) if self._fits(one, known)][
            :3
        ]


def _names(values: Mapping[str, Any]) -> list[str]:
    """Return every name of a record, in any language."""
    found: list[Any] = []
    for field in NAME_FIELDS:
        value = values.get(field)
        if isinstance(value, dict):
            found.extend(value.values())
        elif isinstance(value, list):
            found.extend(value)
        else:
            found.append(value)
    return [text for text in found if isinstance(text, str) and len(text) <= LONGEST_NAME]
