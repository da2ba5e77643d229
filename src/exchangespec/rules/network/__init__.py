"""Rules on networks and who belongs to them, and on what profiles of networks ask for."""

from exchangespec.rules.network import (
    member_without_local_group,
    member_without_plan,
    membership_twice,
    no_lead_partner,
    person_as_partner,
    profile_applied,
    profile_code_clashes,
    profile_column_malformed,
    profile_count_wrong,
    profile_field_missing,
    profile_unavailable,
    profile_value_excluded,
    side_without_body,
    too_few_members,
    too_many_other_members,
    two_lead_partners,
)
from exchangespec.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    no_lead_partner.RULE,
    two_lead_partners.RULE,
    too_few_members.RULE,
    membership_twice.RULE,
    person_as_partner.RULE,
    profile_code_clashes.RULE,
    profile_unavailable.RULE,
    too_many_other_members.RULE,
    member_without_local_group.RULE,
    member_without_plan.RULE,
    side_without_body.RULE,
    profile_field_missing.RULE,
    profile_value_excluded.RULE,
    profile_count_wrong.RULE,
    profile_column_malformed.RULE,
    profile_applied.RULE,
)
