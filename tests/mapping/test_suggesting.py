"""Suggested mappings: headings in many languages, values looked at, nothing applied."""

import io
import re
import tomllib
from pathlib import Path

import openpyxl
import pytest

from exchangespec.conversion import read_document
from exchangespec.errors import UnreadableError
from exchangespec.formats.format import ReadOptions, Source
from exchangespec.intake import TakeOptions
from exchangespec.mapping import MappingError, load
from exchangespec.mapping.letters import Letters
from exchangespec.mapping.lexicon import normal, own_name, phrases
from exchangespec.mapping.meanings import (
    OUT_OF_SCOPE,
    Meaning,
    languages_of,
    meanings,
    near,
    weighed,
)
from exchangespec.mapping.suggesting import Suggestion, suggest


@pytest.mark.parametrize(
    ("heading", "concept"),
    [
        ("Beneficiary", "beneficiary"), ("Name of the beneficiary", "beneficiary"), ("BENEFICIARY_NAME", "beneficiary"),
        ("Name des Begünstigten / name of beneficiary", "beneficiary"), ("Bénéficiaire (nom)", "beneficiary"),
        ("Denominazione beneficiario", "beneficiary"), ("Nombre del beneficiario", "beneficiary"), ("Nazwa beneficjenta", "beneficiary"),
        ("Ονομασία δικαιούχου", "beneficiary"), ("Tuensaaja", "beneficiary"), ("Naam begunstigde", "beneficiary"),
        ("Kedvezményezett neve", "beneficiary"), ("Име на бенефициента", "beneficiary"), ("Finansējuma saņēmējs", "beneficiary"),
        ("startDate", "start"), ("Start Date", "start"), ("Datum des Beginns", "start"), ("Date de début", "start"),
        ("Data rozpoczęcia", "start"), ("Zahájení", "start"), ("Ημερομηνία έναρξης", "start"), ("Aloituspvm", "start"),
        ("Data zakończenia", "end"), ("Einddatum", "end"), ("Datum zaključka", "end"), ("Slutdatum", "end"),
        ("Unions-Kofinan-zierungssatz", "rate"), ("PLZ", "postcode"), ("Kod pocztowy", "postcode"), ("Țara", "country"),
        ("Χώρα", "country"), ("Country", "country"), ("Pays / Land", "country"), ("NameCity", "city"), ("Partner city", "member"),
        ("Población", "population"), ("Lat", "latitude"), ("Mentor city", "mentor"), ("Ville d'accueil", "host"),
        ("Benificiary", "beneficiary"),  # wrong on purpose
        ("LÃ¤ngengrad", "longitude"),
    ],
)  # fmt: skip
def test_headings_are_understood(heading: str, concept: str) -> None:
    """Case, accents, underscores, hyphens, order of words, two languages and slips do not matter."""
    first = meanings(heading)[0]
    assert first.concept == concept
    assert first.confidence >= 0.65


def test_a_language_is_heard_from_the_other_headings() -> None:
    """A word that means one thing in one language and another in another."""
    finnish = languages_of(["Hankkeen nimi", "Aloituspvm", "Päättymispvm"])
    assert finnish.most_common(1)[0][0] == "fi"
    assert meanings("Tila", finnish)[0].concept == "status"


def test_what_is_unknown_has_no_meaning() -> None:
    """Nothing is made of headings that say nothing, nor of very long ones."""
    assert not meanings("Xyzzy")
    assert not meanings("")
    assert isinstance(meanings("x " * 5000), list)
    assert normal("  Förder-\nfähige_Ausgaben1) ") == "forderfahige ausgaben1"


@pytest.mark.parametrize(
    ("heading", "concept"),
    [
        ("Voraussichtlicher Abschluss des Projektes", "end"), ("Année prévisionnelle d'achèvement", "end"),
        ("Wnioskodawcy / beneficjenci", "beneficiary"), ("Postnummer för insatsen", "postcode"),
    ],
)  # fmt: skip
def test_a_wording_nobody_wrote_down_is_understood_by_its_letters(
    heading: str, concept: str
) -> None:
    """Inflected and compound forms lean on the wordings that are known."""
    assert heading not in {phrase.words for phrase in phrases()}
    letters = Letters(phrases())
    assert letters.opinion(normal(heading)).concept == concept
    assert meanings(heading)[0].concept == concept
    assert letters.opinion("") is None


@pytest.mark.parametrize(
    "heading",
    [
        "Telefonnummer", "Date of last update", "IČO", "Partita IVA", "Laufzeit in Monaten", "Rodzaj pomocy",
        "Αριθμός τηλεφώνου", "Pályázati felhívás", "Număr de angajați", "Y-tunnus", "Publiceringsdatum",
    ],
)  # fmt: skip
def test_headings_that_no_field_is_for_are_known_as_such(heading: str) -> None:
    """Numbers of firms, dates of updates and the like are not taken for what they resemble."""
    assert meanings(heading)[0].concept == OUT_OF_SCOPE
    text = f"Name;{heading}\nRiga;1\nPatras;2\n"
    (table,) = suggested(text, record_type="City").tables
    assert table.guesses[1] is None or table.guesses[1].confidence < 0.5


# What the Union asks every list of operations to say, in some of its languages.
ASKED = {
    "Samlede støtteberettigede udgifter til operationen": "eligible_amount", "Fecha de conclusión de la operación": "end",
    "Data de începere a operațiunii": "start", "Общ размер на допустимите разходи за операцията": "eligible_amount",
    "Toimen tukitoimiluokan nimi": "priority", "Finansējuma saņēmēja nosaukums": "beneficiary",
    "A művelet irányítószáma": "postcode", "Veiksmo santrauka": "description", "Tegevuse lõppkuupäev": "end",
    "Zhrnutie operácie": "description", "Stopa sufinanciranja Unije": "rate", "Název operace": "project_name",
}  # fmt: skip


@pytest.mark.parametrize("heading", ASKED)
def test_what_every_list_of_operations_says_is_known_whole(heading: str) -> None:
    """The columns that the law asks for are sure in every language."""
    first = meanings(heading)[0]
    assert (first.concept, first.confidence >= 0.9) == (ASKED[heading], True)


def test_a_heading_below_groups_means_what_its_last_level_says() -> None:
    """Programs run the levels of a table's headings together: group, group, name of the column."""
    heading = "základné_údaje-údaje_o_projekte-názov_projektu"
    assert meanings(heading)[0] == meanings("Názov projektu")[0]
    assert own_name(heading) == "názov_projektu"
    for whole in ("co-financing_rate", "Land - country", "e-mail", "beviljat_belopp_-_sek"):
        assert own_name(whole) == whole


def test_of_two_meanings_that_are_as_likely_neither_is_sure() -> None:
    """A heading that says two things is not taken for the second of them."""
    one, other, *_ = meanings("Jahr der Bewilligung / Jahr der Restzahlung")
    assert (one.concept, other.concept) == ("approval", "final_payment")
    assert one.confidence >= other.confidence
    assert one.confidence < 0.9


def test_of_two_columns_that_mean_the_same_a_person_chooses() -> None:
    """Amounts in two currencies: one is proposed in a remark that names the other."""
    text = "Beneficiary;Project;Grant awarded (EUR);Grant awarded (SEK)\nRiga;Port;10;110\nNantes;Tram;20;220\n"
    made = suggested(text, record_type="Funding")
    amount = made.tables[0].guesses[2]
    assert amount is not None
    assert amount.confidence < 0.8
    assert "# amount = " in made.text
    assert "or “Grant awarded (SEK)”" in made.text
    # What holds addresses of pages is no rival, whatever stands above it.
    text = "Beneficiary;Beneficiary (link)\nRiga;https://a.example\nNantes;https://b.example\n"
    (table,) = suggested(text, record_type="Funding").tables
    assert table.guesses[0] is not None
    assert table.guesses[0].confidence >= 0.9


def test_a_guess_that_letters_speak_against_is_not_sure() -> None:
    """A known word within other words is no more than a guess, unless the letters agree."""
    found = [Meaning("city", 0.7, "en"), Meaning("region", 0.5, "en")]
    assert weighed(found, {"city": 1.0})[0].confidence > 0.8
    assert weighed(found, {"programme": 1.0})[0].confidence < 0.5
    assert weighed([Meaning("city", 1.0, "en")], {"programme": 1.0})[0].confidence > 0.9


def test_spelling_is_compared_with_and_without_the_faster_library(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same words are near either way."""
    import sys

    words = ("beneficiary", "start date", "country")
    fast = [word for word, _ in near("benificiary", words)]
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    assert [word for word, _ in near("benificiary", words)] == fast == ["beneficiary"]


def suggested(content: bytes | str | Path, name: str = "table.csv", **told: str) -> Suggestion:
    """Return what is suggested for a source."""
    if isinstance(content, Path):
        source = Source(content.name, path=content)
    else:
        source = Source(name, content=content.encode() if isinstance(content, str) else content)
    return suggest(source, ReadOptions(), told.get("record_type"))


TABLE = """Réseau;Ville membre;Pays;Rôle;Début;Code
Villes d'arrivée;Amadora;Portugal;chef de file;2015;a1
Villes d'arrivée;Riga;Lettonie;partenaire;2015;a2
"""


def test_a_suggestion_is_a_mapping_that_works() -> None:
    """It loads, reads the table it was made for, and says of each guess how sure it is."""
    made = suggested(TABLE)
    (table,) = made.tables
    assert table.record_type == "Membership"
    fields = {
        column.heading: guess.field
        for column, guess in zip(table.columns, table.guesses, strict=True)
        if guess is not None and guess.confidence >= 0.8
    }
    assert fields["Réseau"] == "group"
    assert fields["Ville membre"] == "member"
    assert fields["Début"] == "start"
    assert "# ignore = " in made.text
    assert "1.00 member, fr" in made.text
    mapping = load("m.toml", made.text)
    source = Source("table.csv", content=TABLE.encode())
    read = read_document(source, TakeOptions(mapping=mapping))
    types = sorted(one["type"] for one in read.document.records)
    assert types == ["City", "City", "Membership", "Membership", "Network"]
    countries = {one.get("country") for one in read.document.records if one["type"] == "City"}
    assert countries == {"PT", "LV"}


def test_values_speak_where_headings_do_not() -> None:
    """A column of names of countries is a country column; a heading that values deny is doubted."""
    text = "Town,Where,Start\nRiga,Latvia,yes\nPatras,Greece,no\nVantaa,Finland,yes\n"
    (table,) = suggested(text, record_type="City").tables
    where = table.guesses[1]
    assert where is not None
    assert (where.field, where.reason) == ("country", "its values")
    (table,) = suggested(text, record_type="Network").tables
    start = table.guesses[2]
    assert start is not None
    assert start.confidence <= 0.5
    assert "not its values" in start.reason


def test_headings_are_found_below_titles() -> None:
    """The row of headings is named in the mapping; sheets without a table are left out."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Liste"
    for row in (["Vorhaben 2014–2020"], [], ["Zuwendungsempfänger", "Projekt", "Beginn", "Ende", "Fördersumme"],
                ["Stadt Trier", "Hafen", "2015", "2016", 1000], ["Stadt Köln", "Brücke", "2015", "2017", 2000]):  # fmt: skip
        sheet.append(row)
    book.create_sheet("Leer")
    stream = io.BytesIO()
    book.save(stream)
    made = suggested(stream.getvalue(), "list.xlsx")
    (table,) = made.tables
    assert (table.name, table.header_row, table.record_type) == ("Liste", 3, "Funding")
    load("m.toml", made.text)


@pytest.mark.parametrize(
    "content", [b"", b"\x00", b"%PDF-1.4", b"PK\x03\x04", b"<html>", b'{"a": 1}']
)
def test_what_is_no_table_is_said(content: bytes) -> None:
    """There is nothing to suggest, and the reason is named."""
    with pytest.raises(UnreadableError):
        suggested(content)


def test_an_unknown_type_is_refused() -> None:
    """With the types for which guesses are known."""
    with pytest.raises(MappingError, match="Membership"):
        suggested(TABLE, record_type="Town")


@pytest.mark.parametrize(
    "text",
    ['a"b,c\\d\n1,2\n', "name,{x}\n1,2\n", "]\n[", "\x07,\x1b\n1,2\n", ",,,\n,,,\n1,,\n", "名前,国\n東京,日本\n"],
)  # fmt: skip
def test_any_headings_give_a_mapping_that_loads(text: str) -> None:
    """Signs that TOML or recipes give a meaning to are no trouble."""
    try:
        made = suggested(text)
    except UnreadableError:
        return
    loads_or_asks(made)


def loads_or_asks(made: Suggestion) -> None:
    """A mapping can be loaded as it was suggested, unless it asks for an id of the rows."""
    if ASKED_ID.search(made.text):
        with pytest.raises(MappingError, match="needs an id"):
            load("m.toml", made.text)
        stated = ASKED_ID.sub("", made.text)
        load("m.toml", stated)
    else:
        load("m.toml", made.text)


ASKED_ID = re.compile("# [?] (?=id = )")


def test_what_is_not_sure_waits_for_a_person() -> None:
    """Kinds that no column says, countries of two cities and personal data are only remarks."""
    text = "Visiting city;Host city;Country;Start date\nVantaa;Riga;Latvia;2019-03-01\n"
    made = suggested(text + "Vantaa;Riga;Latvia;2019-05-01\n")
    mapping = tomllib.loads(made.text)
    visit = mapping["table"][0]["record"][-1]
    assert visit["id"] == "visit-{Visiting city}-{Host city}-{Start date}"
    assert "kind" not in visit["fields"]
    assert not any("country" in one["fields"] for one in mapping["table"][0]["record"][:-1])
    assert mapping["header"] == {}
    waiting = [line for line in made.text.splitlines() if line.startswith("# ? ")]
    assert len(waiting) == 4
    assert waiting[0].startswith('# ? personal_data = "CHOOSE"')
    assert "#     restricted: Person records that must not" in made.text
    assert made.summary.endswith("that wait for you: 4.")
    tomllib.loads(made.text.replace("# ? ", ""))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("City,Country\nRiga,LV\nVantaa,FI\n", 'id = "city-{City}"\n'),
        ("City,Country\nRiga,LV\nVantaa,FI\nRiga,US\n", 'id = "city-{City}-{Country}"\n'),
        ("City,Country\nRiga,LV\nVantaa,FI\nRiga,LV\n", 'id = "city-{City}"\nmerge = true  #'),
        ("City,Population\nRiga,1\nRiga,2\n", "# In “City” Riga stands more than once.\n"),
        ("No,City,Country\n1,Riga,LV\n2,Riga,LV\n", 'id = "city-{No}"\n'),
        ("Code,City,Country\n1,Riga,LV\n1,Vantaa,FI\n", 'id = "city-{City}"\n'),
    ],
)
def test_ids_tell_all_rows_apart(text: str, made: str) -> None:
    """A column with repeated values is no id; several together may be one, measures are not."""
    suggestion = suggested(text, record_type="City")
    assert made in suggestion.text
    loads_or_asks(suggestion)


def test_a_type_that_nothing_tells_is_asked_for() -> None:
    """Rows that may be anything are not taken for cities in silence."""
    assert 'type = "City"  # ? or Event, Funding,' in suggested("Xyz,Abc\nu,v\n").text


@pytest.mark.shared_data
def test_every_real_table_gives_a_mapping_that_loads(shared: Path) -> None:
    """Tables that no one here wrote, in a dozen languages."""
    types: dict[str, str] = {}
    for path in sorted((shared / "data").rglob("*")):
        if path.suffix in {".csv", ".tsv", ".xlsx", ".ods"}:
            made = suggested(path)
            loads_or_asks(made)
            types[path.name] = made.tables[0].record_type
    assert types["urbact_membership.csv"] == "Membership"
    assert types["keep_closed_1420_partnership.csv"] == "Membership"
    assert types["sportengland_exchequer.csv"] == "Funding"
    assert types["ListOfOperations_20160513.csv"] == "Funding"
    assert types["Poland_ESF_2014_2020.csv"] == "Funding"
    assert types["projektilista-csv-final.csv"] == "Funding"
    assert types["data.csv"] == "Event"
