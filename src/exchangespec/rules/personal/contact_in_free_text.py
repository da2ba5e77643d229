"""An e-mail address of a person, or a telephone number, in a field that anybody may read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchangespec.codelists import fold
from exchangespec.finding import Fault
from exchangespec.rules.fields import on_header, texts, writing, writing_with
from exchangespec.rules.rule import Context, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts

EMAIL = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@((?:[\w-]+\.)+[a-zA-Z]{2,24})\b")
# Six digits near each other, without which no telephone is looked for.
DIGITS = re.compile(r"(?:[0-9][ ./()-]{0,3}){5}[0-9]")
# A number is one of a telephone when it begins with + and a country, or a word before says so.
TELEPHONE = re.compile(
    r"(?<![\w+])\+[1-9][0-9]{0,2}(?:[ ./()-]{0,3}[0-9]){6,12}(?![0-9])"
    r"|\b(?:tel|tél|telephone|telefon|telefoon|téléphone|telefono|teléfono|telefone|puh|puhelin|phone"
    r"|mobile|mobil|mobiel|gsm|handy|móvil|cell|τηλ|тел)\b[.:\s]{0,3}"
    r"\(?[0-9](?:[ ./()-]{0,3}[0-9]){5,13}",
    re.IGNORECASE,
)
# Words in the addresses of offices: whoever reads such mail, it is no person's own.
OFFICE = re.compile(
    "admin|administration|anmeldung|aanmelden|bestuur|booking|bureau|buergermeisteramt"
    "|burgerzaken|city|comune|communication|communications|comunicacion|comunicazione|contact"
    "|contacto|contatti|council|dataprotection|desk|dpo|enquiries|eu|europe|europa|event"
    "|events|exchange|feedback|gdpr|gemeente|group|hello|help|helpdesk|hotel|info|infodesk"
    "|information|informatie|inklusion|integratie|integration|internacional|international"
    "|internazionale|jobs|kanzlei|kirjaamo|kommune|kommunikation|kontakt|kommun|mail|mailbox"
    "|mairie|media|municipality|network|news|newsletter|noreply|office|oficina|onthaal"
    "|participation|poststelle|post|postmaster|presse|press|privacy|programme|project"
    "|projects|pr|protocollo|rathaus|reception|registration|registratie|secretaria"
    "|secretariaat|secretariat|sekretariat|segreteria|service|services|stad|stadt|support"
    "|team|tourism|urbact|visit|visits|visitors|web|webmaster|welcome"
    # In the other languages of the reports; the Greek ones as they are written in Latin letters.
    "|accueil|agglo|cabinet|commune|cooperation|courrier|internationale|internationales|jumelage"
    "|jumelages|metropole|projet|projets|relations|renseignements|bourgmestre"
    "|auskunft|buergerbuero|buergerservice|buero|buro|empfang|gemeinde|gemeindeamt"
    "|geschaeftsstelle|magistrat|projekt|projekte|stadtverwaltung|verwaltung"
    "|balie|communicatie|contactpunt|gemeentehuis|griffie|internationaal|projecten|receptie"
    "|secretarie|stadhuis"
    "|accoglienza|gabinetto|informazioni|internazionali|municipio|posta|progetti|progetto"
    "|relazioni|ufficio|urp"
    "|alcaldia|atencion|ayuntamiento|comunicaciones|cooperacion|correo|gabinete|informacion"
    "|internacionales|oficinas|proyecto|proyectos|recepcion|registro|relaciones"
    "|asiakaspalvelu|hallinto|hankkeet|kansainvaliset|kaupunki|kunta|neuvonta|posti|tiedotus"
    "|toimisto|viestinta"
    "|biuro|gmina|informacja|kancelaria|miasto|poczta|powiat|projekty|promocja|ratusz|recepcja"
    "|starostwo|urzad|wspolpraca"
    "|diethneis|dimarcheio|dimarchio|dimarheio|dimarxeio|epikoinonia|erga|grafeio|grammateia"
    "|plirofories|programmata|protokollo|scheseis|sxeseis|ypodochi|ypodoxi"
)
# What names an office when nothing else stands before the @, with or without marks between: words
# that are too short, or names of persons elsewhere, and words that are written as one.
OFFICE_ALONE = frozenset(
    {
        *("cityhall", "townhall", "internationalrelations", "foreignrelations", "generalenquiries"),
        *("ville", "hoteldeville", "relationsinternationales", "secretariatgeneral"),
        *("internationalebeziehungen", "internationalebetrekkingen", "internationalerelaties"),
        *("relazioniinternazionali", "ufficioprotocollo", "ufficiorelazioni", "segreteriagenerale"),
        *("relacionesinternacionales", "kansainvalisetasiat"),
        *("um", "ug", "urzadmiasta", "urzadmiejski", "urzadgminy", "biuroprojektow"),
        *("dimos", "diethneissxeseis", "diethneisscheseis"),
    }
)


def sign(text: str) -> bool:
    """Tell whether a text may hold an address or a number."""
    return "@" in text or DIGITS.search(text) is not None


def check(record: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Look at every text; one fault a text."""
    for field, item, text in texts(record):
        found = contact(text)
        if found is not None:
            variant, value = found
            yield Fault(
                "contact-in-free-text", {"value": value}, field=field, item=item, variant=variant
            )


def contact(text: str) -> tuple[str, str] | None:
    """Return the kind and the wording of the first contact of a person in a text."""
    if "@" in text:
        for found in EMAIL.finditer(text):
            if not is_of_an_office(found[1], found[2]):
                return "email", found.group()
    number = TELEPHONE.search(text) if DIGITS.search(text) else None
    return ("telephone", number.group()) if number else None


def is_of_an_office(local: str, domain: str) -> bool:
    """Tell whether an address names an office, or the very body whose domain it is."""
    words = [fold(word) for word in re.split(r"[._+-]|(?<=\D)(?=\d)", local) if word]
    labels = {fold(label) for label in domain.split(".")}
    if fold(local) in labels or "".join(words) in OFFICE_ALONE:
        return True
    return any(OFFICE.fullmatch(word) for word in words)


VISIT = {
    "type": "Visit",
    "id": "ex:vis-1",
    "kind": "study_visit",
    "visitors": ["ex:capaci"],
    "hosts": ["ex:mechelen"],
}

RULE = Rule(
    code="EXS602",
    slug="contact-in-free-text",
    severity="warning",
    title="A text holds the e-mail address of a person or a telephone number.",
    message={
        "email": "The text holds {value}, which looks like the e-mail address of a person.",
        "telephone": "The text holds what looks like a telephone number: {value}.",
    },
    why="Whoever receives the file can publish it, and nobody can take the address back. "
    "It could not be found and removed like the record of a person.",
    fix="Take it out; write the address of an office, such as info@, where one is needed.",
    wrong=Example(
        [{**VISIT, "note": "Ask the.coordinator@example.org for the programme"}],
        at={"record": "ex:vis-1", "field": "note"},
    ),
    right=Example([{**VISIT, "note": "Ask info@example.org for the programme"}]),
    where=writing,
    suspects=writing_with(sign),
    check=check,
    check_all=on_header(check),
)
