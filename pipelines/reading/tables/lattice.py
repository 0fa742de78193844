"""Grids drawn with rules in both directions.

Collinear edges are joined, edges that cross belong together, and each such group gives an elementary grid of its own
xs and ys. Places between which no rule is drawn are one cell: that is how spans come about. Outer rules may be
missing, as many reports leave out the left and right ones.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple, TypeVar

import numpy as np

from pipelines.reading.model import Box, Edge

SNAP = 3.0
"""Edges this close, in points, are one; ends this close meet."""
SHORT = 3.0
"""Shorter pieces are dirt or dashes."""
COVERED = 0.6
"""A side of a place is drawn when rules cover this part of it."""

Part = TypeVar("Part")
_AT, _START = attrgetter("at"), attrgetter("start")


class Rule(NamedTuple):
    """Collinear edges joined to one line."""

    vertical: bool
    at: float
    start: float
    end: float


class Place(NamedTuple):
    """A cell of a lattice: rows and columns from 0, ends excluded."""

    row: int
    row_end: int
    column: int
    column_end: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """A grid: its vertical lines, its horizontal lines and the cells between them."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    places: tuple[Place, ...]

    @property
    def box(self) -> Box:
        """From the first line to the last, both ways."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def box_of(self, place: Place) -> Box:
        """Where a cell lies on the page."""
        return Box(self.xs[place.column], self.ys[place.row], self.xs[place.column_end], self.ys[place.row_end])


def join_edges(edges: Sequence[Edge]) -> list[Rule]:
    """Collinear edges that touch or overlap, as one rule each."""
    rules = []
    for vertical in (False, True):
        for members in _grouped([edge for edge in edges if edge.vertical == vertical], _AT):
            at = members[0].at
            if len(members) > 1:
                weights = [max(edge.end - edge.start, 0.1) for edge in members]
                at = sum([edge.at * weight for edge, weight in zip(members, weights, strict=True)]) / sum(weights)
                members.sort(key=_START)
            start, end = members[0].start, members[0].end
            for edge in members[1:]:
                if edge.start <= end + SNAP:
                    end = max(end, edge.end)
                else:
                    rules.append(Rule(vertical, at, start, end))
                    start, end = edge.start, edge.end
            rules.append(Rule(vertical, at, start, end))
    return [rule for rule in rules if rule.end - rule.start >= SHORT]


def _grouped(parts: Iterable[Part], place: Callable[[Part], float]) -> list[list[Part]]:
    """What lies within SNAP of the first of its group, sorted by its place."""
    groups: list[list[Part]] = []
    group: list[Part] = []
    first = 0.0
    for part in sorted(parts, key=place):
        at = place(part)
        if group and at - first <= SNAP:
            group.append(part)
            continue
        group, first = [part], at
        groups.append(group)
    return groups


def find_lattices(rules: Sequence[Rule]) -> list[Lattice]:
    """Every group of crossing rules as a grid, from the top down."""
    across = [rule for rule in rules if not rule.vertical]
    down = [rule for rule in rules if rule.vertical]
    if len(across) < 2 or len(down) < 1:
        return []
    crossing = _crossings(across, down)
    lattices = []
    for rows, columns in _components(crossing):
        lattice = _lattice([across[row] for row in rows], [down[column] for column in columns])
        if lattice is not None:
            lattices.append(lattice)
    return sorted(lattices, key=lambda lattice: (lattice.box.top, lattice.box.x0))


def _crossings(across: Sequence[Rule], down: Sequence[Rule]) -> np.ndarray:
    """Which rule across (first axis) meets which rule down (second axis)."""
    y, x0, x1 = np.array([(rule.at, rule.start, rule.end) for rule in across]).T
    x, top, bottom = np.array([(rule.at, rule.start, rule.end) for rule in down]).T
    return np.asarray(
        (x[None, :] >= x0[:, None] - SNAP)
        & (x[None, :] <= x1[:, None] + SNAP)
        & (y[:, None] >= top[None, :] - SNAP)
        & (y[:, None] <= bottom[None, :] + SNAP)
    )


def _components(crossing: np.ndarray) -> list[tuple[list[int], list[int]]]:
    """Connected groups of a boolean matrix: the rows and columns of each that has both."""
    rows, columns = crossing.shape
    if crossing.all(axis=1).any() and crossing.any(axis=1).all():
        return [(list(range(rows)), list(range(columns)))]  # one rule meets all others: the usual table
    label = list(range(rows + columns))

    def find(place: int) -> int:
        while label[place] != place:
            label[place] = label[label[place]]
            place = label[place]
        return place

    for row, column in np.argwhere(crossing).tolist():
        label[find(row)] = find(rows + column)
    groups: dict[int, tuple[list[int], list[int]]] = {}
    for place in range(rows + columns):
        group = groups.setdefault(find(place), ([], []))
        group[place >= rows].append(place if place < rows else place - rows)
    return [group for group in groups.values() if group[0] and group[1]]


def _lines(values: Iterable[float]) -> tuple[float, ...]:
    """The middles of values that lie close together, sorted."""
    return tuple([sum(group) / len(group) for group in _grouped(values, float)])


def _lattice(across: Sequence[Rule], down: Sequence[Rule]) -> Lattice | None:
    """The grid of one group of crossing rules; None where there is no cell."""
    ys = _lines([rule.at for rule in across])
    inner = [rule.at for rule in down]
    left, right = min([rule.start for rule in across]), max([rule.end for rule in across])
    # open sides: rules that run on beyond the outermost vertical one end at a missing outer rule
    outer = [end for end, edge in ((left, min(inner)), (right, max(inner))) if abs(end - edge) > 4 * SNAP]
    xs = _lines([*inner, *outer])
    if len(xs) < 2 or len(ys) < 2:
        return None
    beside = list(zip(*_drawn(down, xs, ys), strict=True))
    places = _places(beside, _drawn(across, ys, xs))
    return Lattice(xs, ys, places) if places else None


def _drawn(rules: Sequence[Rule], at: Sequence[float], along: Sequence[float]) -> list[list[bool]]:
    """For each line the stretches along it: is each drawn?"""
    stretches = list(pairwise(along))
    lengths = [[0.0] * len(stretches) for _ in at]
    for rule in rules:
        own = lengths[_nearest(at, rule.at)]
        for place in range(max(bisect_right(along, rule.start) - 1, 0), len(stretches)):
            start, end = stretches[place]
            if start >= rule.end:
                break
            own[place] += min(end, rule.end) - max(start, rule.start)
    least = [COVERED * max(end - start, 0.1) for start, end in stretches]
    return [[length >= enough for length, enough in zip(own, least, strict=True)] for own in lengths]


def _nearest(values: Sequence[float], value: float) -> int:
    """The place of the nearest of sorted values."""
    after = bisect_right(values, value)
    if after == len(values) or (after and value - values[after - 1] <= values[after] - value):
        return after - 1
    return after


def _places(beside: Sequence[Sequence[bool]], between: Sequence[Sequence[bool]]) -> tuple[Place, ...]:
    """Cells as the largest rectangles not cut by a drawn line, from the top left on.

    `beside` has a row for each row of the grid and a column for each x; `between` a row for each y and a column for
    each column of the grid.
    """
    columns, rows = len(between[0]), len(beside)
    taken = [[False] * columns for _ in range(rows)]
    places = []
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            column_end = column + 1
            while column_end < columns and not beside[row][column_end] and not taken[row][column_end]:
                column_end += 1
            row_end = row + 1
            while row_end < rows and _joins_below(beside[row_end], between[row_end], column, column_end):
                row_end += 1
            for own in taken[row:row_end]:
                own[column:column_end] = [True] * (column_end - column)
            places.append(Place(row, row_end, column, column_end))
    return tuple(places)


def _joins_below(beside: Sequence[bool], above: Sequence[bool], column: int, column_end: int) -> bool:
    """Whether the stretch of a row continues the cell above: nothing drawn above, within, or open beside it."""
    if True in above[column:column_end] or True in beside[column + 1 : column_end]:
        return False
    # a stretch that is open to a neighbour where the one above was closed is another cell
    return (beside[column] or column == 0) and (beside[column_end] or column_end == len(above))
