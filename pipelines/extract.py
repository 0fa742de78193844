"""One report from PDF to records: the whole of what a worker does with one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Row = dict[str, Any]
"""A row of a table of the data model: column name to plain Python value; a bbox is a dict of x0, top, x1, bottom."""


@dataclass(slots=True)
class Extraction:
    """Everything one file gives, before it is linked with other reports.

    `report` is its row of `reports` (what links reports left out: duplicate_of, supersedes_report_id, is_current,
    ingested_at). `tables` holds the rows of every other table, by name; a table without rows may be missing.
    """

    report: Row
    tables: dict[str, list[Row]] = field(default_factory=dict)


def extract(path: Path, report_id: str, file_name: str) -> Extraction:
    """Read the PDF at `path` and give its records.

    Never raises for what the file contains: a file that cannot be read gives a row with status ``failed``,
    `error_kind` and `error_detail`.
    """
    raise NotImplementedError(path, report_id, file_name)
