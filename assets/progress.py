"""How a build is shown while it runs: bars on a terminal, lines elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from pipelines.escapes import for_terminal
from pipelines.events import Event, Finished, OnEvent, Scanned, Started, Waiting

COLORS = {"ok": "green", "partial": "yellow", "unknown_family": "yellow", "duplicate": "dim", "failed": "red"}
"""By status of a report."""


@contextmanager
def progress(console: Console) -> Iterator[OnEvent]:
    """A listener that shows a build on the console for as long as the block runs."""
    if not console.is_terminal:
        yield _lines(console)
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        yield _bars(bars)


def _lines(console: Console) -> OnEvent:
    done = total = 0

    def tell(event: Event) -> None:
        nonlocal done, total
        match event:
            case Scanned():
                total = event.to_read
                console.print(Text(_scanned(event)))
            case Finished():
                done += 1
                console.print(Text(f"[{done}/{total}] ") + _finished(event))
            case Waiting():
                console.print(Text(event.detail))

    return tell


def _bars(bars: Progress) -> OnEvent:
    """A bar for all reports, and one for each that is being read: that one has no end to show, so it moves."""
    running: dict[str, TaskID] = {}
    whole = bars.add_task("Starting", total=None)
    done = total = 0

    def tell(event: Event) -> None:
        nonlocal done, total
        match event:
            case Scanned():
                total = event.to_read
                bars.console.print(Text(_scanned(event)))
                bars.update(whole, description=f"Reports 0/{total}" if total else "Publishing", total=total or None)
            case Started():
                running[event.report_id] = bars.add_task(_short(event.file_name), total=None)
            case Finished():
                done += 1
                bars.remove_task(running.pop(event.report_id))
                bars.console.print(_finished(event))
                bars.update(whole, description=f"Reports {done}/{total}", completed=done)
                if done == total:
                    bars.update(whole, description="Publishing", total=None)
            case Waiting():
                bars.console.print(Text(event.detail))

    return tell


def _short(name: str, most: int = 48) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _scanned(event: Scanned) -> str:
    parts = [f"{event.found} reports found", f"{event.to_read} to read"]
    if event.unchanged:
        parts.append(f"{event.unchanged} unchanged")
    if event.removed:
        parts.append(f"{event.removed} gone since the last build")
    if event.waiting:
        parts.append(f"{event.waiting} still being written")
    return ", ".join(parts) + "."


def _finished(event: Finished) -> Text:
    told = Text(for_terminal(event.file_name) + ": ")
    told.append(event.status, COLORS.get(event.status, ""))
    if event.family is not None:
        told.append(f", {event.family}")
    if event.pages is not None:
        told.append(f", {event.pages} pages, {event.rows} rows, {event.seconds:.1f} s")
    if event.error_detail is not None:
        told.append(f", {event.error_kind}. {for_terminal(event.error_detail)}")
    return told
