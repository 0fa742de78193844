"""Rows of a table that runs over both columns of the text above or below it.

The white between the columns of text would cut the rows in two. Figures tell them: a row is a short text with nothing
but figures behind it, and stands on both sides of that white.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from pipelines.reading.columns import find_gutter
from pipelines.reading.model import Line
from pipelines.reading.tables.grid import GAP, Segment, is_figure, segments
from pipelines.reading.tables.parting import ALIGNED
from pipelines.reading.tables.regions import FAR, LABEL_WORDS, PROSE_WORDS

FEWEST_ROWS = 3
"""So many rows of figures are a table."""
FEWEST_BESIDE, WORDS = 3, 5.0
"""In so many lines text stands beside text, so many words in the mean on either side."""
MOST_CUT = 2
"""So many words with a full stop behind them are cut short; more are the end of a sentence."""
MOST_ALONE = 3
"""So many lines of one piece stand between a header and its rows: what it goes on with, and the name of a group."""
_ENDS = frozenset("0123456789%)-–—−")
"""Characters that a figure ends with; a unit behind it is looked for with care."""


def rows_across(lines: Sequence[Line]) -> list[Line]:
    """The lines of tables over columns of text, from the top; empty where a page has none."""
    if sum(map(_may_be_row, lines)) < FEWEST_ROWS:
        return []
    ordered = sorted(lines, key=lambda line: line.baseline)
    pieces = [segments(line, GAP * line.style.size) for line in ordered]
    runs = _runs(ordered, pieces)
    if not runs:
        return []
    placed = {place for start, end in runs for place in range(start, end)}
    rest = [place for place in range(len(ordered)) if place not in placed]
    white = find_gutter(lines) or _white([pieces[place] for place in rest])
    if white is None:
        return []
    return [
        line
        for start, end in runs
        if all(row[0].box.x0 < white < row[-1].box.x1 for row in pieces[start:end] if _is_row(row))
        for line in ordered[start:end]
    ]


def _white(pieces: Sequence[Sequence[Segment]]) -> float | None:
    """x of the white between two columns of text; None where no sentences go on beside each other."""
    beside = [parts for parts in pieces if len(parts) == 2]
    if len(beside) < FEWEST_BESIDE:
        return None
    white = median(parts[1].box.x0 for parts in beside)
    beside = [parts for parts in beside if parts[0].box.x1 < white and abs(parts[1].box.x0 - white) <= ALIGNED]
    words = [sum(len(parts[side].words) for parts in beside) for side in (0, 1)]
    if len(beside) < FEWEST_BESIDE or min(words) < WORDS * len(beside):
        return None
    return white


def _may_be_row(line: Line) -> bool:
    if line.widest_gap <= 0 or line.widest_gap <= GAP * line.style.size:
        return False
    return any(word.text[-1:] in _ENDS for word in line.words[-2:])


def _is_row(pieces: Sequence[Segment]) -> bool:
    """Whether a short text leads figures, perhaps with a number or the name of a group before it."""
    texts = [place for place, part in enumerate(pieces) if not is_figure(part.text)]
    figures = len(pieces) - len(texts)
    if texts not in ([0], [1], [0, 1]) or figures < len(texts) or figures - is_figure(pieces[0].text) < 1:
        return False
    return all(len(pieces[place].words) < PROSE_WORDS for place in texts)


def _runs(lines: Sequence[Line], pieces: Sequence[Sequence[Segment]]) -> list[tuple[int, int]]:
    """From where to where rows of figures stand, with the headers above them and the groups between."""
    runs: list[tuple[int, int]] = []
    place = 0
    while place < len(lines):
        if not _is_row(pieces[place]):
            place += 1
            continue
        end, rows = place + 1, 1
        for below in range(place + 1, len(lines)):
            if _is_far(lines[below - 1], lines[below]) or not _may_stand(pieces[below]):
                break
            if _is_row(pieces[below]):
                end, rows = below + 1, rows + 1
            elif below == len(lines) - 1 and _heads_group(lines[below], lines[place]):
                end = below + 1
        start = _start(lines, pieces, place)
        if rows >= FEWEST_ROWS:
            runs.append((start, end))
        place = end
    return runs


def _heads_group(line: Line, row: Line) -> bool:
    """Whether the last line of a page is the name of a group whose rows follow on the next."""
    return abs(line.box.x0 - row.box.x0) <= line.style.size and line.is_bold


def _start(lines: Sequence[Line], pieces: Sequence[Sequence[Segment]], first: int) -> int:
    """Where the header of rows begins: short pieces side by side, with few lines alone below them or between."""
    start, place = first, first - 1
    while place >= 0 and not _is_far(lines[place], lines[place + 1]) and _may_stand(pieces[place]):
        if len(pieces[place]) > 1:
            start = place
        elif start - place > MOST_ALONE:
            break
        place -= 1
    return start


def _is_far(above: Line, below: Line) -> bool:
    return below.baseline - above.baseline > FAR * below.style.size


def _may_stand(pieces: Sequence[Segment]) -> bool:
    """Whether all pieces are as short as headers and groups are, and none ends a sentence."""
    return all(
        len(piece.words) <= LABEL_WORDS and not (len(piece.words) > MOST_CUT and piece.text.endswith((".", "!", "?")))
        for piece in pieces
    ) or _is_row(pieces)
