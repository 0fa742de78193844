"""Arithmetic inside financial tables: what the table itself shows to hold, and the figures that break it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.records.reading import heading, reading, table, title

from pipelines.records.interpret import interpret


def broken(*rows: str, caption: str = "Driftredovisning, tkr") -> list[tuple[str, str, str, str]]:
    """Severity, subject, expected and observed of each identity that fails."""
    found = interpret(reading(title("Årsbokslut 2023"), heading("Ekonomi"), table(*rows, title=caption)))
    told = found.facts.rows("findings")
    return [
        (row["severity"], row["subject"], row["expected"], row["observed"])
        for row in told
        if row["rule"] == "identity_fails"
    ]


# --- columns --------------------------------------------------------------------------------------------------------

BUDGET = [
    "Verksamhet | Budget 2023 | Utfall 2023 | Avvikelse",
    "Bibliotek | 1 200 | 1 150 | 50",
    "Museum | 2 400 | 2 500 | -100",
    "Idrott | 9 000 | 8 700 | 300",
]


def test_deviations_that_hold_are_not_told() -> None:
    assert broken(*BUDGET) == []
    assert broken(*BUDGET, "Intäkter | -800 | -900 | -100") == []


def test_a_deviation_that_does_not_follow_is_told_with_both_figures() -> None:
    assert broken(*BUDGET, "Bad | 500 | 300 | 20") == [("warning", "Bad, Avvikelse", "200", "20")]


def test_one_line_under_clear_headers_is_enough() -> None:
    assert broken(BUDGET[0], "Bad | 500 | 300 | 20") == [("warning", "Bad, Avvikelse", "200", "20")]


def test_a_deviation_from_the_forecast_is_one_too() -> None:
    rows = ["Verksamhet | Budget | Utfall jan-aug | Prognos | Avvikelse", "Skola | 900 | 610 | 950 | -50"]
    assert broken(*rows, "Vård | 700 | 400 | 680 | 20", "Kultur | 300 | 210 | 330 | -30") == []


def test_rounded_amounts_may_be_off_by_their_rounding() -> None:
    rows = ["Verksamhet | Budget | Utfall | Avvikelse", "Skola | 1,2 | 0,9 | 0,4", "Vård | 5,1 | 4,0 | 1,0"]
    assert broken(*rows, caption="Drift, mkr") == []


def test_a_column_of_sums_is_held_to_the_others() -> None:
    rows = [
        "Post | Anslag | Bidrag | Summa",
        "Löner | 1 100 | 300 | 1 400",
        "Resor | 200 | 90 | 290",
        "Lokaler | 450 | 60 | 510",
        "Övrigt | 80 | 45 | 185",
    ]
    assert broken(*rows) == [("warning", "Övrigt, Summa", "125", "185")]


def test_a_change_between_years_is_found_without_a_word_for_it() -> None:
    rows = [
        "Post | 2021 | 2022 | Skillnad",
        "Löner | 1 100 | 1 350 | 250",
        "Resor | 200 | 290 | 90",
        "Lokaler | 450 | 510 | 60",
        "Övrigt | 80 | 145 | 66",
        "Material | 300 | 360 | 60",
    ]
    assert [row[1:] for row in broken(*rows)] == [("Övrigt, Skillnad", "65", "66")] or broken(*rows) == []


def test_years_side_by_side_relate_by_nothing() -> None:
    rows = ["Post | 2021 | 2022 | 2023", "Löner | 100 | 200 | 300", "Resor | 20 | 31 | 52", "Hyra | 45 | 44 | 43"]
    assert broken(*rows, "Kurser | 12 | 14 | 17") == []


def test_a_share_of_the_budget_is_held_to_it() -> None:
    rows = [
        "Post | Budget | Utfall | Utfall i %",
        "Löner | 1 000 | 900 | 90 %",
        "Resor | 200 | 150 | 75 %",
        "Hyra | 400 | 420 | 105 %",
        "Kurser | 500 | 200 | 60 %",
    ]
    assert [row[1:] for row in broken(*rows)] == [("Kurser, Utfall i", "40", "60")]


def test_shares_of_the_printed_total() -> None:
    rows = [
        "Nämnd | Kostnad, tkr | Andel, %",
        "Skola | 500 | 50 %",
        "Vård | 300 | 30 %",
        "Kultur | 120 | 12 %",
        "Fritid | 80 | 18 %",
        "Summa | 1 000 | 100 %",
    ]
    assert ("warning", "Fritid, Andel", "8", "18") in broken(*rows)


# --- lines ----------------------------------------------------------------------------------------------------------


def test_a_total_that_adds_up_in_the_other_columns_is_told_where_it_does_not() -> None:
    rows = ["Post | 2021 | 2022 | 2023", "Löner | 1 100 | 1 200 | 1 310", "Resor | 230 | 250 | 290"]
    assert broken(*rows, "Summa kostnader | 1 330 | 1 450 | 1 600") == []
    assert broken(*rows, "Summa kostnader | 1 330 | 1 450 | 1 700") == [
        ("warning", "Summa kostnader, 2023", "1 600", "1 700")
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["Intäkter | 900 | 950", "Kostnader | -1 400 | -1 500", "Nettokostnader | -500 | -550"],
        ["Intäkter | 900 | 950", "Kostnader | 1 400 | 1 500", "Nettokostnader | -500 | -550"],
        ["Löner | 700 | 750", "varav timlöner | 90 | 80", "Resor | 50 | 60", "Summa | 750 | 810"],
        ["Löner | 700 | 750", "Resor | 50 | 60", "Delsumma | 750 | 810", "Hyra | 100 | 110", "Totalt | 850 | 920"],
        ["Avgifter | 70 | 75", "Bidrag | 50 | 60", "Summa intäkter | 120 | 135",
         "Löner | -200 | -210", "Hyra | -30 | -40", "Summa kostnader | -230 | -250", "Resultat | -110 | -115"],
        ["Skola | 101 | 99", "Vård | 52 | 48", "Kultur | 31 | 30", "Totalt | 185 | 176"],
    ],
)  # fmt: skip
def test_sums_of_every_make_are_understood(lines: list[str]) -> None:
    assert broken("Post | 2022 | 2023", *lines) == []


def test_a_total_of_hidden_lines_proves_nothing() -> None:
    rows = ["Post | 2022 | 2023", "Löner | 700 | 750", "Resor | 50 | 60", "Totalt förvaltningen | 1 450 | 1 610"]
    assert broken(*rows) == []


@given(
    st.lists(st.lists(st.integers(-90_000, 90_000), min_size=3, max_size=3), min_size=2, max_size=6),
    st.integers(100, 90_000),
)
@settings(max_examples=60)
def test_a_table_that_adds_up_is_never_told_and_a_wrong_sum_is(figures: list[list[int]], off: int) -> None:
    sums = [sum(column) for column in zip(*figures, strict=True)]
    lines = [
        f"Post {place} | {' | '.join(map(str, line))}"
        for place, line in enumerate("ABCDEF"[: len(figures)])
        for line in [figures[place]]
    ]
    head = "Post | 2021 | 2022 | 2023"
    assert broken(head, *lines, "Summa | " + " | ".join(map(str, sums))) == []
    if min(map(abs, sums)) > 1000:
        wrong = [*sums[:2], sums[2] + off]
        told = broken(head, *lines, "Summa | " + " | ".join(map(str, wrong)))
        assert [row[1] for row in told] == ["Summa, 2023"]


def test_means_add_up_to_nothing() -> None:
    rows = ["Svar | Antal | Medelkostnad, kr", "Ja | 120 | 4 300", "Nej | 210 | 3 900", "Vet ej | 70 | 4 100"]
    assert broken(*rows, "Totalt | 400 | 4 050") == []
    more = ["Svar | Antal 2021 | Antal 2022 | Snitt, kr", "Ja | 120 | 130 | 4 300", "Nej | 210 | 190 | 3 900"]
    assert broken(*more, "Totalt | 330 | 320 | 4 050") == []
