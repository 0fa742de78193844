"""Which figures lines of a table without rules belong to: those above or below, by spacing, letters and indent."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipelines.reading.model import Line
from pipelines.reading.tables.grid import Content, is_list_mark
from pipelines.reading.tables.wrapping import Measure, heads_rows, is_outdented, leads, starts_cell, wrapped

LOOSE = 1.18
"""Lines further apart than the tightest ones by this factor stand in different rows."""
OVERLAP = 0.75
"""Lines whose baselines are closer than this part of the size stand beside each other."""

Measures = dict[int, Measure]
"""The measure of each column."""


def by_anchor(
    lines: Sequence[Line],
    contents: Sequence[Content],
    anchors: Sequence[int],
    headings: set[int],
    tight: float,
    measures: dict[int, Measure],
) -> list[int]:
    """Each line with the figure line it belongs to; lines that belong to none are rows of their own."""
    owner = list(range(len(lines)))
    hanging = anchors[0] > 0 and not _is_apart(lines[anchors[0] - 1], lines[anchors[0]], tight)
    for place, line in enumerate(lines):
        if place in anchors or place in headings:
            continue
        above = max((anchor for anchor in anchors if anchor < place), default=None)
        below = min((anchor for anchor in anchors if anchor > place), default=None)
        beside = next(
            (anchor for anchor in (above, below) if anchor is not None and _overlap(line, lines[anchor])), None
        )
        if beside is not None:
            owner[place] = beside
            continue
        heads = heads_rows(contents[place], contents[below] if below is not None else None)
        if above is not None:
            ends = below is None and _heads_beyond(contents[above], contents[place])
            heads = heads or ends or _is_below_sum(contents[above], contents[place])
        up = above is not None and not heads and _goes_on(lines, contents, above, place, tight, measures)
        down = (
            below is not None
            and bool(contents[place])
            and _goes_on(lines, contents, place, below, tight, measures)
            and starts_cell(contents[place], contents[below])
        )
        if up and down and above is not None and below is not None:
            owner[place] = above if _is_nearer(lines, contents, place, above, below, hanging) else below
        elif up and above is not None:
            owner[place] = above
        elif down and below is not None:
            owner[place] = below
        elif place and owner[place - 1] not in anchors and not _is_apart(lines[place - 1], line, tight):
            onward = wrapped(contents[place - 1], contents[place], measures)
            # a label alone between the headers and the first figures heads the rows below
            labels = list(contents[place]) == [0] and place + 1 in anchors
            heads = (heads and len(contents[place - 1]) > 1) or heads_rows(contents[place - 1], contents[place])
            goes_on = bool(onward) and (all(onward.values()) if len(contents[place]) > 1 else any(onward.values()))
            if not heads and (goes_on or not (onward or labels)):
                owner[place] = owner[place - 1]
    return owner


def _is_below_sum(row: Content, content: Content) -> bool:
    """Whether a row all bold, a sum, stands over a label alone that is not: no cell changes its look so."""
    return (
        _is_bold(row)
        and len(row) > 1
        and list(content) == [min(row)]
        and not any(w.style.bold for w in content[min(row)].words)
    )


def _heads_beyond(row: Content, content: Content) -> bool:
    """Whether the last line of a part heads rows on the next page: a bold label that had room beside the row's own."""
    if len(content) != 1 or len(row) < 2:
        return False
    ((column, label),) = content.items()
    if column != min(row) or not label.style.bold or not label.text[:1].isupper():
        return False
    beside = min(part.box.x0 for place, part in row.items() if place != column)
    return row[column].box.x1 + label.words[0].box.width + label.style.size < beside


def _is_nearer(
    lines: Sequence[Line], contents: Sequence[Content], place: int, above: int, below: int, hanging: bool
) -> bool:
    """Whether a line that may go on with a row and may begin the next one goes on: by its letters, indent and place."""
    column, part = min(contents[place].items())
    before, after = contents[above].get(column), contents[place + 1].get(column)
    if part.text[:1].islower():
        return True
    if after is not None and after.text[:1].islower():
        return False
    indent = 0.4 * part.style.size
    if before is not None and part.box.x0 > before.box.x0 + indent:
        return True
    if after is not None and after.box.x0 > part.box.x0 + indent:
        return False
    gap_up = lines[place].baseline - lines[above].baseline
    gap_down = lines[below].baseline - lines[place].baseline
    return not (gap_down < 0.9 * gap_up or (hanging and gap_down <= gap_up))


def _overlap(a: Line, b: Line) -> bool:
    """Whether two lines are too close for one to stand under the other."""
    return abs(a.baseline - b.baseline) < OVERLAP * max(a.style.size, b.style.size)


def _goes_on(
    lines: Sequence[Line], contents: Sequence[Content], start: int, end: int, tight: float, measures: Measures
) -> bool:
    """Whether the lines from one to another can be of one row: tightly set, each cell wrapped only where it is full."""
    if any(_is_apart(a, b, tight) for a, b in pairwise(lines[start : end + 1])):
        return False
    seen: Content = {}
    for content in contents[start : end + 1]:
        onward = wrapped(seen, content, measures)
        if not all(onward.values()) or is_outdented(seen, content):
            return False
        seen = {**seen, **content}
    return True


def _is_apart(above: Line, below: Line, tight: float) -> bool:
    return below.baseline - above.baseline > LOOSE * tight + 0.5


def by_pitch(lines: Sequence[Line], contents: Sequence[Content], tight: float, measures: Measures) -> list[int]:
    """Rows without figures: a wide gap parts them, and where none does, a line that starts the first column."""
    gaps = [_is_apart(a, b, tight) for a, b in pairwise(lines)]
    owner = [0] * len(lines)
    row = 0
    first = min((min(columns) for columns in contents if columns), default=0)
    for place in range(1, len(lines)):
        above, content = contents[place - 1], contents[place]
        starts = first in content and len(content) > 1
        onward = starts and all(wrapped(above, content, measures).values())
        onward = onward and (len(content) < len(above) or any(part.text[:1].islower() for part in content.values()))
        onward = onward and not (_is_bold(above) and not any(part.style.bold for part in content.values()))
        if _lists_on(contents[row], content):
            owner[place] = row
            continue
        if heads_rows(above, content) or _heads_group(above, contents[place : place + 2], measures):
            owner[place] = row = place
            continue
        led = first in above and first in content and leads(above[first])
        if led or (gaps[place - 1] if any(gaps) else starts and not onward):
            row = place
        owner[place] = row
    return owner


def _is_bold(content: Content) -> bool:
    return all(part.is_bold for part in content.values())


def _heads_group(above: Content, lines: Sequence[Content], measures: Measures) -> bool:
    """Whether the first of two lines is a bold label alone over a row that is not bold, and no more of the line above:
    that is not bold either, or had room for it."""
    if len(lines) < 2 or len(lines[1]) < 2 or not heads_rows(*lines):
        return False
    ((column, label),) = lines[0].items()
    over = above.get(column)
    return (
        label.style.bold and over is not None and not (over.style.bold and wrapped(above, lines[0], measures)[column])
    )


def _lists_on(row: Content, content: Content) -> bool:
    """Whether a line is one more item of the list that a cell of a row holds, most other cells being whole."""
    if 2 * len(content) > len(row):
        return False
    return any(_is_item(row[column]) and _is_item(part) for column, part in content.items() if column in row)


def _is_item(line: Line) -> bool:
    """Whether a list mark opens a line."""
    return len(line.words) > 1 and is_list_mark(line.words[0].text)
