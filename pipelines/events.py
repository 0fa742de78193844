"""What a build tells while it runs, and what it did in the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scanned:
    """The folder was looked through."""

    found: int
    to_read: int
    unchanged: int
    removed: int
    waiting: int = 0
    """Files that are still being written, left for later."""


@dataclass(frozen=True, slots=True)
class Started:
    """A worker reads a report."""

    report_id: str
    file_name: str


@dataclass(frozen=True, slots=True)
class Finished:
    """A report was read, well or not, and its records are kept."""

    report_id: str
    file_name: str
    status: str
    family: str | None
    error_kind: str | None
    error_detail: str | None
    pages: int | None
    rows: int
    """In all its tables."""
    seconds: float
    cpu_seconds: float
    max_rss_mb: float


@dataclass(frozen=True, slots=True)
class Waiting:
    """Another build holds the warehouse."""

    detail: str


Event = Scanned | Started | Finished | Waiting
OnEvent = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class IngestSummary:
    """What one ingestion did."""

    found: int
    """Entries in the folder."""
    read: tuple[Finished, ...]
    unchanged: int
    noted: tuple[str, ...]
    """Reports told of anew without being read: copies, and what is no file."""
    removed: tuple[str, ...]
    """Reports whose file is gone."""
    seconds: float
    waiting: tuple[str, ...] = ()
    """Names of files that are still being written, left for later."""

    @property
    def failed(self) -> tuple[Finished, ...]:
        """Those of `read` that gave no rows."""
        return tuple(report for report in self.read if report.status == "failed")
