"""Failures are told where the settings say, and nowhere by default."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import dagster as dg
import pytest
from small_builds import Built

from assets import alerts
from assets.alerts import AlertError, AlertSettings, alert_sensors
from assets.jobs import BUILD, extract_config, jobs


def test_nothing_is_told_by_default(built_once: Built) -> None:
    assert alert_sensors(jobs()[0], AlertSettings()) == []
    repository = built_once.definitions().get_repository_def()
    assert [sensor.name for sensor in repository.sensor_defs] == ["arrivals"]


def test_a_failed_build_is_told_by_email(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[Any, ...]] = []
    for name in ("send_email_via_starttls", "send_email_via_ssl"):
        monkeypatch.setattr(f"dagster._utils.alert.{name}", lambda *values, **more: sent.append(values))
    monkeypatch.setenv("RAPPORTLAGER_ALERT_EMAIL_TO", "a@example.se, b@example.se")
    definitions = built.definitions()
    sensor = definitions.resolve_sensor_def("tell_by_email")
    assert sensor.default_status is dg.DefaultSensorStatus.RUNNING
    job = definitions.resolve_job_def(BUILD)
    with built.instance() as instance:
        config = extract_config(only=["finns inte"])
        result = job.execute_in_process(instance=instance, run_config=config, raise_on_error=False)
        context = dg.build_run_status_sensor_context(
            "tell_by_email", result.get_run_failure_event(), instance, result.dagster_run
        ).for_run_failure()
        sensor(context)
    (values,) = sent
    assert values[0] == "a@example.se"
    assert values[2] == ["a@example.se", "b@example.se"]
    assert "There is no report finns inte" in values[3]
    assert "The published database is as it was" in values[3]
    assert "Rapportlager: build failed" in values[3]


@pytest.mark.parametrize(
    ("package", "function", "values"),
    [
        ("dagster_slack", "make_slack_on_run_failure_sensor", {"slack_channel": "#drift", "slack_token": "x"}),
        ("dagster_msteams", "make_teams_on_run_failure_sensor", {"teams_webhook": "https://example.se/hook"}),
    ],
)
def test_packages_are_needed_only_when_asked_for(
    package: str, function: str, values: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    given = AlertSettings(**values)  # type: ignore[arg-type]
    with pytest.raises(AlertError, match=package.replace("_", "-")):
        alert_sensors(jobs()[0], given)
    module = ModuleType(package)
    calls: list[tuple[Any, dict[str, Any]]] = []
    setattr(module, function, lambda *first, **rest: calls.append((first, rest)) or "sensor")
    monkeypatch.setitem(sys.modules, package, module)
    assert alert_sensors(jobs()[0], given) == ["sensor"]
    ((first, rest),) = calls
    assert first[0] == next(iter(values.values()))
    assert rest["default_status"] is dg.DefaultSensorStatus.RUNNING
    assert alerts.message in rest.values()
