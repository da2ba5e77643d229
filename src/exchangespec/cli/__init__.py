"""The command line: reads what the user asks for, calls one function, and shows what comes back."""

from exchangespec.cli.program import program as main

__all__ = ["main"]
