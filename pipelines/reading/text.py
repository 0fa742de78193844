"""Lines into running text: words joined, line-end hyphens undone where they only mark a line end.

A report either hyphenates or it does not. Where it does, a hyphen at a line end is dropped unless the compound is
printed with its hyphen elsewhere; where it does not, every hyphen at a line end belongs to its word. What stands
before the hyphen can settle it alone: ``UF-``, ``2020-`` and ``e-`` keep theirs, and so does ``närings-`` before
``och``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.reading.model import Line

LABEL = re.compile(r"(?P<label>[^\W\d_][^:.!?]{1,45}):(?:\s|$)")
"""How a text opens that says what it is: ``Projektägare: Borås stad``."""
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_AT_END = re.compile(r"(?:^|[\s(/])([^\s(/]*[^\W_])-$")
_AT_START = re.compile(r"^([^\W\d_]+)")
_SUSPENDED = {"och", "eller", "samt", "respektive", "resp", "till", "men", "som", "and", "or"}

HYPHENATES_FROM = 0.012
"""A report in which more lines than this share end in a hyphen before a lower-case letter is hyphenated by machine."""


@dataclass(slots=True)
class Hyphenation:
    """What a report shows of its own hyphens."""

    printed: str = ""
    """Everything printed between blanks, case folded, each once."""
    automatic: bool = True
    """Whether hyphens at line ends are put in by the typesetter."""

    def keeps(self, before: str, after: str) -> bool:
        """Whether the hyphen between a line's last word part and the next line's first belongs to the word."""
        left, right = before.casefold(), after.casefold()
        if before[-1].isdigit() or len(before) == 1 or before.isupper() or not after[:1].islower():
            return True
        if self._is_printed(f"{left}-{right}"):
            return True
        if self._is_printed(left + right):
            return False
        return not self.automatic

    def _is_printed(self, word: str) -> bool:
        """Whether a word stands somewhere within a line, by itself or among signs."""
        place = self.printed.find(word)
        while place >= 0:
            before, after = self.printed[:place][-1:], self.printed[place + len(word) :][:1]
            if not (_goes_on(before) or _goes_on(after)):
                return True
            place = self.printed.find(word, place + 1)
        return False


def _goes_on(character: str) -> bool:
    """Whether a character beside a word belongs to it."""
    return character.isalpha() or character == "-"


def observe(lines: Iterable[Line]) -> Hyphenation:
    """Learn from all lines of a report."""
    count = ends = 0
    previous = ""
    printed: set[str] = set()
    for line in lines:
        text = line.text
        count += 1
        if previous.endswith("-") and _AT_END.search(previous) and _continues(text):
            ends += 1
        printed.update(text.split())
        previous = text
    automatic = bool(count) and ends / count >= HYPHENATES_FROM
    return Hyphenation("\n".join(printed).casefold(), automatic)


def _continues(text: str) -> bool:
    start = _AT_START.match(text)
    return start is not None and start[1][0].islower() and start[1].casefold() not in _SUSPENDED


def join_texts(texts: Sequence[str], hyphens: Hyphenation | None = None) -> str:
    """Lines of text as one, with one plain space between words."""
    hyphens = hyphens or Hyphenation()
    joined = ""
    for text in texts:
        if not text:
            continue
        if not joined:
            joined = text
            continue
        if joined.endswith(("-", "–")) and not joined.endswith((" -", " –")) and text[:1].isalnum():
            end, start = _AT_END.search(joined), _AT_START.match(text)
            if end is None or start is None:
                joined += text
            elif start[1].casefold() in _SUSPENDED:
                joined += f" {text}"
            elif hyphens.keeps(end[1], start[1]):
                joined += text
            else:
                joined = joined[:-1] + text
        else:
            joined += f" {text}"
    return plain(joined)


def join_lines(lines: Sequence[Line], hyphens: Hyphenation | None = None) -> str:
    """The lines' text as one, with one plain space between words; footnote calls left out."""
    if len(lines) == 1 and lines[0].text.isprintable():
        return lines[0].text  # words hold no blanks but those of numbers, which do not print
    return join_texts([line.text for line in lines], hyphens)


def plain(text: str) -> str:
    """One plain space for every kind and number of blanks; soft hyphens and invisible characters gone."""
    if not text.isprintable() and _INVISIBLE.search(text):
        text = _INVISIBLE.sub("", text)
    return " ".join(text.split())
