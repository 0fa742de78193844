"""Where things lie and how much a report may use.

Every setting has a default that works in a fresh clone, from whatever folder the program is started in; an environment
variable ``RAPPORTLAGER_<NAME>`` or an argument overrides it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from pipelines.remote import as_url

ROOT = Path(__file__).resolve().parents[1]
"""The folder that holds `pipelines/`."""
WAREHOUSE = ROOT / "data" / "warehouse"


def _processors() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Settings(BaseSettings):
    """Folders, limits and habits of one warehouse."""

    model_config = SettingsConfigDict(env_prefix="RAPPORTLAGER_", frozen=True, extra="forbid")

    raw: Path = ROOT / "data" / "raw"
    """The folder of reports; its subfolders count."""
    warehouse: Path = WAREHOUSE
    """Everything that is made lies in this folder, so two warehouses never meet."""
    source: str | None = None
    """A bucket of reports, ``s3://bucket/folder``, copied into `raw` before each build; `raw` may name it as well."""
    mirror: str | None = None
    """A bucket that gets a copy of the warehouse after each build; `warehouse` may name it as well."""
    engine: Literal["local", "dask"] = "local"
    """Where reports are read: in processes of this machine, or on a Dask cluster."""
    dask_address: str | None = None
    """The scheduler of that cluster, ``tcp://host:8786``; without it one is started on this machine."""
    workers: int = Field(default_factory=lambda: min(_processors(), 8), ge=1)
    """Reports read at the same time, each in a process of its own."""
    timeout_seconds: float = Field(default=600.0, gt=0)
    """Processor time one report may take; by the clock it may take three times as long, since machines are busy."""
    memory_mb: int = Field(default=4096, ge=512)
    """Address space one report may use, in MiB. macOS does not enforce it."""
    max_output_mb: int = Field(default=512, ge=1)
    """Size the tables of one report may have in memory, in MiB."""
    max_attempts: int = Field(default=3, ge=1)
    """How often a report that broke its worker is tried by builds that retry."""
    quiet_seconds: float = Field(default=60.0, ge=0)
    """How long a file must have been left alone before a build that nobody asked for reads it."""
    patience_seconds: float = Field(default=1200.0, ge=0)
    """How long such a build waits for the end of a file that lacks it, counted from its last change."""
    nightly_at: str = Field(default="01:30", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    """When the nightly build starts, by the clock of `timezone`."""
    timezone: str = "Europe/Stockholm"
    """Of `nightly_at`: a name of the IANA time zone database."""
    snapshots_kept: int = Field(default=3, ge=1)
    """Published generations kept, the current one included."""
    monthly_snapshots_kept: int = Field(default=12, ge=0)
    """Of how many months the last generation is kept beside those."""
    max_loss: float = Field(default=0.1, ge=0, le=1)
    """Share of a table's rows that files which did not change may lose before someone has to approve."""
    run_history_days: int = Field(default=30, ge=1)
    """How long the orchestrator keeps what it knows of a run."""
    run_history_most: int = Field(default=500, ge=10)
    """How many runs it keeps at most."""
    log_months_kept: int = Field(default=24, ge=1)
    """Of how many months the log of builds is kept."""
    lock_wait_seconds: float = Field(default=600.0, ge=0)
    """How long a build waits for another build of the same warehouse."""

    @field_validator("timezone")
    @classmethod
    def _known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(f"there is no time zone {name}") from error
        return name

    @model_validator(mode="before")
    @classmethod
    def _places(cls, given: Any) -> Any:
        """Take what `raw` and `warehouse` say of buckets; what lies there has its copy in folders of this machine."""
        if not isinstance(given, dict):
            return given
        told = dict(given)
        for folder, place in (("warehouse", "mirror"), ("raw", "source")):
            url = as_url(told.get(folder) or "")
            if url is not None:
                del told[folder]
                told.setdefault(place, url)
        if told.get("source"):
            told.setdefault("raw", Path(told.get("warehouse", WAREHOUSE)) / "raw")
        return told

    @field_validator("source", "mirror")
    @classmethod
    def _urls(cls, place: str | None) -> str | None:
        if place is not None and as_url(place) is None:
            raise ValueError(f"{place} is no URL such as s3://bucket/folder")
        return as_url(place) if place is not None else None

    @field_validator("raw", "warehouse")
    @classmethod
    def _absolute(cls, path: Path) -> Path:
        return path.expanduser().absolute()

    @property
    def aliases(self) -> Path:
        """The file in which people say which names are the same; it lies beside the reports."""
        return self.raw / "aliases.csv"

    @property
    def database(self) -> Path:
        """The published DuckDB file: a link to the one of the current snapshot."""
        return self.warehouse / "rapportlager.duckdb"

    @property
    def parquet(self) -> Path:
        """The published Parquet tables, ``<table>/part-0.parquet``: a link into the current snapshot."""
        return self.warehouse / "parquet"

    @property
    def manifest(self) -> Path:
        """What the current snapshot holds, as JSON: a link into it."""
        return self.warehouse / "manifest.json"

    @property
    def current(self) -> Path:
        """The one link that a publication moves."""
        return self.warehouse / "current"

    @property
    def snapshots(self) -> Path:
        """Published generations, one folder each, never changed once named."""
        return self.warehouse / "snapshots"

    @property
    def records(self) -> Path:
        """What was read from each report, one folder each."""
        return self.warehouse / "records"

    @property
    def first_seen(self) -> Path:
        """When each content was first seen: a file that only grows."""
        return self.warehouse / "first_seen.tsv"

    @property
    def inbox(self) -> Path:
        """What the last build saw in the folder of reports: a cache."""
        return self.warehouse / "inbox.json"

    @property
    def fetched(self) -> Path:
        """What of a bucket lies in the folder of reports: a cache."""
        return self.warehouse / "fetched.json"

    @property
    def removed(self) -> Path:
        """Reports that were taken away: a file that only grows."""
        return self.warehouse / "removed.jsonl"

    @property
    def logs(self) -> Path:
        """What builds did, as JSON lines, a file for each month."""
        return self.warehouse / "logs"

    @property
    def lock(self) -> Path:
        """Held by the one process that writes."""
        return self.warehouse / ".lock"

    @property
    def run_storage(self) -> Path:
        """Runs, schedules and logs of the orchestrator."""
        return self.warehouse / ".dagster"
