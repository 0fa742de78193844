"""Lists of projects as regions set them: cells printed once, two texts of a cell, groups and totals between rows, texts
about each project beside its list."""

from __future__ import annotations

from typing import Any

import pytest
from unit.records.reading import NEXT_PAGE, heading, paragraph, reading, table, title

from pipelines.reading.model import Item
from pipelines.records.interpret import interpret


def rows_of(*items: Item, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    found = interpret(reading(title("Beviljade regionala projekt 2023"), heading("Beviljade projekt"), *items))
    assert found.family == "regional_project_list"
    return [tuple(map(row.get, columns)) for row in found.facts.rows("projects")]


HEADER = "Delregion | Tema | Projekt | Projektägare | Beviljat belopp"


def test_what_is_printed_once_for_several_rows_holds_for_all_of_them() -> None:
    listed = table(
        HEADER,
        "Norra | Vatten | Bron | Bergs kommun | 100",
        " | | Sjön | Dals kommun | 200",
        " | Skog | Stigen | Bergs kommun | 300",
        "Södra | Skog | Leden | Dals kommun | 400",
        " | | Stugan | Dals kommun | 500",
        "Summa | | | | 1 500",
    )
    assert rows_of(listed, columns=("name", "subregion", "theme")) == [
        ("Bron", "Norra", "Vatten"),
        ("Sjön", "Norra", "Vatten"),
        ("Stigen", "Norra", "Skog"),
        ("Leden", "Södra", "Skog"),
        ("Stugan", "Södra", "Skog"),
    ]


def test_a_list_that_prints_it_in_each_row_says_nothing_where_it_prints_nothing() -> None:
    listed = table(
        HEADER,
        "Norra | Vatten | Bron | Bergs kommun | 100",
        "Norra | Vatten | Sjön | Dals kommun | 200",
        "Norra | | Stigen | Bergs kommun | 300",
    )
    assert [row[0] for row in rows_of(listed, columns=("theme",))] == ["Vatten", "Vatten", None]


def test_it_holds_on_in_the_part_of_a_table_on_the_next_page() -> None:
    first = table(HEADER, "Norra | Vatten | Bron | Bergs kommun | 100", " | | Sjön | Dals kommun | 200")
    second = table(HEADER, " | | Stigen | Bergs kommun | 300", "Södra | Skog | Leden | Dals kommun | 400", page=2)
    rows = rows_of(first, paragraph("Avser hela perioden."), second, columns=("subregion", "theme"))
    assert rows == [("Norra", "Vatten")] * 3 + [("Södra", "Skog")]


def test_a_cell_begun_again_below_a_page_break_is_still_printed_once() -> None:
    listed = table(
        HEADER,
        "Norra | Vatten | Bron | Bergs kommun | 100",
        " | | Sjön | Dals kommun | 200",
        NEXT_PAGE,
        "Norra | Vatten | Stigen | Bergs kommun | 300",
        " | | Leden | Dals kommun | 400",
    )
    assert rows_of(listed, columns=("subregion", "theme")) == [("Norra", "Vatten")] * 4


@pytest.mark.parametrize("header", ["Namn / projektägare", "Proj./proj.ägare", "Projektets namn / sökande"])
def test_a_row_that_heads_others_does_not_hide_what_parts_two_texts(header: str) -> None:
    listed = table(
        f"{header} | Beviljat belopp",
        "Vatten | ",
        "Bron / Bergs kommun | 100",
        "Sjön / Dals kommun | 200",
        "Skog | ",
        "Stigen / Bergs kommun | 300",
    )
    assert rows_of(listed, columns=("name", "owner", "theme")) == [
        ("Bron", "Bergs kommun", "Vatten"),
        ("Sjön", "Dals kommun", "Vatten"),
        ("Stigen", "Bergs kommun", "Skog"),
    ]


def test_what_heads_a_group_is_no_owner_of_a_total_above_it() -> None:
    listed = table(
        "Projekt och projektägare | Beviljat belopp",
        "Summa | 300",
        "Vatten | ",
        "Bron (Bergs kommun) | 100",
        "Sjön (Dals kommun) | 200",
    )
    found = rows_of(listed, columns=("name", "owner", "theme"))
    assert found == [("Bron", "Bergs kommun", "Vatten"), ("Sjön", "Dals kommun", "Vatten")]


LISTED = table("Projekt | Projektägare | Beviljat belopp", "Bron | Bergs kommun | 100", "Sjön: etapp 2 | Dals | 200")


def test_a_text_that_opens_with_the_name_of_a_project_describes_it() -> None:
    texts = (
        paragraph("Bron: En bro ska byggas över sundet."),
        paragraph("Sjön: etapp 2: Vattnet i sjön ska renas."),
    )
    assert rows_of(LISTED, heading("Om projekten"), *texts, columns=("description",)) == [
        ("En bro ska byggas över sundet.",),
        ("Vattnet i sjön ska renas.",),
    ]


def test_a_name_on_a_line_of_its_own_stands_over_its_description() -> None:
    texts = (
        paragraph("**Bron**"),
        paragraph("Projektägare: Bergs kommun"),
        paragraph("En bro ska byggas över sundet."),
        paragraph("**Sjön: etapp 2**"),
        paragraph("Vattnet i sjön ska renas."),
    )
    assert rows_of(LISTED, heading("Om projekten"), *texts, columns=("description",)) == [
        ("En bro ska byggas över sundet.",),
        ("Vattnet i sjön ska renas.",),
    ]


def test_one_text_that_opens_with_a_name_may_be_about_anything() -> None:
    texts = (paragraph("Bron: så heter också en film från 2011."), paragraph("Sommaren blev varm och torr."))
    assert rows_of(LISTED, *texts, columns=("description",)) == [(None,), (None,)]


def test_a_unit_stated_in_a_call_out_without_a_level_holds_for_what_follows() -> None:
    listed = table("Projekt | Projektägare | Beviljat belopp", "Bron | Bergs kommun | 450")
    call_out = heading("Läs så här", 1)
    call_out.level = None
    items = (call_out, paragraph("Alla belopp i tkr."), heading("Norra", 2), listed)
    assert rows_of(*items, columns=("granted_sek",)) == [(450_000,)]


SUMS = "Projekt | Projektägare | Total kostnad, tkr | Beviljade medel, tkr"


def test_a_bold_group_below_an_owner_is_no_more_of_its_name() -> None:
    listed = table(
        "Projektägare | Projekt | Beviljat belopp",
        "**Vatten**|  | ",
        "Bergs kommun | Bron | 100",
        "**Skog**| | ",
        "Dals kommun | Stigen | 300",
        "Stiftelsen | Leden | 400",
        "Konsthallen | | ",
    )
    assert rows_of(listed, columns=("name", "owner", "theme")) == [
        ("Bron", "Bergs kommun", "Vatten"),
        ("Stigen", "Dals kommun", "Skog"),
        ("Leden", "Stiftelsen Konsthallen", "Skog"),
    ]


@pytest.mark.parametrize("caption", ["Projekt, tusental kronor", "Projektbeskrivning", "SAMMANFATTNING"])
def test_captions_with_units_and_headers_of_descriptions_name_no_theme(caption: str) -> None:
    listed = table(SUMS, "Bron | Bergs kommun | 100 | 50", "Leden | Dals kommun | 200 | 80")
    rows = rows_of(
        heading("Kusten", 2), heading("Vatten", 3), heading(caption, 4), listed, columns=("subregion", "theme")
    )
    assert rows == [("Kusten", "Vatten")] * 2


@pytest.mark.parametrize(
    ("corner", "lines"), [("Projekt Projektägare totalt", 0), ("Delregion", 2)], ids=["part of a list", "a summary"]
)
def test_a_part_of_a_list_whose_header_took_its_row_is_no_statement(corner: str, lines: int) -> None:
    listed = table(
        "Projekt / projektägare | Total kostnad, tkr | Beviljade medel, tkr",
        "Bron / Bergs kommun | 100 | 50",
        "Leden / Dals kommun | 200 | 80",
    )
    rest = table(f"{corner} | Total kostnad, tkr | Beviljade medel, tkr", "totalt | 300 | 130", page=2)
    found = interpret(reading(title("Beviljade regionala projekt 2023"), heading("Kusten"), listed, rest))
    assert len(found.facts.rows("projects")) == 2
    kinds = [row["kind"] for row in found.facts.rows("budgets")]
    assert kinds.count("statement") == lines


def test_headers_printed_again_among_the_rows_are_no_project() -> None:
    listed = table(SUMS, "Bron | Bergs kommun | 100 | 50", SUMS, "Leden | Dals kommun | 200 | 80")
    assert rows_of(listed, columns=("name",)) == [("Bron",), ("Leden",)]


def test_a_sentence_over_the_first_project_of_a_page_heads_nothing() -> None:
    listed = table(
        SUMS,
        "Kurser och möten stärker dem som vill bygga. | < | < | <",
        "Bron | Bergs kommun | 100 | 50",
        "Leden | Dals kommun | 200 | 80",
    )
    assert rows_of(heading("Kusten", 2), heading("Vatten", 3), listed, columns=("name", "theme")) == [
        ("Bron", "Vatten"),
        ("Leden", "Vatten"),
    ]


@pytest.mark.parametrize(
    ("caption", "expected"), [("Region Syd", ["Kustregionen", "Region Syd"]), ("Årets lista", ["Kustregionen"] * 2)]
)
def test_a_place_that_captions_a_table_is_its_subregion(caption: str, expected: list[str]) -> None:
    first = table(SUMS, "Bron | Bergs kommun | 100 | 50", "Leden | Dals kommun | 200 | 80", title="Kustregionen")
    second = table(SUMS, "Stigen | Bergs kommun | 70 | 20", "Sjön | Dals kommun | 90 | 30", title=caption)
    rows = rows_of(heading("Kustregionen", 2), first, paragraph("Om stöden."), second, columns=("subregion",))
    assert [row[0] for row in rows] == [expected[0]] * 2 + [expected[1]] * 2
