"""Many reports at once on many machines: the same reading as in `pipelines.workers`, handed out by Dask.

Dask decides what runs where, and sends again what a lost machine had. On each of its workers a report is read as it is
here: in a process of its own with the same limits, so that a report that breaks its process costs no machine. What
comes back is an outcome and the bytes of its Parquet; only the machine that asked writes to the warehouse.
"""

from __future__ import annotations

import hashlib
import logging
import socket
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines import extract as extract_module
from pipelines.documents import Problem
from pipelines.remote import open_place
from pipelines.store import StoreError
from pipelines.versions import code_version
from pipelines.worker_child import Extract
from pipelines.workers import Host, Job, Limits, Outcome, WorkersError, read_reports

if TYPE_CHECKING:
    from distributed import Client, Future

WAIT_SECONDS = 60
"""How long the cluster may take to show a worker."""
AHEAD = 2
"""Reports handed out for each thread of the cluster: one at work and one waiting."""
SENT_AGAIN = 1
"""How often a report is handed out again whose result was lost."""

_OWN = threading.local()


@dataclass(frozen=True, slots=True)
class Reply:
    """What a worker of the cluster answers for one report."""

    outcome: Outcome | None
    files: dict[str, bytes]
    """Its Parquet, by name."""
    code_version: str
    machine: str
    refused: str | None = None
    """Why this worker can read no report; None when it can."""


def read_on_cluster(
    jobs: Iterable[Job],
    limits: Limits,
    workers: int,
    address: str | None,
    extract: Extract = extract_module.extract,
    on_start: Callable[[Job], None] | None = None,
) -> Iterator[Outcome]:
    """Read reports on the Dask cluster at `address`, or on one of this machine's own with `workers` processes.

    Yields each outcome as it comes, its tables in the job's staging folder. Raises WorkersError when there is no
    cluster, or when it runs another version or sees other files, and StoreError when a result cannot be kept.
    """
    try:
        from distributed import as_completed
    except ImportError as error:
        raise WorkersError("To read on a Dask cluster install rapportlager[dask].") from error
    with _connect(address, workers) as client:
        waiting = iter(jobs)
        running: dict[Future, tuple[Job, int]] = {}
        coming = as_completed(loop=client.loop)

        def hand_out(job: Job, times: int) -> None:
            function = f"{extract.__module__}:{extract.__qualname__}"
            future = client.submit(read_here, job, limits, function, pure=False)
            running[future] = (job, times)
            coming.add(future)

        def hand_out_next() -> None:
            job = next(waiting, None)
            if job is not None:
                if on_start is not None:
                    on_start(job)
                hand_out(job, 0)

        for _ in range(AHEAD * _threads(client)):
            hand_out_next()
        # each turn takes one out and puts one in, so this ends when nothing is left
        for future in coming:
            job, times = running.pop(future)
            if future.status == "finished":
                yield _outcome(job, future.result())
                hand_out_next()
            elif future.status != "error" and times < SENT_AGAIN:  # after an error Dask itself has tried elsewhere
                hand_out(job, times + 1)
            else:
                problem = Problem("crash", "The machines that should read it were lost one after the other.")
                yield Outcome(job, error_kind=problem.kind, error_detail=problem.detail, problem=problem)
                hand_out_next()
            future.release()


def read_here(job: Job, limits: Limits, function: str) -> Reply:
    """Read one report on this worker of the cluster."""
    version, machine = code_version(), socket.gethostname()
    with tempfile.TemporaryDirectory(prefix="rapportlager-") as folder:
        place = Path(folder)
        path = place / "report.pdf"
        try:
            if job.origin is not None:
                filesystem, inside = open_place(job.origin)
                filesystem.get_file(inside, str(path))
            else:
                path = job.path
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except Exception as error:  # clients of stores raise whatever they like
            refused = f"{job.file_name} cannot be reached from {machine}: {type(error).__name__}: {error}"
            return Reply(None, {}, version, machine, refused)
        staging = place / "staging"
        staging.mkdir()
        if digest != job.sha256:
            problem = Problem("unreadable", "The file was changed before it was read; the next build reads it again.")
            changed = Outcome(job, error_kind=problem.kind, error_detail=problem.detail, problem=problem)
            return Reply(changed, {}, version, machine)
        own = replace(job, path=path, staging=staging)
        try:
            (outcome,) = read_reports([own], limits, 1, host=_host(limits, function))
        except (WorkersError, StoreError) as error:
            return Reply(None, {}, version, machine, f"{machine}: {error}")
        files = {name: (staging / f"{name}.parquet").read_bytes() for name in outcome.tables or {}}
        return Reply(replace(outcome, job=replace(job, leave_out=outcome.job.leave_out)), files, version, machine)


def _host(limits: Limits, function: str) -> Host:
    """The process that forks readers, one for each thread of this worker, kept from report to report."""
    host: Host | None = getattr(_OWN, "host", None)
    if host is None or host.key != (limits, function):
        if host is not None:
            host.close()
        host = _OWN.host = Host(limits, function)
    return host


def _outcome(job: Job, reply: Reply) -> Outcome:
    """The outcome with its files put into the job's staging folder."""
    if reply.refused is not None:
        raise WorkersError(f"A worker of the cluster cannot read reports. {reply.refused}")
    if reply.code_version != code_version():
        raise WorkersError(f"The worker on {reply.machine} runs another version of the software: install the same.")
    assert reply.outcome is not None
    try:
        for name, content in reply.files.items():
            (job.staging / f"{name}.parquet").write_bytes(content)
    except OSError as error:
        raise StoreError(f"Cannot write records to {job.staging}: {error}") from error
    return reply.outcome


def _threads(client: Client) -> int:
    try:
        client.wait_for_workers(1, timeout=WAIT_SECONDS)
    except TimeoutError as error:
        raise WorkersError(f"The cluster has no worker after {WAIT_SECONDS} seconds.") from error
    return max(sum(map(int, client.nthreads().values())), 1)


def _connect(address: str | None, workers: int) -> Any:
    """A client of the cluster; without an address of one that lives as long as the client, on this machine alone."""
    from distributed import Client, LocalCluster

    try:
        if address is not None:
            return Client(address, timeout=WAIT_SECONDS, set_as_default=False)
        cluster = LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=logging.ERROR,
        )
        return _Owning(Client(cluster, set_as_default=False), cluster)
    except (OSError, ValueError, TimeoutError) as error:
        raise WorkersError(f"The Dask cluster at {address or 'this machine'} cannot be reached: {error}") from error


class _Owning:
    """A client that closes its cluster with itself."""

    def __init__(self, client: Client, cluster: Any) -> None:
        self.client, self.cluster = client, cluster

    def __enter__(self) -> Client:
        return self.client

    def __exit__(self, *error: object) -> None:
        self.client.close()
        self.cluster.close()
