"""Report families: the model of a family file, loading, and telling which family a report is of.

A family is one YAML file in ``pipelines/families``, found by its name; nothing else names it. It says how its reports
are recognised, what its columns and labels are called beyond the shared lexicon, and what is expected of it. The engine
that applies it knows no family.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

FOLDER = Path(__file__).parent / "families"
SHARED = "_base"
RECOGNISED = 4.0
"""Least points for which a report is taken to be of a family."""

Words = list[str]


def _no_words(value: Any) -> Any:
    """``field: null`` declares that the field is looked at and not taken."""
    return [] if value is None else value


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TableWords(_Model):
    """What the columns of one sort of table are called."""

    needs: list[Words] = Field(
        default_factory=list, description="Sets of fields; a table that has one whole set is of this sort"
    )
    fields: dict[str, Words | None] = Field(default_factory=dict, description="Field to wordings; null: not taken")


class Prose(_Model):
    """Wordings by which running text tells facts of the one project a report is about."""

    is_project: Words = []
    period: Words = []
    period_start: Words = []
    period_end: Words = []
    partners: Words = []
    financiers: Words = []


class Labels(_Model):
    """Labels that open a paragraph, a line or a list item."""

    initiatives: dict[str, Words] = {}
    indicators: dict[str, Words] = {}
    breakdowns: Words = []


class Aims(_Model):
    """How a project says what it aims at."""

    phrases: Words
    headings: Words
    verbs: Words


class Results(_Model):
    """How running text tells of results."""

    told: Words
    endings: Words
    announced: Words
    restated: Words
    divided: Words
    conditions: Words
    scores: Words
    places: Words
    adverbs: Words
    before_adjectives: Words
    parts: Words
    not_counted: Words
    determiners: Words


class Lexicon(_Model):
    """The shared lexicon: ``_base.yaml``."""

    tables: dict[str, TableWords]
    measures: dict[str, Words]
    totals: Words
    total_endings: Words
    labels: Labels
    groups: Words
    prose: Prose
    aims: Aims
    results: Results
    counted: Words
    publishers: Words


class Signs(_Model):
    """How a report of the family is recognised; each sign that is seen counts."""

    titles: Annotated[Words, BeforeValidator(_no_words)] = Field(
        default=[], description="Phrases of the title: 3 points for one, 1 for each further, 5 at most"
    )
    headings: Words = Field(default=[], description="Phrases of headings: 1 point each, 3 at most")
    labels: Words = Field(default=[], description="Labels before a colon: 1 point each, 3 at most")
    tables: Words = Field(default=[], description="Sorts of table it has: 2 points each")
    not_titles: Words = Field(default=[], description="Phrases of the title that rule the family out")


class HeadingProjects(_Model):
    """Headings that name projects."""

    under: Words = Field(description="Phrases of the heading they stand under")
    kind: str = Field(description="The kind of project they are")


class Family(_Model):
    """One family file."""

    family: str
    title: str
    match: Signs
    tables: dict[str, TableWords] = Field(default={}, description="Words beyond the shared lexicon, by sort of table")
    labels: Labels = Labels()
    context: Words = Field(default=[], description="What the headings above a project table are, outermost first")
    project_kind: str = Field(default="project", description="Kind of the projects in its tables")
    list_projects: str | None = Field(default=None, description="Kind of project in lists of 'Name (amount): text'")
    heading_projects: list[HeadingProjects] = []
    one_project: bool = Field(default=False, description="The whole report is about one project")
    results: bool = Field(default=False, description="Quantified results in running text are indicators")
    expect: Words = Field(default=[], description="Tables its reports give rows in; a finding tells of one without")


class FamilyError(ValueError):
    """A family file that is not as it must be; the message names file and place."""


def _load(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8")
        _check_keys(path, yaml.compose(text))
        return yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise FamilyError(f"{path.name}, line {line}: {error.problem or error}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FamilyError(f"{path.name}: {error}") from error


def _check_keys(path: Path, node: yaml.Node | None) -> None:
    """Raise FamilyError for a key that is given twice: YAML would drop the first without a word."""
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                raise FamilyError(f"{path.name}, line {key.start_mark.line + 1}: {key.value} is given twice")
            seen.add(key.value)
            _check_keys(path, value)


def _validate(path: Path, model: type[_Model]) -> Any:
    try:
        return model.model_validate(_load(path))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise FamilyError(f"{path.name}, line {_line_of(path, first['loc'])}: {place}: {first['msg']}") from error


def _line_of(path: Path, place: Sequence[int | str]) -> int:
    """The line of a place in a YAML file, or of the innermost thing around it that is there; from 1."""
    node, line = yaml.compose(path.read_text(encoding="utf-8")), 1
    for part in place:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(part)), None)
            if found is None:
                return line
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line


@cache
def shared_lexicon() -> Lexicon:
    """The lexicon that every family has."""
    lexicon: Lexicon = _validate(FOLDER / f"{SHARED}.yaml", Lexicon)
    return lexicon


@cache
def families() -> dict[str, Family]:
    """Every family by name. Raises FamilyError for a file that is not as it must be."""
    found = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        if path.stem == SHARED:
            continue
        family: Family = _validate(path, Family)
        if family.family != path.stem:
            raise FamilyError(f"{path.name}: family is called {family.family!r}, its file {path.stem!r}")
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
    merged = {**shared_lexicon().tables[sort].fields, **(own.fields if own else {})}
    return frozenset(field for field, wordings in merged.items() if wordings is None)


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


def _merge(own: dict[str, Words], shared: dict[str, Words]) -> dict[str, Words]:
    return {key: [*own.get(key, []), *shared.get(key, [])] for key in {**shared, **own}}
