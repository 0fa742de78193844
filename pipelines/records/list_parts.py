"""Tables that are a part of a list of projects, though their header was not told apart from their rows.

A list that a page break cuts prints its header again. Where one row or two stand under it, headers and rows may be put
together otherwise than in the list itself; the words are the same, and a reader sees the same list.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.reading.model import Reading, Table
from pipelines.records.projects import MEASURES
from pipelines.records.role import ACCOUNTED, Role, words_of

FEWEST_SUMS = 2
"""Columns of sums that a header must repeat, beside that of the names, to be that of the list."""


def parts_of_lists(reading: Reading, roles: Mapping[int, Role]) -> set[int]:
    """The ids of the tables that print, above their rows or among them, the headers of a list of projects: that of the
    names and those of all sums."""
    headers = [
        words
        for table in reading.tables
        if (role := roles.get(id(table))) is not None and (words := _of_list(table, role))
    ]
    return {
        id(table)
        for table in reading.tables
        if id(table) not in roles and headers and any(words <= _printed(table) for words in headers)
    }


def _of_list(table: Table, role: Role) -> frozenset[str]:
    """The words of the headers over names and sums; none where the table is no list of projects with several sums."""
    sums = [one for one in (*role.columns.values(), *role.more) if one.field in MEASURES and one.field not in ACCOUNTED]
    name = role.columns.get("name")
    if role.sort != "projects" or name is None or len(sums) < FEWEST_SUMS:
        return frozenset()
    return frozenset(word for one in (name, *sums) for word in _words(one.header))


def _printed(table: Table) -> frozenset[str]:
    """The words of a table's caption, headers and first row below them."""
    head = [cell.text for cell in table.cells if cell.row <= table.header_rows + 1]
    return frozenset(word for text in (table.title or "", *head) for word in _words(text))


def _words(text: str) -> tuple[str, ...]:
    return words_of(text.replace("(", " ").replace(")", " "))
