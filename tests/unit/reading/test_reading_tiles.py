"""Grids on painted ground: white lines over it, cells painted each by itself, and bands that head rows below."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from pages import GREY, WHITE, Document, Page

from pipelines.reading import Reading

Read = Callable[[Document], Reading]

XS, TOP, HEIGHT = (60.0, 160.0, 260.0, 340.0), 100.0, 16.0
ROWS = (("Vem", "Vad", "Kr"), ("Eva Ek", "Bygga en ny bro", "120"), ("Bo Al", "Rita den andra", "90"))
TINTS = ((0.6, 0.7, 0.8), (0.9, 0.9, 0.95), GREY)


def words(page: Page, first: int = 0) -> None:
    for row, texts in enumerate(ROWS[first:], first):
        for x, text in zip(XS, texts, strict=False):
            page.text(x + 4, TOP + HEIGHT * row + 11, text)


def tile(page: Page, row: int) -> None:
    for x0, x1 in pairwise(XS):
        page.box(x0, TOP + HEIGHT * row, x1, TOP + HEIGHT * (row + 1), fill=TINTS[row % 3])


def test_cells_painted_each_by_itself_are_a_grid(document: Document, read: Read) -> None:
    page = document.page()
    for row in range(3):
        tile(page, row)
    words(page)
    (table,) = read(document).tables
    assert (table.kind, [tuple(row) for row in table.rows()]) == ("ruled", list(ROWS))


def test_white_lines_over_painted_rows_are_a_grid(document: Document, read: Read) -> None:
    page = document.page()
    for row in range(3):
        page.box(XS[0], TOP + HEIGHT * row, XS[-1], TOP + HEIGHT * (row + 1), fill=TINTS[row])
    for x in XS:
        page.line(x, TOP, x, TOP + 3 * HEIGHT, color=WHITE)
    for row in range(4):
        page.line(XS[0], TOP + HEIGHT * row, XS[-1], TOP + HEIGHT * row, color=WHITE)
    words(page)
    (table,) = read(document).tables
    assert (table.kind, table.column_count, table.row_count) == ("ruled", 3, 3)


def test_white_lines_on_white_paper_are_not_seen(document: Document, read: Read) -> None:
    page = document.page()
    for x in XS:
        page.line(x, TOP, x, TOP + 3 * HEIGHT, color=WHITE)
    for row in range(4):
        page.line(XS[0], TOP + HEIGHT * row, XS[-1], TOP + HEIGHT * row, color=WHITE)
    page.text(64, TOP + 11, "En rad")
    assert not read(document).tables


@pytest.mark.parametrize("painted", [(0,), (0, 1)])
def test_painted_rows_go_with_the_rows_below_that_are_not(
    document: Document, read: Read, painted: tuple[int, ...]
) -> None:
    page = document.page()
    for row in painted:
        tile(page, row)
    words(page)
    (table,) = read(document).tables
    assert [tuple(row) for row in table.rows()] == list(ROWS)
