"""What a target says: minst 150 företag per år, över 105, ca 30–40, bland de tre bästa, en positiv utveckling.

A bare number is ``=``; a span is ``between``, also after ``ca``, while ``minst 3-5`` binds its lower end (``>=`` 3) and
``högst 3-5`` its upper. A direction without a number (``ökning``, ``ska minska``) has no number; ``öka med 5 %`` is an
increase by 5, ``öka till 80 %`` is ``>=`` 80. Where nothing of the kind is said there is no operator.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from pipelines.values.digits import Number
from pipelines.values.figures import find_figures
from pipelines.values.nouns import noun_after
from pipelines.values.qualifiers import OPERATORS, Operator
from pipelines.values.quantities import Quantity, find_quantities, quantity_of
from pipelines.values.text import level, lower, normalise
from pipelines.values.units import UNITS
from pipelines.values.words import Language, word_value


@dataclass(frozen=True, slots=True)
class Target:
    """A target: `value` for all operators but ``between``, which has `low` and `high`; `left` is the rest."""

    operator: Operator | None
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    text: str
    left: str


_COUNT = r"([0-9]{1,3}|[a-zåäö]+)"
_TOP = (
    re.compile(
        rf"(?:bland|tillhör[a]?|en av|ett av|among|one of)(?: landets| sveriges| länets)? (?:de |dom |the )?{_COUNT}"
        r"(?: procenten)? (?:\w+ )?(?:bästa|främsta|högst rankade|högst placerade|ledande|best|top)(?!\w)",
        re.I,
    ),
    re.compile(rf"(?<!\w)topp?[ -]?{_COUNT}(?!\w)", re.I),
    re.compile(
        r"(?<!\w)(?:plats|placering|ranking|rank)(?: nr\.?| nummer)? ([0-9]{1,3}) (?:eller bättre|or better)", re.I
    ),
)
_FIRST = re.compile(
    r"(?<!\w)(?:högsta?|bästa?|främsta?) (?:total)?(?:rank(?:n)?ing(?:en)?|placering(?:en)?)(?!\w)"
    r"(?: (?:bland|av) (?:\w+ ){0,2}[0-9]+(?: största| minsta)?(?: \w+)?)?"
    r"|(?<!\w)(?:bäst|främst) (?:i|bland|av) |(?<!\w)förstaplats",
    re.I,
)
_UP = (
    "öka|ökar|ökas|ökad|ökade|ökat|ökning|ökningen|ökande|höja|höjas|höjd|höjning|stiga|stiger|stigande|förbättra|"
    "förbättras|förbättrad|förbättrat|förbättring|förbättringar|växa|växande|uppåtgående|positiv utveckling|"
    "positiv trend|positiv förändring|increase|increased|increasing|improve|improved|improvement|grow|growth"
)
_DOWN = (
    "minska|minskar|minskas|minskad|minskade|minskat|minskning|minskningen|minskande|sänka|sänkas|sänkt|sänkning|"
    "reducera|reduceras|nedåtgående|negativ trend|decrease|decreased|decreasing|reduce|reduced|reduction"
)
_DIRECTION = re.compile(rf"(?<!\w)(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?!\w)", re.I)
_COMPARED = re.compile(
    r"(?<!\w)(?:(?P<up>större|högre|bättre|fler|flera|mer|higher|better|more)|(?P<down>lägre|mindre|färre|lower|fewer|less))"
    r" (?:än|than) (?:\w+ ){0,3}?(?:(?:19|20)[0-9]{2}|föregående|förra|fjol|i fjol|året innan|previous|last)",
    re.I,
)
_MORE_AFTER = re.compile(
    r" ?\+|,? (?:eller (?:fler|flera|mer|mera|högre|bättre|längre|över)|och (?:uppåt|över|mer|högre)|uppåt|som minst|"
    r"som lägst|or (?:more|higher|better)|and (?:above|over))(?!\w)",
    re.I,
)
_LESS_AFTER = re.compile(
    r",? (?:eller (?:färre|mindre|lägre|kortare|under)|och (?:nedåt|under)|som mest|som högst|or (?:less|fewer|lower)|"
    r"and below)(?!\w)",
    re.I,
)
_BY = re.compile(r"(?<!\w)(?:med|by)(?: \w+)? $", re.I)
_TO = re.compile(r"(?<!\w)(?:till|to)(?: \w+)? $", re.I)
_BETWEEN = re.compile(r" ?(?:och|till|and|to) ?", re.I)
_BETWEEN_BEFORE = re.compile(r"(?<!\w)(?:mellan|between)(?: \w+)? $", re.I)
_FROM_BEFORE = re.compile(r"(?<!\w)(?:från|from) $", re.I)
_SCORES = {word: unit.name for word, unit in UNITS.items() if unit.kind == "score"}
_SCORE_BEFORE = re.compile(rf"(?<!\w)({'|'.join(_SCORES)})(?!\w)[^.;()0-9]{{0,24}}$", re.I)
_SENTENCES = re.compile(r"(?<=[.!?]) +(?=[A-ZÅÄÖ])")
_PER_END = re.compile(r" per (år|månad|vecka|kvartal|termin|dag)\W*$", re.I)
BRACKETS = re.compile(r"\([^()]*\)")


def parse_target(text: str, *, language: Language = "sv") -> Target:
    """The target a text states. Years and dates in it are no targets; brackets are left out of the reading."""
    flat = level(normalise(text))
    open_text = BRACKETS.sub(lambda found: " " * len(found[0]), flat)
    top = _top(open_text, language)
    if top is not None:
        value, start, end = top
        return Target("top_n", Decimal(value), None, None, None, flat, _rest(flat, start, end))
    quantities = quantities_of(open_text, language)
    up = _direction(flat)
    if not quantities:
        return Target(up, None, None, None, None, flat, flat)
    chosen = _chosen(quantities)
    return _spelled_range(open_text, quantities, chosen, up) or _from_quantity(flat, open_text, chosen, up)


def find_targets(text: str, *, language: Language = "sv") -> list[Target]:
    """Every target with a number in a goal text, in order; `text` of each is the words that state it.

    A rate at the end of a sentence (``1-3 nyetableringar och 5-10 ometableringar per år``) holds for all its nouns.
    """
    found: list[Target] = []
    for sentence in _SENTENCES.split(level(normalise(text))):
        open_text = BRACKETS.sub(lambda bracket: " " * len(bracket[0]), sentence)
        targets: list[tuple[int, Target]] = []
        while top := _top(open_text, language):
            value, start, end = top
            stated = sentence[start:end]
            targets.append((start, Target("top_n", Decimal(value), None, None, None, stated, "")))
            open_text = open_text[:start] + " " * (end - start) + open_text[end:]
        quantities = quantities_of(open_text, language)
        up = _direction(sentence)
        for quantity in quantities:
            target = _from_quantity(sentence, open_text, quantity, up)
            start = _qualified_start(sentence, quantity)
            targets.append((start, replace(target, text=sentence[start : quantity.end], left="")))
        per = _PER_END.search(sentence)
        for _, target in sorted(targets, key=lambda pair: pair[0]):
            unit = f"{target.unit} per {lower(per[1])}" if per and _is_count(target.unit) else target.unit
            found.append(replace(target, unit=unit))
    return found


def _is_count(unit: str | None) -> bool:
    """Whether a unit counts things without saying per what: ``gånger``, ``nya möten``, not ``%`` nor ``tkr/år``."""
    if unit is None or " per " in unit or "/" in unit:
        return False
    known = UNITS.get(unit.lower())
    return known is None or known.kind == "count"


def quantities_of(flat: str, language: Language = "sv") -> list[Quantity]:
    """The quantities of a target or outcome; ``2000 besökare`` alone counts although 2000 looks like a year."""
    found = find_quantities(flat, articles="qualified", language=language)
    if not found:
        for figure in find_figures(flat, words=False):
            if (
                figure.kind == "year"
                and figure.low is None
                and noun_after(flat, figure.end)
                and ((before := flat[: figure.start].strip()) == "" or OPERATORS.get(lower(before)) == "approx")
            ):
                number = replace(figure, kind="number", looks_like_year=False, qualifier=lower(before) or None)
                quantity = quantity_of(flat, flat, number)
                return [quantity] if not flat[quantity.end :].strip(" .") else []
    return found


def unit_around(flat: str, quantity: Quantity) -> str | None:
    """The unit or noun after the number, else a score named before it (``NKI 75``, ``ett betyg över 3,7``)."""
    before = _SCORE_BEFORE.search(flat, 0, quantity.start)
    if quantity.unit is None and before:
        return _SCORES.get(lower(before[1]))
    return quantity.unit_name


def operator_after(flat: str, end: int) -> tuple[Operator, int] | None:
    """A bound that stands after the number (``30 st +``, ``eller fler``, ``och uppåt``), and where it ends."""
    if more := _MORE_AFTER.match(flat, end):
        return ">=", more.end()
    if less := _LESS_AFTER.match(flat, end):
        return "<=", less.end()
    return None


def bounded(operator: Operator, number: Number) -> tuple[Operator, Decimal | None, Decimal | None, Decimal | None]:
    """Operator, value, low and high of a number that may be a span."""
    if number.low is None or number.high is None:
        return operator, number.value, None, None
    if operator in (">", ">="):
        return operator, number.low, None, None
    if operator in ("<", "<="):
        return operator, number.high, None, None
    return "between", None, number.low, number.high


def _top(flat: str, language: Language) -> tuple[int, int, int] | None:
    for form in _TOP:
        for found in form.finditer(flat):
            value = int(found[1]) if found[1].isdigit() else word_value(found[1], language)
            if value:
                return value, found.start(), found.end()
    first = _FIRST.search(flat)
    return (1, first.start(), first.end()) if first else None


def _direction(flat: str) -> Operator | None:
    """The one direction that the text names; None for none and for both."""
    found = {match.lastgroup for match in _DIRECTION.finditer(flat)}
    found = found or {match.lastgroup for match in _COMPARED.finditer(flat)}
    if len(found) != 1:
        return None
    return "increase" if found == {"up"} else "decrease"


def _chosen(quantities: Sequence[Quantity]) -> Quantity:
    """The first with a qualifier, else the first with a unit of measure, else the first."""
    for quantity in quantities:
        if quantity.number.qualifier is not None:
            return quantity
    for quantity in quantities:
        if quantity.unit is not None and quantity.unit.kind != "time":
            return quantity
    return quantities[0]


def _spelled_range(flat: str, quantities: Sequence[Quantity], chosen: Quantity, up: Operator | None) -> Target | None:
    """``mellan 5 och 10``, ``5 till 10 st``; of ``öka från 70 till 80 %`` the second number is the aim."""
    for first, second in pairwise(quantities):
        if chosen not in (first, second) or first.number.low is not None or second.number.low is not None:
            continue
        joint = flat[first.end : second.number.start]
        unit = unit_around(flat, second) or unit_around(flat, first)
        rest = _rest(flat, first.start, second.end)
        spoken = _BETWEEN_BEFORE.search(flat, 0, first.start) is not None
        if not _BETWEEN.fullmatch(joint) or not (spoken or joint.strip().lower() in ("till", "to")):
            continue
        if up is not None and _FROM_BEFORE.search(flat, 0, first.start):
            return Target(">=" if up == "increase" else "<=", second.value, None, None, unit, flat, rest)
        if first.value < second.value:
            return Target("between", None, first.value, second.value, unit, flat, rest)
    return None


def _from_quantity(flat: str, open_text: str, chosen: Quantity, up: Operator | None) -> Target:
    number, end = chosen.number, chosen.end
    operator, unit = number.operator, unit_around(open_text, chosen)
    if after := operator_after(flat, end):
        operator, end = after
        counted = noun_after(flat, end)
        if counted and (unit is None or unit == "st"):
            unit, end = counted
    elif up is not None and number.low is None:
        if _BY.search(open_text, 0, chosen.start):
            return Target(up, chosen.value, None, None, unit, flat, _rest(flat, chosen.start, end))
        if operator == "=" and _TO.search(open_text, 0, chosen.start):
            operator = ">=" if up == "increase" else "<="
    bound, value, low, high = bounded(operator, number)
    if low is None and value is not None and number.low is None:
        value = chosen.value
    return Target(bound, value, low, high, unit, flat, _rest(flat, _qualified_start(flat, chosen), end))


def _qualified_start(flat: str, quantity: Quantity) -> int:
    qualifier = quantity.number.qualifier
    at = flat.lower().rfind(qualifier, 0, quantity.start) if qualifier and qualifier != "tal" else -1
    return at if at >= 0 else quantity.start


def _rest(flat: str, start: int, end: int) -> str:
    return " ".join(f"{flat[:start]} {flat[end:]}".split()).strip(" .,;:")
