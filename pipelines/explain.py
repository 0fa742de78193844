"""Where a fact comes from: its values, its report, and the text around its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
from rapidfuzz import fuzz, process

from pipelines import schema
from pipelines.query import connect, rows_of
from pipelines.reading.model import Box
from pipelines.settings import Settings

BEFORE_AND_AFTER = 2
"""Lines of text shown on each side."""
ALIKE = 60.0
"""Points out of 100 from which a passage of the page is taken to be the one a fact was read from."""
SUGGESTED = 3
_PARTS = re.compile(r" [/|] ")
"""Between the parts of a text that stands in several places of its page."""
_PLACE = {"report_id", "page", "bbox", "source_text"}


class UnknownIdError(Exception):
    """No row has this id; the message names ids that look like it."""


@dataclass(frozen=True, slots=True)
class ContextLine:
    """A line of the surroundings; `is_own` for what the fact itself was read from."""

    text: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """A row and where it comes from."""

    id: str
    table: schema.Table
    values: dict[str, object]
    """By column: what is not NULL, place and id aside."""
    report: dict[str, Any] | None
    """Its row of `reports`; None for what belongs to no single report."""
    page: int | None
    box: Box | None
    source_text: str | None
    heading: str | None
    """Title of the table, or heading of the section, that it stands in."""
    around: tuple[ContextLine, ...]


def explain(settings: Settings, row_id: str) -> Explanation:
    """The row with this id, of whatever table. Raises UnknownIdError, NoDatabaseError and QueryError."""
    with connect(settings) as connection:
        found = _find(connection, row_id)
        if found is None:
            raise UnknownIdError(_unknown(connection, row_id))
        table, row = found
        report = row if table is schema.REPORTS else _report(connection, row.get("report_id"))
        page = row.get("page")
        box = Box(**row["bbox"]) if row.get("bbox") else None
        source_text = row.get("source_text")
        heading: str | None = None
        around: list[ContextLine] = []
        if report is not None and page is not None and box is not None:
            heading, around = _surroundings(connection, table, row, box)
    values = {
        name: value
        for name, value in row.items()
        if value is not None and value != [] and name not in _PLACE and name not in table.key
    }
    return Explanation(row_id, table, values, report, page, box, source_text, heading, tuple(around))


def _find(connection: duckdb.DuckDBPyConnection, row_id: str) -> tuple[schema.Table, dict[str, Any]] | None:
    for table in _with_ids():
        if rows := rows_of(connection, f"SELECT * FROM {table.name} WHERE {table.key[0]} = ?", row_id):
            return table, rows[0]
    return None


def _with_ids() -> list[schema.Table]:
    return [table for table in schema.TABLES if len(table.key) == 1]


def _report(connection: duckdb.DuckDBPyConnection, report_id: str | None) -> dict[str, Any] | None:
    rows = rows_of(connection, "SELECT * FROM reports WHERE report_id = ?", report_id) if report_id else []
    return rows[0] if rows else None


def _unknown(connection: duckdb.DuckDBPyConnection, row_id: str) -> str:
    selects = " UNION ALL ".join(f"SELECT {table.key[0]} FROM {table.name}" for table in _with_ids())
    ids = [row[0] for row in connection.execute(selects).fetchall()]
    begun = sorted(known for known in ids if row_id and known.startswith(row_id))
    near = process.extract(row_id, ids, scorer=fuzz.ratio, limit=SUGGESTED, score_cutoff=ALIKE)
    alike = list(dict.fromkeys([*begun[:SUGGESTED], *(found[0] for found in near)]))[:SUGGESTED]
    hint = f" Near it: {', '.join(alike)}." if alike else " The view `provenance` lists the ids of all facts."
    return f"No row has the id {row_id!r}.{hint}"


# --- what stands around it ------------------------------------------------------------------------------------------


def _surroundings(
    connection: duckdb.DuckDBPyConnection, table: schema.Table, row: dict[str, Any], box: Box
) -> tuple[str | None, list[ContextLine]]:
    """The title above a fact and the lines around it: of its table, else of its section, else of its page."""
    report_id, page, text = row["report_id"], row["page"], row.get("source_text") or row.get("text") or ""
    if table is schema.SECTIONS:
        return None, _around(text.splitlines(), 0, 0)
    if (cells := _cells(connection, report_id, page, box)) is not None:
        return cells
    for section in rows_of(
        connection,
        "SELECT title, text FROM sections WHERE report_id = ? AND page <= ? AND page_end >= ? ORDER BY page DESC",
        report_id,
        page,
        page,
    ):
        lines = section["text"].splitlines()
        if (place := _exact(text, lines)) is not None:
            return section["title"], _around(lines, *place)
    pages = rows_of(connection, "SELECT text FROM pages WHERE report_id = ? AND page = ?", report_id, page)
    lines = pages[0]["text"].splitlines() if pages else []
    place = _exact(text, lines) or _alike(text, lines) or _exact(_PARTS.split(text)[0], lines)
    return None, _around(lines, *place) if place is not None else []


def _cells(
    connection: duckdb.DuckDBPyConnection, report_id: str, page: int, box: Box
) -> tuple[str | None, list[ContextLine]] | None:
    """Title and rows of the table that the box lies in; None where it lies in none."""
    found = rows_of(
        connection,
        "SELECT t.table_id, t.title, c.row_no, c.row_span, c.bbox FROM source_cells AS c JOIN source_tables AS t "
        "USING (table_id) WHERE c.report_id = ? AND c.page = ? AND c.bbox.x0 < ? AND c.bbox.x1 > ? "
        "AND c.bbox.top < ? AND c.bbox.bottom > ? ORDER BY t.table_id, c.row_no",
        *(report_id, page, box.x1, box.x0, box.bottom, box.top),
    )
    own: dict[str, set[int]] = {}
    titles: dict[str, str | None] = {}
    for cell in found:
        place = Box(**cell["bbox"])
        if place.holds(box.middle) or box.holds(place.middle):
            rows = own.setdefault(cell["table_id"], set())
            rows.update(range(cell["row_no"], cell["row_no"] + cell["row_span"]))
            titles[cell["table_id"]] = cell["title"]
    if not own:
        return None
    table_id = max(own, key=lambda table: len(own[table]))
    shown = {1, *(near for number in own[table_id] for near in (number - 1, number, number + 1))}
    texts = rows_of(
        connection,
        "SELECT row_no, list(text ORDER BY column_no) AS texts FROM source_cells WHERE table_id = ? "
        "GROUP BY row_no ORDER BY row_no",
        table_id,
    )
    lines = [
        ContextLine(" | ".join(row["texts"]), row["row_no"] in own[table_id]) for row in texts if row["row_no"] in shown
    ]
    return titles[table_id], lines


def _around(lines: Sequence[str], first: int, last: int) -> list[ContextLine]:
    begin, end = max(first - BEFORE_AND_AFTER, 0), last + BEFORE_AND_AFTER + 1
    return [ContextLine(line, first <= begin + number <= last) for number, line in enumerate(lines[begin:end])]


def _squashed(text: str) -> str:
    """The text without what line breaks change: blanks and hyphens."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def _exact(text: str, lines: Sequence[str]) -> tuple[int, int] | None:
    """First and last line that hold the text, wherever lines were broken; None where none do."""
    wanted = _squashed(text)
    at = _squashed("".join(lines)).find(wanted) if wanted else -1
    return None if at < 0 else _lines(lines, at, at + len(wanted))


def _alike(text: str, lines: Sequence[str]) -> tuple[int, int] | None:
    """First and last line of the passage that is most like the text; None where nothing is."""
    wanted, there = _squashed(text), _squashed("".join(lines))
    if not wanted or not there:
        return None
    found = fuzz.partial_ratio_alignment(wanted, there, score_cutoff=ALIKE)
    return None if found is None else _lines(lines, found.dest_start, found.dest_end)


def _lines(lines: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """First and last line of the characters from `start` to `end`, counted without blanks and hyphens."""
    ends, total = [], 0
    for line in lines:
        total += len(_squashed(line))
        ends.append(total)
    first = next(number for number, stop in enumerate(ends) if stop > start)
    last = next(number for number, stop in enumerate(ends) if stop >= end)
    return first, max(first, last)
