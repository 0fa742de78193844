"""Words that stand before a number and bound it: drygt, cirka, minst, högst, över."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Operator = Literal["=", ">", ">=", "<", "<=", "between", "approx", "increase", "decrease", "top_n"]
"""How a value compares; the words of the data model."""


class Qualifier(NamedTuple):
    """A qualifying word, in lower case as printed, where it starts and what it means."""

    word: str
    operator: Operator
    start: int


_WORDS: dict[Operator, str] = {
    ">=": "minst|min|min.|åtminstone|lägst|som minst|inte under|inte mindre än|inte färre än|ej under|minimum|"
    "at least|no less than|no fewer than|not less than|≥|>=",
    "<=": "högst|max|max.|maximalt|maximum|som mest|upp till|allra högst|inte över|inte mer än|inte fler än|"
    "ej över|inte överstiga|ej överstiga|inte överskrida|ej överskrida|inte överstiger|ej överstiger|"
    "at most|up to|no more than|not more than|≤|<=",
    ">": "över|mer än|mera än|fler än|flera än|större än|högre än|bättre än|drygt|överstiger|överstiga|överstigande|"
    "överskrider|överskrida|översteg|överskred|over|more than|above|exceeds|exceeding|greater than|higher than|>",
    "<": "under|mindre än|färre än|lägre än|understiger|understiga|understigande|understeg|knappt|"
    "less than|fewer than|below|lower than|<",
    "approx": "ca|ca.|c:a|cirka|circa|cirkus|omkring|ungefär|ung|ung.|runt|kring|uppskattningsvis|närmare|nära|"
    "nästan|uppemot|upp emot|bortåt|inemot|about|around|approximately|approx.|approx|roughly|nearly|almost|~|≈",
}

OPERATORS: dict[str, Operator] = {word: operator for operator, words in _WORDS.items() for word in words.split("|")}
"""Every qualifying word with its operator."""
OPERATORS["tal"] = "approx"  # ett hundratal, 70-talet

_LETTERS = sorted((word for word in OPERATORS if word[0].isalpha() and word != "tal"), key=len, reverse=True)
_SIGNS = sorted((word for word in OPERATORS if not word[0].isalpha()), key=len, reverse=True)
_ANY = "|".join(re.escape(word).replace(r"\ ", r" +") for word in _LETTERS)
_SIGN = "|".join(map(re.escape, _SIGNS))
_FILLERS = "totalt|sammanlagt|sammantaget|hela|på|med|ett|en|om|till"
_FILLER = rf"(?:(?:{_FILLERS}) +)?"
_BEFORE = re.compile(rf"(?:(?<![\w-])({_ANY})[ :]+{_FILLER}|({_SIGN}) *)$", re.I)
_AT = re.compile(rf"(?:({_ANY})(?![\w-])[ :]*{_FILLER}|({_SIGN}) *)", re.I)
_WINDOW = 44
_LAST_WORDS = {word.rpartition(" ")[2] for word in _LETTERS} | set(_FILLERS.split("|"))
_SIGN_ENDS = {word[-1] for word in _SIGNS}


_MINUTES = re.compile(r"\d ?min\.? +$", re.IGNORECASE)
"""What stands behind a number is a unit of time: ``5 min 30 s``."""
_SPREADS = re.compile(r"(?:spänner|sträcker sig|fördela\w*|sprid\w*|utspri\w*|spritt?|spread) $", re.IGNORECASE)
"""Verbs after which ``över`` tells where something is, not how much."""


def qualifier_before(text: str, end: int) -> Qualifier | None:
    """The qualifier that ends where a number starts; a filler such as ``totalt`` may stand between.

    `text` is levelled. ``under`` and ``över`` are given as they stand; whether they mean a period is for the caller.
    """
    start = max(0, end - _WINDOW)
    window = text[start:end]
    last = window.rstrip(" :")
    if last[-1:] not in _SIGN_ENDS and last.rpartition(" ")[2].casefold().lstrip("(") not in _LAST_WORDS:
        return None
    found = _BEFORE.search(window)
    if found is None or _SPREADS.search(window, 0, found.start()):
        return None
    if _MINUTES.search(window, 0, found.end()):
        return None
    return _qualifier(found, start)


def qualifier_at(text: str, pos: int) -> tuple[Qualifier, int] | None:
    """The qualifier that starts at `pos`, and where the number after it would start."""
    found = _AT.match(text, pos)
    qualifier = _qualifier(found, 0) if found else None
    return (qualifier, found.end()) if found and qualifier else None


def _qualifier(found: re.Match[str], offset: int) -> Qualifier | None:
    group = 1 if found[1] else 2
    word = " ".join(found[group].casefold().split())
    operator = OPERATORS.get(word)
    return Qualifier(word.rstrip("."), operator, offset + found.start(group)) if operator else None
