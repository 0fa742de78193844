"""A warehouse of small made-up reports to do harm to, and what must hold of it whatever was done."""

from __future__ import annotations

import contextlib
import json
import os
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
from faults.elsewhere import Do, Elsewhere, whole
from unit import fake_extract

from pipelines import snapshots
from pipelines.build import Built, build
from pipelines.settings import Settings

Facts = dict[str, list[tuple[str, int]]]
"""By report: projects with what each was granted."""


@dataclass
class House:
    """A folder of reports that changes from night to night, and the warehouse over it."""

    settings: Settings
    seed: int
    facts: Facts = field(default_factory=dict)
    """What the folder says now."""
    before: Facts = field(default_factory=dict)
    """What it said when it was last published whole."""

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def change(self, reports: int = 3) -> None:
        """Add, write over and take away some reports."""
        names = [f"rapport-{number}" for number in range(12)]
        for name in self.random.sample(names, reports):
            path = self.settings.raw / f"{name}.pdf"
            if name in self.facts and self.random.random() < 0.25:
                path.unlink()
                del self.facts[name]
                continue
            amounts = [self.random.randrange(10**6) for _ in range(self.random.randint(1, 4))]
            self.facts[name] = [(f"Projekt {number}", amount) for number, amount in enumerate(amounts)]
            lines = "".join(f"project {project} {amount}\n" for project, amount in self.facts[name])
            path.write_text(f"title {name}\n{lines}", encoding="utf-8")

    def build(self, **more: bool) -> Built:
        """Build in this process."""
        built = build(self.settings, extract=fake_extract.extract, **more)
        self.before = {name: list(projects) for name, projects in self.facts.items()}
        return built

    def start(self, do: Do = whole, *rest: object) -> Elsewhere:
        """A build in a process of its own."""
        return Elsewhere(do, self.settings, *rest)

    def published(self) -> Facts:
        """What the published database says, after a check that it is whole and agrees with its manifest and Parquet."""
        return facts_of(self.settings)

    def check_whole(self) -> None:
        """Fail unless what is published, if anything, is one whole state: the last one or the one that was coming."""
        if not self.settings.database.exists():
            assert not self.before, "the published database is gone"
            return
        published = self.published()
        assert published in (self.before, self.facts)
        self.before = published

    def check_done(self) -> None:
        """Fail unless what is published is what the folder says, and nothing else lies about."""
        assert self.published() == self.facts
        self.check_clean()

    def leftovers(self) -> str:
        """What a build that was killed was at, as far as what lies there tells."""
        building = list(self.settings.snapshots.glob(".building-*"))
        if any((folder / self.settings.manifest.name).exists() for folder in building):
            return "as it was about to publish"
        if any((folder / self.settings.database.name).exists() for folder in building):
            return "while it wrote the database"
        if building:
            return "while it wrote Parquet"
        if any(self.settings.records.glob(".*/*")):
            return "while it read reports and kept their records"
        return "between these" if self.published() != self.facts else "after it had published"

    def check_clean(self) -> None:
        """Fail where a build left something behind that would pile up."""
        warehouse = self.settings.warehouse
        names = {path.name for path in warehouse.iterdir()}
        assert {name for name in names if name.startswith(".")} <= {".lock", ".dagster"}, names
        assert {path.name for path in self.settings.records.iterdir() if path.name[0] != "."} == set(self.facts)
        assert not list(self.settings.records.glob(".*/*"))
        kept = snapshots.names(self.settings)
        assert set(kept) <= snapshots.kept(self.settings)
        assert {path.name for path in self.settings.snapshots.iterdir()} == set(kept)


def facts_of(settings: Settings) -> Facts:
    """The facts of the published database; fails where it disagrees with itself, its manifest or its Parquet."""
    folder = settings.current.resolve()
    manifest = json.loads((folder / settings.manifest.name).read_text(encoding="utf-8"))
    found: Facts = {}
    with duckdb.connect(str(folder / settings.database.name), read_only=True) as connection:
        for table, told in manifest["tables"].items():
            (rows,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone() or (None,)
            assert rows == told["rows"], f"{table} has {rows} rows and its manifest says {told['rows']}"
            assert pq.read_metadata(folder / "parquet" / table / "part-0.parquet").num_rows == rows
        for (report_id,) in connection.execute("SELECT report_id FROM reports").fetchall():
            found[report_id] = []
        listed = "SELECT report_id, name, granted_sek FROM projects ORDER BY report_id, name"
        for report_id, name, amount in connection.execute(listed).fetchall():
            found[report_id].append((name, int(amount)))
    return found


def workers_of(warehouse: Path) -> list[int]:
    """Living processes whose open files or folders lie in the warehouse, or that were told of it; not this one."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if int(process.name) == os.getpid() or "Z" in (process / "stat").read_text().rpartition(")")[2][:3]:
                continue
            links = [str(link.readlink()) for link in (process / "fd").iterdir()]
            if any(link.startswith(str(warehouse)) for link in links):
                found.append(int(process.name))
    return found


def wait_for_end_of(warehouse: Path, seconds: float = 30) -> None:
    """Fail unless every process at work on the warehouse ends by itself."""
    end = time.monotonic() + seconds
    while workers_of(warehouse):
        assert time.monotonic() < end, "a process outlived the build that started it"
        time.sleep(0.02)
