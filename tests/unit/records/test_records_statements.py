"""Financial statements, sums in running text, results told in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.records.reading import footnote, heading, item, paragraph, reading, table, title

from pipelines.reading.model import Item
from pipelines.records.interpret import Interpretation, interpret


def read(*items: Item, **more: Any) -> Interpretation:
    return interpret(reading(heading("Ekonomi"), *items, **more))


def cells(*rows: str, columns: str = "line_item column_name amount_sek", **more: Any) -> list[tuple[Any, ...]]:
    found = read(table(*rows, **more))
    return [
        tuple(row.get(name) for name in columns.split())
        for row in found.facts.rows("budgets")
        if row["kind"] == "statement"
    ]


def test_each_figure_is_a_row_with_its_line_and_column() -> None:
    rows = cells("Kostnader | Budget | Utfall", "Personal | 900 | 950", "Lokaler | 100 | 50", title="Resultat, tkr")
    assert rows == [
        ("Personal", "Budget", 900_000),
        ("Personal", "Utfall", 950_000),
        ("Lokaler", "Budget", 100_000),
        ("Lokaler", "Utfall", 50_000),
    ]


@pytest.mark.parametrize(
    ("caption", "header", "label", "cell", "unit", "amount"),
    [
        ("Resultaträkning, tkr", "Utfall", "Personal", "900", "tkr", 900_000),
        ("Resultaträkning (mkr)", "Utfall", "Personal", "1,5", "mkr", 1_500_000),
        ("Tabell 3. Resultaträkning, belopp i tkr", "Utfall", "Personal", "900", "tkr", 900_000),
        ("Resultaträkning", "Utfall, tkr", "Personal", "900", "tkr", 900_000),
        ("Resultaträkning, tkr", "Utfall (mkr)", "Personal", "9", "mkr", 9_000_000),
        ("Resultaträkning, tkr", "Utfall", "Personal, mkr", "9", "mkr", 9_000_000),
        ("Resultaträkning, tkr", "Utfall", "Personal", "9 mkr", "mkr", 9_000_000),
        ("Resultaträkning, tkr", "Utfall", "Andel kvinnor", "45 %", "%", None),
        ("Resultaträkning, tkr", "Utfall", "Antal timmar", "45", "timmar", None),
        ("Resultaträkning, tkr", "Avvikelse, %", "Personal", "4,5", "%", None),
        ("Resultaträkning", "Utfall", "Personal", "900 000 kr", "kr", 900_000),
        ("Resultaträkning", "Utfall", "Personal", "900", None, None),
        ("Resultaträkning, tkr", "Utfall", "Personal", "−1 234", "tkr", -1_234_000),
        ("Resultaträkning, tkr", "Utfall", "Personal", "-1 234", "tkr", -1_234_000),
        ("Resultaträkning, tkr", "Utfall", "Personal", "– 1 234", "tkr", -1_234_000),
        ("Resultaträkning, tkr", "Utfall", "Personal", "(1 234)", "tkr", -1_234_000),
        ("Resultaträkning, tkr", "Utfall", "Personal", "+1 234", "tkr", 1_234_000),
        ("Resultaträkning, tkr", "Utfall", "Personal", "0", "tkr", 0),
        ("Resultaträkning, tkr", "Utfall", "Personal", "1 234,5", "tkr", 1_234_500),
        ("Resultaträkning, tkr", "Utfall", "Personal", "1\u202f234", "tkr", 1_234_000),
    ],
)
def test_the_unit_nearest_to_the_figure_and_its_sign(
    caption: str, header: str, label: str, cell: str, unit: str | None, amount: int | None
) -> None:
    (row,) = cells(f"Post | {header}", f"{label} | {cell}", title=caption, columns="unit amount_sek value_text")
    assert row == (unit, amount, cell.replace("\u202f", " "))


@pytest.mark.parametrize(
    "rows",
    [
        ("Intäkter | Bidrag | 9", " | Avgifter | 3", " | Summa intäkter | 12", "Kostnader | Löner | 5", " | Hyror | 2"),
        ("Intäkter | Bidrag | 9", "^ | Avgifter | 3", "^ | Summa intäkter | 12", "Kostnader | Löner | 5",
         "^ | Hyror | 2"),
        ("Intäkter | | ", "3010 | Bidrag | 9", "3020 | Avgifter | 3", " | Summa intäkter | 12", "Kostnader | | ",
         "4010 | Löner | 5", "4020 | Hyror | 2"),
    ],
    ids=["first rows", "merged", "accounts"],
)  # fmt: skip
def test_a_column_before_the_labels_may_name_the_groups(rows: tuple[str, ...]) -> None:
    corner = "Konto" if len(rows) > 5 else ""
    found = cells(f"{corner} | | Utfall tkr", *rows, columns="section line_item value")
    assert found == [
        ("Intäkter", "Bidrag", 9),
        ("Intäkter", "Avgifter", 3),
        ("Intäkter", "Summa intäkter", 12),
        ("Kostnader", "Löner", 5),
        ("Kostnader", "Hyror", 2),
    ]


@pytest.mark.parametrize("corner", ["Tkr", "Belopp i tkr", "(tkr)", "Post, tkr", "Tusental kronor"])
def test_the_header_over_the_labels_may_state_the_unit(corner: str) -> None:
    assert cells(f"{corner} | Utfall", "Personal | 900", columns="unit amount_sek") == [("tkr", 900_000)]
    assert cells(f"{corner} | Utfall (mkr)", "Personal | 9", columns="unit amount_sek") == [("mkr", 9_000_000)]


def test_sums_that_tell_their_unit_are_money_beside_shares() -> None:
    rows = cells(" | jan–dec 2023", "Bidrag | 4 100 tkr", "Hyror | 250 tkr", "Andel lokaler | 6 %")
    assert rows == [
        ("Bidrag", "jan–dec 2023", 4_100_000),
        ("Hyror", "jan–dec 2023", 250_000),
        ("Andel lokaler", "jan–dec 2023", None),
    ]


def test_what_is_counted_is_no_money_in_a_table_of_money() -> None:
    rows = cells(
        "Tkr | Budget | Antal | Antal 2023", "Bidrag | −450 | 5 | 6", "Antal besökare | 700 | 800 | 900",
        "Andel kvinnor | 45 | 46 | 47", columns="line_item column_name unit amount_sek",
    )  # fmt: skip
    assert rows[0] == ("Bidrag", "Budget", "tkr", -450_000)
    assert {amount for _, _, _, amount in rows[1:]} == {None}
    assert {unit for _, _, unit, _ in rows[1:]} == {None}


def test_a_group_that_counts_holds_no_money() -> None:
    rows = cells(
        "Tkr | Utfall", "**Antal besök** |", "Badet | 700", "Summa | 700", "Drift | 9", columns="line_item amount_sek"
    )
    assert rows == [("Badet", None), ("Summa", None), ("Drift", 9_000)]


def test_a_row_of_years_is_a_header_that_was_not_told_apart() -> None:
    rows = cells("Tkr | Budget | Utfall", "År | 2022 | 2023", "Drift | 7 | 8", columns="line_item value")
    assert rows == [("Drift", 7), ("Drift", 8)]


def test_a_line_above_may_state_the_unit() -> None:
    found = read(paragraph("Belopp i mkr"), table("Post | Utfall", "Personal | 9", title="Drift"))
    assert [(row["unit"], row["amount_sek"]) for row in found.facts.rows("budgets")] == [("mkr", 9_000_000)]


@pytest.mark.parametrize("nothing", ["–", "-", "—", "", "…"])
def test_a_dash_is_no_figure(nothing: str) -> None:
    assert cells("Post | Budget | Utfall", f"Personal | {nothing} | 0", title="Resultat, tkr") == [
        ("Personal", "Utfall", 0)
    ]


def test_words_in_place_of_figures_head_no_group() -> None:
    rows = cells(
        "Bidrag, tkr | 2024 | 2025",
        "Läger | 10 | 20",
        "Resor | Ej aktuellt | Ej aktuellt",
        "Totalt | 10 | 20",
        columns="section line_item is_total",
    )
    assert rows == [(None, "Läger", False)] * 2 + [(None, "Totalt", True)] * 2


def test_a_column_that_measures_may_hold_more_words_than_figures() -> None:
    rows = cells(
        "Bad (tkr) | Utfall 2024 | Utfall 2025", "Inne | Stängt | 4", "Ute | Stängt | 5", "Strand | 3 | 6",
        columns="line_item fiscal_year value",
    )  # fmt: skip
    assert ("Strand", 2024, 3) in rows
    assert len(rows) == 4


def test_under_years_the_row_says_what_is_measured() -> None:
    rows = cells(
        "Ekonomi (tkr) | 2024 | 2025", "Nettokostnad | 8 | 9", "Budget | 9 | 9", "Budgetavvikelse | 1 | 0",
        columns="line_item measure fiscal_year",
    )  # fmt: skip
    assert rows[2:] == [
        ("Budget", "budget", 2024), ("Budget", "budget", 2025),
        ("Budgetavvikelse", "deviation", 2024), ("Budgetavvikelse", "deviation", 2025),
    ]  # fmt: skip


def test_years_may_name_the_rows() -> None:
    rows = cells(
        "År | Budget, tkr | Utfall, tkr", "2023 | 10 | 11", "2024 | 12 | 13", columns="line_item measure value"
    )
    assert rows == [
        ("2023", "budget", 10), ("2023", "outcome", 11), ("2024", "budget", 12), ("2024", "outcome", 13),
    ]  # fmt: skip


@pytest.mark.parametrize("header", ["Not", "Konto", "Projektnr"])
def test_a_column_that_only_refers_holds_no_sums(header: str) -> None:
    rows = cells(f"Post | {header} | Utfall, tkr", "Nät | 3 | 10", "Krok | 4 | 20", columns="line_item value")
    assert rows == [("Nät", 10), ("Krok", 20)]


def test_groups_hold_until_their_own_sum() -> None:
    rows = cells(
        "Post | Utfall", "**Intäkter** |", "Anslag | 10", "Summa intäkter | 10", "**Kostnader** |", "Personal | 5",
        "S:a kostnader | 5", "Resultat | 5", title="Resultat, tkr", columns="section line_item is_total",
    )  # fmt: skip
    assert rows == [
        ("Intäkter", "Anslag", False),
        ("Intäkter", "Summa intäkter", True),
        ("Kostnader", "Personal", False),
        ("Kostnader", "S:a kostnader", True),
        (None, "Resultat", True),
    ]


@pytest.mark.parametrize(
    ("label", "total"),
    [("Summa", True), ("Summa kostnader", True), ("Totalt", True), ("Kostnader totalt", True), ("S:a intäkter", True),
     ("Nettokostnad", True), ("Årets resultat", True), ("Resultat", True), ("Att återbetala", True), ("Delsumma", True),
     ("Personal", False), ("Budget", False), ("Transfereringar", False), ("Totalförsvar", False)],
)  # fmt: skip
def test_lines_that_sum_up(label: str, total: bool) -> None:
    assert cells("Post | Utfall", f"{label} | 5", title="Resultat, tkr", columns="is_total") == [(total,)]


def test_headers_of_two_levels_are_told_apart_by_their_path() -> None:
    rows = cells(
        "Post | 2023 | < | 2022 | <",
        "^ | Budget | Utfall | Budget | Utfall",
        "Personal | 1 | 2 | 3 | 4",
        header=2,
        title="Drift, tkr",
        columns="column_name measure fiscal_year value",
    )
    assert rows == [
        ("2023 Budget", "budget", 2023, 1),
        ("2023 Utfall", "outcome", 2023, 2),
        ("2022 Budget", "budget", 2022, 3),
        ("2022 Utfall", "outcome", 2022, 4),
    ]


def test_columns_say_measure_and_year() -> None:
    rows = cells(
        "Post | Budget 2023 | Utfall 2023 | Avvikelse | Utfall 2022 | Prognos",
        "Personal | 1 | 2 | 3 | 4 | 5",
        title="Drift, tkr",
        columns="column_name measure fiscal_year",
    )
    assert rows == [
        ("Budget 2023", "budget", 2023),
        ("Utfall 2023", "outcome", 2023),
        ("Avvikelse", "deviation", None),
        ("Utfall 2022", "outcome", 2022),
        ("Prognos", "forecast", None),
    ]


def test_the_caption_loses_number_and_unit() -> None:
    assert cells("Post | Utfall", "Personal | 5", title="Tabell 3. Resultaträkning, tkr", columns="table_title") == [
        ("Resultaträkning",)
    ]


@pytest.mark.parametrize(
    ("header", "row", "caption"),
    [
        ("Ort | Invånare", "Berg | 1 200", None),
        ("Ort | 2022 | 2023", "Berg | 12 | 14", "Befolkning"),
        ("Sida | Rubrik", "12 | Ekonomi", "Innehåll"),
        ("Art | Längd (cm)", "Gädda | 70", None),
    ],
)
def test_tables_of_other_figures_are_no_statements(header: str, row: str, caption: str | None) -> None:
    assert cells(header, row, title=caption) == []


def test_any_report_may_hold_a_statement() -> None:
    found = interpret(
        reading(
            title("Verksamhetsberättelse 2023"),
            heading("Verksamhetsidé"),
            heading("Ekonomi"),
            table("Post | Budget | Utfall", "Personal | 1 | 2", title="Drift, tkr"),
        )
    )
    assert found.family == "municipal_activity_report"
    assert [(row["fiscal_year"], row["amount_sek"]) for row in found.facts.rows("budgets")] == [
        (2023, 1000),
        (2023, 2000),
    ]


@given(st.integers(-(10**9), 10**9), st.sampled_from(["-", "−", "–"]))
@settings(max_examples=60)
def test_any_figure_is_read_as_printed(value: int, minus: str) -> None:
    text = f"{abs(value):,}".replace(",", " ")
    rows = cells("Post | Utfall", f"Personal | {minus if value < 0 else ''}{text}", title="Drift, tkr", columns="value")
    assert rows == [(value,)]


# --- mentions -------------------------------------------------------------------------------------------------------


def mentions(*items: Item, **more: Any) -> list[tuple[Any, ...]]:
    rows = read(*items, **more).facts.rows("budgets")
    return [(row["amount_sek"], row["qualifier"], row["source_text"]) for row in rows if row["kind"] == "mention"]


def test_sums_in_sentences_items_and_footnotes_with_their_sentence() -> None:
    assert mentions(
        paragraph("Vi fick drygt 25 mkr. Det räckte till ca. 500 tkr per år, bl.a. i Berg. Slut."),
        item("högst 300 000 kr"),
        footnotes=[footnote("1", "Varav 2 mkr från staten.")],
    ) == [
        (25_000_000, "drygt", "Vi fick drygt 25 mkr."),
        (500_000, "ca", "Det räckte till ca. 500 tkr per år, bl.a. i Berg."),
        (300_000, "högst", "högst 300 000 kr"),
        (2_000_000, None, "Varav 2 mkr från staten."),
    ]


@pytest.mark.parametrize(
    "text", ["Vi var 25 personer.", "År 2023 kom 3 000 besökare.", "Se kapitel 3.", "12 % av alla."]
)
def test_other_numbers_are_no_mentions(text: str) -> None:
    assert mentions(paragraph(text)) == []


# --- results --------------------------------------------------------------------------------------------------------


def results(*texts: str) -> list[tuple[Any, ...]]:
    found = interpret(
        reading(
            title("Slutrapport till regionalfonden"),
            heading("Sammanfattning av projektet"),
            *[paragraph(text) for text in texts],
        )
    )
    assert found.family == "regional_fund_report"
    rows = found.facts.rows("indicators")
    return [(row["outcome_value"], row["name"], row["unit"]) for row in rows if row["kind"] == "statement"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Totalt deltog 45 företag i projektet.", [(45, "företag", "st")]),
        ("Fyra personer har startat företag.", [(4, "personer", "personer")]),
        ("Av deltagarna var 76 procent nöjda.", [(76, "nöjda", "%")]),
        ("Under 2018 genomfördes 12 kurser.", [(12, "kurser", "st")]),
    ],
)
def test_what_was_reached_is_a_statement(sentence: str, expected: list[tuple[Any, ...]]) -> None:
    assert results(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Projektet ska nå 45 företag.",
        "Vi planerar 12 kurser nästa år.",
        "Projektet pågick i tre år.",
        "Målet är 45 företag.",
        "Vi fick 25 mkr av staten.",
        "De fem projekten har varit bra.",
        "Se avsnitt 3 som handlade om stöd.",
        "Projektet startade 2018.",
    ],
)
def test_what_is_announced_or_only_numbered_is_none(sentence: str) -> None:
    assert results(sentence) == []


def test_a_family_that_tells_no_results_has_none() -> None:
    found = interpret(
        reading(title("Verksamhetsberättelse 2023"), heading("Verksamhetsidé"), paragraph("Totalt deltog 45 företag."))
    )
    assert found.family == "municipal_activity_report"
    assert found.facts.rows("indicators") == []


# --- how deep lines lie ---------------------------------------------------------------------------------------------


def depth_of(*labels: str, indents: Sequence[float] = ()) -> list[tuple[int, str | None]]:
    """Level and parent of lines with two figures each; `indents` in points moves their labels to the right."""
    own = table("Belopp i tkr | Budget | Utfall", *(f"{label} | {n + 1} | {n + 2}" for n, label in enumerate(labels)))
    for cell in own.cells:
        if cell.column == 1 and cell.row > 1 and indents:
            by = indents[cell.row - 2]
            cell.lines = [replace(line, box=line.box._replace(x0=line.box.x0 + by)) for line in cell.lines]
    rows = interpret(reading(title("Bokslut 2023"), own)).facts.rows("budgets")
    found = {row["line_item"]: (row["line_level"], row["parent_line"]) for row in rows if row["kind"] == "statement"}
    return [found[label] for label in labels]


def test_lines_lie_as_deep_as_their_numbers() -> None:
    found = depth_of("1 Intäkter", "1.1 Avgifter", "1.2 Bidrag", "2 Kostnader", "2.1 Löner")
    assert found == [(0, None), (1, "1 Intäkter"), (1, "1 Intäkter"), (0, None), (1, "2 Kostnader")]


def test_lines_lie_as_deep_as_they_are_indented() -> None:
    labels = "Intäkter", "Avgifter", "Bidrag", "Kostnader", "Löner", "Timlöner", "Summa"
    found = depth_of(*labels, indents=(0, 10, 10, 0, 10, 20, 0))
    assert [level for level, _ in found] == [0, 1, 1, 0, 1, 2, 0]
    assert [parent for _, parent in found] == [None, "Intäkter", "Intäkter", None, "Kostnader", "Löner", None]


def test_dashes_and_of_which_make_parts_of_the_line_above() -> None:
    found = depth_of("Personal", "varav timlöner", "Drift", "- lokaler", "- resor", "Summa")
    assert found == [(0, None), (1, "Personal"), (0, None), (1, "Drift"), (1, "Drift"), (0, None)]


def test_labels_that_are_centred_have_no_depth() -> None:
    assert {level for level, _ in depth_of("A", "B", "C", "D", "E", "F", indents=(0, 9, 21, 34, 47, 60))} == {0}


@pytest.mark.parametrize("unit", ["tkr", "KSEK", "MSEK", "kr"])
def test_a_table_whose_every_figure_says_that_it_is_money_is_a_statement(unit: str) -> None:
    rows = ("Hyror | {0} | {1}", "Resor | {1} | –", "Löner | {0} | {0}")
    listed = table(" | Jan | Feb", *(row.format(f"397 {unit}", f"12 {unit}") for row in rows))
    found = interpret(reading(heading("Ekonomi"), listed))
    assert len([row for row in found.facts.rows("budgets") if row["kind"] == "statement"]) == 5


def test_a_table_some_of_whose_figures_are_no_money_is_none() -> None:
    found = interpret(reading(heading("Besök"), table(" | Jan | Feb", "Hyror | 397 tkr | 12", "Gäster | 40 | 41")))
    assert not found.facts.rows("budgets")
