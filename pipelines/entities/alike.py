"""Pairs of texts that are nearly the same, found without comparing each with each.

Two texts that differ by at most `d` letters put in or left out have a piece in common, at nearly the same place, when
one of them is cut into `d` + 1 pieces: only texts with such a piece are compared. Nothing that is alike is missed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

Compare = Callable[[str, str], bool]


def alike_pairs(texts: Sequence[str], least: float, is_alike: Compare) -> list[tuple[int, int]]:
    """Places of the pairs of different texts that are alike, in order, the first of each pair before the second.

    `is_alike` decides; it holds for no two texts whose ratio (letters in common, in per cent) is less than `least`, or
    whose numbers differ.
    """
    by_numbers: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        by_numbers[tuple(re.findall(r"\d+", text))].append(place)
    found = []
    for places in by_numbers.values():
        for one, other in _candidates([texts[place] for place in places], 1 - least / 100):
            a, b = texts[places[one]], texts[places[other]]
            if a != b and is_alike(a, b):
                found.append((places[one], places[other]))
    return sorted(found)


def _candidates(texts: Sequence[str], share: float) -> Iterator[tuple[int, int]]:
    """Pairs that have a piece in common; `share` is the most that may differ, of both lengths together."""
    pieces: dict[tuple[int, int, int, str], list[int]] = defaultdict(list)
    lengths: set[int] = set()
    for place, text in enumerate(texts):
        own = len(text)
        near: set[int] = set()
        for length in sorted(lengths):
            most = _most(own, length, share)
            if abs(own - length) <= most:
                near.update(_sharing(text, length, most, pieces))
        yield from ((other, place) for other in sorted(near))
        longest = int(own * (1 + share) / (1 - share)) + 1
        for most in {_most(own, length, share) for length in range(int(own * (1 - share) / (1 + share)), longest + 1)}:
            for number, (start, end) in enumerate(_cuts(own, most + 1)):
                pieces[own, most, number, text[start:end]].append(place)
        lengths.add(own)


def _sharing(text: str, length: int, most: int, pieces: dict[tuple[int, int, int, str], list[int]]) -> Iterator[int]:
    """Texts of that length with a piece that stands in `text`, moved by no more than the letters that may differ."""
    for number, (start, end) in enumerate(_cuts(length, most + 1)):
        for at in range(max(start - most, 0), min(start + most, len(text) - (end - start)) + 1):
            yield from pieces.get((length, most, number, text[at : at + end - start]), ())


def _most(one: int, other: int, share: float) -> int:
    """Letters put in or left out between texts of these lengths, at the most."""
    return int((one + other) * share + 1e-9)


def _cuts(length: int, number: int) -> list[tuple[int, int]]:
    """Where a text of that length is cut into so many pieces, nearly of the same length."""
    ends = [length * place // number for place in range(number + 1)]
    return list(pairwise(ends))
