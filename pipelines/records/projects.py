"""Projects from tables: a row each, with its amounts; printed total rows; descriptions under their own headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from pipelines.family import Family
from pipelines.lexicon import CERTAIN, INFLECTED, means
from pipelines.reading.model import Cell, Heading, Item, ListItem, Paragraph, Reading, Section, Table
from pipelines.reading.text import plain
from pipelines.records.context import Trail, is_place, trail_of
from pipelines.records.facts import Evidence, Facts, Row, of_cells
from pipelines.records.labelled import split_label
from pipelines.records.roles import Role, headers_of, is_bare_total, is_total
from pipelines.values.money import Money, parse_money
from pipelines.values.names import split_organisations
from pipelines.values.periods import parse_period
from pipelines.values.text import fold
from pipelines.values.units import Unit, parse_unit, unit_of_caption

MEASURES = {
    "granted_sek": "granted",
    "total_cost_sek": "total_cost",
    "applied_sek": "applied",
    "cofinancing_sek": "cofinancing",
}
LISTS = frozenset({"partners", "financiers"})
PERIODS = frozenset({"period", "period_start", "period_end"})
SAME_NAME = 88.0
"""Similarity from which a heading names a project of the table."""

_NUMBERS = re.compile(r"\d+")


@dataclass(slots=True)
class Listed:
    """A project of a table with what is needed to find its description."""

    row: Row
    trail: Trail
    table: Table


def projects_of_table(
    facts: Facts, table: Table, role: Role, trail: Trail, family: Family | None, above: dict[str, str]
) -> list[Listed]:
    """Add the projects, amounts and totals of one table; `above` is what the headings over it say of them."""
    names = names_of_context(family) or ["theme"]
    context = above
    units = {name: unit_of_column(table, column.place, role) for name, column in role.columns.items()}
    listed: list[Listed] = []
    for cells in body_rows(table, role.header_rows):
        texts = [cell for cell in _distinct(cells) if cell.text]
        if not texts:
            continue
        evidence = of_cells(texts)
        if _is_total(texts, cells, role):
            _add_total(facts, table, role, cells, units, context, evidence)
        elif len(texts) == 1 and (texts[0].column_span > 1 or _is_lead(texts[0], role)):
            group = texts[0].text
            is_outer = "subregion" in names and is_place(group)
            context = {**above, "subregion": group} if is_outer else {**context, names[-1]: group}
        else:
            row = _add_project(facts, table, role, cells, units, context, family, evidence)
            if row is not None:
                listed.append(Listed(row, trail, table))
    return listed


def names_of_context(family: Family | None) -> list[str]:
    """What the headings above a project table are, outermost first."""
    return family.context if family else ["subregion", "theme"]


def body_rows(table: Table, header_rows: int) -> list[list[Cell | None]]:
    """The rows below the headers, a merged cell repeated in each row it covers."""
    return table.grid()[header_rows:]


def _distinct(cells: Sequence[Cell | None]) -> list[Cell]:
    seen: dict[int, Cell] = {id(cell): cell for cell in cells if cell is not None}
    return list(seen.values())


def _first_words(cells: Sequence[Cell]) -> str:
    """The leftmost text of a row."""
    return min(cells, key=lambda cell: cell.column).text


def _is_total(texts: Sequence[Cell], cells: Sequence[Cell | None], role: Role) -> bool:
    """Whether a row is a printed total rather than a project whose name opens like one: that has an owner."""
    label = _first_words(texts)
    if not is_total(label) or is_bare_total(label):
        return is_total(label)
    place = role.place("owner")
    owner = cells[place] if place is not None else None
    words = "" if owner is None or owner.text == label else owner.text
    return not any(character.isalpha() for character in words) or any(character.isdigit() for character in words)


def _is_lead(cell: Cell, role: Role) -> bool:
    """Whether a row's only text is a bold group heading in the name column."""
    style = cell.style
    return cell.column - 1 == role.place("name") and style is not None and style.bold


def unit_of_column(table: Table, place: int, role: Role) -> Unit | None:
    """The unit of a column of money: from its header, else the table's caption, else kronor."""
    path = headers_of(table, role.header_rows)[place]
    for text in (*reversed(path), table.title or ""):
        unit, _ = unit_of_caption(text)
        if unit is not None and unit.is_money:
            return unit
    return parse_unit("kr")


def _add_project(
    facts: Facts,
    table: Table,
    role: Role,
    cells: Sequence[Cell | None],
    units: dict[str, Unit | None],
    context: dict[str, str],
    family: Family | None,
    evidence: Evidence,
) -> Row | None:
    values: dict[str, Any] = dict(context)
    amounts: list[tuple[str, Cell, Money]] = []
    read: list[Cell] = []
    for name, column in role.columns.items():
        cell = cells[column.place]
        if cell is None or not cell.text:
            continue
        if name.endswith("_sek"):
            money = parse_money(cell.text, unit=units[name])
            if money is None:
                continue
            values[name] = money.amount_sek
            amounts.append((name, cell, money))
        elif told := text_values(name, cell.text):
            values |= told
        else:
            continue
        read.append(cell)
    if not values.get("name"):
        return None
    facts.use(read)
    kind = family.project_kind if family else "project"
    project = facts.add("projects", evidence, kind=kind, **values)
    for name, cell, money in amounts:
        facts.add(
            "budgets",
            of_cells([cell]),
            project_id=project,
            kind="project",
            table_title=table.title,
            line_item=project["name"],
            column_name=role.columns[name].header,
            measure=MEASURES[name],
            fiscal_year=role.columns[name].year,
            value=money.value,
            unit=money.unit.name,
            amount_sek=money.amount_sek,
            qualifier=money.qualifier,
            is_total=False,
            value_text=cell.text,
        )
    return project


def text_values(name: str, text: str) -> dict[str, Any]:
    """The columns that the text of a field fills: periods as two dates, lists of organisations as lists."""
    if name in PERIODS:
        period = parse_period(text)
        if period is None:
            return {}
        if name == "period":
            return {"period_start": period.first, "period_end": period.last}
        return {name: period.first if name == "period_start" else period.last}
    if name in LISTS:
        return {name: split_organisations(text)}
    return {name: text}


def _add_total(
    facts: Facts,
    table: Table,
    role: Role,
    cells: Sequence[Cell | None],
    units: dict[str, Unit | None],
    context: dict[str, str],
    evidence: Evidence,
) -> None:
    label = _first_words([cell for cell in _distinct(cells) if cell.text])
    for name, column in role.columns.items():
        cell = cells[column.place]
        if cell is None or not name.endswith("_sek"):
            continue
        money = parse_money(cell.text, unit=units[name])
        if money is None:
            continue
        facts.use([cell])
        facts.add(
            "budgets",
            Evidence(cell.page, cell.box, evidence.text),
            kind="total",
            **{key: value for key, value in context.items() if key in ("subregion", "theme")},
            table_title=table.title,
            line_item=label,
            column_name=column.header,
            measure=MEASURES[name],
            fiscal_year=column.year,
            value=money.value,
            unit=money.unit.name,
            amount_sek=money.amount_sek,
            qualifier=money.qualifier,
            is_total=True,
            value_text=cell.text,
        )


# --- descriptions ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Described:
    """What stands under the heading of a project of a table."""

    row: Row
    heading: Heading
    owner_label: str | None
    owner: str | None
    owner_evidence: Evidence | None


def describe(reading: Reading, listed: Sequence[Listed], owner_labels: Sequence[str]) -> list[Described]:
    """Give each project the text under the heading that names it, and tell how name and owner are spelt there."""
    tables = {id(project.table) for project in listed}
    candidates = [
        section
        for section in reading.sections
        if section.items and not any(id(item) in tables for item in section.items)
    ]
    free = list(candidates)
    found: list[Described] = []
    for project in listed:
        section = _section_named(project, free)
        if section is None:
            continue
        free = [other for other in free if other is not section]
        found.append(_take_description(project.row, section, owner_labels))
    return found


def _section_named(project: Listed, sections: Sequence[Section]) -> Section | None:
    """The section whose heading is most like the project's name; of equals the one nearest below the table."""
    name = fold(project.row["name"])
    best: tuple[float, int, Section] | None = None
    for section in sections:
        title = fold(section.heading.title)
        score = CERTAIN if title == name else fuzz.ratio(title, name)
        if score < SAME_NAME or _NUMBERS.findall(title) != _NUMBERS.findall(name):
            continue
        ahead = section.heading.page - project.table.page
        distance = ahead if ahead >= 0 else 1000 - ahead
        same = _shares_outer_heading(project.trail, trail_of(section))
        rank = (score + (50.0 if same else 0.0), -distance)
        if best is None or rank > (best[0], best[1]):
            best = (*rank, section)
    return best[2] if best else None


def _shares_outer_heading(a: Trail, b: Trail) -> bool:
    return bool(a.headings and b.headings) and a.headings[0] is b.headings[0]


def _take_description(row: Row, section: Section, owner_labels: Sequence[str]) -> Described:
    texts: list[str] = []
    label = owner = None
    evidence: Evidence | None = None
    for place, item in enumerate(section.items):
        if place == 0 and isinstance(item, Paragraph):
            parts = split_label(item.text)
            if parts is not None and _is_owner(parts, row.get("owner"), owner_labels):
                label, owner = parts
                evidence = Evidence(item.page, item.box, item.text)
                continue
        text = item_text(item)
        if text:
            texts.append(text)
    if texts and not row.get("description"):
        row["description"] = plain(" ".join(texts))
    if owner and owner != row.get("owner"):
        row["owner_aliases"] = [owner]
    heading = section.heading
    if heading.title != row["name"]:
        row["aliases"] = [*(row.get("aliases") or []), heading.title]
    return Described(row, heading, label, owner, evidence)


def _is_owner(parts: tuple[str, str], owner: str | None, labels: Sequence[str]) -> bool:
    label, value = parts
    if means(label, labels, INFLECTED):
        return True
    return owner is not None and len(value.split()) <= 15 and fuzz.token_set_ratio(fold(value), fold(owner)) >= 80


def item_text(item: Item) -> str:
    """The text of an item as a description takes it, list marks kept."""
    if isinstance(item, ListItem):
        return f"{item.marker} {item.text}"
    if isinstance(item, Paragraph):
        return item.text
    return ""
