"""One writer at a time per warehouse.

``flock`` rather than a file that is made and removed, or a slot in a database: the kernel lets go of it when its holder
dies, however it dies.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path


class WarehouseBusyError(Exception):
    """Another build holds the warehouse and did not finish within the time allowed."""


@contextlib.contextmanager
def single_writer(path: Path, wait_seconds: float, on_wait: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the lock file at `path` until the block ends.

    Calls `on_wait` once with a sentence when another process holds it. Raises WarehouseBusyError when it is still held
    after `wait_seconds`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _take(descriptor, path, wait_seconds, on_wait)
        with contextlib.suppress(OSError):  # on a full disk nobody is told who holds it
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"process {os.getpid()}".encode(), 0)
        yield
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _take(descriptor: int, path: Path, wait_seconds: float, on_wait: Callable[[str], None] | None) -> None:
    end = time.monotonic() + wait_seconds
    told = False
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 200, 0).decode(errors="replace") or "another process"
            if time.monotonic() >= end:
                raise WarehouseBusyError(
                    f"Another build works on {path.parent} ({holder}) and did not finish in {wait_seconds:g} s. "
                    "Try again when it is done."
                ) from None
            if on_wait is not None and not told:
                on_wait(f"Another build works on {path.parent} ({holder}); waiting for it.")
                told = True
            time.sleep(min(0.2, max(end - time.monotonic(), 0.01)))
        else:
            return
