"""Short texts under bold names, set in two columns beside each other: lists of descriptions of a few lines each.

Each column is read by itself. No sentence need go on from line to line there, as it does in running text; what shows
the columns is that on either side a name in bold stands over text that ends with a sentence, again and again.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from pipelines.reading.model import Line
from pipelines.reading.tables.grid import Segment, segments

FEWEST_NAMES = 3
"""So many bold names stand over texts, one at least on either side; or two, each over one paragraph."""
FEWEST_WORDS = 5
"""One text of either side has so many words."""
ALIGNED = 1.5
"""What begins in one column strays no more, in points."""
GAP, LEAST = 0.6, 6.0
"""The white between the columns is wider than this part of the size, and so many points."""
APART = 3.0
"""Lines of one column stand no further apart than this part of their size."""
SAME = 0.6
"""Names and texts are set in one size, but for so many points."""

_ENDS = (".", "!", "?", ".)", ".”", '."')


class Pair(NamedTuple):
    """Lines from `start` up to `end` that stand in two columns, the right one of which begins at x."""

    start: int
    end: int
    x: float


def find_pairs(lines: Sequence[Line]) -> list[Pair]:
    """Where names over texts stand in two columns, from the top."""
    found: list[Pair] = []
    place = 0
    while place < len(lines):
        pair = _pair(lines, place) if _may_open(lines[place]) else None
        if pair is not None:
            found.append(pair)
        place = place + 1 if pair is None else pair.end
    return found


def _may_open(line: Line) -> bool:
    """Whether two bold names stand beside each other, and nothing else."""
    words = line.words
    if len(words) < 2 or line.widest_gap <= LEAST or not (words[0].style.bold and words[-1].style.bold):
        return False
    parts = _pieces(line)
    return len(parts) == 2 and all(part.is_bold and part.text[:1].isupper() for part in parts)


def _pieces(line: Line) -> list[Segment]:
    return segments(line, max(GAP * line.style.size, LEAST))


def _pair(lines: Sequence[Line], start: int) -> Pair | None:
    sides: tuple[list[Segment], list[Segment]] = ([], [])
    first = _pieces(lines[start])
    begins = first[0].box.x0, first[1].box.x0
    end = start
    for line in lines[start:]:
        parts = _pieces(line)
        homes = [_home(part, begins, line.style.size) for part in parts]
        if None in homes or len(set(homes)) < len(homes) or abs(line.style.size - lines[start].style.size) > SAME:
            break
        if any(
            sides[home] and part.box.top - sides[home][-1].box.top > APART * line.style.size
            for home, part in zip(homes, parts, strict=True)
            if home is not None
        ):
            break
        for home, part in zip(homes, parts, strict=True):
            if home is not None:
                sides[home].append(part)
        end += 1
    texts = [_texts(side) for side in sides]
    if not all(texts) or (sum(map(len, texts)) < FEWEST_NAMES and not all(_is_paragraph(own[0]) for own in texts)):
        return None
    return Pair(start, end, begins[1])


def _home(part: Segment, begins: tuple[float, float], size: float) -> int | None:
    """The side that a piece begins, and stays, on; None where it is of neither."""
    if abs(part.box.x0 - begins[1]) <= ALIGNED:
        return 1
    if abs(part.box.x0 - begins[0]) <= ALIGNED and part.box.x1 < begins[1] - GAP * size / 2:
        return 0
    return None


def _texts(side: Sequence[Segment]) -> list[list[Segment]]:
    """The texts that stand under names on one side; none where anything else stands there."""
    runs = [(bold, list(own)) for bold, own in groupby(side, key=lambda part: part.is_bold)]
    if len(runs) < 2 or not runs[0][0] or runs[-1][0]:
        return []
    texts = [own for bold, own in runs if not bold]
    if not all(own[-1].text.endswith(_ENDS) for own in texts):
        return []
    longest = max(sum(len(part.words) for part in own) for own in texts)
    return texts if longest >= FEWEST_WORDS else []


def _is_paragraph(text: Sequence[Segment]) -> bool:
    """Whether no sentence ends before the last line: the rows under a header are several."""
    return not any(part.text.endswith(_ENDS) for part in text[:-1])
