"""Rules on dates and times: of one record, and of records that are part of one another."""

from exchangespec.rules.dates import (
    date_stated_otherwise,
    date_uncertain,
    deadline_after_start,
    end_time_before_start_time,
    ends_before_start,
    more_days_than_dates,
    outside_network_period,
    part_outside_parent,
    status_against_date,
    time_without_day,
    time_zone_missing,
    year_unknown,
    zone_abbreviation_wrong,
)

RULES = (
    ends_before_start.RULE,
    year_unknown.RULE,
    date_uncertain.RULE,
    date_stated_otherwise.RULE,
    part_outside_parent.RULE,
    outside_network_period.RULE,
    end_time_before_start_time.RULE,
    time_without_day.RULE,
    deadline_after_start.RULE,
    status_against_date.RULE,
    time_zone_missing.RULE,
    zone_abbreviation_wrong.RULE,
    more_days_than_dates.RULE,
)
