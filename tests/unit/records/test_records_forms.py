"""Forms, tables with labels in the first column, sums that a sentence lists, units that running text states."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from unit.records.reading import heading, item, paragraph, reading, table, title

from pipelines.reading.model import Item
from pipelines.records.context import stated_unit
from pipelines.records.interpret import Interpretation, interpret


def municipal(*items: Item) -> Interpretation:
    found = interpret(
        reading(
            title("Verksamhetsberättelse 2023"),
            heading("Nyckeltal", 1),
            *items,
            heading("Arbetet", 1),
            table("Aktivitet | När | Ansvarig", "Bygga en bro | 2023 | Maja"),
        )
    )
    assert found.family == "municipal_activity_report"
    return found


def indicators(found: Interpretation) -> list[tuple[Any, ...]]:
    columns = ("name", "target_operator", "target_value", "outcome_value", "unit")
    return [tuple(row.get(column) for column in columns) for row in found.facts.rows("indicators")]


EXPECTED = [("Antal företag", ">=", 40.0, 38.0, None), ("Andel nöjda", "=", 80.0, 82.0, "%")]


def test_a_form_for_each_indicator() -> None:
    first = table("Indikator | Antal företag", "Målvärde | minst 40", "Utfall | 38", header=0)
    second = table("Indikator | Andel nöjda", "Målvärde | 80 %", "Utfall | 82 %", header=0)
    assert indicators(municipal(first, paragraph("Källa: Kolada"), second)) == EXPECTED


def test_forms_that_are_set_as_one_table() -> None:
    both = table(
        "Indikator | Antal företag", "Målvärde | minst 40", "Utfall | 38", "Källa: Kolada | <",
        "Indikator | Andel nöjda", "Målvärde | 80 %", "Utfall | 82 %",
    )  # fmt: skip
    assert indicators(municipal(both)) == EXPECTED


def test_names_across_the_top() -> None:
    panel = table(" | Antal företag | Andel nöjda", "Målvärde | minst 40 | 80 %", "Utfall | 38 | 82 %")
    assert indicators(municipal(panel)) == EXPECTED
    assert [row["kind"] for row in municipal(panel).facts.rows("budgets")] == []


@pytest.mark.parametrize(
    "other",
    [
        table("Indikator | Antal företag", "Källa | Kolada", header=0),  # no figure
        table(" | Antal företag | Andel nöjda", "Målvärde | minst 40 | 80 %", "Kostnad | 38 | 82", header=1),
        table(" | Antal företag | Andel nöjda", "Målvärde | minst 40 | många", "Utfall | 38 | 82"),
    ],
)
def test_what_is_not_labelled_throughout_is_no_form(other: Item) -> None:
    assert indicators(municipal(other)) == []


def test_names_set_as_headings_with_labelled_lines_below() -> None:
    found = interpret(
        reading(
            title("Läges- och slutrapport till regionalfonden"),
            heading("Utfall av indikatorerna", 1),
            heading("Programmets indikatorer", 2),
            heading("Antal företag", 2),  # as large as the heading of the set
            paragraph("Mål: 40"),
            paragraph("Utfall: 38\nvarav kvinnor: 20\nvarav män: 18"),
            heading("Antal möten", 1),
            paragraph("Mål: 5"),
            paragraph("Utfall: 7"),
            heading("Spridning", 1),
            paragraph("Mål: 400 nås i höst."),
        )
    )
    rows = [
        (row["name"], row["breakdown"], row["framework"], row.get("outcome_value"))
        for row in found.facts.rows("indicators")
        if row["kind"] == "indicator"
    ]
    framework = "Programmets indikatorer"
    assert rows == [
        ("Antal företag", None, framework, 38.0),
        ("Antal företag", "kvinnor", framework, 20.0),
        ("Antal företag", "män", framework, 18.0),
        ("Antal möten", None, framework, 7.0),
    ]


@pytest.mark.parametrize(
    ("target", "outcome", "is_met"),
    [
        ("80 %", "8 av 11 uppnådda", None),
        ("minst 5 st", "60 %", None),
        ("minst 80 %", "82 %", True),
        ("minst 5", "7", True),
    ],
)
def test_a_share_and_a_count_are_not_compared(target: str, outcome: str, is_met: bool | None) -> None:
    found = municipal(table("Indikator | Mål | Utfall", f"Delmål | {target} | {outcome}", "Andel nöjda | 80 % | 82 %"))
    assert found.facts.rows("indicators")[0]["is_met"] is is_met


# --- activities -----------------------------------------------------------------------------------------------------


def statuses(*rows: str, header: int = 1) -> list[str | None]:
    found = interpret(
        reading(title("Verksamhetsberättelse 2023"), heading("Aktiviteter", 1), table(*rows, header=header))
    )
    return [row["status"] for row in found.facts.rows("activities")]


def test_answers_tell_the_status() -> None:
    rows = ("Åtgärd | Ansvarig | Genomfört", "Bygga en bro | Maja | Ja", "Måla | Eva | Nej", "Gräva | Eva | Delvis")
    assert statuses(*rows) == ["done", "not_done", "partial"]


def test_lights_of_several_colours_under_a_header_that_is_a_status() -> None:
    rows = ("Åtgärd | Ansvarig | Genomfört", "Bygga en bro | Maja | {green shape}", "Måla | Eva | {red shape}")
    assert statuses(*rows) == ["done", "not_done"]


def test_a_light_without_a_column_of_its_own() -> None:
    rows = ("Åtgärd | Ansvarig | När", "Bygga en bro | Maja | 2023{green shape}", "Måla huset | Eva | 2024{red shape}")
    assert statuses(*rows) == ["done", "not_done"]


def test_dots_in_a_table_without_header() -> None:
    rows = (
        "Bygga en bro över ån | Hög | Årligen | 2023 | {green}",
        "Måla huset vid torget | Låg | Varje tertial | 2024 | {red}",
    )
    assert statuses(*rows, header=0) == ["done", "not_done"]


# --- projects -------------------------------------------------------------------------------------------------------


def sheet(*items: Item) -> dict[str, Any]:
    found = interpret(reading(title("Bron till Åland"), *items, metadata={"Title": "Projektblad"}))
    (row,) = found.facts.rows("projects")
    return row


FORM = table(
    "Projektägare | Bergs kommun | Beviljat bidrag | 400 000 kr",
    "Kontaktperson | Maja Ek | Sökt bidrag | 500 000 kr",
    "Medfinansiering | 100 000 kr | | ",
    header=0,
)


def test_labels_in_every_other_column() -> None:
    row = sheet(FORM, heading("Syfte", 2), paragraph("En bro."))
    assert (row["owner"], row["contact_person"], row["cofinancing_sek"]) == (
        "Bergs kommun",
        "Maja Ek",
        Decimal(100_000),
    )
    assert (row["granted_sek"], row["applied_sek"]) == (Decimal(400_000), Decimal(500_000))


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("Projektet pågick maj 2021 – juni 2023.", (date(2021, 5, 1), date(2023, 6, 30))),
        ("Kursen pågick maj 2021 – juni 2021.", (None, None)),
        ("Projektet pågick maj 2021 – juni 2023. Projektet pågår maj 2022 – juni 2024.", (None, None)),
    ],
)
def test_the_period_told_beside_a_form(sentence: str, period: tuple[date | None, date | None]) -> None:
    row = sheet(FORM, paragraph(sentence))
    assert (row.get("period_start"), row.get("period_end")) == period


def test_a_title_that_says_the_sort_of_report_names_no_project() -> None:
    items = [title("Projektblad"), title("Bron till Åland"), FORM]
    (row,) = interpret(reading(*items)).facts.rows("projects")
    assert row["name"] == "Bron till Åland"


def test_a_unit_stated_above_all_headings_holds_for_the_whole_report() -> None:
    found = interpret(
        reading(
            title("Beviljade regionala projekt 2023"),
            paragraph("Här är listan över alla projekt. Alla belopp i tkr."),
            heading("Sydregionen", 1),
            heading("Kompetens", 2),
            table("Projekt | Projektägare | Beviljat belopp", "Bron | Bergs kommun | 400"),
        )
    )
    assert [row["granted_sek"] for row in found.facts.rows("projects")] == [Decimal(400_000)]


def assignments(sentence: str) -> list[tuple[str, Any]]:
    found = interpret(
        reading(
            title("Slutrapport av regeringsuppdraget"),
            heading("Sammanfattning", 1),
            heading("Uppdraget", 1),
            paragraph(f"Vi redovisar här. {sentence} Arbetet går vidare."),
            heading("Slutsatser", 1),
            paragraph("Dnr: 4.1-2023/17"),
        )
    )
    assert found.family == "agency_report"
    return [(row["name"], row["granted_sek"]) for row in found.facts.rows("projects")]


def test_a_sentence_lists_the_parts_of_an_assignment() -> None:
    assert assignments("Uppdraget har delarna Nya vägar (5 mkr), Kunskap i Skåne (2,5 mkr) och Stöd (400 tkr).") == [
        ("Nya vägar", 5_000_000),
        ("Kunskap i Skåne", 2_500_000),
        ("Stöd", 400_000),
    ]


@pytest.mark.parametrize("unit", ["kkr", "tkr", "tusen kronor", "tusental kr", "KSEK"])
def test_a_list_names_the_parts_of_an_assignment(unit: str) -> None:
    found = interpret(
        reading(
            title("Slutrapport av regeringsuppdraget"),
            heading("Uppdraget", 1),
            *(item(f"Nya vägar – 7146 {unit}"), item(f"Kunskap i Skåne: 3 470,5 {unit}")),
            heading("Slutsatser", 1),
            paragraph("Dnr: 4.1-2023/17"),
        )
    )
    projects = [(row["name"], row["granted_sek"]) for row in found.facts.rows("projects")]
    assert projects == [("Nya vägar", 7_146_000), ("Kunskap i Skåne", 3_470_500)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Uppdraget har delarna Nya vägar (5 mkr), som är störst, och Stöd (400 tkr).",
        "Mest pengar gick till Skåne (5 mkr) och Halland (2 mkr).",
        "Uppdraget har delen Nya vägar (5 mkr).",
    ],
)
def test_sentences_of_other_sums_name_no_assignments(sentence: str) -> None:
    assert assignments(sentence) == []


def test_a_series_behind_a_colon_lists_the_parts_of_an_assignment() -> None:
    assert assignments("Uppdraget har två delar: Nya vägar, 5 mkr; och Kunskap i Skåne, 2,5 mkr.") == [
        ("Nya vägar", 5_000_000),
        ("Kunskap i Skåne", 2_500_000),
    ]
    assert assignments("Pengar gick till många: Skåne, 5 mkr; Halland, 2 mkr.") == []
    assert assignments("Uppdraget har två delar: Nya vägar, 5 mkr; Kunskap, oklart hur mycket.") == []


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (("5 mkr till Nya vägar", "2,5 mkr till Kunskap i Skåne"), ["Nya vägar", "Kunskap i Skåne"]),
        (("5 mkr till resor", "2,5 mkr till löner"), []),
    ],
)
def test_the_sum_may_stand_before_what_it_goes_to(items: tuple[str, ...], expected: list[str]) -> None:
    found = interpret(reading(title("Slutrapport av regeringsuppdraget"), heading("Uppdraget", 1), *map(item, items)))
    assert found.family == "agency_report"
    assert [row["name"] for row in found.facts.rows("projects")] == expected


@pytest.mark.parametrize(
    ("label", "expected"), [("Tilldelade medel", [5_000_000, 400_000]), ("Ram", [5_000_000, 400_000]), ("Lön", [])]
)
def test_a_sum_under_the_name_of_an_assignment(label: str, expected: list[int]) -> None:
    told = [("Nya vägar", "5 mkr"), ("Stöd", "400 tkr")]
    parts = [part for name, money in told for part in (heading(name, 2), paragraph(f"{label}: {money}"))]
    found = interpret(reading(title("Slutrapport av regeringsuppdraget"), heading("Uppdraget", 1), *parts))
    assert [row["granted_sek"] for row in found.facts.rows("projects")] == expected


def test_a_note_behind_the_unit_of_a_table_is_another_sentence() -> None:
    assert stated_unit("Belopp i mkr. ¹ Preliminär uppgift.") == stated_unit("Belopp i mkr.") is not None
