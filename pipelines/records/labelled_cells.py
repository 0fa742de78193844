"""Labels in a table: beside their value, over it, in a header above it, or with it in one cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.family import fields_of
from pipelines.lexicon import Synonyms
from pipelines.reading.model import Cell, Table
from pipelines.reading.text import join_lines, plain
from pipelines.records.label_marks import field_of, values_in
from pipelines.records.labelled import Labelled
from pipelines.records.role import is_bare_total
from pipelines.values.units import parse_unit

FEWEST_KNOWN = 3
"""Known labels that make a form of a table with labels in every other column, or before its rows."""
MOST_ALIKE = 5
"""So many known labels a form has for each value that could be one: ``Status: Pågående``."""
MOST_BESIDE = 6
"""Columns of a form with labels beside their values."""
ABOVE = 0.6
"""What stands beside a label begins no higher above it than this part of its height."""


def in_cells(table: Table, synonyms: Synonyms) -> list[Labelled]:
    """The fields of a form, by the way to read it that finds most of them."""
    ways = (_beside, _within, _under_headers, _before_rows)
    return max((list(way(table, synonyms)) for way in ways), key=lambda found: len({line.field for line in found}))


def labels_of_table(table: Table) -> set[str]:
    """What may be labels in a table: before a value, over one, or in a header."""
    found = {label for label, _, _ in pairs(table)}
    found |= {cell.text for cell in table.cells if cell.row == 1 or cell.column == 1}
    return found | {plain(cell.lines[0].text) for cell in table.cells if len(cell.lines) > 1}


def is_form(table: Table, family: str) -> bool:
    """Whether a table is a form of one project: labels with a value each, three or more, or a row of values under
    its headers and no further one."""
    synonyms = fields_of("projects", family)
    if len({line.field for line in _under_headers(table, synonyms)}) > 1:
        return True
    if table.kind != "key_value" and table.column_count > MOST_BESIDE:
        return False
    return len({line.field for way in (_beside, _within) for line in way(table, synonyms)}) >= FEWEST_KNOWN


def pairs(table: Table) -> list[tuple[str, str, tuple[Cell, ...]]]:
    """The labels of a form, in every other column, with their values and cells; none for any other table."""
    if table.kind == "key_value":
        return [(*_over(cell), (cell,)) for cell in table.cells if len(cell.lines) > 1]
    if table.column_count not in (2, 4, 6):
        return []
    return [
        (label.text.rstrip(":"), value.text, (label, value))
        for row in table.grid()
        for label, value in zip(row[::2], row[1::2], strict=True)
        if label is not None and value is not None and label is not value and label.text
    ]


def _over(cell: Cell) -> tuple[str, str]:
    """The first line of a box, and the rest."""
    return cell.lines[0].text.rstrip(":"), join_lines(cell.lines[1:])


def _beside(table: Table, synonyms: Synonyms) -> Iterator[Labelled]:
    """Rows with a label beside its value, or boxes with one over it."""
    beside = pairs(table)
    if table.kind != "key_value" and table.column_count > 2 and not _is_form(beside, synonyms):
        return
    for label, value, cells in beside:
        field = field_of(label, synonyms)
        if field is not None and value:
            yield Labelled(table, field, label, value, cells)
        elif field is None and len(cells) == 1 and (under := field_of(cells[0].lines[-1].text, synonyms)) is not None:
            # a figure set large over what it is
            lines = cells[0].lines
            yield Labelled(table, under, lines[-1].text.rstrip(":"), join_lines(lines[:-1]), cells)
        elif field is None and len(cells) == 2:
            yield from _line_by_line(table, cells[0], cells[1], synonyms)


def _line_by_line(table: Table, labels: Cell, values: Cell, synonyms: Synonyms) -> Iterator[Labelled]:
    """Labels under each other in one cell, each with the lines of the next cell that stand beside it or below it."""
    fields = [field_of(line.text, synonyms) for line in labels.lines]
    if len(fields) < 2 or None in fields:
        return
    tops = [line.box.top - ABOVE * line.box.height for line in labels.lines]
    for place, (line, field) in enumerate(zip(labels.lines, fields, strict=True)):
        end = tops[place + 1] if place + 1 < len(tops) else float("inf")
        own = [value for value in values.lines if tops[place] <= value.box.top < end]
        if field is not None and own:
            yield Labelled(table, field, line.text.rstrip(":"), join_lines(own), (labels, values))


def _is_form(beside: Sequence[tuple[str, str, tuple[Cell, ...]]], synonyms: Synonyms) -> bool:
    """Whether labels stand in every other column: most are known, and hardly a value could be a label itself."""
    known = sum(field_of(label, synonyms) is not None for label, _, _ in beside)
    if known < FEWEST_KNOWN or 2 * known <= len(beside):
        return False
    return MOST_ALIKE * sum(field_of(value, synonyms) is not None for _, value, _ in beside) <= known


def _within(table: Table, synonyms: Synonyms) -> Iterator[Labelled]:
    """Cells that hold labels with their values."""
    for cell in table.cells:
        if field_of(cell.text, synonyms) is not None:
            continue  # a label of two lines
        for field, label, value in values_in(cell.lines, synonyms):
            if value:
                yield Labelled(table, field, label, value, (cell,))


def _under_headers(table: Table, synonyms: Synonyms) -> Iterator[Labelled]:
    """Rows of labels, each with a row of values under it and no further one."""
    rows = [[cell if cell is not None and cell.text else None for cell in row] for row in table.grid()]
    fields = [[field_of(cell.text, synonyms) if cell is not None else None for cell in row] for row in rows]
    heads = [_is_heads(row, own) for row, own in zip(rows, fields, strict=True)]
    for place, (row, own) in enumerate(zip(rows, fields, strict=True)):
        below = rows[place + 1 : place + 3]
        if not heads[place] or not below or heads[place + 1] or (len(below) > 1 and not heads[place + 2]):
            continue
        for label, value, field in zip(row, below[0], own, strict=True):
            if label is not None and value is not None and value is not label and field is not None:
                yield Labelled(table, field, label.text.rstrip(":"), value.text, (label, value))


def _is_heads(row: Sequence[Cell | None], fields: Sequence[str | None]) -> bool:
    """Whether a row holds labels: two at least, and most of what stands in it."""
    known = len({field for field in fields if field is not None})
    return known > 1 and 2 * known > len({id(cell) for cell in row if cell is not None})


def _before_rows(table: Table, synonyms: Synonyms) -> Iterator[Labelled]:
    """Rows that open with a label, with one value behind it, or one in the column of the total."""
    if table.column_count < 3:
        return
    grid = table.grid()
    total = next(
        (place for place, cell in enumerate(grid[0]) if place and cell is not None and is_bare_total(cell.text)), None
    )
    found = []
    for row in grid:
        label = row[0]
        field = field_of(label.text, synonyms) if label is not None else None
        if label is None or field is None:
            continue
        behind = list(
            {id(cell): cell for cell in row[1:] if cell is not None and cell is not label and cell.text}.values()
        )
        whole = row[total] if total is not None and len(behind) > 1 else None
        values = [whole] if whole is not None and whole.text else behind
        if len(values) == 2 and (field == "period" or parse_unit(values[1].text) is not None):
            # a sum before its unit, or two days in a column each
            text = f"{values[0].text} {values[1].text}"
        elif len(values) == 1:
            text = values[0].text
        else:
            continue
        found.append(Labelled(table, field, label.text.rstrip(":"), text, (label, *values)))
    if len({line.field for line in found}) >= FEWEST_KNOWN:
        yield from found
