"""Faults on purpose. A small seeded share runs with all tests; ``make faults`` runs all of it and tells the figures."""

from __future__ import annotations

import os
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from faults.house import House

from pipelines.settings import Settings

ALL = "RAPPORTLAGER_FAULTS"
"""Environment variable: ``all`` runs every fault as often as was promised."""

_TOLD: dict[str, Counter[str]] = {}


@dataclass
class Faults:
    """How often to do it, and what came of it."""

    name: str
    told: Counter[str] = field(default_factory=Counter)

    def times(self, some: int, many: int) -> range:
        """`many` in a run of all faults, else `some`."""
        return range(many if is_all() else some)

    def came(self, what: str, count: int = 1) -> None:
        """Count something that happened."""
        self.told[what] += count


def is_all() -> bool:
    """Whether all faults are to be tried."""
    return os.environ.get(ALL) == "all"


@pytest.fixture
def faults(request: pytest.FixtureRequest) -> Faults:
    name = request.node.name.removeprefix("test_").replace("_", " ")
    return Faults(name, _TOLD.setdefault(name, Counter()))


@pytest.fixture
def house(request: pytest.FixtureRequest, tmp_path: Path) -> House:
    """A warehouse of the test's own, the same changes in every run."""
    raw = tmp_path / "raw"
    raw.mkdir()
    settings = Settings(
        raw=raw, warehouse=tmp_path / "warehouse", workers=2, timeout_seconds=60, memory_mb=2048, lock_wait_seconds=60
    )
    return House(settings, zlib.crc32(request.node.name.encode()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table of what was tried and what happened."""
    told = {name: counts for name, counts in _TOLD.items() if counts}
    if not told or not is_all():
        return
    terminalreporter.section("faults")
    for name, counts in told.items():
        what = ", ".join(f"{text} {count}" for text, count in sorted(counts.items()))
        terminalreporter.write_line(f"{name}: {what}")
