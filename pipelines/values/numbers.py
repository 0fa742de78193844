"""Numbers: `parse_number` for a cell that is one, `find_numbers` for those in running text.

How digits are read is told in `digits`, what is no number in `references`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from pipelines.values.digits import Mark, Number
from pipelines.values.figures import Articles, find_figures, number_at, rough
from pipelines.values.qualifiers import Qualifier, qualifier_at
from pipelines.values.references import role_of, shape_at
from pipelines.values.text import DASHES, level
from pipelines.values.words import Language, spelled_numbers

_ROUGH = re.compile(r"(?:ett|en) ((?:drygt |knappt |nästan )?[a-zåäö]+[ -]?tal(?:et)?)(?!\w)", re.I)
_NONE = re.compile(rf"[{DASHES}](?: ?[{DASHES}]){{0,2}}")
_NOT_STATED = frozenset(
    [
        "n/a",
        "n.a.",
        "..",
        "...",
        "…",
        "i.u.",
        "e.t.",
        "ej tillämpligt",
        "ej aktuellt",
        "uppgift saknas",
        "saknas",
        "ingen uppgift",
        "ej angivet",
        "not available",
        "not applicable",
    ]
)
_NO_CHANGE = re.compile(r"(?:±|\+ ?/? ?[-–]) ?(0(?:[.,]0+)?)")
_FOOTNOTE = re.compile(r"(?: ?(?:[*†‡§¹²³⁰⁴-⁹]+\)?|(?<=[0-9])[a-z]\))| [0-9]\))+$")


def is_dash(text: str) -> bool:
    """Whether the text is nothing but a dash, the sign that a cell holds nothing."""
    return _NONE.fullmatch(level(text).strip()) is not None


def says_none(text: str) -> bool:
    """Whether the text is blank, a dash or words that say that nothing is stated (``..``, ``uppgift saknas``)."""
    plain = level(text).strip().casefold()
    return not plain or plain in _NOT_STATED or is_dash(plain)


def parse_number(text: str, *, decimal: Mark | None = None, words: bool = True) -> Number | None:
    """The number of a text that is one number, with sign, range, qualifier and footnote marks; else None.

    Negative are a leading or trailing minus or dash, blank or not, and brackets: ``(1 234)``. `decimal` settles
    ``1.234`` where the surroundings show the decimal mark.
    """
    flat = level(text)
    start, end = len(flat) - len(flat.lstrip()), len(flat.rstrip())
    if start >= end:
        return None
    word: Qualifier | None = None
    if (found := qualifier_at(flat, start)) and found[1] < end:
        word, start = found
    mark = _FOOTNOTE.search(flat, start, end)
    left = text[mark.start() : mark.end()].strip() if mark else ""
    end = mark.start() if mark else end
    number = _whole(text, flat, start, end, decimal)
    if number is None and words:
        number = _worded(text, flat, start, end, articles=word is not None)
    return replace(number, left=left, qualifier=word.word if word else number.qualifier) if number else None


def leading_number(text: str, *, decimal: Mark | None = None, words: bool = True) -> Number | None:
    """The number that a text begins with, qualifier and sign before it; None where a date, a code or a word begins."""
    flat = level(text)
    start = len(flat) - len(flat.lstrip())
    word: Qualifier | None = None
    if found := qualifier_at(flat, start):
        word, start = found
    digits = start
    if flat[start : start + 1] and flat[start] in DASHES + "+":
        digits = len(flat) - len(flat[start + 1 :].lstrip())
    if flat[digits : digits + 1].isdigit():
        number = None if shape_at(flat, digits) else number_at(text, flat, digits, len(flat), decimal)
        if number is None or number.kind == "unclear" or _is_part(flat, digits, number.end):
            return None
        if digits > start and flat[start] != "+":
            number = replace(number, value=-number.value, looks_like_year=False)
        number = replace(number, kind="number", start=start, text=text[start : number.end])
    else:
        number = None
        if words and digits == start:
            number = _worded(text, flat, start, len(flat), whole=False, articles=word is not None)
    return replace(number, qualifier=word.word if word else number.qualifier) if number else None


def _is_part(flat: str, start: int, end: int) -> bool:
    role = role_of(flat, start, end)
    return role is not None and role[0] in ("compound", "code", "unclear")


def _whole(text: str, flat: str, start: int, end: int, decimal: Mark | None) -> Number | None:
    """The number that fills the text from `start` to `end`."""
    outer = (start, end)
    negative = False
    if flat[start] == "(" and flat[end - 1] == ")" and end - start > 2:
        negative, start, end = True, start + 1, end - 1
    if zero := _NO_CHANGE.fullmatch(flat, start, end):
        return Number(Decimal(zero[1].replace(",", ".")), text[start:end], start, end)
    first = flat[start]
    if first in DASHES + "+":
        if negative:
            return None
        negative = first != "+"
        start = len(flat) - len(flat[start + 1 :].lstrip())
    elif flat[end - 1] in "-–" and not negative:
        negative, end = True, len(flat[: end - 1].rstrip())
    number = number_at(text, flat, start, end, decimal) if start < end else None
    if number is None or number.end != end or number.kind == "unclear":
        return None
    if negative and (number.low is not None or number.of is not None):
        return None
    year = number.looks_like_year and not negative
    value = -number.value if negative else number.value
    return replace(
        number, value=value, text=text[slice(*outer)], start=outer[0], end=outer[1], looks_like_year=year, kind="number"
    )


def _worded(text: str, flat: str, start: int, end: int, *, whole: bool = True, articles: bool = False) -> Number | None:
    read = spelled_numbers(flat[start:end])
    spelled, second = read[0] if read else None, read[1] if len(read) > 1 else None
    if spelled is not None and spelled.article and (about := _ROUGH.match(flat, start, end)):
        size = next(iter(spelled_numbers(about[1])), None)  # ett hundratal, ett drygt tio tal
        if size is not None and size.about and (about.end() == end or not whole):
            return Number(size.value, text[start : about.end()], start, about.end(), is_word=True, qualifier="tal")
    if spelled is None or spelled.start or (spelled.article and not articles):
        return None
    number = Number(spelled.value, text[start : start + spelled.end], start, start + spelled.end, is_word=True)
    number = replace(number, qualifier=rough(spelled))
    between = flat[number.end : start + second.start] if second is not None else ""
    if second is not None and between in (" av ", " of ", " av totalt ") and spelled.value <= second.value:
        end_of_second = start + second.end
        number = replace(number, of=second.value, end=end_of_second, text=text[start:end_of_second])
    return number if number.end == end or not whole else None


def find_numbers(
    text: str,
    *,
    decimal: Mark | None = None,
    words: bool = True,
    articles: Articles = "none",
    language: Language = "sv",
) -> list[Number]:
    """The numbers of a running text in order, years among them marked so by `kind`.

    Dates, registration numbers, labels (Bilaga 3) and the like are left out; `find_figures` gives them too.
    """
    figures = find_figures(text, decimal=decimal, words=words, articles=articles, language=language)
    return [figure for figure in figures if figure.kind in ("number", "year")]
