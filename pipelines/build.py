"""The whole way for one warehouse: read what changed, publish what that gives, one build at a time."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from pipelines import extract as extract_module
from pipelines.events import IngestSummary, OnEvent, Waiting
from pipelines.ingest import ingest
from pipelines.lock import single_writer
from pipelines.settings import Settings
from pipelines.store import BrokenRecordsError
from pipelines.warehouse import Published, publish
from pipelines.worker_child import Extract


@dataclass(frozen=True, slots=True)
class Built:
    """What a build read and what is published after it."""

    ingested: IngestSummary
    published: Published


def build(
    settings: Settings,
    only: Collection[str] | None = None,
    force: bool = False,
    retry_failed: bool = False,
    on_event: OnEvent = lambda event: None,
    extract: Extract = extract_module.extract,
    now: datetime | None = None,
    settled: bool = False,
    approve: bool = False,
    run_id: str | None = None,
) -> Built:
    """Ingest and publish under one hold of the warehouse's lock; arguments and errors are those of the two.

    Raises WarehouseBusyError when another build holds the lock for longer than `settings.lock_wait_seconds`.
    """
    with single_writer(settings.lock, settings.lock_wait_seconds, lambda detail: on_event(Waiting(detail))):
        ingested = ingest(settings, only, force, retry_failed, on_event, extract, now, settled)
        return Built(ingested, publish_mended(settings, on_event, extract, now, run_id, approve))


def publish_mended(
    settings: Settings,
    on_event: OnEvent = lambda event: None,
    extract: Extract = extract_module.extract,
    now: datetime | None = None,
    run_id: str | None = None,
    approve: bool = False,
) -> Published:
    """Publish; reports whose records turn out to be damaged are read anew first. The caller holds the lock.

    A failing disk changes bytes without a trace in the folder, so that only reading the records tells.
    """
    began = time.monotonic()
    try:
        published = publish(settings, now, run_id, approve)
    except BrokenRecordsError as error:
        if not error.report_ids:
            raise
        ingest(settings, error.report_ids, force=True, on_event=on_event, extract=extract, now=now)
        published = publish(settings, now, run_id, approve)
    return replace(published, seconds=time.monotonic() - began)
