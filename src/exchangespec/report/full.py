"""The report for people at a terminal: what was read, each fault with its place and its repair."""

from __future__ import annotations

import re
import textwrap
from dataclasses import replace
from typing import TYPE_CHECKING

from exchangespec.finding import SEVERITIES
from exchangespec.report.characters import visible
from exchangespec.report.counting import number_of
from exchangespec.report.groups import Group, by_message, by_reason
from exchangespec.report.layout import Layout
from exchangespec.report.meant import meant
from exchangespec.report.naming import quoted
from exchangespec.report.places import column_of, field_of, file_of, record_of, spot_of
from exchangespec.report.speech import DRAFT, Speech
from exchangespec.report.verdict import verdict
from exchangespec.rules import BY_CODE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exchangespec.location import Location
    from exchangespec.outcome import InputSummary, NotRun, Outcome

NARROWEST = 40
WHY, FIX, SEE = "why:", "fix:", "see:"
MEANT, OR, MORE = "Did you mean {names}?", "or", "and {number} more"
VALUES, FIELD = "All values: {command}", "field {value}"
READ_AS, UNREAD, NOTHING = "read as {encoding}", "not checked", "no records"
IN_PART = "not read to its end"
EACH, EACH_RULE = "(-v shows each with its place)", "(-v lists them)"
KEPT = "Only {number} findings were kept; all were counted."
PAGE = "{command} shows the page of a rule, with examples."
FIXED_WORDS = (
    WHY, FIX, SEE, MEANT, OR, MORE, VALUES, FIELD, READ_AS, UNREAD, NOTHING, IN_PART, EACH,
    EACH_RULE, KEPT, PAGE,
)  # fmt: skip
# More suggestions, or related places, than this only confuse.
MOST_NAMED = 5


def full(outcome: Outcome, layout: Layout | None = None) -> str:
    """Return the whole report; what comes last is what a terminal shows first."""
    page = _Page(layout or Layout(), Speech.of(outcome))
    groups = [group for group in by_message(outcome.findings) if page.shows(group)]
    blocks = [
        page.inputs(outcome.inputs),
        *(page.group(group) for group in groups),
        page.counted(outcome),
        page.end(outcome),
    ]
    text = "\n\n".join("\n".join(lines) for block in blocks if (lines := list(block)))
    return f"{text}\n"


def summary(outcome: Outcome, layout: Layout | None = None) -> str:
    """Return what was read and the verdict, for whoever has the whole report in a file."""
    page = _Page(layout or Layout(), Speech.of(outcome))
    return "\n".join([*page.inputs(outcome.inputs), "", *page.verdict(outcome)]) + "\n"


class _Page:
    """A page of the width and the colours of one terminal."""

    def __init__(self, layout: Layout, speech: Speech) -> None:
        """Take the layout, and the language."""
        self.speech = speech
        self.layout = layout
        self.paint = layout.paints
        self.width = max(NARROWEST, layout.width)
        # Codes, and what to do about them as it was said.
        self.explained: set[tuple[str, str]] = set()

    def shows(self, group: Group) -> bool:
        """Tell whether a group is listed, not only counted."""
        return group.severity not in self.layout.folded

    def wrapped(self, text: str, first: str = "", then: str | None = None) -> list[str]:
        """Break a text into lines, each line after the first hanging under it."""
        hanging = " " * len(first) if then is None else then
        return textwrap.wrap(
            visible(text),
            self.width,
            initial_indent=first,
            subsequent_indent=hanging,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [first.rstrip()]

    # --- what was read ---------------------------------------------------------------------------

    def inputs(self, inputs: Sequence[InputSummary]) -> Iterator[str]:
        """Yield a line or two for each input."""
        say = self.speech
        for item in inputs:
            records = [say.kind_of_record(name, amount) for name, amount in item.records.items()]
            known = [] if item.format == "unknown" else [item.format]
            if item.encoding and item.encoding.casefold() not in {"utf-8", "utf-8-sig"}:
                known.append(say(READ_AS, encoding=item.encoding))
            if not item.readable:
                known.append(say(UNREAD))
            else:
                known.append(", ".join(records) or say(NOTHING))
                known += [] if item.complete else [say(IN_PART)]
            lines = self.wrapped(f"{item.file} · {' · '.join(known)}", then="  ")
            yield self.paint["strong"](lines[0])
            yield from lines[1:]
            if item.title:
                yield from (self.paint["faint"](line) for line in self.wrapped(item.title, "  "))

    # --- findings --------------------------------------------------------------------------------

    def group(self, group: Group) -> Iterator[str]:
        """Yield what is wrong, where, why it matters and what to do."""
        head = f"{self.speech(group.severity)}[{group.code}]"
        times = f" ({self.speech.number_of(group.total, 'place')})" if group.total > 1 else ""
        lines = self.wrapped(f"{head} {group.first.message}{times}", then="  ")
        yield self.paint[group.severity](head) + self.paint["strong"](lines[0][len(head) :])
        yield from (self.paint["strong"](line) for line in lines[1:])
        for one in group.tasks[: self.layout.places]:
            # A column to be added is called by the heading to write.
            named = replace(one.location, field=column_of(one, self.speech) or None)
            yield from self.place(named, "  --> ")
        if (more := len(group.tasks) - self.layout.places) > 0:
            yield f"      {self.more(more)}"
        yield from self.advice(group)

    def more(self, amount: int) -> str:
        """Return how many are not named."""
        return self.speech(MORE, number=self.speech.number(amount))

    def label(self, text: str) -> str:
        """Return how a line of advice begins."""
        return f"   = {self.speech(text)} "

    def place(self, place: Location, arrow: str) -> Iterator[str]:
        """Yield the place of one finding, as the partner's own program names it."""
        named = [file_of(place), spot_of(place, self.speech)]
        heading = field_of(place)
        if place.cell and heading:
            named[-1] += f" {quoted(heading, self.speech.language)}"
        elif heading and not place.column and not place.pointer:
            named.append(self.speech(FIELD, value=heading))
        if place.record:
            named.append(record_of(place))
        lines = self.wrapped("  ".join(part for part in named if part), arrow)
        yield from (self.paint["place"](line) for line in lines)

    def advice(self, group: Group) -> Iterator[str]:
        """Yield why it matters and what to do, once a code, then what only this group says.

        What to do is said again where it is another thing in the words of another workbook.
        """
        rule, speech = group.rule, self.speech.at(group.first.location.file)
        advice = self.speech.advice_on(group.findings)
        label = self.label(FIX)
        under = " " * len(label)
        is_new = rule is not None and (group.code, advice) not in self.explained
        if rule is not None and is_new:
            first = all(code != group.code for code, _ in self.explained)
            if first and (self.speech.is_source or not self.speech.has(rule, "fix")):
                yield from self.wrapped(rule.why, self.label(WHY))
            yield from self.wrapped(advice, label)
        self.explained.add((group.code, advice))
        said = [
            quoted(one, self.speech.language) + f" ({named})" * bool(named)
            for one, named in meant(group.first, speech.language)
        ]
        if said:
            names = f" {self.speech(OR)} ".join(said[:MOST_NAMED])
            yield from self.wrapped(self.speech(MEANT, names=names), under if is_new else label)
        if name := group.first.params.get("list"):
            command = f"exchangespec codelist show {name}"
            yield from self.wrapped(self.speech(VALUES, command=command), under)
        others = (item.related for item in group.findings if not item.members)
        places = list(dict.fromkeys(one for related in others for one in related))
        for place in places[:MOST_NAMED]:
            yield from self.place(place, self.label(SEE))
        if len(places) > MOST_NAMED:
            yield f"{' ' * len(self.label(SEE))}{self.more(len(places) - MOST_NAMED)}"

    # --- the end ---------------------------------------------------------------------------------

    def counted(self, outcome: Outcome) -> Iterator[str]:
        """Yield the counts of findings that are not listed."""
        say = self.speech
        for severity in SEVERITIES:
            if severity not in self.layout.folded or not outcome.counts[severity]:
                continue
            raised = {one.code: one.severity for one in outcome.findings}
            codes = [
                f"{say.number_of(times, 'time')} {code} {rule.slug}"
                for code, times in sorted(outcome.by_code.items())
                if (rule := BY_CODE.get(code)) is not None
                and raised.get(code, rule.severity) == severity
            ]
            remarks = say.number_of(outcome.counts[severity], "remark")
            level = say(severity)
            lines = self.wrapped(f"{level}: {remarks}: {', '.join(codes)}", then="  ")
            yield self.paint[severity](level) + lines[0][len(level) :]
            yield from lines[1:]
            yield f"  {say(EACH)}"

    def end(self, outcome: Outcome) -> Iterator[str]:
        """Yield what was not looked at, the versions, and last of all the verdict."""
        if outcome.truncated:
            kept = self.speech.number(len(list(outcome.singly)))
            yield from self.wrapped(self.speech(KEPT, number=kept))
        if any(item.readable for item in outcome.inputs):
            yield from (self.paint["faint"](line) for line in self.not_run(outcome.not_run))
        versions = [f"{name} {number}" for name, number in outcome.versions.items()]
        if versions:
            lines = self.wrapped(" · ".join(versions))
            yield from (self.paint["faint"](line) for line in lines)
        if any(outcome.counts[severity] for severity in ("error", "warning")):
            hint = self.speech(PAGE, command="`exchangespec explain CODE`")
            yield from (self.paint["faint"](line) for line in self.wrapped(hint))
        if self.speech.is_draft:
            yield from (self.paint["faint"](line) for line in self.wrapped(self.speech(DRAFT)))
        yield ""
        yield from self.verdict(outcome)

    def verdict(self, outcome: Outcome) -> Iterator[str]:
        """Yield the sentence that counts."""
        manner = "good" if outcome.ok else "error"
        yield from (self.paint[manner](line) for line in self.wrapped(verdict(outcome)))

    def not_run(self, rules: Sequence[NotRun]) -> Iterator[str]:
        """Yield how many rules did not run and why; each by name where all is shown."""
        sentence = why_not_run(rules, self.speech)
        if self.layout.folded:
            yield from self.wrapped(f"{sentence} {self.speech(EACH_RULE)}.") if sentence else ()
            return
        yield from self.wrapped(f"{sentence}.") if sentence else ()
        for reason, group in by_reason(rules).items():
            named = ", ".join(f"{rule.code} {rule.slug}" for rule in group)
            yield from self.wrapped(f"{self.speech(reason)}: {named}", "  ", "    ")


NEEDS = re.compile(r"needs (?:the |an? )?")


def why_not_run(rules: Sequence[NotRun], speech: Speech) -> str:
    """Return in one sentence, without its end, how many rules did not run, and why."""
    reasons = by_reason(rules)
    if not speech.is_source:
        return "; ".join(
            f"{speech.number_of(len(group), 'rule')}: {speech(reason)}"
            for reason, group in reasons.items()
        )
    waiting = {reason: group for reason, group in reasons.items() if NEEDS.match(reason)}
    parts = []
    if amount := sum(map(len, waiting.values())):
        verb = "needs" if amount == 1 else "need"
        what = ", ".join(NEEDS.sub("", reason) for reason in waiting)
        parts.append(f"{number_of(amount, 'rule')} {verb} what was not given: {what}")
    parts += [
        f"{number_of(len(group), 'rule')} {'was' if len(group) == 1 else 'were'} {reason}"
        for reason, group in reasons.items()
        if reason not in waiting
    ]
    return "; ".join(parts)
