"""Small coloured things that mean something."""

from __future__ import annotations

from pipelines.reading.colors import is_colorful
from pipelines.reading.model import Word

SYMBOLS = frozenset("●⬤•○◯◉◎■□▪▫▲△▼▽◆◇★☆✓✔✗✘✖☑☒☐⚫⚪🔴🟢🟡🟠↑↓→←➔➜☺☹😊😐🙁\u25cf\u2b24\u25fc\u25a0lnumJKL")
"""Characters that lights are drawn with; the letters are those that Wingdings and Webdings draw as shapes."""
SYMBOL_FONTS = ("wingdings", "webdings", "symbol", "zapfdingbats", "dingbats")


def is_symbol(word: Word) -> bool:
    """Whether a word is one coloured symbol: a traffic light drawn as a character."""
    if len(word.text) != 1 or word.text not in SYMBOLS or not is_colorful(word.style.color):
        return False
    font = word.style.font.casefold()
    return not word.text.isalpha() or any(name in font for name in SYMBOL_FONTS)
