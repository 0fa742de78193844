"""The same reading on a Dask cluster: whatever a report does to its process, the others and the cluster go on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import fake_extract
import fsspec
import pyarrow.parquet as pq
import pytest

from pipelines import cluster
from pipelines.build import build
from pipelines.cluster import read_here, read_on_cluster
from pipelines.ingest import ingest
from pipelines.settings import Settings
from pipelines.workers import Job, Limits, Outcome, WorkersError

distributed = pytest.importorskip("distributed")

GOOD = "title Rapport\nproject Cykel 100\n"
LIMITS = Limits(60, 2048, 64)
FUNCTION = f"{fake_extract.extract.__module__}:{fake_extract.extract.__qualname__}"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A cluster of two processes on this machine."""
    tests = os.pathsep.join([str(Path(fake_extract.__file__).parent), os.environ.get("PYTHONPATH", "")])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", tests)
        made = distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
        )
    with made:
        yield made.scheduler_address


def test_the_cluster_gives_what_this_machine_gives(
    settings: Settings, write: Any, address: str, tmp_path: Path
) -> None:
    verbs = {"abort": "crash", "hog": "memory", "raise": "crash", "exit": "crash", "page_at 2\nabort": "crash"}
    for number, verb in enumerate(verbs):
        write(f"bad-{number}.pdf", f"{verb}\n{GOOD}")
    for number in range(6):
        write(f"good-{number}.pdf", f"{GOOD}title Rapport {number}\n")
    far = settings.model_copy(update={"engine": "dask", "dask_address": address, "warehouse": tmp_path / "far"})
    near = build(settings, extract=fake_extract.extract)
    away = build(far, extract=fake_extract.extract)
    told = {report.report_id: (report.status, report.error_kind, report.error_detail) for report in near.ingested.read}
    assert {one.report_id: (one.status, one.error_kind, one.error_detail) for one in away.ingested.read} == told
    assert [status for status, _, _ in told.values()].count("failed") == 4
    for path in settings.records.rglob("*.parquet"):
        there = far.records / path.relative_to(settings.records)
        if path.stem != "reports" and path.stem != "findings":
            assert there.read_bytes() == path.read_bytes()
        else:
            assert pq.read_table(there).num_rows == pq.read_table(path).num_rows
    assert ingest(far, extract=fake_extract.extract).read == ()


def job(tmp_path: Path, text: str, **more: Any) -> Job:
    import hashlib

    path = tmp_path / "report.pdf"
    path.write_text(text)
    staging = tmp_path / "staging"
    staging.mkdir(exist_ok=True)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Job("a", "a.pdf", path, digest, "2026-01-01T00:00:00", staging, **more)


def test_a_worker_fetches_from_the_bucket_what_it_has_no_disk_for(tmp_path: Path) -> None:
    filesystem = fsspec.filesystem("memory")
    filesystem.pipe("/reports/a.pdf", GOOD.encode())
    asked = replace(job(tmp_path, GOOD), path=tmp_path / "not here", origin="memory://reports/a.pdf")
    reply = read_here(asked, LIMITS, FUNCTION)
    assert reply.outcome is not None
    assert (reply.outcome.status, sorted(reply.files)) == ("ok", ["pages", "projects", "reports"])
    filesystem.pipe("/reports/a.pdf", b"title Annat\n")
    reply = read_here(asked, LIMITS, FUNCTION)
    assert reply.outcome is not None
    assert (reply.outcome.status, reply.outcome.error_kind) == ("failed", "unreadable")
    filesystem.rm("/reports/a.pdf")
    assert "cannot be reached from" in (read_here(asked, LIMITS, FUNCTION).refused or "")


def test_one_process_serves_report_after_report(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    asked = job(tmp_path, GOOD)
    read_here(asked, LIMITS, FUNCTION)
    first = cluster._OWN.host.process.pid
    assert read_here(job(tmp_path / "other", "abort"), LIMITS, FUNCTION).outcome is not None
    read_here(asked, LIMITS, FUNCTION)
    assert cluster._OWN.host.process.pid == first
    read_here(asked, Limits(30, 2048, 64), FUNCTION)
    assert cluster._OWN.host.process.pid != first
    cluster._OWN.host.close()


def outcomes(found: Iterator[Outcome]) -> dict[str, str]:
    return {outcome.job.report_id: outcome.status for outcome in found}


def test_files_that_the_cluster_does_not_see_blame_no_report(tmp_path: Path, address: str) -> None:
    asked = replace(job(tmp_path, GOOD), path=tmp_path / "not here")
    with pytest.raises(WorkersError, match=r"a\.pdf cannot be reached from .*FileNotFoundError"):
        list(read_on_cluster([asked], LIMITS, 1, address, fake_extract.extract))


def test_another_version_of_the_software_is_refused(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "code_version", lambda: "another")
    with pytest.raises(WorkersError, match="runs another version"):
        list(read_on_cluster([job(tmp_path, GOOD)], LIMITS, 1, address, fake_extract.extract))


def test_a_cluster_that_is_not_there_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "WAIT_SECONDS", 1)
    with pytest.raises(WorkersError, match=r"127\.0\.0\.1:1 cannot be reached"):
        list(read_on_cluster([job(tmp_path, GOOD)], LIMITS, 1, "tcp://127.0.0.1:1", fake_extract.extract))


def test_a_report_whose_machine_dies_costs_itself_alone(tmp_path: Path, address: str) -> None:
    # the last one here: the cluster needs a while to start its processes anew
    jobs = []
    for name in ("a", "b", "c", "d"):
        (tmp_path / name).mkdir()
        text = "killmachine" if name == "b" else GOOD
        jobs.append(replace(job(tmp_path / name, text), report_id=name))
    found = outcomes(read_on_cluster(jobs, LIMITS, 2, address, fake_extract.extract))
    assert found == {"a": "ok", "b": "failed", "c": "ok", "d": "ok"}
