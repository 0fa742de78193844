"""Published generations: immutable folders, and the one link that says which is current.

::

    <warehouse>/snapshots/000007-20260301T013000Z/   rapportlager.duckdb  parquet/<table>/part-0.parquet  manifest.json
    <warehouse>/current              -> snapshots/000007-20260301T013000Z       the only link that a publication moves
    <warehouse>/rapportlager.duckdb  -> current/rapportlager.duckdb             never touched again
    <warehouse>/parquet              -> current/parquet
    <warehouse>/manifest.json        -> current/manifest.json

So database, Parquet and manifest change in one step. DuckDB resolves links when it opens a file: whoever has the old
generation open keeps it, whoever opens anew gets the new one, and a write-ahead log that a killed client leaves lies
beside the generation it belongs to.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from pipelines.settings import Settings

BUILDING = ".building-"
NAME = re.compile(r"\d{6,}-\d{8}T\d{6}Z")


REFUSED = "refused"
"""Folder of the last generation that was made and not published, since rows were lost."""


class UnknownSnapshotError(Exception):
    """A snapshot was asked for that is not kept."""


class PublicationError(Exception):
    """A database could not be put in its place; the published one, if any, is as it was."""


def names(settings: Settings) -> list[str]:
    """Published generations, the oldest first. Their numbers tell the order, since clocks are set back at times."""
    if not settings.snapshots.is_dir():
        return []
    found = [path.name for path in settings.snapshots.iterdir() if NAME.fullmatch(path.name)]
    return sorted(found, key=lambda name: int(name.partition("-")[0]))


def current(settings: Settings) -> str | None:
    """Name of the published generation; None when nothing was published."""
    if not settings.current.is_symlink() or not settings.current.is_dir():
        return None
    return settings.current.readlink().name


def manifest(settings: Settings, name: str) -> dict[str, Any] | None:
    """What a generation holds; None when its manifest is missing or broken."""
    try:
        told = json.loads((settings.snapshots / name / "manifest.json").read_bytes())
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) else None


def begin(settings: Settings, now: datetime) -> tuple[str, Path]:
    """Name and empty folder of a new generation made at `now`, UTC; leftovers of killed publications are removed."""
    settings.snapshots.mkdir(parents=True, exist_ok=True)
    for path in settings.snapshots.glob(f"{BUILDING}*"):
        shutil.rmtree(path)
    existing = names(settings)
    number = 1 + (int(existing[-1].partition("-")[0]) if existing else 0)
    name = f"{number:06d}-{now:%Y%m%dT%H%M%SZ}"
    folder = settings.snapshots / f"{BUILDING}{name}"
    folder.mkdir()
    return name, folder


def discard(folder: Path) -> None:
    """Remove the folder of a generation that is not going to be published; one that was named is left alone."""
    shutil.rmtree(folder, ignore_errors=True)


def is_linked(settings: Settings) -> bool:
    """Whether every link of the published generation is in its place."""
    return settings.current.is_symlink() and all(
        link.is_symlink() and os.fspath(link.readlink()) == target for link, target in _links(settings)[1:]
    )


def publish(settings: Settings, name: str, folder: Path) -> None:
    """Make the finished `folder` the current generation, and remove those that are not kept.

    Everything is on disk before the link moves, so that after a power cut the link leads to whole files. Raises
    PublicationError when something else than a link stands where a link belongs.
    """
    for link, _ in _links(settings):
        if link.exists() and not link.is_symlink():
            raise PublicationError(f"{link} is in the way: no publication made it. Move it away and try again.")
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            path.chmod(0o444)  # a forgotten read_only=True is refused instead of changing what is published
        _sync(path)
    _sync(folder)
    folder.rename(settings.snapshots / name)
    _sync(settings.snapshots)
    for link, target in _links(settings):
        if link == settings.current or not link.is_symlink() or os.fspath(link.readlink()) != target:
            _point(link, target if link != settings.current else f"{settings.snapshots.name}/{name}")
    _sync(settings.warehouse)
    prune(settings)


def _links(settings: Settings) -> list[tuple[Path, str]]:
    """Each link and what it leads to; the one that moves comes first, or the others would lead nowhere for a moment."""
    fixed = [(path, f"{settings.current.name}/{path.name}") for path in (settings.database, settings.parquet)]
    return [(settings.current, ""), *fixed, (settings.manifest, f"{settings.current.name}/{settings.manifest.name}")]


def _point(link: Path, target: str) -> None:
    fresh = link.with_name(f".{link.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(link)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def refuse(settings: Settings, folder: Path) -> None:
    """Keep the folder of a generation that was not published as the one to look at; the last one makes room."""
    discard(settings.snapshots / REFUSED)
    folder.rename(settings.snapshots / REFUSED)


def find(settings: Settings, word: str) -> Path:
    """The folder of a generation: by name, the beginning of its name, its number, ``current``, ``previous`` (the one
    before the current one) or ``refused``. Raises UnknownSnapshotError.
    """
    kept, now = names(settings), current(settings)
    match word:
        case "current":
            found = [now] if now else []
        case "previous":
            found = kept[: kept.index(now)][-1:] if now in kept else []
        case _ if word == REFUSED:
            found = [REFUSED] if (settings.snapshots / REFUSED).is_dir() else []
        case _:
            number = word.lstrip("0") if word.isdecimal() else None
            found = [name for name in kept if name.partition("-")[0].lstrip("0") == number or name == word]
            found = found or [name for name in kept if name.startswith(word)]
    if len(found) != 1:
        there = ", ".join([*kept, *([REFUSED] if (settings.snapshots / REFUSED).is_dir() else [])]) or "none"
        raise UnknownSnapshotError(f"There is {'no' if not found else 'more than one'} snapshot {word}. Kept: {there}.")
    return settings.snapshots / found[0]


def holders(settings: Settings) -> dict[str, str]:
    """By hash of a file's bytes the last snapshot that has rows of it."""
    found: dict[str, str] = {}
    for name in names(settings):
        told = manifest(settings, name) or {}
        reports = told.get("reports")
        for report in reports.values() if isinstance(reports, dict) else ():
            if isinstance(report, dict) and report.get("sha256") and report.get("rows"):
                found[report["sha256"]] = name
    return found


def kept(settings: Settings) -> set[str]:
    """Names of generations to keep: the last `snapshots_kept`, the last of each of the last `monthly_snapshots_kept`
    months that have any, and the current one, whatever its number.
    """
    every = names(settings)
    monthly = {name.partition("-")[2][:6]: name for name in every}
    months = sorted(monthly)[-settings.monthly_snapshots_kept :] if settings.monthly_snapshots_kept else []
    return {*every[-settings.snapshots_kept :], *(monthly[month] for month in months), current(settings) or ""}


def prune(settings: Settings) -> None:
    """Remove all generations that are not to be kept."""
    keep = kept(settings)
    for name in names(settings):
        if name not in keep:
            # renamed first, so that a generation half removed is not taken for one
            doomed = settings.snapshots / f"{BUILDING}{name}"
            (settings.snapshots / name).rename(doomed)
            shutil.rmtree(doomed)
