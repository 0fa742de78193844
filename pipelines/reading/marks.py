"""Small coloured things that mean something."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.reading.colors import is_colorful
from pipelines.reading.model import Box, Fill, Line, Mark, Word, union

SYMBOLS = frozenset("●⬤•○◯◉◎■□▪▫▲△▼▽◆◇★☆✓✔✗✘✖☑☒☐⚫⚪🔴🟢🟡🟠↑↓→←➔➜☺☹😊😐🙁\u25cf\u2b24\u25fc\u25a0lnumJKL")
"""Characters that lights are drawn with; the letters are those that Wingdings and Webdings draw as shapes."""
BULLET_CODES = "\uf02d\uf076\uf0a7\uf0b7\uf0d8\uf0fc"
"""Bullets as Symbol and Wingdings code them, for which there are no characters."""
INNATE = {"🔴": 0xDD2E44, "🟠": 0xF4900C, "🟡": 0xFDCB58, "🟢": 0x78B159}
"""Characters that are of a colour whatever type they are set in."""
PILL_HEIGHT = 2.4
"""A pill is no higher than this, as part of the size of the words on it."""
PILL_ROOM = 3.0
"""A pill is no more than this much wider than its words, as part of their size."""
GROUND = 0.6
"""What covers this share of a cell is the cell's ground, no pill on it."""
SYMBOL_FONTS = ("wingdings", "webdings", "symbol", "zapfdingbats", "dingbats")


def is_symbol(word: Word) -> bool:
    """Whether a word is one coloured symbol: a traffic light drawn as a character."""
    if word.text in INNATE:
        return True
    if len(word.text) != 1 or word.text not in SYMBOLS or not is_colorful(word.style.color):
        return False
    font = word.style.font.casefold()
    return not word.text.isalpha() or any(name in font for name in SYMBOL_FONTS)


def glyph_mark(word: Word) -> Mark:
    """The mark that a symbol is."""
    return Mark(word.box, INNATE.get(word.text, word.style.color), "glyph")


def pill_fills(fills: Iterable[Fill], marks: Iterable[Mark]) -> list[Fill]:
    """Those coloured areas that are as low as a line of text and no marks by themselves: grounds of words, if any."""
    low = [fill for fill in fills if 4 < fill.box.height <= 40 and is_colorful(fill.color)]
    known = {mark.box for mark in marks} if low else set()
    return [fill for fill in low if fill.box not in known]


def pills(lines: Sequence[Line], fills: Iterable[Fill], cell: Box | None = None) -> list[Mark]:
    """Coloured grounds that hug a few words: the pill a status is set on. `cell` is the cell the lines stand in."""
    found = []
    for fill in fills:
        if cell is not None and fill.box.overlap(cell) >= GROUND * cell.width * cell.height:
            continue
        words = [word for line in lines for word in line.words if fill.box.holds(word.box.middle)]
        if not words:
            continue
        box, size = union(word.box for word in words), max(word.style.size for word in words)
        if fill.box.height <= PILL_HEIGHT * size and fill.box.width <= box.width + PILL_ROOM * size:
            found.append(Mark(fill.box, fill.color, "fill"))
    return found
