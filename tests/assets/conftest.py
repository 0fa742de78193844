from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from small_builds import Built, fill

from pipelines import query
from pipelines.settings import Settings


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The folder of `fill`, built; for tests that only look."""
    folder = tmp_path_factory.mktemp("built")
    fill(folder / "raw")
    built = Built(Settings(raw=folder / "raw", warehouse=folder / "warehouse", workers=2, lock_wait_seconds=0), [])
    built.events = built.build()
    return built


@pytest.fixture
def built(built_once: Built, tmp_path: Path) -> Built:
    """A copy of it, for tests that change something."""
    settings = Settings(raw=tmp_path / "raw", warehouse=tmp_path / "warehouse", workers=2, lock_wait_seconds=0)
    shutil.copytree(built_once.settings.raw, settings.raw)
    shutil.copytree(built_once.settings.warehouse, settings.warehouse, symlinks=True)
    return Built(settings, [])


@pytest.fixture
def ask(built: Built) -> Callable[[str], list[tuple[object, ...]]]:
    """Asks the database that is published now."""

    def rows(sql: str) -> list[tuple[object, ...]]:
        with query.connect(built.settings) as connection:
            return list(query.ask(connection, sql).rows)

    return rows
