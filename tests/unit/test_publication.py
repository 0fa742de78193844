"""What a publication compares with the last one: lost rows, files taken away, editions, snapshots that are kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import fake_extract
import pytest
from fake_records import keep_report

from pipelines import losses, snapshots, store
from pipelines.build import Built, build
from pipelines.settings import Settings
from pipelines.snapshots import UnknownSnapshotError
from pipelines.warehouse import PublicationBlockedError, publish

Write = Callable[[str, str], Path]
Build = Callable[..., Built]


@pytest.fixture
def make(settings: Settings) -> Build:
    return partial(build, settings, extract=fake_extract.extract)


def query(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(settings.database), read_only=True) as connection:
        return connection.execute(sql).fetchall()


# --- lost rows ------------------------------------------------------------------------------------------------------


def test_rows_that_unchanged_files_lose_block_until_someone_approves(settings: Settings) -> None:
    keep_report(settings.records, "a", 20)
    keep_report(settings.records, "b", 20)
    first = publish(settings)
    keep_report(settings.records, "a", 10)
    for _ in range(2):  # the next night too
        with pytest.raises(PublicationBlockedError, match="no table has lost more than 10% of the rows") as caught:
            publish(settings)
        assert "report 'a', rows lost 10, of all 40" in str(caught.value)
        assert str(caught.value).endswith("`rapportlager build --approve` publishes all the same.")
        assert snapshots.current(settings) == first.snapshot
    assert query(settings, "SELECT count(*) FROM projects") == [(40,)]
    refused = snapshots.find(settings, "refused")
    assert json.loads((refused / "manifest.json").read_text())["tables"]["projects"]["rows"] == 30
    approved = publish(settings, approve=True)
    assert approved.is_new
    assert query(settings, "SELECT count(*) FROM projects") == [(30,)]
    assert [(one.check.name, one.check.severity) for one in approved.checks if not one.passed] == [
        ("reports_keep_rows", "warning")
    ]
    assert not refused.exists()
    assert [path.name for path in settings.snapshots.iterdir() if path.name.startswith(".")] == []
    assert publish(settings).is_new is False


def test_a_small_loss_is_told_and_stops_nobody(settings: Settings) -> None:
    keep_report(settings.records, "a", 40)
    publish(settings)
    keep_report(settings.records, "a", 37)
    published = publish(settings)
    (told,) = [one for one in published.checks if not one.passed]
    assert (told.check.severity, told.offenders) == ("warning", 3)
    assert told.examples == ({"table": "projects", "report": "a", "rows lost": 3, "of all": 40},)


def test_rows_of_removed_replaced_and_renamed_files_are_no_loss(settings: Settings, write: Write, make: Build) -> None:
    lots = "".join(f"project P{n} {n}\n" for n in range(20))
    for name in ("removed", "replaced", "renamed"):
        write(f"{name}.pdf", f"title {name}\n{lots}")
    make()
    (settings.raw / "removed.pdf").unlink()
    write("replaced.pdf", "title ny\n")
    (settings.raw / "renamed.pdf").rename(settings.raw / "b.pdf")
    assert make().published.rows["projects"] == 20


def test_a_report_that_breaks_down_alone_in_a_large_archive_does_not_stop_the_others(settings: Settings) -> None:
    for number in range(20):
        keep_report(settings.records, f"r{number:02d}", 5)
    publish(settings)
    keep_report(settings.records, "r07", status="failed", pages=[], projects=[])
    keep_report(settings.records, "new", 1)
    published = publish(settings)
    assert published.is_new
    (told,) = [one for one in published.checks if not one.passed]
    assert {example["report"] for example in told.examples} == {"r07"}


def told(sha: str, **rows: int) -> dict[str, Any]:
    return {"sha256": sha, "rows": rows}


def test_losses_are_counted_by_content_and_gains_make_up_for_none() -> None:
    before = {"a": told("1", projects=10, pages=2), "b": told("2", projects=10), "copy": told("1"), "x": told("9")}
    after = {"ny": told("1", projects=4, pages=2), "b": told("2", projects=16), "copy": told("1"), "y": told("8")}
    (loss,) = losses.losses(before, after)
    assert (loss.table, loss.before, loss.lost) == ("projects", 20, 6)
    assert loss.by_report == {"copy": 6} or loss.by_report == {"ny": 6}
    assert loss.is_sudden(0.1)
    assert not loss.is_sudden(0.3)
    assert losses.losses(before, before) == []


def test_a_copy_that_was_not_read_yet_is_no_loss() -> None:
    before = {"a": told("1", projects=10), "copy": {**told("1"), "status": "duplicate"}}
    after = {"a": told("2", projects=1), "copy": {**told("1"), "status": "duplicate"}}
    assert losses.losses(before, after) == []
    (loss,) = losses.losses(before, {**after, "copy": {**told("1"), "status": "failed"}})
    assert loss.by_report == {"copy": 10}


def test_a_table_that_vanishes_is_a_loss_and_fewer_findings_are_none() -> None:
    before = {"a": told("1", projects=5, findings=100)}
    (loss,) = losses.losses(before, {"a": told("1")})
    assert (loss.table, loss.is_sudden(0.5)) == ("projects", True)


@pytest.mark.parametrize("text", ["", "[]", '{"reports": 3}', '{"reports": {"a": {}}}'])
def test_a_last_manifest_that_is_broken_blocks_nothing(settings: Settings, text: str) -> None:
    keep_report(settings.records, "a", 20)
    name = publish(settings).snapshot
    path = settings.snapshots / name / "manifest.json"
    path.chmod(0o644)
    path.write_text(text)
    keep_report(settings.records, "a", 10)
    assert publish(settings).is_new


# --- taken away -----------------------------------------------------------------------------------------------------


def removed(settings: Settings) -> list[tuple[Any, ...]]:
    return query(settings, "SELECT report_id, subject, detail FROM findings WHERE rule = 'report_removed'")


def test_a_report_taken_away_leaves_a_finding_while_a_snapshot_has_its_rows(
    settings: Settings, write: Write, make: Build
) -> None:
    path = write("a.pdf", "title A\nproject Bron 100\n")
    write("b.pdf", "title B\n")
    first = make().published.snapshot
    content = path.read_text()
    path.unlink()
    published = make(now=datetime(2026, 3, 1, 1, 30, tzinfo=UTC)).published
    assert (published.findings_new, published.findings_gone) == (1, 0)
    assert query(settings, "SELECT report_id FROM reports") == [("b",)]
    ((report_id, subject, detail),) = removed(settings)
    assert (report_id, subject) == (None, "a.pdf")
    assert f"snapshot {first} still has them" in detail
    assert make().published.is_new is False
    write("under/a.pdf", content)  # back, at another place
    assert make().published.findings_gone == 1
    assert removed(settings) == []
    (settings.raw / "under/a.pdf").unlink()
    make()
    assert [row[1] for row in removed(settings)] == ["under/a.pdf"]
    for number in range(settings.snapshots_kept):
        write("b.pdf", f"title B {number}\n")
        make()
    assert removed(settings) == []


def test_findings_that_come_and_go_are_counted(settings: Settings, write: Write, make: Build) -> None:
    write("a.pdf", "raise")
    first = make().published
    assert (first.findings_new, first.findings_gone) == (1, 0)
    write("a.pdf", "title A\n")
    second = make().published
    assert (second.findings_new, second.findings_gone) == (0, 1)


# --- editions, damage -----------------------------------------------------------------------------------------------


def test_views_show_the_current_edition_and_tables_keep_both(settings: Settings) -> None:
    for name, day in (("gammal", "2024-03-01"), ("ny", "2024-04-01")):
        keep_report(settings.records, name, 2)
        rewrite(
            settings,
            name,
            f"published_on = DATE '{day}', family = 'x', publisher = 'P', title = 'T', fiscal_year = 2023",
        )
    publish(settings)
    assert query(settings, "SELECT report_id, supersedes_report_id, is_current FROM reports ORDER BY 1") == [
        ("gammal", None, False),
        ("ny", "gammal", True),
    ]
    assert query(settings, "SELECT count(*) FROM projects") == [(4,)]
    assert query(settings, "SELECT DISTINCT report_id FROM current_projects") == [("ny",)]


def rewrite(settings: Settings, report_id: str, values: str) -> None:
    """Change what is kept of a report's row."""
    receipt = store.read_receipt(settings.records, report_id)
    assert receipt is not None
    tables = store.read_tables(settings.records, receipt)
    with duckdb.connect() as connection:
        connection.register("kept", tables["reports"])
        connection.execute("CREATE TABLE changed AS SELECT * FROM kept")
        connection.execute(f"UPDATE changed SET {values}")
        changed = connection.sql("FROM changed").to_arrow_table().cast(tables["reports"].schema)
    staging = store.staging_folder(settings.records, report_id)
    stored = store.write_tables(staging, {**tables, "reports": changed})
    store.commit(settings.records, staging, store.Receipt(report_id, receipt.basis, None, "", "ok", None, stored))


def test_records_that_a_disk_damaged_without_a_trace_are_read_anew(
    settings: Settings, write: Write, make: Build
) -> None:
    write("a.pdf", "title A\nproject Bron 100\n")
    write("b.pdf", "title B\n")
    make()
    before = {path.name: path.read_bytes() for path in (settings.records / "a").glob("*.parquet")}
    damaged = settings.records / "a/projects.parquet"
    damaged.write_bytes(before["projects.parquet"][::-1])
    receipt = settings.records / "a/receipt.json"
    told = json.loads(receipt.read_text())
    info = damaged.stat()
    told["stamps"]["projects"] = [info.st_size, info.st_mtime_ns, info.st_ctime_ns]
    receipt.write_text(json.dumps(told))
    write("c.pdf", "title C\n")
    assert make().published.rows["projects"] == 1
    assert {path.name: path.read_bytes() for path in (settings.records / "a").glob("*.parquet")} == before


# --- snapshots ------------------------------------------------------------------------------------------------------


def test_the_last_and_one_a_month_are_kept(settings: Settings) -> None:
    settings = settings.model_copy(update={"monthly_snapshots_kept": 3})
    day = datetime(2026, 1, 10, tzinfo=UTC)
    for number in range(13):
        then = day + timedelta(days=12 * number)
        (settings.snapshots / f"{number + 1:06d}-{then:%Y%m%dT%H%M%SZ}").mkdir(parents=True)
    publish(settings, now=day + timedelta(days=12 * 13))
    kept = [name.partition("-")[2][:8] for name in snapshots.names(settings)]
    assert kept == ["20260428", "20260522", "20260603", "20260615"]  # the last three, and the last of April


def test_a_snapshot_is_found_by_name_number_and_place(settings: Settings) -> None:
    with pytest.raises(UnknownSnapshotError, match="Kept: none"):
        snapshots.find(settings, "current")
    for number in range(3):
        keep_report(settings.records, "a", number)
        publish(settings, now=datetime(2026, 1, 1 + number, tzinfo=UTC), run_id=f"run {number}")
    names = snapshots.names(settings)
    assert snapshots.find(settings, "current").name == names[2]
    assert snapshots.find(settings, "previous").name == names[1]
    assert snapshots.find(settings, "1").name == snapshots.find(settings, "000001").name == names[0]
    assert snapshots.find(settings, names[1]).name == names[1]
    for word in ("refused", "7", "0000", "", "..", "../records"):
        with pytest.raises(UnknownSnapshotError, match=f"Kept: {names[0]}"):
            snapshots.find(settings, word)
    manifest = snapshots.manifest(settings, names[2])
    assert manifest is not None
    assert (manifest["run_id"], manifest["follows"]) == ("run 2", names[1])
