"""Activities told as forms: a label beside each value, ``Aktivitet | Rita karta``, ``När | 2023``, and again."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.family import fields_of
from pipelines.lexicon import COMPOSED, resolve
from pipelines.reading.model import Cell, Table
from pipelines.records.activities import SHARED, Legend, add_activity, bullets_of, persons_of, status_of_bullet
from pipelines.records.context import Trail
from pipelines.records.facts import Facts

FEWEST = 2
"""Labels beside its own that each activity has."""

Form = dict[str, tuple[Cell, Cell]]
"""Label and value by field."""


def activity_forms(table: Table, family: str | None) -> list[Form]:
    """The forms of a table of two columns, each opened by the label of an activity; none for any other table."""
    if table.column_count != 2 or table.kind == "key_value":
        return []
    synonyms = fields_of("activities", family)
    forms: list[Form] = []
    for row in table.grid():
        label, value = row
        if label is None or value is None or label is value or not label.text:
            continue
        match = resolve(label.text.rstrip(":"), synonyms)
        field = match.field if match is not None and match.score >= COMPOSED else None
        if field == "activity" and value.text:
            forms.append({field: (label, value)})
        elif field is not None and forms:
            forms[-1].setdefault(field, (label, value))
        elif not forms:
            return []
    return forms if all(len(form) > FEWEST for form in forms) else []


def activities_of_forms(facts: Facts, forms: Sequence[Form], trail: Trail, legend: Legend) -> None:
    """Add the activity of each form."""
    for form in forms:
        texts = {name: form[name][1].text or None for name in SHARED if name in form and name != "responsible"}
        for bullet in bullets_of(form["activity"][1]):
            status = status_of_bullet(bullet, form["status"][1] if "status" in form else None, legend)
            persons = persons_of([form["responsible"][1]]) if "responsible" in form else None
            add_activity(facts, bullet, trail, status, persons, **texts)
        facts.use(cell for cells in form.values() for cell in cells)
