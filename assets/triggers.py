"""What starts a build by itself: the night, and whatever happens in the folder of reports. Both are on from the start.

A night that was missed, with the machine off, is made good when the daemon starts: Dagster remembers when its
schedules were last looked at, and runs the last tick it missed.
"""

# Annotations are not postponed here: Dagster reads them to know what a sensor is given.

import json
import os
import time
from dataclasses import asdict, dataclass, field, replace

import dagster as dg

from assets import housekeeping
from assets.jobs import BUILD, settled_config
from assets.partitions import file_seen
from assets.resources import ASKED_BY, SettingsParam
from pipelines.arrivals import Arrivals, is_building, look
from pipelines.documents import RawFolderError
from pipelines.inbox import Sighting
from pipelines.settings import Settings

EVERY_SECONDS = 30
ASK_AGAIN_SECONDS = 600
"""How long a build that was asked for may take to show in the folder's inbox before it is asked for again."""
MOST_SEEN = 50
"""Files of which it is told at once that they are others than those that were read."""
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
    last = _read(cursor)
    if not found:
        return _at_rest(last, found)
    if found.waiting and not (found.new or found.changed or found.renamed or found.families):
        return dg.SkipReason(f"{str(found).capitalize()}; what is removed may be what is being written.")
    if building:
        return dg.SkipReason(f"{str(found).capitalize()}; a build is under way.")
    asked, times = last, last.times
    if asked.digest != found.digest:
        times = 0
    elif 0 <= now - asked.asked_at < ASK_AGAIN_SECONDS * times:
        return dg.SkipReason(f"{str(found).capitalize()}; asked for already.")
    elif times >= MOST_TIMES:
        return dg.SkipReason(f"{str(found).capitalize()}; asked for {times} times in vain, the night tries again.")
    request = dg.RunRequest(
        run_key=f"{found.digest}-{times + 1}",
        run_config=settled_config(),
        tags={ASKED_BY: "arrivals", "rapportlager/arrivals": str(found)},
    )
    others = [one for one in found.documents if one.file_name in found.changed and one.sha256][:MOST_SEEN]
    files = {one.report_id: os.fsdecode(one.name_bytes) for one in others}
    return dg.SensorResult(
        run_requests=[request],
        cursor=_Asked(found.digest, times + 1, round(now), files).told(),
        asset_events=[file_seen(one.report_id, str(one.sha256)) for one in others if one.report_id not in last.files],
    )


def _at_rest(last: "_Asked", found: Arrivals) -> dg.SensorResult | dg.SkipReason:
    """Nothing to build. Files that were told of as others are what they were read from again: read, or put back."""
    nothing = dg.SkipReason(f"{str(found).capitalize()}.")
    now = {report_id: found.sightings[name].sha256 for report_id, name in last.files.items() if name in found.sightings}
    if not last.files or found.waiting:
        return nothing
    return dg.SensorResult(
        skip_reason=nothing,
        cursor=replace(last, files={}).told(),
        asset_events=[file_seen(report_id, sha256) for report_id, sha256 in now.items() if sha256],
    )


@dataclass(frozen=True)
class _Asked:
    """The last request, as the cursor holds it."""

    digest: str = ""
    times: int = 0
    asked_at: float = 0.0
    files: dict[str, str] = field(default_factory=dict)
    """Names of files told of as others than those that were read, by report."""

    def told(self) -> str:
        return json.dumps({name: value for name, value in asdict(self).items() if value or name != "files"})


def _read(cursor: str | None) -> _Asked:
    try:
        told = json.loads(cursor or "")
        files = {str(report_id): str(name) for report_id, name in told.get("files", {}).items()}
        return _Asked(str(told["digest"]), int(told["times"]), float(told["asked_at"]), files)
    except (ValueError, TypeError, LookupError, AttributeError):
        return _Asked()
