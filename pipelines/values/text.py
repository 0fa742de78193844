"""One spelling for one text: ligatures, invisible characters and blanks.

`normalise` is for text that is kept, `fold` for comparing labels, `level` for parsers that must give offsets into the
text as it was printed.
"""

from __future__ import annotations

import re
import sys
import unicodedata

LETTER = "A-Za-zÀ-ÖØ-öø-ÿ"
"""Letters of Swedish and its neighbours, for use inside a character class of a regular expression."""

DASHES = "-–—"
"""What `level` leaves of all hyphens, dashes and minus signs."""

_BLANKS = {ord(c): " " for c in map(chr, range(sys.maxunicode + 1)) if c.isspace()} | {0xF020: " "}
_HYPHENS = dict.fromkeys([0x2010, 0x2011, 0x2212, 0xFE63, 0xFF0D], "-") | {0x2012: "–", 0x2015: "—"}
_LEVEL = _BLANKS | _HYPHENS

_INVISIBLE: dict[int, str | None] = dict.fromkeys(
    [0xAD, 0x34F, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0xFFFC]
)
_CONTROLS: dict[int, str | None] = dict.fromkeys([*range(9), *range(0xE, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0)])
_LIGATURES: dict[int, str | None] = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
    0xF001: "fi",  # where older Adobe fonts keep them
    0xF002: "fl",
}
_KEPT: dict[int, str | None] = {0x2010: "-", 0x2011: "-"}
_NORMALISE = _INVISIBLE | _CONTROLS | _LIGATURES | _BLANKS | _KEPT

_MISMAPPED = {"Ɵ": "ti", "Ʃ": "tt", "ƫ": "tti", "Ō": "ft"}
"""Ligature glyphs of Calibri and Carlito that many producers map to these letters, foreign to Swedish and English."""
_MISMAPPED_IN_WORD = re.compile(r"(?<=[a-zåäöé])[ƟƩƫŌ]|Ɵ(?=[a-zåäöé])|Ʃ(?=[a-zåäöé])")

_NOT_LABEL = re.compile(r"[^\w%+]+|[_¹²³⁰-⁹₀-₉]+")


def level(text: str) -> str:
    """The text with one kind of blank, three kinds of dash and the same length: offsets stay valid."""
    return text if text.isascii() and text.isprintable() else text.translate(_LEVEL)


def lower(word: str) -> str:
    """The word as regular expressions without regard to case see it: also the dotted and dotless i are an i."""
    return word.casefold().replace("i\u0307", "i").replace("ı", "i")


def normalise(text: str) -> str:
    """The text in NFC with plain letters for ligatures, one plain space for any run of blanks, nothing invisible.

    Hyphens of other code points become ``-``; dashes and minus signs stay as printed.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    plain = unicodedata.normalize("NFC", text.translate(_NORMALISE))
    plain = _MISMAPPED_IN_WORD.sub(lambda found: _MISMAPPED[found[0]], plain)
    return " ".join(plain.split())


def fold(text: str) -> str:
    """A key to compare labels by: case, dashes, punctuation and footnote marks count for nothing, ``&`` is ``och``."""
    folded = unicodedata.normalize("NFC", normalise(text).casefold()).replace("&", " och ")
    return " ".join(_NOT_LABEL.sub(" ", folded).split())
