"""Indicators told in one text: a name with its target and outcome behind it, labelled or in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.family import Labels
from pipelines.lexicon import means, parse_header
from pipelines.reading.model import Heading, ListItem, Paragraph, Reading
from pipelines.records.facts import of_item
from pipelines.records.indicator_texts import (
    LABELLED_INSIDE,
    TARGET_INSIDE,
    Line,
    names_set,
    role_of_line,
    two_numbers,
)
from pipelines.records.indicators import FRAMEWORK, STARRED, Found, clean_name, set_named
from pipelines.records.labelled import split_label
from pipelines.records.mentions import split_sentences
from pipelines.values.outcomes import declared_met, parse_outcome

_MARK = re.compile(
    r"(?:(?<=^)|(?<=[\s.*)]))(?P<label>Mål(?:värde|tal|sättning)?|Utfall|Resultat|Måluppfyllelse)"
    r"(?P<year>\s*(?:år\s*)?(?:19|20)\d\d)?(?P<colon>\s*:|(?=\s+(?:en|ett|behålla|öka|minska|minst|högst|att)\b))\s*"
)


def indicators_of_lines(reading: Reading, labels: Labels, taken: set[int]) -> list[Found]:
    """Indicators told in one text: a name, then ``Mål 2023: ...``, then ``Utfall 2023: ...``.

    The ids of the items read are added to `taken`.
    """
    found: list[Found] = []
    framework: str | None = None
    for item in reading.items:
        if isinstance(item, Heading) and item.level is not None:
            framework = item.title if FRAMEWORK.search(item.title) else None
        elif isinstance(item, Paragraph) and names_set(item):
            framework = item.text.rstrip(": ")
        if not isinstance(item, Paragraph | ListItem):
            continue
        if id(item) in taken:
            continue
        marks = list(_MARK.finditer(item.text))
        both = len(marks) == 1 and framework is not None and LABELLED_INSIDE.search(item.text) is not None
        one = _from_labels(item, labels) if framework is not None and ":" in item.text else None
        if one is None and marks and marks[0].start() >= 3 and not both:
            one = _from_marks(item, marks, labels)
        elif one is None:
            one = _from_inside(item) if framework is not None else None
        if one is not None and (framework is not None or isinstance(item, ListItem)):
            one.framework = set_named(framework or "")
            found.append(one)
            taken.add(id(item))
    return found


_VALUE_LAST = re.compile(r"^(?P<name>.*[^\W\d_].*?)\s*[:–-]\s*(?P<value>\d[^:]*)$", re.DOTALL)
_APART = re.compile(r"\s+[–—-]\s+|[,;|]\s+|\s{2,}|\.\s+(?=[A-ZÅÄÖ])")
_FIGURE = r"(?:[^\W\d_]+\.?\s){0,3}[<>≤≥]?\s?\d[\d\s.,]*(?:[–-]\s?\d[\d\s.,]*)?(?:\s?%|(?<=\s)[^\W\d_]+(?=\W|$))?"
_IS = r"(?:var|är|blev|sattes till|uppgick till|uppgår till|låg på|landade på|hamnade på|nådde)"
_TOLD = re.compile(
    rf"(?P<name>.{{3,120}}?)(?:\s+[–—-]|[:,.])\s+(?:vårt )?(?:mål|målvärde|måltal)(?:et)?\s+{_IS}\s+"
    rf"(?P<target>{_FIGURE}?)"
    rf"(?:\s*[,;]\s*|\s+)(?:och |men |medan )?(?:utfall|resultat)(?:et)?\s+{_IS}\s+(?P<outcome>{_FIGURE})\.?",
    re.IGNORECASE,
)
"""A name with its target and outcome in a sentence: ``Antal besök: målet var 400 och utfallet blev 388.``"""


def _from_labels(item: Line, labels: Labels) -> Found | None:
    """``Antal företag – målvärde: 400, faktiskt värde: 388``: a name, then labels with a figure each."""
    name, *parts = _APART.split(item.text.strip(" ."))
    values: dict[str, str] = {}
    for part in parts:
        told, role = split_label(part), role_of_line(part, labels)
        if told is None or role not in ("target", "outcome", "previous") or role in values:
            return None
        values[role] = told[1]
    if not values.keys() >= {"target", "outcome"} or split_label(name) is not None:
        return None
    found = Found(clean_name(name.rstrip(" :–-,;(")), of_item(item, item.text))
    found.target, found.outcome, found.previous = values["target"], values["outcome"], values.get("previous")
    return found if len(found.name) >= 3 else None


def _from_inside(item: Line) -> Found | None:
    """``Antal företag: mål 400, utfall 388`` or ``Antal företag (mål 400): 388``."""
    if (told := _TOLD.fullmatch(item.text.strip())) is not None:
        found = Found(clean_name(told["name"]), of_item(item, item.text))
        found.target, found.outcome = told["target"].strip(), told["outcome"].strip(" .")
        return found
    both, inside = LABELLED_INSIDE.search(item.text), TARGET_INSIDE.search(item.text)
    if both is not None:
        name, target, outcome = item.text[: both.start()], both["target"], both["outcome"]
    elif inside is not None:
        name, target, outcome = _around_target(item.text, inside)
        if target is None:
            return None
    else:
        return None
    found = Found(clean_name(name.rstrip(" :–-,;(")), of_item(item, item.text))
    found.target, found.outcome = target.strip(), outcome.strip(" .") or None
    return found if len(found.name) >= 3 else None


def _around_target(text: str, inside: re.Match[str]) -> tuple[str, str | None, str]:
    """Name, target and outcome around ``(mål 400)`` or ``(mål)``; no target where none can be told from the rest."""
    before, after = text[: inside.start()].rstrip(), text[inside.end() :].lstrip(" :–-")
    if not any(character.isdigit() for character in inside[1]):
        target, outcome = two_numbers(after)
        return (before, target, outcome) if outcome is not None else (before, None, "")
    last = _VALUE_LAST.match(before)
    if last is not None and not any(character.isdigit() for character in after):
        return last["name"], inside[1], last["value"]
    return before, inside[1], after


def _from_marks(item: Paragraph | ListItem, marks: Sequence[re.Match[str]], labels: Labels) -> Found | None:
    text = item.text
    found = Found(clean_name(text[: marks[0].start()].rstrip(" ,;–-")), of_item(item, text))
    found.starred = bool(STARRED.search(text[: marks[0].start()]))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=True):
        value = text[mark.end() : end].strip()
        year = parse_header(mark["year"]).year if mark["year"] else None
        if means(mark["label"], labels.indicators.get("target", [])):
            found.target = found.target or value.rstrip(". ") or None
            found.year = found.year or year
        elif means(mark["label"], labels.indicators.get("outcome", [])):
            found.declared = next((text for text in split_sentences(value) if declared_met(text) is not None), None)
            told = [text for text in split_sentences(value) if declared_met(text) is None]
            found.outcome = found.outcome or " ".join(told).rstrip(". ") or None
            found.year = year or found.year
    if found.outcome is None and found.target is not None:
        _part_told(found)
    if not found.name or (found.target is None and found.outcome is None):
        return None
    return found


_YEARS = re.compile(r"(?<!\w)(?:19|20)\d\d(?!\w)")


def _part_told(found: Found) -> None:
    """Where no label opens the outcome: the first sentence after the target's label is the target, the rest is told."""
    first, *rest = split_sentences(found.target or "")
    told = " ".join(rest)
    if told and parse_outcome(told).value is not None:
        found.target, found.outcome = first.rstrip(". "), told.rstrip(". ")
        years = [int(year) for year in _YEARS.findall(told)]
        found.year = max(years) if years else found.year
