"""Projects that a list tells one by one, under headings and in cards; rows that are sums without a word for it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from unit.records.reading import heading, paragraph, reading, table, title

from pipelines.reading.model import Item
from pipelines.records.interpret import Interpretation, interpret

TITLE = "Beviljade regionala projekt 2023"
TOLD = {
    "Bron": {"Huvudman": "Bergs kommun", "Sökt belopp": "500 tkr", "Godkänt stöd": "400 tkr", "Löptid": "2023-2024"},
    "Nya vägar": {"Huvudman": "Dals kommun", "Sökt belopp": "90 tkr", "Godkänt stöd": "80 tkr", "Löptid": "2022-2023"},
}


def of(*items: Item) -> Interpretation:
    return interpret(reading(title(TITLE), *items))


def rows(found: Interpretation, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row.get(column) for column in columns) for row in found.facts.rows("projects")]


def under_headings(level: int = 3) -> list[Item]:
    items: list[Item] = []
    for number, (name, lines) in enumerate(TOLD.items()):
        items.append(heading(name, level + min(number, 1)))  # the second a little smaller, as readers of pages guess
        items += [paragraph(f"{label}: {value}") for label, value in lines.items()]
        items += [paragraph("Dnr: RUN 2023/17"), paragraph(f"Det här är {name}.")]
    return items


EXPECTED = [
    ("Bron", "Bergs kommun", "Sydregionen", "Kompetens", 500_000, 400_000, date(2023, 1, 1)),
    ("Nya vägar", "Dals kommun", "Sydregionen", "Kompetens", 90_000, 80_000, date(2022, 1, 1)),
]
COLUMNS = ("name", "owner", "subregion", "theme", "applied_sek", "granted_sek", "period_start")


def test_headings_with_labelled_lines_are_a_list_of_projects() -> None:
    found = of(heading("Sydregionen", 1), heading("Kompetens", 2), *under_headings())
    assert found.family == "regional_project_list"
    assert rows(found, *COLUMNS) == EXPECTED
    assert rows(found, "description") == [("Det här är Bron.",), ("Det här är Nya vägar.",)]
    amounts = [(row["line_item"], row["measure"], row["amount_sek"]) for row in found.facts.rows("budgets")]
    assert amounts == [
        (name, measure, amount)
        for name, *_, applied, granted, _ in EXPECTED
        for measure, amount in (("applied", applied), ("granted", granted))
    ]


UNREAD = {"Sökt belopp": "100 00 0 kr", "Löptid": "2023-44-44"}


def test_labelled_figures_that_cannot_be_read_are_told() -> None:
    lines = [paragraph(f"{label}: {value}") for label, value in (TOLD["Bron"] | UNREAD).items()]
    found = of(*under_headings(), heading("Ån", 4), *lines)
    assert rows(found, "name", "period_start", "applied_sek", "granted_sek")[-1] == ("Ån", None, None, 400_000)
    told = [row["observed"] for row in found.facts.rows("findings") if row["rule"] == "unread_value"]
    assert sorted(told) == ["100 00 0 kr", "2023-44-44"]


def test_cards_are_a_list_of_projects() -> None:
    cards = [
        f"{name}\n" + "\n".join(f"{label}: {value}" for label, value in told.items()) for name, told in TOLD.items()
    ]
    found = of(
        heading("Sydregionen", 1),
        heading("Kompetens", 2),
        table(" | ".join(cards), header=0, kind="key_value"),
        heading("Bron", 3),
        paragraph("Det här är Bron."),
    )
    assert rows(found, *COLUMNS) == EXPECTED
    assert rows(found, "description") == [("Det här är Bron.",), (None,)]


def test_a_card_that_a_page_break_cuts_is_one_project() -> None:
    lines = {name: [f"{label}: {value}" for label, value in told.items()] for name, told in TOLD.items()}
    first = " | ".join("\n".join([name, *own[:2]]) for name, own in lines.items())
    rest = " | ".join("\n".join(own[2:]) for own in lines.values())
    found = of(heading("Sydregionen", 1), heading("Kompetens", 2), table(first, rest, header=0, kind="key_value"))
    assert rows(found, *COLUMNS) == EXPECTED


def test_labels_cut_short_are_read_and_dashes_say_nothing() -> None:
    cards = [
        f"{name}\nSök. org.: Bergs kommun\nBev. medel: 2 mkr\nProj.tid: 2023-2024\nKontaktpers.: –" for name in TOLD
    ]
    lines = [
        item for name in TOLD for item in (heading(name, 3), *(paragraph(line) for line in cards[0].split("\n")[1:]))
    ]
    for items in ([table(" | ".join(cards), header=0, kind="key_value")], lines):
        found = of(heading("Sydregionen", 1), heading("Kompetens", 2), *items)
        assert rows(found, "name", "period_start", "contact_person") == [
            (name, date(2023, 1, 1), None) for name in TOLD
        ]


def test_the_parts_of_one_sheet_are_no_list() -> None:
    found = of(
        heading("Parter", 2),
        paragraph("Huvudman: Bergs kommun"),
        paragraph("Kontaktperson: Maja Ek"),
        heading("Ekonomi", 2),
        paragraph("Sökt belopp: 500 tkr"),
        paragraph("Godkänt stöd: 400 tkr"),
    )
    assert rows(found, "name") == []


def test_projects_of_a_table_are_not_told_again_by_their_descriptions() -> None:
    listed = table(
        "Projekt | Huvudman | Godkänt stöd, tkr", "Bron | Bergs kommun | 400", "Nya vägar | Dals kommun | 80"
    )
    found = of(heading("Sydregionen", 1), heading("Kompetens", 2), listed, *under_headings())
    assert rows(found, "name") == [("Bron",), ("Nya vägar",)]


@pytest.mark.parametrize(
    ("last", "is_total"),
    [
        ("Beviljat i år | | 180 000", True),
        ("Beviljat i år | | 180 001", False),
        ("Beviljat i år | Bergs kommun | 180 000", False),
    ],
)
def test_a_row_is_a_total_when_all_above_add_up_to_it(last: str, is_total: bool) -> None:
    found = of(
        heading("Sydregionen", 1),
        table(
            "Projekt | Huvudman | Beviljat belopp",
            "Bron | Bergs kommun | 100 000",
            "Leden | Dals kommun | 80 000",
            last,
        ),
    )
    kinds = [row["kind"] for row in found.facts.rows("budgets")]
    assert kinds == ["project", "project", "total" if is_total else "project"]
    assert len(rows(found, "name")) == (2 if is_total else 3)


@pytest.mark.parametrize("label", ["Sammanlagt", "Σ", "Samtliga projekt", "Tillsammans"])
def test_words_and_signs_of_totals(label: str) -> None:
    found = of(table("Projekt | Huvudman | Beviljat belopp", "Bron | Bergs kommun | 100 000", f"{label} | | 99 000"))
    assert [row["kind"] for row in found.facts.rows("budgets")] == ["project", "total"]
