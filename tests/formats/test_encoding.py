"""How the encoding of a text file is found out: the ladder, step by step."""

import io

import pytest

from exchangespec.formats.encoding import Encoding, Hints, find_encoding

WORDS = {
    "bg": "Русе Пловдив България",
    "cs": "Plzeň Žďár Děčín",
    "da": "København Århus Næstved",
    "de": "München Köln Düsseldorf Weißenfels",
    "el": "Θεσσαλονίκη Πάτρα Αθήνα",
    "es": "Logroño Málaga Cádiz",
    "et": "Pärnu Jõhvi Põltsamaa Võru",
    "fi": "Jyväskylä Hämeenlinna Järvenpää",
    "fr": "Besançon Créteil Nîmes",
    "hu": "Győr Székesfehérvár Kecskemét",
    "it": "Forlì Cefalù Città",
    "lt": "Šiauliai Panevėžys Kėdainiai",
    "lv": "Rīga Ventspils Jēkabpils Bīķernieki",
    "nl": "België Coöperatie Curaçao",
    "pl": "Łódź Kraków Częstochowa",
    "pt": "São João Évora Guimarães",
    "ro": "Timişoara Iaşi Bucureşti",
    "sk": "Košice Žilina Nové Zámky",
    "sl": "Škofja Loka Črnomelj Žalec",
    "sv": "Örebro Malmö Växjö Ängelholm",
}
PAGES = {"bg": "cp1251", "el": "cp1253", "et": "cp1257", "lt": "cp1257", "lv": "cp1257"}
CENTRAL = {"cs", "hu", "pl", "ro", "sk", "sl"}


def found(content: bytes, **hints: str | None) -> Encoding:
    """Return what bytes are read as."""
    return find_encoding(lambda: io.BytesIO(content), Hints(**hints))


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"],
)
def test_unicode_is_told_by_its_mark_or_its_nul_bytes(encoding: str) -> None:
    """Also against what the user says, who may be wrong."""
    text = "id;name\r\nex:lodz;Łódź\r\nex:ruse;Ruse\r\n"
    content = text.encode(encoding)
    for told in (None, "cp1252") if encoding != "utf-8" else (None,):
        encoding_found = found(content, told=told)
        assert content.decode(encoding_found.name).removeprefix("\ufeff") == text


@pytest.mark.parametrize("language", WORDS)
def test_the_language_tells_the_code_page(language: str) -> None:
    """Each language has the code page of Windows that its files were saved in."""
    page = "cp1250" if language in CENTRAL else PAGES.get(language, "cp1252")
    encoding = found(WORDS[language].encode(page), language=language)
    assert (encoding.name, encoding.how) == (page, "language")
    assert encoding.words
    assert set(encoding.words) <= set(WORDS[language].split())


@pytest.mark.parametrize(
    ("tag", "page", "language"), [("en-GR", "cp1253", "el"), ("en-PL", "cp1250", "pl")]
)
def test_the_country_tells_the_code_page_of_a_package_in_english(
    tag: str, page: str, language: str
) -> None:
    """Names in it are those of the country."""
    encoding = found(WORDS[language].encode(page), language=tag)
    assert (encoding.name, encoding.how) == (page, "language")


@pytest.mark.parametrize(
    ("language", "page"),
    [("fr", "mac_roman"), ("de", "cp850"), ("pl", "cp852"), ("el", "cp737"), ("bg", "cp866")],
)
def test_other_systems_of_a_language_are_told_by_its_letters(language: str, page: str) -> None:
    """Files of a Mac or of DOS are in the same language, and its alphabet shows it."""
    assert found(WORDS[language].encode(page), language=language).name == page


def test_without_a_language_the_letters_decide() -> None:
    """A guess is marked as one; of 20 languages most are read rightly."""
    right = 0
    for language, text in WORDS.items():
        page = "cp1250" if language in CENTRAL else PAGES.get(language, "cp1252")
        encoding = found(text.encode(page))
        assert encoding.how == "guess"
        right += text.encode(page).decode(encoding.name) == text
    assert right >= 18


def test_damaged_utf8_stays_utf8() -> None:
    """A few broken bytes among many whole letters do not make it another encoding."""
    content = WORDS["el"].encode() * 3 + b"\xff" + WORDS["el"].encode()
    assert found(content).name == "utf-8"
    assert found(b"caf\xe9").name == "cp1252"


def test_letters_far_down_are_seen() -> None:
    """The first bytes beyond ASCII may stand after megabytes of plain text."""
    content = b"plain;text\n" * 300_000 + WORDS["pl"].encode("cp1250")
    encoding = found(content)
    assert (encoding.name, encoding.words[0]) == ("cp1250", "Łódź")


def test_an_encoding_told_is_taken_if_there_is_one() -> None:
    """An unknown name is passed over."""
    content = WORDS["fr"].encode("mac_roman")
    assert (found(content, told="macroman").name, found(content, told="macroman").how) == (
        "mac-roman",
        "told",
    )
    assert found(content, told="klingon").how == "guess"
