"""Headers by their parts: Swedish makes words of words, so what a header means can be told from what it is made of.

``Stödbelopp`` is support and money, ``Sökt summa`` is applied and money. The shared lexicon says which parts there are
(`parts`) and a wording may be a pattern of them: ``<granted> <money>?``. A header fits a pattern when every part of
every one of its words is known, none is missing and none is left: what holds an unknown part means nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from pipelines.family import shared_lexicon
from pipelines.patterns import parse_pattern

SMALL = "small"
"""The part that may stand anywhere and means nothing: words that join others."""
MOST_READINGS = 64
"""So many ways to take a header apart are tried."""
SHORTEST_CUT = 3
"""Letters of a word cut short at a full stop, at the least: ``bev.``"""

_LINKS = ("", "s", "e", "o")
"""What joins the parts of a compound."""
_ENDING = re.compile(
    r"(?:a|an|e|d|t|n|na|r|s|as|ts|ad|at|ats|ans|ade|ades|ar|are|aren|arens|arna|er|ers|erna|or|orna|en|ens|et|ets|"
    r"de|des|da|nde|ns|ande|ende|ing|ingen|ingar|ies)?"
)


def fits(words: tuple[str, ...], wording: str) -> bool:
    """Whether the words of a header, folded, are made of what the pattern asks for and of nothing else."""
    pattern = parse_pattern(wording)
    return any(pattern.needed <= parts - {SMALL} <= pattern.allowed for parts in readings(words))


@lru_cache(maxsize=8192)
def readings(words: tuple[str, ...]) -> frozenset[frozenset[str]]:
    """The ways to take the words apart, each as the set of its parts; none where a part is not known."""
    found: set[frozenset[str]] = {frozenset()}
    for word in words:
        own = _apart(word)
        found = {parts | more for parts in found for more in own}
        if not found or len(found) > MOST_READINGS:
            return frozenset()
    return frozenset(found)


@lru_cache(maxsize=8192)
def _apart(word: str) -> frozenset[frozenset[str]]:
    bare = word.rstrip(".")
    cut = word != bare and len(bare) >= SHORTEST_CUT
    joining = {frozenset({SMALL})} if bare in shared_lexicon().parts[SMALL] else set()
    return frozenset({*map(frozenset, _split(bare, cut=cut)), *joining})


def _split(word: str, *, cut: bool = False) -> Iterator[tuple[str, ...]]:
    """The parts of one word: stems in a row, joined by a link, the last with an ending, or cut short where `cut`."""
    meant = [(stem, part) for stem, part in _stems() if cut and len(word) >= SHORTEST_CUT and stem.startswith(word)]
    for stem, part in meant:
        if not any(stem != other and stem.startswith(other) for other, _ in meant):
            yield (part,)  # of a stem and the compounds that it begins the stem alone is meant
    for stem, part in _stems():
        if not word.startswith(stem):
            continue
        rest = word[len(stem) :]
        if _ENDING.fullmatch(rest) or (len(stem) > 3 and rest == stem[-1:] + "a"):
            yield (part,)
        for link in _LINKS:
            if len(rest) > len(link) + 1 and rest.startswith(link):
                for more in _split(rest[len(link) :], cut=cut):
                    yield (part, *more)


@cache
def _stems() -> tuple[tuple[str, str], ...]:
    parts = shared_lexicon().parts
    return tuple((stem, part) for part, stems in parts.items() if part != SMALL for stem in stems)
