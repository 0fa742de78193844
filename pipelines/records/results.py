"""Quantified results in running text: what was reached, counted and told in a sentence.

A number is left out where the sentence only announces or restates, and where it names what is known already: a scope
(``i åtta kommuner``), parts (``delades in i tre områden``), a condition (``krav på 50 procent``), a scale, the whole
that something is part of, or the portfolio a report is about (``Tre projekt har fokuserat på …``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.family import Results, shared_lexicon
from pipelines.reading.model import Heading, ListItem, Paragraph, Reading
from pipelines.records.context import Trail
from pipelines.records.facts import Facts, Row, of_item
from pipelines.records.mentions import split_sentences
from pipelines.records.told import is_perfect, is_told
from pipelines.values.quantities import Quantity, find_quantities
from pipelines.values.text import fold

COUNTED = "st"
"""Unit of a count of things, whose name says what is counted."""

_OF_THOSE = re.compile(r"(?:av|bland) (?:dem|dessa|deltagarna|de svarande)\b", re.IGNORECASE)
_FROM = re.compile(r"(?:^|\s)från(?: \w+)?\s$", re.IGNORECASE)
_TO = re.compile(r"\s+till(?:\s+(?:hela|totalt|ca|cirka|drygt|över))?\s+", re.IGNORECASE)
_PART_OF = re.compile(r"\bav (?:de |totalt |sammanlagt |[^\W\d_]+s )$", re.IGNORECASE)
_SCALE = re.compile(r"\([^()]*\bskala[^()]*\)|\bskala(?:n)?\b.*", re.IGNORECASE)


def results_of(
    facts: Facts, reading: Reading, trails: dict[int, Trail], taken: set[int], projects: Sequence[Row]
) -> None:
    """Add a statement for each count or share in a sentence that tells of something done.

    Items in `taken`, by id, have given their figures elsewhere. A statement belongs to the project whose heading it
    stands under, or to the only project of the report.
    """
    by_name = {str(project["name"]): project for project in projects}
    only = projects[0] if len(projects) == 1 else None
    for item in reading.items:
        if not isinstance(item, Paragraph | ListItem) or id(item) in taken:
            continue
        project = _project_above(trails.get(id(item)), by_name) or only
        noun: str | None = None
        for sentence in split_sentences(item.text):
            for quantity, previous in results_in(sentence):
                own = _noun(quantity, sentence)
                noun = own or noun
                name = own or quantity.unit_name or noun or quantity.text
                _add(facts, item, sentence, quantity, name, previous, project)


def results_in(sentence: str) -> list[tuple[Quantity, Quantity | None]]:
    """The results a sentence tells, each with the value before where it gives one: ``från 12 till 18 företag``."""
    if not is_told(sentence):
        return []
    words = shared_lexicon().results
    quantities = find_quantities(sentence)
    scales = [match.span() for match in _SCALE.finditer(sentence)]
    found: list[tuple[Quantity, Quantity | None]] = []
    for place, quantity in enumerate(quantities):
        if any(start <= quantity.start < end for start, end in scales):
            continue
        after = quantities[place + 1] if place + 1 < len(quantities) else None
        if after is not None and _is_before(quantity, after, sentence):
            continue
        before = quantities[place - 1] if place else None
        previous = before if before is not None and _is_before(before, quantity, sentence) else None
        if _is_result(quantity, sentence, words) and not _is_whole(quantity, quantities[:place], sentence):
            found.append((quantity, previous))
    return found


def _project_above(trail: Trail | None, by_name: dict[str, Row]) -> Row | None:
    """The project whose heading, or that a heading above names; the lowest heading and the longest name win."""
    headings: tuple[Heading, ...] = trail.headings if trail else ()
    for heading in reversed(headings):
        title = f" {fold(heading.title)} "
        named = [name for name in by_name if f" {fold(name)} " in title]
        if named:
            return by_name[max(named, key=lambda name: (len(name), name))]
    return None


def _is_before(one: Quantity, other: Quantity, sentence: str) -> bool:
    """Whether the first of two numbers is what the second grew from: ``från 100 till 112 företag``."""
    begin = min(other.start, other.number.start)
    return bool(
        _FROM.search(sentence[: one.start]) and _TO.fullmatch(sentence[one.end : begin] if begin >= one.end else "")
    )


def _is_whole(quantity: Quantity, before: Sequence[Quantity], sentence: str) -> bool:
    """Whether it is the whole that an earlier number is part of: ``fyra kommuner av länets 13``."""
    return _PART_OF.search(sentence[: quantity.start]) is not None and any(
        one.value <= quantity.value for one in before
    )


def _is_result(quantity: Quantity, sentence: str, words: Results) -> bool:
    """Whether it counts something or is a share: no money, no time, nothing that numbers or only names things."""
    head = fold(sentence[: quantity.start])
    before = head.split()
    number = quantity.number
    if number.is_word and before and before[-1] in words.determiners:
        return False
    if any(f" {head}".endswith(f" {phrase}") for phrase in (*words.divided, *words.conditions)):
        return False
    unit = quantity.unit
    if unit is not None:
        return unit.kind in ("share", "count")
    noun = _noun(quantity, sentence)
    if noun is None:
        scored = bool(before) and before[-1] in words.scores
        return scored or _OF_THOSE.match(sentence) is not None
    last = noun.split()[-1].casefold()
    if last in words.not_counted or last.endswith(tuple(words.parts)):
        return False
    if number.is_word and before and before[-1] == "i" and last in words.places:
        return False
    return not (number.is_word and not before and _names_portfolio(last, sentence[quantity.end :]))


def _names_portfolio(noun: str, rest: str) -> bool:
    """``Tre regionala projekt har kombinerat …`` tells of projects known already, not how many there came to be."""
    projects = shared_lexicon().counted
    tokens = fold(rest).split()
    if not noun.endswith(tuple(projects)) or tokens[:1] != ["har"]:
        return False
    return not any(token.endswith("s") for token in tokens[1:3] if is_perfect(token))


def _noun(quantity: Quantity, sentence: str) -> str | None:
    """What is counted; None where a verb follows the number (``av dessa har 19 gått vidare``)."""
    noun = quantity.noun
    if noun is None or not _OF_THOSE.match(sentence):
        return noun
    first = noun.split()[0].casefold()
    return None if first in shared_lexicon().results.told or is_perfect(first) else noun


def _add(
    facts: Facts,
    item: Paragraph | ListItem,
    sentence: str,
    quantity: Quantity,
    name: str,
    previous: Quantity | None,
    project: Row | None,
) -> None:
    number = quantity.number
    facts.add(
        "indicators",
        of_item(item, sentence),
        project_id=project,
        kind="statement",
        name=name,
        outcome_operator=None if number.operator in ("=", "between") else number.operator,
        outcome_value=float(quantity.value),
        outcome_text=quantity.text,
        unit=quantity.unit.name if quantity.unit is not None else COUNTED,
        previous_value=None if previous is None else float(previous.value),
    )
