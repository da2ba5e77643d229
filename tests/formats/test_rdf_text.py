"""The grammars of Turtle, TriG, N-Triples and N-Quads: read as others read them, faults with lines."""

import random
from collections.abc import Iterator

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchangespec.formats.nquads_text import statement
from exchangespec.formats.rdf_text import (
    BLANK,
    NODE,
    XSD_STRING,
    RdfTextError,
    Triple,
    quoted,
    resolved,
    unescaped,
)
from exchangespec.formats.turtle_text import TurtleText

EVERYTHING = '''@prefix ex: <http://e/> .
@prefix : <http://d/> .
@base <http://b/x/> .
ex:a a ex:B ; ex:p 1, 2.5, -1e3, .5, true ; ex:q "x"@en-GB, """multi
"line" """, 'it\\'s' ; ex:r [ ex:s ( 1 2 ) ], [] ; .
[] ex:z <y> . # comment
[ ex:only 3 ] .
:u ex:v ex:a.b , ex:a\\,b, _:b1.c . <../k> ex:p "a\\u00e9\\n"^^ex:dt.
PREFIX q: <http://q#>
q:%20a ex:p q: , ex: , () ; # a comment between
    ex:q "" , \'\'\'it's "said"\'\'\' .
( ex:a ) ex:p ex:b .
ex:g { ex:a ex:b 4 . ex:c ex:d "in a graph" }
{ ex:a ex:b 6 }
GRAPH ex:h { ex:a ex:b 7 . }
'''


def triples(text: str, depth: int = 64) -> list[Triple]:
    """Return what a Turtle text says."""
    return list(TurtleText(text, depth=depth).triples())


def bare(found: Iterator[pyoxigraph.Quad]) -> set[tuple[str, ...]]:
    """Return quads in our terms, but for the names of blank nodes."""
    result = set()
    for quad in found:
        value = quad.object
        if isinstance(value, pyoxigraph.Literal):
            form = f"@{value.language}".lower() if value.language else value.datatype.value
            last = (value.value, form)
        else:
            last = (node(value), NODE)
        result.add((node(quad.subject), quad.predicate.value, *last))
    return result


def node(term: pyoxigraph.NamedNode | pyoxigraph.BlankNode) -> str:
    """Return an IRI, or one word for all blank nodes."""
    return term.value if isinstance(term, pyoxigraph.NamedNode) else BLANK


def ours(found: list[Triple]) -> set[tuple[str, ...]]:
    """Return triples without lines and names of blank nodes, language tags in small letters."""
    return {
        (
            BLANK if one.subject.startswith(BLANK) else one.subject,
            one.predicate,
            BLANK if one.form == NODE and one.value.startswith(BLANK) else one.value,
            one.form.lower() if one.form.startswith("@") else one.form,
        )
        for one in found
    }


def test_every_construct_is_read_as_another_parser_reads_it() -> None:
    """One text with all there is in Turtle and TriG gives the triples that pyoxigraph gives."""
    theirs = list(pyoxigraph.parse(EVERYTHING, format=pyoxigraph.RdfFormat.TRIG))
    assert ours(triples(EVERYTHING)) == bare(iter(theirs))
    assert len(triples(EVERYTHING)) == len(theirs)


STRICTER = ("IRI", "subtag", "language tag", "language subtag", "Invalid character")


def test_a_damaged_text_is_refused_where_another_parser_refuses_it() -> None:
    """Of 5,000 damaged texts the same are readable; the other parser only knows more of IRIs."""
    signs = "<>\"'@^_:.;,[](){}#\\ \nabe1-+%^~éA/"
    chance = random.Random(20161016)  # noqa: S311 - the same damage each time
    for _ in range(5000):
        text = EVERYTHING
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(text))
            cut = chance.choice((0, 0, 1, 3))
            text = text[:place] + chance.choice(("", *signs)) + text[place + cut :]
        if chance.random() < 0.1:
            text = text[: chance.randrange(len(text))]
        try:
            theirs = list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TRIG))
        except SyntaxError as error:
            if not any(word in str(error) for word in STRICTER):
                with pytest.raises(RdfTextError) as problem:
                    triples(text)
                assert problem.value.line >= 1
            continue
        # It also takes a lone "~" for a name, and knows no root of an address without a host.
        if "~" not in text and "@base <http://b" in text:
            assert ours(triples(text)) == bare(iter(theirs)), text


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("<http://a> <http://b> \n'x'", 2, "cut-short"),
        ("<http://a> <http://b> 'x'\n<http://c> <http://d> 1 .", 2, "full-stop-expected"),
        ("\nex:a <http://b> 1 .", 2, "prefix-undeclared"),
        ("\n\n<a> <http://b> 1 .", 3, "relative-address"),
        ("<http://a b> <http://b> 1 .", 1, "bad-address"),
        ("<http://a\\u0020b> <http://b> 1 .", 1, "bad-address"),
        ('<http://a> <http://b> \n"not closed\n', 2, "quote-missing"),
        ('<http://a> <http://b> "\\q" .', 1, "wrong-escape"),
        ('<http://a> <http://b> "\\uD800" .', 1, "half-character"),
        ('<http://a> <http://b> "\\UFFFFFFFF" .', 1, "wrong-escape"),
        ("<http://a> <http://b> [ <http://c> 1 ", 1, "bracket-missing"),
        ("<http://a> <http://b> ( 1 ", 1, "bracket-missing"),
        ("<http://a> <http://b> ; .", 1, "value-expected"),
        ("<http://a> 1 2 .", 1, "predicate-expected"),
        ("1 <http://a> 2 .", 1, "subject-expected"),
        ("@prefix ex <http://a> .", 1, "prefix-expected"),
        ("@prefix ex: 1 .", 1, "address-expected"),
        ('<http://a> <http://b> "x"^^1 .', 1, "address-expected"),
        ("<http://a> <http://b> ~ .", 1, "broken"),
    ],
)
def test_a_fault_has_its_line_and_reason(text: str, line: int, reason: str) -> None:
    """What breaks Turtle's grammar is named, on the line where it stands."""
    with pytest.raises(RdfTextError) as problem:
        triples(text)
    assert (problem.value.line, problem.value.params["reason"]) == (line, reason)


def test_brackets_within_brackets_have_a_limit() -> None:
    """Nesting is refused before it could exhaust anything, in objects and in lists."""
    for opening in ("[ <http://p> ", "( "):
        with pytest.raises(RdfTextError) as problem:
            triples("<http://a> <http://b> " + opening * 5000)
        assert problem.value.slug == "limit-exceeded"


def test_a_huge_literal_is_read() -> None:
    """Ten million characters in one literal cost no more than their length."""
    text = f'<http://a> <http://b> """{"x" * 5_000_000}\n{"y" * 5_000_000}""" .'
    assert len(triples(text)[0].value) == 10_000_001


def test_lines_are_those_of_the_values() -> None:
    """Each value has the line it stands on, whatever stood before it."""
    text = '@prefix e: <http://e/> .\n\ne:a e:p 1 ,\n  "two\\n" ;\n # no\n  e:q e:b .\n'
    assert [one.line for one in triples(text)] == [3, 4, 6]


# --- a statement a line --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "value", "form"),
    [
        ("<http://a> <http://b> <http://c> .", "http://c", NODE),
        ("<http://a><http://b>_:c.d<http://g>.\r\n", "_:c.d", NODE),
        ('\t<http://a> <http://b> "x\\t\\u00e9"@en-GB <http://g> . # said', "x\té", "@en-GB"),
        ('_:a <http://b> "x" ^^ <http://d> .', "x", "http://d"),
        ('<http://\\u0061> <http://b> "" _:g .', "", XSD_STRING),
    ],
)
def test_a_statement_is_read(line: str, value: str, form: str) -> None:
    """All forms of a line that the grammar allows are understood."""
    found = statement(line, 7)
    assert found is not None
    assert (found.line, found.value, found.form) == (7, value, form)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("<http://a> <http://b> <http://c>", "full-stop-expected"),
        ("<http://a> <http://b> <c> .", "relative-address"),
        ("<http://a> <http://b c> <http://c> .", "bad-address"),
        ('<http://a> <http://b> "x .', "quote-missing"),
        ('"a" <http://b> "x" .', "no-statement"),
        ('<http://a> <http://b> "\\x" .', "wrong-escape"),
    ],
)
def test_a_line_that_is_no_statement_says_why(line: str, reason: str) -> None:
    """A broken line has its likely cause."""
    with pytest.raises(RdfTextError) as problem:
        statement(line, 1)
    assert problem.value.params["reason"] == reason


@pytest.mark.parametrize("line", ["", "\n", "# said\n", "   \r\n"])
def test_a_blank_line_says_nothing(line: str) -> None:
    """Blank lines and comments are no statements."""
    assert statement(line, 1) is None


@given(st.text())
def test_any_text_survives_its_escapes(text: str) -> None:
    """A quoted text stands on one line, and three parsers read the same out of it."""
    written = quoted(text)
    assert len(written.splitlines()) == 1
    assert unescaped(written[1:-1], 1) == text
    line = f"<http://a> <http://b> {written} ."
    found = statement(line, 1)
    assert found is not None
    assert found.value == triples(line)[0].value == text
    [quad] = pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_QUADS)
    assert quad.object.value == text


def test_half_a_character_is_replaced() -> None:
    """What no text can hold is not written."""
    assert quoted("a\ud800b") == '"a\ufffdb"'


@pytest.mark.parametrize(
    ("reference", "full"),
    [
        ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"),
        ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"),
        ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("..", "http://a/b/"),
        ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../../g", "http://a/g"),
        ("/./g", "http://a/g"), ("g.", "http://a/b/c/g."), ("./g/.", "http://a/b/c/g/"),
    ],
)  # fmt: skip
def test_relative_addresses_are_resolved(reference: str, full: str) -> None:
    """The examples of RFC 3986, section 5.4."""
    assert resolved(reference, "http://a/b/c/d;p?q") == full
