"""Builds through the assets: what is read, published, checked, and told of each report."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.definitions.data_version import CachingStaleStatusResolver  # Dagster tells this in its UI alone
from dagster._core.loader import LoadingContextForTest
from small_builds import BAD, GOOD, Built

from assets import housekeeping
from assets.run import QUIET
from assets.specs import REPORTS
from pipelines import checks, schema, snapshots, store
from pipelines.checks import Check
from pipelines.events import Finished, Scanned
from pipelines.journal import last_run
from pipelines.overview import report_lines, summary
from pipelines.warehouse import PublicationBlockedError

Ask = Callable[[str], list[tuple[object, ...]]]
REPORT = dg.AssetKey("report")
EVERY = sorted([*GOOD, *BAD, "kopia"])


def rebuild(built: Built, report_id: str) -> bool:
    """What a click on a partition does; whether it went well."""
    definitions = built.definitions()
    job = definitions.resolve_implicit_global_asset_job_def()
    with built.instance() as instance:
        result = job.execute_in_process(
            instance=instance,
            asset_selection=[REPORT],
            partition_key=report_id,
            run_config=QUIET,
            raise_on_error=False,
        )
    return result.success


def materialization(built: Built, key: str) -> Mapping[str, object]:
    """The metadata of an asset's last materialisation, as plain values."""
    with built.instance() as instance:
        event = instance.get_latest_materialization_event(dg.AssetKey(key))
        assert event is not None, key
        assert event.asset_materialization is not None
        return {name: value.value for name, value in event.asset_materialization.metadata.items()}


def check_evaluations(built: Built) -> dict[tuple[str, str], dg.AssetCheckEvaluation]:
    """The checks of the last run, by asset and name."""
    with built.instance() as instance:
        (record,) = instance.get_run_records(limit=1)
        events = instance.all_logs(record.dagster_run.run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION)
        found = [event.dagster_event.event_specific_data for event in events if event.dagster_event]
    assert all(isinstance(data, dg.AssetCheckEvaluation) for data in found)
    return {(data.asset_key.to_user_string(), data.check_name): data for data in found}


def statuses(built: Built) -> dict[str, str]:
    """Status of each partition, as Dagster shows it."""
    with built.instance() as instance:
        keys = instance.get_dynamic_partitions("report")
        found = instance.get_status_by_partition(REPORT, keys, REPORTS) or {}
    return {key: found[key].value if found.get(key) else "MISSING" for key in keys}


# --- looking --------------------------------------------------------------------------------------------------------


def test_every_file_is_a_row_with_status_and_reason(built_once: Built) -> None:
    lines = {line.report_id: line for line in report_lines(built_once.settings)}
    assert sorted(lines) == EVERY
    assert {name: lines[name].error_kind for name in BAD} == BAD
    assert {lines[name].status for name in BAD} == {"failed"}
    assert {lines[name].status for name in GOOD} == {"ok"}
    assert lines["kopia"].status == "duplicate"
    assert all((lines[name].error_detail or "").endswith(".") for name in BAD)


def test_each_reading_is_heard_of(built_once: Built) -> None:
    scanned = [event for event in built_once.events if isinstance(event, Scanned)]
    finished = [event.report_id for event in built_once.events if isinstance(event, Finished)]
    assert [(event.found, event.to_read, event.unchanged) for event in scanned] == [(7, 6, 0)]
    assert sorted(finished) == sorted([*GOOD, *BAD])


def test_each_report_is_a_partition_and_the_unreadable_are_missing(built_once: Built) -> None:
    found = statuses(built_once)
    assert sorted(found) == EVERY
    assert {name for name, status in found.items() if status == "MISSING"} == set(BAD)
    assert {name for name, status in found.items() if status == "MATERIALIZED"} == {*GOOD, "kopia"}


def test_each_table_shows_how_many_rows_it_has_and_the_first_of_them(built_once: Built) -> None:
    rows = summary(built_once.settings).rows
    for table in schema.TABLES:
        told = materialization(built_once, table.name)
        assert told["dagster/row_count"] == rows[table.name]
        assert str(told["preview"]).startswith("| ") == bool(rows[table.name])
    assert materialization(built_once, "warehouse")["database"] == str(built_once.settings.database)
    assert materialization(built_once, "extracted_reports")["failed"] == len(BAD)


def test_checks_are_told_and_unreadable_reports_are_a_warning(built_once: Built) -> None:
    told = check_evaluations(built_once)
    assert {asset for asset, name in told if name == "contract"} == set(schema.BY_NAME)
    assert {key for key, check in told.items() if not check.passed} == {("reports", "readable")}
    readable = told["reports", "readable"]
    assert readable.severity is dg.AssetCheckSeverity.WARN
    assert readable.metadata["unreadable"].value == len(BAD)
    assert all(name in str(readable.metadata["first"].value) for name in BAD)


def test_everything_lies_in_the_warehouse(built_once: Built) -> None:
    folder = built_once.settings.warehouse
    assert {path.name for path in folder.iterdir()} >= {
        ".dagster",
        ".lock",
        "rapportlager.duckdb",
        "parquet",
        "records",
    }
    assert list((folder / ".dagster").glob("history/runs.db"))


# --- building again -------------------------------------------------------------------------------------------------


def test_a_second_build_reads_nothing_and_forcing_reads_all(built: Built, ask: Ask) -> None:
    snapshot = built.settings.current.readlink()
    (scanned,) = built.build()
    assert isinstance(scanned, Scanned)
    assert (scanned.to_read, scanned.unchanged) == (0, 7)
    assert built.settings.current.readlink() == snapshot
    assert {check.passed for key, check in check_evaluations(built).items() if key[1] == "contract"} == {True}
    forced = [event.report_id for event in built.build(force=True) if isinstance(event, Finished)]
    assert sorted(forced) == sorted([*GOOD, *BAD])
    assert built.settings.current.readlink() == snapshot  # the same rows are the same generation


def test_a_file_that_goes_takes_its_rows_and_its_partition_along(built: Built, ask: Ask) -> None:
    (built.settings.raw / "under" / f"{GOOD[1]}.pdf").unlink()
    built.build()
    assert GOOD[1] not in statuses(built)
    assert ask(f"SELECT count(*) FROM projects WHERE report_id = '{GOOD[1]}'") == [(0,)]
    assert len(ask("SELECT report_id FROM reports")) == len(EVERY) - 1


def receipts(built: Built) -> dict[str, int]:
    """When each report's records were last written."""
    return {path.parent.name: path.stat().st_mtime_ns for path in built.settings.records.glob("*/receipt.json")}


def test_a_click_reads_one_report_anew_and_publishes(built: Built, ask: Ask) -> None:
    before = receipts(built)
    (name,) = (path for path in built.settings.raw.rglob("*.pdf") if path.stem == GOOD[1])
    shown = ask("SELECT count(*) FROM projects")
    assert rebuild(built, GOOD[1])
    after = receipts(built)
    assert {report for report in after if after[report] != before[report]} == {GOOD[1]}
    assert ask("SELECT count(*) FROM projects") == shown
    assert materialization(built, "report")["file"] == f"under/{name.name}"
    with built.instance() as instance:
        (record,) = instance.get_run_records(limit=1)
        event = instance.get_latest_materialization_event(dg.AssetKey("projects"))
    assert event is not None
    assert event.run_id == record.dagster_run.run_id
    assert event.asset_materialization is not None
    assert event.asset_materialization.partition is None


def test_nothing_is_out_of_step_after_a_click(built: Built) -> None:
    """Though some reports cannot be read, and what was read is something else than before."""
    raw = built.settings.raw
    (raw / f"{GOOD[0]}.pdf").write_bytes((raw / "under" / f"{GOOD[1]}.pdf").read_bytes() + b"\n% another file\n")
    assert rebuild(built, GOOD[0])
    graph = built.definitions().resolve_asset_graph()
    with built.instance() as instance:
        resolver = CachingStaleStatusResolver(instance, graph, LoadingContextForTest(instance))
        found = {key.to_user_string(): resolver.get_stale_causes(key) for key in graph.materializable_asset_keys}
    assert {key: causes for key, causes in found.items() if causes and key != "report"} == {}


def test_a_click_on_a_report_that_was_mended_brings_its_rows(built: Built, ask: Ask) -> None:
    whole = (built.settings.raw / "under" / f"{GOOD[1]}.pdf").read_bytes()
    (built.settings.raw / "trasig.pdf").write_bytes(whole + b"\n% another file\n")
    assert rebuild(built, "trasig")
    assert statuses(built)["trasig"] == "MATERIALIZED"
    assert ask("SELECT status, page_count FROM reports WHERE report_id = 'trasig'") == [("ok", 5)]


def test_a_click_on_an_unreadable_report_fails_and_publishes_all_the_same(built: Built, ask: Ask) -> None:
    assert not rebuild(built, "hemlig")
    assert statuses(built)["hemlig"] == "FAILED"
    assert ask("SELECT error_kind FROM reports WHERE report_id = 'hemlig'") == [("encrypted",)]


def test_a_click_on_a_copy_or_a_missing_file(built: Built) -> None:
    assert rebuild(built, "kopia")
    (built.settings.raw / "tom.pdf").unlink()
    assert not rebuild(built, "tom")


# --- a publication that must not be ---------------------------------------------------------------------------------


def test_a_failed_check_is_told_and_leaves_the_published_database(
    built: Built, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = checks.checks

    def one_more(rows: Mapping[str, int]) -> Iterator[Check]:
        yield from every(rows)
        yield Check("no_projects", "projects", "error", "there are no projects", "SELECT project_id FROM projects")

    monkeypatch.setattr(checks, "checks", one_more)
    before, snapshot = ask("SELECT count(*) FROM reports"), built.settings.current.readlink()
    (built.settings.raw / "ny.pdf").write_text("ny")
    with pytest.raises(PublicationBlockedError, match="there are no projects"):
        built.build()
    assert ask("SELECT count(*) FROM reports") == before
    assert built.settings.current.readlink() == snapshot
    assert not list(built.settings.snapshots.glob(".building-*"))
    told = check_evaluations(built)
    assert {key for key, check in told.items() if not check.passed} == {("projects", "contract")}
    assert "no projects" in str(told["projects", "contract"].metadata["at fault"].value)
    assert "ny" in store.stored_ids(built.settings.records)  # read it was, for the next try


def test_receipts_are_json_that_people_can_read(built_once: Built) -> None:
    path: Path = built_once.settings.records / GOOD[0] / "receipt.json"
    assert json.loads(path.read_text(encoding="utf-8"))["status"] == "ok"


# --- what is told of runs -------------------------------------------------------------------------------------------


def test_a_run_is_told_of_in_the_log_report_by_report_and_in_numbers(built_once: Built) -> None:
    (path,) = built_once.settings.logs.iterdir()
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len({line["run_id"] for line in lines}) == 1
    assert sorted(line["report_id"] for line in lines if line["event"] == "read") == sorted([*GOOD, *BAD])
    run = last_run(built_once.settings.logs)
    assert run is not None
    assert (run.outcome, run.told["read"], run.told["failed"], run.told["noted"]) == ("published", 6, len(BAD), 1)
    assert run.told["rows"] == sum(summary(built_once.settings).rows.values())
    assert run.told["pages_per_second"] > 0
    assert snapshots.manifest(built_once.settings, run.told["snapshot"])["run_id"] == run.run_id  # type: ignore[index]


def test_lost_rows_stop_a_run_and_stay_told_until_approved(built: Built, ask: Ask) -> None:
    shown = ask("SELECT count(*) FROM projects")
    receipt = store.read_receipt(built.settings.records, GOOD[1])
    assert receipt is not None
    tables = store.read_tables(built.settings.records, receipt)
    staging = store.staging_folder(built.settings.records, GOOD[1])
    stored = store.write_tables(
        staging, {**tables, "sections": tables["sections"][:0], "footnotes": tables["pages"][:0]}
    )
    store.commit(built.settings.records, staging, replace(receipt, tables=stored))
    for _ in range(2):
        with pytest.raises(PublicationBlockedError, match="no table has lost more than 10%"):
            built.build()
    assert ask("SELECT count(*) FROM projects") == shown
    told = check_evaluations(built)
    assert {key for key, check in told.items() if not check.passed} == {("reports", "contract")}
    run = last_run(built.settings.logs)
    assert run is not None
    assert (run.outcome, run.told["error"]) == ("failed", "PublicationBlockedError")
    built.build(approve=True)
    assert last_run(built.settings.logs).outcome == "published"  # type: ignore[union-attr]


def test_old_runs_are_deleted_and_partitions_keep_their_status(built: Built) -> None:
    for _ in range(2):
        built.build()
    before = statuses(built)
    logs = set((built.settings.run_storage / "history" / "runs").glob("*-*.db"))
    with built.instance() as instance:
        every = {run.run_id for run in instance.get_runs()}
        few = built.settings.model_copy(update={"run_history_most": 1})
        doomed = housekeeping.delete_old_runs(few, instance)
        assert len(doomed) == 2
        assert {run.run_id for run in instance.get_runs()} == every - set(doomed)
        for name in (*GOOD, "kopia"):
            records = dg.AssetRecordsFilter(asset_key=REPORT, asset_partitions=[name])
            (record,) = instance.fetch_materializations(records, limit=1).records
            assert record.run_id not in doomed
        later = datetime.now(UTC) + timedelta(days=few.run_history_days - 1)
        assert housekeeping.delete_old_runs(built.settings, instance, later) == []
        later += timedelta(days=2)
        assert set(housekeeping.delete_old_runs(built.settings, instance, later)) == every - set(doomed)
    assert statuses(built) == before
    assert len(logs) == 3
    assert not any(path.exists() for path in logs)


def test_one_family_and_one_report_are_read_anew(built: Built) -> None:
    heard = built.build(force=True, of_families=["project_sheet"])
    assert [event.report_id for event in heard if isinstance(event, Finished)] == [GOOD[0]]
    heard = built.build(force=True, only=[GOOD[1]])
    assert [event.report_id for event in heard if isinstance(event, Finished)] == [GOOD[1]]
    assert sorted(statuses(built)) == EVERY
