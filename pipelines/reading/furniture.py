"""Page furniture: what repeats at one place on at least three pages, or numbers the page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.reading.model import Line
from pipelines.reading.tables.grid import segments

ZONE = 0.14
"""Furniture stands in this part of the page height from the top or from the bottom."""
DEEP = 5
"""No running header or footer has more lines."""
REPEATS = 3
"""Pages on which a text must stand at one place."""
STRAY = 8.0
"""How far that place may stray, in points."""

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:sid(?:a|an)?|page|s\.|-|–)?\s*(\d{1,4})\s*(?:-|–|(?:\(|/|av|of)\s*(\d{1,4})\s*\)?)?", re.I
)


@dataclass(frozen=True, slots=True)
class Margin:
    """A line near the top or the bottom of a page."""

    page: int
    line: Line
    at_top: bool
    key: str


def find_furniture(pages: Sequence[tuple[int, float, Sequence[Line]]]) -> dict[int, list[Line]]:
    """For each page number its lines of furniture; a page is given by its number, height and lines from the top."""
    margins = [margin for number, height, lines in pages for margin in _margins(number, height, lines)]
    repeated = _repeated(margins)
    numbering = _numbering(margins, len(pages))
    found: dict[int, list[Line]] = defaultdict(list)
    for number, _, lines in pages:
        own = [margin for margin in margins if margin.page == number]
        for at_top in (True, False):
            for margin in (m for m in own if m.at_top == at_top):
                place = id(margin.line)
                if place not in repeated and place not in numbering:
                    break
                if place not in numbering and _heads_table(margin.line, lines):
                    break
                found[number].append(margin.line)
    return dict(found)


def _margins(page: int, height: float, lines: Sequence[Line]) -> list[Margin]:
    """The outermost lines, each side from the edge inwards."""
    top = [line for line in lines if line.box.middle[1] <= ZONE * height][:DEEP]
    bottom = [line for line in reversed(lines) if line.box.middle[1] >= (1 - ZONE) * height][:DEEP]
    return [
        Margin(page, line, at_top, _DIGITS.sub("0", line.text.casefold()))
        for at_top, side in ((True, top), (False, bottom))
        for line in side
    ]


def _repeated(margins: Sequence[Margin]) -> set[int]:
    """Ids of lines whose text, numbers aside, stands at one height on enough pages."""
    groups: dict[tuple[str, bool], list[Margin]] = defaultdict(list)
    for margin in margins:
        groups[margin.key, margin.at_top].append(margin)
    repeated = set()
    for group in groups.values():
        heights = Counter(round(margin.line.baseline / STRAY) for margin in group)
        for margin in group:
            place = round(margin.line.baseline / STRAY)
            if sum(heights[place + shift] for shift in (-1, 0, 1)) >= REPEATS:
                repeated.add(id(margin.line))
    return repeated


def _numbering(margins: Sequence[Margin], page_count: int) -> set[int]:
    """Ids of lines that number their page: at one distance from the page count, or naming the number of pages."""
    offsets: dict[int, list[Margin]] = defaultdict(list)
    found = set()
    for margin in margins:
        match = _PAGE_NUMBER.fullmatch(margin.line.text.strip())
        if match is None:
            continue
        offsets[int(match[1]) - margin.page].append(margin)
        if match[2] and int(match[2]) == page_count and int(match[1]) <= page_count:
            found.add(id(margin.line))
    for group in offsets.values():
        if len({margin.page for margin in group}) >= min(REPEATS, max(page_count, 2)):
            found.update(id(margin.line) for margin in group)
    return found


def _heads_table(line: Line, lines: Sequence[Line]) -> bool:
    """Whether the line is the header row of a table that is repeated on each page."""
    gap = max(0.9 * line.style.size, 4.0)
    if len(segments(line, gap)) < 3:
        return False
    below = next((other for other in lines if other.baseline > line.baseline + 0.5 * line.style.size), None)
    return (
        below is not None and below.baseline - line.baseline <= 2.4 * line.style.size and len(segments(below, gap)) > 1
    )
