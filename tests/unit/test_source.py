"""Reports in a bucket are read as on a disk, and the warehouse has a copy there to begin from."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import duckdb
import fake_extract
import fsspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import mirror, source, store
from pipelines.build import Built, build
from pipelines.documents import LARGEST, RawFolderError
from pipelines.remote import RemoteError, as_url
from pipelines.settings import Settings
from pipelines.source import local_names

GOOD = b"title Rapport\nproject Cykel 100\n"


@pytest.fixture
def bucket() -> Iterator[Any]:
    """A file system that other tests do not see."""
    filesystem = fsspec.filesystem("memory")
    filesystem.store.clear()
    filesystem.pseudo_dirs[:] = [""]
    yield filesystem
    filesystem.store.clear()
    filesystem.pseudo_dirs[:] = [""]


@pytest.fixture
def far(tmp_path: Path) -> Settings:
    """Reports in one bucket, a copy of the warehouse in another."""
    return Settings(
        source="memory://reports/in",
        mirror="memory://copy/wh",
        warehouse=tmp_path / "warehouse",
        workers=2,
        timeout_seconds=60,
        lock_wait_seconds=0,
    )


def built(settings: Settings, **more: Any) -> Built:
    return build(settings, extract=fake_extract.extract, **more)


def read_ids(done: Built) -> list[str]:
    return sorted(report.report_id for report in done.ingested.read)


def statuses(settings: Settings) -> dict[str, tuple[str, str | None]]:
    with duckdb.connect(str(settings.database), read_only=True) as connection:
        rows = connection.execute("SELECT file_name, status, error_kind FROM reports").fetchall()
    return {name: (status, kind) for name, status, kind in rows}


@pytest.mark.parametrize(
    ("given_raw", "expected"),
    [
        ("s3://bucket/reports", "s3://bucket/reports"),
        ("s3:/bucket/reports/", "s3://bucket/reports"),
        (Path("s3://bucket/reports"), "s3://bucket/reports"),
        ("/data/raw", None),
        ("data/raw", None),
        ("c:/raw", None),
    ],
)
def test_what_is_a_bucket_and_what_a_folder(given_raw: str | Path, expected: str | None) -> None:
    assert as_url(given_raw) == expected


def test_settings_take_buckets_where_folders_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Settings(raw=Path("s3://bucket/reports"), warehouse=tmp_path)
    assert (told.source, told.raw, told.mirror) == ("s3://bucket/reports", tmp_path / "raw", None)
    monkeypatch.setenv("RAPPORTLAGER_RAW", "s3://a/b")
    monkeypatch.setenv("RAPPORTLAGER_WAREHOUSE", "s3://c/d")
    told = Settings()
    assert (told.source, told.mirror) == ("s3://a/b", "s3://c/d")
    assert told.raw == told.warehouse / "raw"
    with pytest.raises(ValueError, match="no URL"):
        Settings(mirror="/a/path")


# --- reports ---------------------------------------------------------------------------------------------------------


def test_only_what_is_new_or_changed_is_fetched_and_read(far: Settings, bucket: Any) -> None:
    bucket.pipe({"/reports/in/a.pdf": GOOD, "/reports/in/2023/b.PDF": GOOD + b"title B\n", "/reports/in/c.txt": b""})
    assert read_ids(built(far)) == ["a", "b"]
    assert statuses(far) == {"a.pdf": ("ok", None), "2023/b.PDF": ("ok", None)}
    assert read_ids(built(far)) == []
    bucket.pipe("/reports/in/a.pdf", GOOD + b"title Ny\n")
    bucket.rm("/reports/in/2023/b.PDF")
    assert read_ids(built(far, settled=True)) == ["a"]
    assert statuses(far) == {"a.pdf": ("ok", None)}


def test_a_copy_that_is_lost_is_fetched_again(far: Settings, bucket: Any) -> None:
    bucket.pipe("/reports/in/a.pdf", GOOD)
    built(far)
    shutil.rmtree(far.raw)
    far.fetched.write_text("garbage")
    assert read_ids(built(far)) == []
    assert (far.raw / "a.pdf").read_bytes() == GOOD


def test_an_object_that_is_refused_costs_itself_alone(
    far: Settings, bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket.pipe({"/reports/in/a.pdf": GOOD, "/reports/in/b.pdf": GOOD + b"title B\n"})
    get = type(bucket).get_file

    def refuse(filesystem: Any, place: str, *rest: Any, **more: Any) -> None:
        if place.endswith("b.pdf"):
            raise PermissionError("Access Denied")
        get(filesystem, place, *rest, **more)

    with monkeypatch.context() as patch:
        patch.setattr(type(bucket), "get_file", refuse)
        built(far)
    assert statuses(far) == {"a.pdf": ("ok", None), "b.pdf": ("failed", "unreadable")}
    built(far)
    assert statuses(far) == {"a.pdf": ("ok", None), "b.pdf": ("ok", None)}


def test_an_object_of_any_length_is_told_of_and_not_fetched(
    far: Settings, bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket.pipe({"/reports/in/a.pdf": GOOD, "/reports/in/b.pdf": GOOD})
    find = type(bucket).find

    def lie(filesystem: Any, *rest: Any, **more: Any) -> Any:
        found = find(filesystem, *rest, **more)
        for path, about in found.items() if isinstance(found, dict) else ():
            if path.endswith("b.pdf"):
                about["size"] = LARGEST + 1
        return found

    monkeypatch.setattr(type(bucket), "find", lie)
    built(far)
    assert statuses(far) == {"a.pdf": ("ok", None), "b.pdf": ("failed", "too_large")}


def test_a_bucket_without_anything_is_not_an_empty_folder(far: Settings, bucket: Any) -> None:
    with pytest.raises(RawFolderError, match="nothing at memory://reports/in"):
        built(far)


def test_a_bucket_that_cannot_be_reached_stops_the_build_with_a_reason(
    far: Settings, bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(bucket), "find", partial(_fail))
    with pytest.raises(RemoteError, match=r"memory://reports/in cannot be listed: ConnectionError: no route"):
        built(far)
    with pytest.raises(RemoteError, match="nosuch://x/y cannot be reached"):
        source.fetch(far.model_copy(update={"source": "nosuch://x/y"}))


def _fail(*_: Any, **__: Any) -> None:
    raise ConnectionError("no route")


@given(st.lists(st.text(st.sampled_from("ab./%å\n\0 ~"), max_size=12).map(lambda key: f"{key}.pdf"), unique=True))
def test_no_key_leads_out_of_the_folder_and_none_hides_another(keys: list[str]) -> None:
    names = local_names(keys)
    assert sorted(names) == sorted(keys)
    assert len(set(names.values())) == len(keys)
    folders = {str(parent) for name in names.values() for parent in PurePosixPath(name).parents}
    for name in names.values():
        parts = name.split("/")
        assert not {"", ".", ".."} & set(parts)
        assert "\0" not in name
        assert name.lower().endswith(".pdf")
        assert name not in folders


def test_a_long_key_has_a_name_that_a_disk_can_hold(tmp_path: Path) -> None:
    keys = [f"{'å' * 300}.pdf", f"{'å' * 301}.pdf", f"{'x' * 999}/a.pdf", "../../etc/a.pdf", "//a.pdf", "år/a.pdf"]
    names = local_names(keys)
    assert names["år/a.pdf"] == "år/a.pdf"
    for name in names.values():
        place = (tmp_path / name).resolve()
        assert place.is_relative_to(tmp_path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch(exist_ok=False)


# --- the copy of the warehouse ---------------------------------------------------------------------------------------


def test_another_machine_begins_from_the_copy(far: Settings, bucket: Any, tmp_path: Path) -> None:
    bucket.pipe({"/reports/in/a.pdf": GOOD, "/reports/in/b.pdf": GOOD + b"title B\n"})
    first = built(far)
    other = far.model_copy(update={"warehouse": tmp_path / "other", "raw": tmp_path / "other" / "raw"})
    again = built(other)
    assert read_ids(again) == []
    assert not again.published.is_new
    assert again.published.snapshot == first.published.snapshot
    assert other.database.read_bytes() == far.database.read_bytes()
    assert other.first_seen.read_bytes() == far.first_seen.read_bytes()
    bucket.pipe("/reports/in/a.pdf", GOOD + b"title Ny\n")
    assert read_ids(built(other)) == ["a"]
    assert json.loads(bucket.cat("/copy/wh/current.json"))["snapshot"].startswith("000002-")


def test_the_copy_holds_what_the_warehouse_holds_and_no_more(far: Settings, bucket: Any) -> None:
    bucket.pipe({f"/reports/in/{name}.pdf": GOOD + b"title %s\n" % name.encode() for name in "abc"})
    for round_ in range(5):
        bucket.pipe("/reports/in/a.pdf", GOOD + b"title %d\n" % round_)
        if round_ == 3:
            bucket.rm("/reports/in/b.pdf")
        built(far)
    there = {path.removeprefix("/copy/wh/") for path in bucket.find("/copy/wh")}
    here = {path.relative_to(far.warehouse).as_posix() for path in far.records.rglob("*") if path.is_file()}
    assert {path for path in there if path.startswith("records/")} == here
    kept = {path.name for path in far.snapshots.iterdir()}
    assert {path.split("/")[1] for path in there if path.startswith("snapshots/")} == kept
    current = json.loads(bucket.cat("/copy/wh/current.json"))["snapshot"]
    assert bucket.cat(f"/copy/wh/snapshots/{current}/rapportlager.duckdb") == far.database.read_bytes()


def test_a_copy_that_was_cut_short_is_made_whole_by_the_next_build(
    far: Settings, bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket.pipe({f"/reports/in/{name}.pdf": GOOD + b"title %s\n" % name.encode() for name in "abc"})
    put, left = type(bucket).put_file, 3

    def cut(filesystem: Any, *rest: Any, **more: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise ConnectionError("gone")
        put(filesystem, *rest, **more)

    with monkeypatch.context() as patch:
        patch.setattr(type(bucket), "put_file", cut)
        with pytest.raises(RemoteError, match="cannot be brought up to date: ConnectionError: gone"):
            built(far)
    done = built(far)
    assert read_ids(done) == []
    assert mirror.push_records(far) == 0
    assert not mirror.push_snapshot(far)


def test_records_spoilt_in_the_copy_are_read_again(far: Settings, bucket: Any, tmp_path: Path) -> None:
    bucket.pipe({"/reports/in/a.pdf": GOOD, "/reports/in/b.pdf": GOOD + b"title B\n"})
    built(far)
    bucket.pipe("/copy/wh/records/a/projects.parquet", b"garbage")
    bucket.pipe("/copy/wh/records.json", bucket.cat("/copy/wh/records.json").replace(b'"b"', b'"../b"'))
    other = far.model_copy(update={"warehouse": tmp_path / "other", "raw": tmp_path / "other" / "raw"})
    assert read_ids(built(other)) == ["a", "b"]
    assert store.stored_ids(other.records) == ["a", "b"]
