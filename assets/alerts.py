"""Who is told when a build fails: by e-mail, in Slack, in Teams. Off until its settings are given.

The sensors are Dagster's own. E-mail comes with Dagster; Slack and Teams need its packages `dagster-slack` and
`dagster-msteams`, which nobody else has to install.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from types import ModuleType
from typing import Any, Literal

import dagster as dg
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

Job = Any
"""A job, resolved or not: Dagster has no public name for both."""


class AlertError(Exception):
    """An alert is asked for that cannot be given."""


class AlertSettings(BaseSettings):
    """Where failures are told, from environment variables ``RAPPORTLAGER_ALERT_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix="RAPPORTLAGER_ALERT_", frozen=True)

    email_to: str = ""
    """Addresses, parted by commas."""
    email_from: str = ""
    """The sender; the first of `email_to` where none is given."""
    smtp_host: str = "localhost"
    smtp_port: int | None = Field(default=None, ge=1, le=65535)
    smtp_type: Literal["SSL", "STARTTLS"] = "STARTTLS"
    smtp_user: str = ""
    """The account; `email_from` where none is given."""
    smtp_password: SecretStr = SecretStr("")
    slack_channel: str = ""
    slack_token: SecretStr = SecretStr("")
    teams_webhook: SecretStr = SecretStr("")
    ui_url: str = ""
    """Address of the UI, for a link to the run."""


def alert_sensors(job: Job, settings: AlertSettings | None = None) -> list[dg.SensorDefinition]:
    """A sensor for each way of telling that has its settings; none by default. Raises AlertError."""
    given = settings or AlertSettings()
    sensors: list[dg.SensorDefinition] = []
    common: dict[str, Any] = {"monitored_jobs": [job], "default_status": dg.DefaultSensorStatus.RUNNING}
    if given.email_to:
        addresses = [address.strip() for address in given.email_to.split(",") if address.strip()]
        sensors.append(
            dg.make_email_on_run_failure_sensor(
                email_from=given.email_from or addresses[0],
                email_password=given.smtp_password.get_secret_value(),
                email_to=addresses,
                email_subject_fn=subject,
                email_body_fn=message,
                smtp_host=given.smtp_host,
                smtp_port=given.smtp_port,
                smtp_type=given.smtp_type,
                smtp_user=given.smtp_user or None,
                webserver_base_url=given.ui_url or None,
                name="tell_by_email",
                **common,
            )
        )
    if given.slack_channel:
        make = _maker("dagster_slack", "make_slack_on_run_failure_sensor")
        token = given.slack_token.get_secret_value()
        sensors.append(make(given.slack_channel, token, text_fn=message, name="tell_in_slack", **_url(given), **common))
    if webhook := given.teams_webhook.get_secret_value():
        make = _maker("dagster_msteams", "make_teams_on_run_failure_sensor")
        sensors.append(make(webhook, message_fn=message, name="tell_in_teams", **_url(given), **common))
    return sensors


def subject(context: dg.RunFailureSensorContext) -> str:
    """The failure in a line."""
    return f"Rapportlager: {context.dagster_run.job_name} failed"


def message(context: dg.RunFailureSensorContext) -> str:
    """What failed and what still holds."""
    why = context.failure_event.message or "No reason was given."
    for event in context.get_step_failure_events():
        error = getattr(event.event_specific_data, "error", None)
        while error is not None:  # the last of the chain is what the library raised
            why, error = error.message.strip(), error.cause
    return f"{subject(context)}, run {context.dagster_run.run_id}. The published database is as it was.\n\n{why}"


def _url(given: AlertSettings) -> dict[str, str]:
    return {"webserver_base_url": given.ui_url} if given.ui_url else {}


def _maker(package: str, function: str) -> Callable[..., dg.SensorDefinition]:
    try:
        module: ModuleType = importlib.import_module(package)
    except ImportError as error:
        name = package.replace("_", "-")
        raise AlertError(f"This alert needs {name}: install it with `.venv/bin/pip install {name}`.") from error
    maker: Callable[..., dg.SensorDefinition] = getattr(module, function)
    return maker
