"""What a page draws: rules, fills, marks, pictures, and where they are on the page as shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pages import BLACK, GREEN, GREY, RED, WHITE, Document

from pipelines.reading import Page, Reading, Table
from pipelines.reading.colors import hex_color, is_colorful
from pipelines.reading.model import Box
from pipelines.reading.words import find_words

Read = Callable[[Document], Reading]
ReadPage = Callable[[Document], Page]


def levels(page: Page) -> list[tuple[str, float, float, float]]:
    """Edges as direction, place and ends, from the left and the top."""
    found = [("down" if edge.vertical else "across", edge.at, edge.start, edge.end) for edge in page.edges]
    return sorted((way, round(at, 1), round(start, 1), round(end, 1)) for way, at, start, end in found)


# --- rules and fills ------------------------------------------------------------------------------------------------


def test_a_line_is_an_edge(document: Document, read_page: ReadPage) -> None:
    document.page().line(50, 100, 250, 100, color=RED, thick=2).line(50, 100, 50, 180)
    page = read_page(document)
    assert levels(page) == [("across", 100, 50, 250), ("down", 50, 100, 180)]
    across = next(edge for edge in page.edges if not edge.vertical)
    assert (across.width, across.color, across.length) == (2, 0xFF0000, 200)


def test_a_thin_rectangle_is_the_line_along_its_middle(document: Document, read_page: ReadPage) -> None:
    document.page().box(50, 100, 250, 101, fill=BLACK).box(80, 110, 81, 180, fill=BLACK)
    assert levels(read_page(document)) == [("across", 100.5, 50, 250), ("down", 80.5, 110, 180)]


def test_the_outline_of_a_box_is_four_edges(document: Document, read_page: ReadPage) -> None:
    document.page().box(50, 100, 250, 180)
    assert levels(read_page(document)) == [
        ("across", 100, 50, 250),
        ("across", 180, 50, 250),
        ("down", 50, 100, 180),
        ("down", 250, 100, 180),
    ]


def test_slanting_lines_and_white_lines_are_no_edges(document: Document, read_page: ReadPage) -> None:
    document.page().line(50, 100, 250, 180).line(50, 300, 250, 300, color=WHITE).box(50, 310, 250, 311, fill=WHITE)
    assert levels(read_page(document)) == []


def test_a_filled_area_keeps_its_colour(document: Document, read_page: ReadPage) -> None:
    document.page().box(50, 100, 250, 180, fill=(0.2, 0.4, 0.6))
    fills = read_page(document).fills
    assert [(fill.box, hex_color(fill.color)) for fill in fills] == [(Box(50, 100, 250, 180), "#336699")]


def test_a_transparent_fill_is_none(document: Document, read_page: ReadPage) -> None:
    document.page().draw("1 0 0 rg 50 50 100 100 re n")
    assert read_page(document).fills == []


def test_a_fill_is_cut_to_what_its_clip_shows(document: Document, read_page: ReadPage) -> None:
    document.page().draw("q 100 600 50 40 re W n 1 0 0 rg 0 0 595 842 re f Q")
    assert [fill.box for fill in read_page(document).fills] == [Box(100, 202, 150, 242)]


def test_what_lies_off_the_page_is_left_out(document: Document, read_page: ReadPage) -> None:
    document.page(margin=(40, 40)).line(50, -20, 250, -20).box(-39, 10, -20, 60, fill=RED).line(50, 20, 250, 20)
    page = read_page(document)
    assert levels(page) == [("across", 20, 50, 250)]
    assert page.fills == []


# --- turned pages and crop boxes ------------------------------------------------------------------------------------


def furnished(document: Document, rotation: int, margin: tuple[float, float]) -> Document:
    page = document.page((500, 400), rotation, margin).text(50, 50, "Rubrik", 14, bold=True)
    page.grid([50, 150, 250], [100, 120, 140, 160]).circle(230, 150, 4, GREEN).picture(60, 146, 68, 154, RED)
    page.box(50, 100, 250, 120, fill=GREY)
    for row, y in enumerate((115, 135, 155)):
        page.row(y, {75: f"rad {row}", 155: f"{row}00"})
    return document


@pytest.mark.parametrize("margin", [(0, 0), (36, 20)], ids=["whole", "cropped"])
@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_reads_as_it_is_shown(
    rotation: int, margin: tuple[float, float], read: Read, read_page: ReadPage
) -> None:
    straight = read_page(furnished(Document(), 0, (0, 0)))
    page = read_page(furnished(Document(), rotation, margin))
    assert (page.width, page.height, page.rotation) == (500, 400, rotation)
    ours, theirs = find_words(page.chars), find_words(straight.chars)
    assert [(word.text, word.style) for word in ours] == [(word.text, word.style) for word in theirs]
    for word, other in zip(ours, theirs, strict=True):
        assert word.box == pytest.approx(other.box, abs=0.6)
        assert word.baseline == pytest.approx(other.baseline, abs=0.05)
    assert levels(page) == levels(straight)
    assert [(mark.color, mark.kind) for mark in page.marks] == [(mark.color, mark.kind) for mark in straight.marks]
    for mark, other_mark in zip(page.marks, straight.marks, strict=True):
        assert mark.box == pytest.approx(other_mark.box, abs=0.1)
    table = read(furnished(Document(), rotation, margin)).tables[0]
    assert table.rows() == [["rad 0", "000"], ["rad 1", "100"], ["rad 2", "200"]]
    assert table.box == pytest.approx((50, 100, 250, 160), abs=0.5)


def test_a_landscape_page_is_wider_than_high(document: Document, read: Read) -> None:
    document.page((842, 595), 90).text(700, 500, "Nere till höger")
    page = read(document).pages[0]
    assert (page.width, page.height, page.text) == (842, 595, "Nere till höger")


def test_turned_text_is_not_mixed_with_the_rest_but_told_of(document: Document, read: Read) -> None:
    page = document.page().lines(100, 300, ["Vanlig text på sidan", "som går över två rader"])
    page.text(80, 320, "Foto: Arkivet", turned=True)
    reading = read(document)
    assert reading.pages[0].text == "Vanlig text på sidan\nsom går över två rader"
    assert (reading.pages[0].words_total, reading.pages[0].words_placed) == (11, 9)
    assert [(oddity.rule, oddity.page, oddity.text) for oddity in reading.oddities] == [
        ("turned_text", 1, "Foto: Arkivet")
    ]


def test_turned_text_that_repeats_is_furniture(document: Document, read: Read) -> None:
    for number in range(1, 4):
        document.page().text(100, 300, f"Text nummer {number}").text(30, 700, "Blankett 12", turned=True)
    reading = read(document)
    assert reading.furniture == ["Blankett 12"]
    assert reading.words_placed == reading.words_total == 15
    assert reading.oddities == []


def test_turned_text_heads_the_column_it_stands_in(document: Document, read: Read) -> None:
    page = document.page().grid([50, 200, 230, 260], [100, 180, 200, 220]).text(55, 115, "Insats")
    page.text(220, 175, "Budget 2023", turned=True).text(250, 175, "Utfall", turned=True)
    page.row(195, {55: "Lokaler", 205: "120", 235: "131"}).row(215, {55: "Personal", 205: "840", 235: "612"})
    reading = read(document)
    assert reading.tables[0].rows() == [
        ["Insats", "Budget 2023", "Utfall"],
        ["Lokaler", "120", "131"],
        ["Personal", "840", "612"],
    ]
    assert reading.words_placed == reading.words_total


# --- marks ----------------------------------------------------------------------------------------------------------


def lights(document: Document, draw: Callable[[int, float, float], object]) -> Document:
    page = document.page().grid([50, 90, 300], [100, 120, 140, 160])
    for row, y in enumerate((115, 135, 155)):
        page.text(95, y, f"Aktivitet {row}")
        draw(row, 70, y - 4)
    return document


COLORS = [GREEN, (1, 0.75, 0), RED]
HEX = ["#009933", "#ffbf00", "#ff0000"]


@pytest.mark.parametrize("kind", ["glyph", "shape", "image", "fill"])
def test_the_light_of_a_row_is_found_however_it_is_drawn(kind: str, document: Document, read: Read) -> None:
    def draw(row: int, x: float, y: float) -> None:
        page, color = document.pages[0], COLORS[row]
        if kind == "glyph":
            page.text(x - 3, y + 4, "●", color=color)
        elif kind == "shape":
            page.circle(x, y, 4, color)
        elif kind == "image":
            page.picture(x - 4, y - 4, x + 4, y + 4, color)
        else:
            page.box(50, 100 + 20 * row, 90, 120 + 20 * row, fill=color)

    table = read(lights(document, draw)).tables[0]
    first = [cell for cell in table.cells if cell.column == 1]
    if kind == "fill":
        assert [hex_color(cell.fill_color) for cell in first] == HEX
    else:
        assert [(mark.kind, hex_color(mark.color)) for cell in first for mark in cell.marks] == [
            (kind, color) for color in HEX
        ]
    assert not any(cell.marks for cell in table.cells if cell.column == 2)


def test_a_pill_around_a_word_marks_its_cell(document: Document, read: Read) -> None:
    page = document.page().grid([50, 200, 300], [100, 120, 140, 160]).box(200, 100, 300, 120, fill=(0, 0, 0.6))
    page.text(55, 115, "Aktivitet", bold=True).text(205, 115, "Så gick det", bold=True, color=WHITE)
    for y, word, color in ((135, "Klar", GREEN), (155, "Ej klar", RED)):
        page.text(55, y, "Ta emot besök").box(204, y - 11, 214 + 5 * len(word), y + 3, fill=color)
        page.text(208, y, word, color=WHITE)
    table = read(document).tables[0]
    assert [[cell.text, [(mark.kind, hex_color(mark.color)) for mark in cell.marks]] for cell in table.cells] == [
        ["Aktivitet", []],
        ["Så gick det", []],
        ["Ta emot besök", []],
        ["Klar", [("fill", "#009933")]],
        ["Ta emot besök", []],
        ["Ej klar", [("fill", "#ff0000")]],
    ]


def test_a_character_that_is_a_light_has_its_own_colour(document: Document, read: Read) -> None:
    page = document.page().grid([50, 90, 300], [100, 120, 140, 160])
    for y, light in ((115, "🟢"), (135, "🟡"), (155, "🔴")):
        page.text(60, y, light).text(95, y, "Aktivitet")
    cells = [cell for cell in read(document).tables[0].cells if cell.column == 1]
    assert [hex_color(mark.color) for cell in cells for mark in cell.marks] == ["#78b159", "#fdcb58", "#dd2e44"]


def test_colours_that_mean_nothing_make_no_mark(document: Document, read_page: ReadPage) -> None:
    page = document.page()
    for place, color in enumerate([BLACK, WHITE, GREY, (0.3, 0.3, 0.3), (0.95, 0.9, 0.95)]):
        page.circle(100 + 30 * place, 100, 4, color).picture(96 + 30 * place, 200, 104 + 30 * place, 208, color)
    assert read_page(document).marks == []


def test_large_and_long_things_are_no_marks(document: Document, read_page: ReadPage) -> None:
    page = document.page().circle(200, 200, 40, RED).box(50, 50, 150, 58, fill=RED)
    page.picture(300, 300, 400, 400, RED)
    read = read_page(document)
    assert read.marks == []
    assert read.images == [Box(300, 300, 400, 400)]


@pytest.mark.parametrize(
    ("color", "named"),
    [(0xD7263D, True), (0x1F9D55, True), (0xF2B600, True), (0x000000, False), (0x808080, False), (0xEAD9E3, False)],
)
def test_a_colour_is_colourful_when_a_reader_would_name_it(color: int, named: bool) -> None:
    assert is_colorful(color) is named


def test_marks_inside_a_form_are_where_the_form_puts_them(document: Document, read_page: ReadPage) -> None:
    page = document.page()
    page.forms["Light"] = "1 0 0 rg 0 0 8 8 re f"
    page.draw("q 1 0 0 1 100 700 cm /Light Do Q q 2 0 0 2 300 600 cm /Light Do Q")
    marks = read_page(document).marks
    assert [mark.box for mark in marks] == [
        pytest.approx((100, 134, 108, 142), abs=0.05),
        pytest.approx((300, 226, 316, 242), abs=0.05),
    ]


def test_a_form_that_contains_itself_is_read_to_an_end(document: Document, read: Read) -> None:
    page = document.page().text(50, 50, "Text bredvid")
    page.forms["Loop"] = "1 0 0 rg 0 0 8 8 re f q 0.9 0 0 0.9 10 10 cm /Loop Do Q"
    page.forms["Ping"] = "/Pong Do 0 0 4 4 re f"
    page.forms["Pong"] = "/Ping Do 5 5 4 4 re f"
    page.draw("q 1 0 0 1 100 700 cm /Loop Do /Ping Do Q")
    assert read(document).pages[0].text == "Text bredvid"


def test_text_inside_a_form_is_read(document: Document, read_page: ReadPage) -> None:
    page = document.page()
    code = document.alphabet.encode("Inne")
    page.forms["Stamp"] = f"BT /F0 10 Tf 1 0 0 1 0 0 Tm {code} Tj ET"
    page.draw("q 1 0 0 1 100 700 cm /Stamp Do Q")
    words = find_words(read_page(document).chars)
    assert [(word.text, round(word.baseline)) for word in words] == [("Inne", 142)]


# --- charts and pictures are no tables ------------------------------------------------------------------------------


def tables_of(read: Read, document: Document) -> list[Table]:
    return read(document).tables


def test_a_chart_with_its_axes_is_no_table(document: Document, read: Read) -> None:
    page = document.page().line(100, 100, 100, 300).line(100, 300, 400, 300)
    for step in range(5):
        page.line(96, 100 + 50 * step, 100, 100 + 50 * step).text(75, 104 + 50 * step, str(40 - 10 * step))
    for place, year in enumerate(("2019", "2020", "2021", "2022")):
        page.box(120 + 70 * place, 300 - 40 * (place + 1), 160 + 70 * place, 300, fill=(0, 0.2, 0.6))
        page.text(130 + 70 * place, 314, year)
    assert tables_of(read, document) == []


def test_a_framed_picture_with_a_caption_is_no_table(document: Document, read: Read) -> None:
    document.page().box(50, 50, 300, 200).picture(60, 60, 290, 190, RED).text(50, 215, "Figur 1. En bild")
    assert tables_of(read, document) == []
