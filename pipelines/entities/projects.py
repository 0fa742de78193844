"""The same real project in several reports, or in several lists of one."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.entities.groups import Groups, key_of
from pipelines.entities.names import project_key
from pipelines.entities.organisations import Organisations
from pipelines.extract import Row


def assign_project_keys(projects: Sequence[Row], organisations: Organisations) -> list[str]:
    """A key for each project, in order: the same for the same real one.

    Projects of one name are one project, unless both name owners and those are different organisations.
    """
    groups: Groups[tuple[str, str]] = Groups()
    nodes: list[tuple[str, str]] = []
    owners: dict[str, set[str]] = {}
    for project in projects:
        owner = organisations.id_of(project["owner"]) or ""
        names = {project_key(name) for name in (project["name"], *(project["aliases"] or []))}
        nodes.append((project_key(project["name"]), owner))
        groups.join((name, owner) for name in sorted(names))
        for name in names:
            owners.setdefault(name, set()).add(owner)
    for name, known in owners.items():
        if len(known - {""}) == 1 and "" in known:
            groups.join((name, owner) for owner in sorted(known))
    keys = {node: min(group) for group in groups.groups() for node in group}
    return [key_of("project-key", "\x1f".join(keys[groups.find(node)])) for node in nodes]
