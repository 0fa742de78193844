"""What a table is about: its headers resolved to fields, its sort told by the fields it has.

A header decides by its words, unless the values speak against it: a column of figures cannot be a name, a column of
words no amount. So the values decide too where two columns mean the same field.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipelines.family import Family, declined_of, families, fields_of, measures_of, needs_of, shared_lexicon
from pipelines.lexicon import ABBREVIATED, ACCEPTED, CERTAIN, CONTAINED, INFLECTED, Match, parse_header, resolve
from pipelines.reading.model import Cell, Table
from pipelines.reading.tables.grid import is_figure
from pipelines.records.combined import separator_of, stroke_of, two_fields
from pipelines.records.headless import columns_by_values
from pipelines.records.role import (
    ACCOUNTED,
    FIGURES,
    SUFFIX_MONEY,
    Column,
    Role,
    body_column,
    group_of,
    is_total,
    words_of,
    year_of,
)
from pipelines.records.told_columns import (
    LONGEST_INITIALS,
    MOST_STRAIN,
    counts_what_is_done,
    holds_outcomes,
    is_dated_baseline,
    is_lit,
    labelled_figures,
    name_by_figures,
    name_by_place,
    name_by_what_is_done,
    prove_whole,
    says_money,
    strain_of,
    take_bare_name,
    take_beginnings,
    take_by_values,
    ticked_status,
)
from pipelines.values.numbers import says_none

TELLING = 4
"""Columns of a table without a header, told by their values, that make it a sign of a family that has such tables."""
_OF_PROJECTS = {"owner", "granted_sek", "applied_sek", "contact_person", "partners"}
_GRANTS = {"granted_sek", "applied_sek", "total_cost_sek"}
_COUNTS = re.compile(r"(?:tabell \d+[.:]?\s*)?antal\s+\w", re.IGNORECASE)
INDICATORS = re.compile(r"indikator|nyckeltal|mätetal|styrtal|resultatmått", re.IGNORECASE)


def role_of(table: Table, family: str | None, *, is_known: bool = True, heading: str = "") -> Role | None:
    """The sort of a table, None where its headers do not say enough.

    `heading` stands above the table and its caption. `is_known` is False while it is still to be told whether the
    report is of that family: then its words are read, but what it announces is not taken for granted.
    """
    header_rows = table.header_rows
    headers = table.header_paths()
    if header_rows == 0 and table.row_count > 1:
        header_rows, headers = 1, table.header_paths(1)
    best: Role | None = None
    for sort in shared_lexicon().tables:
        if not (wanted := needs_of(sort, family)):
            continue  # of such tables only what is not taken is declared
        role = _resolve(table, sort, headers, header_rows, family)
        expected = is_known and family is not None and _announces(families()[family], sort)
        held = {*role.columns, *(["status"] if len(role.states) > 1 else [])}
        needed = [needs for needs in wanted if held.issuperset(needs)]
        if not expected:
            needed = [needs for needs in needed if _is_beyond_doubt(role, needs)]
        if needed and "name" not in role.columns and sort == "indicators" and not headers[0]:
            role.columns["name"] = Column(0, "", "name", CERTAIN, None)  # a first column without header names the rows
        if needed and (best is None or _weight(role) > _weight(best)):
            best = role
    if best is None and is_known:
        best = _measured_by_year(table, headers, header_rows, family, heading)
    if best is None and is_known:
        best = _counted_by_group(table, headers, header_rows, family, heading)
    if best is None and table.header_rows == 0 and family is not None:
        headless = _headless(table, family)
        # what only its values tell is a sign of the family where many of them do
        return headless if headless is not None and (is_known or len(headless.columns) >= TELLING) else None
    return best


def _measured_by_year(
    table: Table, headers: Sequence[tuple[str, ...]], header_rows: int, family: str | None, heading: str
) -> Role | None:
    """The role of a table whose columns are years, where caption, heading or the header over its names says that its
    figures are indicators.

    ``Nöjd-Kund-Index per område``: the rows are named in the first column, whatever that is called.
    """
    telling = (table.title or "", heading, *headers[0][-1:])
    if not any(_names_indicators(text) for text in telling) or not table.header_rows:
        return None
    if says_money(table, headers[0]):
        return None
    role = _resolve(table, "indicators", headers, header_rows, family)
    years = [column for column in (*role.columns.values(), *role.more) if column.field == "outcome"]
    names = body_column(table, 0, header_rows)
    if len(years) < 2 or any(column.year is None or column.place == 0 for column in years):
        return None
    if (
        role.columns.keys() - {"outcome", "target"}
        or set(role.unknown) - {0}
        or any(is_figure(one.text) for one in names)
    ):
        return None
    role.columns["name"] = Column(0, " ".join(headers[0]), "name", CERTAIN, None)
    role.unknown = []
    return role


def _counted_by_group(
    table: Table, headers: Sequence[tuple[str, ...]], header_rows: int, family: str | None, heading: str
) -> Role | None:
    """The role of a table that counts people of several groups, where caption, heading or corner says that it counts.

    ``Antal deltagare per målgrupp``: ``Målgrupp | Kvinnor | Män | Totalt``.
    """
    counts = any(_COUNTS.match(text) for text in (table.title or "", heading, *headers[0][-1:]))
    if not counts or not table.header_rows:
        return None
    role = _resolve(table, "indicators", headers, header_rows, family)
    columns = [column for column in (*role.columns.values(), *role.more) if column.field == "outcome"]
    of_groups = [column for column in columns if column.group is not None]
    if len({column.group for column in of_groups}) < 2 or any(column.place == 0 for column in columns):
        return None
    if len(columns) - len(of_groups) > 1 or len(columns) + 1 != table.column_count:
        return None
    figures = [cell.text for one in columns for cell in body_column(table, one.place, header_rows)]
    if any(is_figure(cell.text) for cell in body_column(table, 0, header_rows)) or not all(
        is_figure(text) or says_none(text) for text in figures if text
    ):
        return None
    held = {one.field: one for one in reversed(columns)}
    header = headers[0][-1] if headers[0] else ""
    held["name"] = Column(0, header, "name", CERTAIN, None)
    return replace(role, columns=held, more=[one for one in columns if one is not held["outcome"]], unknown=[])


def _names_indicators(text: str) -> bool:
    """Whether a caption or heading says that what follows is indicators, or a score: ``Nyckeltal``, ``NKI``."""
    words = parse_header(text).words
    scores = tuple(word for text in shared_lexicon().results.scores for word in words_of(text))
    ends = tuple(score for score in scores if len(score) > LONGEST_INITIALS)
    return any(word in scores or word.endswith(ends) or INDICATORS.search(word) for word in words)


def _announces(family: Family, sort: str) -> bool:
    """Whether a family's reports have such tables: they tell the family, or it says itself what makes one."""
    own = family.tables.get(sort)
    return sort in family.match.tables or (own is not None and bool(own.needs))


def _headless(table: Table, family: str) -> Role | None:
    """The role of a table of activities without a header, in a family that has such tables."""
    places = columns_by_values(table) if "activities" in families()[family].match.tables else {}
    columns = {name: Column(place, "", name, CONTAINED, None) for name, place in places.items()}
    return Role("activities", 0, columns) if columns else None


def _is_beyond_doubt(role: Role, needs: Sequence[str]) -> bool:
    """Whether a table that nothing announces is of its sort all the same: every needed header certain, few unknown.

    A list of names and owners alone may list anything. Names with outcome, deviation or forecast beside their cost are
    the lines of an account: projects have an owner, a grant or an application.
    """
    certain = all(name not in role.columns or role.columns[name].score >= ABBREVIATED for name in needs)
    if set(needs) == {"name", "owner"} and _GRANTS & role.columns.keys():
        return certain and len(role.unknown) <= len(role.columns)  # both, and sums beside them
    if role.columns.keys() & ACCOUNTED.keys() - {"budget_sek"} and not role.columns.keys() & _OF_PROJECTS:
        return False
    return certain and set(needs) != {"name", "owner"} and len(role.unknown) <= len(role.columns)


def _weight(role: Role) -> tuple[float, float]:
    scores = [column.score for name, column in role.columns.items() if name not in ACCOUNTED]
    return len(scores) - 0.5 * len(role.unknown), sum(scores) / len(scores) / CERTAIN


def _resolve(table: Table, sort: str, headers: Sequence[tuple[str, ...]], header_rows: int, family: str | None) -> Role:
    synonyms, declined = fields_of(sort, family), declined_of(sort, family)
    role = Role(sort, header_rows, {})
    for place, path in enumerate(headers):
        if (
            sort == "projects"
            and path
            and (pair := two_fields(path[-1], synonyms) or two_fields(" ".join(path), synonyms))
        ):
            sign = separator_of(_beside_others(table, place, header_rows), path[-1])
            _take_both(role, pair, place, path[-1], sign)
            continue
        if sort == "indicators" and path and (pair := two_fields(path[-1], synonyms, FIGURES, ACCEPTED)):
            sign = stroke_of(body_column(table, place, header_rows), path[-1])
            if sign is not None:
                _take_both(role, pair, place, path[-1], sign, year_of(path))
                continue
        if sort == "indicators" and (figures := labelled_figures(table, place, header_rows, synonyms)):
            for name in figures:
                header = path[-1] if path else ""
                own = Column(place, header, name, INFLECTED, year_of(path), labels=synonyms)
                role.columns.setdefault(name, own)
            continue
        match = None
        for text in dict.fromkeys((path[-1] if path else "", " ".join(path), path[0] if path else "")):
            match = resolve(text, synonyms) if text else None
            if match is not None:
                break
        if sort == "activities" and (status := ticked_status(table, place, header_rows, path)) is not None:
            role.states[place] = status
            continue
        named_part = match is not None and match.field == "breakdown" and group_of(path) is not None
        if (match is None or named_part) and sort == "indicators" and holds_outcomes(table, place, header_rows, path):
            match = Match("outcome", ABBREVIATED)
        if match is None and sort == "indicators" and is_dated_baseline(path):
            match = Match("outcome", ABBREVIATED)
        if match is None and sort == "indicators" and path and counts_what_is_done(table, place, header_rows, path):
            match = Match("outcome", ABBREVIATED)
        if match is None and sort == "projects" and path:
            match = _accounted(path, family)
        if match is None:
            if path:
                role.unknown.append(place)
            continue
        if match.field in declined:
            role.declined.append(place)
            continue
        strain = strain_of(table, place, header_rows, match.field)
        if strain > MOST_STRAIN / 2:
            role.unknown.append(place)
            continue
        column = Column(place, path[-1], match.field, match.score - strain, year_of(path), group_of(path))
        rival = role.columns.get(match.field)
        loser = rival if rival is None or column.score > rival.score else column
        if loser is not column:
            role.columns[match.field] = column
        if loser is not None:
            role.more.append(loser)
            if not _may_repeat(match.field) and not repeats(headers):
                role.unknown.append(loser.place)
    if sort == "indicators":
        name_by_figures(table, header_rows, role)
        name_by_place(table, headers, header_rows, role, measures_of(family))
        name_by_what_is_done(table, header_rows, role)
    if sort == "projects":
        prove_whole(table, headers, header_rows, role)
    if sort == "projects" and "name" not in role.columns and "owner" in role.columns and _GRANTS & role.columns.keys():
        take_bare_name(role, headers)
    if sort == "activities" and "activity" in role.columns:
        take_by_values(role, table, headers, header_rows)
        take_beginnings(role, table, headers, header_rows)
    if sort == "activities" and not role.states and "status" not in role.columns:
        lit = [place for place, path in enumerate(headers) if not path and is_lit(table, place, header_rows)]
        if len(lit) == 1:
            role.columns["status"] = Column(lit[0], "", "status", CONTAINED, None)
    return role


def _take_both(
    role: Role, pair: tuple[str, str], place: int, header: str, separator: str | None, year: int | None = None
) -> None:
    """Take a column for both fields that its header names, but for those that other columns hold."""
    for part, name in enumerate(pair):
        role.columns.setdefault(name, Column(place, header, name, INFLECTED, year, part=part, separator=separator))


def _accounted(path: Sequence[str], family: str | None) -> Match | None:
    """What a column of sums measures that is none of a project's own: ``Utfall``."""
    match = resolve(path[-1], measures_of(family))
    field = f"{match.field}{SUFFIX_MONEY}" if match is not None else ""
    return Match(field, match.score) if match is not None and field in ACCOUNTED else None


def repeats(headers: Sequence[tuple[str, ...]]) -> bool:
    """Whether two headers or more stand twice over: the table is set in two halves beside each other."""
    half = len(headers) // 2
    return half > 1 and all(headers) and headers[:half] == headers[half:]


def _may_repeat(name: str) -> bool:
    """Whether several columns of a table may mean the same field: one for each year or group."""
    return name.endswith(SUFFIX_MONEY) or name in ("target", "outcome", "previous")


def _beside_others(table: Table, place: int, header_rows: int) -> list[Cell]:
    """Cells of one column in rows that tell of a project: those alone in their row head others, totals are sums."""
    filled = Counter(cell.row for cell in table.cells if cell.text)
    cells = body_column(table, place, header_rows)
    return [cell for cell in cells if cell.column_span == 1 and filled[cell.row] > 1 and not is_total(cell.text)]
