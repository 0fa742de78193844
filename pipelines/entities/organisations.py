"""Organisations: every spelling met gathered under the real one, each with the reason why it stands there.

Two spellings are one organisation when they agree but for legal form, case and word order, when both name the same
municipality or region, when one holds the other in brackets or after a dash, or when a report gives both as the owner
of one project and they are alike. A short name in brackets stands for the full one, unless it stands for several; so
do initials in the text of the owner's own project. The alias file wins over all of it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipelines.codelist import municipality_of, region_of
from pipelines.entities.aliases import Aliases
from pipelines.entities.groups import Groups, key_of
from pipelines.naming import are_alike, full_and_short, kind_of, named_organisations, organisation_key, spellings
from pipelines.records.facts import Row

NAMED = {"partners": "partner", "financiers": "financier"}
"""List columns of `projects` that name organisations, and the role of those."""
DEFINITION = "definition"
"""Why a text is taken to name an organisation: it gives name and abbreviation."""
REASONS = ("alias_file", "same_project", "short_form", "own_text", "initials")
"""Why two keys are joined, the strongest first."""


@dataclass(frozen=True, slots=True)
class Organisations:
    """The organisations, the id of each spelling, and each place that names one."""

    rows: list[Row]
    ids: dict[str, str]
    """By `organisation_key` of a spelling."""
    mentions: list[Row] = field(default_factory=list)

    def id_of(self, name: str | None, variants: Sequence[str] = ()) -> str | None:
        """The organisation of a printed name, of several named the first."""
        return self.ids.get(organisation_key(named_organisations(name, variants)[0])) if name else None


@dataclass(slots=True)
class _Met:
    """What is met on the way: spellings by key, joins with their reasons, short names with what they stand for."""

    spelt: dict[str, Counter[str]] = field(default_factory=dict)
    joins: dict[tuple[str, str], str] = field(default_factory=dict)
    short: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    """Key of a short name to the keys it stands for, each with its reason."""
    printed: dict[str, str] = field(default_factory=dict)
    """How a short name is printed, by its key."""

    def name(self, spelling: str) -> str:
        """Know a spelling; its key. A full name inside is known, too."""
        key = organisation_key(spelling)
        if key:
            self.spelt.setdefault(key, Counter())[spelling] += 1
            for inner in spellings(spelling)[1:]:
                if other := organisation_key(inner):
                    self.spelt.setdefault(other, Counter())[inner] += 1
                    self.join(key, other, "short_form")
        return key

    def stand_for(self, spelling: str) -> None:
        """Know what the short name in a spelling with brackets or a dash stands for."""
        pair = full_and_short(spelling)
        if pair is not None and (key := organisation_key(pair[1])):
            self.short[key].setdefault(organisation_key(spelling), "short_form")
            self.printed[key] = min(self.printed.get(key, pair[1]), pair[1])

    def join(self, one: str, other: str, reason: str) -> None:
        """Two keys are of one organisation; of several reasons the strongest is kept."""
        if one and other and one != other:
            pair = (min(one, other), max(one, other))
            self.joins[pair] = min(self.joins.get(pair, reason), reason, key=REASONS.index)


def resolve(projects: Sequence[Row], texts: Sequence[Row] = (), aliases: Aliases | None = None) -> Organisations:
    """The organisations that projects name as owners, partners and financiers, and that running text names.

    `texts` are the rows of `organisation_mentions` that reports gave; those that name none of the organisations are
    left out.
    """
    aliases = aliases or Aliases()
    met = _Met()
    for project in projects:
        for names in _names_of(project):
            keys = [met.name(name) for name in names]
            for key in keys[1:]:
                met.join(keys[0], key, "same_project")
    known = _known(projects, met, texts)
    for one, other in aliases.same("organisation"):
        met.join(met.name(one), met.name(other), "alias_file")
    apart = [(organisation_key(one), organisation_key(other)) for one, other in aliases.apart("organisation")]
    groups = _grouped(met, apart)
    shown = {organisation_key(other): other for _, other in aliases.same("organisation")}
    ids: dict[str, str] = {}
    rows: list[Row] = []
    for keys in groups.groups():
        row = _organisation(keys, met, shown)
        ids.update(dict.fromkeys(keys, str(row["organisation_id"])))
        rows.append(row)
    found = Organisations(sorted(rows, key=lambda row: str(row["organisation_id"])), ids)
    mentions = _mentions(projects, known, found, met)
    found.mentions.extend(sorted(mentions, key=lambda row: (row["report_id"], row["page"], row["mention_id"])))
    return found


def _names_of(project: Row) -> Iterator[list[str]]:
    """The names a project gives, those of one organisation together."""
    owners = _owners(project)
    if owners:
        named = [named_organisations(name, owners) for name in owners]
        alone = [names[0] for names in named if len(names) == 1]
        alike = [name for name in alone if are_alike(alone[0], name)]
        yield alike
        yield from ([name] for name in alone if name not in alike)
        yield from ([name] for names in named if len(names) > 1 for name in names)
    for column in NAMED:
        yield from ([name] for name in project[column] or [] if _is_name(name))


def _owners(project: Row) -> list[str]:
    return [name for name in (project["owner"], *(project["owner_aliases"] or [])) if name]


def _known(projects: Sequence[Row], met: _Met, texts: Sequence[Row]) -> list[Row]:
    """The mentions in running text that name an organisation met in any report; their spellings are met, too."""
    owners = {project["project_id"]: _owners(project) for project in projects}
    for spelling in sorted(spelling for counts in met.spelt.values() for spelling in counts):
        met.stand_for(spelling)
    ordered = sorted(texts, key=lambda row: (row["report_id"], row["mention_id"]))
    for row in ordered:
        if row["link_reason"] == DEFINITION:
            met.name(row["name"])
            met.stand_for(row["name"])
    known = {*met.spelt, *met.short}
    found = []
    for row in ordered:
        name, key = row["name"], organisation_key(row["name"])
        names = owners.get(row["project_id"]) or []
        owner = organisation_key(named_organisations(names[0], names)[0]) if names else ""
        if row["link_reason"] == "initials" and owner:
            met.short[key].setdefault(owner, "initials")
            met.printed.setdefault(key, name)
        elif row["link_reason"] == "own_text" and owner:
            met.name(name)
            met.join(key, owner, "own_text")
        elif key in met.spelt or municipality_of(name) or region_of(name):
            met.name(name)
        elif key not in known:
            continue
        found.append(row)
    return found


def _grouped(met: _Met, apart: Sequence[tuple[str, str]]) -> Groups[str]:
    """The keys in groups; the strongest reasons join first, so that nothing depends on the order of reports."""
    groups: Groups[str] = Groups(apart)
    for key in sorted(met.spelt):
        groups.add(key)
    for (one, other), _ in sorted(met.joins.items(), key=lambda join: (REASONS.index(join[1]), join[0])):
        groups.join((one, other))
    for key, stands_for in sorted(met.short.items()):
        full = {groups.find(other) for other in stands_for}
        if key in met.spelt:
            full -= {groups.find(key)}
        if len(full) == 1:
            other, reason = min(stands_for.items(), key=lambda item: (REASONS.index(item[1]), item[0]))
            if groups.join((other, key)):
                met.spelt.setdefault(key, Counter())[met.printed[key]] += 1
                met.join(other, key, reason)
    return groups


def _organisation(keys: Sequence[str], met: _Met, shown: dict[str, str]) -> Row:
    counts = sum((met.spelt[key] for key in sorted(keys)), Counter[str]())
    name = next((shown[key] for key in sorted(keys) if key in shown), None) or _fullest(counts)
    municipality = next((place.code for text in sorted(counts) if (place := municipality_of(text))), None)
    region = next((place.code for text in sorted(counts) if (place := region_of(text))), None)
    return {
        "organisation_id": key_of("organisation", min(keys)),
        "name": name,
        "aliases": sorted(spelling for spelling in counts if spelling != name),
        "kind": kind_of(sorted(counts)),
        "municipality_code": municipality,
        "region_code": region,
    }


def _is_name(text: str) -> bool:
    """Whether a listed part is a name rather than a description: ``de deltagande parterna`` is none."""
    return any(word[:1].isupper() for word in text.split())


def _fullest(counts: Counter[str]) -> str:
    """The longest spelling without brackets; of equals the commonest, then the first by alphabet."""
    plain = [spelling for spelling in counts if not re.search(r"[()–—]", spelling)] or list(counts)
    return min(plain, key=lambda spelling: (-len(spelling), -counts[spelling], spelling))


# --- where each is named --------------------------------------------------------------------------------------------


def _mentions(projects: Sequence[Row], texts: Sequence[Row], found: Organisations, met: _Met) -> Iterator[Row]:
    names = {row["organisation_id"]: row["name"] for row in found.rows}
    reasons: dict[str, str] = {}
    for pair, reason in met.joins.items():
        for key in pair:
            reasons[key] = min(reasons.get(key, reason), reason, key=REASONS.index)
    for project in projects:
        for role, name in _roles(project):
            if (organisation := found.ids.get(organisation_key(name))) is not None:
                text = "\x1f".join((project["project_id"], role, name))
                yield {
                    "mention_id": key_of("mention", text),
                    "report_id": project["report_id"],
                    "organisation_id": organisation,
                    "project_id": project["project_id"],
                    "role": role,
                    "name": name,
                    "link_reason": _reason(name, names[organisation], reasons),
                    **{column: project[column] for column in ("page", "bbox", "source_text")},
                }
    for row in texts:
        if (organisation := found.ids.get(organisation_key(row["name"]))) is not None:
            reason = _reason(row["name"], names[organisation], reasons)
            yield {**row, "organisation_id": organisation, "link_reason": reason}


def _roles(project: Row) -> list[tuple[str, str]]:
    """The organisations that a project names, each once in a role, in print order."""
    owners = _owners(project)
    named = [("owner", name) for name in (named_organisations(owners[0], owners) if owners else ())]
    named += [(role, name) for column, role in NAMED.items() for name in project[column] or [] if _is_name(name)]
    return list(dict.fromkeys(named))


def _reason(name: str, shown: str, reasons: dict[str, str]) -> str:
    """Why a printed name is taken for the organisation that is shown as `shown`."""
    if name == shown:
        return "name"
    key = organisation_key(name)
    if key != organisation_key(shown) and key in reasons:
        return reasons[key]
    return "place" if municipality_of(name) or region_of(name) else "spelling"
