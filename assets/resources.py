"""What a run is given: where things lie, and who is told how it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import dagster as dg

from pipelines.events import Event, Finished, OnEvent, Scanned, Waiting
from pipelines.journal import Journal
from pipelines.settings import Settings

ASKED_BY = "rapportlager/asked_by"
"""Tag of a run: what asked for it, where it was no one by hand."""

SettingsParam = dg.ResourceParam[Settings]


@dataclass(frozen=True, slots=True)
class Listener:
    """Is told of each event of a build, beside the run's own log."""

    tell: OnEvent = lambda event: None


ListenerParam = dg.ResourceParam[Listener]


def telling(context: dg.AssetExecutionContext, listener: Listener, journal: Journal) -> Callable[[Event], None]:
    """Tells the listener, the run's log and the journal."""

    def tell(event: Event) -> None:
        if line := sentence(event):
            context.log.info(line)
        journal.hear(event)
        listener.tell(event)

    return tell


@contextmanager
def journal_of(context: dg.AssetExecutionContext, settings: Settings) -> Iterator[Journal]:
    """The journal of the context's run, which also tells why it failed."""
    journal = Journal(settings.logs, context.run.run_id, context.run.tags.get(ASKED_BY, "hand"))
    try:
        yield journal
    except Exception as error:
        journal.failed(error)
        raise


def sentence(event: Event) -> str | None:
    """An event as a line of a log; None for one that is not worth a line."""
    match event:
        case Scanned():
            return (
                f"{event.found} reports found: {event.to_read} to read, {event.unchanged} unchanged, "
                f"{event.removed} gone."
            )
        case Finished(error_detail=str(detail)):
            return f"{event.report_id}: {event.status}, {event.error_kind}. {detail}"
        case Finished():
            return f"{event.report_id}: {event.status}, {event.family}, {event.pages} pages, {event.rows} rows."
        case Waiting():
            return event.detail
    return None
