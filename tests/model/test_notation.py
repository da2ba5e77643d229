"""The notation of dates and quantities: what is accepted, and what it means."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import pytest
from hypothesis import given
from pydantic import TypeAdapter, ValidationError

from exchangespec.model.dates import before, date_span, period_ends
from exchangespec.model.kinds import Date, Id, Identifiers, Language, Period, Quantity, Time, Url
from exchangespec.model.quantities import canonical_quantity, quantity_span
from generated import date as dates
from generated import quantity as quantities

DATE = TypeAdapter(Annotated[str, Date()])


def accepted(adapter: TypeAdapter, value: object) -> bool:
    """Tell whether strict reading takes a value."""
    try:
        adapter.validate_python(value, strict=True)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    "text",
    ["2017", "2017-10", "2017-10-16", "2017-10-16?", "2017-10~", "2017%", "2015-XX", "2015-03-XX",
     "2015-XX-XX", "XXXX-10-16", "XXXX-10", "XXXX-10-16?", "2017?-10", "2017?-10-16", "201X", "201X~"],
)  # fmt: skip
def test_dates_of_the_profile_are_accepted(text: str) -> None:
    """Every form of the EDTF profile is a date."""
    assert accepted(DATE, text)
    assert date_span(text) is not None


@pytest.mark.parametrize(
    "text",
    ["", "0000", "0000-01", "17", "2017-13", "2017-00", "2017-10-32", "2017-1", "2017-XX-16", "2017??",
     "2017?-10-16?", "XXXX", "XXXX-XX", "20XX", "..", "2017/2018", "2017-10-16T00:00", "2017-10-16\n",
     "٢٠١٧", " 2017", "16.10.2017"],
)  # fmt: skip
def test_other_dates_are_refused(text: str) -> None:
    """Whatever is outside the profile is refused, a trailing line break and foreign digits too."""
    assert not accepted(DATE, text)


def test_an_open_end_is_only_for_ends() -> None:
    """`..` is allowed where the field is an end."""
    assert accepted(TypeAdapter(Annotated[str, Date(open_end=True)]), "..")
    assert not accepted(DATE, "..")


@pytest.mark.parametrize("text", ["2024", "2009/2023", "../2020", "2020/..", "2022-03-04"])
def test_periods_are_dates_or_intervals(text: str) -> None:
    """A period is a date or an interval, either end of which may be open."""
    assert accepted(TypeAdapter(Annotated[str, Period()]), text)


@pytest.mark.parametrize("text", ["../..", "2020/", "/2020", "2020/2021/2022", ".."])
def test_other_periods_are_refused(text: str) -> None:
    """An interval says something about at least one end."""
    assert not accepted(TypeAdapter(Annotated[str, Period()]), text)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2016", date(2016, 1, 1), date(2016, 12, 31), "year"),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29), "month"),
        ("2017-02-XX", date(2017, 2, 1), date(2017, 2, 28), "month"),
        ("201X", date(2010, 1, 1), date(2019, 12, 31), "decade"),
        ("2017?-10-16", date(2017, 10, 16), date(2017, 10, 16), "day"),
        ("XXXX-10-16", None, None, "day"),
    ],
)
def test_a_date_stands_for_a_span_of_days(
    text: str, earliest: date | None, latest: date | None, precision: str
) -> None:
    """The earliest and latest day follow from the precision."""
    span = date_span(text)
    assert span is not None
    assert (span.earliest, span.latest, span.precision) == (earliest, latest, precision)


def test_days_that_do_not_exist_stand_for_nothing() -> None:
    """30 February passes the pattern but is no day."""
    assert accepted(DATE, "2015-02-30")
    assert date_span("2015-02-30") is None
    assert date_span("XXXX-02-29") is not None


def test_before_compares_at_the_coarser_precision() -> None:
    """What cannot be told apart is not before."""
    assert before("2015", "2016-03")
    assert not before("2016-03", "2016")
    assert not before("2016", "2016-03")
    assert not before("XXXX-01", "2016")
    assert not before("2016", "..")


def test_period_ends_gives_both_ends() -> None:
    """A single date is both ends."""
    assert period_ends("2009/2023") == ("2009", "2023")
    assert period_ends("2024") == ("2024", "2024")


@given(dates)
def test_every_generated_date_is_accepted_and_understood(text: str) -> None:
    """The generator, the pattern and the parser agree."""
    assert accepted(DATE, text)
    span = date_span(text)
    assert span is not None
    assert span.earliest is None or span.latest is None or span.earliest <= span.latest


QUANTITY = TypeAdapter(Annotated[int | str, Quantity()])


@pytest.mark.parametrize(
    "value", [0, 50, -5, 1.0, ">100", ">=30000", "<5", "<=5", "~80", "50..60", ">17 %", "17.5 %", "12.50",
              "9007199254740993", "300..500 %"]
)  # fmt: skip
def test_quantities_of_the_notation_are_accepted(value: object) -> None:
    """Exact integers are numbers, everything else is text in the notation."""
    assert accepted(QUANTITY, value)


@pytest.mark.parametrize(
    "value", ["50", "> 100", "100+", ">17%", "1,5", "01", "1e5", 1.5, 2**53, True, None, "", [], "5..",
              "50\n", float("nan"), "٥ %"]
)  # fmt: skip
def test_other_quantities_are_refused(value: object) -> None:
    """There is one way to write each quantity."""
    assert not accepted(QUANTITY, value)


def test_a_quantity_stands_for_bounds() -> None:
    """The notation gives lower and upper bound."""
    more = quantity_span(">100")
    assert more is not None
    assert (more.low, more.high, more.low_open, more.exact) == (Decimal(100), None, True, False)
    share = quantity_span("17.5 %")
    assert share is not None
    assert share.percent
    assert share.exact
    between = quantity_span("300..500")
    assert between is not None
    assert (between.low, between.high) == (Decimal(300), Decimal(500))
    assert quantity_span("many") is None
    assert quantity_span(value=True) is None


@given(quantities)
def test_every_generated_quantity_is_accepted_and_understood(value: object) -> None:
    """The generator, the check and the parser agree."""
    assert accepted(QUANTITY, value)
    assert quantity_span(value) is not None


def test_canonical_quantities_are_numbers_where_they_can_be() -> None:
    """Whole numbers below 2^53 leave their quotes behind."""
    assert canonical_quantity("50") == 50
    assert canonical_quantity("9007199254740993") == "9007199254740993"
    assert canonical_quantity(">5") == ">5"


@pytest.mark.parametrize("kind", [Id(), Date(), Time(), Url(), Language()])
def test_a_trailing_line_break_fails_every_pattern(kind: object) -> None:
    """`$` must not let a line break pass."""
    good = {"id": "ex:a", "date": "2015", "time": "09:30", "url": "https://a.eu", "language": "nl"}
    adapter = TypeAdapter(Annotated[str, kind])
    text = good[kind.name]  # type: ignore[attr-defined]
    assert accepted(adapter, text)
    assert not accepted(adapter, text + "\n")


def test_identifiers_name_a_scheme() -> None:
    """An outside identifier is a scheme and a value without spaces or separators."""
    adapter = TypeAdapter(Annotated[list[str], Identifiers()])
    assert accepted(adapter, ["wikidata:Q1", "be-bce_kbo:0123456789", "doi:10.1/(a)b"])
    assert not accepted(adapter, ["Q1"])
    assert not accepted(adapter, ["wikidata:Q1", "wikidata:Q1"])
    assert not accepted(adapter, [])
