"""Organisations: every spelling met gathered under the real one.

Two spellings are one organisation when they agree but for legal form, case and word order, when one holds the other in
brackets or after a dash, or when a report gives both as the owner of one project.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.entities.groups import Groups, key_of
from pipelines.entities.names import organisation_key, spellings
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
    for project in projects:
        owners = [name for name in (project["owner"], *(project["owner_aliases"] or [])) if name]
        _join(groups, met, owners)
        for column in NAMED:
            for name in project[column] or []:
                if _is_name(name):
                    _join(groups, met, [name])
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
