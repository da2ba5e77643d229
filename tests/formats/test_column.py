"""A whole column decides what one of its cells cannot."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchangespec import spec
from exchangespec.finding import Fault
from exchangespec.formats.cells import Defaults
from exchangespec.formats.cells.column import decimal_mark
from exchangespec.formats.format import RawRecord, singly
from exchangespec.formats.table import Row, Table, read_table
from exchangespec.rules import RULES


def read(heading: str, texts: list[str], language: str | None = None) -> list[RawRecord]:
    """Read a column of a table of funding, which has dates and quantities."""
    rows = [["id", heading], *([f"ex:f-{at}", text] for at, text in enumerate(texts))]

    def numbered() -> Iterator[Row]:
        return iter(list(enumerate(rows, 1)))

    table = Table("x.csv", numbered(), again=numbered)
    return list(
        singly(
            read_table(
                table,
                spec.records()["Funding"],
                Defaults(language=language, prefix="ex"),
                lambda _fault, _place: None,
            )
        )
    )


def told(record: RawRecord) -> Fault:
    """Return the only thing that was said of a record."""
    (fault,) = record.faults
    return fault


def test_the_column_tells_day_and_month() -> None:
    """A row that can be read one way only decides for those that can be read both ways."""
    found = read("start", ["03/04/2017", "25/04/2017", "04/05/2017"])
    assert [one.values["start"] for one in found] == ["2017-04-03", "2017-04-25", "2017-05-04"]
    fault = told(found[0])
    assert (fault.slug, fault.params["proof"]) == ("date-order-from-column", [3])
    found = read("start", ["03/04/2017", "04/25/2017"])
    assert found[0].values["start"] == "2017-03-04"
    assert told(found[0]).variant == "month"


def test_without_proof_or_with_both_nothing_is_decided() -> None:
    """The error names the rows that contradict each other."""
    found = read("start", ["03/04/2017", "05/06/2017"])
    assert [told(one).slug for one in found] == ["ambiguous-date"] * 2
    assert all("start" in one.failed for one in found)
    found = read("start", ["03/04/2017", "25/04/2017", "04/25/2017"])
    fault = told(found[0])
    assert (fault.slug, fault.variant) == ("ambiguous-date", "contradicted")
    assert (fault.params["one"], fault.params["other"]) == ([3], [4])
    assert fault.suggestions == ("2017-04-03", "2017-03-04") or list(fault.suggestions)


@pytest.mark.parametrize(
    ("texts", "expected", "slug"),
    [
        (["31/12/18"], "2018-12-31", "short-year-read"),
        (["02/5/16", "31/12/18"], "2016-05-02", "short-year-read"),
        (["16.10.17"], "2017-10-16", "short-year-read"),
        (["02/5/16"], None, "ambiguous-date"),
        (["16.10.61"], None, "ambiguous-date"),
        (["16.10.75"], "1975-10-16", "short-year-read"),
    ],
)
def test_years_of_two_digits(texts: list[str], expected: str | None, slug: str) -> None:
    """They are read with a warning where day, month and century have one meaning."""
    found = read("start", texts)[0]
    assert found.values.get("start") == expected
    assert told(found).slug == slug


def test_hyphens_may_stand_behind_a_short_year() -> None:
    """17-10-16 is read by nobody the same way."""
    assert read("start", ["17-10-16"])[0].values["start"] == "17-10-16"


def test_the_column_tells_thousands_and_decimals() -> None:
    """One number with decimals shows what the points of the others are."""
    found = read("amount", ["1.234", "1.234,5"])
    assert found[0].values["amount"] == 1234
    fault = told(found[0])
    assert (fault.slug, fault.variant, fault.params["proof"]) == (
        "number-marks-from-column",
        "comma",
        [3],
    )
    assert read("amount", ["1.234", "12.5"])[0].values["amount"] == "1.234"
    assert read("amount", ["1,234", "12.5"])[0].values["amount"] == 1234
    assert told(read("amount", ["1.234", "5.678"])[0]).slug == "ambiguous-number"
    both = told(read("amount", ["1.234", "12.5", "12,5"])[0])
    assert (both.slug, both.variant) == ("ambiguous-number", "contradicted")


@pytest.mark.parametrize(
    "text", ["31/04/2024", "31.04.2024", "31/4/24", "04/31/2024", "31 April 2024", "29.02.2023?"]
)
def test_a_day_that_does_not_exist_is_neither_read_nor_a_proof(text: str) -> None:
    """To write it in our notation would not mend it, and it proves no order of day and month."""
    found = read("start", [text, "03/05/2024"])
    fault = told(found[0])
    assert (fault.slug, fault.params["value"], fault.fix) == ("day-does-not-exist", text, None)
    assert "start" in found[0].failed
    assert told(found[1]).slug == "ambiguous-date"


@pytest.mark.parametrize(
    ("texts", "shows", "proof"),
    [
        (["522.250", "1.234.567"], "have their thousands parted by a point", [3]),
        (["522,250", "1,234,567"], "have their thousands parted by a comma", [3]),
        (["522.250", "1.234.567", "12,5"], "have their decimals after a comma", [4]),
        (["522.250", "1.234.567,5"], "have their decimals after a comma", [3]),
    ],
)
def test_the_reason_is_what_the_proving_row_shows(
    texts: list[str], shows: str, proof: list[int]
) -> None:
    """A row with thousands parted has no decimals to be spoken of; one that has them goes first."""
    first = read("amount", texts)[0]
    assert first.values["amount"] == 522250
    fault = told(first)
    assert (fault.params["shows"], fault.params["proof"]) == (shows, proof)
    assert shows in RULES[fault.slug].words(fault)


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        (["1,234", "3,5"], None),
        (["1,234", "3.5"], 1234),
        (["1,234", "3,5", "3.5"], 1234),
        (["~1,234", "3,5"], None),
        (["1,234", "2,345"], 1234),
        (["1,234,567", "3,5"], 1234567),
    ],
)
def test_a_column_may_contradict_the_language_of_its_table(
    texts: list[str], value: int | None
) -> None:
    """In English 1,234 is more than a thousand, unless the column writes 3,5."""
    first = read("amount", texts, "en")[0]
    assert first.values.get("amount") == value
    if value is None:
        fault = told(first)
        assert (fault.slug, fault.variant) == ("ambiguous-number", "language")
        assert fault.params["proof"] == [3]
        assert "1.234" in RULES[fault.slug].words(fault)


@pytest.mark.parametrize(
    ("number", "mark"),
    [
        ("12", None), ("1.234", None), ("1,234", None), ("12.5", "."), ("12,50", ","),
        ("1.234,5", ","), ("1,234.5", "."), ("1.234.567", ","), ("1,234,567", "."),
        ("0.123", "."), ("1234,567", ","), ("1 234", None), ("1 234,5", ","), ("1'234.50", "."),
        ("1 234,567", ","), ("1.2.2020", None), ("1,23,456", None),
    ],
)  # fmt: skip
def test_what_a_number_shows_of_its_marks(number: str, mark: str | None) -> None:
    """Three digits behind a mark may be thousands; anything else shows what it is."""
    assert decimal_mark(number) == mark


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        ("start", "١٦.١٠.٢٠١٧", "2017-10-16"),
        ("amount", "١٢٫٥", "12.5"),
        ("amount", "３０", "30"),
        ("amount", "30\u2009000", "30000"),
        ("amount", "17\u202f%", "17%"),
        ("start", "12 mars 2019", "2019-03-12"),
    ],
)
def test_digits_and_spaces_of_other_scripts(heading: str, text: str, expected: str) -> None:
    """They are the same numbers, and that they were read so is said."""
    found = read(heading, [text])[0]
    assert str(found.values[heading]).replace(" ", "") == expected
    assert found.faults


@settings(max_examples=80, deadline=None)
@given(
    days=st.lists(st.dates(min_value=date(1990, 1, 1)), min_size=1, max_size=12),
    first=st.sampled_from(["day", "month"]),
    zeros=st.sampled_from(["kept", "left out"]),
)
def test_a_column_in_one_order_is_read_in_that_order_or_not_at_all(
    days: list[date], first: str, zeros: str
) -> None:
    """No date is ever read with day and month exchanged."""
    form = "{:%d/%m/%Y}" if first == "day" else "{:%m/%d/%Y}"
    texts = [form.format(day) for day in days]
    if zeros == "left out":
        texts = [text.lstrip("0") for text in texts]
    for day, one in zip(days, read("start", texts), strict=True):
        if "start" in one.failed:
            assert told(one).slug == "ambiguous-date"
            assert str(day) in told(one).suggestions
        else:
            assert one.values["start"] == str(day)
