"""Names of organisations and projects brought to a form in which spellings of the same one agree.

Conservative: legal forms, case, hyphens, word order and the Swedish genitive and definite endings make no difference;
everything else does. ``IUC Sjuhärad`` stays apart from ``IUC Väst AB``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from pipelines.values.text import fold

_LEGAL = re.compile(
    r"(?<!\w)(?:ab|aktiebolag|aktiebolaget|hb|kb|ek\.? ?för(?:ening)?\.?|ekonomisk förening|ekonomiska föreningen|"
    r"ideell förening|\(publ\)|publ|svb|inc|ltd|gmbh)(?!\w)\.?",
    re.IGNORECASE,
)
_SMALL = {"i", "och", "vid", "på", "av", "för", "the", "of", "and", "samt"}
_PARENTHESIS = re.compile(r"^(?P<outer>[^()]+?)\s*\((?P<inner>[^()]+)\)$")
_DASH = re.compile(r"^(?P<outer>[^–—]{2,}?)\s+[–—-]\s+(?P<inner>.{2,})$")
MISPRINTED = 90.0
"""Least similarity of two keys that differ by a misprint."""

_ENDINGS = ("ets", "ens", "et", "en", "e", "s")


@lru_cache(maxsize=65536)
def organisation_key(name: str) -> str:
    """The form in which spellings of one organisation agree; empty for a name of small words alone."""
    text = fold(_LEGAL.sub(" ", name.replace("&", " och ")))
    words = [_stem(word) for word in re.findall(r"\w+", text) if word not in _SMALL]
    return " ".join(sorted(words))


@lru_cache(maxsize=65536)
def project_key(name: str) -> str:
    """The form in which spellings of one project's name agree."""
    return " ".join(re.findall(r"\w+", fold(name.replace("&", " och "))))


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 5:
            return word[: -len(ending)]
    return word


def full_and_short(name: str) -> tuple[str, str] | None:
    """The two names in ``Industriellt utvecklingscenter AB (IUC)``, or with a dash, in either order; None for one name.

    The short one is an abbreviation of the full one or part of it. A unit or a place in brackets is no other name.
    """
    outer, inner = _halves(name)
    for full, short in ((outer, inner), (inner, outer)):
        if _is_part(short, full) or _is_abbreviation(short, full):
            return full, short
    return None


def are_alike(one: str, other: str) -> bool:
    """Whether two names that a report gives one project's owner can be of one organisation.

    They can where one is part of the other, abbreviates it or differs by a misprint; else the report names two.
    """
    if _is_part(one, other) or _is_part(other, one) or _is_abbreviation(one, other) or _is_abbreviation(other, one):
        return True
    a, b = organisation_key(one), organisation_key(other)
    return len(a.split()) == len(b.split()) and fuzz.ratio(a, b) >= MISPRINTED


def spellings(name: str) -> list[str]:
    """The name, and the full one that it holds."""
    both = full_and_short(name)
    return [name, both[0]] if both is not None else [name]


def _halves(name: str) -> tuple[str, str]:
    match = _PARENTHESIS.match(name) or _DASH.match(name)
    return (match["outer"].strip(), match["inner"].strip()) if match is not None else (name, "")


def _is_part(short: str, full: str) -> bool:
    part, whole = set(organisation_key(short).split()), set(organisation_key(full).split())
    return bool(part) and part <= whole


def _is_abbreviation(short: str, full: str) -> bool:
    capitals = sum(character.isupper() for character in short)
    return capitals >= 2 and " " not in short and len(short) < len(full) and _letters_in_order(short, full)


def _letters_in_order(short: str, full: str) -> bool:
    letters = iter(character for character in full.casefold() if character.isalnum())
    wanted = [character for character in short.casefold() if character.isalnum()]
    return full[:1].casefold() == short[:1].casefold() and all(character in letters for character in wanted)
