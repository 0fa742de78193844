"""What a warehouse holds, in numbers."""

from __future__ import annotations

from pathlib import Path

from pipelines import schema
from pipelines.build import build
from pipelines.family import families
from pipelines.overview import report_lines, summary
from pipelines.preview import preview
from pipelines.query import connect, rows_of
from pipelines.settings import Settings


def test_a_line_for_each_report_and_every_row_counted(samples: Settings) -> None:
    lines = report_lines(samples)
    assert [line.report_id for line in lines] == sorted(line.report_id for line in lines)
    assert len({line.family for line in lines} & set(families())) == len(lines) == 5
    told = summary(samples)
    tables = ("projects", "budgets", "indicators", "activities", "initiatives", "organisation_mentions")
    facts = sum(told.rows[name] for name in tables)
    assert sum(line.facts for line in lines) == facts > 0
    assert sum(line.findings for line in lines) == sum(told.findings.values()) == told.rows["findings"]
    assert list(told.findings) == ["error", "warning", "info"]
    assert sum(told.statuses.values()) == told.rows["reports"] == len(lines)
    with connect(samples) as connection:
        for table in schema.TABLES:
            (row,) = rows_of(connection, f"SELECT count(*) AS n FROM {table.name}")
            assert told.rows[table.name] == row["n"], table.name


def test_the_unreadable_are_told_with_their_reason(settings: Settings) -> None:
    (settings.raw / "trasig.pdf").write_text("inte en pdf")
    (settings.raw / "tom.pdf").touch()
    build(settings)
    assert [(line.report_id, line.error_kind) for line in report_lines(settings, failed=True)] == [
        ("tom", "empty"),
        ("trasig", "not_pdf"),
    ]
    told = summary(settings)
    assert told.statuses == {"failed": 2}
    assert [line.file_name for line in told.unreadable] == ["tom.pdf", "trasig.pdf"]


def test_an_empty_folder_is_a_warehouse_without_rows(settings: Settings) -> None:
    build(settings)
    assert report_lines(settings) == []
    assert set(summary(settings).rows.values()) == {0}
    assert preview(settings, "projects") == "No rows."


def test_a_preview_is_a_table_of_the_first_rows(samples: Settings, tmp_path: Path) -> None:
    header, ruler, *rows = preview(samples, "reports", 3).splitlines()
    assert len(rows) == 3
    assert {line.count("|") - line.count("\\|") for line in (header, ruler, *rows)} == {header.count("|")}
    assert "report_id" in header
    assert "bbox" not in preview(samples, "projects").splitlines()[0]
