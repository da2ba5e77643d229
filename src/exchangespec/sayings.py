"""What a record holds and what is said beside it: who says so, where, and how sure it is."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from exchangespec.codelists import codelist_label
from exchangespec.intake import Intake, TakeOptions, versions
from exchangespec.outcome import FieldSaid, Outcome, RecordSaid, Saying
from exchangespec.submission.known import Known

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from exchangespec.formats.format import Source

    Values = Mapping[str, Any]

# More records than these make a report nobody reads; more names than these take too much memory.
MOST_RECORDS = 200
MOST_NAMES = 20_000
LONGEST = 400
# Whom and what statements name.
NAMED = frozenset({"Source", "Person", "Organisation", "City"})
IDENTITY = frozenset({"type", "id"})
# How sure a statement is by its kind, where the kind says it.
SURE = {
    "value": "stated by the source",
    "gap": "the source does not say",
    "partial": "known to be incomplete",
    "inference": "concluded, not stated",
    "quote": "quoted",
    "reported": "reported",
}

LAST = ("inference", "partial", "gap")


def said_of_findings(
    outcome: Outcome, sources: Sequence[Source], options: TakeOptions
) -> tuple[RecordSaid, ...]:
    """Return what is said beside the records that findings are about, as far as anything is.

    The inputs are read again, and no more records than a reader can look at are kept.
    """
    places = (one.location.record for one in outcome.singly if one.severity != "info")
    wanted = list(dict.fromkeys(record for record in places if record))[:MOST_RECORDS]
    if not wanted:
        return ()
    found = said(lambda: read_values(sources, options), wanted)
    return tuple(one for one in found if any(item.sayings for item in one.fields))


def read_values(sources: Iterable[Source], options: TakeOptions) -> Iterator[Values]:
    """Yield the values of all records of some inputs, one after the other."""
    for source in sources:
        outcome = Outcome(versions=versions())
        intake = Intake(options, outcome, Known({}, today=options.today))
        for record in intake.stream(source):
            yield record.facts.values


def said(read: Callable[[], Iterable[Values]], wanted: Collection[str]) -> tuple[RecordSaid, ...]:
    """Return the records wanted, in that order, and what statements say beside them.

    A statement is shown with the record it is about. Everything is read twice, so that no more
    is kept than what is wanted and the names of those who may say something.
    """
    subjects = {
        str(values.get("id")): str(values.get("about"))
        for values in read()
        if values.get("type") == "Statement" and values.get("id") in wanted
    }
    asked = dict.fromkeys(subjects.get(name, name) for name in wanted)
    kept: dict[str, Values] = {}
    about: dict[str, list[Values]] = defaultdict(list)
    names: dict[str, str] = {}
    for values in read():
        name = str(values.get("id", ""))
        if values.get("type") in NAMED and len(names) < MOST_NAMES:
            names[name] = _label(values)
        if values.get("type") == "Statement" and values.get("about") in asked:
            about[str(values["about"])].append(values)
        if name in asked:
            kept[name] = values
    return tuple(_record(kept[name], about[name], names) for name in asked if name in kept)


def _record(values: Values, statements: list[Values], names: Mapping[str, str]) -> RecordSaid:
    """Return one record with its fields in order, then what is said of the whole."""
    by_field: dict[str, list[Saying]] = defaultdict(list)
    for statement in sorted(statements, key=_turn):
        saying = _saying(statement, names)
        for name in statement.get("property") or [""]:
            by_field[str(name).partition(".")[0]].append(saying)
    fields = [name for name in values if name not in IDENTITY]
    fields += [name for name in by_field if name not in fields]
    return RecordSaid(
        record=str(values.get("id", "")),
        type=str(values.get("type", "")),
        label=_label(values),
        fields=tuple(
            FieldSaid(name, _text(values.get(name)), tuple(by_field.get(name, ())))
            for name in sorted(fields, key=lambda name: not name)
            if name or by_field[""]
        ),
    )


def _turn(statement: Values) -> int:
    """Return when a statement has its turn: first what sources say, then what was concluded."""
    return LAST.index(kind) if (kind := statement.get("kind")) in LAST else -1


def _saying(statement: Values, names: Mapping[str, str]) -> Saying:
    """Return one statement in the four words that a reader asks for."""
    who = [names.get(str(statement.get("speaker", "")), ""), str(statement.get("speaker_text", ""))]
    source = str(statement.get("source", ""))
    who.append(names.get(source, source))
    return Saying(
        statement=str(statement.get("id", "")),
        what=_what(statement),
        who="; ".join(filter(None, who)),
        where=str(statement.get("locator", "")),
        sure=_sure(statement),
    )


def _what(statement: Values) -> str:
    """Return value or figure, and the words."""
    parts = []
    if "value" in statement:
        parts.append(str(statement["value"]))
    if "quantity" in statement:
        measure = codelist_label("measure", str(statement.get("measure", "")))
        parts.append(
            f"{measure}: {statement['quantity']}" if measure else f"{statement['quantity']}"
        )
    if words := _text(statement.get("text")):
        parts.append(f"“{words}”" if statement.get("kind") in {"value", "quote"} else words)
    return " ".join(parts)


def _sure(statement: Values) -> str:
    """Return how sure it is: by its kind, its rank and the confidence of who concluded it."""
    kind = str(statement.get("kind", ""))
    parts = [SURE.get(kind) or codelist_label("statement_kind", kind) or kind]
    if confidence := statement.get("confidence"):
        parts.append(f"confidence {confidence}")
    if (rank := statement.get("rank")) in {"preferred", "deprecated"}:
        parts.append(str(rank))
    if "as_of" in statement:
        parts.append(f"as of {statement['as_of']}")
    if "repeats" in statement:
        parts.append(f"printed again, as in {statement['repeats']}")
    return ", ".join(parts)


def _label(values: Values) -> str:
    """Return what a record is called."""
    name = values.get("short_name") or values.get("name")
    return _text(name) or str(values.get("id", ""))


def _text(value: object) -> str:
    """Return a value as one line; of several languages the first, of a long text the beginning."""
    if isinstance(value, dict):
        value = next(iter(value.values()), "")
    if isinstance(value, (list, tuple)):
        value = "; ".join(map(str, value))
    if isinstance(value, bool):
        value = str(value).lower()
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
