"""Projects outside tables: lists of ``Name (amount): text`` or ``Name – amount``, and headings that name projects."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain, pairwise

from pipelines.family import Family, HeadingProjects, fields_of
from pipelines.lexicon import COMPOSED, INFLECTED, means
from pipelines.reading.model import Heading, Item, ListItem, Paragraph, Reading
from pipelines.reading.text import plain
from pipelines.records.context import trail_of
from pipelines.records.facts import Facts, of_item
from pipelines.records.labelled import is_bold, split_label
from pipelines.records.mentions import split_sentences
from pipelines.records.projects import item_text
from pipelines.values.money import Money, parse_money
from pipelines.values.text import fold
from pipelines.values.units import SWEDISH_MONEY, Unit

Told = ListItem | Paragraph
Parts = tuple[str, Money, str]
"""A name, its sum, and what is told of it."""
FEWEST = 2
"""Items of one list that must be of the form."""

_NAMED_SUM = re.compile(r"(?P<name>[^()]{3,120}?)\s*\((?P<sum>[^()]*\d[^()]*)\)\s*[:–-]?\s*(?P<text>.*)", re.DOTALL)
_IN_SENTENCE = re.compile(r"(?:^|,\s+|\s+(?:och|samt)\s+)(?P<name>[^(),]{3,120}?)\s*\((?P<sum>[^()]*\d[^()]*)\)")
_OPENING = re.compile(r"(\S.*?\s)([^\W\d_a-zåäöé].*)", re.DOTALL)
"""What opens a sentence, and the name from its first capital on."""
_PARTS = ("del", "delar", "delarna", "delprojekt", "satsning")
_OPEN_SUM = re.compile(
    r"(?P<name>[^():–—,\d]{3,120}?)\s*(?:[,:]|\s[–—-])\s+(?P<sum>(?:[^\W\d_]+\.? ){0,2}\d[\d\s.,]*\s*"
    rf"(?:{SWEDISH_MONEY})(?!\w))\s*[:.–—-]?\s*(?P<text>.*)",
    re.DOTALL | re.IGNORECASE,
)

_SUM_FIRST = re.compile(
    rf"(?P<sum>(?:[^\W\d_]+\.? ){{0,2}}\d[\d\s.,]*\s*(?:{SWEDISH_MONEY})(?!\w))\s*(?:till|för|åt|:|[–—-])\s+"
    r"(?P<name>[^\W\d_][^():;\d]{2,80}?)\.?",
    re.DOTALL | re.IGNORECASE,
)
"""``12,5 mnkr till Kunskap om skogen``: whoever names a project so writes it with a capital."""
_IN_SERIES = re.compile(
    rf"(?:^|;\s+(?:och |samt )?)(?P<name>[^:;–—\d]{{3,120}}?)(?:,|\s[–—-]|\s*\()\s*"
    rf"(?P<sum>(?:[^\W\d_]+\.? ){{0,2}}\d[\d\s.,]*\s*(?:{SWEDISH_MONEY})(?!\w))\)?",
    re.IGNORECASE,
)
"""What a semicolon parts: ``Export, 5 mkr; Kunskap, 2 mkr; och Stöd, 1 mkr``."""
_LED = re.compile(r"(?P<name>[^\W\d_][^.…_]{2,120}?)\s*(?:(?:\.\s?){4,}|…+|_{3,})\s*(?P<sum>\S*\d.*)")
LONGEST_NAME = 12
"""Words of a name that stands over its sum."""
LEAST_OF_SUM = 4
"""Characters of a sum that prints no unit; fewer number a page."""


def projects_of_lists(facts: Facts, reading: Reading, family: Family, units: Mapping[int, Unit] | None = None) -> None:
    """Add a project for each item ``Name (78 mkr): what it does`` of a list, or of a sentence that lists them.

    `units` are those of money that the text above states, by the id of the item.
    """
    if family.list_projects is None:
        return
    words = fields_of("projects", family.family)["name"]
    ways = (
        _lists(reading.items),
        _led(reading.items, units or {}),
        _sentences(reading.items, words),
        _series(reading.items, words),
        _over_sums(reading.items, fields_of("projects", family.family)["granted_sek"]),
    )
    for found in chain.from_iterable(ways):
        for item, (name, money, text) in found:
            project = facts.add(
                "projects",
                of_item(item, item.text),
                kind=family.list_projects,
                name=name,
                granted_sek=money.amount_sek,
                description=text or None,
            )
            facts.add(
                "budgets",
                of_item(item, f"{name} ({money.text})"),
                project_id=project,
                kind="project",
                line_item=name,
                measure="granted",
                value=money.value,
                unit=money.unit.name,
                amount_sek=money.amount_sek,
                qualifier=money.qualifier,
                is_total=False,
                value_text=money.text,
            )


def _lists(items: Sequence[Item]) -> list[list[tuple[Told, Parts]]]:
    """Lists most of whose items are of the form."""
    found = []
    for run in _runs(items):
        parts: list[tuple[Told, Parts]] = [(item, own) for item in run if (own := _parts(item)) is not None]
        if len(parts) >= FEWEST and 2 * len(parts) >= len(run):
            found.append(parts)
    return found


def _led(items: Sequence[Item], units: Mapping[int, Unit]) -> list[list[tuple[Told, Parts]]]:
    """Lines whose dots lead from a name to a sum, of one text or of several that follow each other."""
    runs: list[list[tuple[Told, Parts]]] = [[]]
    for item in items:
        lines = [line.text for line in item.lines] if isinstance(item, ListItem | Paragraph) else []
        for match in map(_LED.fullmatch, lines):
            unit = units.get(id(item))
            money = parse_money(match["sum"], unit=unit) if match is not None else None
            if match is None or money is None or (money.unit is unit and len(match["sum"]) < LEAST_OF_SUM):
                runs.append([])
            elif isinstance(item, ListItem | Paragraph):
                runs[-1].append((item, (match["name"].strip(), money, "")))
        if not lines:
            runs.append([])
    return [run for run in runs if len(run) >= FEWEST]


def _sentences(items: Sequence[Item], words: Sequence[str]) -> list[list[tuple[Told, Parts]]]:
    """Sentences that list names with sums: ``Uppdraget har delarna Export (5 mkr), Kunskap (2 mkr) och Stöd (1 mkr).``

    What opens such a sentence, before the first name, says that parts or projects follow.
    """
    found: list[list[tuple[Told, Parts]]] = []
    for item in items:
        if not isinstance(item, Paragraph):
            continue
        for sentence in split_sentences(item.text):
            listed = list(_IN_SENTENCE.finditer(sentence.rstrip(". ")))
            if len(listed) < FEWEST or listed[-1].end() < len(sentence.rstrip(". ")):
                continue
            if any(a.end() != b.start() for a, b in pairwise(listed)):
                continue
            opening = _OPENING.fullmatch(sentence[: listed[0].start()] + listed[0]["name"])
            if opening is None or not any(means(word, [*words, *_PARTS], INFLECTED) for word in opening[1].split()):
                continue
            names = [opening[2], *(one["name"] for one in listed[1:])]
            sums = [parse_money(one["sum"].strip()) for one in listed]
            if all(money is not None for money in sums):
                found.append([(item, (name.strip(), one, "")) for name, one in zip(names, sums, strict=True) if one])
    return found


def _series(items: Sequence[Item], words: Sequence[str]) -> list[list[tuple[Told, Parts]]]:
    """Names with sums behind a colon, parted by semicolons: ``Uppdraget har delarna: Export, 5 mkr; Stöd, 1 mkr.``"""
    found: list[list[tuple[Told, Parts]]] = []
    for item in items:
        if not isinstance(item, Paragraph) or ";" not in item.text:
            continue
        for sentence in split_sentences(item.text):
            opening, colon, rest = sentence.strip().rstrip(".").partition(": ")
            known = any(means(word, [*words, *_PARTS], INFLECTED) for word in opening.split())
            listed = list(_IN_SERIES.finditer(rest)) if colon and known and ";" in rest else []
            if not listed or len(listed) != rest.count(";") + 1 or listed[-1].end() < len(rest):
                continue
            sums = [parse_money(one["sum"].strip()) for one in listed]
            told = [(one["name"].strip(), money, "") for one, money in zip(listed, sums, strict=True) if money]
            found += [[(item, parts) for parts in told]] if len(told) == len(listed) else []
    return found


def _over_sums(items: Sequence[Item], labels: Sequence[str]) -> list[list[tuple[Told, Parts]]]:
    """Short bold names, each over a line with the label of its grant: ``Export``, then ``Tilldelade medel: 5 mkr``."""
    found: list[tuple[Told, Parts]] = []
    for name, below in pairwise(items):
        if not isinstance(name, Heading | Paragraph) or not isinstance(below, Paragraph):
            continue
        text = name.title if isinstance(name, Heading) else name.text
        label = split_label(below.lines[0].text) if below.lines else None
        if label is None or split_label(text) is not None or len(text.split()) > LONGEST_NAME:
            continue
        money = parse_money(label[1]) if means(label[0], labels, COMPOSED) else None
        if money is not None and not money.left and (isinstance(name, Heading) or is_bold(name)):
            told = plain(" ".join(line.text for line in below.lines[1:]))
            found.append((below, (text.strip(), money, told)))
    return [found] if len(found) >= FEWEST else []


def _runs(items: Sequence[Item]) -> list[list[ListItem]]:
    """List items that follow each other, by list."""
    runs: list[list[ListItem]] = []
    before: Item | None = None
    for item in items:
        if isinstance(item, ListItem):
            if isinstance(before, ListItem) and runs:
                runs[-1].append(item)
            else:
                runs.append([item])
        before = item
    return runs


def _parts(item: ListItem) -> Parts | None:
    match = _NAMED_SUM.fullmatch(item.text) or _OPEN_SUM.fullmatch(item.text)
    if match is None:
        first = _SUM_FIRST.fullmatch(item.text)
        money = parse_money(first["sum"].strip()) if first is not None and first["name"][0].isupper() else None
        return (first["name"].strip(), money, "") if first is not None and money is not None else None
    money = parse_money(match["sum"].strip())
    if money is None:
        return None
    return match["name"].strip(), money, match["text"].strip()


def projects_of_headings(facts: Facts, reading: Reading, family: Family) -> None:
    """Add a project for each heading under one that announces projects."""
    for rule in family.heading_projects:
        for section in reading.sections:
            outer = section.parents[-1] if section.parents else None
            if outer is None or section.heading.level is None or not _announces(outer.title, rule):
                continue
            if (section.heading.level or 0) != (outer.level or 0) + 1 or _announces(section.heading.title, rule):
                continue
            if any(_announces(heading.title, rule) for heading in section.parents[:-1]):
                continue  # a part of what tells of the projects together
            texts = [item_text(item) for item in section.items]
            trail = trail_of(section)
            facts.add(
                "projects",
                of_item(section.heading),
                kind=rule.kind,
                name=section.heading.title,
                theme=None if trail.chapter is None else trail.chapter.title,
                description=plain(" ".join(text for text in texts if text)) or None,
            )


def _announces(title: str, rule: HeadingProjects) -> bool:
    folded = fold(title)
    return any(fold(phrase) in folded for phrase in rule.under)
