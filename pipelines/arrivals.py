"""What happened in the folder of reports since the last build, told without reading a report.

Costs a listing of the folder: only files that look different from the last time are hashed, and half-written ones wait.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines import inbox
from pipelines.documents import Document, printable, survey
from pipelines.inbox import Inbox, Sighting
from pipelines.ingest import settling
from pipelines.settings import Settings
from pipelines.versions import families_changed_at, families_now


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Names of files, as they are printed, by what happened to them."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    """Old and new name."""
    removed: tuple[str, ...]
    waiting: tuple[str, ...]
    """Still being written, so left out of the others."""
    documents: tuple[Document, ...]
    """Reports of `new`, `changed` and `renamed`."""
    found: int
    """Reports there are."""
    families: bool
    """Whether a family file was added, edited or removed since."""
    digest: str
    """16 hex digits: the same for the same happenings since the same build."""
    sightings: dict[str, Sighting]
    """Every file as it was seen, for the next look."""

    def __bool__(self) -> bool:
        """Whether there is anything to build."""
        return bool(self.new or self.changed or self.renamed or self.removed or self.families)

    def __str__(self) -> str:
        counted = {"new": self.new, "changed": self.changed, "renamed": self.renamed, "removed": self.removed}
        parts = [f"{len(names)} {what}" for what, names in counted.items() if names]
        if self.families:
            parts.append("family files changed")
        if self.waiting:
            parts.append(f"{len(self.waiting)} still being written")
        return ", ".join(parts) or "nothing new"


def look(settings: Settings, seen: Mapping[str, Sighting] | None = None) -> Arrivals:
    """Compare the folder with what the last build saw; `seen` are the sightings of an earlier look.

    A file that was touched, moved to another disk and back, or written with the same bytes is not told of. Family files
    are told of once nobody has written to them for as long as a report must rest. Raises RawFolderError.
    """
    last = inbox.load(settings.inbox)
    built, families = last.files, _changed_families(settings, last)
    found = survey(settings.raw, {**built, **(seen or {})}, settling(settings))
    documents = {os.fsdecode(document.name_bytes): document for document in found.documents if not document.waiting}
    fresh = {name: one for name, one in documents.items() if name not in built}
    changed = {name: one for name, one in documents.items() if name in built and built[name].sha256 != one.sha256}
    held = {os.fsdecode(document.name_bytes) for document in found.documents if document.waiting}
    gone = {name: one.sha256 for name, one in built.items() if name not in documents and name not in held}
    by_content = {sha256: name for name, sha256 in sorted(gone.items(), reverse=True) if sha256 is not None}
    renamed = {name: by_content.pop(one.sha256) for name, one in fresh.items() if one.sha256 in by_content}
    removed = sorted(gone.keys() - set(renamed.values()))
    happened = [
        *(("new", name, one.sha256) for name, one in fresh.items() if name not in renamed),
        *(("changed", name, one.sha256) for name, one in changed.items()),
        *(("renamed", name, old) for name, old in renamed.items()),
        *(("removed", name, None) for name in removed),
        *([("families", families, None)] if families else []),
    ]
    return Arrivals(
        new=tuple(one.file_name for name, one in fresh.items() if name not in renamed),
        changed=tuple(one.file_name for one in changed.values()),
        renamed=tuple((printable(old), documents[name].file_name) for name, old in renamed.items()),
        removed=tuple(map(printable, removed)),
        waiting=found.waiting,
        documents=(*fresh.values(), *changed.values()),
        found=len(found.documents),
        families=families is not None,
        digest=_digest(settings.inbox, repr(sorted(happened, key=repr))),
        sightings=found.sightings,
    )


def _changed_families(settings: Settings, last: Inbox) -> str | None:
    """The version of the family files where the last build read by others, and they rest."""
    if last.families is None and not last.files:
        return None  # nothing was built yet: every report is new
    now = families_now()
    rests = abs(inbox.now_ns() / 10**9 - families_changed_at()) >= settings.quiet_seconds
    return now if now != last.families and rests else None


def _digest(built: Path, happened: str) -> str:
    """What happened since this very build: the same file may come, go and come again."""
    when = built.stat().st_mtime_ns if built.exists() else 0
    return hashlib.sha256(f"{when}\0{happened}".encode("utf-8", "surrogateescape")).hexdigest()[:16]


def is_building(settings: Settings) -> bool:
    """Whether a build works on the warehouse right now: told by its lock, which outlives no process."""
    try:
        descriptor = os.open(settings.lock, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)
