"""Rules on networks and who belongs to them."""

from exchangespec.rules.network import (
    membership_twice,
    no_lead_partner,
    person_as_partner,
    too_few_members,
    two_lead_partners,
)
from exchangespec.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    no_lead_partner.RULE,
    two_lead_partners.RULE,
    too_few_members.RULE,
    membership_twice.RULE,
    person_as_partner.RULE,
)
