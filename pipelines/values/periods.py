"""Periods: 2023-2026, maj–september 2018, 2020-04-01-2023-04-01, våren 2023 till hösten 2024, 2023–.

A period begins on the first day of what it begins with and ends on the last day of what it ends with. A part without
a year has that of the other part, if the two are then in order; what is out of order is no period.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.values.dates import FIRST, FIRST_WORDS, MONTH, Part, Precision, century, part_at
from pipelines.values.references import is_year, reference_before, shape_at
from pipelines.values.text import level

_ORDER: tuple[Precision, ...] = ("day", "week", "month", "quarter", "season", "tertial", "term", "half", "year")


@dataclass(frozen=True, slots=True)
class Period:
    """A period as printed: first and last day, None where it is open, and the coarsest precision of its ends."""

    first: date | None
    last: date | None
    precision: Precision
    text: str
    start: int
    end: int


_DAY_FIRST = re.compile(r"([0-9]{6}) ?[-–—] ?([0-9]{6})")
LONGEST = timedelta(days=12 * 366)
"""A longer period between two dates of six digits is a misreading of them."""
_LEAD = re.compile(r"(?:(?:(?:projekt)?period(?:en)?|tid(?:en|s ?period)?|under|hela)[: ] ?)+", re.I)
_FROM = re.compile(r"(?:från(?: och med)?|fr\.? ?o\.? ?m\.?|from|sedan|since|starting|start:?|mellan|between) ", re.I)
_UNTIL = re.compile(
    r"(?:[-–—] ?(?=[0-9])|(?:till(?: och med)?|t\.? ?o\.? ?m\.?|until|through|senast|by|fram till|slut:?) )", re.I
)
_TO = re.compile(
    r" ?[-–—] ?|(?<=-[0-9]{2})/(?=[0-9]{4}-)"
    r"| (?:[-–—] )?(?:till och med|fram till|till|t\.? ?o\.? ?m\.?|to|until|through) ",
    re.I,
)
_AND = re.compile(r" ?(?:och|and|&) ?", re.I)
_OPEN = re.compile(r" ?[-–—](?= *(?:$|[),.;]))| ?[-–—]? ?(?:och framåt|tills vidare|ff\.?|onwards)(?!\w)", re.I)
_DAY_ONLY = re.compile(
    rf"(?:den )?([0-3]?[0-9])(?::?[ae])?(?= ?(?:[-–—]|till|och|to) ?[0-3]?[0-9](?::?[ae])?\.? (?i:{MONTH}))", re.I
)
_NUMBER_ONLY = re.compile(r"[0-9]{1,2}(?![0-9])")
_SHORT_YEAR = re.compile(r"[-–]([0-9]{2})(?![0-9-])")
_GOES_ON = re.compile(r"[-–][0-9]")
_LENGTH = re.compile(
    r" ?\(?(?:ca |cirka )?[0-9]{1,3}(?:[.,][0-9])? (?:mån(?:ader)?|år|veckor|months|years|weeks)\)?[ ,:;.–-]*\(?\)? ?",
    re.I,
)
_BEGINS = re.compile(
    r" ?(?:projekt)?(?:start(?:ar|ade|datum|s)?|börja(?:r|de)|påbörja(?:s|des)|inled(?:s|des)|begins)[: ]+",
    re.I,
)
_ENDS = re.compile(
    r"[ ,;.–-]*(?:(?:och|and) )?(?:projekt)?(?:slut(?:ar|ade|datum)?|avsluta(?:s|des)|end(?:s|ing date| date)?)[: ]+",
    re.I,
)
_NUMBERED = re.compile(r"(?:kvartal|kv\.?|q|tertial|t|halvår|h|vecka|veckorna|v\.?|week) ?", re.I)


def parse_period(text: str, *, year: int | None = None) -> Period | None:
    """The period of a text that is one, a single date being one too; `year` stands in where none is printed.

    Open periods have no first or no last day: ``2023–``, ``från maj 2023``, ``t.o.m. 2025``.
    """
    flat = level(text)
    if (day_first := _day_first(text, flat.strip(" ().,;"))) is not None:
        return day_first
    start = len(flat) - len(flat.lstrip(" (:"))
    pos = lead.end() if (lead := _LEAD.match(flat, start)) else start
    since = _FROM.match(flat, pos)
    until = None if since else _UNTIL.match(flat, pos)
    pos = since.end() if since else until.end() if until else pos
    period = _period_at(text, flat, pos, year, compact=True, both=since is not None)
    if period is None or flat[period.end :].strip(" .,;)"):
        return None
    single = period.first is not None and _single(flat, pos, period.end)
    if since and single:
        period = Period(period.first, None, period.precision, period.text, period.start, period.end)
    elif until:
        if not single:
            return None
        period = Period(None, period.last, period.precision, period.text, period.start, period.end)
    return Period(period.first, period.last, period.precision, text[start : period.end], start, period.end)


def _day_first(text: str, flat: str) -> Period | None:
    """Two dates of six digits with the day first, where read year first they are too far apart or none at all."""
    found = _DAY_FIRST.fullmatch(flat)
    if found is None:
        return None
    by_year = [_six(one[:2], one[2:4], one[4:]) for one in found.groups()]
    by_day = [_six(one[4:], one[2:4], one[:2]) for one in found.groups()]
    if by_year[0] and by_year[1] and timedelta(0) <= by_year[1] - by_year[0] <= LONGEST:
        return None
    first, last = by_day
    if first is None or last is None or not timedelta(0) <= last - first <= LONGEST:
        return None
    return Period(first, last, "day", text, 0, len(text))


def _six(year: str, month: str, day: str) -> date | None:
    try:
        return date(century(int(year)), int(month), int(day))
    except ValueError:
        return None


def find_periods(text: str, *, year: int | None = None) -> list[Period]:
    """Periods and single dates in running text, in order, years included."""
    flat = level(text)
    found: list[Period] = []
    after = 0
    for token in FIRST.finditer(flat):
        start = token.start()
        if start < after or not (token[0][0].isdigit() or token[0].casefold() in FIRST_WORDS):
            continue
        period = _period_at(text, flat, start, year)
        if period is None or (period.end < len(flat) and flat[period.end].isalnum()):
            continue
        if period.end - start == 4 and not _stands_for_year(flat, start, period.end):
            continue
        found.append(period)
        after = period.end
    return found


def period_told(text: str) -> Period | None:
    """The period of a label's or a cell's text: the whole of it, the one period in it, or its one start and end.

    ``36 månader (2021-04-01 – 2023-12-31)``, ``Start april 2021, slut mars 2023``. Of more dates none is chosen.
    """
    if (whole := parse_period(text)) is not None:
        return whole
    flat, found = level(text), find_periods(text)
    if len(found) == 1 and _LENGTH.fullmatch(flat[: found[0].start] + flat[found[0].end :]):
        return found[0]
    if len(found) != 2:
        return None
    first, last = found
    if not _BEGINS.fullmatch(flat[: first.start]) or not _ENDS.fullmatch(flat[first.end : last.start]):
        return None
    if flat[last.end :].strip(" .)") or first.first is None or last.last is None or first.first > last.last:
        return None
    return Period(first.first, last.last, first.precision, text[first.start : last.end], first.start, last.end)


def years(text: str) -> tuple[int, int | None] | None:
    """First and last year of a cell that says when: ``2023 2025``, ``2023-2026``, ``Hösten 2023``, ``2023 2-3 ggr/år``.

    The last is None for a period without end.
    """
    whole = parse_period(text)
    if whole is not None:
        if whole.first is None:
            return None if whole.last is None else (whole.last.year, whole.last.year)
        return whole.first.year, whole.last.year if whole.last else None
    found = find_periods(text)
    firsts = [period.first.year for period in found if period.first]
    lasts = [period.last.year for period in found if period.last]
    if not firsts:
        return None
    return min(firsts), None if len(lasts) < len(found) else max(lasts)


def _stands_for_year(flat: str, start: int, end: int) -> bool:
    return is_year(flat, start, end) and not shape_at(flat, start) and not reference_before(flat, start)


def _single(flat: str, pos: int, end: int) -> bool:
    part = part_at(flat, pos, compact=True)
    return part is not None and part.end == end


def _period_at(
    text: str, flat: str, pos: int, year: int | None, *, compact: bool = False, both: bool = False
) -> Period | None:
    if day := _DAY_ONLY.match(flat, pos):
        return _days_of_month(text, flat, pos, day, year)
    first = part_at(flat, pos, compact=compact)
    if first is None:
        return None
    if first.precision == "year" and (short := _SHORT_YEAR.match(flat, first.end)):
        return _short_year(text, pos, first, short)
    joint = _TO.match(flat, first.end) or ((both or first.precision != "day") and _AND.match(flat, first.end)) or None
    second = _second(flat, pos, first, joint.end(), compact=compact) if joint else None
    if second is not None:
        return None if _GOES_ON.match(flat, second.end) else _joined(text, pos, first, second, year)
    days = first.days(year)
    if days is None:
        return None
    opening = _OPEN.match(flat, first.end)
    end = opening.end() if opening else first.end
    return Period(days[0], None if opening else days[1], first.precision, text[pos:end], pos, end)


def _second(flat: str, start: int, first: Part, pos: int, *, compact: bool) -> Part | None:
    """The later part; after ``kvartal 1–`` a number alone is a quarter too."""
    label = _NUMBERED.match(flat, start)
    if label and _NUMBER_ONLY.match(flat, pos):
        part = part_at(label[0] + flat[pos : pos + 16], 0)
        return part._replace(end=pos + part.end - len(label[0])) if part else None
    part = part_at(flat, pos, compact=compact)
    return (
        part
        if part is not None and (part.year is not None or first.year is not None or part.precision != "week")
        else None
    )


def _joined(text: str, pos: int, first: Part, second: Part, year: int | None) -> Period | None:
    begins = first.days(second.year if second.year is not None else year)
    ends = second.days(first.year if first.year is not None else year)
    if begins is None or ends is None or ends[1] < begins[0]:
        return None
    precision = max(first.precision, second.precision, key=_ORDER.index)
    return Period(begins[0], ends[1], precision, text[pos : second.end], pos, second.end)


def _short_year(text: str, pos: int, first: Part, short: re.Match[str]) -> Period | None:
    """``2023-26``; what may be a month too (``2011-12``) is neither."""
    days = first.days()
    last = int(short[1])
    if days is None or last <= 12 or last <= days[0].year % 100:
        return None
    end = date(days[0].year // 100 * 100 + last, 12, 31)
    return Period(days[0], end, "year", text[pos : short.end()], pos, short.end())


def _days_of_month(text: str, flat: str, pos: int, day: re.Match[str], year: int | None) -> Period | None:
    """``1–5 maj 2023``: the first day has the month and year of the second."""
    joint = _TO.match(flat, day.end()) or _AND.match(flat, day.end())
    second = part_at(flat, joint.end()) if joint else None
    days = second.days(year) if second else None
    if second is None or days is None or not 1 <= int(day[1]) < days[0].day:
        return None
    return Period(days[0].replace(day=int(day[1])), days[1], "day", text[pos : second.end], pos, second.end)
