"""Speech: the words of the reports in one language, those of the rules among them.

English is the source. What a language does not have is said in English, and can be told to be so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.causes import examples_of
from exchangespec.finding import SEVERITIES
from exchangespec.report.counting import kind_of_record, number_of
from exchangespec.report.naming import heading_of, named
from exchangespec.report.own_sheets import NOT_THERE, OwnSheets, sheets_named
from exchangespec.rules import BY_CODE
from exchangespec.rules.rule import Words, shown
from exchangespec.spec.headings import sheet_title, title
from exchangespec.texts import SOURCE, catalogue, report_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from exchangespec.finding import Finding
    from exchangespec.location import Location
    from exchangespec.outcome import Outcome
    from exchangespec.rules.rule import Rule

REPORT, COUNT, FACT = "report", "count", "fact"
# What parts thousands, where it is no point.
THOUSANDS = {
    "en": ",", "fr": "\N{NARROW NO-BREAK SPACE}", "es": "\N{NARROW NO-BREAK SPACE}",
    "pl": "\N{NO-BREAK SPACE}", "fi": "\N{NO-BREAK SPACE}",
}  # fmt: skip
POINT = "."
# Facts that hold words of ours, never one of the partner's, by rule.
WORDED = {
    "wrong-type": ("expected",),
    "date-order-from-column": ("order",),
    "number-marks-from-column": ("shows",),
    "ambiguous-number": ("decimal", "shows"),
    "row-shifted": ("side",),
    "profile-column-malformed": ("form",),
}

# Facts that hold a number with commas between its thousands, by rule.
NUMBERS = {"population-against-gazetteer": ("found",)}


class Speech:
    """What reports say in one language."""

    def __init__(
        self, language: str = SOURCE, workbooks: Mapping[str, OwnSheets] | None = None
    ) -> None:
        """Open the catalogues; the workbooks that are spoken of are known by their names."""
        self.language = language
        self._workbooks = workbooks or {}
        self._languages: Mapping[str, str] = {}
        self._others: dict[str, Speech] = {}
        self._held = report_catalogue(language)
        self._templates = catalogue(language)

    @classmethod
    def of(cls, outcome: Outcome, language: str = "") -> Speech:
        """Return the speech for the reports of an outcome, which names things as its inputs do.

        It is in the language of the outcome, unless another is named.
        """
        workbooks = {
            item.file: OwnSheets(item) for item in outcome.inputs if item.sheets is not None
        }
        own = cls(language or outcome.language, workbooks)
        own._languages = {} if language else outcome.languages
        return own

    def at(self, file: str) -> Speech:
        """Return the speech in which the findings of an input are said."""
        language = self._languages.get(file, self.language)
        if language == self.language:
            return self
        if language not in self._others:
            self._others[language] = Speech(language, self._workbooks)
        return self._others[language]

    @property
    def is_source(self) -> bool:
        """Tell whether it is the language in which everything was written."""
        return self.language == SOURCE

    @property
    def is_draft(self) -> bool:
        """Tell whether nobody who speaks the language has read its texts."""
        return self._held.draft

    def __call__(self, text: str, /, **facts: object) -> str:
        """Return fixed words of the reports, with facts put into them."""
        said = self._held.text(text, REPORT)
        return said.format_map(facts) if facts else said

    def holds(self, text: str) -> bool:
        """Tell whether fixed words of the reports are there in the language."""
        return self.is_source or (REPORT, text) in self._held.entries

    def sheet(self, name: str) -> str:
        """Return the name of a sheet."""
        return sheet_title(name, self.language)

    def number(self, amount: int) -> str:
        """Return a number as the language parts its thousands."""
        return f"{amount:,}".replace(",", THOUSANDS.get(self.language, POINT))

    def number_of(self, amount: int, noun: str, plural: str | None = None) -> str:
        """Return an amount with its noun: `1 record`, `12 records`."""
        if self.is_source:
            return number_of(amount, noun, plural)
        one, several = counted(noun, plural)
        form = self._held.counted(amount, one, several, context=COUNT)
        return form.format(number=self.number(amount))

    def kind_of_record(self, name: str, amount: int) -> str:
        """Return an amount of records of one type; elsewhere by the name of its sheet."""
        form = spec.records().get(name)
        if self.is_source or form is None:
            return kind_of_record(name, amount)
        return f"{sheet_title(form.sheet, self.language)}: {self.number(amount)}"

    # --- rules -----------------------------------------------------------------------------------

    def has(self, rule: Rule | None, part: str) -> bool:
        """Tell whether a part of a rule's page is there in the language."""
        return rule is not None and (
            self.is_source or (f"{part} {rule.slug}", getattr(rule, part)) in self._held.entries
        )

    def of_rule(self, rule: Rule | None, part: str) -> str:
        """Return a part of a rule's page, its title or what to do."""
        if rule is None:
            return ""
        source: str = getattr(rule, part)
        return self._held.text(source, f"{part} {rule.slug}")

    def advice(self, finding: Finding) -> str:
        """Return what to do about a finding, in the language and with the sheets of its input."""
        return self.at(finding.location.file).advice_here(finding)

    def advice_on(self, findings: Sequence[Finding]) -> str:
        """Return what to do about findings of one code in the words that fit the inputs of all.

        Where the inputs call their sheets differently, or speak differently, the sheets have their
        usual names, and the language is that of the report.
        """
        return self._agreed(findings, self.advice)

    def shared_advice(self, findings: Sequence[Finding]) -> str:
        """Return the same in the language of the report, whatever the inputs speak."""
        return self._agreed(findings, self.advice_here)

    def _agreed(self, findings: Sequence[Finding], advice: Callable[[Finding], str]) -> str:
        """Return the advice that all inputs would get, or else the one that names none of them."""
        firsts = {one.location.file: one for one in findings}.values()
        said = {advice(one) for one in firsts}
        return said.pop() if len(said) == 1 else self.of_rule(BY_CODE.get(findings[0].code), "fix")

    def advice_here(self, finding: Finding) -> str:
        """Return what to do about a finding, the sheets called as in the partner's workbook."""
        rule = BY_CODE.get(finding.code)
        said = self.of_rule(rule, "fix")
        workbook = self._workbooks.get(finding.location.file)
        names = sheets_named(rule.fix) if rule is not None and workbook is not None else ()
        if not names or workbook is None:
            return said
        others = (
            self(NOT_THERE, sheet=sheet, command=workbook.command)
            for sheet in workbook.lacking(names, self.language)
        )
        return " ".join([workbook.named(said, names, self.language), *others])

    @property
    def renames(self) -> bool:
        """Tell whether any input calls its sheets otherwise than the language does."""
        return any(one.calls_otherwise(self.language) for one in self._workbooks.values())

    def message(self, finding: Finding) -> str:
        """Return the message of a finding, in English as far as a wording is not translated."""
        return self.at(finding.location.file).message_here(finding)

    def message_here(self, finding: Finding) -> str:
        """Return the message of a finding in this one language."""
        workbook = self._workbooks.get(finding.location.file)
        names = sheets_named(" ".join(finding.wording)) if workbook is not None else ()
        if self.is_source or not self.knows(finding):
            if workbook is None or not names:
                return finding.message
            return workbook.renamed(finding.message, names)
        facts = Words(self._facts(finding))
        told = named(finding.slug, finding.params, self.language)
        facts.update({name: shown(value) for name, value in told.items()})
        wordings = [self._wording(finding, text) for text in finding.wording]
        if workbook is not None and names:
            wordings = [workbook.named(text, names, self.language) for text in wordings]
        said = [text.format_map(facts) for text in wordings]
        words = " ".join(said)
        return words[:1].upper() + words[1:] if finding.members else words

    def knows(self, finding: Finding) -> bool:
        """Tell whether all that a finding says can be said in the language of its input."""
        speech = self.at(finding.location.file)
        if speech is not self:
            return speech.knows(finding)
        keys = self._held.entries
        return bool(finding.wording) and all(
            self.is_source or any((context, text) in keys for context in _contexts(finding))
            for text in finding.wording
        )

    def _wording(self, finding: Finding, text: str) -> str:
        """Return one sentence of a finding."""
        return self._held.text(text, *_contexts(finding))

    def _facts(self, finding: Finding) -> dict[str, Any]:
        """Return what is put into the sentences of a finding."""
        place = finding.location
        heading = place.column if isinstance(place.column, str) and place.record else ""
        facts: dict[str, Any] = {
            "field": place.field or "",
            "title": heading or self._field(place),
            "file": place.file,
            "number": self.number(finding.count),
            **finding.params,
        }
        for name in WORDED.get(finding.slug, ()):
            if name in facts:
                facts[name] = self._held.text(str(facts[name]), FACT)
        for name in NUMBERS.get(finding.slug, ()):
            facts[name] = str(facts.get(name)).replace(",", THOUSANDS.get(self.language, POINT))
        if finding.members or "absent" in finding.facts:
            facts |= self._of_cause(finding)
        return facts

    def _of_cause(self, finding: Finding) -> Mapping[str, Any]:
        """Return what is said of many findings with one cause."""
        number = self.number(finding.count)
        amount = self(str(finding.facts.get("amount", "{number}")), number=number)
        place = finding.location
        facts: dict[str, Any] = {**finding.facts, "amount": amount}
        if "absent" in facts:
            facts["absent"] = facts["title"] = title(facts["of"], place.field or "", self.language)
        elif isinstance(place.column, str):
            facts["title"] = str(facts.get("column", ""))
        if "examples" in finding.params:
            facts["examples"] = examples_of(finding.members, " → ")
        return facts

    def _field(self, place: Location) -> str:
        """Return a field by the heading it usually has, in a table or on the sheet About."""
        if place.record and place.field:
            return heading_of(place.field, "", self.language)
        title = (place.field or "").replace("_", " ").capitalize()
        return self._templates.text(title, "about", "heading")


DRAFT = (
    "The translation is a draft made by machine; what is not translated is in English, and the "
    "English texts count."
)
LEVELS = tuple(word for level in SEVERITIES for word in (level, level.capitalize()))


def counted(noun: str, plural: str | None = None) -> tuple[str, str]:
    """Return one and several of a noun as the catalogues know them."""
    return f"{{number}} {noun}", f"{{number}} {plural or noun + 's'}"


def _contexts(finding: Finding) -> tuple[str, str, str]:
    """Return where the sentences of a finding may be translated."""
    rule = BY_CODE.get(finding.code)
    slug = rule.slug if rule else finding.slug
    return f"message {slug}", f"title {slug}", REPORT
