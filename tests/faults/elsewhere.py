"""Builds in processes of their own, to be killed: forked from one that has all loaded, so that many are cheap."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from unit import fake_extract

from pipelines.build import build
from pipelines.settings import Settings

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["pipelines.build", "unit.fake_extract"])
CHANGES = frozenset(
    {
        *("os.rename", "os.mkdir", "os.remove", "os.symlink", "os.rmdir"),
        *("os.chmod", "os.truncate", "os.utime", "shutil.rmtree"),
    }
)
"""Audit events of what changes a folder, beside files opened to be written."""

Do = Callable[..., None]


class Elsewhere:
    """A process that does something to a warehouse; what it says goes to a file."""

    def __init__(self, do: Do, settings: Settings, *rest: object) -> None:
        self.said = settings.raw.parent / "said.txt"
        self.told, end = FORKS.Pipe(duplex=False)
        # several at once write to one file, each at its end
        self.process = FORKS.Process(target=_run, args=(do, settings, self.said, end, *rest))
        self.process.start()
        end.close()

    def kill(self) -> None:
        """With signal 9."""
        self.process.kill()

    def wait(self) -> int:
        """Its exit code; minus the signal when it was killed."""
        self.process.join()
        self.told.close()
        code = self.process.exitcode
        self.process.close()
        assert code is not None
        return code

    def words(self) -> str:
        """What it, and others before it, wrote to standard output and error."""
        return self.said.read_text(encoding="utf-8", errors="replace")


def _run(do: Do, settings: Settings, said: Path, told: Connection, *rest: object) -> None:
    descriptor = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    do(settings, told, *rest)


def whole(settings: Settings, told: Connection) -> None:
    """A build."""
    build(settings, extract=fake_extract.extract)


def plainly(settings: Settings, told: Connection) -> None:
    """A build that says what the command line would say when it fails."""
    try:
        whole(settings, told)
    except Exception as error:
        if isinstance(error, OSError) or type(error).__module__.startswith("pipelines."):
            sys.exit(str(error))
        raise


def powerless(settings: Settings, told: Connection) -> None:
    """A build by a root for whom rights count as for everyone else; for another user it changes nothing."""
    libc = ctypes.CDLL(None)
    for power in (1, 2):  # to write and to read whatever the rights of a file say
        libc.prctl(24, power, 0, 0, 0)
    assert libc.capset((ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()) == 0
    plainly(settings, told)


def to_a_step(settings: Settings, told: Connection, folder: Path, last: int, stops: bool) -> None:
    """A build that says when it is about to change something in a folder for the `last` time, counted from 1.

    There it `stops`, for whoever started it to kill it at this very step, or goes on. In the end it says how often it
    changed something.
    """
    steps = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal steps
        path = str(arguments[0]) if arguments else ""
        if event == "open":
            changes = isinstance(arguments[2], int) and bool(arguments[2] & (os.O_CREAT | os.O_WRONLY | os.O_RDWR))
        else:
            changes = event in CHANGES
        if changes and path.startswith(str(folder)):
            steps += 1
            if steps == last:
                told.send("there")
                if stops:
                    time.sleep(600)

    sys.addaudithook(count)
    whole(settings, told)
    told.send(steps)
