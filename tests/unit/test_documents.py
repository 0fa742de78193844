from __future__ import annotations

import hashlib
import os
import random
import re
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.documents import Document, Entry, RawFolderError, identify, printable, scan, slug


def ids(documents: list[Document]) -> dict[str, str]:
    return {document.file_name: document.report_id for document in documents}


def sha8(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:8]


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


def put(raw: Path, name: str, content: bytes) -> Path:
    path = raw / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_each_pdf_at_any_depth_is_found_and_nothing_else(raw: Path) -> None:
    for name in ("b.pdf", "2023/a.PDF", "2023/vår/c.Pdf", "x.pdf.txt", "readme.md", "pdf"):
        put(raw, name, name.encode())
    documents = scan(raw)
    assert [document.file_name for document in documents] == ["2023/a.PDF", "2023/vår/c.Pdf", "b.pdf"]
    for document in documents:
        assert document.sha256 == hashlib.sha256(document.file_name.encode()).hexdigest()
        assert document.size == len(document.file_name.encode())
        assert document.path.read_bytes() == document.file_name.encode()
        assert document.problem is None


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("naringsliv-2023", "naringsliv-2023"),
        ("corpus__0336_x-9", "corpus__0336_x-9"),
        ("Årsredovisning 2023", "arsredovisning-2023"),
        ("A\u030arsredovisning 2023", "arsredovisning-2023"),
        ("Région Öst, bilaga 3 (slutlig)", "region-ost-bilaga-3-slutlig"),
        ("Rapport_2023", "rapport_2023"),
        ("a - b", "a-b"),
        ("__a--", "a"),
        ("Smørrebrød & Straße", "smorrebrod-strasse"),
        ("报告", "report"),
        ("", "report"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_the_slug_of_a_stem(stem: str, expected: str) -> None:
    assert slug(stem) == expected


@given(st.text(max_size=300))
def test_a_slug_is_always_a_safe_name_and_stays_as_it_is(stem: str) -> None:
    made = slug(stem)
    assert re.fullmatch(r"[a-z0-9]+([-_]+[a-z0-9]+)*", made)
    assert len(made) <= 200
    assert slug(made) == made


def test_different_files_of_one_stem_are_two_reports(raw: Path) -> None:
    put(raw, "2022/bilaga.pdf", b"one")
    put(raw, "2023/bilaga.pdf", b"two")
    put(raw, "2024/Bilaga.PDF", b"three")
    assert ids(scan(raw)) == {
        "2022/bilaga.pdf": "bilaga",
        "2023/bilaga.pdf": f"bilaga-{sha8(b'two')}",
        "2024/Bilaga.PDF": f"bilaga-{sha8(b'three')}",
    }


def test_a_stem_that_is_a_slug_keeps_it_whatever_others_turn_into(raw: Path) -> None:
    put(raw, "1/å.pdf", b"one")
    put(raw, "2/a.pdf", b"two")
    put(raw, f"3/a-{sha8(b'one')}.pdf", b"three")
    assert ids(scan(raw)) == {
        "1/å.pdf": f"a-{sha8(b'one')}-2",
        "2/a.pdf": "a",
        f"3/a-{sha8(b'one')}.pdf": f"a-{sha8(b'one')}",
    }


def test_copies_point_to_the_first_by_name_and_have_ids_of_their_own(raw: Path) -> None:
    put(raw, "b/x.pdf", b"same")
    put(raw, "a/x.pdf", b"same")
    put(raw, "c/x.pdf", b"same")
    put(raw, "c/y.pdf", b"same")
    documents = {document.file_name: document for document in scan(raw)}
    assert {name: (document.report_id, document.duplicate_of) for name, document in documents.items()} == {
        "a/x.pdf": ("x", None),
        "b/x.pdf": (f"x-{sha8(b'same')}", "x"),
        "c/x.pdf": (f"x-{sha8(b'same')}-2", "x"),
        "c/y.pdf": ("y", "x"),
    }


def test_empty_files_are_no_copies_of_each_other(raw: Path) -> None:
    put(raw, "a.pdf", b"")
    put(raw, "b.pdf", b"")
    assert [document.duplicate_of for document in scan(raw)] == [None, None]


entries = st.builds(
    lambda name, content, is_link, broken: Entry(
        file_name=name,
        path=Path(name),
        size=1,
        mtime_ns=0,
        sha256=None if broken else hashlib.sha256(content).hexdigest(),
        problem=None,
        is_link=is_link,
        name_bytes=name.encode(),
    ),
    st.sampled_from([f"{folder}{stem}.pdf" for folder in ("", "1/", "2/") for stem in ("a", "A", "å", "b", "ä ")]),
    st.sampled_from([b"one", b"two", b"three"]),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(entries, max_size=12, unique_by=lambda entry: entry.file_name), st.randoms())
def test_ids_depend_on_the_files_alone_and_are_never_given_twice(found: list[Entry], shuffle: random.Random) -> None:
    documents = identify(found)
    assert len({document.report_id for document in documents}) == len(found)
    shuffled = list(found)
    shuffle.shuffle(shuffled)
    assert identify(shuffled) == documents
    by_id = {document.report_id: document for document in documents}
    for document in documents:
        if document.duplicate_of:
            original = by_id[document.duplicate_of]
            assert original.sha256 == document.sha256
            assert original.duplicate_of is None
    contents = {document.sha256 for document in documents if document.sha256}
    assert sum(document.sha256 is not None and not document.duplicate_of for document in documents) == len(contents)


def test_what_is_no_file_is_told_of_and_never_opened(raw: Path) -> None:
    put(raw, "folder.pdf/inner.pdf", b"inner")
    os.mkfifo(raw / "pipe.pdf")
    listener = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(raw)  # the path of a socket may not be long
    try:
        listener.bind("socket.pdf")
    finally:
        os.chdir(here)
        listener.close()
    documents = {document.file_name: document for document in scan(raw)}
    assert documents.pop("folder.pdf/inner.pdf").problem is None
    assert {
        name: (document.problem.kind, document.problem.detail, document.sha256)
        for name, document in documents.items()
        if document.problem
    } == {
        "folder.pdf": ("not_a_file", "It is a folder, not a file.", None),
        "pipe.pdf": ("not_a_file", "It is a pipe, not a file.", None),
        "socket.pdf": ("not_a_file", "It is a socket, not a file.", None),
    }


def test_links_are_followed_inside_the_folder_and_never_out_of_it(raw: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(b"secret")
    put(raw, "2023/real.pdf", b"real")
    (raw / "alias.pdf").symlink_to("2023/real.pdf")
    (raw / "out.pdf").symlink_to(secret)
    (raw / "device.pdf").symlink_to("/dev/zero")
    (raw / "dangling.pdf").symlink_to("nowhere.pdf")
    (raw / "loop.pdf").symlink_to("loop.pdf")
    (raw / "folder.pdf").symlink_to("2023")
    (raw / "around").symlink_to("..")
    (raw / "self").symlink_to(".")
    documents = {document.file_name: document for document in scan(raw)}
    assert set(documents) == {
        "2023/real.pdf", "alias.pdf", "out.pdf", "device.pdf", "dangling.pdf", "loop.pdf", "folder.pdf"
    }  # fmt: skip
    # the file is the original although the link comes first by name
    assert documents["alias.pdf"].duplicate_of == documents["2023/real.pdf"].report_id
    assert documents["2023/real.pdf"].duplicate_of is None
    for name in ("out.pdf", "device.pdf", "dangling.pdf", "loop.pdf", "folder.pdf"):
        document = documents[name]
        assert document.sha256 is None
        assert document.problem is not None
        assert document.problem.kind == "not_a_file"
    assert hashlib.sha256(b"secret").hexdigest() not in {document.sha256 for document in documents.values()}


def test_the_folder_itself_may_be_a_link(raw: Path, tmp_path: Path) -> None:
    put(raw, "a.pdf", b"a")
    (tmp_path / "link").symlink_to(raw)
    (document,) = scan(tmp_path / "link")
    assert document.problem is None


def test_names_that_print_badly_are_found_and_shown_safely(raw: Path) -> None:
    names = [b"\xff.pdf", b"a\nb.pdf", b"\x1b[31m.pdf", "u\u0308.pdf".encode(), "ü.pdf".encode(), b"'; DROP--\".pdf"]
    for number, name in enumerate(names):
        Path(os.fsdecode(os.fsencode(raw) + b"/" + name)).write_bytes(b"%d" % number)
    documents = scan(raw)
    assert sorted(document.file_name for document in documents) == sorted(
        [r"\xff.pdf", r"a\nb.pdf", r"\x1b[31m.pdf", "ü.pdf", "ü.pdf", "'; DROP--\".pdf"]
    )
    assert len({document.report_id for document in documents}) == len(names)
    assert {document.path.read_bytes() for document in documents} == {b"%d" % n for n in range(len(names))}


@given(st.binary(min_size=1, max_size=40).filter(lambda name: b"\0" not in name))
def test_a_shown_name_can_be_encoded_and_moves_no_cursor(name: bytes) -> None:
    shown = printable(os.fsdecode(name))
    shown.encode("utf-8")
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e]", shown)


def test_a_missing_folder_is_not_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(RawFolderError, match="There is no folder of reports"):
        scan(tmp_path / "raw")


def test_a_folder_that_cannot_be_listed_stops_the_scan(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(raw, "closed/a.pdf", b"a")
    listed = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(RawFolderError, match="closed cannot be listed: Permission denied"):
        scan(raw)


def test_a_file_that_cannot_be_read_is_told_of(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(raw, "a.pdf", b"a")
    put(raw, "b.pdf", b"b")
    opened = os.open

    def refuse(path: Path, flags: int) -> int:
        if Path(path).name == "a.pdf":
            raise PermissionError(13, "Permission denied")
        return opened(path, flags)

    monkeypatch.setattr(os, "open", refuse)
    first, second = scan(raw)
    assert first.problem is not None
    assert (first.problem.kind, first.problem.detail) == ("unreadable", "The file cannot be read: permission denied.")
    assert second.problem is None
