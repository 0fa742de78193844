"""Report families: which there are, and the words each has: its own and those of the shared lexicon.

A family is one YAML file in ``pipelines/families``, found by its name; nothing else names it. It says how its reports
are recognised, what its columns and labels are called beyond the shared lexicon, and what is expected of it. The engine
that applies it knows no family.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pipelines.family_files import STATEMENT, FamilyError, check_family, load
from pipelines.family_model import Family, HeadingProjects, Labels, Lexicon, Prose, Results, Units, Words

__all__ = [
    "RECOGNISED",
    "STATEMENT",
    "Family",
    "FamilyError",
    "HeadingProjects",
    "Labels",
    "Lexicon",
    "Prose",
    "Results",
    "Units",
    "declaration_hash",
    "declined_of",
    "families",
    "fields_of",
    "labels_of",
    "measures_of",
    "needs_of",
    "shared_lexicon",
    "units_of",
]

FOLDER = Path(__file__).parent / "families"
SHARED = "_base"
RECOGNISED = 4.0
"""Least points for which a report is taken to be of a family."""


@cache
def shared_lexicon() -> Lexicon:
    """The lexicon that every family has. Raises FamilyError for a file that is not as it must be."""
    return load(FOLDER / f"{SHARED}.yaml", Lexicon)


@cache
def families() -> dict[str, Family]:
    """Every family by name. Raises FamilyError for a file that is not as it must be."""
    found = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        if path.stem != SHARED:
            family = load(path, Family)
            check_family(path, family, shared_lexicon())
            found[path.stem] = family
    return found


@cache
def declaration_hash(name: str | None) -> str:
    """A hash of a family's file and the shared lexicon; for None, a report of no family, of all files."""
    paths = sorted(FOLDER.glob("*.yaml")) if name is None else [FOLDER / f"{SHARED}.yaml", FOLDER / f"{name}.yaml"]
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


@cache
def needs_of(sort: str, family: str | None) -> list[Words]:
    """Sets of fields that make a table one of this sort: those of the family, else the shared ones."""
    own = families()[family].tables.get(sort) if family else None
    shared = shared_lexicon().tables.get(sort)
    return (own.needs if own else []) or (shared.needs if shared else [])


@cache
def fields_of(sort: str, family: str | None) -> dict[str, list[str]]:
    """Wordings of every field of one sort of table, those of the family first."""
    merged: dict[str, list[str]] = {}
    own = families()[family].tables.get(sort) if family else None
    for words in (own, shared_lexicon().tables.get(sort)):
        for field, wordings in (words.fields if words else {}).items():
            merged.setdefault(field, []).extend(wordings or [field])
    return merged


@cache
def declined_of(sort: str, family: str | None) -> frozenset[str]:
    """Fields of a sort of table that are looked at and deliberately not taken."""
    own = families()[family].tables.get(sort) if family else None
    shared = shared_lexicon().tables.get(sort)
    merged = {**(shared.fields if shared else {}), **(own.fields if own else {})}
    return frozenset(field for field, wordings in merged.items() if wordings is None)


@cache
def measures_of(family: str | None) -> dict[str, Words]:
    """Words of a statement's columns and rows, by what they measure, those of the family first."""
    own = families()[family].measures if family else {}
    return _merge(own, shared_lexicon().measures)


def units_of(family: str | None) -> Units:
    """Where the units of a family's amounts stand; anywhere for one that does not say, and for no family."""
    return (families()[family].units if family else None) or Units()


@cache
def labels_of(family: str | None) -> Labels:
    """The labels of a family: its own and the shared ones."""
    shared = shared_lexicon().labels
    own = families()[family].labels if family else Labels()
    return Labels(
        initiatives=_merge(own.initiatives, shared.initiatives),
        indicators=_merge(own.indicators, shared.indicators),
        breakdowns=[*own.breakdowns, *shared.breakdowns],
    )


def _merge(own: Mapping[str, Words], shared: Mapping[str, Words]) -> dict[str, Words]:
    return {key: [*own.get(key, []), *shared.get(key, [])] for key in {**shared, **own}}
