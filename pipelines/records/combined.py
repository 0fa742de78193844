"""Columns that hold two things: a project over its owner, under a header such as ``Projekt/projektägare``.

And rows that a table without rules sets as two: what one of them begins the next one goes on with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipelines.lexicon import COMPOSED, resolve
from pipelines.reading.model import Cell
from pipelines.reading.text import join_lines, plain

_PARTED = re.compile(r"\s*(?:[/,(&+–]|\)|\soch\s|\sand\s)\s*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"(.{3,}?)\s*\(([^()]{3,})\)", re.DOTALL)


def two_fields(header: str, synonyms: Mapping[str, Sequence[str]]) -> tuple[str, str] | None:
    """The fields of a header that names both a project and its owner, in their order; None for any other."""
    parts = [part for part in _PARTED.split(header) if part]
    matches = [resolve(part, synonyms) for part in parts]
    fields = [match.field for match in matches if match is not None and match.score >= COMPOSED]
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
    if len(lines) == 2 and not lines[0].style.bold:
        return lines[0].text, lines[1].text
    return cell.text, ""


Cells = list[Cell | None]


def joined_rows(
    rows: Sequence[Cells], place: int, amounts: Sequence[int], *, two: bool
) -> tuple[list[Cells], list[Cell]]:
    """Rows put together with the row below that goes on with the column at `place`, and the cells that were.

    Such a row has nothing in the columns of `amounts`, while the one above has. It begins in lower case, or, where the
    column holds `two` texts, with the second one.
    """
    found: list[Cells] = []
    taken: list[Cell] = []
    for row in rows:
        above = found[-1] if found else None
        if above is not None and _is_second(above, row, place, amounts, two=two):
            taken += [cell for pair in zip(above, row, strict=True) for cell in pair if cell is not None and cell.text]
            found[-1] = [_joined(a, b) for a, b in zip(above, row, strict=True)]
        else:
            found.append(row)
    return found, taken


def _is_second(
    above: Sequence[Cell | None], row: Sequence[Cell | None], place: int, amounts: Sequence[int], *, two: bool
) -> bool:
    first, second = above[place], row[place]
    if first is None or second is None or first is second or not first.text or not second.text:
        return False
    spans = any(cell is not None and cell.column_span > 1 for cell in (*above, *row))
    has = [any((cell := cells[at]) is not None and cell.text for at in amounts) for cells in (above, row)]
    return not spans and has == [True, False] and (second.text[:1].islower() or (two and not two_parts(first)[1]))


def _joined(above: Cell | None, below: Cell | None) -> Cell | None:
    if above is None or below is None or above is below or not below.text:
        return above
    return replace(above, lines=[*above.lines, *below.lines], text=plain(f"{above.text}\n{below.text}"))
