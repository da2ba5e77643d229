"""What the headings over a table mean, and in which row they stand."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, NamedTuple

from exchangespec.codelists import canonical_language, fold, match_language
from exchangespec.formats.cells import Cell, cell_text
from exchangespec.formats.table.grid import Row, filled, is_blank
from exchangespec.model.kinds import EXTENSION_PATTERN, LANGUAGE_PATTERN
from exchangespec.spec import RecordSpec, records
from exchangespec.spec.headings import fields_by_heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

EXTENSION = re.compile(EXTENSION_PATTERN)
TAG = re.compile(LANGUAGE_PATTERN)
DOTTED = re.compile(r"^(?P<base>.+?)\s*\.\s*(?P<tag>[A-Za-z0-9-]+)$")
BRACKETED = re.compile(r"^(?P<base>.+?)\s*[(\[](?P<tag>[^()\[\]]+)[)\]]$")
# What is longer is no heading; expressions with blanks in them would take long to find that out.
LONGEST_HEADING = 500
MOST_HEADINGS = 500
ROWS_LOOKED_AT = 15
# So many rows that are not blank are tried for headings when a name tells no type.


class Meaning(NamedTuple):
    """What a heading says: its field and language, and whether these are the machine's words."""

    name: str
    language: str | None
    exact: bool


def meaning(heading: str, spec: RecordSpec) -> Meaning | None:
    """Return what a heading means on a table of this type, in any of its spellings."""
    if len(heading) > LONGEST_HEADING:
        return None
    fields = spec.fields
    if heading in fields or EXTENSION.fullmatch(heading):
        return Meaning(heading, None, exact=True)
    base, dot, tag = heading.partition(".")
    if dot and base in fields and fields[base].localised and TAG.fullmatch(tag):
        return Meaning(base, tag, exact=True)
    words = fields_by_heading(spec.name)
    name = words.get(fold(heading))
    if name is not None:
        return Meaning(name, None, exact=fold(name) == fold(heading))
    return _with_a_tag(heading, spec, words) or _in_two_languages(heading, words)


def _with_a_tag(heading: str, spec: RecordSpec, words: Mapping[str, str]) -> Meaning | None:
    """Return what a heading means that names its language, or says how it is to be filled in."""
    for pattern in (DOTTED, BRACKETED):
        found = pattern.match(heading)
        name = words.get(fold(found["base"])) if found else None
        if found is None or name is None:
            continue
        tag = found["tag"]
        if spec.fields[name].localised:
            language = canonical_language(tag) or match_language(tag).value
            if language is None and pattern is DOTTED:
                language = tag
            if language is not None:
                return Meaning(name, language, exact=False)
        if pattern is BRACKETED and HINT.fullmatch(tag):
            return Meaning(name, None, exact=False)
    return None


def _in_two_languages(heading: str, words: Mapping[str, str]) -> Meaning | None:
    """Return what a heading means that says it twice: `Début / Start`."""
    parts = [part for part in BETWEEN_LANGUAGES.split(heading) if part.strip()]
    if len(parts) < 2:  # noqa: PLR2004 - one part is the heading itself
        return None
    names = {name for part in parts if (name := words.get(fold(part))) is not None}
    return Meaning(names.pop(), None, exact=False) if len(names) == 1 else None


# What people say in brackets of how a column is to be filled in: `Start (dd.mm.yyyy)`.
HINT = re.compile(
    r"[dmyjatgh.\-/ ]+|[€$£%#]|(?-i:[A-Z]{3})|in [A-Z]{3}|[12][0-9]{3}|optional|required|if known"
    r"|fakultativ|facultatif|facultatief|opcional|opzionale",
    re.IGNORECASE,
)
BETWEEN_LANGUAGES = re.compile(r"\s*[/|\n]\s*")


def type_inside(rows: Iterable[Row]) -> str | None:
    """Return the only record type that a row of headings near the top fits best, if there is one.

    Titles may stand above the headings.
    """
    looked_at = 0
    for _, cells in rows:
        there = filled(cells)
        if not there:
            continue
        found = type_by_headings(cells) if len(there) > 1 else None
        looked_at += 1
        if found is not None or looked_at >= ROWS_LOOKED_AT:
            return found
    return None


def type_by_headings(headings: Sequence[Cell]) -> str | None:
    """Return the only record type that the headings fit best, if there is one.

    Fields found count for it, required fields missing against it; between equals the type of
    which more required fields are there. Half of the headings must be known at least.
    """
    texts = [cell_text(cell) for cell in headings if not is_blank(cell)][:MOST_HEADINGS]
    scores: dict[str, tuple[int, int]] = {}
    for name, spec in records().items():
        found = {item.name for item in (meaning(text, spec) for text in texts) if item}
        fields = found & spec.fields.keys()
        asked = {key for key, item in spec.fields.items() if item.required} - {"type", "id"}
        if len(fields) > 1 and 2 * len(fields) >= len(texts):
            scores[name] = (2 * len(fields) - 3 * len(asked - fields), len(asked & fields))
    best = max(scores.values(), default=(0, 0))
    fitting = [name for name, score in scores.items() if score == best]
    return fitting[0] if best > (0, 0) and len(fitting) == 1 else None


def nearest_fields(heading: str, spec: RecordSpec) -> tuple[str, ...]:
    """Return fields whose names or labels are spelt much like a heading."""
    if len(heading) > LONGEST_HEADING:
        return ()
    words = fields_by_heading(spec.name)
    near = difflib.get_close_matches(fold(heading), words, n=3, cutoff=0.75)
    return tuple(dict.fromkeys(words[word] for word in near))
