"""From a reading to facts: every reader of this package applied, guided by the family where one is recognised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.family import Family, families, fields_of, labels_of, units_of
from pipelines.reading.model import Cell, ListItem, Paragraph, Reading, Table
from pipelines.reconcile import reconcile
from pipelines.records.about import about
from pipelines.records.account import NumberAccount, account_for_numbers
from pipelines.records.activities import activities_of_table, find_legend
from pipelines.records.activity_forms import activities_of_forms, activity_forms
from pipelines.records.activity_lists import (
    activities_of_lists,
    activities_of_names,
    lists_activities,
    names_activities,
)
from pipelines.records.context import (
    Trail,
    alike_units,
    captions_place,
    named_context,
    outer_level,
    stated_units,
    trails,
)
from pipelines.records.descriptions import Described, describe
from pipelines.records.expectations import tell_of_unknown_columns, tell_of_unmet
from pipelines.records.facts import Facts, Row
from pipelines.records.forms import Form
from pipelines.records.goals import goals_of_project
from pipelines.records.headless import columns_by_values
from pipelines.records.indicator_cards import indicators_of_card_rows, indicators_of_cards
from pipelines.records.indicator_forms import indicators_of_form, indicators_of_forms, spread_forms
from pipelines.records.indicator_lines import indicators_of_lines
from pipelines.records.indicator_tables import framework_of, indicators_of_table, sets_above
from pipelines.records.indicator_texts import indicators_of_lists
from pipelines.records.indicators import Found, add_indicator, says_stratsys
from pipelines.records.initiatives import initiatives_of
from pipelines.records.labelled_cells import in_cells, is_form
from pipelines.records.list_parts import parts_of_lists
from pipelines.records.mentions import mentions_of
from pipelines.records.named import projects_of_headings, projects_of_lists
from pipelines.records.names_in_text import names_in_text
from pipelines.records.personal import leave_out
from pipelines.records.project_blocks import project_blocks, projects_of_blocks
from pipelines.records.project_lines import project_lines, projects_of_lines
from pipelines.records.projects import MEASURES, Listed, names_of_context, projects_of_table
from pipelines.records.proven_units import printed_sums, proven_unit
from pipelines.records.recognise import SEVERAL, Likeness, family_of, recognise
from pipelines.records.results import results_of
from pipelines.records.role import Role
from pipelines.records.roles import TELLING, role_of
from pipelines.records.signs import signs_of
from pipelines.records.single import project_of_report
from pipelines.records.source import add_source
from pipelines.records.statements import Statement, add_statement, statement_of
from pipelines.values.digits import mark_of_english, mark_of_swedish, surrounded_by
from pipelines.values.units import KR, UNSTATED, Unit, parse_unit


@dataclass(slots=True)
class Interpretation:
    """What a report says, as facts, and what it was taken for."""

    about: Row
    family: str | None
    likenesses: list[Likeness]
    facts: Facts
    numbers: NumberAccount


@dataclass(slots=True)
class _Tables:
    """The report's tables by what they are about."""

    roles: dict[int, Role] = field(default_factory=dict)
    statements: dict[int, Statement] = field(default_factory=dict)
    work: list[Form] = field(default_factory=list)
    """Activities told by labels, in tables and beside them."""
    spread: list[Form] = field(default_factory=list)
    """Indicators told by labels, in several tables and beside them."""
    below: set[int] = field(default_factory=set)
    """The ids of items that go on with a list in a table."""
    units: dict[int, Unit] = field(default_factory=dict)
    """Units of money that the text above states, where the family lets it."""
    forms: dict[int, list[tuple[Found, list[Cell]]]] = field(default_factory=dict)
    """Indicators of tables whose rows are labelled, with the cells they were read from."""


def interpret(reading: Reading) -> Interpretation:
    """Everything the report says that the data model has a place for."""
    own = about(reading)
    marks = {"sv": mark_of_swedish, "en": mark_of_english}.get(own["language"] or "")
    with surrounded_by(marks(_texts(reading)) if marks is not None else None):
        return _interpret(reading, own)


def _texts(reading: Reading) -> list[str]:
    """The cells, paragraphs and list items of a report."""
    cells = [cell.text for table in reading.tables for cell in table.cells]
    return cells + [item.text for item in reading.items if isinstance(item, Paragraph | ListItem)]


def _interpret(reading: Reading, own: Row) -> Interpretation:
    stated = stated_units(reading)
    likenesses = recognise(reading, own["title"], _sorts(reading, stated))
    name = family_of(likenesses)
    family = families()[name] if name is not None else None
    facts = Facts()
    add_source(facts, reading)
    above = trails(reading)
    tables = _tables(reading, name, above, stated)
    _prove_units(reading, tables)
    listed = _from_tables(facts, reading, tables, above, family, own)
    described = _describe(reading, listed, name)
    project = _from_text(facts, reading, family, own, tables.units)
    taken = _indicators(facts, reading, tables, above, project, name, own["fiscal_year"])
    if family is not None and "activities" in family.match.tables:
        taken |= activities_of_lists(facts, reading, above, find_legend(reading), name)
        activities_of_names(facts, reading, above, name)
    if project is not None and not any(row["kind"] == "indicator" for row in facts.rows("indicators")):
        goals_of_project(facts, reading, above, project)
    _as_of_project(own, project)
    initiatives_of(facts, reading, labels_of(name).initiatives, taken)
    _sums_and_results(facts, reading, above, family, taken)
    names_in_text(facts, reading, above, described, project)
    reconcile(facts, reading, described, above, (own.get("period_start"), own.get("period_end")))
    tell_of_unknown_columns(facts, reading, tables.roles, tables.statements)
    if family is not None:
        tell_of_unmet(facts, family)
        leave_out(facts, family.personal)
    numbers = account_for_numbers(facts, reading)
    return Interpretation(own, name, likenesses, facts, numbers)


def _as_of_project(own: Row, project: Row | None) -> None:
    """What a report of one project says of the project holds for the report: its period; its name is no publisher."""
    if project is None:
        return
    if own["publisher"] == project["name"]:
        own["publisher"] = None
    if project.get("period_end") is not None:
        own["period_start"], own["period_end"] = project.get("period_start"), project["period_end"]
        own["fiscal_year"] = project["period_end"].year


def _tables(
    reading: Reading, family: str | None, above: Mapping[int, Trail], stated: dict[int, Unit], *, is_known: bool = True
) -> _Tables:
    """What the tables of a report are about, in the words of a family; `stated` are the units that its text tells."""
    found = _Tables(units=dict(stated) if "text" in units_of(family).places else {})
    if is_known:
        found.work = activity_forms(reading, family)
        found.spread = spread_forms(reading, family)
    told = {id(one.item) for form in (*found.work, *found.spread) for one in form.values()}
    for table in reading.tables:
        if id(table) in told:
            continue
        if table.kind == "key_value":
            continue  # boxes with a label over each value have no columns
        if is_known and family is not None and families()[family].one_project and is_form(table, family):
            continue  # a form of the one project
        if is_known and (cards := indicators_of_card_rows(table, labels_of(family))):
            found.forms[id(table)] = cards
            continue
        nearest = above[id(table)].nearest if id(table) in above else None
        role = role_of(table, family, is_known=is_known, heading=nearest.title if nearest is not None else "")
        if role is not None and is_known and family is not None and _is_ratios(role, families()[family]):
            role = None if statement_of(table, found.units.get(id(table)), family) is not None else role
        if role is not None:
            found.roles[id(table)] = role
            continue
        if form := indicators_of_form(table, family):
            found.forms[id(table)] = form
            continue
        statement = statement_of(table, found.units.get(id(table)), family)
        if statement is not None:
            found.statements[id(table)] = statement
    for part in parts_of_lists(reading, found.roles) if found.statements else ():
        found.statements.pop(part, None)
    return found


def _prove_units(reading: Reading, tables: _Tables) -> None:
    """Give financial tables that print no unit the one that sums printed elsewhere prove."""
    bare = [(table, one) for table in reading.tables if (one := tables.statements.get(id(table))) and one.unit is None]
    sums = printed_sums(reading) if bare else frozenset()
    for table, statement in bare:
        statement.unit = proven_unit(table, statement, sums)


def _is_ratios(role: Role, family: Family) -> bool:
    """Whether names with outcomes and no target are key ratios of the family's statements."""
    if not family.ratios or role.sort != "indicators" or set(role.columns) != {"name", "outcome"}:
        return False
    return "indikator" not in role.columns["name"].header.casefold()


def _sorts(reading: Reading, stated: dict[int, Unit]) -> dict[str, set[str]]:
    """The sorts of table the report has, in the words of each family."""
    told = {"projects", SEVERAL} if project_blocks(reading, None) or project_lines(reading) else set()
    headless = any(table.header_rows == 0 and len(columns_by_values(table)) >= TELLING for table in reading.tables)
    told |= {"activities"} if headless or _tells_activities(reading) else set()
    shared = _sorts_of(_tables(reading, None, {}, stated, is_known=False)) | told
    return {
        name: _sorts_of(_tables(reading, name, {}, stated, is_known=False)) | told if family.tables else shared
        for name, family in families().items()
    }


def _tells_activities(reading: Reading) -> bool:
    """Whether a report tells of activities outside tables with a header."""
    return bool(lists_activities(reading, None) or names_activities(reading, None) or activity_forms(reading, None))


def _sorts_of(tables: _Tables) -> set[str]:
    told = {"statement"} if tables.statements else set()
    return {role.sort for role in tables.roles.values()} | told


def _from_tables(
    facts: Facts, reading: Reading, tables: _Tables, above: dict[int, Trail], family: Family | None, own: Row
) -> list[Listed]:
    legend, signs = find_legend(reading), signs_of(reading)
    names, title = names_of_context(family), own["title"]
    usual = _usual_unit(family, own["language"])
    lists = [
        table for table in reading.tables if id(table) in tables.roles and tables.roles[id(table)].sort == "projects"
    ]
    units = alike_units(reading, lists, tables.units)
    outer = outer_level((above[id(table)] for table in lists if id(table) in above), names, title)
    listed: list[Listed] = []
    places = {id(item): place for place, item in enumerate(reading.items)}
    for table in reading.tables:
        trail = above.get(id(table), Trail(()))
        role = tables.roles.get(id(table))
        if role is not None:
            facts.declined.update(id(cell) for cell in table.cells if cell.column - 1 in role.declined)
        if role is not None and role.sort == "projects":
            context = named_context(trail, names, title, outer)
            if "subregion" in names and captions_place(table, trail, title, own["publisher"]):
                context["subregion"] = str(table.title)  # it stands nearer than any heading
            unit = units.get(id(table), usual)
            before = listed[-1] if listed else None
            listed += projects_of_table(facts, table, role, trail, family, context, unit, before)
        elif role is not None and role.sort == "activities":
            below = reading.items[places.get(id(table), len(reading.items)) + 1 :]
            tables.below |= activities_of_table(facts, table, role, trail, legend, signs, below)
        elif (statement := tables.statements.get(id(table))) is not None:
            add_statement(facts, table, statement, own["fiscal_year"])
    activities_of_forms(facts, tables.work, above, legend, signs)
    return listed


def _usual_unit(family: Family | None, language: str | None) -> Unit:
    """The unit of a project's amounts where none is printed: as the family says, else kronor in a Swedish report."""
    if family is not None and family.units is not None:
        return (parse_unit(family.units.default) if family.units.default else None) or UNSTATED
    return UNSTATED if language == "en" else KR


def _describe(reading: Reading, listed: list[Listed], family: str | None) -> list[Described]:
    return describe(reading, listed, fields_of("projects", family)["owner"]) if listed else []


def _from_text(facts: Facts, reading: Reading, family: Family | None, own: Row, units: dict[int, Unit]) -> Row | None:
    """Projects outside tables; the one a report is about is returned."""
    if family is None:
        return None
    projects_of_lists(facts, reading, family, units)
    projects_of_headings(facts, reading, family)
    if not facts.rows("projects") or "projects" in family.match.tables:
        projects_of_blocks(facts, reading, family, own["title"], units, _usual_unit(family, own["language"]))
    if "projects" in family.match.tables:
        projects_of_lines(facts, reading, family, own["title"], units, _usual_unit(family, own["language"]))
    if not family.one_project or facts.rows("projects"):
        return None
    return project_of_report(facts, reading, family, units)


def _indicators(
    facts: Facts,
    reading: Reading,
    tables: _Tables,
    above: dict[int, Trail],
    project: Row | None,
    family: str | None,
    year: int | None,
) -> set[int]:
    """Add the indicators; the ids of the items they were read from."""
    labels = labels_of(family)
    starred = says_stratsys(reading)
    found: list[Found] = []
    sets = sets_above(reading)
    for table in reading.tables:
        role, trail, named = tables.roles.get(id(table)), above.get(id(table), Trail(())), sets.get(id(table))
        if role is not None and role.sort == "indicators":
            found += indicators_of_table(facts, table, role, trail, named)
        elif table.kind == "key_value" and _tells_project(table, family):
            continue
        elif table.kind == "key_value":
            found += indicators_of_cards(facts, table, labels, framework_of(table, trail, named))
        else:
            for one, cells in tables.forms.get(id(table), ()):
                one.framework = one.framework or framework_of(table, trail, named)
                found.append(one)
                facts.use(cells)
    found += indicators_of_forms(facts, tables.spread, above)
    taken = {id(told.item) for form in (*tables.work, *tables.spread) for told in form.values()} | tables.below
    found += indicators_of_lists(reading, labels, taken)
    found += indicators_of_lines(reading, labels, taken)
    for one in found:
        add_indicator(facts, one, project, year, starred)
    return taken


def _tells_project(table: Table, family: str | None) -> bool:
    """Whether boxes tell of the one project a report is about: its sums are no indicators."""
    if family is None or not families()[family].one_project:
        return False
    return any(line.field in MEASURES for line in in_cells(table, fields_of("projects", family)))


def _sums_and_results(
    facts: Facts, reading: Reading, above: dict[int, Trail], family: Family | None, taken: set[int]
) -> None:
    """Sums of money and quantified results in running text that gave nothing so far."""
    amounts = [row for row in facts.rows("budgets") if row["kind"] == "project" and row.get("table_title") is None]
    spoken = {
        id(item)
        for item in reading.items
        if isinstance(item, Paragraph | ListItem)
        and any(row["page"] == item.page and row["bbox"] == item.box._asdict() for row in amounts)
    }
    mentions_of(facts, reading, spoken)
    if family is not None and family.results:
        results_of(facts, reading, above, taken | spoken, facts.rows("projects"))
