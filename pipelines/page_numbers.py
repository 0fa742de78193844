"""Pages as people name them."""

from __future__ import annotations

import re

LARGEST = 100_000
"""No report has more pages; a slip of the finger may name more."""

_PART = re.compile(r"\s*(\d+)\s*(?:[-–]\s*(\d+)\s*)?")


def page_numbers(text: str) -> frozenset[int]:
    """The pages, from 1, that a text such as ``3-5,8`` names. Raises ValueError where it names none."""
    pages: set[int] = set()
    for part in text.split(","):
        match = _PART.fullmatch(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last <= LARGEST:
            raise ValueError(f"{text!r} does not name pages; write them as 3, 3-5 or 3-5,8.")
        pages.update(range(first, last + 1))
    return frozenset(pages)
