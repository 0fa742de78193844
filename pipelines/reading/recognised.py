"""What OCR read, weighed: which of two readings of a figure to take, what is too unsure to take, what is no word.

Unknown is left out and told of, never guessed: a figure that is wrong by one digit looks as good as a right one.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipelines.reading import raster
from pipelines.reading.colors import BLACK
from pipelines.reading.model import Box, Chars, Mark, Style, union
from pipelines.reading.raster import Pixels

SURE = 35.0
"""Confidence, of 100, below which a word is left out."""
SURE_FIGURE = 65.0
"""The same for a word with digits."""
AGREED = 90.0
"""A figure of this confidence is taken although the second reading has none."""
GROUPS = 40
"""Numbers looked back at for one that goes on: those of the same line are among them."""
BODY = 0.13
"""Lines whose size differs from that of most by less than this part are of that size."""
EM = 0.92
"""Height from the top of capitals to the foot of a g, as tesseract measures a line, in parts of the font size."""
BOLD, BOLD_LINE = 1.2, 1.1
"""Strokes of a word, and of all words of a line, that are so many times as thick as usual are bold."""
FONT = "read from a picture"
SIGNS = frozenset("-–—−%&+/*§•") | {"--", "...", "…"}
"""What may stand alone without being a word."""
DOTS = frozenset("«»·*+¢°=.,'") | {"»«", "«»"}
"""What tesseract takes the dot of a list for."""

_FIGURE = re.compile(r"[-–−+±<>≤≥~(]*\d[\d.,:/–-]*\)?[%,.;:]*|%[,.;:)]*")
_LONG, _THREE = re.compile(r"([-–−(]?)([1-9]\d{3,5})"), re.compile(r"\d{3}[).,;:%]?")
_ALIKE = str.maketrans({"–": "-", "—": "-", "−": "-", "=": "-"})


@dataclass(frozen=True, slots=True)
class Read:
    """One word as read: its box and baseline in pixels, its font size in pixels, confidence of 100."""

    text: str
    box: Box
    baseline: float
    size: float
    confidence: float


def without_specks(words: Sequence[Read]) -> list[Read]:
    """The words without what is none: specks and ends of rules; a small sign before a word is the dot of a list."""
    kept = []
    for word in words:
        if any(char.isalnum() for char in word.text) or word.text in SIGNS:
            kept.append(word)
        elif word.text in DOTS and word.box.height < 0.5 * word.size:
            kept.append(replace(word, text="•", confidence=max(word.confidence, SURE)))
    return kept


def checked(words: Sequence[Read], others: Sequence[Read]) -> list[Read]:
    """The words, with figures as the second reading has them where that is the surer one."""
    rows: dict[int, list[Read]] = {}
    for other in others:
        for row in range(int(other.box.top // 50), int(other.box.bottom // 50) + 1):
            rows.setdefault(row, []).append(other)
    checked: list[Read] = []
    used: set[int] = set()
    for word in words:
        there = [other for other in rows.get(int(word.box.middle[1] // 50), ()) if _at(other, word)]
        used.update(map(id, there))
        figures = [replace(other, baseline=word.baseline, size=word.size) for other in there]
        checked += _surer(word, sorted(figures, key=lambda figure: figure.box.x0))
    seen = [word.box for word in checked]
    extra = [
        other
        for other in others
        if id(other) not in used
        and _FIGURE.fullmatch(other.text)
        and other.confidence >= AGREED
        and not any(box.overlap(other.box) > 0.2 * other.box.width * other.box.height for box in seen)
    ]
    return checked + extra


def _at(other: Read, word: Read) -> bool:
    """Whether the other reading's word lies where this one does."""
    return word.box.holds(other.box.middle, 2.0)


def _surer(word: Read, figures: list[Read]) -> list[Read]:
    """Which of two readings of one place to take: only a figure is taken from the second."""
    doubted = [replace(word, confidence=min(word.confidence, SURE_FIGURE - 1))]
    if word.text[0] in "=~" and _has_digit(word.text):
        word = doubted[0]
    if not figures or not all(_FIGURE.fullmatch(figure.text) for figure in figures):
        return doubted if figures and _has_digit(word.text) and word.confidence < AGREED else [word]
    confidence = min(figure.confidence for figure in figures)
    if any("%" in figure.text for figure in figures) and confidence >= SURE_FIGURE:
        return figures
    if _value(word.text) == _value("".join(figure.text for figure in figures)):
        return [replace(word, confidence=max(word.confidence, confidence))]
    if confidence >= AGREED - 10 and word.confidence < SURE_FIGURE:
        return figures
    if not _has_digit(word.text):
        return [word]
    return doubted if word.confidence < AGREED or confidence >= SURE_FIGURE else [word]


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _value(text: str) -> str:
    """The digits of a figure with its sign and decimals: what two readings must agree on."""
    text = text.translate(_ALIKE).rstrip(".,:;")
    return ("-" if text.startswith("-") else "") + "".join(char for char in text if char.isdigit() or char in ",")


def parted(words: Sequence[Read]) -> tuple[list[Read], list[Read]]:
    """Words to take and words to leave out: of a number in groups of digits all or none.

    A blank between digits that went unseen is put back: after ``1500`` a group of ``000`` means one and a half million.
    """
    place = {id(word): number for number, word in enumerate(words)}
    groups = [*_numbers(words), *([word] for word in words if not _has_digit(word.text))]
    sure, unsure = [], []
    for group in sorted(groups, key=lambda group: place[id(group[0])]):
        if all(_is_sure(word) for word in group):
            sure += _regrouped(group)
        else:
            unsure += group
    return sure, unsure


def _numbers(words: Sequence[Read]) -> list[list[Read]]:
    """Words with digits, those together that stand right beside each other."""
    figures = sorted((word for word in words if _has_digit(word.text)), key=lambda word: (word.baseline, word.box.x0))
    groups: list[list[Read]] = []
    for word in figures:
        last = next((group for group in reversed(groups[-GROUPS:]) if _goes_on(group[-1], word)), None)
        if last is None:
            groups.append([word])
        else:
            last.append(word)
    return groups


def _regrouped(group: list[Read]) -> list[Read]:
    """Groups of digits whose first is too long as one number in groups of three."""
    first = _LONG.fullmatch(group[0].text)
    if len(group) < 2 or not first or not all(_THREE.fullmatch(word.text) for word in group[1:]):
        return group
    sign, digits = first.groups()
    text = f"{sign}{int(digits):,}".replace(",", "\N{NO-BREAK SPACE}")
    whole = "\N{NO-BREAK SPACE}".join((text, *(word.text for word in group[1:])))
    return [replace(group[0], text=whole, box=union(word.box for word in group))]


def _goes_on(left: Read, right: Read) -> bool:
    """Whether a figure stands right after another, as groups of digits do."""
    gap = right.box.x0 - left.box.x1
    return abs(left.baseline - right.baseline) < 0.3 * left.size and -0.2 * left.size < gap < 0.6 * left.size


def _is_sure(word: Read) -> bool:
    return word.confidence >= (SURE_FIGURE if _has_digit(word.text) else SURE)


def apart(words: Sequence[Read], marks: Sequence[Mark], scale: float) -> tuple[list[Read], list[Mark]]:
    """Words and coloured marks told apart: a mark is no O, and the letters of a coloured heading are no marks."""
    kept, real = [], list(marks)
    for word in words:
        box = Box(*(edge / scale for edge in word.box))
        at = [mark for mark in real if mark.box.holds(box.middle) or box.holds(mark.box.middle)]
        if at and len(word.text) <= 2 and box.width < 2 * at[0].box.width:
            continue
        if at and box.width > 1.5 * at[0].box.width:
            real = [mark for mark in real if mark not in at]
        kept.append(word)
    return kept, real


def to_chars(words: Sequence[Read], grey: Pixels, scale: float) -> Chars:
    """The words as characters of a page, each as wide as the others of its word, with blanks between words."""
    sizes = _sizes(words, scale)
    bold = _bold(words, grey)
    styles: dict[Style, int] = {}
    codes, style, rows, baselines = [], [], [], []
    for word, size, heavy in zip(words, sizes, bold, strict=True):
        look = Style(size, heavy, False, BLACK, FONT)
        place = styles.setdefault(look, len(styles))
        x0, x1 = word.box.x0 / scale, word.box.x1 / scale
        baseline = word.baseline / scale
        wide = (x1 - x0) / len(word.text)
        for number, char in enumerate(f"{word.text} "):
            end = x0 + wide * min(number + 1, len(word.text))
            codes.append(ord(char))
            style.append(place)
            rows.append((x0 + wide * number, baseline - 0.8 * size, end, baseline + 0.2 * size))
            baselines.append(baseline)
    return Chars.of(codes, rows, baselines, style, styles, [True] * len(codes))


def _sizes(words: Sequence[Read], scale: float) -> list[float]:
    """Font sizes in points: those near the size of most letters are that size, since a picture never tells exactly."""
    found = [word.size / scale / EM or 10.0 for word in words]
    weights: dict[float, int] = {}
    for word, size in zip(words, found, strict=True):
        weights[round(2 * size) / 2] = weights.get(round(2 * size) / 2, 0) + len(word.text)
    body = max(weights, key=lambda size: weights[size])
    return [body if abs(size - body) <= BODY * body else round(size) for size in found]


def _bold(words: Sequence[Read], grey: Pixels) -> list[bool]:
    """Which words are bold: their strokes are thicker than usual, alone or together with the others of their line."""
    strokes = [_stroke(word, grey) for word in words]
    usual = statistics.median([stroke for stroke in strokes if stroke] or [1.0])
    lines: dict[float, list[tuple[int, float]]] = {}
    for word, stroke in zip(words, strokes, strict=True):
        if stroke:
            lines.setdefault(word.baseline, []).append((len(word.text), stroke))
    means = {line: sum(n * x for n, x in parts) / sum(n for n, _ in parts) for line, parts in lines.items()}
    return [
        means.get(word.baseline, 0.0) > BOLD_LINE * usual or (len(word.text) > 3 and stroke > BOLD * usual)
        for word, stroke in zip(words, strokes, strict=True)
    ]


def _stroke(word: Read, grey: Pixels) -> float:
    """How thick the strokes of a word are, for its size; 0 where that cannot be told."""
    x0, top, x1, bottom = map(round, word.box)
    cut = grey[top:bottom, x0:x1].astype(np.int16)
    if cut.size == 0 or not word.size or sum(char.isalnum() for char in word.text) < 2:
        return 0.0
    ink = np.abs(cut - int(np.median(cut))) > raster.INK
    turns = np.diff(np.pad(ink, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    runs = np.nonzero(turns == -1)[1] - np.nonzero(turns == 1)[1]
    runs = runs[runs <= 0.3 * word.size]
    return float(np.median(runs) + runs.mean()) / 2 / word.size if len(runs) else 0.0
