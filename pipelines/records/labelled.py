"""Labelled lines and paragraphs: ``Projektägare: Borås stad``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.lexicon import INFLECTED, resolve
from pipelines.reading.model import Cell, Item, ListItem, Paragraph, Table
from pipelines.reading.text import join_lines

_LABEL = re.compile(r"\s*([^\W\d_][^:\n]{1,60}?)\s*:\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text after a label that means a field."""

    item: Paragraph | ListItem | Table
    field: str
    label: str
    value: str


def split_label(text: str) -> tuple[str, str] | None:
    """The label a text opens with and what follows its colon."""
    match = _LABEL.fullmatch(text)
    return (match[1], match[2].strip()) if match else None


def labelled(item: Item, synonyms: Mapping[str, Sequence[str]], least: float = INFLECTED) -> Labelled | None:
    """The field an item's label means; None for an item without label, or with one of another meaning."""
    if not isinstance(item, Paragraph | ListItem):
        return None
    parts = split_label(item.text)
    if parts is None:
        return None
    match = resolve(parts[0], synonyms)
    if match is None or match.score < least:
        return None
    return Labelled(item, match.field, parts[0], parts[1])


def boxed(table: Table, synonyms: Mapping[str, Sequence[str]]) -> list[Labelled]:
    """The fields of a form: boxes with a label over a value, or rows with a label beside one."""
    found = []
    for label, value in _pairs(table):
        match = resolve(label, synonyms)
        if match is not None and match.score >= INFLECTED and value:
            found.append(Labelled(table, match.field, label, value))
    return found


def _pairs(table: Table) -> list[tuple[str, str]]:
    if table.kind == "key_value":
        return [_over(cell) for cell in table.cells if len(cell.lines) > 1]
    if table.column_count == 2:
        return [(row[0].rstrip(":"), row[1] or "") for row in table.rows() if row[0]]
    return []


def _over(cell: Cell) -> tuple[str, str]:
    """The first line of a box, and the rest."""
    return cell.lines[0].text.rstrip(":"), join_lines(cell.lines[1:])
