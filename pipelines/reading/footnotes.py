"""Footnotes: small lines at the foot of a page that open with the number or sign they are called by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.reading.model import Box, Line, union

SMALLER = 0.93
"""A footnote is set smaller than this part of the running text."""
FOOT = 0.4
"""Footnotes stand below this part of the page height."""

_NUMBER = re.compile(r"(\d{1,3}|\*{1,3}|[†‡§])[.)]?")


@dataclass(slots=True)
class Note:
    """The lines of one footnote on a page."""

    number: str
    lines: list[Line]

    @property
    def box(self) -> Box:
        """Around its lines."""
        return union(line.box for line in self.lines)


def find_footnotes(lines: Sequence[Line], height: float, size: float, calls: set[str]) -> list[Note]:
    """The footnotes of a page from the top down.

    `lines` are its lines from the top, `size` the type size of running text and `calls` the raised marks met on the
    page. The notes are the last small lines; the first of them opens with a mark, raised or called for.
    """
    notes: list[Note] = []
    foot = [line for line in lines if line.box.top >= FOOT * height and line.style.size < SMALLER * size]
    tail: list[Line] = []
    for line in reversed(lines):
        if line not in foot:
            break
        tail.insert(0, line)
    for line in tail:
        number = _opens_note(line, calls)
        if number is not None:
            notes.append(Note(number, [line]))
        elif notes:
            notes[-1].lines.append(line)
    return notes


def _opens_note(line: Line, calls: set[str]) -> str | None:
    first = line.words[0]
    match = _NUMBER.fullmatch(first.text)
    if match is None or len(line.words) < 2:
        return None
    return match[1] if first.raised or match[1] in calls else None
