"""Damaged files: what one engine leaves out without a word, the other or a mended copy still has."""

from __future__ import annotations

import random
import re
import zlib
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pages import Document

from pipelines.reading import Reading, UnreadableError, read_report
from pipelines.reading.damage import find_damage
from pipelines.reading.engines import pdfium as first_engine
from pipelines.reading.engines import plumber as second_engine
from pipelines.reading.model import Oddity

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = sorted((ROOT / "data" / "raw").glob("*.pdf"))
TEXTS = [f"Sidan {number} handlar om projekt och pengar i kommunen" for number in range(1, 6)]


@pytest.fixture(autouse=True)
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the engines make of damage, without help."""
    monkeypatch.setenv("RAPPORTLAGER_OCR", "off")


def whole() -> bytes:
    document = Document()
    for text in TEXTS:
        page = document.page()
        for place in range(30):
            page.text(50, 100 + 14 * place, f"{text}, rad {place}")
    return document.bytes()


def read(data: bytes, folder: Path) -> Reading:
    path = folder / "damaged.pdf"
    path.write_bytes(data)
    return read_report(path)


def texts(reading: Reading) -> list[str]:
    return [page.text for page in reading.pages]


def told(reading: Reading) -> list[tuple[str, str]]:
    return [(oddity.rule, oddity.severity) for oddity in reading.oddities]


def packed(data: bytes) -> bytes:
    """The same file with its objects in an object stream and a cross-reference stream, as PDF 1.5 writes them."""
    found = {int(match[1]): match[2] for match in re.finditer(rb"(\d+) 0 obj\n(.*?)\nendobj", data, re.DOTALL)}
    root = int(re.search(rb"/Root (\d+)", data)[1])  # type: ignore[index]
    inside = {number: body for number, body in found.items() if b"stream" not in body}
    heads, bodies = [], b""
    for number, body in inside.items():
        heads.append(b"%d %d" % (number, len(bodies)))
        bodies += body + b"\n"
    head = b" ".join(heads) + b" "
    box, table = max(found) + 1, max(found) + 2
    stream = zlib.compress(head + bodies)
    out = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    outside = {number: body for number, body in found.items() if number not in inside}
    outside[box] = b"<< /Type /ObjStm /N %d /First %d /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (
        len(inside),
        len(head),
        len(stream),
        stream,
    )
    for number, body in outside.items():
        places[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    places |= {number: (2, box, place) for place, number in enumerate(inside)}
    places[table] = (1, len(out), 0)
    rows = b"".join(
        bytes([sort]) + at.to_bytes(4, "big") + last.to_bytes(2, "big")
        for sort, at, last in (places[number] for number in range(table + 1))
    )
    rows = zlib.compress(rows)
    start = len(out)
    out += b"%d 0 obj\n<< /Type /XRef /Size %d /Root %d 0 R /W [1 4 2] /Length %d /Filter /FlateDecode >>\n" % (
        table,
        table + 1,
        root,
        len(rows),
    )
    return bytes(out) + b"stream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (rows, start)


FORMS = {"classic": whole(), "packed": packed(whole())}


@pytest.fixture(params=FORMS.values(), ids=FORMS)
def intact(request: pytest.FixtureRequest) -> bytes:
    """The same five pages, with a table of objects and with a cross-reference stream."""
    data: bytes = request.param
    return data


def is_whole(reading: Reading) -> bool:
    return [text.splitlines()[-1] for text in texts(reading)] == [f"{text}, rad 29" for text in TEXTS]


def test_an_intact_file_shows_no_damage(intact: bytes, tmp_path: Path) -> None:
    reading = read(intact, tmp_path)
    assert is_whole(reading)
    assert {page.engine for page in reading.pages} == {"pdfium"}
    assert told(reading) == []
    assert not find_damage(tmp_path / "damaged.pdf")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem[:30])
def test_the_samples_show_no_damage(path: Path) -> None:
    assert not find_damage(path)


@pytest.mark.parametrize("start", [0, 7, 10**9])
def test_a_file_that_points_to_no_table_of_its_objects_is_read_whole(intact: bytes, start: int, tmp_path: Path) -> None:
    assert is_whole(read(re.sub(rb"startxref\n\d+", b"startxref\n%d" % start, intact), tmp_path))


@pytest.mark.parametrize("junk", [b"HTTP/1.1 200 OK\r\n\r\n", b"\x00" * 900, b"% " + b"x" * 500 + b"\n"], ids=range(3))
def test_bytes_before_the_header_cost_nothing(intact: bytes, junk: bytes, tmp_path: Path) -> None:
    assert is_whole(read(junk + intact, tmp_path))


def test_a_file_cut_before_its_table_is_read_whole(tmp_path: Path) -> None:
    data = FORMS["classic"]
    assert is_whole(read(data[: data.index(b"\nxref\n")], tmp_path))


@pytest.mark.parametrize("count", [1, 3, 1000])
def test_objects_without_an_end_are_found_all_the_same(intact: bytes, count: int, tmp_path: Path) -> None:
    assert is_whole(read(intact.replace(b"endobj", b"", count), tmp_path))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem[:30])
def test_a_sample_without_ends_of_objects_gives_every_word(path: Path, tmp_path: Path) -> None:
    assert texts(read(path.read_bytes().replace(b"endobj", b"", 30), tmp_path)) == texts(read_report(path))


def test_a_stream_that_breaks_off_is_told_of(intact: bytes, tmp_path: Path) -> None:
    """Engines give what comes before the break and say nothing."""
    first = intact.index(b"stream\n", intact.index(b"FlateDecode >>\nstream\n")) + 7
    middle = first + 90
    reading = read(intact[:middle] + bytes(20) + intact[middle + 20 :], tmp_path)
    assert ("unreadable", "error") in told(reading)


def test_of_two_readings_of_a_damaged_page_the_fuller_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = FORMS["classic"]
    data = re.sub(rb"startxref\n\d+", b"startxref\n0", data)
    read_page = first_engine.read_page

    def half(document: pypdfium2.PdfDocument, index: int) -> object:
        page = read_page(document, index)
        if index == 2:
            keep = len(page.chars) // 2
            for name in ("code", "x0", "top", "x1", "bottom", "baseline", "style", "upright", "hidden"):
                setattr(page.chars, name, getattr(page.chars, name)[:keep])
        return page

    monkeypatch.setattr(first_engine, "read_page", half)
    reading = read(data, tmp_path)
    assert [page.engine for page in reading.pages] == ["pdfium", "pdfium", "pdfplumber", "pdfium", "pdfium"]
    assert is_whole(reading)


def test_more_pages_are_believed_and_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = re.sub(rb"startxref\n\d+", b"startxref\n0", FORMS["classic"])
    monkeypatch.setattr(pypdfium2.PdfDocument, "__len__", lambda _: 1)
    reading = read(data, tmp_path)
    assert is_whole(reading)
    assert {page.engine for page in reading.pages} == {"pdfplumber"}
    assert told(reading) == [("damaged", "warning")]


def test_no_empty_page_of_the_first_engine_is_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_page = first_engine.read_page

    def blind(document: pypdfium2.PdfDocument, index: int) -> object:
        page = read_page(document, index)
        if index == 1:
            page.chars = page.chars.none()
        return page

    monkeypatch.setattr(first_engine, "read_page", blind)
    reading = read(FORMS["classic"], tmp_path)
    assert [page.engine for page in reading.pages] == ["pdfium", "pdfplumber", "pdfium", "pdfium", "pdfium"]
    assert is_whole(reading)


def test_a_sound_file_is_not_read_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("the second engine was asked")

    monkeypatch.setattr(second_engine, "open_document", never)
    assert is_whole(read(FORMS["packed"], tmp_path))


@pytest.mark.parametrize("form", FORMS)
def test_a_broken_page_in_the_middle_costs_no_other(form: str, tmp_path: Path) -> None:
    data = FORMS["classic"]
    kids = re.findall(rb"(\d+) 0 R", re.search(rb"/Kids \[(.*?)\]", data)[1])  # type: ignore[index]
    page = re.search(rb"\n" + kids[2] + rb" 0 obj\n(.*?)\nendobj", data, re.DOTALL)
    assert page is not None
    data = data.replace(page[1], b"null".ljust(len(page[1])))
    reading = read(packed(data) if form == "packed" else data, tmp_path)
    assert [page.number for page in reading.pages] == [1, 2, 4, 5]
    assert ("unreadable", "error") in told(reading)


def test_an_empty_password_is_none(tmp_path: Path) -> None:
    document = Document(password="")
    document.page().text(50, 50, "Text på sidan 1")
    reading = read(document.bytes(), tmp_path)
    assert texts(reading) == ["Text på sidan 1"]
    assert told(reading) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), form=st.sampled_from(sorted(FORMS)), zeros=st.integers(8, 400))
def test_a_hole_anywhere_is_read_or_told_of(seed: int, form: str, zeros: int, tmp_path: Path) -> None:
    """Whatever is lost of five pages of text, nobody is told that all is well."""
    data = bytearray(FORMS[form])
    place = random.Random(seed).randrange(64, len(data) - zeros)
    data[place : place + zeros] = bytes(zeros)
    try:
        reading = read(bytes(data), tmp_path)
    except UnreadableError:
        return
    assert reading.words_total >= WORDS or any(_is_told(oddity) for oddity in reading.oddities)


WORDS = 5 * 30 * 11


def _is_told(oddity: Oddity) -> bool:
    return oddity.rule in ("unreadable", "damaged") and oddity.severity != "info"
