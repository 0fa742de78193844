"""What is read of a table because something else in the report proves it, and rows that only comment on others."""

from __future__ import annotations

import pytest
from unit.records.reading import heading, paragraph, reading, table, title

from pipelines.reading.model import Item
from pipelines.records.facts import Row
from pipelines.records.interpret import Interpretation, interpret


def of(name: str, *items: Item) -> Interpretation:
    return interpret(reading(title(name), *items))


def statements(found: Interpretation) -> list[Row]:
    return [row for row in found.facts.rows("budgets") if row["kind"] == "statement"]


COSTS = ("Kostnadsslag | Budget | Utfall", "Personal | 1 200 000 | 1 150 000", "Summa | 1 946 300 | 1 920 555")


@pytest.mark.parametrize(
    ("said", "rows", "unit", "amount"),
    [
        ("Projektet kostade 1 946 300 kronor.", COSTS, "kr", 1_200_000),
        ("Projektet kostade 1 946 000 kronor.", ("Post | Budget", "Lön | 1 200", "Summa | 1 946"), "tkr", 1_200_000),
        ("Projektet kostade 900 000 kronor.", COSTS, None, None),
        ("Projektet kostade cirka 1 946 300 kronor.", COSTS, None, None),
    ],
)
def test_a_total_printed_with_its_unit_elsewhere_proves_that_of_a_table(
    said: str, rows: tuple[str, ...], unit: str | None, amount: int | None
) -> None:
    found = of("Slutrapport 2021", heading("Ekonomi"), paragraph(said), table(*rows))
    first = statements(found)[0]
    assert (first["unit"], first["amount_sek"]) == (unit, amount)


def test_one_line_that_happens_to_equal_a_sum_proves_nothing() -> None:
    found = of(
        "Slutrapport 2021",
        heading("Ekonomi"),
        paragraph("Lokalen kostade 500 000 kronor."),
        table("Post | Budget", "Lokal | 500", "Lön | 700", "Summa | 1 200"),
    )
    assert {row["unit"] for row in statements(found)} == {None}


def test_rows_of_financiers_with_a_sum_are_money_whatever_their_columns_are() -> None:
    rows = ("Finansiär | Kontant | Tid", "Bergs kommun | 900 | ", "Högskolan |  | 800", "Summa | 900 | 800")
    found = of("Projektblad", heading("Finansiering"), table(*rows))
    assert [(row["line_item"], row["column_name"], row["value"]) for row in statements(found)] == [
        ("Bergs kommun", "Kontant", 900),
        ("Högskolan", "Tid", 800),
        ("Summa", "Kontant", 900),
        ("Summa", "Tid", 800),
    ]


def test_rows_of_other_things_with_a_sum_are_no_money() -> None:
    found = of("Projektblad", heading("Deltagare"), table("Ort | Vår | Höst", "Berg | 9 | 7", "Summa | 9 | 7"))
    assert statements(found) == []


def test_outcomes_called_closing_accounts_beside_a_target_are_indicators() -> None:
    found = of(
        "Verksamhetsberättelse 2023",
        heading("Nyckeltal"),
        table(" | Bokslut 2021 | Bokslut 2022 | Bokslut 2023 | Mål 2023", "Gästnätter | 910 | 870 | 930 | 950"),
    )
    rows = [(row["year"], row["outcome_value"], row["target_value"]) for row in found.facts.rows("indicators")]
    assert sorted(rows) == [(2021, 910, None), (2022, 870, None), (2023, 930, 950)]
    assert statements(found) == []


@pytest.mark.parametrize("comment", ["Kommentar: Klart i maj.", "Kommentar\nKlart i maj."])
def test_a_row_that_only_comments_is_no_activity(comment: str) -> None:
    found = of(
        "Verksamhetsberättelse 2022",
        heading("Mål"),
        table("Aktivitet | Status | Slutdatum", "Hålla mässa | Avslutad | 2022-05-31", f"{comment} | < | <"),
    )
    assert [row["activity"] for row in found.facts.rows("activities")] == ["Hålla mässa"]


@pytest.mark.parametrize("sign", [".", ":", " –"])
def test_paragraphs_below_that_open_with_the_name_describe_projects(sign: str) -> None:
    found = of(
        "Beviljade projekt 2021",
        table("Projekt | Stödmottagare | Beviljat", "Bron | Bergs kommun | 250 000", "Leden | Dals kommun | 90 000"),
        paragraph(f"Bron{sign} Syftet är att knyta ihop de två stadsdelarna."),
        paragraph(f"Leden{sign} Stigen runt sjön märks ut och får nya broar."),
    )
    told = {row["name"]: row.get("description") for row in found.facts.rows("projects")}
    assert told == {
        "Bron": "Syftet är att knyta ihop de två stadsdelarna.",
        "Leden": "Stigen runt sjön märks ut och får nya broar.",
    }


def test_start_and_end_in_one_label_are_the_period() -> None:
    found = of(
        "Slutrapport",
        heading("Uppgifter"),
        table(
            "Projektets namn | Bron",
            "Sökande | Bergs byalag",
            "Projektets start- och slutdatum | 2018-10-15 – 2021-06-30",
            "Beviljat stöd | 1 284 000 kronor",
            "Övriga medfinansiärer | Bergs kommun",
            header=0,
        ),
        heading("Indikatorer"),
    )
    (project,) = found.facts.rows("projects")
    assert (str(project["period_start"]), str(project["period_end"])) == ("2018-10-15", "2021-06-30")
    assert project["financiers"] == ["Bergs kommun"]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Nämnden beviljade två projekt. Samtliga belopp redovisas i tusental kronor (tkr). Mer står nedan.", 250_000),
        ("Nämnden beviljade två projekt. Samtliga belopp i tabellen anges i tkr om inget annat sägs.", 250_000),
        ("Nämnden beviljade två projekt. Ett avslag gällde 5 tkr. Mer står nedan.", 250),
    ],
)
def test_a_sentence_about_sums_states_their_unit_wherever_it_stands(text: str, amount: int) -> None:
    found = of(
        "Beviljade projekt 2021",
        paragraph(text),
        table("Projekt | Stödmottagare | Beviljat", "Bron | Bergs kommun | 250", "Leden | Dals kommun | 90"),
    )
    assert found.facts.rows("projects")[0]["granted_sek"] == amount
