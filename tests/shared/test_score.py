"""The five shared reports against their gold tables, and real reports of other kinds.

The folder ``shared`` lies beside the repository; where it does not, these tests are skipped and say so.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import pytest

from pipelines.build import build
from pipelines.settings import Settings

SHARED = Path(__file__).resolve().parents[3] / "shared"
OVERALL, FAMILY, SECONDARY = 97.0, 90.0, 95.0
"""Per cent that the score must not fall below."""
FAMILIES = ("000", "001", "002", "003", "004")
"""As the gold tables number them."""


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip(f"there is no folder {SHARED} with shared reports and gold tables")
    return SHARED


@pytest.fixture(scope="session")
def scorer(shared: Path) -> ModuleType:
    """The scorer, a script of its own beside the gold tables."""
    spec = importlib.util.spec_from_file_location("shared_score", shared / "score" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def built(raw: Path, folder: Path) -> Path:
    """The DuckDB file built from a folder of reports."""
    settings = Settings(raw=raw, warehouse=folder, workers=2)
    build(settings)
    return settings.database


@pytest.fixture(scope="session")
def five(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(shared / "reports", tmp_path_factory.mktemp("five"))


@pytest.fixture(scope="session")
def wild(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(shared / "wild", tmp_path_factory.mktemp("wild"))


@pytest.fixture(scope="session")
def score(shared: Path, scorer: ModuleType, five: Path) -> Iterator[dict[str, Any]]:
    warehouse = scorer.Warehouse(five)
    try:
        yield scorer.score_all(shared / "score" / "gold", warehouse)
    finally:
        warehouse.close()


def rows(database: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def errors(score: dict[str, Any]) -> str:
    """What the scorer counts as wrong, to print with a floor that is not held."""
    return "\n".join(
        error
        for document in score["documents"].values()
        for table in document["tables"].values()
        for error in table["errors"]
    )


def test_the_five_are_read(five: Path) -> None:
    found = rows(five, "select status, count(*), count(distinct family) from reports group by all")
    assert found == [("ok", 5, 5)]


def test_the_scorer_finds_all_it_asks_for(score: dict[str, Any]) -> None:
    assert score["notes"] == []
    assert len(score["documents"]) == 5


def test_overall(score: dict[str, Any]) -> None:
    assert 100 * score["overall"] >= OVERALL, errors(score)


def test_secondary(score: dict[str, Any]) -> None:
    assert 100 * score["secondary"] >= SECONDARY, errors(score)


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family(score: dict[str, Any], family: str) -> None:
    assert 100 * score["by_family"][family] >= FAMILY, errors(score)


def test_no_false_alarms(score: dict[str, Any]) -> None:
    alarms = [alarm for document in score["documents"].values() for alarm in document["false_alarms"]]
    assert alarms == []
    assert score["reading_errors"] == 0


def test_no_rows_beyond_gold(score: dict[str, Any]) -> None:
    assert score["beyond_gold"] == {}


def test_the_numbers_of_the_five_are_used_or_told(five: Path) -> None:
    for report, total, used, declined, unread in rows(
        five,
        """select report_id, numbers_total, numbers_used, numbers_declined,
                  (select count(*) from findings f where f.report_id = r.report_id and f.rule = 'unread_number')
           from reports r""",
    ):
        assert used + declined >= 0.99 * total, report
        assert (used + declined == total) == (unread == 0), report


# --- reports of no family -------------------------------------------------------------------------------------------


def test_reports_of_no_family_are_told_to_be_of_none(wild: Path) -> None:
    known = "('eu_operations_list', 'municipal_accounts')"
    assert rows(wild, f"select report_id, family from reports where family not in {known}") == []
    statuses = {status for (status,) in rows(wild, "select distinct status from reports where family is null")}
    assert statuses <= {"unknown_family", "partial", "failed"}


def test_no_file_breaks_its_reader(wild: Path) -> None:
    broken = "('crash', 'timeout', 'memory', 'too_large')"
    assert rows(wild, f"select report_id, error_kind, error_detail from reports where error_kind in {broken}") == []


@pytest.mark.parametrize("table", ["projects", "indicators", "activities", "initiatives"])
def test_what_is_of_another_kind_gives_no_facts(wild: Path, table: str) -> None:
    others = "report_id not like 'eu_mt%' and report_id not like 'simrishamn_arsbokslut%'"
    assert rows(wild, f"select report_id, page, source_text from {table} where {others} limit 20") == []


def test_their_pages_and_tables_are_kept_all_the_same(wild: Path) -> None:
    empty = (
        """select report_id from reports where status != 'failed' and report_id not in (select report_id from pages)"""
    )
    assert rows(wild, empty) == []
    ((cells,),) = rows(wild, "select count(*) from source_cells")
    assert cells > 1000


def test_no_error_is_found_in_them_but_that_they_cannot_be_read(wild: Path) -> None:
    assert (
        rows(wild, "select report_id, rule, detail from findings where severity = 'error' and rule != 'unreadable'")
        == []
    )
