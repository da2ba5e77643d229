"""What values show of a column: whether they fit its heading, and name or code."""

from datetime import date

import pytest

from exchangespec.formats.format import ReadOptions, Source
from exchangespec.mapping.meanings import Meaning
from exchangespec.mapping.showing import TESTS, TWINS, doubted, emptiness, fit, settled
from exchangespec.mapping.suggesting import CONCEPTS, suggest
from exchangespec.mapping.values import is_date

CODES = ["PA1", "PA4", "058", "104.0"]
NAMES = ["PA4 Green cities", "Energy efficiency", "064 Research"]


@pytest.mark.parametrize(
    ("concept", "fitting", "others"),
    [
        ("start", ["2014", "01.10.2014", "01-Jul-12", "7. März 2015", date(2014, 1, 2)], ["Riga", "12"]),
        ("total_amount", [12, 3.5, "1.234,50", "1 234 zł", "EUR 1.200", "€ 15"], ["45 %", "Riga", "2 Riga and 4 Patras"]),
        ("rate", ["45 %", "(50%)", "0,8", 85], ["34972.64", "none"]),
        ("postcode", ["1010", "BT1 2AB", "104 31", "FRN1700", "A-1010"], ["Gerstetten", "12 Long Street, Riga"]),
        ("project_name", ["Port of Riga", "Kultur 2015", "x" * 5000], ["2015", "https://a.example"]),
        ("country", ["Latvia", "LV", "Lettland"], ["Riga", "17"]),
        ("nuts", ["DE300", "LV006 Riga", "ITH5"], ["XYZ", "QQ1", "Riga"]),
        ("programme_code", ["2014IT05M2OP002", "CCI 2014LV16MAOP001"], ["2014", "OP Growth"]),
        ("priority_code", CODES, NAMES),
        ("url", ["https://a.example/" + "b" * 400, "www.a.example"], ["Riga"]),
        ("project_id", ["S10324", "1.1.1.1"], ["Riga"]),
        ("email", ["office@a.example"], ["office"]),
        ("latitude", ["56,94", -33.8], ["156.9", "Riga"]),
    ],
)  # fmt: skip
def test_values_fit_a_meaning_or_not(
    concept: str, fitting: list[object], others: list[object]
) -> None:
    """All values of the first kind fit, none of the second."""
    assert fit(concept, fitting) == 1
    assert fit(concept, others) == 0
    assert fit(concept, fitting[:1] + others[:1]) == 0.5


def test_what_says_nothing_fits_nothing_and_denies_nothing() -> None:
    """Blank cells and what people write instead of them are left out."""
    assert fit("start", ["", None, "n/a", "-"]) is None
    assert fit("start", []) is None
    assert fit("note", ["anything"]) is None
    assert fit("start", ["2014", "n/a", ""]) == 1
    assert emptiness(["2014", "n/a", "", "2015"]) == 0.5
    assert emptiness([]) == 0


def test_values_tell_whether_a_name_or_a_code_is_meant() -> None:
    """The heading is the same, the values are not; in a mixture the heading decides."""
    priority = [Meaning("priority", 0.9, "en"), Meaning("theme", 0.5, "en")]
    assert [one.concept for one in settled(priority, CODES)] == ["priority_code", "theme_code"]
    assert settled(priority, NAMES) == priority
    assert settled(priority, [*CODES, *NAMES]) == priority
    assert settled(priority, []) == priority
    code = [Meaning("priority_code", 0.9, "en")]
    assert settled(code, ["Green cities", "Energy"]) == [Meaning("priority", 0.9, "en")]
    assert settled(code, CODES) == code
    both = [Meaning("priority_code", 0.7, "en"), Meaning("priority", 0.9, "en")]
    assert settled(both, CODES) == [Meaning("priority_code", 0.9, "en")]


def test_what_hardly_any_value_fits_is_doubted() -> None:
    """A column of cities is no column of postal codes, whatever its heading says."""
    found = [Meaning("postcode", 0.9, "en"), Meaning("city", 0.6, "en")]
    assert [one.concept for one in doubted(found, ["Riga", "Patras"])] == ["city", "postcode"]
    assert doubted(found, ["1010", "1020"])[0] == found[0]
    assert doubted(found, []) == found


def test_every_twin_has_a_test_of_its_own() -> None:
    """Names and codes are told apart by values that fit one of the two."""
    for name, code, _ in TWINS:
        assert {name, code} <= TESTS.keys()


def test_a_region_told_by_codes_is_suggested_as_a_code() -> None:
    """A column “Region” with NUTS codes is the field of NUTS codes."""
    text = b"City;Region;Population\nRiga;LV006;600000\nPatras;EL632;170000\n"
    source = Source("cities.csv", content=text)
    (table,) = suggest(source, ReadOptions(), "City").tables
    assert [guess and guess.field for guess in table.guesses] == ["name", "nuts", "population"]
    assert "nuts" in CONCEPTS["City"]


@pytest.mark.parametrize("text", ["01-Jul-12", "30. marraskuuta 2014", "1 mars 2015", "31-Dez-09"])
def test_days_with_the_name_of_their_month_are_days(text: str) -> None:
    """Nothing is read of them here; it is only seen that they are days."""
    assert is_date(text)
    assert not is_date("12 Main Street 15")
