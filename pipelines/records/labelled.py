"""Labelled lines and paragraphs: ``Projektägare: Borås stad``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.lexicon import COMPOSED, resolve
from pipelines.reading.model import Cell, Heading, Item, ListItem, Paragraph, Table
from pipelines.reading.text import join_lines, plain

FEWEST_KNOWN = 3
"""Known labels that make a form of a table with labels in every other column."""
LONGEST_VALUE = 15
"""Words of a value below its label; more are running text."""

_INSIDE = re.compile(r"(?:^|(?<=[;.,|·•\n])|(?<=\s\s))\s*(?P<label>[^\W\d_][^:;.|\n]{1,50}?)\s*:(?=\s|$)")
"""A label inside a text: at its beginning, at that of a line, or after a sign that ends what stands before."""
_LABEL = re.compile(r"\s*([^\W\d_][^:\n]{1,60}?)\s*:\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text after a label that means a field."""

    item: Paragraph | ListItem | Table
    field: str
    label: str
    value: str
    cells: tuple[Cell, ...] = ()
    """Of a table: the cells of label and value."""


def split_label(text: str) -> tuple[str, str] | None:
    """The label a text opens with and what follows its colon."""
    match = _LABEL.fullmatch(text)
    return (match[1], match[2].strip()) if match else None


def labelled(item: Item, synonyms: Mapping[str, Sequence[str]], least: float = COMPOSED) -> Labelled | None:
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


def labelled_parts(item: Item, synonyms: Mapping[str, Sequence[str]]) -> list[Labelled]:
    """The fields of a text with several labels: ``Start: 2017; Kontakt: Eva Ek``, or lines each with one; else none.

    The text must open with a label.
    """
    if not isinstance(item, Paragraph | ListItem):
        return []
    text = "\n".join(line.text for line in item.lines)
    found = []
    for mark in _INSIDE.finditer(text):
        match = resolve(mark["label"], synonyms)
        if match is not None and match.score >= COMPOSED:
            found.append((mark, match.field))
    if len(found) < 2 or found[0][0].start() > 0:
        return []
    ends = [*(mark.start("label") for mark, _ in found[1:]), len(text)]
    return [
        Labelled(item, field, mark["label"].strip(), _value(text[mark.end() : end], is_last=end == len(text)))
        for (mark, field), end in zip(found, ends, strict=True)
    ]


def _value(text: str, *, is_last: bool) -> str:
    """What stands between two labels, without the sign that parts it from the next one on its line."""
    ends_line = is_last or "\n" in text[len(text.rstrip()) :]
    return plain(text).rstrip(" ;,|·•" if ends_line else " ;.,|·•")


def labels_in(item: Item) -> list[str]:
    """What a text has before its colons, where it opens with a label."""
    if not isinstance(item, Paragraph | ListItem):
        return []
    marks = list(_INSIDE.finditer("\n".join(line.text for line in item.lines)))
    if not marks or marks[0].start() > 0:
        parts = split_label(item.text)
        return [parts[0]] if parts is not None else []
    return [mark["label"] for mark in marks]


def labelled_over(label: Item, value: Item, synonyms: Mapping[str, Sequence[str]]) -> Labelled | None:
    """The field of a label on a line of its own, a heading or bold or ending in a colon, with its value below it."""
    if (
        not isinstance(value, Paragraph | ListItem)
        or len(value.text.split()) > LONGEST_VALUE
        or split_label(value.text)
    ):
        return None
    if isinstance(label, Heading):
        text = label.title
    elif isinstance(label, Paragraph) and (label.text.endswith(":") or is_bold(label)):
        text = label.text
    else:
        return None
    match = resolve(text.rstrip(":"), synonyms)
    if match is None or match.score < COMPOSED:
        return None
    return Labelled(value, match.field, text.rstrip(":"), value.text)


def is_bold(item: Paragraph | ListItem) -> bool:
    """Whether all of a paragraph is bold."""
    return all(word.style.bold for line in item.lines for word in line.words)


def boxed(table: Table, synonyms: Mapping[str, Sequence[str]]) -> list[Labelled]:
    """The fields of a form: boxes with a label over a value, or rows with a label beside one."""
    found = []
    beside = pairs(table)
    if table.kind != "key_value" and table.column_count > 2 and not _is_form(beside, synonyms):
        return []
    for label, value, cells in beside:
        match = resolve(label, synonyms)
        if match is not None and match.score >= COMPOSED and value:
            found.append(Labelled(table, match.field, label, value, cells))
    return found


def _is_form(beside: Sequence[tuple[str, str, tuple[Cell, ...]]], synonyms: Mapping[str, Sequence[str]]) -> bool:
    """Whether labels stand in every other column: most are known, and no value is a label itself."""

    def is_known(text: str) -> bool:
        match = resolve(text.rstrip(":"), synonyms)
        return match is not None and match.score >= COMPOSED

    known = sum(is_known(label) for label, _, _ in beside)
    return known >= FEWEST_KNOWN and 2 * known > len(beside) and not any(is_known(value) for _, value, _ in beside)


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
