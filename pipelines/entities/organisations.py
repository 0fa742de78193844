"""Organisations: every spelling met gathered under the real one.

Two spellings are one organisation when they agree but for legal form, case and word order, when one holds the other in
brackets or after a dash, or when a report gives both as the owner of one project and they are alike. A short name in
brackets stands for the full one, unless it stands for several.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipelines.entities.groups import Groups, key_of
from pipelines.entities.names import are_alike, full_and_short, organisation_key, spellings
from pipelines.extract import Row

NAMED = ("partners", "financiers")
"""List columns of `projects` that name organisations."""

KINDS: tuple[tuple[str, str], ...] = (
    ("kommunalförbund", r"\bkommunalförbund|\bkommunförbund"),
    ("municipality", r"\bkommun(?:er|en)?$|\bstad$|^stad\b"),
    ("region", r"^region\b|regionen$|\bregion$"),
    ("agency", r"verket$|myndigheten$|^länsstyrelsen|inspektionen$|trafikverket"),
    ("university", r"universitet|högskola"),
    ("fund", r"fonden$|\bfond\b"),
    ("foundation", r"^stiftelse|stiftelsen?\b"),
    ("economic_association", r"ek\.? ?för|ekonomisk förening"),
    ("company", r"\bab$|\baktiebolag|\bab\b"),
    ("association", r"förening|förbund"),
)


@dataclass(frozen=True, slots=True)
class Organisations:
    """The organisations, and the id of each spelling."""

    rows: list[Row]
    ids: dict[str, str]
    """By `organisation_key` of a spelling."""

    def id_of(self, name: str | None) -> str | None:
        """The organisation of a printed name."""
        return self.ids.get(organisation_key(name)) if name else None


def resolve(projects: Sequence[Row]) -> Organisations:
    """The organisations that projects name as owners, partners and financiers."""
    groups: Groups[str] = Groups()
    met: dict[str, Counter[str]] = {}
    for names in (names for project in projects for names in _names_of(project)):
        _join(groups, met, names)
    _join_short_names(groups, met)
    ids: dict[str, str] = {}
    rows: list[Row] = []
    for keys in groups.groups():
        counts = sum((met[key] for key in keys), Counter[str]())
        name = _fullest(counts)
        organisation = key_of("organisation", min(keys))
        ids.update(dict.fromkeys(keys, organisation))
        rows.append(
            {
                "organisation_id": organisation,
                "name": name,
                "aliases": sorted(spelling for spelling in counts if spelling != name),
                "kind": kind_of(counts),
                "municipality_code": None,
            }
        )
    return Organisations(sorted(rows, key=lambda row: str(row["organisation_id"])), ids)


def _names_of(project: Row) -> Iterator[list[str]]:
    """The names a project gives, those of one organisation together."""
    aliases = project["owner_aliases"] or []
    owners = [name for name in (project["owner"], *aliases) if name]
    yield [name for name in owners if are_alike(owners[0], name)]
    yield from ([name] for name in owners if not are_alike(owners[0], name))
    for column in NAMED:
        yield from ([name] for name in project[column] or [] if _is_name(name))


def _join_short_names(groups: Groups[str], met: dict[str, Counter[str]]) -> None:
    """Join each short name to the one full name that it stands for anywhere."""
    short: dict[str, str] = {}
    stands_for: dict[str, set[str]] = defaultdict(set)
    for spelling in sorted(spelling for counts in met.values() for spelling in counts):
        pair = full_and_short(spelling)
        key = organisation_key(pair[1]) if pair is not None else ""
        if pair is not None and key:
            short.setdefault(key, pair[1])
            stands_for[key].add(groups.find(organisation_key(spelling)))
    for key, full in sorted(stands_for.items()):
        if len(full) == 1:
            met.setdefault(key, Counter())[short[key]] += 1
            groups.join([*full, key])


def _join(groups: Groups[str], met: dict[str, Counter[str]], names: Sequence[str]) -> None:
    keys = []
    for name in names:
        for spelling in spellings(name):
            key = organisation_key(spelling)
            if key:
                met.setdefault(key, Counter())[spelling] += 1
                keys.append(key)
    if keys:
        groups.join(keys)


def _is_name(text: str) -> bool:
    """Whether a listed part is a name rather than a description: ``de deltagande parterna`` is none."""
    return any(word[:1].isupper() for word in text.split())


def _fullest(counts: Counter[str]) -> str:
    """The longest spelling without brackets; of equals the commonest, then the first by alphabet."""
    plain = [spelling for spelling in counts if not re.search(r"[()–—]", spelling)] or list(counts)
    return min(plain, key=lambda spelling: (-len(spelling), -counts[spelling], spelling))


def kind_of(spelt: Iterable[str]) -> str | None:
    """What sort of organisation its names say it is; None where they say nothing."""
    names = [name.casefold() for name in spelt]
    for kind, pattern in KINDS:
        if any(re.search(pattern, name) for name in names):
            return kind
    return None
