"""How numbers, sums and dates are printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from .variation import Choices

GAPS = {"space": " ", "nbsp": "\u00a0", "thin": "\u2009", "narrow": "\u202f", "none": "", "dot": "."}
FACTORS = {"kr": 1, "tkr": 1000, "mkr": 1000000}
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
SHORT = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]


@dataclass(frozen=True, slots=True)
class Printer:
    """The ways of one report."""

    thousands: str
    minus: str
    unit: str
    unit_at: str
    dates: str

    @classmethod
    def of(cls, choices: Choices) -> Printer:
        """By the choices made."""
        return cls(*(choices[name] for name in ("thousands", "minus", "unit", "unit_at", "dates")))

    def number(self, value: Decimal | int, decimals: int | None = None) -> str:
        """A number with decimal comma; as many decimals as it has unless told."""
        value = Decimal(value)
        shown = abs(value)
        if decimals is None:
            decimals = max(0, -int(shown.normalize().as_tuple().exponent))
        whole, _, part = f"{shown:.{decimals}f}".partition(".")
        groups = f"{int(whole):,}".replace(",", GAPS[self.thousands]) if len(whole) > 3 else whole
        text = groups + (f",{part}" if part else "")
        if value >= 0:
            return text
        signs = {"hyphen": "-", "u2212": "\u2212", "endash": "\u2013"}
        return f"({text})" if self.minus == "parentheses" else signs[self.minus] + text

    def money(self, kronor: int, *, bare: bool = False) -> str:
        """A sum in the report's unit, with the unit where it stands in the cells or none else tells it."""
        value = Decimal(kronor) / FACTORS[self.unit]
        text = self.number(value, 1 if self.unit == "mkr" else 0)
        return text if bare else f"{text} {self.unit}"

    def in_cell(self, kronor: int) -> str:
        """A sum in a table."""
        return self.money(kronor, bare=self.unit_at != "cell")

    def head(self, text: str) -> str:
        """A header of a column of money."""
        return f"{text} ({self.unit})" if self.unit_at == "header" else text

    def caption(self, text: str) -> str:
        """A caption of a table of money."""
        return f"{text}, {self.unit}" if self.unit_at == "caption" else text

    def day(self, moment: date) -> str:
        """A date."""
        if self.dates == "iso":
            return moment.isoformat()
        if self.dates == "six":
            return f"{moment:%y%m%d}"
        if self.dates == "slashed":
            return f"{moment.day}/{moment.month} {moment.year}"
        if self.dates == "months":
            return f"{MONTHS[moment.month - 1]} {moment.year}"
        return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"

    def span(self, first: date, last: date) -> str:
        """A period."""
        if self.dates in ("iso", "six"):
            return f"{self.day(first)} \u2013 {self.day(last)}"
        return f"{self.day(first)} - {self.day(last)}"


def grain(choices: Choices) -> int:
    """The least step of sums that can be printed in the report's unit, in kronor."""
    return {"kr": 1000, "tkr": 1000, "mkr": 100000}[choices["unit"]]


def kronor(rng: Random, step: int, low: int, high: int) -> int:
    """A sum between two, in steps."""
    return rng.randint(max(low // step, 1), high // step) * step


def period(rng: Random, year: int) -> tuple[date, date]:
    """A period of whole months."""
    first = date(year - rng.randint(0, 1), rng.choice((1, 2, 4, 9, 10)), 1)
    end = first.year + rng.randint(1, 3)
    month = rng.choice((3, 6, 9, 12))
    last = date(end, month, 31 if month in (3, 12) else 30)
    return first, last + timedelta(0)
