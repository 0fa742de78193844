"""Units of measure: kr, tkr, mkr, %, st, ha, timmar; and the unit that a caption states for its whole table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from pipelines.values.text import LETTER, normalise

UnitKind = Literal["money", "share", "count", "time", "area", "length", "mass", "energy", "volume", "score"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its canonical short name.

    `size` is how many base units one of it is (tkr 1 000), `currency` an ISO 4217 code for money, `per` what a rate is
    per (``kr/h``, ``gånger per år``).
    """

    name: str
    kind: UnitKind
    size: Decimal = Decimal(1)
    currency: str | None = None
    per: str | None = None

    @property
    def is_money(self) -> bool:
        """Whether it counts money, in whatever currency."""
        return self.kind == "money"

    @property
    def factor(self) -> Decimal | None:
        """Kronor that one of it is, of a rate too; None for all but Swedish money. Currencies are never converted."""
        return self.size if self.currency == "SEK" else None


def _money() -> dict[str, Unit]:
    units: dict[str, Unit] = {}

    def add(name: str, size: int, currency: str, spellings: str) -> None:
        unit = Unit(name, "money", Decimal(size), currency)
        units.update(dict.fromkeys(spellings.split("|"), unit))

    add("kr", 1, "SEK", "kr|kronor|krona|sek|:-|svenska kronor")
    add("tkr", 1000, "SEK", "tkr|ksek|tsek|kkr|tusen kr|tusen kronor|tusen sek|tusental kr|tusental kronor")
    add(
        "tkr",
        1000,
        "SEK",
        "tusenkronor|tusentals kr|tusentals kronor|thousand sek|sek thousand|sek thousands|thousands of sek",
    )
    add("mkr", 10**6, "SEK", "mkr|mnkr|msek|mn kr|mn sek|mn kronor|milj kr|milj. kr|milj kronor|milj. kronor")
    add("mkr", 10**6, "SEK", "miljoner kr|miljoner kronor|miljon kr|miljon kronor|miljoner sek|million sek|sek million")
    add("mkr", 10**6, "SEK", "million kronor|sek m|miljontals kronor|millions of sek")
    add("mdkr", 10**9, "SEK", "mdkr|mdr kr|md kr|mdr kronor|mdsek|miljarder kr|miljarder kronor|miljard kr")
    add("mdkr", 10**9, "SEK", "miljard kronor|billion sek|sek billion|billion kronor|miljarder sek|mdr sek|sek bn")
    for code, words, many in (
        ("EUR", "eur|euro|euros|€", "eur|euro|euros|€"),
        ("USD", "usd|us-dollar|dollar|dollars|$", "usd|dollar|dollars"),
        ("GBP", "gbp|£", "gbp"),
        ("NOK", "nok|norska kronor|norska kr|nkr", "nok|norska kronor"),
        ("DKK", "dkk|danska kronor|danska kr|dkr", "dkk|danska kronor"),
        ("CHF", "chf", "chf"),
    ):
        add(code, 1, code, words)
        for prefix, size, leads in (
            ("k", 1000, ("k", "t", "tusen ", "thousand ")),
            ("M", 10**6, ("m", "mn ", "miljoner ", "miljon ", "million ")),
            ("G", 10**9, ("miljarder ", "miljard ", "billion ")),
        ):
            add(prefix + code, size, code, "|".join(lead + word for word in many.split("|") for lead in leads))
    return units


_OTHERS: dict[UnitKind, dict[str, str]] = {
    "share": {
        "%": "%|procent|percent|per cent|pct|proc",
        "procentenheter": "procentenheter|procentenhet|%-enheter|%-enhet|percentage points|percentage point",
        "‰": "‰|promille",
    },
    "count": {
        "st": "st|stycken|styck|stk|pcs",
        "personer": "personer|person|pers|persons|people",
        "gånger": "gånger|gång|ggr|times",
        "årsarbetare": "årsarbetare|årsarbetskrafter|årsarbetskraft|heltidstjänster|heltidstjänst|fte",
    },
    "time": {
        "år": "år|års|years|year|åring|åringar",
        "månader": "månader|månad|månaders|månads|mån|months|month",
        "veckor": "veckor|vecka|veckors|weeks|week",
        "dagar": "dagar|dag|dagars|dygn|days|day",
        "timmar": "timmar|timme|timmars|timma|tim|h|hours|hour",
        "minuter": "minuter|minut|minuters|min|minutes",
    },
    "area": {
        "ha": "ha|hektar|hectares|hectare",
        "kvm": "kvm|m2|m²|kvadratmeter|sqm|sq.m|sq. m|sq m|square metres",
        "km2": "km2|km²|kvadratkilometer",
    },
    "length": {"km": "km|kilometer|kilometres", "mil": "mil", "m": "m|meter|metres", "mm": "mm|millimeter", "cm": "cm"},
    "mass": {"kg": "kg|kilo|kilogram", "ton": "ton|tonnes|tons", "g": "gram"},
    "energy": {"kWh": "kwh", "MWh": "mwh", "GWh": "gwh", "TWh": "twh", "MW": "mw", "kW": "kw"},
    "volume": {"m3": "m3|m³|kubikmeter", "l": "liter|litres"},
    "score": {
        "NKI": "nki",
        "NMI": "nmi",
        "index": "index|indexpoäng|indexenheter",
        "betyg": "betyg|betyget",
        "poäng": "poäng|points",
        "placering": "placering|plats|ranking|rank",
    },
}

UNITS: dict[str, Unit] = _money() | {
    spelling: Unit(name, kind)
    for kind, names in _OTHERS.items()
    for name, spellings in names.items()
    for spelling in spellings.split("|")
}
"""Every spelling, in lower case, with its unit."""

KR = UNITS["kr"]
PERCENT = UNITS["%"]
UNSTATED = Unit("", "money")
"""Money of a currency that is nowhere printed."""
_THOUSANDS = (
    "1000 kr|1 000 kr|1000-tal kr|1000-tals kr|1 000-tals kr|1000 kronor|1 000 kronor|1000-tal kronor|1 000-tal kronor|"
    "1000-tals kronor|1 000-tals kronor|1000 sek|1 000 sek|sek 1000|sek '000|'000 sek|tusental|tusentals|kr, tusental"
)
_CAPTION_ONLY = {
    **dict.fromkeys(_THOUSANDS.split("|"), UNITS["tkr"]),
    "antal": UNITS["st"],
}


def _either(spellings: Iterable[str]) -> str:
    return "|".join(re.escape(spelling) for spelling in sorted(spellings, key=len, reverse=True))


_WORDS = _either(spelling for spelling in UNITS if spelling[-1].isalnum())
_SIGNS = _either(spelling for spelling in UNITS if not spelling[-1].isalnum())
_AFTER = re.compile(rf" ?((?:{_WORDS})(?![{LETTER}]|-[{LETTER}])|{_SIGNS})", re.I)
_NEXT_NUMBER = re.compile(r" [€$£] ?[0-9]")
_CAPITALS = frozenset(["H", "M", "St"])
_CODES = "kr|sek|eur|usd|gbp|nok|dkk|chf|msek|ksek|tsek|tkr|mkr|mnkr|meur|keur"
_BEFORE_NUMBER = re.compile(rf"((?<![\w])(?:{_CODES})|[€$£]) ?$", re.I)
_PER = re.compile(rf" ?(?:/ ?|per |om (?=året|dagen|månaden))([{LETTER}]+(?:[/-][{LETTER}]+)*)", re.I)
_WHOLE = {**UNITS, **_CAPTION_ONLY}
_DEFINITE = {"året": "år", "dagen": "dag", "månaden": "månad"}


def parse_unit(text: str) -> Unit | None:
    """The unit of a text that is nothing but a unit: ``tkr``, ``Tusental kronor``, ``(%)``, ``1 000 kr``."""
    plain = normalise(text).casefold()
    return _WHOLE.get(plain) or _WHOLE.get(plain.strip("()[] ,;:*."))


def unit_after(text: str, pos: int) -> tuple[Unit, int] | None:
    """The unit that stands right after a number, with or without a blank, and where it ends; `text` is levelled."""
    found = _AFTER.match(text, pos)
    if found is None:
        return None
    if found[1] in _CAPITALS or (found[1] in "€$£" and _NEXT_NUMBER.match(text, pos)):
        return None
    unit = UNITS.get(found[1].casefold())
    return (unit, found.end()) if unit else None


def currency_before(text: str, pos: int) -> tuple[Unit, int] | None:
    """A currency that stands right before a number (``€15``, ``SEK 500``), and where it starts.

    One that follows a number is that number's: ``100 kr 500 st``.
    """
    found = _BEFORE_NUMBER.search(text, max(0, pos - 6), pos)
    if found is None:
        return None
    near = 1 if found[0] in "€$£" else 2  # a sign glued to its number needs only a blank before it
    if text[max(0, found.start() - near) : found.start()].rstrip()[-1:].isdigit():
        return None
    unit = UNITS.get(found[1].casefold())
    return (unit, found.start()) if unit else None


def rate(unit: Unit, per: str) -> Unit:
    """The unit per something: ``kr/h``, ``gånger per år``."""
    name = f"{unit.name}/{per}" if unit.is_money else f"{unit.name} per {per}"
    return replace(unit, name=name, per=per)


def per_after(text: str, pos: int) -> tuple[str, int] | None:
    """What a rate is per (``/h``, ``per projekt``, ``om året``), and where that ends."""
    found = _PER.match(text, pos)
    if found is None:
        return None
    word = found[1].casefold()
    return _DEFINITE.get(word, word), found.end()


SWEDISH_MONEY = _either(spelling for spelling, unit in UNITS.items() if unit.currency == "SEK" and spelling != ":-")
"""A pattern of all that Swedish money is called, for use in others; the longest first, no case told."""
_MONEY = _either(spelling for spelling, unit in UNITS.items() if unit.is_money and spelling[0] not in ":$£€")
_IN_BRACKETS = _either(spelling for spelling in _WHOLE if spelling != ":-")
_MEASURES = {"share", "area", "length", "mass", "energy", "volume"}
_AFTER_COMMA = _either(
    [spelling for spelling, unit in _WHOLE.items() if (unit.is_money or unit.kind in _MEASURES) and spelling != ":-"]
    + ["st", "stycken", "antal", "personer", "timmar", "tim", "h", "dagar", "månader"]
)
_ALONE = _either(spelling for spelling, unit in _WHOLE.items() if unit.is_money or unit.kind == "share")
_BASES = "inv|invånare|elev|barn|plats|brukare|timme|h|dag|dygn|månad|år|kvm|m2|person|capita|hour|year|inhabitant"
_RATE = rf" ?(?:/ ?([{LETTER}]+)|per ({_BASES})(?!\w))"
_UNLESS = r"(?: *,? *(?:om (?:inget|inte|ej) annat (?:anges|sägs)|unless otherwise stated))?"
_LEAD = r"(?:(?:alla |samtliga )?(?:belopp(?:en)?|siffror|tal|amounts|figures)(?: anges| är| uttryckta| redovisas)? ?)?"
_CAPTION_FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"[(\[] ?{_LEAD}(?:i |in )?({_IN_BRACKETS})(?:{_RATE})?{_UNLESS} ?[)\]]",
        rf"^{_LEAD}(?:i |in )?({_ALONE})(?:{_RATE})?{_UNLESS} *[.:*]*$",
        rf"(?: *[,;:–-] +|(?<=\S),){_LEAD}(?:i |in )?({_AFTER_COMMA})(?:{_RATE})?{_UNLESS} *[.:*]*$",
        rf"(?<![\w]){_LEAD}(?:i|in) ({_MONEY})(?:{_RATE})?{_UNLESS}(?![\w/])",
        rf"(?:^| )({_MONEY}|%|€)(?:{_RATE})?{_UNLESS} *[.:*]*$",
        rf"^({_MONEY})()()(?= [^{LETTER}]| (?:utfall|budget|prognos)|[,:])",
    )
)
_SHARE_OF = re.compile(r"(?<!\w)i (?:procent|%)(?: av |$)", re.I)
_FIGURE = re.compile(r"[0-9][0-9 .,]*$")
_YEAR = re.compile(r"(?:19|20)[0-9]{2},? ?")


def _counts(caption: str, pos: int) -> bool:
    """Whether a number that is no year stands right before a unit, so that the unit is the number's own."""
    figure = _FIGURE.search(caption, 0, pos)
    return figure is not None and not _YEAR.fullmatch(figure[0])


def unit_of_caption(text: str) -> tuple[Unit | None, str]:
    """The unit that a caption or header states for what stands under it, and the caption without it.

    ``Resultaträkning, tkr`` gives tkr and ``Resultaträkning``. A unit that belongs to a number of the caption
    (``250 kr``) is none. A unit other than money or ``%`` counts only in brackets, after a comma or alone. ``i procent
    av intäkterna`` states the unit and stays in the caption.
    """
    caption = normalise(text)
    for form in _CAPTION_FORMS:
        for found in form.finditer(caption):
            unit = _WHOLE.get(found[1].casefold())
            if unit is None or _counts(caption, found.start(1)):
                continue
            rest = f"{caption[: found.start()]} {caption[found.end() :]}"
            if per := found[2] or found[3]:
                unit = rate(unit, per.casefold())
            return unit, " ".join(rest.replace(" ,", ",").split()).strip(" ,;:")
    return (PERCENT if _SHARE_OF.search(caption) else None), caption


def money_of_caption(text: str) -> Unit | None:
    """The unit of money that a caption or header states for what stands under it; None for any other, or none."""
    unit, _ = unit_of_caption(text)
    return unit if unit is not None and unit.is_money else None
