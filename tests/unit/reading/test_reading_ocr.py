"""Pages read from their picture, with tesseract and without it."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from pages import GREEN, GREY, RED, Document
from PIL import Image

from pipelines.build import build
from pipelines.extract import extract
from pipelines.query import ask, connect
from pipelines.reading import Box, Reading, raster, read_pages, read_report
from pipelines.reading import ocr as module
from pipelines.reading.colors import is_colorful
from pipelines.reading.recognised import Read, checked, parted, without_specks
from pipelines.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
RAW = ROOT / "data" / "raw"
WITH = pytest.mark.skipif(
    module.installed() is None, reason="tesseract with Swedish is not installed: the tests of OCR are skipped"
)
LOST = 0.03
"""Share of the words of a page that OCR may read wrong or leave out."""


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where there is no tesseract."""
    monkeypatch.setenv(module.SWITCH, "off")


def scanned(source: Path | bytes, path: Path, pages: tuple[int, ...] = (), dpi: int = 200, skew: float = 0.0) -> Path:
    """The file with its pages as pictures alone."""
    document = pypdfium2.PdfDocument(source)
    pictured = []
    for place in pages or range(len(document)):
        page = document[place]
        picture = page.render(scale=dpi / 72).to_pil().convert("RGB")
        pictured.append(picture.rotate(skew, 3, fillcolor="white") if skew else picture)
        page.close()
    document.close()
    pictured[0].save(path, save_all=True, append_images=pictured[1:], resolution=dpi)
    return path


def mixed(path: Path, *parts: bytes) -> Path:
    """Files one after another as one."""
    whole = pypdfium2.PdfDocument.new()
    for part in parts:
        document = pypdfium2.PdfDocument(part)
        whole.import_pages(document)
        document.close()
    whole.save(path)
    whole.close()
    return path


def typed(text: str = "Kommunen betalade 25 000 kr till projektet", lines: int = 6) -> Document:
    document = Document()
    document.alphabet.legible = True
    page = document.page()
    for place in range(lines):
        page.text(60, 100 + 20 * place, text, 11)
    return document


def words(text: str) -> Counter[str]:
    return Counter(text.replace("\N{NO-BREAK SPACE}", " ").split())


# --- without tesseract ----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("without")
def test_a_scan_is_no_success_and_says_what_to_install(tmp_path: Path) -> None:
    path = scanned(typed().bytes(), tmp_path / "scan.pdf")
    found = extract(path, "scan", "scan.pdf")
    assert (found.report["status"], found.report["error_kind"], found.report["page_count"]) == ("failed", "no_text", 1)
    assert "tesseract-ocr-swe" in found.report["error_detail"]
    assert found.tables["findings"][0]["observed"] == "no_text"


@pytest.mark.usefixtures("without")
def test_a_scan_among_other_pages_makes_the_report_partial(tmp_path: Path) -> None:
    scan = scanned(typed().bytes(), tmp_path / "scan.pdf").read_bytes()
    found = extract(mixed(tmp_path / "mixed.pdf", typed().bytes(), scan), "mixed", "mixed.pdf")
    assert (found.report["status"], found.report["error_kind"]) == ("partial", "no_text")
    assert "1 of 2 pages show text that cannot be read: 2; to have them read" in found.report["error_detail"]
    assert [row["text_source"] for row in found.tables["pages"]] == ["native", "none"]
    assert "unreadable" in {row["rule"] for row in found.tables["findings"]}


def outlined(document: Document) -> Document:
    """A page of letters that are drawn as paths, three strokes each."""
    page = document.page()
    for line in range(20):
        for letter in range(60):
            x, y = 60 + 8 * letter, 100 + 15 * line
            page.line(x, y, x, y - 7, thick=1).line(x + 4, y, x + 4, y - 7, thick=1).line(
                x, y - 3, x + 4, y - 3, thick=1
            )
    return document


@pytest.mark.usefixtures("without")
def test_letters_drawn_as_paths_are_seen(document: Document, tmp_path: Path) -> None:
    page = next(read_pages(outlined(document).save(tmp_path / "outlined.pdf")))
    assert (page.illegible, page.text_source) == (True, "none")


@pytest.mark.usefixtures("without")
def test_a_scan_under_a_stamp_is_seen(tmp_path: Path) -> None:
    picture = scanned(typed(lines=30).bytes(), tmp_path / "scan.pdf")
    whole = pypdfium2.PdfDocument(picture)
    font = pypdfium2.raw.FPDFText_LoadStandardFont(whole, b"Helvetica")
    stamp = pypdfium2.raw.FPDFPageObj_CreateTextObj(whole, font, 10.0)
    text = "Dnr 2023-17\0".encode("utf-16-le")
    buffer = (pypdfium2.raw.FPDF_WCHAR * (len(text) // 2)).from_buffer_copy(text)
    pypdfium2.raw.FPDFText_SetText(stamp, buffer)
    pypdfium2.raw.FPDFPageObj_Transform(stamp, 1, 0, 0, 1, 400, 800)
    page = whole[0]
    pypdfium2.raw.FPDFPage_InsertObject(page, stamp)
    page.gen_content()
    stamped = tmp_path / "stamped.pdf"
    whole.save(stamped)
    page.close()
    whole.close()
    read = next(read_pages(stamped))
    assert len(read.chars) > 5
    assert read.illegible


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize("kind", ["blank", "rule", "frame", "coloured", "chart"])
def test_a_page_that_shows_no_text_misses_none(kind: str, document: Document, tmp_path: Path) -> None:
    page = document.page()
    if kind == "rule":
        page.line(60, 800, 535, 800)
    elif kind == "frame":
        page.box(60, 60, 535, 780)
    elif kind == "coloured":
        page.box(0, 0, 595, 842, fill=GREY)
    elif kind == "chart":
        for place in range(8):
            page.box(80 + 50 * place, 500 - 30 * place, 110 + 50 * place, 700, fill=RED if place % 2 else GREEN)
            page.line(70, 700 - 25 * place, 500, 700 - 25 * place)
    assert not next(read_pages(document.save(tmp_path / "none.pdf"))).illegible


def test_no_tesseract_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    module._installed.cache_clear()
    module._languages.cache_clear()
    try:
        assert module.installed() is None
    finally:
        monkeypatch.undo()
        module._installed.cache_clear()
        module._languages.cache_clear()


# --- what two readings make of a word -------------------------------------------------------------------------------


def one(text: str, x: float = 100, confidence: float = 95, width: float | None = None, line: float = 500) -> Read:
    return Read(text, Box(x, line - 30, x + (width or 20 * len(text)), line), line, 40, confidence)


def taken(*found: Read) -> list[str]:
    return [word.text for word in parted(found)[0]]


def test_the_sign_the_swedish_model_cannot_read_comes_from_the_other() -> None:
    assert [word.text for word in checked([one("760", confidence=40)], [one("76%", confidence=96)])] == ["76%"]


def test_words_are_never_taken_from_the_other() -> None:
    assert [word.text for word in checked([one("Köpta", confidence=60)], [one("K6pta", confidence=96)])] == ["Köpta"]


def test_two_readings_of_a_figure_that_differ_are_not_believed() -> None:
    assert taken(*checked([one("722", confidence=80)], [one("122", confidence=85)])) == []
    assert taken(*checked([one("-722", confidence=80)], [one("722", confidence=85)])) == []
    assert taken(*checked([one("722", confidence=80)], [one("722", confidence=20)])) == ["722"]


def test_a_figure_the_first_reading_missed_is_added() -> None:
    assert [word.text for word in checked([one("Summa")], [one("Summa"), one("304", x=400)])] == ["Summa", "304"]


def test_a_number_in_groups_is_taken_whole_or_not_at_all() -> None:
    whole = one("4", width=20), one("000", 130), one("000", 200)
    assert taken(*whole) == ["4", "000", "000"]
    assert taken(whole[0], one("000", 130, confidence=50), whole[2]) == []
    assert taken(whole[0], one("000", 130, confidence=50), one("17", 900)) == ["17"]


def test_a_blank_that_went_unseen_is_put_back() -> None:
    assert taken(one("1500", width=80), one("000", 190)) == ["1\N{NO-BREAK SPACE}500\N{NO-BREAK SPACE}000"]
    assert taken(one("-1500", width=100), one("000", 210)) == ["-1\N{NO-BREAK SPACE}500\N{NO-BREAK SPACE}000"]
    assert taken(one("1500", width=80), one("000", 800)) == ["1500", "000"]
    assert taken(one("2018", width=80), one("94", 190)) == ["2018", "94"]


def test_specks_are_no_words_and_dots_of_lists_are_dots() -> None:
    found = [one("|"), one("—"), Read("«", Box(0, 480, 8, 490), 500, 40, 20), one("«"), one("å")]
    assert [word.text for word in without_specks(found)] == ["—", "•", "å"]


# --- pictures -------------------------------------------------------------------------------------------------------


def picture_of(document: Document, dpi: float = 300) -> raster.Picture:
    opened = pypdfium2.PdfDocument(io.BytesIO(document.bytes()))
    try:
        return raster.render(opened[0], dpi)
    finally:
        opened.close()


def test_no_page_is_rendered_larger_than_the_limit(document: Document) -> None:
    document.page((14_400, 14_400))
    found = picture_of(document)
    assert found.pixels.shape[0] * found.pixels.shape[1] <= 1.01 * raster.MAX_PIXELS


def test_a_page_of_no_sensible_shape_is_not_rendered(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    document.page((14_400, 0.1))
    monkeypatch.setattr(raster, "MAX_PIXELS", 1000)
    with pytest.raises(raster.NoPictureError, match="too long"):
        picture_of(document)


def test_a_picture_too_large_to_decode_is_not_decoded(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    document.page().picture(10, 10, 500, 500, RED)
    monkeypatch.setattr(raster, "MAX_SOURCE", 0)
    with pytest.raises(raster.NoPictureError, match="too large"):
        picture_of(document)


def test_a_page_that_takes_too_long_to_render_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raster, "SECONDS", -1)
    opened = pypdfium2.PdfDocument(scanned(typed().bytes(), tmp_path / "scan.pdf", dpi=600))
    try:
        with pytest.raises(raster.NoPictureError, match="in time"):
            raster.render(opened[0])
    finally:
        opened.close()


def test_rules_shades_and_marks_are_found_in_a_picture(document: Document) -> None:
    page = document.page()
    page.box(60, 100, 460, 120, fill=GREY).grid([60, 200, 460], [100, 120, 160]).circle(300, 140, 5, GREEN)
    page.text(70, 115, "Rubrik").text(70, 145, "Sammanlagt")
    outlines, clean = raster.trace(picture_of(document))
    level = sorted(round(o.box.middle[1]) for o in outlines if o.box.height < 3 and o.box.width > 300)
    upright = sorted(round(o.box.middle[0]) for o in outlines if o.box.width < 3 and o.box.height > 30)
    assert (level[-1], upright) == (160, [60, 200, 460])
    assert any(abs(o.box.width - 400) < 8 and 10 < o.box.height < 24 for o in outlines)
    (mark,) = [o for o in outlines if o.curved]
    assert mark.box.middle == pytest.approx((300, 140), abs=1.5)
    assert is_colorful(mark.fill or 0)
    assert (clean[round(160 * 300 / 72), round(90 * 300 / 72) : round(180 * 300 / 72)] > 200).all()


@pytest.mark.parametrize("skew", [-1.3, -0.4, 0.0, 0.7, 1.8])
def test_a_page_laid_askew_is_set_straight(skew: float, document: Document) -> None:
    page = document.page()
    for place in range(30):
        page.text(60, 80 + 20 * place, "Kommunen har arbetat med projektet under hela perioden", 11)
    found = picture_of(document)
    turned = Image.fromarray(found.pixels).rotate(-skew, fillcolor="white")
    assert raster.skew(np.asarray(turned.convert("L"))) == pytest.approx(skew, abs=0.11)


# --- with tesseract -------------------------------------------------------------------------------------------------


def lost(reading: Reading, source: Path, pages: tuple[int, ...]) -> float:
    """Share of the words of a source that its scan does not have; joined groups of digits count as one number."""
    whole = read_report(source).pages

    def told(text: str) -> Counter[str]:
        return words(
            re.sub(r"(?<=\d)[\s\xa0](?=\d{3}\b)", "", text.replace("−", "-").replace("–", "-").replace("|", " "))
        )

    missing = total = 0
    for place, page in zip(pages, reading.pages, strict=True):
        there = told(whole[place].text)
        missing += sum((there - told(page.text)).values())
        total += sum(there.values())
    return missing / total


@pytest.fixture(scope="module")
def statement(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """A page of a sample with two tables without upright rules, as a scan."""
    folder = tmp_path_factory.mktemp("scan")
    return read_report(scanned(RAW / STATEMENT, folder / "scan.pdf", (4,)))


STATEMENT = "tillvaxtverket-smart-industri-slutredovisning-2019.pdf"
PROJECTS = "vgr-delregionala-projekt-2020.pdf"


@WITH
def test_a_scan_is_read_and_says_so(statement: Reading) -> None:
    (page,) = statement.pages
    assert (page.engine, page.text_source, page.illegible) == ("tesseract", "ocr", False)
    assert page.words_placed == page.words_total > 150
    (told,) = [oddity for oddity in statement.oddities if oddity.rule == "read_by_ocr"]
    assert "1 (9" in told.detail
    assert lost(statement, RAW / STATEMENT, (4,)) <= LOST


@WITH
def test_swedish_letters_and_per_cent_signs_are_read(statement: Reading) -> None:
    text = statement.pages[0].text
    for word in ("Resultaträkning", "Köpta", "tjänster", "Förvaltnings", "återbetala", "Övriga", "76%", "100%", "0%"):
        assert word in text, word


@WITH
def test_a_table_of_a_scan_has_its_rows_and_columns(statement: Reading) -> None:
    income, figures = statement.tables
    assert (income.column_count, figures.column_count) == (4, 4)
    assert ["Personalkostnader/ verksamhetskostnader", "55%", "100%", "74%"] in figures.rows()
    rows = [["".join((text or "").split()) for text in row] for row in income.rows()]
    assert ["Bidrag", "25000", "", "25000"] in rows
    assert ["Summaintäkter", "25000", "1706", "26706"] in rows


@WITH
def test_a_table_ruled_in_the_picture_gives_facts_that_are_right_or_missing(tmp_path: Path) -> None:
    pages = (0,)
    path = scanned(RAW / PROJECTS, tmp_path / "scan.pdf", pages)
    found, whole = extract(path, "scan", "scan.pdf"), extract(RAW / PROJECTS, "whole", PROJECTS)
    assert found.report["text_source"] == "ocr"
    right = {row["amount_sek"] for row in whole.tables["budgets"]}
    ours = [row["amount_sek"] for row in found.tables["budgets"] if row["kind"] == "project"]
    theirs = [row for row in whole.tables["budgets"] if row["kind"] == "project" and row["page"] == 1]
    assert set(ours) <= right
    assert len(ours) > 0.7 * len(theirs)
    assert {row["page"] for row in found.tables["budgets"]} <= {row["page"] for row in found.tables["pages"]}
    assert "read_by_ocr" in {row["rule"] for row in found.tables["findings"]}


@WITH
def test_a_skewed_scan_is_read_too(tmp_path: Path) -> None:
    reading = read_report(scanned(RAW / STATEMENT, tmp_path / "scan.pdf", (4,), skew=1.0))
    assert lost(reading, RAW / STATEMENT, (4,)) <= 2 * LOST
    assert {table.column_count for table in reading.tables} == {4}


@WITH
def test_a_page_of_garbage_is_read_from_its_picture(tmp_path: Path) -> None:
    document = typed()
    document.claimed = lambda char: char if char.isspace() else chr(0xE000 + ord(char))
    reading = read_report(document.save(tmp_path / "garbage.pdf"))
    (page,) = reading.pages
    assert (page.engine, page.text_source) == ("tesseract", "ocr")
    assert words(page.text)["Kommunen"] == 6


@WITH
def test_a_photograph_is_no_text(document: Document, tmp_path: Path) -> None:
    noise = np.random.default_rng(1).normal(128, 40, (60, 40)).repeat(12, 0).repeat(12, 1).clip(0, 255)
    path = tmp_path / "photo.pdf"
    Image.fromarray(noise.astype(np.uint8)).save(path, resolution=72)
    (page,) = read_report(path).pages
    assert (page.illegible, page.words_total) == (False, 0)


@WITH
def test_a_page_that_takes_too_long_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.01)
    reading = read_report(scanned(typed().bytes(), tmp_path / "scan.pdf"))
    assert reading.pages[0].illegible
    assert [(oddity.rule, oddity.severity) for oddity in reading.oddities] == [("unreadable", "warning")]


@WITH
def test_the_time_of_a_report_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.Budget.__init__, "__defaults__", (0.0,))
    reading = read_report(scanned(typed().bytes(), tmp_path / "scan.pdf"))
    assert reading.pages[0].illegible
    assert "took too long" in reading.oddities[0].detail


@WITH
def test_a_build_reads_scans_in_its_workers(settings: Settings) -> None:
    scanned(RAW / STATEMENT, settings.raw / "scan.pdf", (4,))
    build(settings)
    with connect(settings) as connection:
        assert list(ask(connection, "SELECT text_source, engine FROM pages").rows) == [("ocr", "tesseract")]


@pytest.mark.usefixtures("without")
def test_pages_with_text_are_never_rendered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a page with text was rendered")

    monkeypatch.setattr(raster, "render", never)
    assert read_report(typed().save(tmp_path / "typed.pdf")).words_total
