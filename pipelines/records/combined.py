"""Columns that hold two things: a project over its owner, under a header such as ``Projekt/projektägare``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipelines.lexicon import INFLECTED, resolve
from pipelines.reading.model import Cell
from pipelines.reading.text import join_lines

_PARTED = re.compile(r"\s*(?:[/,(&+–]|\)|\soch\s|\sand\s)\s*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"(.{3,}?)\s*\(([^()]{3,})\)", re.DOTALL)


def two_fields(header: str, synonyms: Mapping[str, Sequence[str]]) -> tuple[str, str] | None:
    """The fields of a header that names both a project and its owner, in their order; None for any other."""
    parts = [part for part in _PARTED.split(header) if part]
    matches = [resolve(part, synonyms) for part in parts]
    fields = [match.field for match in matches if match is not None and match.score >= INFLECTED]
    return (fields[0], fields[1]) if len(parts) == 2 and sorted(fields) == ["name", "owner"] else None


def two_parts(cell: Cell) -> tuple[str, str]:
    """A cell's text in two: where the type changes, at the brackets that end it, else after the first of two lines.

    The second is empty where nothing parts them.
    """
    lines = cell.all_lines
    for place in range(1, len(lines)):
        above, below = lines[place - 1].style, lines[place].style
        if (above.bold, above.italic) != (below.bold, below.italic):
            return join_lines(lines[:place]), join_lines(lines[place:])
    if (brackets := _IN_BRACKETS.fullmatch(cell.text)) is not None:
        return brackets[1], brackets[2]
    return (lines[0].text, lines[1].text) if len(lines) == 2 else (cell.text, "")
