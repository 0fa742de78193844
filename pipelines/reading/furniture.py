"""Page furniture: what repeats at one place on at least three pages, or numbers the page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from pipelines.reading.model import Edge, Line
from pipelines.reading.tables.grid import segments
from pipelines.reading.tables.lattice import SNAP, join_edges

ZONE = 0.14
"""Furniture stands in this part of the page height from the top or from the bottom."""
DEEP = 5
"""No running header or footer has more lines."""
REPEATS = 3
"""Pages on which a text must stand at one place."""
DENSE = 0.3
"""Share of the pages from its first to its last that a text must stand on: headers may differ on even pages."""
STRAY = 8.0
"""How far that place may stray, in points."""
FAR = 2.0
"""Pieces of a running header stand further apart than this part of their size."""
CLOSE, CLOSE_ROWS = 1.8, 2.4
"""Lines no further apart than this part of their size stand together; rows of columns may be set wider."""
NUMBERS = 8
"""A line with more numbers than this is no running header."""
PIECES = 3
"""A running header that names what changes from page to page has no more pieces."""

FEW_PAGES = 3
"""A report of no more pages has its header on each, or on each but the first."""
SAME_PLACE = 1.0
"""How far the place of such a header may stray, in points."""
APART = 2.2
"""Such a header stands further from the text than this part of its size."""

COUNT = "\0"
"""Stands before what is left of a number when the page is taken from it."""

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:sid(?:a|an)?|page|s\.|-|–)?\s*(\d{1,4})\s*(?:-|–|(?:\(|/|av|of)\s*(\d{1,4})\s*\)?)?", re.I
)
_COUNTED_PAGES = re.compile(r"(?<!\S)(\d{1,4})\s*(?:\(|/|av|of)\s*(\d{1,4})\s*\)?$", re.I)
"""How the last words of a line number a page and tell how many there are."""
_ROMAN = {
    f"{'x' * tens}{ones}": 10 * tens + one
    for tens in range(4)
    for one, ones in enumerate(("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))
    if tens or one
}


@dataclass(frozen=True, slots=True)
class PageLines:
    """What is asked of a page: its lines from the top, and the rules drawn on it."""

    number: int
    height: float
    lines: Sequence[Line]
    edges: Sequence[Edge] = ()


@dataclass(frozen=True, slots=True)
class Margin:
    """A line near the top or the bottom of a page."""

    page: int
    line: Line
    at_top: bool
    is_outermost: bool = False
    is_apart: bool = False
    """Whether it is the outermost line, with a gap between it and the next."""


def find_furniture(pages: Sequence[PageLines]) -> dict[int, list[Line]]:
    """For each page number its lines of furniture."""
    margins = [margin for page in pages for margin in _margins(page)]
    repeated, counting = _repeated(margins, len(pages))
    counting |= _numbering(margins, len(pages))
    if len(pages) <= FEW_PAGES:
        repeated |= _on_few_pages(margins, len(pages))
    by_page: dict[int, list[Margin]] = defaultdict(list)
    for margin in margins:
        by_page[margin.page].append(margin)
    found: dict[int, list[Line]] = {}
    for page in pages:
        in_grid = _in_grid(page, [margin.line for margin in by_page[page.number]])
        for at_top in (True, False):
            run: list[Line] = []
            for margin in by_page[page.number]:
                if margin.at_top == at_top:
                    place = id(margin.line)
                    if place not in counting and (place not in repeated or place in in_grid):
                        break
                    run.append(margin.line)
            if run:
                found.setdefault(page.number, []).extend(_apart_from_rows(run, page.lines, counting, at_top))
    return found


def texts_of(lines: Iterable[Line]) -> list[str]:
    """The texts of running headers and footers, each once: pieces far apart by themselves, page numbers left out."""
    texts = (part.text for line in lines for part in segments(line, FAR * line.style.size))
    return list(
        dict.fromkeys(text for text in texts if not _PAGE_NUMBER.fullmatch(text) and text.casefold() not in _ROMAN)
    )


def _margins(page: PageLines) -> list[Margin]:
    """The outermost lines, each side from the edge inwards."""
    top = [line for line in page.lines if line.box.middle[1] <= ZONE * page.height][:DEEP]
    bottom = [line for line in reversed(page.lines) if line.box.middle[1] >= (1 - ZONE) * page.height][:DEEP]
    first, last = page.lines[:2], page.lines[:-3:-1]
    apart = {
        at_top: len(ends) == 2 and abs(ends[0].baseline - ends[1].baseline) > APART * ends[0].style.size
        for at_top, ends in ((True, first), (False, last))
    }
    return [
        Margin(page.number, line, at_top, is_outermost=place == 0, is_apart=place == 0 and apart[at_top])
        for at_top, side in ((True, top), (False, bottom))
        for place, line in enumerate(side)
    ]


# --- what repeats ---------------------------------------------------------------------------------------------------


def _repeated(margins: Sequence[Margin], page_count: int) -> tuple[set[int], set[int]]:
    """Ids of lines whose text stands at one height on enough pages, few of them left out between.

    Of the second set one number counts the pages; where another differs it is another text. The last word of a cell
    may stand at the foot of three pages by chance, but not on every other page.
    """
    groups: dict[tuple[str, int, bool], list[Margin]] = defaultdict(list)
    for margin in margins:
        for text, least in _readings(margin, page_count):
            groups[text, least, margin.at_top].append(margin)
    repeated: set[int] = set()
    counting: set[int] = set()
    for (text, least, _), group in groups.items():
        heights: dict[int, set[int]] = defaultdict(set)
        for margin in group:
            heights[round(margin.line.baseline / STRAY)].add(margin.page)
        for margin in group:
            place = round(margin.line.baseline / STRAY)
            pages = set().union(*(heights.get(place + shift, set()) for shift in (-1, 0, 1)))
            if len(pages) >= max(least, DENSE * (max(pages) - min(pages) + 1)):
                (counting if COUNT in text else repeated).add(id(margin.line))
    return repeated, counting


def _on_few_pages(margins: Sequence[Margin], page_count: int) -> set[int]:
    """Ids of lines that are the same, word for word and to the point, at the edge of all pages of a short report.

    The first page may be without. Such a line has pieces at both sides of the page and stands away from the text; what
    is bold is a heading.
    """
    found: set[int] = set()
    groups: dict[tuple[str, bool], list[Margin]] = defaultdict(list)
    for margin in margins:
        pieces = len(segments(margin.line, FAR * margin.line.style.size))
        if margin.is_apart and 1 < pieces <= PIECES and not margin.line.is_bold:
            groups[margin.line.text, margin.at_top].append(margin)
    for group in groups.values():
        pages = {margin.page for margin in group}
        places = [(margin.line.box.x0, margin.line.baseline) for margin in group]
        strays = any(max(own) - min(own) > SAME_PLACE for own in zip(*places, strict=True))
        if len(pages) > 1 and pages | {1} == set(range(1, page_count + 1)) and not strays:
            found.update(id(margin.line) for margin in group)
    return found


def _readings(margin: Margin, page_count: int) -> list[tuple[str, int]]:
    """The text as it is, and with each of its numbers as one that counts the pages; on how many pages it must stand."""
    text = margin.line.text.casefold()
    readings = [(text, REPEATS)]
    numbers = list(_DIGITS.finditer(text))
    if not numbers:
        return readings
    # a number by itself at the end of a line, or in the outermost line, needs fewer pages to be believed
    fewest = min(REPEATS, max(page_count, 2))
    least = fewest if margin.is_outermost or _outer_number(margin.line) else REPEATS
    for number in numbers if len(numbers) <= NUMBERS else ():
        if len(number[0]) <= 4:
            offset = int(number[0]) - margin.page
            readings.append((f"{text[: number.start()]}{COUNT}{offset}{text[number.end() :]}", least))
    # the chapter named beside the page number changes from page to page
    readings += [(f"{COUNT}{number - margin.page}", REPEATS) for number in _outer_numbers(margin.line)]
    return readings


def _outer_numbers(line: Line) -> list[int]:
    """The page numbers at the ends of a line of few pieces, far from what else stands on it."""
    if not (line.words[0].text[-1:].isdigit() or line.words[-1].text[-1:].isdigit()):
        return []
    parts = segments(line, FAR * line.style.size)
    ends = (parts[0], parts[-1]) if 1 < len(parts) <= PIECES else ()
    return [int(match[1]) for part in ends if (match := _PAGE_NUMBER.fullmatch(part.text))]


def _outer_number(line: Line) -> bool:
    """Whether a page number stands at one end of a line, far from what else stands on it."""
    parts = segments(line, FAR * line.style.size)
    return len(parts) > 1 and any(_PAGE_NUMBER.fullmatch(part.text) for part in (parts[0], parts[-1]))


def _numbering(margins: Sequence[Margin], page_count: int) -> set[int]:
    """Ids of lines that number their page: at one distance from the page count, or naming the number of pages."""
    offsets: dict[int, list[Margin]] = defaultdict(list)
    found = set()
    for margin in margins:
        text = margin.line.text.strip()
        match = _PAGE_NUMBER.fullmatch(text)
        if match is None:
            of_all = _COUNTED_PAGES.search(text) if margin.is_outermost else None
            if of_all and (int(of_all[1]), int(of_all[2])) == (margin.page, page_count) and page_count > 1:
                found.add(id(margin.line))
            if text.casefold() in _ROMAN:
                offsets[_ROMAN[text.casefold()] - margin.page].append(margin)
            continue
        offsets[int(match[1]) - margin.page].append(margin)
        if match[2] and int(match[2]) == page_count and int(match[1]) <= page_count:
            found.add(id(margin.line))
    for group in offsets.values():
        if len({margin.page for margin in group}) >= min(REPEATS, max(page_count, 2)):
            found.update(id(margin.line) for margin in group)
    return found


# --- what repeats because a table does ------------------------------------------------------------------------------


def _in_grid(page: PageLines, lines: Sequence[Line]) -> Set[int]:
    """Ids of lines between drawn columns that run on into the page: the header of a table is printed on each."""
    upright = [edge for edge in page.edges if edge.vertical]
    if not lines or len(upright) < 3:
        return set()
    top, bottom = ZONE * page.height, (1 - ZONE) * page.height
    rules = join_edges(upright)
    inward = [rule for rule in rules if rule.start < bottom and rule.end > top]
    found: set[int] = set()
    for line in lines if len(inward) > 2 else ():
        y, reach = line.box.middle[1], 3 * line.style.size
        beside = [rule.at for rule in inward if rule.start - SNAP <= y <= rule.end + SNAP]
        # a header over all columns stands between the outer two; the others begin below it
        columns = sum(rule.start - reach <= y <= rule.end + reach for rule in inward)
        if columns > 2 and beside and min(beside) - SNAP <= line.box.x0 and line.box.x1 <= max(beside) + SNAP:
            found.add(id(line))
    return found


def _apart_from_rows(run: list[Line], lines: Sequence[Line], counting: Set[int], at_top: bool) -> list[Line]:
    """The run of likely furniture, from the edge inwards, cut where it comes to lines that head the rows of a table."""
    gone = set(map(id, run))
    inner = next((line for line in (lines if at_top else reversed(lines)) if id(line) not in gone), None)
    kept = list(run)
    while kept and inner is not None and id(kept[-1]) not in counting and _are_rows(kept[-1], inner):
        inner = kept.pop()
    return kept


def _are_rows(line: Line, inner: Line) -> bool:
    """Whether a line of three pieces or more stands together with the line inside of it."""
    gap = max(0.9 * line.style.size, 4.0)
    if len(segments(line, gap)) < 3:
        return False
    wide = CLOSE_ROWS if len(segments(inner, gap)) > 1 else CLOSE
    return abs(line.baseline - inner.baseline) <= wide * line.style.size
