"""The coloured band that heads a table whose only rules are those under its rows."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from pipelines.reading.colors import WHITE
from pipelines.reading.model import Box, Fill, union
from pipelines.reading.tables.lattice import SNAP, Rule
from pipelines.reading.tables.stacks import Stack

NEAR = 60.0
"""The first rule is no further below the band, in points: one row stands between them."""
LOWEST, HIGHEST = 8.0, 60.0
"""How high a band is that holds one line of headers, or a few."""
SAME_EXTENT = 4.0
"""The band begins and ends with the rules, so near, in points."""


def band_rules(fills: Sequence[Fill], stacks: Sequence[Stack]) -> list[Rule]:
    """The upper and the lower side of each band right over rules of its width, as rules."""
    if not stacks:
        return []
    found = []
    bands = _bands(fills)
    for stack in stacks:
        box = stack.box
        for band in bands:
            same = abs(band.x0 - box.x0) <= SAME_EXTENT and abs(band.x1 - box.x1) <= SAME_EXTENT
            if same and _heads(band, stack):
                found += [Rule(False, band.top, box.x0, box.x1), Rule(False, band.bottom, box.x0, box.x1)]
    return found


def _heads(band: Box, stack: Stack) -> bool:
    """Whether a band stands right over the first rule, or over a rule further down with none near above it."""
    above = max((level.y for level in stack.levels if level.y < band.bottom), default=None)
    below = min((level.y for level in stack.levels if level.y >= band.bottom), default=None)
    clear = above is None or band.top - above > NEAR
    return clear and below is not None and SNAP < below - band.bottom <= NEAR


def _bands(fills: Sequence[Fill]) -> list[Box]:
    """Areas of one colour and height side by side, as one each."""
    own = [fill for fill in fills if fill.color != WHITE and LOWEST <= fill.box.height <= HIGHEST]
    bands: list[tuple[Fill, list[Box]]] = []
    for fill in sorted(own, key=attrgetter("box.x0")):
        for first, boxes in bands:
            beside = abs(first.box.top - fill.box.top) <= 1 and abs(first.box.bottom - fill.box.bottom) <= 1
            if beside and first.color == fill.color and abs(boxes[-1].x1 - fill.box.x0) <= SNAP:
                boxes.append(fill.box)
                break
        else:
            bands.append((fill, [fill.box]))
    return [union(boxes) for _, boxes in bands]
