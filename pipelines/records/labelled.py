"""Labelled lines and paragraphs: ``Projektägare: Borås stad``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.lexicon import INFLECTED, resolve
from pipelines.reading.model import Item, ListItem, Paragraph

_LABEL = re.compile(r"\s*([^\W\d_][^:\n]{1,60}?)\s*:\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text after a label that means a field."""

    item: Paragraph | ListItem
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
