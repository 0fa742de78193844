"""Ways of printing the same facts that made-up reports found: lists, cards, columns of two things, no header at all."""

from __future__ import annotations

from typing import Any

import pytest
from unit.records.reading import heading, item, paragraph, reading, table, title

from pipelines.reading.model import Item, Table
from pipelines.records.combined import two_fields, two_parts
from pipelines.records.interpret import interpret

FIELDS = {"name": ["projekt", "insats", "projekt/insats"], "owner": ["projektägare", "sökande", "projektägare/sökande"]}


def rows(kind: str, *items: Item) -> list[dict[str, Any]]:
    return interpret(reading(*items)).facts.rows(kind)


def municipal(*items: Item) -> list[dict[str, Any]]:
    opening = (title("Verksamhetsberättelse 2023"), heading("1 Näringsliv", 1), heading("Besök", 2))
    return rows("activities", *opening, *items, heading("Uppföljning", 1))


def boxes(*cards: str) -> Table:
    return table(" | ".join(cards), header=0, kind="key_value")


# --- activities -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lead", [paragraph("Aktiviteter:"), paragraph("**Åtgärder**"), heading("Aktiviteter", 3)])
def test_items_under_a_lead_in_are_activities(lead: Item) -> None:
    found = municipal(lead, item("{green shape} Ringa"), item("Skriva"), paragraph("Sedan text."), item("Ett råd"))
    assert [(row["activity"], row["status"], row["initiative"]) for row in found] == [
        ("Ringa", "done", "Besök"),
        ("Skriva", None, "Besök"),
    ]


def test_items_under_other_words_are_no_activities() -> None:
    assert municipal(paragraph("Lärdomar:"), item("Ring tidigt"), item("Skriv kort")) == []


def test_columns_without_headers_are_told_by_what_stands_in_them() -> None:
    listed = table(
        "Ta fram en plan för handeln | Anna, Bo | 2023 | Hög | Årligen",
        "Starta ett nätverk för unga | Eva | 2023-2024 | Låg | Två gånger per år",
        header=0,
    )
    assert [
        (row["activity"], row["responsible"], row["when_text"], row["priority"], row["follow_up"])
        for row in municipal(listed)
    ] == [
        ("Ta fram en plan för handeln", ["Anna", "Bo"], "2023", "Hög", "Årligen"),
        ("Starta ett nätverk för unga", ["Eva"], "2023-2024", "Låg", "Två gånger per år"),
    ]


def test_columns_of_words_without_headers_say_nothing() -> None:
    listed = table("Anna Ek | Borås kommun | Handläggare", "Bo Dahl | Ulricehamns kommun | Chef för enheten", header=0)
    assert municipal(listed) == []


def test_each_status_may_have_a_column_of_its_own() -> None:
    listed = table(
        "Aktivitet | Vem | Klar | Pågår | Ej påbörjad",
        "Ringa | Anna | x |  | ",
        "Skriva | Anna |  | x | ",
        "Resa | Anna |  |  | x",
        "Sova | Anna |  |  | ",
        "Äta | Anna | x | x | ",
    )
    assert [row["status"] for row in municipal(listed)] == ["done", "partial", "not_done", None, None]


# --- projects -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Projekt/projektägare", ("name", "owner")),
        ("Sökande och projekt", ("owner", "name")),
        ("Insats (sökande)", ("name", "owner")),
        ("Projektägare/sökande", None),
        ("Projekt/insats", None),
        ("Projekt", None),
    ],
)
def test_a_header_may_name_project_and_owner(header: str, fields: tuple[str, str] | None) -> None:
    assert two_fields(header, FIELDS) == fields


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Gröna byar\nVara kommun", ("Gröna byar", "Vara kommun")),
        ("Gröna byar (Vara kommun)", ("Gröna byar", "Vara kommun")),
        ("Gröna byar", ("Gröna byar", "")),
        ("Gröna byar\ni samverkan\nmed andra", ("Gröna byar i samverkan med andra", "")),
    ],
)
def test_a_cell_of_a_project_and_its_owner_is_parted_only_where_something_parts_it(
    text: str, parts: tuple[str, str]
) -> None:
    (cell,) = table(text, header=0).cells
    assert two_parts(cell) == parts


def listing(*items: Item) -> list[dict[str, Any]]:
    return rows("projects", title("Beviljade projekt 2020"), *items)


def test_an_owner_below_its_project_is_no_group_of_projects() -> None:
    listed = table(
        "Projekt/projektägare | Total kostnad | Beviljat belopp",
        "**Gröna byar** | 200 000 | 100 000",
        "Vara kommun |  | ",
        "**Smarta vägar** | 300 000 | 100 000",
        "Leader Mora |  | ",
    )
    assert [(row["name"], row["owner"]) for row in listing(heading("Norr", 1), listed)] == [
        ("Gröna byar", "Vara kommun"),
        ("Smarta vägar", "Leader Mora"),
    ]


def test_themes_as_rows_leave_the_heading_to_the_subregion() -> None:
    listed = table(
        "Projekt | Projektägare | Beviljat belopp",
        "**Levande landsbygd** | < | <",
        "Gröna byar | Vara kommun | 100 000",
    )
    (row,) = listing(heading("Beviljade projekt", 1), heading("Norra delen", 2), listed)
    assert (row["subregion"], row["theme"]) == ("Norra delen", "Levande landsbygd")


# --- one project ----------------------------------------------------------------------------------------------------


def test_several_labels_in_one_text_are_several_fields() -> None:
    (row,) = rows(
        "projects",
        title("Gröna byar"),
        paragraph("Projektblad"),
        paragraph("Projektägare: Vara kommun; Beviljat bidrag: 100 000 kr; Projektperiod: 2020-01-01–2021-12-31"),
        paragraph("Kontaktperson: Eva Ek\nTotal budget: 250 tkr"),
        paragraph("Syfte: Fler ska bo i byarna."),
    )
    assert (row["owner"], row["granted_sek"], row["total_cost_sek"]) == ("Vara kommun", 100000, 250000)
    assert (row["contact_person"], str(row["period_end"])) == ("Eva Ek", "2021-12-31")
    assert row["description"] == "Fler ska bo i byarna."


# --- indicators and initiatives -------------------------------------------------------------------------------------


def indicators(*items: Item) -> list[tuple[Any, ...]]:
    found = rows("indicators", title("Verksamhetsberättelse 2023"), heading("Nyckeltal", 1), *items)
    return [(row["name"], row["target_value"], row["outcome_value"], row["unit"]) for row in found]


def test_cards_hold_a_name_a_figure_and_a_target() -> None:
    cards = boxes("Nöjda brukare\n85 %\nMål: 80 %", "397\nNya följare\nMålvärde: 200")
    assert indicators(cards) == [("Nöjda brukare", 80.0, 85.0, "%"), ("Nya följare", 200.0, 397.0, None)]


def test_boxes_of_a_projects_facts_hold_no_indicators() -> None:
    assert indicators(boxes("Medfinansiering\n300 tkr", "Beviljat bidrag\n200 tkr")) == []


def test_what_the_country_reached_is_no_outcome() -> None:
    assert indicators(table("Nyckeltal | Kommunen 2023 | Riket 2023", "Nöjda brukare | 85 % | 79 %")) == [
        ("Nöjda brukare", None, 85.0, "%")
    ]


@pytest.mark.parametrize(
    "told",
    [
        [table("**Syfte** | Att växa.", "**Mål** | Minst 5 träffar.", header=0)],
        [paragraph("Syfte: Att växa.\nMål: Minst 5 träffar.")],
        [paragraph("Syfte: Att växa."), paragraph("Mål: Minst 5 träffar.")],
    ],
)
def test_purpose_and_goal_may_stand_in_a_small_table_or_in_one_text(told: list[Item]) -> None:
    (row,) = rows("initiatives", title("Verksamhetsberättelse 2023"), heading("Besök", 1), *told)
    assert (row["initiative"], row["purpose"], row["goal"]) == ("Besök", "Att växa.", "Minst 5 träffar.")
