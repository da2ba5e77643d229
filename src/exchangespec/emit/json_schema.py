"""JSON Schema 2020-12 of every record type, the header, an NDJSON line and the whole package.

Each schema stands alone: what it needs is under its `$defs`, so that any validator can use it
without a network. It says the same as the classes, whose kinds and constraints it is built from.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.codelists import countries, currencies
from exchangespec.emit.json_text import compact, pretty
from exchangespec.emit.notation import NOTATIONS, notation_name
from exchangespec.model import kinds
from exchangespec.model.constraints import Needs
from exchangespec.model.kinds import LARGEST_EXACT_INTEGER, Kind, Number, PrefixMap, RecordType
from exchangespec.model.texts import VISIBLE
from exchangespec.spec.profiled import standard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from exchangespec.model.constraints import AnyConstraint
    from exchangespec.spec.profiled import Model

DIALECT = "https://json-schema.org/draft/2020-12/schema"
BASE = f"{spec.NAMESPACE}{spec.STANDARD_VERSION}/json-schema/"
FOLDER = "schemas/json-schema/"
PACKAGE_DATA = "src/exchangespec/schemas/"
# In some engines `$` also matches before a line break that ends the text.
NO_LINE_BREAK = r"(?!\n)"
PACKAGE_DEFINITION = (
    "One submission: what it says about itself, and its records. "
    "It is JSON-LD as well: the context turns it into RDF."
)
LINE_DEFINITION = (
    "One line of an NDJSON file: the header, which has no type, on the first; "
    "a record on every other."
)


def portable(pattern: str) -> str:
    """Return a pattern that every engine reads alike: Python's, Rust's and that of ECMAScript.

    A trailing line break never passes, and no escape stands where ECMAScript allows none.
    """
    body = pattern.replace(r"\"", '"')
    return body + NO_LINE_BREAK if body.endswith("$") else body


def record_schema(name: str, model: Model | None = None) -> dict[str, Any]:
    """Return the schema of one record type, as a profile narrows it where one is given."""
    return Schemas(model or standard()).record(name)


def header_schema(model: Model | None = None) -> dict[str, Any]:
    """Return the schema of a package header as it stands alone: the first line of NDJSON."""
    return Schemas(model or standard()).header()


def line_schema(model: Model | None = None) -> dict[str, Any]:
    """Return the schema of one line of NDJSON."""
    return Schemas(model or standard()).line()


def package_schema(model: Model | None = None) -> dict[str, Any]:
    """Return the schema of a whole package in JSON."""
    return Schemas(model or standard()).package()


def schemas(model: Model | None = None) -> dict[str, dict[str, Any]]:
    """Return every schema of data by the name of its file, without the suffix."""
    return Schemas(model or standard()).all()


def file_name(record_type: str) -> str:
    """Return the name of a type's schema file: `MentoringPair` -> `mentoring-pair`."""
    return "".join(
        f"-{letter.lower()}" if letter.isupper() and index else letter.lower()
        for index, letter in enumerate(record_type)
    )


def emit() -> Iterator[tuple[str, bytes]]:
    """Yield every schema for readers."""
    for name, schema in schemas().items():
        yield f"{FOLDER}{name}.json", pretty(schema)


def emit_package_data() -> Iterator[tuple[str, bytes]]:
    """Yield every schema for the copy that ships with the package."""
    for name, schema in schemas().items():
        yield f"{PACKAGE_DATA}{name}.json", compact(schema)


class Schemas:
    """The schemas of the standard, or of what a profile makes of it."""

    def __init__(self, model: Model) -> None:
        """Take the model."""
        self.model = model
        self.base = f"{BASE}profiles/{model.name}/" if model.name else BASE

    def record(self, name: str) -> dict[str, Any]:
        """Return the schema of one record type."""
        form = self.model.records[name]
        return self._document(
            f"{file_name(name)}.json",
            (name, form.definition),
            _record(form),
            self._record_definitions(form),
        )

    def header(self) -> dict[str, Any]:
        """Return the schema of a package header as it stands alone."""
        return self._document(
            "header.json",
            ("Header", "What a submission says about itself, once."),
            self._header({"@context": {"$ref": "#/$defs/context"}}, ()),
            self._header_definitions(),
        )

    def line(self) -> dict[str, Any]:
        """Return the schema of one line of NDJSON."""
        return self._document(
            "ndjson-line.json",
            ("NDJSON line", LINE_DEFINITION),
            {
                "type": "object",
                "if": {"required": ["type"]},
                "then": {"$ref": "#/$defs/record"},
                "else": {"$ref": "#/$defs/header"},
            },
            self._all_definitions()
            | {"header": self._header({"@context": {"$ref": "#/$defs/context"}}, ())}
            | self._header_definitions(),
        )

    def package(self) -> dict[str, Any]:
        """Return the schema of a whole package in JSON."""
        body = self._header(
            {"@context": {"$ref": "#/$defs/context"}},
            ("@context",),
            {
                "records": {
                    "title": "Records",
                    "description": "The records, in any order.",
                    "type": "array",
                    "items": {"$ref": "#/$defs/record"},
                }
            },
        )
        return self._document(
            "package.json",
            ("Package", PACKAGE_DEFINITION),
            body,
            self._all_definitions() | self._header_definitions(),
        )

    def all(self) -> dict[str, dict[str, Any]]:
        """Return every schema of data by the name of its file, without the suffix."""
        return {
            **{file_name(name): self.record(name) for name in self.model.records},
            "header": self.header(),
            "ndjson-line": self.line(),
            "package": self.package(),
        }

    def _document(
        self,
        file: str,
        words: tuple[str, str],
        body: dict[str, Any],
        definitions: dict[str, Any],
    ) -> dict[str, Any]:
        """Return a schema document with its address, words and definitions in a fixed order."""
        title, description = words
        if self.model.name:
            title = f"{title}, profile {self.model.title}"
        return {
            "$schema": DIALECT,
            "$id": self.base + file,
            "title": title,
            "description": description,
            **body,
            "$defs": dict(sorted(definitions.items())),
        }

    def _header(
        self,
        first: dict[str, Any],
        required: tuple[str, ...],
        last: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Return the body of the header's schema, with members before and after its own."""
        rules = _rules(self.model.header_constraints)
        return {
            "type": "object",
            "properties": {**first, **_properties(self.model.header), **(last or {})},
            "additionalProperties": False,
            "required": [*required, *_required(self.model.header)],
            **({"allOf": rules} if rules else {}),
        }

    def _any_record(self) -> dict[str, Any]:
        """Return a record of any type, judged by the schema of its own type only."""
        names = list(self.model.records)
        return {
            "type": "object",
            "properties": {"type": {"enum": names}},
            "required": ["type"],
            "allOf": [
                {
                    "if": {"properties": {"type": {"const": name}}, "required": ["type"]},
                    "then": {"$ref": f"#/$defs/{name}"},
                }
                for name in names
            ],
        }

    # --- definitions -----------------------------------------------------------------------------

    def _all_definitions(self) -> dict[str, Any]:
        """Return the definitions of every record type, and of a record of any type."""
        definitions: dict[str, Any] = {"record": self._any_record()}
        for name, form in self.model.records.items():
            definitions |= {name: _record_body(form)} | self._record_definitions(form)
        return definitions

    def _record_definitions(self, form: spec.RecordSpec) -> dict[str, Any]:
        """Return the definitions one record type's fields refer to."""
        extension = _words("extension") | _text(VISIBLE)
        return {"extension": extension} | self._definitions(form.fields)

    def _header_definitions(self) -> dict[str, Any]:
        """Return the definitions the header's fields refer to, and its context."""
        return {"context": _context()} | self._definitions(self.model.header)

    def _definitions(self, fields: Mapping[str, spec.FieldSpec]) -> dict[str, Any]:
        """Return the definition of each kind of value among the fields."""
        return {
            _definition_name(known.kind): self._definition(known.kind)
            for known in fields.values()
            if "$ref" in _reference(known.kind)
        }

    def _definition(self, kind: Kind) -> dict[str, Any]:
        """Return what one value of a kind may be."""
        if isinstance(kind, (kinds.Code, kinds.Codes)):
            return self._code(kind.list)
        shape = SHAPES.get(kind.name)
        return _words(notation_name(kind)) | (shape() if shape else _text(kind.regex()))

    def _code(self, list_name: str) -> dict[str, Any]:
        """Return a closed list's codes, or the form of a code of an open list."""
        entries = self.model.codelists[list_name]
        words = {"title": entries.title, "description": entries.definition}
        if not entries.open:
            return words | {"enum": list(entries.codes)}
        return words | _text(kinds.code_pattern(list_name)) | {"examples": list(entries.codes)}


# --- objects and values --------------------------------------------------------------------------


def _rules(constraints: Iterable[AnyConstraint]) -> list[dict[str, Any]]:
    """Return what constraints say; what must be stated is told among the fields."""
    return [one.schema() for one in constraints if not isinstance(one, Needs)]


def _record(form: spec.RecordSpec) -> dict[str, Any]:
    """Return the body of one record type's schema."""
    return {
        "type": "object",
        "properties": _properties(form.fields),
        "patternProperties": {portable(kinds.EXTENSION_PATTERN): {"$ref": "#/$defs/extension"}},
        "additionalProperties": False,
        "required": _required(form.fields),
        "allOf": _rules(form.constraints),
    }


def _properties(fields: Mapping[str, spec.FieldSpec]) -> dict[str, Any]:
    """Return the schema of every field."""
    return {name: _field(known) for name, known in fields.items()}


def _required(fields: Mapping[str, spec.FieldSpec]) -> list[str]:
    """Return the names of the fields that must be stated."""
    return [name for name, known in fields.items() if known.required]


def _field(known: spec.FieldSpec) -> dict[str, Any]:
    """Return the schema of one field: its words, then what its values may be."""
    words = {"title": known.title, "description": _definition_of(known)}
    item = _reference(known.kind)
    if not known.many:
        return {**words, **item}
    return {
        **words,
        "type": "array",
        "items": item,
        "minItems": known.at_least,
        "uniqueItems": True,
    }


def _definition_of(known: spec.FieldSpec) -> str:
    """Return the definition of a field and, for a reference, what it may point to."""
    if not known.is_reference:
        return known.definition
    return f"{known.definition} Refers to {spec.targets_in_words(known)}."


def _reference(kind: Kind) -> dict[str, Any]:
    """Return what one value is: a definition used by many fields, or a constant."""
    if isinstance(kind, RecordType):
        return {"const": kind.value}
    if isinstance(kind, kinds.String) and kind.form:
        return {"type": "string", "pattern": portable(kind.form)}
    if isinstance(kind, Number):
        return _number(kind)
    if isinstance(kind, kinds.Base):
        return {"type": "string", "pattern": portable(kind.pattern or "")}
    return {"$ref": f"#/$defs/{_definition_name(kind)}"}


def _record_body(form: spec.RecordSpec) -> dict[str, Any]:
    """Return one record type as a definition among others."""
    return {"title": form.name, "description": form.definition, **_record(form)}


def _definition_name(kind: Kind) -> str:
    """Return the name under `$defs` of one value of a kind."""
    if isinstance(kind, (kinds.Code, kinds.Codes)):
        return f"code_{kind.list}"
    return notation_name(kind)


def _words(name: str) -> dict[str, Any]:
    """Return the title, words and examples of a notation."""
    found = NOTATIONS[name]
    examples = {"examples": list(found.examples)} if found.examples else {}
    return {"title": found.title, "description": found.words, **examples}


def _text(pattern: str | None) -> dict[str, Any]:
    """Return a text that is not empty and follows the pattern, if there is one."""
    found: dict[str, Any] = {"type": "string", "minLength": 1}
    return found | ({"pattern": portable(pattern)} if pattern else {})


def _whole_number() -> dict[str, Any]:
    """Return an integer that every processor keeps exactly."""
    return {
        "type": "integer",
        "minimum": -LARGEST_EXACT_INTEGER,
        "maximum": LARGEST_EXACT_INTEGER,
    }


def _number(kind: Number) -> dict[str, Any]:
    """Return a number within its limits."""
    limits = {"minimum": kind.lowest, "maximum": kind.highest}
    return {"type": "number"} | {
        name: int(limit) if float(limit).is_integer() else limit
        for name, limit in limits.items()
        if math.isfinite(limit)
    }


def _quantity() -> dict[str, Any]:
    """Return a whole number, or the notation of any other quantity."""
    return {"anyOf": [_whole_number(), _text(kinds.Quantity.pattern)]}


def _language_map() -> dict[str, Any]:
    """Return a text a language."""
    return _map(kinds.LANGUAGE_PATTERN, _text(VISIBLE))


def _prefix_map() -> dict[str, Any]:
    """Return an address a prefix."""
    return _map(f"^{kinds.PREFIX}$", _text(PrefixMap.pattern))


def _map(names: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return an object of at least one member, whose names follow a pattern."""
    return {
        "type": "object",
        "propertyNames": {"pattern": portable(names)},
        "additionalProperties": values,
        "minProperties": 1,
    }


# Kinds that are more than a text with a pattern.
SHAPES: dict[str, Callable[[], dict[str, Any]]] = {
    "boolean": lambda: {"type": "boolean"},
    "country": lambda: {"enum": list(countries())},
    "currency": lambda: {"enum": list(currencies())},
    "integer": _whole_number,
    "prefixes": _prefix_map,
    "quantity": _quantity,
    "text": _language_map,
}


def _context() -> dict[str, Any]:
    """Return a JSON-LD context that begins with ours."""
    return {
        "title": "Context",
        "description": "The standard's own context, then the package's prefixes.",
        "type": "array",
        "prefixItems": [{"const": spec.CONTEXT_URL}],
        "items": {"type": "object", "additionalProperties": {"type": "string", "minLength": 1}},
        "minItems": 1,
    }
