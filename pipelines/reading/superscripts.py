"""Superscripts and subscripts: told from the words they stand beside, put on their line, split off from them.

A footnote call must never become a digit of the number before it, and ``CO2`` is one word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from pipelines.reading.model import Word, union

SMALLER = 0.86
"""Superscripts and subscripts are no larger than this part of the word beside them."""

LEAST_RISE, MOST_RISE = 0.12, 0.75
"""A superscript rises by so much of the size of the word beside it,"""
OVER, BESIDE = 0.3, 0.35
"""which it overlaps or is apart from by no more than these parts of the size."""

_CALL = re.compile(r"[\d*†‡§][\d*†‡§,)]{0,3}|[a-f]\)?")
PAIRS = 100_000
"""Calls and words held against each other at once: memory stays small on pages of figures."""
LONGEST_CALL = 4
"""A footnote call has no more characters."""
_LABEL = re.compile(r"\d{1,3}[.)]?|[*†‡§]{1,3}|[a-f][.)]?")
_SUPERSCRIPTS = re.compile(r"(?<=[^\W\d]{3})[¹²³⁰⁴-⁹]+$|(?<=\d)[¹²³⁰⁴-⁹]+$|(?<=[.,;:)])[¹²³⁰⁴-⁹]+$")


class Words(NamedTuple):
    """Words of a page, and in columns how long and how large they are and where they stand."""

    words: list[Word]
    codes: np.ndarray
    """Of all their characters."""
    lengths: np.ndarray
    sizes: np.ndarray
    x0: np.ndarray
    x1: np.ndarray
    baselines: np.ndarray


def raise_calls(cut: Words) -> list[Word]:
    """Put superscripts on the baseline of their neighbour, mark them, and split off superscript digits.

    The neighbour is the word before or after in the content stream, else whatever word the superscript touches: some
    producers write all calls of a page at its end.
    """
    words = cut.words
    calls = _calls(cut)
    candidates = sorted({*_smaller(cut), *calls, *_ending_raised(cut)})
    if not candidates:
        return words
    touched = _touched(cut, calls)
    out = words[: candidates[0]]
    for place, end in zip(candidates, [*candidates[1:], len(words)], strict=True):
        word = words[place]
        before = words[place - 1] if place else None
        after = words[place + 1] if place + 1 < len(words) else None
        host = next((w for w in (before, after) if w is not None and _is_raised(word, w)), None)
        if host is None:
            host = touched.get(place)
        pattern = _LABEL if host is after else _CALL
        if host is not None and pattern.fullmatch(word.text):
            out.append(word._replace(baseline=host.baseline, raised=True))
        elif before is not None and out and _touches(before, word) and _is_lowered(word, before):
            joined = out.pop()
            out.append(joined._replace(text=joined.text + word.text, box=union((joined.box, word.box))))
        elif call := _SUPERSCRIPTS.search(word.text):
            out.extend(_split_call(word, call.start()))
        else:
            out.append(word)
        out.extend(words[place + 1 : end])
    return out


def _smaller(cut: Words) -> list[int]:
    """Places of words clearly smaller than the one before or after."""
    sizes = cut.sizes
    beside = np.maximum(np.concatenate(([0.0], sizes[:-1])), np.concatenate((sizes[1:], [0.0])))
    return (sizes <= SMALLER * beside).nonzero()[0].tolist()


def _calls(cut: Words) -> list[int]:
    """Places of words that read like a call and are smaller than others on the page."""
    short = (cut.lengths <= LONGEST_CALL) & (cut.sizes <= SMALLER * cut.sizes.max())
    return [place for place in short.nonzero()[0].tolist() if _CALL.fullmatch(cut.words[place].text)]


def _ending_raised(cut: Words) -> list[int]:
    """Places of words that end in superscript digits."""
    codes = cut.codes
    near = ((codes >= ord("²")) & (codes <= ord("¹"))) | ((codes >= ord("⁰")) & (codes <= ord("⁹")))
    return [place for place, word in enumerate(cut.words) if _SUPERSCRIPTS.search(word.text)] if near.any() else []


def _touched(cut: Words, calls: Sequence[int]) -> dict[int, Word]:
    """For each call the first larger word that ends where it begins, as `_touches` and `_is_raised` tell it."""
    if not calls:
        return {}
    larger = (SMALLER * cut.sizes >= cut.sizes[calls].min()).nonzero()[0]
    sizes, x1, baselines = cut.sizes[larger], cut.x1[larger], cut.baselines[larger]
    at_once = max(PAIRS // len(larger), 1)
    found: dict[int, Word] = {}
    for start in range(0, len(calls), at_once):
        some = calls[start : start + at_once]
        own = np.array(some)[:, None]
        rise, gap = baselines - cut.baselines[own], cut.x0[own] - x1
        hosts = (cut.sizes[own] <= SMALLER * sizes) & (rise >= LEAST_RISE * sizes) & (rise <= MOST_RISE * sizes)
        hosts &= (gap >= -OVER * sizes) & (gap <= BESIDE * sizes)
        rows = hosts.any(axis=1).nonzero()[0].tolist()
        found |= {some[row]: cut.words[int(larger[hosts[row].argmax()])] for row in rows}
    return found


def _touches(left: Word, right: Word) -> bool:
    size = max(left.style.size, right.style.size)
    return -OVER * size <= right.box.x0 - left.box.x1 <= BESIDE * size


def _is_raised(small: Word, large: Word) -> bool:
    """Whether it is a superscript beside the other word."""
    if small.style.size > SMALLER * large.style.size:
        return False
    rise = large.baseline - small.baseline
    # a note's own number may stand a little apart from its text
    ahead = -OVER * large.style.size <= large.box.x0 - small.box.x1 <= large.style.size
    beside = _touches(large, small) or ahead
    return beside and LEAST_RISE * large.style.size <= rise <= MOST_RISE * large.style.size


def _is_lowered(small: Word, large: Word) -> bool:
    """Whether it is a subscript of the word before, as in CO2."""
    drop = small.baseline - large.baseline
    return small.style.size <= SMALLER * large.style.size and 0.05 * large.style.size <= drop <= 0.4 * large.style.size


def _split_call(word: Word, start: int) -> tuple[Word, Word]:
    """A word that ends in superscript digits as the word and its call."""
    share = start / len(word.text)
    x = word.box.x0 + share * word.box.width
    digits = unicodedata.normalize("NFKC", word.text[start:])
    return (
        word._replace(text=word.text[:start], box=word.box._replace(x1=x)),
        word._replace(text=digits, box=word.box._replace(x0=x), raised=True),
    )
