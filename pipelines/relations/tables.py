"""Arithmetic inside financial tables: sums of lines and of columns, deviations, changes and shares.

No table says which arithmetic holds in it, so a relation is believed when most of the table shows it, and a finding
tells of the figures that do not. A lone coincidence proves nothing: sums of lines must hold in another column of the
same line, relations between columns in three lines and in most of all. What rounding can explain is no finding.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, permutations

from pipelines.family import shared_lexicon
from pipelines.reading.model import Reading
from pipelines.records.facts import Facts
from pipelines.relations.lines import Figure, Line, Sheet, names_total, sheets
from pipelines.sums import place_of, printed
from pipelines.values.text import fold

LEAST_LINES = 3
"""Lines in which a relation between columns must hold before it is believed."""
MOSTLY = Decimal("0.75")
"""Share of the lines in which it must hold."""
TELLING, CLEAR = 20, 5
"""How many times what rounding may account for a figure must be, so that its agreement is no accident."""
_NO_SUM = re.compile(r"\b(?:medel|genomsnitt|snitt|median|index|mean|average|andel|kvot|per)", re.IGNORECASE)
"""Columns whose figures add up to nothing."""
MOST_NAMED = 6
"""Lines of a sum that a finding names."""
MOST_COLUMNS = 14
"""Columns of the widest table that is tried."""


Broken = tuple[Figure, Decimal, str]
"""A printed figure, what it should be, and what says so."""


def check_tables(facts: Facts, reading: Reading) -> None:
    """Add a finding for each figure that breaks a relation which the rest of its table shows."""
    told = {_key(row) for row in facts.rows("findings") if row["rule"] == "identity_fails"}
    for sheet in sheets(facts, reading):
        for figure, computed, how in _broken(sheet):
            row = figure.row
            if _key(row) in told:
                continue
            told.add(_key(row))
            facts.add(
                "findings",
                place_of(row),
                rule="identity_fails",
                severity="warning",
                subject=f"{row['line_item']}, {row['column_name']}" if row["column_name"] else row["line_item"],
                detail=f"{_shown(figure.value)} {row['unit'] or ''} is printed, {how} gives {_shown(computed)}",
                expected=_shown(computed),
                observed=_shown(figure.value),
            )


def _broken(sheet: Sheet) -> Iterator[Broken]:
    """The figures that break a relation of their table; of relations between columns each line is told of once."""
    yield from _sums_of_lines(sheet)
    by_columns: dict[frozenset[int], _Relation] = {}
    for relation in (*_named_deviations(sheet), *_believed(sheet)):
        by_columns.setdefault(frozenset((relation.target, *relation.sources)), relation)
    believed = list(by_columns.values())
    lines: set[int] = set()
    for relation in believed:
        for place, line in enumerate(sheet.lines):
            outcome = _check_line(line, relation)
            if outcome is None or isinstance(outcome, bool) or place in lines:
                continue
            others = (other for other in believed if other.target == relation.target and other is not relation)
            if not any(isinstance(_check_line(line, other), bool) for other in others):
                lines.add(place)
                yield *outcome, relation.how
    yield from _shares_of_total(sheet)


def _key(row: dict[str, object]) -> tuple[object, ...]:
    box = row.get("bbox")
    return (row.get("page"), *(box.values() if isinstance(box, dict) else ()))


def _shown(value: Decimal) -> str:
    whole = value == value.to_integral_value()
    return printed(value) if whole else f"{round(value, 3).normalize():,f}".replace(",", " ").replace(".", ",")


# --- sums of lines --------------------------------------------------------------------------------------------------

Parts = list[tuple[Line, int]]
"""Lines with the sign they count with."""


def _sums_of_lines(sheet: Sheet) -> Iterator[Broken]:
    """Totals against the lines above them, each by the one way of adding up that holds in most of its columns."""
    for place, line in enumerate(sheet.lines):
        if not line.is_total:
            continue
        best: tuple[int, int] | None = None
        failing: list[Broken] = []
        for parts in _ways(sheet.lines[:place], line):
            holds, fails = _compare(line, parts)
            rank = (holds, -len(fails))
            if holds and (best is None or rank > best):
                best, failing = rank, fails
        if best is not None and best[0] > len(failing):
            yield from (told for told in failing if not _NO_SUM.search(told[0].row["column_name"] or ""))


def _ways(above: Sequence[Line], total: Line) -> Iterator[Parts]:
    """What a total may add up: lines since the last total, all lines, the totals, the last total and what follows."""
    lines = [line for line in above if not line.is_part]
    last = next((place for place in range(len(lines) - 1, -1, -1) if lines[place].is_total), -1)
    since = [(line, 1) for line in lines[last + 1 :]]
    plain = [(line, 1) for line in lines if not line.is_total]
    subtotals = [(line, 1) for line in lines if line.is_total]
    own = [(line, 1) for line in plain_of_section(lines, total)]
    for parts in (own, since, plain, subtotals, [*subtotals, *since]):
        if len(parts) > 1:
            yield parts
    if last >= 0 and since:
        yield [(lines[last], 1), *since]
        yield [(lines[last], 1), *((line, -sign) for line, sign in since)]
    income, costs = (_last_named(lines, words) for words in (("intäkter", "income", "revenue"), ("kostnader", "costs")))
    if income is not None and costs is not None:
        yield [(income, 1), (costs, -1)]
        yield [(income, 1), (costs, 1)]


def plain_of_section(lines: Sequence[Line], total: Line) -> list[Line]:
    """The lines of a total's own group, sums aside."""
    return [line for line in lines if not line.is_total and line.section == total.section]


def _last_named(lines: Sequence[Line], words: Sequence[str]) -> Line | None:
    return next((line for line in reversed(lines) if any(fold(line.label).endswith(word) for word in words)), None)


def _compare(total: Line, parts: Parts) -> tuple[int, list[Broken]]:
    """In how many columns the sum holds, and the figures for which it does not; a column without parts says nothing."""
    holds = 0
    fails: list[Broken] = []
    for column, figure in total.figures.items():
        found = [(line.figures[column], sign) for line, sign in parts if column in line.figures]
        found = [(part, sign) for part, sign in found if part.unit == figure.unit]
        if len(found) < 2 or (figure.unit == "%" and figure.value != 100):
            continue  # shares add up to nothing but 100
        computed = sum((sign * part.value for part, sign in found), Decimal(0))
        slack = (figure.step + sum((part.step for part, _ in found), Decimal(0))) / 2
        if abs(computed - figure.value) <= slack:
            holds += abs(figure.value) >= TELLING * slack
        else:
            fails.append((figure, computed, _named([line.label for line, _ in parts if column in line.figures])))
    return holds, fails


def _named(labels: Sequence[str]) -> str:
    """Lines as a sum, in the words of the report; many by their first and last."""
    shown = labels if len(labels) <= MOST_NAMED else [*labels[:2], "…", labels[-1]]
    return " + ".join(shown)


# --- columns that are called a deviation ----------------------------------------------------------------------------


def _named_deviations(sheet: Sheet) -> Iterator[_Relation]:
    """A column that is called a deviation against the two that it compares; the headers say so, so one line is enough.

    Of budget, outcome and forecast any two of its unit may be meant: the pair that holds in most lines.
    """
    compared = [column for column in sheet.columns if sheet.measures[column] in ("budget", "outcome", "forecast")]
    for target in (column for column in sheet.columns if sheet.measures[column] == "deviation"):
        if sheet.units[target] in ("%", None):
            continue
        pairs = [
            _difference(target, one, other, sheet.names)
            for one, other in combinations(compared, 2)
            if sheet.measures[one] != sheet.measures[other] and target not in (one, other)
            if sheet.units[one] == sheet.units[other] == sheet.units[target]
        ]
        tried = [(pair, *_tally(sheet, pair)) for pair in pairs]
        if tried:
            pair, holds, fails = max(tried, key=lambda told: told[1])
            if len(pairs) == 1 or 2 * fails <= holds:
                yield pair


def _tally(sheet: Sheet, relation: _Relation) -> tuple[int, int]:
    """In how many lines a relation is clearly seen to hold, and in how many it does not."""
    told = [outcome for line in sheet.lines if (outcome := _check_line(line, relation)) is not None]
    return sum(one is True for one in told), sum(not isinstance(one, bool) for one in told)


# --- relations between columns --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Relation:
    """How a column follows from others: what it is called, and the value and slack it gives for a line."""

    target: int
    sources: tuple[int, ...]
    how: str
    compute: Callable[[Sequence[Figure]], tuple[Decimal, Decimal] | None]
    gives_share: bool = False
    """Whether it gives a percentage."""
    is_signless: bool = False
    """Whether the sign may be either: what is above budget is plus for income and minus for costs, or not."""


def _believed(sheet: Sheet) -> Iterator[_Relation]:
    """The relations that most of the lines show."""
    for relation in _relations(sheet):
        holds, fails = _tally(sheet, relation)
        if holds >= LEAST_LINES and Decimal(holds) >= MOSTLY * (holds + fails):
            yield relation


def _check_line(line: Line, relation: _Relation) -> bool | tuple[Figure, Decimal] | None:
    """True where the relation holds, False where a small figure hides whether it does, None where it says nothing.

    Where it does not hold, the figure and what it should be.
    """
    if relation.target not in line.figures:
        return None
    target = line.figures[relation.target]
    sources = [line.figures[column] for column in relation.sources if column in line.figures]
    if target.unit == "%" and not relation.gives_share:
        return None
    computed = relation.compute(sources) if len(sources) == len(relation.sources) else None
    if computed is None:
        return None
    value, slack = computed
    figure = line.figures[relation.target]
    slack += figure.step / 2
    apart = abs(abs(value) - abs(figure.value)) if relation.is_signless else abs(value - figure.value)
    return abs(figure.value) >= CLEAR * slack if apart <= slack else (figure, value)


def _relations(sheet: Sheet) -> Iterator[_Relation]:
    """Relations worth a look, the likeliest first: columns that are called a sum, a deviation, a change or a share."""
    columns = [column for column in sheet.columns if len(sheet.figures(column)) >= LEAST_LINES]
    if not 2 < len(columns) <= MOST_COLUMNS:
        return
    lexicon = shared_lexicon()
    names = sheet.names
    for target in columns:
        others = [column for column in columns if column != target and sheet.units[column] == sheet.units[target]]
        if names_total(names[target], lexicon.totals) and len(others) > 1:
            yield _sum(target, others, names)
            before = [column for column in others if column < target]
            if len(before) > 1 and before != others:
                yield _sum(target, before, names)
    for target in sorted(columns, key=lambda column: (sheet.measures[column] != "deviation", -column)):
        money = [column for column in columns if column != target and sheet.units[column] == sheet.units[target]]
        if sheet.units[target] != "%":
            for one, other in permutations(money, 2):
                yield _difference(target, one, other, names)
    for target in columns:
        if sheet.units[target] == "%" or "%" in names[target]:
            money = [column for column in columns if column != target and sheet.units[column] not in ("%", None)]
            for one, other in permutations(money, 2):
                yield _ratio(target, one, other, names)
                yield _change(target, one, other, names)
        left = [column for column in columns if column < target and sheet.units[column] == sheet.units[target]]
        yield from (_sum(target, left[start:], names) for start in range(len(left) - 2))


def _sum(target: int, sources: Sequence[int], names: Sequence[str]) -> _Relation:
    def compute(figures: Sequence[Figure]) -> tuple[Decimal, Decimal] | None:
        if sum(bool(figure.value) for figure in figures) < 2:
            return None
        return sum((one.value for one in figures), Decimal(0)), sum((one.step for one in figures), Decimal(0)) / 2

    return _Relation(target, tuple(sources), " + ".join(names[column] for column in sources), compute)


def _difference(target: int, one: int, other: int, names: Sequence[str]) -> _Relation:
    def compute(figures: Sequence[Figure]) -> tuple[Decimal, Decimal] | None:
        a, b = figures
        return (a.value - b.value, (a.step + b.step) / 2) if a.value and b.value else None

    return _Relation(target, (one, other), f"{names[one]} − {names[other]}", compute, is_signless=True)


def _ratio(target: int, one: int, other: int, names: Sequence[str]) -> _Relation:
    def compute(figures: Sequence[Figure]) -> tuple[Decimal, Decimal] | None:
        a, b = figures
        if not a.value or not b.value:
            return None
        value = 100 * a.value / b.value
        return value, abs(value) * (a.step / abs(a.value) + b.step / abs(b.value)) / 2

    return _Relation(target, (one, other), f"{names[one]} / {names[other]}", compute, gives_share=True)


def _change(target: int, one: int, other: int, names: Sequence[str]) -> _Relation:
    def compute(figures: Sequence[Figure]) -> tuple[Decimal, Decimal] | None:
        a, b = figures
        if not a.value or not b.value or a.value == b.value:
            return None
        value = 100 * (a.value - b.value) / abs(b.value)
        return value, (abs(value) + 100) * (a.step / abs(a.value) + b.step / abs(b.value)) / 2

    return _Relation(target, (one, other), f"the change from {names[other]} to {names[one]}", compute, gives_share=True)


# --- shares of a total ----------------------------------------------------------------------------------------------


def _shares_of_total(sheet: Sheet) -> Iterator[Broken]:
    """A column of shares beside one of amounts: each share against its amount's part of the last printed total."""
    total = next((line for line in reversed(sheet.lines) if line.is_total), None)
    if total is None:
        return
    for target in sheet.columns:
        if sheet.units[target] != "%":
            continue
        for source in sheet.columns:
            whole = total.figures.get(source)
            if sheet.units[source] == "%" or whole is None or not whole.value:
                continue
            found = []
            for line in sheet.lines:
                share, part = line.figures.get(target), line.figures.get(source)
                if line is not total and share is not None and part is not None and part.value:
                    computed = 100 * part.value / whole.value
                    slack = (
                        share.step / 2
                        + abs(computed) * (part.step / abs(part.value) + whole.step / abs(whole.value)) / 2
                    )
                    found.append((share, computed, abs(computed - share.value) <= slack))
            holds = sum(held for _, _, held in found)
            if holds >= LEAST_LINES and holds >= MOSTLY * len(found):
                how = f"{sheet.names[source]} / {total.label}"
                yield from ((share, computed, how) for share, computed, held in found if not held)
                break
