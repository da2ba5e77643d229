"""Package: one submission, that is a header and its records."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ConfigDict, Field, SerializeAsAny

from exchangespec.model.action_plan import ActionPlan
from exchangespec.model.city import City
from exchangespec.model.event import Event
from exchangespec.model.funding import Funding
from exchangespec.model.header import Header
from exchangespec.model.membership import Membership
from exchangespec.model.mentoring_pair import MentoringPair
from exchangespec.model.network import Network
from exchangespec.model.organisation import Organisation
from exchangespec.model.output import Output
from exchangespec.model.participation import Participation
from exchangespec.model.partnership import Partnership
from exchangespec.model.person import Person
from exchangespec.model.plan_item import PlanItem
from exchangespec.model.record import Record
from exchangespec.model.source import Source
from exchangespec.model.statement import Statement
from exchangespec.model.transfer import Transfer
from exchangespec.model.visit import Visit

if TYPE_CHECKING:
    from collections.abc import Iterator

AnyRecord = TypeVar("AnyRecord", bound=Record)


class Package(BaseModel):
    """A header and records of any type, with one accessor a record type."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    header: Header = Field(description="What the submission says about itself.")
    records: list[SerializeAsAny[Record]] = Field(
        default_factory=list, description="The records, in any order."
    )

    def __iter__(self) -> Iterator[Record]:  # type: ignore[override]
        """Iterate over the records, not over the fields of this class."""
        return iter(self.records)

    def __len__(self) -> int:
        """Return the number of records."""
        return len(self.records)

    def of(self, record_type: type[AnyRecord]) -> list[AnyRecord]:
        """Return the records of one type."""
        return [record for record in self.records if type(record) is record_type]

    def get(self, record_id: str) -> Record | None:
        """Return the record of this id, or None."""
        return next((record for record in self.records if record.id == record_id), None)

    @property
    def cities(self) -> list[City]:
        """Return the City records."""
        return self.of(City)

    @property
    def organisations(self) -> list[Organisation]:
        """Return the Organisation records."""
        return self.of(Organisation)

    @property
    def people(self) -> list[Person]:
        """Return the Person records."""
        return self.of(Person)

    @property
    def networks(self) -> list[Network]:
        """Return the Network records."""
        return self.of(Network)

    @property
    def memberships(self) -> list[Membership]:
        """Return the Membership records."""
        return self.of(Membership)

    @property
    def events(self) -> list[Event]:
        """Return the Event records."""
        return self.of(Event)

    @property
    def visits(self) -> list[Visit]:
        """Return the Visit records."""
        return self.of(Visit)

    @property
    def participations(self) -> list[Participation]:
        """Return the Participation records."""
        return self.of(Participation)

    @property
    def mentoring_pairs(self) -> list[MentoringPair]:
        """Return the MentoringPair records."""
        return self.of(MentoringPair)

    @property
    def partnerships(self) -> list[Partnership]:
        """Return the Partnership records."""
        return self.of(Partnership)

    @property
    def action_plans(self) -> list[ActionPlan]:
        """Return the ActionPlan records."""
        return self.of(ActionPlan)

    @property
    def plan_items(self) -> list[PlanItem]:
        """Return the PlanItem records."""
        return self.of(PlanItem)

    @property
    def outputs(self) -> list[Output]:
        """Return the Output records."""
        return self.of(Output)

    @property
    def transfers(self) -> list[Transfer]:
        """Return the Transfer records."""
        return self.of(Transfer)

    @property
    def funding(self) -> list[Funding]:
        """Return the Funding records."""
        return self.of(Funding)

    @property
    def sources(self) -> list[Source]:
        """Return the Source records."""
        return self.of(Source)

    @property
    def statements(self) -> list[Statement]:
        """Return the Statement records."""
        return self.of(Statement)
