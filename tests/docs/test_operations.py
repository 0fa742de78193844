"""The page on operations against the software: its commands, settings, jobs and events are those there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assets.alerts import AlertSettings
from assets.cli import app
from assets.jobs import jobs
from pipelines.settings import Settings

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^\| (`[A-Z_`, ]+`) \| ([^|]+) \|", PAGE.partition("## Settings")[2], re.MULTILINE)


@pytest.mark.parametrize(("names", "values"), SHOWN)
def test_settings_have_the_defaults_told(names: str, values: str) -> None:
    defaults = [Settings.model_fields[name.lower()].default for name in re.findall(r"`(\w+)`", names)]
    told = [value.strip() for value in values.split(",")]
    assert [one if isinstance(one, str) else f"{one:g}" for one in defaults] == told


def test_settings_named_elsewhere_exist() -> None:
    for name in re.findall(r"RAPPORTLAGER_(?!ALERT_)([A-Z_]+)", PAGE.replace("RAPPORTLAGER_<NAME>", "")):
        assert name.lower() in Settings.model_fields, name
    for name in re.findall(r"(?:RAPPORTLAGER_ALERT|…)_([A-Z_]+)", PAGE):
        assert name.lower() in AlertSettings.model_fields, name


def test_commands_and_options_exist() -> None:
    called = re.findall(r"`?rapportlager (build|diff|status|ui)((?: +--[a-z]+)*)", PAGE)
    assert len(called) > 5
    for command, options in called:
        said = CliRunner().invoke(app, [command, "--help"]).output
        assert all(option in said for option in options.split()), (command, options)


def test_jobs_and_events_exist() -> None:
    names = {job.name for job in jobs()}
    assert {"rebuild", "approve", "rebuild_project_sheet", "rebuild_none"} <= names
    source = (Path(__file__).resolve().parents[2] / "pipelines" / "journal.py").read_text(encoding="utf-8")
    told = PAGE.partition("| `event` |")[2].partition("\n\n")[0]
    cells = re.findall(r"^\| (`[^|]+`) \|", told, re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", " ".join(cells))) == set(re.findall(r'"event": "(\w+)"', source))
