"""How headers and labels resolve to fields: one shared lexicon plus the words of a family.

Tolerant of case, line breaks, hyphens, plurals, abbreviations with a full stop, order, words in brackets and small
typing errors; strict enough that what it does not know stays unknown. A year and a unit in a header are taken off first
and kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from pipelines.compounds import fits
from pipelines.patterns import is_pattern

Synonyms = Mapping[str, Sequence[str]]
"""For each field the words that name it."""

CERTAIN = 100.0
INFLECTED = 96.0
COMPOSED = 95.5
"""Of a header made of known parts alone."""
REORDERED = 95.0
ABBREVIATED = 94.0
MISSPELT = 90.0
CONTAINED = 86.0
ACCEPTED = 84.0
"""Least score of a header that is taken for a field."""
MISTYPED = 89.0
"""Least similarity of two words of some length that differ by a typing error."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DAY = re.compile(r"\b((?:19|20)\d\d)-\d\d-\d\d\b")
_PARENTHESIS = re.compile(r"\(([^)]*)\)|\[([^\]]*)\]")
_THOUSANDS = re.compile(r"\b1\s?000(?:-tals?)?\b")
_SEPARATORS = re.compile(r"[\s/|,;:&*?!\"”'’–—†‡-]+")
_ENDINGS = (
    "arna",
    "erna",
    "orna",
    "ande",
    "ens",
    "ets",
    "en",
    "et",
    "ar",
    "er",
    "or",
    "na",
    "de",
    "s",
    "n",
    "t",
    "a",
    "e",
)
_ACCORDING = re.compile(r"(?<=\w)\s+(?:enligt|enl\.?|according to)\s.+$", re.IGNORECASE | re.DOTALL)
"""Where what a header names is taken from, which does not change what it is: ``Projektnamn enligt ansökan``."""
_HALVES = re.compile(r"\s+[/|]\s+")
_COUNTS = {"antal", "andel", "number"}
"""Words that make a header count what it names: ``Antal projekt`` holds no projects."""
_SHORT = {"nr": "nummer", "no": "number", "num": "number"}
"""Words that are always cut short, with or without a full stop."""
_SMALL = {"the", "of", "a", "an", "for", "av", "för", "på", "till", "den", "det"}
"""Words that join others and mean nothing themselves."""
_NEGATIONS = {"ej", "inte", "icke", "not"}
_UNITS = {
    "tkr",
    "kkr",
    "tsek",
    "ksek",
    "mkr",
    "mnkr",
    "msek",
    "kr",
    "sek",
    "kronor",
    "procent",
    "%",
    "tusen",
    "st",
    "i",
}
_UNITS |= {"€", "$", "£", "eur", "euro", "keur", "meur", "usd", "gbp", "nok", "dkk"}


@dataclass(frozen=True, slots=True)
class Match:
    """A field that a header means, and how surely."""

    field: str
    score: float


@dataclass(frozen=True, slots=True)
class Header:
    """A header or label taken apart."""

    text: str
    words: tuple[str, ...]
    """Folded, without years and units."""
    outside: tuple[str, ...]
    """Those that stand in no brackets."""
    year: int | None


@lru_cache(maxsize=4096)
def parse_header(text: str) -> Header:
    """Fold a header: its words, and the year it names."""
    # of one date beside words the year counts: ``Läge 2021-12-31``
    dated = len(_DAY.findall(text)) == 1 and any(map(str.isalpha, text))
    by_year = _DAY.sub(r"\1", text) if dated else text
    years = _YEAR.findall(by_year)
    undated = _ACCORDING.sub("", _YEAR.sub(" ", by_year))
    words = _words_of(_PARENTHESIS.sub(_within, undated))
    outside = _words_of(_PARENTHESIS.sub(" ", undated))
    return Header(text, words, outside or words, int(years[0]) if len(set(years)) == 1 else None)


def _within(brackets: re.Match[str]) -> str:
    """What stands in brackets, unless it is as short as a unit or the ending of a plural."""
    inside = brackets[1] or brackets[2] or ""
    return f" {inside} " if len(inside) > 3 else " "


def _words_of(text: str) -> tuple[str, ...]:
    words = [word for word in _SEPARATORS.split(_THOUSANDS.sub(" ", text).casefold()) if word]
    kept = [word for word in words if word.strip(".") not in _UNITS] or words
    return tuple(_SHORT.get(word.strip("."), word) for word in kept)


@lru_cache(maxsize=8192)
def _stems(word: str) -> frozenset[str]:
    """A word, and what is left of it without a Swedish ending where that has four letters or more."""
    rest = (word[: -len(ending)] for ending in _ENDINGS if word.endswith(ending))
    return frozenset([word, *(stem for stem in rest if len(stem) >= 4)])


def _is_inflected(bare: str, known: str) -> bool:
    """Whether two words differ by a Swedish ending alone: projekt, projekten; mål, målet."""
    if bare[:3] != known[:3]:
        return False
    if {bare[-3:], known[-1:]} == {"ies", "y"} and bare[:-3] == known[:-1]:
        return True  # beneficiaries
    if bare.startswith(known) and len(known) >= 3 and bare[len(known) :] in _ENDINGS:
        return True
    return not _stems(bare).isdisjoint(_stems(known))


def _same_word(printed: str, known: str) -> float:
    """How surely a printed word is a known one; 0 when it is not."""
    if printed == known:
        return CERTAIN
    bare = printed.strip(".")
    if bare == known or _is_inflected(bare, known):
        return INFLECTED
    if min(len(bare), len(known)) >= 6 and fuzz.ratio(bare, known) >= MISTYPED:
        return MISSPELT
    return 0.0


def _abbreviates(printed: str, known: str) -> bool:
    """Whether words cut off at full stops, written as one, stand for the known ones: ``proj.ägare``, ``tot.kostn.``"""
    parts = printed.split(".")
    if len(parts) < 2 or sum(map(len, parts)) > len(known) or not parts[0] or any(0 < len(part) < 3 for part in parts):
        return False
    return re.fullmatch(r"\w*".join(map(re.escape, parts)), known) is not None


@lru_cache(maxsize=65536)
def similarity(header: str, synonym: str) -> float:
    """How surely a header means the same as a known wording, 0 to 100."""
    if is_pattern(synonym):
        return COMPOSED if fits(parse_header(header).words, synonym) else 0.0
    parsed, known = parse_header(header), parse_header(synonym).words
    whole = _similarity(parsed.words, known)
    if parsed.outside == parsed.words:
        return whole
    return max(whole, min(_similarity(parsed.outside, known), INFLECTED))


def _similarity(printed: tuple[str, ...], known: tuple[str, ...]) -> float:
    if not printed or not known or _NEGATIONS.intersection(printed) - set(known):
        return 0.0
    if len(printed) == len(known):
        scores = [_same_word(a, b) for a, b in zip(printed, known, strict=True)]
        if all(scores):
            return min(scores)
    joined, compound = "".join(printed), "".join(known)
    if whole := _same_word(joined, compound):
        return min(whole, INFLECTED)
    if _abbreviates(joined, compound):
        return ABBREVIATED
    if printed[0] in _COUNTS:
        return 0.0
    if _in_other_order(printed, known):
        return REORDERED
    inside = [max(_same_word(word, wanted) for word in printed) for wanted in known]
    if all(inside) and (len(known) > 1 or len(known[0]) >= 5):
        # the known words stand among others: the more others, the less sure
        return CONTAINED - 3.0 * max(len(printed) - len(known) - 2, 0)
    return 0.0


def _in_other_order(printed: Sequence[str], known: Sequence[str]) -> bool:
    """Whether the words are the same but for their order and small words: ``Start date of the operation``."""
    ours, theirs = ([word for word in words if word not in _SMALL] for words in (printed, known))
    if len(ours) != len(theirs) or len(ours) < 2:
        return False
    return all(any(_same_word(word, wanted) >= INFLECTED for word in ours) for wanted in theirs) and all(
        any(_same_word(word, wanted) >= INFLECTED for wanted in theirs) for word in ours
    )


def resolve(header: str, synonyms: Synonyms) -> Match | None:
    """The field that a header means best; None when none is meant well enough.

    A header in two languages (``Projektägare / Project owner``) means what both of its halves do.
    """
    best = _best(header, synonyms)
    if (best is None or best.score < INFLECTED) and (halves := in_two_languages(header)):
        first, second = (_best(half, synonyms) for half in halves)
        if first is not None and second is not None and first.field == second.field:
            both = Match(first.field, min(first.score, second.score))
            best = both if best is None or both.score > best.score else best
    return best


def in_two_languages(header: str) -> tuple[str, ...]:
    """The halves of a header that may say the same twice; none of any other."""
    halves = _HALVES.split(header.strip())
    return tuple(halves) if len(halves) == 2 and all(halves) else ()


def _best(header: str, synonyms: Synonyms) -> Match | None:
    best: Match | None = None
    longest = 0
    for field, words in synonyms.items():
        for synonym in words:
            score = similarity(header, synonym)
            length = 0 if score == ABBREVIATED else len(synonym)  # of many that it may stand for the first
            if score >= ACCEPTED and (best is None or (score, length) > (best.score, longest)):
                best, longest = Match(field, score), length
    return best


def means(text: str, synonyms: Sequence[str], least: float = ACCEPTED) -> bool:
    """Whether a label means one of the wordings."""
    return any(similarity(text, synonym) >= least for synonym in synonyms)
