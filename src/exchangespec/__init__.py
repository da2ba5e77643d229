"""A standard for exchange between cities: its record types, validator and converters."""

__version__ = "0.1.0"
