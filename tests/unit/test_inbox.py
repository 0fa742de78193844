"""What is known of files between builds, and which of them are whole."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import inbox
from pipelines.documents import survey
from pipelines.inbox import RACY_NS, Inbox, Settling, Sighting
from pipelines.settings import Settings

Write = Callable[[str, str], Path]
SECOND = 10**9
PDF = "%PDF-1.7\n…\n%%EOF\n"


def info_of(size: int, mtime_ns: int, ctime_ns: int, inode: int = 7) -> os.stat_result:
    whole = (0o100644, inode, 1, 1, 0, 0, size, 0, mtime_ns // SECOND, ctime_ns // SECOND)
    return os.stat_result(whole, {"st_mtime_ns": mtime_ns, "st_ctime_ns": ctime_ns})


def later(seconds: float, settings: Settings, **times: float) -> Settling:
    """The settings' habits, at a moment that many seconds from now."""
    quiet, patience = times.get("quiet", settings.quiet_seconds), times.get("patience", settings.patience_seconds)
    return Settling(inbox.now_ns() + int(seconds * SECOND), quiet, patience)


names = st.binary(min_size=1, max_size=20).filter(lambda name: b"\0" not in name).map(os.fsdecode)
sightings = st.builds(
    Sighting, *[st.integers(0, 2**62)] * 5, st.none() | st.text("0123456789abcdef", min_size=64, max_size=64)
)


@given(st.dictionaries(names, sightings, max_size=5), st.none() | st.text())
def test_what_is_saved_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, kept: dict[str, Sighting], families: str | None
) -> None:
    path = tmp_path_factory.mktemp("inbox") / "new" / "inbox.json"
    inbox.save(path, Inbox(kept, families))
    assert inbox.load(path) == Inbox(kept, families)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"format": 1}', '{"format": 0, "files": {}}', '{"format": 1, "files": {"a": [1]}}']
)
def test_a_broken_inbox_is_an_empty_one(tmp_path: Path, text: str) -> None:
    path = tmp_path / "inbox.json"
    path.write_text(text)
    assert inbox.load(path) == Inbox({})
    assert inbox.load(tmp_path / "none.json") == Inbox({})


@pytest.mark.parametrize("change", [{"size": 1}, {"mtime_ns": 1}, {"ctime_ns": 1}, {"inode": 1}])
def test_any_difference_makes_another_file(change: dict[str, int]) -> None:
    seen = Sighting(10, 20, 30, 7, 30 + RACY_NS + 1, "ab")
    assert seen.is_of(info_of(10, 20, 30))
    like = {"size": 10, "mtime_ns": 20, "ctime_ns": 30, "inode": 7}
    assert not seen.is_of(info_of(**{**like, **{name: like[name] + by for name, by in change.items()}}))


def test_a_file_hashed_right_after_it_changed_is_not_trusted() -> None:
    assert not Sighting(10, 20, 30, 7, 30 + RACY_NS, "ab").is_of(info_of(10, 20, 30))
    assert not Sighting(10, 20, 30, 7, 31, "ab").is_of(info_of(10, 20, 30))
    # dated in the future, since the clock was set back
    assert not Sighting(10, 20, 90, 7, 31, "ab").is_of(info_of(10, 20, 90))


@pytest.mark.parametrize(
    ("age", "end", "whole"),
    [
        (0, b"%%EOF", False),
        (59, b"%%EOF\r\n", False),
        (61, b"%%EOF\n" + b" " * 900, True),
        (61, b"", False),
        (61, b"%%EOF" + b" " * 2000, False),
        (1199, b"half", False),
        (1201, b"half", True),
        (-7200, b"%%EOF", True),
        (-30, b"%%EOF", False),
    ],
)
def test_a_file_is_whole_when_left_alone_with_its_end_or_for_long(age: float, end: bytes, whole: bool) -> None:
    """A negative age is what a clock that was set back makes of it."""
    content = b"%PDF-1.4 " + b"x" * 3000 + end
    changed = 10**18
    info = info_of(len(content), changed, changed)
    file = io.BytesIO(content)
    assert Settling(changed + int(age * SECOND), 60, 1200).is_settled(info, file) == whole
    assert file.tell() == 0  # it is hashed from here


def test_a_known_file_is_not_opened(settings: Settings, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.pdf", PDF)
    write("2024/b.pdf", PDF + "b")
    first = survey(settings.raw)
    aged = {
        name: Sighting(one.size, one.mtime_ns, one.ctime_ns, one.inode, one.hashed_ns + 2 * RACY_NS, one.sha256)
        for name, one in first.sightings.items()
    }
    opened: list[str] = []
    really = os.open
    monkeypatch.setattr(os, "open", lambda path, *rest: opened.append(Path(path).name) or really(path, *rest))
    again = survey(settings.raw, aged)
    assert (again.documents, again.sightings, opened) == (first.documents, aged, [])
    write("2024/b.pdf", PDF + "c")
    changed = survey(settings.raw, aged)
    assert opened == ["b.pdf"]
    assert [document.sha256 for document in changed.documents] != [document.sha256 for document in first.documents]
    assert survey(settings.raw, first.sightings).documents == changed.documents  # too fresh to be trusted
    assert sorted(opened[1:]) == ["a.pdf", "b.pdf"]
    opened.clear()
    assert survey(settings.raw, aged, rehash=True).documents == changed.documents
    assert sorted(opened) == ["a.pdf", "b.pdf"]


def test_a_file_that_is_being_written_waits(settings: Settings, write: Write) -> None:
    write("a.pdf", PDF)
    write("b.pdf", "%PDF-1.7 half of")
    seen = survey(settings.raw, {}, later(0, settings))
    assert (seen.documents, seen.waiting) == ([], ("a.pdf", "b.pdf"))
    seen = survey(settings.raw, {}, later(100, settings))
    assert ([document.report_id for document in seen.documents], seen.waiting) == (["a"], ("b.pdf",))
    seen = survey(settings.raw, {}, later(2000, settings))
    assert ([document.report_id for document in seen.documents], seen.waiting) == (["a", "b"], ())
    assert len(survey(settings.raw).documents) == 2  # asked for by hand: what lies there


def test_a_file_that_is_being_written_over_stays_what_it_was(settings: Settings, write: Write) -> None:
    """Also its id and what it is a copy of, which the others' depend on."""
    write("1/a.pdf", PDF)
    write("2/a.pdf", PDF + "2")
    write("kopia.pdf", PDF)
    before = survey(settings.raw)
    write("1/a.pdf", "%PDF-1.7 half of")
    seen = survey(settings.raw, before.sightings, later(100, settings))
    assert seen.waiting == ("1/a.pdf",)
    assert [(one.report_id, one.sha256, one.duplicate_of) for one in seen.documents] == [
        (one.report_id, one.sha256, one.duplicate_of) for one in before.documents
    ]
    assert [one.waiting for one in seen.documents] == [True, False, False]
    assert seen.sightings["1/a.pdf"] == before.sightings["1/a.pdf"]


def test_a_file_that_is_renamed_or_touched_need_not_rest(settings: Settings, write: Write) -> None:
    """Else it would be away for a while, and its rows with it."""
    write("a.pdf", PDF)
    write("b.pdf", PDF + "b")
    before = survey(settings.raw)
    (settings.raw / "a.pdf").rename(settings.raw / "c.pdf")
    os.utime(settings.raw / "b.pdf")
    seen = survey(settings.raw, before.sightings, later(0, settings))
    assert ([document.file_name for document in seen.documents], seen.waiting) == (["b.pdf", "c.pdf"], ())
    write("b.pdf", PDF + "c")
    (settings.raw / "c.pdf").write_text(PDF.replace("7", "8"))
    assert survey(settings.raw, before.sightings, later(0, settings)).waiting == ("b.pdf", "c.pdf")
