"""Disks that are full, folders that cannot be written, files that rot."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from faults.conftest import Faults
from faults.elsewhere import plainly, powerless
from faults.house import House

from pipelines.snapshots import PublicationError
from pipelines.store import StoreError


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 12 MiB, where one may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = (
        shutil.which("mount")
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)], capture_output=True, check=False
        ).returncode
    )
    if not mounted:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_the_disk_is_full(house: House, faults: Faults, small_disk: Path) -> None:
    """A build on a disk with any little room left fails with a plain reason, or is done; with room again it is done."""
    house.settings = house.settings.model_copy(update={"warehouse": small_disk / "warehouse", "snapshots_kept": 1})
    house.change(6)
    house.build()
    for _ in faults.times(1, 40):
        house.change(5)
        free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
        ballast = small_disk / "ballast"
        with ballast.open("wb") as file:
            file.write(bytes(max(free - house.random.randint(0, 4000) * 1024, 0)))
        process = house.start(plainly)
        code, errors = process.wait(), process.words()
        assert "Traceback" not in errors, errors
        assert code in (0, 1)
        assert not code or os.strerror(errno.ENOSPC) in errors, errors
        process.said.write_text("")
        faults.came("refused with a reason" if code else "done in the room there was")
        house.check_whole()
        ballast.unlink()
        house.build()
        house.check_done()
        faults.came("whole after the next build")


def test_a_write_is_refused(house: House, faults: Faults, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same without a disk to mount: one write of the build is refused, whichever."""
    house.change(6)
    house.build()
    real_open, real_write = Path.open, pq.write_table
    for _ in faults.times(2, 60):
        house.change(3)
        left = house.random.randint(1, 40)

        def refused() -> bool:
            nonlocal left
            left -= 1
            return left == 0

        def opened(path: Path, mode: str = "r", *args: object, **more: object) -> object:
            if set(mode) & set("wax+") and path.is_relative_to(house.settings.warehouse) and refused():
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
            return real_open(path, mode, *args, **more)  # type: ignore[call-overload]

        def written(table: object, where: Path, **more: object) -> None:
            if refused():
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(where))
            real_write(table, where, **more)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "open", opened)
            patch.setattr(pq, "write_table", written)
            reason = None
            try:
                house.build()
            except (StoreError, PublicationError) as error:
                reason = str(error)
            assert reason is None or os.strerror(errno.ENOSPC) in reason
            faults.came("refused with a reason" if reason else "done before")
        house.check_whole()
        house.build()
        house.check_done()
        faults.came("whole after the next build")


@pytest.mark.skipif(sys.platform != "linux", reason="root's powers are put down as on Linux")
@pytest.mark.parametrize("closed", ["warehouse", "records", "snapshots"])
def test_a_folder_cannot_be_written(house: House, faults: Faults, closed: str) -> None:
    house.change(6)
    house.build()
    house.change(4)
    folder = house.settings.warehouse / closed if closed != "warehouse" else house.settings.warehouse
    folder.chmod(0o555)
    process = house.start(powerless)
    code, errors = process.wait(), process.words()
    assert code == 1
    assert "ermission denied" in errors
    assert "Traceback" not in errors
    faults.came("refused with a reason")
    house.check_whole()
    folder.chmod(0o755)
    house.build()
    house.check_done()


def test_files_of_the_warehouse_rot(house: House, faults: Faults) -> None:
    """Any file, broken in any way, is found by the next build and made anew."""
    house.change(8)
    house.build()
    for _ in faults.times(3, 100):
        files = [path for path in house.settings.warehouse.rglob("*") if path.is_file() and not path.is_symlink()]
        files = [
            path
            for path in files
            if "snapshots" not in path.parts or path.is_relative_to(house.settings.current.resolve())
        ]
        path = house.random.choice(files)
        content = path.read_bytes()
        how = house.random.choice(["cut", "flipped", "emptied", "removed", "garbage"])
        if not content and how in ("cut", "flipped"):
            how = "garbage"
        path.chmod(0o644)
        if how == "removed":
            path.unlink()
        elif how == "flipped":
            at = house.random.randrange(len(content))
            path.write_bytes(content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :])
        else:
            path.write_bytes({"cut": content[: len(content) // 2], "emptied": b"", "garbage": os.urandom(300)}[how])
        faults.came(f"{path.name.partition('.')[2]} {how}")
        house.build()
        house.check_done()
        faults.came("made anew")


def test_the_reason_is_plain(house: House) -> None:
    """A warehouse that is a file."""
    house.settings.warehouse.write_text("not a folder")
    house.change(1)
    process = house.start(plainly)
    assert process.wait() == 1
    assert "Traceback" not in process.words()
