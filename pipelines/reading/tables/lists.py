"""What is set in columns and yet is no table: names, entries, addresses, labelled lines, lists of pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipelines.reading.tables.grid import is_figure
from pipelines.reading.tables.rows import Band

FEWEST_ENTRIES, PROSE = 4, 6
"""So many rows of text alone may be a table without a header; entries of a numbered list have so many words."""
FEWEST_WIDE = 5
"""Two rows are a table where both fill so many columns."""
SHORT, ALIKE = 4, 0.7
"""Names have so many words at most, in the mean; this share of them has equally many."""
EVEN = 2.0
"""Text columns are as wide as each other, but for so many points."""
MOST_ADDRESS_LINES = 6
ADDRESS = re.compile(
    r"@|www\.|\b\d{3} \d{2} [A-ZÅÄÖ]|(?<![\d–-])0\d{1,3}[-–/]\s?\d{2}|(?i:^(?:box|tel|fax|bankgiro|postgiro|org)\b)"
)
"""What tells where somebody is found, in an address of a few lines."""


def is_list(bands: Sequence[Band], columns: int) -> bool:
    """Whether rows without a header are entries set in text columns, numbered one by one, or leading to a page."""
    texts = [
        {column: " ".join(line.text for line in lines) for column, lines in band.columns.items()} for band in bands
    ]
    if _are_addresses(texts, columns):
        return True
    if bands[0].is_bold() and not all(band.is_bold() for band in bands):
        return False
    numbers = [[text[column] for text in texts if column in text] for column in (0, columns - 1)]
    if columns == 2:
        first, last = ([int(text) for text in column if text.isdecimal()] for column in numbers)
        counted = len(first) == len(bands) and all(b - a == 1 for a, b in pairwise(first))
        paged = len(last) == len(numbers[1]) >= FEWEST_ENTRIES and all(a <= b for a, b in pairwise(last))
        return (
            paged
            or _are_alike(bands, texts)
            or (counted and sum(len(text.get(1, "").split()) for text in texts) >= PROSE * len(texts))
        )
    if any(is_figure(value) for text in texts for value in text.values()):
        return False
    lefts = [
        min((line.box.x0 for band in bands for line in band.columns.get(column, ())), default=0.0)
        for column in range(columns)
    ]
    steps = [b - a for a, b in pairwise(lefts)]
    few = len(bands) < FEWEST_ENTRIES and not fill_all(bands, columns)
    return few or max(steps) - min(steps) < EVEN


def fill_all(bands: Sequence[Band], columns: int) -> bool:
    """Whether each row has something in every one of many columns: text by itself is not set so."""
    return columns >= FEWEST_WIDE and all(len(band.columns) == columns for band in bands)


def _are_alike(bands: Sequence[Band], texts: Sequence[dict[int, str]]) -> bool:
    """Whether both of two columns hold short texts of one kind, in one look, as names set in two columns do."""
    cells = [own for text in texts for own in text.values()]
    words = [len(own.split()) for own in cells]
    if any(char.isdigit() for own in cells for char in own) or sum(words) > SHORT * len(cells):
        return False
    looks = [
        {
            (line.style.size, line.style.bold, line.style.italic)
            for band in bands
            for line in band.columns.get(column, ())
        }
        for column in (0, 1)
    ]
    if looks[0] != looks[1]:
        return False
    usual = max(set(words), key=words.count)
    return len(bands) < FEWEST_ENTRIES or sum(count == usual for count in words) >= ALIKE * len(words)


def _are_addresses(texts: Sequence[dict[int, str]], columns: int) -> bool:
    """Whether a few lines hold addresses side by side: their telephones and places stand in no column of their own."""
    told = [(row, column) for row, text in enumerate(texts) for column, own in text.items() if ADDRESS.search(own)]
    if len({column for _, column in told}) < 2 or len(texts) > MOST_ADDRESS_LINES:
        return False
    filled = [sum(column in text for text in texts[1:]) for column in range(columns)]
    below = [sum(row > 0 and at == column for row, at in told) for column in range(columns)]
    return not any(count >= max(3, ALIKE * of) for count, of in zip(below, filled, strict=True))


def are_labelled(bands: Sequence[Band]) -> bool:
    """Whether each row is a label with its colon and what it labels: lines of text, however far apart they are set."""
    return all(0 in band.columns and band.columns[0][-1].text.endswith(":") for band in bands)
