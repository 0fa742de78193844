"""How deep the lines of a financial table lie: by numbering, indent, leading dash, ``varav``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.reading.model import Cell
from pipelines.records.role import is_total

STEP = 4.0
"""Points by which a line is at least indented below the one it is part of."""
MOST_INDENTS = 4
"""Indents of a table that is set by them; more are text that is centred or set right."""

_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=\D)")
_DASH = re.compile(r"[-–—•]\s?(?=[^\W\d_])")
_PART = re.compile(r"(?:[-–—•]\s*)?(?:varav|därav|of which|including)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Depth:
    """The level of a line, 0 the outermost, and the label of the line it is part of."""

    level: int
    parent: str | None


def depths(labels: Sequence[Cell]) -> list[Depth]:
    """The depth of each line of a table, by the cells of their labels from the top, group headings among them."""
    levels = _numbered(labels) or _indented(labels)
    above = 0
    for place, cell in enumerate(labels):
        part, dash = _PART.match(cell.text), _DASH.match(cell.text)
        if (part or dash) and levels[place] <= above:
            levels[place] = above + 1
        if not (part or dash):
            above = levels[place]
    found: list[Depth] = []
    for place, cell in enumerate(labels):
        above_it = (labels[other] for other in range(place - 1, -1, -1) if levels[other] < levels[place])
        over = next((other for other in above_it if not is_total(other.text)), None)
        found.append(Depth(levels[place], over.text if over is not None and not is_total(cell.text) else None))
    return found


def _numbered(labels: Sequence[Cell]) -> list[int] | None:
    """Levels by numbering: 1, 1.1, 1.1.2; None where fewer than half the lines are numbered or all alike."""
    depth = [match[1].count(".") if (match := _NUMBER.match(cell.text)) else None for cell in labels]
    known = [one for one in depth if one is not None]
    if 2 * len(known) < len(labels) or len(set(known)) < 2:
        return None
    least = min(known)
    return [0 if one is None else one - least for one in depth]


def _indented(labels: Sequence[Cell]) -> list[int]:
    """Levels by where the labels begin; all 0 where they are not set by indents."""
    lefts = [cell.lines[0].box.x0 if cell.lines else cell.box.x0 for cell in labels]
    edges: list[float] = []
    for left in sorted(lefts):
        if not edges or left - edges[-1] >= STEP:
            edges.append(left)
    outermost = sum(left - edges[0] < STEP for left in lefts) if edges else 0
    if not 1 < len(edges) <= MOST_INDENTS or outermost < 2 or 3 * len(edges) > 2 * len(labels):
        return [0] * len(labels)
    return [max(rank for rank, edge in enumerate(edges) if left >= edge) for left in lefts]
