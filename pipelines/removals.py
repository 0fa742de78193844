"""Reports that were taken away: what is remembered of them, and the finding that tells of it.

A removal is told of for as long as a kept snapshot still holds the report's rows, so that whoever took it away by
mistake can find them; or until the file is back, under its name or another.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from pipelines.entities.groups import key_of
from pipelines.extract import Row
from pipelines.store import StoreError


@dataclass(frozen=True, slots=True)
class Removal:
    """A report whose file was there at one build and not at the next."""

    report_id: str
    file_name: str
    sha256: str | None
    rows: int
    """In all its tables."""
    noticed_at: str
    """UTC, ISO 8601."""


def note(path: Path, removals: Iterable[Removal]) -> None:
    """Add removals to the file at `path`, which only grows. Raises StoreError when they cannot be kept."""
    lines = "".join(json.dumps(asdict(removal), sort_keys=True) + "\n" for removal in removals)
    if not lines:
        return
    try:
        with path.open("a+b") as file:
            torn = False
            if file.seek(0, os.SEEK_END):
                file.seek(-1, os.SEEK_END)
                torn = file.read(1) != b"\n"
            file.write((b"\n" if torn else b"") + lines.encode("ascii"))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise StoreError(f"Cannot keep {path}: {error}") from error


def known(path: Path) -> list[Removal]:
    """Every removal at `path`, of each content the last; a line torn by a crash is passed over."""
    found: dict[str, Removal] = {}
    try:
        lines = path.read_text(encoding="ascii", errors="replace").splitlines() if path.exists() else []
    except OSError as error:
        raise StoreError(f"Cannot read {path}: {error}") from error
    for line in lines:
        try:
            removal = Removal(**json.loads(line))
        except (ValueError, TypeError):
            continue
        found[removal.sha256 or removal.file_name] = removal
    return list(found.values())


def findings(
    removals: Iterable[Removal], names: Collection[str], contents: Collection[str], holders: Mapping[str, str]
) -> list[Row]:
    """A finding for each report that is still away and whose rows can still be had, in the order of file names.

    `names` and `contents` are the files there are and their hashes; `holders` tells by hash the last snapshot with rows
    of that content.
    """
    rows: list[Row] = []
    for removal in sorted(removals, key=lambda one: (one.file_name, one.sha256 or "")):
        if removal.sha256 is None or removal.file_name in names or removal.sha256 in contents:
            continue
        if (holder := holders.get(removal.sha256)) is None:
            continue
        rows.append(
            {
                "finding_id": key_of("finding", "\x1f".join(("report_removed", removal.file_name, removal.sha256))),
                "report_id": None,
                "rule": "report_removed",
                "severity": "warning",
                "subject": removal.file_name,
                "detail": (
                    f"The file was taken away; the {removal.rows} rows of {removal.report_id} are gone with it. "
                    f"Noticed {removal.noticed_at} UTC; snapshot {holder} still has them."
                ),
                "expected": removal.sha256,
            }
        )
    return rows
