"""Puts the outcome of a validation into one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.report.counting import listed, number_of
from exchangespec.report.places import cell_key
from exchangespec.report.speech import Speech
from exchangespec.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.outcome import Outcome


# A column that is missing has no place of its own.
COLUMN_MISSING = RULES["required-column-missing"].code


BROKEN = "The check could not be finished, through a fault of this tool and not of the data."


def verdict(outcome: Outcome) -> str:
    """Return the sentence that every report leads or ends with."""
    speech = Speech(outcome.language)
    if not speech.is_source:
        return " ".join(_stated(outcome, speech))
    if outcome.broken:
        return BROKEN
    records = sum(sum(item.records.values()) for item in outcome.inputs)
    unread = [item for item in outcome.inputs if not item.readable]
    if unread and len(unread) == len(outcome.inputs):
        what = "The file" if len(unread) == 1 else f"None of the {len(unread)} files"
        return f"{what} could {'not ' if len(unread) == 1 else ''}be checked."
    sentence = _errors(outcome, records) if outcome.counts["error"] else _clean(outcome, records)
    rest = []
    if unread:
        rest.append(f"{number_of(len(unread), 'file')} could not be checked")
    if any(item.readable and not item.complete for item in outcome.inputs):
        rest.append("a part of the data could not be read")
    return f"{sentence}{'; ' + listed(rest) if rest else ''}."


def _clean(outcome: Outcome, records: int) -> str:
    """Return the sentence of an outcome without errors."""
    ready = f"All {records:,} records are ready" if records > 1 else "The record is ready"
    if not records:
        ready = "Nothing to fix, but no records were found"
    return f"{ready}{_warnings(outcome)}"


def _errors(outcome: Outcome, records: int) -> str:
    """Return the sentence of an outcome with errors."""
    ready = sum(item.ready for item in outcome.inputs)
    parts = [*_columns(outcome), *_places(outcome)]
    if not records:
        return f"{'; '.join(parts)}{_warnings(outcome)}"
    if ready == records:
        which = f"all {records:,} records are" if records > 1 else "the one record is"
        return f"{'; '.join(parts)} outside the records; {which} ready{_warnings(outcome)}"
    if ready:
        which = f"; {number_of(ready, 'record')} {'is' if ready == 1 else 'are'} ready"
    else:
        which = ", which is not ready" if records == 1 else ", none of which is ready"
    return f"{'; '.join(parts)} in {number_of(records, 'record')}{which}{_warnings(outcome)}"


def _columns(outcome: Outcome) -> Iterator[str]:
    """Yield how many columns are missing."""
    if missing := outcome.by_code.get(COLUMN_MISSING, 0):
        yield f"{number_of(missing, 'column')} {'is' if missing == 1 else 'are'} missing"


def _places(outcome: Outcome) -> Iterator[str]:
    """Yield how many places are to be mended."""
    amount, noun = _to_fix(outcome)
    if amount:
        yield f"{number_of(amount, noun)} to fix"


def _to_fix(outcome: Outcome) -> tuple[int, str]:
    """Return how many places are to be mended, told apart as far as their findings were kept."""
    errors = [
        one for one in outcome.singly if one.severity == "error" and one.code != COLUMN_MISSING
    ]
    amount = outcome.counts["error"] - outcome.by_code.get(COLUMN_MISSING, 0)
    noun = "cell" if errors and all(one.location.cell for one in errors) else "place"
    if len(errors) == amount:
        amount = len({cell_key(one) for one in errors})
    return amount, noun


def _warnings(outcome: Outcome) -> str:
    """Return the part of the sentence about warnings."""
    warnings = outcome.counts["warning"]
    return f"; {number_of(warnings, 'warning')} to look at" if warnings else ""


# In other languages the verdict is short sentences, each a label and a number: no language bends a
# label by the number after it.
NO_FILE_READ = "No file could be checked."
COLUMNS_MISSING = "Missing columns: {number}."
TO_FIX = {"cell": "Cells to fix: {number}.", "place": "Places to fix: {number}."}
NOTHING_TO_FIX = "Nothing to fix."
READY = "Records: {number}, ready: {ready}."
NO_RECORDS = "No records were found."
WARNINGS = "Warnings to look at: {number}."
UNREAD = "Files that could not be checked: {number}."
IN_PART = "A part of the data could not be read."
SENTENCES = (
    BROKEN, NO_FILE_READ, COLUMNS_MISSING, *TO_FIX.values(), NOTHING_TO_FIX, READY, NO_RECORDS,
    WARNINGS, UNREAD, IN_PART,
)  # fmt: skip


def ready(outcome: Outcome, speech: Speech) -> Iterator[str]:
    """Yield in short sentences how many records are ready, and what was not read."""
    if outcome.broken:
        yield speech(BROKEN)
    records = sum(sum(item.records.values()) for item in outcome.inputs)
    done = sum(item.ready for item in outcome.inputs)
    numbers = {"number": speech.number(records), "ready": speech.number(done)}
    yield speech(READY, **numbers) if records else speech(NO_RECORDS)
    if any(item.readable and not item.complete for item in outcome.inputs):
        yield speech(IN_PART)


def _stated(outcome: Outcome, speech: Speech) -> Iterator[str]:
    """Yield the verdict in short sentences of another language."""
    unread = [item for item in outcome.inputs if not item.readable]
    if outcome.broken:
        yield speech(BROKEN)
        return
    if unread and len(unread) == len(outcome.inputs):
        yield speech(NO_FILE_READ)
        return
    missing = outcome.by_code.get(COLUMN_MISSING, 0)
    amount, noun = _to_fix(outcome)
    counts = (
        (COLUMNS_MISSING, missing), (TO_FIX[noun], amount), (WARNINGS, outcome.counts["warning"]),
        (UNREAD, len(unread)),
    )  # fmt: skip
    if not outcome.counts["error"]:
        yield speech(NOTHING_TO_FIX)
    for sentence, number in counts[:2]:
        if number:
            yield speech(sentence, number=speech.number(number))
    records_ready, *in_part = ready(outcome, speech)
    yield records_ready
    for sentence, number in counts[2:]:
        if number:
            yield speech(sentence, number=speech.number(number))
    yield from in_part
