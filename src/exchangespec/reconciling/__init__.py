"""Proposes outside identifiers and duplicates; nothing is taken over unless somebody accepts it."""

from exchangespec.reconciling.decisions import (
    Decisions,
    applied,
    applying,
    not_carried_out,
    read_decisions,
    write_proposals,
)
from exchangespec.reconciling.proposing import Proposal, reconcile
from exchangespec.reconciling.register import Register, read_register

__all__ = [
    "Decisions",
    "Proposal",
    "Register",
    "applied",
    "applying",
    "not_carried_out",
    "read_decisions",
    "read_register",
    "reconcile",
    "write_proposals",
]
