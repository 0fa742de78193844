"""Horizontal rules of one extent above each other, parted where one table of that width ends and another begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Literal, NamedTuple

from pipelines.reading.model import Box, Line
from pipelines.reading.tables.grid import is_figure, is_year
from pipelines.reading.tables.lattice import SNAP, Rule

SAME_EXTENT = 10.0
"""Rules whose ends differ by no more, in points, belong to one stack."""
PIECES = 40.0
"""Pieces of one rule, drawn column by column, leave gaps no wider than this, in points."""
OUTSIDE = 2.0
"""What begins further to the left than all rows, in points, is of no cell."""
PADDED = 1.0
"""Cells are padded by so many points at least: what begins with the rules, or before, is outside of them."""
TIGHT = 2.0
"""What stands between two rules with so little more white than rows have, in points, is a row."""
LOOSE = 8.0
"""A heading between two tables stands in so much more white than rows, in points."""
TOLD_LINES = 4
"""Text over all columns has so many lines at most."""

CAPTION = re.compile(r"(?:tabell|table|tab\.|figur|figure|fig\.|diagram|bild|karta)\s*\d+", re.IGNORECASE)
"""How the caption of a numbered table or figure opens."""

Sort = Literal["tabular", "single", "prose"]


@dataclass(frozen=True, slots=True)
class Level:
    """All rules drawn at one height."""

    y: float
    x0: float
    x1: float
    pieces: tuple[Rule, ...]


@dataclass(slots=True)
class Stack:
    """Rules of one extent above each other."""

    levels: list[Level]
    """Those that run the whole width, from the top."""
    partial: list[Level] = field(default_factory=list)
    """Shorter ones within, as under a header that spans columns."""

    @property
    def box(self) -> Box:
        """From the first rule to the last."""
        return Box(
            min(level.x0 for level in self.levels),
            self.levels[0].y,
            max(level.x1 for level in self.levels),
            self.levels[-1].y,
        )


def levels_of(rules: Sequence[Rule]) -> list[Level]:
    """Horizontal rules by height, the pieces of each height that belong together as one level."""
    levels: list[Level] = []
    for rule in sorted((rule for rule in rules if not rule.vertical), key=lambda rule: (rule.at, rule.start)):
        for place, level in enumerate(levels):
            same = abs(level.y - rule.at) <= SNAP
            if same and rule.start <= level.x1 + PIECES and rule.end >= level.x0 - PIECES:
                levels[place] = Level(
                    level.y, min(level.x0, rule.start), max(level.x1, rule.end), (*level.pieces, rule)
                )
                break
        else:
            levels.append(Level(rule.at, rule.start, rule.end, (rule,)))
    return levels


def stacks_of(levels: Sequence[Level]) -> list[Stack]:
    """Levels of one extent as stacks; what lies within a stack and is shorter is one of its partial rules."""
    stacks: list[Stack] = []
    for level in sorted(levels, key=lambda level: level.y):
        for stack in stacks:
            last = stack.levels[-1]
            if abs(last.x0 - level.x0) <= SAME_EXTENT and abs(last.x1 - level.x1) <= SAME_EXTENT:
                stack.levels.append(level)
                break
        else:
            stacks.append(Stack([level]))
    whole = [stack for stack in stacks if len(stack.levels) > 1]
    for stack in stacks:
        if len(stack.levels) == 1:
            level = stack.levels[0]
            for around in whole:
                box = around.box
                if box.top < level.y < box.bottom and box.x0 - SNAP <= level.x0 and level.x1 <= box.x1 + SNAP:
                    around.partial.append(level)
    return whole


def split_stack(stack: Stack, lines: Sequence[Line], sorts: Sequence[Sort]) -> list[Stack]:
    """The stack parted where what stands between two rules is text: tables of one width above each other."""
    rows = [line for line, sort in zip(lines, sorts, strict=True) if sort == "tabular" and stands_in(line, stack)]
    usual = median([line.style.size for line in rows]) if rows else 0.0
    left = min([line.box.x0 for line in rows], default=0.0)
    left = min(left, stack.box.x0 + PADDED + OUTSIDE)
    bands = [_band(above, below, stack, lines, sorts) for above, below in pairwise(stack.levels)]
    room = median(pads) if (pads := [band.pad for band in bands if "tabular" in band.sorts]) else 0.0
    runs: list[list[Level]] = [[stack.levels[0]]]
    for place, (band, below) in enumerate(zip(bands, stack.levels[1:], strict=True)):
        tight = band.pad <= room + TIGHT
        anew = place > 0 and _heads_anew(bands, place, room)
        if anew or _is_text(band, usual, left, tight):
            runs.append([below])
        else:
            runs[-1].append(below)
    if len(runs) == 1:
        return [stack]
    return [
        Stack(run, [level for level in stack.partial if run[0].y < level.y < run[-1].y]) for run in runs if len(run) > 1
    ]


class _Band(NamedTuple):
    """What stands between two rules."""

    lines: list[Line]
    sorts: list[Sort]
    height: float

    @property
    def pad(self) -> float:
        """How much more there is of white above and below than between the lines, in points."""
        if not self.lines:
            return self.height
        return self.height - (max(line.box.bottom for line in self.lines) - min(line.box.top for line in self.lines))


def _band(above: Level, below: Level, stack: Stack, lines: Sequence[Line], sorts: Sequence[Sort]) -> _Band:
    own = [
        (line, sort)
        for line, sort in zip(lines, sorts, strict=True)
        if above.y < line.box.middle[1] < below.y and stack.box.x0 - SNAP <= line.box.middle[0] <= stack.box.x1 + SNAP
    ]
    return _Band([line for line, _ in own], [sort for _, sort in own], below.y - above.y)


def _heads_anew(bands: Sequence[_Band], place: int, room: float) -> bool:
    """Whether below white, or a heading, bold words stand in columns over rows that are not bold: the header of another
    table.

    A heading stands in more white than the `room` that rows have, or right over the header.
    """
    band = bands[place]
    if band.sorts[:1] == ["tabular"]:
        return False
    own = [line for line, sort in zip(band.lines, band.sorts, strict=True) if sort == "tabular"]
    if own:
        header, after = own, bands[place + 1 : place + 3]
        if not all(line.style.bold for line in band.lines):
            return False
    else:
        if place + 1 == len(bands) or "tabular" not in bands[place + 1].sorts or band.pad <= room + LOOSE:
            return False
        header, after = bands[place + 1].lines, bands[place + 2 : place + 4]
    if not all(line.is_bold for line in header):
        return False
    figures = any(is_figure(word.text) and not is_year(word.text) for line in header for word in line.words)
    return not figures and any(not line.style.bold for below in after for line in below.lines)


def _is_text(band: _Band, usual: float, left: float, tight: bool) -> bool:
    """Whether lines between two rules are text between tables rather than rows.

    `usual` is the type size of rows, `left` where they begin: text outside of padded cells may begin before. What
    stands as `tight` between the rules as the rows do is one of them, over all columns.
    """
    lines, sorts, _ = band
    if any(line.style.size > usual + 1.0 or CAPTION.match(line.text) for line in lines):
        return True
    if any(sort != "tabular" and line.box.x0 < left - OUTSIDE for line, sort in zip(lines, sorts, strict=True)):
        return True
    if tight and 0 < len(lines) <= TOLD_LINES:
        return False
    if "tabular" not in sorts:
        # one line or two are a group heading; more, or prose, are text
        return "prose" in sorts or len(lines) > 2
    return sorts.count("prose") > sorts.count("tabular")


def stands_in(line: Line, stack: Stack) -> bool:
    """Whether a line stands between the rules of a stack."""
    return stack.box.holds(line.box.middle, SNAP)
