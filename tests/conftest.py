from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.build import build
from pipelines.settings import ROOT, Settings

Write = Callable[[str, str], Path]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A warehouse and an empty folder of reports of the test's own."""
    raw = tmp_path / "raw"
    raw.mkdir()
    return Settings(raw=raw, warehouse=tmp_path / "warehouse", workers=2, timeout_seconds=60, lock_wait_seconds=0)


@pytest.fixture
def write(settings: Settings) -> Write:
    """Puts a file into the folder of reports: its path under it, and its text."""

    def put(name: str, text: str) -> Path:
        path = settings.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return put


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The sample reports, read and published once for all tests that only look at them."""
    settings = Settings(raw=ROOT / "data" / "raw", warehouse=tmp_path_factory.mktemp("samples"))
    build(settings)
    return settings
