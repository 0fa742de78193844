"""Activities told as forms: a label beside each value, ``Aktivitet | Rita karta``, ``När | 2023``, and again."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.family import families, fields_of
from pipelines.reading.model import Reading, Table
from pipelines.records.activities import SHARED, Legend, add_activity, bullets_of, persons_of, status_of_bullet
from pipelines.records.context import Trail
from pipelines.records.facts import Facts
from pipelines.records.forms import Form, find_forms
from pipelines.values.status import Status

FEWEST = 2
"""Labels beside its own that each activity has."""
_OWN = {"priority", "follow_up", "status"}


def activity_forms(reading: Reading, family: str | None) -> list[Form]:
    """The forms of a report that tell of an activity each.

    In a family that has no activities a project may be called an effort: there they tell what only activities have, and
    a lone one in a report of one project tells of that.
    """
    forms = find_forms(reading, fields_of("activities", family), "activity", FEWEST)
    if family is None or "activities" in families()[family].match.tables:
        return forms
    if len(forms) == 1 and families()[family].one_project:
        return []
    return [form for form in forms if _OWN & form.keys() and all(isinstance(one.item, Table) for one in form.values())]


def activities_of_forms(
    facts: Facts, forms: list[Form], trails: Mapping[int, Trail], legend: Legend, signs: Mapping[str, Status]
) -> set[int]:
    """Add the activity of each form; the ids of the items read."""
    taken: set[int] = set()
    for form in forms:
        own = form["activity"]
        texts = {name: form[name].value.text or None for name in SHARED if name in form and name != "responsible"}
        state = form["status"].value if "status" in form else None
        for bullet in bullets_of(own.value):
            status = status_of_bullet(bullet, state, legend)
            if status is None and state is not None:
                status = signs.get(state.text.strip())
            persons = persons_of([form["responsible"].value]) if "responsible" in form else None
            add_activity(facts, bullet, trails.get(id(own.item), Trail(())), status, persons, **texts)
        for told in form.values():
            facts.use(told.sources)
            taken.add(id(told.item))
    return taken
