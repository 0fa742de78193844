"""The same real project in several reports, or in several lists of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipelines.entities.aliases import Aliases
from pipelines.entities.groups import Groups, key_of
from pipelines.entities.organisations import Organisations
from pipelines.naming import project_key
from pipelines.records.facts import Row

ASSIGNMENT = "assignment"
Node = tuple[str, bool, str]
"""The key of a name, whether it is an assignment, the id of the owner."""


def assign_project_keys(
    projects: Sequence[Row], organisations: Organisations, aliases: Aliases | None = None
) -> list[tuple[str, str | None]]:
    """A key for each project, in order, the same for the same real one, and why it is that of others; None alone.

    Projects of one name are one project, unless both name owners and those are different organisations. What a
    government assigns is no project of that name. The alias file wins.
    """
    aliases = aliases or Aliases()
    nodes = [_node(project, organisations) for project in projects]
    by_name: dict[str, set[Node]] = defaultdict(set)
    joins: set[tuple[Node, Node]] = set()
    owners: dict[tuple[str, bool], set[str]] = defaultdict(set)
    for project, (own, assigned, owner) in zip(projects, nodes, strict=True):
        for name in (own, *map(project_key, project["aliases"] or [])):
            by_name[name].add((name, assigned, owner))
            joins.add(((own, assigned, owner), (name, assigned, owner)))
            owners[name, assigned].add(owner)
    for (name, assigned), known in owners.items():
        if len(known - {""}) == 1 and "" in known:
            joins.add(((name, assigned, ""), (name, assigned, max(known))))
    said = {
        (min(a, b), max(a, b))
        for one, other in aliases.same("project")
        for a in by_name[project_key(one)]
        for b in by_name[project_key(other)]
        if a[1] == b[1]
    }
    apart = [
        (a, b)
        for one, other in aliases.apart("project")
        for a in by_name[project_key(one)]
        for b in by_name[project_key(other)]
    ]
    groups: Groups[Node] = Groups(apart)
    for node in sorted({node for nodes_of in by_name.values() for node in nodes_of}):
        groups.add(node)
    for one, other in (*sorted(said), *sorted(joins)):
        groups.join((one, other))
    return _keys(nodes, groups, said)


def _node(project: Row, organisations: Organisations) -> Node:
    owner = organisations.id_of(project["owner"], project["owner_aliases"] or ()) or ""
    return project_key(project["name"]), project["kind"] == ASSIGNMENT, owner


def _keys(nodes: Sequence[Node], groups: Groups[Node], said: set[tuple[Node, Node]]) -> list[tuple[str, str | None]]:
    least = {groups.find(group[0]): min(group) for group in groups.groups()}
    members: dict[Node, list[Node]] = defaultdict(list)
    for node in nodes:
        members[groups.find(node)].append(node)
    by_hand = {node for pair in said for node in pair}
    found: list[tuple[str, str | None]] = []
    for node in nodes:
        root = groups.find(node)
        others = sorted(members[root])
        key = key_of("project-key", "\x1f".join(map(str, least[root])))
        found.append((key, _reason(node, others, by_hand) if len(others) > 1 else None))
    return found


def _reason(node: Node, others: Sequence[Node], by_hand: set[Node]) -> str:
    if others.count(node) > 1 and node[2]:
        return "name_and_owner"
    if any(other[0] == node[0] for other in others if other != node) or others.count(node) > 1:
        return "name"
    return "alias_file" if node in by_hand else "alias"
