"""Where labels stand in a block of text, however they are set off from their values.

A label is told by its words, which mean a field, and by what parts it from its value: a colon, a dash, dots, a wide
gap, another look (bold, coloured, smaller), or a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipelines.lexicon import ABBREVIATED, INFLECTED, Synonyms, in_two_languages, resolve
from pipelines.reading.model import Line, Word
from pipelines.reading.text import plain
from pipelines.values.units import parse_unit

WIDE = 1.5
"""A gap wider than this part of the size parts a label from its value, and a value from the next label."""
LONGEST = 60
"""Characters of a label."""

FEWEST_KNOWN = 2
"""Known labels in a text among which an unknown one is told by how it is set off."""
MOST_WORDS = 3
"""Words of an unknown label."""
MOST_SHORT = 14
"""Words of a value that is no running text."""

_NO_NAME = frozenset(":;|0123456789")
_SET_OFF = re.compile(r"(?:^|(?<=[;|\n\t])|(?<=; )|(?<=\| ))(?P<label>[^\W\d_][^:;|\n\t.]{1,40}):(?=\s)")
_COLON = re.compile(r":(?=\s|$)")
_ENDS_BEFORE = re.compile(r"[;|·•\t]")
"""Signs that end what stands before a label, whatever it is."""
_MAY_BEGIN = re.compile(r"\n|[.,]\s|(?<=[^\W\d])\)\s")
"""After these a label may begin; what stands before it then is the value of another."""
_BETWEEN_GAPS = re.compile(r"[^\t]+")
_LEADER = re.compile(r"\s*(?:\.\s?){4,}|\s*…+|\s*_{3,}|\s+[–—-]\s+")
_TRIMMED = " \t\n.:;|·•–—-_…"


@dataclass(frozen=True, slots=True)
class Mark:
    """A label in a text: what field it means, and from where to where it stands, with what parts it from its value."""

    field: str
    label: str
    start: int
    end: int


def values_in(lines: Sequence[Line], synonyms: Synonyms) -> list[tuple[str, str, str]]:
    """Field, label and value of each label in lines that open with one; none where they do not."""
    text, looks = _text_of(lines)
    marks = _apart([*_of_colons(text, synonyms), *_of_lines(text, looks, synonyms)])
    if marks:
        marks = _apart([*marks, *_unknown(text, looks, marks)])
    before = text[: marks[0].start].rstrip() if marks else ""
    if not marks or (before.strip(_TRIMMED) and before[-1] not in ";|"):
        return []
    ends = [*(mark.start for mark in marks[1:]), len(text)]
    return [
        (mark.field, plain(mark.label), _value(text[mark.end : end], is_last=end == len(text)))
        for mark, end in zip(marks, ends, strict=True)
        if mark.field
    ]


def _unknown(text: str, looks: Sequence[tuple[int, int, bool]], known: Sequence[Mark]) -> Iterator[Mark]:
    """Labels nobody knows, among known ones and set off as these are: they end what stands before them.

    A text of many words behind a known label may hold anything, so within it nothing is taken for a label.
    """
    ends = [*(mark.start for mark in known[1:]), len(text)]
    long = [
        (mark.end, end) for mark, end in zip(known, ends, strict=True) if text.count(" ", mark.end, end) > MOST_SHORT
    ]
    # what stands before a wide gap may be a value as well
    changed = {end for _, end, changes in looks if changes}
    told = _candidates(text, looks)
    found = [one for one in told if one[2] in changed or "\t" not in text[one[1] : one[2]] != one[0]]
    found += [(one["label"], one.start("label"), one.end()) for one in _SET_OFF.finditer(text)]
    if len(known) < FEWEST_KNOWN:  # beside one alone, what a semicolon or a bar sets off
        found = [one for one in found if text[: one[1]].rstrip()[-1:] in (";", "|")]
    for label, start, end in found:
        bare = label.strip(_TRIMMED)
        is_name = bare[:1].isupper() and len(bare.split()) <= MOST_WORDS and not any(map(_NO_NAME.__contains__, bare))
        inside = any(a <= start < b for a, b in long) or any(mark.start < end and start < mark.end for mark in known)
        if is_name and not inside and end < len(text):
            yield Mark("", bare, start, end)


def labels_of_lines(lines: Sequence[Line]) -> list[str]:
    """What may be the label of each line, set off by dots, a dash, a gap or another look."""
    text, looks = _text_of(lines)
    return [plain(label) for label, _, _ in _candidates(text, looks)]


def field_of(label: str, synonyms: Synonyms) -> str | None:
    """The field that a label means beyond doubt."""
    bare = label.strip(_TRIMMED) + ("." if label.rstrip(_TRIMMED.replace(".", "")).endswith(".") else "")
    if not bare or len(bare) > LONGEST or ":" in bare or ";" in bare:
        return None
    match = resolve(bare, synonyms)
    if match is not None and match.score >= ABBREVIATED:
        return match.field
    halves = [resolve(half, synonyms) for half in in_two_languages(bare)]
    known = {half.field for half in halves if half is not None}
    sure = [half is not None and half.score >= INFLECTED for half in halves]
    # over two lines the first may be the end of another value
    return known.pop() if len(known) == 1 and (all(sure) if "\n" in bare else any(sure)) else None


def _text_of(lines: Sequence[Line]) -> tuple[str, list[tuple[int, int, bool]]]:
    """The lines as one text, wide gaps as tabs; and for each line its start, and where its first look ends if in it."""
    text = ""
    looks: list[tuple[int, int, bool]] = []
    for line in lines:
        text += "\n" if text else ""
        start = len(text)
        words = [word for word in line.words if not word.raised]
        gaps = dict(zip(map(id, line.words[1:]), line.gaps, strict=True))
        change = _change_of_look(words)
        end = start
        for place, word in enumerate(words):
            if place:
                text += "\t" if gaps.get(id(word), 0.0) > WIDE * word.style.size else " "
            if place == change:
                end = len(text)
            text += word.text
        looks.append((start, end, change > 0))
    return text, looks


def _change_of_look(words: Sequence[Word]) -> int:
    """At which word of a line its first look ends; 0 where all words look alike."""
    runs = [sum(1 for _ in run) for _, run in groupby(words, key=_look)]
    return runs[0] if len(runs) > 1 else 0


def _look(word: Word) -> tuple[bool, int, float]:
    return word.style.bold, word.style.color, round(2 * word.style.size)


def _of_colons(text: str, synonyms: Synonyms) -> Iterator[Mark]:
    """Labels that end in a colon, which may be broken over two lines."""
    last = 0
    for colon in _COLON.finditer(text):
        before = text[last : colon.start()]
        hard = max((sign.end() for sign in _ENDS_BEFORE.finditer(before)), default=0)
        starts = [hard, *(hard + sign.end() for sign in _MAY_BEGIN.finditer(before[hard:]))]
        for start in starts:  # the longest label that means something
            opening = before[start:].strip().split("\n")[0]
            rest = [word for word in opening.split() if not word.isdigit()]
            if not opening[:1].isalpha() or parse_unit(" ".join(rest)) is not None:
                continue  # the year or unit of a value
            if (field := field_of(before[start:], synonyms)) is not None:
                yield Mark(field, before[start:].strip(), last + start, colon.end())
                last = colon.end()
                break


def _of_lines(text: str, looks: Sequence[tuple[int, int, bool]], synonyms: Synonyms) -> Iterator[Mark]:
    """Labels that open a line and are set off in it, or are a line of their own."""
    for label, start, end in _candidates(text, looks):
        # of dots that lead to the value the first may end a label cut short
        if (field := field_of(label, synonyms) or field_of(f"{label.rstrip()}.", synonyms)) is not None:
            yield Mark(field, label.strip(_TRIMMED), start, end)


def _candidates(text: str, looks: Sequence[tuple[int, int, bool]]) -> Iterator[tuple[str, int, int]]:
    """What may be a label by how it stands in its line, with its start and where its value begins."""
    ends = [*(start - 1 for start, _, _ in looks[1:]), len(text)] if looks else []
    for (start, changed, changes), end in zip(looks, ends, strict=True):
        if changes and changed - start <= LONGEST:
            yield text[start:changed], start, changed
        for part in _BETWEEN_GAPS.finditer(text, start, end):
            if sign := _LEADER.search(part[0]):
                yield part[0][: sign.start()], part.start(), part.start() + sign.end()
            elif part.end() < end:
                yield part[0], part.start(), part.end() + 1
            elif part.start() == start and not changes and end < len(text):
                yield part[0], start, end


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    """The marks in order, those that begin within another left out."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _value(text: str, *, is_last: bool) -> str:
    """What stands between two labels, without the sign that parts it from the next one on its line."""
    ends_line = is_last or "\n" in text[len(text.rstrip()) :]
    value = plain(text).rstrip(" ;,|·•" if ends_line else " ;.,|·•")
    return value.removeprefix(":").removeprefix("–").lstrip() if value[:2] in (": ", "– ") else value
