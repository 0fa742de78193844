"""What a report says of itself: title, publisher, period, date, registration number, language."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any

from pipelines.family import shared_lexicon
from pipelines.reading.model import Heading, Item, Line, ListItem, Paragraph, Reading, Table, lines_of
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
_COVERS = re.compile(
    r"(?:(?:uppdrags|rapport|projekt|redovisnings)?perioden|avser(?: hela)?(?: perioden)?|under (?:åren|perioden)|"
    r"projekttiden|projektperiod|rapportperiod|period)\s*:?\s*$",
    re.IGNORECASE,
)
"""What stands before the period a report is about."""
_YEAR = re.compile(r"(?<!\w)(?:19|20)\d\d(?!\w)")
_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_DATELINE = re.compile(rf"^[A-ZÅÄÖ][\w åäö-]{{1,25}},? (?:den )?\d{{1,2}} (?:{_MONTHS}) (?:19|20)\d\d$", re.IGNORECASE)


def about(reading: Reading) -> dict[str, Any]:
    """The columns of `reports` that the report's own words fill."""
    first = [item for item in reading.items if item.page <= FIRST_PAGES]
    title = _title(reading, first)
    start, end = _period(title, first)
    year = _fiscal_year(reading, title, first, end)
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
    """An organisation's name that stands alone on the first pages or in the furniture, else the declared author."""
    words = shared_lexicon().publishers
    lines = [item.text for item in first if isinstance(item, Paragraph) and len(item.lines) == 1]
    parts = [part for text in reading.furniture for part in re.split(r"\s{2,}|\s[|·–]\s", text)]
    for text in (*lines, *parts, reading.metadata.get("Author", "")):
        for part in (text, *re.split(r"\s*[|·]\s*", text)):
            if _is_organisation(part, words):
                return plain(part)
    return None


def _is_organisation(text: str, words: list[str]) -> bool:
    """Whether a line is the name of an organisation and nothing else."""
    tokens = text.split()
    if not 1 <= len(tokens) <= 5 or not text[:1].isupper() or text.endswith((".", ",")) or ":" in text:
        return False
    if any(character.isdigit() for character in text):
        return False
    return any(token.casefold().endswith(word) for token in tokens for word in words) and all(
        token[:1].isupper() or token in ("och", "i", "för", "av") or token.casefold() in words for token in tokens
    )


def _period(title: str | None, first: list[Item]) -> tuple[date | None, date | None]:
    """A period in the title, else one that the first pages call the report's own."""
    for period in find_periods(title or ""):
        if period.first and period.last:
            return period.first, period.last
    for item in first:
        if not isinstance(item, Paragraph | ListItem):
            continue
        for period in find_periods(item.text):
            before = item.text[: period.start]
            if period.first and period.last and _COVERS.search(before):
                return period.first, period.last
    return None, None


def _fiscal_year(reading: Reading, title: str | None, first: list[Item], end: date | None) -> int | None:
    """The year in the title, else the end of the period, else a year in the titles and furniture; never a guess."""
    titles = [item.text for item in first if isinstance(item, Paragraph) and item.is_title]
    for text in (title or "", *titles):
        if years := _YEAR.findall(text):
            return int(years[-1])
    if end is not None:
        return end.year
    for text in (*reading.furniture, reading.metadata.get("Title", "")):
        if years := _YEAR.findall(text):
            return int(years[-1])
    return None


def _published(first: list[Item]) -> date | None:
    """A line of the first pages that is a date, with or without a place before it; a date in a table is of its row."""
    for line in _lines([item for item in first if not isinstance(item, Table) or item.kind == "key_value"]):
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
