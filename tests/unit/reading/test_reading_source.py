"""Opening files: why one cannot be read, which engine reads a page, and that pages come one at a time."""

from __future__ import annotations

import contextlib
import gc
import re
import warnings
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pages import GREEN, GREY, RED, Document

from pipelines.reading import Page, Reading, UnreadableError, read_pages, read_report, read_tables
from pipelines.reading.engines import pdfium as first_engine
from pipelines.reading.engines import plumber as second_engine
from pipelines.reading.source import open_source
from pipelines.reading.words import find_words

Read = Callable[[Document], Reading]


def kind(path: Path) -> str:
    """Why a file cannot be read."""
    with pytest.raises(UnreadableError) as raised:
        read_report(path)
    assert raised.value.detail.endswith((".", ")"))
    assert str(raised.value) == raised.value.detail
    return raised.value.kind


def drawn(count: int = 1) -> Document:
    document = Document()
    for number in range(1, count + 1):
        document.page().text(50, 300, f"Text på sidan {number}")
    return document


# --- files that cannot be read --------------------------------------------------------------------------------------


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.pdf"
    path.touch()
    assert kind(path) == "empty"


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 not at all", b"En vanlig text\n", b"\x00" * 500, b"<html>%PDF</html>"], ids=range(4)
)
def test_a_file_that_is_no_pdf(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "other.pdf"
    path.write_bytes(content)
    assert kind(path) == "not_pdf"


def test_a_pdf_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(drawn().bytes()[:60])
    assert kind(path) == "damaged"


def test_a_pdf_without_pages(document: Document, tmp_path: Path) -> None:
    assert kind(document.save(tmp_path / "none.pdf")) == "damaged"


def test_a_pdf_that_asks_for_a_password(tmp_path: Path) -> None:
    document = drawn()
    document.password = "hemligt"
    assert kind(document.save(tmp_path / "locked.pdf")) == "encrypted"


def rootless() -> bytes:
    """A file whose root has no pages, with a cross-reference stream: PDFium refuses it and gives no reason."""
    root = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n"
    places = [(0, 0, 65535), (1, root.index(b"1 0 obj"), 0), (1, len(root), 0)]
    table = b"".join(bytes([sort]) + at.to_bytes(4, "big") + number.to_bytes(2, "big") for sort, at, number in places)
    head = b"2 0 obj\n<< /Root 1 0 R /Size 3 /Type /XRef /W [1 4 2] /Length %d >>\nstream\n" % len(table)
    return root + head + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(root)


def test_a_broken_file_after_a_locked_one_is_not_taken_for_locked(tmp_path: Path) -> None:
    locked, broken = drawn(), tmp_path / "broken.pdf"
    locked.password = "hemligt"
    broken.write_bytes(rootless())
    assert kind(locked.save(tmp_path / "locked.pdf")) == "encrypted"
    assert kind(broken) == "damaged"


def test_a_pdf_encrypted_with_an_empty_password_is_read(tmp_path: Path) -> None:
    document = drawn()
    document.password = ""
    path = document.save(tmp_path / "open.pdf")
    assert b"/Encrypt" in path.read_bytes()
    assert read_report(path).pages[0].text == "Text på sidan 1"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_report(tmp_path / "missing.pdf")


@pytest.mark.parametrize("reader", [read_report, read_tables, lambda path: list(read_pages(path))])
def test_every_way_in_gives_the_same_reason(reader: Callable[[Path], object], tmp_path: Path) -> None:
    path = tmp_path / "other.pdf"
    path.write_bytes(b"nothing of a PDF")
    with pytest.raises(UnreadableError, match="header every PDF begins with"):
        reader(path)


def test_bytes_before_the_header_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "late.pdf"
    path.write_bytes(b"\r\n\x00some mail gateway\r\n" + drawn().bytes())
    assert read_report(path).pages[0].text == "Text på sidan 1"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 3000), byte=st.binary(min_size=1, max_size=4))
def test_a_damaged_file_is_read_or_refused_with_a_reason(cut: int, byte: bytes, tmp_path: Path) -> None:
    whole = drawn().bytes()
    place = cut % len(whole)
    path = tmp_path / "damaged.pdf"
    path.write_bytes(whole[:place] + byte + whole[place + len(byte) :])
    reason = None
    try:
        reading = read_report(path)
    except UnreadableError as error:
        reason = error.kind
    assert reason in {"damaged", "encrypted", "not_pdf"} if reason else reading.pages


# --- two engines ----------------------------------------------------------------------------------------------------


def test_the_first_engine_reads_what_it_can(read: Read) -> None:
    assert [page.engine for page in read(drawn(2)).pages] == ["pdfium", "pdfium"]


def refused(*_: object) -> None:
    raise UnreadableError("damaged", "The file cannot be opened as a PDF (Data format error).")


def test_a_file_the_first_engine_refuses_is_asked_of_the_second(
    read: Read, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    document.information = {"Title": "Årsrapport"}
    document.page().text(50, 50, "Budget 1 000 kr").grid([50, 150, 250], [100, 120, 140, 160])
    for row, y in enumerate((115, 135, 155)):
        document.pages[0].row(y, {55: f"rad {row}", 155: f"{row}5"})
    monkeypatch.setattr(first_engine, "open_document", refused)
    reading = read(document)
    assert [page.engine for page in reading.pages] == ["pdfplumber"]
    assert reading.metadata["Title"] == "Årsrapport"
    assert reading.tables[0].rows() == [["rad 0", "05"], ["rad 1", "15"], ["rad 2", "25"]]
    assert reading.pages[0].text.startswith("Budget 1 000 kr")


def test_no_page_of_the_first_engine_is_believed_before_the_second_is_asked(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pypdfium2.PdfDocument, "__len__", lambda _: 0)
    assert [page.engine for page in read(drawn(2)).pages] == ["pdfplumber", "pdfplumber"]


def test_a_page_the_first_engine_cannot_load_is_asked_of_the_second(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = first_engine.read_page

    def breaks(document: pypdfium2.PdfDocument, index: int) -> object:
        if index == 1:
            raise pypdfium2.PdfiumError("Failed to load page.")
        return whole(document, index)

    monkeypatch.setattr(first_engine, "read_page", breaks)
    reading = read(drawn(3))
    assert [(page.number, page.engine) for page in reading.pages] == [(1, "pdfium"), (2, "pdfplumber"), (3, "pdfium")]
    assert [page.text for page in reading.pages] == [f"Text på sidan {number}" for number in (1, 2, 3)]


def without_page(number: int, of: int) -> bytes:
    """A file of so many pages, one of which is a number instead."""
    whole = drawn(of).bytes()
    kid = re.findall(rb"(\d+) 0 R", re.search(rb"/Kids \[(.*?)\]", whole)[1])[number - 1]  # type: ignore[index]
    page = re.search(kid + rb" 0 obj\n(.*?)\nendobj", whole, re.DOTALL)
    assert page is not None
    return whole.replace(page[1], b"42".ljust(len(page[1])))


def test_a_page_no_engine_can_load_is_told_of_and_no_other_takes_its_place(tmp_path: Path) -> None:
    path = tmp_path / "hole.pdf"
    path.write_bytes(without_page(2, of=3))
    reading = read_report(path)
    assert [(page.number, page.text) for page in reading.pages] == [(1, "Text på sidan 1"), (3, "Text på sidan 3")]
    assert [(oddity.rule, oddity.severity) for oddity in reading.oddities] == [("unreadable", "error")]
    assert "1 pages cannot be loaded and were not read: 2." in reading.oddities[0].detail


def test_a_file_of_which_no_page_can_be_loaded_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "hole.pdf"
    path.write_bytes(without_page(1, of=1))
    assert kind(path) == "damaged"


PAGELESS = b"%PDF-1.4\ntrailer\n<< /Root << /Pages << >> >> >>\n"


@pytest.mark.parametrize("whole", [PAGELESS, without_page(1, of=1), drawn().bytes()[:-200]], ids=range(3))
def test_no_file_is_left_open(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "damaged.pdf"
    path.write_bytes(whole)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ResourceWarning)
        with contextlib.suppress(UnreadableError):
            read_report(path)
        gc.collect()
    assert [str(warning.message) for warning in caught if warning.category is ResourceWarning] == []


def second_page(path: Path) -> Page:
    """The first page as the second engine sees it."""
    document = second_engine.open_document(path)
    try:
        page = second_engine.read_page(document, 0)
    finally:
        second_engine.close(document)
    assert page is not None
    return page


def words(page: Page) -> list[tuple[str, float, bool, int]]:
    return [(word.text, word.style.size, word.style.bold, word.style.color) for word in find_words(page.chars)]


def edges(page: Page) -> list[tuple[bool, int, int, int]]:
    return sorted((edge.vertical, round(edge.at), round(edge.start), round(edge.end)) for edge in page.edges)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_both_engines_see_the_same(rotation: int, tmp_path: Path) -> None:
    document = Document()
    page = document.page(size=(500, 400), rotation=rotation, margin=(20, 30))
    page.grid([50, 150, 250], [100, 120, 140]).text(55, 115, "Summa", 10, bold=True)
    page.text(155, 115, "1 706", color=RED).circle(230, 130, 4, GREEN).box(50, 200, 90, 230, fill=GREY)
    path = document.save(tmp_path / "both.pdf")
    one, two = next(read_pages(path)), second_page(path)
    assert (one.width, one.height) == (two.width, two.height) == (500, 400)
    assert (one.rotation, two.rotation) == (rotation, rotation)
    assert [words(page) for page in (one, two)] == [
        [("Summa", 10, True, 0), ("1", 10, False, 0xFF0000), ("706", 10, False, 0xFF0000)]
    ] * 2
    for ours, theirs in zip(find_words(one.chars), find_words(two.chars), strict=True):
        assert (*ours.box[:2], ours.box.bottom) == pytest.approx((*theirs.box[:2], theirs.box.bottom), abs=1.5)
        # letters of a font that is not embedded: PDFium takes them as wide as pages rendered before have left its own
        assert ours.box.x1 == pytest.approx(theirs.box.x1, abs=0.5 * ours.style.size)
        assert ours.baseline == pytest.approx(theirs.baseline, abs=0.1)
    assert edges(one) == edges(two)
    assert [(mark.color, mark.kind) for mark in one.marks] == [(mark.color, mark.kind) for mark in two.marks]
    assert [fill.color for fill in one.fills] == [fill.color for fill in two.fills]


# --- pages one at a time --------------------------------------------------------------------------------------------


def test_pages_are_read_one_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = drawn(5).save(tmp_path / "five.pdf")
    read: list[int] = []
    whole = first_engine.read_page

    def counted(document: pypdfium2.PdfDocument, index: int) -> object:
        read.append(index)
        return whole(document, index)

    monkeypatch.setattr(first_engine, "read_page", counted)
    pages = read_pages(path)
    assert read == []
    assert next(pages).number == 1
    assert read == [0]
    assert next(pages).number == 2
    assert read == [0, 1]
    assert [page.number for page in pages] == [3, 4, 5]


def test_a_file_left_half_read_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[pypdfium2.PdfDocument] = []
    whole = first_engine.open_document

    def noted(path: Path) -> pypdfium2.PdfDocument:
        opened.append(whole(path))
        return opened[-1]

    monkeypatch.setattr(first_engine, "open_document", noted)
    pages = read_pages(drawn(3).save(tmp_path / "three.pdf"))
    next(pages)
    assert opened[0].raw is not None
    pages.close()  # type: ignore[attr-defined]
    assert opened[0].raw is None


def test_reading_the_same_file_twice_gives_the_same(tmp_path: Path) -> None:
    path = drawn(3).save(tmp_path / "three.pdf")
    assert read_report(path) == read_report(path)


# --- what the file says of itself -----------------------------------------------------------------------------------


def test_metadata_and_bookmarks_are_read(tmp_path: Path) -> None:
    document = drawn(2)
    document.information = {"Title": "Årsredovisning 2023", "Author": "Borås Stad", "Subject": " "}
    document.bookmarks = [(0, "Inledning", 1), (1, "Bakgrund", 1), (0, "Ekonomi å så vidare", 2)]
    with open_source(document.save(tmp_path / "told.pdf")) as source:
        assert source.metadata == {"Title": "Årsredovisning 2023", "Author": "Borås Stad"}
        assert [(mark.title, mark.level, mark.page) for mark in source.bookmarks] == [
            ("Inledning", 0, 1),
            ("Bakgrund", 1, 1),
            ("Ekonomi å så vidare", 0, 2),
        ]
        assert source.page_count == 2


def test_a_page_without_text_says_so(document: Document, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORTLAGER_OCR", "off")
    document.page().picture(80, 70, 445, 680, (0.5, 0.5, 0.5))
    document.page().text(50, 50, "Text")
    scan, typed = read(document).pages
    assert (scan.text_source, scan.illegible, scan.words_total) == ("none", True, 0)
    assert (typed.text_source, typed.illegible, typed.words_total) == ("native", False, 1)
