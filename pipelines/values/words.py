"""Number words: fem, tjugotvå, tvåhundra, ett och ett halvt, ett hundratal, 12 miljoner."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Literal, NamedTuple

Language = Literal["sv", "en"]
"""English words are read only when asked for: ``eleven`` is also Swedish for the pupil, ``sex`` also English."""

_SV_UNITS = "noll en två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton"
_SV_TENS = "tjugo trettio fyrtio femtio sextio sjuttio åttio nittio"
_EN_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def _below_hundred(units: str, tens: str, joiner: str) -> dict[str, int]:
    small = dict(zip(units.split(), range(20), strict=True))
    table = dict(small)
    for ten, value in zip(tens.split(), range(20, 100, 10), strict=True):
        table[ten] = value
        table.update({f"{ten}{joiner}{unit}": value + n for unit, n in small.items() if 0 < n < 10})
    return table


_SV = _below_hundred(_SV_UNITS, _SV_TENS, "")
_SV |= {word.replace("en", "ett"): n for word, n in _SV.items() if word == "en" or (word.endswith("en") and n > 20)}
_SV |= {"aderton": 18}
_EN = _below_hundred(_EN_UNITS, _EN_TENS, "-")
_TABLES: dict[Language, dict[str, int]] = {"sv": _SV, "en": _EN}
_LONGEST = 60  # letters; the longest below a million has some 45
_ARTICLES = {"en", "ett", "one"}

SCALES = {
    "hundra": 100,
    "tusen": 1000,
    "miljon": 10**6,
    "miljoner": 10**6,
    "miljard": 10**9,
    "miljarder": 10**9,
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
}
_ABOUT = {"hundratal": 100, "tusental": 1000, "hundratalet": 100, "tusentalet": 1000, "tiotalet": 10, "tiotal": 10}
_TOKEN: dict[Language, re.Pattern[str]] = {
    "sv": re.compile(r"[^\W\d_]+"),
    "en": re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?"),
}
_NEXT = re.compile(r" ([^\W\d_]+)")
_LETTERS = re.compile(r"[^\W\d_]+")
_LETTERS_END = re.compile(r"[^\W\d_]+$")
_AND_HALF = re.compile(r" och (?:en halv|ett halvt)(?!\w)", re.I)
_HALF = re.compile(r"(?:en halv|ett halvt)(?!\w)", re.I)
_TAL = re.compile(r"[ -]tal(?:et)?(?!\w)")
_FRACTION = re.compile(r" (?:tredjedel|fjärdedel|femtedel|sjättedel|tiondel)", re.I)
_SCALE_AFTER = re.compile(r" ?(miljoner|miljon|miljarder|miljard|tusen|million|billion|thousand)(?!\w)", re.I)


class Spelled(NamedTuple):
    """A number in words: its value, its place, whether it is rough (``ett hundratal``) and whether an article."""

    value: Decimal
    start: int
    end: int
    about: bool
    article: bool


def word_value(word: str, language: Language = "sv") -> int | None:
    """The value of one word below a million, written together as Swedish does: ``tvåhundrafemtio`` is 250."""
    table = _TABLES[language]
    word = word.lower()
    value = table.get(word)
    if value is not None or language == "en" or len(word) > _LONGEST:
        return value
    for scale, size in (("tusen", 1000), ("hundra", 100)):
        if scale in word:
            before, _, after = word.partition(scale)
            many = 1 if not before else word_value(before)
            rest = 0 if not after else word_value(after)
            if many is None or rest is None or not 0 < many < 1000 or rest >= size or (after and rest == 0):
                return None
            return many * size + rest
    return None


def scale_after(text: str, pos: int) -> tuple[int, int] | None:
    """A scale word after a number (``miljoner``, ``tusen``): its size and where it ends."""
    found = _SCALE_AFTER.match(text, pos)
    size = SCALES.get(found[1].casefold()) if found else None
    return (size, found.end()) if found and size else None


def spelled_numbers(text: str, language: Language = "sv") -> list[Spelled]:
    """Every number in words, articles (``en``, ``ett``) included and marked; `text` is levelled.

    A word that is part of a compound (``tre-årig``) or of a fraction (``två tredjedelar``) is none.
    """
    found: list[Spelled] = []
    table = _TABLES[language]
    after = 0
    for token in _TOKEN[language].finditer(text):
        if token.start() < after:
            continue
        word = token[0].lower()
        small = table.get(word)
        if small is None and not (language == "sv" and _may_count(word)):
            continue
        spelled = _read(text, token.start(), token.end(), word, language)
        if spelled is not None:
            found.append(spelled)
            after = spelled.end
    return found


def _may_count(word: str) -> bool:
    return "hundra" in word or "tusen" in word or word.endswith(("tal", "talet"))


def _read(text: str, start: int, end: int, word: str, language: Language) -> Spelled | None:
    if _in_compound(text, start, end, language):
        return None
    about = _about(word, _TABLES[language])
    if about is not None:
        return Spelled(Decimal(about), start, end, True, False)
    first = word_value(word, language)
    if first is None:
        return None
    value, end = _sequence(text, end, first, lambda token: word_value(token, language))
    result = Decimal(value)
    article = word in _ARTICLES and value == 1
    if article and (half := _HALF.match(text, start)):
        return Spelled(Decimal("0.5"), start, half.end(), False, False)
    if half := _AND_HALF.match(text, end):
        return Spelled(result + Decimal("0.5"), start, half.end(), False, False)
    if _FRACTION.match(text, end):
        return None
    if (tal := _TAL.match(text, end)) and value % 10 == 0:
        return Spelled(result, start, tal.end(), True, False)
    return Spelled(result, start, end, False, article)


def _in_compound(text: str, start: int, end: int, language: Language) -> bool:
    """Whether a hyphen ties the word to another that is no number: ``tre-årig``, but ``två-tre`` is a range."""
    if start and (text[start - 1] in "/_" or text[start - 1].isdigit()):
        return True
    if text[end : end + 1] == "-":
        tail = _LETTERS.match(text, end + 1)
        if tail is None or word_value(tail[0], language) is None:
            return True
    if start > 1 and text[start - 1] == "-" and text[start - 2].isalpha():
        head = _LETTERS_END.search(text, max(0, start - 30), start - 1)
        return head is None or word_value(head[0], language) is None
    return False


def _about(word: str, table: dict[str, int]) -> int | None:
    if word in _ABOUT:
        return _ABOUT[word]
    stem = word.removesuffix("tal")
    value = table.get(stem) if stem != word else None
    return value if value is not None and value >= 10 and value % 5 == 0 else None


def _sequence(text: str, end: int, first: int, value_of: Callable[[str], int | None]) -> tuple[int, int]:
    """Words that multiply (``fem tusen``) or add (``hundra fem``), each apart from the last by one space."""
    total, current, limit = 0, first, 10**12
    while token := _NEXT.match(text, end):
        word = token[1].lower()
        scale = SCALES.get(word)
        if scale is not None and 0 < current < scale < limit:
            current *= scale
            if scale >= 1000:
                total, current, limit = total + current, 0, scale
        else:
            more = value_of(word)
            room = 100 if current and current % 100 == 0 else 0
            if more is None or not 0 < more < (room or (1000 if total and not current else 0)) or word in _ARTICLES:
                break
            current += more
        end = token.end()
    return total + current, end
