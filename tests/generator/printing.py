"""How numbers, sums and dates are printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from .variation import Choices

NBSP = "\u00a0"
LEDGER = 10
"""Characters of a column of a ledger, in which minus signs stand to the left of all figures."""
GAPS = {
    "space": " ",
    "nbsp": "\u00a0",
    "thin": "\u2009",
    "narrow": "\u202f",
    "figure": "\u2007",
    "none": "",
    "dot": ".",
    "five": "\u00a0",
}
UNIT, OVER = "\ue001", "\ue002"
"""Before a unit that stands in a row of its own under the header, and before a line that stands over the table."""
FACTORS = {"kr": 1, "tkr": 1000, "mkr": 1000000}
UNITS = {
    "usual": {"kr": "kr", "tkr": "tkr", "mkr": "mkr"},
    "mnkr": {"kr": "kr", "tkr": "kkr", "mkr": "mnkr"},
    "sek": {"kr": "SEK", "tkr": "KSEK", "mkr": "MSEK"},
    "spelled": {"kr": "kronor", "tkr": "tusental kronor", "mkr": "miljoner kronor"},
    "capital": {"kr": "Kr", "tkr": "Tkr", "mkr": "Mkr"},
    "thousands": {"kr": "kr", "tkr": "1000 kr", "mkr": "milj. kr"},
    "loosely": {"kr": "kronor", "tkr": "tusen kr", "mkr": "miljoner kr"},
}
"""What the units of money are called."""
SHAPES = {"six": "%y%m%d", "compact": "%Y%m%d", "yearmonth": "%Y-%m", "dotted": "%Y.%m.%d"}
MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
SHORT = ["jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sept", "okt", "nov", "dec"]


@dataclass(frozen=True, slots=True)
class Printer:
    """The ways of one report."""

    thousands: str
    minus: str
    unit: str
    unit_at: str
    dates: str
    unit_word: str
    decimals: str

    @classmethod
    def of(cls, choices: Choices) -> Printer:
        """By the choices made."""
        names = ("thousands", "minus", "unit", "unit_at", "dates", "unit_word", "decimals")
        return cls(*(choices[name] for name in names))

    @property
    def currency(self) -> str:
        """What the unit of money is called."""
        return UNITS[self.unit_word][self.unit]

    def number(self, value: Decimal | int, decimals: int | None = None) -> str:
        """A number with decimal comma; as many decimals as it has unless told."""
        value = Decimal(value)
        shown = abs(value)
        if decimals is None:
            decimals = max(0, -int(shown.normalize().as_tuple().exponent))
        whole, _, part = f"{shown:.{decimals}f}".partition(".")
        least = 4 if self.thousands == "five" else 3
        groups = f"{int(whole):,}".replace(",", GAPS[self.thousands]) if len(whole) > least else whole
        text = groups + (f",{part}" if part else "")
        if value >= 0:
            return text
        if self.minus in ("parentheses", "spaced", "trailing", "ledger"):
            return {
                "parentheses": f"({text})",
                "spaced": f"-\u00a0{text}",
                "trailing": f"{text}-",
                "ledger": f"-{NBSP * max(2, LEDGER - len(text))}{text}",
            }[self.minus]
        return {"hyphen": "-", "signed": "-", "red": "-", "u2212": "\u2212", "endash": "\u2013"}[self.minus] + text

    def money(self, kronor: int, *, bare: bool = False, change: bool = False) -> str:
        """A sum in the report's unit, with the unit where it stands in the cells or none else tells it.

        A `change` may have a plus sign.
        """
        value = Decimal(kronor) / FACTORS[self.unit]
        more = self.decimals == "more"
        text = self.number(value, {"kr": 2, "tkr": 1, "mkr": 2}[self.unit] if more else int(self.unit == "mkr"))
        if change and value > 0 and self.minus == "signed":
            text = f"+{text}"
        return text if bare else f"{text} {self.currency.replace('tusental', 'tusen').replace('1000 kr', 'tkr')}"

    def in_cell(self, kronor: int, *, change: bool = False) -> str:
        """A sum in a table."""
        return self.money(kronor, bare=self.unit_at != "cell", change=change)

    def head(self, text: str) -> str:
        """A header of a column of money."""
        if self.unit_at == "beneath":
            return f"{text}\n{self.currency}"
        shown = {"header": "{} ({})", "comma": "{}, {}", "bare": "{} {}", "row": f"{{}}{UNIT}{{}}"}.get(
            self.unit_at, "{}"
        )
        return shown.format(text, self.currency)

    def caption(self, text: str) -> str:
        """A caption of a table of money."""
        return f"{text}, {self.currency}" if self.unit_at == "caption" else text

    def note(self) -> str:
        """A line under a table of money."""
        if self.unit_at == "over":
            return f"{OVER}Belopp i {self.currency}"
        return f"Belopp i {self.currency}." if self.unit_at == "note" else ""

    def day(self, moment: date) -> str:
        """A date."""
        if self.dates == "iso":
            return moment.isoformat()
        if self.dates in SHAPES:
            return moment.strftime(SHAPES[self.dates])
        if self.dates == "slashed":
            return f"{moment.day}/{moment.month} {moment.year}"
        if self.dates == "months":
            return f"{MONTHS[moment.month - 1]} {moment.year}"
        if self.dates == "short":
            return f"{moment.day}/{moment.month}-{moment:%y}"
        if self.dates in ("sheet", "numbered"):
            return f"{SHORT[moment.month - 1][:3]}-{moment:%y}" if self.dates == "sheet" else f"{moment:%m/%Y}"
        if self.dates == "quarters":
            return f"kvartal {(moment.month + 2) // 3} {moment.year}"
        names = SHORT if self.dates == "abbreviated" else MONTHS
        return f"{moment.day} {names[moment.month - 1]} {moment.year}"

    def span(self, first: date, last: date) -> str:
        """A period."""
        if self.dates in ("iso", "short", "sheet", *SHAPES):
            return f"{self.day(first)} \u2013 {self.day(last)}"
        return f"{self.day(first)} - {self.day(last)}"


def grain(choices: Choices) -> int:
    """The least step of sums that can be printed in the report's unit, in kronor."""
    if choices["decimals"] == "more":
        return {"kr": 1000, "tkr": 100, "mkr": 10000}[choices["unit"]]
    return {"kr": 1000, "tkr": 1000, "mkr": 100000}[choices["unit"]]


def kronor(rng: Random, step: int, low: int, high: int) -> int:
    """A sum between two, in steps."""
    return rng.randint(max(low // step, 1), high // step) * step


def period(rng: Random, year: int, choices: Choices) -> tuple[date, date]:
    """A period of whole months, of whole quarters where these are printed."""
    first = date(year - rng.randint(0, 1), rng.choice((1, 2, 4, 9, 10)), 1)
    if choices["dates"] == "quarters":
        first = date(first.year, (first.month - 1) // 3 * 3 + 1, 1)
    end = first.year + rng.randint(1, 3)
    month = rng.choice((3, 6, 9, 12))
    return first, date(end, month, 31 if month in (3, 12) else 30)
