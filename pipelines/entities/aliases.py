"""The hand-kept file of names, ``aliases.csv`` beside the reports: what it says wins over every rule.

A line says of two names that they are ``same`` or ``apart``::

    kind,name,relation,other,note
    organisation,EHB,same,E-handelsstaden Borås,the association calls itself so since 2021
    organisation,Coompanion,apart,Coompanion Fyrbodal,
    project,Kompetenslyft,same,Kompetenslyftet,
    indicator,NKI företag,same,Nöjd kund-index företag,renamed in 2023

Of two that are the same, the name under `other` is the one that is shown.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ("kind", "name", "relation", "other")
KINDS = ("organisation", "project", "indicator")
RELATIONS = ("same", "apart")


class AliasFileError(ValueError):
    """The alias file is not as it must be; the message names file and line."""


@dataclass(frozen=True, slots=True, order=True)
class Alias:
    """What a person says of two names."""

    kind: str
    name: str
    relation: str
    other: str


@dataclass(frozen=True, slots=True)
class Aliases:
    """Everything the file says."""

    rows: tuple[Alias, ...] = ()

    def same(self, kind: str) -> list[tuple[str, str]]:
        """Pairs of names of one thing, the name that is shown second."""
        return [(row.name, row.other) for row in self.rows if (row.kind, row.relation) == (kind, "same")]

    def apart(self, kind: str) -> list[tuple[str, str]]:
        """Pairs of names of two things."""
        return [(row.name, row.other) for row in self.rows if (row.kind, row.relation) == (kind, "apart")]


def read_aliases(path: Path) -> Aliases:
    """The file at `path`, in an order of its own; no rows where there is no file. Raises AliasFileError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Aliases()
    except (OSError, UnicodeDecodeError) as error:
        raise AliasFileError(f"{path} cannot be read: {error}") from error
    first, *_ = [*text.splitlines(), ""]
    reader = csv.DictReader(text.splitlines(), delimiter=";" if first.count(";") > first.count(",") else ",")
    if missing := [column for column in COLUMNS if column not in (reader.fieldnames or ())]:
        told = f"the columns are {', '.join(COLUMNS)}, note; missing: {', '.join(missing)}"
        raise AliasFileError(f"{path}, line 1: {told}")
    rows = [_alias(path, reader.line_num, row) for row in reader if any(row.values())]
    _consistent(path, rows)
    return Aliases(tuple(sorted(set(rows))))


def _alias(path: Path, line: int, row: dict[str, str | None]) -> Alias:
    values = {column: (row[column] or "").strip() for column in COLUMNS}
    for column, allowed in (("kind", KINDS), ("relation", RELATIONS)):
        if values[column] not in allowed:
            told = f"{column} is one of {', '.join(allowed)}, not {values[column]!r}"
            raise AliasFileError(f"{path}, line {line}: {told}")
    if not values["name"] or not values["other"]:
        raise AliasFileError(f"{path}, line {line}: two names are needed")
    return Alias(**values)


def _consistent(path: Path, rows: Iterable[Alias]) -> None:
    said: dict[tuple[str, frozenset[str]], str] = {}
    for row in rows:
        pair = (row.kind, frozenset((row.name.casefold(), row.other.casefold())))
        if said.setdefault(pair, row.relation) != row.relation:
            raise AliasFileError(f"{path}: {row.name!r} and {row.other!r} are said to be both same and apart")
