"""Records on their way: rows of the data model, each with its evidence."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pipelines import schema
from pipelines.reading.model import Box, Cell, Item, Table, union
from pipelines.reading.text import plain

Row = dict[str, Any]
TOO_LARGE = Decimal(10) ** 15
"""Kronor that no report counts."""

IDENTITY: dict[str, tuple[str, ...]] = {
    "projects": ("kind", "name", "subregion", "theme", "page"),
    "budgets": ("kind", "table_title", "section", "line_item", "column_name", "measure", "value_text", "page"),
    "indicators": ("kind", "framework", "initiative", "name", "breakdown", "year", "page"),
    "activities": ("section_no", "initiative", "activity"),
    "initiatives": ("section_no", "initiative"),
    "sections": ("number", "title", "page"),
    "footnotes": ("number", "page"),
    "organisation_mentions": ("name", "page"),
    "findings": ("rule", "subject", "detail", "page"),
    "source_tables": ("page", "title"),
}
"""What makes a row that row: its id changes with nothing else. Rows alike are told apart by their order."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value stands: page from 1, box in points from the top left, the text as printed."""

    page: int
    box: Box
    text: str


def of_cells(cells: Sequence[Cell]) -> Evidence:
    """The evidence of cells of one row: the box around those on its first page."""
    filled = [cell for cell in cells if cell.text] or list(cells)
    page = min(cell.page for cell in filled)
    box = union(cell.box for cell in filled if cell.page == page)
    return Evidence(page, box, " | ".join(cell.text for cell in filled))


def of_item(item: Item, text: str | None = None) -> Evidence:
    """The evidence of a block of text; `text` where only part of it is meant."""
    if isinstance(item, Table):
        return Evidence(item.page, item.box, text or item.title or "")
    return Evidence(
        item.page, item.box, text if text is not None else plain(" ".join(line.text for line in item.lines))
    )


@dataclass(slots=True)
class Facts:
    """The rows of one report, by table, and which cells they were read from."""

    tables: dict[str, list[Row]] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    """Ids of cells that gave a value."""
    left: dict[int, str] = field(default_factory=dict)
    """What the value of a used cell leaves over of its text, by the cell's id."""
    declined: set[int] = field(default_factory=set)
    """Ids of cells in columns that the family declares as not taken."""
    aside: set[int] = field(default_factory=set)
    """Ids of cells whose numbers say nothing: headers, and numbers of rows."""

    def add(self, table: str, evidence: Evidence | None, **values: Any) -> Row:
        """Add a row; KeyError for a value that has no column.

        An amount too large for its column is left out and told: figures run together, never a sum of a report.
        """
        row: Row = {}
        for name, value in values.items():
            column = schema.table(table).column(name)
            row[name] = value
            if column.type == schema.MONEY and value is not None and abs(value) >= TOO_LARGE:
                row[name] = None
                self.add(
                    "findings",
                    evidence,
                    rule="implausible_amount",
                    severity="warning",
                    subject=values.get("name") or values.get("line_item"),
                    detail=f"{value} kr is more than any report can mean, so {name} of {table} is left out",
                    observed=str(value),
                )
        if evidence is not None:
            row |= provenance(evidence)
        self.tables.setdefault(table, []).append(row)
        return row

    def rows(self, table: str) -> list[Row]:
        """The rows of a table so far."""
        return self.tables.get(table, [])

    def use(self, cells: Iterable[Cell | None]) -> None:
        """Note that these cells went into a row, all of their text or the value they hold."""
        self.used.update(id(cell) for cell in cells if cell is not None)

    def use_value(self, cell: Cell, left: str) -> None:
        """Note that the value of a cell went into a row, but not what is `left` of its text beside it."""
        self.used.add(id(cell))
        if left:
            self.left[id(cell)] = left


def provenance(evidence: Evidence) -> Row:
    """page, bbox and source_text of a row."""
    return {"page": evidence.page, "bbox": evidence.box._asdict(), "source_text": evidence.text}


def assign_ids(facts: Facts, report_id: str) -> None:
    """Give every row its report and its id, then turn references to rows into ids."""
    for table, rows in facts.tables.items():
        seen: Counter[str] = Counter()
        key = schema.table(table).key[0]
        for row in rows:
            row["report_id"] = report_id
            if table not in IDENTITY:
                continue
            identity = "\x1f".join(str(row.get(column) or "") for column in IDENTITY[table])
            seen[identity] += 1
            text = f"{report_id}\x1f{table}\x1f{identity}\x1f{seen[identity]}"
            prefix = key.removesuffix("_id")
            row[key] = f"{prefix}-{hashlib.blake2b(text.encode(), digest_size=8).hexdigest()}"
    for rows in facts.tables.values():
        for row in rows:
            for reference in ("project_id", "table_id"):
                target = row.get(reference)
                if isinstance(target, dict):
                    row[reference] = target[reference]
