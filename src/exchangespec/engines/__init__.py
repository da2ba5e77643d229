"""Where questions over tables are answered: one protocol, and a class for each engine.

`duck` asks on this machine, `spark` on a cluster of many. A question is one text of portable SQL
for both, so that what a cluster answers is what one machine would have answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from exchangespec.tables.results import Result


class Engine(Protocol):
    """What can be asked about a folder of tables, each known to it by its name.

    A table of records has those that are current; `<name>_as_sent` has what was withdrawn as well.
    """

    def make(self, name: str, sql: str) -> None:
        """Give a name to the answer of a question; later questions may build on it."""

    def keep(self, name: str, sql: str) -> None:
        """Do the same, and work the answer out once, since it is asked for again and again."""

    def rows(self, name: str) -> Result:
        """Return all rows of a table or of an answer."""
