from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import hypothesis
import pytest

from pipelines import ingest
from pipelines.build import build
from pipelines.settings import ROOT, Settings
from pipelines.worker_child import Extract
from pipelines.workers import Host, Job, Limits, Outcome, read_reports

# a test says what is right, however slow the machine
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

Write = Callable[[str, str], Path]
HOSTS = 2
"""Processes that fork readers kept at a time."""


@pytest.fixture(scope="session", autouse=True)
def readers_stay() -> Iterator[None]:
    """Builds of this process read by a process that stays for the next build: to start one costs more than the rest."""
    hosts: dict[object, Host] = {}

    def read(
        jobs: Iterable[Job], limits: Limits, workers: int, extract: Extract, on_start: Callable[[Job], None]
    ) -> Iterator[Outcome]:
        function = f"{extract.__module__}:{extract.__qualname__}"
        # it has the environment it was started in; pytest writes the name of each test into it
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        key = limits, function, tuple(sorted(environment.items()))
        host = hosts.pop(key, None) or Host(limits, function)
        while len(hosts) >= HOSTS:
            hosts.pop(next(iter(hosts))).close()
        hosts[key] = host
        return read_reports(jobs, limits, workers, extract, on_start, host)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest, "read_reports", read)
        yield
    for host in hosts.values():
        host.close()


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
