"""No number is lost: each number of a table is used, declined or told of, cell by cell."""

from __future__ import annotations

import pytest
from unit.records.reading import heading, reading, table, title

from pipelines.reading.model import Table
from pipelines.records.interpret import Interpretation, interpret


def read(*tables: Table) -> Interpretation:
    return interpret(reading(heading("Ekonomi"), *tables))


def counted(*tables: Table) -> tuple[int, int, int]:
    numbers = read(*tables).numbers
    return numbers.total, numbers.used, numbers.declined


def unread(*tables: Table) -> list[str]:
    rows = read(*tables).facts.rows("findings")
    return [row["detail"].partition(": ")[2] for row in rows if row["rule"] == "unread_number"]


PROJECTS = "Projekt | Sökande | Beviljat belopp | "


def test_numbers_of_a_table_that_nobody_takes_are_told() -> None:
    strange = table("Fisk | Vikt", "Abborre | 12", "Gädda | 40")
    assert counted(strange) == (2, 0, 0)
    assert unread(strange) == ["12; 40"]


def test_an_equal_number_in_a_row_does_not_account_for_another_cell() -> None:
    twice = table(PROJECTS + "Vattenstånd", "Bron | Berg AB | 100 | 100", "Ån | Ek AB | 200 | 200")
    assert counted(twice) == (4, 2, 0)
    assert unread(twice) == ["100; 200"]


def test_numbers_in_a_text_that_went_into_a_row_are_used() -> None:
    named = table("Projekt | Sökande | Beviljat belopp", "Bron 12 av 14 | Berg AB | 100", "Ån | Ek AB | 200")
    total, used, _ = counted(named)
    assert total == used > 2


@pytest.mark.parametrize("cell", ["100 (varav 30 i år)", "100 + 30", "100 eller 30"])
def test_what_a_cell_holds_beside_its_value_is_not_used(cell: str) -> None:
    left = table(
        "Projekt | Sökande | Beviljat belopp (kr)", f"Bron | Berg AB | {cell}", "Ån | Ek AB | 200", "Sjön | | 3"
    )
    total, used, _ = counted(left)
    assert total == 4
    assert used in {2, 3}
    assert unread(left) == [cell]


def test_an_amount_of_two_readings_is_not_used() -> None:
    unclear = table("Projekt | Sökande | Beviljat belopp", "Bron | Berg AB | 1 2345", "Ån | Ek AB | 200")
    assert unread(unclear) == ["1 2345"]


def test_headers_and_numbers_of_rows_are_aside() -> None:
    numbered = table(
        "Nr | Post | Budget 12 mån", "1 | Nät | 10", "2 | Krok | 20", "3 | Lina | 30", title="Redskap, tkr"
    )
    found = read(numbered)
    assert [row["line_item"] for row in found.facts.rows("budgets")] == ["Nät", "Krok", "Lina"]
    numbers = found.numbers
    assert numbers.used + numbers.declined == numbers.total
    bare = table(" | Post | Budget", "1 | Nät | 10", "2 | Krok | 20", "3 | Lina | 30", title="Redskap, tkr")
    assert counted(bare) == (3, 3, 0)


def test_a_target_that_cannot_be_read_is_told() -> None:
    strange = table("Indikator | Mål | Utfall", "Fiskar | 5/3/2 st x 7 | 12", "Båtar | 3 | 4")
    assert unread(strange) == ["5/3/2 st x 7"]


def test_the_account_of_a_report_is_that_of_all_its_tables() -> None:
    found = interpret(
        reading(
            title("Fiskeplan"),
            table("Fisk | Vikt", "Abborre | 12"),
            table(PROJECTS + "Löpnr", "Bron | Berg AB | 100 | 7", "Ån | Ek AB | 200 | 8"),
        )
    )
    assert (found.numbers.total, found.numbers.used, found.numbers.declined) == (5, 2, 2)
