"""The law of the reader: every word of a page ends in exactly one place, or there is a finding.

Places are cells, sections, footnotes, contents pages and page furniture. The law is checked for each page that is read,
so that a fault of the reader shows in what it gives, not only in its tests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pipelines.reading.model import Oddity, Word, union


def check_places(
    page: int, words: Sequence[Word], placed: Sequence[Word], told: Iterable[Word]
) -> tuple[int, list[Oddity]]:
    """How many of a page's words have a place, and what breaks the law: words that have none, or two.

    `words` are all words read on it, `placed` those of its places, a word once for each, and `told` those that have
    a finding instead.
    """
    read = set(map(id, words))
    if len(placed) == len(words) and read == set(map(id, placed)):
        return len(words), []
    places = Counter(map(id, placed))
    count = sum(map(places.__contains__, map(id, words)))
    for key in {id(word) for word in told} - places.keys():
        places[key] = 1
    lost = [word for word in words if not places[id(word)]]
    doubled = [word for word in words if places[id(word)] > 1]
    return count, [
        *_finding("lost_words", "stand in no cell, section, footnote or furniture", page, lost),
        *_finding("doubled_words", "stand in more than one place", page, doubled),
    ]


def _finding(rule: str, how: str, page: int, words: Sequence[Word]) -> list[Oddity]:
    if not words:
        return []
    text = " ".join(word.text for word in words)
    detail = f"{len(words)} words on page {page} {how}: {text[:200]}"
    return [Oddity(rule, "warning", detail, page, union(word.box for word in words), text[:1000])]
