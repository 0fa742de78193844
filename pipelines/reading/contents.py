"""Contents pages: lines that lead to a page number are no text and no table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipelines.reading.model import Line

_LEADER = re.compile(r"(?:(?:[.…·_]\s?){4,}|…+)\s*(\d{1,4})\s*$")
_ENDS_IN_NUMBER = re.compile(r"\D\s(\d{1,4})$")
_LEADS = (".", "…", "·", "_")
_HEADINGS = frozenset(("innehåll", "innehållsförteckning", "contents", "table of contents"))

LONGEST = 40
"""A heading over the contents is no longer, in characters."""
MOST_FALLS = 0.2
"""Page numbers rise but where a part begins anew, or lists stand side by side: so often at most."""
FEWEST = 3
"""A contents page has at least this many entries."""


def contents_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page that are entries of a contents list, those of wrapped entries included."""
    texts = [line.text for line in lines]
    matches = {
        place: match
        for place, text in enumerate(texts)
        if text[-1:].isdigit() and text.rstrip("0123456789 ").endswith(_LEADS) and (match := _LEADER.search(text))
    }
    led = list(matches)
    falls = sum(int(a[1]) > int(b[1]) for a, b in pairwise(matches.values()))
    if falls > MOST_FALLS * len(led):
        return []  # rows of a table whose labels lead to figures
    if len(led) >= FEWEST:
        return _with_wrapped(lines, led)
    heading = next((place for place, text in enumerate(texts) if _is_heading(text)), None)
    if heading is None:
        return []
    return _with_wrapped(lines, led or _unled(lines, texts, heading))


def _unled(lines: Sequence[Line], texts: Sequence[str], heading: int) -> list[int]:
    """Entries without leaders: below a contents heading, each ends in a page number that never falls."""
    found, last = [], 0
    for place in range(heading + 1, len(lines)):
        match = _ENDS_IN_NUMBER.search(texts[place])
        if match and int(match[1]) >= last:
            found.append(place)
            last = int(match[1])
    return found if len(found) >= FEWEST else []


def _is_heading(text: str) -> bool:
    return len(text) <= LONGEST and text.strip(" .:").casefold() in _HEADINGS


def _with_wrapped(lines: Sequence[Line], places: Sequence[int]) -> list[Line]:
    """Entries with the lines between them that belong to entries of two lines."""
    chosen = set(places)
    for before, after in pairwise(places):
        if 1 < after - before <= 3 and lines[after].baseline - lines[before].baseline < 6 * lines[after].style.size:
            chosen.update(range(before + 1, after))
    return [lines[place] for place in sorted(chosen)]
