"""Financial tables: one row of `budgets` for each printed figure, with its line, group, column and unit.

The unit stands in the text above, in the caption, in a header, in the row's label or behind the figure itself; what
stands nearest to the figure wins. A group heading is a row without figures; it holds until the group's own sum.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.family import STATEMENT, declined_of, fields_of, measures_of, shared_lexicon, units_of
from pipelines.lexicon import INFLECTED, means, parse_header, resolve
from pipelines.reading.model import Cell, Table
from pipelines.reading.tables.grid import is_figure, is_number, is_year
from pipelines.records.facts import Evidence, Facts, Row
from pipelines.records.hierarchy import depths
from pipelines.records.role import body_column, is_total
from pipelines.values.numbers import is_dash
from pipelines.values.quantities import parse_quantity
from pipelines.values.units import Unit, parse_unit, unit_of_caption

Measures = Mapping[str, Sequence[str]]
"""Words of columns and rows, by what they measure."""

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
    declined: list[int] = field(default_factory=list)
    """Columns that are looked at and deliberately not taken, from 0."""
    numbering: list[int] = field(default_factory=list)
    """Columns before the labels that number the rows."""
    unknown: list[int] = field(default_factory=list)
    """Columns of text behind the labels, with a header that nothing is known of."""
    outer: int | None = None
    """The column before the labels that names the group of rows, from 0."""
    measures: Mapping[str, Sequence[str]] = field(default_factory=dict)
    row_units: bool = True
    """Whether a row's label may state its unit."""


def statement_of(table: Table, unit: Unit | None = None, family: str | None = None) -> Statement | None:
    """The table as a statement; None where nothing says that its figures are money or shares.

    `unit` is that of the text around, where it states one for the tables that follow.
    """
    header_rows = table.header_rows
    if table.column_count < 2:
        return None
    measures, allowed = measures_of(family), units_of(family).places
    declined = _declined(table, header_rows, family)
    places = [place for place in _figure_places(table, header_rows, measures) if place not in declined]
    numbering = _numbering(table, places, declined, header_rows)
    places = [place for place in places if place not in numbering]
    if not places or not _has_labels(places, [*declined, *numbering]):
        return None
    caption_unit, title = unit_of_caption(table.title or "")
    columns, section = _columns(table, places, header_rows, measures, in_headers="header" in allowed)
    corner = _corner_unit(table, places, header_rows) if "header" in allowed else None
    over = caption_unit if "caption" in allowed else None
    around = unit if "text" in allowed else None
    # what holds for a whole report makes no table one of money that does not say what its columns are
    units = (corner, over, around if header_rows else None, *(column.unit for column in columns))
    counts_money = any(one is not None and (one.is_money or one.kind == "share") for one in units)
    measured = any(column.measure is not None for column in columns)
    told = (
        counts_money or measured or _all_money(table, places, header_rows) or _lists_money(table, places, header_rows)
    )
    if not told and not _all_shares(table, places, header_rows):
        return None
    name = _CAPTION_NUMBER.sub("", title).strip() or None
    paths = table.header_paths(header_rows)
    known = {*places, *declined, *numbering}
    texts = [place for place in range(places[0]) if place not in known]
    outer = _outer(table, texts, header_rows)
    label = texts[0] if outer is None else texts[-1]
    unknown = [place for place in range(label + 1, table.column_count) if place not in known and paths[place]]
    return Statement(
        name,
        corner or over or around,
        header_rows,
        columns,
        section,
        declined,
        numbering,
        unknown,
        outer,
        measures,
        row_units="row" in allowed,
    )


def _declined(table: Table, header_rows: int, family: str | None) -> list[int]:
    """Columns whose header the family, or the shared lexicon, declares as not taken."""
    synonyms, declined = fields_of(STATEMENT, family), declined_of(STATEMENT, family)
    found = []
    for place, path in enumerate(table.header_paths(header_rows)):
        match = resolve(path[-1], synonyms) if path else None
        if match is not None and match.field in declined and match.score >= INFLECTED:
            found.append(place)
    return found


def _numbering(table: Table, places: Sequence[int], declined: Sequence[int], header_rows: int) -> list[int]:
    """Columns of whole numbers before the labels: they number the rows."""
    found: list[int] = []
    for place in places:
        if place != len(found) + sum(one < place for one in declined) or place + 1 in places:
            break
        texts = [cell.text for cell in body_column(table, place, header_rows) if cell.text]
        if not all(text.rstrip(".").isdigit() for text in texts):
            break
        found.append(place)
    return found


def _has_labels(places: Sequence[int], others: Sequence[int]) -> bool:
    """Whether a column stands before the figures that can hold the rows' labels."""
    return any(place not in others for place in range(places[0]))


def _outer(table: Table, texts: Sequence[int], header_rows: int) -> int | None:
    """The column of texts that names groups of rows before the column that names each row; None where there is none.

    Its cells are merged over the rows of a group or stand in the first of them alone.
    """
    if len(texts) != 2:
        return None
    outer, inner = (body_column(table, place, header_rows) for place in texts)
    groups = {id(cell) for cell in outer if cell.text}
    named = sum(1 for cell in inner if cell.text)
    rows = table.row_count - header_rows
    return texts[0] if groups and 2 * len(groups) <= rows and named >= MOSTLY * rows else None


def _corner_unit(table: Table, places: Sequence[int], header_rows: int) -> Unit | None:
    """The unit that the header over the row labels states: ``Tkr``, ``Belopp i tkr``."""
    texts = (text for path in table.header_paths(header_rows)[: places[0]] for text in reversed(path))
    return next((unit for text in texts if (unit := unit_of_caption(text)[0]) is not None), None)


def _figure_places(table: Table, header_rows: int, measures: Measures) -> list[int]:
    """Columns of figures: most of their cells are, or all that are no words are and the header measures something.

    Years are no sums: a column of them names its rows.
    """
    texts: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.row > header_rows and cell.text and cell.column_span == 1:
            texts.setdefault(cell.column - 1, []).append(cell.text)
    paths = table.header_paths(header_rows)
    return [place for place in sorted(texts) if _are_figures(texts[place], paths[place], measures)]


def _are_figures(texts: Sequence[str], path: Sequence[str], measures: Measures) -> bool:
    figures = [text for text in texts if is_figure(text)]
    if len(figures) > 1 and all(is_year(text) for text in figures):
        return False
    if len(figures) >= MOSTLY * len(texts):
        return True
    words = [text for text in texts if not any(map(str.isdigit, text))]
    return any(map(is_number, figures)) and len(figures) + len(words) >= len(texts) and bool(_measure(path, measures))


def _all_money(table: Table, places: Sequence[int], header_rows: int) -> bool:
    """Whether every figure says itself that it is a sum of money, ``397 tkr``, but for shares among them: ``12 %``."""
    texts = [cell.text for cell in table.cells if cell.row > header_rows and cell.column - 1 in places]
    units = [
        found.unit if (found := parse_quantity(text)) else None
        for text in texts
        if is_figure(text) and not is_dash(text)
    ]
    money = [unit is not None and unit.is_money and unit.per is None for unit in units]
    return 2 * sum(money) > len(units) and all(
        is_money or (unit is not None and unit.kind == "share") for is_money, unit in zip(money, units, strict=True)
    )


def _lists_money(table: Table, places: Sequence[int], header_rows: int) -> bool:
    """Whether the header over the labels says that rows are costs or financiers, and a sum is printed of rows or
    columns."""
    paths = table.header_paths(header_rows)
    if not header_rows or not any(means(text, shared_lexicon().money_rows, INFLECTED) for text in paths[0][-1:]):
        return False
    labels = [cell.text for cell in body_column(table, 0, header_rows)]
    return any(map(is_total, labels)) or any(is_total(text) for place in places for text in paths[place][-1:])


def _all_shares(table: Table, places: Sequence[int], header_rows: int) -> bool:
    cells = [cell for cell in table.cells if cell.row > header_rows and cell.column - 1 in places and cell.text]
    return bool(cells) and all(cell.text.rstrip().endswith("%") for cell in cells)


def _columns(
    table: Table, places: Sequence[int], header_rows: int, measures: Measures, *, in_headers: bool
) -> tuple[list[ValueColumn], str | None]:
    """The columns of figures, and the group that a header over all of them names."""
    paths = {place: table.header_paths(header_rows)[place] for place in places}
    section = None
    first = {path[0] for path in paths.values() if path}
    if len(first) == 1 and all(len(path) > 1 for path in paths.values()):
        above = next(iter(first))
        paths = {place: path[1:] for place, path in paths.items()}
        if not _is_heading_of_columns(above, measures):
            section = above
    lowest = [path[-1] if path else "" for path in paths.values()]
    columns = []
    for place, path in paths.items():
        stated = (unit_of_caption(text)[0] for text in reversed(path) if in_headers)
        unit = next((unit for unit in stated if unit is not None), None)
        name = path[-1] if path else ""
        if lowest.count(name) > 1:
            name = " ".join(path)
        title = unit_of_caption(name)[1] or name
        columns.append(
            ValueColumn(place, title, _measure(path, measures), _year(path), unit, any(map(_is_count, path)))
        )
    return columns, section


def _is_heading_of_columns(text: str, measures: Measures) -> bool:
    """Whether a header over all columns tells year, unit or measure rather than a group of rows."""
    header = parse_header(text)
    return header.year is not None or unit_of_caption(text)[0] is not None or _measure((text,), measures) is not None


def _measure(path: Sequence[str], measures: Measures) -> str | None:
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
    numbering = set(statement.numbering)
    facts.declined.update(id(cell) for cell in table.cells if cell.column - 1 in statement.declined)
    facts.aside.update(id(cell) for cell in table.cells if cell.column - 1 in numbering)
    body = table.grid()[statement.header_rows :]
    labels = list({id(label): label for cells in body if (label := _label(cells, statement)) is not None}.values())
    depth = {id(label): one for label, one in zip(labels, depths(labels), strict=True)}
    for cells in body:
        label = _label(cells, statement)
        group = _group(cells, statement)
        if group is not None:
            section = group
        values = [(column, cell) for column in statement.columns if (cell := cells[column.place]) is not None]
        figures = [(column, cell) for column, cell in values if is_figure(cell.text)]
        if label is None:
            section = _alone(cells) or section
            continue
        if not any(not is_dash(cell.text) for _, cell in figures):
            if not any(cell.text for _, cell in values if cell is not label):
                section = label.text  # a row without figures heads a group; one of words only says nothing
            continue
        if len(figures) > 1 and all(is_year(cell.text) for _, cell in figures):
            continue  # years above columns, a header that was not told apart
        total = is_total(label.text)
        for column, cell in figures:
            row = _add_figure(facts, statement, column, label, cell, section, total, year)
            if row is not None:
                row["line_level"], row["parent_line"] = depth[id(label)].level, depth[id(label)].parent
        if total:
            section = None


def _label(cells: Sequence[Cell | None], statement: Statement) -> Cell | None:
    """The row's label: its first text left of the figures, that of its group aside."""
    first = min(column.place for column in statement.columns)
    others = {*statement.declined, *statement.numbering}
    texts = [cell for place, cell in enumerate(cells[:first]) if place not in others and cell is not None and cell.text]
    grouped = statement.outer is not None and len(texts) > 1
    return texts[-1] if grouped else texts[0] if texts else None


def _group(cells: Sequence[Cell | None], statement: Statement) -> str | None:
    """What a row begins the group of, or goes on with, by its outer column; None where that says nothing."""
    outer = cells[statement.outer] if statement.outer is not None else None
    return outer.text if outer is not None and outer.text and outer is not _label(cells, statement) else None


def _alone(cells: Sequence[Cell | None]) -> str | None:
    """The only text of a row, where it is words: it heads a group although it stands before the labels."""
    texts = list({id(cell): cell.text for cell in cells if cell is not None and cell.text}.values())
    return texts[0] if len(texts) == 1 and not any(map(str.isdigit, texts[0])) else None


def _measure_of_row(label: str, statement: Statement) -> str | None:
    """What a row under columns that only name years measures: ``Budget``, ``Budgetavvikelse``."""
    match = resolve(label, statement.measures)
    return match.field if match is not None and match.score >= INFLECTED else None


def _add_figure(
    facts: Facts,
    statement: Statement,
    column: ValueColumn,
    label: Cell,
    cell: Cell,
    section: str | None,
    total: bool,
    year: int | None,
) -> Row | None:
    counted = column.counts or _is_count(label.text) or (section is not None and _is_count(section))
    of_row = _unit_of_row(label.text) if statement.row_units else None
    unit = of_row or column.unit or (None if counted else statement.unit)
    quantity = parse_quantity(cell.text, unit=unit)
    if quantity is None:
        return None
    facts.use([label])
    facts.use_value(cell, quantity.left)
    factor = quantity.unit.factor if quantity.unit is not None else None
    return facts.add(
        "budgets",
        Evidence(cell.page, cell.box, f"{label.text} | {cell.text}"),
        kind="statement",
        table_title=statement.title,
        section=section,
        line_item=label.text,
        column_name=column.name or None,
        measure=column.measure or _measure_of_row(label.text, statement),
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
