"""The meaning of a table: its sort, and what each of its columns holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.family import shared_lexicon
from pipelines.lexicon import Synonyms, parse_header
from pipelines.reading.model import Cell, Table
from pipelines.records.combined import two_parts
from pipelines.records.label_marks import values_in
from pipelines.values.status import Status

FIGURES = ("outcome", "target")
"""Fields that one column may hold, a stroke between their figures."""
PERIODS = frozenset({"period", "period_start", "period_end"})
SUFFIX_MONEY, SUFFIX_PERCENT = "_sek", "_percent"
ACCOUNTED = {f"{measure}{SUFFIX_MONEY}": measure for measure in ("budget", "outcome", "deviation", "forecast")}
"""Columns of sums that a list of projects may have beside its own, by what they measure."""


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


def body_column(table: Table, place: int, header_rows: int) -> list[Cell]:
    """Cells of one column below the headers, each once."""
    return [cell for cell in table.cells if cell.column - 1 == place and cell.row > header_rows]


def is_total(text: str) -> bool:
    """Whether a row label names a printed sum, total or result: it opens with such a word, or ends with a total's."""
    words = tuple(word.strip(".") for word in parse_header(text).words)
    lexicon = shared_lexicon()
    opens = any(words[: len(known)] == known for known in map(words_of, lexicon.totals))
    return (
        opens
        or words in set(map(words_of, lexicon.total_labels))
        or any(words[-1:] == known for known in map(words_of, lexicon.total_endings))
    )


def is_bare_total(text: str) -> bool:
    """Whether a row label is a total's word and nothing else."""
    words = tuple(word.strip(".") for word in parse_header(text).words)
    lexicon = shared_lexicon()
    return words in set(map(words_of, (*lexicon.totals, *lexicon.total_labels)))


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a header or label."""
    return parse_header(text).words


def year_of(path: Sequence[str]) -> int | None:
    """The year that a header names, the lowest line of it first."""
    for text in reversed(path):
        if (year := parse_header(text).year) is not None:
            return year
    return None


def group_of(path: Sequence[str]) -> str | None:
    """The group of people that a header names."""
    words = {word for text in path for word in parse_header(text).words}
    return next((group for group in shared_lexicon().groups if set(words_of(group)) <= words), None)
