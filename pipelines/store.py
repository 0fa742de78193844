"""What was read from each report, kept between builds: ``records/<report_id>/<table>.parquet`` and ``receipt.json``.

A report's folder is written beside its place and moved in whole; its receipt, written last, holds the hash of every
file. So whatever moment a machine dies at, and whatever a disk does afterwards, a folder is either whole or seen to be
broken, and a broken one is read again. Nothing is flushed to disk per report: what a power cut takes is noticed and
made again, which is cheaper than waiting for the disk thousands of times.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines import arrow, schema

RECEIPT = "receipt.json"
STAGING = ".staging"
RETIRED = ".retired"


class StoreError(Exception):
    """The disk refused: full, not writable, failing. No report is to blame."""


class TooLargeError(Exception):
    """One report gives more than the limit of output allows."""


class BrokenRecordsError(Exception):
    """A report's folder is incomplete or was changed after it was written."""

    def __init__(self, message: str, report_ids: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.report_ids = report_ids


@dataclass(frozen=True, slots=True)
class Stored:
    """One Parquet file of a report."""

    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Basis:
    """Everything a report's records were made from: while it is the same, they hold."""

    file_name: str
    sha256: str | None
    code_version: str
    problem: str | None = None
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a report's folder holds and what it was made from."""

    report_id: str
    basis: Basis
    family: str | None
    family_version: str
    status: str
    error_kind: str | None
    tables: dict[str, Stored]
    limits: str | None = None
    """The limits under which its worker broke; None when it did not."""
    attempts: int = 1
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    max_rss_mb: float = 0.0
    read_at: str = ""
    """When it was read, UTC, ISO 8601."""
    pages: int | None = None
    stamps: dict[str, list[int]] = field(default_factory=dict, compare=False)
    """Size and times of each file, in ns, as the file system told them: while they are the same, so are the bytes."""


def write_tables(folder: Path, tables: Mapping[str, pa.Table]) -> dict[str, Stored]:
    """Write each table that has rows to `folder` as ``<table>.parquet``; the same rows give the same bytes.

    Raises StoreError when the disk refuses, TooLargeError when a file grows beyond what the process may write.
    """
    stored = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in tables.items():
            if table.num_rows:
                path = folder / f"{name}.parquet"
                # Small files: without dictionaries and statistics they are smaller and faster to read back.
                pq.write_table(
                    table, path, compression="zstd", use_dictionary=False, write_statistics=False, version="2.6"
                )
                stored[name] = Stored(table.num_rows, hashlib.sha256(path.read_bytes()).hexdigest())
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise TooLargeError(f"table {name} is larger than a file may be") from error
        raise StoreError(f"Cannot write records to {folder}: {error}") from error
    return stored


def staging_folder(records: Path, report_id: str) -> Path:
    """An empty folder to write a report's tables to, on the same disk as its place."""
    folder = records / STAGING / report_id
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    except OSError as error:
        raise StoreError(f"Cannot write records to {folder}: {error}") from error
    return folder


def commit(records: Path, staged: Path, receipt: Receipt) -> None:
    """Write the receipt into the staged folder and move the folder to its report's place.

    Between the two renames the report has no folder, which the next build takes for one to read.
    """
    try:
        kept = {RECEIPT, *(f"{name}.parquet" for name in receipt.tables)}
        for path in staged.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path.name not in kept:
                path.unlink()
        receipt = replace(receipt, stamps=_stamps(staged))
        text = json.dumps(asdict(receipt), ensure_ascii=True, indent=1, sort_keys=True)
        (staged / RECEIPT).write_text(text + "\n", encoding="utf-8")
        remove(records, receipt.report_id)
        staged.rename(records / receipt.report_id)
    except OSError as error:
        raise StoreError(f"Cannot write records to {records}: {error}") from error


def remove(records: Path, report_id: str) -> None:
    """Take a report's folder away, whole or not at all; nothing happens when there is none."""
    place = records / report_id
    retired = records / RETIRED / report_id
    try:
        if place.is_symlink() or place.is_file():
            place.unlink()
        elif place.exists():
            shutil.rmtree(retired, ignore_errors=True)
            retired.parent.mkdir(exist_ok=True)
            place.rename(retired)
            shutil.rmtree(retired, ignore_errors=True)
    except OSError as error:
        raise StoreError(f"Cannot remove {place}: {error}") from error


def clean(records: Path) -> None:
    """Make the store's folder and remove what a build that was killed left in it."""
    try:
        records.mkdir(parents=True, exist_ok=True)
        for name in (STAGING, RETIRED):
            shutil.rmtree(records / name, ignore_errors=True)
    except OSError as error:
        raise StoreError(f"Cannot write records to {records}: {error}") from error


def stored_ids(records: Path) -> list[str]:
    """Names of all report folders, whole or not, sorted."""
    if not records.is_dir():
        return []
    return sorted(path.name for path in records.iterdir() if not path.name.startswith("."))


def _stamps(folder: Path) -> dict[str, list[int]]:
    """Size, time of writing and time of change of each table's file."""
    with os.scandir(folder) as entries:
        found = {entry.name: entry.stat(follow_symlinks=False) for entry in entries if entry.name.endswith(".parquet")}
    return {
        name.removesuffix(".parquet"): [info.st_size, info.st_mtime_ns, info.st_ctime_ns]
        for name, info in sorted(found.items())
    }


def read_receipt(records: Path, report_id: str, verify: bool = True) -> Receipt | None:
    """The receipt of a report; None when there is none, or when it or a file it vouches for is broken.

    A file whose size and times are those it was written with is not hashed again: nobody but the kernel sets the time
    of change. What a failing disk changes underneath is noticed when the tables are read.
    """
    folder = records / report_id
    try:
        told = json.loads((folder / RECEIPT).read_bytes())
        tables = {name: Stored(**stored) for name, stored in told.pop("tables").items()}
        receipt = Receipt(basis=Basis(**told.pop("basis")), tables=tables, **told)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    if receipt.report_id != report_id or "reports" not in tables or not tables.keys() <= schema.BY_NAME.keys():
        return None
    if verify:
        try:
            now = _stamps(folder)
            for name in tables:
                if now.get(name) != receipt.stamps.get(name, []):
                    _content(folder, receipt, name)
        except (OSError, BrokenRecordsError):
            return None
    return receipt


def read_tables(records: Path, receipt: Receipt) -> dict[str, pa.Table]:
    """A report's tables, those without rows left out. Raises BrokenRecordsError when a file is not as it was."""
    tables = {}
    for name in receipt.tables:
        content = _content(records / receipt.report_id, receipt, name)
        try:
            table = pq.ParquetFile(pa.BufferReader(content)).read(use_threads=False)
        except (pa.ArrowException, OSError) as error:
            raise BrokenRecordsError(f"{receipt.report_id}/{name}.parquet: {error}") from error
        if not table.schema.equals(arrow.schema_of(name)):
            raise BrokenRecordsError(f"{receipt.report_id}/{name}.parquet has other columns than the data model")
        tables[name] = table
    return tables


def _content(folder: Path, receipt: Receipt, name: str) -> bytes:
    path = folder / f"{name}.parquet"
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BrokenRecordsError(f"{path}: {error.strerror}") from error
    if hashlib.sha256(content).hexdigest() != receipt.tables[name].sha256:
        raise BrokenRecordsError(f"{path} was changed after it was written")
    return content


def first_seen(path: Path, keys: Iterable[str], now: datetime) -> dict[str, datetime]:
    """When each content was first seen, UTC: `now` for the keys that the file at `path` does not know yet.

    The file only grows, a line ``<key>\\t<time>`` for each, and outlives the records, so that a rebuild from nothing
    tells the same. A line torn by a crash is passed over. Raises StoreError when the new lines cannot be kept.
    """
    try:
        content = path.read_text(encoding="ascii", errors="replace") if path.exists() else ""
        times: dict[str, datetime] = {}
        for key, stamp in re.findall(r"^(\S+)\t(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)$", content, re.MULTILINE):
            times.setdefault(key, datetime.fromisoformat(stamp))
        new = sorted({key for key in keys if key not in times})
        if new:
            moment = now.astimezone(UTC).replace(microsecond=0, tzinfo=None)
            lines = "".join(f"{key}\t{moment.isoformat()}\n" for key in new)
            with path.open("a", encoding="ascii") as file:
                file.write(("\n" if content and not content.endswith("\n") else "") + lines)
                file.flush()
                os.fsync(file.fileno())
            times.update(dict.fromkeys(new, moment))
    except (OSError, ValueError) as error:
        raise StoreError(f"Cannot keep {path}: {error}") from error
    return times
