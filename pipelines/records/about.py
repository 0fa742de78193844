"""What a report says of itself: title, publisher, period, date, registration number, language."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any

from pipelines.family import shared_lexicon
from pipelines.reading.model import Heading, Item, Line, Paragraph, Reading, lines_of
from pipelines.reading.text import plain
from pipelines.values.dates import find_dates, parse_date
from pipelines.values.periods import find_periods

FIRST_PAGES = 3
"""A report tells what it is on its first pages."""

_REGISTRATION = re.compile(
    r"\b(?:dnr|diarienr|diarienummer|ärendenummer|ärende-id|ref\.?nr)\b\.?\s*:?\s*"
    r"(?P<number>[^\s,;]{1,12}(?:[ -]?[\w/:.-]*\d[\w/:.-]*)?)",
    re.IGNORECASE,
)
_SWEDISH = frozenset(
    [
        "och",
        "att",
        "det",
        "som",
        "är",
        "för",
        "med",
        "av",
        "till",
        "har",
        "inte",
        "den",
        "om",
        "ett",
        "från",
        "ska",
        "vi",
        "kan",
        "på",
        "i",
        "en",
    ]
)
_ENGLISH = frozenset(
    [
        "and",
        "the",
        "that",
        "of",
        "to",
        "in",
        "is",
        "for",
        "with",
        "by",
        "on",
        "are",
        "from",
        "be",
        "as",
        "this",
        "which",
        "was",
        "at",
        "an",
        "a",
    ]
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_DATELINE = re.compile(rf"^[A-ZÅÄÖ][\w åäö-]{{1,25}},? (?:den )?\d{{1,2}} (?:{_MONTHS}) (?:19|20)\d\d$", re.IGNORECASE)


def about(reading: Reading) -> dict[str, Any]:
    """The columns of `reports` that the report's own words fill."""
    first = [item for item in reading.items if item.page <= FIRST_PAGES]
    title = _title(reading, first)
    start, end = _period(title, first)
    year = _fiscal_year(title, first, end)
    return {
        "title": title,
        "publisher": _publisher(reading, first),
        "fiscal_year": year,
        "period_start": start,
        "period_end": end,
        "published_on": _published(first),
        "registration_number": _registration(first),
        "language": _language(reading),
    }


def _lines(items: list[Item]) -> list[Line]:
    return [line for item in items for line in lines_of(item)]


def _title(reading: Reading, first: list[Item]) -> str | None:
    """What the first pages set as the title; else their largest type; else what the file declares."""
    titles = [item for item in first if isinstance(item, Paragraph) and item.is_title]
    items: list[Heading | Paragraph] = list(titles)
    if not items:
        page = min((item.page for item in first), default=1)
        items = [item for item in first if item.page == page and isinstance(item, Heading | Paragraph)]
    if not items:
        return reading.metadata.get("Title")
    size = max(line.style.size for item in items for line in item.lines)
    largest = [item for item in items if max(line.style.size for line in item.lines) >= size - 0.3]
    text = plain(" ".join(dict.fromkeys(_words_of(item) for item in largest)))
    return text[:300] or None


def _words_of(item: Heading | Paragraph) -> str:
    return item.title if isinstance(item, Heading) else item.text


def _publisher(reading: Reading, first: list[Item]) -> str | None:
    """The declared author where that is an organisation, else a line of furniture or of the first pages that is one."""
    words = shared_lexicon().publishers
    author = reading.metadata.get("Author", "")
    if _is_organisation(author, words):
        return author
    for text in (*(line.text for line in _lines(first)), *reading.furniture):
        if len(text.split()) <= 6 and _is_organisation(text, words):
            return plain(text)
    return None


def _is_organisation(text: str, words: list[str]) -> bool:
    tokens = re.findall(r"[^\W\d_]+", text)
    return any(token.casefold().endswith(word) and token[:1].isupper() for token in tokens for word in words) or any(
        token.casefold() in words for token in tokens[1:]
    )


def _period(title: str | None, first: list[Item]) -> tuple[date | None, date | None]:
    """A period in the title, else in a labelled line of the first pages."""
    for period in find_periods(title or ""):
        if period.first and period.last:
            return period.first, period.last
    for item in first:
        if isinstance(item, Paragraph) and re.match(r"(?:rapport|projekt)?period\b|avser\b", item.text, re.IGNORECASE):
            for period in find_periods(item.text):
                if period.first and period.last:
                    return period.first, period.last
    return None, None


def _fiscal_year(title: str | None, first: list[Item], end: date | None) -> int | None:
    """The year in the title; else the end of the period; else the year most named on the first pages."""
    years = _YEAR.findall(title or "")
    if years:
        return int(years[-1])
    if end is not None:
        return end.year
    counts = Counter(year for item in first for line in lines_of(item) for year in _YEAR.findall(line.text))
    return int(counts.most_common(1)[0][0]) if counts else None


def _published(first: list[Item]) -> date | None:
    """A line of the first pages that is a date, with or without a place before it."""
    for line in _lines(first):
        text = plain(line.text)
        if len(text) > 45:
            continue
        moment = parse_date(text)
        if moment is None and _DATELINE.match(text):
            moment = next(iter(find_dates(text)), None)
        if moment is not None and moment.precision == "day":
            return moment.first
    return None


def _registration(first: list[Item]) -> str | None:
    for line in _lines(first):
        match = _REGISTRATION.search(plain(line.text))
        if match is not None and any(character.isdigit() for character in match["number"]):
            return match["number"].strip()
    return None


def _language(reading: Reading) -> str | None:
    """Swedish or English by their commonest words; None where neither is clear."""
    words = Counter(word for page in reading.pages[:20] for word in re.findall(r"[^\W\d_]+", page.text.casefold()))
    swedish, english = sum(words[word] for word in _SWEDISH), sum(words[word] for word in _ENGLISH)
    if max(swedish, english) < 5:
        return None
    return "sv" if swedish >= english else "en"
