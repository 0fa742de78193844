"""Columns told by their values, where headers leave them open or claim what the values are not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from pipelines.family import fields_of, shared_lexicon
from pipelines.lexicon import ABBREVIATED, CERTAIN, CONTAINED, INFLECTED, Synonyms, parse_header, resolve
from pipelines.reading.model import Table
from pipelines.reading.tables.grid import is_figure, is_number
from pipelines.records.headless import field_by_values
from pipelines.records.label_marks import values_in
from pipelines.records.role import (
    FIGURES,
    PERIODS,
    SUFFIX_MONEY,
    SUFFIX_PERCENT,
    Column,
    Role,
    body_column,
    group_of,
    is_bare_total,
    words_of,
    year_of,
)
from pipelines.values.money import parse_money
from pipelines.values.numbers import says_none
from pipelines.values.periods import parse_period, years
from pipelines.values.status import Status, status_of_color, status_of_word
from pipelines.values.units import KR, money_of_caption

TEXT_FIELDS = frozenset({"name", "owner", "activity", "responsible", "description", "contact_person", "partners"})
"""Fields whose columns hold words."""
PERSONS = frozenset({"responsible", "contact_person"})
LONGEST_INITIALS = 3
_WHOLE = {"totalt", "total", "alla", "samtliga"}
_OF_WHICH = {"varav", "därav"}
LONGEST_STATUS = 3
"""Words of a header that is a status: ``Ej påbörjad``."""
_TICKS = {"x", "ja", "nej"}
BASELINES = re.compile(r"(?:bas|utgångs|start|ingångs)(?:värde|läge|nivå)t?|nuläget?|baslinjen?", re.IGNORECASE)
"""What a column of outcomes is called that were reached before the work began."""
WORDY = 5.0
"""Points of score that a column of targets loses whose values are all words."""
FEWEST_PROVEN = 2
"""Rows whose sums prove what a column of totals holds."""
MOST_STRAIN = 40.0
"""Points of score that a column loses whose values all speak against its field; one that loses half is not of it."""


def take_bare_name(role: Role, headers: Sequence[tuple[str, ...]]) -> None:
    """Take a column headed by a mere ``Namn``: beside owners and sums it is that of the project."""
    for place in role.unknown:
        match = resolve(headers[place][-1], {"name": ["<name>"]})
        if match is not None and match.score >= ABBREVIATED:
            role.columns["name"] = Column(place, headers[place][-1], "name", match.score, None)
            role.unknown.remove(place)
            return


def take_by_values(role: Role, table: Table, headers: Sequence[tuple[str, ...]], header_rows: int) -> None:
    """Take the columns of an activity table that its headers leave open and its values do not."""
    for place in list(role.unknown):
        texts = [cell.text for cell in body_column(table, place, header_rows) if cell.text]
        name = field_by_values(texts)
        if name is not None and name not in role.columns:
            role.columns[name] = Column(place, headers[place][-1], name, CONTAINED, None)
            role.unknown.remove(place)


def take_beginnings(role: Role, table: Table, headers: Sequence[tuple[str, ...]], header_rows: int) -> None:
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


def is_dated_baseline(path: Sequence[str]) -> bool:
    """Whether a column holds what was reached in a year before the work began: ``Basvärde 2019``."""
    return bool(path) and year_of(path) is not None and all(map(BASELINES.fullmatch, parse_header(path[-1]).words))


def counts_what_is_done(table: Table, place: int, header_rows: int, path: Sequence[str]) -> bool:
    """Whether a column is headed by a word for what is done, and counts it: ``Genomfört`` over figures, not sums."""
    if says_money(table, path):
        return False
    texts = [cell.text for cell in body_column(table, place, header_rows) if cell.text and not says_none(cell.text)]
    return bool(texts) and all(map(is_figure, texts)) and status_of_word(path[-1]) == "done"


def says_money(table: Table, *headers: Sequence[str]) -> bool:
    """Whether a caption or one of the headers says that figures are sums: ``Drift, tkr``."""
    texts = (table.title or "", *chain.from_iterable(headers))
    return any(money_of_caption(text) is not None for text in texts)


def name_by_what_is_done(table: Table, header_rows: int, role: Role) -> None:
    """Take a first column of words for the names where all others count what is planned and done."""
    figures = [one for one in (*role.columns.values(), *role.more) if one.field in FIGURES]
    done = any(one.field == "outcome" and status_of_word(one.header) == "done" for one in figures)
    if "target" not in role.columns or not done or role.unknown != [0] or "name" in role.columns:
        return
    if any(is_figure(cell.text) for cell in body_column(table, 0, header_rows)):
        return
    role.columns["name"] = Column(0, " ".join(table.header_paths(header_rows)[0]), "name", CERTAIN, None)
    role.unknown = []


def name_by_figures(table: Table, header_rows: int, role: Role) -> None:
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


def name_by_place(
    table: Table, headers: Sequence[tuple[str, ...]], header_rows: int, role: Role, measures: Synonyms
) -> None:
    """Take a first column of words under a header nobody knows for the names, where targets and outcomes of figures
    are all that stands beside it: ``Vad vi ville uppnå | Mål | Resultat``.

    Where the targets are headed by one of the `measures` of money, as a budget is, the rows are those of an account.
    """
    if role.unknown != [0] or set(role.columns) != set(FIGURES) or role.declined:
        return
    if resolve(role.columns["target"].header, measures) is not None or says_money(table, *headers):
        return
    if any(one.score < ABBREVIATED for one in role.columns.values()):
        return
    names = [cell.text for cell in body_column(table, 0, header_rows)]
    figures = [cell.text for one in role.columns.values() for cell in body_column(table, one.place, header_rows)]
    if any(map(is_figure, names)) or not all(names) or not all(any(map(str.isdigit, text)) for text in figures):
        return
    role.columns["name"] = Column(0, headers[0][-1], "name", INFLECTED, None)
    role.unknown = []


def prove_whole(table: Table, headers: Sequence[tuple[str, ...]], header_rows: int, role: Role) -> None:
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
        role.columns[name] = Column(bare[0], header, name, CONTAINED, year_of(headers[bare[0]]))
        role.unknown.remove(bare[0])


def labelled_figures(table: Table, place: int, header_rows: int, synonyms: Synonyms) -> tuple[str, ...]:
    """The fields that every cell of a column labels, where each holds two: ``Mål: 400`` over ``Utfall: 388``."""
    cells = [cell for cell in body_column(table, place, header_rows) if cell.text and cell.column_span == 1]
    if not cells or any(len(cell.all_lines) < 2 and ":" not in cell.text for cell in cells):
        return ()
    told = [{name for name, _, value in values_in(cell.all_lines, synonyms) if value} for cell in cells]
    shared = set.intersection(*told)
    return FIGURES if shared.issuperset(FIGURES) else ()


def is_lit(table: Table, place: int, header_rows: int) -> bool:
    """Whether a column holds no words, and lights or grounds that tell a status in most of its rows."""
    cells = body_column(table, place, header_rows)
    colors = [[*(mark.color for mark in cell.marks), *([cell.fill_color] if cell.fill_color else [])] for cell in cells]
    told = sum(any(status_of_color(color) is not None for color in own) for own in colors)
    return not any(map(str.isalnum, "".join(cell.text for cell in cells))) and told > len(cells) / 2


def ticked_status(table: Table, place: int, header_rows: int, path: Sequence[str]) -> Status | None:
    """The status that heads a column of ticks: crosses, dots, lights, and nothing longer."""
    status = status_of_word(path[-1]) if path and len(path[-1].split()) <= LONGEST_STATUS else None
    cells = body_column(table, place, header_rows)
    lights = {state for cell in cells for mark in cell.marks if (state := status_of_color(mark.color)) is not None}
    if len(lights) > 1 or (lights and status not in lights):
        return None  # lights of several colours tell the status themselves
    texts = [cell.text for cell in cells]
    return status if status is not None and all(len(text) <= 2 and not text.isdigit() for text in texts) else None


def holds_outcomes(table: Table, place: int, header_rows: int, path: Sequence[str]) -> bool:
    """Whether a column is headed by nothing but a year, a group or a total, and holds numbers."""
    words = {word for text in path for word in parse_header(text).words}
    if group_of(path) is not None:
        words -= _OF_WHICH  # ``Varav kvinnor``
    if not path or words - {word for text in shared_lexicon().groups for word in words_of(text)} - _WHOLE:
        return False
    if not words and year_of(path) is None:
        return False
    top = table.grid()[0][place] if header_rows > 1 else None
    if header_rows > 1 and (top is None or not top.text):
        return False  # what stands over a group may belong to the column beside it
    texts = [cell.text for cell in body_column(table, place, header_rows) if cell.text]
    return any(map(is_number, texts)) and 2 * sum(map(is_figure, texts)) > len(texts)


def strain_of(table: Table, place: int, header_rows: int, name: str) -> float:
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
