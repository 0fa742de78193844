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
from faults.house import House, wait_for_end_of
from unit import fake_extract

from pipelines.build import build
from pipelines.events import Event, Started

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

KILL_AT = """
import signal
CHANGES = "os.rename os.mkdir os.remove os.symlink os.rmdir os.chmod os.truncate os.utime shutil.rmtree".split()
left = {at}
def count(event, arguments):
    global left
    path = str(arguments[0]) if arguments else ""
    if event == "open":
        changes = bool(arguments[2] & (os.O_CREAT | os.O_WRONLY | os.O_RDWR))
    else:
        changes = event in CHANGES
    if changes and path.startswith(str(house.warehouse)):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
build_it()
print({at} - left)
"""
"""A build that kills itself when it is about to change its folder for the so-manieth time; says how often it did."""


def steps_of(house: House) -> int:
    """How often a build of the folder as it is now changes something on disk."""
    process = house.start(KILL_AT.format(at=10**9))
    told, errors = process.communicate()
    assert process.returncode == 0, errors
    return int(told)


def test_a_build_is_killed_at_any_step(house: House, faults: Faults) -> None:
    house.change(6)
    most = steps_of(house)
    assert house.published() == house.facts
    house.build()
    for _ in faults.times(2, 120):
        house.change()
        process = house.start(KILL_AT.format(at=house.random.randint(1, most)))
        _, errors = process.communicate()
        assert process.returncode in (0, -signal.SIGKILL), errors
        faults.came("killed" if process.returncode else "done before")
        wait_for_end_of(house.settings.warehouse)
        house.check_whole()
        house.build()
        house.check_done()
        faults.came("whole at once and after the next build")


def test_a_build_is_killed_at_any_moment(house: House, faults: Faults) -> None:
    house.change(6)
    house.build()
    began = time.monotonic()
    house.start().communicate()
    whole = time.monotonic() - began
    for _ in faults.times(1, 80):
        house.change()
        process = house.start()
        time.sleep(house.random.uniform(0.25, 1.1) * whole)
        process.kill()
        process.communicate()
        faults.came("killed" if process.returncode else "done before")
        wait_for_end_of(house.settings.warehouse)
        house.check_whole()
        house.build()
        house.check_done()
        faults.came("whole at once and after the next build")


def children_of(process: int) -> list[int]:
    with contextlib.suppress(OSError):
        told = Path(f"/proc/{process}/task/{process}/children").read_text()
        return [int(child) for child in told.split()]
    return []


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
                hosts = children_of(os.getpid())
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
