"""Canonical records become headings and rows, with only the columns in use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchangespec.formats.cells import (
    cell_text,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from exchangespec.spec import RecordSpec


def table_rows(
    spec: RecordSpec, items: Sequence[Mapping[str, Any]], default_language: str | None
) -> tuple[list[str], Iterator[list[str | int | float | bool | None]]]:
    """Return machine headings and rows of canonical records, with only the columns in use."""
    used: set[tuple[str, str | None]] = {("id", None)}
    texts = {name for name, field_spec in spec.fields.items() if field_spec.localised}
    for item in items:
        for name, value in item.items():
            if name in texts and isinstance(value, dict):
                used.update((name, language) for language in value)
            else:
                used.add((name, None))
    order = {name: at for at, name in enumerate(spec.fields)}
    used.discard(("type", None))
    columns = sorted(
        used,
        key=lambda key: (
            order.get(key[0], len(order)),
            key[0],
            key[1] is not None and key[1] != default_language,
            key[1] or "",
        ),
    )
    headings = [
        name if language in {None, default_language} else f"{name}.{language}"
        for name, language in columns
    ]
    return headings, _rows(spec, items, columns)


def _rows(
    spec: RecordSpec, items: Iterable[Mapping[str, Any]], columns: Sequence[tuple[str, str | None]]
) -> Iterator[list[str | int | float | bool | None]]:
    """Yield the cells of each record."""
    for item in items:
        row: list[str | int | float | bool | None] = []
        for name, language in columns:
            value = item.get(name)
            if value is None:
                row.append(None)
            elif language is not None:
                row.append(value.get(language) if isinstance(value, dict) else None)
            else:
                field_spec = spec.fields.get(name)
                row.append(written(field_spec, value) if field_spec else cell_text(value))
        yield row
