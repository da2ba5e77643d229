"""Tests wait for no disk."""

import os

import pytest


@pytest.fixture(autouse=True)
def _no_waiting_for_disks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take what was written for safe."""
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
