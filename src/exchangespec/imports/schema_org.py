"""Events, organisations and projects as schema.org describes them, in JSON-LD or any RDF."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchangespec.codelists.languages import match_language
from exchangespec.formats.rdf_text import BLANK, NODE
from exchangespec.imports.bodies import LOCALITIES, NAMES, WEB, Bodies
from exchangespec.imports.graph import SCHEMA, Graph, in_order
from exchangespec.imports.moments import put_moment, time_of_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchangespec.formats.rdf_text import Triple
    from exchangespec.imports.reading import Draft, ImportReading

NAME = "schema.org"
TITLE = "schema.org (JSON-LD or any RDF)"
UNKNOWN_KIND = "other"

# What the classes of schema.org tell of the kind; where they tell nothing, it is open.
EVENT_KINDS: Mapping[str, str] = {
    "BusinessEvent": "", "ChildrensEvent": "", "ComedyEvent": "performance",
    "ConferenceEvent": "conference", "CourseInstance": "training", "DanceEvent": "performance",
    "EducationEvent": "training", "Event": "", "EventSeries": "",
    "ExhibitionEvent": "performance", "Festival": "", "FoodEvent": "", "Hackathon": "workshop",
    "LiteraryEvent": "", "MusicEvent": "performance", "SaleEvent": "", "ScreeningEvent": "",
    "SocialEvent": "social", "SportsEvent": "", "TheaterEvent": "performance",
    "VisualArtsEvent": "performance",
}  # fmt: skip
BODY_KINDS: Mapping[str, str] = {
    "ArchiveOrganization": "museum", "CollegeOrUniversity": "university", "Corporation": "company",
    "EducationalOrganization": "", "GovernmentOffice": "", "GovernmentOrganization": "",
    "HighSchool": "school", "Library": "museum", "LibrarySystem": "museum",
    "LocalBusiness": "company", "Museum": "museum", "MusicGroup": "", "NGO": "ngo",
    "NewsMediaOrganization": "", "Organization": "", "PerformingGroup": "", "PoliticalParty": "",
    "ResearchOrganization": "research_institute", "School": "school", "SportsOrganization": "",
    "TheaterGroup": "", "WorkersUnion": "social_partner",
}  # fmt: skip
NETWORK_KINDS: Mapping[str, str] = {"Project": "project", "ResearchProject": "project"}
KINDS = {"Event": EVENT_KINDS, "Network": NETWORK_KINDS, "Organisation": BODY_KINDS}
# How the ids of each type begin.
WORDS = {"Event": "event", "Network": "network", "Organisation": "body"}
PARTIES = {
    "organisers": ("schema:organizer",),
    "performers": ("schema:performer",),
    "participants": ("schema:attendee", "schema:attendees"),
}
STATUSES = {
    "EventScheduled": "planned", "EventRescheduled": "rescheduled",
    "EventPostponed": "postponed", "EventMovedOnline": "moved_online",
    "EventCancelled": "cancelled", "EventCanceled": "cancelled",
}  # fmt: skip
MODES = {
    "OfflineEventAttendanceMode": "in_person", "OnlineEventAttendanceMode": "online",
    "MixedEventAttendanceMode": "hybrid",
}  # fmt: skip
TRUTH = {"true": True, "1": True, "false": False, "0": False}


def record_type(graph: Graph, subject: str) -> str:
    """Return the type of the record that a subject becomes, empty for none."""
    names = {one.removeprefix(SCHEMA) for one in graph.classes(subject)}
    return next((found for found, kinds in KINDS.items() if not names.isdisjoint(kinds)), "")


def is_here(graph: Graph) -> bool:
    """Tell whether a graph describes an event."""
    return any(record_type(graph, subject) == "Event" for subject in graph.about)


def fill(reading: ImportReading, graph: Graph) -> None:
    """Make the records of a graph."""
    SchemaOrg(reading, graph).fill()


class SchemaOrg:
    """One graph on its way into records."""

    def __init__(self, reading: ImportReading, graph: Graph) -> None:
        """Give each thing that becomes a record its id."""
        self.reading = reading
        self.graph = graph
        self.bodies = Bodies(graph, reading)
        self.types = {
            subject: found for subject in graph.about if (found := record_type(graph, subject))
        }
        names = graph.names(self.types)
        for subject in self.types:
            reading.see_address(subject)
            for one in graph.values(subject, "schema:url"):
                reading.see_address(one.value.strip())
        for said in graph.about.values():
            for one in said:
                if one.form.startswith("@"):
                    reading.languages[one.form[1:].lower()] += 1
        reading.settle((WORDS[self.types[one]], name) for one, name in names.items())
        self.ids = {
            subject: reading.naming.of(WORDS[found], self._readable(subject, names[subject]))
            for subject, found in self.types.items()
        }

    def _readable(self, subject: str, name: str) -> str:
        """Return what an id is made of: the address; for a blank node also what it is called."""
        if not subject.startswith(BLANK):
            return name
        return f"{self.graph.first(subject, *NAMES)} {name}".strip()

    def fill(self) -> None:
        """Make the records, and name what was left out."""
        self.bodies.declare_prefixes(self.types)
        for subject, found in self.types.items():
            self.graph.use(subject)
            draft = self.reading.draft(
                found, self.ids[subject], line=self.graph.line(subject), subject=subject
            )
            self.bodies.describe(draft, subject)
            self._kind(draft, subject, KINDS[found])
            if found == "Event":
                self._event(draft, subject)
            else:
                self._body(draft, subject)
        self.bodies.leave_out_people()
        self.graph.leave_out_rest(self.reading)

    def _kind(self, draft: Draft, subject: str, kinds: Mapping[str, str]) -> None:
        """State the kind where a class tells it; say where it stays open."""
        for name in self.graph.classes(subject):
            draft.put("kind", kinds.get(name.removeprefix(SCHEMA)), draft.line)
        if "kind" not in draft.values:
            draft.put("kind", UNKNOWN_KIND, draft.line)
            self.reading.leave_out(
                "kind-open", draft.values["type"], line=draft.line, subject=subject
            )

    # --- organisations and projects --------------------------------------------------------------

    def _body(self, draft: Draft, subject: str) -> None:
        """State what is said of an organisation or a project."""
        graph = self.graph
        is_body = draft.values["type"] == "Organisation"
        for name, term in (("start", "foundingDate"), ("end", "dissolutionDate")):
            for one in in_order(graph.values(subject, f"schema:{name}Date", f"schema:{term}")):
                put_moment(draft, name, one.value, one.line)
        for name in ("start_time", "end_time", "time_zone", "date_text"):
            if draft.values.pop(name, None):
                self.reading.leave_out("property", name, line=draft.line, subject=subject)
        above = self._target(graph.values(subject, "schema:parentOrganization"), draft)
        for one in graph.pointing(subject, "schema:subOrganization"):
            above = above or self.ids.get(one.subject, "")
        draft.put("parent" if is_body else "part_of", above)
        if is_body:
            address = self.bodies.address_of(subject)
            if address is not None:
                draft.put("address", address.text, address.line)
                draft.put("city", self.bodies.city_of(address, subject), address.line)
                draft.put("country", address.country, address.line)

    def _target(self, values: list[Triple], draft: Draft) -> str:
        """Return the id of the one record of the same type that is pointed to, if it is here."""
        found = ""
        for one in in_order(values):
            known = self.types.get(one.value) == draft.values["type"]
            if not found and known:
                found = self.ids[one.value]
            else:
                self.reading.pass_over(
                    "elsewhere", one.predicate.removeprefix(SCHEMA), line=one.line,
                    subject=one.subject,
                )  # fmt: skip
        return found

    # --- events ----------------------------------------------------------------------------------

    def _event(self, draft: Draft, subject: str) -> None:
        """State what is said of an event."""
        graph = self.graph
        self._dates(draft, subject)
        self._places(draft, subject)
        for name, terms in PARTIES.items():
            for one in in_order(graph.values(subject, *terms)):
                if self.types.get(one.value) == "Organisation":
                    draft.add(name, self.ids[one.value], one.line)
                else:
                    self.bodies.pass_over_party(one, terms[0].partition(":")[2])
        self._code(draft, subject, "event_status", "schema:eventStatus", STATUSES)
        self._code(draft, subject, "format", "schema:eventAttendanceMode", MODES)
        self._languages(draft, subject)
        for one in graph.values(subject, "schema:isAccessibleForFree"):
            truth = TRUTH.get(one.value.strip().lower().removeprefix(SCHEMA.lower()))
            if truth is None:
                draft.doubt("free", "value", one.value, one.line)
            else:
                draft.put("free", truth, one.line)
        for one in in_order(graph.values(subject, "schema:keywords")):
            for word in filter(None, map(str.strip, re.split(r"[,;\r\n]+", one.value))):
                draft.add("tags", word, one.line)
        self._audience(draft, subject)
        above = self._target(graph.values(subject, "schema:superEvent"), draft)
        for one in graph.pointing(subject, "schema:subEvent", "schema:subEvents"):
            above = above or self.ids.get(one.subject, "")
        draft.put("parent", above)

    def _dates(self, draft: Draft, subject: str) -> None:
        """State the days and times of an event."""
        graph = self.graph
        for name in ("start", "end"):
            for number, one in enumerate(in_order(graph.values(subject, f"schema:{name}Date"))):
                if number:
                    draft.doubt(name, "several", one.value, one.line)
                    continue
                found = put_moment(draft, name, one.value, one.line)
                if found and found.offset and not found.zone:
                    self.reading.leave_out("offset", "", line=one.line, subject=subject)
            for one in graph.values(subject, f"schema:{name}Time"):
                time = time_of_day(one.value)
                if time:
                    draft.put(f"{name}_time", time, one.line)
                else:
                    draft.doubt(f"{name}_time", "time", one.value, one.line)

    def _code(
        self, draft: Draft, subject: str, name: str, term: str, codes: Mapping[str, str]
    ) -> None:
        """State a code for a value of a fixed list of schema.org."""
        for one in in_order(self.graph.values(subject, term)):
            word = re.split(r"[/#:]", one.value.strip())[-1]
            if word in codes and name not in draft.values:
                draft.put(name, codes[word], one.line)
            else:
                draft.doubt(name, "value", one.value, one.line)

    def _languages(self, draft: Draft, subject: str) -> None:
        """State the working languages, given as tags, names or things with a name."""
        for one in in_order(self.graph.values(subject, "schema:inLanguage")):
            word = one.value
            if one.form == NODE and self.graph.about.get(word):
                self.graph.use(word)
                names = ("schema:alternateName", *NAMES)
                word = self.graph.first(word, *names)
            found = match_language(word.strip()).value
            if found:
                draft.add("languages", found, one.line)
            else:
                draft.doubt("languages", "value", word, one.line)

    def _audience(self, draft: Draft, subject: str) -> None:
        """State for whom an event is."""
        for one in in_order(self.graph.values(subject, "schema:audience")):
            if one.form == NODE:
                self.graph.use(one.value)
                for terms in (("schema:audienceType",), NAMES):
                    self.bodies.put_text(draft, one.value, "audience", *terms)
            elif one.value.strip():
                draft.add("audience", {self.reading.language: one.value.strip()}, one.line)

    def _places(self, draft: Draft, subject: str) -> None:
        """State venue and city; a place on the web makes an event one that is online."""
        graph = self.graph
        kinds = set()
        venues: dict[str, int] = {}
        for one in in_order(graph.values(subject, "schema:location")):
            if one.form != NODE:
                venues[one.value.strip()] = one.line
                kinds.add("in_person")
            elif f"{SCHEMA}VirtualLocation" in graph.classes(one.value):
                graph.use(one.value)
                kinds.add("online")
                self._virtual(draft, one)
            else:
                kinds.add("in_person")
                venues[self._place(draft, one)] = one.line
        named = {text: line for text, line in venues.items() if text}
        if named:
            draft.put("venue", {self.reading.language: "; ".join(named)}, min(named.values()))
        if kinds == {"online"} and not graph.values(subject, "schema:eventAttendanceMode"):
            draft.put("format", "online")

    def _virtual(self, draft: Draft, one: Triple) -> None:
        """State the address of a place on the web, where the event has no other."""
        for page in in_order(self.graph.values(one.value, "schema:url")):
            address = page.value.strip()
            if address.startswith(WEB) and "url" not in draft.values:
                draft.put("url", address, page.line)
            else:
                self.reading.leave_out("identifier", "VirtualLocation", line=page.line)

    def _place(self, draft: Draft, one: Triple) -> str:
        """State the city of a place, and return what the venue is called."""
        graph, place = self.graph, one.value
        if not graph.about.get(place):
            self.reading.pass_over("elsewhere", "location", line=one.line, subject=one.subject)
            return ""
        graph.use(place)
        address = self.bodies.address_of(place)
        name = "" if graph.values(place, *LOCALITIES) else graph.first(place, *NAMES)
        city = self.bodies.city_of(address, place)
        parts = [name]
        if address is not None:
            parts += [address.street, address.post_code]
            parts += [] if city else [address.locality]
        if city:
            draft.add("cities", city, one.line)
        elif address is not None:
            draft.put("country", address.country, one.line)
        return ", ".join(filter(None, dict.fromkeys(parts)))
