"""The acceptance questions as data, and how one is asked of packages in any format."""

import datetime as dt
import decimal
import json
import tomllib
import warnings
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import exchangespec as xs

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
TABLE = ROOT / "tests/acceptance/questions.toml"

Package = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing asked in SQL, and the rows that come out."""

    what: str
    sql: str
    answer: list[list[Any]]


@dataclass(frozen=True, slots=True)
class Question:
    """One acceptance question.

    `needs` are the places that the answers stand on; `warnings` all that the validator says of
    these records; `faults` are changes that it must notice.
    """

    id: str
    title: str
    packages: tuple[str, ...]
    facts: tuple[str, ...]
    asks: tuple[Ask, ...]
    needs: tuple[tuple[str, ...], ...]
    warnings: frozenset[tuple[str, ...]]
    faults: tuple[tuple[Any, ...], ...] = ()


@cache
def questions() -> tuple[Question, ...]:
    """Return all questions."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return tuple(
        Question(
            id=one["id"],
            title=one["title"],
            packages=tuple(one["packages"]),
            facts=tuple(one["facts"]),
            asks=tuple(Ask(**ask) for ask in one["asks"]),
            needs=tuple(map(tuple, one["needs"])),
            warnings=frozenset(map(tuple, one["warnings"])),
            faults=tuple(map(tuple, one.get("faults", ()))),
        )
        for one in table["question"]
    )


@cache
def _package(name: str) -> Package:
    """Return an example as plain data; not to be changed."""
    content: Package = json.loads((EXAMPLES / name / "package.json").read_text(encoding="utf-8"))
    return content


def changed(names: Iterable[str], record: str, field: str = "", value: Any = "") -> list[Package]:
    """Return the examples with one record or field taken away, or a field set to another value."""
    found = [deepcopy(_package(name)) for name in names]
    for package in found:
        for values in list(package["records"]):
            if values["id"] != record:
                continue
            if not field:
                package["records"].remove(values)
            elif value == "":
                del values[field]
            else:
                values[field] = value
            return found
    message = f"no example has {record}"
    raise LookupError(message)


def answers(question: Question, *sources: Any) -> Iterator[list[list[Any]]]:
    """Yield the rows that each ask gives over some packages; none where the data do not load."""
    with warnings.catch_warnings():
        # What a change has broken is left out of the tables, with a warning.
        warnings.simplefilter("ignore")
        connection = xs.connect(*sources)
    with connection:
        for ask in question.asks:
            yield _plain(connection.sql(ask.sql).fetchall())


def right(question: Question, *sources: Any) -> bool:
    """Tell whether all answers come out."""
    return list(answers(question, *sources)) == [ask.answer for ask in question.asks]


def _plain(value: Any) -> Any:
    """Return rows as the table of questions writes them."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return "" if value is None else value
