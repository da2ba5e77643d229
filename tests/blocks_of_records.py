"""Puts records side by side as readers of tables do: in columns, None where one says nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from exchangespec.formats.format import Origin, RawBlock
from exchangespec.location import Location


class Nowhere(Origin):
    """Where records come from that were never in a file."""

    def locate(self, position: int, field: str | None, item: int | str | None) -> Location:
        """Return a place."""
        del field, item
        return Location(file="made.csv", row=position)


def block_of(records: Sequence[Mapping[str, Any]]) -> RawBlock:
    """Return records of one type as a block; fields stand in the order of their first ones."""
    names = dict.fromkeys(name for record in records for name in record if name != "type")
    columns = {name: [record.get(name) for record in records] for name in names}
    return RawBlock(records[0]["type"], Nowhere(), range(len(records)), columns)
