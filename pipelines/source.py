"""Reports that lie in a bucket: a copy of each is kept in the folder of reports, and all else works as on a disk.

What changed is told by the listing alone (the hash that the store itself gives each object, and its size), so a night
costs a listing and what is new. The copy is a cache: whoever deletes it pays for fetching it again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipelines.documents import LARGEST, RawFolderError
from pipelines.remote import open_place, reaching, side_by_side
from pipelines.settings import Settings
from pipelines.store import StoreError

LONGEST = 255
"""Bytes of a file's name."""
PARTS = ".fetching"
_TAGS = ("ETag", "etag", "md5", "md5Hash", "content_hash", "ino", "LastModified", "mtime", "created")
"""Where file systems put what changes with an object's content, the surest first."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An object and its copy."""

    key: str
    """Its name in the bucket, under the folder that was named."""
    tag: str
    """What the store says of its content."""
    size: int
    refused: str | None = None
    """Why there is no copy; None when there is one."""


def fetch(settings: Settings) -> dict[str, Fetched]:
    """Bring the folder of reports in line with the bucket; each copy by its path under the folder.

    Does nothing where reports lie on a disk. Raises RemoteError, RawFolderError when there is nothing in the bucket,
    and StoreError when a copy cannot be kept.
    """
    if settings.source is None:
        return {}
    filesystem, root = open_place(settings.source)
    with reaching(f"{settings.source} cannot be listed"):
        found: dict[str, dict[str, Any]] = filesystem.find(root, detail=True)
    if not found:
        raise RawFolderError(f"There is nothing at {settings.source}.")
    listed = {path[len(root) + 1 :]: about for path, about in found.items() if path.lower().endswith(".pdf")}
    names = local_names(listed)
    known = load(settings.fetched)
    now: dict[str, Fetched] = {}
    fresh: list[tuple[str, Fetched]] = []
    for key, about in listed.items():
        one = Fetched(key, _tag(about), int(about.get("size") or 0))
        if known.get(names[key]) == one and (settings.raw / names[key]).is_file():
            now[names[key]] = one
        else:
            fresh.append((names[key], one))
    try:
        shutil.rmtree(settings.raw / PARTS, ignore_errors=True)
        (settings.raw / PARTS).mkdir(parents=True)
        _remove(settings.raw, known.keys() - names.values())
        done = side_by_side(lambda task: _copy(filesystem, root, settings.raw, *task), fresh)
        now |= {name: one for name, one in done if one is not None}
        shutil.rmtree(settings.raw / PARTS, ignore_errors=True)
        _save(settings.fetched, now)
    except OSError as error:
        raise StoreError(f"Cannot keep copies of reports in {settings.raw}: {error}") from error
    return now


def origin(settings: Settings, fetched: Mapping[str, Fetched], name: str) -> str | None:
    """The URL that a copy was fetched from; None for a report that lies on a disk."""
    return f"{settings.source}/{fetched[name].key}" if name in fetched else None


def _tag(about: Mapping[str, Any]) -> str:
    return next((f"{name} {about[name]}" for name in _TAGS if about.get(name)), "")


def _copy(filesystem: Any, root: str, folder: Path, name: str, one: Fetched) -> tuple[str, Fetched | None]:
    """Fetch one object; with the reason where it is refused, None where it has gone meanwhile."""
    place = folder / name
    part = folder / PARTS / hashlib.sha256(name.encode()).hexdigest()
    place.parent.mkdir(parents=True, exist_ok=True)
    refused = None
    part.touch()
    if one.size > LARGEST:
        os.truncate(part, one.size)  # a file of that length that takes no room: it is told of and never opened
    else:
        try:
            filesystem.get_file(f"{root}/{one.key}", str(part))
        except FileNotFoundError:
            return name, None
        except Exception as error:  # clients raise whatever they like; this object alone is refused
            if isinstance(error, OSError) and error.filename == str(part):
                raise
            refused = f"The store refused it ({type(error).__name__}: {str(error)[:200]})."
            part.write_bytes(b"")
    part.replace(place)
    return name, Fetched(one.key, one.tag if refused is None else "", one.size, refused)


def _remove(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        (folder / name).unlink(missing_ok=True)


def local_names(keys: Iterable[str]) -> dict[str, str]:
    """A path under a folder for each key of a bucket, where a key may be any text: never out of it, never two alike.

    A key that is a good path stays as it is. Parts that no folder can hold are written with ``%``, folders that are
    called like a report get one at their end, and of keys that are one path all but the first a part of their hash.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for key in sorted(keys):
        *folders, last = key.split("/")
        name = "/".join(
            [*map(_part, (f"{one}%" if one.lower().endswith(".pdf") else one for one in folders)), _part(last)]
        )
        if name in taken:
            name = f"{name[:-4][:-20]}%{hashlib.sha256(key.encode()).hexdigest()[:16]}{name[-4:]}"
        names[key] = name
        taken.add(name)
    return names


def _part(part: str) -> str:
    if part in ("", ".", "..", PARTS):
        part = quote(part, safe="").replace(".", "%2E") or "%"
    part = re.sub(r"[\x00]", "%00", part)
    if len(part.encode("utf-8", "surrogateescape")) > LONGEST:
        end = part[-4:] if part.lower().endswith(".pdf") else ""
        part = f"{part[:40]}%{hashlib.sha256(part.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}{end}"
    return part


def load(path: Path) -> dict[str, Fetched]:
    """What was fetched before, by the name of the copy; nothing where that cannot be trusted."""
    try:
        told = json.loads(path.read_bytes())
        return {name: Fetched(**one) for name, one in told.items() if one["refused"] is None}
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return {}


def _save(path: Path, fetched: Mapping[str, Fetched]) -> None:
    fresh = path.with_name(f".{path.name}.new")
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {
        name: {"key": one.key, "tag": one.tag, "size": one.size, "refused": one.refused}
        for name, one in sorted(fetched.items())
    }
    fresh.write_text(json.dumps(told, ensure_ascii=True), encoding="ascii")
    fresh.replace(path)
