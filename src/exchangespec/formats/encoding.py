"""The encoding of a text file: by mark, by NUL bytes, by UTF-8, by language, and last by guess."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from exchangespec.formats.alphabets import ALPHABETS, COMMON_SIGNS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from typing import IO

    Opener = Callable[[], AbstractContextManager[IO[bytes]]]

CHUNK = 1 << 20
SAMPLE = 1 << 16
LOOKED_AT = 4096

# The mark of UTF-32 begins with that of UTF-16, so it comes first.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
UTF8 = frozenset({"utf-8", "utf-8-sig"})
WESTERN, CENTRAL, BALTIC, CYRILLIC, GREEK = "cp1252", "cp1250", "cp1257", "cp1251", "cp1253"
# What files in these languages were saved as before UTF-8: by Windows, by a Mac, by DOS.
PAGES = {
    **dict.fromkeys(
        ["bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"], (CENTRAL, "mac_latin2", "cp852")
    ),
    **dict.fromkeys(["be", "bg", "mk", "ru", "sr", "uk"], (CYRILLIC, "mac_cyrillic", "cp866")),
    "el": (GREEK, "mac_greek", "cp737"),
    "tr": ("cp1254", "mac_turkish", "cp857"),
    "he": ("cp1255", "cp862"),
    "ar": ("cp1256", "cp864"),
    **dict.fromkeys(["et", "lt", "lv"], (BALTIC, "cp775")),
    "vi": ("cp1258",),
    **dict.fromkeys(
        ["ca", "da", "de", "es", "fi", "fr", "ga", "is", "it", "nb", "nl", "nn", "no", "pt", "sv"],
        (WESTERN, "mac_roman", "cp850"),
    ),
}
# The language of the texts of a country, where the language told has no code page of its own: an
# English package from Greece (en-GR) still holds Greek names.
OF_COUNTRY = {
    "BG": "bg", "BY": "be", "CY": "el", "CZ": "cs", "EE": "et", "GR": "el", "HR": "hr", "HU": "hu",
    "LT": "lt", "LV": "lv", "MK": "mk", "PL": "pl", "RO": "ro", "RS": "sr", "RU": "ru", "SI": "sl",
    "SK": "sk", "TR": "tr", "UA": "uk",
}  # fmt: skip
# Where nothing is known of the language, these are tried, the most likely first.
GUESSES = (WESTERN, CENTRAL, GREEK, CYRILLIC, BALTIC, "cp1254", "mac_roman", "cp850", "cp852")
# Names as reports show them.
SHOWN = re.compile(r"^cp(125\d)$")

FOREIGN_WORD = re.compile(r"\w*[^\W\x00-\x7f]\w*")
WORDS_SHOWN = 3
TELLING = 4
AROUND = re.compile(rb"[^\r\n]{0,60}[\x80-\xff][^\r\n]{0,60}")
BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
# So many whole letters for each broken one, and a file is UTF-8 that was damaged.
DAMAGED = 10
MOSTLY = 0.3


@dataclass(frozen=True, slots=True)
class Encoding:
    """What a file is read as, how that was found out, and words by which people can judge it.

    `how` is `mark`, `pattern`, `told`, `utf-8`, `language` or `guess`.
    """

    name: str
    how: str
    words: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """Return the name that people know."""
        return SHOWN.sub(r"windows-\1", self.name)

    @property
    def is_utf8(self) -> bool:
        """Tell whether it is what everyone should use."""
        return self.name in UTF8

    @property
    def errors(self) -> str:
        """Return how bytes that mean nothing are handed on, so that they can be counted."""
        return "replace" if self.name.startswith(("utf-16", "utf-32")) else "surrogateescape"


class Hints(NamedTuple):
    """What the user or the header says of a file: its encoding, or the language of its texts."""

    told: str | None = None
    language: str | None = None


def find_encoding(opener: Opener, hints: Hints) -> Encoding:
    """Find out what a file is to be read as; everything is streamed."""
    with opener() as stream:
        start = stream.read(LOOKED_AT)
    certain = by_its_start(start)
    if certain is None and hints.told and is_known(hints.told):
        certain = Encoding(codecs.lookup(hints.told).name, "told")
    if certain is not None:
        return _with_words(certain, opener)
    if _decodes(opener, "utf-8"):
        return Encoding("utf-8", "utf-8")
    sample = beyond_ascii(opener)
    if is_damaged_utf8(sample):
        return Encoding("utf-8", "utf-8")
    return by_language(sample, hints.language) or guess(sample)


def by_its_start(start: bytes) -> Encoding | None:
    """Return the encoding that a mark or the places of NUL bytes show."""
    marked = next((name for mark, name in MARKS if start.startswith(mark)), None)
    if marked:
        return Encoding(marked, "mark")
    pattern = by_nul_bytes(start)
    return Encoding(pattern, "pattern") if pattern else None


def by_language(sample: bytes, language: str | None) -> Encoding | None:
    """Return the code page that files in a language have: of Windows, unless letters object."""
    tags = (language or "").split("-")
    base = tags[0] if tags[0] in PAGES else OF_COUNTRY.get(tags[-1].upper(), "")
    pages = PAGES.get(base)
    if pages is None:
        return None
    alphabet = ALPHABETS.get(base, "")
    name = max(pages, key=lambda page: fitting(sample, page, [alphabet]))
    return Encoding(name, "language", words_of(sample, name))


def by_nul_bytes(start: bytes) -> str | None:
    """Return UTF-16 or UTF-32 where NUL bytes stand in their regular places."""
    quarters = [start[at::4].count(0) for at in range(4)]
    size = max(1, len(start) // 4)
    full = [count > (1 - MOSTLY) * size for count in quarters]
    if full == [False, True, True, True]:
        return "utf-32-le"
    if full == [True, True, True, False]:
        return "utf-32-be"
    even, odd = quarters[0] + quarters[2], quarters[1] + quarters[3]
    if max(even, odd) > MOSTLY * 2 * size and min(even, odd) < max(even, odd) / 4:
        return "utf-16-be" if even > odd else "utf-16-le"
    return None


def is_known(encoding: str) -> bool:
    """Tell whether there is a text encoding of this name."""
    try:
        codecs.lookup(encoding)
        "".encode(encoding)
    except (LookupError, ValueError):
        return False
    return True


def _chunks(opener: Opener) -> Iterator[bytes]:
    """Yield a file in pieces."""
    with opener() as stream:
        while piece := stream.read(CHUNK):
            yield piece


def _decodes(opener: Opener, encoding: str) -> bool:
    """Tell whether everything decodes, keeping nothing of it."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for piece in _chunks(opener):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def beyond_ascii(opener: Opener) -> bytes:
    """Return what stands around bytes beyond ASCII, wherever in the file the first ones are."""
    found: list[bytes] = []
    size = 0
    for piece in _chunks(opener):
        if piece.isascii():
            continue
        for passage in AROUND.finditer(piece):
            found.append(passage.group())
            size += len(found[-1])
            if size > SAMPLE:
                return b"\n".join(found)
    return b"\n".join(found)


def is_damaged_utf8(sample: bytes) -> bool:
    """Tell whether most letters beyond ASCII are whole in UTF-8, so that the others are damage."""
    rest, whole = MULTIBYTE.subn(b"", sample)
    return whole > DAMAGED * len(BEYOND_ASCII.findall(rest))


def fitting(sample: bytes, page: str, alphabets: Iterable[str]) -> float:
    """Return which part of the letters beyond ASCII belongs to one alphabet, read as this page."""
    text = sample.decode(page, "replace")
    letters = [sign for sign in text if sign > "\x7f"]
    if not letters:
        return 0.0
    known = max(
        (
            sum(sign in COMMON_SIGNS or sign in alphabet for sign in letters)
            for alphabet in map(frozenset, alphabets)
        ),
        default=0,
    )
    # A capital within a word of small letters is hardly ever meant.
    slips = sum(
        after.isupper() and before.islower() for before, after in pairwise(text) if after > "\x7f"
    )
    return (known - slips) / len(letters)


def guess(sample: bytes) -> Encoding:
    """Guess a code page, and show words of which people can tell whether they are right."""
    name = likeliest(sample)
    return Encoding(name, "guess", words_of(sample, name))


def likeliest(sample: bytes) -> str:
    """Return the code page in which one alphabet explains the letters best.

    Between pages that explain as much, a library that knows the frequencies of letters decides.
    """
    scores = {
        page: fitting(sample, page, (ALPHABETS[name] for name in _written_in(page)))
        for page in GUESSES
    }
    best = max(scores.values())
    equals = [page for page in GUESSES if scores[page] >= best]
    if len(equals) == 1:
        return equals[0]
    import charset_normalizer

    found = charset_normalizer.from_bytes(sample, cp_isolation=list(equals)).best()
    names = [] if found is None else found.could_be_from_charset
    return next((page for page in equals if page in names), equals[0])


def _written_in(page: str) -> Iterator[str]:
    """Yield the languages that are written with a code page."""
    for language, pages in PAGES.items():
        if page in pages and language in ALPHABETS:
            yield language


def words_of(sample: bytes, encoding: str) -> tuple[str, ...]:
    """Return a few words by which people can tell whether they were read well."""
    words = dict.fromkeys(FOREIGN_WORD.findall(sample.decode(encoding, "replace")))
    # A single letter tells nobody anything.
    return tuple(sorted(words, key=lambda word: len(word) < TELLING))[:WORDS_SHOWN]


def _with_words(encoding: Encoding, opener: Opener) -> Encoding:
    """Add sample words from the beginning of a file."""
    if encoding.is_utf8:
        return encoding
    with opener() as stream:
        start = stream.read(SAMPLE)
    return Encoding(encoding.name, encoding.how, words_of(start, encoding.name))
