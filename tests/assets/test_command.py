"""The command as a process of its own: where it writes, what it says in the end, and with which status it ends."""

from __future__ import annotations

import fcntl
import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from small_builds import BAD, GOOD, Built, fill
from typer.testing import CliRunner

from assets.cli import app
from pipelines.journal import last_run
from pipelines.settings import ROOT

PROGRAM = str(Path(sys.executable).with_name("rapportlager"))


def environment(home: Path, **more: str) -> dict[str, str]:
    """What a new user has: nothing of ours set, and a home folder in which nothing may appear."""
    home.mkdir(exist_ok=True)
    return {"PATH": os.environ["PATH"], "HOME": str(home), "COLUMNS": "200", **more}


def build(*words: str, cwd: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PROGRAM, "build", *words], cwd=cwd, env=dict(env), capture_output=True, text=True, check=False, timeout=300
    )


def test_a_build_from_another_folder_writes_in_its_warehouse_alone(tmp_path: Path) -> None:
    """Relative paths with blanks, reports that cannot be read, and questions to paste that give answers."""
    here, home = tmp_path / "min mapp", tmp_path / "hem"
    here.mkdir()
    fill(here / "mina rapporter")
    env = environment(home)
    done = build("--raw", "mina rapporter", "--warehouse", "mitt lager", cwd=here, env=env)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(home.iterdir()) == []
    assert sorted(path.name for path in here.iterdir()) == ["mina rapporter", "mitt lager"]
    assert len(list((here / "mina rapporter").rglob("*"))) == 8

    lines = done.stdout.splitlines()
    assert f"Reports  7: 2 ok, 1 duplicate, {len(BAD)} failed" in lines
    assert sum(line.startswith("[") for line in lines) == len(BAD) + len(GOOD)
    assert any("hemlig.pdf" in line and "password" in line for line in lines)
    assert any(line.split()[:1] == ["projects"] for line in lines)
    assert any(line.startswith("Findings  ") and "error" in line for line in lines)
    pasted = lines[lines.index("Try") + 1 :]
    assert len(pasted) == 2
    for line in pasted:
        asked = subprocess.run(
            [*shlex.split(line), "--csv"], cwd=here, env=env, capture_output=True, text=True, check=False
        )
        assert (asked.returncode, asked.stderr) == (0, "")
        assert "," in asked.stdout


def test_two_warehouses_from_one_clone_do_not_meet(built_once: Built, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    shutil.copy(ROOT / "data" / "raw" / f"{GOOD[0]}.pdf", raw / "eget.pdf")

    def listed() -> dict[str, int]:
        files = [path for path in built_once.settings.warehouse.rglob("*") if path.name != ".lock"]
        return {str(path): path.lstat().st_mtime_ns for path in files}

    before = listed()
    env = environment(tmp_path / "hem", RAPPORTLAGER_RAW=str(raw), RAPPORTLAGER_WAREHOUSE=str(tmp_path / "lager"))
    with built_once.settings.lock.open("r+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # a build of the other one goes on meanwhile
        done = build(cwd=tmp_path, env=env)
    assert done.returncode == 0, done.stderr
    assert "1 reports found" in done.stdout
    assert listed() == before


def test_what_stops_a_build_is_one_line_and_status_1(built: Built, tmp_path: Path) -> None:
    env = environment(tmp_path / "hem", RAPPORTLAGER_LOCK_WAIT_SECONDS="0")
    where = ["--warehouse", str(built.settings.warehouse)]
    with built.settings.lock.open("r+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        busy = build("--raw", str(built.settings.raw), *where, cwd=tmp_path, env=env)
    missing = build("--raw", "ingenstans", "--warehouse", "lager", cwd=tmp_path, env=env)
    for done, reason in ((busy, "Another build works on"), (missing, "There is no folder of reports")):
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1
        assert reason in done.stderr
    assert not (tmp_path / "lager").exists()


def test_a_run_storage_that_is_broken_is_told_of_in_plain_words(built: Built) -> None:
    (built.settings.run_storage / "history" / "runs" / "index.db").write_bytes(b"this is no database" * 100)
    where = ["--raw", str(built.settings.raw), "--warehouse", str(built.settings.warehouse)]
    (built.settings.raw / "ny.pdf").write_text("half a file")
    result = CliRunner().invoke(app, ["build", *where])
    assert result.exit_code == 1
    line = result.stderr.splitlines()[-1]
    assert line.startswith(f"Error: The history of runs in {built.settings.run_storage} cannot be written: ")
    shutil.rmtree(built.settings.run_storage)
    done = CliRunner().invoke(app, ["build", "--unattended", *where])
    assert done.exit_code == 0
    assert "7 unchanged, 1 still being written." in done.stdout
    last = last_run(built.settings.logs)
    assert last is not None
    assert (last.outcome, last.told["asked_by"]) == ("unchanged", "a timer")


def test_an_interrupted_build_is_taken_up_again(tmp_path: Path) -> None:
    raw, env = tmp_path / "raw", environment(tmp_path / "hem", RAPPORTLAGER_WORKERS="1")
    raw.mkdir()
    whole = (ROOT / "data" / "raw" / f"{GOOD[1]}.pdf").read_bytes()
    for number in range(6):
        (raw / f"{number}.pdf").write_bytes(whole + b"\n%" + str(number).encode())
    process = subprocess.Popen(
        [PROGRAM, "build", "--raw", "raw", "--warehouse", "lager"],
        cwd=tmp_path,
        env=env | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("[2/"):
            process.send_signal(signal.SIGINT)
            break
    _, said = process.communicate(timeout=120)
    assert process.returncode == 130, said
    assert said.startswith("Interrupted.")
    assert len(said.splitlines()) == 1
    assert not (tmp_path / "lager" / "rapportlager.duckdb").exists()
    done = build("--raw", "raw", "--warehouse", "lager", cwd=tmp_path, env=env)
    assert done.returncode == 0, done.stderr
    assert "0 unchanged" not in done.stdout
    assert " unchanged" in done.stdout


@pytest.mark.parametrize("words", [["sql", "SELECT i FROM range(200000) AS r(i)", "--csv"], ["text", "report.pdf"]])
def test_whoever_reads_the_output_may_stop(built_once: Built, tmp_path: Path, words: list[str]) -> None:
    shutil.copy(ROOT / "data" / "raw" / f"{GOOD[1]}.pdf", tmp_path / "report.pdf")
    env = environment(tmp_path / "hem", RAPPORTLAGER_WAREHOUSE=str(built_once.settings.warehouse))
    with subprocess.Popen(
        [PROGRAM, *words], cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
