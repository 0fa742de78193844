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
import gc
import importlib
import json
import math
import os
import selectors
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypedDict

from pipelines.worker_child import PAGE, Config, Extract, Request, Value, confine, warm_up, work

Killed = Literal["slow", "slow_page", "silent"]


class Answer(TypedDict):
    """A line of output: how a child ended.

    `killed` tells why the host ended it: it took too long, in all or for one page, or it hung after it had let go of
    its pipe. `exit` is its exit code, or minus the signal that ended it. `page` is the page it was at, 0 for none.
    """

    job: int
    value: Value | None
    killed: Killed | None
    exit: int
    page: int
    seconds: float
    cpu_seconds: float
    max_rss_mb: float


READY = b"ready\n"
LINGER_SECONDS = 2.0
"""How long a child may take to end after it closed its pipe."""
PAGE_SHARE = 0.2
"""Part of a report's time that one page may take: what is wrong with a page is known before all is lost."""
PATIENCE = 3.0
"""By the clock a child may take so many times its processor time: that a machine is busy is not the report's fault."""


@dataclass(slots=True)
class _Child:
    job: int
    pid: int
    staging: Path
    started: float
    deadline: float
    """When to look at it again."""
    page: int = 0
    """Where it was when it was last looked at, and its processor time when it first was seen there."""
    page_since: float = 0.0
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
    warm_up()
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
                    _finish(key.fd, selector, children)
            now = time.monotonic()
            for descriptor, child in [(fd, child) for fd, child in children.items() if child.deadline <= now]:
                if too_slow := _look(child, config["timeout_seconds"], now):
                    _finish(descriptor, selector, children, too_slow)
    finally:
        for child in children.values():
            _kill(child.pid)


def _function(name: str) -> Extract:
    module, _, attribute = name.partition(":")
    function: Extract = getattr(importlib.import_module(module), attribute)
    return function


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
            answer = json.dumps(_answer(job, config, extract, host)).encode() + b"\n"
            while answer:
                answer = answer[os.write(writer, answer) :]
            status = 0
        finally:
            os._exit(status)
    os.close(writer)
    with contextlib.suppress(OSError):  # the child does the same; whichever comes first
        os.setpgid(pid, pid)
    now = time.monotonic()
    first = now + PAGE_SHARE * config["timeout_seconds"]
    children[reader] = _Child(job["job"], pid, Path(job["staging"]), now, first)
    selector.register(reader, selectors.EVENT_READ)


def _answer(job: Request, config: Config, extract: Extract, host: int) -> Value:
    """What the child has to say, whatever happens to it short of its end."""
    try:
        confine(config, Path(job["staging"]), host)
    except OSError as error:
        return {"disk": f"Cannot write records to {job['staging']}: {error}"}
    return work(job, config, extract)


def _finish(
    descriptor: int, selector: selectors.BaseSelector, children: dict[int, _Child], too_slow: Killed | None = None
) -> None:
    """Wait for or kill the child, and answer for its report."""
    child = children.pop(descriptor)
    selector.unregister(descriptor)
    os.close(descriptor)
    end = time.monotonic() + (0.0 if too_slow else LINGER_SECONDS)
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
        "killed": None if pid else too_slow or "silent",
        "exit": os.waitstatus_to_exitcode(status),
        "page": _page(child.staging),
        "seconds": round(time.monotonic() - child.started, 3),
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 4),
        "max_rss_mb": round(usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2), 1),
    }
    line = json.dumps(answer).encode() + b"\n"
    while line:
        line = line[os.write(1, line) :]


def _look(child: _Child, allowed: float, now: float) -> Killed | None:
    """Why a child is to be ended; None and a new deadline, when it can have used up its time, if it is not."""
    used = _processor_seconds(child.pid)
    if used is None:
        used = now - child.started
    page = _page(child.staging)
    if page != child.page:
        child.page, child.page_since = page, used
    for_page = PAGE_SHARE * allowed - (used - child.page_since) if page else allowed - used
    if used >= allowed or now >= child.started + PATIENCE * allowed:
        return "slow"
    if for_page <= 0:
        return "slow_page"
    child.deadline = min(now + max(min(for_page, allowed - used), 0.05), child.started + PATIENCE * allowed)
    return None


def _page(staging: Path) -> int:
    """The page a child is at, 0 for none."""
    try:
        return int((staging / PAGE).read_bytes())
    except (OSError, ValueError):
        return 0


def _processor_seconds(pid: int) -> float | None:
    """Processor time of a process and of those it started and waited for; None where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError):
        return None


def _kill(pid: int) -> None:
    """End the child's process group: itself and whatever it started."""
    with contextlib.suppress(OSError):
        os.killpg(pid, signal.SIGKILL)


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):  # whoever asked has gone, and says itself why
        main()
