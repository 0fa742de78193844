"""Boxes side by side or under each other are one table; a box alone, or one of text, is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from unit.reading.pages import GREY, Document, Page

from pipelines.reading.model import Reading

Read = Callable[[Document], Reading]


def card(page: Page, x: float, y: float, *lines: str, filled: bool = False) -> None:
    page.box(x, y, x + 150, y + 14 * len(lines) + 12, fill=GREY if filled else None)
    for place, line in enumerate(lines):
        page.text(x + 8, y + 16 + 14 * place, line)


def cells(reading: Reading) -> list[list[str]]:
    return [[cell.text for cell in row if cell is not None] for table in reading.tables for row in table.grid()]


@pytest.mark.parametrize("filled", [False, True])
def test_boxes_side_by_side_are_cells(filled: bool, document: Document, read: Read) -> None:
    page = document.page()
    card(page, 60, 100, "Företagsbesök", "397", filled=filled)
    card(page, 230, 100, "Nöjda brukare", "85 %", filled=filled)
    page.text(60, 200, "Sedan följer text som inte hör till någon ruta.")
    reading = read(document)
    assert cells(reading) == [["Företagsbesök 397", "Nöjda brukare 85 %"]]
    assert [table.kind for table in reading.tables] == ["key_value"]


def test_three_boxes_under_each_other_are_a_form(document: Document, read: Read) -> None:
    page = document.page()
    for place, (label, value) in enumerate([("Projekt", "Gröna byar"), ("Ägare", "Vara"), ("Start", "2020")]):
        card(page, 60, 100 + 60 * place, label, value)
    assert cells(read(document)) == [["Projekt Gröna byar"], ["Ägare Vara"], ["Start 2020"]]


@pytest.mark.parametrize(
    "lines",
    [
        ["En ruta", "ensam"],
        ["Det här är en hel mening om något som hänt under året, satt i en ruta", "och därför text"],
    ],
)
def test_a_box_alone_is_no_table(lines: list[str], document: Document, read: Read) -> None:
    card(document.page(), 60, 100, *lines)
    assert read(document).tables == []


def test_a_line_between_boxes_parts_them(document: Document, read: Read) -> None:
    page = document.page()
    for x, y, name in ((60, 100, "Besök"), (230, 100, "Kurser"), (60, 170, "Möten"), (230, 170, "Resor")):
        card(page, x, y, name, "Mål: 4")
    page.text(60, 158, "Egna mått:")
    assert cells(read(document)) == [["Besök Mål: 4", "Kurser Mål: 4"], ["Möten Mål: 4", "Resor Mål: 4"]]
    assert len(read(document).tables) == 2
