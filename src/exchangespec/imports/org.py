"""Organisations and who belongs to them, as the Organization Ontology of the W3C describes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.codelists.lists import match_code
from exchangespec.formats.rdf_text import BLANK, NODE
from exchangespec.imports.bodies import CITIES, NAMES, Bodies
from exchangespec.imports.graph import Graph, in_order
from exchangespec.imports.moments import moment
from exchangespec.imports.naming import last_part
from exchangespec.spec.namespaces import expand

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exchangespec.formats.rdf_text import Triple
    from exchangespec.imports.reading import Draft, ImportReading

NAME = "w3c-org"
TITLE = "W3C Organization Ontology (any RDF)"
MEMBERSHIP = expand("org:Membership")
# The classes of each record type; the first that fits decides.
CLASSES = {
    "Network": ("org:OrganizationalCollaboration",),
    "Organisation": (
        "org:Organization", "org:FormalOrganization", "org:OrganizationalUnit",
        "cv:PublicOrganisation",
    ),
}  # fmt: skip
TYPES = {expand(term): found for found, terms in CLASSES.items() for term in terms}
WORDS = {"Network": "network", "Organisation": "body"}
LISTS = {"Network": "network_kind", "Organisation": "organisation_kind"}
UNKNOWN_KINDS = {"Network": "network", "Organisation": "other"}
ABOVE = ("org:subOrganizationOf", "org:unitOf", "schema:parentOrganization")
BELOW = ("org:hasSubOrganization", "org:hasUnit", "schema:subOrganization")
SITES = ("org:hasPrimarySite", "org:hasRegisteredSite", "org:hasSite")
KINDS = ("org:classification", "dct:type")
ROLE_OPEN = "member"
BOUNDS = {
    "start": ("time:hasBeginning", "schema:startDate"),
    "end": ("time:hasEnd", "schema:endDate"),
}
INSTANTS = (
    "time:inXSDDate", "time:inXSDDateTimeStamp", "time:inXSDDateTime", "time:inXSDgYearMonth",
    "time:inXSDgYear",
)  # fmt: skip


def is_here(graph: Graph) -> bool:
    """Tell whether a graph describes organisations or memberships in the ontology's terms."""
    return any(
        name in TYPES or name == MEMBERSHIP
        for subject in graph.about
        for name in graph.classes(subject)
    )


def fill(reading: ImportReading, graph: Graph) -> None:
    """Make the records of a graph."""
    Org(reading, graph).fill()


class Org:
    """One graph on its way into records."""

    def __init__(self, reading: ImportReading, graph: Graph) -> None:
        """Give each thing that becomes a record its id."""
        self.reading = reading
        self.graph = graph
        self.bodies = Bodies(graph, reading)
        self.types = {}
        for subject in graph.about:
            classes = graph.classes(subject)
            found = {TYPES[name] for name in classes if name in TYPES}
            if found:
                self.types[subject] = "Network" if "Network" in found else "Organisation"
            for one in graph.about[subject]:
                if one.form.startswith("@"):
                    reading.languages[one.form[1:].lower()] += 1
        names = graph.names(self.types)
        for subject in self.types:
            reading.see_address(subject)
        reading.settle((WORDS[self.types[one]], name) for one, name in names.items())
        self.ids = {
            subject: reading.naming.of(WORDS[found], self._readable(subject, names[subject]))
            for subject, found in self.types.items()
        }
        self._members: set[tuple[str, str]] = set()

    def _readable(self, subject: str, name: str) -> str:
        """Return what an id is made of: the address; for a blank node also what it is called."""
        if not subject.startswith(BLANK):
            return name
        return f"{self.graph.first(subject, *NAMES)} {name}".strip()

    def fill(self) -> None:
        """Make the records, and name what was left out."""
        self.bodies.declare_prefixes(self.types)
        graph = self.graph
        for subject in list(graph.about):
            if not CITIES.isdisjoint(graph.classes(subject)):
                self.bodies.city_of(self.bodies.address_of(subject), subject)
        for subject, found in self.types.items():
            graph.use(subject)
            draft = self.reading.draft(
                found, self.ids[subject], line=graph.line(subject), subject=subject
            )
            self.bodies.describe(draft, subject)
            self._kind(draft, subject)
            self._span(draft, subject, {"start": "schema:foundingDate",
                                        "end": "schema:dissolutionDate"})  # fmt: skip
            above = self._above(draft, subject)
            if found == "Organisation":
                draft.put("parent", above)
                self._site(draft, subject)
            else:
                draft.put("part_of", above)
                self.bodies.put_text(draft, subject, "objective", "org:purpose")
        self._memberships()
        self.bodies.leave_out_people()
        graph.leave_out_rest(self.reading)

    # --- organisations ---------------------------------------------------------------------------

    def _kind(self, draft: Draft, subject: str) -> None:
        """State the kind by its words, where they are known; say where it stays open."""
        record_type = draft.values["type"]
        for one in in_order(self.graph.values(subject, *KINDS)):
            word = self._word(one)
            code = match_code(LISTS[record_type], word).value if word else None
            if code:
                draft.put("kind", code, one.line)
            else:
                draft.doubt("kind", "value", word, one.line)
        if "kind" not in draft.values:
            draft.put("kind", UNKNOWN_KINDS[record_type])
            self.reading.leave_out("kind-open", record_type, line=draft.line, subject=subject)

    def _word(self, one: Triple) -> str:
        """Return what a concept is called: its label, else the last part of its address."""
        if one.form != NODE:
            return one.value.strip()
        if self.graph.about.get(one.value):
            self.graph.use(one.value)
            label = self.graph.first(one.value, *NAMES)
            if label:
                return label
        return "" if one.value.startswith(BLANK) else last_part(one.value)

    def _span(self, draft: Draft, subject: str, terms: dict[str, str]) -> None:
        """State since when and until when."""
        for name, term in terms.items():
            for one in in_order(self.graph.values(subject, term)):
                self._put_day(draft, name, one)

    def _put_day(self, draft: Draft, name: str, one: Triple) -> None:
        """State a day, month or year."""
        found = moment(one.value)
        if found is None:
            draft.doubt(name, "value", one.value, one.line)
        else:
            draft.put(name, found.day, one.line)

    def _above(self, draft: Draft, subject: str) -> str:
        """Return the id of the larger body or network, if it is here and of the same type."""
        below = [(one.subject, one) for one in in_order(self.graph.pointing(subject, *BELOW))]
        above = [(one.value, one) for one in in_order(self.graph.values(subject, *ABOVE))]
        found = ""
        for other, one in above + below:
            same = self.types.get(other) == draft.values["type"]
            if same and found in {"", self.ids.get(other)}:
                found = self.ids[other]
            else:
                self.reading.pass_over(
                    "elsewhere", "subOrganizationOf", line=one.line, subject=subject
                )
        return found

    def _site(self, draft: Draft, subject: str) -> None:
        """State the address, and by it the city and country."""
        address = self.bodies.address_of(subject)
        for one in in_order(self.graph.values(subject, *SITES)):
            if one.form == NODE and self.graph.about.get(one.value):
                self.graph.use(one.value)
                address = address or self.bodies.address_of(one.value)
            else:
                self.reading.pass_over("elsewhere", "site", line=one.line, subject=subject)
        if address is not None:
            draft.put("address", address.text, address.line)
            draft.put("city", self.bodies.city_of(address, subject), address.line)
            draft.put("country", address.country, address.line)

    # --- memberships -----------------------------------------------------------------------------

    def _memberships(self) -> None:
        """Make a record of every membership, told as a thing of its own or as a plain relation."""
        graph = self.graph
        for subject, said in list(graph.about.items()):
            if MEMBERSHIP in graph.classes(subject):
                graph.use(subject)
                self._membership(subject, said[0])
        for subject in list(graph.about):
            for one in graph.values(subject, "org:memberOf", "schema:memberOf"):
                self._plain(one, one.value, subject)
            for one in graph.values(subject, "org:hasMember", "schema:member"):
                self._plain(one, subject, one.value)

    def _membership(self, subject: str, first: Triple) -> None:
        """Make the record of one membership."""
        graph = self.graph
        groups = self._ends(graph.values(subject, "org:organization"))
        members = self._ends(
            [*graph.values(subject, "org:member"),
             *(one._replace(value=one.subject, subject=subject)
               for one in graph.pointing(subject, "org:hasMembership"))]
        )  # fmt: skip
        roles = graph.values(subject, "org:role")
        draft = self._draft(groups, members, first)
        if draft is None:
            for one in roles:
                graph.use(one.value)
            return
        words = [self._word(one) for one in in_order(roles)]
        code = next((found for word in words if (found := self._role(word))), "")
        draft.put("role", code or ROLE_OPEN, roles[0].line if roles else 0)
        draft.put("role_text", "; ".join(filter(None, words)), roles[0].line if roles else 0)
        if not code:
            self.reading.leave_out("kind-open", "Membership", line=draft.line, subject=subject)
        for one in in_order(graph.values(subject, "org:memberDuring")):
            graph.use(one.value)
            self._bounds(draft, one.value)
        self._bounds(draft, subject)

    def _role(self, word: str) -> str:
        """Return the code of a role by its words."""
        return (match_code("member_role", word).value if word else None) or ""

    def _ends(self, values: Iterable[Triple]) -> dict[str, Triple]:
        """Return the one thing that each statement points to."""
        return {one.value: one for one in in_order(values)}

    def _draft(
        self, groups: dict[str, Triple], members: dict[str, Triple], first: Triple
    ) -> Draft | None:
        """Begin a membership, unless one of its sides is not here."""
        sides = []
        for found, name in ((groups, "group"), (members, "member")):
            here = [subject for subject in found if subject in self.types]
            for subject, one in found.items():
                if subject not in self.types:
                    self.bodies.pass_over_party(one, name)
            if len(here) != 1:
                if here or not found:
                    self.reading.pass_over("side", name, line=first.line, subject=first.subject)
                return None
            sides.append((name, here[0], found[here[0]].line))
        if self.types[sides[1][1]] == "Network":
            self.reading.pass_over("side", "member", line=first.line, subject=first.subject)
            return None
        self._members.add((sides[0][1], sides[1][1]))
        draft = self.reading.draft("Membership", None, line=first.line, subject=first.subject)
        for name, subject, line in sides:
            draft.put(name, self.ids[subject], line)
        return draft

    def _plain(self, one: Triple, group: str, member: str) -> None:
        """Make the record of a membership of which nothing more is said."""
        if (group, member) in self._members:
            return
        ends = ({group: one}, {member: one._replace(value=member)})
        draft = self._draft(*ends, one)
        if draft is not None:
            draft.put("role", ROLE_OPEN, one.line)

    def _bounds(self, draft: Draft, subject: str) -> None:
        """State since when and until when somebody belongs."""
        for name, terms in BOUNDS.items():
            for one in in_order(self.graph.values(subject, *terms)):
                if one.form != NODE:
                    self._put_day(draft, name, one)
                    continue
                self.graph.use(one.value)
                for instant in in_order(self.graph.values(one.value, *INSTANTS)):
                    self._put_day(draft, name, instant)
