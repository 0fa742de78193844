"""Which lines of a table without a full grid make one row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from pipelines.reading.model import Box, Line, union
from pipelines.reading.tables.grid import GAP, Content, Segment, by_column, is_figure, is_year, segments
from pipelines.reading.tables.lattice import Rule
from pipelines.reading.tables.owners import by_anchor, by_pitch
from pipelines.reading.tables.padding import rows_by_padding
from pipelines.reading.tables.regions import Region
from pipelines.reading.tables.spans import Span, span_among, spans_between, spans_by_extent, spans_by_place
from pipelines.reading.tables.wrapping import Measure, measured
from pipelines.reading.words import make_line

FEWEST_RULED, MOST_ROW_LINES = 3, 8
"""So many rows with a rule between any two show that all are ruled; none has more lines."""
HEADER_LINES = 6
"""No header row has more lines."""
USUAL_PITCH, WIDE_PITCH = 1.2, 1.6
"""Lines of one cell stand about so far apart, as parts of their size, and hardly further."""
FEWEST_NUMBERED = 3
"""So many columns may be numbered under their headers."""
CENTRED = 0.02
"""The middle of a heading over all columns is off that of the table by no more than this part of its width."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a table, its pieces and what it has in each column."""

    line: Line
    parts: list[Segment]
    content: Content
    spans: list[Span]
    """Its pieces that stand over several columns."""

    @property
    def begun(self) -> Content:
        """What begins in each column, pieces over several columns among it."""
        return {**{span.first: make_line(span.part.words) for span in self.spans}, **self.content}

    def has_figure(self, columns: set[int]) -> bool:
        """Whether figures stand in those columns, and little else; years head columns, and one cell may tell a unit."""
        filled = [part.text for column, part in self.content.items() if column in columns]
        figures = sum(is_figure(text) and not is_year(text) for text in filled)
        return figures > 0 and 3 * figures >= len(filled)


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of a table are set."""

    figures: set[int]
    """Columns that mostly hold figures."""
    tight: float
    """The pitch of lines within a cell, in points."""
    measures: dict[int, Measure]


@dataclass(slots=True)
class Band:
    """Lines of one row of a table: for each column what stands there."""

    lines: list[Line] = field(default_factory=list)
    columns: dict[int, list[Line]] = field(default_factory=dict)
    spans: list[tuple[int, int, Line]] = field(default_factory=list)
    """Pieces that cover several columns: first, last, text."""
    reach: dict[int, int] = field(default_factory=dict)
    """How many rows below a column's text goes on in, where that is one header beside several."""

    def add(self, entry: Entry) -> None:
        """Take a line in."""
        self.lines.append(entry.line)
        self.spans.extend((first, last, make_line(part.words)) for first, last, part in entry.spans)
        for column, part in entry.content.items():
            self.columns.setdefault(column, []).append(part)

    def settled_spans(self) -> list[tuple[int, int, list[Line]]]:
        """Pieces over several columns, those that overlap put together.

        A piece goes to its first column where a column it covers holds text of its own.
        """
        kept: list[tuple[int, int, list[Line]]] = []
        for first, last, line in self.spans:
            if any(column in self.columns for column in range(first, last + 1)):
                self.columns.setdefault(first, []).append(line)
                continue
            lines = [line]
            for other in [span for span in kept if span[0] <= last and first <= span[1]]:
                kept.remove(other)
                first, last, lines = min(first, other[0]), max(last, other[1]), [*other[2], *lines]
            kept.append((first, last, lines))
        return kept

    def filled(self) -> set[int]:
        """The columns in which something stands."""
        return {*self.columns, *(column for first, last, _ in self.spans for column in range(first, last + 1))}

    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.style.bold for lines in self.columns.values() for line in lines)

    def has_figures(self, columns: set[int]) -> bool:
        """Whether a figure stands in one of those columns."""
        return any(is_figure(line.text) for column in columns for line in self.columns.get(column, []))

    @property
    def box(self) -> Box:
        """Around its lines."""
        return union(line.box for line in self.lines)


def find_bands(region: Region, separators: Sequence[float]) -> list[Band]:
    """The rows: lines between two rules, parted further where they hold several rows."""
    levels = [level.y for level in region.stack.levels] if region.stack else []
    partial = [rule for level in region.stack.partial for rule in level.pieces] if region.stack else []
    entries = _entries(region.lines, region.parts, separators, partial)
    layout = _layout(entries)
    _place_headings(entries, layout, separators, levels)
    groups: dict[int, list[Entry]] = {}
    for entry in entries:
        middle = entry.line.box.middle[1]
        groups.setdefault(sum(level <= middle for level in levels), []).append(entry)
    bands: list[Band] = []
    apart = _are_ruled_apart(groups, layout)
    for place in sorted(groups):
        if apart and place > min(groups) and not _opens_with_label(groups[place], layout):
            bands.append(_whole(groups[place]))
            continue
        # between the first two of several rules stands the header: one row, however its lines are spaced
        heads = bool(layout.figures) and place == min(groups) and len(groups) > 1
        bands.extend(_split(groups[place], layout, heads and len(groups[place]) <= HEADER_LINES))
    _lift_headers(bands, layout)
    return bands


def _lift_headers(bands: Sequence[Band], layout: Layout) -> None:
    """Give headers beside a heading over columns the lines that stand beside the headers of those columns."""
    for place, top in enumerate(bands):
        if top.has_figures(layout.figures) or place >= HEADER_LINES:
            return
        under = {column for first, last, _ in top.spans for column in range(first, last + 1)}
        if not under or 0 in under or not top.columns.keys() - under:
            continue
        for below, band in enumerate(bands[place + 1 :], 1):
            beside = band.columns.keys() - under
            if band.spans or band.has_figures(layout.figures) or not under & band.columns.keys():
                break
            for column in beside & top.columns.keys():
                top.columns[column].extend(band.columns.pop(column))
                top.reach[column] = below


def _are_ruled_apart(groups: Mapping[int, Sequence[Entry]], layout: Layout) -> bool:
    """Whether a rule is drawn between any two rows: at most one line of figures between two rules, and few lines."""
    body = [groups[place] for place in sorted(groups)[1:]]
    anchors = [sum(entry.has_figure(layout.figures) for entry in group) for group in body]
    if len(body) < FEWEST_RULED and not (len(body) > 1 and all(_is_one_row(group, layout) for group in body)):
        return False
    if max(anchors) > 1 or any(entry.spans for group in body for entry in group):
        return False
    return max(map(len, body)) <= MOST_ROW_LINES and (sum(anchors) > 0 or not layout.figures)


def _is_one_row(group: Sequence[Entry], layout: Layout) -> bool:
    """Whether a line of label and figures opens a group, and what stands below it goes on with other cells."""
    first, *rest = group
    labelled = 0 in first.content and first.has_figure(layout.figures)
    return labelled and not any(0 in entry.content or entry.has_figure(layout.figures) for entry in rest)


def _opens_with_label(group: Sequence[Entry], layout: Layout) -> bool:
    """Whether a label alone stands above the line of figures, which has a label of its own: it heads rows."""
    first = group[0]
    heads = list(first.content) == [0] and not first.has_figure(layout.figures)
    return heads and any(0 in entry.content and entry.has_figure(layout.figures) for entry in group[1:])


def _whole(group: Sequence[Entry]) -> Band:
    """All lines as one row."""
    band = Band()
    for entry in group:
        band.add(entry)
    return band


def split_rows(lines: Sequence[Line], separators: Sequence[float]) -> list[Band]:
    """The rows among lines with no rule between them."""
    parts = [segments(line, max(GAP * line.style.size, 4.0)) for line in lines]
    entries = _entries(lines, parts, separators, ())
    layout = _layout(entries)
    _place_alone(entries, layout, len(separators), 0)
    return _split(entries, layout, heads=False)


def _entries(
    lines: Sequence[Line], parts: Sequence[list[Segment]], separators: Sequence[float], partial: Sequence[Rule]
) -> list[Entry]:
    return [
        _entry(line, pieces, separators, spans_by_extent(pieces, separators, partial, above))
        for line, pieces, above in zip(lines, parts, [[], *parts[:-1]], strict=True)
    ]


def _entry(line: Line, parts: list[Segment], separators: Sequence[float], spans: Sequence[Span]) -> Entry:
    """A line whose pieces stand where the spans say, its other words in the column their middle lies in."""
    if not spans:
        return Entry(line, parts, by_column(line, separators), [])
    placed = {id(word) for span in spans for word in span.part.words}
    rest = [word for word in line.words if id(word) not in placed]
    words = {column: part.words for column, part in by_column(make_line(rest), separators).items()} if rest else {}
    for span in spans:
        if span.first == span.last:
            words[span.first] = [*words.get(span.first, ()), *span.part.words]
    content = {column: make_line(words[column]) for column in sorted(words)}
    return Entry(line, parts, content, [span for span in spans if span.first < span.last])


def _place_headings(entries: list[Entry], layout: Layout, separators: Sequence[float], levels: Sequence[float]) -> None:
    """Find the headings over groups of columns among the lines above the first figures."""
    count = next((place for place, entry in enumerate(entries) if entry.has_figure(layout.figures)), 0)
    body = [entry.content for entry in entries[count:]]
    below: list[Content] = []
    for place in range(min(count, HEADER_LINES) - 1, -1, -1):
        entry = entries[place]
        if all(span in spans_by_extent(entry.parts, separators, ()) for span in entry.spans):
            middle, under = entry.line.box.middle[1], entries[place + 1].line.box.middle[1]
            ruled = bool(below) and any(middle < level < under for level in levels)
            above = entries[place - 1].content if place else {}
            spans = spans_by_place(entry.parts, below, body, separators, ruled, above)
            higher = {column for upper in entries[:place] for column in upper.content}
            spans = spans or span_among(entry.parts, below, body, separators, higher)
            spans = spans or spans_between(entry.parts, below, body)
            if spans:
                entries[place] = entry = _entry(entry.line, entry.parts, separators, spans)
        if not entry.spans and list(entry.content) != [0]:
            below.append(entry.content)
    _place_alone(entries, layout, len(separators), count)


def _place_alone(entries: list[Entry], layout: Layout, last: int, count: int) -> None:
    """Find the headings over all columns up to the `last`, among the rows below the first `count` lines of headers."""
    box = union([entry.line.box for entry in entries])
    alone = [
        place
        for place, entry in enumerate(entries)
        if len(entry.parts) == 1
        and not entry.has_figure(layout.figures)
        and _is_centred(entry.line, box, over_figures=layout.figures.issuperset(entry.content))
    ]
    # the first heading over rows stands among the headers: it is one when others follow
    for place in alone if alone and alone[-1] > count else ():
        if place >= count - 1:
            part = entries[place].parts[0]
            entries[place] = Entry(entries[place].line, [part], {}, [Span(0, last, part)])


def _is_centred(line: Line, box: Box, *, over_figures: bool) -> bool:
    """Whether a line stands in the middle of a table, set apart from the rows by its look or its place over figures."""
    style = line.style
    apart = style.bold or style.italic or line.text.isupper() or over_figures
    inside = line.box.x0 - box.x0 > 2 * style.size
    return apart and inside and abs(line.box.middle[0] - box.middle[0]) < CENTRED * box.width


def _layout(entries: Sequence[Entry]) -> Layout:
    figures = _figure_columns(entries)
    return Layout(figures, _tightest(entries, figures), measured([entry.content for entry in entries]))


def _figure_columns(entries: Sequence[Entry]) -> set[int]:
    """Columns that mostly hold figures."""
    seen: dict[int, list[bool]] = {}
    for entry in entries:
        for column, part in entry.content.items():
            seen.setdefault(column, []).append(is_figure(part.text) and not is_year(part.text))
    return {column for column, figures in seen.items() if sum(figures) >= max(0.45 * len(figures), 1)}


def _tightest(entries: Sequence[Entry], figures: set[int]) -> float:
    """The pitch of lines within a cell, in points: the least distance between baselines that is no mere offset.

    Where figures stand under each other at a pitch too wide for wrapped text, that is the pitch of rows.
    """
    size = float(np.median([entry.line.style.size for entry in entries]))
    least = _least_pitch([entry.line for entry in entries], size)
    if least is None:
        return USUAL_PITCH * size
    rows = [entry.line for entry in entries if entry.has_figure(figures)]
    if least > WIDE_PITCH * size and rows and _least_pitch(rows, size) == least:
        return USUAL_PITCH * size
    return least


def _least_pitch(lines: Sequence[Line], size: float) -> float | None:
    pitches = [below.baseline - above.baseline for above, below in pairwise(lines)]
    return min((round(pitch, 1) for pitch in pitches if pitch >= 0.95 * size), default=None)


def _header_rows(contents: Sequence[Content]) -> list[int]:
    """The lines of a header as one row, but for a line that numbers the columns."""
    owner, row = [], 0
    for place, content in enumerate(contents):
        numbered = place > 0 and _numbers_columns(content)
        row = place if numbered else row
        owner.append(row)
        row = place + 1 if numbered else row
    return owner


def _part_numbered(owner: Sequence[int], contents: Sequence[Content]) -> list[int]:
    """The owners of lines, less those of the line under headers that numbers the columns: it is a row of its own."""
    place = next((place for place, content in enumerate(contents[: 2 * HEADER_LINES]) if _numbers_columns(content)), 0)
    if not place:
        return list(owner)
    above = [other for other in range(place) if owner[other] == place]
    return [
        *(above[0] if own == place else own for own in owner[:place]),
        place,
        *(place + 1 + at if own <= place else own for at, own in enumerate(owner[place + 1 :])),
    ]


def _numbers_columns(content: Content) -> bool:
    """Whether a line holds nothing but the numbers of the columns, one by one."""
    numbers = [part.text.strip("()") for part in content.values()]
    if len(numbers) < FEWEST_NUMBERED or not all(number.isdecimal() and len(number) < 3 for number in numbers):
        return False
    return all(int(b) - int(a) == 1 for a, b in pairwise(numbers))


def _split(group: Sequence[Entry], layout: Layout, heads: bool) -> list[Band]:
    """The rows among lines between which no rule is drawn; `heads` where they stand above all rules but the first."""
    lines, contents = [entry.line for entry in group], [entry.content for entry in group]
    headings = {place for place, entry in enumerate(group) if any(span.first == 0 for span in entry.spans)}
    anchors = [place for place, entry in enumerate(group) if entry.has_figure(layout.figures)]
    begun = [entry.begun if entry.spans else entry.content for entry in group]
    owner = None if heads else rows_by_padding(lines, begun, anchors)
    if owner is None and anchors:
        owner = by_anchor(lines, contents, anchors, headings, layout.tight, layout.measures)
    elif heads:
        owner = _header_rows(contents)
    elif owner is None:
        owner = by_pitch(lines, contents, layout.tight, layout.measures)
    if not heads:
        owner = _part_numbered(owner, contents)
    bands: dict[int, Band] = {}
    level, first = 0, anchors[0] if anchors else len(lines) * heads
    for place, entry in enumerate(group):
        # a piece over several columns is a header level of its own: what follows in the band is the next one
        above = bands.get(owner[place] * len(lines) + level)
        if entry.spans and above is not None and above.filled() and place < first:
            level += 1
        band = bands.setdefault(owner[place] * len(lines) + level, Band())
        band.add(entry)
        if entry.spans and not band.has_figures(layout.figures):
            level += 1
    return [bands[place] for place in sorted(bands)]
