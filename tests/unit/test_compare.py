"""What changed between two generations is told row by row."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from fake_extract import project_row
from fake_records import keep_report
from typer.testing import CliRunner

from assets.cli import app
from pipelines import compare, snapshots
from pipelines.settings import Settings
from pipelines.warehouse import publish


@pytest.fixture
def two(settings: Settings) -> tuple[Path, Path]:
    """Two generations: of the second, one project is new, one gone, one changed."""
    rows = [project_row("a", number, name) for number, name in enumerate(("Bron", "Vägen", "Torget"))]
    keep_report(settings.records, "a", projects=rows)
    publish(settings, now=datetime(2026, 1, 1, tzinfo=UTC))
    rows[0]["granted_sek"], rows[0]["source_text"] = 100, "Bron; = 'x'"
    keep_report(settings.records, "a", projects=[rows[0], rows[1], project_row("a", 7, "Parken")])
    publish(settings, now=datetime(2026, 1, 2, tzinfo=UTC))
    return snapshots.find(settings, "previous"), snapshots.find(settings, "current")


def test_tables_are_counted(two: tuple[Path, Path]) -> None:
    (changed,) = [one for one in compare.compare(*two) if one]
    assert changed == compare.TableDifference("projects", before=3, after=3, added=1, removed=1, changed=1)
    assert not any(compare.compare(two[1], two[1]))


def test_rows_are_told_with_what_they_were(two: tuple[Path, Path]) -> None:
    found = list(compare.rows(*two, "projects"))
    assert [(row.kind, row.key, row.report_id) for row in found] == [
        ("changed", ("project-a-0",), "a"),
        ("removed", ("project-a-2",), "a"),
        ("added", ("project-a-7",), "a"),
    ]
    assert found[0].columns == {"granted_sek": (None, "100.00"), "source_text": ("Bron", "Bron; = 'x'")}
    assert found[1].columns == {}
    assert list(compare.rows(*two, "pages")) == []
    with pytest.raises(KeyError):
        list(compare.rows(*two, "nothing"))


def test_a_key_of_several_columns(settings: Settings) -> None:
    keep_report(settings.records, "a")
    first = snapshots.find(settings, publish(settings).snapshot)
    keep_report(settings.records, "b")
    second = snapshots.find(settings, publish(settings).snapshot)
    assert [row.key for row in compare.rows(first, second, "pages")] == [("b", "1"), ("b", "2")]


def test_columns_that_one_lacks_are_not_compared_and_a_broken_file_is_told(two: tuple[Path, Path]) -> None:
    path = two[0] / "parquet" / "projects" / "part-0.parquet"
    older = pq.read_table(path).drop_columns(["granted_sek"])
    path.chmod(0o644)
    pq.write_table(older, path)
    changed = next(compare.rows(*two, "projects"))
    assert set(changed.columns) == {"source_text"}
    path.write_bytes(b"PAR1")
    with pytest.raises(compare.CompareError, match="cannot be compared"):
        compare.compare(*two)


def test_the_command_tells_the_same(settings: Settings, two: tuple[Path, Path]) -> None:
    where = ["--warehouse", str(settings.warehouse)]
    said = CliRunner().invoke(app, ["diff", *where])
    assert said.exit_code == 0, said.output
    assert f"{two[0].name} → {two[1].name}" in said.output
    assert "granted_sek: NULL → 100.00" in said.output.replace("None", "NULL")
    told = CliRunner().invoke(app, ["diff", "1", "2", "--json", "--table", "projects", *where])
    assert [row["kind"] for row in json.loads(told.output)] == ["changed", "removed", "added"]
    assert "No row differs." in CliRunner().invoke(app, ["diff", "current", "2", *where]).output
    assert CliRunner().invoke(app, ["diff", "--table", "fel", *where]).exit_code == 2
    missing = CliRunner().invoke(app, ["diff", "9", *where])
    assert missing.exit_code == 1
    assert "There is no snapshot 9" in missing.stderr
