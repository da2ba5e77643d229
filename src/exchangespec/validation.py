"""Runs the whole check: every rule looks at the submissions as they are read, and at the end."""

from __future__ import annotations

import json
import traceback
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.collecting import collect_young, collecting_nothing
from exchangespec.errors import EngineError, UnreadableError
from exchangespec.finding import Fault, Finding
from exchangespec.formats.format import Reading, Source
from exchangespec.intake import Intake, TakeOptions, versions
from exchangespec.location import Location
from exchangespec.outcome import (
    NEEDS_GAZETTEER,
    NEEDS_PREVIOUS,
    ON_REQUEST,
    InputSummary,
    NotRun,
    Outcome,
)
from exchangespec.profile import apply_profiles
from exchangespec.rules import RULES
from exchangespec.rules.profiles import named_profiles, narrower_header, raised, remarks
from exchangespec.rules.references.fields import own_ids
from exchangespec.rules.rule import Context, Rule
from exchangespec.rules.single import SingleRules
from exchangespec.submission.judged import ReadBlock, ReadRecord, one_by_one
from exchangespec.submission.known import Known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from exchangespec.submission.facts import Facts, Key, RecordFacts
    from exchangespec.submission.reading import Submission

# What is asked of a withdrawn record as well: it keeps its id, and says what stands for it now.
OF_TOMBSTONES = {
    "duplicate-id",
    "ids-nearly-equal",
    "fragile-id",
    "foreign-prefix",
    "undeclared-prefix",
    "self-reference",
    "reference-cycle",
}
# After so many records, or blocks of them, what may have become free is looked for.
PASSAGES = 2_000
# What else asks for a field, and says nothing new where a profile does.
ALSO_ASKING = {"licence-missing", "no-source", "no-amount", "no-outcomes"}
# What a profile that names the values of a field says with all of them.
UNEXPLAINED = "value-not-in-open-list"
# Warnings that ask for a field: a Statement `gap` on that field answers them.
ASKING = {
    "recommended-field-missing",
    "no-date-known",
    "no-place-known",
    "organisation-without-place",
    "local-group-unattached",
    "one-side-unknown",
    "adopted-without-date",
    "action-without-objective",
    "indicator-without-target",
    "quote-without-speaker",
    "transfer-without-result",
    "translation-language",
    "time-zone-missing",
    "cancelled-without-reason",
    "name-not-in-default-language",
    "agenda-item-without-times",
}


def validate(sources: Sequence[Source], options: TakeOptions) -> Outcome:
    """Validate inputs, each as a submission of its own."""
    outcome = Outcome(versions=versions(), not_run=not_run(options))
    previous = release_before(options)
    for source in sources:
        check([source], options, outcome, previous=previous)
    return outcome


def validate_together(sources: Sequence[Source], options: TakeOptions) -> Outcome:
    """Validate inputs as the parts of one submission."""
    outcome = Outcome(versions=versions(), not_run=not_run(options))
    check(sources, options, outcome, previous=release_before(options))
    return outcome


def release_before(options: TakeOptions) -> Known | None:
    """Read the release before, of which nothing but ids and types is wanted.

    Raises:
        UnreadableError: if it cannot be read.
    """
    if options.previous is None:
        return None
    outcome = Outcome()
    intake = Intake(TakeOptions(), outcome, Known({}, today=options.today))
    intake.read(options.previous, lambda _record: None)
    intake.finish()
    if not outcome.inputs[0].readable:
        raise UnreadableError(tuple(outcome.findings))
    return intake.known


def check(
    sources: Sequence[Source],
    options: TakeOptions,
    outcome: Outcome,
    *,
    previous: Known | None = None,
    kind: Callable[[TakeOptions, Outcome, Known | None], Check] | None = None,
) -> None:
    """Validate one submission into an outcome; should we fail there, the others still run.

    `kind` makes what checks it, where that is not done in one.
    """
    counted = dict(outcome.counts), dict(outcome.by_code), outcome.truncated
    inputs, findings = len(outcome.inputs), len(outcome.findings)
    try:
        (kind or Check)(options, outcome, previous).submission(sources)
    except EngineError:
        # Neither a fault of the data nor of ours.
        raise
    except Exception as error:  # noqa: BLE001 - a fault of ours must not hide the other inputs
        # What was half done cannot be told from what was done: only the fault itself is said.
        del outcome.inputs[inputs:], outcome.findings[findings:]
        outcome.counts, outcome.by_code, outcome.truncated = counted
        broke_off(sources, error, outcome)


def broke_off(sources: Sequence[Source], error: Exception, outcome: Outcome) -> None:
    """Say that the tool itself failed over a submission, of which nothing can be told."""
    rule = RULES["internal-fault"]
    reason = trace(outcome, "reading", error)
    outcome.count(rule.code, rule.severity)
    for source in sources:
        summary = InputSummary(source.name, "unknown", {}, complete=False)
        counts = {**summary.counts, rule.severity: int(source is sources[0])}
        outcome.inputs.append(replace(summary, counts=counts))
    fault = Fault(rule.slug, {"reason": reason})
    place = Location(file=sources[0].name)
    words, wording = rule.words(fault), (rule.wording(fault),)
    outcome.findings.append(
        Finding(
            rule.code, rule.slug, rule.severity, words, place, params=fault.params, wording=wording
        )
    )


def trace(outcome: Outcome, what: str, error: Exception) -> str:
    """Keep, once for each kind, where the tool failed; return the reason as findings say it."""
    reason = f"{what}: {type(error).__name__}"
    if reason not in outcome.traces:
        outcome.traces[reason] = "".join(traceback.format_exception(error)).rstrip()
    return reason


def check_records(
    header: Mapping[str, Any], records: Sequence[Mapping[str, Any]], *, today: date | None = None
) -> list[Finding]:
    """Validate plain data as if it had been read from a JSON document."""
    content = json.dumps(
        {"@context": [spec.CONTEXT_URL], **header, "records": list(records)}, ensure_ascii=False
    )
    source = Source("records.json", content=content.encode("utf-8", "surrogatepass"))
    options = TakeOptions(format_name="json", today=today or date.today())
    return validate([source], options).findings


def not_run(options: TakeOptions) -> list[NotRun]:
    """Return the rules that do not run, each with the reason."""
    left_out = [
        NotRun(rule.code, rule.slug, ON_REQUEST)
        for rule in RULES.values()
        if not options.wants(rule)
    ]
    if options.previous is None:
        left_out += [
            NotRun(rule.code, rule.slug, NEEDS_PREVIOUS)
            for rule in RULES.values()
            if rule.check_after is not None and options.wants(rule)
        ]
    if not options.gazetteer:
        left_out += [
            NotRun(rule.code, rule.slug, NEEDS_GAZETTEER)
            for rule in RULES.values()
            if rule.check_places is not None and options.wants(rule)
        ]
    return left_out


class Check(Intake):
    """One submission being validated into an outcome."""

    def __init__(
        self, options: TakeOptions, outcome: Outcome, previous: Known | None = None
    ) -> None:
        """Prepare the rules that look at single records, by type."""
        super().__init__(options, outcome, Known(kept_columns(), today=options.today))
        self.previous = previous
        self.person_names: dict[str, str] = {}
        self._seen: Context | None = None
        self.told: set[tuple[str, ...]] = set()
        self.single = SingleRules(RULES.values())

    def submission(self, sources: Sequence[Source]) -> None:
        """Read the sources, run all rules, and add what was found to the outcome."""
        with collecting_nothing():
            try:
                self._pass_all(sources)
            except Exception as error:
                if not self.submissions:
                    raise
                self.stop_reading(error)
            self._run_together()
            self._lower_by_gaps()
            self.finish()

    def _pass_all(self, sources: Sequence[Source]) -> None:
        """Read the sources, and let the rules on single records look at what passes."""
        with closing(self.passages(sources)) as passages:
            for number, one in enumerate(passages, 1):
                if isinstance(one, ReadBlock):
                    self._look_at_block(one)
                else:
                    self._look(one)
                if not number % PASSAGES:
                    collect_young()

    def opened(self, reading: Reading) -> None:
        """Know the names of all people before the first text is looked at."""
        for values in reading.people():
            name, record_id = values.get("name"), values.get("id")
            if isinstance(name, str) and isinstance(record_id, str):
                self.person_names[name] = record_id

    def begun(self, submission: Submission) -> None:
        """Apply the profiles that the user asks for, and those that the package names."""
        named, faults = named_profiles(submission.header, self.options.profiles)
        self.applied = apply_profiles([*self.applied.profiles, *self.options.profiles, *named])
        self.severities = raised(self.applied.profiles)
        self.known.asked = self.applied.checks
        submission.classes = self.applied.classes
        if submission.reading.header is not None and submission.reading.header_is_own:
            submission.header_faults += narrower_header(submission, self.applied.model)
        # The parts of one submission share their header, and what is said of it.
        for fault in (*faults, *remarks(self.applied, named)):
            told = (fault.slug, *map(str, fault.params.values()))
            if told not in self.told:
                self.told.add(told)
                submission.header_faults.append(fault)

    def _said_by_profile(self, record_type: str, fault: Fault) -> bool:
        """Tell whether a rule asks for what a profile asks for already: one fault, one finding."""
        if not self.applied.profiles or fault.field is None:
            return False
        if fault.slug == UNEXPLAINED:
            return (record_type, fault.field) in self.applied.model.allowed
        asks = fault.slug in ASKING or fault.slug in ALSO_ASKING
        return asks and self.applied.requires(record_type, fault.field)

    def _look_at_block(self, block: ReadBlock) -> None:
        """Let the rules on single records look at those of many of which they may speak."""
        if block.type == "Person":
            # One may be named in what is said of the next.
            for record in one_by_one([block]):
                self._look(record)
            return
        context = self._context()
        for at, rules in self.single.among(block, context).items():
            facts = block.facts(at)
            self._ask(self.single.about(facts) if rules is None else rules, facts, context)

    def _look(self, record: ReadRecord) -> None:
        """Let the rules on single records look at one."""
        facts, context = record.facts, self._context()
        self._ask(self.single.about(facts), facts, context)
        if facts.type == "Person" and (name := facts.text("name")):
            self.person_names[name] = facts.id

    def _ask(self, rules: Iterable[Rule], facts: RecordFacts, context: Context) -> None:
        """Let some rules look at a record."""
        new, spoken = False, set[str | None]()
        for rule in rules:
            new = new or bool(rule.each)
            try:
                for fault in rule.check(facts, context):  # type: ignore[misc]
                    spoken.add(fault.field)
                    if not self._said_by_profile(facts.type, fault):
                        self.note(facts.key, facts.id, fault)
            except Exception as error:  # noqa: BLE001 - one rule must not hide the others
                spoken.update(facts.values)
                self.fail(rule, error, facts.key, facts.id)
        if new:
            self.single.passed(facts, spoken)

    def _context(self) -> Context:
        """Return what rules may know beside the record: the same for all under one header."""
        if self._seen is None or self._seen.header is not self.known.header:
            self._seen = Context(
                self.known.header,
                self.options.today,
                self.person_names,
                self.applied.model.codelists,
                self.known.publishers,
                own_ids(self.known.header),
            )
            self.single.forget()
        return self._seen

    def _run_together(self) -> None:
        """Run the rules that look at records together."""
        if not len(self.known) and not self.known.header:
            return
        self.known.settle()
        header_key = self.header_key()
        for rule in RULES.values():
            self.note_all(rule, self.standing(rule), header_key)

    def header_key(self) -> Key | None:
        """Return the place of the header: of the first that there is."""
        return next((one.header_key for one in self.submissions if one.header_key), None)

    def note_all(
        self, rule: Rule, found: Iterable[tuple[Facts | None, Fault]], header_key: Key | None
    ) -> None:
        """Note what a rule finds as it finds it; what is about no record is about the header."""
        try:
            for record, fault in found:
                if self._said_by_profile(record.type if record else "", fault):
                    continue
                key, name = (header_key, "") if record is None else (record.key, record.id)
                self.note(key, name, fault)
        except Exception as error:  # noqa: BLE001 - one rule must not hide the others
            self.fail(rule, error, header_key, "")

    def since(self, rule: Rule) -> Iterator[tuple[Facts | None, Fault]]:
        """Yield what a rule finds beside the release before, where there is one."""
        if rule.check_after is not None and self.previous is not None:
            yield from rule.check_after(self.known, self.previous)

    def standing(self, rule: Rule) -> Iterator[tuple[Facts | None, Fault]]:
        """Yield what a rule finds, but of a tombstone only what is about its id."""
        yield from self.since(rule)
        if rule.check_places is not None and self.options.gazetteer:
            yield from rule.check_places(self.known)
        if rule.check_all is None:
            return
        for record, fault in rule.check_all(self.known):
            gone = record is not None and record.get("record_status") == "withdrawn"
            if not gone or rule.slug in OF_TOMBSTONES:
                yield record, fault

    def fail(self, rule: Rule, error: Exception, key: Key | None, record: str) -> None:
        """Say that a rule broke: the fault is ours, and the exit code shows it."""
        reason = trace(self.outcome, f"{rule.code} {rule.slug}", error)
        self.note(key, record, Fault("internal-fault", {"reason": reason}))

    def stop_reading(self, error: Exception) -> None:
        """Say that we failed in the middle of an input; what was read before still counts."""
        reason = trace(self.outcome, "reading", error)
        self.note(self.submissions[-1].header_key, "", Fault("internal-fault", {"reason": reason}))
        last = self.outcome.inputs[-1]
        self.outcome.inputs[-1] = replace(last, complete=False)

    def _lower_by_gaps(self) -> None:
        """Turn warnings that ask for a field into an info where a Statement says it is a gap."""
        gaps = {
            (statement.get("about"), name)
            for statement in self.known.of("Statement")
            if statement.get("kind") == "gap"
            for name in statement.all("property")
        }
        if not gaps:
            return
        warnings, self.pending["warning"] = self.pending["warning"], []
        for item in warnings:
            rule = RULES[item.fault.slug]
            field = item.fault.field
            if item.fault.slug in ASKING and (item.record, field) in gaps:
                params = {"asked": rule.code, "slug": rule.slug, "field": field}
                self.exchange(item, Fault("gap-stated", params, field=field))
            else:
                self.pending["warning"].append(item)


def kept_columns() -> dict[str, set[str]]:
    """Return the columns that rules declared, by record type."""
    columns: dict[str, set[str]] = {name: {"record_status"} for name in spec.records()}
    columns["Statement"] |= {"about", "kind", "property"}
    for rule in RULES.values():
        # What only several submissions tell is not looked at in one.
        if rule.check_across is None:
            for record_type, names in rule.reads.items():
                columns[record_type].update(names)
    return columns
