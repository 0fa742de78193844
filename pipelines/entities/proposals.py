"""Links that are likely but not sure: told as findings, never made. The alias file settles them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from rapidfuzz import fuzz

from pipelines.codelist import municipality_of, region_of
from pipelines.entities.aliases import Aliases
from pipelines.entities.alike import alike_pairs
from pipelines.entities.groups import key_of
from pipelines.entities.organisations import Organisations
from pipelines.naming import is_short_form, organisation_key, organisation_words, project_key
from pipelines.records.facts import Row

ALIKE = 90.0
"""Least similarity of two keys that may be one name misprinted."""
COMMON = 30
"""A word in more names than this tells nothing."""


def proposals(projects: Sequence[Row], organisations: Organisations, aliases: Aliases | None = None) -> list[Row]:
    """A finding for each two organisations, and each two projects, that may be one; those of the alias file aside."""
    aliases = aliases or Aliases()
    return [*_of_organisations(organisations, aliases), *_of_projects(projects, aliases)]


def _of_organisations(found: Organisations, aliases: Aliases) -> Iterator[Row]:
    first: dict[str, Row] = {}
    for mention in found.mentions:
        first.setdefault(mention["organisation_id"], mention)
    settled = {frozenset(map(organisation_key, names)) for names in aliases.apart("organisation")}
    rows = {row["organisation_id"]: row for row in found.rows if row["organisation_id"] in first}
    for one, other in _sharing_a_word(rows.values()):
        names = sorted((one["name"], other["name"]), key=lambda name: (-len(name), name))
        if frozenset(map(organisation_key, names)) in settled or not _may_be_one(*names):
            continue
        place = min((first[row["organisation_id"]] for row in (one, other)), key=_order)
        yield _finding(place, "organisation_link_proposed", names, "names that are alike")


def _sharing_a_word(rows: Iterable[Row]) -> list[tuple[Row, Row]]:
    by_word: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for word in {*organisation_words(row["name"])}:
            by_word[word].append(row)
    pairs = {
        tuple(sorted((one["organisation_id"], other["organisation_id"]))): (one, other)
        for group in by_word.values()
        if len(group) <= COMMON
        for one, other in combinations(group, 2)
    }
    return [pairs[key] for key in sorted(pairs)]


def _may_be_one(long: str, short: str) -> bool:
    if any(municipality_of(name) or region_of(name) for name in (long, short)):
        return False
    if is_short_form(short, long):
        return True
    a, b = organisation_key(long), organisation_key(short)
    numbers = [re.findall(r"\d+", text) for text in (a, b)]
    return numbers[0] == numbers[1] and len(a.split()) == len(b.split()) > 1 and fuzz.ratio(a, b) >= ALIKE


def _of_projects(projects: Sequence[Row], aliases: Aliases) -> Iterator[Row]:
    """Projects of one owner whose names are alike, and projects of one name whose reports name different owners."""
    settled = {frozenset(map(project_key, names)) for names in aliases.apart("project")}
    by_owner: dict[str, list[Row]] = defaultdict(list)
    by_name: dict[str, list[Row]] = defaultdict(list)
    for project in sorted(projects, key=_order):
        if project["owner_organisation_id"]:
            by_owner[project["owner_organisation_id"]].append(project)
        by_name[project_key(project["name"])].append(project)
    told: set[frozenset[str]] = set()
    pairs = [
        *((pair, "alike") for rows in by_owner.values() for pair in _of_one_owner(rows)),
        *((pair, "name") for rows in by_name.values() for pair in _of_one_name(rows)),
    ]
    for (one, other), why in pairs:
        keys = frozenset((one["project_key"], other["project_key"]))
        names = [one["name"], other["name"]]
        if len(keys) == 1 or keys in told or frozenset(map(project_key, names)) in settled:
            continue
        told.add(keys)
        if why == "alike":
            yield _finding(one, "project_link_proposed", names, "one owner, names that are alike")
        else:
            owners = f"one name, owners “{one['owner']}” and “{other['owner']}”"
            yield _finding(one, "project_link_proposed", names, owners)


def _of_one_owner(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """The pairs of an owner's projects that are of one kind and called nearly the same, the first row of each name."""
    by_kind: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for place, row in enumerate(rows):
        by_kind[row["kind"]].setdefault((project_key(row["name"]), row["project_key"]), place)
    found: list[tuple[int, int]] = []
    for firsts in by_kind.values():
        places: dict[str, list[int]] = defaultdict(list)
        for (name, _), place in firsts.items():
            places[name].append(place)
        names = list(places)
        for a, b in alike_pairs(names, ALIKE, _names_alike):
            found += [(min(i, j), max(i, j)) for i in places[names[a]] for j in places[names[b]]]
    yield from ((rows[i], rows[j]) for i, j in sorted(found))


def _of_one_name(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """The pairs of projects of one name and kind from different reports, the first of each two keys.

    A name that very many projects have tells nothing.
    """
    firsts: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        if row["owner"]:
            seen = firsts[row["project_key"], row["kind"]]
            if not seen or (len(seen) == 1 and rows[seen[0]]["report_id"] != row["report_id"]):
                seen.append(place)
    if len(firsts) > COMMON:
        return
    found = []
    for (one, own), (other, others) in combinations(firsts.items(), 2):
        if one[1] == other[1] and one[0] != other[0]:
            apart = [(i, j) for i in own for j in others if rows[i]["report_id"] != rows[j]["report_id"]]
            found += [min((min(pair), max(pair)) for pair in apart)] if apart else []
    yield from ((rows[i], rows[j]) for i, j in sorted(found))


def _names_alike(one: str, other: str) -> bool:
    numbers = [re.findall(r"\d+", text) for text in (one, other)]
    return one != other and numbers[0] == numbers[1] and fuzz.ratio(one, other) >= ALIKE


def _order(row: Row) -> tuple[str, int, str]:
    return row["report_id"], row["page"], str(row.get("project_id") or row.get("mention_id") or "")


def _finding(place: Row, rule: str, names: Sequence[str], why: str) -> Row:
    detail = f"“{names[0]}” and “{names[1]}” may be the same: {why}. A line in aliases.csv settles it."
    return {
        "finding_id": key_of("finding", "\x1f".join((rule, *names, place["report_id"], detail))),
        "report_id": place["report_id"],
        "rule": rule,
        "severity": "info",
        "subject": names[0],
        "detail": detail,
        "expected": None,
        "observed": names[1],
        **{column: place[column] for column in ("page", "bbox", "source_text")},
    }
