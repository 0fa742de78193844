"""Printed digits into an exact Decimal, and the number that the other modules pass on.

What groups and what divides is read from the form alone:

- blanks group where one to three digits, the first not 0, are followed by groups of exactly three; from 100 milliards
  on they are taken for two numbers run together (``119 000 119 000``) and not read;
- a comma or a point that stands once is a decimal mark, except that ``1.234`` has two readings and so none, unless
  the decimal mark of its surroundings is known;
- two or more points (or commas) that cut groups of three group: ``1.234.567``; of two kinds the last divides:
  ``1.234,50``, ``15,524,474.00``;
- a leading zero makes a code (``0240``), not a whole number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipelines.values.qualifiers import OPERATORS, Operator

Mark = Literal[",", "."]
Kind = Literal[
    "number",
    "year",
    "date",
    "time",
    "registration",
    "identity",
    "phone",
    "address",
    "url",
    "page",
    "label",
    "section",
    "ordinal",
    "compound",
    "code",
    "unclear",
]
"""What a figure in running text is; only ``number`` and ``year`` carry a value of their own.

`label` numbers what stands before it (Bilaga 3, avsnitt 2.1), `compound` is part of a word (10-årsjubileum), `code` is
tied to letters (VG2020), `unclear` has more than one reading.
"""

DIGITS = r"(?:[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9])|[0-9]+)(?:[.,][0-9]+)*"
"""One printed number without sign, of levelled text."""

_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")
_MOST_DIGITS = 15
_MOST_GROUPED = 11
FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}


@dataclass(frozen=True, slots=True)
class Number:
    """One number as printed.

    A range has `low` and `high`, and `value` is its lower end. In ``9 av 10`` the value is 9 and `of` is 10. `value`
    keeps its printed decimals (``3,50`` is ``Decimal("3.50")``); `scale` is 1 000 000 in ``1,8 miljoner`` and is
    already part of the value. `left` is what a cell holds beside the number, such as a footnote mark.
    """

    value: Decimal
    text: str
    start: int
    end: int
    kind: Kind = "number"
    low: Decimal | None = None
    high: Decimal | None = None
    of: Decimal | None = None
    qualifier: str | None = None
    scale: int = 1
    is_word: bool = False
    looks_like_year: bool = False
    left: str = ""

    @property
    def operator(self) -> Operator:
        """What its qualifier says: ``=`` without one, ``between`` for a range that has none."""
        if self.qualifier is None:
            return "=" if self.low is None else "between"
        return OPERATORS.get(self.qualifier) or OPERATORS.get(self.qualifier + ".") or "="

    @property
    def decimals(self) -> int:
        """Printed decimals, the precision to compare sums with; 0 with a scale word."""
        exponent = self.value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0


_AROUND: ContextVar[Mark | None] = ContextVar("decimal mark of the surroundings", default=None)


@contextmanager
def surrounded_by(mark: Mark | None) -> Iterator[None]:
    """While it lasts, numbers are read as those of a report with this decimal mark; None where it is not known."""
    token = _AROUND.set(mark)
    try:
        yield
    finally:
        _AROUND.reset(token)


def read_digits(token: str, decimal: Mark | None = None) -> Decimal | None:
    """The value of digits that match `DIGITS`; None when they have two readings or none.

    `decimal` is the decimal mark of the surroundings where it is known, else that of `surrounded_by`: it decides
    ``1.234`` and ``1,234``.
    """
    decimal = decimal or _AROUND.get()
    points, commas = token.count("."), token.count(",")
    if not points and not commas:
        whole = token.replace(" ", "")
        most = _MOST_GROUPED if " " in token else _MOST_DIGITS
        return Decimal(whole) if len(whole) <= most and (whole[0] != "0" or whole == "0") else None
    if points and commas:
        mark: str = max(".,", key=token.rfind)
        other = "," if mark == "." else "."
        whole, _, rest = token.partition(mark)
        if mark in rest or " " in token or not _GROUPED.fullmatch(whole):
            return None
        return _decimal(whole.replace(other, ""), rest)
    mark = "." if points else ","
    grouped = _GROUPED.fullmatch(token) is not None
    if points + commas > 1:
        return Decimal(token.replace(mark, "")) if grouped and len(token) <= 20 else None
    if grouped and " " not in token:
        if mark == "." and decimal is None:
            return None
        if decimal is not None and mark != decimal:
            return Decimal(token.replace(mark, ""))
    whole, _, rest = token.partition(mark)
    return _decimal(whole.replace(" ", ""), rest)


def _decimal(whole: str, rest: str) -> Decimal | None:
    if len(whole) + len(rest) > _MOST_DIGITS or (whole[0] == "0" and len(whole) > 1):
        return None
    return Decimal(f"{whole}.{rest}")


def scaled(value: Decimal, scale: int) -> Decimal:
    """The value times a scale word, as a whole number where it is one."""
    if scale == 1:
        return value
    product = value * scale
    return product.to_integral_value() if product == product.to_integral_value() else product


_POINT_ONLY = re.compile(r"(?<![0-9.,])(?:[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3}){2,})(?![0-9.,])")
_COMMA_ONLY = re.compile(
    r"(?<![0-9.,])(?:[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]+,(?:[0-9]{1,2}|[0-9]{4,}))"
    r"(?![0-9.,])"
)


def decimal_mark(texts: Iterable[str]) -> Mark | None:
    """The decimal mark that the numbers of a column or a report show beyond doubt; None when they do not agree."""
    seen: set[Mark] = set()
    for text in texts:
        if _POINT_ONLY.search(text):
            seen.add(".")
        if _COMMA_ONLY.search(text):
            seen.add(",")
    return seen.pop() if len(seen) == 1 else None


_POINT_GROUPS = re.compile(r"(?<![\w.,/-])[1-9][0-9]{0,2}\.[0-9]{3}(?![\w.,/-])")
_POINT_DIVIDES = re.compile(r"[-−–]?[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})\s*%?")
_COMMA_DIVIDES = re.compile(r"[0-9],[0-9]{3}\s*(?:m(?:illion|ilj|n)|m(?:n)?kr|m(?:n)?sek|bn|billion)", re.IGNORECASE)
FEWEST_GROUPED = 3
"""So many numbers like ``1.234`` show that a Swedish report groups by points where none of its points divides."""


def mark_of_swedish(texts: Iterable[str]) -> Mark | None:
    """The decimal mark of a Swedish report by the texts of its cells and lines; None where it leaves a doubt."""
    known = [text for text in texts if "." in text or "," in text]
    mark = decimal_mark(known)
    if mark is not None:
        return mark
    if any(_POINT_DIVIDES.fullmatch(text.strip()) or _POINT_ONLY.search(text) for text in known):
        return None
    grouped = {number for text in known for number in _POINT_GROUPS.findall(text)}
    return "," if len(grouped) >= FEWEST_GROUPED else None


def mark_of_english(texts: Iterable[str]) -> Mark | None:
    """The decimal mark of an English report: the point, unless its numbers show commas or leave a doubt."""
    known = [text for text in texts if "." in text or "," in text]
    commas = any(_COMMA_ONLY.search(text) or _COMMA_DIVIDES.search(text) for text in known)
    return decimal_mark(known) if commas else "."
