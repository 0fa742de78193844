"""No number is lost: every number inside a table is in a fact, in a declined column, or in a finding."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.reading.model import Cell, Reading, Table
from pipelines.records.facts import Evidence, Facts, of_item
from pipelines.values.figures import find_figures


@dataclass(slots=True)
class NumberAccount:
    """Numbers inside the tables of a report."""

    total: int = 0
    used: int = 0
    declined: int = 0


def account_for_numbers(facts: Facts, reading: Reading) -> NumberAccount:
    """Count the numbers in table bodies, and add a finding for each table that has some nobody took.

    A number is used where its own cell went into a row; that an equal number stands in some row counts for nothing.
    """
    account = NumberAccount()
    for table in reading.tables:
        unread: list[Cell] = []
        for cell in table.cells:
            if cell.row <= table.header_rows or id(cell) in facts.aside:
                continue
            count = _numbers_in(cell.text)
            account.total += count
            if id(cell) in facts.used:
                over = min(count, _numbers_in(facts.left.get(id(cell), "")))
                account.used += count - over
                count = over
            elif id(cell) in facts.declined:
                account.declined += count
                count = 0
            if count:
                unread.append(cell)
        if unread:
            _tell(facts, table, unread)
    return account


def _numbers_in(text: str) -> int:
    """Numbers of a text, those with more than one reading too; list numbering, dates, years and codes aside."""
    if not any(character.isdigit() for character in text):
        return 0
    return sum(figure.kind in ("number", "unclear") for figure in find_figures(text))


def _tell(facts: Facts, table: Table, cells: list[Cell]) -> None:
    texts = [cell.text for cell in cells]
    shown = "; ".join(texts[:12]) + (" …" if len(texts) > 12 else "")
    first = cells[0]
    facts.add(
        "findings",
        Evidence(first.page, first.box, first.text),
        rule="unread_number",
        severity="info",
        subject=table.title or of_item(table).text or None,
        detail=f"{len(cells)} cells with numbers gave no row: {shown}",
        observed=str(len(cells)),
    )
