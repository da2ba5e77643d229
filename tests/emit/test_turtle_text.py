"""Turtle as text: what is written is what is read, whatever the text holds."""

import rdflib
from hypothesis import given
from hypothesis import strategies as st

from exchangespec.emit.turtle_text import WIDTH, TurtleText, collection

PREFIXES = {"ex": "http://example.org/", "deep": "http://example.org/deep/"}
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(TEXT)
def test_literals_come_back(words: str) -> None:
    """Quotes, backslashes, line breaks and unseen signs are escaped."""
    text = TurtleText(PREFIXES)
    text.node(text.iri("http://example.org/a"), [(text.term("ex:says"), [text.literal(words)])])
    found = rdflib.Graph().parse(data=text.text("A test."), format="turtle")
    assert [str(one) for one in found.objects()] == [words]


def test_addresses_take_the_longest_prefix() -> None:
    """An address with a local part that Turtle would not read stays in angle brackets."""
    text = TurtleText(PREFIXES)
    assert text.iri("http://example.org/deep/a") == "deep:a"
    assert text.iri("http://example.org/a") == "ex:a"
    assert text.iri("http://example.org/a.b") == "<http://example.org/a.b>"
    assert text.iri("http://example.org/a/b") == "<http://example.org/a/b>"
    assert text.iri("http://elsewhere.org/a") == "<http://elsewhere.org/a>"


def test_only_prefixes_in_use_are_declared() -> None:
    """A file says no more than it needs."""
    text = TurtleText(PREFIXES)
    text.node(text.iri("http://example.org/a"), [("a", [text.iri("http://example.org/B")])])
    assert text.text("Two\nlines.") == (
        b"# Two\n# lines.\n\n@prefix ex: <http://example.org/> .\n\nex:a\n    a ex:B .\n"
    )


def test_languages_and_datatypes() -> None:
    """A literal has a language, a datatype, or neither."""
    text = TurtleText(PREFIXES)
    assert text.literal("a", "nl") == '"a"@nl'
    assert text.literal("a", datatype="http://example.org/t") == '"a"^^ex:t'
    assert text.literal('"\\\n\u200b') == '"\\"\\\\\\n\\u200B"'


def test_long_lists_are_wrapped() -> None:
    """No line is longer than it should be, and the list is the same."""
    items = [f"ex:item-{number}" for number in range(100)]
    text = TurtleText(PREFIXES)
    text.node(text.term("ex:a"), [(text.term("ex:has"), [collection(items, "    ")])])
    content = text.text("A list.")
    assert max(len(line) for line in content.decode().splitlines()) <= WIDTH
    found = rdflib.Graph().parse(data=content, format="turtle")
    head = found.value(
        rdflib.URIRef("http://example.org/a"), rdflib.URIRef("http://example.org/has")
    )
    assert [str(one).rpartition("/")[2] for one in found.items(head)] == [
        item.removeprefix("ex:") for item in items
    ]


def test_nested_nodes_are_short_or_indented() -> None:
    """A node without a name stands in one line if it fits, else in its own lines."""
    text = TurtleText(PREFIXES)
    assert text.nested([("ex:a", ["ex:b"]), ("ex:c", ["1"])], "    ") == "[ ex:a ex:b ; ex:c 1 ]"
    long = text.nested([("ex:a", ["ex:" + "b" * 50]), ("ex:c", ["ex:" + "d" * 50])], "    ")
    assert long.splitlines()[0] == "["
    assert long.splitlines()[-1] == "    ]"
