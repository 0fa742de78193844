"""Lines in reading order into blocks: a block is one paragraph, one list item or one heading."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipelines.reading.marks import BULLET_CODES, glyph_mark, is_symbol
from pipelines.reading.model import Box, Line, Mark, Style, Word, style_of_most, union
from pipelines.reading.words import BLANK, make_line

_SHAPES = ((0x2190, 0x21FF), (0x25A0, 0x25FF), (0x2600, 0x26FF), (0x2701, 0x27BF), (0x2B00, 0x2BFF))
"""Arrows, geometric shapes, signs and dingbats."""
BULLETS = frozenset("•·‣⁃⁌⁍∙–—-*¤»›" + BULLET_CODES) | {
    chr(code) for first, last in _SHAPES for code in range(first, last + 1)
}
"""Characters that open a list item."""
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-zåäö]|[ivx]{1,4})[.)]", re.IGNORECASE)
_LABEL = re.compile(r"[A-ZÅÄÖ][^:;.!?]{1,45}:(?:\s|$)")
_CAPTION = re.compile(r"(?:tabell|table|figur|figure|diagram)\s*\d+\b", re.IGNORECASE)
_UNIT_TOLD = re.compile(r"\(?(?:alla |samtliga )?(?:belopp|siffror|summor)\b.{1,60}[.)]", re.IGNORECASE)
_END = re.compile(r"[.!?:;][\"”’')\]]*$")

APART = 1.3
"""A distance between baselines above this part of the usual one starts a new block."""
WIDER = 1.15
"""After a sentence's end a distance above this part of the paragraph's own does so too."""
SHORT = 0.82
"""A line that ends before this part of the measure may be the last of its paragraph."""
SAME_SIZE = 0.25
"""Type sizes that differ by more, in points, are two looks."""
LEADS, FOLLOWS = 60.0, 250.0
"""A light stands no further before its line, or after it, in points."""
LIGHT = "●"
"""The list mark of an item that a drawn light leads."""


@dataclass(slots=True)
class Block:
    """Lines of one paragraph, list item or heading, before it is known which."""

    lines: list[Line]
    marker: str | None = None
    """The list mark it opens with, words and drawn dots alike; None for other blocks."""
    marker_x: float = 0.0
    marks: list[Mark] = field(default_factory=list)
    page: int = 0
    opening: list[Word] = field(default_factory=list)
    """The words of its list mark, taken out of its first line."""

    @property
    def box(self) -> Box:
        """Around its lines."""
        return union(line.box for line in self.lines)

    @property
    def style(self) -> Style:
        """The style of most of its letters."""
        return style_of_most(self.lines)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page draws beside words: it tells where list items begin and which marks belong to them."""

    page: int
    dots: Sequence[Box]
    marks: Sequence[Mark]


def usual_pitches(lines: Sequence[Sequence[Line]]) -> dict[float, float]:
    """For each type size the most common distance between baselines, over all pages, in points."""
    counts: dict[float, Counter[float]] = defaultdict(Counter)
    for page in lines:
        for above, below in pairwise(page):
            size = above.style.size
            pitch = below.baseline - above.baseline
            if size == below.style.size and 0.9 * size <= pitch <= 2.2 * size:
                counts[size][round(2 * pitch) / 2] += 1
    return {size: _mode(pitches) for size, pitches in counts.items()}


def _mode(pitches: Counter[float]) -> float:
    """The most common pitch; of several almost as common the tightest."""
    most = max(pitches.values())
    return min(pitch for pitch, count in pitches.items() if count >= 0.6 * most)


def find_blocks(
    lines: Sequence[Line],
    around: Surroundings,
    pitches: dict[float, float],
    measures: Sequence[Box] | None = None,
) -> list[Block]:
    """Blocks of the lines of one page, or one cell, in reading order; `measures` are the columns they are set in."""
    if not lines:
        return []
    whole = union(line.box for line in lines)
    blocks: list[Block] = []
    beside = _beside(lines, around.marks)
    for line, measure in zip(lines, measures or [whole] * len(lines), strict=True):
        marker, words, marks = _opening(line, beside.get(id(line), []), around.dots)
        body = make_line(words) if words and len(words) < len(line.words) else line
        block = blocks[-1] if blocks else None
        if block is None or marker is not None or _starts_block(block, body, pitches, measure):
            x = marker[1] if marker else 0.0
            opening = [] if body is line else [word for word in line.words if word not in body.words]
            blocks.append(Block([body], marker[0] if marker else None, x, marks, around.page, opening))
        else:
            block.lines.append(line)
            block.marks.extend(marks)
    return blocks


def _opening(
    line: Line, beside: Sequence[Mark], dots: Sequence[Box]
) -> tuple[tuple[str, float] | None, list[Word], list[Mark]]:
    """The list mark a line opens with and its x, the words after it, and the marks beside the line."""
    marks = list(beside)
    words = list(line.words)
    marker: tuple[str, float] | None = None
    while words:
        word = words[0]
        if is_symbol(word):
            marks.append(glyph_mark(word))
        elif len(words) < 2 or not (word.text in BULLETS or (word.text == "o" and _opens_item(words))):
            break
        marker = marker or (word.text, word.box.x0)
        if not is_symbol(word):
            marker = (word.text, word.box.x0)
        words.pop(0)
    if marker is None and len(words) > 1 and _is_numbered(words[0]):
        gap = words[1].box.x0 - words[0].box.x1
        if gap > 0.12 * words[0].style.size:
            marker = (words[0].text, words[0].box.x0)
            words = words[1:]
    if marker is None:
        dot = next((dot for dot in dots if _is_bullet(dot, line)), None)
        if dot is not None:
            marker = ("•", dot.x0)
    if marker is None and not _is_bold(line):
        light = next((mark for mark in beside if mark.box.x1 <= line.box.x0 + 1), None)
        if light is not None:
            marker = (LIGHT, light.box.x0)
    if not words:
        return None, list(line.words), marks
    return marker, words, marks


def _is_numbered(word: Word) -> bool:
    return word.text.endswith((".", ")")) and _NUMBERED.fullmatch(word.text) is not None and not word.raised


def _opens_item(words: Sequence[Word]) -> bool:
    """Whether a lone letter o at the head of a line is a ring, as Word draws those of the second level with."""
    apart = words[1].box.x0 - words[0].box.x1
    return words[1].text[:1].isupper() or apart > 0.5 * words[0].style.size


def _beside(lines: Sequence[Line], marks: Sequence[Mark]) -> dict[int, list[Mark]]:
    """Each mark with the line it belongs to, by the id of the line: the one it leads, else the one it follows."""
    owned: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        x, y = mark.box.middle
        level = [line for line in lines if line.box.top - 2 <= y <= line.box.bottom + 2]
        led = [line for line in level if line.box.x0 - LEADS <= x <= line.box.x1 + 12]
        near = led or [line for line in level if line.box.x1 < x <= line.box.x1 + FOLLOWS]
        if near:
            owned[id(min(near, key=lambda line: _distance(mark.box, line)))].append(mark)
    return owned


def _distance(mark: Box, line: Line) -> float:
    """How far a mark stands from a line, sideways and from the middle of its letters, in points."""
    x, y = mark.middle
    aside = max(line.box.x0 - x, x - line.box.x1, 0.0)
    return aside + 4 * abs(y - (line.baseline - 0.35 * line.style.size))


def _is_bullet(dot: Box, line: Line) -> bool:
    size = line.style.size
    x, y = dot.middle
    inside = line.baseline - size <= y <= line.baseline + 0.1 * size
    return inside and 2 <= line.box.x0 - x <= 3.2 * size and max(dot.width, dot.height) <= 0.8 * size


def _starts_block(block: Block, line: Line, pitches: dict[float, float], measure: Box) -> bool:
    last = block.lines[-1]
    size = last.style.size
    pitch = line.baseline - last.baseline
    usual = pitches.get(size, 1.2 * size)
    if pitch > APART * usual + 0.5 or pitch < -0.5 * size:
        return True
    if len(block.lines) > 1 and _END.search(last.text) and line.text[:1].isupper():
        own = last.baseline - block.lines[-2].baseline
        if pitch > WIDER * own + 0.5:
            return True
    if abs(line.style.size - block.lines[0].style.size) > 0.6 or _is_other_heading(last, line):
        return True
    hangs = block.marker is not None and abs(line.box.x0 - block.lines[0].box.x0) <= 2
    ended = last.box.x1 < measure.x0 + SHORT * measure.width
    if not hangs and (_changes_weight(last, line) or _opens_run_in(last, line, ended=ended)):
        return True
    if block.marker is not None and line.box.x0 < block.marker_x + 2 and not _hangs_on(last, line, measure):
        return True
    if block.marker is None and abs(line.box.x0 - last.box.x0) > 1.2 * size and len(block.lines) > 1:
        return True
    text = line.text
    if block.marker is None and _END.search(last.text) and _CAPTION.match(text):
        return True
    if len(block.lines) == 1 and text[:1].isupper() and _UNIT_TOLD.fullmatch(last.text):
        return True  # a line that tells the unit of the tables below it is whole
    if not hangs and _LABEL.match(text) and (ended or line.words[0].style.bold or _is_labelled(block.lines)):
        return True
    if ended and not hangs and line.words[0].style.bold and not _is_bold(line) and not last.words[-1].style.bold:
        return True  # a label or heading run into its text
    if ended and len(block.lines) == 1 and text[:1].isupper() and (_LABEL.match(last.text) or _has_bold_label(last)):
        return not _is_broken(last, line, measure)  # a labelled line that ends early is whole
    return ended and bool(_END.search(last.text)) and text[:1].isupper() and block.marker is None


def _is_other_heading(last: Line, line: Line) -> bool:
    """Whether two bold lines are of two looks, each throughout: a heading, and a label or a lower heading below it."""
    if not (_is_bold(last) and _is_bold(line)):
        return False
    above, below = ({(word.style.size, word.style.color) for word in one.words} for one in (last, line))
    if len(above) > 1 or len(below) > 1:
        return False
    (size, color), (other, shade) = *above, *below
    return abs(size - other) > SAME_SIZE or color != shade


def _is_labelled(lines: Sequence[Line]) -> bool:
    """Whether lines so far are of one label and its value, so that a line with another label is the next."""
    return _LABEL.match(lines[0].text) is not None and not any(";" in line.text for line in lines)


def _is_broken(last: Line, line: Line, measure: Box) -> bool:
    """Whether a line ends where it does since it had no room for the first word of the next, or in a list."""
    room = measure.x1 - last.box.x1 - BLANK * last.style.size
    return last.text.endswith(",") or ";" in line.text or line.words[0].box.width > room


def _changes_weight(last: Line, line: Line) -> bool:
    """Whether bold or italic type begins or ends just between two lines; within a line it only stresses."""
    before, after = last.words[-1].style, line.words[0].style
    return (before.bold != after.bold and (_is_bold(last) or _is_bold(line))) or (
        before.italic != after.italic and (_is_italic(last) or _is_italic(line))
    )


def _opens_run_in(last: Line, line: Line, *, ended: bool) -> bool:
    """Whether a line opens with a bold label of its own below a bold line: a heading, or bold of another look."""
    if not _is_bold(last) or _is_bold(line) or not line.words[0].style.bold:
        return False
    above, below = last.words[-1].style, line.words[0].style
    other = above.color != below.color or abs(above.size - below.size) > SAME_SIZE
    if not line.text[:1].isupper() and not _has_bold_label(line):
        return ended and other  # labels in small letters
    return ended or other


def _has_bold_label(line: Line) -> bool:
    """Whether a line opens with bold words that a colon ends, a label however it is spelt, before its value."""
    plain = next((place for place, word in enumerate(line.words) if not word.style.bold), 0)
    return plain > 0 and line.words[plain - 1].text.endswith(":")


def _is_bold(line: Line) -> bool:
    return all(word.style.bold for word in line.words if not word.raised)


def _is_italic(line: Line) -> bool:
    return all(word.style.italic for word in line.words if not word.raised)


def _hangs_on(last: Line, line: Line, measure: Box) -> bool:
    """Whether a line set out to its list mark still goes on with the item: a long numbered heading does."""
    heading = _is_bold(last) and _is_bold(line)
    full = last.box.x1 > measure.x0 + SHORT * measure.width
    return (heading or full) and line.text[:1].islower()
