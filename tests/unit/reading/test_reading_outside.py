"""Headers above a drawn grid and totals under it belong to the table; what only stands near does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pages import Document, Page

from pipelines.reading import Reading
from pipelines.reading.model import Paragraph

Read = Callable[[Document], Reading]

XS = [60.0, 260.0, 360.0, 460.0]
HEADER = {65: "Post", 265: "Budget", 365: "Utfall"}
TOTAL = {65: "Summa", 265: "1 550", 365: "1 500"}
BODY = [["Personal", "1 200", "1 150"], ["Lokaler", "300", "310"], ["Övrigt", "50", "40"]]


def grid(document: Document) -> Page:
    """A drawn grid of three rows of figures, from 150 to 210."""
    page = document.page().grid(XS, [150, 170, 190, 210])
    for place, texts in enumerate(BODY):
        page.row(165 + 20 * place, {x + 5: text for x, text in zip(XS, texts, strict=False)})
    return page


def test_a_header_above_and_a_total_under_the_grid_are_of_the_table(document: Document, read: Read) -> None:
    grid(document).row(145, HEADER, bold=True).row(224, TOTAL, bold=True)
    reading = read(document)
    (table,) = reading.tables
    assert table.rows() == [["Post", "Budget", "Utfall"], *BODY, ["Summa", "1 550", "1 500"]]
    assert (table.header_rows, table.box.top < 140, table.box.bottom > 220) == (1, True, True)
    assert reading.words_placed == reading.words_total
    assert not [item for item in reading.items if isinstance(item, Paragraph)]


def test_a_header_of_two_lines_above_the_grid_is_one_row(document: Document, read: Read) -> None:
    page = grid(document).row(145, {65: "Post", 265: "2023", 365: "2023"}, bold=True)
    page.row(133, {265: "Budget", 365: "Utfall"}, bold=True)
    (table,) = read(document).tables
    assert table.rows()[0] == ["Post", "Budget 2023", "Utfall 2023"]


def test_two_rows_under_the_grid(document: Document, read: Read) -> None:
    grid(document).row(224, TOTAL).row(238, {65: "Föregående år", 265: "1 400", 365: "1 390"})
    (table,) = read(document).tables
    assert table.rows()[-2:] == [["Summa", "1 550", "1 500"], ["Föregående år", "1 400", "1 390"]]


def test_a_bold_header_over_a_grid_of_text(document: Document, read: Read) -> None:
    page = document.page().grid(XS, [150, 170, 190]).row(145, {65: "Aktivitet", 265: "När", 365: "Vem"}, bold=True)
    page.row(165, {65: "Mässa", 265: "Våren", 365: "Anna"}).row(185, {65: "Frukost", 265: "Hösten", 365: "Per"})
    (table,) = read(document).tables
    assert table.rows()[0] == ["Aktivitet", "När", "Vem"]
    assert table.header_rows == 1


@pytest.mark.parametrize(
    ("y", "texts"),
    [
        (145, {65: "Tabell 3. Kostnader i tkr för hela kommunen under året"}),
        (145, {65: "Alla belopp", 150: "i tkr"}),
        (120, HEADER),
        (224, {65: "Källa: kommunens bokslut för året och budgeten som"}),
        (224, {65: "Not 1", 265: "se ovan"}),
        (250, TOTAL),
    ],
    ids=["caption", "two pieces in one column", "header far off", "source", "no figure", "total far off"],
)
def test_what_only_stands_near_a_grid_is_no_row(
    y: float, texts: dict[float, str], document: Document, read: Read
) -> None:
    grid(document).row(y, texts)
    (table,) = read(document).tables
    assert table.rows() == BODY


def test_text_beside_the_grid_keeps_its_line_out(document: Document, read: Read) -> None:
    grid(document).row(224, TOTAL).text(452, 224, "kronor och mer")
    (table,) = read(document).tables
    assert table.rows() == BODY


def test_text_far_beside_the_grid_is_left_out_of_the_row(document: Document, read: Read) -> None:
    grid(document).row(224, TOTAL).text(500, 224, "Se sidan")
    (table,) = read(document).tables
    assert table.rows()[-1] == ["Summa", "1 550", "1 500"]
