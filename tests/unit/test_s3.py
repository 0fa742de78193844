"""The same over the protocol that object stores speak, against a server of this machine."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fake_extract
import pyarrow.parquet as pq
import pytest

from pipelines.build import build
from pipelines.cluster import read_here
from pipelines.remote import RemoteError, open_place
from pipelines.settings import Settings
from pipelines.source import fetch, origin
from pipelines.workers import Job, Limits

moto = pytest.importorskip("moto.server")
pytest.importorskip("s3fs")

GOOD = b"title Rapport\nproject Cykel 100\n"


@pytest.fixture(scope="module")
def bucket() -> Iterator[Any]:
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    told = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in told.items():
            patch.setenv(name, value)
        filesystem, _ = open_place("s3://reports")
        filesystem.mkdir("reports")
        filesystem.mkdir("copies")
        yield filesystem
    server.stop()


@pytest.fixture
def far(bucket: Any, tmp_path: Path) -> Settings:
    return Settings(
        raw="s3://reports/in",
        mirror="s3://copies/wh",
        warehouse=tmp_path / "warehouse",
        workers=2,
        timeout_seconds=60,
        lock_wait_seconds=0,
    )


def test_reports_come_from_a_bucket_and_the_warehouse_goes_to_one(bucket: Any, far: Settings, tmp_path: Path) -> None:
    bucket.pipe_file("reports/in/å 1.pdf", GOOD)
    bucket.pipe_file("reports/in/2023/b.PDF", GOOD + b"title B\n")
    first = build(far, extract=fake_extract.extract)
    assert sorted(report.file_name for report in first.ingested.read) == ["2023/b.PDF", "å 1.pdf"]
    assert build(far, extract=fake_extract.extract).ingested.read == ()
    bucket.pipe_file("reports/in/å 1.pdf", GOOD + b"title Ny\n")
    bucket.rm_file("reports/in/2023/b.PDF")
    second = build(far, extract=fake_extract.extract)
    assert [report.status for report in second.ingested.read] == ["ok"]
    assert second.ingested.removed == ("b",)

    place = f"copies/wh/snapshots/{second.published.snapshot}/parquet/projects/part-0.parquet"
    assert pq.read_table(io.BytesIO(bucket.cat_file(place))).num_rows == 1
    other = far.model_copy(update={"warehouse": tmp_path / "other", "raw": tmp_path / "other" / "raw"})
    again = build(other, extract=fake_extract.extract)
    assert (again.ingested.read, again.published.is_new) == ((), False)
    assert other.database.read_bytes() == far.database.read_bytes()


def test_a_worker_elsewhere_fetches_its_report_itself(bucket: Any, far: Settings, tmp_path: Path) -> None:
    bucket.pipe_file("reports/in/c.pdf", GOOD)
    fetched = fetch(far)
    digest = hashlib.sha256(GOOD).hexdigest()
    where = origin(far, fetched, "c.pdf")
    job = Job("c", "c.pdf", tmp_path / "no such", digest, "2026-01-01T00:00:00", tmp_path, origin=where)
    function = f"{fake_extract.extract.__module__}:{fake_extract.extract.__qualname__}"
    reply = read_here(job, Limits(60, 2048, 64), function)
    assert reply.outcome is not None
    assert (reply.refused, reply.outcome.status) == (None, "ok")


def test_a_bucket_that_is_not_there_is_told_of(bucket: Any, far: Settings) -> None:
    with pytest.raises(RemoteError, match=r"s3://nosuch/in cannot be listed|nothing at s3://nosuch/in"):
        fetch(far.model_copy(update={"source": "s3://nosuch/in"}))
