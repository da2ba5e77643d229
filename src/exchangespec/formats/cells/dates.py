"""Dates and times as people type them: "16.10.2017", "October 2017", "c. 2015", "9h30"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from exchangespec.codelists.folding import fold
from exchangespec.finding import Fault
from exchangespec.formats.cells.values import UNREAD, Change, changed
from exchangespec.model.dates import date_span
from exchangespec.model.kinds import Date, Period, Time

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DATE = re.compile(Date().regex() or "")
OPEN_DATE = re.compile(Date(open_end=True).regex() or "")
PERIOD = re.compile(Period().regex() or "")
CLOCK = re.compile(Time().regex() or "")

# Names of months as they stand in dates; abbreviations are made from their beginnings.
MONTHS: dict[str, str] = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
    " dicembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
    " diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro"
    " dezembro",
    "pl": "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad"
    " grudzień",
    "pl in dates": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września"
    " października listopada grudnia",
    "el": "Ιανουάριος Φεβρουάριος Μάρτιος Απρίλιος Μάιος Ιούνιος Ιούλιος Αύγουστος Σεπτέμβριος"
    " Οκτώβριος Νοέμβριος Δεκέμβριος",
    "el in dates": "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου"
    " Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου",
}
# Finnish months are not cut to three letters: "mar" could be March or November.
UNCUT_MONTHS: dict[str, str] = {
    "fi": "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu"
    " marraskuu joulukuu",
    "fi in dates": "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta"
    " elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
    "de in Austria": "Jänner Feber März April Mai Juni Juli August September Oktober November"
    " Dezember",
}
SHORTEST_CUT, LONGEST_CUT = 3, 4


@cache
def month_words() -> Mapping[str, int]:
    """Return the month that each folded name or unmistakable beginning of one means."""
    words: dict[str, int] = {}
    cuts: dict[str, set[int]] = {}
    for names in (*MONTHS.values(), *UNCUT_MONTHS.values()):
        words.update((fold(name), at) for at, name in enumerate(names.split(), 1))
    for names in MONTHS.values():
        for at, name in enumerate(names.split(), 1):
            for length in range(SHORTEST_CUT, LONGEST_CUT + 1):
                cuts.setdefault(fold(name)[:length], set()).add(at)
    sure = {cut: min(found) for cut, found in cuts.items() if len(found) == 1}
    return {**sure, **words}


# Small words in dates that say nothing: "16 de octubre de 2017", "the 16th of October".
FILLERS = frozenset(
    map(
        fold,
        [
            "of",
            "the",
            "on",
            "de",
            "del",
            "di",
            "den",
            "der",
            "des",
            "le",
            "la",
            "el",
            "il",
            "am",
            "du",
            "du",
            "d'",
            "do",
            "da",
        ],
    )
)
CIRCA = re.compile(
    r"(?:c\.|ca\.?|circa|about|around|approx\.?|approximately|~|vers|environ|um|etwa|rund|ongeveer"
    r"|rond|omstreeks|verso(?: il)?|intorno al|hacia|noin|περίπου(?: το)?|γύρω στο|około|ok\.)\s*",
    re.IGNORECASE,
)
YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})\.?")
DAY_FIRST = re.compile(r"([0-9]{1,2})(\. ?|[-/])([0-9]{1,2})(?:\. ?|[-/])([0-9]{4})\.?")
MONTH_YEAR = re.compile(r"([0-9]{1,2})[-./]([0-9]{4})")
YEAR_MONTH = re.compile(r"([0-9]{4})-([0-9])")
DECADE = re.compile(r"(?:the )?([0-9]{3})0'?s", re.IGNORECASE)
SHORT_YEAR = re.compile(r"([0-9]{1,2})([-./])([0-9]{1,2})[-./]'?([0-9]{2})")
FOUR_DIGITS = re.compile("[0-9]{4}")
TWO_DIGITS = re.compile("[0-9]{1,2}")
WORD = re.compile(r"[0-9]+|[^\W\d_]+(?:[’'])?")
ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "ere", "e", "ste", "de"})
DAY_RANGE = re.compile(
    r"(?:from )?(?:the )?([0-9]{1,2})(?:st|nd|rd|th|\.)?\s*(?:-|–|—|to|and|&|bis|tot|au|al)\s*"
    r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th|\.)?\s+(.*)",
    re.IGNORECASE,
)
# "March 25-26, 2015"
MONTH_FIRST = re.compile(
    r"(?P<month>[^\W\d_]+)\.? (?P<first>[0-9]{1,2}) ?[-–—] ?(?P<last>[0-9]{1,2}),?"
    r" (?P<year>[0-9]{4})"
)
JOINTS = re.compile(
    r" ?[-–—] ?| ?/ ?"
    r"| (?:to|until|till|and|&|bis|bis zum|und|tot|tot en met|t/m|en|au|et|al|e|hasta|y|έως|και"
    r"|do|i|til|till|och|og|ja) ",
    re.IGNORECASE,
)
FROM = re.compile(
    r"(?:from|between|vom|von|zwischen|van|tussen|du|de|dal|del|od|από) ", re.IGNORECASE
)
DAY_ALONE = re.compile(r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th|er|e|º|\.)?", re.IGNORECASE)
DAY_AND_MONTH = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})[./]?")
LENGTH_OF_DAY = 10
YEARS = re.compile(r"([0-9]{4})\s*(?:-|–|—|/|to|until)\s*([0-9]{4}|\.\.)", re.IGNORECASE)
ONGOING = frozenset(
    map(fold, ("ongoing", "present", "now", "today", "laufend", "heute", "en cours", "lopend",
               "heden",
               "in corso", "en curso", "jatkuu", "σε εξέλιξη", "w toku"))
)  # fmt: skip
LAST_MONTH, LAST_DAY = 12, 31
CENTURY_TURN = 70
# Two-digit years from here on are of the last century; only ever a guess that is offered.
DOUBTFUL_YEARS = range(50, CENTURY_TURN)
DAY_ZERO = date(1899, 12, 30)
LENGTH_OF_SERIAL = 5
SERIALS = range(18_264, 73_051)
# Workbook days of 1950 to 2099.


def read_date(text: str, *, open_end: bool) -> Change:
    """Read a date in our notation or in any that has one meaning only."""
    form = OPEN_DATE if open_end else DATE
    return Change(text, known=True) if form.fullmatch(text) else _read_words(text)


def read_period(text: str) -> Change:
    """Read a date or an interval; two years are one."""
    if PERIOD.fullmatch(text):
        return Change(text, known=True)
    found = YEARS.fullmatch(text)
    if found:
        return changed("date-normalised", text, f"{found[1]}/{found[2]}")
    return _read_words(text)


def _read_words(text: str) -> Change:
    """Read a date in another notation than ours."""
    bare, mark = _without_doubt(text)
    readings = _readings(bare)
    if not readings or (mark and readings[0][-1] in "?~%"):
        return Change(text)
    if not any(map(exists, readings)):
        return no_such_day(text)
    readings = [reading + mark for reading in readings]
    if len(readings) > 1:
        params = {"value": text, "candidates": readings}
        return Change(UNREAD, Fault("ambiguous-date", params, suggestions=tuple(readings)))
    return changed("date-normalised", text, readings[0])


def exists(reading: str) -> bool:
    """Tell whether the calendar has a date."""
    return date_span(reading) is not None


def no_such_day(text: str) -> Change:
    """Return the error of a date such as 31/04/2024: to write it otherwise would not mend it."""
    return Change(UNREAD, Fault("day-does-not-exist", {"value": text}))


def _without_doubt(text: str) -> tuple[str, str]:
    """Split off what says that a date is doubtful or approximate."""
    doubtful = text.endswith("?")
    bare = text.removesuffix("?").rstrip()
    if doubtful and bare.startswith("(") and bare.endswith(")"):
        bare = bare[1:-1]
    circa = CIRCA.match(bare)
    if circa and circa.end() < len(bare):
        return bare[circa.end() :], "%" if doubtful else "~"
    return bare, "?" if doubtful else ""


def _readings(text: str) -> list[str]:
    """Return every date that a text without doubt marks can mean."""
    if DATE.fullmatch(text):
        return [text]
    for pattern, numbers in NUMBERED:
        found = pattern.fullmatch(text)
        if found:
            return numbers(found)
    return _in_words(text)


def _day_first(found: re.Match[str]) -> list[str]:
    """Read 16.10.2017, always the day first, or 16/10/2017, where the numbers must tell."""
    first, mark, second, year = found.groups()
    day_first = _day(year, second, first)
    if mark.startswith("."):
        return day_first
    return list(dict.fromkeys([*day_first, *_day(year, first, second)]))


NUMBERED: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], list[str]]], ...] = (
    (YEAR_FIRST, lambda found: _day(found[1], found[2], found[3])),
    (DAY_FIRST, _day_first),
    (MONTH_YEAR, lambda found: _month(found[2], int(found[1]))),
    (YEAR_MONTH, lambda found: _month(found[1], int(found[2]))),
    (DECADE, lambda found: [f"{found[1]}X"]),
)


def _day(year: str, month: str, day: str) -> list[str]:
    """Return a full date, or nothing where the numbers are too high or the year is 0."""
    if 1 <= int(month) <= LAST_MONTH and 1 <= int(day) <= LAST_DAY and int(year):
        return [f"{year}-{int(month):02}-{int(day):02}"]
    return []


def _month(year: str, month: int) -> list[str]:
    """Return a month of a year."""
    return [f"{year}-{month:02}"] if 1 <= month <= LAST_MONTH and int(year) else []


def _in_words(text: str) -> list[str]:
    """Read a date with the name of its month."""
    year, month, day, others = _tokens(text)
    if others or month is None or year is None:
        return []
    return _month(year, month) if day is None else _day(year, str(month), day)


def _tokens(text: str) -> tuple[str | None, int | None, str | None, bool]:
    """Return year, month and day found in words, and whether there is anything else."""
    if re.search(r"[^\w\s.,’'()º°]", text):
        return None, None, None, True
    year: str | None = None
    month: int | None = None
    day: str | None = None
    before = ""
    for word in WORD.findall(text):
        folded = fold(word)
        if FOUR_DIGITS.fullmatch(word) and year is None:
            year = word
        elif TWO_DIGITS.fullmatch(word) and day is None:
            day = word
        elif folded in month_words() and month is None:
            month = month_words()[folded]
        elif not (folded in FILLERS or (before.isdigit() and folded in ORDINALS)):
            return None, None, None, True
        before = word
    return year, month, day, False


def guess_date(text: str) -> tuple[str, ...]:
    """Return dates that a text may mean but that only a person can choose."""
    if text.isascii() and text.isdigit() and len(text) == LENGTH_OF_SERIAL:
        return (day_of_serial(int(text)),) if int(text) in SERIALS else ()
    if fold(text) in ONGOING:
        return ("..",)
    return _guess_span(text) or _guess_part(text)


def short_dates(text: str) -> tuple[str, ...]:
    """Return every date that a text such as `31/12/18` or `16.10.17` can mean.

    With a point the day is first. Years that may be of this or of the last century mean both;
    with hyphens the year may as well be first, which is not read.
    """
    found = SHORT_YEAR.fullmatch(text)
    if found is None or found[2] == "-":
        return ()
    first, mark, second, short = found.groups()
    years = years_of(short)
    readings = [reading for year in years for reading in _day(year, second, first)]
    if mark == "/":
        readings += [reading for year in years for reading in _day(year, first, second)]
    return tuple(dict.fromkeys(readings))


FIGURES = re.compile(r"([0-9]{1,4})[./-]([0-9]{1,2})[./-]'?([0-9]{1,4})\.?")


def date_by_order(text: str, order: str) -> str | None:
    """Return a date of three numbers, of which it is known which is day, month and year.

    None for what is written otherwise; of years of two digits also for what does not exist, or may
    be of this or of the last century.
    """
    found = FIGURES.fullmatch(text)
    if found is None:
        return None
    part = dict(zip(order, found.groups(), strict=True))
    if len(part["d"]) > len("31") or len(part["y"]) not in {len("24"), len("2024")}:
        return None
    rest = f"-{part['m']:0>2}-{part['d']:0>2}"
    if FOUR_DIGITS.fullmatch(part["y"]):
        return part["y"] + rest
    read = [year + rest for year in years_of(part["y"])]
    return read[0] if len(read) == 1 and exists(read[0]) else None


def years_of(short: str) -> list[str]:
    """Return every year that two digits can mean."""
    if int(short) in DOUBTFUL_YEARS:
        return [f"20{short}", f"19{short}"]
    return [f"{'19' if int(short) >= CENTURY_TURN else '20'}{short}"]


def _guess_span(text: str) -> tuple[str, ...]:
    """Return the dates at both ends of a span, or of both readings of a short year."""
    found = SHORT_YEAR.fullmatch(text)
    if found:
        first, mark, second, short = found.groups()
        year = f"{'19' if int(short) >= CENTURY_TURN else '20'}{short}"
        day_first = _day(year, second, first)
        readings = day_first if mark == "." else [*day_first, *_day(year, first, second)]
        return tuple(filter(exists, dict.fromkeys(readings)))
    return span(text) or ()


def span(text: str) -> tuple[str, str] | None:
    """Return the first and the last day, month or year where a text is a span of time."""
    found = DAY_RANGE.fullmatch(text)
    if found:
        ends = [_words_with_day(day, found[3]) for day in (found[1], found[2])]
        if ends[0] and ends[1]:
            return ends[0], ends[1]
    found = MONTH_FIRST.fullmatch(text)
    if found:
        text = (
            f"{found['first']} {found['month']} - {found['last']} {found['month']} {found['year']}"
        )
    for joint in JOINTS.finditer(text):
        last = _only(text[joint.end() :].strip())
        first = _first_of(text[: joint.start()].strip(), last) if last else None
        if first and last and first <= last:
            return first, last
    found = YEARS.fullmatch(text)
    return (found[1], found[2]) if found and found[2] == ".." else None


def _only(text: str) -> str | None:
    """Return the only date that a text can mean."""
    found = _readings(text)
    return found[0] if len(found) == 1 and exists(found[0]) else None


def _first_of(text: str, last: str) -> str | None:
    """Return the beginning of a span, of which the end may say month and year."""
    text = FROM.sub("", text)
    whole = _only(text)
    if whole:
        return whole
    found = DAY_ALONE.fullmatch(text)
    if found and len(last) == LENGTH_OF_DAY:
        return next(filter(exists, _day(last[:4], last[5:7], found[1])), None)
    found = DAY_AND_MONTH.fullmatch(text)
    if found:
        return next(filter(exists, _day(last[:4], found[2], found[1])), None)
    words = _words_with_day(None, text)
    return f"{last[:4]}{words[4:]}" if words and words.startswith("XXXX") else None


def _guess_part(text: str) -> tuple[str, ...]:
    """Return a date without its year, or the only year in a text."""
    alone = _words_with_day(None, text)
    if alone:
        return (alone,)
    years = re.findall(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", text)
    return (years[0],) if len(years) == 1 else ()


def _words_with_day(day: str | None, text: str) -> str | None:
    """Return a date in words, its year perhaps unknown; the day may stand apart."""
    year, month, own_day, others = _tokens(text)
    if others or month is None or (day and own_day):
        return None
    day = day or own_day
    found = _day(year or "2000", str(month), day) if day else _month(year or "2000", month)
    if not (found and exists(found[0])):
        return None
    return found[0] if year else f"XXXX{found[0][4:]}"


def day_of_serial(number: int) -> str:
    """Return the day that a workbook keeps as this number."""
    return (DAY_ZERO + timedelta(days=number)).isoformat()


# What says that an hour follows. "At 3" may be in the afternoon, the others count to 24.
HOUR_FOLLOWS = (
    r"um|à|om|alle\s+ore|alle|dalle\s+ore|ore|a\s+las|às|klo|kl\.?|o\s+godz\.?|godz\.?|godzina"
    r"|o\s+godzinie|ώρα|στις"
)
HOUR_WORD = r"uhr|uur|hrs?|hs|h|u|heures?|horas?|o'clock"
# Of the day's halves, in English, Greek and Swedish.
MORNING = frozenset({"am", "πμ", "fm"})
AFTERNOON = frozenset({"pm", "μμ", "em"})
HALF = r"[ap]\.?\s?m|[πμ]\.?\s?μ|[fe]\.?\s?m"
HOURS_AND_MINUTES = re.compile(
    rf"(?:(?:at|(?P<follows>{HOUR_FOLLOWS}))\s+)?"
    rf"(?P<hour>[0-9]{{1,2}})(?:\s*(?P<mark>[:.]|(?:{HOUR_WORD})\.?(?=\s*[0-9]))"
    r"\s*(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?)?"
    rf"\s*(?P<word>{HOUR_WORD}|{HALF})?\.?",
    re.IGNORECASE,
)
HOURS_A_DAY, HALF_A_DAY = 24, 12
MINUTES_A_DAY = HOURS_A_DAY * 60


def read_time(text: str) -> Change:
    """Read a time of day; a bare number is none."""
    if CLOCK.fullmatch(text):
        return Change(text, known=True)
    found = HOURS_AND_MINUTES.fullmatch(text)
    if found is None or not (found["minute"] or found["word"] or found["follows"]):
        return Change(text)
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = re.sub(r"[.\s]", "", (found["word"] or "").casefold())
    if half in MORNING | AFTERNOON:
        if not 1 <= hour <= HALF_A_DAY:
            return Change(text)
        hour = hour % HALF_A_DAY + (HALF_A_DAY if half in AFTERNOON else 0)
    read = f"{hour:02}:{minute:02}"
    return changed("value-normalised", text, read) if CLOCK.fullmatch(read) else Change(text)


def time_of_number(number: float) -> str | None:
    """Return the time that a fraction of a day, or a whole hour, stands for."""
    if 0 <= number < 1:
        minutes = round(number * MINUTES_A_DAY) % MINUTES_A_DAY
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if 0 <= number < HOURS_A_DAY and number == int(number):
        return f"{int(number):02}:00"
    return None
