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


@pytest.mark.parametrize("bold", [False, True])
def test_cards_without_frames_are_read_one_by_one(bold: bool, document: Document, read: Read) -> None:
    page = document.page().lines(60, 80, ["Text om årets arbete i kommunen."] * 3)
    rows = [[("Antal besök", "40", "30"), ("Nöjda", "72 %", "70 %")], [("Frånvaro", "5 %", "4 %")]]
    for place, cards in enumerate(rows):
        y = 140 + 70 * place
        for x, (name, figure, target) in zip((60, 300), cards, strict=False):
            page.text(x, y, figure, 16, bold=True).text(x, y + 20, name, bold=bold).text(x, y + 36, f"Mål: {target}", 9)
    (table,) = read(document).tables
    assert table.kind == "key_value"
    assert table.rows() == [
        ["40 Antal besök Mål: 30", "72 % Nöjda Mål: 70 %"],
        ["5 % Frånvaro Mål: 4 %", ""],
    ]


def test_lines_of_words_and_figures_in_one_look_are_no_cards(document: Document, read: Read) -> None:
    page = document.page().row(100, {60: "Antal besök", 300: "Andel nöjda"}, bold=True)
    page.row(113, {60: "40 besök", 300: "72 procent"}).row(126, {60: "Mål: 30", 300: "Mål: 70"})
    assert not any(table.kind == "key_value" for table in read(document).tables)
