"""Columns set from the left, told by where their cells begin where lines of justified text leave no white."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.reading.model import Line
from pipelines.reading.tables.close import parted
from pipelines.reading.tables.grid import Segment, by_column, is_figure, is_year, segment_of
from pipelines.reading.tables.regions import Region

EDGE = 1.0
"""What begins in one column strays no more, in points."""
FEWEST_COLUMNS = 4
"""So many columns that all begin where words of their headers do are no chance."""
WHITE = 1.5
"""The narrowest white between two columns, in points."""


def part_at_starts(region: Region) -> Region:
    """The region with a piece parted where it runs into the next column: a word of it begins there, as the cell of
    another row does, and all other cells of that row begin where this one has some, too."""
    rows = [parts for parts in region.parts if len(parts) >= FEWEST_COLUMNS]
    if not rows:
        return region
    most = max(map(len, rows))
    starts = {tuple(round(part.box.x0) for part in parts): parts for parts in rows if len(parts) == most}
    short = [place for place, parts in enumerate(region.parts) if len(parts) == most - 1 and most > FEWEST_COLUMNS]
    found = list(region.parts)
    for place in short:
        for full in starts.values():
            if (cut := _cut(region.parts[place], full)) is not None:
                found[place] = cut
                break
    return Region(region.lines, found, region.stack, region.whites) if found != list(region.parts) else region


def _cut(parts: Sequence[Segment], full: Sequence[Segment]) -> list[Segment] | None:
    """A row of one piece less than a `full` one, the piece parted that runs on over the start of a cell of that."""
    place = next((at for at, (a, b) in enumerate(zip(parts, full, strict=False)) if not _begin_alike(a, b)), len(parts))
    if place == 0 or not all(_begin_alike(a, b) for a, b in zip(parts[place:], full[place + 1 :], strict=True)):
        return None
    words, x = parts[place - 1].words, full[place].box.x0
    at = next((at for at, word in enumerate(words) if at and abs(word.box.x0 - x) <= EDGE), None)
    if at is None or words[at].box.x0 - words[at - 1].box.x1 < WHITE:
        return None
    return [*parts[: place - 1], segment_of(words[:at]), segment_of(words[at:]), *parts[place:]]


def _begin_alike(a: Segment, b: Segment) -> bool:
    return abs(a.box.x0 - b.box.x0) <= EDGE


def flush_columns(region: Region, separators: list[float]) -> tuple[Region, list[float]]:
    """The region and its separators, or others where they part words of stretched headers.

    Such a header stands over figures each of which begins where a word of the header does. What else a line of it is
    parted into goes on below, and stands nearer to what follows than to what it is parted from, or is hyphened.
    """
    first = next((place for place, parts in enumerate(region.parts) if _is_row(parts)), 0)
    if first < 2 or len(separators) + 1 < FEWEST_COLUMNS:
        return region, separators
    body = [parts for parts in region.parts[first:] if _is_row(parts)]
    full = max(body, key=len)
    starts = [part.box.x0 for part in full[1:]]
    words = [word for line in region.lines[:first] for word in line.words]
    if len(full) < FEWEST_COLUMNS or not all(any(abs(word.box.x0 - x) <= EDGE for word in words) for x in starts):
        return region, separators
    if any(min(abs(part.box.x0 - x) for x in starts) > EDGE for parts in body for part in parts[1:]):
        return region, separators
    found: list[float] = []
    everything = [word for line in region.lines for word in line.words]
    for x in starts:
        left = max((word.box.x1 for word in everything if word.box.x0 < x - EDGE), default=x - 2 * WHITE)
        if left > x - WHITE:
            return region, separators
        found.append((left + x) / 2)
    header = region.lines[:first]
    own, other = ([by_column(line, xs) for line in header] for xs in (found, separators))
    if [_texts(content) for content in own] == [_texts(content) for content in other]:
        return region, separators
    if not all(_is_stretched(own, place) for place in range(first)):
        return region, separators
    whites = [(x - WHITE, x) for x in starts]
    return Region(region.lines, [parted(parts, whites) for parts in region.parts], region.stack, region.whites), found


def _is_row(parts: Sequence[Segment]) -> bool:
    return len(parts) > 1 and any(is_figure(part.text) and not is_year(part.text) for part in parts[1:])


def _texts(content: dict[int, Line]) -> list[str]:
    return [line.text for line in content.values()]


def _is_stretched(header: Sequence[dict[int, Line]], place: int) -> bool:
    """Whether every cell of a line of a header that has wide white between its words goes on in the next line."""
    for column, line in header[place].items():
        wide = line.widest_gap > line.style.size / 2
        if wide and not (place + 1 < len(header) and column in header[place + 1]):
            return False
    return True
