"""What builds did, as JSON lines: ``logs/<year>-<month>.jsonl`` in the warehouse, for machines and for `status`.

One line for each report that was read, with its id, and one for each step of a run: ``ingested``, ``published`` or
``failed``. Every line has the time (UTC) and the run.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.events import Event, Finished, IngestSummary, Scanned, Started, Waiting

if TYPE_CHECKING:  # whoever reads the log needs nothing of what publishes
    from pipelines.warehouse import Published

Line = dict[str, Any]
TAIL = 2**20
"""Bytes at the end of a log in which the last run is looked for."""


@dataclass(frozen=True, slots=True)
class LastRun:
    """What the last run did, as far as its lines tell."""

    run_id: str
    at: str
    """Of its last line, UTC, ISO 8601."""
    outcome: str
    """``published``, ``unchanged``, ``read`` (not published yet, or not at all) or ``failed``."""
    told: Mapping[str, Any]
    """Counts of its steps: read, unchanged, failed, removed, waiting, rows, findings_new, findings_gone, seconds …"""


class Journal:
    """Writes the lines of one run. A disk that refuses costs the lines, not the build."""

    def __init__(
        self,
        folder: Path,
        run_id: str,
        asked_by: str = "hand",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.folder = folder
        self.run_id = run_id
        self.asked_by = asked_by
        self.now = now

    def hear(self, event: Event) -> None:
        """Write an event of a build."""
        if (line := line_of(event)) is not None:
            self.write(line)

    def ingested(self, summary: IngestSummary) -> None:
        """Write what an ingestion did."""
        self.write({"event": "ingested", "asked_by": self.asked_by, **counts(summary)})

    def published(self, published: Published) -> None:
        """Write what a publication did."""
        self.write(
            {
                "event": "published",
                "snapshot": published.snapshot,
                "is_new": published.is_new,
                "rows": sum(published.rows.values()),
                "reports": {status: count for status, count in published.reports.items() if count},
                "findings": published.findings,
                "findings_new": published.findings_new,
                "findings_gone": published.findings_gone,
                "publication_seconds": round(published.seconds, 3),
            }
        )

    def failed(self, error: BaseException) -> None:
        """Write why a run came to nothing."""
        self.write({"event": "failed", "asked_by": self.asked_by, "error": type(error).__name__, "detail": str(error)})

    def write(self, line: Line) -> None:
        """Add a line; whole lines of several processes never mix."""
        moment = self.now().astimezone(UTC)
        text = json.dumps({"time": _stamp(moment), "run_id": self.run_id, **line}, ensure_ascii=False, default=str)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            path = self.folder / f"{moment:%Y-%m}.jsonl"
            descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                os.write(descriptor, text.encode("utf-8", "backslashreplace") + b"\n")
            finally:
                os.close(descriptor)
        except OSError:
            return


def _stamp(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def line_of(event: Event) -> Line | None:
    """An event as the values of a line; None for one that is not worth it."""
    match event:
        case Scanned():
            return {"event": "scanned", **asdict(event)}
        case Finished():
            return {"event": "read", **asdict(event)}
        case Waiting():
            return {"event": "waiting", "detail": event.detail}
        case Started():
            return {"event": "started", "report_id": event.report_id, "file_name": event.file_name}


def counts(summary: IngestSummary) -> dict[str, Any]:
    """An ingestion in numbers."""
    pages = sum(report.pages or 0 for report in summary.read)
    return {
        "found": summary.found,
        "read": len(summary.read),
        "unchanged": summary.unchanged,
        "failed": len(summary.failed),
        "noted": len(summary.noted),
        "removed": len(summary.removed),
        "waiting": len(summary.waiting),
        "rows_read": sum(report.rows for report in summary.read),
        "pages": pages,
        "pages_per_second": round(pages / summary.seconds, 2) if pages and summary.seconds else 0.0,
        "seconds": round(summary.seconds, 3),
        "cpu_seconds": round(sum(report.cpu_seconds for report in summary.read), 3),
    }


def prune(folder: Path, months: int) -> None:
    """Remove all logs but those of the last months that have any."""
    for path in sorted(folder.glob("????-??.jsonl"))[:-months]:
        path.unlink(missing_ok=True)


def last_run(folder: Path) -> LastRun | None:
    """The last run that did anything, from the end of the log; None where there is none."""
    found: list[Line] = []
    for line in _backwards(folder):
        if found and line.get("run_id") != found[0].get("run_id"):
            break
        if line.get("event") in {"ingested", "published", "failed"}:
            found.append(line)
    if not found:
        return None
    told: dict[str, Any] = {}
    for line in reversed(found):
        told |= {name: value for name, value in line.items() if name not in {"time", "run_id", "event"}}
    last = found[0]
    outcome = "read" if last["event"] == "ingested" else str(last["event"])
    if outcome == "published" and not last.get("is_new"):
        outcome = "unchanged"
    return LastRun(str(last["run_id"]), str(last["time"]), outcome, told)


def _backwards(folder: Path) -> Iterator[Line]:
    """Lines from the last; of each log only its end. A line that was cut off is passed over."""
    for path in sorted(folder.glob("????-??.jsonl"), reverse=True)[:2]:
        try:
            with path.open("rb") as file:
                file.seek(max(0, file.seek(0, os.SEEK_END) - TAIL))
                lines = file.read().splitlines()
        except OSError:
            continue
        for text in reversed(lines):
            try:
                line = json.loads(text)
            except ValueError:
                continue
            if isinstance(line, dict) and "run_id" in line:
                yield line
