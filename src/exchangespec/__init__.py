"""A standard for exchange between cities: its record types, validator and converters.

Nothing heavy is imported until it is used: `import exchangespec` alone costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from exchangespec.api import (
        Package,
        Report,
        connect,
        convert,
        fix,
        iter_records,
        match,
        publish,
        read,
        reconcile,
        validate,
    )
    from exchangespec.errors import (
        ExchangespecError,
        InputOverwrittenError,
        LossError,
        MissingPartError,
        UnknownFormatError,
        UnknownProfileError,
        UnreadableError,
        UnusableProfileError,
    )
    from exchangespec.finding import Finding, Fix
    from exchangespec.location import Location
    from exchangespec.model import (
        ActionPlan,
        City,
        Event,
        Funding,
        Header,
        Membership,
        MentoringPair,
        Network,
        Organisation,
        Output,
        Participation,
        Partnership,
        Person,
        PlanItem,
        Record,
        Source,
        Statement,
        Transfer,
        Visit,
    )

__version__ = "0.1.0"

# Where each public name lives.
HOMES = {
    "exchangespec.api": (
        "Package",
        "Report",
        "connect",
        "convert",
        "fix",
        "iter_records",
        "match",
        "publish",
        "read",
        "reconcile",
        "validate",
    ),
    "exchangespec.errors": (
        "ExchangespecError",
        "InputOverwrittenError",
        "LossError",
        "MissingPartError",
        "UnknownFormatError",
        "UnknownProfileError",
        "UnreadableError",
        "UnusableProfileError",
    ),
    "exchangespec.finding": ("Finding", "Fix"),
    "exchangespec.location": ("Location",),
    "exchangespec.model": (
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
        "Participation",
        "Partnership",
        "Person",
        "PlanItem",
        "Record",
        "Source",
        "Statement",
        "Transfer",
        "Visit",
    ),
}
PUBLIC = {name: home for home, names in HOMES.items() for name in names}

__all__ = [
    "ActionPlan",
    "City",
    "Event",
    "ExchangespecError",
    "Finding",
    "Fix",
    "Funding",
    "Header",
    "InputOverwrittenError",
    "Location",
    "LossError",
    "Membership",
    "MentoringPair",
    "MissingPartError",
    "Network",
    "Organisation",
    "Output",
    "Package",
    "Participation",
    "Partnership",
    "Person",
    "PlanItem",
    "Record",
    "Report",
    "Source",
    "Statement",
    "Transfer",
    "UnknownFormatError",
    "UnknownProfileError",
    "UnreadableError",
    "UnusableProfileError",
    "Visit",
    "connect",
    "convert",
    "fix",
    "iter_records",
    "match",
    "publish",
    "read",
    "reconcile",
    "validate",
]


def __getattr__(name: str) -> Any:
    """Import a public name from its home when it is first asked for."""
    home = PUBLIC.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names, for completion."""
    return sorted([*globals(), *PUBLIC])
