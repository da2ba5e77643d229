"""Repairs a partner's file: what is safe is put right in a copy, all else stays as it is."""

from __future__ import annotations

from exchangespec.fixing.change import Change, NotFixableError
from exchangespec.fixing.previews import preview
from exchangespec.fixing.rounds import Fixed, fix, fixed_name, put_in_place

__all__ = ["Change", "Fixed", "NotFixableError", "fix", "fixed_name", "preview", "put_in_place"]
