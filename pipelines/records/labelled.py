"""Labelled lines and paragraphs: ``Projektägare: Borås stad``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.lexicon import COMPOSED, Synonyms, resolve
from pipelines.reading.model import Cell, Heading, Item, ListItem, Paragraph, Table
from pipelines.records.label_marks import field_of, labels_of_lines, values_in
from pipelines.records.projects import LISTS

LONGEST_VALUE = 15
"""Words of a value below its label; more are running text."""
SAME_X = 2.0
"""Lines of one column begin no further apart, in points."""

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


def labelled(item: Item, synonyms: Synonyms, least: float = COMPOSED) -> Labelled | None:
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


def labelled_parts(item: Item, synonyms: Synonyms) -> list[Labelled]:
    """The fields of a text with several labels: ``Start: 2017; Kontakt: Eva Ek``, or lines each with one; else none.

    The text must open with a label.
    """
    found = labelled_lines(item, synonyms)
    return found if len(found) > 1 else []


def labelled_lines(item: Item, synonyms: Synonyms) -> list[Labelled]:
    """The fields of a text that opens with a label, however labels are set off from their values."""
    if not isinstance(item, Paragraph | ListItem):
        return []
    return [Labelled(item, field, label, value) for field, label, value in values_in(item.lines, synonyms)]


def labels_in(item: Item) -> list[str]:
    """What a text has before its colons, where it opens with a label."""
    if not isinstance(item, Paragraph | ListItem):
        return []
    marks = list(_INSIDE.finditer("\n".join(line.text for line in item.lines)))
    if not marks or marks[0].start() > 0:
        parts = split_label(item.text)
        return [parts[0]] if parts is not None else labels_of_lines(item.lines)
    return [mark["label"] for mark in marks]


def labelled_over(label: Item, values: Sequence[Item], synonyms: Synonyms) -> Labelled | None:
    """The field of a label on a line of its own, with its value in what follows it.

    The value is the text right below; of a field that may list several, all items of a list.
    """
    text = label.title if isinstance(label, Heading) else label.text if isinstance(label, Paragraph) else ""
    field = field_of(text, synonyms) if text else None
    own: list[Paragraph | ListItem] = []
    for value in values if field is not None else ():
        if not isinstance(value, Paragraph | ListItem) or is_label(value, synonyms):
            break
        if own and not (field in LISTS and isinstance(value, ListItem) and isinstance(own[0], ListItem)):
            break
        own.append(value)
    if field is None or not own or any(len(value.text.split()) > LONGEST_VALUE for value in own):
        return None
    if field in LISTS and len(own) == 1:
        return Labelled(own[0], field, text.rstrip(":"), "; ".join(_entries(own[0], values)))
    return Labelled(own[0], field, text.rstrip(":"), "; ".join(value.text for value in own))


def _entries(value: Paragraph | ListItem, others: Sequence[Item]) -> list[str]:
    """The lines of a value, where each but the last ends although the next word had room: one entry a line.

    The room is that of the widest line that begins at the same x.
    """
    lines = value.lines
    beside = [line for item in others if isinstance(item, Paragraph | ListItem) for line in item.lines]
    right = max((line.box.x1 for line in beside if abs(line.box.x0 - lines[0].box.x0) <= SAME_X), default=0.0)
    for line, below in pairwise(lines):
        if line.box.x1 + 0.3 * line.style.size + below.words[0].box.width >= right or line.text.endswith((",", "-")):
            return [value.text]
    return [line.text for line in lines]


def is_label(item: Paragraph | ListItem, synonyms: Synonyms) -> bool:
    """Whether a text is a label itself, or opens with one."""
    if isinstance(item, Paragraph) and field_of(item.text, synonyms) is not None:
        return True
    return split_label(item.text) is not None or bool(values_in(item.lines, synonyms))


def is_bold(item: Paragraph | ListItem) -> bool:
    """Whether all of a paragraph is bold."""
    return all(line.is_bold for line in item.lines)
