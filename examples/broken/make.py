"""Makes the broken submissions of this folder, such as partners send them, always the same bytes.

Run it from anywhere: `python examples/broken/make.py`. What is wrong in each file, and where, is
told in README.md beside it.
"""

# ruff: noqa: INP001 (a script among data, no package)

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SOURCE = "src-invitation"
ABOUT = {
    "exchangespec": "1.0",
    "id": "https://example.org/inspiration-day",
    "title": "Inspiration day on buddies, Mechelen",
    "description": "What our association reports about the day and the visits around it.",
    "publisher": "vvsg",
    "prefix": "vvsg",
    "language": "en",
    "version": "1",
    "modified": "2023-01-09",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "contact": "europe@example.org",
    "personal_data": "published_with_basis",
}

Rows = Sequence[Sequence[Any]]

CITIES: Rows = (
    ("Id", "Name", "Country", "Population", "Population date", "Part of", "Wikidata", "Source"),
    ("mechelen", "Mechelen", "Belgium", 87_000, "2022", "flanders", "wikidata:Q162022", SOURCE),
    ("capaci", "Capaci", "Italy", None, "2022", None, "wikidata:Q490888", SOURCE),
    ("bocholt-be", "Bocholt", "Belgium", None, None, "flanders", "wikidata:Q244945", SOURCE),
    ("bocholt-de", "Bocholt", "Germany", None, None, None, "wikidata:Q14895", SOURCE),
    ("nikaia", "Nikaia-Rentis", "EL", None, None, None, "wikidata:Q1018145", SOURCE),
    ("flanders", "Flanders", "Belgium", None, None, None, "wikidata:Q9337", SOURCE),
)
NOT_AVAILABLE = (2, 3)

ORGANISATIONS: Rows = (
    ("Id", "Name", "Acronym", "Kind", "Country", "Colour", "Source"),
    ("vvsg", "Flemish Association of Cities and Municipalities", "VVSG",
     "Association of local authorities", "Belgium", "yellow", SOURCE),
    ("aiccre", "Italian association of cities and municipalities", "AICCRE",
     "Association of local authorities", "Italy", "green", SOURCE),
    ("cemr", None, "CEMR", "Association of local authorities", "Belgium", "blue", SOURCE),
    ("agency", "Integration and Inclusion Agency", "AgII", "regional agency", "Belgium",
     None, SOURCE),
)  # fmt: skip

NETWORKS: Rows = (
    ("Id", "Name", "Kind", "Programme", "Start", "End", "Source"),
    ("inclucities", "IncluCities", "Project", "AMIF", "2020", "2022-12", SOURCE),
)

PARTNERS: Rows = (
    ("Network", "Partner", "Role", "Source"),
    ("IncluCities", "cemr", "Lead partner", SOURCE),
    (None, "Mechelen", "Partner", SOURCE),
    (None, "Capaci", "Partner", SOURCE),
    (None, "VVSG", "Partner", SOURCE),
    (None, "AICCRE", "Partner", SOURCE),
)
MERGED = "A2:A6"

VISITS: Rows = (
    ("Id", "Kind", "Visitors", "Hosts", "City", "Country", "Start", "End", "Network",
     "Organisers", "How many", "What came out", "Source"),
    ("vis-1", "Study visit", "Capaci; AICCRE", "Mechelen; VVSG", "Mechelen", None,
     date(2022, 5, 18), date(2022, 5, 16), "IncluCities", "VVSG", 6,
     "How buddies are matched.", SOURCE),
    ("vis-2", "Study visit", "Mechelen; VVSG", "Capaci", "Capaci", None, "03/04/2022", None,
     "IncluCities", "AICCRE", "about 5", "First steps of a buddy collaboration.", SOURCE),
    ("vis-3", "Work visit", "Mechelen", "Bocholt", None, "Belgium", "2022-11", None,
     "IncluCities", "VVSG", 2,
     "Buddies in small municipalities; ask buddies.bocholt@example.org for the slides.", SOURCE),
    ("vis-4", "Study visit", "Mechelen", "Mechelen", "Mechelen", None, "2022-12-14",
     "2022-12-14", "IncluCities", "VVSG", 4, "Met the volunteers of the city.", SOURCE),
)  # fmt: skip

EVENTS: Rows = (
    ("Id", "Name", "Kind", "Start", "End", "City", "Venue", "Network", "Organisers", "Attendance",
     "Languages", "Access", "Format", "Registration deadline", "Free", "What came out", "Source"),
    ("day", "Buddies for inclusive cities and municipalities", "Conference", date(2022, 12, 15),
     date(2022, 12, 15), "Mechelen", "Lamot", "IncluCities", "vvsg; mechelen", "more than 100",
     "ENG/NL", "Registration", "onlin", date(2022, 12, 6), "yes",
     "Cities gain by mentoring each other together with their associations.", SOURCE),
)  # fmt: skip

AGENDA: Rows = (
    ("Id", "Event", "Start time", "End time", "Title", "Kind", "Speakers", "Languages", "Source"),
    ("slot-1", "day", time(9), time(9, 50), "Registration and welcoming", "Registration", None,
     None, SOURCE),
    ("slot-2", "day", time(9, 50), time(10), "Welcoming speech", "Opening",
     "per-alderwoman; per-councillor", "NL", SOURCE),
    ("slot-3", "day", time(10), time(10, 50), "Introduction", "Plenary",
     "per-mayor; per-councillor", "ENGLISH", SOURCE),
    ("slot-4", "day", time(15, 45), time(15, 5), "Closing remarks", "Closing", "per-alderwoman",
     "ENG/NL", SOURCE),
)  # fmt: skip

PEOPLE: Rows = (
    ("Id", "Name", "Job title", "Organisation", "Basis", "Basis note", "Source"),
    ("per-alderwoman", "Alderwoman of Mechelen", "Alderwoman", "Mechelen", "public role",
     "Named in the published programme.", SOURCE),
    ("per-councillor", "Councillor of Capaci", "Councillor", "Capaci", "public role",
     "Named in the published programme.", SOURCE),
)  # fmt: skip

SOURCES: Rows = (
    ("Id", "Name", "Kind", "Publisher", "Published", "Language", "Link"),
    (SOURCE, "Invitation to the inspiration day", "Agenda", "vvsg", "2022-11", "en",
     "https://example.org/inspiration-day"),
)  # fmt: skip


def workbook(sheets: dict[str, Rows]) -> bytes:
    """Return a workbook as an office program makes it: dates and times are real ones."""
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2023, 1, 9)})  # noqa: DTZ001 (a file has no zone)
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        clock = book.add_format({"num_format": "hh:mm"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.set_column(0, 20, 18)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, column, value, day)
                    elif isinstance(value, time):
                        sheet.write_datetime(number, column, value, clock)
                    elif value is not None:
                        sheet.write(number, column, value, *((bold,) if number == 0 else ()))
            if name == "Cities":
                formula = "=VLOOKUP(A3,population!A:B,2,FALSE)"
                sheet.write_formula(*NOT_AVAILABLE, formula, None, "#N/A")
            if name == "Partners":
                sheet.merge_range(MERGED, rows[1][0])
    return stream.getvalue()


def inspiration_day() -> bytes:
    """Return the workbook of an association that reports about a day of its project."""
    about = [("Field", "Value"), *ABOUT.items()]
    return workbook(
        {
            "About": about,
            "Cities": CITIES,
            "Organisations": ORGANISATIONS,
            "Networks": NETWORKS,
            "Partners": PARTNERS,
            "Visits": VISITS,
            "Events": EVENTS,
            "Agenda": AGENDA,
            "People": PEOPLE,
            "Sources": SOURCES,
        }
    )


def cities_windows() -> bytes:
    """Return a list saved as CSV by a German spreadsheet program on Windows."""
    lines = (
        "Id;Name;Country;Population;Population date",
        "de:oldenburg;Oldenburg;Deutschland;170.000;2021",
        "de:nuernberg;Nürnberg;Deutschland;523026;2022",
        "de:zuerich;Zürich;Schweiz;443037;2022;Stadt",
        "de:koeln;Köln;Germoney;1073096;2021",
    )
    return ("\r\n".join(lines) + "\r\n").encode("cp1252")


def twice() -> bytes:
    """Return a JSON document written by a program that repeats keys."""
    city = '{"type": "City", "id": "vvsg:%s", "name": {"en": "%s"}, "country": "%s"%s}'
    records = ",\n    ".join(
        (
            city % ("mechelen", "Mechelen", "BE", ', "country": "NL"'),
            city % ("capaci", "Capaci", "IT", ', "population": 11000.5'),
            city % ("mechelen", "Malines", "BE", ', "nickname": "Dijlestad"'),
        )
    )
    context = ["https://w3id.org/exchangespec/1.0/context.jsonld"]
    header = {"@context": context, **ABOUT, "title": {"en": ABOUT["title"]}, "description": None}
    text = json.dumps(header, indent=2)
    return f'{text[:-2]},\n  "records": [\n    {records}\n  ]\n}}\n'.encode()


def page() -> bytes:
    """Return what a web application gives when one asks it for "Excel"."""
    row = "<tr><td>vis-1</td><td>study_visit</td><td>Capaci</td><td>Mechelen</td></tr>"
    head = "<tr><th>Id</th><th>Kind</th><th>Visitors</th><th>Hosts</th></tr>"
    return f"<html><body><table>{head}{row}</table></body></html>\n".encode()


def cut_off() -> bytes:
    """Return the workbook after a mail server has lost its end."""
    whole = inspiration_day()
    return whole[: len(whole) * 2 // 3]


def tables() -> bytes:
    """Return a zip with a table of something else among the tables."""
    files = {
        "about.csv": "field,value\r\n"
        + "".join(f'{name},"{value}"\r\n' for name, value in ABOUT.items()),
        "cities.csv": "id,name,country\r\nmechelen,Mechelen,BE\r\ncapaci,Capaci,IT\r\n",
        "networks.csv": "id,name,kind,programme,start\r\ninclu,IncluCities,project,AMIF,2020\r\n",
        "partners.csv": "group,member,role\r\n"
        "inclu,mechelen,lead_partner\r\ninclu,capaci,partner\r\n",
        "visits.csv": "id,kind,visitors,hosts,cities,organisers,networks,start\r\n"
        "vis-1,study_visit,capaci,mechelen,mechelen,mechelen,inclu,2022-05-16\r\n"
        "vis-2,study_visit,mechelen,capacy,capaci,capaci,inclu,2022-04-03\r\n",
        "budget.csv": "post,sum\r\ntravel,300\r\nlunch,120\r\n",
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text)
    return stream.getvalue()


def lines() -> bytes:
    """Return NDJSON of which one line was broken on the way."""
    header = {**ABOUT, "title": {"en": ABOUT["title"]}}
    header["description"] = {"en": ABOUT["description"]}
    records = [
        {"type": "City", "id": "vvsg:mechelen", "name": {"en": "Mechelen"}, "country": "BE"},
        {"type": "City", "id": "vvsg:capaci", "name": {"en": "Capaci"}, "country": "IT"},
        {"type": "Person", "id": "vvsg:per-1", "name": "Alderwoman of Mechelen",
         "job_title": {"en": "Alderwoman"}, "organisations": ["vvsg:mechelen"]},
    ]  # fmt: skip
    text = [json.dumps(item) for item in (header, *records)]
    text[2] = text[2].replace('"country"', "country")
    return ("\n".join(text) + "\n").encode()


FILES = {
    "inspiration-day.xlsx": inspiration_day,
    "cities-windows.csv": cities_windows,
    "twice.json": twice,
    "from-the-web.xls": page,
    "cut-off.xlsx": cut_off,
    "tables.zip": tables,
    "lines.ndjson": lines,
}


def main() -> None:
    """Write every file beside this script."""
    for name, make in FILES.items():
        (HERE / name).write_bytes(make())


if __name__ == "__main__":
    main()
