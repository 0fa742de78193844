"""Rows as CSV, as JSON and in a table."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from assets.printing import cell, table, write_csv, write_json, write_json_rows
from pipelines.query import Answer

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=20)


@given(st.lists(st.tuples(TEXTS, st.none() | st.integers() | st.decimals(allow_nan=False, allow_infinity=False))))
def test_csv_reads_back_as_it_was_but_for_formulas(rows: list[tuple[str, object]]) -> None:
    stream = io.StringIO()
    write_csv(Answer(("=text", "number"), iter(rows)), stream)
    header, *found = list(csv.reader(io.StringIO(stream.getvalue(), newline="")))
    assert header == ["'=text", "number"]
    assert len(found) == len(rows)
    for (text, number), (shown, figure) in zip(rows, found, strict=True):
        assert shown.removeprefix("'") == text or shown == text
        assert figure == ("" if number is None else str(number))


def test_csv_of_every_kind_of_value() -> None:
    row = (
        "=1+1",
        Decimal("-1500.50"),
        -5,
        1.5,
        True,
        None,
        date(2020, 1, 2),
        datetime(2020, 1, 2, 3, 4),
        ["å", "-b"],
        {"x0": -1.0},
    )
    stream = io.StringIO()
    write_csv(Answer(tuple("abcdefghij"), iter([row])), stream)
    assert next(csv.reader(stream.getvalue().splitlines()[1:])) == [
        *(
            "'=1+1",
            "-1500.50",
            "-5",
            "1.5",
            "true",
            "",
            "2020-01-02",
            "2020-01-02 03:04:00",
            '["å", "-b"]',
            '{"x0": -1.0}',
        )
    ]


def test_json_keeps_amounts_exact_and_names_apart() -> None:
    stream = io.StringIO()
    row = (Decimal("12345678901.25"), Decimal("5.00"), float("nan"), date(2020, 1, 2), None, "å", [Decimal("0.10")])
    write_json(Answer(("a", "a", "b", "c", "d", "a", "a_2"), iter([row, row])), stream)
    first, second = json.loads(stream.getvalue())
    assert first == second
    assert first == {"a": 12345678901.25, "a_2": 5, "b": None, "c": "2020-01-02", "d": None, "a_3": "å", "a_2_2": [0.1]}
    assert stream.getvalue().count("\n") == 4


@given(
    st.lists(
        st.dictionaries(TEXTS, st.none() | TEXTS | st.booleans() | st.floats(allow_nan=False, allow_infinity=False))
    )
)
def test_json_reads_back_as_it_was(rows: list[dict[str, object]]) -> None:
    stream = io.StringIO()
    write_json_rows(iter(rows), stream)
    assert json.loads(stream.getvalue()) == rows


def test_a_table_shows_what_looks_like_markup_and_commands_as_text() -> None:
    console = Console(file=io.StringIO(), width=200, force_terminal=False)
    console.print(table(("[bold]a", "n"), [("[red]x[/red]\x1b[2J :smile:", 5), (None, 12345)]))
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    assert "[bold]a" in text
    assert "[red]x[/red]\\x1b[2J :smile:" in text
    assert "\x1b" not in text
    assert "NULL" in text
    assert "     5" in text


def test_a_long_value_is_cut_on_a_terminal() -> None:
    console = Console(file=io.StringIO(), width=1000)
    console.print(cell("a" * 5000))
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue().strip().endswith("…")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("write", [write_csv, write_json])
def test_a_terminal_is_given_no_command_by_an_export_and_a_file_what_there_is(write: Any) -> None:
    text = "röd\x1b[31m \x9b31m \u202e"
    shown, kept = Terminal(), io.StringIO()
    for stream in (shown, kept):
        write(Answer(("a",), iter([(text,)])), stream)
    assert not set("\x1b\x9b\u202e") & set(shown.getvalue())
    assert "\x9b" in kept.getvalue()
