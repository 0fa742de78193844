"""Wordings of the lexicon that are patterns of parts: ``<granted> <money>?`` is granted, and perhaps money."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_TOKEN = re.compile(r"<(\w+)>(\?)?")


@dataclass(frozen=True, slots=True)
class Pattern:
    """The parts that must be there, and all that may."""

    needed: frozenset[str]
    allowed: frozenset[str]


def is_pattern(wording: str) -> bool:
    """Whether a wording is made of parts."""
    return wording.startswith("<")


@cache
def parse_pattern(wording: str) -> Pattern:
    """A wording as a pattern. Raises ValueError for one that is none, or that needs nothing."""
    found = [(match[1], not match[2]) for token in wording.split() if (match := _TOKEN.fullmatch(token))]
    needed = frozenset(name for name, is_needed in found if is_needed)
    if len(found) < len(wording.split()) or not needed:
        raise ValueError(f"{wording!r} is no pattern such as '<granted> <money>?'")
    return Pattern(needed, frozenset(name for name, _ in found))
