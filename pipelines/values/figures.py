"""Every figure of a running text, told apart: numbers, years, and what only looks like a number.

Two rules of reading blanks: ``2 593 3 107`` is two numbers because no grouping makes it one, and ``722 722`` is one
because a grouping does; where blanks of two kinds stand between the digits, the no-break ones group and the plain ones
part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from pipelines.values.digits import DIGITS, FRACTIONS, Kind, Mark, Number, read_digits, scaled
from pipelines.values.nouns import noun_after
from pipelines.values.qualifiers import qualifier_before
from pipelines.values.references import is_year, numbered_start, reference_before, role_of, shape_at
from pipelines.values.text import DASHES, level
from pipelines.values.units import unit_after
from pipelines.values.words import Language, Spelled, scale_after, spelled_numbers

Articles = Literal["none", "qualified", "all"]
"""Whether ``en`` and ``ett`` count as 1: never, after a qualifier (``minst ett tillfälle``), or always."""

_DIGITS = re.compile(DIGITS)
_RANGE = re.compile(rf"(?: ?%)?(?:[{DASHES}]| [{DASHES}] | ?[–—] ?)(?={DIGITS})")
_OF = re.compile(rf" (?:av|of|out of|utav) (?:totalt |sammanlagt |de |the |[^\W\d_]+s )?({DIGITS})")
_OF_WORDS = re.compile(r" (?:av|of|out of) (?:totalt |de |the |[^\W\d_]+s )?")
_TAL = re.compile(r"[ -]?tal(?:et)?(?![\w])", re.I)
_DECADE_BEFORE = re.compile(r"(?:på|under|sedan|från|i början av|i slutet av|mitten av) $", re.I)
_AN_BEFORE = re.compile(r"(?<!\w)(?:ett|en|a)(?: drygt| knappt)? $", re.I)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_JOINER = re.compile(r" ?(?:,|&|/|[-–]|,? ?(?:och|eller|samt|respektive|resp\.?|till|and|or|to)) ?", re.I)
_SIGN_BEFORE = re.compile(rf"(?:^|[\s(\[:=])([{DASHES}+])$")
_NEXT_YEAR = re.compile(r"/((?:20)?[0-9]{2})(?![0-9/])")
_GOES_ON = re.compile(rf"[{DASHES}/:][0-9]")
_FIGURE_BEFORE = re.compile(r"[0-9] ?$")
_TIME_UNITS = {"år", "månader", "veckor", "dagar", "timmar", "minuter"}


def find_figures(
    text: str,
    *,
    decimal: Mark | None = None,
    words: bool = True,
    articles: Articles = "none",
    language: Language = "sv",
) -> list[Number]:
    """Every figure of a running text in order, told apart by `kind`; one that is no number has value 0."""
    flat = level(text)
    figures = list(_digit_figures(text, flat, decimal or ("." if language == "en" else None)))
    _spread(flat, figures)
    if words:
        taken = [(figure.start, figure.end) for figure in figures]
        figures += _word_figures(text, flat, articles, language, taken)
        figures.sort(key=lambda figure: figure.start)
        figures = _join_words(text, flat, figures)
    return [_qualified(flat, figure) if figure.kind == "number" else figure for figure in figures]


def _digit_figures(text: str, flat: str, decimal: Mark | None) -> Iterator[Number]:
    pos = numbered_start(flat)
    if pos:
        yield _other(text, pos - len(flat[:pos].lstrip()), pos, "section")
    for seed in re.finditer("[0-9]", flat):
        start = seed.start()
        if start < pos:
            continue
        other = reference_before(flat, start) or shape_at(flat, start)
        if other is not None:
            pos = other[1]
            yield _other(text, start, pos, other[0])
            continue
        number = number_at(text, flat, start, len(flat), decimal)
        if number is None:
            found = _DIGITS.match(flat, start)
            pos = found.end() if found else start + 1
            yield _other(text, start, pos, _unread(flat[start:pos]))
            continue
        number = _tal(text, flat, number)
        role = None if number.qualifier else role_of(flat, start, number.end)
        if role is not None:
            pos = role[1]
            yield _other(text, start, pos, role[0])
            continue
        pos = number.end
        yield _signed(text, flat, number)


def _unread(token: str) -> Kind:
    if token.count(".") > 1 and "," not in token:
        return "section"
    return "code" if token[0] == "0" and token.isdigit() else "unclear"


def _other(text: str, start: int, end: int, kind: Kind) -> Number:
    return Number(Decimal(0), text[start:end], start, end, kind)


def _token(text: str, flat: str, pos: int, end: int) -> re.Match[str] | None:
    """The digits from `pos`; a line break parts, and where no-break blanks group, so do plain ones."""
    found = _DIGITS.match(flat, pos, end)
    if found is None or " " not in found[0]:
        return found
    printed = text[found.start() : found.end()]
    if "\n" in printed:
        return _DIGITS.match(flat, pos, pos + printed.index("\n"))
    if " " in printed and any(c != " " and c.isspace() for c in printed):
        part = printed.find(" ")
        if printed[part + 1] != "0" and any(c.isspace() for c in printed[:part]):
            return _DIGITS.match(flat, pos, pos + part)
    return found


def number_at(text: str, flat: str, pos: int, limit: int, decimal: Mark | None) -> Number | None:
    """The number, range or ``9 av 10`` that starts with a digit at `pos`."""
    found = _token(text, flat, pos, limit)
    value = read_digits(found[0], decimal) if found else None
    if found is None or value is None:
        return None
    end = found.end()
    half = end + (flat[end : end + 1] == " ")
    if half < limit and flat[half] in FRACTIONS and "," not in found[0]:
        return Number(value + FRACTIONS[flat[half]], text[pos : half + 1], pos, half + 1)
    year = _YEAR.fullmatch(found[0]) is not None
    kind: Kind = "year" if year and is_year(flat, pos, end) else "number"
    number = Number(value, text[pos:end], pos, end, kind, looks_like_year=year)
    tied = _range(text, flat, number, limit, decimal) or _of(text, flat, number, limit, decimal)
    return tied or _scale(text, flat, number)


def _range(text: str, flat: str, number: Number, limit: int, decimal: Mark | None) -> Number | None:
    dash = _RANGE.match(flat, number.end, limit)
    second = _token(text, flat, dash.end(), limit) if dash else None
    if dash is None or second is None:
        slash = _NEXT_YEAR.match(flat, number.end, limit) if number.looks_like_year else None
        if slash and (int(number.value) + 1) % 10 ** len(slash[1]) == int(slash[1]):
            high = number.value + 1
            return replace(number, text=text[number.start : slash.end()], end=slash.end(), low=number.value, high=high)
        return None
    if _GOES_ON.match(flat, second.end(), limit):
        return None
    value = read_digits(second[0], decimal)
    if value is None:
        return None
    end = second.end()
    years = number.looks_like_year and _YEAR.fullmatch(second[0]) is not None
    if number.looks_like_year and not years and len(second[0]) == 2 and value == (number.value + 1) % 100:
        value, years = number.value + 1, True
    kind: Kind = "year" if years and is_year(flat, number.start, end) else "number"
    scale, size_end = scale_after(flat, end) or (1, end)
    low, high = sorted((scaled(number.value, scale), scaled(value, scale)))
    if scale == 1 and value >= 1000 > number.value and value >= 100 * number.value and " " in second[0]:
        kind = "unclear"  # 20-30 000
    end = size_end
    return replace(
        number, value=low, text=text[number.start : end], end=end, kind=kind, low=low, high=high, scale=scale,
        looks_like_year=years,
    )  # fmt: skip


def _of(text: str, flat: str, number: Number, limit: int, decimal: Mark | None) -> Number | None:
    found = None if number.kind == "year" else _OF.match(flat, number.end, limit)
    whole = read_digits(found[1], decimal) if found else None
    if found is None or whole is None or whole < number.value or _YEAR.fullmatch(found[1]):
        return None
    return replace(number, text=text[number.start : found.end()], end=found.end(), of=whole)


def _scale(text: str, flat: str, number: Number) -> Number:
    found = scale_after(flat, number.end)
    if found is None:
        return number
    size, end = found
    return replace(
        number, value=scaled(number.value, size), text=text[number.start : end], end=end, kind="number", scale=size,
        looks_like_year=False,
    )  # fmt: skip


def _tal(text: str, flat: str, number: Number) -> Number:
    """``ett 70-tal bolag`` and ``70 talet bolag`` are about 70; ``på 70-talet`` stays a compound."""
    if number.value % 10 or not 10 <= number.value < 1000 or number.low is not None:
        return number
    found = _TAL.match(flat, number.end)
    if found is None or _DECADE_BEFORE.search(flat, max(0, number.start - 20), number.start):
        return number
    if _AN_BEFORE.search(flat, max(0, number.start - 16), number.start) or noun_after(flat, found.end()):
        return replace(number, text=text[number.start : found.end()], end=found.end(), qualifier="tal")
    return number


def _signed(text: str, flat: str, number: Number) -> Number:
    """With the minus sign right before it, if that is a sign and no dash between words or numbers."""
    found = _SIGN_BEFORE.search(flat, max(0, number.start - 2), number.start)
    if found is None or number.low is not None or number.of is not None:
        return number
    sign = found[1]
    if sign in "–—" and _FIGURE_BEFORE.search(flat, 0, found.start(1)):
        return number
    start = found.start(1)
    value = number.value if sign == "+" else -number.value
    kind: Kind = "number"
    return replace(number, value=value, text=text[start : number.end], start=start, kind=kind, looks_like_year=False)


def _spread(flat: str, figures: list[Number]) -> None:
    """Give neighbours their kind: ``åk 2, 4 och 9`` are labels, the 13 of ``13 och 14 augusti`` is a date."""
    for i in range(1, len(figures)):
        before, here = figures[i - 1], figures[i]
        if here.kind == "number" and before.kind in ("label", "page") and _joined(flat, before, here):
            nouns = unit_after(flat, here.end) or noun_after(flat, here.end)
            if not nouns and before.start > 0 and before.text[-1] != ")" and here.value < 1000:
                figures[i] = Number(Decimal(0), here.text, here.start, here.end, before.kind)
    for i in range(len(figures) - 2, -1, -1):
        here, after = figures[i], figures[i + 1]
        if here.kind == "number" and after.kind == "date" and _joined(flat, here, after):
            named = any(c.isalpha() for c in after.text)
            if named and here.value == int(here.value) and 1 <= here.value <= 31 and not here.qualifier:
                figures[i] = replace(here, value=Decimal(0), kind="date", low=None, high=None)


def _joined(flat: str, before: Number, after: Number) -> bool:
    return _JOINER.fullmatch(flat, before.end, after.start) is not None


def _word_figures(
    text: str, flat: str, articles: Articles, language: Language, taken: list[tuple[int, int]]
) -> Iterator[Number]:
    ends = iter(taken)
    span = next(ends, None)
    for spelled in spelled_numbers(flat, language):
        while span is not None and span[1] <= spelled.start:
            span = next(ends, None)
        if span is not None and span[0] < spelled.end:
            continue
        if spelled.article and not (
            articles == "all" or (articles == "qualified" and qualifier_before(flat, spelled.start))
        ):
            continue
        yield Number(
            spelled.value, text[spelled.start : spelled.end], spelled.start, spelled.end, is_word=True,
            qualifier=rough(spelled),
        )  # fmt: skip


def _join_words(text: str, flat: str, figures: list[Number]) -> list[Number]:
    """Ranges of words (``två-tre``) and ``nio av tio`` as one figure each."""
    joined: list[Number] = []
    for figure in figures:
        before = joined[-1] if joined else None
        if before is not None and before.is_word and figure.is_word and before.low is None and before.of is None:
            between = flat[before.end : figure.start]
            whole = text[before.start : figure.end]
            if between.strip() in ("-", "–") and before.value < figure.value:
                joined[-1] = replace(before, text=whole, end=figure.end, low=before.value, high=figure.value)
                continue
            if _OF_WORDS.fullmatch(between) and before.value <= figure.value:
                joined[-1] = replace(before, text=whole, end=figure.end, of=figure.value)
                continue
        joined.append(figure)
    return joined


def _qualified(flat: str, number: Number) -> Number:
    """With the qualifier before it; ``under`` before a span of time is no bound, nor is any before a year."""
    found = qualifier_before(flat, number.start)
    if found is None:
        return number
    if found.word == "under":
        unit = unit_after(flat, number.end)
        if unit is not None and unit[0].name in _TIME_UNITS:
            return number
        if unit is None and number.is_word:
            return number
    return replace(number, qualifier=found.word)


def rough(spelled: Spelled) -> str | None:
    """The qualifier of a rough number in words (``ett hundratal``)."""
    return "tal" if spelled.about else None
