"""Writes the registry tables of the package: countries, languages, currencies, time zones.

Run it after ``pip install -r scripts/requirements-registries.txt``; the tables are committed,
so that nobody who only uses the package needs those libraries.
"""

# ruff: noqa: INP001, SIM905 (a script, no package; lists of codes read best as words in a line)
from __future__ import annotations

import csv
import datetime as dt
import zoneinfo
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path

import babel
import langcodes
import pycountry

REGISTRIES = Path(__file__).parents[1] / "src/exchangespec/codelists/data/registries"

EU_LANGUAGES = tuple(
    "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split(),
)
OTHER_LANGUAGES = tuple(
    "ar be bs ca cy eu fa gl hy is ka lb mk nb nn ru sq sr sr-Latn tr uk".split(),
)
NAMING_LANGUAGES = EU_LANGUAGES + OTHER_LANGUAGES

# Languages whose names are kept in all of NAMING_LANGUAGES: those of Europe and of many
# newcomers to its cities.
NAMED_LANGUAGES = tuple(
    (
        "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv "
        "sq hy az eu be bs br ca co cy fo fy gd gl ka is kk lb mk no nb nn oc rm rom ru sc se sr "
        "smn sms tr tt uk yi gsw nds frp "
        "am ar bn ckb fa fil ha he hi ja ko ku pa prs ps so sw ta th ti tl ur vi yue zh"
    ).split(),
)

COUNTRY_SYNONYMS = {
    "BA": "Bosnia;Bosnia-Herzegovina;BiH",
    "BY": "Belorussia",
    "CD": "Congo;DR Congo;DRC;Democratic Republic of Congo;Zaire",
    "CG": "Congo;Congo Republic;Republic of Congo",
    "CI": "Ivory Coast",
    "CV": "Cape Verde",
    "CZ": "Czech Republic;The Czech Republic;Česká republika;République tchèque",
    "DE": "Federal Republic of Germany;BRD",
    "ES": "Kingdom of Spain",
    "GB": (
        "UK;U.K.;Great Britain;Britain;England;Scotland;Wales;Northern Ireland;"
        "Angleterre;Grande-Bretagne;Großbritannien;Schottland;Groot-Brittannië;Engeland;"
        "Gran Bretagna;Inghilterra;Gran Bretaña;Inglaterra;Englanti;Iso-Britannia;Wielka Brytania;"
        "Μεγάλη Βρετανία"
    ),
    "GM": "The Gambia",
    "GR": "EL;Hellas;Hellenic Republic",
    "IE": "Eire;Éire;Republic of Ireland;ROI",
    "IR": "Islamic Republic of Iran;Persia",
    "KP": "Korea;DPRK",
    "KR": "Korea;Republic of Korea",
    "LA": "Laos",
    "MD": "Moldavia;Republic of Moldova",
    "MK": "Macedonia;FYROM;FYR Macedonia;Former Yugoslav Republic of Macedonia",
    "MM": "Burma",
    "NL": "The Netherlands;Holland;Hollande;Olanda;Holanda;Nederland;Niederlande",
    "PS": "Palestine;State of Palestine;Palestinian Territory",
    "RU": "Russia;Russian Federation",
    "SY": "Syria",
    "SZ": "Swaziland",
    "TR": "Turkey;Turkiye",
    "US": "USA;U.S.A.;U.S.;United States;United States of America;America",
    "VA": "Vatican;The Vatican",
    "XK": "Kosovo*;Kosova;Republic of Kosovo",
}

LANGUAGE_SYNONYMS = {
    "ar": "Modern Standard Arabic",
    "ca": "Valencian;Valencià;Valenciano",
    "ckb": "Sorani;Sorani Kurdish",
    "el": "Modern Greek",
    "es": "Castilian;Castellano",
    "fa": "Farsi",
    "fil": "Pilipino",
    "ku": "Kurmanji;Kurmancî",
    "nb": "Bokmål;Bokmal;Norsk bokmål",
    "nl": "Flemish;Vlaams;Flamand;Fiammingo;Flämisch",
    "nn": "Nynorsk;Norsk nynorsk",
    "no": "Norsk",
    "prs": "Dari Persian",
    "ps": "Pashtu",
    "ro": "Moldovan;Moldavian",
    "rom": "Romanes",
    "zh": "Mandarin;Mandarin Chinese",
}

# Currencies of programmes that still appear in data about earlier periods, with the last year
# in which they were money; ISO 4217 keeps them in its list of withdrawn codes.
WITHDRAWN_CURRENCIES = {
    "BGN": "2025",
    "CYP": "2007",
    "EEK": "2010",
    "HRK": "2022",
    "LTL": "2014",
    "LVL": "2013",
    "MTL": "2007",
    "ROL": "2005",
    "SIT": "2006",
    "SKK": "2008",
    "TRL": "2005",
}

# A word given to several currencies stands for none of them: it is offered as a choice.
CURRENCY_SYNONYMS = {
    "ALL": "lek",
    "AUD": "$;A$;dollar;dollars",
    "BGN": "лв;лв.;lev;leva",
    "CAD": "$;C$;dollar;dollars",
    "CHF": "SFr;SFr.;Fr.;Swiss francs;Schweizer Franken;Franken;franc suisse;francs suisses",
    "CNY": "¥;RMB;renminbi;yuan",
    "CZK": "Kč;koruna;koruny;crown;crowns",
    "DKK": "kr;kr.;krone;kroner;crown;crowns",
    "EEK": "kroon",
    "EUR": "€;euro;euros;eur.;ευρώ;eurot;euroa;eura;евро",
    "GBP": "£;pound;pounds;pound sterling;pounds sterling;sterling;UKP",
    "GEL": "₾;lari",
    "HRK": "kn;kuna;kune",
    "HUF": "Ft;forint",
    "ILS": "₪;shekel",
    "INR": "₹",
    "ISK": "kr;kr.;króna;crown;crowns",
    "JPY": "¥;yen",
    "MDL": "lei;leu",
    "MKD": "denar;ден",
    "NOK": "kr;kr.;krone;kroner;crown;crowns",
    "NZD": "$;NZ$;dollar;dollars",
    "PLN": "zł;zl;złoty;zloty;zlotys;złotych",
    "RON": "lei;leu",
    "RSD": "dinar;dinars;дин",
    "RUB": "₽;rouble;roubles;ruble;rubles;руб",
    "SEK": "kr;kr.;krona;kronor;crown;crowns",
    "SKK": "Sk;koruna;koruny;crown;crowns",
    "TRY": "₺;TL;lira;Turkish lira",
    "UAH": "₴;hryvnia;hryvnya;hryvna;грн",
    "USD": "$;US$;dollar;dollars;US dollars",
}

# Currencies whose names are kept in all of NAMING_LANGUAGES.
NAMED_CURRENCIES = (*CURRENCY_SYNONYMS, "AMD", "AZN", "BAM", "BYN", "GIP", "MAD", "TND", "CYP")

Row = Iterable[str]


def main() -> None:
    """Write every table anew."""
    REGISTRIES.mkdir(parents=True, exist_ok=True)
    subtags = tuple(subtag_records())
    write("countries", ["code", "alpha3", "language", *NAMING_LANGUAGES, "synonyms"], countries())
    write(
        "languages",
        ["code", "alpha3", "bibliographic", "name", "synonyms", "preferred"],
        languages(subtags),
    )
    write("language_names", ["code", "autonym", *NAMING_LANGUAGES], language_names())
    write("language_scripts", ["code", "name", "preferred"], other_subtags(subtags, "script"))
    write("language_regions", ["code", "name", "preferred"], language_regions(subtags))
    write("language_variants", ["code", "name", "preferred"], other_subtags(subtags, "variant"))
    write("language_tags", ["tag", "preferred"], whole_tags(subtags))
    write(
        "currencies",
        ["code", "name", "last_year", "synonyms", *NAMING_LANGUAGES],
        currencies(),
    )
    write("time_zones", ["zone", "countries", "abbreviations"], time_zones())


def write(name: str, header: list[str], rows: Iterable[Row]) -> None:
    """Write one table, sorted by its first column, the same bytes each time."""
    with (REGISTRIES / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted(list(row) for row in rows))


def joined(texts: Iterable[str]) -> str:
    """Put several words into one cell, each once, in their order."""
    return ";".join(dict.fromkeys(text for text in texts if text))


def locale(language: str) -> babel.Locale:
    """Find CLDR's data of one naming language."""
    return babel.Locale.parse(language, sep="-")


# --- Countries ---------------------------------------------------------------------------------


def countries() -> Iterator[Row]:
    """List ISO 3166-1 and Kosovo, which has only a code given by its users."""
    locales = [locale(language) for language in NAMING_LANGUAGES]
    codes = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"XK": "XKX"}
    for code, alpha3 in codes.items():
        country = pycountry.countries.get(alpha_2=code)
        official = [
            getattr(country, attribute, "")
            for attribute in ("name", "common_name", "official_name")
        ]
        names = [str(one.territories.get(code, "")) for one in locales]
        own = COUNTRY_SYNONYMS.get(code, "").split(";")
        others = [text for text in joined([*official, *own]).split(";") if text not in names]
        main_language = langcodes.Language.get(f"und-{code}").maximize().language
        yield [code, alpha3, main_language, *names, joined(others)]


# --- Languages ---------------------------------------------------------------------------------


def subtag_records() -> Iterator[Mapping[str, list[str]]]:
    """Read the IANA subtag registry, in the copy that comes with langcodes."""
    path = resources.files(langcodes) / "data/language-subtag-registry.txt"
    for block in path.read_text(encoding="utf-8").split("%%\n")[1:]:
        fields: dict[str, list[str]] = defaultdict(list)
        for line in block.replace("\n  ", " ").splitlines():
            name, _, value = line.partition(": ")
            fields[name].append(value)
        yield fields


def languages(subtags: Iterable[Mapping[str, list[str]]]) -> Iterator[Row]:
    """List primary language subtags, with the ISO 639-2 and 639-3 codes that stand for them."""
    english = locale("en").languages
    by_alpha2 = {
        language.alpha_2: language
        for language in pycountry.languages
        if hasattr(language, "alpha_2")
    }
    seen = set()
    for fields in subtags:
        if fields["Type"] != ["language"] or ".." in fields["Subtag"][0]:
            continue
        code = fields["Subtag"][0]
        seen.add(code)
        iso = by_alpha2.get(code) or pycountry.languages.get(alpha_3=code)
        name = str(english.get(code, fields["Description"][0]))
        synonyms = [
            *fields["Description"],
            getattr(iso, "name", ""),
            *LANGUAGE_SYNONYMS.get(code, "").split(";"),
        ]
        yield [
            code,
            iso.alpha_3 if iso and iso.alpha_3 != code else "",
            getattr(iso, "bibliographic", ""),
            name,
            joined(text for text in synonyms if text != name),
            preferred_value(fields),
        ]
    # ISO 639-3 codes that were assigned after the copy of the registry was made.
    for language in pycountry.languages:
        if not hasattr(language, "alpha_2") and language.alpha_3 not in seen:
            yield [language.alpha_3, "", "", language.name, "", ""]


def preferred_value(fields: Mapping[str, list[str]]) -> str:
    """Name the subtag that replaces a deprecated one; "-" where nothing does."""
    if "Preferred-Value" in fields:
        return fields["Preferred-Value"][0]
    return "-" if "Deprecated" in fields else ""


def language_names() -> Iterator[Row]:
    """Name the languages of Europe and of its newcomers in each naming language."""
    locales = [locale(language) for language in NAMING_LANGUAGES]
    for code in NAMED_LANGUAGES:
        names = [str(one.languages.get(code, "")) for one in locales]
        try:
            autonym = str(babel.Locale.parse(code).languages.get(code, ""))
        except babel.UnknownLocaleError:
            autonym = ""
        yield [code, autonym, *names]


def other_subtags(subtags: Iterable[Mapping[str, list[str]]], kind: str) -> Iterator[Row]:
    """List the subtags of one kind, without the ranges for private use."""
    for fields in subtags:
        if fields["Type"] == [kind] and ".." not in fields["Subtag"][0]:
            yield [fields["Subtag"][0], fields["Description"][0], preferred_value(fields)]


def language_regions(subtags: Iterable[Mapping[str, list[str]]]) -> Iterator[Row]:
    """List region subtags, Kosovo's user-assigned one included as CLDR does."""
    yield from other_subtags(subtags, "region")
    yield ["XK", "Kosovo", ""]


def whole_tags(subtags: Iterable[Mapping[str, list[str]]]) -> Iterator[Row]:
    """List old tags that were registered as a whole and the tags that replace them."""
    for fields in subtags:
        if fields["Type"][0] in {"grandfathered", "redundant"} and "Preferred-Value" in fields:
            yield [fields["Tag"][0], fields["Preferred-Value"][0]]
        if fields["Type"] == ["extlang"]:
            yield [f"{fields['Prefix'][0]}-{fields['Subtag'][0]}", fields["Preferred-Value"][0]]


# --- Currencies and time zones -----------------------------------------------------------------


def currencies() -> Iterator[Row]:
    """List ISO 4217, active and, of Europe since 2000, withdrawn."""
    locales = [locale(language) for language in NAMING_LANGUAGES]
    english = locale("en").currencies
    active = {currency.alpha_3: currency.name for currency in pycountry.currencies}
    for code in sorted({*active, *WITHDRAWN_CURRENCIES}):
        own = CURRENCY_SYNONYMS.get(code, "").split(";")
        names = [
            str(one.currencies.get(code, "")) if code in NAMED_CURRENCIES else "" for one in locales
        ]
        name = str(english.get(code) or active[code])
        others = joined(text for text in [active.get(code, ""), *own] if text != name)
        yield [code, name, WITHDRAWN_CURRENCIES.get(code, ""), others, *names]


def time_zones() -> Iterator[Row]:
    """List the names of the IANA time zone database with the abbreviations in use now."""
    files = resources.files("tzdata")
    places = {}
    for line in (files / "zoneinfo/zone1970.tab").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            codes, _, zone, *_ = line.split("\t")
            places[zone] = codes.replace(",", ";")
    for zone in (files / "zones").read_text(encoding="utf-8").split():
        with (files / "zoneinfo" / zone).open("rb") as stream:
            rules = zoneinfo.ZoneInfo.from_file(stream)
        short = (dt.datetime(2026, month, 1, tzinfo=rules).tzname() for month in (1, 7))
        yield [
            zone,
            places.get(zone, ""),
            joined(text for text in short if text and text.isalpha()),
        ]


if __name__ == "__main__":
    main()
