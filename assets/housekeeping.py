"""The run storage kept true and small: runs whose process died are told of as failed, old runs are deleted.

Dagster's launcher for one machine does not notice that a run's process was killed together with the code server, or
that it was started from the command line. Such a run would stand as going on for hours, and hold a place in the queue
that the next night needs. So each run holds a lock of its own, which the kernel lets go of when the process dies.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg

from assets.specs import REPORT
from pipelines.settings import Settings

GOING = {dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING}
ENDED = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]
AT_ONCE = 20
"""Old runs deleted by one build: more than come, few enough to cost nothing."""

_held: dict[str, int] = {}
"""Descriptors of the locks of runs that this process executes; they end with it."""


def _running(settings: Settings) -> Path:
    return settings.run_storage / "running"


def sign(settings: Settings, run_id: str) -> None:
    """Hold a lock for as long as this process lives, to show that the run does."""
    if run_id in _held:
        return
    place = _running(settings) / run_id
    fresh = place.with_name(f".{run_id}.{os.getpid()}")
    place.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    fresh.replace(place)  # named only once it is locked
    _held[run_id] = descriptor


def report_dead_runs(settings: Settings, instance: dg.DagsterInstance) -> list[str]:
    """Tell of runs whose process has ended without a word as failed; their ids. Costs a listing when none runs."""
    if not _running(settings).is_dir():
        return []
    dead = []
    for place in sorted(_running(settings).iterdir()):
        if place.name in _held or place.name.startswith(".") or not _is_free(place):
            continue
        run = instance.get_run_by_id(place.name)
        if run is not None and run.status in GOING:
            instance.report_run_failed(run, "The process that executed the run has ended without a word.")
            dead.append(place.name)
        place.unlink(missing_ok=True)
    return dead


def _is_free(place: Path) -> bool:
    try:
        descriptor = os.open(place, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        return True
    finally:
        os.close(descriptor)


def delete_old_runs(settings: Settings, instance: dg.DagsterInstance, now: datetime | None = None) -> list[str]:
    """Delete ended runs older than `run_history_days` or beyond the last `run_history_most`; their ids.

    What such a run last told of a report's partition is told again first, without a run: its status stays.
    """
    moment = (now or datetime.now(UTC)) - timedelta(days=settings.run_history_days)
    old = instance.get_run_records(
        dg.RunsFilter(statuses=ENDED, created_before=moment), limit=AT_ONCE, order_by="id", ascending=True
    )
    doomed = [record.dagster_run.run_id for record in old]
    if len(doomed) < AT_ONCE and (surplus := instance.get_runs_count() - settings.run_history_most) > len(doomed):
        most = min(surplus, AT_ONCE)
        first = instance.get_run_records(dg.RunsFilter(statuses=ENDED), limit=most, order_by="id", ascending=True)
        doomed = list(dict.fromkeys([*doomed, *(record.dagster_run.run_id for record in first)]))[:AT_ONCE]
    for run_id in doomed:
        _tell_again(instance, run_id)
        instance.delete_run(run_id)
        _remove_files(settings, run_id)
    return doomed


def _tell_again(instance: dg.DagsterInstance, run_id: str) -> None:
    key = dg.AssetKey(REPORT)
    kept = set(instance.get_dynamic_partitions(REPORT))
    told: dict[str, dg.AssetMaterialization] = {}
    for entry in instance.all_logs(run_id, of_type=dg.DagsterEventType.ASSET_MATERIALIZATION):
        materialization = entry.asset_materialization
        if materialization and materialization.asset_key == key and materialization.partition in kept:
            told[str(materialization.partition)] = materialization
    for partition, materialization in told.items():
        filtered = dg.AssetRecordsFilter(asset_key=key, asset_partitions=[partition])
        last = instance.fetch_materializations(filtered, limit=1).records
        if last and last[0].run_id == run_id:
            instance.report_runless_asset_event(materialization)


def _remove_files(settings: Settings, run_id: str) -> None:
    """What Dagster leaves of a run that it deleted: its own event log, the output of its steps, results of checks."""
    home = settings.run_storage
    for path in (home / "history" / "runs").glob(f"{run_id}.db*"):
        path.unlink(missing_ok=True)
    shutil.rmtree(home / "storage" / run_id, ignore_errors=True)
    index = home / "history" / "runs" / "index.db"
    if index.exists():
        # tables of another version of Dagster are left alone
        with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(index, timeout=5)) as connection:
            connection.execute("DELETE FROM asset_check_executions WHERE run_id = ?", [run_id])
            connection.commit()
