"""Footnotes: small lines at the foot of a page that open with the mark they are called by, and their calls."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from pipelines.reading.model import Box, Call, Line, union

SMALLER = 0.93
"""A footnote is set smaller than this part of the running text."""
FOOT = 0.4
"""Footnotes stand below this part of the page height."""

_NUMBER = re.compile(r"(\d{1,3}|\*{1,3}|[†‡§]|[a-h](?=\)))[.)]?|(?P<letter>[a-h])")
_MARKS = re.compile(r"\d{1,3}|\*{1,3}|[†‡§]|[a-h]")
ALIGNED = 3.0
"""Notes begin at one x, give or take this, in points."""
SAID_BEFORE = 8
"""Words before a call that say what is noted."""


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
    tail: list[Line] = []
    for line in reversed(lines):
        if line.box.top < FOOT * height or line.style.size >= SMALLER * size:
            break
        tail.append(line)
    for line in reversed(tail):
        number = _opens_note(line, calls) or (_next_note(line, notes[-1]) if notes else None)
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
    if match["letter"]:
        return match["letter"] if first.raised else None
    return match[1] if first.raised or match[1] in calls else None


def _next_note(line: Line, before: Note) -> str | None:
    """The number a line opens with, where it follows that of the note before: its call may stand on another page."""
    match = _NUMBER.fullmatch(line.words[0].text)
    if match is None or len(line.words) < 2 or not (match[1] or "").isdecimal() or not before.number.isdecimal():
        return None
    begins = abs(line.box.x0 - before.lines[0].box.x0) <= ALIGNED
    return match[1] if begins and int(match[1]) == int(before.number) + 1 else None


def find_calls(lines: Iterable[Line], page: int) -> dict[str, list[Call]]:
    """The calls on a page by the number of the note they ask for; a mark that opens its line is the note's own."""
    found: dict[str, list[Call]] = {}
    for line in lines:
        for place, word in enumerate(line.words):
            if not word.raised or not place:
                continue
            before = [other.text for other in line.words[:place] if not other.raised]
            call = Call(page, word.box, " ".join(before[-SAID_BEFORE:]))
            for mark in _MARKS.findall(word.text):
                found.setdefault(mark, []).append(call)
    return found


def calls_of(
    number: str, page: int, calls: Mapping[int, Mapping[str, list[Call]]], noted: Set[tuple[int, str]]
) -> tuple[Call, ...]:
    """The calls of a note: on its own page, else on the page before or after, where that has no such note itself.

    `calls` are those of each page, and `noted` the pages and numbers of all notes.
    """
    for other in (page, page - 1, page + 1):
        own = calls.get(other, {}).get(number)
        if own and (other == page or (other, number) not in noted):
            return tuple(own)
    return ()
