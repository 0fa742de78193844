"""What is read, what is left alone, and that a grown warehouse equals one made from nothing."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from pathlib import Path

import fake_extract
import pytest

from pipelines import removals, store, versions
from pipelines.build import build
from pipelines.events import Event, Finished, IngestSummary, Scanned, Started, Waiting
from pipelines.family import FamilyError
from pipelines.ingest import NO_FAMILY, UnknownReportError, ingest, of_families
from pipelines.lock import WarehouseBusyError, single_writer
from pipelines.settings import ROOT, Settings

Write = Callable[[str, str], Path]
Run = Callable[..., IngestSummary]
CET = timezone(timedelta(hours=1))
GOOD = "title Rapport\nproject Bron 100\n"


@pytest.fixture
def run(settings: Settings) -> Run:
    return partial(ingest, settings, extract=fake_extract.extract)


def read_ids(summary: IngestSummary) -> list[str]:
    return sorted(report.report_id for report in summary.read)


def report_row(settings: Settings, report_id: str) -> dict[str, object]:
    receipt = store.read_receipt(settings.records, report_id)
    assert receipt is not None
    row: dict[str, object] = store.read_tables(settings.records, receipt)["reports"].to_pylist()[0]
    return row


def content(settings: Settings) -> dict[str, bytes]:
    """Every Parquet file of the records, by path."""
    return {
        str(path.relative_to(settings.records)): path.read_bytes()
        for path in sorted(settings.records.rglob("*.parquet"))
    }


def test_only_what_is_new_or_changed_is_read(settings: Settings, write: Write, run: Run) -> None:
    write("a.pdf", GOOD)
    write("b.pdf", GOOD + "project Vägen 5\n")
    assert read_ids(run()) == ["a", "b"]
    before = content(settings)
    summary = run()
    assert (summary.read, summary.unchanged, summary.noted, summary.removed) == ((), 2, (), ())
    assert content(settings) == before
    write("b.pdf", GOOD + "project Vägen 6\n")
    write("c.pdf", "title Ny\n")
    assert read_ids(run()) == ["b", "c"]
    assert run().unchanged == 3


def test_a_touched_file_is_not_read_again(write: Write, run: Run) -> None:
    path = write("a.pdf", GOOD)
    run()
    os.utime(path, (1, 1))
    assert run().read == ()


def test_a_change_that_keeps_size_and_time_is_noticed(settings: Settings, write: Write, run: Run) -> None:
    path = write("a.pdf", "title Ett\n")
    run()
    before = path.stat()
    path.write_text("title Tvo\n")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert read_ids(run()) == ["a"]
    assert report_row(settings, "a")["title"] == "Tvo"


def test_force_reads_everything_and_gives_the_same_bytes(settings: Settings, write: Write, run: Run) -> None:
    for name in ("a.pdf", "b.pdf", "2/a.pdf"):
        write(name, f"title {name}\nproject Bron 100\n")
    run(now=datetime(2026, 1, 1, tzinfo=UTC))
    before = content(settings)
    assert len(run(force=True, now=datetime(2027, 1, 1, tzinfo=UTC)).read) == 3
    assert content(settings) == before


def test_a_warehouse_that_grew_equals_one_made_from_nothing(
    settings: Settings, write: Write, run: Run, tmp_path: Path
) -> None:
    write("m/bilaga.pdf", "title M\nproject Bron 1\n")
    write("kopia.pdf", "title M\nproject Bron 1\n")
    write("z.pdf", "raise")
    run()
    write("a/bilaga.pdf", "title A\nproject Bron 2\n")  # goes before m/bilaga.pdf, which loses its bare id
    write("å.pdf", "title Å\n")
    run()
    write("a.pdf", "title a\n")  # å.pdf loses its id
    (settings.raw / "kopia.pdf").unlink()
    write("z.pdf", GOOD)
    run()
    fresh = settings.model_copy(update={"warehouse": tmp_path / "fresh"})
    fresh.warehouse.mkdir()
    shutil.copy(settings.first_seen, fresh.first_seen)
    ingest(fresh, extract=fake_extract.extract)
    assert content(fresh) == content(settings)


def test_first_sight_outlives_the_records_and_renaming(settings: Settings, write: Write, run: Run) -> None:
    path = write("a.pdf", GOOD)
    run(now=datetime(2026, 1, 1, 2, 30, tzinfo=CET))
    shutil.rmtree(settings.records)
    path.rename(settings.raw / "b.pdf")
    run(now=datetime(2027, 1, 1, tzinfo=UTC))
    assert report_row(settings, "b")["ingested_at"] == datetime(2026, 1, 1, 1, 30)


def test_records_of_a_file_that_is_gone_are_removed_and_no_others(settings: Settings, write: Write, run: Run) -> None:
    write("a.pdf", GOOD)
    path = write("b.pdf", "title B\n")
    run()
    path.unlink()
    summary = run()
    assert (summary.removed, summary.read, summary.unchanged) == (("b",), (), 1)
    assert store.stored_ids(settings.records) == ["a"]


def test_a_copy_is_told_of_and_not_read(settings: Settings, write: Write, run: Run) -> None:
    write("b.pdf", GOOD)
    run()
    write("c.pdf", GOOD)
    summary = run()
    assert (summary.read, summary.noted) == ((), ("c",))
    row = report_row(settings, "c")
    assert (row["status"], row["duplicate_of"], row["is_current"], row["error_kind"]) == ("duplicate", "b", False, None)
    (settings.raw / "b.pdf").unlink()
    summary = run()
    assert (read_ids(summary), summary.removed) == (["c"], ("b",))
    assert report_row(settings, "c")["status"] == "ok"


def test_a_moved_file_keeps_its_id_and_tells_its_new_place(settings: Settings, write: Write, run: Run) -> None:
    path = write("a.pdf", GOOD)
    run()
    (settings.raw / "2024").mkdir()
    path.rename(settings.raw / "2024/a.pdf")
    run()
    assert report_row(settings, "a")["file_name"] == "2024/a.pdf"


def test_what_cannot_be_read_is_a_row_with_a_reason_and_a_finding(
    settings: Settings, write: Write, run: Run, tmp_path: Path
) -> None:
    write("bad.pdf", "segfault")
    write("good.pdf", GOOD)
    os.mkfifo(settings.raw / "pipe.pdf")
    (settings.raw / "folder.pdf").mkdir()
    (settings.raw / "out.pdf").symlink_to(tmp_path)
    summary = run()
    assert summary.found == 5
    assert [report.report_id for report in summary.failed] == ["bad"]
    assert summary.noted == ("folder", "out", "pipe")
    kinds = {name: report_row(settings, name)["error_kind"] for name in store.stored_ids(settings.records)}
    assert kinds == {"bad": "crash", "folder": "not_a_file", "good": None, "out": "not_a_file", "pipe": "not_a_file"}
    receipt = store.read_receipt(settings.records, "bad")
    assert receipt is not None
    (finding,) = store.read_tables(settings.records, receipt)["findings"].to_pylist()
    assert (finding["rule"], finding["severity"], finding["subject"]) == ("unreadable", "error", "bad.pdf")
    assert finding["detail"] == report_row(settings, "bad")["error_detail"]
    assert run().unchanged == 5


@pytest.mark.parametrize("name", ["receipt.json", "reports.parquet", "projects.parquet"])
def test_damaged_records_are_read_again(settings: Settings, write: Write, run: Run, name: str) -> None:
    write("a.pdf", GOOD)
    write("b.pdf", "title B\n")
    run()
    before = content(settings)
    (settings.records / "a" / name).write_bytes(b"PAR1 what a disk makes of it")
    assert read_ids(run()) == ["a"]
    assert content(settings) == before


def test_leftovers_and_strangers_in_the_store_go_away(settings: Settings, write: Write, run: Run) -> None:
    write("a.pdf", GOOD)
    run()
    (settings.records / ".staging/x").mkdir(parents=True)
    (settings.records / ".retired/y").mkdir(parents=True)
    (settings.records / "stranger").mkdir()
    (settings.records / "note.txt").write_text("x")
    assert run().removed == ("note.txt", "stranger")
    assert sorted(path.name for path in settings.records.iterdir() if any(path.iterdir())) == ["a"]


def test_new_code_reads_everything_and_a_new_family_declaration_its_own_reports(
    write: Write, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for family in ("sheet", "fund"):
        write(f"{family}.pdf", f"family {family}\n")
        (tmp_path / f"{family}.yaml").write_text(f"match: {{title: {family}}}\ncolumns: [a]\n")
    write("none.pdf", "title Okänd\n")
    (tmp_path / "_base.yaml").write_text("units: [kr]\n")
    uncached = versions.family_version.__wrapped__
    monkeypatch.setattr("pipelines.ingest.family_version", lambda family: uncached(family, tmp_path))
    run()
    assert run().read == ()
    (tmp_path / "fund.yaml").write_text("match: {title: fund}\ncolumns: [a, b]\n")
    assert read_ids(run()) == ["fund", "none"]
    (tmp_path / "fund.yaml").write_text("match: {title: fonder}\ncolumns: [a, b]\n")
    assert read_ids(run()) == ["fund", "none", "sheet"]
    (tmp_path / "_base.yaml").write_text("units: [kr, tkr]\n")
    assert read_ids(run()) == ["fund", "none", "sheet"]
    (tmp_path / "new.yaml").write_text("match: {title: ny}\n")
    assert read_ids(run()) == ["fund", "none", "sheet"]
    assert run().read == ()
    monkeypatch.setattr("pipelines.ingest.code_version", lambda: "another")
    assert read_ids(run()) == ["fund", "none", "sheet"]


def test_what_broke_its_worker_is_tried_again_within_the_limit_only_when_asked(
    settings: Settings, write: Write, run: Run, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    write("bad.pdf", f"log {log}\nraise")
    write("good.pdf", GOOD)
    for _ in range(2):
        run()
    assert log.read_text().count("bad") == 1
    for _ in range(4):
        run(retry_failed=True)
    assert log.read_text().count("bad") == settings.max_attempts == 3
    run(force=True)
    run(retry_failed=True)
    assert log.read_text().count("bad") == 5


def test_other_limits_give_a_broken_report_a_new_chance(settings: Settings, write: Write) -> None:
    write("a.pdf", f"bulk 20000\n{GOOD}")
    write("b.pdf", GOOD)
    tight = settings.model_copy(update={"max_output_mb": 4})
    assert [report.error_kind for report in ingest(tight, extract=fake_extract.extract).failed] == ["too_large"]
    assert ingest(tight, extract=fake_extract.extract).read == ()
    summary = ingest(settings, extract=fake_extract.extract)
    assert [(report.report_id, report.status) for report in summary.read] == [("a", "ok")]


def test_a_file_that_changes_while_it_is_read_is_not_believed(settings: Settings, write: Write, run: Run) -> None:
    write("a.pdf", f"touch\n{GOOD}")
    assert [report.error_kind for report in run().failed] == ["unreadable"]
    assert "next build reads it again" in str(report_row(settings, "a")["error_detail"])
    assert read_ids(run()) == ["a"]


def test_one_report_can_be_read_alone(settings: Settings, write: Write, run: Run) -> None:
    for name in ("a", "b", "c"):
        write(f"{name}.pdf", f"title {name}\n")
    run()
    write("c.pdf", "title ny\n")
    (settings.raw / "b.pdf").unlink()
    summary = run(only=["a"], force=True)
    assert (read_ids(summary), summary.removed) == (["a"], ())
    assert (run(only=["a"]).unchanged, report_row(settings, "c")["title"]) == (1, "c")
    assert read_ids(run(only=["a.pdf"], force=True)) == ["a"]
    with pytest.raises(UnknownReportError, match="no report b"):
        run(only=["a", "b"])


def test_events_tell_the_whole_story(write: Write, run: Run) -> None:
    write("a.pdf", GOOD)
    write("b.pdf", "exit")
    write("c.pdf", GOOD)
    events: list[Event] = []
    run(on_event=events.append)
    assert events[0] == Scanned(found=3, to_read=2, unchanged=0, removed=0)
    assert {event.report_id for event in events if isinstance(event, Started)} == {"a", "b"}
    finished = {event.report_id: event for event in events if isinstance(event, Finished)}
    assert (finished["a"].status, finished["a"].pages, finished["a"].rows) == ("ok", 2, 4)
    assert (finished["b"].status, finished["b"].error_kind) == ("failed", "crash")


def test_one_build_at_a_time_and_a_killed_one_holds_nobody_up(settings: Settings, write: Write) -> None:
    write("a.pdf", GOOD)
    settings.warehouse.mkdir()
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import fcntl, os, sys, time; f = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT);"
            "fcntl.flock(f, fcntl.LOCK_EX); os.write(f, b'process 4711'); print('held', flush=True); time.sleep(600)",
            str(settings.lock),
        ],
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    events: list[Event] = []
    with pytest.raises(WarehouseBusyError, match=r"process 4711"):
        build(settings, extract=fake_extract.extract)
    with pytest.raises(WarehouseBusyError):
        build(
            settings.model_copy(update={"lock_wait_seconds": 0.5}), on_event=events.append, extract=fake_extract.extract
        )
    assert [type(event) for event in events] == [Waiting]
    assert not settings.records.exists()
    holder.kill()
    holder.wait()
    holder.stdout.close()
    assert build(settings, extract=fake_extract.extract).published.rows["projects"] == 1


def test_the_lock_is_let_go_of_when_a_build_fails(settings: Settings) -> None:
    with pytest.raises(ZeroDivisionError), single_writer(settings.lock, 0):
        raise ZeroDivisionError
    with settings.lock.open("r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_settings_do_not_depend_on_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings()
    assert settings.raw == ROOT / "data/raw"
    assert (ROOT / "pipelines").is_dir()
    assert settings.run_storage.is_relative_to(settings.warehouse)
    assert Settings(raw=Path("inbox")).raw == tmp_path / "inbox"
    monkeypatch.setenv("RAPPORTLAGER_WAREHOUSE", "elsewhere")
    monkeypatch.setenv("RAPPORTLAGER_WORKERS", "3")
    settings = Settings()
    assert (settings.database, settings.workers) == (tmp_path / "elsewhere/rapportlager.duckdb", 3)
    with pytest.raises(ValueError, match="workers"):
        Settings(workers=0)


def test_what_a_worker_imports_counts_as_reading() -> None:
    """Else a change there would leave old records standing."""
    told = subprocess.run(
        [sys.executable, "-c", "import sys, pipelines.worker_host; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    modules = {name.split(".")[1] for name in told.stdout.split() if name.startswith("pipelines.")}
    assert "extract" in modules
    assert modules & versions.AFTER_READING == set()
    for name in versions.AFTER_READING:
        assert (versions.PACKAGE / name).is_dir() or (versions.PACKAGE / f"{name}.py").is_file()


def test_a_receipt_tells_what_the_records_were_made_from(settings: Settings, write: Write, run: Run) -> None:
    write("a.pdf", "family project_sheet\n")
    run()
    told = json.loads((settings.records / "a/receipt.json").read_text())
    assert told["basis"]["code_version"] == versions.code_version()
    assert told["family"] == "project_sheet"
    assert told["family_version"] == versions.family_version("project_sheet")


# --- builds that nobody asked for -----------------------------------------------------------------------------------

PDF = "title Hel %%EOF\n"


@pytest.fixture
def run_quiet(settings: Settings) -> Run:
    """A nightly run on a machine where a file rests after no time at all, as long as it has its end."""
    rested = settings.model_copy(update={"quiet_seconds": 0.0})
    return partial(ingest, rested, extract=fake_extract.extract, settled=True)


def test_half_written_files_wait_and_keep_what_was_there(settings: Settings, write: Write, run_quiet: Run) -> None:
    write("a.pdf", PDF)
    write("ny.pdf", "title Halv")
    summary = run_quiet()
    assert (read_ids(summary), summary.waiting, summary.found) == (["a"], ("ny.pdf",), 1)
    write("a.pdf", "title Halv")
    summary = run_quiet(force=True)
    assert (read_ids(summary), summary.waiting, summary.unchanged) == ([], ("a.pdf", "ny.pdf"), 0)
    assert report_row(settings, "a")["title"] == "Hel %%EOF"
    settings.inbox.unlink()  # what the file was like is forgotten, what it said is not
    assert run_quiet().removed == ()
    write("a.pdf", "title Ny %%EOF\n")
    assert read_ids(run_quiet()) == ["a"]
    assert report_row(settings, "a")["title"] == "Ny %%EOF"


def test_a_build_by_hand_reads_what_lies_there_and_the_night_the_rest(
    settings: Settings, write: Write, run: Run, run_quiet: Run
) -> None:
    write("a.pdf", "title Halv")
    assert read_ids(run()) == ["a"]
    night = run_quiet()  # the same bytes were read already
    assert (night.waiting, night.unchanged) == ((), 1)
    assert report_row(settings, "a")["title"] == "Halv"
    write("a.pdf", "title Ny %%EOF\n")
    assert read_ids(run_quiet()) == ["a"]


def test_a_build_that_stopped_leaves_the_rest_to_be_noticed(
    settings: Settings, write: Write, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.pdf", GOOD)
    run()
    kept = settings.inbox.read_bytes()
    write("b.pdf", GOOD + "title B\n")

    def stop(event: Event) -> None:
        if isinstance(event, Finished):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(on_event=stop)
    assert settings.inbox.read_bytes() == kept
    run()
    assert set(json.loads(settings.inbox.read_bytes())["files"]) == {"a.pdf", "b.pdf"}


def test_a_mistake_in_a_declaration_costs_no_report(
    settings: Settings, write: Write, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.pdf", GOOD)
    run()
    before = content(settings)

    def broken() -> None:
        raise FamilyError("fund.yaml, line 3: there is no such word")

    monkeypatch.setattr("pipelines.ingest.families", broken)
    assert run().unchanged == 1  # nothing to read by it
    with pytest.raises(FamilyError, match="line 3"):
        run(force=True)
    assert content(settings) == before


def test_one_family_is_read_anew(settings: Settings, write: Write, run: Run) -> None:
    write("a.pdf", "family project_sheet\n")
    write("kopia.pdf", "family project_sheet\n")
    write("b.pdf", "family agency_report\n")
    write("c.pdf", "title Okänd\n")
    run()
    assert of_families(settings, ["project_sheet"]) == ["a"]
    assert of_families(settings, [NO_FAMILY, "agency_report"]) == ["b", "c"]
    assert read_ids(run(only=of_families(settings, ["project_sheet"]), force=True)) == ["a"]
    with pytest.raises(UnknownReportError, match="no family sagor"):
        of_families(settings, ["sagor"])
    with pytest.raises(UnknownReportError, match="No report was read as regional_fund_report"):
        of_families(settings, ["regional_fund_report"])


def test_what_is_taken_away_is_noted_and_what_is_renamed_is_not(settings: Settings, write: Write, run: Run) -> None:
    write("a.pdf", GOOD)
    write("b.pdf", GOOD + "title B\n")
    write("kopia.pdf", GOOD)
    write("c.pdf", "title C\n")
    run()
    (settings.raw / "a.pdf").unlink()  # its copy is there
    (settings.raw / "b.pdf").rename(settings.raw / "ny.pdf")
    (settings.raw / "c.pdf").unlink()
    run(now=datetime(2026, 3, 1, 1, 30, tzinfo=UTC))
    (removal,) = removals.known(settings.removed)
    assert (removal.report_id, removal.file_name, removal.noticed_at) == ("c", "c.pdf", "2026-03-01T01:30:00")
    assert removal.rows == 3
    with settings.removed.open("a") as file:
        file.write('{"report_id": "torn')
    write("d.pdf", "title D\n")
    run()
    (settings.raw / "d.pdf").unlink()
    run()
    assert [removal.report_id for removal in removals.known(settings.removed)] == ["c", "d"]
