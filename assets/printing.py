"""Rows on their way to a person or a program: a table on the terminal, CSV, JSON."""

from __future__ import annotations

import csv
import json
import math
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, TextIO

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from pipelines.escapes import for_spreadsheet, for_terminal

if TYPE_CHECKING:
    from pipelines.query import Answer

WIDE = 10_000
"""Columns of what is no terminal: nothing is folded in a file."""
LONGEST = 400
"""Characters of one cell on a terminal."""
MOST_ROWS = 500
"""Rows of an answer on a terminal."""


def console(stderr: bool = False) -> Console:
    """A console on what standard output (or error) is now."""
    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, width=None if stream.isatty() else WIDE, highlight=False)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> Table:
    """A table of any values; columns of numbers are set to the right."""
    listed = [tuple(row) for row in rows]
    shown = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False)
    for number, name in enumerate(columns):
        numeric = any(_is_number(row[number]) for row in listed)
        shown.add_column(plain(name), justify="right" if numeric else "left", overflow="fold")
    for row in listed:
        shown.add_row(*(cell(value) for value in row))
    return shown


def pairs(rows: Iterable[Sequence[object]]) -> Table:
    """Names and values, without a header."""
    shown = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for row in rows:
        shown.add_row(*(cell(value) for value in row))
    return shown


def plain(text: str) -> Text:
    """Text that the console shows as it is."""
    return Text(for_terminal(text))


def cell(value: object) -> RenderableType:
    """A value as the terminal shows it."""
    if isinstance(value, Text):
        return value
    if value is None:
        return Text("NULL", "dim")
    text = written(_rounded(value))
    return plain(text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")


def _rounded(value: object) -> object:
    """A place on a page with as many decimals as an eye can use."""
    if isinstance(value, dict):
        return {key: round(one, 1) if isinstance(one, float) else one for key, one in value.items()}
    return value


def written(value: object) -> str:
    """A value as text."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case list() | dict() | tuple():
            return json.dumps(_for_json(value), ensure_ascii=False)
    return str(value)


def print_answer(answer: Answer) -> None:
    """An answer as a table, at most MOST_ROWS rows of it."""
    rows = list(islice(answer.rows, MOST_ROWS + 1))
    console().print(table(answer.columns, rows[:MOST_ROWS]))
    if len(rows) > MOST_ROWS:
        console(stderr=True).print(f"Only the first {MOST_ROWS} rows are shown: --csv and --json give all.")


def write_csv(answer: Answer, stream: TextIO) -> None:
    """An answer as CSV with a header; text that a spreadsheet would run as a formula gets ``'`` before it.

    On a terminal, commands to it are shown; in a file or a pipe they are what they are.
    """
    writer = csv.writer(_Harmless(stream), lineterminator="\n")
    writer.writerow([for_spreadsheet(name) for name in answer.columns])
    for row in answer.rows:
        writer.writerow([_for_csv(value) for value in row])


def write_json(answer: Answer, stream: TextIO) -> None:
    """An answer as a JSON array of objects; of columns with one name all but the first get a number."""
    names: list[str] = []
    for name in answer.columns:
        number = 1
        while (unique := name if number == 1 else f"{name}_{number}") in names:
            number += 1
        names.append(unique)
    write_json_rows((dict(zip(names, row, strict=True)) for row in answer.rows), stream)


def write_json_rows(rows: Iterable[object], stream: TextIO) -> None:
    """Rows as a JSON array, one a line."""
    harmless = _Harmless(stream)
    harmless.write("[")
    for number, row in enumerate(rows):
        harmless.write(",\n " if number else "\n ")
        harmless.write(json.dumps(_for_json(row), ensure_ascii=False))
    harmless.write("\n]\n")


class _Harmless:
    """Writes text as it is to a file or a pipe; to a terminal with the commands in it shown instead of done."""

    def __init__(self, stream: TextIO) -> None:
        self.stream, self.is_terminal = stream, stream.isatty()

    def write(self, text: str) -> int:
        """Write the text; how much of it was written."""
        return self.stream.write(for_terminal(text) if self.is_terminal else text)


def _for_csv(value: object) -> str:
    text = written(value)
    return text if _is_number(value) else for_spreadsheet(text)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _for_json(value: object) -> object:
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case float():
            return value if math.isfinite(value) else None
        case datetime() | date():
            return value.isoformat()
        case dict():
            return {str(key): _for_json(one) for key, one in value.items()}
        case list() | tuple():
            return [_for_json(one) for one in value]
    return str(value)
