"""Every way a worker can end costs its own report alone."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import fake_extract
import pyarrow.parquet as pq
import pytest

from pipelines import store
from pipelines.workers import Job, Limits, Outcome, WorkersError, read_reports

ROOMY = Limits(timeout_seconds=60, memory_mb=2048, max_output_mb=64)
GOOD = "title Rapport\nproject Bron 100\n"


Make = Callable[[str, str], Job]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def job(name: str, text: str) -> Job:
        path = tmp_path / f"{name}.pdf"
        path.write_text(text, encoding="utf-8")
        staging = store.staging_folder(tmp_path / "records", name)
        return Job(name, f"{name}.pdf", path, "ab" * 32, "2026-01-01T00:00:00", staging)

    return job


def read(jobs: list[Job], limits: Limits = ROOMY, workers: int = 2) -> dict[str, Outcome]:
    outcomes = list(read_reports(jobs, limits, workers, fake_extract.extract))
    assert len(outcomes) == len(jobs)
    return {outcome.job.report_id: outcome for outcome in outcomes}


def test_a_report_is_read_into_its_staging_folder(make: Make) -> None:
    outcome = read([make("a", GOOD)])["a"]
    assert (outcome.status, outcome.pages, outcome.problem) == ("ok", 2, None)
    assert outcome.tables is not None
    assert {name: stored.rows for name, stored in outcome.tables.items()} == {"reports": 1, "pages": 2, "projects": 1}
    report = pq.read_table(outcome.job.staging / "reports.parquet").to_pylist()[0]
    assert (report["title"], report["sha256"], report["file_name"]) == ("Rapport", "ab" * 32, "a.pdf")
    assert outcome.max_rss_mb > 1


ENDINGS = {
    "raise": ("crash", "RuntimeError: ett fel i läsaren (fake_extract.py, line"),
    "exit": ("crash", "ended by itself with code 3"),
    "sysexit": ("crash", "ended by itself"),
    "kill": ("crash", "killed from outside"),
    "segfault": ("crash", "broke down (segmentation fault)"),
    "abort": ("crash", "broke down (aborted)"),
    "close": ("crash", "hung without a result"),
    "recurse": ("crash", "RecursionError"),
    "hog": ("memory", "more memory than the 2048 MiB"),
    "row owner": ("crash", "projects.owner, row 0"),
    "row kalle": ("crash", "there is no column kalle"),
    "twice": ("crash", "project_id is not unique"),
    "page 7": ("crash", "a page that is not in pages"),
}


def test_whatever_a_worker_does_the_others_are_read_and_the_blame_is_right(make: Make) -> None:
    verbs = {f"bad-{number}": verb for number, verb in enumerate(ENDINGS)}
    jobs = []
    for name, verb in verbs.items():
        jobs += [make(f"good-{name}", GOOD), make(name, verb)]
    outcomes = read(jobs, workers=3)
    for name, verb in verbs.items():
        kind, words = ENDINGS[verb]
        assert outcomes[f"good-{name}"].status == "ok", verb
        outcome = outcomes[name]
        assert (outcome.status, outcome.error_kind, outcome.tables) == ("failed", kind, None), verb
        assert words in (outcome.error_detail or ""), verb
        assert (outcome.error_detail or "").endswith("."), verb
        assert outcome.problem is not None


@pytest.mark.parametrize("verb", ["sleep", "regex"])
def test_a_worker_that_hangs_is_ended(make: Make, verb: str) -> None:
    outcomes = read([make("a", GOOD), make("b", verb), make("c", GOOD)], Limits(2, 2048, 64))
    assert {name: outcome.error_kind for name, outcome in outcomes.items()} == {"a": None, "b": "timeout", "c": None}
    assert outcomes["b"].error_detail == "Reading it takes longer than the 2 seconds allowed."


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not limit address space")
def test_memory_that_is_filled_piece_by_piece_is_told_as_memory(make: Make) -> None:
    outcomes = read([make("a", "fill"), make("b", GOOD)], Limits(60, 1024, 64))
    assert (outcomes["a"].error_kind, outcomes["b"].status) == ("memory", "ok")


def test_a_report_that_gives_too_much_is_refused(make: Make) -> None:
    outcomes = read([make("a", "bulk 20000"), make("b", GOOD)], Limits(60, 2048, 4))
    assert (outcomes["a"].error_kind, outcomes["b"].status) == ("too_large", "ok")
    assert "4 MiB are allowed" in (outcomes["a"].error_detail or "")


def test_a_worker_that_writes_to_the_terminal_disturbs_nothing(make: Make, capfd: pytest.CaptureFixture[str]) -> None:
    assert read([make("a", f"chatter\n{GOOD}")])["a"].status == "ok"
    assert capfd.readouterr() == ("", "")


def test_what_a_worker_started_ends_with_it(make: Make) -> None:
    assert read([make("a", f"orphan\n{GOOD}")])["a"].status == "ok"


def test_when_the_forking_process_dies_its_reports_are_tried_once_more(make: Make) -> None:
    outcomes = read([make("a", "killhost"), *(make(f"g{number}", GOOD) for number in range(6))], workers=1)
    assert outcomes.pop("a").error_kind == "crash"
    assert {outcome.status for outcome in outcomes.values()} == {"ok"}


def test_a_full_disk_stops_everything_and_blames_no_report(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    job = make("a", GOOD)
    # a folder where the file belongs: the write fails whoever runs the test
    (job.staging / "pages.parquet").mkdir()
    with pytest.raises(store.StoreError, match=os.strerror(errno.EISDIR)):
        read([job])


def test_a_reader_that_cannot_be_imported_blames_no_report(make: Make) -> None:
    def local(path: Path, report_id: str, file_name: str) -> object:
        raise NotImplementedError

    with pytest.raises(WorkersError, match="did not start"):
        list(read_reports([make("a", GOOD)], ROOMY, 1, local))  # type: ignore[arg-type]


def test_no_more_reports_at_once_than_workers(make: Make) -> None:
    running: set[str] = set()
    most = 0

    def started(job: Job) -> None:
        nonlocal most
        running.add(job.report_id)
        most = max(most, len(running))

    for outcome in read_reports([make(f"r{n}", GOOD) for n in range(9)], ROOMY, 3, fake_extract.extract, started):
        running.remove(outcome.job.report_id)
    assert (most, running) == (3, set())


def test_works_beside_threads(make: Make) -> None:
    results: list[dict[str, Outcome]] = []
    jobs = [[make(f"t{thread}-{number}", GOOD) for number in range(3)] for thread in range(3)]
    threads = [threading.Thread(target=lambda own=own: results.append(read(own))) for own in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [outcome.status for result in results for outcome in result.values()] == ["ok"] * 9


def processes_of(session: int) -> list[int]:
    """Living processes of a session, from /proc."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            rest = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(rest[3]) == session and rest[0] != "Z":
            found.append(int(stat.parent.name))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_caller_that_is_killed_leaves_no_process_behind(make: Make) -> None:
    job = make("a", "sleep")
    script = f"""
        import os, sys
        sys.path.insert(0, {str(Path(fake_extract.__file__).parent)!r})
        import fake_extract
        from pathlib import Path
        from pipelines.workers import Job, Limits, read_reports
        job = Job("a", "a.pdf", Path({str(job.path)!r}), "", "2026-01-01T00:00:00", Path({str(job.staging)!r}))
        def started(job):
            print("started", flush=True)
        list(read_reports([job], Limits(600, 2048, 64), 1, fake_extract.extract, started))
    """
    # no `if __name__ == "__main__"`: a plain script must do
    caller = subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE)
    assert caller.stdout is not None
    assert caller.stdout.readline() == b"started\n"
    children = Path(f"/proc/{caller.pid}/task/{caller.pid}/children")
    deadline = time.monotonic() + 60
    while not (hosts := children.read_text().split()) or len(processes_of(int(hosts[0]))) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    caller.kill()
    caller.wait()
    caller.stdout.close()
    while processes_of(int(hosts[0])):
        assert time.monotonic() < deadline, "the worker outlived its caller"
        time.sleep(0.02)


# --- a page that breaks its process ---------------------------------------------------------------------------------

PAGES = {
    "crash": ("page_at 2\nabort", "Page 2 was left out. The process that read it broke down (aborted)."),
    "memory": ("page_at 2\nhog", "Page 2 was left out. Reading it takes more memory than the 2048 MiB allowed."),
    "timeout": ("page_at 2\nregex", "Page 2 was left out. Reading page 2 takes longer than the 1 seconds allowed."),
}


@pytest.mark.parametrize("kind", PAGES)
def test_a_report_is_read_without_the_page_that_broke_its_process(make: Make, kind: str) -> None:
    verbs, told = PAGES[kind]
    limits = Limits(5, 2048, 64)
    (outcome,) = read([make("a", f"{verbs}\npage_at 3\n{GOOD}")], limits).values()
    assert (outcome.status, outcome.problem) == ("partial", None)
    assert (outcome.error_kind, outcome.error_detail) == (kind, told)
    assert list(outcome.job.leave_out) == [2]


def test_of_many_pages_that_break_it_only_a_few_are_left_out(make: Make) -> None:
    verbs = "\n".join(f"page_at {number}\nabort" for number in range(1, 9))
    (outcome,) = read([make("a", verbs)]).values()
    assert (outcome.status, outcome.error_kind) == ("failed", "crash")
    assert list(outcome.job.leave_out) == [1, 2, 3]


def test_what_breaks_at_no_page_is_tried_once(make: Make, tmp_path: Path) -> None:
    log = tmp_path / "log"
    (outcome,) = read([make("a", f"log {log}\npage_at 2\npage_at 0\nabort")]).values()
    assert (outcome.status, log.read_text()) == ("failed", "a\n")


def test_a_page_that_broke_it_is_blamed_for_no_harm_elsewhere(make: Make, tmp_path: Path) -> None:
    log = tmp_path / "log"
    (outcome,) = read([make("a", f"log {log}\npage_at 2\nabort\npage_at 0\nraise")]).values()
    assert (outcome.status, outcome.error_kind, log.read_text()) == ("failed", "crash", "a\na\n")
    assert "RuntimeError" in (outcome.error_detail or "")


# --- what a reader may not do ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["connect", "resolve", "shell", "spawn", "execute"])
def test_a_reader_reaches_no_network_and_starts_no_program(make: Make, verb: str, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        (outcome,) = read([make("a", f"{verb} {server.getsockname()[1]} {mark}")]).values()
        with pytest.raises(TimeoutError):
            server.accept()
    assert (outcome.status, outcome.error_kind) == ("failed", "crash")
    assert "PermissionError" in (outcome.error_detail or "")
    assert not mark.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux refuses it in the kernel")
def test_no_socket_can_be_made_around_python(make: Make) -> None:
    (outcome,) = read([make("a", f"{GOOD}\nnative_socket")]).values()
    assert outcome.status == "ok", outcome.error_detail  # the reader fails when it gets one


def test_what_a_killed_reader_put_aside_lies_in_its_staging_folder(make: Make) -> None:
    (outcome,) = read([make("a", "temporary\nabort")]).values()
    (left,) = outcome.job.staging.glob("tmp*")
    assert left.read_text() == "for a while"
