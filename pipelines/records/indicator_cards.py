"""Indicators shown as cards: a name, a figure set large, and what the target or the year before was."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.family import Labels, fields_of
from pipelines.lexicon import ABBREVIATED, COMPOSED, resolve
from pipelines.reading.model import Cell, Line, Table, union
from pipelines.reading.text import join_lines
from pipelines.records.facts import Evidence, Facts
from pipelines.records.indicators import STARRED, Found, clean_name
from pipelines.records.labelled import split_label
from pipelines.values.quantities import parse_quantity

SHARE = 0.5
"""So many of the cards must hold an indicator."""
FEWEST_BESIDE = 2
"""So many cards stand beside each other."""
_FIGURE = re.compile(r"[<>≤≥(]?\s*[-−–]?\d[\d\s.,]*\)?(?:\s*[^\W\d_]{1,12}\.?|\s*%)?")
"""A figure alone on its line, with its unit."""


def indicators_of_cards(facts: Facts, table: Table, labels: Labels, framework: str | None) -> list[Found]:
    """The indicators of a set of cards; none where most cards hold something else."""
    cells = [cell for cell in table.cells if cell.lines]
    if sum(_labels_project(cell) for cell in cells) > 1:
        return []
    found = [(cell, one) for cell in cells if (one := _indicator(cell, labels, framework)) is not None]
    if len(found) < SHARE * len(cells):
        return []
    facts.use(cell for cell, _ in found)
    return [one for _, one in found]


def indicators_of_card_rows(table: Table, labels: Labels) -> list[tuple[Found, list[Cell]]]:
    """The indicators of cards without frames, which read as a table: a row of names over rows of what they hold.

    Each with its cells; none where a card holds anything else, or none of them labels what it holds.
    """
    if table.kind == "key_value" or table.column_count < FEWEST_BESIDE:
        return []
    groups: list[list[list[Cell]]] = []
    for row in table.grid():
        filled = [cell for cell in row if cell is not None and cell.text]
        if any(cell.column_span > 1 for cell in filled):
            return []
        if filled and not any(":" in cell.text or any(map(str.isdigit, cell.text)) for cell in filled):
            groups.append([[] for _ in row])
        elif filled and not groups:
            return []
        for place, cell in enumerate(row):
            if groups and cell is not None and cell.text:
                groups[-1][place].append(cell)
    found: list[tuple[Found, list[Cell]]] = []
    for cells in (own for group in groups for own in group if own):
        lines = [line for cell in cells for line in cell.lines]
        card = replace(cells[0], lines=lines, box=union(cell.box for cell in cells))
        one = _indicator(card, labels, None)
        if one is None or one.outcome is None or one.target is None:
            return []
        found.append((one, cells))
    return found if len(found) >= FEWEST_BESIDE else []


def _labels_project(cell: Cell) -> bool:
    """Whether a card opens with a label of a project, its owner or its money, or has two such labels."""
    fields = fields_of("projects", None)
    labels = [parts[0] for line in cell.lines if (parts := split_label(line.text)) is not None]
    texts = [cell.lines[0].text.rstrip(":"), *labels]
    told = [match is not None and match.score >= COMPOSED for match in (resolve(text, fields) for text in texts)]
    return told[0] or sum(told) > 1


def _indicator(cell: Cell, labels: Labels, framework: str | None) -> Found | None:
    """What a card says, where it names something and gives a figure for it."""
    words = labels.indicators
    names: list[Line] = []
    values: dict[str, str] = {}
    figure: str | None = None
    for line in cell.lines:
        parts = split_label(line.text)
        match = resolve(parts[0], words) if parts is not None else None
        if parts is not None and match is not None and match.score >= ABBREVIATED and parts[1]:
            values.setdefault(match.field, parts[1])
        elif figure is None and _FIGURE.fullmatch(line.text) and parse_quantity(line.text) is not None:
            figure = line.text
        else:
            names.append(line)
    if figure is not None:
        values.setdefault("outcome", figure)
    name = clean_name(join_lines(names)) if names else ""
    if not any(map(str.isalpha, name)) or not values.keys() & {"outcome", "target"}:
        return None
    return Found(
        name,
        Evidence(cell.page, cell.box, " / ".join(line.text for line in cell.lines)),
        target=values.get("target"),
        outcome=values.get("outcome"),
        previous=values.get("previous"),
        framework=framework,
        starred=bool(STARRED.search(name)),
    )
