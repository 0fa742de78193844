"""How well a reading agrees with the truth: rows by their key, then the cells of the rows found.

The same measure as the one real reports are scored with: row F1 times the share of right cells for each table, the mean
over the core tables of a report that have rows or were given some. Text counts without regard to case, punctuation and
blanks when 95 per cent alike with the same digits; figures and dates must be right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from rapidfuzz import fuzz

Row = Mapping[str, Any]
CORE = ("projects", "indicators", "budgets", "activities")
KINDS = {"indicators": ("indicator",), "budgets": ("statement",)}
KEYS = {
    "projects": ("name",),
    "indicators": ("name", "breakdown"),
    "budgets": ("line_item", "column_name"),
    "activities": ("activity",),
    "initiatives": ("initiative",),
    "totals": ("measure", "amount_sek"),
    "reports": (),
}
SAME_UNIT = {"st": "", "stycken": "", "antal": "", "personer": "", "företag": "", "procent": "%", "hektar": "ha"}


@dataclass(slots=True)
class TableScore:
    """One table of one report."""

    truth: int = 0
    read: int = 0
    matched: int = 0
    cells: int = 0
    right: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def score(self) -> float:
        """Row F1 times the share of right cells, 0 to 1."""
        if not self.truth and not self.read:
            return 1.0
        f1 = 2 * self.matched / (self.truth + self.read)
        return f1 * (self.right / self.cells if self.cells else 1.0)


def score(truth: Mapping[str, Sequence[Row]], read: Mapping[str, Sequence[Row]]) -> dict[str, TableScore]:
    """Every table of the truth; core tables without any row on either side are left out."""
    found = {}
    for table, rows in truth.items():
        given = _given(table, read)
        if rows or given:
            found[table] = _score_table(table, rows, given)
    return found


def core(scores: Mapping[str, TableScore]) -> float:
    """The mean over the core tables, 0 to 1."""
    own = [scores[name].score for name in CORE if name in scores]
    return sum(own) / len(own) if own else 1.0


def _given(table: str, read: Mapping[str, Sequence[Row]]) -> list[Row]:
    source, kinds = ("budgets", ("total",)) if table == "totals" else (table, KINDS.get(table))
    return [row for row in read.get(source, ()) if kinds is None or row.get("kind") in kinds]


def _score_table(table: str, truth: Sequence[Row], read: Sequence[Row]) -> TableScore:
    result = TableScore(len(truth), len(read))
    pairs = []
    for i, wanted in enumerate(truth):
        for j, given in enumerate(read):
            if all(same(wanted.get(key), given.get(key), key, 92) for key in KEYS[table]):
                pairs.append((-_right(table, wanted, given), i, j))
    free_truth, free_read = set(range(len(truth))), set(range(len(read)))
    for _, i, j in sorted(pairs):
        if i not in free_truth or j not in free_read:
            continue
        free_truth.discard(i)
        free_read.discard(j)
        result.matched += 1
        wanted, given = truth[i], read[j]
        for column in _columns(table, wanted):
            if not _counts(wanted[column], given.get(column)):
                continue
            result.cells += 1
            if same(wanted[column], given.get(column), column):
                result.right += 1
            else:
                name = _name(table, wanted)
                result.errors.append(
                    f"{table}.{column} [{name}]: {wanted[column]!r} is printed, {given.get(column)!r} read"
                )
    result.errors += [f"{table} [{_name(table, truth[i])}] is missing" for i in sorted(free_truth)]
    result.errors += [f"{table} [{_name(table, read[j])}] is not there" for j in sorted(free_read)]
    return result


def _name(table: str, row: Row) -> str:
    return " / ".join(str(row.get(key)) for key in KEYS[table])


def _columns(table: str, row: Row) -> list[str]:
    return [name for name, value in row.items() if name not in (*KEYS[table], "kind") and value is not ...]


def _right(table: str, wanted: Row, given: Row) -> int:
    return sum(same(wanted[column], given.get(column), column) for column in _columns(table, wanted))


def _counts(wanted: Any, given: Any) -> bool:
    """Nothing said against nothing read is no cell worth counting."""
    return not (wanted in (None, "", False) and given in (None, "", False))


def same(wanted: Any, given: Any, column: str, least: float = 95.0) -> bool:
    """Whether two values say the same; a tuple holds several that are right."""
    if isinstance(wanted, tuple):
        return any(same(one, given, column, least) for one in wanted)
    if column == "unit":
        return _unit(wanted) == _unit(given)
    if column == "target_operator" or column == "status":
        return wanted == given
    if wanted is None or given is None:
        return wanted in (None, "") and given in (None, "")
    if isinstance(wanted, bool) or isinstance(given, bool):
        return bool(wanted) == bool(given)
    if isinstance(wanted, date) or isinstance(given, date):
        return str(wanted)[:10] == str(given)[:10]
    if isinstance(wanted, int | float | Decimal):
        try:
            return abs(Decimal(str(given)) - Decimal(str(wanted))) <= Decimal("0.000001")
        except ArithmeticError:
            return False
    if isinstance(wanted, list):
        return isinstance(given, list) and _plain(", ".join(wanted)) == _plain(", ".join(given))
    a, b = _plain(str(wanted)), _plain(str(given))
    return a == b or (_digits(a) == _digits(b) and fuzz.ratio(a, b) >= least)


def _unit(value: Any) -> str:
    text = _plain(str(value or ""))
    return SAME_UNIT.get(text, text)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"[\u00ad\u200b*]", "", text)
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    text = re.sub(r"[“”„\"'’‘´`]", "", text)
    text = re.sub(r"[,;·•|]", " ", text)
    text = re.sub(r"\s*-\s*", "-", text)
    return re.sub(r"\s+", " ", text).strip(" .:-")


def _digits(text: str) -> list[str]:
    return sorted(re.findall(r"\d+", text))
