"""Whether the text layer of a page says what the page shows.

A page may look fine and carry a text layer of nonsense: its fonts have no table from codes to Unicode, or a wrong one.
Codes that stand for no character tell so at once. A wrong alphabet is told by two things that every European language
keeps: which letters are frequent, and that vowels and consonants take turns. Short texts, figures, codes and other
scripts are never judged by letters.
"""

from __future__ import annotations

import unicodedata
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from pipelines.reading.model import Chars, Floats, Ints
from pipelines.reading.words import BLANKS, HYPHENS

Flags = npt.NDArray[np.uint8]

FEW = 20
"""Characters that are too few to judge by."""
NONSENSE = 0.3
"""Share of codes without a meaning from which a text is garbage: list marks of symbol fonts stay far below."""
LETTERS = 40
"""Latin letters, in words, that are too few to judge an alphabet by."""
REPEATED = 160
"""Fewer may be the same few words again: a cover with its title in the head of the page, too."""
WORD = 4
"""Letters in a row that are a word: units, abbreviations and codes are shorter, and no language."""
ALPHABET = 0.62
"""How much like language letters must be; 1.0 is the least of Swedish and English pages, 0.7 of other languages."""
ROUGH, ROUGH_ALPHABET = 0.08, 0.85
"""The same where so many neighbours inside words are a letter and a sign, or a small letter before a capital."""
VERY_ROUGH = 0.3
"""Share of such neighbours from which a text is garbage whatever its letters."""
ACCENTED = 0.5
"""Share of Latin letters that no language writes with an accent or the like."""
MIXED = 0.2
"""Share of neighbouring letters of different scripts from which a text is garbage."""
PART = 0.25
"""Share of a page's characters that one font of garbage must set for the page to be garbage."""

SOUND, CLEAN, FEW_ACCENTS = 1.2, 0.02, 0.2
"""A text more like language than the first, with no more oddities than the others, holds no font of garbage."""

LATIN = 0x250
"""Codes below are Latin, where they are letters at all."""
CODES = 0x10000
_A = ord("a")
_BLANK, _NONSENSE, _SMALL, _CAPITAL, _ACCENTED, _OTHER, _SIGN = (1 << bit for bit in range(7))
_PER_CENT = np.sqrt(
    [8.9, 1.4, 2.8, 4.0, 13.0, 1.8, 2.6, 2.6, 7.2, 0.4, 2.0, 4.6, 2.9, 8.3, 5.2, 2.0, 0.15, 7.6, 6.7, 7.9, 2.6, 1.8,
     0.8, 0.2, 1.4, 0.3]
)  # fmt: skip
"""Per cent of the letters a to z in European text: the mean of several languages; roots, so that rare ones count."""
_VOWELS = np.isin(np.arange(26), [ord(vowel) - _A for vowel in "aeiouy"])


def is_solid(chars: Chars) -> npt.NDArray[np.bool_]:
    """Which characters are not blank."""
    return np.asarray((_flags(np.minimum(chars.code, CODES - 1)) & _BLANK) == 0)


def is_garbage(chars: Chars) -> bool:
    """Whether the text of a page, or of one font that sets much of it, is no text that anyone could read."""
    codes = np.minimum(chars.code, CODES - 1)
    flags, letters = _flags(codes), _LETTER[codes]
    solid = (flags & _BLANK) == 0
    count = int(np.count_nonzero(solid))
    if count < FEW:
        return False
    verdict = _judge(flags, letters)
    if verdict != "doubtful" or len({look.font for look in chars.styles}) < 2:
        return verdict == "garbage"
    fonts: dict[str, int] = {}
    of_style = np.array([fonts.setdefault(look.font, len(fonts)) for look in chars.styles], dtype=np.int64)
    font = of_style[chars.style]
    sizes = np.bincount(font[solid], minlength=len(fonts))
    least = max(PART * count, FEW)
    some = np.flatnonzero(sizes >= least).tolist()
    own = (font == place for place in some)
    return any(_judge(np.where(part, flags, _BLANK), np.where(part, letters, -1)) == "garbage" for part in own)


def _judge(flags: Flags, letters: Ints) -> Literal["garbage", "doubtful", "sound"]:
    """What a text is, given what each code is; a sound one has no part worth speaking of that is garbage."""
    kinds = int(np.bitwise_or.reduce(flags))
    solid = len(flags) - _count(flags & _BLANK)
    nonsense = _count(flags & _NONSENSE) if kinds & _NONSENSE else 0
    rough = _roughness(flags)
    mixed = _mixed_scripts(flags) if kinds & _OTHER else 0.0
    if nonsense > NONSENSE * solid or rough > VERY_ROUGH or mixed > MIXED:
        return "garbage"
    letters = _in_words(letters)
    count = _count(letters >= 0)
    if count < LETTERS:
        return "doubtful"
    accented = _count(flags & _ACCENTED)
    likeness = language_likeness(letters)
    if accented > ACCENTED * count or likeness < ALPHABET or (likeness < ROUGH_ALPHABET and rough > ROUGH):
        return "doubtful" if count < REPEATED and _letters_once(letters) < LETTERS else "garbage"
    clean = max(nonsense / solid, rough, mixed) <= CLEAN and accented <= FEW_ACCENTS * count
    return "sound" if clean and likeness > SOUND else "doubtful"


def _count(values: npt.NDArray[Any]) -> int:
    return int(np.count_nonzero(values))


def _in_words(letters: Ints) -> Ints:
    """The same with -1 for letters that stand in shorter runs than words."""
    latin = np.zeros(len(letters) + 2, dtype=np.int8)
    latin[1:-1] = letters >= 0
    turns = np.flatnonzero(latin[1:] != latin[:-1])
    starts, ends = turns[::2], turns[1::2]
    short = ends - starts < WORD
    change = np.zeros(len(letters) + 1, dtype=np.int8)
    change[starts[short]] = 1
    change[ends[short]] = -1
    return np.where(np.cumsum(change[:-1]) > 0, -1, letters)


def _letters_once(letters: Ints) -> int:
    """How many letters there are where each word counts once."""
    words = np.split(letters, np.flatnonzero(letters < 0))
    return sum(map(len, {tuple(word[word >= 0].tolist()) for word in words}))


def _mixed_scripts(flags: Flags) -> float:
    """Share of neighbouring letters of which one is Latin and the other is not."""
    latin, other = (flags & (_SMALL | _CAPITAL)) > 0, (flags & _OTHER) > 0
    letter = latin | other
    pairs = letter[1:] & letter[:-1]
    return _count(pairs & (latin[1:] != latin[:-1])) / max(_count(pairs), FEW)


def _roughness(flags: Flags) -> float:
    """Share of letters' followers inside words that hardly ever stand there: a sign, a capital after a small letter."""
    left, right = flags[:-1], flags[1:]
    beside = ((left & (_SMALL | _CAPITAL)) > 0) & ((right & _BLANK) == 0)
    odd = ((right & _SIGN) > 0) | (((left & _SMALL) > 0) & ((right & _CAPITAL) > 0))
    return _count(beside & odd) / max(_count(beside), LETTERS)


def language_likeness(run: Ints) -> float:
    """How much a run of letters is like language: about 1 when it is, about 0.1 for a false alphabet.

    Letters are 0 to 25, what is no letter is -1. The sum of how well their frequencies agree with those of European
    languages (a correlation) and of how much oftener than by chance a vowel stands beside a consonant.
    """
    letters = run[run >= 0]
    counts = np.bincount(letters, minlength=26)
    if not len(letters) or (counts == counts[0]).all():
        return 0.0
    shares = counts / len(letters)
    agreement = float(_normal(np.sqrt(shares)) @ _FREQUENT)
    left, right = run[:-1], run[1:]
    within = (left >= 0) & (right >= 0)
    pairs = _count(within)
    turns = _count((_VOWELS[left] != _VOWELS[right]) & within) / pairs if pairs else 0.0
    vowels = float(shares[_VOWELS].sum())
    chance = 2 * vowels * (1 - vowels)
    return agreement + 0.6 * (turns / chance - 1 if chance > 0 else -1)


def _normal(values: Floats) -> Floats:
    """The same with mean 0 and length 1, so that a product of two is their correlation."""
    apart = values - values.mean()
    return np.asarray(apart / np.sqrt(apart @ apart))


def _flags_of(code: int) -> int:
    char = chr(code)
    kind = unicodedata.category(char)
    if kind in ("Cc", "Co", "Cn", "Cs") or code == 0xFFFD:
        return 0 if code in HYPHENS else _NONSENSE
    if not char.isalpha():
        return _SIGN if kind[0] == "S" or char in "#*@\\_{}[]¡¿§¶" else 0
    if code >= LATIN:
        return 0 if 0x1E00 <= code < 0x1F00 or code < 0x370 else _OTHER
    return (_SMALL if char.islower() else _CAPITAL if char.isupper() else 0) | (_ACCENTED if code > 0x7F else 0)


def _base(char: str) -> int:
    """The letter a to z that a Latin letter is a form of, from 0; -1 for what is none."""
    plain = unicodedata.normalize("NFKD", char.lower())[0]
    plain = {"ø": "o", "æ": "a", "ß": "s", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "t", "œ": "o"}.get(plain, plain)
    return ord(plain) - _A if char.isalpha() and "a" <= plain <= "z" else -1


def _flags(codes: Ints) -> Flags:
    """What each code is; worked out for a code when it is first seen, as a text has a few hundred of them."""
    found = _FLAGS[codes]
    if (found == _UNSEEN).any():
        for code in set(codes[found == _UNSEEN].tolist()):
            _FLAGS[code] = _flags_of(code)
        found = _FLAGS[codes]
    return np.asarray(found)


_UNSEEN = 1 << 7
_FLAGS: Flags = np.full(CODES, _UNSEEN, dtype=np.uint8)
_FLAGS[list(BLANKS)] = _BLANK
_LETTER: Ints = np.full(CODES, -1, dtype=np.int64)
_LETTER[:LATIN] = [_base(chr(code)) for code in range(LATIN)]
_FREQUENT = _normal(_PER_CENT)
