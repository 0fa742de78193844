"""A copy of the warehouse in a bucket: records, published generations, and what cannot be made again.

The warehouse itself stays on a disk, where links and locks work; after each build the copy is brought in line with it.
A machine that starts with an empty disk begins from the copy, so no machine has to live for long. Generations are
uploaded whole before ``current.json`` names them, which is one object and so changes in one step. One machine at a
time may build into one copy: nothing there can hold a lock.

::

    <mirror>/records/<report_id>/<table>.parquet  receipt.json      records.json  first_seen.tsv  removed.jsonl
    <mirror>/snapshots/<name>/  rapportlager.duckdb  parquet/<table>/part-0.parquet  manifest.json
    <mirror>/current.json       {"snapshot": "<name>"}
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipelines import snapshots, store
from pipelines.remote import open_place, reaching, side_by_side
from pipelines.settings import Settings

INDEX = "records.json"
"""For each report in the copy the hash of its receipt, which has the hashes of all else."""
CURRENT = "current.json"


def pull(settings: Settings) -> int:
    """Fill a warehouse that lacks them with records, generations and history from the copy; how many reports came.

    Raises RemoteError and StoreError.
    """
    if settings.mirror is None:
        return 0
    filesystem, root = open_place(settings.mirror)
    with reaching(f"{settings.mirror} cannot be read"):
        store.clean(settings.records)
        for path in _history(settings):
            if not path.exists() and filesystem.exists(f"{root}/{path.name}"):
                _get(filesystem, f"{root}/{path.name}", path)
        held = set(store.stored_ids(settings.records))
        missing = sorted(_index(filesystem, root).keys() - held)
        side_by_side(lambda report_id: _pull_report(filesystem, root, settings, report_id), missing)
        if snapshots.current(settings) is None:
            _pull_snapshots(filesystem, root, settings)
    return len(missing)


def push_records(settings: Settings) -> int:
    """Bring the copy of the records in line with them; how many reports were sent or removed. Raises RemoteError."""
    if settings.mirror is None:
        return 0
    filesystem, root = open_place(settings.mirror)
    with reaching(f"The copy at {settings.mirror} cannot be brought up to date"):
        there = _index(filesystem, root)
        here = {report_id: _receipt_digest(settings, report_id) for report_id in store.stored_ids(settings.records)}
        changed = sorted(report_id for report_id, digest in here.items() if there.get(report_id) != digest)
        gone = sorted(there.keys() - here.keys())
        side_by_side(lambda report_id: _push_report(filesystem, root, settings, report_id), changed)
        side_by_side(lambda report_id: _remove(filesystem, f"{root}/records/{report_id}"), gone)
        if changed or gone:
            _put(filesystem, json.dumps(here, sort_keys=True).encode(), f"{root}/{INDEX}")
        for path in _history(settings):
            if path.exists():
                _put(filesystem, path.read_bytes(), f"{root}/{path.name}")
    return len(changed) + len(gone)


def push_snapshot(settings: Settings) -> bool:
    """Send the published generation unless the copy has it; remove those kept no more. Raises RemoteError."""
    name = snapshots.current(settings)
    if settings.mirror is None or name is None:
        return False
    filesystem, root = open_place(settings.mirror)
    with reaching(f"The copy at {settings.mirror} cannot be brought up to date"):
        is_new = _current(filesystem, root) != name
        if is_new:
            folder = settings.snapshots / name
            files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
            place = f"{root}/snapshots/{name}"
            side_by_side(
                lambda path: filesystem.put_file(str(path), f"{place}/{path.relative_to(folder).as_posix()}"), files
            )
            _put(filesystem, json.dumps({"snapshot": name}).encode(), f"{root}/{CURRENT}")
        kept = {*snapshots.names(settings), name}
        _remove_all(
            filesystem, [place for place in _folders(filesystem, f"{root}/snapshots") if _last(place) not in kept]
        )
    return is_new


def _history(settings: Settings) -> tuple[Path, ...]:
    """Files that only grow and cannot be made again."""
    return settings.first_seen, settings.removed


def _index(filesystem: Any, root: str) -> dict[str, str]:
    try:
        told = json.loads(filesystem.cat_file(f"{root}/{INDEX}"))
    except (FileNotFoundError, ValueError):
        return {}
    return {name: digest for name, digest in told.items() if _is_name(name)} if isinstance(told, dict) else {}


def _is_name(name: str) -> bool:
    """Whether this can be a folder of records and nothing else."""
    return name not in ("", ".", "..") and "/" not in name and not name.startswith(".")


def _current(filesystem: Any, root: str) -> str | None:
    try:
        name = json.loads(filesystem.cat_file(f"{root}/{CURRENT}"))["snapshot"]
    except (FileNotFoundError, ValueError, LookupError, TypeError):
        return None
    return name if isinstance(name, str) and snapshots.NAME.fullmatch(name) else None


def _receipt_digest(settings: Settings, report_id: str) -> str:
    try:
        return hashlib.sha256((settings.records / report_id / store.RECEIPT).read_bytes()).hexdigest()
    except OSError:
        return ""


def _pull_report(filesystem: Any, root: str, settings: Settings, report_id: str) -> None:
    """One report's folder, moved in whole; what does not hold what its receipt says is read again by the next build."""
    staging = store.staging_folder(settings.records, report_id)
    for place in filesystem.find(f"{root}/records/{report_id}"):
        if _is_name(_last(place)):
            _get(filesystem, place, staging / _last(place))
    store.remove(settings.records, report_id)
    staging.rename(settings.records / report_id)


def _push_report(filesystem: Any, root: str, settings: Settings, report_id: str) -> None:
    """The files, then the receipt that vouches for them, then away with what it does not name."""
    folder, place = settings.records / report_id, f"{root}/records/{report_id}"
    files = {path.name for path in folder.iterdir() if path.is_file()}
    for name in sorted(files - {store.RECEIPT}) + sorted(files & {store.RECEIPT}):
        filesystem.put_file(str(folder / name), f"{place}/{name}")
    _remove_all(filesystem, [path for path in filesystem.find(place) if _last(path) not in files])


def _pull_snapshots(filesystem: Any, root: str, settings: Settings) -> None:
    """The generations of the copy; the one it names becomes the published one."""
    current = _current(filesystem, root)
    if current is None:
        return
    settings.snapshots.mkdir(parents=True, exist_ok=True)
    last = None
    for place in _folders(filesystem, f"{root}/snapshots"):
        name = _last(place)
        if snapshots.NAME.fullmatch(name) is None or (settings.snapshots / name).exists():
            continue
        folder = settings.snapshots / f"{snapshots.BUILDING}{name}"
        shutil.rmtree(folder, ignore_errors=True)
        for path in filesystem.find(place):
            inner = path[len(place.rstrip("/")) + 1 :]
            if all(map(_is_name, inner.split("/"))):
                _get(filesystem, path, folder / inner)
        if name != current:
            folder.rename(settings.snapshots / name)
        else:
            last = folder
    if last is not None:
        snapshots.publish(settings, current, last)


def _folders(filesystem: Any, place: str) -> list[str]:
    try:
        found = filesystem.ls(place, detail=True)
    except FileNotFoundError:
        return []
    return [str(one["name"]) for one in found if one["type"] == "directory"]


def _last(place: str) -> str:
    return place.rstrip("/").rpartition("/")[2]


def _get(filesystem: Any, place: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    filesystem.get_file(place, str(fresh))
    fresh.replace(path)


def _put(filesystem: Any, content: bytes, place: str) -> None:
    filesystem.pipe_file(place, content)


def _remove(filesystem: Any, place: str) -> None:
    if filesystem.exists(place):
        filesystem.rm(place, recursive=True)


def _remove_all(filesystem: Any, places: Iterable[str]) -> None:
    for place in places:
        _remove(filesystem, place)
