"""Inputs that say something which no target can be given: each with the words that name it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from exchangespec.rules.world import HEADER
from exchangespec.spec import CONTEXT_URL

CITY = '{"type": "City", "id": "ex:mechelen", "name": {"en": "Mechelen"}, "country": "BE"%s}'
ABOUT = "field,value\r\nexchangespec,1.0\r\nprefix,ex\r\nlanguage,en\r\n"
CITIES = "id,name,country\r\nmechelen,Mechelen,BE\r\n"


@dataclass(frozen=True)
class Lossy:
    """One submission, as files of a folder or as one file, and what of it is lost."""

    files: Mapping[str, str | bytes]
    named: tuple[str, ...]


def document(records: str, *, header: str = "", context: str = "") -> str:
    """Return a JSON document; `header` and `context` are put in as they are, with commas."""
    said = json.dumps(HEADER)[1:-1]
    return f'{{"@context": ["{CONTEXT_URL}"{context}], {said}{header},\n"records": {records}}}'


def json_case(*named: str, records: str = f"[{CITY % ''}]", **more: str) -> Lossy:
    """Return a case that is one JSON document."""
    return Lossy({"package.json": document(records, **more)}, named)


def city(more: str) -> str:
    """Return the records of a document: one city, with something put in at its end."""
    return f"[{CITY % more}]"


def folder_case(files: Mapping[str, str], *named: str) -> Lossy:
    """Return a case that is a folder of CSV files."""
    return Lossy({"about.csv": ABOUT, **files}, named)


CASES: dict[str, Lossy] = {
    "duplicate key": json_case(
        "package.json:2:", "“population” is written twice",
        records=city(', "population": 1, "population": 2'),
    ),
    "duplicate key within": json_case("“nl”", records=city(', "label": {"nl": "A", "nl": "B"}')),
    "duplicate key of the header": json_case("“contact” is written twice", header=', "contact": "b"'),
    "duplicate list of records": Lossy(
        {"package.json": document(city("")).replace('"records": ', '"records": [], "records": ')},
        ("“records” is written twice",),
    ),
    "large number": json_case(
        "12345678901234567890", records=city(', "population": 12345678901234567890')
    ),
    "many decimals": json_case(
        "41.12345678901234567", records=city(', "latitude": 41.12345678901234567')
    ),
    "endless number": json_case("ex:mechelen: latitude", "1e999", records=city(', "latitude": 1e999')),
    "endless number within": json_case(
        "ex:mechelen: colour", "1e999", records=city(', "colour": {"a": [1e999]}')
    ),
    "endless number of the header": json_case("the header: colour", header=', "colour": -1e999'),
    "half a character": json_case("half a character", records=city(r', "x_a": "a\ud800b"')),
    "half a character of the header": json_case("half a character", header=r', "rights": "\udfff"'),
    "half a character in a key": json_case("half a character", records=city(r', "x_\ud800": "b"')),
    "records that are no list": json_case("package.json:2:", "a list", records='{"a": 1}'),
    "a record that is none": json_case("a record", records=f'["Mechelen", {CITY % ""}]'),
    "a record of no type": json_case("not a type", records='[{"id": "ex:mechelen"}]'),
    "a record of another type": json_case("“Town”", records='[{"type": "Town", "x_a": "b"}]'),
    "a prefix of the context": json_case(
        "@context: wd", context=', {"ex": "https://w3id.org/exchangespec/id/ex/", "wd": "http://www.wikidata.org/entity/"}'
    ),
    "a context of others": json_case("https://schema.org", context=', "https://schema.org"'),
    "a line that is broken": Lossy(
        {"lines.ndjson": json.dumps(HEADER) + "\n" + CITY % "" + '\n{"type": "City", \n'},
        ("lines.ndjson:3:",),
    ),
    "a column twice": folder_case(
        {"cities.csv": "id,name,country,Country\r\nmechelen,Mechelen,BE,NL\r\n"},
        "cities.csv:1:", "“Country”",
    ),
    "a cell beyond the headings": folder_case(
        {"cities.csv": CITIES + "capaci,Capaci,IT,Sicily\r\n"}, "cities.csv:3", "Sicily"
    ),
    "an unknown table": folder_case(
        {"cities.csv": CITIES, "budget.csv": "post,sum\r\ntravel,300\r\n"}, "budget.csv"
    ),
    "another file": folder_case({"cities.csv": CITIES, "letter.docx": "Dear all"}, "letter.docx"),
    "an unknown line of the header": folder_case(
        {"cities.csv": CITIES, "about.csv": ABOUT + "colour,red\r\n"}, "about.csv:5", "colour"
    ),
    "a line of the header without a name": folder_case(
        {"cities.csv": CITIES, "about.csv": ABOUT + ",red\r\n"}, "about.csv:5", "red"
    ),
    "a remark beside the header": folder_case(
        {"cities.csv": CITIES, "about.csv": ABOUT + "version,2,as agreed\r\n"}, "about.csv:5", "as agreed"
    ),
    "a line of the header twice": folder_case(
        {"cities.csv": CITIES, "about.csv": ABOUT + "Prefix,nl\r\n"}, "about.csv:5", "“Prefix”"
    ),
    "an example that holds data": folder_case(
        {"visits.csv": "id,kind,visitors,hosts\r\n#example,study_visit,ex:a,ex:b\r\n"}, "visits.csv:2"
    ),
    "a cell with a NUL character": folder_case(
        {"cities.csv": CITIES + "capaci,Ca\0paci,IT\r\nghent,Ghent,BE\r\n"}, "cities.csv:3"
    ),
    "the heading of a section": folder_case(
        {
            "visits.csv": "id,kind,visitors,hosts,delegation_size\r\n"
            "France 2021,,,,\r\na,study_visit,ex:a,ex:b,8\r\n"
        },
        "visits.csv:2",
        "France 2021",
    ),
    "a second table below": folder_case(
        {
            "visits.csv": "id,kind,visitors,hosts,delegation_size\r\n"
            "a,study_visit,ex:a,ex:b,8\r\n\r\nid,name,country\r\nc,Ghent,BE\r\n"
        },
        "visits.csv:4",
        "below",
    ),
    "data above the headings": folder_case(
        {
            "visits.csv": "Partner,Ghent\r\nid,kind,visitors,hosts,delegation_size\r\n"
            "a,study_visit,ex:a,ex:b,8\r\n"
        },
        "visits.csv:1",
        "Partner",
    ),
    "a foreign statement": Lossy(
        {
            "package.ttl": "@prefix es: <https://w3id.org/exchangespec/ns#> .\n"
            '<https://example.org/a> a es:City ; <https://example.org/colour> "red" .\n'
        },
        ("package.ttl:2", "colour"),
    ),
    "a foreign subject": Lossy(
        {
            "package.ttl": "@prefix es: <https://w3id.org/exchangespec/ns#> .\n"
            "<https://example.org/a> a es:City .\n<https://example.org/b> a <https://example.org/B> .\n"
        },
        ("package.ttl:3", "example.org/B"),
    ),
    "another type in a row": folder_case(
        {"cities.csv": "id,type,name,country\r\na,City,A,BE\r\nb,cities,B,BE\r\nc,Organisation,C,BE\r\n"},
        "cities.csv:4:type", "“Organisation”", "City",
    ),
    "a date of two meanings": folder_case(
        {"visits.csv": "id,kind,visitors,hosts,start\r\na,study_visit,ex:a,ex:b,03/04/2015\r\n"},
        "ex:a: start, which could not be read",
    ),
}  # fmt: skip
