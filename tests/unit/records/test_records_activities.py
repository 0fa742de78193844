"""Activities with their lights, and initiatives with labelled purpose, goal and comment."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from unit.records.reading import NEXT_PAGE, heading, item, paragraph, reading, table, title

from pipelines.reading.model import Box, Item, Mark
from pipelines.reading.words import make_line
from pipelines.records.interpret import Interpretation, interpret

HEADER = "Aktivitet | När | Ansvarig | Status"


def municipal(*items: Item) -> Interpretation:
    found = interpret(
        reading(title("Verksamhetsberättelse 2023"), heading("1 Näringsliv", 1), *items, heading("Uppföljning", 1))
    )
    assert found.family == "municipal_activity_report"
    return found


def activities(*items: Item, columns: str = "activity status") -> list[Any]:
    rows = municipal(*items).facts.rows("activities")
    names = columns.split()
    return [row.get(names[0]) for row in rows] if len(names) == 1 else [tuple(map(row.get, names)) for row in rows]


# --- rows and bullets -----------------------------------------------------------------------------------------------


def test_a_row_is_an_activity_under_its_headings() -> None:
    (row,) = municipal(
        heading("1.2 Etablering", 2),
        heading("Mark och lokaler", 3),
        table(
            "Aktivitet | När | Vem | Prio | Uppföljning",
            "Rita karta | 2023-2024 | Maja, Elin K | Hög | Årligen",
            page=2,
        ),
    ).facts.rows("activities")
    assert (row["chapter_no"], row["chapter_title"]) == ("1", "Näringsliv")
    assert (row["section_no"], row["section_title"], row["initiative"]) == ("1.2", "Etablering", "Mark och lokaler")
    assert (row["activity"], row["when_text"], row["year_start"], row["year_end"]) == (
        "Rita karta",
        "2023-2024",
        2023,
        2024,
    )
    assert (row["responsible"], row["priority"], row["follow_up"]) == (["Maja", "Elin K"], "Hög", "Årligen")
    assert (row["status"], row["page"], row["source_text"]) == (None, 2, "Rita karta")


@pytest.mark.parametrize("part", ["Aktiviteter", "Åtgärder", "Uppföljning", "Planerade aktiviteter"])
def test_a_heading_that_opens_a_part_of_an_initiative_is_none(part: str) -> None:
    listed = table(HEADER, "Ringa | 2023 | Maja | ")
    assert activities(heading("Besök", 2), heading(part, 3), listed, columns="activity initiative") == [
        ("Ringa", "Besök")
    ]


def test_columns_in_another_order_with_other_words() -> None:
    rows = activities(
        table("Status | Ansvariga | Åtgärd | Tidplan | Prioritet", "Klart | Maja | Rita karta | Hösten 2023 | 1"),
        columns="activity status responsible when_text year_start priority",
    )
    assert rows == [("Rita karta", "done", ["Maja"], "Hösten 2023", 2023, "1")]


def test_each_bullet_is_an_activity_and_the_row_holds_for_all() -> None:
    rows = activities(
        table(HEADER, "• Rita karta\n• Boka lokal som\nrymmer alla\n• Bjuda in | 2023 | Maja\nElin | "),
        columns="activity when_text responsible",
    )
    assert rows == [
        ("Rita karta", "2023", ["Maja", "Elin"]),
        ("Boka lokal som rymmer alla", "2023", ["Maja", "Elin"]),
        ("Bjuda in", "2023", ["Maja", "Elin"]),
    ]


def test_bullets_over_a_page_break_belong_to_one_row() -> None:
    rows = activities(
        table(HEADER, "• Rita karta\n• Boka | 2023 | Maja | ", NEXT_PAGE, "...| | | ", "• Bjuda in | | | "),
        columns="activity when_text responsible page",
    )
    assert rows == [
        ("Rita karta", "2023", ["Maja"], 1),
        ("Boka", "2023", ["Maja"], 1),
        ("Bjuda in", "2023", ["Maja"], 2),
    ]


def test_merged_cells_hold_for_every_row_they_cover() -> None:
    rows = activities(
        table(
            HEADER,
            "Rita karta | 2023 | Maja | Klart",
            "Boka lokal | ^ | ^ | Pågår",
            "Bjuda in | 2024 | Elin | Ej påbörjat",
        ),
        columns="activity when_text responsible status",
    )
    assert rows == [
        ("Rita karta", "2023", ["Maja"], "done"),
        ("Boka lokal", "2023", ["Maja"], "partial"),
        ("Bjuda in", "2024", ["Elin"], "not_done"),
    ]


def test_empty_cells_are_null_and_rows_without_activity_are_none() -> None:
    rows = activities(
        table(HEADER, "Rita karta | | | ", " | 2023 | Maja | Klart", "Boka lokal | 2024 | Elin | "),
        columns="activity when_text responsible status",
    )
    assert rows == [("Rita karta", None, None, None), ("Boka lokal", "2024", ["Elin"], None)]


def test_activities_over_pages_have_their_own_page() -> None:
    rows = activities(table(HEADER, "A | 2023 | X | ", NEXT_PAGE, "B | 2023 | Y | ", page=3), columns="activity page")
    assert rows == [("A", 3), ("B", 4)]


@pytest.mark.parametrize(
    "header",
    ["Aktivitet | Plats", "Åtgärd | Kostnad", "Datum | Händelse", "Vad | Var"],
)
def test_tables_about_something_else_give_no_activities(header: str) -> None:
    assert activities(table(header, "Rita karta | Berg"), columns="activity") == []


# --- status ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["{green}", "{green shape}", "{green image}", "{green fill}"])
def test_a_light_in_the_status_cell(form: str) -> None:
    for color, status in (("green", "done"), ("yellow", "partial"), ("red", "not_done"), ("grey", None)):
        light = form.replace("green", color)
        assert activities(table(HEADER, f"Rita karta | 2023 | Maja | {light}")) == [("Rita karta", status)]


@pytest.mark.parametrize("form", ["{green}", "• {green shape}", "• {green image}"])
def test_a_light_beside_each_bullet(form: str) -> None:
    red, yellow = form.replace("green", "red"), form.replace("green", "yellow")
    rows = activities(
        table("Aktivitet | När | Ansvarig", f"{form} Rita karta\n{red} Boka lokal\n{yellow} Bjuda in | 2023 | Maja")
    )
    assert rows == [("Rita karta", "done"), ("Boka lokal", "not_done"), ("Bjuda in", "partial")]


@pytest.mark.parametrize(
    ("word", "status"),
    [
        *(("Klart", "done"), ("Genomförd", "done"), ("Pågår", "partial"), ("Delvis genomförd", "partial")),
        *(("Försenad", "partial"), ("Ej påbörjad", "not_done"), ("Ej genomförd", "not_done"), ("Avbruten", "not_done")),
        *(("Se bilaga", None), ("–", None)),
    ],
)
def test_a_word_in_the_status_cell(word: str, status: str | None) -> None:
    assert activities(table(HEADER, f"Rita karta | 2023 | Maja | {word}")) == [("Rita karta", status)]


@pytest.mark.parametrize(
    ("color", "status"), [("Grön", "done"), ("gul", "partial"), ("Rött", "not_done"), ("Grå", None)]
)
def test_the_name_of_a_colour_stands_for_its_light(color: str, status: str | None) -> None:
    assert activities(table(HEADER, f"Rita karta | 2023 | Maja | {color}")) == [("Rita karta", status)]


@pytest.mark.parametrize(
    ("shown", "told"), [("Kanske", "“Kanske”"), ("{blue}", "a blue light"), ("–", None), ("Klart", None)]
)
def test_a_mark_that_tells_no_status_is_told_of(shown: str, told: str | None) -> None:
    findings = municipal(table(HEADER, f"Rita karta | 2023 | Maja | {shown}")).facts.rows("findings")
    assert [row["observed"] for row in findings if row["rule"] == "unknown_status_mark"] == ([told] if told else [])


def test_the_reports_own_legend_decides() -> None:
    legend = [paragraph("{blue} = genomfört"), paragraph("{green} = pågår"), paragraph("{red} = ej påbörjat")]
    rows = activities(*legend, table(HEADER, "A | 2023 | X | {blue}", "B | 2023 | Y | {green}", "C | 2023 | Z | {red}"))
    assert rows == [("A", "done"), ("B", "partial"), ("C", "not_done")]


def test_without_a_legend_a_strange_colour_is_no_status() -> None:
    assert activities(table(HEADER, "A | 2023 | X | {blue}")) == [("A", None)]


def test_ticks_under_a_status_are_no_time() -> None:
    rows = activities(
        table("Aktivitet | Genomfört | Ansvarig", "A | Ja | X", "B | Nej | Y"), columns="activity when_text"
    )
    assert rows == [("A", None), ("B", None)]


def test_running_text_about_colours_is_no_legend() -> None:
    text = paragraph("Röd linje: klar är den nya vägen som gick genom hela staden och vidare mot norr")
    assert activities(text, table(HEADER, "A | 2023 | X | {red}")) == [("A", "not_done")]


# --- initiatives ----------------------------------------------------------------------------------------------------


def initiatives(*items: Item) -> list[tuple[Any, ...]]:
    rows = municipal(*items).facts.rows("initiatives")
    return [tuple(row.get(name) for name in ("section_no", "initiative", "purpose", "goal", "comment")) for row in rows]


def test_labels_open_the_parts_of_an_initiative() -> None:
    rows = initiatives(
        heading("1.1 Service", 2),
        heading("Besöka företag", 3),
        paragraph("Syfte: Lyssna."),
        paragraph("Mål: 150 besök."),
        paragraph("Kommentar: Det gick bra."),
        paragraph("Vi fortsätter."),
        item("nästa år"),
    )
    assert rows == [("1.1", "Besöka företag", "Lyssna.", "150 besök.", "Det gick bra. Vi fortsätter. • nästa år")]


@pytest.mark.parametrize(
    "labels",
    [("SYFTE", "MÅL"), ("Syftet", "Målet"), ("Syfte", "Målsättning"), ("Syfte", "Mål"), ("Purpose", "Goal")],
)
def test_labels_may_be_spelt_otherwise(labels: tuple[str, str]) -> None:
    rows = initiatives(heading("Besök", 2), paragraph(f"{labels[0]}: Lyssna."), paragraph(f"{labels[1]}: 150 besök."))
    assert rows == [("1", "Besök", "Lyssna.", "150 besök.", None)]


def test_bold_labels_on_lines_of_their_own() -> None:
    rows = initiatives(
        heading("Besök", 2), paragraph("**Syfte:**"), paragraph("Lyssna."), paragraph("Mål:\n150 besök.")
    )
    assert rows == [("1", "Besök", "Lyssna.", "150 besök.", None)]


def test_a_heading_without_purpose_or_goal_is_no_initiative() -> None:
    assert initiatives(heading("Om oss", 2), paragraph("Kommentar: Bra."), paragraph("Text: mer.")) == []


def test_what_stands_before_the_first_label_and_in_tables_is_in_no_part() -> None:
    rows = initiatives(
        heading("Besök", 2),
        paragraph("En ingress."),
        paragraph("Syfte: Lyssna."),
        table(HEADER, "Ringa | 2023 | Maja | "),
        paragraph("Efter tabellen."),
    )
    assert rows == [("1", "Besök", "Lyssna.", None, None)]


def test_labels_set_as_headings_below() -> None:
    rows = initiatives(
        heading("Besök", 2),
        heading("Syfte", 3),
        paragraph("Lyssna."),
        heading("Mål", 3),
        paragraph("150 besök."),
        heading("Aktiviteter", 3),
        paragraph("Ringa."),
        heading("Annat", 2),
        paragraph("Hör inte hit."),
    )
    assert rows == [("1", "Besök", "Lyssna.", "150 besök.", None)]


def test_bold_labels_without_a_colon() -> None:
    rows = initiatives(
        heading("Besök", 2), paragraph("**Syfte**"), paragraph("Lyssna."), paragraph("Mål"), paragraph("Ej.")
    )
    assert rows == [("1", "Besök", "Lyssna. Mål Ej.", None, None)]


def test_a_list_of_activities_ends_the_part_above_it() -> None:
    rows = initiatives(heading("Besök", 2), paragraph("Syfte: Lyssna."), paragraph("Aktiviteter:"), item("Ringa"))
    assert rows == [("1", "Besök", "Lyssna.", None, None)]


@pytest.mark.parametrize(("shift", "more"), [((0, 2), ["Ringa alla"]), ((20, 2), []), ((0, 60), [])])
def test_a_list_goes_on_below_its_table(shift: tuple[float, float], more: list[str]) -> None:
    listed = table("Aktivitet | När", "➤ Rita karta\n➤ Boka lokal | 2023")
    box, (right, down) = listed.box, shift
    x0, top = listed.cells[2].lines[0].box.x0 + right, box.bottom + down
    below = replace(item("Ringa alla"), box=box._replace(x0=x0, top=top, bottom=top + 12))
    found = activities(listed, below, columns="activity when_text")
    assert found == [(name, "2023") for name in ("Rita karta", "Boka lokal", *more)]


def test_a_sign_that_the_legend_explains_is_the_status_without_a_header_too() -> None:
    legend = paragraph("G = genomfört, P = pågår, E = ej genomfört")
    rows = ("Rita en ny karta | 2023 | Årligen | Hög | G", "Bygga en liten bro | 2024 | Årligen | Låg | E")
    assert activities(legend, table(*rows, header=0)) == [
        ("Rita en ny karta", "done"),
        ("Bygga en liten bro", "not_done"),
    ]


# --- columns told by their values -----------------------------------------------------------------------------------


def test_answers_without_a_header_are_statuses_beside_words_for_them() -> None:
    listed = table(
        "Rita en karta över hamnen | Våren 2023 | Hög | Årligen | Delvis",
        "Ringa alla i kommunens register | Våren 2023 | Hög | Årligen | Ja",
        "Bygga en ny bro vid ån | Våren 2023 | Låg | Årligen | Nej",
        header=0,
    )
    assert activities(listed, columns="status") == ["partial", "done", "not_done"]


def test_answers_alone_say_of_nothing_what_they_answer() -> None:
    listed = table(
        "Rita en karta över hamnen | Våren 2023 | Hög | Årligen | Nej",
        "Ringa alla i kommunens register | Våren 2023 | Hög | Årligen | Ja",
        header=0,
    )
    assert activities(listed, columns="status") == [None, None]


def test_what_a_header_leaves_open_values_may_tell() -> None:
    listed = table(
        "Aktivitet | Slutförs | Rapporteringsintervall | Angelägenhet hos oss",
        "Rita karta | 2023 | Varje tertial | Hög",
        "Ringa | 2024 | Årligen | Låg",
    )
    assert activities(listed, columns="when_text follow_up priority") == [
        ("2023", "Varje tertial", "Hög"),
        ("2024", "Årligen", "Låg"),
    ]


def test_a_coloured_area_beside_a_cell_of_several_lines_is_no_list_mark() -> None:
    listed = table("Aktivitet | När | Prio", "Rita en karta | 2023 | Hög", "Ringa | 2024 | Låg")
    cell = next(cell for cell in listed.cells if cell.text == "Rita en karta")
    first, second = make_line(cell.lines[0].words[:1]), make_line(cell.lines[0].words[1:])
    below = replace(second, box=second.box._replace(top=second.box.top + 12, bottom=second.box.bottom + 12))
    cell.lines = [first, replace(below, baseline=second.baseline + 12)]
    box = Box(first.box.x0 - 14, first.box.top, first.box.x0 - 2, below.box.bottom + 8)
    cell.marks = [Mark(box, 0x00A651, "fill")]
    assert activities(listed, columns="activity status") == [("Rita en karta", "done"), ("Ringa", None)]
