"""Packages made by Hypothesis from the model classes: every field, every form of every kind."""

from typing import Any

from hypothesis import strategies as st

from exchangespec import spec
from exchangespec.codelists import codelist, countries, currencies
from exchangespec.model import kinds
from exchangespec.model.texts import tidy

PREFIX = "ex"
# Text as people type it, and text that spreadsheets like to change.
AWKWARD = (
    "NA", "n/a", "-", "007", "0", "1E5", "1-2", "MAR1", "TRUE", "yes", "=1+1", "+1", "@cmd", "-5",
    "'quoted", '"said"', 'He said "no"; then left', "a;b", "a,b", "a|b", "tab\there", "two\nlines",
    "Ελλάδα", "Νίκαια-Αγ. Ι. Ρέντης", "مدينة", "城市", "עִיר", "Łódź", "Straße", "e\u0301clair",
    "\u202eRTL", "100%", "more than 100", "12345678901234567890", "1.000", "2015-03-25", "_x0041_",
    "#N/A", "null", "[]", "{}", "http://example.org", "x" * 300, "👩‍👧", "<b>bold</b>", "&amp;",
)  # fmt: skip
LANGUAGES = ("en", "nl", "el", "zh-Hant", "pt-BR", "ar", "de-CH", "sr-Latn")
CHARACTERS = st.characters(
    exclude_categories=("Cc", "Cs", "Cn"),
    include_characters="\n\t",
    exclude_characters="\u2028\u2029",
)


def clean(text: str) -> str:
    """Return text in the form in which it is kept."""
    return tidy(text)


free_text = (
    st.one_of(st.sampled_from(AWKWARD), st.text(CHARACTERS, min_size=1, max_size=30))
    .map(clean)
    .filter(bool)
)
list_item = free_text.map(
    lambda text: clean(text.replace(";", ",").replace("\n", " ").replace("\t", " "))
).filter(bool)
local = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,12}", fullmatch=True)
identifier = local.map(lambda text: f"{PREFIX}:{text}")
year = st.integers(1, 2999).map(lambda number: f"{number:04}")
month = st.integers(1, 12).map(lambda number: f"{number:02}")
day = st.integers(1, 28).map(lambda number: f"{number:02}")
doubt = st.sampled_from(["", "?", "~", "%"])


def joined(*parts: Any) -> st.SearchStrategy[str]:
    """Return strings made of parts one after the other."""
    return st.tuples(*(part if not isinstance(part, str) else st.just(part) for part in parts)).map(
        "".join
    )


date = st.one_of(
    joined(year, doubt),
    joined(year, "-", month, doubt),
    joined(year, "-", month, "-", day, doubt),
    joined(year, "-XX", doubt),
    joined(year, "-", month, "-XX", doubt),
    joined("XXXX-", month, "-", day, doubt),
    joined("XXXX-", month),
    joined(year, "?-", month),
    joined(year, "?-", month, "-", day),
    joined(st.integers(100, 299).map(str), "X", doubt),
)
period = st.one_of(date, joined(date, "/", date), joined("../", date), joined(date, "/.."))
whole = st.integers(-(2**53) + 1, 2**53 - 1)
digits = st.integers(0, 10**9).map(str)
decimal = st.tuples(st.integers(0, 10**6), st.integers(0, 99)).map(
    lambda two: f"{two[0]}.{two[1]:02}"
)
sign = st.sampled_from([">", ">=", "<", "<=", "~"])
share = st.sampled_from(["", " %"])
quantity = st.one_of(
    whole,
    decimal,
    joined(sign, st.one_of(digits, decimal), share),
    joined(digits, "..", digits, share),
    joined(st.one_of(digits, decimal), " %"),
)
# Numbers whose shortest decimal form a spreadsheet cell keeps.
coordinate = st.integers(-8_999_999, 8_999_999).map(lambda number: number / 100_000)


def code(list_name: str) -> st.SearchStrategy[str]:
    """Return codes of a list; of an open one also codes that it does not hold."""
    entries = codelist(list_name)
    listed = st.sampled_from(sorted(entries.codes))
    if not entries.open:
        return listed
    return st.one_of(listed, st.from_regex(kinds.code_pattern(list_name)[1:-1], fullmatch=True))


def item(kind: kinds.Kind) -> st.SearchStrategy[Any]:
    """Return values of one kind."""
    match kind:
        case kinds.Id() | kinds.Ref() | kinds.Refs():
            return identifier
        case kinds.Strings():
            return list_item
        case kinds.String(form=str() as form):
            return st.from_regex(form[1:-1], fullmatch=True)
        case kinds.String():
            return free_text
        case kinds.Date():
            return st.one_of(date, st.just("..")) if kind.open_end else date
        case kinds.Period():
            return period
        case kinds.Time():
            return st.times().map(lambda time: time.strftime("%H:%M"))
        case kinds.Quantity():
            return quantity
        case kinds.Code() | kinds.Codes():
            return code(kind.list)
        case kinds.Country():
            return st.sampled_from(sorted(countries()))
        case kinds.Currency():
            return st.sampled_from(sorted(currencies()))
        case kinds.Language() | kinds.Languages():
            return st.sampled_from(LANGUAGES)
        case kinds.Boolean():
            return st.booleans()
        case kinds.Identifiers():
            return st.sampled_from(["wikidata:Q1489", "geonames:632453", "vvsg:capaci", "lau:0001"])
        case kinds.Url():
            return st.sampled_from(["https://example.org/a?b=c;d#e", "http://δοκιμή.example/ü"])
        case kinds.Integer() | kinds.Integers():
            return st.integers(-1000, 10**15)
        case kinds.Number():
            return coordinate
    message = f"no values for {kind}"
    raise AssertionError(message)


def value(field: spec.FieldSpec) -> st.SearchStrategy[Any]:
    """Return values of one field, in canonical order."""
    if field.localised:
        return st.dictionaries(st.sampled_from(LANGUAGES), free_text, min_size=1, max_size=3).map(
            lambda texts: dict(sorted(texts.items()))
        )
    values = item(field.kind)
    if field.many:
        return st.lists(values, min_size=field.at_least, max_size=4, unique=True).map(sorted)
    return values


EXTENSIONS = st.dictionaries(
    st.from_regex(r"x_[a-z0-9_]{1,8}", fullmatch=True), free_text, max_size=2
)


@st.composite
def records(draw: st.DrawFn, record_type: str | None = None) -> dict[str, Any]:
    """Return one record: what is required, and any of the rest."""
    name = record_type or draw(st.sampled_from(list(spec.records())))
    form = spec.records()[name]
    result: dict[str, Any] = {"type": name}
    asked = draw(
        st.sets(st.sampled_from([one for one in form.fields if one != "type"]), max_size=8)
    )
    for field in form.fields.values():
        if field.name != "type" and (field.required or field.name in asked):
            result[field.name] = draw(value(field))
    for constraint in form.constraints:
        for _ in range(3):
            for breach in list(constraint.breaches(result)):
                _mend(draw, form, result, breach.field, breach.params)
    extensions = draw(EXTENSIONS)
    order = [one for one in form.fields if one in result]
    return {**{one: result[one] for one in order}, **dict(sorted(extensions.items()))}


def _mend(
    draw: st.DrawFn, form: spec.RecordSpec, result: dict[str, Any], name: str, params: Any
) -> None:
    """Complete a record so that its fields go together."""
    if "many" in params:
        result[name] = result[name][:1]
    elif name == "replaced_by":
        result["record_status"] = "withdrawn"
    elif name in result:
        result[params["missing"]] = draw(value(form.fields[params["missing"]]))
    else:
        result[name] = draw(value(form.fields[name]))


@st.composite
def headers(draw: st.DrawFn) -> dict[str, Any]:
    """Return a package header."""
    result = {
        "exchangespec": "1.0",
        "id": "https://example.org/data",
        "title": draw(value(spec.header()["title"])),
        "publisher": draw(st.one_of(identifier, free_text)),
        "prefix": PREFIX,
        "language": draw(st.sampled_from(LANGUAGES)),
        "version": draw(free_text),
        "modified": draw(date),
        "personal_data": draw(code("personal_data")),
    }
    optional = {
        "profiles": st.just(["urbact"]),
        "description": value(spec.header()["description"]),
        "base": st.just("https://data.example.org/ex/"),
        "prefixes": st.just({"vvsg": "https://data.example.org/vvsg/"}),
        "issued": date,
        "license": st.just("CC-BY-4.0"),
        "contact": free_text,
        "nuts_version": st.just(2021),
        "previous": st.just("https://example.org/data/1"),
    }
    for name, values in optional.items():
        if draw(st.booleans()):
            result[name] = draw(values)
    return {name: result[name] for name in spec.header() if name in result}


@st.composite
def packages(draw: st.DrawFn, most: int = 6) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return a header and records in canonical order, each id once."""
    found = draw(st.lists(records(), max_size=most, unique_by=lambda record: record["id"]))
    order = list(spec.records())
    found.sort(key=lambda record: (order.index(record["type"]), record["id"]))
    return draw(headers()), found
