"""The unit of a financial table that prints none, proven by sums that the report prints with their unit elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipelines.reading.model import ListItem, Paragraph, Reading, Table
from pipelines.reading.tables.grid import is_figure
from pipelines.records.labelled_cells import pairs
from pipelines.records.role import is_total
from pipelines.records.statements import Statement
from pipelines.values.money import find_money
from pipelines.values.quantities import parse_quantity
from pipelines.values.units import KR, Unit, parse_unit

SMALLEST = Decimal(10_000)
"""Sums below this, in kronor, are too common to tell anything."""
FEWEST_DIGITS = 3
"""A figure of a table has so many digits that are no closing noughts, or stands in a row of totals."""
FEWEST = 2
"""So many figures of a table are printed elsewhere, or one in a row of totals."""


def printed_sums(reading: Reading) -> frozenset[Decimal]:
    """Every sum in kronor that running text or a labelled cell prints with its unit."""
    texts = [item.text for item in reading.items if isinstance(item, Paragraph | ListItem)]
    texts += [value for table in reading.tables for _, value, _ in pairs(table)]
    sums = (money.amount_sek for text in texts for money in find_money(text) if money.qualifier is None)
    return frozenset(amount for amount in sums if amount is not None and abs(amount) >= SMALLEST)


def proven_unit(table: Table, statement: Statement, sums: frozenset[Decimal]) -> Unit | None:
    """The unit in which figures of a table without one are sums printed elsewhere; None where none or two would do."""
    if statement.unit is not None or any(column.unit is not None for column in statement.columns) or not sums:
        return None
    figures = _figures(table, statement)
    units = [unit for unit in (KR, parse_unit("tkr")) if unit is not None and _explains(unit, figures, sums)]
    return units[0] if len(units) == 1 else None


def _figures(table: Table, statement: Statement) -> list[tuple[Decimal, bool]]:
    """The figures of the columns that hold sums, each with whether it stands in a row of totals."""
    places = {column.place for column in statement.columns if not column.counts}
    first = min(places, default=0)
    found = []
    for row in table.grid()[statement.header_rows :]:
        label = next((cell.text for cell in row[:first] if cell is not None and cell.text), "")
        for place in places:
            cell = row[place]
            quantity = parse_quantity(cell.text) if cell is not None and is_figure(cell.text) else None
            if quantity is not None and quantity.unit is None:
                found.append((quantity.value, is_total(label)))
    return found


def _explains(unit: Unit, figures: Sequence[tuple[Decimal, bool]], sums: frozenset[Decimal]) -> bool:
    factor = unit.factor or Decimal(1)
    known = {(value, total) for value, total in figures if value * factor in sums}
    telling = {value for value, total in known if total or len(str(abs(value)).strip("0")) >= FEWEST_DIGITS}
    return any(total for _, total in known) or len(telling) >= FEWEST
