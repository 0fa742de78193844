"""Two tables side by side without a rule around them: each has labels and figures, and rows or a heading of its own.

A table with labels and figures twice is one table where all its rows have both.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.reading.model import union
from pipelines.reading.tables.grid import Segment, is_figure, is_number
from pipelines.reading.tables.lattice import Rule
from pipelines.reading.tables.prose import whites_of
from pipelines.reading.tables.regions import Region, find_regions
from pipelines.reading.tables.stacks import CAPTION, levels_of, stacks_of
from pipelines.reading.words import make_line

FEWEST = 3
"""So many rows of label and figure stand on each side."""
FLUSH, MOSTLY = 2.0, 0.7
"""Labels of one table begin within so many points of each other, but for indents: this share of them does."""
OWN_ROWS = 2
"""So many rows on one side without one on the other are rows of another table."""

Side = list[list[Segment]]
"""For each line of a region its pieces on one side of a white."""


def side_by_side(regions: Sequence[Region], rules: Sequence[Rule]) -> list[Region]:
    """The regions, those that hold two tables side by side parted; `rules` are those in which they were sought."""
    found: list[Region] = []
    for region in regions:
        x = _between(region)
        if x is None:
            found.append(region)
            continue
        box = region.box
        for first, last in ((box.x0 - FLUSH, x), (x, box.x1 + FLUSH)):
            lines = [
                make_line(words) if len(words) < len(line.words) else line
                for line in region.lines
                if (words := [word for word in line.words if first <= word.box.middle[0] < last])
            ]
            own = [
                rule._replace(start=max(rule.start, first), end=min(rule.end, last))
                for rule in rules
                if not rule.vertical and rule.start < last and rule.end > first
            ]
            width = union([line.box for line in lines]).width
            found.extend(side_by_side(find_regions(lines, stacks_of(levels_of(own)), width), own))
    return found


def _between(region: Region) -> float | None:
    """x of the white between two tables; None where there is but one."""
    if len(region.parts) <= FEWEST or max(map(len, region.parts)) < 2:
        return None
    for x in whites_of([piece for parts in region.parts for piece in parts]):
        left: Side = [[piece for piece in parts if piece.box.x1 <= x] for parts in region.parts]
        right: Side = [[piece for piece in parts if piece.box.x0 >= x] for parts in region.parts]
        if all(map(_has_labels, (left, right))) and (_are_headed(left, right) or _have_own_rows(left, right)):
            return x
    return None


def _has_labels(side: Side) -> bool:
    """Whether a side has rows of figures after labels that begin at one x."""
    rows = [parts for parts in side if _is_row(parts)]
    if len(rows) < FEWEST:
        return False
    starts = [parts[0].box.x0 for parts in rows]
    return sum(start - min(starts) <= FLUSH for start in starts) >= MOSTLY * len(rows)


def _is_row(parts: Sequence[Segment]) -> bool:
    return len(parts) > 1 and not is_figure(parts[0].text) and is_number(parts[-1].text)


def _are_headed(left: Side, right: Side) -> bool:
    """Whether each side has a heading of its own at its left edge, bold or a caption, above all its figures."""
    edges = [min(parts[0].box.x0 for parts in side if parts) for side in (left, right)]
    for parts in zip(left, right, strict=True):
        if any(map(_is_row, parts)):
            return False
        if all(len(own) == 1 and abs(own[0].box.x0 - edge) <= FLUSH for own, edge in zip(parts, edges, strict=True)):
            first, second = (own[0] for own in parts)
            return _is_heading(first) and _is_heading(second) and first.text != second.text
        if all(parts) and any(len(own) > 1 for own in parts):
            return False  # headers of columns: what stands below them goes on with them
    return False


def _is_heading(piece: Segment) -> bool:
    return CAPTION.match(piece.text) is not None or piece.is_bold


def _have_own_rows(left: Side, right: Side) -> bool:
    """Whether rows of the two sides do not stand beside each other, or one side goes on under headers of both."""
    rows = [(_is_row(a), _is_row(b)) for a, b in zip(left, right, strict=True)]
    own = [
        sum(row and not b for (row, _), b in zip(rows, right, strict=True)),
        sum(row and not a for (_, row), a in zip(rows, left, strict=True)),
    ]
    if min(own) >= OWN_ROWS:
        return True
    headers = [(a, b) for a, b in zip(left, right, strict=True) if a and b and not _is_row(a) and not _is_row(b)]
    alike = any(a[0].text == b[0].text and len(a) > 1 for a, b in headers[:FEWEST])
    return max(own) >= OWN_ROWS and alike
