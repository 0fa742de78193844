"""Rules into grids: whatever grid is drawn comes back."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reading.model import Edge
from pipelines.reading.tables.lattice import Lattice, Place, find_lattices, join_edges

Spans = list[tuple[int, int, int, int]]
"""Cells as first row, row after the last, first column, column after the last."""


def edge(vertical: bool, at: float, start: float, end: float) -> Edge:
    return Edge(vertical, at, start, end, 0.5, 0)


def lattices(edges: list[Edge]) -> list[Lattice]:
    return find_lattices(join_edges(edges))


def sides(xs: list[float], ys: list[float], cells: Spans) -> list[Edge]:
    """Each cell with its four sides, as typesetters draw them."""
    edges = []
    for top, bottom, left, right in cells:
        edges += [edge(False, ys[row], xs[left], xs[right]) for row in (top, bottom)]
        edges += [edge(True, xs[column], ys[top], ys[bottom]) for column in (left, right)]
    return edges


def outlined(xs: list[float], ys: list[float]) -> list[Edge]:
    """A full grid of whole lines."""
    across = [edge(False, y, xs[0], xs[-1]) for y in ys]
    return across + [edge(True, x, ys[0], ys[-1]) for x in xs]


# --- any grid -------------------------------------------------------------------------------------------------------


@st.composite
def grids(draw: st.DrawFn) -> tuple[list[float], list[float], Spans]:
    """Lines down, lines across, and cells that cover the grid, some over several rows or columns."""
    columns, rows = draw(st.integers(1, 6)), draw(st.integers(1, 8))
    widths = draw(st.lists(st.floats(8, 120), min_size=columns, max_size=columns))
    heights = draw(st.lists(st.floats(8, 60), min_size=rows, max_size=rows))
    free = {(row, column) for row in range(rows) for column in range(columns)}
    cells: Spans = []
    for row, column in sorted(free):
        if (row, column) not in free:
            continue
        bottom = draw(st.integers(row + 1, min(rows, row + 3)))
        right = draw(st.integers(column + 1, min(columns, column + 3)))
        while not all((r, c) in free for r in range(row, bottom) for c in range(column, right)):
            bottom, right = (bottom, right - 1) if right > column + 1 else (bottom - 1, right)
        free -= {(r, c) for r in range(row, bottom) for c in range(column, right)}
        cells.append((row, bottom, column, right))
    return list(accumulate(widths, initial=50.0)), list(accumulate(heights, initial=50.0)), cells


def told(xs: list[float], ys: list[float], cells: Spans) -> tuple[list[float], list[float], set[Place]]:
    """What can be seen of a grid: a line that no cell ends at is not drawn."""
    rows = sorted({row for cell in cells for row in cell[:2]})
    columns = sorted({column for cell in cells for column in cell[2:]})
    places = {
        Place(rows.index(top), rows.index(bottom), columns.index(left), columns.index(right))
        for top, bottom, left, right in cells
    }
    return [xs[column] for column in columns], [ys[row] for row in rows], places


@given(grid=grids())
def test_a_grid_drawn_cell_by_cell_comes_back_with_its_spans(grid: tuple[list[float], list[float], Spans]) -> None:
    xs, ys, places = told(*grid)
    found = lattices(sides(*grid))
    assert len(found) == 1
    assert found[0].xs == pytest.approx(xs)
    assert found[0].ys == pytest.approx(ys)
    assert set(found[0].places) == places
    assert len(found[0].places) == len(places)


@given(grid=grids(), shifts=st.lists(st.floats(-0.6, 0.6), min_size=1, max_size=7))
def test_lines_drawn_twice_and_not_quite_straight_make_the_same_grid(
    grid: tuple[list[float], list[float], Spans], shifts: list[float]
) -> None:
    edges = sides(*grid)
    moved = [
        edge(one.vertical, one.at + shifts[place % len(shifts)], one.start, one.end) for place, one in enumerate(edges)
    ]
    xs, ys, places = told(*grid)
    found = lattices([*edges, *moved])
    assert len(found) == 1
    assert found[0].xs == pytest.approx(xs, abs=1.0)
    assert found[0].ys == pytest.approx(ys, abs=1.0)
    assert set(found[0].places) == places


@given(grid=grids())
def test_the_cells_of_a_grid_cover_it_once(grid: tuple[list[float], list[float], Spans]) -> None:
    for lattice in lattices(sides(*grid)):
        covered = [
            (row, column)
            for place in lattice.places
            for row in range(place.row, place.row_end)
            for column in range(place.column, place.column_end)
        ]
        assert sorted(covered) == [
            (row, column) for row in range(len(lattice.ys) - 1) for column in range(len(lattice.xs) - 1)
        ]
        area = sum(lattice.box_of(place).width * lattice.box_of(place).height for place in lattice.places)
        assert area == pytest.approx(lattice.box.width * lattice.box.height)


EDGES = st.builds(
    lambda vertical, at, start, length: edge(vertical, at, start, start + length),
    st.booleans(),
    st.floats(0, 300),
    st.floats(0, 300),
    st.floats(0, 200),
)


@given(edges=st.lists(EDGES, max_size=30))
def test_any_lines_at_all_give_cells_that_do_not_overlap(edges: list[Edge]) -> None:
    for lattice in lattices(edges):
        assert list(lattice.xs) == sorted(set(lattice.xs))
        assert list(lattice.ys) == sorted(set(lattice.ys))
        covered = [
            (row, column)
            for place in lattice.places
            for row in range(place.row, place.row_end)
            for column in range(place.column, place.column_end)
        ]
        assert len(covered) == len(set(covered)) == (len(lattice.xs) - 1) * (len(lattice.ys) - 1)


@given(edges=st.lists(EDGES, max_size=30))
def test_joined_rules_cover_what_the_edges_cover(edges: list[Edge]) -> None:
    rules = join_edges(edges)
    for one in edges:
        if one.length >= 3:
            assert any(
                rule.vertical == one.vertical
                and abs(rule.at - one.at) <= 3
                and rule.start <= one.start + 1e-9
                and rule.end >= one.end - 1e-9
                for rule in rules
            )


# --- grids as reports draw them -------------------------------------------------------------------------------------


def test_two_grids_apart_are_two() -> None:
    found = lattices([*outlined([50, 100, 150], [50, 70, 90]), *outlined([50, 90, 150], [200, 220, 240])])
    assert [(lattice.xs, lattice.ys) for lattice in found] == [
        ((50, 100, 150), (50, 70, 90)),
        ((50, 90, 150), (200, 220, 240)),
    ]


def test_grids_come_from_the_top_then_from_the_left() -> None:
    low, right, left = (
        outlined([x, x + 50, x + 100], [y, y + 20, y + 40]) for x, y in ((50, 300), (300, 50), (50, 50))
    )
    assert [(lattice.box.x0, lattice.box.top) for lattice in lattices([*low, *right, *left])] == [
        (50, 50),
        (300, 50),
        (50, 300),
    ]


def test_a_grid_without_its_outer_sides_ends_where_its_rules_do() -> None:
    edges = [edge(False, y, 50, 350) for y in (50, 70, 90)]
    edges += [edge(True, x, 50, 90) for x in (150, 250)]
    (found,) = lattices(edges)
    assert found.xs == (50, 150, 250, 350)
    assert len(found.places) == 6


def test_a_rule_that_stops_short_of_the_next_still_meets_it() -> None:
    edges = [edge(False, y, 52, 248) for y in (50, 70, 90)]
    edges += [edge(True, x, 51.5, 88.5) for x in (50, 150, 250)]
    (found,) = lattices(edges)
    assert len(found.places) == 4


def test_a_dashed_line_is_a_line() -> None:
    dashes = [edge(False, 70, x, x + 4) for x in range(50, 250, 6)]
    edges = [edge(False, 50, 50, 250), *dashes, edge(False, 90, 50, 250)]
    edges += [edge(True, x, 50, 90) for x in (50, 150, 250)]
    (found,) = lattices(edges)
    assert found.ys == (50, 70, 90)


def test_rules_that_meet_no_other_make_no_grid() -> None:
    assert lattices([edge(False, y, 50, 250) for y in (50, 70, 90)]) == []
    assert lattices([edge(True, x, 50, 250) for x in (50, 70, 90)]) == []
    assert lattices([edge(False, 50, 50, 250), edge(True, 300, 50, 250), edge(True, 320, 50, 250)]) == []
    assert lattices([]) == []


def test_a_partial_rule_under_a_spanning_header_parts_only_what_it_covers() -> None:
    xs, ys = [50.0, 150.0, 200.0, 250.0], [50.0, 70.0, 90.0, 110.0]
    edges = [edge(False, y, 50, 250) for y in (50, 90, 110)] + [edge(False, 70, 150, 250)]
    edges += [edge(True, x, 50, 110) for x in (50, 150, 250)] + [edge(True, 200, 70, 110)]
    (found,) = lattices(edges)
    assert (found.xs, found.ys) == (tuple(xs), tuple(ys))
    assert set(found.places) == {
        Place(0, 2, 0, 1),
        Place(0, 1, 1, 3),
        Place(1, 2, 1, 2),
        Place(1, 2, 2, 3),
        Place(2, 3, 0, 1),
        Place(2, 3, 1, 2),
        Place(2, 3, 2, 3),
    }


def test_lines_closer_than_any_text_are_one() -> None:
    found = lattices([*outlined([50, 100, 150], [50, 70, 90]), *outlined([51.5, 101.5, 151.5], [51.5, 71.5, 91.5])])
    assert [(len(lattice.xs), len(lattice.ys)) for lattice in found] == [(3, 3)]
    assert all(b - a > 40 for a, b in pairwise(found[0].xs))
