"""One PDF looked at by itself: what is seen in it and what it is taken for. Nothing is kept."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipelines.family import RECOGNISED
from pipelines.reading import Page, Reading, UnreadableError
from pipelines.reading.model import Heading
from pipelines.reading.report import read_report
from pipelines.records.facts import Row
from pipelines.records.interpret import interpret
from pipelines.records.recognise import Likeness

NEEDED = RECOGNISED
"""Points from which a report is taken to be of a family."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """A PDF as the pipeline sees it."""

    reading: Reading
    about: Row
    """Title, publisher, period and the like, named as in `reports`."""
    family: str | None
    likenesses: list[Likeness]
    """Every family with its points and signs, the likest first."""
    rows: dict[str, int]
    """Rows it would give, by table."""

    @property
    def headings(self) -> list[Heading]:
        """The headings in reading order."""
        return [section.heading for section in self.reading.sections]


def read(path: Path, on_page: Callable[[Page], None] | None = None) -> Reading:
    """The PDF at `path` as read; `on_page` is that of `read_report`.

    Raises UnreadableError where it cannot be read, OSError where there is no such file.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise UnreadableError("not_a_file", "It is not a file.")
    return read_report(path, on_page)


def inspect(path: Path) -> Inspection:
    """The PDF at `path`, read and interpreted. Errors are those of `read`."""
    reading = read(path)
    found = interpret(reading)
    rows = {name: len(rows) for name, rows in found.facts.tables.items() if rows}
    return Inspection(reading, found.about, found.family, found.likenesses, rows)
