"""A number with its unit: 76 %, 25 000 tkr, 388 stycken, €15,524,474.00, 4 nummer per år."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from pipelines.values.digits import Mark, Number, scaled
from pipelines.values.figures import Articles
from pipelines.values.nouns import noun_after
from pipelines.values.numbers import find_numbers, leading_number, parse_number
from pipelines.values.text import DASHES, LETTER, level
from pipelines.values.units import KR, Unit, currency_before, per_after, rate, unit_after
from pipelines.values.words import Language


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what it counts.

    `unit` is a unit of measure; `noun` the counted noun with what it is per (``nummer per år``), or else the noun after
    the unit (``st arbetssökande``). `value` is in `unit`: 1.5 in ``1,5 miljoner kronor``. The span holds number and
    unit, without the qualifier. `left` is what a cell holds beside them.
    """

    number: Number
    value: Decimal
    unit: Unit | None
    noun: str | None
    text: str
    start: int
    end: int
    left: str = ""

    @property
    def unit_name(self) -> str | None:
        """The unit by its short name, else the counted noun."""
        return self.unit.name if self.unit else self.noun


_BRACKETED = re.compile(r" *\([0-9][0-9 .,]*\)")
_SIGN_BEHIND = re.compile(rf" ?[{DASHES}](?= ?[^\W\d]| ?%)")
_GOES_ON = re.compile(r"[:'’´][0-9]")
_ORE = re.compile(r":([0-9]{2}) ?(?:kr|kronor|SEK)\.?$", re.I)
_SCALE_WORD = re.compile(r" ?[^\W\d_]+$")
_SHORT_SCALE = re.compile(r" ?(mn|m|bn|k)(?![^\W_])")
_SIZES = {"m": 10**6, "mn": 10**6, "bn": 10**9, "k": 1000}
_FOOTNOTE = re.compile(r"(?: ?[*†‡¹²³⁰⁴-⁹])+$")
_POWER = re.compile(r"[mM][²³]$")
_THREE_AFTER_COMMA = re.compile(r"([-–+] ?)?[1-9][0-9]{0,2},[0-9]{3}")
_OPENING_CURRENCY = re.compile(rf"([{LETTER}]{{2,4}}|[€$£]) ?(?=[{DASHES}0-9(+])")


def find_quantities(
    text: str,
    *,
    decimal: Mark | None = None,
    articles: Articles = "none",
    language: Language = "sv",
) -> list[Quantity]:
    """Every number of a running text, years left out, with the unit or counted noun next to it."""
    flat = level(text)
    numbers = find_numbers(text, decimal=decimal, articles=articles, language=language)
    return [quantity_of(text, flat, number) for number in numbers if number.kind == "number"]


def parse_quantity(text: str, *, unit: Unit | None = None, decimal: Mark | None = None) -> Quantity | None:
    """The quantity of a cell; None when the cell does not begin with a number, its sign, qualifier or currency.

    `unit` is that of the column, used where the cell prints none. What stands after number and unit is `left`.
    """
    flat = level(text)
    opening = _OPENING_CURRENCY.match(flat, len(flat) - len(flat.lstrip()))
    if opening and not currency_before(flat, opening.end()):
        opening = None
    offset = opening.end() if opening else 0
    number = parse_number(text[offset:], decimal=decimal) or leading_number(text[offset:], decimal=decimal)
    if number is None and (bracket := _BRACKETED.match(flat, offset)) and unit_after(flat, bracket.end()):
        number = parse_number(text[offset : bracket.end()], decimal=decimal)  # (1 234) kr
    if number is None:
        return None
    number = replace(number, start=number.start + offset, end=number.end + offset)
    number = _with_sign_behind(text, flat, number)
    found = quantity_of(text, flat, number)
    if _GOES_ON.match(flat, found.end):
        return _with_ore(text, flat, found)
    left = number.left or text[found.end :].strip()
    mark = _FOOTNOTE.search(flat, found.start, found.end)
    if mark and not _POWER.search(flat, found.start, found.end):
        left = (text[mark.start() : found.end] + left).strip()
    return replace(found, unit=found.unit or unit, left=left)


def _with_sign_behind(text: str, flat: str, number: Number) -> Number:
    """The number of a cell whose minus stands between it and its unit: ``15,4- %``."""
    sign = _SIGN_BEHIND.match(flat, number.end)
    after = unit_after(flat, sign.end()) if sign else None
    if sign is None or after is None or after[1] != len(flat.rstrip()) or number.low is not None or number.value <= 0:
        return number
    end = sign.end()
    return replace(number, value=-number.value, text=text[number.start : end], end=end, looks_like_year=False, left="")


def _with_ore(text: str, flat: str, found: Quantity) -> Quantity | None:
    """``1 234:50 kr`` is 1 234.50 kronor; other digits after a colon or an apostrophe leave the number unread."""
    ore = _ORE.match(flat, found.end)
    if ore is None or found.unit is not None or found.number.low is not None:
        return None
    sign = -1 if found.value < 0 else 1
    value = found.value + sign * Decimal(ore[1]) / 100
    return replace(found, value=value, unit=KR, text=text[found.start : ore.end()], end=ore.end(), left="")


def quantity_of(text: str, flat: str, number: Number) -> Quantity:
    """The number with the unit or the counted noun next to it; `flat` is the text levelled."""
    start, end, value = number.start, number.end, number.value
    unit: Unit | None = None
    noun: str | None = None
    if before := currency_before(flat, start):
        unit, start = before
        if short := _SHORT_SCALE.match(flat, end):
            value, end = scaled(value, _SIZES[short[1]]), short.end()
    elif (
        number.scale > 1 and (word := _SCALE_WORD.search(flat, start, end)) and (big := unit_after(flat, word.start()))
    ):
        unit, end = big
        value = value / number.scale
    elif after := unit_after(flat, end):
        unit, end = after
    if unit is not None:
        value = whole_units(value, number.text, unit)
    if counted := noun_after(flat, end):
        if unit is None:
            noun, end = counted
        elif not unit.is_money:
            noun = counted[0]
    if (unit or noun) and (per := per_after(flat, end)):
        if unit is not None:
            unit = rate(unit, per[0])
        else:
            noun = f"{noun} per {per[0]}"
        end = per[1]
    return Quantity(number, value, unit, noun, text[start:end], start, end)


def whole_units(value: Decimal, text: str, unit: Unit) -> Decimal:
    """The value of a printed number in its unit: whole units of money have two decimals at most, so the comma of
    ``€4,152`` groups, whatever the surroundings."""
    is_divided = abs(value) < 1000  # what is read in its groups already is not
    if unit.is_money and unit.size == 1 and is_divided and _THREE_AFTER_COMMA.fullmatch(text):
        return value.scaleb(3).to_integral_value()
    return value
