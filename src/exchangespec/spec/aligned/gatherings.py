"""Events and visits as Core Public Event and schema.org have them: when, who, how, for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.codelists import codelist
from exchangespec.model.quantities import quantity_span
from exchangespec.spec.aligned.closing import official_matches
from exchangespec.spec.aligned.nodes import (
    DAY_TYPE,
    MONTH_TYPE,
    Node,
    Value,
    moment,
    number,
    part,
    typed_date,
    words,
)
from exchangespec.spec.aligned.places import address, languages
from exchangespec.spec.namespaces import NAMESPACES

if TYPE_CHECKING:
    from exchangespec.spec.aligned.portrait import Portrait

# The fields that name who took part, each with the role.
ROLES = {
    "organisers": "organiser",
    "hosts": "host",
    "visitors": "visitor",
    "delegates": "delegate",
    "speakers": "speaker",
    "moderators": "moderator",
    "performers": "performer",
    "participants": "participant",
}
PLANNED = "planned"


def public(portrait: Portrait) -> None:
    """Call an event public where anyone could come, to it and to what it is part of."""
    if portrait.record.get("id") in portrait.around.open_events:
        portrait.node.is_a("cv:PublicEvent")
    if (page := portrait.text("registration_url")) is not None:
        portrait.around.document(page)


def days(portrait: Portrait) -> None:
    """Say when it began and ended: to the minute where day, time and zone are known."""
    zone = portrait.record.get("time_zone")
    for side in ("start", "end"):
        day = typed_date(portrait.record.get(side))
        exact = moment(day, portrait.record.get(f"{side}_time"), zone)
        portrait.node.replace(f"schema:{side}Date", day, exact)


def when(portrait: Portrait) -> None:
    """Say when, as an interval of OWL-Time, with the words of the source."""
    interval = _interval(portrait)
    worded = portrait.text("date_text")
    if interval is None and worded is None:
        return
    interval = interval or portrait.hang("time", "time:TemporalEntity")
    if worded is not None:
        interval.add("dct:description", words(worded, portrait.around.language))
    portrait.node.add("time:hasTime", Value(interval.subject))


def member_during(portrait: Portrait) -> None:
    """Say how long a membership lasted."""
    interval = _interval(portrait)
    if interval is not None:
        portrait.node.add("org:memberDuring", Value(interval.subject))


def temporal(portrait: Portrait) -> None:
    """Say which time a plan is for."""
    interval = _interval(portrait)
    if interval is not None:
        interval.is_a("dct:PeriodOfTime")
        portrait.node.add("dct:temporal", Value(interval.subject))


def _interval(portrait: Portrait) -> Node | None:
    """Return the time between start and end, as far as they are certain; None where neither is."""
    ends = {
        side: value
        for side in ("start", "end")
        if (value := typed_date(portrait.record.get(side))) is not None
    }
    if not ends:
        return None
    interval = portrait.hang("time", "time:ProperInterval", "time:TemporalEntity")
    for side, value in ends.items():
        instant = portrait.hang(side, "time:Instant")
        if value.form == DAY_TYPE:
            instant.add("time:inXSDDate", value)
        elif value.form == MONTH_TYPE:
            instant.add("time:inXSDgYearMonth", value)
        else:
            instant.add("time:inXSDgYear", value)
        term = "time:hasBeginning" if side == "start" else "time:hasEnd"
        interval.add(term, Value(instant.subject))
    return interval


def who(portrait: Portrait) -> None:
    """Make a participation of each role that a field names, beside those with a record."""
    around = portrait.around
    for field, role in ROLES.items():
        parties = portrait.texts(field)
        if parties:
            node = portrait.hang(role, "cv:Participation")
            node.add("cv:role", around.code("participation_role", role))
            node.add("cv:hasParticipant", *map(around.agent, parties))
            portrait.node.add("cv:hasParticipation", Value(node.subject))
    for one in around.participations.get(str(portrait.record.get("id")), ()):
        portrait.node.add("cv:hasParticipation", around.iri(one))


def party(portrait: Portrait) -> None:
    """Say of a party that lies outside the package that it can act."""
    for one in portrait.texts("party"):
        portrait.around.iri(one, "foaf:Agent")


def how(portrait: Portrait) -> None:
    """Say by schema.org's words whether it was held, and where people sat."""
    for field, name, term in (
        ("format", "event_format", "schema:eventAttendanceMode"),
        ("event_status", "event_status", "schema:eventStatus"),
    ):
        entry = codelist(name).codes.get(portrait.text(field) or "")
        for found in official_matches(entry) if entry is not None else ():
            if found.startswith(NAMESPACES["schema"]):
                portrait.node.add(term, Value(found))


def numbered(portrait: Portrait) -> None:
    """Say which in a series it is: SEMIC asks for a text with a language."""
    value = portrait.record.get("number")
    if isinstance(value, int):
        portrait.node.add("cv:eventNumber", words(str(value), portrait.around.language))


def expected(portrait: Portrait) -> None:
    """Say how many were expected, while it is planned and the number is exact."""
    span = quantity_span(portrait.record.get("attendance"))
    if span is None or not span.exact or span.percent or span.low is None:
        return
    if portrait.text("event_status") == PLANNED and span.low == span.low.to_integral_value():
        portrait.node.add("cv:expectedNumberOfParticipants", number(span.low))


def audience(portrait: Portrait) -> None:
    """Say for whom it was, as a concept of its own."""
    texts = portrait.languages("audience")
    if texts:
        node = portrait.hang("audience", "skos:Concept")
        for tag, text in texts.items():
            node.add("skos:prefLabel", words(text, tag))
        portrait.node.add("cv:audience", Value(part(portrait.subject, "audience")))


RECIPES = (public, days, when, who, how, numbered, expected, audience, address, languages)
