"""Pages set sideways or upside down are read like any other, and places lead back to the page as shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import Document, Page

from pipelines.extract import extract
from pipelines.reading import Reading
from pipelines.reading.engines.geometry import IDENTITY, apply
from pipelines.reading.model import Box
from pipelines.reading.turning import QUARTERS, as_shown, turned_view

Read = Callable[[Document], Reading]

WIDTH, HEIGHT = 595.0, 842.0
TURNS = {90: f"0 1 -1 0 {WIDTH} 0", 180: f"-1 0 0 -1 {WIDTH} {HEIGHT}", 270: f"0 -1 1 0 0 {HEIGHT}"}
"""What draws a page so that it has to be turned clockwise by so many degrees to be read."""
ROWS = [
    ["Projekt", "Ägare", "Beviljat"],
    ["Digital handel", "Borås Stad", "250 000"],
    ["Grön omställning", "Marks kommun", "120 000"],
    ["Ung företagsamhet", "Tranemo", "90 000"],
]
XS, Y = [60.0, 260.0, 420.0, 540.0], 120.0


def draw(page: Page) -> Page:
    page.text(60, 90, "Tabell 1. Beviljade projekt under året", bold=True)
    page.grid(XS, [Y + 20 * place for place in range(5)])
    for place, texts in enumerate(ROWS):
        page.row(Y + 15 + 20 * place, {x + 4: text for x, text in zip(XS, texts, strict=False)}, bold=not place)
    return page.text(60, 300, "Tabellen visar de projekt som har beviljats medel under året.")


def turned_page(document: Document, turned: int) -> Page:
    """A portrait page with the drawing turned on it."""
    page = document.page()
    size = (HEIGHT, WIDTH) if turned in (90, 270) else (WIDTH, HEIGHT)
    drawn = draw(Page(page.alphabet, size))
    page.operators += [f"q {TURNS[turned]} cm", *drawn.operators, "Q"]
    return page


@pytest.mark.parametrize("turned", QUARTERS)
def test_a_page_set_sideways_is_read_like_any_other(turned: int, document: Document, read: Read) -> None:
    turned_page(document, turned)
    reading = read(document)
    assert [table.rows() for table in reading.tables] == [ROWS]
    assert reading.tables[0].title == "Tabell 1. Beviljade projekt under året"
    (page,) = reading.pages
    assert (page.width, page.height, page.turned) == (WIDTH, HEIGHT, turned)
    assert (page.words_placed, reading.oddities) == (page.words_total, [])


@pytest.mark.parametrize("turned", QUARTERS)
def test_places_are_those_of_the_page_as_shown(turned: int, document: Document, tmp_path: Path) -> None:
    turned_page(document, turned)
    path = document.save(tmp_path / "r.pdf")
    cells = extract(path, "r", "r.pdf").tables["source_cells"]
    (box,) = [cell["bbox"] for cell in cells if cell["text"] == "Borås Stad"]
    x, y = Box(**box).middle
    sideways = turned in (90, 270)
    assert (box["x1"] - box["x0"] < box["bottom"] - box["top"]) == sideways
    # on the drawing the cell's middle is at 340, 150
    expected = {90: (150, HEIGHT - 340), 270: (WIDTH - 150, 340), 180: (WIDTH - 340, HEIGHT - 150)}[turned]
    assert (x, y) == pytest.approx(expected, abs=1)


def test_upright_furniture_of_a_turned_page_is_known_from_the_others(document: Document, read: Read) -> None:
    for number in range(1, 6):
        if number == 3:
            page = turned_page(document, 90)
        else:
            page = document.page().lines(60, 400, [f"Arbetet följde {number} planer.", "Alla insatser är gjorda."])
        page.text(60, 30, "Region Väst, årsrapport").text(500, 820, f"Sida {number}")
    reading = read(document)
    assert (reading.words_placed, reading.oddities) == (reading.words_total, [])
    assert reading.furniture == ["Region Väst, årsrapport"]


def test_a_little_text_set_sideways_turns_no_page(document: Document, read: Read) -> None:
    page = document.page().lines(60, 100, ["Arbetet har under året följt planen.", "Alla insatser är gjorda."])
    page.text(30, 400, "Blankett 12, fastställd av kommunstyrelsen", turned=True)
    reading = read(document)
    assert reading.pages[0].turned == 0
    assert [oddity.rule for oddity in reading.oddities] == ["turned_text"]


@given(st.sampled_from(QUARTERS), *(st.floats(0, 500) for _ in range(4)))
def test_turning_there_and_back_is_nothing(turned: int, x: float, y: float, width: float, height: float) -> None:
    view, page_width, page_height = turned_view(IDENTITY, turned, WIDTH, HEIGHT)
    (xa, ya), (xb, yb) = apply(view, x, y), apply(view, x + width, y + height)
    box = Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))
    assert as_shown(box, turned, WIDTH, HEIGHT) == pytest.approx((x, y, x + width, y + height))
    assert {page_width, page_height} == {WIDTH, HEIGHT}
