"""What a template holds, whatever the kind of workbook: sheets, columns, help, lists, examples."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from exchangespec.codelists import codelist_label, countries, country_names, currencies, fold
from exchangespec.emit.template_words import (
    ABOUT_EXAMPLES,
    ABOUT_HEADINGS,
    ABOUT_REMARKS,
    CHOOSE,
    CODE,
    COUNTRIES,
    CURRENCIES,
    DRAFT,
    FOR_EXAMPLE,
    HOW_TO_WRITE,
    INSTRUCTIONS,
    NOT_IN_LIST,
    PERSONAL,
    PROFILE,
    REQUIRED,
    SEVERAL,
    VERSIONS,
    YES_NO,
    YES_OR_NO,
    Words,
)
from exchangespec.formats.table import EXAMPLE_MARK
from exchangespec.spec import STANDARD_VERSION
from exchangespec.spec.examples import STORY
from exchangespec.spec.headings import (
    SHORT_FORM,
    about_title,
    agenda_title,
    sheet_title,
    title,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exchangespec.spec import FieldSpec, RecordSpec
    from exchangespec.spec.profiled import Model

Form = Literal["short", "full"]
FORMS: tuple[Form, ...] = ("short", "full")
Look = Literal["required", "optional", "personal"]

# The sheets in the order in which partners fill them, with the record type of each. The agenda of
# an event is a sheet of its own, though its rows are events.
SHEETS = (
    ("Cities", "City"),
    ("Organisations", "Organisation"),
    ("Networks", "Network"),
    ("Partners", "Membership"),
    ("Visits", "Visit"),
    ("Events", "Event"),
    ("Agenda", "Event"),
    ("Participants", "Participation"),
    ("Mentoring", "MentoringPair"),
    ("Partnerships", "Partnership"),
    ("Plans", "ActionPlan"),
    ("Plan items", "PlanItem"),
    ("Outputs", "Output"),
    ("Transfers", "Transfer"),
    ("Funding", "Funding"),
    ("People", "Person"),
    ("Sources", "Source"),
    ("Statements", "Statement"),
)
AGENDA, ABOUT, LISTS, READ_ME = "Agenda", "About", "Lists", "Read me"
# Sheets that columns of the short form point to.
SHORT_REFERENCES = {
    "People": ("id", "name", "job_title", "organisations", "basis", "basis_note"),
    "Sources": ("id", "name", "kind", "publisher", "published", "language", "url"),
}
TITLE_ROW, NAME_ROW, EXAMPLE_ROW, LAST_ROW = 0, 1, 2, 4999
WIDTHS = {"id": 20, "text": 32, "ref": 26, "code": 22, "date": 13, "time": 10, "url": 30}
WIDTH = 18


@dataclass(frozen=True, slots=True)
class Choice:
    """A drop-down: the named range it offers, and what happens when something else is typed.

    `says` is "warning" or "information"; empty where several values or names may stand.
    """

    source: str
    says: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its machine name, heading, explanation, look, width and drop-down."""

    name: str
    heading: str
    explanation: tuple[str, ...]
    look: Look
    width: int
    choice: Choice | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a record type: its columns, and example rows as they are shown."""

    name: str
    columns: tuple[Column, ...]
    examples: tuple[tuple[str, ...], ...]

    @property
    def first_row(self) -> int:
        """Return the row in which partners begin to write: the one below the examples."""
        return EXAMPLE_ROW + len(self.examples)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet About."""

    label: str
    value: str
    remark: str
    look: Look
    choice: Choice | None = None


@dataclass(frozen=True, slots=True)
class NamedList:
    """What a drop-down offers: each entry as it is shown, with its code beside it."""

    name: str
    title: str
    entries: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Plan:
    """A whole template.

    `ids` are the named ranges of ids: name, sheet, first row and last row (0-based).
    """

    properties: Mapping[str, str]
    read_me_name: str
    read_me: list[tuple[str, bool]]
    about_name: str
    about_headings: tuple[str, ...]
    lists_name: str
    code_word: str
    not_in_list: tuple[str, str]
    about: list[Line] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    lists: list[NamedList] = field(default_factory=list)
    ids: list[tuple[str, str, int, int]] = field(default_factory=list)


def columns_of(form: Form, sheet: str, spec: RecordSpec) -> tuple[str, ...]:
    """Return the fields that a sheet asks for; none if the form does not have the sheet."""
    short = {fold(name): columns for name, columns in {**SHORT_FORM, **SHORT_REFERENCES}.items()}
    chosen = next((short[name] for name in short if name.startswith(fold(sheet))), ())
    if form == "short" or sheet == AGENDA:
        return chosen
    return tuple(name for name in spec.fields if name != "type")


def plan_template(form: Form, language: str, model: Model) -> Plan:
    """Return what the template of a form holds, in a language, as a profile has it."""
    return Planner(form, language, model).plan()


class Planner:
    """One template being planned."""

    def __init__(self, form: Form, language: str, model: Model) -> None:
        """Choose the sheets and their columns."""
        self.form = form
        self.language = language
        self.model = model
        self.words = Words(language)
        self.sheets = [
            (name, model.records[record_type], self.columns(name, model.records[record_type]))
            for name, record_type in SHEETS
            if record_type not in model.hidden_types
        ]
        self.sheets = [one for one in self.sheets if one[2]]
        # The sheet from whose ids references to a type are chosen.
        self.id_sheets: dict[str, str] = {}
        for name, spec, columns in self.sheets:
            if columns[:1] == ("id",):
                self.id_sheets.setdefault(spec.name, name)
        # Lists that only some codes of are used, by the name of the range.
        self.lists: dict[str, NamedList] = {}

    def columns(self, sheet: str, spec: RecordSpec) -> tuple[str, ...]:
        """Return the fields that a sheet asks for, those that a profile adds among them."""
        asked = columns_of(self.form, sheet, spec)
        if not asked:
            return ()
        shown = [name for name in asked if self.model.shows(spec.name, name)]
        if sheet != AGENDA:
            added = (
                name
                for name, known in spec.fields.items()
                if name not in asked
                and (name.startswith("x_") or (known.required and name not in {"type", "id"}))
            )
            shown += added
        return tuple(shown)

    def plan(self) -> Plan:
        """Return the whole template."""
        words = self.words
        plan = Plan(
            properties=self.properties(),
            read_me_name=sheet_title(READ_ME, self.language),
            read_me=list(self.read_me()),
            about_name=sheet_title(ABOUT, self.language),
            about_headings=tuple(map(words, ABOUT_HEADINGS)),
            lists_name=sheet_title(LISTS, self.language),
            code_word=words(CODE),
            not_in_list=self.not_in_list(),
        )
        plan.about = list(self.about())
        plan.sheets = [self.sheet(*one) for one in self.sheets]
        plan.lists = [*self.lists.values()]
        first_rows = {
            name: made.first_row
            for (name, _, _), made in zip(self.sheets, plan.sheets, strict=True)
        }
        plan.ids = [
            (f"ids_{record_type}", sheet_title(sheet, self.language), first_rows[sheet], LAST_ROW)
            for record_type, sheet in self.id_sheets.items()
        ]
        return plan

    def not_in_list(self) -> tuple[str, str]:
        """Return title and text of what is said to a value that a list does not have."""
        return self.words(NOT_IN_LIST), self.words(CHOOSE)

    def properties(self) -> dict[str, str]:
        """Return what the workbook says of itself, wherever its sheets are moved."""
        found = {
            "exchangespec-version": STANDARD_VERSION,
            "exchangespec-form": self.form,
            "exchangespec-language": self.language,
        }
        if self.model.name:
            found["exchangespec-profile"] = self.model.name
        return found

    def read_me(self) -> Iterator[tuple[str, bool]]:
        """Yield the instructions line by line; headings are True."""
        words = self.words
        if words.catalogue.draft:
            first, *others = DRAFT
            yield words(first), True
            yield from ((words(line), False) for line in others)
            # Also in the language in which it is certainly meant.
            yield " ".join(others), False
            yield "", False
        for heading, lines in INSTRUCTIONS.items():
            yield words(heading), True
            yield from ((words(line), False) for line in lines)
            yield "", False
        facts = {"version": STANDARD_VERSION, "form": self.form, "language": self.language}
        yield words(VERSIONS).format(**facts), False
        if self.model.name:
            yield words(PROFILE).format(profile=self.model.title), False

    def about(self) -> Iterator[Line]:
        """Yield the fields of the header, with those filled in that we know."""
        words = self.words
        known = {
            "exchangespec": STANDARD_VERSION,
            "language": self.language,
            "profiles": "; ".join(self.model.name.split("+")) if self.model.name else "",
        }
        for asked in self.model.header.values():
            if asked.name == "prefixes":
                continue
            example = ABOUT_EXAMPLES.get(asked.name)
            remark = ABOUT_REMARKS.get(asked.name)
            lines = [
                *self.explanation(asked),
                *([words(FOR_EXAMPLE).format(example=example)] if example else ()),
                *([words(remark)] if remark else ()),
            ]
            yield Line(
                about_title(asked.name, self.language),
                known.get(asked.name, ""),
                " ".join(lines),
                "required" if asked.required else "optional",
                self.choice(asked, "") if asked.codelist else None,
            )

    def explanation(self, asked: FieldSpec) -> list[str]:
        """Return what the heading of a column explains: its meaning and how to write it."""
        words = self.words
        lines = [words.help(asked.definition)]
        how = HOW_TO_WRITE.get(asked.kind.name)
        if how:
            lines.append(words(how))
        if asked.many:
            lines.append(words(SEVERAL))
        if asked.required:
            lines.append(words(REQUIRED))
        return lines

    # --- sheets of records -----------------------------------------------------------------------

    def sheet(self, name: str, spec: RecordSpec, columns: Sequence[str]) -> Sheet:
        """Return the sheet of a record type."""
        fields = [spec.fields[one] for one in columns]
        return Sheet(
            sheet_title(name, self.language),
            tuple(self.column(name, spec, one) for one in fields),
            tuple(
                tuple(
                    self.example(one, example.get(one.name, "")) if at else EXAMPLE_MARK
                    for at, one in enumerate(fields)
                )
                for example in STORY[name]
            ),
        )

    def column(self, sheet: str, spec: RecordSpec, asked: FieldSpec) -> Column:
        """Return one column."""
        lines = self.explanation(asked)
        look: Look = "required" if asked.required else "optional"
        if spec.name == "Person" and asked.name != "id":
            look = "personal"
            lines.append(self.words(PERSONAL))
        return Column(
            asked.name,
            self.heading(sheet, spec, asked),
            tuple(lines),
            look,
            WIDTHS.get(asked.kind.name, WIDTH),
            self.choice(asked, spec.name),
        )

    def heading(self, sheet: str, spec: RecordSpec, asked: FieldSpec) -> str:
        """Return the heading of a column: the profile's word where it has one."""
        for language in (self.language, "en"):
            own = self.model.headings.get(language, {}).get((spec.name, asked.name))
            if own and (language == self.language or asked.name.startswith("x_")):
                return own
        if sheet == AGENDA:
            return agenda_title(asked.name, self.language)
        return title(spec.name, asked.name, self.language)

    def example(self, asked: FieldSpec, value: str) -> str:
        """Return how an example row shows a value: codes by the words that the lists offer."""
        if not value:
            return ""
        if asked.codelist:
            return codelist_label(asked.codelist, value, self.language)
        if asked.kind.name == "country":
            return country_name(value, self.language)
        return self.words(value) if asked.kind.name == "boolean" else value

    # --- lists -----------------------------------------------------------------------------------

    def choice(self, asked: FieldSpec, record_type: str) -> Choice | None:
        """Return the drop-down of a column; what the list does not hold may still be typed.

        A single code of a closed list asks again, one of an open list says so; where several
        values or names may stand, nothing is said.
        """
        kind = asked.kind.name
        if asked.is_reference:
            own = (record_type,) if getattr(asked.kind, "same_type", False) else asked.targets
            target = next((name for name in own if name in self.id_sheets), None)
            return Choice(f"ids_{target}", "") if target else None
        if asked.codelist:
            source = self.code_list(asked, record_type)
            closed = not self.model.is_open(record_type, asked)
            says = "warning" if closed else "information"
            return Choice(source, "" if asked.many else says)
        if kind in OTHER_LISTS:
            name, words, entries = OTHER_LISTS[kind]
            found = tuple(entries(self))
            self.lists.setdefault(name, NamedList(name, self.words(words), found))
            return Choice(name, "" if asked.many else "warning")
        return None

    def code_list(self, asked: FieldSpec, record_type: str) -> str:
        """Return the name of the range of a field's codes; a restricted field has its own."""
        listed = asked.codelist or ""
        name = f"list_{listed}"
        if (record_type, asked.name) in self.model.allowed:
            name += f"_{record_type}_{asked.name}"
        if name not in self.lists:
            entries = self.model.codelists[listed]
            codes = self.model.codes(record_type, asked)
            labels = tuple(
                self.offered(listed, code) for code, entry in codes.items() if not entry.deprecated
            )
            self.lists[name] = NamedList(name, self.words.list_title(entries.title), labels)
        return name

    def offered(self, listed: str, code: str) -> tuple[str, str]:
        """Return what a list offers for a code, and what stands beside it.

        A code that only a profile knows is offered as it is, its label beside it: so it is
        understood by those who read the workbook without the profile, too.
        """
        labels = self.model.labels.get((listed, code))
        if labels is not None:
            return code, labels.get(self.language, labels["en"])
        return codelist_label(listed, code, self.language), code

    def countries(self) -> list[tuple[str, str]]:
        """Return the names of the countries with their codes."""
        return sorted((country_name(code, self.language), code) for code in countries())

    def currencies(self) -> list[tuple[str, str]]:
        """Return the codes of the currencies in use, with their names."""
        return [(item.code, item.name) for item in currencies().values() if item.last_year is None]

    def yes_no(self) -> list[tuple[str, str]]:
        """Return the words for true and false."""
        yes, no = map(self.words, YES_NO)
        return [(yes, "true"), (no, "false")]


# By the kind of a field: the name of the range, its title, and what it offers.
OTHER_LISTS = {
    "country": ("list_country", COUNTRIES, Planner.countries),
    "currency": ("list_currency", CURRENCIES, Planner.currencies),
    "boolean": ("list_boolean", YES_OR_NO, Planner.yes_no),
}


def country_name(code: str, language: str) -> str:
    """Return the name of a country in a language, its code where it has none."""
    return country_names(code).get(language, code)
