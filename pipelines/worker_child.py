"""What the process of one report does: it limits itself, reads, writes tables, and tells how it went."""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import os
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NotRequired, TypedDict

import pyarrow as pa

from pipelines import arrow, integrity, schema, store
from pipelines.extract import Extraction
from pipelines.isolation import isolate
from pipelines.reading.care import Care, with_care
from pipelines.reading.errors import ErrorKind

Extract = Callable[[Path, str, str], Extraction]

STDERR = "stderr.txt"
"""What a worker writes to its standard error lies in the staging folder under this name."""
PAGE = "page"
"""Which page it is at stands in the staging folder under this name."""
PR_SET_PDEATHSIG = 1


class Config(TypedDict):
    """First line of input: the function that reads a report, as ``module:name``, and what one report may use."""

    function: str
    timeout_seconds: float
    memory_mb: int
    max_output_mb: int


class Request(TypedDict):
    """A line of input: one report to read."""

    job: int
    report_id: str
    file_name: str
    path: str
    sha256: str
    ingested_at: str
    staging: str
    leave_out: list[tuple[int, ErrorKind, str]]
    """Pages not to try, with the kind of harm they did and a sentence about it."""


class StoredFile(TypedDict):
    """A Parquet file that was written."""

    rows: int
    sha256: str


class Summary(TypedDict):
    """What a child tells of the report it read."""

    status: str
    family: str | None
    error_kind: str | None
    error_detail: str | None
    pages: int | None
    tables: dict[str, StoredFile]


class Value(TypedDict):
    """What a child answers: `summary` when it read the report, `disk` when it could not write, or else why not."""

    summary: NotRequired[Summary]
    disk: NotRequired[str]
    kind: NotRequired[ErrorKind]
    detail: NotRequired[str]


def warm_up() -> None:
    """Do once what pyarrow does at first use (it imports pandas, for one), so that no child has to."""
    values: dict[str, object] = {
        schema.TEXT: "",
        schema.INT: 1,
        schema.COUNT: 1,
        schema.BOOL: True,
        schema.INSTANT: datetime(2000, 1, 1),
    }
    row = {column.name: (column.allowed or (values.get(column.type),))[0] for column in schema.REPORTS.columns}
    tables = {table.name: arrow.to_table(table.name, []) for table in schema.TABLES}
    tables["reports"] = arrow.to_table("reports", [row])
    integrity.check_report("", tables)
    with tempfile.TemporaryDirectory() as folder:
        store.write_tables(Path(folder), tables)


def confine(config: Config, staging: Path, host: int) -> None:
    """Limit what this process may use and reach, tie its life to the host's, and keep it off the terminal.

    What it puts into files for a while goes to the staging folder, so that nothing is left when it is killed.
    """
    with contextlib.suppress(OSError):
        os.setpgid(0, 0)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != host:
            os._exit(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    errors = os.open(staging / STDERR, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.dup2(errors, 2)
    faulthandler.enable()
    tempfile.tempdir = os.environ["TMPDIR"] = str(staging)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    output = config["max_output_mb"] * 2**20
    for kind, limit in ((resource.RLIMIT_AS, config["memory_mb"] * 2**20), (resource.RLIMIT_FSIZE, output)):
        with contextlib.suppress(ValueError, OSError):  # macOS has no limit of address space
            resource.setrlimit(kind, (limit, limit))
    isolate()


def work(job: Request, config: Config, extract: Extract) -> Value:
    """Read one report and write its tables; what a caller should know of it, or of why not."""
    try:
        return {"summary": _read(job, config, extract)}
    except store.StoreError as error:
        return {"disk": str(error)}
    except store.TooLargeError as error:
        return {"kind": "too_large", "detail": f"The report gives more than the limit of output allows: {error}."}
    except MemoryError:
        return {"kind": "memory", "detail": f"Reading it takes more memory than the {config['memory_mb']} MiB allowed."}
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(last.filename).name}, line {last.lineno}"
        traceback.print_exc()
        what = f"{type(error).__name__}: {str(error)[:300]} ({place})"
        return {"kind": "crash", "detail": f"The reader stopped on an error of its own: {what}."}


def _read(job: Request, config: Config, extract: Extract) -> Summary:
    place = os.open(Path(job["staging"]) / PAGE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
    left_out = {page: (kind, detail) for page, kind, detail in job["leave_out"]}
    with with_care(Care(lambda number: _tell(place, number), left_out)):
        extraction = extract(Path(job["path"]), job["report_id"], job["file_name"])
    tables = report_tables(extraction, job["report_id"], job["file_name"], job["sha256"], job["ingested_at"])
    size = sum(table.nbytes for table in tables.values())
    if size > config["max_output_mb"] * 2**20:
        raise store.TooLargeError(f"{size // 2**20} MiB of rows, {config['max_output_mb']} MiB are allowed")
    integrity.check_report(job["report_id"], tables)
    stored = store.write_tables(Path(job["staging"]), tables)
    report = tables["reports"].to_pylist()[0]
    return {
        "status": report["status"],
        "family": report["family"],
        "error_kind": report["error_kind"],
        "error_detail": report["error_detail"],
        "pages": report["page_count"],
        "tables": {name: {"rows": file.rows, "sha256": file.sha256} for name, file in stored.items()},
    }


def _tell(place: int, number: int) -> None:
    """Write the number of the page that is at work where the host looks for it."""
    os.pwrite(place, f"{number:<10}".encode(), 0)


def report_tables(
    extraction: Extraction, report_id: str, file_name: str, sha256: str | None, ingested_at: str
) -> dict[str, pa.Table]:
    """The report's rows as tables, with what the scan knows of the file filled in. Raises RowError."""
    report = {
        "is_current": True,
        **extraction.report,
        "report_id": report_id,
        "file_name": file_name,
        "sha256": sha256,
        "ingested_at": datetime.fromisoformat(ingested_at),
    }
    tables = {"reports": arrow.to_table("reports", [report])}
    for table in schema.TABLES:
        if table.name != "reports" and (rows := extraction.tables.get(table.name)):
            tables[table.name] = arrow.to_table(table.name, rows)
    if unknown := sorted(extraction.tables.keys() - schema.BY_NAME.keys()):
        raise arrow.RowError(f"there is no table {', '.join(unknown)}")
    return tables
