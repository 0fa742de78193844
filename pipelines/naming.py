"""Names of organisations and projects brought to a form in which spellings of the same one agree.

Conservative: legal forms, case, hyphens, word order and the Swedish genitive and definite endings make no difference;
everything else does. ``IUC Sjuhärad`` stays apart from ``IUC Väst AB``. A municipality or region is that of its code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from pipelines.codelist import municipality_of, region_of
from pipelines.values.text import fold

_LEGAL = re.compile(
    r"(?<!\w)(?:ab|aktiebolag|aktiebolaget|hb|kb|ek\.? ?för(?:ening)?\.?|ekonomisk förening|ekonomiska föreningen|"
    r"ideell förening|\(publ\)|publ|svb|inc|ltd|gmbh)(?!\w)\.?",
    re.IGNORECASE,
)
SMALL_WORDS = {"i", "och", "vid", "på", "av", "för", "the", "of", "and", "samt"}
_PARENTHESIS = re.compile(r"^(?P<outer>[^()]+?)\s*\((?P<inner>[^()]+)\)$")
_DASH = re.compile(r"^(?P<outer>[^–—]{2,}?)\s+[–—-]\s+(?P<inner>.{2,})$")
MISPRINTED = 90.0
"""Least similarity of two keys that differ by a misprint."""

_ENDINGS = ("ets", "ens", "et", "en", "e", "s")


@lru_cache(maxsize=65536)
def organisation_key(name: str) -> str:
    """The form in which spellings of one organisation agree; empty for a name of small words alone."""
    if (place := municipality_of(name)) is not None:
        return f"municipality {place.code}"
    if (place := region_of(name)) is not None:
        return f"region {place.code}"
    text = fold(_LEGAL.sub(" ", name.replace("&", " och ")))
    words = [_stem(word) for word in re.findall(r"\w+", text) if word not in SMALL_WORDS]
    return " ".join(sorted(words))


@lru_cache(maxsize=65536)
def project_key(name: str) -> str:
    """The form in which spellings of one project's name agree, split compounds among them: start up, startup."""
    words = re.findall(r"\w+", fold(name.replace("&", " och ")))
    return re.sub(r"(?<!\d) | (?!\d)", "", " ".join(words))


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
    if any(municipality_of(name) or region_of(name) for name in (one, other)):
        return a == b
    return len(a.split()) == len(b.split()) and fuzz.ratio(a, b) >= MISPRINTED


def spellings(name: str) -> list[str]:
    """The name, and the full one that it holds."""
    both = full_and_short(name)
    return [name, both[0]] if both is not None else [name]


def _halves(name: str) -> tuple[str, str]:
    match = _PARENTHESIS.match(name) or _DASH.match(name)
    return (match["outer"].strip(), match["inner"].strip()) if match is not None else (name, "")


def _is_part(short: str, full: str) -> bool:
    part, whole = set(organisation_words(short)), set(organisation_words(full))
    return bool(part) and part <= whole


def _is_abbreviation(short: str, full: str) -> bool:
    capitals = sum(character.isupper() for character in short)
    return capitals >= 2 and " " not in short and len(short) < len(full) and _letters_in_order(short, full)


def _letters_in_order(short: str, full: str) -> bool:
    letters = iter(character for character in full.casefold() if character.isalnum())
    wanted = [character for character in short.casefold() if character.isalnum()]
    return full[:1].casefold() == short[:1].casefold() and all(character in letters for character in wanted)


# --- one printed name, several organisations ------------------------------------------------------------------------

_UNIT = re.compile(
    r"^(?P<whole>[^/,(–]+?)\s*(?:\(|[/,–]| -)\s*(?P<unit>[^/,()]*(?:förvaltningen|nämnden|avdelningen|kontoret|"
    r"enheten|byrån|sektionen|ledningen|tjänsten))\)?$",
    re.IGNORECASE,
)
_AND_INSIDE = re.compile(r"^(?P<one>[^()]+?)\s*\((?:&|och|samt)\s+(?P<other>[^()]+)\)$", re.IGNORECASE)
_SLASH = re.compile(r"\s*/\s*")
_AND = re.compile(r"\s+(?:och|samt|&)\s+", re.IGNORECASE)

KINDS: tuple[tuple[str, str], ...] = (
    ("kommunalförbund", r"\bkommunalförbund|\bkommunförbund"),
    ("municipality", r"\bkommun(?:er|en)?$|\bstad$|^stad\b"),
    ("region", r"^region\b|regionen$|\bregion$"),
    ("agency", r"verket$|myndigheten$|^länsstyrelsen|inspektionen$|trafikverket"),
    ("university", r"universitet|högskola"),
    ("fund", r"fonden$|\bfond\b"),
    ("foundation", r"^stiftelse|stiftelsen?\b"),
    ("economic_association", r"ek\.? ?för|ekonomisk förening"),
    ("company", r"\bab$|\baktiebolag|\bab\b"),
    ("association", r"förening|förbund"),
    ("committee", r"nämnden?$|styrelsen$|kommittén?$"),
)


def kind_of(spelt: Iterable[str]) -> str | None:
    """What sort of organisation its names say it is; None where they say nothing."""
    names = list(spelt)
    if any(municipality_of(name) for name in names):
        return "municipality"
    if any(region_of(name) for name in names):
        return "region"
    folded = [name.casefold() for name in names]
    return next((kind for kind, pattern in KINDS if any(re.search(pattern, name) for name in folded)), None)


def without_unit(name: str) -> str:
    """The organisation in ``Borås stad / Miljöförvaltningen``, whose unit is no organisation of its own."""
    match = _UNIT.match(name)
    return match["whole"].strip() if match is not None and kind_of([match["whole"].strip()]) else name


def named_organisations(name: str, variants: Sequence[str] = ()) -> tuple[str, ...]:
    """The organisations that a printed owner names, the first named first.

    A slash between whole names parts them, and so does ``(& …)``; ``och`` does where both sides say what sort of
    organisation they are, or where another spelling of the same owner in `variants` parts them with a slash.
    """
    whole = without_unit(name)
    if whole != name:
        return (whole,)
    inside = _AND_INSIDE.match(name)
    if inside is not None:
        return (inside["one"].strip(), inside["other"].strip())
    parts = tuple(part.strip() for part in _SLASH.split(name))
    if len(parts) > 1 and all(len(part.split()) > 1 and part[:1].isupper() for part in parts):
        return parts
    halves = tuple(part.strip() for part in _AND.split(name))
    if len(halves) == 2 and all(half[:1].isupper() for half in halves):
        keys = {organisation_key(half) for half in halves}
        apart = any({organisation_key(part) for part in _SLASH.split(other)} == keys for other in variants)
        if apart or all(kind_of([half]) and len(half.split()) > 1 for half in halves):
            return halves
    return (name,)


def initials(name: str) -> str:
    """The first letters of a name's words, small words and legal forms aside: BRG of Business Region Göteborg."""
    words = _LEGAL.sub(" ", name).split()
    return "".join(word[0].upper() for word in words if word.casefold() not in SMALL_WORDS and word[0].isalpha())


def is_short_form(short: str, name: str) -> bool:
    """Whether a name of two words or more leaves out words of another but the first and the last: Connect Väst."""
    part, whole = organisation_words(short), organisation_words(name)
    if not 2 <= len(part) < len(whole) or part[0] != whole[0] or part[-1] != whole[-1]:
        return False
    rest = iter(whole)
    return all(word in rest for word in part)


def organisation_words(name: str) -> list[str]:
    """The words that make a name, stemmed, in print order; legal forms and small words aside."""
    return stemmed_words(_LEGAL.sub(" ", name))


def stemmed_words(text: str) -> list[str]:
    """The words of a text in print order, without their endings; small words aside."""
    return [_stem(word) for word in re.findall(r"\w+", fold(text)) if word not in SMALL_WORDS]
