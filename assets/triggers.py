"""What starts a build by itself: the night, and whatever happens in the folder of reports. Both are on from the start.

A night that was missed, with the machine off, is made good when the daemon starts: Dagster remembers when its
schedules were last looked at, and runs the last tick it missed.
"""

# Annotations are not postponed here: Dagster reads them to know what a sensor is given.

import json
import time

import dagster as dg

from assets import housekeeping
from assets.jobs import BUILD, settled_config
from assets.resources import ASKED_BY, SettingsParam
from pipelines.arrivals import Arrivals, is_building, look
from pipelines.documents import RawFolderError
from pipelines.inbox import Sighting
from pipelines.settings import Settings

EVERY_SECONDS = 30
ASK_AGAIN_SECONDS = 600
"""How long a build that was asked for may take to show in the folder's inbox before it is asked for again."""
MOST_TIMES = 3
"""How often the same arrivals are asked for; after that they wait for the night, or for someone."""


def nightly(settings: Settings) -> dg.ScheduleDefinition:
    """Every night by the clock on the wall, once also on the nights that the clock is set forward or back."""
    hour, minute = settings.nightly_at.split(":")
    return dg.ScheduleDefinition(
        name="nightly",
        job_name=BUILD,
        cron_schedule=f"{int(minute)} {int(hour)} * * *",
        execution_timezone=settings.timezone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Reads what changed, tries again what broke down, and publishes.",
        run_config=settled_config(retry_failed=True),
        tags={ASKED_BY: "nightly"},
    )


def arrivals() -> dg.SensorDefinition:
    """Looks into the folder twice a minute."""
    last: dict[str, Sighting] = {}  # so that a file that was only touched is hashed once, not at every look

    @dg.sensor(
        name="arrivals",
        job_name=BUILD,
        minimum_interval_seconds=EVERY_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Builds when PDFs are new, changed, renamed or removed, or family files were edited. "
        "Half-written ones wait.",
    )
    def arrivals(context: dg.SensorEvaluationContext, settings: SettingsParam) -> dg.SensorResult | dg.SkipReason:
        housekeeping.report_dead_runs(settings, context.instance)
        try:
            found = look(settings, last)
        except RawFolderError as error:
            return dg.SkipReason(str(error))
        last.clear()
        last.update(found.sightings)
        return _answer(context.cursor, found, is_building(settings), time.time())

    return arrivals


def _answer(cursor: str | None, found: Arrivals, building: bool, now: float) -> dg.SensorResult | dg.SkipReason:
    """Whether to build. The cursor, which every tick stores again, holds no more than the last request."""
    if not found:
        return dg.SkipReason(f"{str(found).capitalize()}.")
    if found.waiting and not (found.new or found.changed or found.renamed or found.families):
        return dg.SkipReason(f"{str(found).capitalize()}; what is removed may be what is being written.")
    if building:
        return dg.SkipReason(f"{str(found).capitalize()}; a build is under way.")
    digest, times, asked_at = _read(cursor)
    if digest != found.digest:
        times = 0
    elif 0 <= now - asked_at < ASK_AGAIN_SECONDS * times:
        return dg.SkipReason(f"{str(found).capitalize()}; asked for already.")
    elif times >= MOST_TIMES:
        return dg.SkipReason(f"{str(found).capitalize()}; asked for {times} times in vain, the night tries again.")
    request = dg.RunRequest(
        run_key=f"{found.digest}-{times + 1}",
        run_config=settled_config(),
        tags={ASKED_BY: "arrivals", "rapportlager/arrivals": str(found)},
    )
    told = {"digest": found.digest, "times": times + 1, "asked_at": round(now)}
    return dg.SensorResult(run_requests=[request], cursor=json.dumps(told))


def _read(cursor: str | None) -> tuple[str, int, float]:
    try:
        told = json.loads(cursor or "")
        return str(told["digest"]), int(told["times"]), float(told["asked_at"])
    except (ValueError, TypeError, LookupError):
        return "", 0, 0.0
