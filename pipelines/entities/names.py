"""Names of organisations and projects brought to a form in which spellings of the same one agree.

Conservative: legal forms, case, hyphens, word order and the Swedish genitive and definite endings make no difference;
everything else does. ``IUC Sjuhärad`` stays apart from ``IUC Väst AB``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.values.text import fold

_LEGAL = re.compile(
    r"(?<!\w)(?:ab|aktiebolag|aktiebolaget|hb|kb|ek\.? ?för(?:ening)?\.?|ekonomisk förening|ekonomiska föreningen|"
    r"ideell förening|\(publ\)|publ|svb|inc|ltd|gmbh)(?!\w)\.?",
    re.IGNORECASE,
)
_SMALL = {"i", "och", "vid", "på", "av", "för", "the", "of", "and", "samt"}
_PARENTHESIS = re.compile(r"^(?P<outer>[^()]+?)\s*\((?P<inner>[^()]+)\)$")
_DASH = re.compile(r"^(?P<outer>[^–—]{2,}?)\s+[–—-]\s+(?P<inner>.{2,})$")
_ENDINGS = ("ets", "ens", "et", "en", "s")
_CONJUNCTION = re.compile(r"^(?:&|och|samt|and)\s", re.IGNORECASE)


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


def spellings(name: str) -> list[str]:
    """The name, and the names it holds: ``Industriellt utvecklingscenter AB (IUC)`` is both."""
    found = [name]
    match = _PARENTHESIS.match(name) or _DASH.match(name)
    if match is not None and not _CONJUNCTION.match(match["inner"]):
        found += [match["outer"].strip(), match["inner"].strip()]
    return found
