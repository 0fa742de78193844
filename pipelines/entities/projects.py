"""The same real project in several reports, or in several lists of one."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.entities.groups import Groups, key_of
from pipelines.entities.names import project_key
from pipelines.entities.organisations import Organisations
from pipelines.extract import Row

ASSIGNMENT = "assignment"
Node = tuple[str, bool, str]
"""The key of a name, whether it is an assignment, the id of the owner."""


def assign_project_keys(projects: Sequence[Row], organisations: Organisations) -> list[str]:
    """A key for each project, in order: the same for the same real one.

    Projects of one name are one project, unless both name owners and those are different organisations. What a
    government assigns is no project of that name.
    """
    groups: Groups[Node] = Groups()
    nodes: list[Node] = []
    owners: dict[tuple[str, bool], set[str]] = {}
    for project in projects:
        owner = organisations.id_of(project["owner"]) or ""
        assigned = project["kind"] == ASSIGNMENT
        names = {project_key(name) for name in (project["name"], *(project["aliases"] or []))}
        nodes.append((project_key(project["name"]), assigned, owner))
        groups.join((name, assigned, owner) for name in sorted(names))
        for name in names:
            owners.setdefault((name, assigned), set()).add(owner)
    for (name, assigned), known in owners.items():
        if len(known - {""}) == 1 and "" in known:
            groups.join((name, assigned, owner) for owner in sorted(known))
    keys = {node: min(group) for group in groups.groups() for node in group}
    return [key_of("project-key", "\x1f".join(map(str, keys[groups.find(node)]))) for node in nodes]
