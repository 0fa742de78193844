"""Pages that nobody would set: whatever stands wherever, tables are looked for without a fault and no word twice."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from pipelines.reading.blocks import Surroundings, find_blocks, usual_pitches
from pipelines.reading.columns import part_looks, reading_order
from pipelines.reading.continuations import join_tables
from pipelines.reading.model import Box, Chars, Edge, Fill, Line, Mark, Page, Style, Word
from pipelines.reading.tables.find import find_page_tables
from pipelines.reading.words import find_lines

TEXTS = [
    "Kommun", "1 234", "12,5", "–", "2019", "Antal", "deltagare", "kr", "Projekt", "Skola", "A", "%", "*", "1)", "a",
    "(12)", "Summa", "varav", "●", "☐", "Mål:", "Tabell", "1.", "2.1", "tkr", "jan", "Not", "Ägare:", "30", "-3", "x",
    "−5", "1.234.567",
]  # fmt: skip
PAGES, AT_ONCE = 400, 50
LEFT, RIGHT, TOP = 50, 540, 40.0


def some_page(rng: Random) -> tuple[Page, list[Line]]:
    """Rows of columns and of running text, rules, areas and lights, all where chance puts them."""
    styles = [
        Style(rng.choice((7, 8, 9.5, 10, 12, 16)), rng.random() < 0.3, False, rng.choice((0, 0, 0xFF0000)), font)
        for font in rng.choice(("A", "AA", "AB", "ABBA"))
    ]
    columns = sorted(rng.sample(range(LEFT, RIGHT, rng.choice((3, 10, 40))), rng.randint(1, 6)))
    words: list[Word] = []
    edges: list[Edge] = []
    fills: list[Fill] = []
    marks: list[Mark] = []
    y = TOP + 10
    for _ in range(rng.randint(1, 40)):
        style, base = rng.choice(styles), y + rng.choice((0, 0, 0, 0.3, -2, -4))
        starts = [x for x in columns if rng.random() < 0.8] if rng.random() < 0.6 else [rng.choice((LEFT, columns[0]))]
        for start in starts:
            x = float(start)
            for _ in range(rng.randint(1, 3 if len(starts) > 1 else 14)):
                text = rng.choice(TEXTS)
                end = x + len(text) * style.size * rng.choice((0.5, 0.5, 0.3))
                box = Box(x, base - 0.8 * style.size, end, base + 0.2 * style.size)
                words.append(Word(text, box, base, style, rng.random() < 0.03))
                x = end + style.size * rng.choice((0.25, 0.25, 0.3, 0.6, 1, 2))
        if rng.random() < 0.4:
            edges.append(Edge(False, y + 4 + rng.random(), rng.choice((columns[0], LEFT)), RIGHT, 0.5, 0))
        if rng.random() < 0.1:
            fills.append(Fill(Box(rng.choice(columns), y - 8, RIGHT, y + 4), rng.choice((0xEEEEEE, 0xFF0000))))
        if rng.random() < 0.1:
            x = rng.choice(columns)
            marks.append(Mark(Box(x, y - 6, x + 6, y), 0x00AA00, "shape"))
        y += rng.choice((10, 12, 12, 12, 14, 24, 3, 60))
    if rng.random() < 0.5:
        edges += [Edge(True, x - 3 + rng.random(), rng.choice((TOP, y / 2)), y, 0.5, 0) for x in columns]
    if rng.random() < 0.3:
        edges += [Edge(False, at, columns[0] - 3, RIGHT, 0.5, 0) for at in (TOP, y)]
        edges.append(Edge(True, RIGHT, TOP, y, 0.5, 0))
    page = Page(1, 595, max(842, y + 40), 0, "pdfium", "native", Chars.none(), edges, fills, marks)
    return page, find_lines(words)


@pytest.mark.parametrize("first", range(0, PAGES, AT_ONCE))
def test_whatever_stands_on_a_page_each_word_has_one_place_at_most(first: int) -> None:
    for seed in range(first, first + AT_ONCE):
        page, lines = some_page(Random(seed))
        tables, grids = find_page_tables(page, lines)
        joined = join_tables([(page, tables, grids, lines)])
        placed = Counter(
            id(word) for table in joined for cell in table.printed() for line in cell.lines for word in line.words
        )
        assert max(placed.values(), default=1) == 1, f"seed {seed}"
        assert placed.keys() <= {id(word) for line in lines for word in line.words}, f"seed {seed}"
        ordered = reading_order(part_looks(lines), [table.box for table in joined])
        own = [line for line, _ in ordered]
        blocks = find_blocks(
            own, Surroundings(1, [], marks=page.marks), usual_pitches([own]), [box for _, box in ordered]
        )
        told = sum(len(line.words) for block in blocks for line in block.lines) + sum(len(b.opening) for b in blocks)
        assert told == sum(len(line.words) for line in lines), f"seed {seed}"
