"""Boxes set side by side or under each other, each with a few short lines: cards of figures, forms of drawn boxes.

A box alone is a call-out; several of one width, apart from each other, are a table of the kind ``key_value``.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipelines.reading.colors import WHITE
from pipelines.reading.model import Box, Cell, Line, Page, Table, union
from pipelines.reading.words import find_lines

SAME = 3.0
"""Boxes whose sides differ by no more, in points, are of one width or stand in one row."""
NARROWEST, LOWEST = 40.0, 18.0
MOST_LINES, MOST_WORDS = 8, 12
"""Lines of a card, and words of each; more is running text."""
FEWEST_STACKED = 3
"""So many boxes under each other make a form; two may be call-outs."""
CLOSE = 30.0
"""Cards of one set stand no further apart, in points."""


def find_cards(page: Page, drawn: Sequence[Box], lines: Sequence[Line]) -> list[Table]:
    """Sets of cards on a page; `drawn` are boxes with a frame, filled grounds are looked for here."""
    boxes: list[Box] = []
    filled = [fill.box for fill in page.fills if fill.color != WHITE]
    for box in sorted((*drawn, *filled), key=lambda box: -box.width * box.height):
        is_card = box.width >= NARROWEST and box.height >= LOWEST and box.width < 0.95 * page.width
        if is_card and not any(_same(box, other) for other in boxes):
            boxes.append(box)
    held = {box: _lines_in(box, lines) for box in boxes if not _holds_another(box, boxes)}
    cards = [box for box, own in held.items() if _is_card(own)]
    placed = {id(word) for card in cards for line in held[card] for word in line.words}
    loose = [line.box for line in lines if not any(id(word) in placed for word in line.words)] if cards else []
    return [_table(page, group, held) for group in _groups(cards, loose)]


def _same(a: Box, b: Box) -> bool:
    return all(abs(x - y) <= SAME for x, y in zip(a, b, strict=True))


def _holds_another(box: Box, boxes: Sequence[Box]) -> bool:
    return any(other is not box and box.holds(other.middle) for other in boxes if not _same(box, other)) and any(
        other is not box and box.overlap(other) > 0.5 * other.width * other.height for other in boxes
    )


def _lines_in(box: Box, lines: Sequence[Line]) -> list[Line]:
    """The lines of a box, from the words in it."""
    near = [line for line in lines if line.box.bottom >= box.top and line.box.top <= box.bottom]
    return find_lines([word for line in near for word in line.words if box.holds(word.box.middle)])


def _is_card(lines: Sequence[Line]) -> bool:
    """Whether a box holds two short lines or more, all of them short."""
    return 2 <= len(lines) <= MOST_LINES and all(len(line.words) <= MOST_WORDS for line in lines)


def _groups(cards: Sequence[Box], loose: Sequence[Box]) -> list[list[Box]]:
    """Cards of one width that stand near each other: two in a row, or three under each other.

    A line of text between two, one of the `loose` boxes, parts those under it from those over it.
    """
    left = sorted(cards, key=lambda box: (round(box.top), box.x0))
    found: list[list[Box]] = []
    while left:
        group = [left.pop(0)]
        grown = True
        while grown:
            near = [box for box in left if abs(box.width - group[0].width) <= SAME and _is_near(box, group, loose)]
            left = [box for box in left if box not in near]
            group += near
            grown = bool(near)
        rows = _rows(group)
        beside = any(len(row) > 1 for row in rows)
        if (beside or len(group) >= FEWEST_STACKED) and _are_apart(rows):
            found.append([box for row in rows for box in row])
    return found


def _is_near(box: Box, group: Sequence[Box], loose: Sequence[Box]) -> bool:
    for other in group:
        across = max(box.x0, other.x0) - min(box.x1, other.x1)
        down = max(box.top, other.top) - min(box.bottom, other.bottom)
        if abs(box.top - other.top) <= SAME and across <= CLOSE:
            return True
        if (
            abs(box.x0 - other.x0) <= SAME
            and down <= CLOSE
            and not any(_parts(line, box, other, group) for line in loose)
        ):
            return True
    return False


def _parts(line: Box, a: Box, b: Box, group: Sequence[Box]) -> bool:
    """Whether a line stands under the upper of two cards and over the lower one, anywhere within their group."""
    top, bottom = min(a.bottom, b.bottom), max(a.top, b.top)
    beside = line.x0 < max(box.x1 for box in group) and line.x1 > min(box.x0 for box in group)
    return top <= line.middle[1] <= bottom and beside


def _rows(group: Sequence[Box]) -> list[list[Box]]:
    rows: list[list[Box]] = []
    for box in sorted(group, key=lambda box: (box.top, box.x0)):
        if rows and abs(rows[-1][0].top - box.top) <= SAME:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row, key=lambda box: box.x0) for row in rows]


def _are_apart(rows: Sequence[Sequence[Box]]) -> bool:
    """Whether no two cards touch: cells of a table do."""
    beside = all(b.x0 - a.x1 > 1.0 for row in rows for a, b in pairwise(row))
    return beside and all(below[0].top - max(box.bottom for box in above) > 1.0 for above, below in pairwise(rows))


def _table(page: Page, group: Sequence[Box], held: dict[Box, list[Line]]) -> Table:
    rows = _rows(group)
    cells = [
        Cell(row, column, page.number, box, held[box])
        for row, boxes in enumerate(rows, 1)
        for column, box in enumerate(boxes, 1)
    ]
    width = max(map(len, rows))
    for row, boxes in enumerate(rows, 1):
        for column in range(len(boxes) + 1, width + 1):
            empty = Box(boxes[-1].x1, boxes[-1].top, boxes[-1].x1 + 1, boxes[-1].bottom)
            cells.append(Cell(row, column, page.number, empty, []))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Table(page.number, page.number, {page.number: union(group)}, "key_value", cells, len(rows), width)
