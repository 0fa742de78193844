"""Grids drawn without rules, on painted ground: by white lines over it, or by areas, each of which is a cell.

White between painted cells is the ground showing through, or a white line drawn over. What shows the cells to a reader
is that the lines cross, or that the areas fill a rectangle, in rows and in columns. Where more rows stand right below
them, or above, only some of a table are painted: its header, every other row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.reading.model import Box, Edge, Fill, Line, Page, union
from pipelines.reading.tables.lattice import Lattice, find_lattices, join_edges

FEWEST, MOST = 6, 3000
"""A grid has so many painted cells at least; a page with more areas is a map."""
NARROWEST, LOWEST = 10.0, 7.0
"""A cell is so wide and so high at least, in points."""
NEAR = 3.0
"""Cells beside each other stand no further apart, in points."""
FULL = 0.85
"""They fill this part of the rectangle around them."""
OVER = 1.02
"""Areas that together are larger than it lie upon each other."""
FEWEST_ROWS = 2
"""They stand in so many rows, one of which holds several: what a page break leaves of a table."""
BESIDE, PADDED = 1.5, 2.0
"""Rows stand no further from painted ones than this part of their size, and begin so many points inside of them."""


def painted_lattices(page: Page, drawn: Sequence[Lattice], lines: Sequence[Line]) -> list[Lattice]:
    """The grids on painted ground, but for what stands in one of those `drawn`; `lines` are those of the page."""
    if len(page.fills) > MOST or not page.fills:
        return []
    edges = [*page.pale, *_sides_of_tiles(page.fills)]
    found = find_lattices(join_edges(edges)) if edges else []
    return [
        lattice
        for lattice in found
        if len(lattice.places) >= FEWEST
        and not any(other.box.overlap(lattice.box) > 0 for other in drawn)
        and not any(_is_row_beside(line, lattice.box) for line in lines)
    ]


def _is_row_beside(line: Line, box: Box) -> bool:
    """Whether a line stands right below a grid, or above it, and is set in as the words of its cells are."""
    away = max(line.box.top - box.bottom, box.top - line.box.bottom)
    near = -line.style.size / 2 < away < BESIDE * line.style.size
    return near and box.x0 + PADDED < line.box.x0 < box.x1


def _sides_of_tiles(fills: Sequence[Fill]) -> list[Edge]:
    """The sides of cells that are each painted."""
    boxes = list({fill.box: None for fill in fills if fill.box.width >= NARROWEST and fill.box.height >= LOWEST})
    if len(boxes) < FEWEST:
        return []
    return [edge for tiles in _groups(boxes) if _fill(tiles, union(tiles)) for tile in tiles for edge in _sides(tile)]


def _groups(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """Areas that share the line they begin at and meet each other there."""
    columns = _numbered([box.x0 for box in boxes] + [box.x1 for box in boxes])
    rows = _numbered([box.top for box in boxes] + [box.bottom for box in boxes])
    count = len(boxes)
    begins: dict[tuple[int, int], list[int]] = {}
    for place in range(count):
        begins.setdefault((columns[place], rows[place]), []).append(place)
    label = list(range(count))

    def find(place: int) -> int:
        while label[place] != place:
            label[place] = label[label[place]]
            place = label[place]
        return place

    for place in range(count):
        beside, below = (columns[count + place], rows[place]), (columns[place], rows[count + place])
        for other in (*begins.get(beside, ())[:1], *begins.get(below, ())[:1]):
            label[find(other)] = find(place)
    groups: dict[int, list[Box]] = {}
    for place, box in enumerate(boxes):
        groups.setdefault(find(place), []).append(box)
    yield from (group for group in groups.values() if len(group) >= FEWEST)


def _numbered(values: Sequence[float]) -> list[int]:
    """For each value the number of the line it lies on; values that lie near the one before are on one."""
    numbers = [0] * len(values)
    number, last = -1, float("-inf")
    for place in sorted(range(len(values)), key=values.__getitem__):
        if values[place] - last > NEAR:
            number += 1
            last = values[place]
        numbers[place] = number
    return numbers


def _fill(tiles: Sequence[Box], around: Box) -> bool:
    """Whether areas fill a rectangle without lying upon each other, in rows and columns."""
    area = sum(tile.width * tile.height for tile in tiles)
    if not FULL * around.width * around.height <= area <= OVER * around.width * around.height:
        return False
    rows: dict[int, int] = {}
    for number in _numbered([tile.top for tile in tiles]):
        rows[number] = rows.get(number, 0) + 1
    return len(rows) >= FEWEST_ROWS and max(rows.values()) > 1


def _sides(box: Box) -> tuple[Edge, ...]:
    return (
        Edge(False, box.top, box.x0, box.x1, 0.0, 0),
        Edge(False, box.bottom, box.x0, box.x1, 0.0, 0),
        Edge(True, box.x0, box.top, box.bottom, 0.0, 0),
        Edge(True, box.x1, box.top, box.bottom, 0.0, 0),
    )
