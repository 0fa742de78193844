"""Processes that are killed at any moment: the build, the process that forks, the one that reads."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from pathlib import Path

import pytest
from faults.conftest import Faults
from faults.elsewhere import to_a_step
from faults.house import House, wait_for_end_of
from unit import fake_extract

from pipelines.build import build
from pipelines.events import Event, Started

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

HURRY = 0.03
"""Seconds after a step within which most kills at any moment fall; some fall much later, while reports are read."""


def steps_of(house: House, folder: Path) -> int:
    """How often a build of the reports as they are now changes something in a folder."""
    house.change(4)
    process = house.start(to_a_step, folder, 10**9, False)
    steps: int = process.told.recv()
    assert process.wait() == 0, process.words()
    return steps


def kill(house: House, folder: Path, step: int, stops: bool, delay: float = 0.0) -> str:
    """Build and kill that build at a step, or some time after it; what it was at, as its leftovers tell."""
    process = house.start(to_a_step, folder, step, stops)
    with contextlib.suppress(EOFError):
        process.told.recv()
        time.sleep(delay)
        process.kill()
    code = process.wait()
    assert code in (0, -signal.SIGKILL), process.words()
    wait_for_end_of(house.settings.warehouse)
    at = house.leftovers() if code else "not killed: done before"
    house.check_whole()
    return at


@pytest.fixture(params=["at any step", "at any moment"])
def moment(request: pytest.FixtureRequest) -> str:
    """When it is killed: exactly before something on disk changes, or anywhere between two changes and in C code."""
    return str(request.param)


def test_a_build_is_killed(house: House, faults: Faults, moment: str) -> None:
    """200 times, every other time as it publishes. Now and then the build that mends it is killed too."""
    folders = house.settings.warehouse, house.settings.snapshots
    steps_of(house, folders[0])  # the first build makes more than others do
    most = {folder: steps_of(house, folder) for folder in folders}
    assert house.published() == house.facts
    house.build()
    for number in faults.times(2, 100):
        house.change()
        again = True
        while again:
            folder = folders[number % 2]
            step = house.random.randint(1, most[folder])
            if moment == "at any step":
                faults.came(f"killed: {kill(house, folder, step, stops=True)}")
            else:
                delay = house.random.expovariate(1 / HURRY)
                faults.came(f"killed: {kill(house, folder, step, stops=False, delay=delay)}")
            again = house.random.random() < 0.2
            if house.random.random() < 0.5:
                house.change(1)
        house.build()
        house.check_done()
        faults.came("whole at once and after the next build")


def children_of(process: int) -> list[int]:
    with contextlib.suppress(OSError):
        told = Path(f"/proc/{process}/task/{process}/children").read_text()
        return [int(child) for child in told.split()]
    return []


def is_host(process: int) -> bool:
    """Whether it is the process that forks readers; pytest has children of its own."""
    with contextlib.suppress(OSError):
        return b"pipelines.worker_host" in Path(f"/proc/{process}/cmdline").read_bytes()
    return False


@pytest.mark.parametrize("which", ["host", "reader"])
def test_a_process_of_the_readers_is_killed(house: House, faults: Faults, which: str) -> None:
    """The build goes on; a report whose process was killed is told of, and the next build that retries reads it."""
    for _ in faults.times(1, 20):
        house.change(8)
        for path in house.settings.raw.glob("*.pdf"):
            path.write_text(f"{path.read_text()}wait 0.02\n")
        left = house.random.randint(1, 6)

        def harm(event: Event) -> None:
            nonlocal left
            if isinstance(event, Started):
                left -= 1
            if left == 0:
                left = -1
                hosts = [child for child in children_of(os.getpid()) if is_host(child)]
                for victim in hosts if which == "host" else [child for host in hosts for child in children_of(host)]:
                    with contextlib.suppress(OSError):
                        os.kill(victim, signal.SIGKILL)
                        faults.came("killed")

        built = build(house.settings, extract=fake_extract.extract, on_event=harm)
        for failed in built.ingested.failed:
            assert failed.error_kind == "crash"
            assert failed.error_detail == (
                "The process that read it was killed from outside; the machine may be out of memory."
            )
            faults.came("reports told of")
        house.build(retry_failed=True)
        house.check_done()
        faults.came("whole after the next build")
