"""What a run is given: where things lie, and who is told how it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import dagster as dg

from pipelines.events import Event, Finished, OnEvent, Scanned, Waiting
from pipelines.settings import Settings

SettingsParam = dg.ResourceParam[Settings]


@dataclass(frozen=True, slots=True)
class Listener:
    """Is told of each event of a build, beside the run's own log."""

    tell: OnEvent = lambda event: None


ListenerParam = dg.ResourceParam[Listener]


def telling(context: dg.AssetExecutionContext, listener: Listener) -> Callable[[Event], None]:
    """Tells the listener and the run's log."""

    def tell(event: Event) -> None:
        if line := sentence(event):
            context.log.info(line)
        listener.tell(event)

    return tell


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
