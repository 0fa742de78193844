"""From separators and words to cells: what ruled and aligned tables have in common."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from pipelines.reading.marks import BULLET_CODES
from pipelines.reading.model import Box, Line, Word, union
from pipelines.reading.words import make_line

_NUMBER = re.compile(
    r"(?:(?:ca|cirka|c:a|circa|ung|approx\.?|about|drygt|knappt|omkring|över|under|minst|högst)\.?\s)?"
    r"(?:us)?[$€£]?\s*[(\[]?\s*(?:\+/[-−–]|[-−–+±<>≥≤~])?\s*[$€£]?\s*"
    r"\d[\d\s\u00a0\u2009\u202f.,:']*\s*[-−–]?\s*[)\]]?\s*"
    r"(?:%|procent|percent|kr|tkr|mkr|mnkr|mdkr|milj(?:oner|\.)?(?:\skr)?|[tkm]?sek|mnsek|kkr|:-|st|h|tim|km|ha|m²|euro?|€|\$|p\.?e\.?|\*+)?",
    re.IGNORECASE,
)
_WITH_RANGE = re.compile(
    r"[-−–+±<>≥≤~$]?\s?\d[\d.,]*%?\s?[(\[]\s?[-−–±+<>]?\d[\d.,]*%?(?:\s?(?:[-−–,;]|to)\s?[-−–]?\d[\d.,]*%?)?\s?[)\]]\*{0,3}"
)
_NONE = re.compile(r"[-–—−.…]+|n\.?/?a\.?|x|\((?:na|x|z|d|s|b)\)", re.IGNORECASE)
_CLOSING = frozenset(")]*")
_GROUPED, _GROUP = re.compile(r"[(\-−–+]?\d{1,3}"), re.compile(r"\d{3}(?:[.,]\d+)?\D{0,2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PART_OF_YEAR = re.compile(r"\d{1,2} (?:19|20)\d\d")
"""What is left of ``kvartal 1 2018`` where the line breaks."""

GAP = 0.9
"""A gap as large as this part of the size always parts two pieces of a line."""
BLANK = 0.28
"""The blank between two words where a font shows none, as a part of its size."""
BLANKS = (0.2, 0.34)
"""No font has a blank outside these bounds, but where all its characters are as wide as each other."""
FEWEST_WORDS = 12
"""So many words of a font tell whether it is one of those, and how wide its blanks are."""
EVEN = 0.02
"""Characters of one width differ by less than this part of the size."""
SMALLEST_BLANK = 0.1
"""What is closer, as a part of the size, is one word."""

SCATTERED, ALONE = 0.4, 0.6
"""Text in less than this share of its places, or alone in its row in this share of rows, is no table,"""
HEADED, HEADER_ROWS, LABELLED = 0.7, 3, 0.6
"""unless headers stand over this share of its columns, in one of so many rows, and labels before this share of rows."""

MARKERS = re.compile(
    rf"[•–\-*·‣o§›»\u2190-\u21ff\u25a0-\u27bf\u2b00-\u2bff{BULLET_CODES}]|\d{{1,3}}[.)]|\d{{1,2}}(?:\.\d{{1,2}})+\.?|[a-zA-Z][.)]|\(\w\)"
)
"""Text that opens a list item rather than standing in a column of its own."""

Content = dict[int, Line]
"""What stands in each column of one line, columns from 0."""


class Segment(NamedTuple):
    """Neighbouring words of a line with no wide gap between them."""

    words: Sequence[Word]
    box: Box

    @property
    def text(self) -> str:
        """Its words joined by one space."""
        return " ".join(word.text for word in self.words if not word.raised)

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return all(word.style.bold for word in self.words)


def segment_of(words: Sequence[Word]) -> Segment:
    """Neighbouring words as one segment."""
    return Segment(words, union([word.box for word in words]))


def segments(line: Line, gap: float) -> list[Segment]:
    """The line parted where two words stand more than `gap` points apart; a list mark stays with what follows."""
    words = line.words
    if line.widest_gap <= gap:
        return [Segment(words, line.box)]
    cuts = [place for place, apart in enumerate(line.gaps, 1) if apart > gap]
    while cuts and all(a.raised or _is_marker(a.text, b.text) for a, b in pairwise(words[: cuts[0] + 1])):
        cuts.pop(0)
    if not cuts:
        return [Segment(words, line.box)]
    parts = [words[start:end] for start, end in pairwise((0, *cuts, len(words)))]
    return list(map(segment_of, parts))


def usual_blanks(lines: Sequence[Line]) -> dict[str, float]:
    """For each font the blank between two words of a text, as a part of the size."""
    words: dict[str, list[Word]] = defaultdict(list)
    between: dict[str, list[float]] = defaultdict(list)
    for line in lines:
        gaps = line.gaps
        for start, end in _runs_of_style(line.words):
            style = line.words[start].style
            size = max(style.size, 0.1)
            words[style.font].extend(line.words[start:end])
            if gaps:
                between[style.font].extend(
                    [part for gap in gaps[max(start - 1, 0) : end - 1] if SMALLEST_BLANK < (part := gap / size) < GAP]
                )
    blanks: dict[str, float] = {}
    for font, own in sorted(words.items(), key=lambda entry: -len(entry[1])):
        # the bold of such a font may have few words
        known = next((even for even in blanks.values() if even > BLANKS[1]), None)
        if (pitch := _even_pitch(own, known)) is not None:
            blanks[font] = pitch
            continue
        seen = between[font] if len(between[font]) >= FEWEST_WORDS else list(chain.from_iterable(between.values()))
        blank = sorted(seen)[int(0.3 * len(seen))] if seen else BLANK
        blanks[font] = min(max(blank, BLANKS[0]), BLANKS[1])
    return blanks


def _runs_of_style(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where runs of words of one style start and end."""
    start, style = 0, words[0].style
    for place, word in enumerate(words):
        if word.style is not style:
            yield start, place
            start, style = place, word.style
    yield start, len(words)


def _even_pitch(words: Sequence[Word], known: float | None = None) -> float | None:
    """How wide all characters of a font are, as a part of the size; None where they differ, as in most fonts.

    Few words tell that where characters of another font are all so wide: the pitch that is `known`.
    """
    first = _pitch(words[0])
    if len(words) < FEWEST_WORDS and (known is None or abs(first - known) >= EVEN):
        return None
    least = most = first
    for word in words:
        pitch = _pitch(word)
        least, most = min(least, pitch), max(most, pitch)
        if most - least >= EVEN:
            return None
    return first


def _pitch(word: Word) -> float:
    return word.box.width / (len(word.text) * max(word.style.size, 0.1))


def is_list_mark(text: str) -> bool:
    """Whether a text is a mark that opens a list item; numbers and letters may number rows as well."""
    return not text[:1].isalnum() and MARKERS.fullmatch(text) is not None


def _is_marker(text: str, after: str) -> bool:
    """Whether a word is a list mark or a section number for the word after it, or for the mark after it."""
    if text.isalpha() and len(text) > 1:
        return False  # most words
    return MARKERS.fullmatch(text) is not None and (after[:1].isalpha() or not any(map(str.isdigit, text)))


@lru_cache(maxsize=4096)  # asked of the same cells again and again while a grid is sought
def is_number(text: str) -> bool:
    """Whether a cell holds a figure and nothing else but its unit, or the share, error or range of it in brackets."""
    text = text.strip()
    if _PART_OF_YEAR.fullmatch(text) is not None:
        return False
    return _NUMBER.fullmatch(text) is not None or (text[-1:] in _CLOSING and _WITH_RANGE.fullmatch(text) is not None)


@lru_cache(maxsize=4096)
def is_figure(text: str) -> bool:
    """A number, or the dash that stands for none."""
    return is_number(text) or _NONE.fullmatch(text.strip()) is not None


def figures_of(part: Segment) -> list[Segment]:
    """The figures of a piece that holds nothing else, groups of three digits kept together; else the piece itself."""
    if len(part.words) < 2 or not all(is_number(word.text) for word in part.words):
        return [part]
    cuts = [
        place for place, (left, right) in enumerate(pairwise(part.words), 1) if not is_grouped(left.text, right.text)
    ]
    words = [part.words[start:end] for start, end in pairwise((0, *cuts, len(part.words)))]
    return list(map(segment_of, words))


def is_grouped(left: str, right: str) -> bool:
    """Whether two words can be groups of the digits of one figure."""
    return _GROUP.fullmatch(right) is not None and _GROUPED.fullmatch(left) is not None


def is_year(text: str) -> bool:
    """Whether it could be a year that heads a column."""
    return _YEAR.fullmatch(text.strip()) is not None


def by_column(line: Line, separators: Sequence[float]) -> Content:
    """The line's words by the column their middle lies in, columns from 0."""
    columns: dict[int, list[Word]] = {}
    for word in line.words:
        middle = word.box.middle[0]
        columns.setdefault(bisect_right(separators, middle), []).append(word)
    return {column: make_line(words) for column, words in sorted(columns.items())}


def is_scattered(rows: Sequence[Collection[int]], columns: int) -> bool:
    """Whether text stands here and there in a grid, as the labels of a chart do; `rows` are the filled columns of each.

    A table may have many empty cells where its columns have headers and its rows labels.
    """
    share = sum(map(len, rows)) / max(len(rows) * columns, 1)
    headed = any(len(filled) >= HEADED * columns for filled in rows[:HEADER_ROWS])
    labelled = sum(0 in filled for filled in rows) >= LABELLED * len(rows)
    alone = sum(len(filled) < 2 for filled in rows) >= ALONE * len(rows)
    return ((columns > 2 and share < SCATTERED) or alone) and not (headed and labelled)
