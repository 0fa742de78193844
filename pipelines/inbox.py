"""What the last build saw in the folder of reports, and when a file there is whole.

``inbox.json`` in the warehouse has, for each file, what tells cheaply whether it still is the one that was hashed: so
that a night on which nothing changed opens no report, and a look into the folder costs a listing of it. It is a cache:
when it is missing or broken, everything is hashed again.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipelines.store import StoreError

RACY_NS = 2 * 10**9
"""A file that changed this shortly before it was looked at could change again with the same times: the coarsest clock
of a file system in use ticks every two seconds."""
FORMAT = 1
TAIL = 1024
"""Bytes at the end of a PDF in which its end mark stands."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A file as it was when it was hashed."""

    size: int
    mtime_ns: int
    ctime_ns: int
    """Of the last change of bytes, name or rights. Set by the kernel alone, unlike `mtime_ns`."""
    inode: int
    hashed_ns: int
    """When it was looked at."""
    sha256: str | None
    """None where there are no bytes to read."""

    def is_of(self, info: os.stat_result) -> bool:
        """Whether these still are the bytes that were hashed, as far as the file system can tell."""
        same = (self.size, self.mtime_ns, self.ctime_ns, self.inode) == (
            info.st_size,
            info.st_mtime_ns,
            info.st_ctime_ns,
            info.st_ino,
        )
        return same and self.sha256 is not None and self.ctime_ns < self.hashed_ns - RACY_NS


@dataclass(frozen=True, slots=True)
class Settling:
    """When a file is taken to be whole: left alone for a while and ending as a PDF does, or left alone for long."""

    now_ns: int
    quiet_seconds: float
    patience_seconds: float
    """After this time without a change a file that lacks its end is read as it is, and told of as damaged."""

    def is_settled(self, info: os.stat_result, file: BinaryIO) -> bool:
        """Whether the open file looks whole. A change dated in the future, by a clock set back since, is long ago."""
        age = abs(self.now_ns - info.st_ctime_ns) / 10**9
        if age < self.quiet_seconds:
            return False
        if age >= self.patience_seconds:
            return True
        file.seek(max(0, info.st_size - TAIL))
        ended = b"%%EOF" in file.read(TAIL)
        file.seek(0)
        return ended


@dataclass(frozen=True, slots=True)
class Inbox:
    """What the last build saw."""

    files: Mapping[str, Sighting]
    """By name."""
    families: str | None = None
    """Version of all family files as it read them; None where that was not kept."""


def load(path: Path) -> Inbox:
    """What is kept at `path`; nothing when there is nothing or it cannot be trusted."""
    try:
        told = json.loads(path.read_bytes())
        if told["format"] != FORMAT:
            return Inbox({})
        return Inbox({name: Sighting(*one) for name, one in told["files"].items()}, told.get("families"))
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return Inbox({})


def save(path: Path, seen: Inbox) -> None:
    """Put what was seen in the place of what is kept, whole or not at all. Raises StoreError when that fails."""
    fresh = path.with_name(f".{path.name}.new")
    files = {
        name: [one.size, one.mtime_ns, one.ctime_ns, one.inode, one.hashed_ns, one.sha256]
        for name, one in sorted(seen.files.items())
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # ascii, since a name may hold bytes that are no text
        fresh.write_text(
            json.dumps({"format": FORMAT, "families": seen.families, "files": files}, ensure_ascii=True),
            encoding="ascii",
        )
        fresh.replace(path)
    except OSError as error:
        raise StoreError(f"Cannot write {path}: {error}") from error


def now_ns() -> int:
    """The time that files are dated by."""
    return time.time_ns()
