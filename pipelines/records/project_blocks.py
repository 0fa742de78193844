"""Projects told one by one: a heading with labelled lines under it, or a card that opens with the name.

One such block may be anything; several that tell the same things, each an owner or a sum, make a list of projects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipelines.family import Family, fields_of
from pipelines.lexicon import ABBREVIATED, Synonyms, resolve
from pipelines.naming import project_key
from pipelines.reading.model import Box, Cell, Heading, Item, Line, ListItem, Paragraph, Reading, Section, Table
from pipelines.reading.text import plain
from pipelines.records.context import Trail, named_context, outer_level, trail_of
from pipelines.records.facts import Evidence, Facts
from pipelines.records.labelled import Labelled, labelled, labelled_parts, split_label
from pipelines.records.labelled_cells import in_cells
from pipelines.records.projects import MEASURES, item_text, names_of_context, text_values
from pipelines.records.single import add_amount, money_of, tell_of_unread_line
from pipelines.values.numbers import says_none
from pipelines.values.units import KR, Unit

FORM = 2
"""Columns of a form under a heading: labels with their values."""
FEWEST = 2
"""Fields that make a block, and that two blocks of a list have in common."""
LONGEST_NAME = 20
"""Words of what names a project."""
SHORT_VALUE = 6
"""Words of what an unknown label says that is no description."""
TELLING = 3
"""Known fields that make a card of a column of lines, however much text stands below them."""
PARAGRAPH = 1.8
"""Baselines further apart than this part of the type size are those of two paragraphs."""
_OF_PROJECT = frozenset({"owner", *(name for name in MEASURES if name not in ("budget_sek", "outcome_sek"))})


@dataclass(slots=True)
class Block:
    """One project as a heading or a card tells of it."""

    name: str
    trail: Trail
    """The headings above, its own name aside."""
    page: int
    box: Box
    lines: dict[str, Labelled]
    """By field."""
    texts: list[str] = field(default_factory=list)
    """What stands in it without a label."""
    heading: Heading | None = None

    @property
    def evidence(self) -> Evidence:
        """Where it stands, with its labelled lines as printed."""
        text = " / ".join([self.name, *(f"{line.label}: {line.value}" for line in self.lines.values())])
        return Evidence(self.page, self.box, plain(text))


def project_blocks(reading: Reading, family: str | None) -> list[Block]:
    """The projects that are told one by one; none where fewer than two are."""
    synonyms = fields_of("projects", family)
    cards = _of_cards(reading, synonyms)
    over = {id(block.trail.nearest) for block in cards}
    found = [*cards, *(block for block in _of_sections(reading, synonyms) if id(block.heading) not in over)]
    found = [block for block in found if any(_is_alike(block, other) for other in found if other is not block)]
    named = {id(block.heading) for block in found if block.heading is not None}
    told = {project_key(section.heading.title): section for section in reading.sections}
    for block in found:
        section = told.get(project_key(block.name))
        if section is not None and not block.texts:
            block.texts = _texts(section, synonyms)
    for block in found:  # projects are no headings of each other, whatever their type sizes say
        block.trail = Trail(tuple(heading for heading in block.trail.headings if id(heading) not in named))
    return sorted(found, key=lambda block: (block.page, block.box.top, block.box.x0))


def projects_of_blocks(
    facts: Facts, reading: Reading, family: Family, title: str | None, units: Mapping[int, Unit], unit: Unit = KR
) -> None:
    """Add the projects that are told one by one and that no table lists.

    `units` are those that the text above states, by the id of the item; `unit` is the usual one.
    """
    if family.one_project:
        return
    listed = {project_key(row["name"]) for row in facts.rows("projects")}
    blocks = [block for block in project_blocks(reading, family.family) if project_key(block.name) not in listed]
    names = names_of_context(family)
    outer = outer_level((block.trail for block in blocks), names, title)
    for block in blocks:
        _add(facts, block, family, named_context(block.trail, names, title, outer), units, unit)


def _add(
    facts: Facts, block: Block, family: Family, context: dict[str, str], units: Mapping[int, Unit], unit: Unit
) -> None:
    values: dict[str, Any] = dict(context)
    for line in block.lines.values():
        if line.field in MEASURES:
            money = money_of(line, units.get(id(line.item), unit))
            values |= {line.field: money.amount_sek} if money is not None else {}
        elif not says_none(line.value):
            told = text_values(line.field, line.value)
            values |= told
            if told:
                facts.use(line.cells)
            else:
                tell_of_unread_line(facts, line)
    texts = [values["description"]] if values.get("description") else block.texts
    values |= {"name": block.name, "description": plain(" ".join(texts)) or None}
    project = facts.add("projects", block.evidence, kind=family.project_kind, **values)
    for line in block.lines.values():
        if line.field in MEASURES:
            add_amount(facts, project, line, units.get(id(line.item), unit))


def _of_sections(reading: Reading, synonyms: Synonyms) -> Iterator[Block]:
    for section in reading.sections:
        heading = section.heading
        lines: dict[str, Labelled] = {}
        for item in section.items:
            for line in _lines_of(item, synonyms):
                lines.setdefault(line.field, line)
        if _is_project(heading.title, lines):
            above = Trail(trail_of(section).headings[:-1])
            yield Block(
                heading.title,
                above,
                heading.page,
                heading.box,
                lines,
                _texts(section, synonyms),
                heading,
            )


def _texts(section: Section, synonyms: Synonyms) -> list[str]:
    """What stands under a heading without a label."""
    return [
        item_text(item)
        for item in section.items
        if isinstance(item, Paragraph | ListItem) and not _lines_of(item, synonyms) and not _is_labelled(item.text)
    ]


def _is_labelled(text: str) -> bool:
    """Whether a text is a label nobody knows with a short value, so nothing that describes the project."""
    parts = split_label(text)
    return parts is not None and len(parts[1].split()) <= SHORT_VALUE


def _lines_of(item: Item, synonyms: Synonyms) -> list[Labelled]:
    if isinstance(item, Table):
        return in_cells(item, synonyms) if item.column_count == FORM and len(item.cells) > FORM else []
    if several := labelled_parts(item, synonyms):
        return several
    one = labelled(item, synonyms, ABBREVIATED)
    return [one] if one is not None and one.value else []


def _of_cards(reading: Reading, synonyms: Synonyms) -> list[Block]:
    blocks: list[Block] = []
    above = {id(item): trail_of(section) for section in reading.sections for item in section.items}
    for table in reading.tables:
        last: dict[int, dict[str, Labelled]] = {}
        for card in _cards(table, synonyms):
            first = card[0].cell
            name, lines, texts = _card(table, card, synonyms)
            if not name and first.column in last:  # a card that a page break cut: it goes on with the one above
                last[first.column] |= {field: one for field, one in lines.items() if field not in last[first.column]}
                continue
            last[first.column] = lines
            if 0 < len(name.split()) <= LONGEST_NAME:
                blocks.append(Block(name, above.get(id(table), Trail(())), first.page, first.box, lines, texts))
    return [block for block in blocks if _is_project(block.name, block.lines)]


@dataclass(frozen=True, slots=True)
class _CardLine:
    """A line of a card, and the cell it stands in."""

    text: str
    cell: Cell
    line: Line

    @property
    def style(self) -> tuple[int, bool]:
        """Its size in points, rounded, and whether it is bold."""
        return round(self.line.style.size), self.line.style.bold


def _cards(table: Table, synonyms: Synonyms) -> list[list[_CardLine]]:
    """The lines of each card: each box, or each column of cells that are lines; several may stand in a column."""
    if table.kind == "key_value":
        return [[_CardLine(line.text, cell, line) for line in cell.lines] for cell in table.cells if cell.lines]
    columns: dict[int, list[_CardLine]] = {}
    for cell in table.cells:
        if cell.text and cell.lines:
            columns.setdefault(cell.column, []).append(_CardLine(cell.text, cell, cell.lines[0]))
    cards = [card for lines in columns.values() if len(lines) > FEWEST for card in _stacked(lines, synonyms)]
    return cards if all(_is_labelled_card(card, synonyms) for card in cards) else []


def _is_labelled_card(card: Sequence[_CardLine], synonyms: Synonyms) -> bool:
    """Whether most lines have a known label, or so many fields are told that the rest is text about the same."""
    fields = [known[0] for line in card[1:] if (known := _known(line.text, synonyms)) is not None]
    return 2 * len(fields) > len(card) or len(set(fields)) >= TELLING


def _stacked(lines: Sequence[_CardLine], synonyms: Synonyms) -> list[list[_CardLine]]:
    """The cards that stand one below another in a column: each opens with a name set as the first one is."""
    labelled = [_known(line.text, synonyms) is not None for line in lines]
    style = lines[0].style
    if labelled[0] or any(
        line.style == style for line, is_labelled in zip(lines, labelled, strict=True) if is_labelled
    ):
        return [list(lines)]
    cards: list[list[_CardLine]] = [[]]
    for place, line in enumerate(lines):
        opens = line.style == style and place > 0 and lines[place - 1].style != style
        if opens and any(labelled[place + 1 : place + 3]):
            cards.append([])
        cards[-1].append(line)
    return cards


def _known(text: str, synonyms: Synonyms) -> tuple[str, str, str] | None:
    """Field, label and value of a line with a label that is known."""
    label = split_label(text)
    match = resolve(label[0], synonyms) if label is not None else None
    if label is None or match is None or match.score < ABBREVIATED:
        return None
    return match.field, *label


def _card(table: Table, card: Sequence[_CardLine], synonyms: Synonyms) -> tuple[str, dict[str, Labelled], list[str]]:
    """What stands over the first labelled line of a card, its labelled lines by field, and the text below them."""
    parts: list[tuple[str, str, list[str], Cell]] = []
    names: list[str] = []
    texts: list[str] = []
    for place, one in enumerate(card):
        known = _known(one.text, synonyms)
        if known is not None:
            parts.append((known[0], known[1], [known[2]], one.cell))
        elif _is_labelled(one.text):
            parts.append(("", "", [], one.cell))
        elif not parts:
            names.append(one.text)
        elif texts or parts[-1][0] in MEASURES or _is_apart(card[place - 1].line, one.line):
            texts.append(one.text)
        else:
            parts[-1][2].append(one.text)
    lines: dict[str, Labelled] = {}
    for name, label, values, cell in parts:
        value = plain(" ".join(values))
        if name and value:
            lines.setdefault(name, Labelled(table, name, label, value, (cell,)))
    return plain(" ".join(names)), lines, texts


def _is_apart(above: Line, below: Line) -> bool:
    """Whether a line stands further below than the lines of one paragraph do."""
    return below.baseline - above.baseline > PARAGRAPH * below.style.size


def _is_alike(one: Block, other: Block) -> bool:
    """Whether two blocks are of one list: they tell the same of their projects, as parts of one sheet do not."""
    return len(one.lines.keys() & other.lines.keys()) >= FEWEST and project_key(one.name) != project_key(other.name)


def _is_project(name: str, lines: Mapping[str, Labelled]) -> bool:
    return 0 < len(name.split()) <= LONGEST_NAME and len(lines) >= FEWEST and bool(lines.keys() & _OF_PROJECT)
