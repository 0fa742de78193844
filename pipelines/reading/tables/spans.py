"""Which pieces of a line stand over several columns: by their width, by the rule under them, or by where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import combinations, pairwise
from typing import NamedTuple

from pipelines.reading.model import Box, union
from pipelines.reading.tables.grid import Content, Segment, figures_of, is_figure, is_year
from pipelines.reading.tables.lattice import Rule

MOSTLY = 0.7
"""A piece that lies in one column with this part of its width stands in it alone."""
STRAY, STRAY_ALIKE, CONSISTENT = 0.35, 0.5, 0.15
"""A heading strays no further from the middle of its columns, as a part of the width of one, or where groups of columns
have the same headers; several stray all alike."""
LINE = 1.6
"""Lines of one header stand no further apart than this part of their size."""
PROTRUDING, NARROW = 0.3, 20.0
"""A rule under columns begins and ends within the white beside them, give or take this part of a column's width."""
MOST_GROUPS = 4
"""So many headings beside each other may be over groups of different sizes."""
AMONG, FEWEST_BESIDE = 0.25, 2
"""A heading among other headers is off the middle of its columns by no more than this part of the width of one, and so
many columns beside them begin in its line."""
OFF = 0.25
"""A heading further from the middle of every single column, as a part of its width, stands over several."""


STACKED = 0.15
"""Lines of one header are centred above each other, but for this part of their size."""
EXACT, EXACTLY = 0.1, 1.5
"""A heading between others is off the middle of its columns by no more than this part of the width of one, or than so
many points."""


_DASHES = frozenset("-–—")


class Span(NamedTuple):
    """A piece of a line over columns counted from 0, both ends included."""

    first: int
    last: int
    part: Segment


def spans_by_extent(
    parts: Sequence[Segment], separators: Sequence[float], partial: Sequence[Rule], above: Sequence[Segment] = ()
) -> list[Span]:
    """Pieces that reach over a separator, and those alone above a rule under several columns.

    `above` are the pieces of the line over them: where several stand over the rule, it closes a header of several
    lines.
    """
    found = []
    for part in parts:
        if len(figures_of(part)) > 1:
            continue
        first, last = _covered(part.box.x0, part.box.x1, separators)
        figure = is_figure(part.text) and not is_year(part.text)
        for rule in () if figure else partial:
            under = 0 <= rule.at - part.box.bottom <= part.words[0].style.size
            closes = under and sum(_within(piece, rule) and _is_near(piece, part) for piece in above) > 1
            if under and not closes and [piece for piece in parts if _within(piece, rule)] == [part]:
                first, last = _covered(rule.start, rule.end, separators, _protruding(separators))
                break
        else:
            own = _home(part.box, separators)
            if own is not None and not figure:
                found += [Span(own, own, part)] if first < last else []
                continue
        if first < last:
            found.append(Span(first, last, part))
    return found


def _within(part: Segment, rule: Rule) -> bool:
    return rule.start - 2 <= part.box.x0 and part.box.x1 <= rule.end + 2


def _is_near(above: Segment, part: Segment) -> bool:
    """Whether a piece stands in the line right above another."""
    return 0 < part.box.top - above.box.top <= LINE * part.words[0].style.size


def _home(box: Box, separators: Sequence[float]) -> int | None:
    """The column that most of a piece lies in."""
    edges = [box.x0, *(x for x in separators if box.x0 < x < box.x1), box.x1]
    widths = [b - a for a, b in pairwise(edges)]
    widest = max(widths)
    if widest < MOSTLY * box.width:
        return None
    return sum(x <= box.x0 for x in separators) + widths.index(widest)


def _protruding(separators: Sequence[float]) -> float:
    """How far a rule under several columns may reach over the white on either side."""
    return PROTRUDING * min((b - a for a, b in pairwise(separators)), default=NARROW)


def _covered(x0: float, x1: float, separators: Sequence[float], slack: float = 1.0) -> tuple[int, int]:
    """First and last column between two x, touching aside."""
    return (
        sum(separator <= x0 + slack for separator in separators),
        sum(separator < x1 - slack for separator in separators),
    )


def spans_by_place(
    parts: Sequence[Segment],
    below: Sequence[Content],
    body: Sequence[Content],
    separators: Sequence[float],
    ruled: bool,
    above: Content,
) -> list[Span]:
    """Headings centred over groups of columns that each have a header of their own in the lines `below`.

    `body` are the lines under all headers; `ruled` says that a rule parts the line from those below, so that it is a
    row of its own. Right above the figures, under headers that stand in the line `above`, a note on their unit may be
    centred over all columns.
    """
    pieces = [part for part in parts if part.box.middle[0] > separators[0]]
    headed = sorted({column for content in below or body for column in content if column > 0})
    count = len(headed)
    if not pieces or 2 * len(pieces) > count or headed[-1] - headed[0] + 1 != count:
        return []
    if not below and (len(pieces) > 1 or not _is_unit(pieces[0], headed, above, body)):
        return []
    boxes = {
        column: union([content[column].box for content in (*below, *body) if column in content]) for column in headed
    }
    width = (boxes[headed[-1]].x1 - boxes[headed[0]].x0) / count
    for windows in _groupings(pieces, headed, boxes, count if not below else 2, ruled):
        if below and all(
            (last - first) % 2 and _stacked(part, below[-1])
            for part, (first, last) in zip(pieces, windows, strict=True)
        ):
            continue
        strays = [
            part.box.middle[0] - (boxes[first].x0 + boxes[last].x1) / 2
            for part, (first, last) in zip(pieces, windows, strict=True)
        ]
        if not below and above.keys() >= set(headed):
            heads = (above[headed[0]].box.x0 + above[headed[-1]].box.x1) / 2
            strays = [min(strays[0], pieces[0].box.middle[0] - heads, key=abs)]
        mean = sum(strays) / len(strays)
        repeat = _repeat(windows, below)
        if abs(mean) > (STRAY_ALIKE if repeat else STRAY) * width:
            continue
        if any(abs(stray - mean) > CONSISTENT * width for stray in strays):
            continue
        if ruled or not below or repeat or _is_off(pieces, boxes, width):
            return [Span(first, last, part) for part, (first, last) in zip(pieces, windows, strict=True)]
    return []


def span_among(
    parts: Sequence[Segment],
    below: Sequence[Content],
    body: Sequence[Content],
    separators: Sequence[float],
    higher: Set[int],
) -> list[Span]:
    """The heading among the first of headers set from the top that stands over columns headed further down only.

    All other columns begin in the line of `parts`, those of the heading in the lines `below`, and it is centred over
    them. `body` are the lines under all headers, `higher` the columns with
    something in the lines above.
    """
    homes = [_home(part.box, separators) for part in parts]
    lower = {column for content in below for column in content}
    begun = {home for home in homes if home is not None}
    if not lower or len(begun) < FEWEST_BESIDE:
        return []
    found = []
    for part, home in zip(parts, homes, strict=True):
        near = _covered(part.box.x0, part.box.x1, separators) if home is None else (home, home)
        own = begun - {home}
        first, last = near
        while first - 1 in lower - own:
            first -= 1
        while last + 1 in lower - own:
            last += 1
        columns = range(first, last + 1)
        if first == last or first == 0 or not lower.issuperset(columns) or len(own) < FEWEST_BESIDE:
            continue
        if not lower - set(columns) <= own or not higher.isdisjoint(set(columns) - {home}):
            continue
        box = union([content[column].box for content in (*below, *body) for column in columns if column in content])
        width = box.width / len(columns)
        if abs(part.box.middle[0] - box.middle[0]) <= AMONG * width:
            found.append(Span(first, last, part))
    return found if len(found) == 1 else []


def _is_unit(part: Segment, headed: Sequence[int], above: Content, body: Sequence[Content]) -> bool:
    """Whether a piece alone right above the figures tells the unit of all columns rather than going on with a header.

    It stands in brackets or between dashes, or all columns have their headers in the line above and it either has no
    room in one column, or all of these are years.
    """
    years = bool(above) and all(is_figure(line.text) for line in above.values())
    slack = STACKED * part.words[0].style.size
    edges = [min(abs(part.box.x0 - line.box.x0), abs(part.box.x1 - line.box.x1)) for line in above.values()]
    if not years and min(edges, default=slack + 1) <= slack:
        return False  # the next line of one header, set out to the same side
    if part.text.startswith("(") or (part.text[:1] in _DASHES and part.text[-1:] in _DASHES):
        return True
    if not above.keys() >= set(headed):
        return False
    if all(is_figure(above[column].text) for column in headed):
        return True
    middle = part.box.middle[0]
    home = min(headed, key=lambda column: abs(above[column].box.middle[0] - middle))
    widest = max(content[home].box.width for content in (above, *body) if home in content)
    return part.box.width > widest


def spans_between(parts: Sequence[Segment], below: Sequence[Content], body: Sequence[Content]) -> list[Span]:
    """Headings in a line that also holds lower lines of other headers: each centred over columns headed further down.

    None of them goes on in a header below, whose middle or edge it would share, and none is centred over one column.
    """
    lower: dict[int, Box] = {}
    for content in reversed(below):
        for column, line in content.items():
            lower.setdefault(column, line.box)
    found: list[Span] = []
    for part in parts:
        middle, size = part.box.middle[0], part.words[0].style.size
        if any(_aligned(part.box, box, STACKED * size) for box in lower.values()):
            continue
        beside = [other.box for other in parts if other is not part]
        for first, last in _windows(sorted(column for column in lower if column > 0), middle, lower):
            boxes = [lower[column] for column in range(first, last + 1)]
            around = Box(boxes[0].x0, boxes[0].top, boxes[-1].x1, boxes[0].bottom)
            if any(around.x0 < box.middle[0] < around.x1 for box in beside):
                continue
            width = around.width / len(boxes)
            if part.box.x0 < around.x0 - width / 2 or part.box.x1 > around.x1 + width / 2:
                continue
            full = union(
                [content[column].box for content in body for column in (first, last) if column in content] + boxes
            )
            stray = min(abs(middle - around.middle[0]), abs(middle - full.middle[0]))
            if stray <= max(EXACT * width, EXACTLY) and all(abs(middle - b.middle[0]) > OFF * width for b in boxes):
                found.append(Span(first, last, part))
                break
    return found


def _windows(headed: Sequence[int], middle: float, boxes: dict[int, Box]) -> Iterator[tuple[int, int]]:
    """Neighbouring columns around x, first and last: the narrowest first."""
    before = [column for column in headed if boxes[column].middle[0] < middle]
    after = [column for column in headed if boxes[column].middle[0] >= middle]
    for size in range(1, min(len(before), len(after)) + 1):
        first, last = before[-size], after[size - 1]
        if last - first + 1 == 2 * size:
            yield first, last


def _aligned(a: Box, b: Box, slack: float) -> bool:
    """Whether two pieces above each other share their middle or an edge."""
    return min(abs(a.middle[0] - b.middle[0]), abs(a.x0 - b.x0), abs(a.x1 - b.x1)) <= slack


def _stacked(part: Segment, below: Content) -> bool:
    """Whether a piece is centred right over one of those below."""
    slack = STACKED * part.words[0].style.size
    return any(abs(part.box.middle[0] - line.box.middle[0]) <= slack for line in below.values())


def _groupings(
    pieces: Sequence[Segment], headed: Sequence[int], boxes: dict[int, Box], least: int, ruled: bool
) -> Iterator[list[tuple[int, int]]]:
    """The ways to give each piece neighbouring columns, first and last: groups of one size, best those of all columns.

    Where a rule shows that the pieces are a row of their own, groups of different sizes too.
    """
    count = len(headed)
    sizes = range(least, count // len(pieces) + 1)
    for size in sorted(sizes, key=lambda size: size * len(pieces) != count):
        windows = [_nearest(part, headed, boxes, size) for part in pieces]
        if all(last < first for (_, last), (first, _) in pairwise(windows)):
            yield windows
    if ruled and len(pieces) <= MOST_GROUPS:
        for cuts in combinations(range(1, count), len(pieces) - 1):
            yield [(headed[start], headed[end - 1]) for start, end in pairwise((0, *cuts, count))]


def _nearest(part: Segment, headed: Sequence[int], boxes: dict[int, Box], size: int) -> tuple[int, int]:
    """The so many neighbouring columns whose middle is nearest to that of a piece."""
    windows = [(headed[place], headed[place + size - 1]) for place in range(len(headed) - size + 1)]
    middle = part.box.middle[0]
    return min(windows, key=lambda window: abs(middle - (boxes[window[0]].x0 + boxes[window[1]].x1) / 2))


def _is_off(pieces: Sequence[Segment], boxes: dict[int, Box], width: float) -> bool:
    """Whether no piece is centred over a single column."""
    return all(min(abs(part.box.middle[0] - box.middle[0]) for box in boxes.values()) > OFF * width for part in pieces)


def _repeat(windows: Sequence[tuple[int, int]], below: Sequence[Content]) -> bool:
    """Whether the headers are the same in each of several groups."""
    texts = [
        [[content[column].text for content in below if column in content] for column in range(first, last + 1)]
        for first, last in windows
    ]
    return len(texts) > 1 and all(text == texts[0] for text in texts)
