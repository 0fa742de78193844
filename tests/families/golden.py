"""Golden rows: what a perfect reading of a sample report gives, and how a real reading is held against it.

A folder ``<family>/expected`` holds one CSV per table, named ``<table>.csv``, or ``<table>.<kind>.csv`` for the rows of
one kind of `budgets` or `indicators`. Its header names columns of the data model; only those are compared.
"""

from __future__ import annotations

import csv
import datetime as dt
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipelines import schema

HERE = Path(__file__).resolve().parent
RAW = HERE.parents[1] / "data" / "raw"
NUMERIC = {schema.MONEY, schema.INT, schema.COUNT, schema.REAL}

# Values that say as much as nothing: a bare outcome is "=", and what carries no mark of Stratsys is not marked.
AS_GOOD_AS_EMPTY = {"outcome_operator": "=", "is_stratsys": "false"}

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """One CSV of golden rows."""

    path: Path
    table: str
    kind: str | None
    columns: tuple[str, ...]
    rows: tuple[Cells, ...]


def read(path: Path) -> Expected:
    """Read one CSV; ValueError where its table, kind or a column is not in the data model."""
    table, _, kind = path.stem.partition(".")
    if table not in schema.BY_NAME:
        raise ValueError(f"{path}: no table {table!r} in the data model")
    declared = schema.table(table)
    with path.open(encoding="utf-8", newline="") as file:
        header, *lines = list(csv.reader(file))
    if unknown := [name for name in header if name not in declared.column_names]:
        raise ValueError(f"{path}: {table} has no column {', '.join(unknown)}")
    if kind and kind not in declared.column("kind").allowed:
        raise ValueError(f"{path}: {table} has no kind {kind!r}")
    rows = []
    for number, line in enumerate(lines, start=2):
        if len(line) != len(header):
            raise ValueError(f"{path}, line {number}: {len(line)} cells under {len(header)} headers")
        rows.append(tuple(cell(table, name, value or None) for name, value in zip(header, line, strict=True)))
    return Expected(path, table, kind or None, tuple(header), tuple(rows))


def families() -> list[str]:
    """The families that have golden rows."""
    return sorted(folder.parent.name for folder in HERE.glob("*/expected"))


def tables(family: str) -> list[Expected]:
    """All golden tables of a family, `reports` first."""
    found = [read(path) for path in sorted((HERE / family / "expected").glob("*.csv"))]
    return sorted(found, key=lambda expected: expected.table != "reports")


def sample(family: str) -> Path:
    """The sample of a family: among those that are built, in data/raw, or beside its golden rows."""
    beside = HERE / family / file_name(family)
    return beside if beside.exists() else RAW / file_name(family)


def file_name(family: str) -> str:
    """The name of a family's sample: `file_name` in its reports.csv, which has exactly one row."""
    reports = read(HERE / family / "expected" / "reports.csv")
    (row,) = reports.rows
    return row[reports.columns.index("file_name")]


def cell(table: str, column: str, value: object) -> str:
    """A value as the golden CSV writes it, whatever its type: NULL empty, numbers without trailing zeros, one space."""
    if value is None:
        text = ""
    elif isinstance(value, bool):
        text = str(value).lower()
    elif isinstance(value, dt.date):
        text = value.isoformat()[:10]
    elif isinstance(value, list | tuple):
        text = "; ".join(cell(table, column, item) for item in value)
    elif isinstance(value, int | float | Decimal) or (schema.table(table).column(column).type in NUMERIC and value):
        number = Decimal(str(value))
        text = f"{number.normalize():f}" if number else "0"
    else:
        text = " ".join(unicodedata.normalize("NFC", str(value)).split())
    return "" if AS_GOOD_AS_EMPTY.get(column) == text else text


def actual_rows(expected: Expected, found: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[Cells]:
    """The rows read for a golden table, in its columns; `project_id` is shown as the name of that project."""
    names = {row.get("project_id"): row.get("name") for row in found.get("projects", ())}
    rows = []
    for row in found.get(expected.table, ()):
        if expected.kind and row.get("kind") != expected.kind:
            continue
        shown = {**row, "project_id": names.get(row.get("project_id"))}
        rows.append(tuple(cell(expected.table, name, shown.get(name)) for name in expected.columns))
    return rows


def differences(expected: Expected, actual: Iterable[Cells]) -> list[str]:
    """One line per row or cell that differs; none when both hold the same rows, each as often, in whatever order."""
    wanted, got = Counter(expected.rows), Counter(actual)
    missing, extra = list((wanted - got).elements()), list((got - wanted).elements())
    lines = []
    for want, have in _nearest(missing, extra):
        missing.remove(want)
        extra.remove(have)
        cells = [
            f"{name}: expected {w or 'NULL'!r}, got {h or 'NULL'!r}"
            for name, w, h in zip(expected.columns, want, have, strict=True)
            if w != h
        ]
        lines.append(f"differs  {_show(expected.columns, want)}\n         " + "\n         ".join(cells))
    lines += [f"missing  {_show(expected.columns, row)}" for row in missing]
    lines += [f"extra    {_show(expected.columns, row)}" for row in extra]
    return lines


def finding_differences(expected: Expected, found: Sequence[Mapping[str, Any]]) -> list[str]:
    """What is wrong with the findings: those expected that were not made, and errors that nothing expects.

    A reading may find more that is worth a warning or a remark; it may not call a sound report wrong. The subject of a
    finding must hold the expected one.
    """
    left = [(cell("findings", "rule", f.get("rule")), cell("findings", "subject", f.get("subject")), f) for f in found]
    lines = []
    for row in expected.rows:
        rule, subject = (row[expected.columns.index(name)] for name in ("rule", "subject"))
        match = next((f for f in left if f[0] == rule and subject.casefold() in f[1].casefold()), None)
        if match is None:
            lines.append(f"missing  rule={rule} subject={subject}")
        else:
            left.remove(match)
    lines += [
        f"extra    rule={rule} subject={subject}: {finding.get('detail')}"
        for rule, subject, finding in left
        if finding.get("severity") == "error"
    ]
    return lines


def _nearest(missing: Sequence[Cells], extra: Sequence[Cells]) -> list[tuple[Cells, Cells]]:
    """Pairs that share most cells, at least half of those that hold something, the best pair first."""
    scored = []
    for i, want in enumerate(missing):
        for j, have in enumerate(extra):
            shared = sum(w == h != "" for w, h in zip(want, have, strict=True))
            if 2 * shared >= max(sum(map(bool, want)), 1):
                scored.append((-shared, i, j))
    pairs: list[tuple[int, int]] = []
    for _, i, j in sorted(scored):
        if all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return [(missing[i], extra[j]) for i, j in pairs]


def _show(columns: Sequence[str], row: Cells) -> str:
    """A row on one line, empty cells left out and long ones cut."""
    return " ".join(
        f"{name}={value if len(value) <= 60 else value[:57] + '...'}"
        for name, value in zip(columns, row, strict=True)
        if value
    )
