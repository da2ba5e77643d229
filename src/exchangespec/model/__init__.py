"""What a record is: one class a record type, the scalars they share, the package header."""

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
from exchangespec.model.package import Package
from exchangespec.model.participation import Participation
from exchangespec.model.partnership import Partnership
from exchangespec.model.person import Person
from exchangespec.model.plan_item import PlanItem
from exchangespec.model.record import Record
from exchangespec.model.source import Source
from exchangespec.model.statement import Statement
from exchangespec.model.transfer import Transfer
from exchangespec.model.visit import Visit

# Every record type, in the order in which files are read and written.
RECORDS: dict[str, type[Record]] = {
    record.__name__: record
    for record in (
        City,
        Organisation,
        Person,
        Network,
        Membership,
        Event,
        Visit,
        Participation,
        MentoringPair,
        Partnership,
        ActionPlan,
        PlanItem,
        Output,
        Transfer,
        Funding,
        Source,
        Statement,
    )
}

__all__ = [
    "RECORDS",
    "ActionPlan",
    "City",
    "Event",
    "Funding",
    "Header",
    "Membership",
    "MentoringPair",
    "Network",
    "Organisation",
    "Output",
    "Package",
    "Participation",
    "Partnership",
    "Person",
    "PlanItem",
    "Record",
    "Source",
    "Statement",
    "Transfer",
    "Visit",
]
