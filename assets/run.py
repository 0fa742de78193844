"""A build in this process: the job of the asset graph, run on the warehouse's own run storage."""

from __future__ import annotations

import sqlite3

import dagster as dg

from assets import housekeeping
from assets.definitions import build_definitions
from assets.jobs import BUILD, Config
from assets.resources import ASKED_BY
from pipelines.documents import RawFolderError
from pipelines.events import OnEvent, Waiting
from pipelines.lock import single_writer
from pipelines.settings import Settings

QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
"""The run's log goes to its storage; the terminal belongs to whoever listens."""

OVERRIDES = {
    "telemetry": {"enabled": False},
    # what steps print would be taken from the terminal, the progress bar with it
    "compute_logs": {"module": "dagster._core.storage.noop_compute_log_manager", "class": "NoOpComputeLogManager"},
}


class RunStorageError(Exception):
    """What is known of runs cannot be kept: the disk is full, or a file of the run storage is broken."""


def run_build(settings: Settings, config: Config, tell: OnEvent, asked_by: str | None = None) -> None:
    """Run the job `build` with a configuration of `extract_config`; what went wrong is raised as the library does.

    `asked_by` is what asked for it, where it was no one by hand. Raises RunStorageError beside what the library raises.
    """
    if settings.source is None and not settings.raw.is_dir():
        raise RawFolderError(f"There is no folder of reports at {settings.raw}.")
    settings.run_storage.mkdir(parents=True, exist_ok=True)
    try:
        with _open_instance(settings, tell) as instance:
            job = build_definitions(settings, tell).resolve_job_def(BUILD)
            housekeeping.report_dead_runs(settings, instance)
            tags = {ASKED_BY: asked_by} if asked_by else None
            job.execute_in_process(instance=instance, run_config={**QUIET, **config}, tags=tags)
    except dg.DagsterExecutionInterruptedError as error:
        raise KeyboardInterrupt from error
    except Exception as error:
        # SQLAlchemy, which Dagster keeps its history with, names the error of the database so
        refused = getattr(error, "orig", None)
        if not isinstance(refused, sqlite3.Error):
            raise
        raise RunStorageError(
            f"The history of runs in {settings.run_storage} cannot be written: {refused}. When the disk has room, "
            "move that folder away and build again: nothing else is lost with it."
        ) from error


def _open_instance(settings: Settings, tell: OnEvent) -> dg.DagsterInstance:
    """The warehouse's run storage. `local_temp` is Dagster's public way to name its folder; nothing of it is temporary.

    Made under the lock: of two processes that create it at the same moment, one would fail.
    """
    with single_writer(settings.lock, settings.lock_wait_seconds, lambda detail: tell(Waiting(detail))):
        return dg.DagsterInstance.local_temp(str(settings.run_storage), overrides=OVERRIDES)
