"""Reads a profile's TOML; what would relax the standard is refused, with reason and line."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.codelists import CODELISTS, Code, codelist, fold, is_language, match_code
from exchangespec.errors import UnusableProfileError
from exchangespec.finding import SEVERITIES
from exchangespec.model.kinds import EXTENSION_PATTERN, PREFIX, code_pattern
from exchangespec.profile.columns import CODE, FORMS
from exchangespec.profile.content import AddedCode, OwnColumn, Profile, RecordNarrowing
from exchangespec.profile.settings import CHECKS, Asked
from exchangespec.profile.toml_lines import TomlLines, line_of_error
from exchangespec.spec.headings import fields_by_heading
from exchangespec.spec.triples import reserved_prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exchangespec.finding import Severity

    Path = tuple[str | int, ...]
    Table = dict[str, Any]

EXTENSION = re.compile(EXTENSION_PATTERN)
PLAIN_CODE = re.compile(code_pattern(""))
# Words by which people would try to relax the standard.
RELAXING = frozenset(
    {"optional", "relax", "allow", "remove", "ignore", "skip", "except", "not_required", "open"}
)
NARROWS = "a profile narrows the standard and never relaxes it"


class ProfileReader:
    """One profile being read; every problem is noted before it is refused."""

    def __init__(self, data: Table, lines: TomlLines, file: str) -> None:
        """Take the TOML as it was read, and its lines."""
        self.data = data
        self.lines = lines
        self.file = file
        self.problems: list[tuple[int, str, str]] = []
        self.records = spec.records()

    @classmethod
    def read(cls, text: str, file: str) -> Profile:
        """Read a profile.

        Raises:
            UnusableProfileError: if it is no TOML, or says what a profile cannot.
        """
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            problem = (line_of_error(error), "TOML", str(error))
            raise UnusableProfileError(file, (problem,)) from error
        return cls(data, TomlLines(text), file).profile()

    def refuse(self, path: Path, reason: str) -> None:
        """Note a problem at a table or key."""
        where = ".".join(str(part) for part in path if not isinstance(part, int))
        self.problems.append((self.lines.of(*path), where or "profile", reason))

    def profile(self) -> Profile:
        """Return the profile.

        Raises:
            UnusableProfileError: if anything in it is wrong.
        """
        self.known_keys((), self.data, TABLES)
        about = self.table(("profile",), required=True)
        self.known_keys(("profile",), about, ABOUT)
        # Added codes first: what is allowed may be one of them.
        codes = self.added_codes()
        self.codes = codes
        header = self.header()
        records = {
            name: self.narrowing(("records", name), spec_of.fields)
            for name, spec_of in self.records_named()
        }
        self.check_headings(records)
        profile = Profile(
            id=self.identifier(about),
            title=self.texts(("profile", "title"), about.get("title"), required=True),
            description=self.texts(("profile", "description"), about.get("description")),
            version=self.word(("profile", "version"), about.get("version", "1")),
            source=self.word(("profile", "source"), about.get("source", "")),
            file=self.file,
            header=header,
            records=records,
            codes=codes,
            severities=self.severities(),
            hidden_types=self.hidden_types(),
            checks=self.checks(str(about.get("id", ""))),
            lines={name: self.lines.of("severities", name) for name in self.table(("severities",))},
        )
        self.check_version(about)
        if self.problems:
            raise UnusableProfileError(self.file, tuple(sorted(self.problems)))
        return profile

    # --- plain values ----------------------------------------------------------------------------

    def table(self, path: Path, *, required: bool = False) -> Table:
        """Return the table at a path, an empty one where there is none."""
        found: Any = self.data
        for part in path:
            found = found.get(str(part)) if isinstance(found, dict) else None
        if isinstance(found, dict):
            return found
        if found is not None or required:
            self.refuse(path, "this must be a table")
        return {}

    def word(self, path: Path, value: Any) -> str:
        """Return a plain text."""
        if not isinstance(value, str):
            self.refuse(path, "this must be a text in quotation marks")
            return ""
        return value

    def words(self, path: Path, value: Any) -> tuple[str, ...]:
        """Return a list of texts, each once."""
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.refuse(path, "this must be a list of texts")
            return ()
        if not value:
            self.refuse(path, "this list is empty")
        if len(set(value)) < len(value):
            self.refuse(path, "this list says something twice")
        return tuple(dict.fromkeys(value))

    def texts(self, path: Path, value: Any, *, required: bool = False) -> dict[str, str]:
        """Return a text by language; English is needed where anything is."""
        if value is None and not required:
            return {}
        if not isinstance(value, dict) or not all(
            isinstance(text, str) and text.strip() for text in value.values()
        ):
            self.refuse(path, 'this must be one text a language, such as title.en = "…"')
            return {}
        for language in value:
            if not is_language(language):
                self.refuse((*path, language), f"{language} is no language tag")
        if "en" not in value:
            self.refuse(path, "the English text is missing")
        return dict(value)

    def known_keys(self, path: Path, table: Table, known: Iterable[str]) -> None:
        """Refuse keys that mean nothing; those that would relax the standard with that reason."""
        for key in table:
            if key in RELAXING and key not in known:
                self.refuse((*path, key), f"this would relax the standard; {NARROWS}")
            elif key not in known:
                self.refuse((*path, key), f"this means nothing here; known are {', '.join(known)}")

    # --- the profile itself ----------------------------------------------------------------------

    def identifier(self, about: Table) -> str:
        """Return the id of the profile."""
        name = self.word(("profile", "id"), about.get("id", ""))
        if not re.fullmatch(PREFIX, name):
            reason = "an id is 2 to 31 small letters a to z, digits and hyphens"
            self.refuse(("profile", "id"), reason)
        return name

    def check_version(self, about: Table) -> None:
        """Refuse a profile of another major version of the standard."""
        version = about.get("exchangespec", spec.STANDARD_VERSION)
        if str(version).partition(".")[0] != spec.STANDARD_VERSION.partition(".")[0]:
            reason = f"this is for version {version} of the standard, not {spec.STANDARD_VERSION}"
            self.refuse(("profile", "exchangespec"), reason)

    # --- record types and header -----------------------------------------------------------------

    def records_named(self) -> list[tuple[str, spec.RecordSpec]]:
        """Return the record types that the profile speaks of."""
        found = []
        for name in self.table(("records",)):
            if name in self.records:
                found.append((name, self.records[name]))
            else:
                known = ", ".join(self.records)
                self.refuse(("records", name), f"there is no record type {name}; there are {known}")
        return found

    def header(self) -> RecordNarrowing:
        """Return what is asked of the header."""
        path: Path = ("header",)
        self.known_keys(path, self.table(path), ("require", "codes"))
        fields = spec.header()
        return RecordNarrowing(
            require=self.required(path, fields, ()), codes=self.allowed(path, fields)
        )

    def narrowing(self, path: Path, fields: Mapping[str, spec.FieldSpec]) -> RecordNarrowing:
        """Return what is asked of one record type."""
        self.known_keys(path, self.table(path), NARROWING)
        columns = self.columns(path, fields)
        return RecordNarrowing(
            require=self.required(path, fields, columns),
            hide=self.hidden(path, fields),
            codes=self.allowed(path, fields),
            counts=self.counts(path, fields),
            columns=columns,
            headings=self.headings(path, fields),
        )

    def field(
        self, path: Path, name: str, fields: Mapping[str, spec.FieldSpec], own: Iterable[str] = ()
    ) -> bool:
        """Tell whether a field exists; refuse it otherwise."""
        if name in fields or name in own:
            return True
        more = "; a column of your own is named x_… under columns" if own != () else ""
        self.refuse(path, f"there is no field {name} here{more}")
        return False

    def required(
        self, path: Path, fields: Mapping[str, spec.FieldSpec], own: Iterable[str]
    ) -> tuple[str, ...]:
        """Return the fields that must be stated."""
        here = (*path, "require")
        table = self.table(path)
        names = self.words(here, table["require"]) if "require" in table else ()
        return tuple(name for name in names if self.field(here, name, fields, own))

    def hidden(self, path: Path, fields: Mapping[str, spec.FieldSpec]) -> tuple[str, ...]:
        """Return the fields that the network does not use; what must be stated is none."""
        here, table = (*path, "hide"), self.table(path)
        names = self.words(here, table["hide"]) if "hide" in table else ()
        for name in names:
            if self.field(here, name, fields) and fields[name].required:
                self.refuse(here, f"{name} must be stated, so it cannot be hidden; {NARROWS}")
            elif name in table.get("require", ()):
                self.refuse(here, f"{name} is required here and cannot be hidden as well")
        return names

    def allowed(
        self, path: Path, fields: Mapping[str, spec.FieldSpec]
    ) -> dict[str, tuple[str, ...]]:
        """Return the codes to which fields are restricted."""
        found = {}
        for name, value in self.table((*path, "codes")).items():
            here = (*path, "codes", name)
            codes = self.words(here, value)
            if not self.field(here, name, fields):
                continue
            listed = fields[name].codelist
            if listed is None:
                self.refuse(here, f"{name} holds no code of a list")
                continue
            for code in codes:
                self.check_allowed(here, code, listed)
            found[name] = codes
        return found

    def check_allowed(self, path: Path, code: str, listed: str) -> None:
        """Refuse a code that the list does not have, which would widen a closed one."""
        entries = codelist(listed)
        if code in entries.codes or code in self.codes.get(listed, ()):
            return
        if entries.open:
            reason = f"{code} is not in the list {listed}; add it under codes.{listed} first"
        else:
            reason = f"{code} is not in the list {listed}, which is closed; {NARROWS}"
        self.refuse(path, reason)

    def counts(
        self, path: Path, fields: Mapping[str, spec.FieldSpec]
    ) -> dict[str, tuple[int, int]]:
        """Return how many values lists hold."""
        found = {}
        for name, value in self.table((*path, "count")).items():
            here = (*path, "count", name)
            if not isinstance(value, dict):
                self.refuse(here, "write { at_least = 1, at_most = 3 }, or one of the two")
                continue
            self.known_keys(here, value, ("at_least", "at_most"))
            if not self.field(here, name, fields):
                continue
            bounds = [value.get("at_least", 0), value.get("at_most", 0)]
            if not all(type(bound) is int and bound >= 0 for bound in bounds) or not any(bounds):
                self.refuse(here, "at_least and at_most are whole numbers above 0")
                continue
            least, most = bounds
            known = fields[name]
            if not known.many:
                self.refuse(here, f"{name} holds one value, neither more nor fewer; {NARROWS}")
            elif least and least < known.at_least:
                reason = f"the standard asks for at least {known.at_least} values; {NARROWS}"
                self.refuse(here, reason)
            elif most and most < max(least, known.at_least):
                self.refuse(here, "no number of values is both enough and not too many")
            found[name] = (least, most)
        return found

    def columns(self, path: Path, fields: Mapping[str, spec.FieldSpec]) -> dict[str, OwnColumn]:
        """Return the columns that the network adds."""
        found = {}
        for name in self.table((*path, "columns")):
            here = (*path, "columns", name)
            if not EXTENSION.fullmatch(name):
                more = "; the standard has this field" if name in fields else ""
                reason = f"a column of your own is named x_ and small letters, digits or _{more}"
                self.refuse(here, reason)
                continue
            table = self.table(here)
            self.known_keys(here, table, COLUMN)
            form = self.word((*here, "type"), table.get("type", "string"))
            codes = self.words((*here, "codes"), table["codes"]) if "codes" in table else ()
            if form not in {*FORMS, CODE}:
                self.refuse((*here, "type"), f"{form} is no type; known: {', '.join(FORMS)}, code")
                continue
            if (form == CODE) != bool(codes):
                self.refuse(here, 'the type "code" needs codes, and no other type has them')
            for code in codes:
                if not PLAIN_CODE.fullmatch(code):
                    self.refuse((*here, "codes"), f"{code} is no code: small letters, digits, _")
            found[name] = OwnColumn(
                name,
                self.texts((*here, "label"), table.get("label"), required=True),
                self.texts((*here, "definition"), table.get("definition"), required=True),
                form,
                codes,
                self.word((*here, "term"), table.get("term", "")),
            )
        return found

    def headings(
        self, path: Path, fields: Mapping[str, spec.FieldSpec]
    ) -> dict[str, dict[str, str]]:
        """Return the words over columns, by language."""
        found: dict[str, dict[str, str]] = {}
        for language, table in self.table((*path, "headings")).items():
            here = (*path, "headings", language)
            if not is_language(language) or not isinstance(table, dict):
                self.refuse(here, 'headings go by language: headings.en.hosts = "Host city"')
                continue
            for name, text in table.items():
                at = (*here, name)
                if self.field(at, name, fields) and self.word(at, text).strip():
                    found.setdefault(language, {})[name] = text
        return found

    def check_headings(self, records: Mapping[str, RecordNarrowing]) -> None:
        """Refuse a heading that already means another field of the same sheet."""
        for name, narrowing in records.items():
            meanings = fields_by_heading(name)
            for language, table in narrowing.headings.items():
                for field, text in table.items():
                    meant = meanings.get(fold(text), field)
                    if meant != field:
                        path = ("records", name, "headings", language, field)
                        reason = f"“{text}” is what the field {meant} is called; {CHANGES}"
                        self.refuse(path, reason)

    def hidden_types(self) -> tuple[str, ...]:
        """Return the record types that the network does not use."""
        self.known_keys(("hide",), self.table(("hide",)), ("records",))
        table = self.table(("hide",))
        names = self.words(("hide", "records"), table["records"]) if "records" in table else ()
        for name in names:
            if name not in self.records:
                self.refuse(("hide", "records"), f"there is no record type {name}")
        return names

    # --- codes -----------------------------------------------------------------------------------

    def added_codes(self) -> dict[str, dict[str, AddedCode]]:
        """Return the codes that the profile adds to open lists."""
        found: dict[str, dict[str, AddedCode]] = {}
        for name in self.table(("codes",)):
            if name not in CODELISTS:
                self.refuse(("codes", name), f"there is no list {name}")
                continue
            if not codelist(name).open:
                self.refuse(("codes", name), f"the list {name} is closed to codes; {NARROWS}")
                continue
            for code in self.table(("codes", name)):
                found.setdefault(name, {})[code] = self.added_code(name, code)
        return found

    def added_code(self, listed: str, code: str) -> AddedCode:
        """Return one code, with its words."""
        path: Path = ("codes", listed, code)
        table = self.table(path)
        self.known_keys(path, table, ADDED)
        labels = self.texts((*path, "label"), table.get("label"), required=True)
        definition = self.texts((*path, "definition"), table.get("definition"), required=True)
        broader = self.word((*path, "broader"), table.get("broader", ""))
        match = self.words((*path, "match"), table["match"]) if "match" in table else ()
        entries = codelist(listed).codes
        if not re.fullmatch(code_pattern(listed), code):
            self.refuse(path, f"{code} has not the form of a code of the list {listed}")
        elif code in entries:
            self.refuse(path, f"the standard's list has this code already; {CHANGES}")
        elif code in reserved_prefixes() and not shadowed(listed):
            self.refuse(path, "a field has this name, and the context would take one for the other")
        for language, label in labels.items():
            meant = match_code(listed, label)
            if meant.value is not None:
                reason = f"“{label}” is what the code {meant.value} is called; {CHANGES}"
                self.refuse((*path, "label", language), reason)
        if broader and broader not in entries:
            self.refuse((*path, "broader"), f"{broader} is not in the list {listed}")
        entry = Code(code, labels.get("en", code), definition.get("en", ""), broader, match,
                     deprecated=False, synonyms=())  # fmt: skip
        return AddedCode(entry, labels)

    # --- rules -----------------------------------------------------------------------------------

    def severities(self) -> dict[str, Severity]:
        """Return the severities that the profile raises; whether it does is judged by the rules."""
        found: dict[str, Severity] = {}
        for name, value in self.table(("severities",)).items():
            if value not in SEVERITIES:
                reason = f"a severity is one of {', '.join(SEVERITIES)}"
                self.refuse(("severities", name), reason)
            else:
                found[name] = value
        return found

    def checks(self, profile: str) -> dict[str, tuple[Asked, ...]]:
        """Return the checks that the profile asks for."""
        found: dict[str, list[Asked]] = {}
        given = self.data.get("rules", [])
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            self.refuse(("rules",), "rules are written [[rules]]")
            return {}
        for number, table in enumerate(given):
            path: Path = ("rules", number)
            slug = table.get("check")
            if slug not in CHECKS:
                known = ", ".join(CHECKS)
                self.refuse((*path, "check"), f"{slug} is no check; there are {known}")
                continue
            asked = self.asked(path, table, CHECKS[slug], profile)
            if asked is not None:
                found.setdefault(slug, []).append(asked)
        return {slug: tuple(asked) for slug, asked in found.items()}

    def asked(self, path: Path, table: Table, form: type[Asked], profile: str) -> Asked | None:
        """Return one check with what it was told."""
        settings = {one.name: one for one in dataclasses.fields(form) if one.name != "profile"}
        before = len(self.problems)
        self.known_keys(path, {key: 0 for key in table if key != "check"}, settings)
        said: dict[str, Any] = {}
        for name, one in settings.items():
            here = (*path, name)
            if name not in table:
                if one.default is dataclasses.MISSING:
                    self.refuse(path, f"{name} is missing")
            elif one.type == "int":
                said[name] = table[name]
                if type(table[name]) is not int or table[name] < 0:
                    self.refuse(here, "this must be a whole number, 0 or more")
            elif one.type == "str":
                said[name] = self.word(here, table[name])
            else:
                said[name] = self.words(here, table[name])
                for code in said[name]:
                    self.check_listed(here, code, one.metadata["list"])
        return form(profile=profile, **said) if len(self.problems) == before else None

    def check_listed(self, path: Path, code: str, listed: str) -> None:
        """Refuse a code that neither the list nor this profile has."""
        if code not in codelist(listed).codes and code not in self.codes.get(listed, ()):
            self.refuse(path, f"{code} is not in the list {listed}")


def shadowed(listed: str) -> bool:
    """Tell whether the context takes a code of a list for a code, whatever else has its name."""
    # Imported here: whoever checks data without such a code needs nothing that derives artefacts.
    from exchangespec.emit.context import is_shadowed

    return is_shadowed(listed)


CHANGES = "a profile never changes a meaning"
TABLES = ("profile", "header", "records", "codes", "severities", "hide", "rules")
ABOUT = ("id", "title", "description", "version", "exchangespec", "source")
NARROWING = ("require", "hide", "codes", "count", "columns", "headings")
COLUMN = ("label", "definition", "type", "codes", "term")
ADDED = ("label", "definition", "broader", "match")
