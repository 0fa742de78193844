"""Indicators that are rows of tables: targets and outcomes by year, by group of people, with the year before beside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipelines.lexicon import CONTAINED
from pipelines.reading.model import Cell, Heading, Paragraph, Reading, Table
from pipelines.records.context import Trail
from pipelines.records.facts import Facts, of_cells
from pipelines.records.indicator_texts import breakdown_of, group_named, names_set
from pipelines.records.indicators import STARRED, Found, clean_name, set_named
from pipelines.records.projects import body_rows
from pipelines.records.role import Column, Role, body_column
from pipelines.records.roles import repeats
from pipelines.values.numbers import says_none
from pipelines.values.outcomes import parse_outcome
from pipelines.values.targets import parse_target
from pipelines.values.text import fold
from pipelines.values.units import unit_of_caption

_LATEST = re.compile(r"senaste?\b|latest\b|most recent\b", re.IGNORECASE)
_TOTAL = re.compile(r"\btotal|\bsumma\b|\bsammanlagt\b|hela perioden", re.IGNORECASE)
_DASHED = re.compile(r"[–—-]\s+")
_COUNTED = re.compile(r"(?:antal|number of) (\w+)", re.IGNORECASE)


@dataclass(slots=True)
class _Row:
    """The cells of one row, and which of them were read."""

    cells: Sequence[Cell | None]
    read: list[Cell] = field(default_factory=list)
    left: dict[int, str] = field(default_factory=dict)
    """What the values of cells leave over of their text, by the cell's id."""

    def text(self, column: Column | None) -> str | None:
        """What stands in a column; None for nothing."""
        cell = self.cells[column.place] if column is not None else None
        if cell is None or not cell.text:
            return None
        self.read.append(cell)
        return cell.text

    def value(self, column: Column | None) -> str | None:
        """The target or outcome that stands in a column; what holds a number that cannot be read is not read."""
        cell = self.cells[column.place] if column is not None else None
        if column is None or cell is None or not cell.text:
            return None
        text = column.text_in(cell)
        left = _left_over(text)
        if left is not None:
            self.read.append(cell)
            self.left[id(cell)] = left
        return text

    @property
    def filled(self) -> list[Cell]:
        """Cells that hold something."""
        return [cell for cell in self.cells if cell is not None and cell.text]


def _left_over(text: str) -> str | None:
    """What a target or an outcome leaves over of its text, by whichever reads more; None for a number unread."""
    target, outcome = parse_target(text), parse_outcome(text)
    left = []
    if target is not None and not (target.value is target.low is target.high is None):
        left.append(target.left)
    if outcome is not None and outcome.value is not None:
        left.append(outcome.left)
    return min(left, key=len, default=None if any(map(str.isdigit, text)) else "")


def indicators_of_table(facts: Facts, table: Table, role: Role, trail: Trail, above: str | None = None) -> list[Found]:
    """The indicators of a table: one for each row, and for each year where it gives a series.

    A table set in two halves beside each other is read down one, then the other.
    """
    rows = body_rows(table, role.header_rows)
    found: list[Found] = []
    for half in _halves(table, role):
        own = [[cell if place in half else None for place, cell in enumerate(cells)] for cells in rows]
        found += _of_rows(facts, table, own, _in_columns(role, half), trail, above)
    return found


def _halves(table: Table, role: Role) -> list[range]:
    """The columns of each half of a table whose headers all stand twice; all columns of any other."""
    paths, half = table.header_paths(role.header_rows), table.column_count // 2
    named = [column.place for column in (*role.columns.values(), *role.more) if column.field == "name"]
    if repeats(paths) and sorted(named) == [0, half]:
        return [range(half), range(half, table.column_count)]
    return [range(table.column_count)]


def _in_columns(role: Role, places: range) -> Role:
    """The role with the columns at these places alone."""
    own = [column for column in (*role.columns.values(), *role.more) if column.place in places]
    columns = {column.field: column for column in reversed(own)}
    return replace(role, columns=columns, more=[column for column in own if columns[column.field] is not column])


def _of_rows(
    facts: Facts, table: Table, rows: Sequence[Sequence[Cell | None]], role: Role, trail: Trail, above: str | None
) -> list[Found]:
    found: list[Found] = []
    role = _with_latest(role)
    framework = _framework(table, role, trail, above)
    heads: list[Cell] = []
    last: list[Found] = []
    dashed = _are_dashed(table, role)
    for cells in rows:
        row = _Row(cells)
        name = row.text(role.columns.get("name"))
        if name is None:
            continue
        if _is_header(table, role, name):
            continue  # printed again further down
        if len({id(cell) for cell in row.filled}) == 1:
            framework, heads = name.rstrip(" :"), row.read  # a row of one text heads the indicators below
            continue
        breakdown = breakdown_of(name) or group_named(name)
        if breakdown is None and dashed and _DASHED.match(name):
            breakdown = clean_name(_DASHED.sub("", name))
        if breakdown is not None and last:
            for part in _of_row(row, role, last[0].name, framework):
                part.breakdown = breakdown
                next((one for one in last if one.year == part.year), last[0]).parts.append(part)
        else:
            last = _of_row(row, role, name, framework)
            found += last
        facts.use(heads)
        for cell in row.read:
            facts.use_value(cell, row.left.get(id(cell), ""))
    return found


def _are_dashed(table: Table, role: Role) -> bool:
    """Whether some names open with a dash and others do not: those are parts of what stands above them."""
    place = role.place("name")
    names = [cell.text for cell in body_column(table, place, role.header_rows)] if place is not None else []
    opened = [_DASHED.match(name) is not None for name in names if name]
    return any(opened) and not all(opened) and not opened[0]


def _with_latest(role: Role) -> Role:
    """The role with the latest figures as outcomes where no others stand beside them: ``Senaste utfall``."""
    before = role.columns.get("previous")
    if before is None or _columns_of(role, "outcome") or before.year is not None or not _LATEST.match(before.header):
        return role
    columns = {name: column for name, column in role.columns.items() if name != "previous"}
    return replace(role, columns={**columns, "outcome": replace(before, field="outcome")})


def _is_header(table: Table, role: Role, name: str) -> bool:
    """Whether a row is the header again: what names it is what heads its column."""
    column = role.columns.get("name")
    return column is not None and bool(column.header) and fold(name) == fold(column.header)


def _framework(table: Table, role: Role, trail: Trail, above: str | None) -> str | None:
    """What the indicators are of: a header over their names that says more than that they are names, or the caption."""
    names = role.columns.get("name")
    if names is not None and names.header and names.score <= CONTAINED:
        return names.header
    return framework_of(table, trail, above)


def sets_above(reading: Reading) -> dict[int, str]:
    """For each table, by its id, the line above it in its section that names the set its indicators are of."""
    found: dict[int, str] = {}
    named: str | None = None
    for item in reading.items:
        if isinstance(item, Heading) and item.level is not None:
            named = None
        elif isinstance(item, Paragraph) and names_set(item):
            named = item.text.rstrip(": ")
        elif isinstance(item, Table) and named is not None:
            found[id(item)] = named
    return found


def framework_of(table: Table, trail: Trail, above: str | None = None) -> str | None:
    """The set of indicators that a table's caption, a line `above` it or the heading above it names."""
    heading = trail.nearest.title if trail.nearest else ""
    caption = table.title if table.title and table.title != heading else ""
    return next(filter(None, map(set_named, (caption, above or "", heading))), None)


def _of_row(row: _Row, role: Role, name: str, framework: str | None) -> list[Found]:
    """What a row says: of each year that heads a column of outcomes, the latest first, or of the one year of all."""
    outcomes = _columns_of(role, "outcome")
    years = sorted({column.year for column in outcomes if column.year is not None}, reverse=True)
    own_framework = row.text(role.columns.get("framework"))
    unit = row.text(role.columns.get("unit")) or _unit_said(name, *(column.header for column in outcomes))
    unit = unit or _counted(framework)
    declared = row.text(role.columns.get("declared"))
    breakdown = row.text(role.columns.get("breakdown"))
    found: list[Found] = []
    shown: list[int | None] = [*years] or [None]
    overall = _total_of_years(outcomes, years)
    for year in shown:
        whole = _figures(row, role, None, year, years)
        parts = [
            _figures(row, role, group, year, years) for group in sorted({one.group or "" for one in outcomes} - {""})
        ]
        whole.parts = [part for part in parts if part.target or part.outcome]
        if year is not None and overall is not None and _is_of_all_years(role):
            whole.target = None
        if not found or whole.target or not says_none(whole.outcome or "") or whole.parts:
            found.append(whole)
    if overall is not None and not says_none(row.text(overall) or ""):
        found.append(_over_all_years(row, role, overall))
    found[0].declared = declared
    evidence = of_cells(row.filled)
    for one in found:
        one.name, one.framework, one.unit, one.breakdown = clean_name(name), own_framework or framework, unit, breakdown
        one.starred = bool(STARRED.search(name))
        for part in one.parts:
            part.unit = unit
        for placed in (one, *one.parts):
            placed.evidence = evidence
    return found


def _total_of_years(outcomes: Sequence[Column], years: Sequence[int]) -> Column | None:
    """The column that sums up those of two or more years: ``Utfall totalt``."""
    undated = [one for one in outcomes if one.year is None and one.group is None]
    is_total = len(years) > 1 and len(undated) == 1 and _TOTAL.search(undated[0].header) is not None
    return undated[0] if is_total else None


def _is_of_all_years(role: Role) -> bool:
    """Whether the one target names no year, so that it is of what the years sum up to."""
    targets = _columns_of(role, "target")
    return len(targets) == 1 and targets[0].year is None


def _over_all_years(row: _Row, role: Role, overall: Column) -> Found:
    """What a row says of all years together."""
    targets = _columns_of(role, "target") if _is_of_all_years(role) else []
    target = row.value(targets[0]) if targets else None
    return Found(name="", evidence=of_cells(row.filled), target=target, outcome=row.value(overall))


def _counted(framework: str | None) -> str | None:
    """What a heading over rows says that they count: ``Antal besökare``."""
    counted = _COUNTED.fullmatch(framework or "")
    return counted[1] if counted else None


def _unit_said(*texts: str) -> str | None:
    """The unit that a name or a header states: ``Andel nöjda (%)``."""
    return next((unit.name for text in texts if (unit := unit_of_caption(text)[0]) is not None), None)


def _columns_of(role: Role, name: str) -> list[Column]:
    first = role.columns.get(name)
    return [column for column in (first, *role.more) if column is not None and column.field == name]


def _figures(row: _Row, role: Role, group: str | None, year: int | None, years: Sequence[int]) -> Found:
    """Target, outcome and the outcome before of one group in one year; `years` have outcomes, the latest first."""

    def column(name: str, *wanted: int | None) -> Column | None:
        own = [one for one in _columns_of(role, name) if one.group == group]
        return next((one for want in wanted for one in own if one.year == want), None)

    is_latest = not years or year == years[0]
    targets = [one for one in _columns_of(role, "target") if one.group == group] if is_latest else []
    target = column("target", year) or column("target", None if is_latest else year) or next(iter(targets), None)
    previous = column("previous", *{one.year for one in _columns_of(role, "previous")})
    before = next((earlier for earlier in years if year is not None and earlier < year), None)
    return Found(
        name="",
        evidence=of_cells(row.filled),
        target=row.value(target),
        outcome=row.value(column("outcome", year, None)),
        year=year,
        breakdown=group,
        previous=row.value(previous) if is_latest else None,
        previous_year=previous.year if previous is not None and is_latest else None,
        compared=row.value(column("outcome", before)) if before is not None else None,
    )
