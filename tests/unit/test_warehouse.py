"""A generation is whole, checked and swapped in at one stroke; whoever reads is left in peace."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import fake_extract
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fake_extract import BOX, project_row
from fake_records import keep_report

from pipelines import schema, snapshots, store, warehouse
from pipelines.build import build
from pipelines.settings import Settings
from pipelines.views import VIEWS
from pipelines.warehouse import PublicationBlockedError, publish, read_table

FINDING = {"rule": "total_mismatch", "severity": "warning", "subject": "Summa", "detail": "12 mot 13"}


def finding(report_id: str, number: int, **values: object) -> dict[str, object]:
    return {"finding_id": f"finding-{report_id}-{number}", "report_id": report_id, **FINDING, **values}


def query(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(settings.database), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def parquet_bytes(settings: Settings) -> dict[str, bytes]:
    return {path.parent.name: path.read_bytes() for path in sorted(settings.parquet.glob("*/part-0.parquet"))}


def test_everything_read_stands_in_the_database_and_in_parquet(settings: Settings) -> None:
    keep_report(settings.records, "b", 3, findings=[finding("b", 1), finding("b", 2, severity="error")])
    keep_report(settings.records, "a", 1)
    published = publish(settings)
    assert published.is_new
    assert published.database == settings.database
    assert {name: rows for name, rows in published.rows.items() if rows} == {
        "reports": 2, "pages": 4, "projects": 4, "findings": 2
    }  # fmt: skip
    assert published.findings == {"error": 1, "warning": 1, "info": 0}
    assert published.reports == {"ok": 2, "partial": 0, "unknown_family": 0, "duplicate": 0, "failed": 0}
    assert query(settings, "SELECT report_id, name, granted_sek FROM projects") == [
        ("a", "Projekt 0", Decimal("0.00")),
        ("b", "Projekt 0", Decimal("0.00")),
        ("b", "Projekt 1", Decimal("100.00")),
        ("b", "Projekt 2", Decimal("200.00")),
    ]
    for table in schema.TABLES:
        file = settings.parquet / table.name / "part-0.parquet"
        with duckdb.connect(str(settings.database), read_only=True) as connection:
            assert connection.execute(f"SELECT * FROM {table.name}").fetchall() == (
                connection.execute(f"SELECT * FROM '{file}'").fetchall()
            )


def test_rows_come_out_as_arrow_and_as_pandas(settings: Settings) -> None:
    keep_report(settings.records, "a", 2)
    with pytest.raises(FileNotFoundError):
        read_table(settings, "projects")
    publish(settings)
    projects = read_table(settings, "projects")
    assert isinstance(projects, pa.Table)
    frame = projects.to_pandas()
    assert list(frame.columns) == list(schema.PROJECTS.column_names)
    assert frame["granted_sek"].sum() == 100
    assert frame.loc[0, "bbox"] == BOX
    with duckdb.connect(str(settings.database), read_only=True) as connection:
        assert len(connection.execute("SELECT * FROM projects").df()) == 2
    with pytest.raises(KeyError):
        read_table(settings, "nothing")


def test_tables_and_views_carry_their_comments_and_the_file_an_old_storage_version(settings: Settings) -> None:
    keep_report(settings.records, "a")
    publish(settings)
    comments = dict(query(settings, "SELECT table_name, comment FROM duckdb_tables()"))
    assert {name: comments[name] for name in schema.BY_NAME} == {table.name: table.comment for table in schema.TABLES}
    columns = query(
        settings, "SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NULL AND NOT internal"
    )
    assert columns == []
    views = query(settings, "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY view_name")
    assert views == sorted((view.name, view.comment) for view in VIEWS)
    # bytes 12 to 20 of a DuckDB file are its storage version; 65 is v1.2.0
    assert int.from_bytes(settings.database.read_bytes()[12:20], "little") == 65
    told = dict(query(settings, "SELECT key, value FROM metadata"))
    assert told["snapshot"] == snapshots.current(settings)


def test_views_answer(settings: Settings) -> None:
    indicator = {
        "indicator_id": "indicator-a-1", "report_id": "a", "kind": "indicator", "name": "Deltagare", "page": 2,
        "target_value": 80.0, "target_text": "80", "outcome_value": 76.5, "outcome_text": "76,5", "bbox": BOX,
        "source_text": "76,5",
    }  # fmt: skip
    budget = {
        "budget_id": "budget-a-1", "report_id": "a", "kind": "statement", "line_item": "Lokaler", "is_total": False,
        "value": 12.0, "unit": "tkr", "amount_sek": 12000, "value_text": "12", "page": 1, "bbox": BOX,
        "source_text": "12",
    }  # fmt: skip
    mention = {**budget, "budget_id": "budget-a-2", "kind": "mention"}
    keep_report(
        settings.records, "a", 2, indicators=[indicator], budgets=[budget, mention],
        findings=[finding("a", 1), finding("a", 2), finding("a", 3, rule="x", severity="error")],
    )  # fmt: skip
    publish(settings)
    assert query(settings, "SELECT report_title, name FROM current_projects ORDER BY name") == [
        ("Rapport a", "Projekt 0"),
        ("Rapport a", "Projekt 1"),
    ]
    assert query(settings, "SELECT name, difference FROM indicator_outcomes") == [("Deltagare", -3.5)]
    assert query(settings, "SELECT line_item, amount_sek FROM budget_statements") == [("Lokaler", Decimal(12000))]
    assert query(settings, "SELECT severity, rule, findings_count FROM findings_by_severity") == [
        ("error", "x", 1),
        ("warning", "total_mismatch", 2),
    ]
    assert query(settings, "SELECT projects_count, findings_count FROM report_overview") == [(2, 3)]
    assert query(settings, "SELECT table_name, page FROM provenance WHERE id = 'indicator-a-1'") == [("indicators", 2)]


def test_parquet_is_the_same_bytes_whether_grown_or_made_from_nothing(settings: Settings, tmp_path: Path) -> None:
    for name in ("c", "a"):
        keep_report(settings.records, name)
    publish(settings)
    keep_report(settings.records, "b", 7)
    store.remove(settings.records, "c")
    publish(settings)
    fresh = settings.model_copy(update={"warehouse": tmp_path / "fresh"})
    for name, projects in (("a", 2), ("b", 7)):
        keep_report(fresh.records, name, projects)
    publish(fresh)
    assert parquet_bytes(fresh) == parquet_bytes(settings)
    assert len(parquet_bytes(fresh)) == len(schema.TABLES)


def test_the_manifest_tells_what_was_published(settings: Settings) -> None:
    keep_report(settings.records, "a", 4)
    published = publish(settings, datetime(2026, 3, 29, 0, 30, tzinfo=UTC))
    assert published.snapshot == "000001-20260329T003000Z"
    told = json.loads(settings.manifest.read_text())
    assert told["snapshot"] == published.snapshot
    assert told["database"]["sha256"] == hashlib.sha256(settings.database.read_bytes()).hexdigest()
    assert told["tables"]["projects"] == {
        "rows": 4,
        "sha256": hashlib.sha256((settings.parquet / "projects/part-0.parquet").read_bytes()).hexdigest(),
    }
    assert told["reports"]["a"]["rows"] == {"pages": 2, "projects": 4}


def test_the_last_generation_stays_when_nothing_changed(settings: Settings) -> None:
    keep_report(settings.records, "a")
    first = publish(settings)
    again = publish(settings)
    assert (first.is_new, again.is_new, again.snapshot, again.rows) == (True, False, first.snapshot, first.rows)
    assert [path.name for path in settings.snapshots.iterdir()] == [first.snapshot]


@pytest.mark.parametrize("what", ["rapportlager.duckdb", "manifest.json", "parquet/projects/part-0.parquet", "link"])
def test_a_damaged_generation_is_published_anew(settings: Settings, what: str) -> None:
    keep_report(settings.records, "a")
    publish(settings)
    if what == "link":
        settings.database.unlink()
    else:
        path = settings.current / what
        path.chmod(0o644)
        path.write_bytes(path.read_bytes()[:-9])
    assert publish(settings).is_new
    assert query(settings, "SELECT count(*) FROM projects") == [(2,)]
    assert not publish(settings).is_new


def test_only_the_last_generations_are_kept_and_always_the_current_one(settings: Settings) -> None:
    made = []
    for number in range(1, 6):
        keep_report(settings.records, "a", number)
        # a clock that runs backwards does not confuse the order
        made.append(publish(settings, datetime(2026, 12, 31 - number, tzinfo=UTC)).snapshot)
    assert snapshots.names(settings) == made[-3:]
    assert snapshots.current(settings) == made[-1]
    snapshots._point(settings.current, f"snapshots/{made[2]}")  # an operator goes back
    snapshots.prune(settings.model_copy(update={"snapshots_kept": 1}))
    assert snapshots.names(settings) == [made[2], made[4]]
    assert query(settings, "SELECT count(*) FROM projects") == [(3,)]


def test_what_a_publication_left_that_was_killed_goes_when_nothing_changed_too(settings: Settings) -> None:
    for number in range(1, 6):
        keep_report(settings.records, "a", number)
        name = publish(settings).snapshot
    settings = settings.model_copy(update={"monthly_snapshots_kept": 1})
    for left in ("000001-20260301T000000Z", ".building-000002-20260101T000000Z", "refused"):
        (settings.snapshots / left).mkdir()
    assert not publish(settings).is_new
    assert {path.name for path in settings.snapshots.iterdir()} == set(snapshots.names(settings))
    assert len(snapshots.names(settings)) == 3
    assert snapshots.current(settings) == name


def test_published_files_cannot_be_written_by_mistake(settings: Settings) -> None:
    keep_report(settings.records, "a")
    publish(settings)
    for path in (settings.database, settings.parquet / "projects/part-0.parquet", settings.manifest):
        assert stat.S_IMODE(path.stat().st_mode) == 0o444


def test_the_warehouse_can_be_moved(settings: Settings, tmp_path: Path) -> None:
    keep_report(settings.records, "a")
    publish(settings)
    settings.warehouse.rename(tmp_path / "elsewhere")
    moved = settings.model_copy(update={"warehouse": tmp_path / "elsewhere"})
    assert query(moved, "SELECT count(*) FROM projects") == [(2,)]


BREAKS = {
    "projects_unique": {"projects": [project_row("a", 1, "A"), project_row("a", 1, "B")]},
    "projects_page_known": {"projects": [project_row("a", 1, "A", page=9)]},
    "projects_report_id_known": {"projects": [project_row("elsewhere", 1, "A")]},
    "budgets_project_id_known": {
        "budgets": [
            {
                "budget_id": "b", "report_id": "a", "project_id": "nobody", "kind": "project", "is_total": False,
                "value_text": "1", "page": 1, "bbox": BOX, "source_text": "1",
            }
        ]
    },
    "source_cells_table_id_known": {
        "source_cells": [
            {
                "table_id": "none", "report_id": "a", "page": 1, "bbox": BOX, "row_no": 1, "column_no": 1,
                "row_span": 1, "column_span": 1, "text": "",
            }
        ]
    },
}  # fmt: skip


@pytest.mark.parametrize("check", BREAKS)
def test_a_failed_check_stops_the_publication_and_names_the_rows(settings: Settings, check: str) -> None:
    keep_report(settings.records, "b", 1)
    before = publish(settings)
    keep_report(settings.records, "a", **BREAKS[check])  # type: ignore[arg-type]
    with pytest.raises(PublicationBlockedError, match=check) as raised:
        publish(settings)
    failed = next(result for result in raised.value.failed if result.check.name == check)
    assert failed.offenders == len(failed.examples) == 1
    assert snapshots.current(settings) == before.snapshot
    assert query(settings, "SELECT report_id FROM projects") == [("b",)]
    assert [path.name for path in settings.snapshots.iterdir()] == [before.snapshot]


def test_a_box_off_its_page_is_told_and_stops_nobody(settings: Settings) -> None:
    off = {**BOX, "x1": 600.0}
    keep_report(settings.records, "a", 0, findings=[finding("a", 1, page=1, bbox=off, source_text="12")])
    published = publish(settings)
    assert published.is_new
    (failed,) = [result for result in published.checks if not result.passed]
    assert (failed.check.name, failed.check.severity, failed.offenders) == ("findings_bbox_on_page", "warning", 1)
    assert failed.examples[0]["finding_id"] == "finding-a-1"


def test_rows_lost_between_parquet_and_database_are_noticed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_report(settings.records, "a")
    written = warehouse._write_database

    def lossy(path: Path, tables: dict[str, pa.Table], metadata: dict[str, str]) -> None:
        written(path, {**tables, "projects": tables["projects"].slice(1)}, metadata)

    monkeypatch.setattr(warehouse, "_write_database", lossy)
    with pytest.raises(PublicationBlockedError, match=r"projects_row_count.*found 1, expected 2"):
        publish(settings)
    assert not settings.database.exists()


def test_a_report_damaged_after_ingestion_stops_the_publication(settings: Settings) -> None:
    keep_report(settings.records, "a")
    before = publish(settings)
    keep_report(settings.records, "b")
    (settings.records / "b/projects.parquet").write_bytes(b"x")
    with pytest.raises(store.BrokenRecordsError, match="projects"):
        publish(settings)
    assert snapshots.current(settings) == before.snapshot


def test_something_else_in_the_place_of_the_database_is_left_alone(settings: Settings) -> None:
    keep_report(settings.records, "a")
    settings.database.write_text("mine")
    with pytest.raises(snapshots.PublicationError, match="in the way"):
        publish(settings)
    assert settings.database.read_text() == "mine"


def test_nothing_found_gives_an_empty_database(settings: Settings) -> None:
    published = build(settings, extract=fake_extract.extract).published
    assert set(published.rows.values()) == {0}
    assert query(settings, "SELECT count(*) FROM projects") == [(0,)]


STEPS = [
    (os, "fsync"),
    (Path, "rename"),
    (Path, "symlink_to"),
    (Path, "replace"),
    (Path, "mkdir"),
    (Path, "chmod"),
    (pq, "write_table"),
    (shutil, "rmtree"),
]


@pytest.mark.parametrize(("owner", "name"), STEPS, ids=[name for _, name in STEPS])
def test_a_publication_that_stops_anywhere_leaves_the_old_or_the_new_whole(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    settings = settings.model_copy(update={"snapshots_kept": 1})
    keep_report(settings.records, "a", 1)
    publish(settings)
    original = getattr(owner, name)
    rows = 1
    for calls in (1, 3, 14):
        count = 0
        keep_report(settings.records, "a", rows + 1)

        def dying(*args: object, at: int = calls, **kwargs: object) -> object:
            nonlocal count
            count += 1
            if count == at:
                raise KeyboardInterrupt
            return original(*args, **kwargs)

        with monkeypatch.context() as patch:
            patch.setattr(owner, name, dying)
            try:
                publish(settings)
            except KeyboardInterrupt:
                finished = False
            else:
                finished = True
        found = query(settings, "SELECT count(*) FROM projects")
        assert found in ([(rows + 1,)], [(rows,)])
        assert (
            read_table(settings, "projects").num_rows
            == json.loads(settings.manifest.read_text())["tables"]["projects"]["rows"]
        )
        publish(settings)
        rows += 1
        assert query(settings, "SELECT count(*) FROM projects") == [(rows,)]
        if finished:
            break
    assert len(list(settings.snapshots.iterdir())) <= 2
    assert {path.name for path in settings.warehouse.iterdir()} == {
        "current", "rapportlager.duckdb", "parquet", "manifest.json", "snapshots", "records"
    }  # fmt: skip


def test_a_reader_keeps_its_generation_and_a_new_one_sees_the_new(settings: Settings) -> None:
    keep_report(settings.records, "a", 1)
    publish(settings)
    count = "SELECT count(*) FROM projects"
    with duckdb.connect(str(settings.database), read_only=True) as held:
        assert held.execute(count).fetchall() == [(1,)]
        for number in range(2, 7):  # its generation is removed meanwhile
            keep_report(settings.records, "a", number)
            publish(settings)
            assert held.execute(count).fetchall() == [(1,)]
            assert held.execute("SELECT max(text) FROM pages").fetchall() == [("Sida 2",)]
            assert query(settings, count) == [(number,)]
            with duckdb.connect() as other:
                other.execute(f"ATTACH '{settings.database}' AS wh (READ_ONLY)")
                assert other.execute("SELECT count(*) FROM wh.projects").fetchall() == [(number,)]


ANALYST = """
import duckdb, os, signal, sys
connection = duckdb.connect(sys.argv[1])
connection.execute("SET wal_autocheckpoint = '1GB'")
print("open", flush=True)
sys.stdin.readline()
connection.execute("DELETE FROM projects")
print("wrote", flush=True)
sys.stdin.readline()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_an_analyst_who_writes_and_dies_never_reaches_the_next_generation(settings: Settings) -> None:
    keep_report(settings.records, "a", 1)
    publish(settings)
    settings.database.chmod(0o644)
    analyst = subprocess.Popen(
        [sys.executable, "-c", ANALYST, str(settings.database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert analyst.stdin is not None
    assert analyst.stdout is not None
    assert analyst.stdout.readline() == "open\n"
    keep_report(settings.records, "a", 2)
    publish(settings)
    for line in ("wrote\n", ""):
        analyst.stdin.write("\n")
        analyst.stdin.flush()
        assert analyst.stdout.readline() == line
    assert analyst.wait() == -signal.SIGKILL
    analyst.stdin.close()
    analyst.stdout.close()
    assert list(settings.snapshots.rglob("*.wal"))
    assert query(settings, "SELECT count(*) FROM projects") == [(2,)]


PUBLISHER = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from fake_records import keep_report
from pipelines.settings import Settings
from pipelines.warehouse import publish
settings = Settings(raw=Path(sys.argv[2]), warehouse=Path(sys.argv[2]))
number = int(sys.argv[3])
while True:
    number += 1
    keep_report(settings.records, "a", number)
    keep_report(settings.records, "b", number)
    publish(settings)
    print(number, flush=True)
"""


@pytest.fixture
def publisher(settings: Settings) -> Iterator[list[subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []
    yield started
    for process in started:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def test_readers_never_see_half_while_publishers_are_killed(
    settings: Settings, publisher: list[subprocess.Popen[str]]
) -> None:
    chance = random.Random(20260101)
    number = 1
    for name in ("a", "b"):
        keep_report(settings.records, name, number)
    publish(settings)
    for _ in range(2):  # many more are killed in tests/faults
        process = subprocess.Popen(
            [sys.executable, "-c", PUBLISHER, str(Path(__file__).parent), str(settings.warehouse), str(number)],
            stdout=subprocess.PIPE,
            text=True,
        )
        publisher.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == f"{number + 1}\n"
        end = time.monotonic() + chance.uniform(0.1, 1.0)
        while time.monotonic() < end:
            ((in_a, in_b),) = query(
                settings,
                "SELECT count(*) FILTER (report_id = 'a'), count(*) FILTER (report_id = 'b') FROM projects",
            )
            # the two reports are stored one after the other and published together
            assert in_a == in_b > number
        process.kill()
        process.wait()
        number = in_a
        assert query(settings, "SELECT count(*) > 0 FROM current_projects") == [(True,)]
    assert publish(settings).rows["projects"] >= 2 * number
    assert len(snapshots.names(settings)) <= settings.snapshots_kept + 1
    assert not list(settings.snapshots.glob(".building-*"))


def test_a_build_from_pdf_to_database(settings: Settings) -> None:
    for name, text in {"a": "title A\nproject Bron 100", "b": "exit", "c": "title A\nproject Bron 100"}.items():
        (settings.raw / f"{name}.pdf").write_text(text)
    built = build(settings, extract=fake_extract.extract)
    assert built.published.reports == {"ok": 1, "partial": 0, "unknown_family": 0, "duplicate": 1, "failed": 1}
    assert query(settings, "SELECT report_id, status, duplicate_of, is_current FROM reports") == [
        ("a", "ok", None, True),
        ("b", "failed", None, True),
        ("c", "duplicate", "a", False),
    ]
    assert query(settings, "SELECT report_id, granted_sek FROM projects") == [("a", Decimal(100))]
    before = parquet_bytes(settings)
    assert not build(settings, force=True, extract=fake_extract.extract).published.is_new
    assert parquet_bytes(settings) == before


def test_years_of_one_publisher_stand_side_by_side(settings: Settings) -> None:
    place = {"page": 1, "bbox": BOX, "source_text": "12"}
    for year, visits, wages in ((2022, 100.0, -500), (2023, 120.0, -550)):
        name = f"r{year}"
        told = {"publisher": "Bergs kommun", "fiscal_year": year}
        line = {"budget_id": f"budget-{name}", "report_id": name, "kind": "statement", "table_title": f"Utfall {year}"}
        line |= {"line_item": "Personal", "measure": "outcome", "fiscal_year": year, "amount_sek": wages}
        indicator = {"indicator_id": f"indicator-{name}", "report_id": name, "kind": "indicator", "year": year}
        indicator |= {"name": f"Antal besök {year}", "unit": "st", "outcome_value": visits}
        keep_report(
            settings.records, name, 0, about=told, indicators=[indicator | place],
            budgets=[line | place | {"value_text": "12", "is_total": False}],
        )  # fmt: skip
    publish(settings)
    series = query(settings, "SELECT year, outcome_value, earlier_value, change FROM indicator_series ORDER BY year")
    assert series == [(2022, 100.0, None, None), (2023, 120.0, 100.0, 20.0)]
    change = "SELECT fiscal_year, amount_sek::INT, earlier_sek::INT, change_percent FROM budget_change"
    assert query(settings, change) == [(2023, -550, -500, -10.0)]
