"""What builds did, as lines that machines read and `status` sums up."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines import journal
from pipelines.events import Finished, IngestSummary, Scanned, Started, Waiting
from pipelines.journal import Journal, last_run
from pipelines.warehouse import Published

READ = Finished("a", "å\n.pdf", "ok", "agency_report", None, None, 4, 120, 0.5, 0.4, 90.0)
SUMMARY = IngestSummary(found=3, read=(READ,), unchanged=1, noted=(), removed=("b",), seconds=2.0, waiting=("c.pdf",))


def published(is_new: bool = True) -> Published:
    counts = {"ok": 3, "failed": 0}
    return Published(Path("x"), "000001", {"projects": 7}, counts, {"error": 1}, (), is_new, findings_new=2)


def at(minute: int) -> datetime:
    return datetime(2026, 3, 29, 0, minute, tzinfo=UTC)


def lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for path in sorted(folder.iterdir()) for line in path.read_text().splitlines()]


def test_every_event_is_a_line_with_time_run_and_report(tmp_path: Path) -> None:
    told = Journal(tmp_path, "run-1", now=lambda: at(30))
    for event in (Scanned(3, 1, 1, 1), Started("a", "å\n.pdf"), READ, Waiting("busy")):
        told.hear(event)
    found = lines(tmp_path)
    assert [line["event"] for line in found] == ["scanned", "started", "read", "waiting"]
    assert {line["time"] for line in found} == {"2026-03-29T00:30:00.000Z"}
    assert [line.get("report_id") for line in found] == [None, "a", "a", None]
    assert found[2]["file_name"] == "å\n.pdf"
    assert [path.name for path in tmp_path.iterdir()] == ["2026-03.jsonl"]


def test_the_last_run_is_summed_up(tmp_path: Path) -> None:
    assert last_run(tmp_path) is None
    first, second = Journal(tmp_path, "run-1"), Journal(tmp_path, "run-2", "nightly")
    first.ingested(SUMMARY)
    first.failed(OSError("full"))
    failed = last_run(tmp_path)
    assert failed is not None
    assert (failed.run_id, failed.outcome, failed.told["detail"], failed.told["read"]) == ("run-1", "failed", "full", 1)
    second.ingested(SUMMARY)
    assert last_run(tmp_path).outcome == "read"  # type: ignore[union-attr]
    second.published(published())
    run = last_run(tmp_path)
    assert run is not None
    assert (run.run_id, run.outcome, run.told["asked_by"]) == ("run-2", "published", "nightly")
    assert (run.told["pages_per_second"], run.told["findings_new"], run.told["waiting"]) == (2.0, 2, 1)
    second.published(published(is_new=False))
    assert last_run(tmp_path).outcome == "unchanged"  # type: ignore[union-attr]


def test_lines_that_were_cut_off_or_are_no_lines_of_ours_are_passed_over(tmp_path: Path) -> None:
    told = Journal(tmp_path, "run-1", now=lambda: at(1))
    told.ingested(SUMMARY)
    with (tmp_path / "2026-03.jsonl").open("ab") as file:
        file.write(b'null\n[]\n{"run_id": "run-9"\n\xff\n')
    run = last_run(tmp_path)
    assert run is not None
    assert run.run_id == "run-1"


def test_a_disk_that_refuses_costs_the_line_alone(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be")
    Journal(tmp_path / "logs", "run").ingested(SUMMARY)


@pytest.mark.parametrize("kept", [1, 2, 5])
def test_logs_of_the_last_months_are_kept(tmp_path: Path, kept: int) -> None:
    for month in ("2025-11", "2025-12", "2026-02"):
        (tmp_path / f"{month}.jsonl").touch()
    (tmp_path / "note.txt").touch()
    journal.prune(tmp_path, kept)
    left = sorted(path.name[:7] for path in tmp_path.glob("*.jsonl"))
    assert left == ["2025-11", "2025-12", "2026-02"][-kept:]
    assert (tmp_path / "note.txt").exists()
