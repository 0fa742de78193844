"""Sums of money in cells and in running text, in kronor where they are Swedish."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from pipelines.values.digits import Mark, Number, scaled
from pipelines.values.qualifiers import OPERATORS, Operator
from pipelines.values.quantities import Quantity, find_quantities, parse_quantity, whole_units
from pipelines.values.text import level
from pipelines.values.units import KR, Unit
from pipelines.values.words import Language


@dataclass(frozen=True, slots=True)
class Money:
    """A sum of money as printed.

    `value` is in `unit`. `amount_sek` is in kronor, None for another currency and for a range, which has `low_sek` and
    `high_sek`. `per` is set for a rate (``kr/h``, ``mkr per projekt``), whose amount holds for one of what it is per.
    The span holds number and unit; `left` is what else a cell holds.
    """

    value: Decimal
    unit: Unit
    amount_sek: Decimal | None
    low_sek: Decimal | None
    high_sek: Decimal | None
    qualifier: str | None
    text: str
    start: int
    end: int
    left: str = ""

    @property
    def per(self) -> str | None:
        """What a rate is per."""
        return self.unit.per

    @property
    def operator(self) -> Operator:
        """What the qualifier says; ``between`` for a range that has none."""
        if self.qualifier is None:
            return "=" if self.low_sek is None else "between"
        return OPERATORS.get(self.qualifier, "=")


_SENTENCE_END = re.compile(r"[.!?] +(?=[A-ZÅÄÖ])|[;:]")
_SHARED = re.compile(
    r"(?: ?,? ?(?:och|eller|respektive|resp\.?|till|samt|and|or|to)| ?[-–]) (?:(?:till|från|ca\.?|cirka|totalt) )?$",
    re.I,
)
_LISTED = re.compile(r", $")
_BOUND_VERB = re.compile(
    r"(?<!\w)((?:(?:inte|ej) (?:\w+ )?)?(?:överstiger|överstiga|överskrider|överskrida|översteg|understiger|understiga|"
    r"exceeds|exceed))(?!\w)[^.,;:()0-9]{0,60}$",
    re.I,
)
_SPREAD = re.compile(
    r" (?:(?:för|till) (?:\w+ ){1,3}|(?:(?:under|för|i|år|per|respektive|resp|och|till|om|(?:19|20)[0-9]{2}) ){0,7})"
    r"(?:och|respektive|samt|eller) $",
    re.I,
)
_LARGEST_WHOLE = 1000
_POINT_BEFORE_THREE = re.compile(r"(?:[-–−+] ?)?[1-9][0-9]{0,2}\.[0-9]{3}(?: tusen)?", re.I)
_BOUNDS: tuple[Operator, ...] = ("<=", ">=")
_CELL_SCALE = re.compile(r" ?(milj|mn|mdr|mrd|tusen)(?!\w)\.?", re.I)
_SCALES = {"tusen": 10**3, "milj": 10**6, "mn": 10**6, "mdr": 10**9, "mrd": 10**9}
_BARE = re.compile(r"[\d\s.,()+−–-]*")
"""A figure with nothing that could be a unit."""
_ANOTHER_FIGURE = re.compile(r"[+*/x×'’] ?[0-9]|['’]|[0-9]{2,}(?![0-9]*\))")


def parse_money(text: str, *, unit: Unit | None = None, decimal: Mark | None = None) -> Money | None:
    """The sum of a cell that begins with one.

    `unit` is that of the column or table; one that the cell prints wins, and so does a scale word (``0,5 milj``).
    Without either a number is no money, and a cell that goes on to reckon (``100 + 50``, ``50'``), or with another
    figure (``100 00 0 kr``), is no single sum.
    Nobody prints kronor or thousands of them with three decimals: the point of ``559.000 kr`` groups.
    """
    found = parse_quantity(text, unit=unit, decimal=decimal) or _grouped_by_point(text)
    if found is None or found.unit is None or not found.unit.is_money or _ANOTHER_FIGURE.match(found.left):
        return None
    if found.unit is unit and (_BARE.fullmatch(text) or not _prints_unit(text, unit, decimal)):
        found = _with_own_scale(found, unit, level(text))
    return _money(found, found.unit or KR, found.number.qualifier)


def _prints_unit(text: str, unit: Unit, decimal: Mark | None) -> bool:
    """Whether a cell prints the unit that its column has, too: ``608,4 tusen kronor``."""
    own = parse_quantity(text, decimal=decimal)
    return own is not None and own.unit == unit


def _grouped_by_point(text: str) -> Quantity | None:
    """A sum printed in kronor or thousands whose one point, before three digits, would else have two readings."""
    found = parse_quantity(text, decimal=",")
    if found is None or found.unit is None or not found.unit.is_money or found.unit.per:
        return None
    if found.unit.size > _LARGEST_WHOLE:
        return None
    return found if _POINT_BEFORE_THREE.fullmatch(found.number.text) and found.number.low is None else None


def _with_own_scale(found: Quantity, unit: Unit, flat: str) -> Quantity:
    """What a cell without a unit says in the unit of its column: a scale word counts whole units of the currency."""
    base = replace(unit, name="kr" if unit.currency == "SEK" else unit.currency or unit.name, size=Decimal(1))
    if found.number.scale > 1:
        return replace(found, unit=base)
    if word := _CELL_SCALE.match(flat, found.number.end):
        left = flat[word.end() :].strip()
        return replace(found, value=scaled(found.value, _SCALES[word[1].casefold()]), unit=base, noun=None, left=left)
    return replace(found, value=whole_units(found.value, found.number.text, unit))


def find_money(text: str, *, decimal: Mark | None = None, language: Language = "sv") -> list[Money]:
    """Every sum of money in a running text, in order.

    A number that shares the unit of the next (``5 respektive 10 mkr``) has that unit. A bounding verb before a sum
    (``överstiger den totala finansieringen 14 mkr``) is its qualifier, and a bound goes on over ``och`` to the next
    sum of the same clause (``maximalt 2 000 tkr under 2016 och 1 000 tkr under 2018``).
    """
    flat = level(text)
    quantities = _share_units(flat, find_quantities(text, decimal=decimal, language=language))
    found: list[Money] = []
    for quantity in quantities:
        if quantity.unit is None or not quantity.unit.is_money:
            continue
        qualifier = quantity.number.qualifier or _bound(flat, quantity.start)
        if qualifier is None and found and _goes_on(flat, found[-1], quantity):
            qualifier = found[-1].qualifier
        found.append(_money(quantity, quantity.unit, qualifier))
    return found


def _money(quantity: Quantity, unit: Unit, qualifier: str | None) -> Money:
    number, factor = quantity.number, unit.factor
    amount = None if factor is None or number.low is not None else _plain(quantity.value * factor)
    return Money(
        quantity.value,
        unit,
        amount,
        _times(number.low, number, factor),
        _times(number.high, number, factor),
        qualifier,
        quantity.text,
        quantity.start,
        quantity.end,
        quantity.left,
    )


def _times(value: Decimal | None, number: Number, factor: Decimal | None) -> Decimal | None:
    if value is None or factor is None:
        return None
    return _plain(value * factor / number.scale if factor > 1 else value * factor)


def _plain(amount: Decimal) -> Decimal:
    whole = amount.to_integral_value()
    return whole if whole == amount else amount


def _share_units(flat: str, quantities: list[Quantity]) -> list[Quantity]:
    """Each number without a unit that is joined to one with money has its unit."""
    shared = list(quantities)
    in_list = False
    for i in range(len(shared) - 2, -1, -1):
        here, after = shared[i], shared[i + 1]
        between = flat[here.end : after.number.start]
        if here.unit is None and here.noun is None and after.unit is not None and after.unit.is_money:
            gap = _without(between, after.number.qualifier)
            if _SHARED.fullmatch(gap) or (in_list and _LISTED.fullmatch(gap)):
                shared[i] = replace(here, unit=after.unit)
                in_list = True
                continue
        in_list = False
    return shared


def _without(between: str, qualifier: str | None) -> str:
    if qualifier is not None and between.casefold().endswith(f" {qualifier} "):
        return between[: -len(qualifier) - 1]
    return between


def _bound(flat: str, start: int) -> str | None:
    found = _BOUND_VERB.search(flat, max(0, start - 100), start)
    if found is None:
        return None
    word = found[1].casefold().split()
    negated = word[0] in ("inte", "ej")
    if negated:
        return "högst" if word[-1].startswith(("över", "exceed")) else "minst"
    return word[-1]


def _goes_on(flat: str, before: Money, after: Quantity) -> bool:
    """Whether a bound holds for the next sum too: only years and prepositions stand between, and a final ``och``."""
    if before.operator not in _BOUNDS or after.unit is None:
        return False
    between = flat[before.end : after.start]
    return len(between) < 60 and _SPREAD.fullmatch(between) is not None and not _SENTENCE_END.search(between)
