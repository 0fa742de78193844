"""Projects from tables: a row each, with its amounts; printed total rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from pipelines.family import Family, units_of
from pipelines.lexicon import parse_header
from pipelines.reading.model import Cell, Item, ListItem, Paragraph, Table
from pipelines.reading.text import join_lines
from pipelines.records.carried import Cells, carried
from pipelines.records.combined import joined_rows, two_parts
from pipelines.records.context import Trail, is_place
from pipelines.records.facts import Evidence, Facts, Row, of_cells
from pipelines.records.role import ACCOUNTED, PERIODS, SUFFIX_PERCENT, Column, Role, is_bare_total, is_total
from pipelines.values.money import Money, parse_money
from pipelines.values.names import split_organisations
from pipelines.values.numbers import says_none
from pipelines.values.periods import parse_period, period_told
from pipelines.values.quantities import parse_quantity
from pipelines.values.units import KR, PERCENT, Unit, money_of_caption

MEASURES = {
    "granted_sek": "granted",
    "total_cost_sek": "total_cost",
    "applied_sek": "applied",
    "cofinancing_sek": "cofinancing",
    **ACCOUNTED,
}
"""Columns of sums, by what they measure."""
LISTS = frozenset({"partners", "financiers"})
"""Fields whose value may be a list."""
FEWEST_TOLD = 4
"""Words of a row that tells of the project above it."""
LONG_TOLD = 7
"""Words of one that reaches over no other column."""
FEWEST_ADDED = 2
"""Rows that a row without a word for it must be the sum of to be their total."""
_Amounts = Sequence[tuple[Column, Cell, Money]]


_REFERENCE = re.compile(
    r"\(?(?:[jd]nr|(?:journal|diarie|ärende|projekt)-?(?:nr|nummer|id)\.?|ärende|id)[.:]?\s*"
    r"((?:[^\W\d_]*[ -])?\d[\w/. -]*?)\)?",
    re.IGNORECASE,
)
"""A line that gives a project's number by its label."""
_AFTER_NAME = re.compile(r"[,;(]|(?<=\w\w)\.\s|\s+(?:tel|tfn|telefon|mobil|e-post|mail)\b|\s+\S*[@\d]", re.IGNORECASE)
"""What follows the name of a contact person: telephone, address, employer."""
_NAME_AND_ROLE = re.compile(
    r"((?:[A-ZÅÄÖ][\w-]+ ){1,2}[A-ZÅÄÖ][\w-]+) \w*(?:[Ll]edare|[Cc]hef|[Ss]amordnare|[Kk]oordinator|[Hh]andläggare)\b"
)
"""A name with what its bearer does on the next line: ``Eva Ek Projektledare``."""


@dataclass(slots=True)
class Listed:
    """A project of a table with what is needed to find its description."""

    row: Row
    trail: Trail
    table: Table
    cells: Cells = ()
    """Of its row, with those that the rows above it print for all below."""


def projects_of_table(
    facts: Facts,
    table: Table,
    role: Role,
    trail: Trail,
    family: Family | None,
    above: dict[str, str],
    unit: Unit = KR,
    before: Listed | None = None,
) -> list[Listed]:
    """Add the projects, amounts and totals of one table.

    `above` is what the headings over it say of them, `unit` that of amounts where the table states none. `before` is
    the last project of the table before it.
    """
    names = names_of_context(family) or ["theme"]
    inner = next((name for name in reversed(names) if name not in role.columns), names[-1])
    context = above
    columns = _money_columns(role)
    places = units_of(family.family if family else None).places
    units = {column.place: unit_of_column(table, column.place, role, unit, places) for column in columns}
    listed: list[Listed] = []
    heads: list[Cell] = []
    outlines = [role.columns[own].place for own in names if own in role.columns]
    above_it: list[_Amounts] = []
    told: list[tuple[Listed, Cell]] = []
    rows = body_rows(table, role.header_rows)
    if (name := role.columns.get("name")) is not None:
        rows, joined = joined_rows(rows, name.place, list(units), partial(_lacks_owner, name))
        facts.use(joined)
    headers = table.header_paths(role.header_rows)
    whole = _with_carried(rows, role, outlines, table, before)
    for number, cells in enumerate(rows):
        texts = [cell for cell in _distinct(cells) if cell.text]
        if not texts or _is_part_of_row_above(texts, cells, role) or _repeats_headers(cells, headers):
            continue
        evidence = of_cells(texts)
        amounts = _amounts(cells, columns, units)
        if _is_total(texts, cells, role) or _adds_up(texts, amounts, above_it):
            above_it = []
            _add_total(facts, table, _first_words(texts), amounts, context, evidence)
            facts.use(texts[:1] if amounts else [])
        elif len(texts) == 1 and _is_sentence(texts[0]):
            told += [(listed[-1], texts[0])] if listed else []
        elif len(texts) == 1 and _heads_group(texts[0], role):
            group, heads, above_it = texts[0].text, texts, []
            is_outer = "subregion" in names and is_place(group)
            if not is_outer and len(names) == 2 and names[0] not in above and names[1] in above:
                above = {names[0]: above[names[1]]}  # the rows say the inner thing, so the heading says the outer
                context = above
            context = {**above, "subregion": group} if is_outer else {**context, inner: group}
        elif len(texts) == 1 and texts[0].column_span > 1:
            continue  # a note over the columns, as below a list
        else:
            above_it.append(amounts)
            row = _add_project(facts, table, role, whole[number], amounts, context, family, evidence)
            if row is not None:
                listed.append(Listed(row, trail, table, whole[number]))
                facts.use(heads)
    _describe(facts, listed, told)
    return listed


def _with_carried(
    rows: Sequence[Cells], role: Role, places: Sequence[int], table: Table, before: Listed | None
) -> list[Cells]:
    """The rows, those of projects with what their subregion and theme print for several of them."""
    name = role.place("name")
    found = list(rows)
    own = [number for number, cells in enumerate(rows) if places and name is not None and _names(cells, name)]
    goes_on = (
        before is not None and table.page > before.table.page and before.table.header_paths() == table.header_paths()
    )
    filled = carried([rows[number] for number in own], places, before.cells if before is not None and goes_on else None)
    for number, cells in zip(own, filled, strict=True):
        found[number] = cells
    return found


def _names(cells: Cells, place: int) -> bool:
    """Whether a row names a project, and says something of it."""
    texts = [cell for cell in _distinct(cells) if cell.text]
    name = cells[place]
    return len(texts) > 1 and name is not None and bool(name.text) and not is_total(_first_words(texts))


def _lacks_owner(name: Column, cell: Cell) -> bool:
    """Whether a cell that should name project and owner names but the project: the owner may stand below it."""
    return name.part is not None and not is_total(cell.text) and not two_parts(cell, name.separator)[1]


def _repeats_headers(cells: Cells, headers: Sequence[tuple[str, ...]]) -> bool:
    """Whether a row prints the headers again, each in its own column, as below a page break."""
    again = [cell.text == path[-1] for cell, path in zip(cells, headers, strict=True) if cell is not None and path]
    return len(again) > 1 and all(again)


def _is_sentence(cell: Cell) -> bool:
    """Whether a row's only text tells something rather than naming a group: a sentence over columns, or a long one in
    one of them, not bold."""
    is_bold = cell.style is not None and cell.style.bold
    fewest = FEWEST_TOLD if cell.column_span > 1 else LONG_TOLD
    return cell.text.endswith((".", "!")) and len(cell.text.split()) >= fewest and not is_bold


def _describe(facts: Facts, listed: Sequence[Listed], told: Sequence[tuple[Listed, Cell]]) -> None:
    """Give projects the text in the row below them, where most have one; one below the last row alone is a note."""
    described = {id(project.row) for project, _ in told}
    if not any(id(project.row) in described for project in listed[:-1]) or 2 * len(described) < len(listed):
        return
    for project, cell in told:
        before = project.row.get("description")
        project.row["description"] = f"{before} {cell.text}" if before else cell.text
        facts.use([cell])


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


def _adds_up(texts: Sequence[Cell], amounts: _Amounts, above: Sequence[_Amounts]) -> bool:
    """Whether a row is a total though no word says so: a label alone beside sums, each that of all rows above."""
    label = min(texts, key=lambda cell: cell.column)
    if (
        len(above) < FEWEST_ADDED
        or not amounts
        or {id(label), *(id(cell) for _, cell, _ in amounts)} != set(map(id, texts))
    ):
        return False
    return all(
        len(sums := [money.value for row in above for one, _, money in row if one is column]) == len(above)
        and sum(sums) == total.value
        for column, _, total in amounts
    )


def _is_part_of_row_above(texts: Sequence[Cell], cells: Sequence[Cell | None], role: Role) -> bool:
    """Whether a row breaks down or counts what stands above it: ``varav 2023``, ``Antal projekt: 12``."""
    words = parse_header(_first_words(texts)).words
    place = role.place("owner")
    owner = cells[place] if place is not None else None
    alone = owner is None or not owner.text or owner is texts[0]
    return alone and words[:1] in (("varav",), ("därav",), ("antal",))


def _heads_group(cell: Cell, role: Role) -> bool:
    """Whether a row's only text heads the projects below: it spans or is bold, or projects have amounts and it none."""
    place, style = role.place("name"), cell.style
    if place is None or cell.column - 1 > place or not cell.text[:1].isalpha() or cell.text[:1].islower():
        return False
    return cell.column_span > 1 or bool(_money_columns(role)) or (style is not None and style.bold)


def _money_columns(role: Role) -> list[Column]:
    """Every column of money, from the left; a measure may have one for each year."""
    columns = [column for column in (*role.columns.values(), *role.more) if column.field in MEASURES]
    return sorted(columns, key=lambda column: column.place)


def _amounts(
    cells: Sequence[Cell | None], columns: Sequence[Column], units: Mapping[int, Unit]
) -> list[tuple[Column, Cell, Money]]:
    """The sums that a row prints."""
    found = []
    for column in columns:
        cell = cells[column.place]
        money = parse_money(cell.text, unit=units[column.place]) if cell is not None and cell.text else None
        if cell is not None and money is not None:
            found.append((column, cell, money))
    return found


def _whole(role: Role, name: str) -> Column | None:
    """The column that gives the whole amount: the one without a year; of columns for several years none does."""
    columns = [column for column in _money_columns(role) if column.field == name]
    if len({column.year for column in columns}) == 1:
        return role.columns[name]
    undated = [column for column in columns if column.year is None]
    return max(undated, key=lambda column: column.score, default=None)


def unit_of_column(
    table: Table, place: int, role: Role, default: Unit = KR, places: Sequence[str] = ("header", "caption")
) -> Unit:
    """The unit of a column of money: from its header, else the table's caption, else what is usual here."""
    headers = reversed(table.header_paths(role.header_rows)[place]) if "header" in places else ()
    for text in (*headers, (table.title or "") if "caption" in places else ""):
        if (unit := money_of_caption(text)) is not None:
            return unit
    return default


def _add_project(
    facts: Facts,
    table: Table,
    role: Role,
    cells: Sequence[Cell | None],
    amounts: _Amounts,
    context: dict[str, str],
    family: Family | None,
    evidence: Evidence,
) -> Row | None:
    values: dict[str, Any] = dict(context)
    read: list[Cell] = []
    for name, column in role.columns.items():
        cell = cells[column.place]
        text = "" if cell is None else column.text_in(cell)
        if name == "name" and cell is not None and column.part is None and "reference" not in role.columns:
            text, reference = _without_reference(cell, text)
            values |= {"reference": reference} if reference else {}
        told = text_values(name, text) if text and name not in MEASURES and not says_none(text) else None
        if cell is not None and told:
            values |= told
            read.append(cell)
        elif cell is not None and name not in MEASURES and not says_none(cell.text):
            tell_of_unread(facts, of_cells([cell]), column.header, column.field, cell.text)
    if not values.get("name"):
        return None
    facts.use(read)
    for column, cell, money in amounts:
        facts.use_value(cell, money.left)
        if column.field not in ACCOUNTED and column is _whole(role, column.field):
            values[column.field] = money.amount_sek
    kind = family.project_kind if family else "project"
    project = facts.add("projects", evidence, kind=kind, **values)
    for column, cell, money in amounts:
        facts.add(
            "budgets",
            of_cells([cell]),
            project_id=project,
            kind="project",
            table_title=table.title,
            line_item=project["name"],
            value_text=cell.text,
            is_total=False,
            **_money_values(column, money),
        )
    return project


def _without_reference(cell: Cell, text: str) -> tuple[str, str | None]:
    """A project's name without the number that stands under it on a line of its own, and that: ``Jnr 2019-4411``."""
    lines = cell.all_lines
    told = _REFERENCE.fullmatch(lines[-1].text.strip()) if len(lines) > 1 else None
    return (text, None) if told is None else (join_lines(lines[:-1]), told[1])


def tell_of_unread(facts: Facts, evidence: Evidence, label: str, name: str, text: str) -> None:
    """A finding for a sum, date or share that is printed and cannot be read as the field of that name."""
    facts.add(
        "findings",
        evidence,
        rule="unread_value",
        severity="info",
        subject=label,
        detail=f"“{text}” cannot be read as {name}",
        observed=text,
    )


def _money_values(column: Column, money: Money) -> dict[str, Any]:
    return {
        "column_name": column.header,
        "measure": MEASURES[column.field],
        "fiscal_year": column.year,
        "value": money.value,
        "unit": money.unit.name or None,
        "amount_sek": money.amount_sek,
        "qualifier": money.qualifier,
    }


def text_values(name: str, text: str) -> dict[str, Any]:
    """The columns that the text of a field fills: periods as two dates, lists of organisations as lists."""
    if name in PERIODS:
        period = period_told(text) if name == "period" else parse_period(text)
        if period is None:
            return {}
        if name == "period":
            return {"period_start": period.first, "period_end": period.last}
        return {name: period.first if name == "period_start" else period.last}
    if name in LISTS:
        return {name: split_organisations(text)}
    if name == "contact_person":
        if (told := _NAME_AND_ROLE.match(text)) is not None:
            return {name: told[1]}
        return {name: _AFTER_NAME.split(text, maxsplit=1)[0].strip() or text}
    if name.endswith(SUFFIX_PERCENT):
        share = parse_quantity(text, unit=PERCENT)
        return {} if share is None or share.unit != PERCENT else {name: float(share.value)}
    return {name: text}


def _add_total(
    facts: Facts,
    table: Table,
    label: str,
    amounts: _Amounts,
    context: dict[str, str],
    evidence: Evidence,
) -> None:
    for column, cell, money in amounts:
        facts.use_value(cell, money.left)
        facts.add(
            "budgets",
            Evidence(cell.page, cell.box, evidence.text),
            kind="total",
            **{key: value for key, value in context.items() if key in ("subregion", "theme")},
            table_title=table.title,
            line_item=label,
            value_text=cell.text,
            is_total=True,
            **_money_values(column, money),
        )


def item_text(item: Item) -> str:
    """The text of an item as a description takes it, list marks kept."""
    if isinstance(item, ListItem):
        return f"{item.marker} {item.text}"
    if isinstance(item, Paragraph):
        return item.text
    return ""
