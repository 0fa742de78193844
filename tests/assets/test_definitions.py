"""The asset graph as it stands, and what Dagster is told of each asset."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import dagster as dg
import pytest

from assets.checks import NAMES
from assets.definitions import build_definitions
from assets.jobs import BUILD
from assets.specs import MADE_FROM, ORDER
from pipelines import schema
from pipelines.settings import ROOT, Settings

GRAPH = Path(__file__).with_name("graph.txt")


@pytest.fixture(scope="module")
def specs() -> dict[str, dg.AssetSpec]:
    definitions = build_definitions(Settings())
    return {spec.key.to_user_string(): spec for spec in definitions.resolve_all_asset_specs()}


def drawn(specs: dict[str, dg.AssetSpec]) -> str:
    lines = []
    for key, spec in sorted(specs.items(), key=lambda item: (item[1].group_name or "", item[0])):
        kinds = ", ".join(sorted(spec.kinds))
        made_from = ", ".join(sorted(dep.asset_key.to_user_string() for dep in spec.deps)) or "nothing"
        lines.append(f"{spec.group_name}: {key} ({kinds}) from {made_from}")
    return "\n".join(lines) + "\n"


def test_the_graph_is_the_one_that_was_reviewed(specs: dict[str, dg.AssetSpec]) -> None:
    """When a change is meant, look at the graph and write it down: the failure shows what graph.txt should hold."""
    assert drawn(specs) == GRAPH.read_text(encoding="utf-8")


def test_every_asset_is_told_of(specs: dict[str, dg.AssetSpec]) -> None:
    for key, spec in specs.items():
        assert spec.owners, key
        assert spec.kinds, key
        assert spec.group_name, key
        assert (spec.description or "").endswith("."), key


def test_every_table_is_an_asset_with_its_columns(specs: dict[str, dg.AssetSpec]) -> None:
    assert set(MADE_FROM) == set(schema.BY_NAME) == set(ORDER)
    for table in schema.TABLES:
        told = specs[table.name].metadata["dagster/column_schema"]
        assert isinstance(told, dg.TableSchema)
        assert [(column.name, column.type, column.description) for column in told.columns] == [
            (column.name, column.type, column.comment) for column in table.columns
        ]
        assert [column.constraints.nullable for column in told.columns] == [
            not column.required for column in table.columns
        ]


def test_a_table_is_told_of_after_what_it_is_made_from() -> None:
    for table, parents in MADE_FROM.items():
        assert all(ORDER.index(parent) < ORDER.index(table) for parent in parents if parent in ORDER)


def test_there_is_a_check_of_what_must_hold_for_every_table() -> None:
    graph = build_definitions(Settings()).resolve_asset_graph()
    checked = {key.asset_key.to_user_string() for key in graph.asset_check_keys if key.name == NAMES["error"]}
    assert checked == set(schema.BY_NAME)
    assert len(list(graph.asset_check_keys)) < 30  # each costs space in the event log of every run


def test_the_job_reads_and_publishes_and_leaves_the_partitions_alone() -> None:
    job = build_definitions(Settings()).resolve_job_def(BUILD)
    assert {node.name for node in job.nodes} == {"extract", "publish"}


def test_dagster_finds_everything_without_a_flag_or_a_variable(tmp_path: Path) -> None:
    """In a folder with a blank in its name, with a home folder in which nothing may appear."""
    root, home = tmp_path / "min klon", tmp_path / "home"
    root.mkdir()
    home.mkdir()
    for name in ("pyproject.toml", "dagster.yaml", ".env"):
        shutil.copy(ROOT / name, root)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DAGSTER", "RAPPORTLAGER"))}
    done = subprocess.run(
        [sys.executable, "-m", "dagster", "definitions", "validate"],
        cwd=root,
        env={**kept, "HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "rapportlager" in done.stdout + done.stderr
    assert list(home.iterdir()) == []
    assert sorted(path.name for path in root.iterdir()) == [".env", "dagster.yaml", "data", "pyproject.toml"]
    assert [str(path.relative_to(root)) for path in root.glob("data/*/*")] == ["data/warehouse/.dagster"]
