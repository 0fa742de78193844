"""Organisations and projects that running text names: spellings that tables do not have.

A name is looked for by the words of those the report's projects name. Beyond that a text names an organisation where it
gives full name and abbreviation, where it says municipality or region, and, in the text of a project, by the initials
or the short form of the project's owner.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.codelist import municipality_of, region_of
from pipelines.naming import (
    SMALL_WORDS,
    full_and_short,
    initials,
    is_short_form,
    kind_of,
    named_organisations,
    organisation_key,
    organisation_words,
    project_key,
    spellings,
)
from pipelines.reading.model import ListItem, Paragraph, Reading
from pipelines.records.context import Trail
from pipelines.records.descriptions import Described
from pipelines.records.facts import Facts, Row, of_item
from pipelines.records.mentions import split_sentences

LONGEST = 9
"""Words of the longest name looked for."""
LEAST_SHORT_PROJECT = 3
"""Words of a short form of a project's name outside its own text."""

MOST_OF_REGION = 4
"""Words of the longest name of a region."""

_OF_REGION = {"region", "landstinget", "västra", "vgr"}
"""Words that names of regions begin with."""
_OF_MUNICIPALITY = {"kommun", "stad", "kommuns", "stads"}
_WORD = re.compile(r"[^\W_]+(?:[-'’&:][^\W_]+)*|&")
_ABBREVIATION = re.compile(r"\((?P<short>[A-ZÅÄÖ][\w-]*[A-ZÅÄÖ]\w*)\)")
_INITIALS = re.compile(r"[A-ZÅÄÖ]{3,6}")


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in a sentence, and why it is taken for one when its spelling alone does not tell."""

    text: str
    reason: str | None = None


def names_in_text(
    facts: Facts, reading: Reading, trails: dict[int, Trail], described: Sequence[Described], only: Row | None
) -> None:
    """Add the organisations that running text names, each spelling once a project, and give projects their spellings.

    `only` is the project that the whole report is about.
    """
    projects = facts.rows("projects")
    own = {id(one.heading): one.row for one in described}
    known = _known(projects)
    by_first: dict[str, list[Row]] = defaultdict(list)
    for one in projects:
        if (first := _WORD.search(str(one["name"]))) is not None:
            by_first[first[0].casefold()].append(one)
    seen: set[tuple[str, int]] = set()
    for item in reading.items:
        if not isinstance(item, Paragraph | ListItem):
            continue
        trail = trails.get(id(item))
        headings = trail.headings if trail else ()
        project = next((own[id(heading)] for heading in reversed(headings) if id(heading) in own), only)
        for sentence in split_sentences(item.text):
            _spell_projects(sentence, by_first, projects, project)
            for name in _organisations(sentence, known, project):
                if (name.text, id(project)) in seen:
                    continue
                seen.add((name.text, id(project)))
                facts.add(
                    "organisation_mentions",
                    of_item(item, sentence),
                    project_id=project,
                    role="text",
                    name=name.text,
                    link_reason=name.reason,
                )


@dataclass(frozen=True, slots=True)
class _Known:
    """The organisations that a report's projects name: their keys, their words, their spellings in lower case."""

    keys: set[str]
    words: set[str]
    spelt: set[str]


def _known(projects: Sequence[Row]) -> _Known:
    names: list[str] = []
    for project in projects:
        owners = _owners(project)
        for owner in owners:
            names += named_organisations(owner, owners)
        for column in ("partners", "financiers"):
            names += project.get(column) or []
    spelt = [spelling for name in names for spelling in spellings(name)]
    spelt += [pair[1] for name in names if (pair := full_and_short(name)) is not None]
    return _Known(
        keys={organisation_key(name) for name in spelt} - {""},
        words={word for name in spelt for word in organisation_words(name)},
        spelt={name.casefold() for name in spelt},
    )


def _owners(project: Row) -> list[str]:
    return [name for name in (project.get("owner"), *(project.get("owner_aliases") or [])) if name]


def _organisations(sentence: str, known: _Known, project: Row | None) -> Iterator[_Name]:
    for match in _ABBREVIATION.finditer(sentence):
        full = _full_name(sentence[: match.start()].rstrip(), match["short"], known.keys)
        if full is not None:
            yield _Name(f"{full} ({match['short']})", "definition")
    owners = _owners(project) if project is not None else []
    own = named_organisations(owners[0], owners)[0] if owners else None
    tokens = list(_WORD.finditer(sentence))
    place = 0
    while place < len(tokens):
        name, used = _name_at(sentence, tokens, place, known, own)
        if name is not None:
            yield name
        place += used


def _name_at(
    sentence: str, tokens: Sequence[re.Match[str]], place: int, known: _Known, own: str | None
) -> tuple[_Name | None, int]:
    """The longest name that begins with a word, and how many words to go on."""
    first = tokens[place][0]
    if not first[0].isupper() and not first[0].isdigit():
        return None, 1
    for end in range(_reach(tokens, place, known), place, -1):
        text = sentence[tokens[place].start() : tokens[end - 1].end()]
        if re.search(r"[,;:.()\n]", text.replace(". för", " för")):
            continue
        alone = end - place == 1
        if alone and place == 0 and not any(character.isupper() for character in first[1:]):
            continue  # any word is written so at the start of a sentence
        if {first.casefold(), tokens[end - 1][0].casefold()} & SMALL_WORDS:
            continue
        if municipality_of(text) or region_of(text):
            return _Name(_bare(text, known)), end - place
        if own is not None and not alone and is_short_form(text, own) and set(organisation_words(text)) <= known.words:
            return _Name(_bare(text, known), "own_text"), end - place
        if organisation_key(text) in known.keys and _is_written_as_name(text):
            return _Name(_bare(text, known)), end - place
    if own is not None and _INITIALS.fullmatch(first) and first == initials(own):
        return _Name(first, "initials"), 1
    return None, 1


def _reach(tokens: Sequence[re.Match[str]], place: int, known: _Known) -> int:
    """Up to which word a name that begins at one may go: words of known names, or those of a place and what it is."""
    end = place
    while end < min(place + LONGEST, len(tokens)):
        word = tokens[end][0]
        if word.casefold() not in SMALL_WORDS and not set(organisation_words(word)) <= known.words:
            break
        end += 1
    if tokens[place][0].casefold() in _OF_REGION:
        return max(end, min(place + MOST_OF_REGION, len(tokens)))
    for other in range(place + 1, min(place + 3, len(tokens))):
        if tokens[other][0].casefold() in _OF_MUNICIPALITY:
            return max(end, other + 1)
    return end


def _bare(text: str, known: _Known) -> str:
    """A name without the genitive of its last word, where that is a name as well."""
    bare = text[:-1]
    is_name = bare.casefold() in known.spelt or municipality_of(bare) or region_of(bare)
    return bare if text.endswith("s") and is_name else text


def _is_written_as_name(text: str) -> bool:
    """Whether it ends with a word in capitals or one that says what sort of organisation it is."""
    last = text.split()[-1]
    return last[0].isupper() or last[0].isdigit() or kind_of([text]) is not None or "center" in last.casefold()


def _full_name(before: str, short: str, known: set[str]) -> str | None:
    """The name that an abbreviation in brackets after it stands for: one known, or one that says what it is."""
    tokens = list(_WORD.finditer(before))
    if not tokens or tokens[-1].end() != len(before):
        return None
    for count in range(1, min(LONGEST, len(tokens)) + 1):
        text = before[tokens[-count].start() :]
        if re.search(r"[,;:.()\n]", text):
            return None
        fits = full_and_short(f"{text} ({short})") == (text, short)
        if fits and (organisation_key(text) in known or (kind_of([text]) and _starts_with_each(text, short))):
            return text
    return None


def _starts_with_each(text: str, short: str) -> bool:
    """Whether the abbreviation is made of initials, or its first letter opens the one word it stands for."""
    return initials(text) == short.upper() or " " not in text


def _spell_projects(
    sentence: str, by_first: Mapping[str, Sequence[Row]], projects: Sequence[Row], own: Row | None
) -> None:
    """Give each project the spellings of its name that the sentence has; `by_first` has them by their first word."""
    tokens = list(_WORD.finditer(sentence))
    for place, token in enumerate(tokens):
        if not (token[0][0].isupper() or token[0][0].isdigit()):
            continue
        for project in by_first.get(token[0].casefold(), ()):
            name = str(project["name"])
            count = len(_WORD.findall(name))
            for end in range(min(place + count + 2, len(tokens)), place + 1, -1):
                text = sentence[token.start() : tokens[end - 1].end()]
                if _is_spelling(text, name, projects, project is own):
                    _add_alias(project, text)
                    break


def _is_spelling(text: str, name: str, projects: Sequence[Row], in_own_text: bool) -> bool:
    """Whether a text is a spelling of one project's name, or a short form that fits no other project."""
    if re.search(r"[,;:()\n]", text):
        return False
    if project_key(text) == project_key(name):
        return True
    words = [word for word in _WORD.findall(text) if word != "&"]
    if not all(word[0].isupper() or word[0].isdigit() for word in words):
        return False
    short = is_short_form(text, name)
    if not short or len(words) < (2 if in_own_text else LEAST_SHORT_PROJECT):
        return False
    fitting = {project_key(str(other["name"])) for other in projects if is_short_form(text, str(other["name"]))}
    exact = any(project_key(str(other["name"])) == project_key(text) for other in projects)
    return len(fitting) == 1 and not exact


def _add_alias(project: Row, text: str) -> None:
    aliases = project.get("aliases") or []
    if text != project["name"] and text not in aliases:
        project["aliases"] = [*aliases, text]
