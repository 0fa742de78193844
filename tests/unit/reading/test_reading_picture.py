"""Pictures show what was read where it stands: pixels at known places of drawn pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import GREEN, Document
from PIL import Image

from pipelines import picture
from pipelines.crop import SCALE, CropError, render
from pipelines.page_numbers import LARGEST, page_numbers
from pipelines.picture import pictures, save
from pipelines.reading import Box, Page, Reading, read_pages, read_report

Color = tuple[int, int, int]
Show = Callable[[Document], "list[Shown]"]
Three = tuple[Path, Reading, list[Page]]
BULLET = 140.0


class Shown:
    """One page: as it is printed, and with what was read drawn over it."""

    def __init__(self, path: Path, reading: Reading, number: int, image: Image.Image) -> None:
        self.reading, self.number, self.image = reading, number, image
        self.plain, self.scale = render(path, number)
        faded = Image.blend(self.plain, Image.new("RGB", self.plain.size, "white"), picture.FADED)
        self.faded = faded.convert("RGB")

    def at(self, x: float, y: float) -> Color:
        pixel = self.image.getpixel((round(self.scale * x), round(self.scale * y)))
        assert isinstance(pixel, tuple)
        return pixel[0], pixel[1], pixel[2]

    def has(self, color: Color, box: Box) -> bool:
        """Whether a pixel of that colour is in the box."""
        part = self.image.crop(tuple(round(self.scale * edge) for edge in box))
        return any(found == color for _, found in part.getcolors(part.width * part.height) or [])

    def ground(self, box: Box) -> Color:
        """The commonest colour within a box, lines around it left out."""
        inner = (box.x0 + 1.5, box.top + 1.5, box.x1 - 1.5, box.bottom - 1.5)
        part = self.image.crop(tuple(round(self.scale * edge) for edge in inner))
        _, color = max(part.getcolors(part.width * part.height) or [])
        assert isinstance(color, tuple)
        return color[0], color[1], color[2]


@pytest.fixture
def show(tmp_path: Path) -> Show:
    def drawing(document: Document) -> list[Shown]:
        path = document.save(tmp_path / "drawn.pdf")
        pages: list[Page] = []
        reading = read_report(path, pages.append)
        return [Shown(path, reading, number, image) for number, image in pictures(path, reading, pages)]

    return drawing


def tinted(color: Color) -> Color:
    """White with a ground of that colour."""
    share = picture.GROUND / 255
    red, green, blue = (round(255 + share * (part - 255)) for part in color)
    return red, green, blue


def close(one: Color, other: Color) -> bool:
    return all(abs(a - b) <= 2 for a, b in zip(one, other, strict=True))


PROSE = [
    "Under året har kommunen arbetat vidare med de mål som fullmäktige beslutat om",
    "och som redovisas här i text och i den tabell som följer efter detta stycke nu.",
]


def grid(document: Document) -> None:
    """A table with a header in bold whose last cell covers two columns, a light, and a rule far from it."""
    page = document.page()
    page.text(70, 60, "Verksamheten", 18, bold=True).lines(70, 90, PROSE).line(70, 700, 300, 700)
    page.rules(70, 520, (150, 180, 210, 240)).line(70, 150, 70, 240).line(220, 150, 220, 240).line(520, 150, 520, 240)
    page.line(370, 180, 370, 240)
    page.text(75, 170, "Projekt", bold=True).text(225, 170, "Kostnad", bold=True)
    page.row(200, {75: "Alfa", 225: "1 000", 375: "2 000"}).row(230, {75: "Beta", 225: "3 000", 375: "4 000"})
    page.circle(BULLET, 197, 4, GREEN)


def test_cells_headers_merged_cells_and_marks_are_drawn(document: Document, show: Show) -> None:
    grid(document)
    (shown,) = show(document)
    (table,) = shown.reading.tables
    assert table.header_rows == 1
    for cell in table.cells:
        assert shown.at(cell.box.x0 + 1.5, cell.box.middle[1]) == picture.CELL, cell.text
    header, merged = table.grid()[0][0], table.grid()[0][2]
    body = table.grid()[2][1]
    assert header is not None
    assert merged is not None
    assert body is not None
    assert merged.column_span == 2
    assert close(shown.ground(header.box), tinted(picture.HEADER))
    assert close(shown.ground(merged.box), tinted(picture.SPAN))
    assert shown.ground(body.box) == (255, 255, 255)
    assert shown.has(picture.SPAN, merged.box)
    assert shown.at(table.box.x0, table.box.middle[1]) == picture.TABLE
    assert shown.at(BULLET - 6, 197) == shown.at(BULLET, 197 - 6) == picture.MARK


def test_words_rules_and_headings_are_drawn_and_what_is_empty_stays(document: Document, show: Show) -> None:
    grid(document)
    (shown,) = show(document)
    assert shown.at(200, 700) == picture.RULE
    first, heading = shown.reading.items[1], shown.reading.items[0]
    assert first.box is not None
    assert shown.at(70, first.box.top + 3) == picture.WORD
    assert shown.has(picture.HEADING, Box(heading.box.x0 - 1, heading.box.top, heading.box.x0 + 1, heading.box.bottom))
    assert shown.has(picture.HEADING, Box(20, heading.box.top, 66, heading.box.bottom)), "its label"
    empty = tuple(round(shown.scale * edge) for edge in (0, 720, 595, 840))
    assert shown.image.crop(empty).tobytes() == shown.faded.crop(empty).tobytes()


def test_running_headers_are_grey_and_text_is_not(document: Document, show: Show) -> None:
    for place in range(3):
        document.page().text(70, 30, "Borås Stad").lines(70, 100 + 40 * place, PROSE)
    shown = show(document)
    assert shown[0].reading.furniture == ["Borås Stad"]
    for place, page in enumerate(shown):
        assert close(page.ground(Box(70, 22, 95, 32)), tinted(picture.FURNITURE))
        assert page.ground(Box(70, 92 + 40 * place, 95, 102 + 40 * place)) == (255, 255, 255)


def test_a_table_that_goes_on_has_arrows_on_both_pages(document: Document, show: Show) -> None:
    columns = (70.0, 250.0, 500.0)
    first = document.page().grid(columns, [700, 730, 760, 790])
    first.row(720, {75: "Projekt", 255: "Belopp"}, bold=True).row(750, {75: "Alfa", 255: "100"})
    first.row(780, {75: "Beta", 255: "200"})
    second = document.page().grid(columns, [60, 90, 120]).row(80, {75: "Gamma", 255: "300"})
    second.row(110, {75: "Delta", 255: "400"})
    before, after = show(document)
    (table,) = before.reading.tables
    assert (table.page, table.page_end) == (1, 2)
    for page, edge in ((before, 790.0), (after, 60.0)):
        x = table.boxes[page.number].x1 + 8
        assert page.at(x, edge) == picture.LINK
    assert before.at(508, 60) == after.at(508, 790) == (255, 255, 255)


def test_a_footnote_is_tied_to_its_call(document: Document, show: Show) -> None:
    page = document.page().lines(70, 90, PROSE).text(70, 130, "Kostnaden var 300 tkr")
    page.text(175.5, 126, "1", 6).lines(70, 150, PROSE).text(70, 780, "1", 5).text(75, 783, "Exklusive moms.", 7)
    (shown,) = show(document)
    (note,) = shown.reading.footnotes
    assert shown.at(note.box.x0, note.box.middle[1]) == picture.NOTE
    call = (177.0, 124.0)
    for share in (0.3, 0.6):
        x, y = (a + share * (b - a) for a, b in zip(call, (note.box.x0, note.box.top), strict=True))
        assert shown.has(picture.NOTE, Box(x - 3, y - 3, x + 3, y + 3))


def test_words_told_of_in_a_finding_are_red(document: Document, show: Show) -> None:
    document.page().lines(70, 90, PROSE).text(400, 500, "Stående", turned=True)
    (shown,) = show(document)
    (oddity,) = shown.reading.oddities
    assert oddity.box is not None
    assert shown.at(oddity.box.x0, oddity.box.middle[1]) == picture.FINDING


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_turned_pages_and_crop_boxes_are_drawn_as_shown(rotation: int, document: Document, show: Show) -> None:
    page = document.page((400, 300), rotation, (30, 20))
    page.grid((50, 150, 300), (60, 90, 120)).row(80, {55: "Alfa", 155: "100"}).row(110, {55: "Beta", 155: "200"})
    (shown,) = show(document)
    assert shown.image.size == (round(400 * SCALE), round(300 * SCALE) + picture.STRIP)
    assert shown.at(50, 75) == picture.TABLE
    assert shown.at(151.5, 105) == picture.CELL


def test_a_page_that_cannot_be_rendered_is_bare_paper(tmp_path: Path, document: Document) -> None:
    grid(document)
    path = document.save(tmp_path / "drawn.pdf")
    pages: list[Page] = []
    reading = read_report(path, pages.append)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(picture, "render", broken)
        ((number, image),) = pictures(path, reading, pages)
    assert number == 1
    assert image.size == (round(595 * SCALE), round(842 * SCALE) + picture.STRIP)
    assert image.getpixel((round(SCALE * 200), round(SCALE * 700))) == picture.RULE
    assert image.convert("L").crop((140, 480, 280, 520)).histogram()[0] == 0, "no ink of the page itself"


def broken(path: Path, page: int) -> tuple[Image.Image, float]:
    raise CropError(f"page {page} of {path.name} cannot be drawn")


# --- files ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def three(tmp_path: Path, document: Document) -> Three:
    for place in range(3):
        document.page((200, 200)).text(20, 50 + 20 * place, "Text")
    path = document.save(tmp_path / "tre.pdf")
    pages: list[Page] = []
    return path, read_report(path, pages.append), pages


def test_pages_are_given_on_as_they_are_read(three: Three) -> None:
    path, _, pages = three
    assert [(page.number, len(page.chars)) for page in pages] == [
        (page.number, len(page.chars)) for page in read_pages(path)
    ]


def test_a_folder_gets_a_picture_for_each_page(three: Three, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "er"
    assert save(*three, out) == [out / f"tre-{page}.png" for page in (1, 2, 3)]
    with Image.open(out / "tre-2.png") as image:
        assert (image.format, image.size) == ("PNG", (400, 400 + picture.STRIP))
    path, reading, pages = three
    assert save(path, reading, pages[2:], out) == [out / "tre-3.png"]


def test_a_file_name_is_kept_for_one_page_and_numbered_for_several(three: Three, tmp_path: Path) -> None:
    path, reading, pages = three
    assert save(path, reading, pages[1:2], tmp_path / "ut.png") == [tmp_path / "ut.png"]
    assert save(path, reading, pages[:2], tmp_path / "ut.png") == [tmp_path / "ut-1.png", tmp_path / "ut-2.png"]


def test_pages_that_are_not_there_and_a_file_gone_are_told(three: Three, tmp_path: Path) -> None:
    path, reading, pages = three
    with pytest.raises(CropError, match="has 3 pages"):
        save(path, reading, [], tmp_path / "ut")
    path.unlink()
    with pytest.raises(OSError, match="No such file"):
        save(path, reading, pages, tmp_path / "ut")


# --- page numbers ---------------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(1, 500), st.integers(0, 20)), min_size=1, max_size=5))
def test_page_numbers_and_ranges_are_read(ranges: list[tuple[int, int]]) -> None:
    text = ", ".join(f"{first}-{first + more}" if more else str(first) for first, more in ranges)
    assert page_numbers(text) == {page for first, more in ranges for page in range(first, first + more + 1)}


@pytest.mark.parametrize("text", ["", "0", "5-3", "a", "3,", "-2", "1-2-3", "1.5", f"1-{10 * LARGEST}"])
def test_what_names_no_pages_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="does not name pages"):
        page_numbers(text)
