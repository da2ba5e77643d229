"""The sheet or file About: rows of field and value become a header, and a header rows."""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from exchangespec.codelists import canonical_language, fold, match_language
from exchangespec.finding import Fault
from exchangespec.formats.cells import (
    UNREAD,
    Cell,
    Defaults,
    cell_text,
    converter,
    written,
)
from exchangespec.formats.format import Origin, RawRecord
from exchangespec.formats.table.grid import Row, Say, Table, is_blank
from exchangespec.formats.table.headings import BRACKETED, DOTTED, LONGEST_HEADING
from exchangespec.model.kinds import is_prefix
from exchangespec.spec import header
from exchangespec.spec.headings import header_fields_by_label
from exchangespec.texts import everywhere

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exchangespec.location import Location


class AboutOrigin(Origin):
    """The sheet or file About; its one record has a field a row."""

    def __init__(
        self, table: Table, rows: Mapping[tuple[str, str | None], tuple[int, str]]
    ) -> None:
        """Keep row and label of each field, filled in or not, and of each part of it."""
        self.table = table
        self.rows = rows

    def locate(self, position: int, field: str | None, item: int | str | None) -> Location:
        """Return the value cell of a field; the table itself for a field it does not have."""
        found = None
        if field is not None:
            key = item if isinstance(item, str) else None
            found = self.rows.get((field, key))
            if found is None:
                found = next((at for (name, _), at in self.rows.items() if name == field), None)
        if found is None:
            return self.table.place(position or None, field=field)
        row, label = found
        return self.table.place(row, 1, column=label, field=field)


def header_from_rows(
    table: Table, about: Mapping[str, Any], say: Say, *, longest: int | None = None
) -> RawRecord:
    """Read the header from rows of field and value; `about` adds what the rows do not say.

    A value has at most `longest` signs, unless told as many as a workbook's cell holds.
    """
    words = header_fields_by_label()
    stated: list[tuple[str, str | None, Cell, int]] = []
    places: dict[tuple[str, str | None], tuple[int, str]] = {}
    unfilled: dict[tuple[str, str | None], tuple[int, str]] = {}
    width = 2
    for number, cells in table.rows:
        cell = cells[0] if cells else None
        value = cells[1] if len(cells) > 1 else None
        label = cell_text(cell)
        if not stated and fold(label) in FIELD and fold(cell_text(value)) in VALUE:
            width += fold(cell_text(cells[width])) in EXPLANATION if width < len(cells) else 0
            continue
        _say_beyond(table, (number, cells), width, say)
        base, key = _about_field(label, words)
        if is_blank(value):
            if base is not None:
                unfilled.setdefault((base, key), (number, label))
            continue
        if base is None:
            near = difflib.get_close_matches(fold(label), words, n=3, cutoff=0.75)
            fault = Fault(
                "unknown-column",
                {"heading": label or cell_text(value), "kept_as": None, "type": "Header"},
                suggestions=tuple(dict.fromkeys(words[word] for word in near)),
                variant="about",
            )
            say(fault, table.place(number, 0))
            continue
        if (base, key) in places:
            fault = Fault(
                "column-twice", {"heading": label, "first": label, "field": base}, field=base
            )
            say(fault, table.place(number, 0, field=base))
            continue
        places[base, key] = (number, label)
        stated.append((base, key, value, number))
    raw = RawRecord({}, AboutOrigin(table, {**unfilled, **places}), 0)
    defaults = Defaults(template=True)
    if longest is not None:
        defaults = replace(defaults, cell_characters=longest)
    fill_header(raw, [(base, key, value) for base, key, value, _ in stated], defaults)
    add_to_header(raw, about)
    return raw


# The headings of our template; the third column explains each line.
FIELD, VALUE, EXPLANATION = (
    frozenset(map(fold, everywhere(words, "template")))
    for words in ("Field", "Value", "What to write")
)


def _say_beyond(table: Table, row: Row, width: int, say: Say) -> None:
    """Note what stands beside a line of the header, where nothing is read."""
    number, cells = row
    beyond = [at for at in range(width, len(cells)) if not is_blank(cells[at])]
    if beyond:
        params = {
            "cells": beyond[-1] + 1,
            "columns": width,
            "values": [cell_text(cells[at]) for at in beyond],
        }
        say(Fault("too-many-cells", params), table.place(number, beyond[0]))


def _about_field(label: str, words: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Split `title.nl`, `Title (nl)` and `prefixes.vvsg` into field and key."""
    if len(label) > LONGEST_HEADING:
        return None, None
    if fold(label) in words:
        return words[fold(label)], None
    for pattern in (DOTTED, BRACKETED):
        found = pattern.match(label)
        name = words.get(fold(found["base"])) if found else None
        if found and name == "prefixes":
            return name, found["tag"]
        if found and name is not None and header()[name].localised:
            tag = found["tag"]
            return name, canonical_language(tag) or match_language(tag).value or tag
    return None, None


def fill_header(
    raw: RawRecord, stated: Sequence[tuple[str, str | None, Cell]], defaults: Defaults
) -> None:
    """Convert the values of a header, its language first, since texts depend on it."""
    fields = header()
    language_first = sorted(stated, key=lambda item: item[0] != "language")
    for name, key, cell in language_first:
        spec = fields[name]
        item = key or defaults.text_language if spec.localised else key
        value = converter(spec, defaults, language=item)(cell, raw)
        if value is None:
            continue
        if value is UNREAD:
            raw.failed.add(name)
        elif name == "language":
            raw.values[name] = value
            defaults = replace(defaults, language=defaults_of(raw.values).language)
        elif item is not None:
            raw.values.setdefault(name, {})[item] = value
        else:
            raw.values[name] = value
    _sort_header(raw)


def add_to_header(raw: RawRecord, about: Mapping[str, Any]) -> None:
    """Add what the user said beside the file; it never overrides what the file says."""
    fields = header()
    for name, value in about.items():
        if name in raw.values or name in raw.failed or name not in fields or value in (None, ""):
            continue
        if isinstance(value, (dict, list, bool)):
            raw.values[name] = value
            continue
        defaults = defaults_of({**about, **raw.values})
        language = defaults.text_language if fields[name].localised else None
        read = converter(fields[name], defaults, language=language)(value, raw)
        if read is not None and read is not UNREAD:
            raw.values[name] = {language: read} if language else read
    _sort_header(raw)


def _sort_header(raw: RawRecord) -> None:
    """Put the values of a header into model order."""
    raw.values = {name: raw.values[name] for name in header() if name in raw.values}


def defaults_of(values: Mapping[str, Any]) -> Defaults:
    """Return what a header says that decides how cells are read."""
    language, prefix = values.get("language"), values.get("prefix")
    return Defaults(
        language=language if isinstance(language, str) else None,
        prefix=prefix if isinstance(prefix, str) and is_prefix(prefix) else None,
    )


def about_rows(values: Mapping[str, Any]) -> list[tuple[str, str | int | float | bool]]:
    """Return a canonical header as rows of field and value."""
    rows: list[tuple[str, str | int | float | bool]] = []
    language = values.get("language")
    for name, spec in header().items():
        value = values.get(name)
        if value is None:
            continue
        if isinstance(value, dict):
            if spec.localised and language in value:
                rows.append((name, value[language]))
            rows.extend(
                (f"{name}.{key}", value[key])
                for key in sorted(value)
                if not (spec.localised and key == language)
            )
        else:
            rows.append((name, written(spec, value)))
    return rows
