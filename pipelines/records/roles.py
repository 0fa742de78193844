"""What a table is about: its headers resolved to fields, its sort told by the fields it has.

A header decides by its words, unless the values speak against it: a column of figures cannot be a name, a column of
words no amount. So the values decide too where two columns mean the same field.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipelines.family import Family, declined_of, families, fields_of, measures_of, needs_of, shared_lexicon
from pipelines.lexicon import (
    ABBREVIATED,
    ACCEPTED,
    CERTAIN,
    CONTAINED,
    INFLECTED,
    Match,
    Synonyms,
    parse_header,
    resolve,
)
from pipelines.reading.model import Cell, Table
from pipelines.reading.tables.grid import is_figure, is_number
from pipelines.records.combined import separator_of, stroke_of, two_fields, two_parts
from pipelines.records.headless import columns_by_values, field_by_values
from pipelines.records.label_marks import values_in
from pipelines.values.money import parse_money
from pipelines.values.numbers import says_none
from pipelines.values.periods import parse_period, years
from pipelines.values.status import Status, status_of_color, status_of_word
from pipelines.values.units import KR, unit_of_caption

TEXT_FIELDS = frozenset({"name", "owner", "activity", "responsible", "description", "contact_person", "partners"})
"""Fields whose columns hold words."""
FIGURES = ("outcome", "target")
"""Fields that one column may hold, a stroke between their figures."""
PERSONS = frozenset({"responsible", "contact_person"})
LONGEST_INITIALS = 3
PERIODS = frozenset({"period", "period_start", "period_end"})
SUFFIX_MONEY, SUFFIX_PERCENT = "_sek", "_percent"
ACCOUNTED = {f"{measure}{SUFFIX_MONEY}": measure for measure in ("budget", "outcome", "deviation", "forecast")}
"""Columns of sums that a list of projects may have beside its own, by what they measure."""
_WHOLE = {"totalt", "total", "alla", "samtliga"}
_OF_WHICH = {"varav", "därav"}
TELLING = 4
"""Columns of a table without a header, told by their values, that make it a sign of a family that has such tables."""
LONGEST_STATUS = 3
"""Words of a header that is a status: ``Ej påbörjad``."""
_OF_PROJECTS = {"owner", "granted_sek", "applied_sek", "contact_person", "partners"}
_GRANTS = {"granted_sek", "applied_sek", "total_cost_sek"}
_TICKS = {"x", "ja", "nej"}
_COUNTS = re.compile(r"(?:tabell \d+[.:]?\s*)?antal\s+\w", re.IGNORECASE)
INDICATORS = re.compile(r"indikator|nyckeltal|mätetal|styrtal|resultatmått", re.IGNORECASE)
BASELINES = re.compile(r"(?:bas|utgångs|start|ingångs)(?:värde|läge|nivå)t?|nuläget?|baslinjen?", re.IGNORECASE)
"""What a column of outcomes is called that were reached before the work began."""
WORDY = 5.0
"""Points of score that a column of targets loses whose values are all words."""
FEWEST_PROVEN = 2
"""Rows whose sums prove what a column of totals holds."""
MOST_STRAIN = 40.0
"""Points of score that a column loses whose values all speak against its field; one that loses half is not of it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table with a meaning."""

    place: int
    """From 0."""
    header: str
    field: str
    score: float
    year: int | None
    group: str | None = None
    """Whom its figures are about, where that is not the whole: kvinnor, män."""
    part: int | None = None
    """Which of two texts in a cell it is, from 0: ``Projekt/projektägare``."""
    separator: str | None = None
    """The sign between the two."""
    labels: Synonyms | None = None
    """The words that label the values in its cells, by field: ``Mål: 400`` over ``Utfall: 388``."""

    def text_in(self, cell: Cell) -> str:
        """What a cell of the column says of its field."""
        if self.labels is not None:
            return next((value for name, _, value in values_in(cell.all_lines, self.labels) if name == self.field), "")
        return cell.text if self.part is None else two_parts(cell, self.separator)[self.part]


@dataclass(slots=True)
class Role:
    """A table's sort and the meaning of its columns."""

    sort: str
    header_rows: int
    columns: dict[str, Column]
    """By field."""
    more: list[Column] = field(default_factory=list)
    """Further columns of a field already taken, as targets of several years."""
    declined: list[int] = field(default_factory=list)
    states: dict[int, Status] = field(default_factory=dict)
    """Columns of ticks, each headed by the status that a tick there tells."""
    unknown: list[int] = field(default_factory=list)
    """Columns with a header that nothing is known of."""

    def place(self, name: str) -> int | None:
        """The column of a field, from 0."""
        column = self.columns.get(name)
        return None if column is None else column.place


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
    said = (unit_of_caption(text)[0] for text in (table.title or "", *headers[0]))
    if any(unit is not None and unit.is_money for unit in said):
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
    scores = tuple(word for text in shared_lexicon().results.scores for word in _words(text))
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
                _take_both(role, pair, place, path[-1], sign, _year(path))
                continue
        if sort == "indicators" and (figures := _labelled_figures(table, place, header_rows, synonyms)):
            for name in figures:
                header = path[-1] if path else ""
                own = Column(place, header, name, INFLECTED, _year(path), labels=synonyms)
                role.columns.setdefault(name, own)
            continue
        match = None
        for text in dict.fromkeys((path[-1] if path else "", " ".join(path), path[0] if path else "")):
            match = resolve(text, synonyms) if text else None
            if match is not None:
                break
        if sort == "activities" and (status := _ticked_status(table, place, header_rows, path)) is not None:
            role.states[place] = status
            continue
        named_part = match is not None and match.field == "breakdown" and _group(path) is not None
        if (match is None or named_part) and sort == "indicators" and _holds_outcomes(table, place, header_rows, path):
            match = Match("outcome", ABBREVIATED)
        if match is None and sort == "indicators" and _is_dated_baseline(path):
            match = Match("outcome", ABBREVIATED)
        if match is None and sort == "indicators" and path and _counts_what_is_done(table, place, header_rows, path):
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
        strain = _strain(table, place, header_rows, match.field)
        if strain > MOST_STRAIN / 2:
            role.unknown.append(place)
            continue
        column = Column(place, path[-1], match.field, match.score - strain, _year(path), _group(path))
        rival = role.columns.get(match.field)
        loser = rival if rival is None or column.score > rival.score else column
        if loser is not column:
            role.columns[match.field] = column
        if loser is not None:
            role.more.append(loser)
            if not _may_repeat(match.field) and not repeats(headers):
                role.unknown.append(loser.place)
    if sort == "indicators":
        _name_by_figures(table, header_rows, role)
        _name_by_place(table, headers, header_rows, role)
        _name_by_what_is_done(table, header_rows, role)
    if sort == "projects":
        _prove_whole(table, headers, header_rows, role)
    if sort == "projects" and "name" not in role.columns and "owner" in role.columns and _GRANTS & role.columns.keys():
        _take_bare_name(role, headers)
    if sort == "activities" and "activity" in role.columns:
        _take_by_values(role, table, headers, header_rows)
        _take_beginnings(role, table, headers, header_rows)
    if sort == "activities" and not role.states and "status" not in role.columns:
        lit = [place for place, path in enumerate(headers) if not path and _is_lit(table, place, header_rows)]
        if len(lit) == 1:
            role.columns["status"] = Column(lit[0], "", "status", CONTAINED, None)
    return role


def _take_bare_name(role: Role, headers: Sequence[tuple[str, ...]]) -> None:
    """Take a column headed by a mere ``Namn``: beside owners and sums it is that of the project."""
    for place in role.unknown:
        match = resolve(headers[place][-1], {"name": ["<name>"]})
        if match is not None and match.score >= ABBREVIATED:
            role.columns["name"] = Column(place, headers[place][-1], "name", match.score, None)
            role.unknown.remove(place)
            return


def _take_by_values(role: Role, table: Table, headers: Sequence[tuple[str, ...]], header_rows: int) -> None:
    """Take the columns of an activity table that its headers leave open and its values do not."""
    for place in list(role.unknown):
        texts = [cell.text for cell in body_column(table, place, header_rows) if cell.text]
        name = field_by_values(texts)
        if name is not None and name not in role.columns:
            role.columns[name] = Column(place, headers[place][-1], name, CONTAINED, None)
            role.unknown.remove(place)


def _take_beginnings(role: Role, table: Table, headers: Sequence[tuple[str, ...]], header_rows: int) -> None:
    """Take the column of when activities begin, beside one of when they end: ``Start | Klart``."""
    ends, known = role.columns.get("when_text"), fields_of("projects", None)
    words = {name: known[name] for name in ("period_start", "period_end")}
    last = resolve(ends.header, words) if ends is not None else None
    if last is None or last.field != "period_end":
        return
    for place in list(role.unknown):
        first = resolve(headers[place][-1], words)
        texts = [cell.text for cell in body_column(table, place, header_rows) if cell.text]
        if first is None or first.field != "period_start" or first.score < ABBREVIATED:
            continue
        if texts and all(years(text) is not None or says_none(text) for text in texts):
            role.columns["begins"] = Column(place, headers[place][-1], "begins", first.score, None)
            role.unknown.remove(place)
            return


def _is_dated_baseline(path: Sequence[str]) -> bool:
    """Whether a column holds what was reached in a year before the work began: ``Basvärde 2019``."""
    return bool(path) and _year(path) is not None and all(map(BASELINES.fullmatch, parse_header(path[-1]).words))


def _counts_what_is_done(table: Table, place: int, header_rows: int, path: Sequence[str]) -> bool:
    """Whether a column is headed by a word for what is done, and counts it: ``Genomfört`` over figures, not sums."""
    said = (unit_of_caption(text)[0] for text in (table.title or "", *path))
    if any(unit is not None and unit.is_money for unit in said):
        return False
    texts = [cell.text for cell in body_column(table, place, header_rows) if cell.text and not says_none(cell.text)]
    return bool(texts) and all(map(is_figure, texts)) and status_of_word(path[-1]) == "done"


def _name_by_what_is_done(table: Table, header_rows: int, role: Role) -> None:
    """Take a first column of words for the names where all others count what is planned and done."""
    figures = [one for one in (*role.columns.values(), *role.more) if one.field in FIGURES]
    done = any(one.field == "outcome" and status_of_word(one.header) == "done" for one in figures)
    if "target" not in role.columns or not done or role.unknown != [0] or "name" in role.columns:
        return
    if any(is_figure(cell.text) for cell in body_column(table, 0, header_rows)):
        return
    role.columns["name"] = Column(0, " ".join(table.header_paths(header_rows)[0]), "name", CERTAIN, None)
    role.unknown = []


def _name_by_figures(table: Table, header_rows: int, role: Role) -> None:
    """Take a first column of targets or results in words for the names, where another holds their figures:
    ``Mål | Målnivå``, ``Resultat | Mål | Utfall``."""
    taken = [one for one in (*role.columns.values(), *role.more) if one.place == 0 and one.field in FIGURES]
    first = taken[0] if taken else None
    if first is None or "name" in role.columns:
        return
    alike = [one for one in (role.columns.get(first.field), *role.more) if one is not None and one.field == first.field]
    names = [cell.text for cell in body_column(table, 0, header_rows)]
    if len(alike) < 2 or any(is_figure(text) or (first.field == "outcome" and text[:1].isdigit()) for text in names):
        return
    others = [one for one in alike if one is not first]
    role.columns |= {"name": replace(first, field="name"), first.field: others[0]}
    role.more = [one for one in role.more if one not in alike] + others[1:]


def _name_by_place(table: Table, headers: Sequence[tuple[str, ...]], header_rows: int, role: Role) -> None:
    """Take a first column of words under a header nobody knows for the names, where targets and outcomes of figures
    are all that stands beside it: ``Vad vi ville uppnå | Mål | Resultat``."""
    if role.unknown != [0] or set(role.columns) != set(FIGURES) or role.declined:
        return
    if any(one.score < ABBREVIATED for one in role.columns.values()):
        return
    names = [cell.text for cell in body_column(table, 0, header_rows)]
    figures = [cell.text for one in role.columns.values() for cell in body_column(table, one.place, header_rows)]
    if any(map(is_figure, names)) or not all(names) or not all(any(map(str.isdigit, text)) for text in figures):
        return
    role.columns["name"] = Column(0, headers[0][-1], "name", INFLECTED, None)
    role.unknown = []


def _prove_whole(table: Table, headers: Sequence[tuple[str, ...]], header_rows: int, role: Role) -> None:
    """Take a column of totals for the whole cost where it is what was granted and the cofinancing in every row."""
    parts = [role.columns.get(name) for name in ("granted_sek", "cofinancing_sek")]
    bare = [place for place in role.unknown if headers[place] and is_bare_total(headers[place][-1])]
    if None in parts or len(bare) != 1 or "total_cost_sek" in role.columns or role.more:
        return
    proven = 0
    for cells in table.grid()[header_rows:]:
        printed = [cells[place] for place in (*(one.place for one in parts if one is not None), bare[0])]
        sums = [parse_money(cell.text, unit=KR) if cell is not None else None for cell in printed]
        if any(one is None for one in sums):
            if any(cell is not None and any(map(str.isdigit, cell.text)) for cell in printed):
                return
            continue
        granted, other, whole = (one.value for one in sums if one is not None)
        if granted is None or other is None or granted + other != whole:
            return
        proven += 1
    if proven >= FEWEST_PROVEN:
        name, header = "total_cost_sek", headers[bare[0]][-1]
        role.columns[name] = Column(bare[0], header, name, CONTAINED, _year(headers[bare[0]]))
        role.unknown.remove(bare[0])


def _take_both(
    role: Role, pair: tuple[str, str], place: int, header: str, separator: str | None, year: int | None = None
) -> None:
    """Take a column for both fields that its header names, but for those that other columns hold."""
    for part, name in enumerate(pair):
        role.columns.setdefault(name, Column(place, header, name, INFLECTED, year, part=part, separator=separator))


def _labelled_figures(table: Table, place: int, header_rows: int, synonyms: Synonyms) -> tuple[str, ...]:
    """The fields that every cell of a column labels, where each holds two: ``Mål: 400`` over ``Utfall: 388``."""
    cells = [cell for cell in body_column(table, place, header_rows) if cell.text and cell.column_span == 1]
    if not cells or any(len(cell.all_lines) < 2 and ":" not in cell.text for cell in cells):
        return ()
    told = [{name for name, _, value in values_in(cell.all_lines, synonyms) if value} for cell in cells]
    shared = set.intersection(*told)
    return FIGURES if shared.issuperset(FIGURES) else ()


def _is_lit(table: Table, place: int, header_rows: int) -> bool:
    """Whether a column holds no words, and lights or grounds that tell a status in most of its rows."""
    cells = body_column(table, place, header_rows)
    colors = [[*(mark.color for mark in cell.marks), *([cell.fill_color] if cell.fill_color else [])] for cell in cells]
    told = sum(any(status_of_color(color) is not None for color in own) for own in colors)
    return not any(map(str.isalnum, "".join(cell.text for cell in cells))) and told > len(cells) / 2


def _ticked_status(table: Table, place: int, header_rows: int, path: Sequence[str]) -> Status | None:
    """The status that heads a column of ticks: crosses, dots, lights, and nothing longer."""
    status = status_of_word(path[-1]) if path and len(path[-1].split()) <= LONGEST_STATUS else None
    cells = body_column(table, place, header_rows)
    lights = {state for cell in cells for mark in cell.marks if (state := status_of_color(mark.color)) is not None}
    if len(lights) > 1 or (lights and status not in lights):
        return None  # lights of several colours tell the status themselves
    texts = [cell.text for cell in cells]
    return status if status is not None and all(len(text) <= 2 and not text.isdigit() for text in texts) else None


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


def _holds_outcomes(table: Table, place: int, header_rows: int, path: Sequence[str]) -> bool:
    """Whether a column is headed by nothing but a year, a group or a total, and holds numbers."""
    words = {word for text in path for word in parse_header(text).words}
    if _group(path) is not None:
        words -= _OF_WHICH  # ``Varav kvinnor``
    if not path or words - {word for text in shared_lexicon().groups for word in _words(text)} - _WHOLE:
        return False
    if not words and _year(path) is None:
        return False
    top = table.grid()[0][place] if header_rows > 1 else None
    if header_rows > 1 and (top is None or not top.text):
        return False  # what stands over a group may belong to the column beside it
    texts = [cell.text for cell in body_column(table, place, header_rows) if cell.text]
    return any(map(is_number, texts)) and 2 * sum(map(is_figure, texts)) > len(texts)


def _group(path: Sequence[str]) -> str | None:
    """The group of people that a header names."""
    words = {word for text in path for word in parse_header(text).words}
    return next((group for group in shared_lexicon().groups if set(_words(group)) <= words), None)


def _year(path: Sequence[str]) -> int | None:
    for text in reversed(path):
        if (year := parse_header(text).year) is not None:
            return year
    return None


def _strain(table: Table, place: int, header_rows: int, name: str) -> float:
    """How badly the values of a column fit a field, in points of score."""
    texts = [cell.text for cell in body_column(table, place, header_rows) if cell.text]
    if not texts:
        return 0.0
    if name.endswith(SUFFIX_MONEY):
        return MOST_STRAIN * sum(not _is_amount(text) and not says_none(text) for text in texts) / len(texts)
    if name in PERIODS:
        return MOST_STRAIN * sum(parse_period(text) is None and not says_none(text) for text in texts) / len(texts)
    if name.endswith(SUFFIX_PERCENT):
        return MOST_STRAIN * sum(not is_figure(text) and not says_none(text) for text in texts) / len(texts)
    if name in PERSONS and all(text.isupper() and len(text) <= LONGEST_INITIALS for text in texts):
        return WORDY  # initials; beside a column of names they are somebody else
    if name in TEXT_FIELDS:
        return MOST_STRAIN * sum(is_figure(text) for text in texts) / len(texts)
    if name == "when_text":
        return MOST_STRAIN * sum(text.casefold() in _TICKS for text in texts) / len(texts)
    if name in ("target", "outcome"):
        # words may be a target; beside a column of numbers they are what it is a target of
        return WORDY * sum(not any(map(str.isdigit, text)) for text in texts) / len(texts)
    return 0.0


def _is_amount(text: str) -> bool:
    """Whether a cell of a column of money holds what such a column may hold: a sum, with words beside it, or a dash."""
    return is_figure(text) or parse_money(text, unit=KR) is not None


def body_column(table: Table, place: int, header_rows: int) -> list[Cell]:
    """Cells of one column below the headers, each once."""
    return [cell for cell in table.cells if cell.column - 1 == place and cell.row > header_rows]


def _beside_others(table: Table, place: int, header_rows: int) -> list[Cell]:
    """Cells of one column in rows that tell of a project: those alone in their row head others, totals are sums."""
    filled = Counter(cell.row for cell in table.cells if cell.text)
    cells = body_column(table, place, header_rows)
    return [cell for cell in cells if cell.column_span == 1 and filled[cell.row] > 1 and not is_total(cell.text)]


def is_total(text: str) -> bool:
    """Whether a row label names a printed sum, total or result: it opens with such a word, or ends with a total's."""
    words = tuple(word.strip(".") for word in parse_header(text).words)
    lexicon = shared_lexicon()
    opens = any(words[: len(known)] == known for known in map(_words, lexicon.totals))
    return (
        opens
        or words in set(map(_words, lexicon.total_labels))
        or any(words[-1:] == known for known in map(_words, lexicon.total_endings))
    )


def is_bare_total(text: str) -> bool:
    """Whether a row label is a total's word and nothing else."""
    words = tuple(word.strip(".") for word in parse_header(text).words)
    lexicon = shared_lexicon()
    return words in set(map(_words, (*lexicon.totals, *lexicon.total_labels)))


def _words(text: str) -> tuple[str, ...]:
    return parse_header(text).words
