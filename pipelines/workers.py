"""Many reports at once, each read in a process of its own with limits of time, memory and output.

Whatever happens to such a process, it costs its own report alone and leaves a plain reason. Works from any caller: a
script, a notebook, a test, an orchestrator with threads.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from pipelines import extract as extract_module
from pipelines.documents import Problem
from pipelines.reading.errors import ErrorKind
from pipelines.store import Stored, StoreError
from pipelines.worker_child import STDERR, Config, Extract, Request
from pipelines.worker_host import PAGE_SHARE, READY, Answer

logger = logging.getLogger(__name__)

STDERR_LIMIT = 4000
"""Bytes of a broken worker's last words that go to the log."""
MOST_LEFT_OUT = 3
"""Pages of one report that are left out, one after the other, when they break its process."""
MEMORY_SHARE = 0.5
"""A process that ends badly with more than this share of its memory in use is taken to have run out of it."""


class WorkersError(Exception):
    """No report can be read here: the process that does it cannot start."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one report may use."""

    timeout_seconds: float
    memory_mb: int
    max_output_mb: int

    def __str__(self) -> str:
        return f"{self.timeout_seconds:g} s, {self.memory_mb} MiB, {self.max_output_mb} MiB out"


@dataclass(frozen=True, slots=True)
class Job:
    """One report to read, and the folder its tables are written to."""

    report_id: str
    file_name: str
    path: Path
    sha256: str
    ingested_at: str
    """UTC, ISO 8601."""
    staging: Path
    leave_out: Mapping[int, tuple[ErrorKind, str]] = field(default_factory=dict)
    """Pages that broke a process before, with the kind of harm and a sentence about it."""
    origin: str | None = None
    """The URL that other machines can fetch it from; None for one on a disk, which they must share."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the reading of one report ended: with tables in its staging folder, or with a problem."""

    job: Job
    status: str = "failed"
    family: str | None = None
    error_kind: str | None = None
    error_detail: str | None = None
    pages: int | None = None
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    max_rss_mb: float = 0.0
    tables: dict[str, Stored] | None = None
    problem: Problem | None = None
    """Why its process came to nothing; None when the reader gave an answer, be it that the file cannot be read."""


def read_reports(
    jobs: Iterable[Job],
    limits: Limits,
    workers: int,
    extract: Extract = extract_module.extract,
    on_start: Callable[[Job], None] | None = None,
    host: Host | None = None,
) -> Iterator[Outcome]:
    """Read `workers` reports at a time and yield each outcome as it comes; `extract` must be importable by name.

    A report whose process comes to nothing at one page is read again without that page, MOST_LEFT_OUT times. A `host`
    that is given is kept running for the next reports; only one caller at a time may use it.

    Raises StoreError when a worker cannot write to disk and WorkersError when none can start: no report is to blame.
    """
    waiting = iter(jobs)
    again: list[Job] = []
    running: dict[int, Job] = {}
    lost: set[str] = set()
    number = 0
    keeps = host is not None
    host = host or Host(limits, f"{extract.__module__}:{extract.__qualname__}")
    try:
        while True:
            while len(running) < workers and (job := again.pop() if again else next(waiting, None)) is not None:
                number += 1
                running[number] = job
                if on_start is not None and job.report_id not in lost and not job.leave_out:
                    on_start(job)
                host.ask(number, job)
            if not running:
                return
            answer = host.answer()
            if answer is None:
                # The host itself was killed, by the system or by someone. Its reports get one more try.
                code = host.close()
                for job in running.values():
                    if job.report_id in lost:
                        yield _broken(job, Problem("crash", f"The process that reads reports ended twice ({code})."))
                    else:
                        lost.add(job.report_id)
                        again.append(job)
                running.clear()
            else:
                job = running.pop(answer["job"])
                outcome = _outcome(job, answer, limits)
                if (careful := _without_page(job, outcome, answer["page"])) is not None:
                    again.append(careful)
                else:
                    yield outcome
    except BaseException:
        keeps = False  # it may still be at work on what nobody waits for any more
        raise
    finally:
        if not keeps:
            host.close()


class Host:
    """The process that forks: started on first use, asked by line, answering by line."""

    def __init__(self, limits: Limits, function: str) -> None:
        self.key = (limits, function)
        self.config: Config = {
            "function": function,
            "timeout_seconds": limits.timeout_seconds,
            "memory_mb": limits.memory_mb,
            "max_output_mb": limits.max_output_mb,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def _start(self) -> subprocess.Popen[bytes]:
        environment = os.environ | {
            # -P leaves out the current folder; what this process can import, the host can
            "PYTHONPATH": os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path),
            # Sets iterate alike in every run; one thread per report, for the reports are the parallelism
            "PYTHONHASHSEED": "0",
            "OMP_NUM_THREADS": "1",
            "JE_ARROW_MALLOC_CONF": "background_thread:false",
            "OPENBLAS_NUM_THREADS": "1",
        }
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "pipelines.worker_host"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            start_new_session=True,  # Ctrl-C reaches the caller alone, which then ends the host
        )
        _write(process.stdin, self.config)
        assert process.stdout is not None
        if process.stdout.readline() != READY:
            self.process = process
            raise WorkersError(f"The process that reads reports did not start ({self.close()}).")
        return process

    def ask(self, number: int, job: Job) -> None:
        """Have a report read. A host that has died is noticed when its answer is waited for."""
        self.process = self.process or self._start()
        request: Request = {
            "job": number,
            "report_id": job.report_id,
            "file_name": job.file_name,
            "path": str(job.path),
            "sha256": job.sha256,
            "ingested_at": job.ingested_at,
            "staging": str(job.staging),
            "leave_out": [(page, kind, detail) for page, (kind, detail) in job.leave_out.items()],
        }
        _write(self.process.stdin, request)

    def answer(self) -> Answer | None:
        """The next answer; None when the host has died."""
        assert self.process is not None
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line.endswith(b"\n"):
            return None
        answer: Answer = json.loads(line)
        return answer

    def close(self) -> int:
        """End the host and its children; its exit code. Asked again, it starts anew."""
        if self.process is None:
            return 0
        process, self.process = self.process, None
        assert process.stdin is not None
        assert process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
        process.stdout.close()
        try:
            return process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


def _write(pipe: IO[bytes] | None, message: Mapping[str, object]) -> None:
    assert pipe is not None
    try:
        pipe.write(json.dumps(message).encode() + b"\n")
        pipe.flush()
    except BrokenPipeError:
        logger.warning("the process that reads reports has ended")


def _outcome(job: Job, answer: Answer, limits: Limits) -> Outcome:
    value = answer["value"]
    if value is None:
        problem = _why(answer, limits)
    elif "disk" in value:
        raise StoreError(value["disk"])
    elif "summary" in value:
        summary = value["summary"]
        return Outcome(
            job,
            status=summary["status"],
            family=summary["family"],
            error_kind=summary["error_kind"],
            error_detail=summary["error_detail"],
            pages=summary["pages"],
            tables={name: Stored(file["rows"], file["sha256"]) for name, file in summary["tables"].items()},
            seconds=answer["seconds"],
            cpu_seconds=answer["cpu_seconds"],
            max_rss_mb=answer["max_rss_mb"],
        )
    else:
        problem = Problem(value["kind"], value["detail"])
    return replace(
        _broken(job, problem),
        seconds=answer["seconds"],
        cpu_seconds=answer["cpu_seconds"],
        max_rss_mb=answer["max_rss_mb"],
    )


def _why(answer: Answer, limits: Limits) -> Problem:
    """Why a process ended without a result, from what ended it and the memory it had."""
    code = answer["exit"]
    if answer["killed"] == "slow":
        return Problem("timeout", f"Reading it takes longer than the {limits.timeout_seconds:g} seconds allowed.")
    if answer["killed"] == "slow_page":
        seconds = PAGE_SHARE * limits.timeout_seconds
        return Problem("timeout", f"Reading page {answer['page']} takes longer than the {seconds:g} seconds allowed.")
    if answer["killed"] == "silent":
        return Problem("crash", "The process that read it hung without a result.")
    if answer["max_rss_mb"] > MEMORY_SHARE * limits.memory_mb:
        return Problem("memory", f"Reading it takes more memory than the {limits.memory_mb} MiB allowed.")
    if code == -signal.SIGKILL:
        return Problem("crash", "The process that read it was killed from outside; the machine may be out of memory.")
    if code < 0:
        name = signal.strsignal(-code) or f"signal {-code}"
        return Problem("crash", f"The process that read it broke down ({name.lower()}).")
    return Problem("crash", f"The process that read it ended by itself with code {code} and without a result.")


def _without_page(job: Job, outcome: Outcome, page: int) -> Job | None:
    """The job to try again without the page its process broke at; None where that is not known or was tried enough."""
    problem = outcome.problem
    if problem is None or not page or page in job.leave_out or len(job.leave_out) >= MOST_LEFT_OUT:
        return None
    logger.info("%s: %s It is read again without page %d.", job.report_id, problem.detail, page)
    return replace(job, leave_out={**job.leave_out, page: (problem.kind, problem.detail)})


def _broken(job: Job, problem: Problem) -> Outcome:
    try:
        with (job.staging / STDERR).open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - STDERR_LIMIT))
            told = file.read().decode(errors="replace").strip()
    except OSError:
        told = ""
    logger.info("%s: %s%s", job.report_id, problem.detail, f"\n{told}" if told else "")
    return Outcome(job, error_kind=problem.kind, error_detail=problem.detail, problem=problem)
