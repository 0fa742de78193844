"""Indicators whose labels stand in the first column: a form of label and value for each, or names across the top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipelines.family import fields_of
from pipelines.lexicon import COMPOSED, resolve
from pipelines.reading.model import Cell, Line, Reading, Table
from pipelines.reading.text import join_lines
from pipelines.records.context import Trail
from pipelines.records.facts import Facts, of_cells
from pipelines.records.forms import Form, find_forms
from pipelines.records.indicators import STARRED, Found, clean_name, set_named

FIGURES = frozenset({"target", "outcome", "previous"})
NEEDED = frozenset({"target", "outcome"})
LONGEST_NAME = 12
"""Words of the name of an indicator."""

_FIGURES_BELOW = (["target"], ["outcome"])

Row = Sequence[Cell | None]


def indicators_of_form(table: Table, family: str | None) -> list[tuple[Found, list[Cell]]]:
    """The indicators of a table whose rows are labelled, each with the cells it was read from."""
    if table.kind == "key_value" or table.column_count < 2:
        return []
    rows: list[Row] = [row for row in table.grid() if any(cell is not None and cell.text for cell in row)]
    origin: dict[int, Cell] = {}
    if table.column_count == 2:
        rows = [part for row in rows for part in _by_line(row, family, origin)]
    fields = [_field(row[0], family) for row in rows]
    if table.column_count == 2:
        found = _one_by_one(rows, fields)
        return [(one, [origin.get(id(cell), cell) for cell in cells]) for one, cells in found]
    return _across(rows, fields)


def spread_forms(reading: Reading, family: str | None) -> list[Form]:
    """The indicators that labels tell beside tables or in several: forms that a page break parts, rows without rules.

    Those within one table that `indicators_of_form` reads are left out.
    """
    forms = [
        form
        for form in find_forms(reading, fields_of("indicators", family), "name", 1)
        if form.keys() & NEEDED and _is_name(form["name"].value)
    ]
    loose: set[int] = set()
    for form in forms:
        items = {id(told.item): told.item for told in form.values()}
        whole = [item for item in items.values() if isinstance(item, Table) and indicators_of_form(item, family)]
        if len(items) > 1 or not whole:
            loose |= items.keys()
    return [form for form in forms if any(id(told.item) in loose for told in form.values())]


def indicators_of_forms(facts: Facts, forms: Sequence[Form], trails: Mapping[int, Trail]) -> list[Found]:
    """The indicator of each form."""
    found: list[Found] = []
    for form in forms:
        one, used = _found({name: told.value for name, told in form.items()}, [told.sources for told in form.values()])
        trail = trails.get(id(form["name"].item), Trail(()))
        one.framework = one.framework or set_named(trail.nearest.title if trail.nearest is not None else "")
        facts.use(used)
        found.append(one)
    return found


def _field(label: Cell | None, family: str | None) -> str | None:
    """What a label of a row means."""
    match = resolve(label.text.rstrip(":"), fields_of("indicators", family)) if label is not None else None
    return match.field if match is not None and match.score >= COMPOSED else None


def _by_line(row: Row, family: str | None, origin: dict[int, Cell]) -> list[Row]:
    """A row of several labels one below the other, each with its value beside it, as so many rows.

    What cell each part is of goes into `origin`, by its id.
    """
    label, value = row
    if label is None or value is None or label is value or not 1 < len(label.lines) <= len(value.lines):
        return [row]
    labels = [replace(label, lines=[line], text=line.text) for line in label.lines]
    if any(_field(one, family) is None for one in labels):
        return [row]
    tops = [line.box.top for line in label.lines]
    beside: list[list[Line]] = [[] for _ in labels]
    for line in value.lines:
        beside[max(sum(top <= line.box.middle[1] for top in tops) - 1, 0)].append(line)
    values = [replace(value, lines=lines, text=join_lines(lines)) for lines in beside]
    origin |= {id(part): whole for parts, whole in ((labels, label), (values, value)) for part in parts}
    return [[one, other] for one, other in zip(labels, values, strict=True)]


def _one_by_one(rows: Sequence[Row], fields: Sequence[str | None]) -> list[tuple[Found, list[Cell]]]:
    """``Indikator | Antal företag``, ``Mål | 400``, ``Utfall | 388``, and again for the next.

    The name may stand across both columns over its figures.
    """
    forms: list[dict[str, list[Cell]]] = []
    for place, (row, field) in enumerate(zip(rows, fields, strict=True)):
        label, value = row[0], row[1]
        if label is not None and label is value and field is None and fields[place + 1 : place + 2] in _FIGURES_BELOW:
            forms.append({"name": [label, label]})
            continue
        if label is None or value is None or value is label or not value.text:
            continue
        if field == "name":
            forms.append({"name": [label, value]})
        elif field is not None and forms:
            forms[-1].setdefault(field, [label, value])
    if not forms or any(not form.keys() & NEEDED for form in forms):
        return []
    if not all(_is_name(form["name"][1]) for form in forms):
        return []
    return [_found({field: cells[1] for field, cells in form.items()}, list(form.values())) for form in forms]


def _across(rows: Sequence[Row], fields: Sequence[str | None]) -> list[tuple[Found, list[Cell]]]:
    """Names across the top, and rows of targets and outcomes under them."""
    body = list(zip(rows[1:], fields[1:], strict=True))
    known = [field for _, field in body if field is not None]
    names = rows[0][1:] if rows else []
    if not NEEDED.issubset(known) or len(set(known)) < len(known) or len(known) < len(body):
        return []
    if fields[0] not in (None, "name") or not all(map(_is_name, names)):
        return []
    found = []
    for place, name in enumerate(names, start=1):
        cells = {field: cell for row, field in body if field is not None and (cell := row[place]) is not None}
        if name is None or not all(
            any(map(str.isdigit, cell.text)) for f, cell in cells.items() if f in FIGURES and cell.text
        ):
            return []
        labels = [row[0] for row, _ in body if row[0] is not None]
        found.append(_found({"name": name, **cells}, [[name], labels, list(cells.values())]))
    return found


def _is_name(cell: Cell | None) -> bool:
    return cell is not None and any(map(str.isalpha, cell.text)) and len(cell.text.split()) <= LONGEST_NAME


def _found(cells: dict[str, Cell], read: Sequence[Sequence[Cell]]) -> tuple[Found, list[Cell]]:
    def text(field: str) -> str | None:
        return cells[field].text or None if field in cells else None

    used = [cell for part in read for cell in part]
    name = cells["name"].text
    found = Found(
        clean_name(name),
        of_cells([cell for cell in cells.values() if cell.text]),
        target=text("target"),
        outcome=text("outcome"),
        previous=text("previous"),
        declared=text("declared"),
        unit=text("unit"),
        framework=text("framework"),
        starred=bool(STARRED.search(name)),
    )
    return found, used
