"""Files made to break readers and entries that are no files: each is a row with a reason, and what can be read is."""

from __future__ import annotations

import csv
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest
from faults.conftest import Faults, is_all
from faults.hostile_pdfs import PLAIN, write

from pipelines.build import build
from pipelines.settings import ROOT, Settings

SHARED = ROOT.parent / "shared"
SOUND = ROOT / "data" / "raw" / "boras-creative-innovation-projekt.pdf"
KINDS = {"not_pdf", "empty", "encrypted", "damaged", "no_text", "timeout", "memory", "too_large", "crash",
         "not_a_file", "unreadable"}  # fmt: skip
READ = {"ok", "partial", "unknown_family"}

Rows = Mapping[str, Mapping[str, Any]]


@pytest.fixture(autouse=True)
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    if not is_all():
        monkeypatch.setenv("RAPPORTLAGER_OCR", "off")


def built(settings: Settings) -> Rows:
    """The rows of `reports` after a build, by file name; each that failed has a plain reason."""
    build(settings)
    with duckdb.connect(str(settings.database), read_only=True) as connection:
        cursor = connection.execute("SELECT * FROM reports")
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    for row in rows:
        assert row["status"] in READ | {"failed", "duplicate"}
        if row["status"] in ("failed", "partial"):
            assert row["error_kind"] in KINDS, row
            assert row["error_detail"].endswith("."), row
            assert "Traceback" not in row["error_detail"]
            assert "\n" not in row["error_detail"]
    return {row["file_name"]: row for row in rows}


def text_of(settings: Settings, report_id: str) -> str:
    with duckdb.connect(str(settings.database), read_only=True) as connection:
        return " ".join(text for (text,) in connection.execute(
            "SELECT text FROM pages WHERE report_id = ? ORDER BY page", [report_id]).fetchall())  # fmt: skip


def test_files_made_to_break_readers(settings: Settings, faults: Faults) -> None:
    chosen = write(settings.raw, small=not is_all())
    shutil.copy(SOUND, settings.raw / "sound.pdf")
    limits: dict[str, Any] = {"timeout_seconds": 600.0} if is_all() else {"timeout_seconds": 60.0, "memory_mb": 2048}
    settings = settings.model_copy(update=limits)
    rows = built(settings)
    assert rows.keys() == {f"{file.name}.pdf" for file in chosen} | {"sound.pdf"}
    assert rows["sound.pdf"]["status"] == "ok"
    for file in chosen:
        row = rows[f"{file.name}.pdf"]
        told = (file.name, row["status"], row["error_kind"], row["error_detail"], row["page_count"])
        if file.pages is not None:
            assert row["page_count"] == file.pages, told
        if file.plain:
            assert row["status"] in READ, told
            assert PLAIN in text_of(settings, row["report_id"]), told
        faults.came(f"{row['status']} {row['error_kind'] or ''}".strip())


@pytest.mark.skipif(not (SHARED / "hostile").is_dir(), reason=f"there are no hostile files at {SHARED / 'hostile'}")
def test_files_that_broke_other_readers(settings: Settings, faults: Faults) -> None:
    """Every sixth of them, and all on demand: each gives the pages that an engine sees in it."""
    with (SHARED / "hostile" / "index.csv").open(encoding="utf-8", newline="") as file:
        listed = [one for number, one in enumerate(csv.DictReader(file)) if is_all() or number % 6 == 0]
    for one in listed:
        shutil.copy(SHARED / "hostile" / one["file"], settings.raw)
    rows = built(settings)
    assert rows.keys() == {one["file"] for one in listed}
    for one in listed:
        row = rows[one["file"]]
        if one["pages_pdfium"]:
            assert row["page_count"] == int(one["pages_pdfium"]), (one["file"], row["error_detail"])
        faults.came(f"{row['status']} {row['error_kind'] or ''}".strip())


@pytest.mark.skipif(not (SHARED / "wild").is_dir(), reason=f"there are no reports at {SHARED / 'wild'}")
@pytest.mark.skipif(not is_all(), reason="scans are read by OCR, which costs more than all else: make faults")
def test_reports_of_all_sorts_are_read_whole_by_default_limits(settings: Settings, faults: Faults) -> None:
    default = Settings(raw=SHARED / "wild", warehouse=settings.warehouse)
    for name, row in built(default).items():
        assert (row["status"] in READ - {"partial"}, row["error_kind"]) == (True, None), (name, row["error_detail"])
        faults.came("read whole")


def test_entries_that_are_no_files_and_names_of_all_sorts(settings: Settings, faults: Faults) -> None:
    """A row for each, a reason for those that cannot be read, and the same the next time."""
    raw = settings.raw
    sound = SOUND.read_bytes()
    names = [
        b"new\nline.pdf", b"tab\t.pdf", b"'; DROP TABLE reports; --.pdf", b'"quoted".pdf', b"back\\slash.pdf",
        b"..%2f..%2fetc%2fpasswd.pdf", b"-rf.pdf", b"~.pdf", b"$(touch x).pdf", b"`touch x`.pdf", b"*.pdf", b" .pdf",
        b"<img src=x onerror=alert(1)>.pdf", b"=cmd|'x'!A1.pdf", b"\x1b[31mred\x07.pdf", b"\xff\xfe.pdf", b"CON.pdf",
        "a\u030a decomposed.pdf".encode(), "å composed.pdf".encode(), "\u202egnol.pdf".encode(), b"x" * 251 + b".pdf",
        b".pdf", b"..pdf", b"UPPER.PDF", b"{{7*7}}.pdf", b"a: [b, *c].pdf",
    ]  # fmt: skip
    for number, name in enumerate(names):
        path = Path(os.fsdecode(os.fsencode(raw) + b"/" + name))
        path.write_bytes(sound + b"\n%% %d\n" % number)
    deep = raw / Path(*["deep"] * 40)
    deep.mkdir(parents=True)
    (deep / "deep.pdf").write_bytes(sound + b"\n% deep\n")
    reasons = {
        "folder.pdf": ("not_a_file", "It is a folder, not a file."),
        "pipe.pdf": ("not_a_file", "It is a pipe, not a file."),
        "out.pdf": ("not_a_file", "It is a link that leads out of the folder of reports, so it is not followed."),
        "zero.pdf": ("not_a_file", "It is a link that leads out of the folder of reports, so it is not followed."),
        "nowhere.pdf": ("not_a_file", "It is a link that leads nowhere."),
        "itself.pdf": ("not_a_file", "It is a link that leads nowhere."),
        "empty.pdf": ("empty", "The file is empty."),
        "sparse.pdf": ("too_large", "The file has 3.0 GiB; 2 GiB are the most that is read."),
    }
    (raw / "folder.pdf").mkdir()
    os.mkfifo(raw / "pipe.pdf")
    (raw / "out.pdf").symlink_to(SOUND)
    (raw / "zero.pdf").symlink_to("/dev/zero")
    (raw / "nowhere.pdf").symlink_to("nothing")
    (raw / "itself.pdf").symlink_to("itself.pdf")
    (raw / "empty.pdf").touch()
    with (raw / "sparse.pdf").open("wb") as file:
        file.truncate(3 << 30)
    if _made_device(raw / "device.pdf"):
        reasons["device.pdf"] = ("not_a_file", "It is a device, not a file.")
    rows = built(settings)
    for name, reason in reasons.items():
        assert (rows[name]["error_kind"], rows[name]["error_detail"]) == reason
        faults.came("told of")
    read = [row for name, row in rows.items() if name not in reasons]
    assert len(read) == len(names) + 1
    assert {row["status"] for row in read} == {"ok"}
    faults.came("read", len(read))
    assert len({row["report_id"] for row in rows.values()}) == len(rows)
    assert not list(Path.cwd().glob("x")), "a name was run"
    again = build(settings)
    assert (again.ingested.read, again.ingested.noted, again.published.is_new) == ((), (), False)


def _made_device(path: Path) -> bool:
    """Whether a device could be made: the one that never ends, which only root may."""
    try:
        os.mknod(path, 0o600 | 0o020000, os.makedev(1, 5))
    except OSError:
        return False
    return True


def test_a_file_that_may_not_be_read(settings: Settings) -> None:
    """The same build by someone who may not read one of the files."""
    shutil.copy(SOUND, settings.raw / "open.pdf")
    (settings.raw / "closed.pdf").write_bytes(SOUND.read_bytes() + b"\n")
    (settings.raw / "closed.pdf").chmod(0)
    script = f"""
import ctypes, sys
libc = ctypes.CDLL(None)
for power in (1, 2):
    libc.prctl(24, power, 0, 0, 0)
libc.capset((ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)())
from pathlib import Path
from pipelines.build import build
from pipelines.settings import Settings
build(Settings(raw=Path({str(settings.raw)!r}), warehouse=Path({str(settings.warehouse)!r}), workers=1))
"""
    subprocess.run([sys.executable, "-c", script], check=True)
    with duckdb.connect(str(settings.database), read_only=True) as connection:
        told = connection.execute("SELECT file_name, status, error_detail FROM reports ORDER BY file_name").fetchall()
    assert told == [
        ("closed.pdf", "failed", "The file cannot be read: permission denied."),
        ("open.pdf", "ok", None),
    ]


# --- what is printed is data -----------------------------------------------------------------------------------------


def test_what_a_file_tells_a_viewer_to_do_is_not_done(settings: Settings, tmp_path: Path) -> None:
    """Attachments, scripts, links, launches and content said to lie in other files: nothing is opened, run or asked."""
    from faults.hostile_pdfs import FILES, stream, two_pages

    secret = tmp_path / "secret.txt"
    secret.write_text("BT /F1 12 Tf 72 500 Td (hemligt) Tj ET")
    (settings.raw / "inside.txt").write_text("BT /F1 12 Tf 72 500 Td (hemligt) Tj ET")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = b"%d" % server.getsockname()[1]
        active = next(file for file in FILES if file.name == "active").make()
        (settings.raw / "active.pdf").write_bytes(active.replace(b"127.0.0.1:9", b"127.0.0.1:" + port))
        for number, target in enumerate((os.fsencode(secret), b"inside.txt", b"http://127.0.0.1:%s/x" % port)):
            outside = b"<< /Length 0 /F (%s) >>\nstream\n\nendstream" % target
            form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /F (%s) /Length 0 >>\nstream\n\nendstream"
            remote = b"/A << /S /GoToR /F (%s) /D [0 /Fit] >>" % target
            (settings.raw / f"outside-{number}.pdf").write_bytes(
                two_pages(
                    outside,
                    more={10: form % target, 11: stream(b"/X Do")},
                    resources=b"/XObject << /X 10 0 R >>",
                    catalog=b"/OpenAction << /S /GoToR /F (%s) >>" % target,
                    page=b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] %s >>]" % remote,
                )
            )
        rows = built(settings)
        server.settimeout(0.2)
        with pytest.raises(TimeoutError):
            server.accept()
    assert len(rows) == 4
    for row in rows.values():
        assert row["status"] in READ
        text = text_of(settings, row["report_id"])
        assert PLAIN in text
        assert "hemligt" not in text
    assert not Path("/tmp/rapportlager-was-here").exists()


NASTY = (
    "=HYPERLINK('http://x')",
    "'; DROP TABLE reports; --",
    "<script>alert(1)</script>",
    "\x1b]0;owned\x07",
    "!!python/object:os.system",
)


def test_what_is_printed_reaches_every_export_as_text(settings: Settings) -> None:
    from unit import fake_extract

    for number, text in enumerate(NASTY):
        (settings.raw / f"n{number}.pdf").write_text(f"title {text}\nproject {text} 5\n")
    build(settings, extract=fake_extract.extract)
    rapportlager = [sys.executable, "-c", "from assets.cli import main; main()"]
    where = ["--warehouse", str(settings.warehouse)]
    query = "SELECT report_id, title FROM reports ORDER BY report_id"

    def told(*command: str) -> str:
        done = subprocess.run([*rapportlager, *command, *where], capture_output=True, text=True, check=True)
        return done.stdout

    rows = list(csv.reader(told("sql", query, "--csv").splitlines()))
    assert [row[1] for row in rows[1:]] == [f"'{NASTY[0]}", *NASTY[1:]]
    assert [row["title"] for row in json.loads(told("sql", query, "--json"))] == list(NASTY)
    for shown in (told("sql", query), told("status")):
        assert "\x1b" not in shown
        assert "\x07" not in shown
    with duckdb.connect(str(settings.database), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM reports").fetchone() == (len(NASTY),)
