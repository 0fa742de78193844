"""Text out of reports, made harmless for the place where it is shown: a spreadsheet, a terminal, Markdown."""

from __future__ import annotations

import re
import unicodedata

_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
"""What a spreadsheet may take for the beginning of a formula."""
_NUMBER = re.compile(r"[+\-−]?(?:\d{1,3}(?:[ \u00a0\u2009\u202f.,]\d{3})+|\d+)(?:[.,]\d+)?(?:[ \u00a0]?%)?")
_MARKDOWN = re.compile(r"[\\`*_{}\[\]()<>#|!~&@:/$]")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
"""Characters that change the direction of what follows, so that it reads as something else."""


def for_spreadsheet(text: str) -> str:
    """The text with ``'`` before it where a spreadsheet would take it for a formula; numbers stay numbers."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def for_terminal(text: str) -> str:
    r"""The text with control characters shown as ``\x1b``; line ends and tabs stay."""
    if text.isprintable():
        return text
    return "".join(repr(letter)[1:-1] if _commands(letter) else letter for letter in text)


def _commands(letter: str) -> bool:
    return letter in _TURNING or (letter not in "\n\t" and unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"})


def for_markdown(text: str, most: int = 60) -> str:
    """The text on one line, cut at `most` characters, with nothing in it that Markdown or HTML would act on."""
    line = " ".join(for_terminal(text).split())
    if len(line) > most:
        line = line[: most - 1] + "…"
    return _MARKDOWN.sub(lambda found: "\\" + found[0], line)
