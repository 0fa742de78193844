"""Financial tables: one row of `budgets` for each printed figure, with its line, group, column and unit.

The unit stands in the text above, in the caption, in a header, in the row's label or behind the figure itself; what
stands nearest to the figure wins. A group heading is a row without figures; it holds until the group's own sum.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.family import shared_lexicon
from pipelines.lexicon import parse_header, resolve
from pipelines.reading.model import Cell, Table
from pipelines.reading.tables.grid import is_figure, is_year
from pipelines.records.facts import Evidence, Facts
from pipelines.records.roles import is_total
from pipelines.values.numbers import is_dash
from pipelines.values.quantities import parse_quantity
from pipelines.values.units import Unit, parse_unit, unit_of_caption

MOSTLY = 0.6
"""Share of a column's cells that are figures in a column of figures."""

_COUNT_LABEL = re.compile(r"antal(?: \w+)? (?P<noun>[^\W\d_]+)", re.IGNORECASE)
_CAPTION_NUMBER = re.compile(r"^(?:tabell|table|tab\.)\s*\d+[.:]?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """One column of figures."""

    place: int
    name: str
    measure: str | None
    year: int | None
    unit: Unit | None
    counts: bool = False
    """Whether its header says that it counts things, so that the table's unit of money is not its own."""


@dataclass(slots=True)
class Statement:
    """A table read as a financial statement."""

    title: str | None
    unit: Unit | None
    header_rows: int
    columns: list[ValueColumn]
    section: str | None
    """The group that a header over all columns names for the first rows."""


def statement_of(table: Table, unit: Unit | None = None) -> Statement | None:
    """The table as a statement; None where nothing says that its figures are money or shares.

    `unit` is that of the text around, where it states one for the tables that follow.
    """
    header_rows = table.header_rows
    places = _figure_places(table, header_rows)
    if not places or 0 in places or table.column_count < 2:
        return None
    caption_unit, title = unit_of_caption(table.title or "")
    columns, section = _columns(table, places, header_rows)
    corner = _corner_unit(table, places, header_rows)
    units = (corner, caption_unit, unit, *(column.unit for column in columns))
    counts_money = any(one is not None and (one.is_money or one.kind == "share") for one in units)
    measured = any(column.measure is not None for column in columns)
    if not counts_money and not measured and not _all_shares(table, places, header_rows):
        return None
    name = _CAPTION_NUMBER.sub("", title).strip() or None
    return Statement(name, corner or caption_unit or unit, header_rows, columns, section)


def _corner_unit(table: Table, places: Sequence[int], header_rows: int) -> Unit | None:
    """The unit that the header over the row labels states: ``Tkr``, ``Belopp i tkr``."""
    texts = (text for path in table.header_paths(header_rows)[: places[0]] for text in reversed(path))
    return next((unit for text in texts if (unit := unit_of_caption(text)[0]) is not None), None)


def _figure_places(table: Table, header_rows: int) -> list[int]:
    """Columns that mostly hold figures."""
    texts: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.row > header_rows and cell.text and cell.column_span == 1:
            texts.setdefault(cell.column - 1, []).append(cell.text)
    return [
        place for place in sorted(texts) if sum(is_figure(text) for text in texts[place]) >= MOSTLY * len(texts[place])
    ]


def _all_shares(table: Table, places: Sequence[int], header_rows: int) -> bool:
    cells = [cell for cell in table.cells if cell.row > header_rows and cell.column - 1 in places and cell.text]
    return bool(cells) and all(cell.text.rstrip().endswith("%") for cell in cells)


def _columns(table: Table, places: Sequence[int], header_rows: int) -> tuple[list[ValueColumn], str | None]:
    """The columns of figures, and the group that a header over all of them names."""
    paths = {place: table.header_paths(header_rows)[place] for place in places}
    section = None
    first = {path[0] for path in paths.values() if path}
    if len(first) == 1 and all(len(path) > 1 for path in paths.values()):
        above = next(iter(first))
        paths = {place: path[1:] for place, path in paths.items()}
        if not _is_heading_of_columns(above):
            section = above
    lowest = [path[-1] if path else "" for path in paths.values()]
    columns = []
    for place, path in paths.items():
        unit = next((unit for text in reversed(path) if (unit := unit_of_caption(text)[0]) is not None), None)
        name = path[-1] if path else ""
        if lowest.count(name) > 1:
            name = " ".join(path)
        title = unit_of_caption(name)[1] or name
        columns.append(ValueColumn(place, title, _measure(path), _year(path), unit, any(map(_is_count, path))))
    return columns, section


def _is_heading_of_columns(text: str) -> bool:
    """Whether a header over all columns tells year, unit or measure rather than a group of rows."""
    header = parse_header(text)
    return header.year is not None or unit_of_caption(text)[0] is not None or _measure((text,)) is not None


def _measure(path: Sequence[str]) -> str | None:
    measures = shared_lexicon().measures
    for text in (*reversed(path), " ".join(path)):
        match = resolve(text, measures)
        if match is not None:
            return match.field
    return None


def _year(path: Sequence[str]) -> int | None:
    for text in reversed(path):
        if (year := parse_header(text).year) is not None:
            return year
    return None


def add_statement(facts: Facts, table: Table, statement: Statement, year: int | None) -> None:
    """Add every figure of the table; `year` is that of the report, for columns that name none."""
    section = statement.section
    for cells in table.grid()[statement.header_rows :]:
        label = _label(cells, statement)
        values = [(column, cell) for column in statement.columns if (cell := cells[column.place]) is not None]
        figures = [(column, cell) for column, cell in values if is_figure(cell.text)]
        if label is None:
            continue
        if not any(not is_dash(cell.text) for _, cell in figures):
            if not figures:
                section = label.text  # a row without figures heads a group
            continue
        if len(figures) > 1 and all(is_year(cell.text) for _, cell in figures):
            continue  # years above columns, a header that was not told apart
        total = is_total(label.text)
        for column, cell in figures:
            _add_figure(facts, statement, column, label, cell, section, total, year)
        if total:
            section = None


def _label(cells: Sequence[Cell | None], statement: Statement) -> Cell | None:
    """The row's label: its first text left of the figures."""
    first = min(column.place for column in statement.columns)
    return next((cell for cell in cells[:first] if cell is not None and cell.text), None)


def _add_figure(
    facts: Facts,
    statement: Statement,
    column: ValueColumn,
    label: Cell,
    cell: Cell,
    section: str | None,
    total: bool,
    year: int | None,
) -> None:
    counted = column.counts or _is_count(label.text) or (section is not None and _is_count(section))
    unit = _unit_of_row(label.text) or column.unit or (None if counted else statement.unit)
    quantity = parse_quantity(cell.text, unit=unit)
    facts.use([cell])
    if quantity is None:
        return
    factor = quantity.unit.factor if quantity.unit is not None else None
    facts.add(
        "budgets",
        Evidence(cell.page, cell.box, f"{label.text} | {cell.text}"),
        kind="statement",
        table_title=statement.title,
        section=section,
        line_item=label.text,
        column_name=column.name or None,
        measure=column.measure,
        fiscal_year=column.year or year,
        value=quantity.value,
        unit=quantity.unit_name,
        amount_sek=None if factor is None else quantity.value * factor,
        qualifier=quantity.number.qualifier,
        is_total=total,
        value_text=cell.text,
    )


def _is_count(text: str) -> bool:
    """Whether a header, label or group counts things or tells shares, whatever the unit of the table."""
    return parse_header(text).words[:1] in (("antal",), ("andel",))


def _unit_of_row(label: str) -> Unit | None:
    """The unit that a row's label states: after a comma, in brackets, or as the counted noun of ``Antal timmar``."""
    unit, _ = unit_of_caption(label)
    if unit is not None and unit.per is None:
        return unit
    counted = _COUNT_LABEL.match(label)
    return parse_unit(counted["noun"]) if counted else None
