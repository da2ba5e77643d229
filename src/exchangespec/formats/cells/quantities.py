"""Quantities as people type them: "more than 100", "30 000+", "over 17%", "50-60"."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from exchangespec.finding import Fault
from exchangespec.formats.cells.values import UNREAD, Change, changed
from exchangespec.model.kinds import QUANTITY
from exchangespec.model.quantities import canonical_quantity

# Words before a number, longest first when they are tried; several languages side by side.
WORDS: dict[str, tuple[str, ...]] = {
    ">": (
        ">", "more than", "over", "above", "greater than", "exceeding", "well over",
        "mehr als", "über", "ueber", "plus de", "plus d'", "au-delà de", "meer dan", "ruim",
        "boven",
        "più di", "oltre", "più che", "más de", "mas de", "mais de", "yli", "enemmän kuin",
        "πάνω από", "περισσότεροι από", "περισσότερες από", "περισσότερα από", "άνω των",
        "ponad", "więcej niż", "powyżej",
    ),
    ">=": (
        ">=", "=>", "≥", "⩾", "at least", "minimum", "min.", "min", "no fewer than",
        "not less than",
        "from", "mindestens", "wenigstens", "ab", "au moins", "minimum de", "ten minste",
        "tenminste",
        "minstens", "minimaal", "vanaf", "almeno", "minimo", "al menos", "por lo menos",
        "como mínimo", "mínimo", "pelo menos", "vähintään", "ainakin", "τουλάχιστον",
        "co najmniej", "przynajmniej", "minimalnie",
    ),
    "<": (
        "<", "fewer than", "less than", "under", "below", "weniger als", "unter", "moins de",
        "moins d'", "minder dan", "onder", "meno di", "menos de", "alle", "vähemmän kuin",
        "λιγότεροι από", "λιγότερες από", "λιγότερα από", "κάτω από", "mniej niż", "poniżej",
    ),
    "<=": (
        "<=", "=<", "≤", "⩽", "up to", "at most", "maximum", "max.", "max", "no more than",
        "not more than", "bis zu", "höchstens", "maximal", "jusqu'à", "jusqu’à", "au plus",
        "au maximum", "tot", "hoogstens", "maximaal", "ten hoogste", "fino a", "al massimo",
        "hasta", "como máximo", "até", "enintään", "korkeintaan", "έως", "μέχρι", "το πολύ",
        "do", "najwyżej", "maksymalnie",
    ),
    "~": (
        "~", "≈", "about", "around", "approximately", "approx.", "approx", "circa", "ca.", "ca",
        "c.",
        "roughly", "some", "etwa", "rund", "ungefähr", "zirka", "environ", "autour de", "ongeveer",
        "zo'n", "rond", "rond de", "intorno a", "circa i", "unos", "unas", "alrededor de",
        "aproximadamente", "aprox.", "cerca de", "noin", "περίπου", "περ.", "około", "ok.",
        "mniej więcej", "env.", "env", "appr.", "c.a", "c.ca", "cca", "cca.", "ung.", "ungefär",
        "omkring", "kb.", "±", "+/-", "+-",
    ),
    # That a number follows; it is as exact as it stands there.
    "": (
        "n.", "n°", "nº", "n.º", "n =", "n=", "nr", "nr.", "no.", "№", "num.", "núm.", "numero",
        "número", "nombre", "liczba", "lkm", "lkm.", "αρ.", "αριθμός", "anzahl", "aantal",
    ),
}  # fmt: skip
AFTER: dict[str, tuple[str, ...]] = {
    ">=": (
        "+", "or more", "and more", "oder mehr", "und mehr", "ou plus", "et plus", "of meer",
        "en meer", "o più", "e più", "o más", "y más", "tai enemmän", "ή περισσότερα", "lub więcej",
    ),
    "<=": (
        "or less", "or fewer", "oder weniger", "ou moins", "of minder", "o meno", "o menos",
        "tai vähemmän", "lub mniej",
    ),
    "~": (
        "ca.", "ca", "circa", "c.a", "approx.", "approx", "approximately", "environ", "env.",
        "ungefähr", "ongeveer", "aproximadamente", "aprox.", "περίπου", "περ.",
    ),
}  # fmt: skip
SHARES = (
    "%", "per cent", "percent", "prozent", "pour cent", "procent", "per cento", "por ciento",
    "prosenttia", "prosentti", "τοις εκατό", "τοις εκατο",
)  # fmt: skip
JOINTS = ("..", "-", "–", "—", "to", "bis", "à", "tot", "a", "hasta", "έως", "do")
BETWEEN = (
    ("between", "and"), ("from", "to"), ("zwischen", "und"), ("von", "bis"), ("entre", "et"),
    ("de", "à"), ("tussen", "en"), ("van", "tot"), ("tra", "e"), ("da", "a"), ("entre", "y"),
    ("de", "a"), ("μεταξύ", "και"), ("od", "do"), ("między", "a"),
)  # fmt: skip

# What is counted in some fields; that people write it behind the number changes nothing.
PEOPLE = (
    "people", "persons", "person", "pax", "pers.", "participants", "attendees", "delegates",
    "visitors", "officers", "personen", "leute", "teilnehmer", "teilnehmende", "teilnehmerinnen",
    "delegierte", "besucher", "deelnemers", "mensen", "bezoekers", "personnes", "participants",
    "délégués", "persone", "partecipanti", "delegati", "personas", "participantes", "pessoas",
    "osób", "osoby", "uczestników", "henkilöä", "osallistujaa", "άτομα", "συμμετέχοντες",
    "personer", "deltagare", "deltakere", "deltagere", "osob", "fő", "osoba", "oameni",
)  # fmt: skip
INHABITANTS = (
    *PEOPLE, "inhabitants", "residents", "einwohner", "einwohnerinnen", "inwoners", "habitants",
    "abitanti", "habitantes", "mieszkańców", "asukasta", "κάτοικοι", "invånare", "innbyggere",
    "indbyggere", "obyvatel", "lakos", "stanovnika", "locuitori",
)  # fmt: skip
DAYS = (
    "days", "day", "tage", "tag", "dagen", "dag", "jours", "jour", "giorni", "giorno", "días",
    "dias", "dni", "päivää", "ημέρες", "μέρες", "dagar", "dager", "dage", "dny", "nap", "dana",
)  # fmt: skip

# Numbers in words behind a number; only offered, as "t." and "k" may mean something else.
MAGNITUDES: dict[int, tuple[str, ...]] = {
    100: ("hundred", "hundreds", "hundert", "honderd", "cents", "centinaia", "sataa", "sto"),
    1_000: (
        "thousand", "thousands", "k", "tausend", "tsd", "tsd.", "mille", "mila", "mil",
        "milhares", "duizend", "dzd", "tuhatta", "tuhat", "t.", "tys", "tys.", "tysięcy", "tysiące",
        "χιλιάδες", "χιλ.", "χιλ", "ezer", "tisíc", "tis.", "tusen", "tusind", "mii", "tisuća",
        "tisoč", "хиляди", "tūkstoši", "tūkstančių",
    ),
    1_000_000: (
        "million", "millions", "mio", "mio.", "millionen", "milioni", "milione", "millones",
        "millón", "milhões", "miljoen", "mln", "mln.", "miljoonaa", "miljoona", "milj.",
        "milionów", "miliony", "milion", "milionu", "εκατομμύρια", "εκατομμύριο", "εκατ.",
        "millió", "miljoner", "millioner", "milioane", "milijuna", "milijon", "милиона",
        "miljoni", "milijonai",
    ),
}  # fmt: skip
# What is counted is a word; what is shorter may stand for a number that we do not know.
SHORTEST_COUNTED = 4

SPACES = "\\s\u00a0\u2007\u2009\u202f"
DIGITS = rf"-?[0-9](?:[0-9.,{SPACES}'’]*[0-9])?"


def _any(words: tuple[str, ...]) -> str:
    """Return a pattern of any of the words, the longest first; spaces in them may be wide."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)


@cache
def units(field: str) -> re.Pattern[str] | None:
    """Return the words a field's numbers may carry, such as "8 people"; patterns cost at start."""
    for words, fields in (
        (PEOPLE, ("attendance", "delegation_size", "headcount")),
        (INHABITANTS, ("population",)),
        (DAYS, ("days",)),
    ):
        if field in fields:
            return re.compile(rf"(?<=[0-9+])[{SPACES}]*(?:{_any(words)})\.?$", re.IGNORECASE)
    return None


SIGN_OF = {word: sign for sign, words in WORDS.items() for word in words}
SIGN_AFTER = {word: sign for sign, words in AFTER.items() for word in words}
SHARE = rf"(?:\s*(?P<share>{_any(SHARES)}))?"


@cache
def one() -> re.Pattern[str]:
    """Return the pattern of one number with the words around it."""
    return re.compile(
        rf"(?P<before>{_any(tuple(SIGN_OF))})?\s*(?P<low>{DIGITS}){SHARE}"
        rf"\s*(?P<after>{_any(tuple(SIGN_AFTER))})?(?P<share_after>\s*%)?",
        re.IGNORECASE,
    )


@cache
def ranges() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of two numbers with words between or before them."""
    joined = rf"(?P<low>{DIGITS})(?:\s*%)?\s*(?:{_any(JOINTS)})\s*(?P<high>{DIGITS}){SHARE}"
    between = (
        rf"{re.escape(first)}\s+(?P<low>{DIGITS})(?:\s*%)?\s+{re.escape(second)}"
        rf"\s+(?P<high>{DIGITS}){SHARE}"
        for first, second in BETWEEN
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in (joined, *between))


GROUPED = re.compile(
    rf"(?P<minus>-?)(?P<whole>[0-9]{{1,3}}(?:[{SPACES}'’][0-9]{{3}})+)(?:[.,](?P<part>[0-9]+))?"
)
ONE_MARK = re.compile(r"(?P<minus>-?)(?P<whole>[0-9]+)(?P<mark>[.,])(?P<part>[0-9]+)")
SAME_MARKS = re.compile(
    r"(?P<minus>-?)(?P<whole>[0-9]{1,3}(?P<mark>[.,])[0-9]{3}(?:(?P=mark)[0-9]{3})+)"
)
BOTH_MARKS = re.compile(
    r"(?P<minus>-?)(?P<whole>[0-9]{1,3}(?P<mark>[.,])[0-9]{3}(?:(?P=mark)[0-9]{3})*)"
    r"(?!(?P=mark))[.,](?P<part>[0-9]+)"
)
PLAIN = re.compile(r"(?P<minus>-?)(?P<whole>[0-9]+)")
GROUP = 3
# Digits between thousands marks.
INTEGER = re.compile(r"0|-?[1-9][0-9]*")
MARKS = re.compile(rf"[{SPACES}'’.,]")

# Languages that write thousands with a point, or with a comma. Where a language has neither
# (French, Finnish, Polish: a space), a mark before three digits may be either.
POINT_THOUSANDS = frozenset(
    ["da", "de", "el", "es", "hr", "id", "is", "it", "mk", "nl", "pt", "ro", "sl", "sr", "tr"]
)
COMMA_THOUSANDS = frozenset(["en", "ga", "he", "ja", "ko", "mt", "th", "zh"])

# Our own decimals that look like thousands: written with a zero in front, which nobody types.
LIKE_THOUSANDS = re.compile(r"(?<![0-9])(?<![0-9]\.)(?=[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9]))")
WITH_ZERO = re.compile(r"(?<![0-9])(?<![0-9]\.)0(?=[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9]))")


def shielded(text: str) -> str:
    """Return our notation as tables hold it: a decimal that looks like thousands gets a zero."""
    return text if text.endswith("%") else LIKE_THOUSANDS.sub("0", text)


def read_quantity(text: str, language: str | None, units: re.Pattern[str] | None = None) -> Change:
    """Read a quantity in our notation or in words; `units` may follow it and say nothing more."""
    if QUANTITY.fullmatch(text) and (text.endswith("%") or not LIKE_THOUSANDS.search(text)):
        return Change(canonical_quantity(text), known=True)
    bare = WITH_ZERO.sub("", text)
    if bare != text and QUANTITY.fullmatch(bare) and not bare.endswith("%"):
        return Change(bare, known=True)
    if INTEGER.fullmatch(text):
        return Change(canonical_quantity(text), known=True)
    bare = units.sub("", text) if units else text
    change = _chosen(text, quantity_readings(bare, language))
    if change.fault is not None or change.value is text:
        return change
    return changed("quantity-normalised", text, canonical_quantity(change.value))


def read_number(text: str, language: str | None) -> Change:
    """Read a bare number with thousands or decimal marks; its value is text."""
    return _chosen(text, number_readings(text, language))


def _chosen(text: str, readings: list[str]) -> Change:
    """Return the only reading, what was typed if there is none, or the error that offers both."""
    if len(readings) > 1:
        params = {"value": text, "candidates": readings}
        return Change(UNREAD, Fault("ambiguous-number", params, suggestions=tuple(readings)))
    return Change(readings[0] if readings else text)


def quantity_readings(text: str, language: str | None) -> list[str]:
    """Return every quantity that words can mean, in our notation."""
    for pattern in ranges():
        found = pattern.fullmatch(text)
        if found:
            share = " %" if found["share"] else ""
            low, high = (number_readings(found[end], language) for end in ("low", "high"))
            if len(low) > 1 and len(high) == 1 and not MARKS.search(found["high"]):
                high = high * 2
            if len(low) != len(high) or not low:
                return []
            return [f"{one}..{two}{share}" for one, two in zip(low, high, strict=True)]
    found = one().fullmatch(text)
    if found is None or (found["before"] and found["after"]):
        return []
    sign = SIGN_OF.get(_word(found["before"]), "") or SIGN_AFTER.get(_word(found["after"]), "")
    share = " %" if found["share"] or found["share_after"] else ""
    return [f"{sign}{number}{share}" for number in number_readings(found["low"], language)]


def _word(text: str | None) -> str:
    """Return a word as the tables above have it."""
    return " ".join((text or "").lower().split())


def number_readings(text: str, language: str | None) -> list[str]:
    """Return the numbers a text can stand for: two where thousands and decimals look alike."""
    for pattern in (PLAIN, GROUPED, SAME_MARKS, BOTH_MARKS):
        found = pattern.fullmatch(text)
        if found:
            parts = found.groupdict()
            return [_composed(found["minus"], found["whole"], parts.get("part"))]
    found = ONE_MARK.fullmatch(text)
    if found is None:
        return []
    minus, whole, mark, part = found.group("minus", "whole", "mark", "part")
    decimal = _composed(minus, whole, part)
    if len(part) != GROUP or len(whole) > GROUP or whole.startswith("0"):
        return [decimal]
    thousands = _composed(minus, whole + part, None)
    base = (language or "").partition("-")[0]
    if base in (POINT_THOUSANDS if mark == "." else COMMA_THOUSANDS):
        return [thousands]
    return [thousands, decimal]


def _composed(minus: str, whole: str, part: str | None) -> str:
    """Return a number in our notation."""
    digits = MARKS.sub("", whole).lstrip("0") or "0"
    number = f"{digits}.{part}" if part else digits
    return f"{minus}{number}" if number.strip("0.") else number


def guess_quantity(text: str, language: str | None) -> tuple[str, ...]:
    """Return the quantity of a text that goes on with what is counted, in thousands or millions.

    A short word that is not known may be such a number itself, so it leaves no guess.
    """
    found = re.match(
        rf"(?P<before>.*?)(?P<number>{DIGITS})(?P<after>(?:\s*%)?\+?)\s*(?P<rest>[^0-9]*)$", text
    )
    if found is None:
        return ()
    first = _word(found["rest"]).partition(" ")[0]
    times = next((times for times, words in MAGNITUDES.items() if first in words), None)
    if times is None and 0 < len(first.strip(".,;:()!")) < SHORTEST_COUNTED:
        return ()
    numbers = [found["number"]]
    if times is not None:
        if re.search(r"[0-9]", found["before"]):
            # Of two numbers nobody knows whether the word goes with both.
            return ()
        numbers = [_scaled(number, times) for number in number_readings(found["number"], language)]
    texts = (f"{found['before']}{number}{found['after']}" for number in numbers)
    return tuple(dict.fromkeys(one for text in texts for one in quantity_readings(text, language)))


def _scaled(number: str, times: int) -> str:
    """Return a number of thousands or millions written out."""
    text = f"{Decimal(number) * times:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
