"""What starts a build by itself: the sensor, tick by tick, and the schedule, night by night."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import dagster as dg
import pytest
from dagster._core.definitions.data_version import CachingStaleStatusResolver
from dagster._core.loader import LoadingContextForTest
from small_builds import GOOD, SAMPLES, Built

from assets import housekeeping, triggers
from assets.definitions import build_definitions
from assets.jobs import BUILD
from pipelines.lock import single_writer
from pipelines.settings import Settings

STOCKHOLM = ZoneInfo("Europe/Stockholm")


class Ticks:
    """A sensor and what it remembers from one tick to the next; files rest as soon as they have their end."""

    def __init__(self, settings: Settings, instance: dg.DagsterInstance) -> None:
        self.settings = settings.model_copy(update={"quiet_seconds": 0.0})
        self.instance = instance
        self.definitions = build_definitions(self.settings)
        self.sensor = self.definitions.resolve_sensor_def("arrivals")
        self.cursor: str | None = None

    def tick(self) -> dg.RunRequest | str:
        """The run asked for, or why there is none."""
        context = dg.build_sensor_context(
            self.instance, self.cursor, definitions=self.definitions, resources={"settings": self.settings}
        )
        data = self.sensor.evaluate_tick(context)
        self.cursor = data.cursor
        for event in data.asset_events:
            self.instance.report_runless_asset_event(event)
        if data.run_requests:
            (request,) = data.run_requests
            return request
        return str(data.skip_message)

    def run(self) -> dg.RunRequest:
        """A tick that asks for a run, and that run."""
        request = self.tick()
        assert isinstance(request, dg.RunRequest), request
        job = self.definitions.resolve_job_def(BUILD)
        assert job.execute_in_process(instance=self.instance, run_config=dict(request.run_config)).success
        return request


@pytest.fixture
def ticks(built: Built) -> Iterator[Ticks]:
    with built.instance() as instance:
        yield Ticks(built.settings, instance)


def test_both_are_on_from_the_start(built_once: Built) -> None:
    definitions = built_once.definitions()
    assert definitions.resolve_schedule_def("nightly").default_status is dg.DefaultScheduleStatus.RUNNING
    assert definitions.resolve_sensor_def("arrivals").default_status is dg.DefaultSensorStatus.RUNNING


def test_a_report_is_dropped_overwritten_renamed_and_removed(ticks: Ticks) -> None:
    raw = ticks.settings.raw
    assert ticks.tick() == "Nothing new."
    shutil.copy(SAMPLES / f"{GOOD[0]}.pdf", raw / "ny.pdf")
    first = ticks.run()  # a copy of another report
    assert first.tags["rapportlager/arrivals"] == "1 new"
    assert first.run_config["ops"]["extract"]["config"]["settled"] is True
    assert ticks.tick() == "Nothing new."
    with (raw / "ny.pdf").open("ab") as file:
        file.write(b"\n% second edition, cut off half")
        file.write(b" " * 1024)
    assert ticks.tick() == "1 still being written."
    with (raw / "ny.pdf").open("ab") as file:
        file.write(b"\n%%EOF\n")
    assert ticks.run().tags["rapportlager/arrivals"] == "1 changed"
    assert ticks.tick() == "Nothing new."
    (raw / "ny.pdf").rename(raw / "nyare.pdf")
    assert ticks.run().tags["rapportlager/arrivals"] == "1 renamed"
    assert "nyare" in ticks.instance.get_dynamic_partitions("report")
    (raw / "nyare.pdf").unlink()
    assert ticks.run().tags["rapportlager/arrivals"] == "1 removed"
    assert ticks.tick() == "Nothing new."
    assert "nyare" not in ticks.instance.get_dynamic_partitions("report")


def out_of_step(ticks: Ticks, report_id: str) -> list[str]:
    """Why the partition of a report is out of step, as the UI tells."""
    graph = ticks.definitions.resolve_asset_graph()
    resolver = CachingStaleStatusResolver(ticks.instance, graph, LoadingContextForTest(ticks.instance))
    return [cause.reason for cause in resolver.get_stale_causes(dg.AssetKey("report"), report_id)]


def test_a_file_that_was_written_over_shows_until_it_is_read_or_put_back(ticks: Ticks) -> None:
    path = ticks.settings.raw / f"{GOOD[0]}.pdf"
    before = path.read_bytes()
    ticks.tick()
    assert out_of_step(ticks, GOOD[0]) == []
    path.write_bytes(before + b"\n% corrected\n%%EOF\n")
    assert isinstance(ticks.tick(), dg.RunRequest)
    assert out_of_step(ticks, GOOD[0]) == ["has a new dependency data version"]
    assert out_of_step(ticks, GOOD[1]) == []
    path.write_bytes(before)
    assert ticks.tick() == "Nothing new."
    assert out_of_step(ticks, GOOD[0]) == []
    path.write_bytes(before + b"\n% corrected again\n%%EOF\n")
    ticks.run()
    assert out_of_step(ticks, GOOD[0]) == []
    assert ticks.tick() == "Nothing new."
    assert out_of_step(ticks, GOOD[0]) == []


def test_a_request_that_came_to_nothing_is_made_again_a_few_times(
    ticks: Ticks, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ticks.settings.raw / "ny.pdf").write_text("ny %%EOF")
    clock = [1_000_000.0]
    monkeypatch.setattr(triggers.time, "time", lambda: clock[0])
    keys = []
    for _ in range(triggers.MOST_TIMES):
        request = ticks.tick()
        assert isinstance(request, dg.RunRequest)
        keys.append(request.run_key)
        assert ticks.tick() == "1 new; asked for already."
        clock[0] += triggers.ASK_AGAIN_SECONDS * triggers.MOST_TIMES
    assert len(set(keys)) == triggers.MOST_TIMES  # a key that was used is passed over by the daemon
    assert "in vain" in str(ticks.tick())
    (ticks.settings.raw / "annan.pdf").write_text("annan %%EOF")
    assert isinstance(ticks.tick(), dg.RunRequest)


def test_the_cursor_stays_small_and_a_broken_one_is_none(ticks: Ticks) -> None:
    for number in range(50):
        (ticks.settings.raw / f"{number}.pdf").write_text(f"{number} %%EOF")
    for cursor in (None, "", "[]", "{", '{"digest": 1}'):
        ticks.cursor = cursor
        assert isinstance(ticks.tick(), dg.RunRequest)
    assert ticks.cursor is not None
    assert len(ticks.cursor) < 100
    assert set(json.loads(ticks.cursor)) == {"digest", "times", "asked_at"}


def test_nothing_is_asked_for_while_a_build_works_or_the_folder_is_away(ticks: Ticks) -> None:
    (ticks.settings.raw / "ny.pdf").write_text("ny %%EOF")
    with single_writer(ticks.settings.lock, 0):
        assert ticks.tick() == "1 new; a build is under way."
    ticks.settings.raw.rename(ticks.settings.raw.with_name("away"))
    assert str(ticks.tick()).startswith("There is no folder of reports")


def test_a_removal_waits_for_what_is_being_written(ticks: Ticks) -> None:
    """A file moved from another disk is written anew, and away until it is whole."""
    (ticks.settings.raw / "under" / f"{GOOD[1]}.pdf").unlink()
    (ticks.settings.raw / "ny.pdf").write_text("half")
    assert "what is removed may be what is being written" in str(ticks.tick())
    (ticks.settings.raw / "ny.pdf").write_text("whole %%EOF")
    assert isinstance(ticks.tick(), dg.RunRequest)


def test_a_run_whose_process_was_killed_is_told_of_as_failed(ticks: Ticks) -> None:
    job = ticks.definitions.resolve_job_def(BUILD)
    killed, going = (ticks.instance.create_run_for_job(job) for _ in range(2))
    for run in (killed, going):
        ticks.instance.handle_new_event(_started(run))
    signs = "import sys, time; from assets.housekeeping import sign; from pipelines.settings import Settings; "
    signs += "sign(Settings(warehouse=sys.argv[1]), sys.argv[2]); print('held', flush=True); time.sleep(600)"
    words = [sys.executable, "-c", signs, str(ticks.settings.warehouse), killed.run_id]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        housekeeping.sign(ticks.settings, going.run_id)
        assert housekeeping.report_dead_runs(ticks.settings, ticks.instance) == []
        process.send_signal(signal.SIGKILL)
        process.wait()
    ticks.tick()
    found = {run.run_id: run.status for run in ticks.instance.get_runs()}
    assert found[killed.run_id] is dg.DagsterRunStatus.FAILURE
    assert found[going.run_id] is dg.DagsterRunStatus.STARTED
    assert housekeeping.report_dead_runs(ticks.settings, ticks.instance) == []


def _started(run: dg.DagsterRun) -> dg.EventLogEntry:
    event = dg.DagsterEvent("PIPELINE_START", run.job_name)
    return dg.EventLogEntry(None, "info", "", run.run_id, time.time(), dagster_event=event, job_name=run.job_name)


# --- the clock ------------------------------------------------------------------------------------------------------


def nights(at: str, first: datetime, last: datetime) -> list[datetime]:
    """When Dagster ticks between two moments, in local time."""
    schedule = triggers.nightly(Settings(nightly_at=at))
    assert isinstance(schedule.cron_schedule, str)
    assert schedule.execution_timezone == "Europe/Stockholm"
    form = "%Y-%m-%dT%H:%M:%S%z"
    windows = dg.TimeWindowPartitionsDefinition(
        start=first, fmt=form, timezone=schedule.execution_timezone, cron_schedule=schedule.cron_schedule
    )
    keys = windows.get_partition_keys(current_time=last + timedelta(days=2))
    ticks = [datetime.strptime(key, form).astimezone(STOCKHOLM) for key in keys]
    return [tick for tick in ticks if tick < last]


@pytest.mark.parametrize("at", ["01:30", "02:30", "00:00", "03:00"])
def test_every_night_of_many_years_has_one_build(at: str) -> None:
    """Also those on which the clock is set forward, past 02:30, and back, so that there are two of it."""
    first, last = datetime(2024, 1, 1, tzinfo=STOCKHOLM), datetime(2034, 1, 1, tzinfo=STOCKHOLM)
    ticks = nights(at, first, last)
    dates = [tick.date() for tick in ticks]
    assert dates == [(first + timedelta(days=n)).date() for n in range((last - first).days)]
    if at == "01:30":
        assert {tick.strftime("%H:%M") for tick in ticks} == {"01:30"}
        in_utc = [tick.astimezone(UTC) for tick in ticks]
        between = Counter(later - earlier for earlier, later in pairwise(in_utc))
        hours = {n: timedelta(hours=n) for n in (23, 24, 25)}
        assert between == {hours[24]: len(ticks) - 21, hours[23]: 10, hours[25]: 10}


def test_the_night_tries_again_what_broke_down_and_leaves_half_written_files() -> None:
    context = dg.build_schedule_context(scheduled_execution_time=datetime(2026, 3, 29, 1, 30, tzinfo=STOCKHOLM))
    (request,) = triggers.nightly(Settings()).evaluate_tick(context).run_requests or []
    config = request.run_config["ops"]["extract"]["config"]
    assert (config["retry_failed"], config["settled"], config["force"]) == (True, True, False)
    assert request.run_config["ops"]["publish"]["config"] == {"approve": False}


@pytest.mark.parametrize("values", [{"nightly_at": "24:00"}, {"nightly_at": "1.30"}, {"timezone": "Europe/Boras"}])
def test_a_wrong_clock_is_told(values: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=next(iter(values))):
        Settings(**values)
