"""Facts told as forms: a label beside each value, ``Aktivitet | Rita karta``, ``När | 2023``, and again for the next.

A form is read across whatever its pages made of it: rows of a table of two columns, the labels of several rows in one
cell, lines with a wide gap behind the label, tables that a page break or a blank line parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines.lexicon import Synonyms
from pipelines.reading.model import Cell, Heading, Item, Line, ListItem, Mark, Paragraph, Reading, Table
from pipelines.reading.text import join_lines, plain
from pipelines.reading.words import make_line
from pipelines.records.label_marks import WIDE, field_of

NEAR = 3.0
"""A line that begins no further left than this before a value goes on with it, in points."""


@dataclass(slots=True)
class Told:
    """One value of a form with the field that its label means."""

    field: str
    value: Cell
    item: Item
    sources: list[Cell]
    """The cells of a table that label and value were read from."""


Form = dict[str, Told]


def find_forms(reading: Reading, synonyms: Synonyms, key: str, fewest: int) -> list[Form]:
    """The forms of a report in reading order, each by field: with the field `key` and at least so many others.

    A form opens with the field that leaves the least unread, for labels stand in one order throughout a report.
    """
    runs = list(_runs(reading, synonyms))
    best: list[Form] = []
    fields = dict.fromkeys([key, *(told.field for run in runs for told in run)])
    for opener in fields if any(told.field == key for run in runs for told in run) else ():
        forms = [form for run in runs for form in _cut(run, opener) if key in form and len(form) > fewest]
        if sum(map(len, forms)) > sum(map(len, best)):
            best = forms
    return best


def _cut(run: Sequence[Told], opener: str) -> list[Form]:
    """The forms of a run, each from one label that opens a form to the next."""
    forms: list[Form] = []
    before: Told | None = None
    for told in run:
        if told.field == opener:
            forms.append({})
        if forms:
            forms[-1].setdefault(told.field, told)
        else:
            before = told
    if before is not None and len(forms) == 1 and before.item is forms[0][opener].item:
        return []  # one alone, with something of its own table before it: where it opens is a guess
    return forms


def _runs(reading: Reading, synonyms: Synonyms) -> Iterator[list[Told]]:
    """What is told in items that follow each other and hold nothing else."""
    run: list[Told] = []
    for item in reading.items:
        told = _told_in(item, synonyms)
        if told is None:
            if run:
                yield run
            run = []
            continue
        for one in told:
            if one.field:
                run.append(one)
            elif run:
                _go_on(run[-1], one)
    if run:
        yield run


def _go_on(last: Told, more: Told) -> None:
    """Put what stands without a label to the value above it."""
    text = plain(f"{last.value.text} {more.value.text}")
    if more.value.page == last.value.page:
        lines = [*last.value.lines, *more.value.lines]
        last.value = replace(last.value, lines=lines, text=text, marks=[*last.value.marks, *more.value.marks])
    else:
        last.value = replace(last.value, text=text, continued=[*last.value.continued, more.value])
    last.sources += more.sources


def _told_in(item: Item, synonyms: Synonyms) -> list[Told] | None:
    """What an item tells in labels and values; None for one that holds anything else.

    What goes on with the value above has an empty field.
    """
    if isinstance(item, Table):
        return _of_table(item, synonyms)
    if isinstance(item, Heading):
        # a bold label whose light stands beside it is no break
        return [] if field_of(item.title, synonyms) is not None else _of_lines(item, item.lines, [], synonyms)
    if isinstance(item, Paragraph | ListItem):
        return _of_lines(item, item.lines, item.marks, synonyms)
    return None


# --- tables ---------------------------------------------------------------------------------------------------------


def _of_table(table: Table, synonyms: Synonyms) -> list[Told] | None:
    rows = _pairs(table) if table.kind != "key_value" else None
    if rows is None:
        return None
    found: list[Told] = []
    unknown = 0
    labels = Counter(label.text for label, _ in rows if label is not None)
    for label, value in rows:
        if label is None or not label.text:
            found.append(Told("", value, table, [value]))
            continue
        parts = list(_parts(label, value, synonyms))
        if not found and parts[0][0] is None and labels[label.text] < 2:
            return None  # what opens a form is known, or opens the next one too
        known = [(field, own) for field, own in parts if field is not None]
        unknown += len(parts) - len(known)
        found += [Told(field, own, table, [label, value]) for field, own in known]
    return found if sum(bool(told.field) for told in found) > unknown else None


def _pairs(table: Table) -> list[tuple[Cell | None, Cell]] | None:
    """Label and value of each row, notes between forms left out; None where several values stand beside a label.

    A value set in the middle may have been given a column of its own.
    """
    found: list[tuple[Cell | None, Cell]] = []
    for label, *others in table.grid():
        values = [cell for cell in others if cell is not None and cell is not label]
        filled = list({id(cell): cell for cell in values if cell.text or cell.marks}.values())
        if len(filled) > 1 or table.column_count < 2:
            return None
        if filled:
            found.append((label, filled[0]))
    return found


def _parts(label: Cell, value: Cell, synonyms: Synonyms) -> Iterator[tuple[str | None, Cell]]:
    """The fields of a row with their values: several where each line of its first cell is a label."""
    whole = field_of(label.text, synonyms)
    fields = [field_of(line.text, synonyms) for line in label.lines]
    if whole is not None or len(fields) < 2 or None in fields or label.continued or value.continued:
        yield whole, value
        return
    tops = [line.box.top for line in label.lines]

    def row_at(y: float) -> int:
        return max(sum(top <= y for top in tops) - 1, 0)

    for place, field in enumerate(fields):
        lines = [line for line in value.lines if row_at(line.box.middle[1]) == place]
        marks = [mark for mark in value.marks if row_at(mark.box.middle[1]) == place]
        box = label.lines[place].box
        own = value.box._replace(top=box.top, bottom=max([box.bottom, *(line.box.bottom for line in lines)]))
        yield field, replace(value, box=own, lines=lines, marks=marks, text=join_lines(lines), dots=[])


# --- text -----------------------------------------------------------------------------------------------------------


def _of_lines(
    item: Heading | Paragraph | ListItem, lines: Sequence[Line], marks: Sequence[Mark], synonyms: Synonyms
) -> list[Told] | None:
    """What lines tell that open with a label and a wide gap; None where one has neither, nor goes on with a value."""
    found: list[Told] = []
    for line in lines:
        place = _gap(line)
        label = " ".join(word.text for word in line.words[:place])
        field = field_of(label, synonyms) if place or marks else None
        own = make_line(line.words[place:]) if place else None
        if field is None:
            last = found[-1].value if found else None
            if last is None or line.box.x0 < last.box.x0 - NEAR:
                return None
            _go_on(found[-1], Told("", _cell(item, line, [line], []), item, []))
            continue
        beside = [mark for mark in marks if line.box.top - 2 <= mark.box.middle[1] <= line.box.bottom + 2]
        if own is None and not beside:
            return None
        found.append(Told(field, _cell(item, own or line, [own] if own else [], beside), item, []))
    return found


def _gap(line: Line) -> int:
    """How many words stand before the first wide gap of a line; 0 where it has none."""
    wide = (place for place, gap in enumerate(line.gaps, 1) if gap > WIDE * line.words[place].style.size)
    return next(wide, 0)


def _cell(item: Item, at: Line, lines: list[Line], marks: list[Mark]) -> Cell:
    """A value of running text as the cell of a table."""
    return Cell(1, 2, item.page, at.box, lines, marks=marks, text=join_lines(lines) if lines else "")
