"""What is typed in cells: canonical values stay as they are, sloppy ones become canonical."""

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchangespec import spec
from exchangespec.finding import Fix
from exchangespec.formats.cells import (
    UNREAD,
    Cell,
    Defaults,
    Shown,
    Unreadable,
    cell_text,
    converter,
    extension_converter,
    suggestion,
    tidy,
    written,
)
from exchangespec.formats.cells.meant import Nowhere
from exchangespec.formats.cells.quantities import guess_quantity
from exchangespec.formats.format import RawRecord
from exchangespec.structure import judge
from generated import value

FIELDS = [
    pytest.param(field, id=f"{name}.{field.name}")
    for name, form in spec.records().items()
    for field in form.fields.values()
    if field.name != "type" and not field.localised
]


def field(path: str) -> spec.FieldSpec:
    """Return a field by type and name."""
    record_type, _, name = path.partition(".")
    return spec.records()[record_type].fields[name]


def read(path: str, cell: Cell, language: str | None = "en") -> tuple[Any, RawRecord]:
    """Read one cell of a column; texts are in the default language."""
    raw = RawRecord({}, Nowhere(), 1)
    known = field(path)
    defaults = Defaults(language=language, prefix="ex")
    return converter(known, defaults, language="en" if known.localised else None)(cell, raw), raw


def slugs(raw: RawRecord) -> list[str]:
    """Return what was noticed."""
    return [fault.slug for fault in raw.faults]


@pytest.mark.parametrize("known", FIELDS)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_canonical_value_reads_back_as_itself(known: spec.FieldSpec, data: st.DataObject) -> None:
    """What is written for a canonical value reads back equal, without any fault, as text and as cell."""
    original = data.draw(value(known))
    language = data.draw(st.sampled_from([None, "en", "de", "fr", "el"]))
    cell = written(known, original)
    for shape in (cell, cell_text(cell) if not isinstance(cell, str) else cell):
        raw = RawRecord({}, Nowhere(), 1)
        result = converter(known, Defaults(language=language, prefix="other"))(shape, raw)
        assert result == original
        assert type(result) is type(original) or known.kind.name == "number"
        assert raw.faults == []
        assert raw.named == set()


@given(text=st.text(min_size=1, max_size=40))
def test_tidying_twice_is_tidying_once(text: str) -> None:
    """A tidied text stays as it is."""
    assert tidy(tidy(text)) == tidy(text)


# The field, the language of the package, what was typed, and what it means.
QUANTITIES = [
    ("en", "more than 100", ">100"),
    ("en", "More than 100", ">100"),
    ("en", "over 17%", ">17 %"),
    ("en", "over 1 000", ">1000"),
    ("en", "30 000+", ">=30000"),
    ("en", "30\u00a0000+", ">=30000"),
    ("en", "at least 50", ">=50"),
    ("en", "about 80", "~80"),
    ("en", "ca. 80", "~80"),
    ("en", "c. 80", "~80"),
    ("en", "50-60", "50..60"),
    ("en", "50 – 60", "50..60"),
    ("en", "between 50 and 60", "50..60"),
    ("en", "50 to 60", "50..60"),
    ("en", "up to 40", "<=40"),
    ("en", "fewer than 10", "<10"),
    ("en", "> 100", ">100"),
    ("en", "≥ 100", ">=100"),
    ("en", "17%", "17 %"),
    ("en", "17.5%", "17.5 %"),
    ("en", "17 per cent", "17 %"),
    ("en", "30,000", 30000),
    ("en", "1,234,567", 1234567),
    ("en", "1,234.5", "1234.5"),
    ("en", "100 or more", ">=100"),
    ("en", "007", 7),
    ("en", "20-30 %", "20..30 %"),
    ("de", "mehr als 100", ">100"),
    ("de", "über 17 Prozent", ">17 %"),
    ("de", "30.000", 30000),
    ("de", "1.234,5", "1234.5"),
    ("de", "1.234.567", 1234567),
    ("de", "rund 80", "~80"),
    ("de", "mindestens 50", ">=50"),
    ("de", "bis zu 40", "<=40"),
    ("de", "weniger als 10", "<10"),
    ("de", "50 bis 60", "50..60"),
    ("fr", "plus de 100", ">100"),
    ("fr", "environ 80", "~80"),
    ("fr", "au moins 50", ">=50"),
    ("fr", "jusqu'à 40", "<=40"),
    ("fr", "moins de 10", "<10"),
    ("fr", "30\u202f000", 30000),
    ("fr", "12,5", "12.5"),
    ("nl", "meer dan 100", ">100"),
    ("nl", "minstens 50", ">=50"),
    ("nl", "ongeveer 80", "~80"),
    ("it", "più di 100", ">100"),
    ("it", "circa 80", "~80"),
    ("it", "almeno 50", ">=50"),
    ("es", "más de 100", ">100"),
    ("es", "al menos 50", ">=50"),
    ("fi", "yli 100", ">100"),
    ("fi", "noin 80", "~80"),
    ("fi", "vähintään 50", ">=50"),
    ("fi", "alle 10", "<10"),
    ("el", "πάνω από 100", ">100"),
    ("el", "περίπου 80", "~80"),
    ("el", "τουλάχιστον 50", ">=50"),
    ("pl", "ponad 100", ">100"),
    ("pl", "około 80", "~80"),
    ("pl", "co najmniej 50", ">=50"),
    ("it", "n. 40", 40),
    ("it", "N. 1.250", 1250),
    ("it", "n. 40 persone", 40),
    ("pl", "nr 40", 40),
    ("de", "nr. 40", 40),
    ("fr", "n\u00b0 40", 40),
    ("en", "n = 40", 40),
    ("fr", "env. 40", "~40"),
    ("fr", "40 environ", "~40"),
    ("de", "ca. 40", "~40"),
    ("it", "40 circa", "~40"),
    ("el", "\u03c0\u03b5\u03c1. 40", "~40"),
    ("en", "approx. 40", "~40"),
    ("en", "\u00b1 40", "~40"),
]


@pytest.mark.parametrize(("language", "typed", "meant"), QUANTITIES)
def test_words_become_quantities(language: str, typed: str, meant: int | str) -> None:
    """Words for a quantity become our notation, and it is said."""
    result, raw = read("Event.attendance", typed, language)
    assert result == meant
    assert slugs(raw) == ["quantity-normalised"]
    assert raw.faults[0].params == {"was": typed, "becomes": meant, "field": "attendance"}
    assert raw.faults[0].field == "attendance"


@pytest.mark.parametrize(
    ("language", "typed", "readings"),
    [
        (None, "1.000", ["1000", "1.000"]),
        ("en", "1.000", ["1000", "1.000"]),
        ("fr", "1.000", ["1000", "1.000"]),
        ("de", "1,000", ["1000", "1.000"]),
        ("fi", "> 12,500", [">12500", ">12.500"]),
        (None, "1.000-2.000", ["1000..2000", "1.000..2.000"]),
    ],
)
def test_a_mark_that_may_be_either_is_an_error(
    language: str | None, typed: str, readings: list[str]
) -> None:
    """Where thousands and decimals look alike, both readings are offered and none is taken."""
    result, raw = read("Event.attendance", typed, language)
    assert result is UNREAD
    assert slugs(raw) == ["ambiguous-number"]
    assert raw.faults[0].suggestions == tuple(readings)


@pytest.mark.parametrize(
    "typed",
    [
        "many",
        "n.",
        "no 40",
        "n. 40+",
        "ca. 40 ca.",
        "50 schools",
        "a few hundred",
        "1.2.3",
        "-",
        "3 to",
        "12,34,5",
    ],
)
def test_other_words_stay_for_the_model_to_refuse(typed: str) -> None:
    """What is no quantity stays as typed."""
    result, raw = read("Event.attendance", typed)
    assert result == typed
    assert raw.faults == []


DATES = [
    ("16.10.2017", "2017-10-16"),
    ("3.4.2015", "2015-04-03"),
    ("16. 10. 2017", "2017-10-16"),
    ("16/10/2017", "2017-10-16"),
    ("10/16/2017", "2017-10-16"),
    ("16-10-2017", "2017-10-16"),
    ("03/03/2015", "2015-03-03"),
    ("2017/10/16", "2017-10-16"),
    ("2017-1-5", "2017-01-05"),
    ("10/2017", "2017-10"),
    ("10.2017", "2017-10"),
    ("October 2017", "2017-10"),
    ("Oct 2017", "2017-10"),
    ("Oct. 2017", "2017-10"),
    ("16 October 2017", "2017-10-16"),
    ("16th of October 2017", "2017-10-16"),
    ("October 16, 2017", "2017-10-16"),
    ("16. Oktober 2017", "2017-10-16"),
    ("1. März 2017", "2017-03-01"),
    ("16 oktober 2017", "2017-10-16"),
    ("le 16 octobre 2017", "2017-10-16"),
    ("1er août 2017", "2017-08-01"),
    ("16 ottobre 2017", "2017-10-16"),
    ("16 de octubre de 2017", "2017-10-16"),
    ("16. lokakuuta 2017", "2017-10-16"),
    ("lokakuu 2017", "2017-10"),
    ("16 Οκτωβρίου 2017", "2017-10-16"),
    ("16 października 2017", "2017-10-16"),
    ("c. 2015", "2015~"),
    ("ca. 2015", "2015~"),
    ("about 2015?", "2015%"),
    ("2017-10-16 ?", "2017-10-16?"),
    ("16.10.2017?", "2017-10-16?"),
    ("1980s", "198X"),
]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("circa 210 mila", ("~210000",)),
        ("1,5 Mio. Einwohner", ("1500000",)),
        ("more than 300 thousand", (">300000",)),
        ("210 χιλιάδες", ("210000",)),
        ("12 participants", ("12",)),
        ("2 milioane de locuitori", ("2000000",)),
        ("50-60 thousand", ()),
        ("8 m", ()),
    ],
)
def test_a_number_is_offered_with_its_thousands(typed: str, offered: tuple[str, ...]) -> None:
    """Thousands and millions count; what is too short to be a word may stand for others."""
    assert guess_quantity(typed, "it") == offered


@pytest.mark.parametrize(("typed", "meant"), DATES)
def test_dates_take_our_notation(typed: str, meant: str) -> None:
    """A date with one meaning takes our notation, and it is said."""
    result, raw = read("Visit.start", typed)
    assert result == meant
    assert slugs(raw) == ["date-normalised"]


def test_day_and_month_are_not_guessed() -> None:
    """03/04/2015 may be two days; both are offered."""
    result, raw = read("Visit.start", "03/04/2015")
    assert result is UNREAD
    assert slugs(raw) == ["ambiguous-date"]
    assert raw.faults[0].suggestions == ("2015-04-03", "2015-03-04")


@pytest.mark.parametrize(
    "typed", ["16-19 October 2017", "Autumn 2017", "16.10.17", "soon", "2017/18"]
)
def test_other_dates_stay_for_the_model_to_refuse(typed: str) -> None:
    """What has no single meaning as a date stays as typed."""
    assert read("Visit.start", typed)[0] == typed


def test_date_cells_stay_dates() -> None:
    """A date cell becomes an ISO date silently; a year typed as a number is that year."""
    for cell, meant in [
        (date(2017, 10, 16), "2017-10-16"),
        (datetime(2017, 10, 16), "2017-10-16"),
        (2017.0, "2017"),
        (2017, "2017"),
    ]:
        result, raw = read("Visit.start", cell)
        assert (result, raw.faults) == (meant, [])


def test_a_date_cell_that_hides_its_day_is_read_without_it() -> None:
    """A cell that shows month and year is read so, and it is said."""
    result, raw = read("Visit.start", Shown(date(2017, 10, 1), "month"))
    assert result == "2017-10"
    assert slugs(raw) == ["date-shows-month-only"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9h30", "09:30"),
        ("9:30", "09:30"),
        ("12u30", "12:30"),
        ("9.30 Uhr", "09:30"),
        ("9h", "09:00"),
        ("9 Uhr", "09:00"),
        ("2:30 pm", "14:30"),
        ("12 am", "00:00"),
        ("klo 9.30", "09:30"),
        ("klo 11", "11:00"),
        ("11 \u03c0.\u03bc.", "11:00"),
        ("3 \u03bc.\u03bc.", "15:00"),
        ("11:30 \u03a0\u039c", "11:30"),
        ("\u03ce\u03c1\u03b1 11", "11:00"),
        ("ore 11", "11:00"),
        ("alle ore 11.30", "11:30"),
        ("11 h 30", "11:30"),
        ("11 heures 30", "11:30"),
        ("11h", "11:00"),
        ("11 h.", "11:00"),
        ("11 Uhr", "11:00"),
        ("11.30 Uhr", "11:30"),
        ("11 Uhr 30", "11:30"),
        ("godz. 11", "11:00"),
        ("o godz. 11:30", "11:30"),
        ("a las 11 h", "11:00"),
        ("11 uur", "11:00"),
        ("kl. 11", "11:00"),
        ("3 e.m.", "15:00"),
        ("09:30:00", "09:30"),
    ],
)
def test_times_take_our_notation(typed: str, meant: str) -> None:
    """A time of day in words becomes HH:MM, and it is said."""
    result, raw = read("Event.start_time", typed)
    assert (result, slugs(raw)) == (meant, ["value-normalised"])


def test_time_cells_stay_times() -> None:
    """A time cell becomes HH:MM silently; a fraction of a day is said."""
    assert read("Event.start_time", time(9, 30))[0] == "09:30"
    assert read("Event.start_time", time(9, 30))[1].faults == []
    result, raw = read("Event.start_time", 0.395833333)
    assert (result, slugs(raw)) == ("09:30", ["value-normalised"])
    for typed in ("9", "at 9", "25:00", "klo 24", "13 \u03bc.\u03bc.", "9 h 3", "noon", "9.75"):
        assert read("Event.start_time", typed)[0] == typed


CODES = [
    ("Visit.kind", "Study visit", "study_visit"),
    ("Event.format", "ONLINE", "online"),
    ("City.country", "UK", "GB"),
    ("City.country", "EL", "GR"),
    ("City.country", "Pays-Bas", "NL"),
    ("City.country", "Ελλάδα", "GR"),
    ("City.country", "Belgium ", "BE"),
    ("Funding.currency", "€", "EUR"),
    ("Source.language", "ENGLISH", "en"),
    ("Source.language", "Dutch", "nl"),
    ("Event.free", "yes", True),
    ("Event.free", "Ja", True),
    ("Event.free", "x", True),
    ("Event.free", "1", True),
    ("Event.free", "non", False),
    ("Event.free", "ΟΧΙ", False),
    ("City.latitude", "51,03", 51.03),
]


@pytest.mark.parametrize(("path", "typed", "meant"), CODES)
def test_words_become_codes(path: str, typed: str, meant: Any) -> None:
    """Labels, synonyms and names become codes, and it is said."""
    result, raw = read(path, typed)
    assert (result, slugs(raw)) == (meant, ["value-normalised"])


@pytest.mark.parametrize(
    ("path", "typed", "meant", "items"),
    [
        ("Visit.languages", "ENG/NL", ["en", "nl"], [0, 1]),
        ("Visit.languages", "en; Dutch", ["en", "nl"], [1]),
        ("Visit.languages", "EN, FR", ["en", "fr"], [0, 1]),
        ("Visit.languages", "en\nnl", ["en", "nl"], []),
        (
            "Visit.tags",
            "Samenleving, gezin & welzijn; jeugd",
            ["Samenleving, gezin & welzijn", "jeugd"],
            [],
        ),
        ("Visit.tags", 7.0, ["7"], []),
        ("Event.rounds", "1, 2", [1, 2], [0, 1]),
        ("Event.rounds", 3.0, [3], []),
    ],
)
def test_lists_are_parted(path: str, typed: Cell, meant: list[Any], items: list[int]) -> None:
    """Lists are parted at `;` and new lines, codes also at commas and slashes; names never."""
    result, raw = read(path, typed)
    assert result == meant
    assert [fault.item for fault in raw.faults] == items


def test_an_ambiguous_word_is_an_error_with_candidates() -> None:
    """Crowns are the money of several countries: none is taken."""
    result, raw = read("Funding.currency", "kr")
    assert result is UNREAD
    assert slugs(raw) == ["ambiguous-value"]
    assert len(raw.faults[0].suggestions) > 1


def test_an_unknown_code_stays_as_typed() -> None:
    """What no list knows is left to the model."""
    assert read("Event.format", "onlin")[0] == "onlin"
    assert read("Event.format", "onlin")[1].faults == []


def test_names_and_local_ids_wait_until_all_records_are_known() -> None:
    """A reference with a prefix is kept; anything else is marked as a name."""
    result, raw = read("Visit.hosts", "ex:vantaa; Network IQ")
    assert result == ["ex:vantaa", "Network IQ"]
    assert raw.named == {"hosts"}
    result, raw = read("Visit.hosts", "ex:vantaa")
    assert (result, raw.named) == (["ex:vantaa"], set())


def test_an_id_without_prefix_gets_that_of_the_package() -> None:
    """`v1` is `ex:v1`; what cannot be a local id stays as typed."""
    assert read("Visit.id", "v1")[0] == "ex:v1"
    assert read("Visit.id", 7.0)[0] == "ex:7"
    assert read("Visit.id", "vvsg:v1")[0] == "vvsg:v1"
    assert read("Visit.id", "visit 1")[0] == "visit 1"


def test_numbers_in_text_columns_keep_their_look() -> None:
    """A whole number from a workbook has no point; leading zeros and words for nothing stay."""
    assert read("Network.name", 8.0)[0] == "8"
    assert read("Network.name", 0.5)[0] == "0.5"
    for text in ("007", "NA", "n/a", "-", "=1+1", "#MeToo", "true"):
        assert read("Network.short_name", text)[0] == text
    assert read("City.population", 1e16)[0] == "10000000000000000"
    assert read("City.population", 12.5)[0] == "12.5"


def test_tidying_is_said() -> None:
    """Spaces at the ends, zero-width ones too, and decomposed letters are put right, and it is said."""
    for typed, meant in [
        ("  Vantaa ", "Vantaa"),
        ("\u00a0Vantaa\u200b", "Vantaa"),
        ("Saint-E\u0301tienne", "Saint-Étienne"),
        ("two\r\nlines", "two\nlines"),
    ]:
        result, raw = read("City.name", typed)
        assert (result, slugs(raw)) == (meant, ["text-normalised"])
        assert raw.faults[0].item == "en"


def test_blank_cells_are_absent() -> None:
    """A cell of spaces holds nothing."""
    for path in ("City.name", "Visit.kind", "Visit.hosts", "Visit.start", "Event.attendance"):
        result, raw = read(path, " \u00a0 ")
        assert (result, raw.faults) == (None, [])
    assert read("Visit.tags", " ; ;")[0] is None


def test_cells_that_cannot_be_read_are_named() -> None:
    """A spreadsheet error or an uncalculated formula is a fault at its field."""
    for path in ("City.name", "Visit.kind", "Visit.hosts", "Visit.tags"):
        result, raw = read(path, Unreadable("spreadsheet-error-value", "#REF!"))
        assert result is UNREAD
        assert slugs(raw) == ["spreadsheet-error-value"]
        assert raw.faults[0].params["value"] == "#REF!"


def test_an_endless_text_is_refused() -> None:
    """A text beyond the limit is not kept."""
    raw = RawRecord({}, Nowhere(), 1)
    convert = extension_converter("x_long", Defaults(cell_characters=10))
    assert convert("x" * 11, raw) is UNREAD
    assert slugs(raw) == ["limit-exceeded"]
    assert convert("x" * 10, raw) == "x" * 10


def test_repeated_cells_are_remembered_but_never_shared() -> None:
    """Two rows with the same list have two lists."""
    raw = RawRecord({}, Nowhere(), 1)
    convert = converter(field("Visit.languages"), Defaults())
    first, second = convert("en;nl", raw), convert("en;nl", raw)
    first.append("fr")
    assert second == ["en", "nl"]
    assert convert("en;nl", raw) == ["en", "nl"]


@pytest.mark.parametrize(
    ("path", "wrong", "expected"),
    [
        ("Event.format", "onlin", ("online",)),
        ("Visit.start", "43025", ("2017-10-17",)),
        ("Visit.start", "16.10.17", ("2017-10-16",)),
        ("Visit.start", "3.4.17", ("2017-04-03",)),
        ("Statement.as_of", "16.-19.10.2017", ("2017-10-16/2017-10-19",)),
        ("Visit.start", "16 October", ("XXXX-10-16",)),
        ("Network.end", "ongoing", ("..",)),
        ("Event.attendance", "50 schools", ("50",)),
        ("Event.attendance", "about 80 clubs", ("~80",)),
        ("Visit.url", "www.example.org", ("https://www.example.org",)),
        ("City.identifiers", "Q1489", ("wikidata:Q1489",)),
        ("City.identifiers", "https://www.wikidata.org/wiki/Q1489", ("wikidata:Q1489",)),
        ("Visit.id", "ex:visit 1", ("ex:visit-1",)),
        ("Visit.id", "Visit 1", ("visit-1",)),
        ("Visit.id", "ex:Besuch in Köln", ("ex:besuch-in-koln",)),
        ("Event.start_time", "9", ("09:00",)),
    ],
)
def test_guesses_are_offered_but_not_safe(path: str, wrong: str, expected: tuple[str, ...]) -> None:
    """What a wrong value may mean is offered for a person to choose."""
    found, fix = suggestion(field(path), wrong)
    assert found == expected
    assert fix is not None
    assert not fix.safe
    assert fix.replace == expected[0]


@pytest.mark.parametrize(
    ("path", "wrong", "right"),
    [
        ("Visit.languages", "ENG", "en"),
        ("City.country", "UK", "GB"),
        ("Visit.start", "16.10.2017", "2017-10-16"),
        ("Event.attendance", "more than 100", ">100"),
        ("Event.attendance", "100", 100),
        ("Event.free", "yes", True),
        ("Network.short_name", 7, "7"),
    ],
)
def test_what_a_table_would_have_read_is_a_safe_fix(path: str, wrong: Any, right: Any) -> None:
    """The canonical reading of a wrong value may be applied without asking."""
    _, fix = suggestion(field(path), wrong)
    assert fix is not None
    assert (fix.safe, fix.replace) == (True, right)


@pytest.mark.parametrize(
    ("path", "typed", "told"),
    [
        ("Organisation.kind", "Métropole", "metropole"),
        ("Visit.kind", "Visite", "visite"),
        ("Event.kind", "Zoom call?", "zoom_call"),
        ("Event.format", "Zoom call", None),
        ("Network.programme", "Erasmus for bakers", None),
        ("Visit.kind", "N/A", None),
    ],
)
def test_only_members_of_a_list_are_suggested(path: str, typed: str, told: str | None) -> None:
    """A code made from the words is told as an example where the list is open, and no repair."""
    kind = path.partition(".")[0]
    column = field(path)
    found, fix = suggestion(column, typed)
    assert found == ()
    assert fix in {None, Fix(None)}
    faults = judge({"type": kind, "id": "ex:one", column.name: typed}).faults
    (fault,) = [one for one in faults if one.field == column.name]
    assert fault.params.get("code") == told


SPANS = {
    "16.-19.10.2017": "start 2017-10-16, end 2017-10-19",
    "16.10.-19.10.2017": "start 2017-10-16, end 2017-10-19",
    "30.9. – 2.10.2017": "start 2017-09-30, end 2017-10-02",
    "16.10.2017 bis 19.10.2017": "start 2017-10-16, end 2017-10-19",
    "vom 16. bis 19. Oktober 2017": "start 2017-10-16, end 2017-10-19",
    "16-19 October 2017": "start 2017-10-16, end 2017-10-19",
    "16 October - 2 November 2017": "start 2017-10-16, end 2017-11-02",
    "March 25-26, 2015": "start 2015-03-25, end 2015-03-26",
    "2017-10-16 - 2017-10-19": "start 2017-10-16, end 2017-10-19",
    "2017-10-16/2017-10-19": "start 2017-10-16, end 2017-10-19",
    "du 16 au 19 octobre 2017": "start 2017-10-16, end 2017-10-19",
    "October to December 2017": "start 2017-10, end 2017-12",
    "2015 - 2018": "start 2015, end 2018",
}


@pytest.mark.parametrize("path", ["Visit.start", "Visit.end"])
@pytest.mark.parametrize(("typed", "told"), SPANS.items())
def test_a_span_in_one_cell_is_parted_in_words(path: str, typed: str, told: str) -> None:
    """The two ends belong into two columns, which no repair of one cell can do."""
    assert suggestion(field(path), typed) == ((told,), None)


@pytest.mark.parametrize("typed", ["19.-16.10.2017", "10-13-2017", "2018 - 2015", "room 3-4"])
def test_what_is_no_span_is_not_parted(typed: str) -> None:
    """A span ends after it begins."""
    found, _ = suggestion(field("Visit.start"), typed)
    assert not any(one.startswith("start") for one in found)


@pytest.mark.parametrize(
    ("path", "typed", "meant"),
    [
        ("Visit.delegation_size", "8 personen", 8),
        ("Visit.delegation_size", "ca. 20 Personen", "~20"),
        ("Event.attendance", "more than 100 participants", ">100"),
        ("Event.attendance", "100+ people", ">=100"),
        ("Participation.headcount", "10-12 pers.", "10..12"),
        ("City.population", "87 000 inwoners", 87000),
        ("Visit.days", "2 Tage", 2),
        ("Visit.days", "2 people", "2 people"),
        ("Funding.amount", "500 people", "500 people"),
    ],
)
def test_what_is_counted_may_stand_behind_the_number(path: str, typed: str, meant: Any) -> None:
    """The unit of the field says nothing new; any other unit does."""
    result, raw = read(path, typed)
    assert result == meant
    assert slugs(raw) == ([] if meant == typed else ["quantity-normalised"])


@pytest.mark.parametrize(
    "typed", ["31/04/2024", "31.04.24", "31 April", "30.-31.4.2024", "2024-4-31", "31 avril 2024"]
)
def test_a_day_that_does_not_exist_is_no_suggestion(typed: str) -> None:
    """What would be refused again is neither offered nor written."""
    found, fix = suggestion(field("Visit.start"), typed)
    assert not any("31" in one for one in found)
    assert fix is None or not fix.safe


def test_words_for_nothing_are_offered_to_be_removed() -> None:
    """`n/a` in a date column is to be left out; in a text column it is text."""
    assert suggestion(field("Visit.start"), "n/a") == ((), Fix(None))
    assert suggestion(field("Network.short_name"), "n/a")[1] is None
    assert suggestion(field("Visit.start"), "gibberish") == ((), None)
