"""Dates of every precision: 2023-05-01, den 1 maj 2023, 30/1 2023, sista december 2018, maj 2023, Q3 2023, hösten 2023.

What a period of the year is taken to be, where a report does not say:

- våren March to May, sommaren June to August, hösten September to November (SMHI's seasons); vintern only as
  ``2023/2024``, December to February, since ``vintern 2023`` has two readings;
- vt January to June, ht August to December, läsåret August to June;
- a year of two digits is 1969 to 2068; of three numbers apart by a slash or a point the day comes first.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from pipelines.values.text import LETTER, level, lower

Precision = Literal["day", "week", "month", "quarter", "season", "tertial", "term", "half", "year"]

_MONTH_WORDS = (
    "januari|january|jan",
    "februari|february|feb",
    "mars|march|mar",
    "april|apr",
    "maj|may",
    "juni|june|jun",
    "juli|july|jul",
    "augusti|august|aug",
    "september|sept|sep",
    "oktober|october|okt|oct",
    "november|nov",
    "december|dec",
)
MONTHS = {word: number for number, words in enumerate(_MONTH_WORDS, 1) for word in words.split("|")}
"""Month names and abbreviations, Swedish and English, in lower case."""
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
"""A month as a regular expression, for use without regard to case."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as printed: its first and last day, the same for a day; `vague` for ``början av 2024``."""

    first: date
    last: date
    precision: Precision
    text: str
    start: int
    end: int
    vague: bool = False


Span = tuple[date, date]


class Part(NamedTuple):
    """A date that may lack its year: `span` gives its days in a year, None where there are none (31 June)."""

    precision: Precision
    year: int | None
    span: Callable[[int], Span | None]
    end: int
    vague: bool = False

    def days(self, year: int | None = None) -> Span | None:
        """First and last day; `year` stands in where none is printed."""
        known = self.year if self.year is not None else year
        return None if known is None else self.span(known)


def century(two_digits: int) -> int:
    """The year that two digits stand for."""
    return two_digits + (2000 if two_digits <= 68 else 1900)


def _day(month: int, day: int) -> Callable[[int], Span | None]:
    def span(year: int) -> Span | None:
        try:
            found = date(year, month, day)
        except ValueError:
            return None
        return found, found

    return span


def _months(first: int, last: int) -> Callable[[int], Span | None]:
    """Whole months; a last month above 12 is one of the next year."""

    def span(year: int) -> Span | None:
        end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
        return date(year, first, 1), date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])

    return span


def _last_day(month: int) -> Callable[[int], Span | None]:
    return lambda year: _day(month, calendar.monthrange(year, month)[1])(year)


def _week(week: int) -> Callable[[int], Span | None]:
    def span(year: int) -> Span | None:
        try:
            monday = date.fromisocalendar(year, week, 1)
        except ValueError:
            return None
        return monday, monday + timedelta(days=6)

    return span


def _turn(month: int) -> Callable[[int], Span | None]:
    """The last day of a month and the day after: årsskiftet, halvårsskiftet."""

    def span(year: int) -> Span | None:
        last = date(year, month, calendar.monthrange(year, month)[1])
        return last, last + timedelta(days=1)

    return span


_Y4 = r"((?:19|20)[0-9]{2})(?![0-9]|:[0-9])"
_YEAR_AFTER = rf"(?:,? (?:år |av |of |in )?{_Y4}| ?[-'’]([0-9]{{2}})(?![0-9]))?"
_DOT = r"(?:\.(?= (?:19|20)[0-9]{2}))?"
_GLUED_YEAR = rf"(?: ?[-'’]? ?{_Y4}| ?[-'’]?([0-9]{{2}})(?![0-9]))?"
_ORDINALS = {
    **dict.fromkeys(("första", "1:a", "1a", "first", "1st"), 1),
    **dict.fromkeys(("andra", "2:a", "2a", "second", "2nd"), 2),
    **dict.fromkeys(("tredje", "3:e", "3e", "third", "3rd"), 3),
    **dict.fromkeys(("fjärde", "4:e", "4e", "fourth", "4th"), 4),
    **dict.fromkeys(("sista", "last"), -1),
}
_ORDINAL = "(" + "|".join(sorted(map(re.escape, _ORDINALS), key=len, reverse=True)) + ")"
_SEASONS = {
    **dict.fromkeys(("våren", "vår", "spring"), 3),
    **dict.fromkeys(("sommaren", "sommar", "summer"), 6),
    **dict.fromkeys(("hösten", "höst", "autumn", "fall"), 9),
    **dict.fromkeys(("vintern", "vinter", "winter"), 12),
}
_SEASON = "(" + "|".join(sorted(_SEASONS, key=len, reverse=True)) + ")"
_TERMS = {"vt": (1, 6), "vårterminen": (1, 6), "vårtermin": (1, 6)}
_TERMS |= {"ht": (8, 12), "höstterminen": (8, 12), "hösttermin": (8, 12)}
_WEEKDAY = r"(?:(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)? )?"

_Built = tuple[Precision, int | None, Callable[[int], Span | None]] | None
_Build = Callable[[re.Match[str]], _Built]


def _year(*groups: str | None) -> int | None:
    for group in groups:
        if group:
            return int(group) if len(group) == 4 else century(int(group))
    return None


def _next(year: str, following: str | None) -> bool:
    """Whether the second year of ``2023/24`` follows the first; one that is not printed does."""
    return following is None or (int(year) + 1) % 10 ** len(following) == int(following)


def _season(found: re.Match[str]) -> _Built:
    month = _SEASONS[lower(found[1])]
    return None if month == 12 else ("season", _year(found[2]), _months(month, month + 2))


def _plain_year(found: re.Match[str]) -> _Built:
    if not _next(found[1], found[2]):
        return None
    return "year", int(found[1]), _months(1, 24 if found[2] else 12)


def _iso_month(found: re.Match[str]) -> _Built:
    if _next(found[1], found[2]):  # 2011-12 may be two years
        return None
    return "month", int(found[1]), _months(int(found[2]), int(found[2]))


def _slash(found: re.Match[str]) -> _Built:
    day, month = int(found[1]), int(found[2])
    if month > 12 >= day:
        day, month = month, day
    return "day", _year(found[3], found[4]), _day(month, day)


def _nth(found: re.Match[str], count: int) -> int | None:
    nth = _ORDINALS[lower(found[1])]
    return count if nth == -1 else nth if nth <= count else None


def _quarter(number: int | None, year: int | None) -> _Built:
    return ("quarter", year, _months(3 * number - 2, 3 * number)) if number else None


def _tertial(number: int | None, year: int | None) -> _Built:
    return ("tertial", year, _months(4 * number - 3, 4 * number)) if number else None


def _half(number: int | None, year: int | None) -> _Built:
    return ("half", year, _months(6 * number - 5, 6 * number)) if number else None


_PATTERNS: list[tuple[str, _Build]] = [
    (rf"{_Y4}([-./])(0[1-9]|1[0-2])\2([0-3][0-9])(?![0-9])", lambda m: ("day", int(m[1]), _day(int(m[3]), int(m[4])))),
    (r"((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?![0-9])", lambda m: ("day", int(m[1]), _day(int(m[2]), int(m[3])))),
    (rf"{_Y4}-(0[1-9]|1[0-2])(?![-0-9])", _iso_month),
    (r"([0-3]?[0-9])/([0-3]?[0-9])(?:(?: ?[/-] ?| |, )((?:19|20)[0-9]{2})|[/-]([0-9]{2}))?(?![0-9/])", _slash),
    (r"([0-3]?[0-9])\.([01]?[0-9])\.((?:19|20)[0-9]{2})()(?![0-9])", _slash),
    (
        rf"{_WEEKDAY}(?:den )?([0-3]?[0-9])(?::?[ae]|st|nd|rd|th)?\.? (?:of )?({MONTH})(?![{LETTER}])"
        rf"{_DOT}{_YEAR_AFTER}",
        lambda m: ("day", _year(m[3], m[4]), _day(MONTHS[lower(m[2])], int(m[1]))),
    ),
    (
        rf"(?:den )?(?:sista|siste|ultimo|last)(?: dagen i| day of| of| i)? ({MONTH})(?![{LETTER}]){_DOT}{_YEAR_AFTER}",
        lambda m: ("day", _year(m[2], m[3]), _last_day(MONTHS[lower(m[1])])),
    ),
    (
        rf"({MONTH})\.? ([0-3]?[0-9])(?:st|nd|rd|th)?,? {_Y4}",
        lambda m: ("day", int(m[3]), _day(MONTHS[lower(m[1])], int(m[2]))),
    ),
    (
        rf"({MONTH})(?![{LETTER}])(?: månad)?{_DOT}{_YEAR_AFTER}",
        lambda m: ("month", _year(m[2], m[3]), _months(MONTHS[lower(m[1])], MONTHS[lower(m[1])])),
    ),
    (rf"(?:kvartal|kv\.?|q) ?([1-4])(?![0-9]){_YEAR_AFTER}", lambda m: _quarter(int(m[1]), _year(m[2], m[3]))),
    (rf"{_Y4}[ ,-]{{0,2}}(?:kvartal|kv\.?|q) ?([1-4])(?![0-9])", lambda m: _quarter(int(m[2]), int(m[1]))),
    (rf"(?:det )?{_ORDINAL} (?:kvartalet|quarter){_YEAR_AFTER}", lambda m: _quarter(_nth(m, 4), _year(m[2], m[3]))),
    (rf"(?:tertial|t) ?([1-3])(?![0-9]){_YEAR_AFTER}", lambda m: _tertial(int(m[1]), _year(m[2], m[3]))),
    (rf"{_Y4}[ ,-]{{0,2}}(?:tertial|t) ?([1-3])(?![0-9])", lambda m: _tertial(int(m[2]), int(m[1]))),
    (rf"(?:det )?{_ORDINAL} tertialet{_YEAR_AFTER}", lambda m: _tertial(_nth(m, 3), _year(m[2], m[3]))),
    (rf"(?:halvår|h) ?([12])(?![0-9]){_YEAR_AFTER}", lambda m: _half(int(m[1]), _year(m[2], m[3]))),
    (rf"{_Y4}[ ,-]{{0,2}}(?:halvår|h) ?([12])(?![0-9])", lambda m: _half(int(m[2]), int(m[1]))),
    (
        rf"(?:det )?{_ORDINAL} (?:halvåret|half(?: year)?)(?![{LETTER}]){_YEAR_AFTER}",
        lambda m: _half(_nth(m, 2), _year(m[2], m[3])),
    ),
    (
        rf"({'|'.join(sorted(_TERMS, key=len, reverse=True))})(?![{LETTER}]){_GLUED_YEAR}",
        lambda m: ("term", _year(m[2], m[3]), _months(*_TERMS[lower(m[1])])),
    ),
    (
        rf"(vintern|vinter|winter) {_Y4} ?[/–-] ?([0-9]{{4}}|[0-9]{{2}})(?![0-9])",
        lambda m: ("season", int(m[2]), _months(12, 14)) if _next(m[2], m[3]) else None,
    ),
    (rf"{_SEASON}(?![{LETTER}])(?:,? (?:av |of )?{_Y4}(?! ?/ ?[0-9]))?", _season),
    (
        rf"(?:läsåret|läsår|school year) {_Y4} ?[/–-] ?([0-9]{{4}}|[0-9]{{2}})(?![0-9])",
        lambda m: ("term", int(m[1]), _months(8, 18)) if _next(m[1], m[2]) else None,
    ),
    (
        rf"årsskiftet {_Y4}(?: ?[/–-] ?([0-9]{{4}}|[0-9]{{2}})(?![0-9]))?",
        lambda m: ("day", int(m[1]), _turn(12)) if m[2] and _next(m[1], m[2]) else None,
    ),
    (rf"halvårsskiftet {_Y4}", lambda m: ("day", int(m[1]), _turn(6))),
    (
        rf"(?:vecka|veckorna|v\.?|week) ?([0-5]?[0-9])(?![0-9])(?:,? (?:år |av |of )?{_Y4})?",
        lambda m: ("week", _year(m[2]), _week(int(m[1]))),
    ),
    (rf"{_Y4}[ -]?[vw]([0-5][0-9])(?![0-9])", lambda m: ("week", int(m[1]), _week(int(m[2])))),
    (
        r"(?:(?:hel|räkenskaps|verksamhets|budget|kalender)?(?:året|år) |year |fy ?)?"
        rf"{_Y4}(?: ?/ ?([0-9]{{4}}|[0-9]{{2}})(?![0-9]))?",
        _plain_year,
    ),
]
_COMPILED = [(re.compile(pattern, re.I), build) for pattern, build in _PATTERNS]
_COMPACT = re.compile(r"([0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])(?![0-9])")
_MONTH_YEAR = re.compile(rf"(0?[1-9]|1[0-2])/{_Y4}(?![/0-9-])")
_YEAR_MONTH = re.compile(rf"{_Y4}/(0[1-9]|1[0-2])(?![/0-9])")
_VAGUE = re.compile(r"(?:i )?(?:början|inledningen|mitten|slutet|beginning|middle|end) (?:av|på|of) ", re.I)
_WORDS = """
    mitten början inledningen slutet beginning middle end sista siste ultimo last kvartal kv q tertial t halvår h
    läsåret läsår school årsskiftet halvårsskiftet vecka veckorna v week
    måndag tisdag onsdag torsdag fredag lördag söndag
"""
FIRST_WORDS = frozenset([*MONTHS, *_ORDINALS, *_SEASONS, *_TERMS, *_WORDS.split()])
"""Words a date may begin with, in lower case."""
FIRST = re.compile(r"(?<![\w/.-])(?:[0-9]|[^\W\d_]+)")
"""Where a date may begin."""


def part_at(text: str, pos: int, *, compact: bool = False) -> Part | None:
    """The date that starts at `pos`, its year missing where none is printed; `text` is levelled.

    `compact` also reads six digits as year, month and day (``230501``), and ``05/2023`` and ``2023/05`` as months:
    forms that in running text may be numbers of something.
    """
    vague = _VAGUE.match(text, pos)
    start = vague.end() if vague else pos
    if compact and (found := _COMPACT.match(text, start)):
        return Part("day", century(int(found[1])), _day(int(found[2]), int(found[3])), found.end())
    if compact and (found := _MONTH_YEAR.match(text, start)):
        return Part("month", int(found[2]), _months(int(found[1]), int(found[1])), found.end())
    if compact and (found := _YEAR_MONTH.match(text, start)) and (built := _iso_month(found)) is not None:
        return Part(*built, found.end())
    digit = text[start : start + 1].isdigit()
    for pattern, build in _COMPILED:
        match = pattern.match(text, start)
        if match is None or (digit and match[0][0] != text[start]):
            continue
        built = build(match)
        if built is not None:
            return Part(*built, match.end(), vague is not None)
    return None


def parse_date(text: str, *, year: int | None = None) -> Moment | None:
    """The date of a text that is a date, of whatever precision; `year` stands in where none is printed."""
    flat = level(text)
    start = len(flat) - len(flat.lstrip(" ("))
    part = part_at(flat, start, compact=True)
    if part is None or flat[part.end :].strip(" .,;)"):
        return None
    return _moment(text, start, part, year)


def find_dates(text: str, *, year: int | None = None) -> list[Moment]:
    """Dates in running text, in order, bare years left out; days without a year only where `year` is given."""
    flat = level(text)
    found: list[Moment] = []
    after = 0
    for token in FIRST.finditer(flat):
        start = token.start()
        if start < after or not (token[0][0].isdigit() or token[0].casefold() in FIRST_WORDS):
            continue
        part = part_at(flat, start)
        if part is None or part.precision == "year" or (part.year is None and part.precision != "day"):
            continue
        moment = _moment(text, start, part, year)
        if moment is not None and not (part.end < len(flat) and flat[part.end].isalnum()):
            found.append(moment)
            after = part.end
    return found


def _moment(text: str, start: int, part: Part, year: int | None) -> Moment | None:
    days = part.days(year)
    if days is None:
        return None
    return Moment(*days, part.precision, text[start : part.end], start, part.end, part.vague)
