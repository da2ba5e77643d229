"""Rules on networks and who belongs to them."""

RULES = ()
