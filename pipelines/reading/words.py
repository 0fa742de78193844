"""From characters to words, and from words to lines.

The engine's own blanks part words: it puts one in wherever a gap is large for the font, which is right more often than
any fixed distance. No-break and thin spaces between digits do not part them: ``25 000`` in a budget is one word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import pairwise, repeat
from operator import attrgetter

import numpy as np

from pipelines.reading.model import Box, Chars, Line, Style, Word, tuples_of, union
from pipelines.reading.superscripts import Words, raise_calls

BLANKS = (
    0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200C), 0x2028, 0x2029, 0x202F, 0x205F,
    0x2060, 0x3000, 0xFEFF
)  # fmt: skip
JOINING_BLANKS = (0xA0, 0x2007, 0x2008, 0x2009, 0x200A, 0x202F)
"""Blanks that belong to a number when a digit stands on either side."""
HYPHENS = (0x0002, 0x00AD, 0xFFFE, 0xFFFF)
"""Codes that engines give for a hyphen at a line end."""

UNKNOWN = (0x01, *range(0x04, 0x09), *range(0x0E, 0x20))
"""Control codes that stand for glyphs of which the file does not say what they mean; each is read as U+FFFD."""

_OTHER, _BLANK, _JOINING, _DIGIT, _HYPHEN, _UNKNOWN = range(6)
_SORTS = np.full(0x10001, _OTHER, dtype=np.uint8)
"""What sort of character a code is; the last entry stands for all beyond the basic plane."""
_SORTS[:0x20] = _BLANK
_SORTS[list(BLANKS)] = _BLANK
_SORTS[list(JOINING_BLANKS)] = _JOINING
_SORTS[0x30:0x3A] = _DIGIT
_SORTS[list(HYPHENS)] = _HYPHEN
_SORTS[list(UNKNOWN)] = _UNKNOWN
_PLAIN = np.zeros(_UNKNOWN + 1, dtype=np.int64)
_PLAIN[_HYPHEN], _PLAIN[_UNKNOWN] = 0x2D, 0xFFFD

BLANK = 0.25
"""The blank between two words, as a part of the size, where there may be room for another."""
GAP = 0.5
"""A gap wider than this part of the size parts words although the engine put no blank there."""
TOUCHING = 0.12
"""Characters of one word are no further apart or over each other than this part of their size."""
SAME_BASELINE = 0.12
"""Characters of one word stray no more from a baseline than this part of their size."""

SPACED, EVEN = 5, 1.0
"""So many capitals in a row, no further apart than this part of their size, are a word set wide with blanks."""

TRACKED, FEWEST_TRACKED, MOSTLY_TRACKED = 0.05, 5, 0.7
"""Letters are set wide where so many, and this share of their style, stand further apart than this part of the size."""
LEAST_MORE = 0.1
"""Between words set wide the white is wider than between their letters by this part of the size at least."""

_OTHERWISE = 0xD800
"""Ligatures and halves of characters have codes from here on."""
_LIGATURES = str.maketrans({code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)})
_HALF = re.compile("[\ud800-\udfff]")


def find_words(chars: Chars, keep: np.ndarray | None = None) -> list[Word]:
    """The upright words of a page in content order; `keep` leaves characters out.

    Superscripts beside a larger word come as words of their own with `raised` set and the baseline of that word.
    """
    if not len(chars):
        return []
    sort, codes = _sorted(chars.code)
    solid = (sort != _BLANK) & (sort != _JOINING) & chars.upright
    if keep is not None:
        solid &= keep
    digits = sort == _DIGIT
    joining = np.zeros(len(codes), dtype=np.bool_)
    joining[1:-1] = (sort[1:-1] == _JOINING) & digits[:-2] & digits[2:]
    joining &= chars.upright
    codes[joining] = 0xA0
    solid |= joining
    places = solid.nonzero()[0]
    if not len(places):
        return []
    cut = _cut(chars, codes, places)
    words = raise_calls(cut)
    return _unspaced(words) if np.count_nonzero(cut.lengths == 1) >= SPACED else words


def _sorted(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What sort of character each code is, and the codes with those that engines make up as what they stand for."""
    sort = _SORTS[np.minimum(codes, len(_SORTS) - 1)]
    return sort, np.where(sort >= _HYPHEN, _PLAIN[sort], codes)


def _cut(chars: Chars, codes: np.ndarray, places: np.ndarray) -> Words:
    """Runs of characters without a blank, a jump or a change of baseline between them."""
    sizes = np.array([style.size for style in chars.styles])[chars.style[places]]
    baseline, x0, x1 = chars.baseline[places], chars.x0[places], chars.x1[places]
    top, bottom, style = chars.top[places], chars.bottom[places], chars.style[places]
    larger = np.maximum(sizes[1:], sizes[:-1])
    gaps = x0[1:] - x1[:-1]
    # a line end between characters that touch is one that the engine imagines
    imagined = (codes[places[:-1] + 1] == 0x0D) & (np.abs(gaps) < TOUCHING * larger)
    parted = (
        ((places[1:] - places[:-1] > 1) & ~imagined)
        | (np.abs(baseline[1:] - baseline[:-1]) > np.maximum(SAME_BASELINE * larger, 0.4))
        | (gaps > GAP * larger)
        | (x0[1:] < x0[:-1] - GAP * larger)
        | _thousands((codes[places] >= 0x30) & (codes[places] < 0x3A), gaps, larger)
    )
    parted &= ~_within_tracked(parted, gaps, larger, style)
    starts = np.concatenate(([0], parted.nonzero()[0] + 1))
    own = codes[places]
    # each word after a code that stands in none
    text = np.zeros(len(places) + len(starts) - 1, dtype="<u4")
    text[np.arange(len(places)) + np.concatenate(([0], parted.cumsum()))] = own
    whole = text.tobytes().decode("utf-32-le", "surrogatepass")
    written = whole.split("\0")
    if not (unicodedata.is_normalized("NFC", whole) and int(own.max()) < _OTHERWISE):
        written = list(map(_composed, written))
    sides = (
        np.minimum.reduceat(x0, starts),
        np.minimum.reduceat(top, starts),
        np.maximum.reduceat(x1, starts),
        np.maximum.reduceat(bottom, starts),
    )
    boxes = tuples_of(Box, np.array(sides).T.tolist())
    looks = map(chars.styles.__getitem__, style[starts].tolist())
    words = tuples_of(Word, zip(written, boxes, baseline[starts].tolist(), looks, repeat(False), strict=False))
    lengths = np.fromiter(map(len, written), dtype=np.int64, count=len(written))
    return Words(list(words), own, lengths, sizes[starts], sides[0], sides[2], baseline[starts])


def _within_tracked(parted: np.ndarray, gaps: np.ndarray, sizes: np.ndarray, style: np.ndarray) -> np.ndarray:
    """Where letters set wide were parted, though they stand no further apart than within words of the same style.

    Engines take the white between such letters for a blank here and there. `gaps` are those after each character but
    the last, in points, `sizes` the type sizes there, `style` the number of each character's style.
    """
    same = style[1:] == style[:-1]
    wide = same & ~parted & (gaps > TRACKED * sizes) & (gaps < GAP * sizes)
    found = np.zeros(len(gaps), dtype=np.bool_)
    if int(wide.sum()) < FEWEST_TRACKED:
        return found
    for number in np.unique(style[1:][wide]).tolist():
        own = same & (style[1:] == number)
        inside = own & ~parted
        if int((wide & own).sum()) < max(FEWEST_TRACKED, MOSTLY_TRACKED * int(inside.sum())):
            continue
        usual = float(np.median(gaps[inside] / sizes[inside]))
        found |= own & parted & (gaps > 0) & (gaps < (usual + LEAST_MORE) * sizes)
    return found


def _thousands(digit: np.ndarray, gaps: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Where digits stand apart though no blank is told: a thin one before three that touch and no further digit.

    `gaps` are those after each character but the last, in points, `sizes` the type sizes there.
    """
    found = np.zeros(len(gaps), dtype=np.bool_)
    if len(digit) < 4:
        return found
    both = digit[:-1] & digit[1:]
    apart = both & (gaps > TOUCHING * sizes)
    if not apart.any():
        return found
    near = both & (gaps < TOUCHING / 2 * sizes)
    ends = np.append(~near[3:], True)
    found[: len(gaps) - 2] = apart[:-2] & near[1:-1] & near[2:] & ends
    return found


def _composed(text: str) -> str:
    """Ligatures as letters, each letter as one character with its marks, and halves of a character put together."""
    if _HALF.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return unicodedata.normalize("NFC", text.translate(_LIGATURES))


def _unspaced(words: list[Word]) -> list[Word]:
    """Letters set apart by blanks, as in S A M M A N, put together to words; wider blanks part these.

    Letters in the order of the alphabet are so many grades or columns.
    """
    single = "".join(["1" if len(word.text) == 1 else "0" for word in words])
    if SPACED * "1" not in single:
        return words
    out: list[Word] = []
    for run in _letter_runs(words):
        gaps = [b.box.x0 - a.box.x1 for a, b in pairwise(run)]
        usual = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
        in_turn = any(ord(b.text) - ord(a.text) == 1 for a, b in pairwise(run[:4]))
        if len(run) < SPACED or in_turn or usual > EVEN * run[0].style.size:
            out.extend(run)
            continue
        starts = [0, *(place for place, gap in enumerate(gaps, 1) if gap > 1.6 * usual), len(run)]
        for start, end in pairwise(starts):
            own = run[start:end]
            out.append(own[0]._replace(text="".join(word.text for word in own), box=union([w.box for w in own])))
    return out


def _letter_runs(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words in runs of capitals that follow each other on one baseline in one style; others one by one."""
    run: list[Word] = []
    for word in words:
        capital = len(word.text) == 1 and word.text.isupper() and not word.raised
        follows = capital and run and word.style == run[-1].style and abs(word.baseline - run[-1].baseline) < 0.5
        if run and not (follows and word.box.x0 >= run[-1].box.x1):
            yield run
            run = []
        if capital:
            run.append(word)
        else:
            yield [word]
    if run:
        yield run


def find_lines(words: Iterable[Word]) -> list[Line]:
    """Words that share a baseline, each line from left to right, lines from the top down.

    Baselines, not tops: mixed fonts on one line have different tops but one baseline.
    """
    lines: list[list[Word]] = []
    uneven: set[int] = set()
    baseline = size = 0.0
    ordered = list(words)
    if len(ordered) == 1:
        return [Line(ordered, ordered[0].box, ordered[0].baseline)]
    for word in sorted(ordered, key=attrgetter("baseline", "box")):
        if word.baseline == baseline and lines:
            lines[-1].append(word)
        elif lines and word.baseline - baseline <= 0.3 * min(size, word.style.size) + 0.2:
            lines[-1].append(word)
            uneven.add(len(lines) - 1)
        else:
            lines.append([word])
            baseline, size = word.baseline, word.style.size
    return [
        make_line(line) if place in uneven else Line(line, union([word.box for word in line]), line[0].baseline)
        for place, line in enumerate(lines)
    ]


def make_line(words: Sequence[Word]) -> Line:
    """A line of these words, set from left to right; its baseline is that of the widest."""
    if len(words) == 1:
        return Line(words, words[0].box, words[0].baseline)
    ordered = sorted(words, key=attrgetter("box"))
    baseline = ordered[0].baseline
    if any(word.baseline != baseline for word in ordered):
        baseline = max(ordered, key=_width).baseline
    return Line(ordered, union([word.box for word in ordered]), baseline)


def without(lines: Iterable[Line], taken: Set[int]) -> list[Line]:
    """The lines less the words whose ids are taken."""
    if not taken:
        return list(lines)
    kept: list[Line] = []
    for line in lines:
        words = [word for word in line.words if id(word) not in taken]
        if len(words) == len(line.words):
            kept.append(line)
        elif words:
            kept.append(make_line(words))
    return kept


def _width(word: Word) -> float:
    return 0.0 if word.raised else word.box.width


ANOTHER_RUN = 3.0
"""Turned characters further apart than this many times their size are of two runs."""


def rotated_lines(chars: Chars) -> list[Line]:
    """Text that does not run from left to right, a line for each run of the content stream, read as written."""
    _, codes = _sorted(chars.code)
    turned = ~chars.upright & (codes >= 0x20)
    places = turned.nonzero()[0]
    if not len(places):
        return []
    lines = []
    across = np.abs(np.diff(chars.x0[places] + chars.x1[places])) + np.abs(
        np.diff(chars.top[places] + chars.bottom[places])
    )
    sizes = np.array([style.size for style in chars.styles])[chars.style[places]][1:]
    # the next run of the stream may stand beside this one: headers of two columns
    apart = (np.diff(places) > 1) | (across / 2 > ANOTHER_RUN * sizes)
    for run in np.split(places, apart.nonzero()[0] + 1):
        text = "".join(map(chr, codes[run].tolist())).split()
        if not text:
            continue
        box = Box(
            float(chars.x0[run].min()),
            float(chars.top[run].min()),
            float(chars.x1[run].max()),
            float(chars.bottom[run].max()),
        )
        style: Style = chars.styles[int(chars.style[run[0]])]
        words = [Word(_composed(part), box, box.bottom, style) for part in text]
        lines.append(Line(words, box, box.bottom))
    return lines
