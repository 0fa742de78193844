"""A financial table as lines and columns of printed figures, put together again from its rows of `budgets`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.reading.model import Reading, Table
from pipelines.records.facts import Facts, Row
from pipelines.values.text import fold

_PART = re.compile(r"^(?:-\s*)?(?:varav|därav|of which|including)\b", re.IGNORECASE)
_DECIMALS = re.compile(r"[,.](\d+)(?!.*\d)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number: its value in its unit, and what one step of its last digit is worth."""

    value: Decimal
    step: Decimal
    row: Row

    @property
    def unit(self) -> str | None:
        """Its unit as printed."""
        unit = self.row["unit"]
        return str(unit) if unit is not None else None


@dataclass(slots=True)
class Line:
    """One line: its label and its figures by column."""

    label: str
    section: str | None
    is_total: bool
    figures: dict[int, Figure] = field(default_factory=dict)

    @property
    def is_part(self) -> bool:
        """Whether it tells what another line holds: ``varav personal``."""
        return _PART.match(self.label) is not None


@dataclass(slots=True)
class Sheet:
    """A table's lines from the top; columns are numbered as met, with name, measure and unit each."""

    lines: list[Line] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    measures: list[str | None] = field(default_factory=list)
    units: list[str | None] = field(default_factory=list)

    @property
    def columns(self) -> range:
        """The numbers of the columns."""
        return range(len(self.names))

    def figures(self, column: int) -> list[tuple[int, Figure]]:
        """The figures of a column with the number of their line."""
        return [(place, line.figures[column]) for place, line in enumerate(self.lines) if column in line.figures]


def sheets(facts: Facts, reading: Reading) -> Iterator[Sheet]:
    """Every table that was read as a financial statement."""
    rows = [row for row in facts.rows("budgets") if row["kind"] == "statement" and row.get("value") is not None]
    for table in reading.tables:
        own = [row for row in rows if _is_in(row, table)]
        if own:
            yield _sheet(own)


def _is_in(row: Row, table: Table) -> bool:
    box = row["bbox"]
    return any(
        cell.page == row["page"] and cell.box.x0 == box["x0"] and cell.box.top == box["top"] for cell in table.cells
    )


def _sheet(rows: Sequence[Row]) -> Sheet:
    sheet = Sheet()
    known: dict[tuple[str | None, int | None], int] = {}
    line: Line | None = None
    for row in rows:
        key = (row["column_name"], round(row["bbox"]["x0"]) if row["column_name"] is None else None)
        if key not in known:
            known[key] = len(known)
            sheet.names.append(row["column_name"] or "")
            sheet.measures.append(row["measure"])
            sheet.units.append(row["unit"])
        column = known[key]
        same = line is not None and (line.label, line.section) == (row["line_item"], row.get("section"))
        if line is None or not same or column in line.figures:
            line = Line(row["line_item"] or "", row.get("section"), bool(row["is_total"]))
            sheet.lines.append(line)
        line.figures[column] = Figure(Decimal(str(row["value"])), step_of(row["value_text"]), row)
    return sheet


def step_of(text: str) -> Decimal:
    """What one step of the last printed digit is worth: 1 for ``14%``, 0.1 for ``14,2 %``."""
    decimals = _DECIMALS.search(text)
    return Decimal(1).scaleb(-len(decimals[1])) if decimals and "," in text else Decimal(1)


def names_total(text: str, totals: Sequence[str]) -> bool:
    """Whether a header names a sum of other columns."""
    words = fold(text).split()
    return bool(words) and words[0] in {fold(word) for word in totals}
