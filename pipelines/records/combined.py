"""Columns that hold two things: a project over its owner, under a header such as ``Projekt/projektägare``.

And rows that a table without rules sets as two: what one of them begins the next one goes on with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipelines.lexicon import ABBREVIATED, Synonyms, resolve
from pipelines.reading.model import Cell
from pipelines.reading.text import join_lines, plain

_PARTED = re.compile(r"\s*(?:[/,(&+–]|\)|\soch\s|\sand\s)\s*", re.IGNORECASE)
_SIGNS = (" / ", " | ", " – ", " — ", " - ", "; ", ", ")
"""What may part two texts of one cell, the surest first."""
STROKE = "/"
_IN_BRACKETS = re.compile(r"(.{3,}?)\s*\(([^()]{3,})\)", re.DOTALL)


def two_fields(
    header: str,
    synonyms: Synonyms,
    wanted: tuple[str, str] = ("name", "owner"),
    least: float = ABBREVIATED,
) -> tuple[str, str] | None:
    """The fields of a header that names both of those wanted, in their order; None for any other.

    Each of its parts means one as surely as `least` says.
    """
    parts = [part for part in _PARTED.split(header) if part]
    if "name" in wanted:  # beside an owner, a mere ``Namn`` is that of the project
        synonyms = {**synonyms, "name": [*synonyms["name"], "<name>"]}
    matches = [resolve(part, synonyms) for part in parts]
    known = [match.field for match in matches if match is not None and match.score >= least]
    fields = list(dict.fromkeys(known))  # Projekt/projektägare/sökande: an owner may have two words
    whole = len(known) == len(parts) and known[-1:] == fields[-1:]
    return (fields[0], fields[1]) if whole and sorted(fields) == sorted(wanted) else None


def separator_of(cells: Sequence[Cell], header: str = "") -> str | None:
    """The sign that parts the two texts of every cell of a column; None where no sign stands in all.

    It must stand once in most cells, as words may hold it too; one cell is enough for a sign that the header has.
    """
    texts = [cell.text for cell in cells if cell.text]
    for sign in _SIGNS:
        counts = [text.count(sign) for text in texts]
        known = sign.strip() in header
        if texts and min(counts) > 0 and 2 * counts.count(1) > len(counts) and (known or len(texts) > 1):
            return sign
    return None


def stroke_of(cells: Sequence[Cell], header: str) -> str | None:
    """The stroke that parts two figures in every cell under a header that has one: ``388/400``; else None."""
    texts = [cell.text for cell in cells if cell.text]
    parted = all(text.count(STROKE) == 1 and not text.startswith(STROKE) for text in texts)
    return STROKE if STROKE in header and texts and parted else None


def two_parts(cell: Cell, separator: str | None = None) -> tuple[str, str]:
    """A cell's text in two: where the type changes, at the separator of its column, at the brackets that end it, else
    after the first of two lines.

    The second is empty where nothing parts them.
    """
    lines = cell.all_lines
    for place in range(1, len(lines)):
        above, below = lines[place - 1].style, lines[place].style
        if (above.bold, above.italic) != (below.bold, below.italic):
            return join_lines(lines[:place]), join_lines(lines[place:])
    if separator is not None and separator in cell.text:
        first, _, second = cell.text.rpartition(separator)
        return first.strip(), second.strip()
    if (brackets := _IN_BRACKETS.fullmatch(cell.text)) is not None:
        return brackets[1], brackets[2]
    if len(lines) == 2 and not lines[0].style.bold:
        return lines[0].text, lines[1].text
    return cell.text, ""


Cells = list[Cell | None]


def joined_rows(
    rows: Sequence[Cells], place: int, anchors: Sequence[int], lacks_second: Callable[[Cell], bool]
) -> tuple[list[Cells], list[Cell]]:
    """Rows put together with the row below that goes on with them, and the cells that were.

    Such a row has next to nothing in the `anchors`, columns that every row fills, while the one above has. In the
    column at `place` it has nothing, begins in lower case, or has the second text where the cell above `lacks_second`.
    """
    found: list[Cells] = []
    taken: list[Cell] = []
    for row in rows:
        above = found[-1] if found else None
        if above is not None and _goes_on(above, row, place, anchors, lacks_second):
            taken += [cell for pair in zip(above, row, strict=True) for cell in pair if cell is not None and cell.text]
            found[-1] = [_joined(a, b) for a, b in zip(above, row, strict=True)]
        else:
            found.append(row)
    return found, taken


def _goes_on(
    above: Sequence[Cell | None],
    row: Sequence[Cell | None],
    place: int,
    anchors: Sequence[int],
    lacks_second: Callable[[Cell], bool],
) -> bool:
    if any(cell is not None and cell.column_span > 1 for cell in (*above, *row)):
        return False
    own = {at for at, cell in enumerate(row) if _is_filled(cell) and cell is not above[at]}
    over = {at for at, cell in enumerate(above) if _is_filled(cell)}
    first, second = above[place], row[place]
    if place not in over or first is None or first is second or not own <= over or not over.intersection(anchors):
        return False
    rest = own.intersection(anchors)
    if len(rest) >= len(over.intersection(anchors)) or not all(_ends_below(row[at]) for at in rest):
        return False
    if any(cell is not None and cell is not above[at] and cell.marks for at, cell in enumerate(row)):
        return False
    if place not in own or second is None:
        return bool(own) and not _heads_below(above, row, own)
    begins = second.text[:1].islower() and not first.text[:1].islower()
    return begins or lacks_second(first)


def _heads_below(above: Sequence[Cell | None], row: Sequence[Cell | None], own: set[int]) -> bool:
    """Whether a row holds a bold label alone under text that is not bold: it heads rows, as no text changes its look
    so."""
    at = min(own)
    label, over = row[at], above[at]
    if len(own) > 1 or label is None or over is None or label.style is None or over.style is None:
        return False
    return label.style.bold and not over.style.bold and label.text[:1].isupper()


def _is_filled(cell: Cell | None) -> bool:
    return cell is not None and (bool(cell.text) or bool(cell.marks))


def _ends_below(cell: Cell | None) -> bool:
    """Whether a text is but the end of the one above it: a word in lower case."""
    return cell is not None and cell.text[:1].islower() and not cell.marks


def _joined(above: Cell | None, below: Cell | None) -> Cell | None:
    if above is None or below is None or above is below or not below.text:
        return above
    return replace(above, lines=[*above.lines, *below.lines], text=plain(f"{above.text}\n{below.text}"))
