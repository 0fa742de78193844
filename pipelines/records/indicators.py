"""Indicators, whatever carries them: rows of a table, nested lists, and lines with target and outcome in one text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.family import Labels
from pipelines.lexicon import INFLECTED, means, parse_header
from pipelines.reading.model import Heading, Item, ListItem, Paragraph, Reading
from pipelines.reading.text import plain
from pipelines.records.facts import Evidence, Facts, Row, of_item
from pipelines.records.labelled import split_label
from pipelines.records.mentions import split_sentences
from pipelines.values.outcomes import Outcome, declared_met, is_met, parse_outcome
from pipelines.values.targets import Target, parse_target
from pipelines.values.text import fold

FRAMEWORK = re.compile(r"indikator|nyckeltal|mätetal|styrtal|resultatmål", re.IGNORECASE)
STARRED = re.compile(r"\*")
_STRATSYS = re.compile(r"stratsys", re.IGNORECASE)


@dataclass(slots=True)
class Found:
    """One indicator as read: what it is called and what is printed as target and outcome."""

    name: str
    evidence: Evidence
    target: str | None = None
    outcome: str | None = None
    year: int | None = None
    breakdown: str | None = None
    framework: str | None = None
    unit: str | None = None
    previous: str | None = None
    previous_year: int | None = None
    declared: str | None = None
    """What is said of the target being met, where that stands apart from the outcome."""
    starred: bool = False
    parts: list[Found] = field(default_factory=list)
    """Its breakdowns."""


def add_indicator(facts: Facts, found: Found, project: Row | None, year: int | None, starred_means: bool) -> None:
    """Add an indicator, and a row for each of its breakdowns."""
    target = parse_target(found.target) if found.target else _target_in_name(found)
    outcome = parse_outcome(found.outcome, year=found.year or year) if found.outcome else None
    previous = parse_outcome(found.previous) if found.previous else None
    previous_value = previous.value if previous else outcome.previous_value if outcome else None
    row = facts.add(
        "indicators",
        found.evidence,
        project_id=project,
        kind="indicator",
        framework=found.framework,
        name=found.name,
        breakdown=found.breakdown,
        target_operator=target.operator if target else None,
        target_value=_number(target.value if target else None),
        target_low=_number(target.low if target else None),
        target_high=_number(target.high if target else None),
        target_text=found.target,
        outcome_operator=outcome.operator if outcome and outcome.operator != "=" else None,
        outcome_value=_number(outcome.value if outcome else None),
        outcome_text=found.outcome,
        unit=_unit(found, target, outcome),
        year=found.year or year,
        previous_value=_number(previous_value),
        previous_year=_previous_year(found, previous_value, outcome),
        declared_met=declared_met(found.declared) if found.declared else outcome.declared_met if outcome else None,
        is_met=_met(target, outcome, previous_value),
        is_stratsys=True if found.starred and starred_means else None,
    )
    for part in found.parts:
        part.name, part.framework, part.year = found.name, found.framework, found.year
        add_indicator(facts, part, project, year, starred_means)
    for group, value in outcome.breakdown if outcome else ():
        facts.add(
            "indicators",
            found.evidence,
            project_id=project,
            kind="indicator",
            framework=found.framework,
            name=found.name,
            breakdown=group,
            outcome_value=float(value),
            outcome_text=found.outcome,
            unit=row["unit"],
            year=row["year"],
        )


def _target_in_name(found: Found) -> Target | None:
    """The target that a name states itself: ``prioritera minst 3 detaljplaner per år``."""
    target = parse_target(found.name) if found.outcome and found.breakdown is None else None
    return target if target is not None and target.operator in (">=", "<=") else None


def _met(target: Target | None, outcome: Outcome | None, previous: Decimal | None) -> bool | None:
    """Computed only where operator, target and outcome settle it."""
    if target is None or outcome is None:
        return None
    return is_met(
        target.operator,
        target.value,
        target.low,
        target.high,
        outcome.value,
        previous=previous,
        outcome_operator=outcome.operator,
    )


def _previous_year(found: Found, value: Decimal | None, outcome: Outcome | None) -> int | None:
    if value is None:
        return None
    return found.previous_year or (outcome.previous_year if outcome else None)


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _unit(found: Found, target: Target | None, outcome: Outcome | None) -> str | None:
    """The unit of the outcome, else that of the target, else the column's."""
    return (outcome.unit if outcome else None) or (target.unit if target else None) or found.unit


def says_stratsys(reading: Reading) -> bool:
    """Whether the report says that starred indicators are followed up in Stratsys."""
    return any(
        isinstance(item, Paragraph | ListItem) and STARRED.search(item.text) and _STRATSYS.search(item.text)
        for item in reading.items
    )


def clean_name(text: str) -> str:
    """A name without stars, label number, colon and full stop."""
    name = plain(STARRED.sub("", text))
    name = re.sub(r"^[:.\s]+|[\s:]+$", "", name)
    return re.sub(r"\s+([.,])", r"\1", name).rstrip(".").strip()


# --- lists ----------------------------------------------------------------------------------------------------------

_BREAKDOWN_NUMBER = re.compile(r"\s*\(?\d.*$")
_TARGET_INSIDE = re.compile(r"\(\s*(?:mål(?:värde)?|target)\s*:?\s*([^()]*)\)\s*", re.IGNORECASE)
_LABELLED_INSIDE = re.compile(
    r"\bmål(?:värde)?\s*:?\s*(?P<target>[^,;]*?\d[^,;]*)[,;]\s*(?:resultat|utfall)\s*:?\s*(?P<outcome>.*\d.*)",
    re.IGNORECASE,
)
_AGE = re.compile(r"\(\s*\d+\s*[-–]\s*\d+\s*år\s*\)", re.IGNORECASE)
_LEAD = re.compile(r"^(?:antal|andel|är|st)\s+", re.IGNORECASE)


def breakdown_of(text: str, leads: Sequence[str] = ("varav", "därav", "andel av dem som är", "av dem")) -> str | None:
    """The group that a line breaks an indicator down to: ``Varav antal kvinnor 153 stycken`` is kvinnor."""
    folded = text.casefold()
    for lead in sorted(leads, key=len, reverse=True):
        if folded.startswith(lead):
            group = _AGE.sub("", _TARGET_INSIDE.sub(" ", text[len(lead) :])).lstrip(" :-–")
            group = _LEAD.sub("", group)
            group = _BREAKDOWN_NUMBER.sub("", group).split(":")[0].strip(" -–,(")
            return group.casefold() or None
    return None


def indicators_of_lists(reading: Reading, labels: Labels, taken: set[int]) -> list[Found]:
    """The indicators of lists: an item whose sub-items are labelled as target, outcome or breakdown.

    The ids of the items read are added to `taken`.
    """
    found: list[Found] = []
    framework: str | None = None
    items = reading.items
    for place, item in enumerate(items):
        if isinstance(item, Heading) or (isinstance(item, Paragraph) and _leads(item.text)):
            text = item.title if isinstance(item, Heading) else item.text
            framework = text.rstrip(": ") if FRAMEWORK.search(text) and len(text.split()) <= 8 else framework
            framework = None if isinstance(item, Heading) and not FRAMEWORK.search(text) else framework
        if not isinstance(item, ListItem):
            continue
        children = _children(items, place)
        if any(_role_of_line(child.text, labels) for child in children):
            found.append(_from_children(item, children, labels, framework))
            taken.update(map(id, (item, *children)))
    return found


def _leads(text: str) -> bool:
    """Whether a paragraph is a lead-in to what follows rather than running text."""
    return len(text.split()) <= 10


def _children(items: Sequence[Item], place: int) -> list[ListItem]:
    """The items right below a list item, those of deeper levels among them."""
    parent = items[place]
    children: list[ListItem] = []
    if not isinstance(parent, ListItem):
        return children
    for item in items[place + 1 :]:
        if not isinstance(item, ListItem) or item.level <= parent.level:
            break
        children.append(item)
    return children


def _role_of_line(text: str, labels: Labels) -> str | None:
    """``target``, ``outcome`` or ``breakdown``, as the line's opening says."""
    if breakdown_of(text, labels.breakdowns) is not None:
        return "breakdown"
    parts = split_label(text)
    if parts is None or not any(character.isdigit() for character in parts[1]):
        return None
    for role, wordings in labels.indicators.items():
        if means(parts[0], wordings, INFLECTED):
            return role
    return None


def _from_children(item: ListItem, children: Sequence[ListItem], labels: Labels, framework: str | None) -> Found:
    found = Found(clean_name(item.text), of_item(item, item.text), framework=framework)
    texts = [item.text]
    for child in children:
        role = _role_of_line(child.text, labels)
        texts.append(child.text)
        if role == "breakdown":
            found.parts.append(_breakdown(child, labels))
        elif role in ("target", "outcome"):
            parts = split_label(child.text)
            value = parts[1] if parts else child.text
            if not found.target and not found.outcome:
                # figures on the next page stand where they are printed
                found.evidence = of_item(child, child.text)
            if role == "target":
                found.target = found.target or value
            else:
                found.outcome = found.outcome or value
    found.evidence = Evidence(found.evidence.page, found.evidence.box, plain(" / ".join(texts)))
    if found.target is None and found.outcome is None:
        _from_sentences(found, item.text, labels)
    return found


def _from_sentences(found: Found, text: str, labels: Labels) -> None:
    """Target and outcome that an item tells in sentences: one speaks of a goal, a later one of what came of it."""
    goals = labels.indicators.get("target", [])
    for sentence in split_sentences(text):
        words = fold(sentence).split()
        if parse_outcome(sentence).value is None:
            continue
        if found.target is None and any(fold(goal) in words for goal in goals):
            found.target = sentence
        elif found.target is not None and found.outcome is None:
            found.outcome = sentence


def _breakdown(item: ListItem, labels: Labels) -> Found:
    """A breakdown line: its number is the outcome; a number in ``(mål)`` or right after it the target."""
    text = item.text
    part = Found("", of_item(item, text), breakdown=breakdown_of(text, labels.breakdowns))
    rest = _AGE.sub(" ", text)
    both, inside = _LABELLED_INSIDE.search(rest), _TARGET_INSIDE.search(rest)
    if both is not None:
        part.target, part.outcome = both["target"].strip(), both["outcome"].strip()
    elif inside is not None:
        if any(character.isdigit() for character in inside[1]):
            part.target = inside[1].strip()
            part.outcome = rest[inside.end() :].strip() or None
        else:
            target, outcome = _two_numbers(rest[inside.end() :])
            part.target, part.outcome = target, outcome
    else:
        match = re.search(r"\d.*$", rest, re.DOTALL)
        part.outcome = match[0].strip() if match else None
    return part


def _two_numbers(text: str) -> tuple[str | None, str | None]:
    """``150 st 161 stycken`` as target and outcome."""
    match = re.match(r"\s*(\d[\d ]*\s*[^\W\d_]+\.?)\s+(\d.*)$", text, re.DOTALL)
    return (match[1], match[2]) if match else (text.strip() or None, None)


# --- lines ----------------------------------------------------------------------------------------------------------

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
        if isinstance(item, Heading):
            framework = item.title if FRAMEWORK.search(item.title) else None
        if not isinstance(item, Paragraph | ListItem):
            continue
        marks = list(_MARK.finditer(item.text))
        if not marks or marks[0].start() < 3:
            continue
        one = _from_marks(item, marks, labels)
        if one is not None and (framework is not None or isinstance(item, ListItem)):
            found.append(one)
            taken.add(id(item))
    return found


def _from_marks(item: Paragraph | ListItem, marks: Sequence[re.Match[str]], labels: Labels) -> Found | None:
    text = item.text
    found = Found(clean_name(text[: marks[0].start()]), of_item(item, text))
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
