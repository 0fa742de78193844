"""Where on a page lines stand in columns: the regions in which a table without a full grid is looked for.

Three kinds of evidence are weighed together: lines that fall apart into short pieces at wide gaps, horizontal rules
of one extent stacked above each other, and lines between them that go on with a cell. Prose ends a region.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf

from pipelines.reading.footnotes import SMALLER
from pipelines.reading.model import Box, Line, union
from pipelines.reading.tables.grid import BLANK, GAP, Segment, is_figure, is_year, segments, usual_blanks
from pipelines.reading.tables.parting import ALIGNED, between_rows, is_repeated, left_grid, opens_page, parted
from pipelines.reading.tables.stacks import CAPTION, OUTSIDE, Sort, Stack, split_stack, stands_in
from pipelines.reading.tables.under import Under

APART, CLOSEST = 2.2, 0.55
"""Pieces of a tabular line stand so many blanks apart, and no less than this part of their size."""
BLANKS_IN_CELL = 1.6
"""Words that stand so many blanks apart may be of two cells where a column of white says so."""
STRETCHED, WIDEST = 1.3, 1.2
"""Blanks of a justified line are all wider than usual by this factor, none wider than another by it, or than so many
sizes."""
EVEN = 0.1
"""Blanks of a line that was stretched a long way differ by no more than this part of the size."""
PROSE_WORDS = 9
"""A piece of that many words is running text, unless rules say otherwise."""
LABEL_WORDS = 5
"""A header or a label of a row has so many words at most where the rest of the row is running text."""
FAR = 3.2
"""Lines further apart than this part of their size, from baseline to baseline, are not of one table unless ruled."""
HEADER_LINES = 4
"""So many lines of a table show where its first column begins."""
ROW_RULES = 4
"""So many rules above each other stand between all rows: what follows the last is a row only if it looks like one."""
FEWEST_HEADED = 4
"""A line without white between its pieces heads so many columns at least."""
FEWEST_ROWS = 3
"""So many lines of a table stand above the caption of the next one at least."""
HANGING = 1.8
"""Lines of a cell that holds several paragraphs stand no further apart than this part of their size."""
MUCH_SMALLER = 0.7
"""Type smaller by this factor is not of the same table, unless ruled: figures set large over what they count."""

NOTE = re.compile(r"(?:sources?|notes?|källa|källor|anm(?:ärkning)?)\s*[:.]", re.IGNORECASE)
"""How a note under a table opens."""


@dataclass(slots=True)
class Region:
    """Lines that may be a table."""

    lines: list[Line]
    parts: list[list[Segment]]
    """The pieces of each line."""
    stack: Stack | None
    whites: list[tuple[float, float]] = field(default_factory=list)
    """Left and right x of the white between columns that stand close."""

    @property
    def box(self) -> Box:
        """Around all lines, and the rules where there are any."""
        box = union(line.box for line in self.lines)
        return union((box, self.stack.box)) if self.stack else box


def sort_line(line: Line, parts: Sequence[Segment], width: float) -> Sort:
    """What a line looks like: pieces in columns, running text across the measure, or a short single piece."""
    if NOTE.match(line.text):
        return "prose"
    words = [len(part.words) for part in parts]
    if len(parts) > 1:
        figures = sum(is_figure(part.text) for part in parts)
        if figures or max(words) < PROSE_WORDS or (len(parts) > 2 and min(words) < PROSE_WORDS // 2):
            return "tabular"
        return "prose"
    if words[0] >= PROSE_WORDS or (words[0] > 4 and line.box.width > 0.6 * width):
        return "prose"
    return "single"


def find_regions(
    lines: Sequence[Line], ruled: Sequence[Stack], width: float, grids: Sequence[Box] = ()
) -> list[Region]:
    """Runs of lines that may be tables, from the top down; `width` is the width of the text on the page, in points.

    `ruled` are the stacks of rules among them. `grids` are drawn ones that are no tables by themselves: below text that
    follows one a new region begins.
    """
    blanks = usual_blanks(lines)
    known = [blanks.get(line.style.font, BLANK) for line in lines]
    parts: list[list[Segment]] = []
    sorts: list[Sort] = []
    for line, blank in zip(lines, known, strict=True):
        own = segments(line, blank * BLANKS_IN_CELL * line.style.size)
        parts.append(own)
        # what is not parted there is not parted where pieces stand further apart
        whole = len(own) == 1 and blank * BLANKS_IN_CELL <= GAP
        sorts.append(sort_line(line, own if whole else segments(line, _apart(line, blank)), width))
    _sort_cells(lines, parts, sorts)
    stacks = [part for stack in ruled for part in split_stack(stack, lines, sorts)]
    regions: list[Region] = []
    place = 0
    while place < len(lines):
        if sorts[place] != "tabular":
            place += 1
            continue
        first = _first(lines, parts, sorts, stacks, place, regions[-1].lines[-1] if regions else None)
        last = _last(lines, parts, sorts, stacks, place, grids)
        first = 0 if opens_page(lines, sorts, first, last) else first
        chosen = list(range(first, last + 1))
        members = [lines[i] for i in chosen]
        regions.append(Region(members, [parts[i] for i in chosen], _around(members, stacks)))
        place = last + 1
    return regions


def _sort_cells(lines: Sequence[Line], parts: Sequence[list[Segment]], sorts: list[Sort]) -> None:
    """Take long text for what stands in a column where it begins with a column of the row above, or below."""
    starts: list[float] = []
    for place, line in enumerate(lines):
        if place and line.baseline - lines[place - 1].baseline > FAR * max(line.style.size, 6.0):
            starts = []
        if sorts[place] == "prose" and starts and not NOTE.match(line.text):
            begins = [min(abs(part.box.x0 - start) for start in starts) <= ALIGNED for part in parts[place]]
            if len(begins) > 1 and begins[0] and begins[1]:
                sorts[place] = "tabular"
            elif len(begins) == 1 and begins[0] and line.box.x0 > starts[0] + ALIGNED:
                sorts[place] = "single"
            elif sorts[place - 1] == "tabular" and _is_first_row(parts[place - 1], parts[place]):
                sorts[place] = "tabular"
        if sorts[place] == "tabular":
            starts = [part.box.x0 for part in parts[place]]
    for place in range(len(lines) - 2, -1, -1):  # the first row has none above it
        own, below = parts[place], parts[place + 1]
        if sorts[place] != "prose" or sorts[place + 1] != "tabular" or NOTE.match(lines[place].text):
            continue
        near = lines[place + 1].baseline - lines[place].baseline <= FAR * max(lines[place].style.size, 6.0)
        aligned = len(own) == len(below) > 1 and all(
            abs(a.box.x0 - b.box.x0) <= ALIGNED for a, b in zip(own, below, strict=True)
        )
        if near and (aligned or _heads_all(lines[place], below)):
            sorts[place] = "tabular"


def _heads_all(line: Line, below: Sequence[Segment]) -> bool:
    """Whether words of a bold line begin where all pieces of the line below do: headers set out to both sides."""
    if len(below) < FEWEST_HEADED or not all(word.style.bold for word in line.words):
        return False
    first = line.words[0].box.x0 - ALIGNED
    starts = [piece.box.x0 for piece in below if piece.box.x0 >= first]
    return len(starts) >= FEWEST_HEADED and all(
        any(abs(word.box.x0 - start) <= ALIGNED for word in line.words) for start in starts
    )


def _is_first_row(header: Sequence[Segment], row: Sequence[Segment]) -> bool:
    """Whether long text stands under short headers, one over each of its pieces, the first of which is a label."""
    if len(row) < 2 or len(header) != len(row) or len(row[0].words) > LABEL_WORDS:
        return False
    ends = [*(piece.box.x0 for piece in row[1:]), inf]
    return all(
        len(head.words) <= LABEL_WORDS and piece.box.x0 - ALIGNED <= head.box.x0 and head.box.x1 < end
        for head, piece, end in zip(header, row, ends, strict=True)
    )


def may_be_parted(line: Line) -> bool:
    """Whether pieces of the line may stand apart, as those of a row do; where none does there is no table."""
    return line.widest_gap > 0 and line.widest_gap > CLOSEST * line.style.size


def _apart(line: Line, blank: float) -> float:
    """The gap, in points, that parts two pieces of a line for sure; `blank` is the usual one as a part of the size."""
    size, gaps = line.style.size, line.gaps
    least = min(max(APART * blank, CLOSEST), GAP) * size
    if line.widest_gap <= least:
        return least
    if len(gaps) > 2 and STRETCHED * blank * size < min(gaps) and max(gaps) < min(STRETCHED * min(gaps), WIDEST * size):
        return max(GAP * size, max(gaps))
    even = len(gaps) > 2 and max(gaps) - min(gaps) < EVEN * size and min(gaps) > 0
    if even and len({round(word.box.width) for word in line.words}) > 3:  # words of any length: a justified line
        return max(GAP * size, max(gaps))
    return least


def _together(a: Line, b: Line, stacks: Sequence[Stack]) -> bool:
    """Whether two lines can be of one table by their distance: near each other, or under one stack of rules."""
    if b.baseline - a.baseline <= FAR * max(a.style.size, b.style.size, 6.0):
        return True
    return any(stands_in(a, stack) and stands_in(b, stack) for stack in stacks)


def _first(
    lines: Sequence[Line],
    parts: Sequence[list[Segment]],
    sorts: Sequence[Sort],
    stacks: Sequence[Stack],
    place: int,
    end: Line | None,
) -> int:
    """The first line of the region: header lines of a single piece may stand above the first tabular one."""
    stack = next((stack for stack in stacks if stands_in(lines[place], stack)), None)
    first = place
    left = min(line.box.x0 for line in lines[place : place + HEADER_LINES])
    while first > 0 and lines[first - 1] is not end:
        above, line = lines[first - 1], lines[first]
        if sorts[first - 1] != "single":
            row = stack is not None and stands_in(above, stack) and len(parts[first - 1]) == len(parts[place]) > 1
            if not row:
                break
            first -= 1
            continue
        near = line.baseline - above.baseline <= 2.0 * max(line.style.size, above.style.size)
        within = stack is not None and stands_in(above, stack)
        indented = above.box.x0 > left + 2 * line.style.size
        within = within and above.box.x0 >= left - OUTSIDE
        if _is_heading(above, line) or not (within or (near and indented)):
            break
        first -= 1
    return first


def _last(
    lines: Sequence[Line],
    parts: Sequence[list[Segment]],
    sorts: Sequence[Sort],
    stacks: Sequence[Stack],
    place: int,
    grids: Sequence[Box],
) -> int:
    """The last line of the region: tabular, or one that goes on with a cell of such a line."""
    last = row = place
    starts = [part.box.x0 for part in parts[place]]
    begun = list(starts)
    second = parts[place][-1].box.x0
    between = next((one for one in stacks if len(one.levels) >= ROW_RULES and stands_in(lines[place], one)), None)
    under = Under(lines)
    for i in range(place + 1, len(lines)):
        if between is not None and lines[i].box.top > between.box.bottom and not _in_columns(parts[i], parts[place:i]):
            break
        if lines[i].style.size > lines[row].style.size and _stands_under(parts[place], parts[i]):
            row = i  # rows may be set larger than their header
        if not _together(lines[i - 1], lines[i], stacks) or _is_heading(lines[i], lines[row]):
            break
        several = i - place > FEWEST_ROWS or _are_years(parts[i + 1 : i + 2])  # as the end of a table is short
        if several and _opens_another(lines, parts, sorts, i, place):
            break
        anew = is_repeated(lines, parts, sorts, place, i) or parted(lines, sorts, stacks, place, i)
        if sorts[i] == "tabular" and (anew or left_grid(lines, sorts, grids, place, i)):
            break
        ruled = any(stands_in(lines[i], stack) and stands_in(lines[place], stack) for stack in stacks)
        if not ruled and lines[i].style.size < MUCH_SMALLER * lines[place].style.size:
            break
        # a long label stays clear of the columns of figures
        label = lines[i].box.x1 < second and sorts[i - 1] != "prose" and sorts[i + 1 : i + 2] == ["tabular"]
        like = i == last + 1 and under.is_like(i)
        told = sorts[i] == "prose" and not ruled and not label
        if told and not like and not between_rows(lines, parts, sorts, begun, place, i):
            break
        if sorts[i] == "tabular":
            second = min(second, parts[i][1].box.x0) if len(parts[i]) > 1 else second
            starts = [part.box.x0 for part in parts[i]]
            begun += starts
            under.take(range(last + 1, i))
        told = sorts[i] == "prose" and i == last + 1  # let through above: it tells of the row over it
        goes_on = told or _goes_on(lines[last], lines[i]) or _goes_on_in(starts, lines[last], lines[i])
        if sorts[i] == "tabular" or ruled or goes_on or like:
            under.take(range(i, i + (sorts[i] != "tabular")))
            last = i
    return last + _heads_beyond(lines, parts, sorts, place, last)


def _heads_beyond(
    lines: Sequence[Line], parts: Sequence[list[Segment]], sorts: Sequence[Sort], first: int, last: int
) -> bool:
    """Whether the last line of a page is one more row, a bold label: it names a group whose rows the next page has."""
    if last - first < FEWEST_ROWS - 1 or sorts[last + 1 : last + 2] != ["single"]:
        return False
    if any(line.style.size >= SMALLER * lines[last].style.size for line in lines[last + 2 :]):
        return False  # what stands below is no note
    above, row, line = lines[last - 1 : last + 2]
    bold = line.is_bold and abs(line.style.size - row.style.size) <= 0.6
    pitch = row.baseline - above.baseline
    labels = any(abs(line.box.x0 - parts[place][0].box.x0) <= ALIGNED for place in range(first + 1, last + 1))
    return bold and labels and abs(line.baseline - row.baseline - pitch) <= 0.1 * pitch


def _in_columns(row: Sequence[Segment], above: Sequence[Sequence[Segment]]) -> bool:
    """Whether a line below the last rule goes on with the rows above it: all its pieces but one begin or end as theirs
    do."""
    edges = [(part.box.x0, part.box.x1) for parts in above for part in parts]
    under = sum(
        any(min(abs(part.box.x0 - start), abs(part.box.x1 - end)) <= ALIGNED for start, end in edges) for part in row
    )
    return under >= max(len(row) - 1, 1) and (under > 1 or len(row) == 1)


def _stands_under(header: Sequence[Segment], row: Sequence[Segment]) -> bool:
    """Whether the pieces of a line begin or end where those of a line of words without figures do, two at least."""
    if any(is_figure(part.text) and not is_year(part.text) for part in header):
        return False
    under = sum(
        any(min(abs(part.box.x0 - over.box.x0), abs(part.box.x1 - over.box.x1)) <= ALIGNED for over in header)
        for part in row
    )
    return under > 1 and under == len(row)


def _opens_another(
    lines: Sequence[Line], parts: Sequence[list[Segment]], sorts: Sequence[Sort], place: int, first: int
) -> bool:
    """Whether a short line captions another table: below it stand headers, those of the `first` line again or others
    without figures and clear of the labels."""
    if sorts[place] != "single" or sorts[place + 1 : place + 2] != ["tabular"]:
        return False
    header = lines[place + 1]
    heads = all(is_year(part.text) or not is_figure(part.text) for part in parts[place + 1])
    above, line = lines[place - 1], lines[place]
    apart = line.baseline - above.baseline > 1.5 * line.style.size
    # no row of a table is set like text below a row of sums in bold, above headers
    apart = apart or (above.is_bold and not line.words[0].style.bold)
    labels = min(line.box.x0 for line in lines[first:place])
    clear = header.box.x0 > max(labels + 2 * header.style.size, lines[place].box.x1)
    return heads and (header.text == lines[first].text or (apart and clear))


def _are_years(rows: Sequence[Sequence[Segment]]) -> bool:
    """Whether a line holds years and nothing else."""
    return any(len(row) > 1 and all(is_year(part.text) for part in row) for row in rows)


def _is_heading(line: Line, row: Line) -> bool:
    """Whether a line is set larger than the rows of a table, or captions the next one."""
    return line.style.size > row.style.size + 1.0 or CAPTION.match(line.text) is not None


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a single piece under a line of a table is the next line of one of its cells."""
    tight = line.baseline - above.baseline <= 1.5 * max(line.style.size, above.style.size)
    if not tight or abs(line.style.size - above.style.size) > 0.6:
        return False
    over = (word for word in above.words if abs(word.box.x0 - line.box.x0) <= ALIGNED)
    return line.style.bold in (above.style.bold, *(word.style.bold for word in over))


def _goes_on_in(starts: Sequence[float], above: Line, line: Line) -> bool:
    """Whether a line begins close below where a piece of the row above does, the first aside: no text is set so."""
    close = line.baseline - above.baseline <= HANGING * max(line.style.size, above.style.size)
    return close and any(abs(line.box.x0 - start) <= ALIGNED for start in starts[1:])


def _around(lines: Sequence[Line], stacks: Sequence[Stack]) -> Stack | None:
    """The stack that most of the lines stand in, cut to the rules that touch them."""
    best = max(stacks, key=lambda stack: sum(stands_in(line, stack) for line in lines), default=None)
    if best is None or 2 * sum(stands_in(line, best) for line in lines) < len(lines):
        return None
    top, bottom = min(line.box.top for line in lines), max(line.box.bottom for line in lines)
    near = 2 * lines[0].style.size
    levels = [level for level in best.levels if top - near <= level.y <= bottom + near]
    partial = [level for level in best.partial if top - near <= level.y <= bottom + near]
    return Stack(levels, partial) if len(levels) > 1 else None
