"""The process that forks a child for each report: ``python -m pipelines.worker_host``, started by `pipelines.workers`.

Why not the standard pools: a child that dies takes the innocent with it (concurrent.futures), or is waited for without
end (multiprocessing.Pool). And every child of multiprocessing runs the caller's main script once more, which costs
seconds when that is an orchestrator and recurses when it is a script of three lines. This host imports the reader once,
has no threads, and forks; a child costs milliseconds and shares nothing with the next.

It takes one JSON line of configuration and then one per report on its standard input, and answers with one line per
report when its child has ended. When its input ends, it kills what still runs and ends too.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import gc
import importlib
import json
import math
import os
import resource
import selectors
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal, NotRequired, TypedDict

import pyarrow as pa

from pipelines import arrow, integrity, schema, store
from pipelines.extract import Extraction

Extract = Callable[[Path, str, str], Extraction]


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
    kind: NotRequired[str]
    detail: NotRequired[str]


class Answer(TypedDict):
    """A line of output: how a child ended.

    `killed` tells why the host ended it: it took too long, or it hung after it had let go of its pipe. `exit` is its
    exit code, or minus the signal that ended it.
    """

    job: int
    value: Value | None
    killed: Literal["slow", "silent"] | None
    exit: int
    seconds: float
    cpu_seconds: float
    max_rss_mb: float


READY = b"ready\n"
LINGER_SECONDS = 2.0
"""How long a child may take to end after it closed its pipe."""
STDERR = "stderr.txt"
STDERR_LIMIT = 4000
PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class _Child:
    job: int
    pid: int
    started: float
    deadline: float
    received: bytearray = field(default_factory=bytearray)


def main() -> None:
    """Fork a child for each line of standard input until it ends."""
    pending = bytearray()
    while b"\n" not in pending:
        if not (chunk := os.read(0, 65536)):
            return
        pending += chunk
    line, _, rest = bytes(pending).partition(b"\n")
    config: Config = json.loads(line)
    extract = _function(config["function"])
    _warm_up()
    gc.collect()
    gc.freeze()
    os.write(1, READY)

    selector = selectors.DefaultSelector()
    selector.register(0, selectors.EVENT_READ)
    children: dict[int, _Child] = {}
    pending = bytearray(rest)
    try:
        while True:
            while b"\n" in pending:
                line, _, rest = bytes(pending).partition(b"\n")
                pending = bytearray(rest)
                _start(json.loads(line), config, extract, selector, children)
            nearest = min((child.deadline for child in children.values()), default=math.inf)
            wait = None if nearest == math.inf else max(nearest - time.monotonic(), 0.0)
            for key, _ in selector.select(wait):
                if key.fd == 0:
                    if not (chunk := os.read(0, 65536)):
                        return
                    pending += chunk
                    continue
                chunk = os.read(key.fd, 65536)
                children[key.fd].received += chunk
                if not chunk or chunk.endswith(b"\n"):
                    _finish(key.fd, selector, children, timed_out=False)
            now = time.monotonic()
            for descriptor in [fd for fd, child in children.items() if child.deadline <= now]:
                _finish(descriptor, selector, children, timed_out=True)
    finally:
        for child in children.values():
            _kill(child.pid)


def _function(name: str) -> Extract:
    module, _, attribute = name.partition(":")
    function: Extract = getattr(importlib.import_module(module), attribute)
    return function


def _warm_up() -> None:
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


def _start(
    job: Request,
    config: Config,
    extract: Extract,
    selector: selectors.BaseSelector,
    children: dict[int, _Child],
) -> None:
    host = os.getpid()
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            for descriptor in [reader, *children]:
                os.close(descriptor)
            _confine(config, Path(job["staging"]), host)
            answer = json.dumps(_work(job, config, extract)).encode() + b"\n"
            while answer:
                answer = answer[os.write(writer, answer) :]
            status = 0
        finally:
            os._exit(status)
    os.close(writer)
    with contextlib.suppress(OSError):  # the child does the same; whichever comes first
        os.setpgid(pid, pid)
    now = time.monotonic()
    children[reader] = _Child(job["job"], pid, now, now + config["timeout_seconds"])
    selector.register(reader, selectors.EVENT_READ)


def _finish(descriptor: int, selector: selectors.BaseSelector, children: dict[int, _Child], *, timed_out: bool) -> None:
    """Wait for or kill the child, and answer for its report."""
    child = children.pop(descriptor)
    selector.unregister(descriptor)
    os.close(descriptor)
    end = time.monotonic() + (0.0 if timed_out else LINGER_SECONDS)
    pid, status, usage = os.wait4(child.pid, os.WNOHANG)
    while not pid and time.monotonic() < end:
        time.sleep(0.001)
        pid, status, usage = os.wait4(child.pid, os.WNOHANG)
    _kill(child.pid)
    if not pid:
        _, status, usage = os.wait4(child.pid, 0)
    value = json.loads(bytes(child.received)) if child.received.endswith(b"\n") else None
    answer: Answer = {
        "job": child.job,
        "value": value,
        "killed": None if pid else "slow" if timed_out else "silent",
        "exit": os.waitstatus_to_exitcode(status),
        "seconds": round(time.monotonic() - child.started, 3),
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 4),
        "max_rss_mb": round(usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2), 1),
    }
    line = json.dumps(answer).encode() + b"\n"
    while line:
        line = line[os.write(1, line) :]


def _kill(pid: int) -> None:
    """End the child's process group: itself and whatever it started."""
    with contextlib.suppress(OSError):
        os.killpg(pid, signal.SIGKILL)


def _confine(config: Config, staging: Path, host: int) -> None:
    """Limit what this process may use, tie its life to the host's, and keep it off the terminal."""
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
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    output = config["max_output_mb"] * 2**20
    for kind, limit in ((resource.RLIMIT_AS, config["memory_mb"] * 2**20), (resource.RLIMIT_FSIZE, output)):
        with contextlib.suppress(ValueError, OSError):  # macOS has no limit of address space
            resource.setrlimit(kind, (limit, limit))


def _work(job: Request, config: Config, extract: Extract) -> Value:
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


if __name__ == "__main__":
    main()
