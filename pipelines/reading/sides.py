"""Text beside something else, for part of a page: a column of facts, a list or a small table with prose next to it.

Columns over a whole page are told by their white. Here the page is parted for some lines only: what stands on one side
runs on, in the middle of a sentence, from line to line, and takes no notice of what begins on the other side. The cells
of a table do: text in them begins where its row does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipelines.reading.model import Box, Line, Word, union
from pipelines.reading.paired import find_pairs
from pipelines.reading.tables.grid import Segment, segments
from pipelines.reading.tables.parting import ALIGNED
from pipelines.reading.words import BLANK, make_line

GAP, LEAST = 0.6, 5.0
"""Where columns stand side by side, what is of two is apart by this part of the size and so many points at least."""
FEWEST, FEWEST_BEGUN = 3, 3
"""So many lines of text run on, and so many lines begin beside them."""
WORDS = 3.0
"""Mean number of words of a line of running text."""
MOSTLY, FULL = 0.4, 0.7
"""This share of them runs on, each of which fills this part of its column."""
FIGURES, POINTED = 0.25, 5
"""No larger share of its words are figures, and in so many lines stands a comma or a full stop."""
FREE = 0.45
"""At least this share of what begins beside text begins where no sentence of it does."""
LONG = 3.0
"""Paragraphs of running text have so many lines, in the mean, those of cells fewer."""
SPACED = 1.15
"""Paragraphs set apart by white stand further apart than this part of the pitch of lines."""
LEVEL = 2.0
"""Baselines within so many points of each other are one."""
APART = 1.9
"""Lines of one column stand no further apart than this part of their size, or there is something between."""
STACKED = 0.75
"""Lines closer than this part of the size stand beside each other."""

_POINTS = (".", ",", ";", "!", "?")
_ENDED = re.compile(r"[.!?:;][\"”’')\]]*$")


class Zone(NamedTuple):
    """Lines from `start` up to `end` that stand in two columns, parted at x."""

    start: int
    end: int
    x: float


class Piece(NamedTuple):
    """A piece of a line, with the place of the line."""

    place: int
    part: Segment
    baseline: float


class Run(NamedTuple):
    """Lines in reading order; `aside` where they are but one side of the lines of a zone."""

    lines: list[Line]
    aside: bool


def parted_lines(lines: Sequence[Line], across: Sequence[Box] = ()) -> list[Run]:
    """The lines in runs, in reading order: those in one column, then what stands left of a white, then right of it.

    `lines` from the top down; no white runs through a box of `across`.
    """
    runs: list[Run] = []
    done = 0
    for zone in _all_zones(lines, across):
        sides = _cut(lines[zone.start : zone.end], zone.x)
        runs += [Run(list(lines[done : zone.start]), False), *(Run(side, True) for side in sides)]
        done = zone.end
    return [run for run in (*runs, Run(list(lines[done:]), False)) if run.lines]


def _all_zones(lines: Sequence[Line], across: Sequence[Box]) -> list[Zone]:
    """Zones of running text, and of names over short texts."""
    zones = find_zones(lines, across)
    pairs = [Zone(start, end, x - ALIGNED) for start, end, x in find_pairs(lines)]
    return sorted([*pairs, *(zone for zone in zones if not any(_overlap(zone, pair) for pair in pairs))])


def _overlap(a: Zone, b: Zone) -> bool:
    return a.start < b.end and b.start < a.end


def _cut(lines: Sequence[Line], x: float) -> tuple[list[Line], list[Line]]:
    sides: tuple[list[Line], list[Line]] = ([], [])
    for line in lines:
        halves: tuple[list[Word], list[Word]] = ([], [])
        for word in line.words:
            halves[word.box.x0 >= x].append(word)
        for side, words in zip(sides, halves, strict=True):
            if words:
                side.append(line if len(words) == len(line.words) else make_line(words))
    return sides


def find_zones(lines: Sequence[Line], across: Sequence[Box] = ()) -> list[Zone]:
    """Where lines stand in two columns one of which is running text, from the top."""
    if len(lines) < 2 * FEWEST or sum(len(line.words) > WORDS for line in lines) < FEWEST + 1:
        return []
    close = sum(below.baseline - above.baseline < STACKED * above.style.size for above, below in pairwise(lines))
    if close + sum(LEAST < line.widest_gap > narrow_gap(line) for line in lines) < FEWEST_BEGUN:
        return []
    parted = [segments(line, narrow_gap(line)) for line in lines]
    if close + sum(len(parts) > 1 for parts in parted) < FEWEST_BEGUN:
        return []
    pieces = [Piece(place, part, lines[place].baseline) for place, parts in enumerate(parted) for part in parts]
    if sum(len(piece.part.words) > WORDS for piece in pieces) < FEWEST + 1:
        return []
    if sum(piece.part.words[0].text[:1].islower() for piece in pieces) < FEWEST:
        return []  # no sentence goes on from line to line
    zones: list[Zone] = []
    for x in _starts(pieces):
        for zone in _zones_at(pieces, x):
            box = union([line.box for line in lines[zone.start : zone.end]])
            if any(other.x0 < zone.x < other.x1 and other.overlap(box) > 0 for other in across):
                continue
            if not any(zone.start < other.end and other.start < zone.end for other in zones):
                zones.append(zone)
    return sorted(zones)


def narrow_gap(line: Line) -> float:
    """The narrowest white that parts a line set in columns, in points."""
    return max(GAP * line.style.size, LEAST)


def _starts(pieces: Sequence[Piece]) -> list[float]:
    """Where columns may begin, those with most lines first."""
    first = min(piece.part.box.x0 for piece in pieces)
    starts: list[list[float]] = []
    for x in sorted(piece.part.box.x0 for piece in pieces if piece.part.box.x0 > first + ALIGNED):
        if starts and x - starts[-1][0] <= ALIGNED:
            starts[-1].append(x)
        else:
            starts.append([x])
    return [own[0] for own in sorted(starts, key=len, reverse=True) if len(own) >= FEWEST]


def _zones_at(pieces: Sequence[Piece], x: float) -> list[Zone]:
    """The lines with text on one side of x, and something else on the other, between lines that run over x."""
    found: list[Zone] = []
    run: list[Piece] = []
    for piece in [*pieces, None]:
        if piece is not None and not (piece.part.box.x0 < x - ALIGNED and piece.part.box.x1 > x - LEAST):
            run.append(piece)
            continue
        if piece is not None and run and run[-1].place == piece.place:
            run = [own for own in run if own.place != piece.place]
        zone = _zone(run, x)
        if zone is not None:
            found.append(zone)
        run = []
    return found


def _zone(run: Sequence[Piece], x: float) -> Zone | None:
    sides = [_rows([piece for piece in run if (piece.part.box.x0 >= x - ALIGNED) == right]) for right in (False, True)]
    if any(len(side) < FEWEST for side in sides):
        return None
    top, bottom = max(side[0][0].baseline for side in sides), min(side[-1][0].baseline for side in sides)
    kept = [_beside(side, top, bottom) for side in sides]
    if any(len(side) < FEWEST for side in kept):
        return None
    if not any(_runs_on(text) and _is_free(text, other) for text, other in (kept, kept[::-1])):
        return None
    places = [piece.place for side in kept for row in side for piece in row]
    return Zone(min(places), max(places) + 1, x - ALIGNED)


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces by their line."""
    rows: list[list[Piece]] = []
    for piece in pieces:
        if rows and rows[-1][0].place == piece.place:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _beside(side: list[list[Piece]], top: float, bottom: float) -> list[list[Piece]]:
    """The lines of one side that stand beside the other, and those that go on with them above and below."""
    size = side[0][0].part.words[0].style.size
    kept = [row for row in side if top - LEVEL <= row[0].baseline <= bottom + LEVEL]
    for row in side:
        if kept and row[0].baseline > bottom + LEVEL and row[0].baseline - kept[-1][0].baseline <= APART * size:
            kept.append(row)
    for row in reversed(side):
        if kept and 0 < kept[0][0].baseline - row[0].baseline <= APART * size:
            kept.insert(0, row)
    return kept


def _runs_on(rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether lines are of running text: most go on in the middle of a sentence where the one above is full."""
    texts = [row[0] for row in rows]
    if len(rows) <= FEWEST or sum(len(row) > 1 for row in rows) > len(rows) // 8:
        return False
    if sum(len(piece.part.words) for row in rows for piece in row) < WORDS * len(rows):
        return False
    words = [word.text for piece in texts for word in piece.part.words]
    figures = sum(any(char.isdigit() for char in word) for word in words)
    if figures > FIGURES * len(words) or sum(word.endswith(_POINTS) for word in words) * POINTED < len(texts):
        return False
    box = union([piece.part.box for piece in texts])
    going = sum(
        _goes_on(above.part, below.part) and above.part.box.x1 - box.x0 >= FULL * box.width
        for above, below in pairwise(texts)
    )
    return going >= max(FEWEST, MOSTLY * (len(texts) - 1))


def _ends(above: Segment, below: Segment, right: float) -> bool:
    """Whether a sentence ends with a line that had room for the first word of the next one."""
    room = right - above.box.x1 - BLANK * above.words[0].style.size
    return _ENDED.search(above.text) is not None and below.text[:1].isupper() and below.words[0].box.width < room


def _goes_on(above: Segment, below: Segment) -> bool:
    return below.words[0].text[:1].islower() and not _ENDED.search(above.text)


def _is_free(text: Sequence[Sequence[Piece]], other: Sequence[Sequence[Piece]]) -> bool:
    """Whether most of what begins beside running text begins where no sentence or paragraph of it does."""
    levels = [
        row[0].baseline
        for place, row in enumerate(text)
        if place == 0 or not _goes_on(text[place - 1][0].part, row[0].part)
    ]
    right = max(row[0].part.box.x1 for row in text)
    pitch = min(below[0].baseline - above[0].baseline for above, below in pairwise(text))
    paragraphs = 1 + sum(
        _ends(above[0].part, below[0].part, right)
        or (_ENDED.search(above[0].part.text) is not None and below[0].baseline - above[0].baseline > SPACED * pitch)
        for above, below in pairwise(text)
    )
    starts = [
        row[0].baseline
        for place, row in enumerate(other)
        if place == 0 or not _goes_on(other[place - 1][0].part, row[0].part)
    ]
    free = sum(all(abs(level - own) > LEVEL for own in levels) for level in starts)
    return len(starts) >= FEWEST_BEGUN and free >= FREE * len(starts) and LONG * paragraphs <= len(text)
