"""Projects on a line each, activities in forms and under headings of a status, units below tables, lone lights."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.records.reading import heading, item, paragraph, reading, table, title

from pipelines.reading.model import Item
from pipelines.records.interpret import Interpretation, interpret


def municipal(*items: Item) -> Interpretation:
    return interpret(
        reading(title("Verksamhetsberättelse 2023"), heading("1 Näringsliv", 1), *items, heading("Uppföljning", 1))
    )


def listed(*items: Item) -> Interpretation:
    found = interpret(reading(title("Beviljade projekt 2020"), heading("Sjuhärad"), *items))
    assert found.family == "regional_project_list"
    return found


def projects(found: Interpretation) -> list[tuple[Any, ...]]:
    return [tuple(map(row.get, ("name", "owner", "granted_sek", "theme"))) for row in found.facts.rows("projects")]


# --- projects on a line each ----------------------------------------------------------------------------------------


def test_lines_of_name_owner_and_sum_are_projects() -> None:
    found = listed(
        item("Bron, etapp två (Bergs kommun): 100 000 kr"),
        item("Vägen (Almi Väst AB) – 1,5 mkr."),
        item("Sjön: rent vatten (IUC): 20 tkr"),
    )
    assert [row[:3] for row in projects(found)] == [
        ("Bron, etapp två", "Bergs kommun", 100_000),
        ("Vägen", "Almi Väst AB", 1_500_000),
        ("Sjön: rent vatten", "IUC", 20_000),
    ]
    assert [(row["kind"], row["measure"]) for row in found.facts.rows("budgets")] == [("project", "granted")] * 3


def test_of_two_names_the_organisation_is_the_owner() -> None:
    found = listed(
        item("Bergs kommun – Bron: 100 000 kr"), item("Vägen, Almi Väst AB: 5 mkr"), item("Sjön, Åre kommun: 20 tkr")
    )
    assert [row[:2] for row in projects(found)] == [
        ("Bron", "Bergs kommun"),
        ("Vägen", "Almi Väst AB"),
        ("Sjön", "Åre kommun"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("Bron (Bergs kommun): 100 000 kr", "Vägen (IUC): 5 mkr"),  # too few
        ("Personal: 100 000 kr", "Lokaler: 5 mkr", "Resor: 20 tkr"),  # no owners
        ("Bron – Vägen: 100 kr", "Sjön – Skogen: 200 kr", "Ån – Älven: 300 kr"),  # nobody knows who is the owner
        ("Bron (2019): 100 kr", "Vägen (2020): 200 kr", "Sjön (2021): 300 kr"),
    ],
)
def test_other_lines_are_no_projects(lines: tuple[str, ...]) -> None:
    table_above = table("Projekt | Projektägare | Beviljat belopp", "Stigen | Åre kommun | 7")
    assert [row[0] for row in projects(listed(table_above, *map(item, lines)))] == ["Stigen"]


# --- units ----------------------------------------------------------------------------------------------------------


def table_of(*amounts: str) -> Item:
    rows = [f"Projekt {letter} | Bergs kommun | {amount}" for letter, amount in zip("ABCD", amounts, strict=False)]
    return table("Projekt | Projektägare | Beviljat belopp", *rows)


@pytest.mark.parametrize("note", ["Belopp i tkr.", "Not: Alla belopp anges i tkr", "* Belopp i tusental kronor"])
def test_a_line_below_a_table_states_its_unit(note: str) -> None:
    found = listed(table_of("100", "200"), paragraph(note))
    assert [row[2] for row in projects(found)] == [100_000, 200_000]


def test_a_line_below_text_that_follows_a_table_does_not() -> None:
    text = "Projekten har under året bidragit till att fler företag har startat i hela regionen och utanför."
    found = listed(table_of("100", "200"), paragraph(text), paragraph("Belopp i tkr."))
    assert [row[2] for row in projects(found)] == [100, 200]


# --- activities -----------------------------------------------------------------------------------------------------

STATES = {
    "Genomförda aktiviteter": "done",
    "Pågående åtgärder": "partial",
    "Ej påbörjade aktiviteter": "not_done",
    "Aktiviteter som inte genomförts": None,
}


@given(st.lists(st.sampled_from(sorted(STATES)), min_size=1, max_size=4, unique=True), st.booleans())
def test_a_heading_of_a_status_holds_for_its_list(heads: list[str], bold: bool) -> None:
    items: list[Item] = [heading("Besök", 2)]
    for head in heads:
        items += [paragraph(f"**{head}**") if bold else heading(head, 3), item(f"Ringa om {head}")]
    rows = municipal(*items).facts.rows("activities")
    told = [head for head in heads if STATES[head] is not None]
    assert [(row["activity"], row["status"]) for row in rows] == [(f"Ringa om {head}", STATES[head]) for head in told]
    assert {row["initiative"] for row in rows} <= {"Besök"}


def test_a_comment_may_follow_the_activities() -> None:
    found = municipal(
        heading("Besök", 2),
        paragraph("Mål: Minst 40 möten."),
        heading("Genomförda aktiviteter", 3),
        item("Ringa"),
        paragraph("Kommentar: Det gick bra."),
    )
    assert [(row["goal"], row["comment"]) for row in found.facts.rows("initiatives")] == [
        ("Minst 40 möten.", "Det gick bra.")
    ]


def test_a_form_for_each_activity() -> None:
    form = ("Åtgärd | Rita karta", "När | 2023", "Ansvarig | Maja och Elin", "Prio | Hög", "Status | Pågår")
    found = municipal(
        heading("Besök", 2), table(*form, "Åtgärd | Boka lokal", "När | 2024", "Status | Klart", header=0)
    )
    columns = ("activity", "when_text", "responsible", "priority", "status")
    assert [tuple(map(row.get, columns)) for row in found.facts.rows("activities")] == [
        ("Rita karta", "2023", ["Maja", "Elin"], "Hög", "partial"),
        ("Boka lokal", "2024", None, None, "done"),
    ]


FORM = ("Åtgärd | Rita karta", "När | 2023", "Prio | Hög", "Åtgärd | Boka lokal", "När | 2024", "Prio | Låg")
FORMS = [("Rita karta", "2023", "Hög"), ("Boka lokal", "2024", "Låg")]


def told(*items: Item) -> list[tuple[Any, ...]]:
    rows = municipal(heading("Besök", 2), *items).facts.rows("activities")
    return [(row["activity"], row["when_text"], row["priority"]) for row in rows]


@pytest.mark.parametrize("cut", range(2, 5))
def test_forms_go_on_in_the_next_table(cut: int) -> None:
    assert told(table(*FORM[:cut], header=0), table(*FORM[cut:], header=0)) == FORMS


@pytest.mark.parametrize("first", ["När", "Prio"])
def test_forms_may_open_with_another_label(first: str) -> None:
    halves = [sorted(rows, key=lambda row: not row.startswith(first)) for rows in (FORM[:3], FORM[3:])]
    assert told(table(*halves[0], header=0), table(*halves[1], header=0)) == FORMS


def test_labels_of_several_rows_may_share_a_cell() -> None:
    rows = ["Åtgärd\nNär\nPrio | Rita karta\n2023\nHög", "Åtgärd\nNär\nPrio | Boka lokal\n2024\nLåg"]
    assert told(table(*rows, header=0)) == FORMS


def test_a_value_may_go_on_without_a_label() -> None:
    split = ("Åtgärd | Rita", " | karta", *FORM[1:])
    assert told(table(*split, header=0)) == FORMS


def test_notes_between_forms_are_no_part_of_them() -> None:
    assert told(table(*FORM[:3], "Källa: enkät | ", *FORM[3:], "Källa: enkät | ", header=0)) == FORMS


def test_lines_with_a_gap_are_a_form() -> None:
    assert told(*(paragraph(row.replace(" | ", 8 * " ")) for row in FORM)) == []  # blanks are no gap
    assert told(*(paragraph("\t".join(row.split(" | "))) for row in FORM)) == FORMS


def test_indicators_of_forms_that_a_page_break_parts() -> None:
    rows = (
        "Nyckeltal | Antal besök",
        "Mål | 400",
        "Utfall | 388",
        "Nyckeltal | Andel nöjda",
        "Mål | 80 %",
        "Utfall | 82 %",
    )
    for cut in range(1, 6):
        found = municipal(table(*rows[:cut], header=0), table(*rows[cut:], header=0)).facts.rows("indicators")
        figures = [(row["name"], row["target_value"], row["outcome_value"]) for row in found]
        assert figures == [("Antal besök", 400, 388), ("Andel nöjda", 80, 82)], cut


def test_figures_labelled_in_one_cell_are_target_and_outcome() -> None:
    found = municipal(
        table("Nyckeltal | Siffror", "Antal besök | Mål: 400\nUtfall: 388", "Andel nöjda | Mål: 80 %\nUtfall: 82 %")
    ).facts.rows("indicators")
    figures = [(row["name"], row["target_value"], row["outcome_value"]) for row in found]
    assert figures == [("Antal besök", 400, 388), ("Andel nöjda", 80, 82)]


@pytest.mark.parametrize("other", ["Hej | Rita karta", "När | 2023"])
def test_a_form_that_opens_otherwise_is_none(other: str) -> None:
    found = municipal(heading("Besök", 2), table(other, "Åtgärd | Rita", "När | 2023", "Prio | Hög", header=0))
    assert not found.facts.rows("activities")


def test_a_column_of_lights_without_a_header_tells_the_status() -> None:
    found = municipal(
        table(
            "Åtgärd | När | ", "Rita karta | 2023 | {green fill}", "Boka lokal | 2024 | {red fill}", "Ringa | 2024 | "
        )
    )
    assert [row["status"] for row in found.facts.rows("activities")] == ["done", "not_done", None]


# --- rows that tell of the project above ----------------------------------------------------------------------------


def rows_told(*rows: str) -> list[tuple[Any, ...]]:
    found = listed(table("Projekt | Projektägare | Beviljat belopp", *rows))
    return [(row["name"], row.get("description"), row["theme"]) for row in found.facts.rows("projects")]


def test_a_sentence_over_all_columns_tells_of_the_project_above() -> None:
    assert rows_told(
        "Bron | Bergs kommun | 100",
        "En bro byggs över ån i Berg. | < | <",
        "Vägen | Åre kommun | 200",
        "En väg dras till den nya bron. | < | <",
    ) == [
        ("Bron", "En bro byggs över ån i Berg.", "Sjuhärad"),
        ("Vägen", "En väg dras till den nya bron.", "Sjuhärad"),
    ]


def test_a_note_below_the_last_row_tells_of_no_project() -> None:
    assert [
        row[1] for row in rows_told("Bron | Bergs kommun | 100", "Vägen | Åre | 200", "Alla belopp är i kr. | < | <")
    ] == [
        None,
        None,
    ]


def test_a_name_over_all_columns_still_heads_a_group() -> None:
    assert [row[2] for row in rows_told("Hållbar omställning | < | <", "Bron | Bergs kommun | 100")] == [
        "Hållbar omställning"
    ]


@pytest.mark.parametrize("apart", [True, False])
def test_cards_without_frames_are_indicators(apart: bool) -> None:
    rows = ["Antal besök | Andel nöjda", "388 | 82 %", "Mål: 400 | Mål: 80 %", "Nya företag | ", "12 | ", "Mål: 9 | "]
    if not apart:
        rows = ["Antal besök | Andel nöjda", "388\nMål: 400 | 82 %\nMål: 80 %", "Nya företag | ", "12\nMål: 9 | "]
    found = municipal(table(*rows, kind="borderless")).facts.rows("indicators")
    figures = [(row["name"], row["outcome_value"], row["target_value"]) for row in found]
    assert figures == [("Antal besök", 388, 400), ("Andel nöjda", 82, 80), ("Nya företag", 12, 9)]
