"""Reading order on a page set in text columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from pipelines.reading.model import Box, Line, union
from pipelines.reading.sides import GAP as NARROW
from pipelines.reading.sides import LEAST as LEAST_NARROW
from pipelines.reading.sides import LEVEL, narrow_gap, parted_lines
from pipelines.reading.tables.grid import MARKERS, Segment, is_number, is_year, segments
from pipelines.reading.text import LABEL
from pipelines.reading.words import make_line

WIDE = 1.05
"""White between two columns is at least this part of the size wide,"""
LEAST_WIDE = 8.0
"""and so many points."""
GUTTER = 9.0
"""The narrowest white between two columns of text, in points."""
FEWEST = 5
"""Lines that must stand on either side of it."""
WORDS = 2.5
"""Mean number of words of a line in a text column; figures and labels have fewer."""
OTHER_SIZE = 1.25
"""Type larger by this factor is another size."""
FULL, MOSTLY_FULL = 0.7, 0.5
"""Lines of running text fill this part of their column, all but the last of a paragraph and headings."""
FEW = 0.08
"""Share of the lines that may cross the white anywhere: labelled lines and a title above the columns."""
FEWEST_BESIDE, MOSTLY_FLUSH, ALIGNED = 2, 0.6, 2.0
"""Beside such a column stand so many lines of any text, this part of them set out to the x of others, so near."""
MOST_ACROSS = 2
"""So many lines may cross the white beside labelled lines, however few these are: a title, a page number."""
CROSSING = 0.35
"""Share of the lines that may run across: headings and lead paragraphs over both columns."""
FEWEST_LABELS = 3
"""So many different labels, each with its value behind it or below it, make a column of labelled lines,"""
LABELLED = 0.3
"""where so large a part of its lines opens with one."""
ACROSS, HEAD_WORDS, NEAR = 0.8, 8, 1.5
"""A line of so few words so near over a table, as a part of its size, heads it; the table is most of the page wide."""


class Placed(NamedTuple):
    """A line in reading order and the column it is set in."""

    line: Line
    measure: Box


class Columns(NamedTuple):
    """How a page is set: the x of the white between two columns, each of which may be set in columns again."""

    gutter: float
    left: Columns | None
    right: Columns | None


def reading_order(lines: Sequence[Line], blocked: Sequence[Box] = ()) -> list[Placed]:
    """Lines in the order a person reads them: down one column, then the next.

    `blocked` are tables and pictures in between: what stands below one over both columns is read after all above it.
    """
    if not lines:
        return []
    free = [box for box in blocked if not any(box.holds(line.box.middle) for line in lines)]
    whole = union(line.box for line in lines)
    heads = [line for line in lines if any(_is_head(line, box, whole) for box in free)] if free else []
    heads = [line for line in heads if sum(abs(line.baseline - other.baseline) < LEVEL for other in lines) == 1]
    heads = heads if len(heads) < len(lines) else []
    apart = set(map(id, heads))
    rest = [line for line in lines if id(line) not in apart]
    ordered = _ordered(rest, find_columns(lines), free, whole)
    for head in heads:
        above = [place for place, placed in enumerate(ordered, 1) if placed.line.baseline < head.baseline]
        ordered.insert(max(above, default=0), Placed(head, whole))
    return ordered


def _is_head(line: Line, box: Box, whole: Box) -> bool:
    """Whether a short line stands right over a table, or picture, of most of the width: it is read just before that."""
    size = line.style.size
    if (
        box.width < ACROSS * whole.width
        or len(line.words) > HEAD_WORDS
        or line.text.endswith((".", ":", "!", "?", ","))
    ):
        return False
    near = 0 <= box.top - line.box.bottom <= NEAR * size and abs(line.box.x0 - box.x0) <= size
    return near and line.text[:1].isupper()


def _ordered(lines: Sequence[Line], columns: Columns | None, blocked: Sequence[Box], measure: Box) -> list[Placed]:
    """The lines of a page or of one column of it, whose place is `measure`."""
    cut = sorted(
        lines if columns is None else cut_at(lines, columns.gutter), key=lambda line: (line.baseline, line.box.x0)
    )
    if columns is None:
        return [
            Placed(line, union([line.box for line in run.lines]) if run.aside else measure)
            for run in parted_lines(cut)
            for line in run.lines
        ]
    gutter = columns.gutter
    before = [line.box for line in cut if line.box.x1 <= gutter]
    after = [line.box for line in cut if line.box.x0 >= gutter]
    if not before or not after:
        return [Placed(line, measure) for line in cut]
    halves = (columns.left, union(before)), (columns.right, union(after))
    ordered: list[Placed] = []
    sides: tuple[list[Line], list[Line]] = ([], [])

    def go_down() -> None:
        for side, (inner, box) in zip(sides, halves, strict=True):
            ordered.extend(_ordered(side, inner, blocked, box))
            side.clear()

    for line in cut:
        across = line.box.x1 > gutter > line.box.x0
        if not across:
            sides[line.box.x0 >= gutter].append(line)
        if across:
            go_down()
            ordered.append(Placed(line, measure))
        elif any(box.x0 < gutter < box.x1 and _passed(box, *sides) for box in blocked):
            last = sides[line.box.x0 >= gutter].pop()
            go_down()
            sides[line.box.x0 >= gutter].append(last)
    go_down()
    return ordered


def text_columns(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each column of running text, those over several columns as a column of their own."""
    return _by_column(lines, find_columns(lines)) if lines else []


def _by_column(lines: Sequence[Line], columns: Columns | None) -> list[list[Line]]:
    if columns is None:
        return [list(lines)] if lines else []
    left, right, across = _parted(lines, columns.gutter)
    return [*_by_column(left, columns.left), *_by_column(right, columns.right), *([across] if across else [])]


def _parted(lines: Sequence[Line], gutter: float) -> tuple[list[Line], list[Line], list[Line]]:
    """The lines before a gutter, behind it and across it."""
    parts: tuple[list[Line], list[Line], list[Line]] = ([], [], [])
    for line in cut_at(lines, gutter):
        parts[0 if line.box.x1 <= gutter else 1 if line.box.x0 >= gutter else 2].append(line)
    return parts


def find_columns(lines: Sequence[Line]) -> Columns | None:
    """The columns of running text on a page, None where it has one only."""
    gutter = find_gutter(lines)
    if gutter is None:
        return None
    left, right, _ = _parted(lines, gutter)
    return Columns(gutter, find_columns(left), find_columns(right))


def part_looks(lines: Sequence[Line]) -> list[Line]:
    """Lines parted where text of another size stands far to the side: a title and what is set beside it."""
    out: list[Line] = []
    for line in lines:
        sizes = [word.style.size for word in line.words]
        if max(sizes) > OTHER_SIZE * min(sizes):
            parts = [make_line(part.words) for part in segments(line, 2 * line.style.size)]
            sizes = [part.style.size for part in parts]
            if len(parts) > 1 and max(sizes) > OTHER_SIZE * min(sizes):
                out.extend(parts)
                continue
        out.append(line)
    return out


def find_gutter(lines: Sequence[Line]) -> float | None:
    """x of the white between two columns of running text, None on a page of one column."""
    wide = _pieces(lines, WIDE, LEAST_WIDE)
    gutter = _gutter(wide)
    if gutter is not None:
        return gutter
    # beside labelled lines the white may be narrow
    narrow = _pieces(lines, NARROW, LEAST_NARROW)
    return _gutter(narrow, may_be_text=False) if len(narrow) > len(wide) else None


def _pieces(lines: Sequence[Line], share: float, least: float) -> list[Line | Segment]:
    """The lines, those parted that have a gap over this share of their size and over so many points."""
    pieces: list[Line | Segment] = []
    for line in lines:
        if line.widest_gap <= least or line.widest_gap <= (gap := max(share * line.style.size, least)):
            pieces.append(line)
        else:
            pieces.extend(segments(line, gap))
    return pieces


def _passed(box: Box, left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether a table over both columns lies between the lines gathered so far."""
    tops = [line.box.top for line in (*left, *right)]
    return min(tops) < box.top and max(tops) > box.bottom


def _gutter(parts: Sequence[Line | Segment], *, may_be_text: bool = True) -> float | None:
    if len(parts) < FEWEST_LABELS + FEWEST_BESIDE:
        return None
    lefts, rights = np.array([part.box for part in parts])[:, ::2].T
    x0, x1 = float(lefts.min()), float(rights.max())
    length = int(x1 - x0) + 2
    starts = (lefts - x0).astype(np.int64)
    ends = np.minimum(np.ceil(rights - x0).astype(np.int64) + 1, length)
    crossed = (np.bincount(starts, minlength=length + 1) - np.bincount(ends, minlength=length + 1)).cumsum()[:length]
    middle = slice(int(0.2 * len(crossed)), int(0.8 * len(crossed)))
    least = int(crossed[middle].min())
    if least > CROSSING * len(parts):
        return None
    pieces = [part if isinstance(part, Segment) else Segment(part.words, part.box) for part in parts]
    few = max(least, FEW * len(pieces))
    gutters = [x0 + end for end in _whites(crossed, middle, few)]
    if may_be_text and gutters and _parts_text(pieces, gutters[0]):
        return gutters[0]
    gutters = [x0 + end for end in _whites(crossed, middle, max(few, MOST_ACROSS))]
    return next((gutter for gutter in gutters if _parts_labels(pieces, gutter)), None)


def _whites(crossed: np.ndarray, middle: slice, few: float) -> list[float]:
    """Where stretches of a page end that no more than so many pieces cross, the widest first.

    The right column begins at one x, the left one ends ragged.
    """
    white = np.flatnonzero(crossed[middle] <= few) + middle.start
    runs = np.split(white, (np.diff(white) > 1).nonzero()[0] + 1)
    return [float(run[-1]) - 1.0 for run in sorted(runs, key=len, reverse=True) if len(run) >= GUTTER]


def _parts_text(pieces: Sequence[Segment], gutter: float) -> bool:
    """Whether columns of running text stand on either side."""
    sides = _sides(pieces, gutter)
    if any(len(side) < FEWEST or _mean_words(side) < WORDS or not _is_text(side) for side in sides):
        return False
    if any(_opens_with_figures(side) for side in sides):
        return False
    return _beside(sides) > 60


def _parts_labels(pieces: Sequence[Segment], gutter: float) -> bool:
    """Whether a column of labelled lines stands on one side, and another or any text on the other."""
    sides = _sides(pieces, gutter)
    if any(len(side) < FEWEST_BESIDE for side in sides) or _beside(sides) <= 0:
        return False
    labelled = [_is_labelled(side) for side in sides]
    return any(labelled) and all(own or _is_flush(side) for own, side in zip(labelled, sides, strict=True))


def _sides(pieces: Sequence[Segment], gutter: float) -> tuple[list[Segment], list[Segment]]:
    return (
        [piece for piece in pieces if piece.box.x1 <= gutter],
        [piece for piece in pieces if piece.box.x0 >= gutter],
    )


def _beside(sides: Sequence[Sequence[Segment]]) -> float:
    """For how long two columns stand beside each other, in points; negative where one stands below the other."""
    tops = [min(piece.box.top for piece in side) for side in sides]
    bottoms = [max(piece.box.bottom for piece in side) for side in sides]
    return min(bottoms) - max(tops)


def _is_text(pieces: Sequence[Segment]) -> bool:
    """Whether one side of a page is a column of running text, or several."""
    return _is_prose(pieces) or _gutter(pieces) is not None


def _is_labelled(pieces: Sequence[Segment]) -> bool:
    """Whether one side of a page is a column of labelled lines, no label twice: ``Projektägare: Borås stad``, or bold
    labels each over its value.

    Rows of a table that repeat their labels are to be read across.
    """
    labels = [match["label"].casefold() for piece in pieces if (match := LABEL.match(piece.text))]
    over = [label.text.casefold() for label, value in pairwise(pieces) if _heads(label, value)]
    return any(
        len(set(found)) >= FEWEST_LABELS and len(set(found)) == len(found) >= LABELLED * len(pieces)
        for found in (labels, over)
    )


def _heads(label: Segment, value: Segment) -> bool:
    """Whether a bold line stands right over one that is not, set out to the same x."""
    if not label.is_bold or any(word.style.bold for word in value.words):
        return False
    return abs(label.box.x0 - value.box.x0) < ALIGNED and 0 < value.box.top - label.box.top < 3 * label.box.height


def _is_flush(pieces: Sequence[Segment]) -> bool:
    """Whether one side of a page holds words, most lines set out to the x of others: text beside labelled lines."""
    starts = sorted(piece.box.x0 for piece in pieces)
    near = [after - before < ALIGNED for before, after in pairwise(starts)]
    shared = sum(before or after for before, after in zip([False, *near], [*near, False], strict=True))
    return shared >= MOSTLY_FLUSH * len(pieces) and not any(is_number(piece.text) for piece in pieces)


def _is_prose(pieces: Sequence[Segment]) -> bool:
    """Whether most lines fill their column, as running text does and the cells of a table do not."""
    x0, x1 = min(piece.box.x0 for piece in pieces), max(piece.box.x1 for piece in pieces)
    full = [piece for piece in pieces if piece.box.x1 - x0 >= FULL * (x1 - x0)]
    return len(full) >= MOSTLY_FULL * len(pieces)


def _opens_with_figures(pieces: Sequence[Segment]) -> bool:
    """Whether most lines begin with a figure that is no year, as rows of sums do and running text does not."""
    opened = (piece.words[0].text for piece in pieces)
    return 2 * sum(map(_is_sum, opened)) > len(pieces)


def _is_sum(text: str) -> bool:
    return text[0].isdigit() and is_number(text) and not is_year(text) and MARKERS.fullmatch(text) is None


def _mean_words(pieces: Sequence[Segment]) -> float:
    """Mean number of words of a piece; a figure with its unit is one, however its digits are grouped."""
    return sum(1 if is_number(piece.text) else len(piece.words) for piece in pieces) / len(pieces)


def cut_at(lines: Sequence[Line], gutter: float) -> list[Line]:
    """Lines over the white between two columns cut in two; those that really run across stay whole."""
    out = []
    for line in lines:
        left = [word for word in line.words if word.box.middle[0] < gutter]
        right = [word for word in line.words if word.box.middle[0] >= gutter]
        if not left or not right:
            out.append(line)
            continue
        gap = min(word.box.x0 for word in right) - max(word.box.x1 for word in left)
        if gap >= narrow_gap(line) and right[0].box.x0 > gutter > left[-1].box.x1:
            out += [make_line(left), make_line(right)]
        else:
            out.append(line)
    return out
