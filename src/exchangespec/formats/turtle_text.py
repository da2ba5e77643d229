"""The grammar of Turtle and TriG: a text to triples, each with the line its predicate stands on."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from exchangespec.formats.rdf_text import (
    ABSOLUTE,
    BLANK,
    LANGUAGE_MARK,
    NODE,
    RDF_TYPE,
    XSD_STRING,
    RdfTextError,
    Triple,
    address,
    made,
    resolved,
    unescaped,
)
from exchangespec.spec.namespaces import expand

if TYPE_CHECKING:
    from collections.abc import Iterator

LETTER = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NAME_SIGN = f"{LETTER}_0-9\u00b7\u0300-\u036f\u203f-\u2040-"
LOCAL_ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?#@%-]"
PREFIX_NAME = rf"[{LETTER}](?:[{NAME_SIGN}.]*[{NAME_SIGN}])?"
LOCAL_NAME = (
    rf"(?:[{LETTER}_:0-9]|{LOCAL_ESCAPE})"
    rf"(?:(?:[{NAME_SIGN}:]|{LOCAL_ESCAPE})|\.+(?=[{NAME_SIGN}:%\\]))*"
)


@cache
def token() -> re.Pattern[str]:
    """Return the pattern of a token after blanks and comments; the longest reading comes first."""
    return re.compile(
        rf"""(?:[ \t\r\n]+|\#[^\n\r]*)*(?:
    (?P<name>(?:{PREFIX_NAME})?:(?:{LOCAL_NAME})?)
    |(?P<iri><[^<>"{{}}|^`\x00-\x20]*>)
    |(?P<text>"(?!"")(?:[^"\\\n\r]++|\\.)*+"|'(?!'')(?:[^'\\\n\r]++|\\.)*+'
        |"{{3}}(?:[^"\\]++|\\.|"{{1,2}}(?!"))*+"{{3}}|'{{3}}(?:[^'\\]++|\\.|'{{1,2}}(?!'))*+'{{3}})
    |(?P<mark>[;,.\[\](){{}}](?![0-9])|[;,\[\](){{}}])
    |(?P<word>[A-Za-z]+)(?![{NAME_SIGN}:])
    |(?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<number>[+-]?(?:[0-9]+\.[0-9]*[eE][+-]?[0-9]+|\.?[0-9]+[eE][+-]?[0-9]+
        |[0-9]*\.[0-9]+|[0-9]+))
    |(?P<type>\^\^)
    |(?P<blank>_:[{LETTER}_0-9](?:[{NAME_SIGN}.]*[{NAME_SIGN}])?)
    |(?P<end>\Z)
    |(?P<bad>.)
    )""",
        re.VERBOSE | re.DOTALL,
    )


@cache
def step() -> re.Pattern[str]:
    """Return the pattern of an object of the most common shape and the sign after it.

    No comment stands between; after a semicolon comes also the predicate that follows.
    """
    return re.compile(
        rf"""[ \t\r\n]*+(?:
    ((?:{PREFIX_NAME})?:(?:{LOCAL_NAME})?|<[^<>"{{}}|^`\x00-\x20]*>)
    |"((?!"")(?:[^"\\\n\r]++|\\.)*+)"
        (?:@([A-Za-z]+(?:-[A-Za-z0-9]+)*)|\^\^((?:{PREFIX_NAME})?:(?:{LOCAL_NAME})?))?
    )[ \t\r\n]*+(?:([,.])(?![0-9])
    |;(?:[ \t\r\n]*+((?:{PREFIX_NAME})?:(?:{LOCAL_NAME})?)(?=[ \t\r\n]))?)""",
        re.VERBOSE | re.DOTALL,
    )


LOCAL_SIGN = re.compile(r"\\(.)")
XSD_BOOLEAN = expand("xsd:boolean")
XSD_INTEGER = expand("xsd:integer")
XSD_DECIMAL = expand("xsd:decimal")
XSD_DOUBLE = expand("xsd:double")
FIRST = expand("rdf:first")
REST = expand("rdf:rest")
NIL = expand("rdf:nil")
NO_TERM = {"end": "cut-short", "mark": "value-expected"}


class TurtleText:
    """One text being read; `triples` is what it says."""

    def __init__(self, text: str, *, depth: int) -> None:
        """Start at the beginning; nothing is declared yet."""
        self.prefixes: dict[str, str] = {}
        self.base: str | None = None
        self._match_token = token().match
        self._match_step = step().match
        self._text = text
        self._position = 0
        self._counted = 0
        self._line = 1
        self._kind = ""
        self._value = ""
        self._depth = depth
        self._level = 0
        self._made = 0
        self._found: list[Triple] = []
        self._names: dict[str, str] = {}

    # --- tokens ----------------------------------------------------------------------------------

    def _next(self) -> None:
        """Go to the next token."""
        found = self._match_token(self._text, self._position)
        kind = found.lastgroup  # type: ignore[union-attr]  # one alternative takes any sign
        self._kind = kind  # type: ignore[assignment]
        self._value = found[kind]  # type: ignore[index]
        self._position = found.end()  # type: ignore[union-attr]
        if kind == "bad":
            self._refuse_sign()

    def _line_here(self) -> int:
        """Return the line on which the present token begins."""
        start = self._position - len(self._value)
        self._line += self._text.count("\n", self._counted, start)
        self._counted = start
        return self._line

    def _refuse_sign(self) -> None:
        """Say what is wrong where no token can be read."""
        line = self._line_here()
        if self._value in "\"'":
            raise RdfTextError(line, "quote-missing")
        if self._value == "<":
            end = re.compile(r"[>\n]").search(self._text, self._position)
            value = self._text[self._position : end.start() if end else None]
            raise RdfTextError(line, "bad-address", value=value[:80])
        raise RdfTextError(line, "broken")

    def _fail(self, reason: str) -> RdfTextError:
        """Return the error of a token that cannot stand here."""
        return RdfTextError(self._line_here(), NO_TERM["end"] if self._kind == "end" else reason)

    def _expect(self, mark: str, reason: str) -> None:
        """Go past a sign that must stand here."""
        if self._kind != "mark" or self._value != mark:
            raise self._fail(reason)
        self._next()

    # --- statements ------------------------------------------------------------------------------

    def triples(self) -> Iterator[Triple]:
        """Yield the triples of one statement after the other.

        Raises:
            RdfTextError: at the first place that breaks the grammar.
        """
        self._next()
        while self._kind != "end":
            self._statement()
            yield from self._found
            self._found.clear()

    def _statement(self) -> None:
        """Read a declaration, a graph, or triples up to their full stop."""
        word = self._value.casefold() if self._kind in {"word", "tag"} else ""
        if word in {"@prefix", "prefix", "@base", "base"}:
            self._declaration(word)
        elif word == "graph":
            self._next()
            self._term_of_subject()
            self._graph()
        elif self._kind == "mark" and self._value == "{":
            self._graph()
        else:
            self._triples_or_graph()

    def _declaration(self, word: str) -> None:
        """Take note of a prefix or base."""
        self._next()
        name = ""
        if word.endswith("prefix"):
            if self._kind != "name" or not self._value.endswith(":"):
                raise self._fail("prefix-expected")
            name = self._value[:-1]
            self._next()
        if self._kind != "iri":
            raise self._fail("address-expected")
        value = self._full(self._value[1:-1])
        if word.endswith("prefix"):
            self.prefixes[name] = value
            self._names.clear()
        else:
            self.base = value
        self._next()
        if word.startswith("@"):
            self._expect(".", "full-stop-expected")

    def _graph(self) -> None:
        """Read the triples in curly brackets; which graph they stand in means nothing to us."""
        self._expect("{", "broken")
        while not (self._kind == "mark" and self._value == "}"):
            self._about(self._subject())
            if self._kind == "mark" and self._value == ".":
                self._next()
            elif not (self._kind == "mark" and self._value == "}"):
                raise self._fail("full-stop-expected")
        self._next()

    def _triples_or_graph(self) -> None:
        """Read triples, or the graph that a name stands before."""
        subject = self._subject()
        if self._kind == "mark" and self._value == "{":
            self._graph()
            return
        self._about(subject)
        self._expect(".", "full-stop-expected")

    def _subject(self) -> tuple[str, bool]:
        """Return the subject, and whether it may stand without a predicate."""
        if self._kind == "mark" and self._value == "[":
            line = self._line_here()
            self._next()
            node = self._new_node()
            if self._kind == "mark" and self._value == "]":
                self._next()
                return node, False
            self._properties(node, line)
            return node, True
        if self._kind == "mark" and self._value == "(":
            return self._collection(), False
        return self._term_of_subject(), False

    def _term_of_subject(self) -> str:
        """Return an IRI or the label of a blank node."""
        if self._kind in {"name", "iri", "blank"}:
            value = self._node()
            self._next()
            return value
        if self._kind == "mark" and self._value == "[":
            self._next()
            self._expect("]", "broken")
            return self._new_node()
        raise self._fail("subject-expected")

    def _about(self, subject: tuple[str, bool]) -> None:
        """Read what is said about a subject."""
        node, enough = subject
        if enough and self._kind == "mark" and self._value in ".}":
            return
        self._predicates(node)

    def _predicates(self, subject: str) -> None:
        """Read predicates and objects, parted by semicolons."""
        while True:
            self._objects(subject, self._predicate())
            if self._kind != "mark" or self._value != ";":
                return
            while self._kind == "mark" and self._value == ";":
                self._next()
            if self._kind == "mark" and self._value in ".]}":
                return

    def _predicate(self) -> str:
        """Return the predicate that the present token is; `a` is short for rdf:type."""
        if self._kind in {"name", "iri"}:
            return self._node()
        if self._kind == "word" and self._value == "a":
            return RDF_TYPE
        raise self._fail("predicate-expected")

    def _objects(self, subject: str, predicate: str) -> None:  # noqa: C901 - see below
        """Read objects and the predicates of one shape after them, and go to the sign after all.

        Nearly all of a text passes here, so that the loop is in one piece and keeps to itself where
        it is; `_stand` tells the rest.
        """
        text, match, found, names = self._text, self._match_step, self._found, self._names
        while True:
            step = match(text, self._position)
            if step is None:
                self._next()
                self._object(subject, predicate)
                if self._kind != "mark" or self._value != ",":
                    return
                continue
            position, line, counted = self._position, self._line, self._counted
            while step is not None:
                node, words, tag, datatype, mark, verb = step.groups()
                start = step.start(1 if node else 2)
                line += text.count("\n", counted, start)
                counted = start
                if node:
                    form = NODE
                    value = names.get(node)
                    if value is None:
                        self._stand(step.end(1), line, counted, node)
                        value = self._node_of(node)
                else:
                    value = unescaped(words, line) if "\\" in words else words
                    form = LANGUAGE_MARK + tag if tag else XSD_STRING
                    if datatype:
                        self._stand(step.end(4), line, counted, datatype)
                        form = self._node_of(datatype)
                found.append(made(Triple, (line, subject, predicate, value, form)))
                position = step.end()
                if verb:
                    predicate = names.get(verb, "")
                    if not predicate:
                        self._stand(position, line, counted, verb)
                        predicate = self._node_of(verb)
                elif mark != ",":
                    self._stand(position, line, counted, mark or ";")
                    self._kind = "mark"
                    return
                step = match(text, position)
            self._stand(position, line, counted, "")

    def _stand(self, position: int, line: int, counted: int, value: str) -> None:
        """Note where the reading is, and the present token."""
        self._position = position
        self._line = line
        self._counted = counted
        self._value = value

    def _object(self, subject: str, predicate: str) -> None:
        """Read one object, and note the triple."""
        line = self._line_here()
        kind = self._kind
        if kind in {"name", "iri", "blank"}:
            value, form = self._node(), NODE
            self._next()
        elif kind == "text":
            value, form = self._literal()
        elif kind == "number":
            value, form = self._value, _number_type(self._value)
            self._next()
        elif kind == "word" and self._value in {"true", "false"}:
            value, form = self._value, XSD_BOOLEAN
            self._next()
        elif kind == "mark" and self._value in "[(":
            value, form = self._inner(line), NODE
        else:
            raise self._fail("value-expected")
        self._found.append(Triple(line, subject, predicate, value, form))

    def _inner(self, line: int) -> str:
        """Read what stands in brackets as an object, no deeper than allowed."""
        self._level += 1
        if self._level > self._depth:
            raise RdfTextError(line, "depth", limit=self._depth)
        if self._value == "(":
            node = self._collection()
        else:
            self._next()
            node = self._new_node()
            if self._kind == "mark" and self._value == "]":
                self._next()
            else:
                self._properties(node, line)
        self._level -= 1
        return node

    def _properties(self, node: str, line: int) -> None:
        """Read what is said of a blank node up to the closing bracket."""
        self._predicates(node)
        if self._kind == "end":
            raise RdfTextError(line, "bracket-missing")
        self._expect("]", "bracket-missing")

    def _collection(self) -> str:
        """Read a list in round brackets as its chain of blank nodes."""
        opened = self._line_here()
        self._next()
        head = last = NIL
        while not (self._kind == "mark" and self._value == ")"):
            if self._kind == "end":
                raise RdfTextError(opened, "bracket-missing")
            line = self._line_here()
            node = self._new_node()
            if head == NIL:
                head = node
            else:
                self._found.append(Triple(line, last, REST, node, NODE))
            self._object(node, FIRST)
            last = node
        if last != NIL:
            self._found.append(Triple(self._line_here(), last, REST, NIL, NODE))
        self._next()
        return head

    # --- terms -----------------------------------------------------------------------------------

    def _new_node(self) -> str:
        """Return a blank node that no label in the text can stand for."""
        self._made += 1
        return f"{BLANK}[{self._made}"

    def _node(self) -> str:
        """Return the IRI or blank node that the present token stands for."""
        return self._value if self._kind == "blank" else self._node_of(self._value)

    def _node_of(self, text: str) -> str:
        """Return the IRI that an address in brackets or a prefixed name stands for."""
        known = self._names.get(text)
        if known is None:
            known = self._full(text[1:-1]) if text[0] == "<" else self._expanded(text)
            self._names[text] = known
        return known

    def _expanded(self, name: str) -> str:
        """Return what a prefixed name stands for."""
        prefix, _, local = name.partition(":")
        above = self.prefixes.get(prefix)
        if above is None:
            raise RdfTextError(self._line_here(), "prefix-undeclared", value=prefix)
        return above + (LOCAL_SIGN.sub(r"\1", local) if "\\" in local else local)

    def _full(self, text: str) -> str:
        """Return an address in full, by the base where it is relative."""
        if "\\" in text:
            text = address(text, self._line_here())
        if ABSOLUTE.fullmatch(text):
            return text
        if self.base is None:
            raise RdfTextError(self._line_here(), "relative-address", value=text)
        return resolved(text, self.base)

    def _literal(self) -> tuple[str, str]:
        """Return a text with its language or datatype."""
        text = self._value
        width = 3 if text[:3] in {'"""', "'''"} else 1
        value = unescaped(text[width:-width], self._line_here())
        self._next()
        if self._kind == "tag":
            form = LANGUAGE_MARK + self._value[1:]
            self._next()
            return value, form
        if self._kind != "type":
            return value, XSD_STRING
        self._next()
        if self._kind not in {"name", "iri"}:
            raise self._fail("address-expected")
        form = self._node()
        self._next()
        return value, form


def _number_type(text: str) -> str:
    """Return the datatype of a number written without quotation marks."""
    if "e" in text or "E" in text:
        return XSD_DOUBLE
    return XSD_DECIMAL if "." in text else XSD_INTEGER
