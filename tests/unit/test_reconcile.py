"""Each rule fires where two printed things do not agree, and only there."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.records.reading import heading, item, paragraph, reading, table, title

from pipelines.reading.model import Box, Item, Oddity
from pipelines.records.interpret import Interpretation, interpret

Finding = dict[str, Any]


def project_list(*items: Item) -> Interpretation:
    return interpret(reading(title("Beviljade regionala projekt 2023"), heading("Beviljade projekt"), *items))


def findings(found: Interpretation, *rules: str) -> list[Finding]:
    return [row for row in found.facts.rows("findings") if not rules or row["rule"] in rules]


def told(found: Interpretation, *rules: str) -> list[tuple[str, str, str]]:
    return [(row["rule"], row["severity"], row["subject"]) for row in findings(found, *rules)]


HEADER = "Projekt | Projektägare | Sökt belopp | Total kostnad | Varav RUN"


# --- amounts of one project -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("applied", "cost", "granted", "expected"),
    [
        ("500 000", "900 000", "400 000", []),
        ("500 000", "900 000", "500 000", []),
        ("–", "900 000", "900 000", [("grant_equals_total_cost", "info", "Bron")]),
        ("–", "900 000", "900 005", [("grant_exceeds_total_cost", "error", "Bron")]),
        ("–", "900 000", "1 900 000", [("grant_exceeds_total_cost", "error", "Bron")]),
        ("400 000", "900 000", "500 000", [("grant_exceeds_application", "warning", "Bron")]),
        ("–", "–", "500 000", []),
        ("–", "900 000", "–", []),
        ("–", "0,9 mkr", "899 000", []),
        ("–", "0,9 mkr", "940 000", []),
        ("–", "0,9 mkr", "960 000", [("grant_exceeds_total_cost", "error", "Bron")]),
        ("1 mkr", "2 mkr", "1 200 000", []),
        ("1,0 mkr", "2,0 mkr", "1 200 000", [("grant_exceeds_application", "warning", "Bron")]),
    ],
)
def test_a_grant_against_cost_and_application(
    applied: str, cost: str, granted: str, expected: list[tuple[str, str, str]]
) -> None:
    found = project_list(table(HEADER, f"Bron | Berg | {applied} | {cost} | {granted}"))
    assert told(found) == expected


def test_the_finding_holds_both_figures_and_the_place() -> None:
    found = project_list(table(HEADER, "Bron | Berg | – | 215 000 | 580 000", page=3))
    (row,) = findings(found)
    assert row["detail"] == "580 000 kr is granted, the total cost is 215 000 kr"
    assert (row["expected"], row["observed"], row["page"]) == ("at most 215 000", "580 000", 3)
    assert row["source_text"] == "Bron | Berg | – | 215 000 | 580 000"
    assert row["bbox"] == found.facts.rows("projects")[0]["bbox"]


# --- totals ---------------------------------------------------------------------------------------------------------


def listed(*amounts: str, unit: str = "kr", label: str = "Totalt") -> list[Item]:
    """A list of projects with these amounts, the last of them the printed total."""
    rows = [f"Projekt {n} | Bergs kommun | {amount}" for n, amount in enumerate(amounts[:-1], 1)]
    header = f"Projekt | Projektägare | Beviljat belopp ({unit})"
    return [heading("Innovation"), table(header, *rows, f"{label} | | {amounts[-1]}")]


@pytest.mark.parametrize(
    "label", ["Totalt", "SUMMA", "S:a", "Totalt beviljat", "Summa Innovation", "Innovation totalt"]
)
def test_a_total_that_differs_is_an_error(label: str) -> None:
    found = project_list(*listed("100 000", "200 000", "310 000", label=label))
    assert told(found) == [("total_mismatch", "error", "Innovation")]
    (row,) = findings(found)
    assert (row["expected"], row["observed"]) == ("300 000", "310 000")


@pytest.mark.parametrize(
    ("amounts", "unit"),
    [
        (("100 000", "200 000", "300 000"), "kr"),
        (("100", "200", "300"), "tkr"),
        (("0,1", "0,2", "0,3"), "mkr"),
        (("100 000", "–", "100 000"), "kr"),
        (("100 000", "0", "100 000"), "kr"),
        (("100 tkr", "200 000", "300 tkr"), "kr"),
    ],
)
def test_a_total_that_agrees_is_not_told(amounts: tuple[str, ...], unit: str) -> None:
    assert told(project_list(*listed(*amounts, unit=unit))) == []


@pytest.mark.parametrize(
    ("amounts", "unit", "severity"),
    [
        (("1,2", "1,3", "2,6"), "mkr", "info"),
        (("1,2", "1,3", "2,9"), "mkr", "error"),
        (("333", "333", "333", "1 000"), "tkr", "info"),
        (("333", "333", "333", "1 005"), "tkr", "error"),
        (("100 000", "200 000", "300 001"), "kr", "info"),
    ],
)
def test_what_rounding_may_account_for_is_no_error(amounts: tuple[str, ...], unit: str, severity: str) -> None:
    assert told(project_list(*listed(*amounts, unit=unit))) == [("total_mismatch", severity, "Innovation")]


def test_a_total_over_rows_that_lack_an_amount_is_no_error() -> None:
    found = project_list(*listed("100 000", "–", "300 000"))
    assert told(found) == [("total_mismatch", "warning", "Innovation")]


@pytest.mark.parametrize("label", ["Total ram", "Summa tidigare beslut", "Totalt att fördela", "Summa 2019–2023"])
def test_a_total_of_something_else_is_no_error(label: str) -> None:
    found = project_list(*listed("100 000", "200 000", "5 000 000", label=label))
    assert {severity for _, severity, _ in told(found)} <= {"warning"}


def test_subtotals_and_the_grand_total_of_one_table_agree() -> None:
    found = project_list(
        heading("Innovation"),
        table(
            "Projekt | Projektägare | Beviljat belopp",
            "A | Berg | 100 000",
            "B | Berg | 200 000",
            "Delsumma | | 300 000",
            "C | Dal | 400 000",
            "Delsumma | | 400 000",
            "Totalt | | 700 000",
        ),
    )
    assert told(found) == []


def test_a_wrong_subtotal_is_told_and_the_right_ones_are_not() -> None:
    found = project_list(
        heading("Innovation"),
        table(
            "Projekt | Projektägare | Beviljat belopp",
            "A | Berg | 100 000",
            "B | Berg | 200 000",
            "Delsumma | | 300 000",
            "C | Dal | 400 000",
            "Delsumma | | 450 000",
            "Totalt | | 700 000",
        ),
    )
    assert [(row["expected"], row["observed"]) for row in findings(found)] == [("400 000", "450 000")]


def test_a_grand_total_under_groups() -> None:
    found = project_list(
        table(
            "Projekt | Projektägare | Beviljat belopp",
            "**Kompetens** | < | <",
            "A | Berg | 100 000",
            "Summa | | 100 000",
            "**Innovation** | < | <",
            "B | Dal | 400 000",
            "Summa | | 400 000",
            "**Totalt** | | 500 000",
        )
    )
    assert told(found) == []


def test_a_total_of_several_lists() -> None:
    header = "Projekt | Projektägare | Beviljat belopp"
    found = project_list(
        heading("Norrbygden", 1),
        heading("Kompetens", 2),
        table(header, "A | Berg | 100 000"),
        heading("Innovation", 2),
        table(header, "B | Dal | 400 000", "Totalt Norrbygden | | 500 000"),
        heading("Söderbygden", 1),
        heading("Kompetens", 2),
        table(header, "C | Å | 50 000", "Totalt Söderbygden | | 50 000", "Totalt | | 550 000"),
    )
    assert told(found) == []


def test_an_amount_that_two_projects_share_counts_once() -> None:
    found = project_list(
        heading("Innovation"),
        table(
            "Projekt | Projektägare | Beviljat belopp",
            "A | Berg | 300 000",
            "B | Dal | ^",
            "C | Å | 100 000",
            "Totalt | | 400 000",
        ),
    )
    assert [row["granted_sek"] for row in found.facts.rows("projects")] == [300_000, 300_000, 100_000]
    assert told(found) == []


def test_each_column_of_a_total_is_compared_with_its_own() -> None:
    found = project_list(
        heading("Innovation"),
        table(
            "Projekt | Projektägare | Total kostnad | Varav RUN",
            "A | Berg | 300 000 | 100 000",
            "B | Dal | 500 000 | 200 000",
            "Totalt | | 800 000 | 350 000",
        ),
    )
    (row,) = findings(found)
    assert (row["rule"], row["expected"], row["observed"]) == ("total_mismatch", "300 000", "350 000")


@given(st.lists(st.integers(1, 10**7), min_size=2, max_size=8), st.integers(-(10**6), 10**6))
@settings(max_examples=60)
def test_a_total_is_told_exactly_when_it_is_off(amounts: list[int], off: int) -> None:
    found = project_list(*listed(*map(str, amounts), str(max(sum(amounts) + off, 0))))
    mismatch = findings(found, "total_mismatch")
    total = max(sum(amounts) + off, 0)
    assert bool(mismatch) == (total != sum(amounts) and total != amounts[-1])
    if mismatch:
        rounding = (len(amounts) + 1) / 2
        assert (mismatch[0]["severity"] == "info") == (abs(total - sum(amounts)) <= rounding)


# --- names, owners, questions, counts -------------------------------------------------------------------------------


def test_priority_questions_that_are_words_among_numbers() -> None:
    header = "Projekt | Projektägare | Prioriterad fråga"
    found = project_list(table(header, "A | Berg | 1", "B | Dal | 2", "C | Å | Övergripande"))
    rule = "priority_question_not_numeric"
    assert told(found, rule) == [(rule, "warning", "C")]
    words = project_list(table(header, "A | Berg | Kompetens", "B | Dal | Innovation", "C | Å | 3"))
    assert told(words, rule) == []


@pytest.mark.parametrize(
    ("sentence", "severity"),
    [
        ("Norrbygden har beviljat 3 projekt under året.", "warning"),
        ("Norrbygden har beviljat tre projekt under året.", "warning"),
        ("Norrbygden har beviljat 2 projekt under året.", None),
        ("Norrbygden har beviljat två projekt under året.", None),
        ("Norrbygden har beviljat två insatser.", None),
        ("Norrbygden består av 14 kommuner.", None),
        ("År 2022 avslutades fem projekt.", None),
        ("Delregionen har sökt medel för 10 projekt.", None),
    ],
)
def test_declared_counts(sentence: str, severity: str | None) -> None:
    found = project_list(
        heading("Norrbygden"),
        paragraph(sentence),
        table("Projekt | Projektägare | Beviljat belopp", "A | Berg | 1", "B | Dal | 2"),
    )
    expected = [("declared_count_mismatch", severity, "Norrbygden")] if severity else []
    assert told(found) == expected


# --- statements -----------------------------------------------------------------------------------------------------


def statement(
    *rows: str, title: str = "Resultaträkning, tkr", header: str = "Belopp | Budget | Utfall"
) -> Interpretation:
    return interpret(reading(heading("Ekonomi"), table(header, *rows, title=title)))


def test_a_sum_that_its_group_gives_is_not_told() -> None:
    found = statement(
        "Intäkter | |", "Anslag | 1 000 | 1 100", "Bidrag | 500 | 400", "Summa intäkter | 1 500 | 1 500",
        "Kostnader | |", "Personal | −900 | −950", "Lokaler | −100 | −50", "Summa kostnader | −1 000 | −1 000",
    )  # fmt: skip
    assert told(found) == []


def test_a_sum_that_its_group_does_not_give_is_a_warning_with_the_figures() -> None:
    found = statement("Kostnader | |", "Personal | 900 | 950", "Lokaler | 100 | 50", "Summa kostnader | 1 000 | 1 100")
    (row,) = findings(found)
    assert (row["rule"], row["severity"]) == ("identity_fails", "warning")
    assert (row["subject"], row["expected"], row["observed"]) == ("Summa kostnader, Utfall", "1 000", "1 100")


@pytest.mark.parametrize(
    ("parts", "total", "severity"),
    [
        (("900", "100"), "1 001", "info"),
        (("900", "100"), "1 002", "warning"),
        (("300", "300", "300", "100"), "1 002", "info"),
        (("0,9", "0,1"), "1,1", "info"),
        (("0,9", "0,1"), "1,5", "warning"),
    ],
)
def test_rounding_in_a_group_is_only_worth_knowing(parts: tuple[str, ...], total: str, severity: str) -> None:
    rows = [f"Post {n} | {part} | {part}" for n, part in enumerate(parts)]
    found = statement("Kostnader | |", *rows, f"Summa | {total} | {total}")
    assert {row["severity"] for row in findings(found, "identity_fails")} == {severity}


def test_lines_of_another_unit_are_not_added_up() -> None:
    found = statement("Kostnader | |", "Personal | 900 | 950", "Lokaler | 100 | 50", "Antal timmar | 7 | 8",
                      "Summa | 1 000 | 1 000")  # fmt: skip
    assert told(found, "identity_fails") == []


def test_a_group_of_one_line_is_no_sum() -> None:
    assert told(statement("Kostnader | |", "Personal | 900 | 950", "Summa | 1 000 | 1 000")) == []


@pytest.mark.parametrize(("share", "fires"), [("12 %", False), ("13 %", False), ("14 %", True), ("12,1 %", False),
                                              ("12,5 %", True)])  # fmt: skip
def test_a_printed_share_is_held_against_the_lines_it_is_made_of(share: str, fires: bool) -> None:
    found = statement(
        "Personalkostnader | 2 289", "Summa utbetalningar | 18 892", f"Andel personalkostnader/utbetalningar | {share}",
        header="Belopp | Utfall",
    )  # fmt: skip
    assert (told(found) != []) == fires
    if fires:
        (row,) = findings(found)
        assert (row["rule"], row["severity"], row["expected"]) == ("identity_fails", "warning", "12.1")


# --- goals and oddities ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "fires"),
    [
        ("minst 60 % av företagen ska växa", "minst 60 företag ska växa", True),
        ("minst 60 % av företagen ska växa", "minst 70 företag ska växa", False),
        ("minst 60 % av företagen ska växa", "minst 60 % av bolagen ska anställa", False),
    ],
)
def test_a_target_that_is_a_share_here_and_a_number_there(one: str, other: str, fires: bool) -> None:
    found = interpret(
        reading(heading("Växande företag"), paragraph("Syfte: Tillväxt."), paragraph(f"Mål: {one}. Dessutom {other}."))
    )
    assert told(found) == ([("target_inconsistent", "warning", "Växande företag")] if fires else [])


def test_what_the_reader_of_pages_found_odd_is_told_with_its_place() -> None:
    odd = [
        Oddity("hidden_text", "warning", "text is hidden", 1, Box(1, 2, 3, 4), "dolt"),
        Oddity("words_unplaced", "info", "3 words have no place"),
    ]
    one, other = findings(interpret(reading(paragraph("Text."), oddities=odd)))
    assert (one["rule"], one["severity"], one["page"], one["bbox"]["bottom"]) == ("hidden_text", "warning", 1, 4)
    assert (other["rule"], other.get("page")) == ("words_unplaced", None)


# --- numbers --------------------------------------------------------------------------------------------------------


def account(*items: Item) -> tuple[int, int, int, list[str]]:
    found = interpret(reading(*items))
    unread = [row["detail"] for row in findings(found, "unread_number")]
    return found.numbers.total, found.numbers.used, found.numbers.declined, unread


def test_numbers_are_used_declined_or_told() -> None:
    total, used, declined, unread = account(
        title("Beviljade regionala projekt 2023"),
        heading("Beviljade projekt"),
        table(
            "Löpnr | Projekt | Projektägare | Beviljat belopp | Antal deltagare",
            "17 | A | Berg | 100 | 14",
            "18 | B | Dal | 200 | 15",
        ),
    )
    assert (total, used, declined) == (6, 2, 2)
    assert unread == ["2 cells with numbers gave no row: 14; 15"]


def test_numbers_of_a_table_that_nothing_is_known_of_are_told() -> None:
    total, used, declined, unread = account(table("Ort | Fåglar", "Berg | 12", "Dal | 7"))
    assert (total, used, declined) == (2, 0, 0)
    assert unread == ["2 cells with numbers gave no row: 12; 7"]


def test_numbers_of_headers_are_left_aside() -> None:
    assert account(table("Ort | Fåglar 12", "Berg | många"))[:3] == (0, 0, 0)


TABLES = [
    "Projekt | Projektägare | Beviljat belopp | Kommentar",
    "Aktivitet | När | Ansvarig | Antal",
    "Indikator | Mål | Utfall | Källa",
    "Mål | Utfall | Annat | Något",
    "Kostnad | Budget | Utfall | Avvikelse",
    "Ort | Folk | Yta | Fåglar",
]


@given(st.sampled_from(TABLES), st.lists(st.lists(st.sampled_from(["", "–", "Berg", "12", "3 500", "4 av 5", "2023",
                                                                   "Totalt", "12 %", "15 mkr"]),
                                                  min_size=4, max_size=4), min_size=1, max_size=6))  # fmt: skip
@settings(max_examples=200)
def test_no_number_of_a_table_is_lost(header: str, rows: list[list[str]]) -> None:
    numbers = table(header, *(" | ".join(row) for row in rows))
    found = interpret(reading(heading("Tabeller"), numbers))
    unread = findings(found, "unread_number")
    left = found.numbers.total - found.numbers.used - found.numbers.declined
    assert (left > 0) == bool(unread)
    values = {
        str(value)
        for name in ("projects", "budgets", "activities", "indicators")
        for row in found.facts.rows(name)
        for value in (*row.values(), row.get("source_text"))
        if value is not None
    }
    for cell in numbers.cells:
        if id(cell) in found.facts.used and cell.row > 1 and any(character.isdigit() for character in cell.text):
            assert any(cell.text in value for value in values), f"{cell.text!r} counts as used and is in no row"


def test_amounts_are_exact() -> None:
    found = project_list(*listed("0,1", "0,2", "0,3", unit="mkr"))
    assert [row["granted_sek"] for row in found.facts.rows("projects")] == [Decimal(100_000), Decimal(200_000)]
    assert item("x").text == "x"
