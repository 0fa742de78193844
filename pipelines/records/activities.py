"""Activities: one for each bullet or row of an activity table, with the light that stands beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.family import fields_of, labels_of
from pipelines.lexicon import CERTAIN, COMPOSED, means
from pipelines.reading.blocks import Surroundings, find_blocks
from pipelines.reading.model import Box, Cell, Heading, Item, Line, ListItem, Mark, Paragraph, Reading, Table, union
from pipelines.reading.text import join_lines, plain
from pipelines.records.combined import joined_rows
from pipelines.records.context import Trail
from pipelines.records.facts import Evidence, Facts
from pipelines.records.labelled import split_label
from pipelines.records.projects import body_rows
from pipelines.records.role import Role
from pipelines.values.names import split_persons
from pipelines.values.numbers import says_none
from pipelines.values.periods import years
from pipelines.values.status import (
    ColorName,
    Status,
    color_name,
    legend_entry,
    status_of_answer,
    status_of_color,
    status_of_word,
)

Legend = Mapping[ColorName, Status]
SHARED = ("when_text", "responsible", "priority", "follow_up")
"""Cells that hold for every bullet of their row."""
LONGEST_OPENING = 5
"""Words of a heading that opens activities of one status."""
LONGEST_TICK = 2
"""Characters of what ticks a column of statuses."""

TALL = 1.6
"""A mark higher than this part of the size of the text is of more than one line."""
LEVEL, NEAR = 3.0, 1.5
"""Items of one list are set out alike, but for so many points, and no further apart than this part of their size."""


@dataclass(slots=True)
class Bullet:
    """One activity inside a cell."""

    page: int
    lines: list[Line]
    box: Box
    text: str
    marks: list[Mark]
    marked: bool
    """Whether a list mark opens it."""


def activities_of_table(
    facts: Facts,
    table: Table,
    role: Role,
    trail: Trail,
    legend: Legend,
    signs: Mapping[str, Status],
    below: Sequence[Item] = (),
) -> set[int]:
    """Add the activities of one table; `signs` are those that the report's own legend explains.

    What stands `below` the table may go on with the list in its last row. Returns the ids of the items that do.
    """
    place = role.place("activity")
    if place is None:
        return set()
    taken: set[int] = set()
    shared: dict[str, list[Cell]] = {}
    anchors = [at for name in (*SHARED, "status") if name != "responsible" and (at := role.place(name)) is not None]
    rows, joined = joined_rows(body_rows(table, role.header_rows), place, anchors, lambda _: False)
    facts.use(joined)
    plain_rows = [one for cells in rows if (one := cells[place]) is not None and not _is_alone(one, cells)]
    for cells in rows:
        cell = cells[place]
        if cell is None or not cell.text:
            continue
        if _is_comment(cell, cells) or _is_band(cell, cells, plain_rows):
            facts.use([cell])
            continue
        bullets = bullets_of(cell)
        if cells is rows[-1]:
            more = _going_on(table, bullets, below)
            taken.update(map(id, more))
            bullets += [Bullet(one.page, one.lines, one.box, one.text, one.marks, marked=True) for one in more]
        own = {name: found for name in SHARED if (found := _cell(cells, role, name)) is not None and found.text}
        listed = any(bullet.marked for bullet in bullets)
        if listed and not own and shared:
            values = shared  # a row that holds bullets alone goes on with the cells of the row above
        else:
            values = {name: [found] for name, found in own.items()}
            shared = values if listed else {}
        if own and (begins := _cell(cells, role, "begins")) is not None and "when_text" in values:
            values["when_text"] = _from_to(begins, values["when_text"][0])
        facts.use([cell, *(found for cells_of in values.values() for found in cells_of)])
        status_cell = _cell(cells, role, "status")
        if status_cell is None and not role.states and len(bullets) == 1:
            status_cell = _lit(cells) or _signed(cells, place, signs)
        ticked = _ticked(cells, role)
        facts.use(cells[at] for at in role.states)
        for bullet in bullets:
            status = ticked or status_of_bullet(bullet, status_cell, legend)
            if status is None and status_cell is not None:
                status = signs.get(status_cell.text.strip())
            if status is None:
                _tell_of_unknown_light(facts, bullet, status_cell)
            values_of = {name: _joined_text(found) for name, found in values.items() if name != "responsible"}
            add_activity(facts, bullet, trail, status, persons_of(values.get("responsible")), **values_of)
    return taken


def _from_to(begins: Cell, ends: Cell) -> list[Cell]:
    """When an activity begins and when it ends; one of them where they are alike or the other is not told."""
    told = [cell for cell in (begins, ends) if cell.text and not says_none(cell.text)]
    return told[:1] if len(told) == 2 and told[0].text == told[1].text else told or [ends]


def _going_on(table: Table, bullets: Sequence[Bullet], below: Sequence[Item]) -> list[ListItem]:
    """The items of a list close below a table that go on with the list in its last cell: set out like that one.

    Without rules a list that is longer than all that stands beside it ends its table too early.
    """
    if not bullets or not all(bullet.marked for bullet in bullets):
        return []
    last, bottom = bullets[-1], table.boxes[table.page_end].bottom
    found: list[ListItem] = []
    for item in below:
        near = isinstance(item, ListItem) and item.page == last.page == table.page_end
        if not isinstance(item, ListItem) or not near or abs(item.box.x0 - last.box.x0) > LEVEL:
            break
        if item.box.top - bottom > NEAR * item.lines[0].style.size:
            break
        found.append(item)
        bottom = item.box.bottom
    return found


def _is_alone(cell: Cell, cells: Sequence[Cell | None]) -> bool:
    """Whether a row holds nothing beside a cell: no text, no light."""
    return not any(other is not None and other is not cell and (other.text or other.marks) for other in cells)


def _is_band(cell: Cell, cells: Sequence[Cell | None], others: Sequence[Cell]) -> bool:
    """Whether a row heads those below: alone in it a bold text on a ground, or over all columns, unlike all others."""
    if not others or not _is_alone(cell, cells) or cell.marks:
        return False
    is_apart = cell.fill_color is not None or cell.column_span == len(cells)
    unlike = all((one.fill_color, one.column_span) != (cell.fill_color, cell.column_span) for one in others)
    return is_apart and unlike and _is_all_bold(cell) and not any(map(_is_all_bold, others))


def _is_all_bold(cell: Cell) -> bool:
    return all(line.is_bold for line in cell.lines)


def _is_comment(cell: Cell, cells: Sequence[Cell | None]) -> bool:
    """Whether a row holds nothing but a comment on the row above, told by its label: ``Kommentar: Klart i maj.``"""
    if not _is_alone(cell, cells):
        return False
    labels = labels_of(None).initiatives.get("comment", [])
    parts = split_label(cell.text)
    heads = [parts[0]] if parts is not None else [cell.lines[0].text] if len(cell.lines) > 1 else []
    return any(means(head, labels, CERTAIN) for head in heads)


def _lit(cells: Sequence[Cell | None]) -> Cell | None:
    """The one cell of a row that has a light, in a table without a column for them; its words are of another column."""
    lit = {id(cell): cell for cell in cells if cell is not None and cell.marks}
    return replace(next(iter(lit.values())), text="", fill_color=None) if len(lit) == 1 else None


def _signed(cells: Sequence[Cell | None], place: int, signs: Mapping[str, Status]) -> Cell | None:
    """The one cell of a row, but for the one at `place`, that holds nothing but a sign that a legend explains."""
    signed = {
        id(cell): cell for at, cell in enumerate(cells) if cell is not None and at != place and cell.text in signs
    }
    return next(iter(signed.values())) if len(signed) == 1 else None


def _cell(cells: Sequence[Cell | None], role: Role, name: str) -> Cell | None:
    place = role.place(name)
    return None if place is None else cells[place]


def bullets_of(cell: Cell) -> list[Bullet]:
    """The list items of a cell over all its pages; the whole cell where it holds no list."""
    bullets: list[Bullet] = []
    for part in cell.parts:
        marks = [mark for mark in part.marks if mark.kind != "glyph" and not _is_tall(mark, part.lines)]
        around = Surroundings(part.page, part.dots, marks)
        blocks = find_blocks(part.lines, around, {}) if part.lines else []
        for block in blocks:
            lines = block.lines
            opens = block.marker is not None or bool(block.marks)
            if bullets and not opens and bullets[-1].marked:
                # no list mark: the item above goes on, over a page break or after a blank line
                bullets[-1].lines.extend(lines)
                bullets[-1].text = join_lines(bullets[-1].lines)
                continue
            box = union([block.box, *(word.box for word in block.opening)])
            bullets.append(Bullet(part.page, list(lines), box, join_lines(lines), block.marks, opens))
    if not any(bullet.marked for bullet in bullets):
        return [Bullet(cell.page, cell.lines, cell.box, cell.text, list(cell.marks), marked=False)]
    return [bullet for bullet in bullets if bullet.text]


def _is_tall(mark: Mark, lines: Sequence[Line]) -> bool:
    """Whether a mark is higher than a line: it stands beside the whole cell and opens no item of a list."""
    return len(lines) > 1 and mark.box.height > TALL * lines[0].style.size


def _ticked(cells: Sequence[Cell | None], role: Role) -> Status | None:
    """The status of the one column among those headed by statuses that has a tick, a light or a ground of its own."""
    marked = [status for place, status in role.states.items() if _is_ticked(cells[place])]
    return marked[0] if len(marked) == 1 else None


def _is_ticked(cell: Cell | None) -> bool:
    return cell is not None and (bool(cell.marks) or (0 < len(cell.text) <= LONGEST_TICK and cell.text not in "-–—"))


def add_activity(
    facts: Facts,
    bullet: Bullet,
    trail: Trail,
    status: Status | None,
    responsible: list[str] | None = None,
    *,
    when_text: str | None = None,
    priority: str | None = None,
    follow_up: str | None = None,
) -> None:
    """Add one activity under the headings of `trail`."""
    span = years(when_text) if when_text else None
    chapter, numbered, initiative = trail.chapter, trail.numbered, _initiative(trail)
    facts.add(
        "activities",
        Evidence(bullet.page, bullet.box, plain(" ".join(line.text for line in bullet.lines))),
        chapter_no=chapter.number if chapter else None,
        chapter_title=chapter.title if chapter else None,
        section_no=numbered.number if numbered else None,
        section_title=numbered.title if numbered else None,
        initiative=initiative.title if initiative else None,
        activity=bullet.text,
        when_text=when_text,
        year_start=span[0] if span else None,
        year_end=span[1] if span else None,
        responsible=responsible,
        priority=priority,
        follow_up=follow_up,
        status=status,
    )


def _tell_of_unknown_light(facts: Facts, bullet: Bullet, cell: Cell | None) -> None:
    """A finding for a light or a status word that tells no status."""
    lights = [f"a {color_name(mark.color)} light" for mark in (*bullet.marks, *(cell.marks if cell else ()))]
    words = [f"“{cell.text}”"] if cell is not None and any(map(str.isalnum, cell.text)) else []
    if not lights and not words:
        return
    facts.add(
        "findings",
        Evidence(bullet.page, bullet.box, bullet.text),
        rule="unknown_status_mark",
        severity="warning",
        subject=bullet.text,
        detail=f"{(words + lights)[0]} says nothing of how far “{bullet.text}” has come",
        observed=(words + lights)[0],
    )


def _initiative(trail: Trail) -> Heading | None:
    """The initiative a table stands under; a heading such as Aktiviteter only opens a part of it."""
    wordings = [word for words in labels_of(None).initiatives.values() for word in words]
    own = tuple(
        heading
        for heading in trail.headings
        if heading.number or not (means(heading.title, wordings, COMPOSED) or opened_status(heading.title)[0])
    )
    return Trail(own).initiative or trail.initiative if own else trail.initiative


def opened_status(text: str) -> tuple[bool, Status | None]:
    """Whether a heading opens activities, and the status that it tells of all of them: ``Pågående aktiviteter``."""
    wordings = fields_of("activities", None)["activity"]
    if means(text, wordings, COMPOSED):
        return True, None
    status = status_of_word(text) if 1 < len(text.split()) <= LONGEST_OPENING else None
    last = text.rstrip(": ").split()[-1:]
    return (True, status) if status is not None and last and means(last[0], wordings, COMPOSED) else (False, None)


def _joined_text(cells: Sequence[Cell]) -> str | None:
    return plain(" ".join(cell.text for cell in cells)) or None


def persons_of(cells: Sequence[Cell] | None) -> list[str] | None:
    """Names in print order, one for each line unless a line goes on."""
    if not cells:
        return None
    return split_persons("\n".join(text for cell in cells for text in _unbroken(cell))) or None


def _unbroken(cell: Cell) -> list[str]:
    """The lines of a cell; one that ends within a word takes the next one, as its text has joined them."""
    found: list[str] = []
    for line in cell.all_lines:
        before = found[-1] if found else ""
        if before.endswith("-") and f"{before.split()[-1][:-1]}{line.text.split()[0]}" in cell.text:
            found[-1] = before[:-1] + line.text
        else:
            found.append(line.text)
    return found


def status_of_bullet(bullet: Bullet, cell: Cell | None, legend: Legend) -> Status | None:
    """By the light beside the bullet, else by the row's status cell: its light, its ground or its words."""
    for mark in bullet.marks:
        status = status_of_color(mark.color, legend)
        if status is not None:
            return status
    if cell is None:
        return None
    for mark in cell.marks:
        status = status_of_color(mark.color, legend)
        if status is not None:
            return status
    if cell.text and (status := status_of_answer(cell.text) or status_of_word(cell.text, legend)) is not None:
        return status
    return status_of_color(cell.fill_color, legend) if cell.fill_color is not None else None


def find_legend(reading: Reading) -> dict[ColorName, Status]:
    """What the report's own legend says of its lights."""
    legend: dict[ColorName, Status] = {}
    for item in reading.items:
        for text, mark in _legend_lines(item):
            entry = legend_entry(text, mark.color if mark else None)
            if entry is not None and len(text.split()) <= 8:
                legend.setdefault(entry.color, entry.status)
    return legend


def _legend_lines(item: Item) -> list[tuple[str, Mark | None]]:
    """Short texts with the light beside each."""
    if not isinstance(item, Paragraph | ListItem):
        return []
    if not item.marks:
        return []
    found: list[tuple[str, Mark | None]] = []
    for line in item.lines:
        mark = next((m for m in item.marks if line.box.top - 2 <= m.box.middle[1] <= line.box.bottom + 2), None)
        if mark is not None and color_name(mark.color) is not None:
            found.append((line.text, mark))
    return found
