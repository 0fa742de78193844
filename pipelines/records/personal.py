"""Names of people that a family's policy leaves out of the facts.

The policy holds for facts. What a page says stays as read in `pages`, `sections` and `source_cells`.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.family_model import Personal
from pipelines.records.facts import Facts

OMITTED = "[…]"
"""What stands in the text of a row for a name that is left out."""

COLUMNS = {"contact_person": "projects", "responsible": "activities"}
"""Columns that hold names of people, with their table."""


def leave_out(facts: Facts, policy: Personal) -> None:
    """Empty the columns that the policy drops, and take the names out of the text their rows were read from."""
    for column, table in COLUMNS.items():
        if getattr(policy, column) == "keep":
            continue
        for row in facts.rows(table):
            row["source_text"] = _without(row["source_text"], row.get(column))
            row[column] = None


def _without(text: str, names: str | Sequence[str] | None) -> str:
    for name in [names] if isinstance(names, str) else names or []:
        text = text.replace(name, OMITTED)
    return text
