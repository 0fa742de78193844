"""Rows that go on with the row above, cells of two texts, labels set as headings, and names over line breaks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.records.reading import heading, item, paragraph, reading, table, title

from pipelines.reading.model import Cell, Item
from pipelines.records.combined import separator_of, two_parts
from pipelines.records.interpret import Interpretation, interpret
from pipelines.values.names import split_persons


def municipal(*items: Item) -> Interpretation:
    return interpret(
        reading(title("Verksamhetsberättelse 2023"), heading("1 Näringsliv", 1), *items, heading("Uppföljning", 1))
    )


def activities(*items: Item) -> list[tuple[Any, ...]]:
    columns = ("activity", "responsible", "when_text", "follow_up")
    return [tuple(map(row.get, columns)) for row in municipal(*items).facts.rows("activities")]


HEADER = "Aktivitet | Ansvarig | När | Uppföljning"


def test_a_row_that_goes_on_with_the_one_above_is_no_activity() -> None:
    rows = table(
        HEADER,
        "Rita en karta över | Maja | 2023 | Två gånger per",
        "lediga lokaler | Elin |  | år",
        "| Bo |  | ",
        "Boka lokal | Bo | 2024 | Årligen",
    )
    assert activities(rows) == [
        ("Rita en karta över lediga lokaler", ["Maja", "Elin", "Bo"], "2023", "Två gånger per år"),
        ("Boka lokal", ["Bo"], "2024", "Årligen"),
    ]


@pytest.mark.parametrize("row", ["Boka lokal | Bo |  | ", "rita | Bo | 2024 | ", "boka lokal |{green shape} | | "])
def test_a_row_that_begins_anew_is_an_activity(row: str) -> None:
    assert len(activities(table(HEADER, "Rita karta | Maja | 2023 | Årligen", row))) == 2


def test_labels_set_as_headings_of_the_same_level_are_parts_of_the_initiative() -> None:
    found = municipal(
        heading("Besök", 2),
        heading("Syftet", 2),
        paragraph("Fler gäster."),
        heading("Målet", 2),
        paragraph("Minst 40 möten."),
        heading("Handel", 2),
        paragraph("Här handlas det."),
    )
    rows = [(row["initiative"], row["purpose"], row["goal"]) for row in found.facts.rows("initiatives")]
    assert rows == [("Besök", "Fler gäster.", "Minst 40 möten.")]


def test_a_chapter_after_one_with_text_of_its_own_is_no_part_of_it() -> None:
    found = municipal(heading("Inledning", 1), paragraph("Ett bra år."), heading("Mål", 1), paragraph("Nå 40 möten."))
    assert not found.facts.rows("initiatives")


def test_labels_below_each_other_in_one_cell_are_a_row_each() -> None:
    found = municipal(
        heading("Nyckeltal"),
        table(
            "Indikator\nMål\nUtfall | Antal möten\n40\n38",
            "Källa: Kolada | ",
            "Indikator | Andel nöjda",
            "Mål | 80 %",
            "Utfall | 82 %",
            header=0,
            kind="borderless",
        ),
    )
    rows = [(row["name"], row["target_value"], row["outcome_value"]) for row in found.facts.rows("indicators")]
    assert rows == [("Antal möten", 40.0, 38.0), ("Andel nöjda", 80.0, 82.0)]
    assert found.numbers.used == found.numbers.total


def cell(text: str) -> Cell:
    made = table(text, header=0).cells[0]
    made.text = text
    return made


NAMES = st.text("belnrå", min_size=4, max_size=9).map(str.capitalize)


@given(st.lists(st.tuples(NAMES, NAMES), min_size=2, max_size=6), st.sampled_from((" / ", " – ", "; ", ", ")))
def test_the_sign_in_all_cells_of_a_column_parts_them(pairs: list[tuple[str, str]], sign: str) -> None:
    cells = [cell(sign.join(pair)) for pair in pairs]
    assert separator_of(cells) == sign
    assert [two_parts(one, sign) for one in cells] == pairs


def test_a_sign_of_some_cells_parts_none() -> None:
    assert separator_of([cell("Bron, etapp två"), cell("Vägen")]) is None


def test_project_and_owner_in_one_cell_with_a_sign_between() -> None:
    found = interpret(
        reading(
            title("Beviljade projekt 2020"),
            heading("Sjuhärad"),
            table(
                "Projekt / projektägare/sökande | Beviljat belopp (kr)",
                "Bron / Bergs kommun | 100 000",
                "Vägen – etapp 2 / Åre kommun | 200 000",
                "Summa | 300 000",
            ),
        )
    )
    rows = [(row["name"], row["owner"], row["granted_sek"]) for row in found.facts.rows("projects")]
    assert rows == [("Bron", "Bergs kommun", 100000), ("Vägen – etapp 2", "Åre kommun", 200000)]


@given(
    st.lists(NAMES, min_size=2, max_size=5),
    st.sampled_from((", ", ",\n", "\n", "; ")),
    st.sampled_from(["och", "&", "samt"]),
)
def test_the_last_of_several_names_may_stand_on_a_line_of_its_own(names: list[str], sign: str, word: str) -> None:
    text = f"{sign.join(names[:-1])}\n{word} {names[-1]}"
    assert split_persons(text) == names


def test_a_bold_opening_of_some_words_is_a_label() -> None:
    found = municipal(
        heading("Besök", 2), paragraph("**Vad vi vill uppnå:**"), paragraph("Minst 40 möten."), item("Ett"), item("Två")
    )
    assert [row["goal"] for row in found.facts.rows("initiatives")] == ["Minst 40 möten. • Ett • Två"]
