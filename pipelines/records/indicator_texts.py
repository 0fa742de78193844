"""Indicators outside tables: nested lists, labelled lines under a name, lines with target and outcome in one text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.family import Labels, shared_lexicon
from pipelines.lexicon import ACCEPTED, COMPOSED, means
from pipelines.reading.model import Heading, Item, ListItem, Paragraph, Reading
from pipelines.reading.text import plain
from pipelines.records.facts import Evidence, of_item
from pipelines.records.indicators import FRAMEWORK, Found, clean_name, set_named
from pipelines.records.labelled import split_label
from pipelines.records.mentions import split_sentences
from pipelines.values.outcomes import parse_outcome
from pipelines.values.text import fold

LONGEST_LABEL = 5
"""Words of a label that says more than target or outcome: ``Ackumulerat utfall till och med``."""
LONGEST_FIGURE = 5
"""Words of a figure with its unit and what qualifies it: ``minst 1 200 företag per år``."""
Line = Paragraph | ListItem

# --- lists ----------------------------------------------------------------------------------------------------------

_BREAKDOWN_NUMBER = re.compile(r"\s*\(?\d.*$")
TARGET_INSIDE = re.compile(r"\(\s*(?:mål(?:värde)?|target)\s*:?\s*([^()]*)\)\s*", re.IGNORECASE)
LABELLED_INSIDE = re.compile(
    r"\bmål(?:värde|tal)?\s*:?\s*(?P<target>(?:[^,;]|,(?=\d))*?\d(?:[^,;]|,(?=\d))*?)\s*(?:[,;]|[–-])\s*"
    r"(?:resultat|utfall)(?:et)?\s*:?\s*(?P<outcome>.*\d.*)",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"[\d/-]*\d|t\.?\s?o\.?\s?m\.?")
"""Dates of a label: ``Utfall t.o.m. 2018-06-30``."""
_DASHED = re.compile(r"([^\W\d_][^:\n–—]{1,40}?)\s+[–—-]\s+(\d.*)", re.DOTALL)
_LABEL_YEAR = re.compile(r"(Mål(?:värde|tal)?|Utfall|Resultat) (?:19|20)\d\d (?=\d)", re.IGNORECASE)
_AGE = re.compile(r"\(\s*\d+\s*[-–]\s*\d+\s*år\s*\)", re.IGNORECASE)
_LEAD = re.compile(r"^(?:antal|andel|är|st)\s+", re.IGNORECASE)


def breakdown_of(text: str, leads: Sequence[str] = ("varav", "därav", "andel av dem som är", "av dem")) -> str | None:
    """The group that a line breaks an indicator down to: ``Varav antal kvinnor 153 stycken`` is kvinnor."""
    text = text.lstrip(" –—-•·")
    folded = text.casefold()
    for lead in sorted(leads, key=len, reverse=True):
        if folded.startswith(lead):
            group = _AGE.sub("", TARGET_INSIDE.sub(" ", text[len(lead) :])).lstrip(" :-–")
            group = _LEAD.sub("", group)
            group = _BREAKDOWN_NUMBER.sub("", group).split(":")[0].strip(" -–,(")
            return group.casefold() or None
    return None


def group_named(text: str) -> str | None:
    """The group of people that a text names and nothing else: ``Kvinnor``, ``– män``."""
    bare = fold(text.strip(" –—-•·:"))
    return bare if bare in map(fold, shared_lexicon().groups) else None


def indicators_of_lists(reading: Reading, labels: Labels, taken: set[int]) -> list[Found]:
    """The indicators of lists: an item whose sub-items are labelled as target, outcome or breakdown.

    The ids of the items read are added to `taken`.
    """
    found: list[Found] = []
    framework: str | None = None
    items = reading.items
    counted = ""
    for place, item in enumerate(items):
        if isinstance(item, Heading) and item.level is None:
            continue  # the title of a call-out
        if isinstance(item, Paragraph) and names_set(item):
            counted = item.text
        if isinstance(item, Heading):
            below = _both_below(items, place, labels)
            if below and (counted or all(_is_bare_figure(part.text) for _, part in below)):
                found.append(_from_children(_as_line(item), [part for _, part in below], labels, set_named(counted)))
                taken.update(id(line) for line, _ in below)
                continue
            counted = item.title if FRAMEWORK.search(item.title) else ""
        if isinstance(item, Heading) or (isinstance(item, Paragraph) and _leads(item.text)):
            text = item.title if isinstance(item, Heading) else item.text
            framework = text.rstrip(": ") if FRAMEWORK.search(text) and len(text.split()) <= 8 else framework
            framework = None if isinstance(item, Heading) and not FRAMEWORK.search(text) else framework
        if not isinstance(item, ListItem | Paragraph) or id(item) in taken:
            continue
        children = _children(items, place) or (_lines_below(items, place, labels) if framework is not None else [])
        if any(role_of_line(child.text, labels) for child in children):
            found.append(_from_children(item, children, labels, framework))
            taken.update(map(id, (item, *children)))
    return found


def names_set(item: Paragraph) -> bool:
    """Whether a short line with a colon names the indicators that follow: ``Programmets indikatorer:``."""
    return item.text.endswith(":") and _leads(item.text) and FRAMEWORK.search(item.text) is not None


def _both_below(items: Sequence[Item], place: int, labels: Labels) -> list[tuple[Line, Line]]:
    """The labelled lines right under a heading, each with the paragraph it is of; none without target and outcome."""
    below: list[tuple[Line, Line]] = []
    for item in items[place + 1 :]:
        parts = _by_line(item, labels) if isinstance(item, Paragraph | ListItem) else []
        if not parts or not isinstance(item, Paragraph | ListItem):
            break
        below += [(item, part) for part in parts]
    roles = {role_of_line(part.text, labels) for _, part in below}
    return below if {"target", "outcome"} <= roles else []


def _is_bare_figure(text: str) -> bool:
    """Whether what a label says is a figure with its unit and no more: ``Mål: minst 40 arbetsgivare``."""
    parts = _line_parts(text)
    value = parts[1] if parts is not None else ""
    return len(value.split()) <= LONGEST_FIGURE and parse_outcome(value).value is not None


def _by_line(item: Line, labels: Labels) -> list[Line]:
    """A text whose every line is labelled, line by line; none for any other."""
    parts = [replace(item, lines=[line], text=line.text) for line in item.lines]
    return parts if all(role_of_line(part.text, labels) is not None for part in parts) else []


def _as_line(heading: Heading) -> Paragraph:
    return Paragraph(heading.page, heading.page, heading.box, [], heading.title)


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


def _lines_below(items: Sequence[Item], place: int, labels: Labels) -> list[Line]:
    """Labelled lines that follow a short one without label: a name, then ``Mål: 400``, then ``Utfall: 388``."""
    name = items[place]
    if not isinstance(name, Paragraph | ListItem) or not _leads(name.text) or _line_parts(name.text) is not None:
        return []
    below: list[Line] = []
    for item in items[place + 1 :]:
        if not isinstance(item, Paragraph | ListItem) or role_of_line(item.text, labels) is None:
            break
        below.append(item)
    roles = {role_of_line(line.text, labels) for line in below[:1]}
    return below if roles & {"target", "outcome"} else []


def role_of_line(text: str, labels: Labels) -> str | None:
    """``target``, ``outcome`` or ``breakdown``, as the line's opening says."""
    if breakdown_of(text, labels.breakdowns) is not None:
        return "breakdown"
    if (parts := _line_parts(text)) is not None and group_named(parts[0]) is not None and parts[1][:1].isdigit():
        return "breakdown"
    if (inside := TARGET_INSIDE.match(text)) and two_numbers(text[inside.end() :])[1]:
        return "target"
    parts = _line_parts(text)
    if parts is None or not any(character.isdigit() for character in parts[1]):
        return None
    least = ACCEPTED if parts[1][:1].isdigit() and len(parts[0].split()) <= LONGEST_LABEL else COMPOSED
    for role, wordings in labels.indicators.items():
        if means(_FIGURES.sub(" ", parts[0]), wordings, least):
            return role
    return None


def _line_parts(text: str) -> tuple[str, str] | None:
    """The label that opens a line and what follows its colon, or the dash before a number: ``Mål – 400``."""
    labelled = _LABEL_YEAR.match(text)
    if labelled is not None:
        return labelled[0].strip(), text[labelled.end() :]
    dashed = _DASHED.fullmatch(text)
    return (dashed[1], dashed[2]) if dashed is not None else split_label(text)


def _from_children(item: Line, children: Sequence[Line], labels: Labels, framework: str | None) -> Found:
    found = Found(clean_name(item.text), of_item(item, item.text), framework=framework)
    texts = [item.text]
    for child in children:
        role = role_of_line(child.text, labels)
        texts.append(child.text)
        if role == "breakdown":
            found.parts.append(_breakdown(child, labels))
        elif role == "previous":
            parts = _line_parts(child.text)
            found.previous = found.previous or (parts[1] if parts else None)
        elif role in ("target", "outcome"):
            parts = _line_parts(child.text)
            value = parts[1] if parts else child.text
            inside = TARGET_INSIDE.match(child.text)
            if inside is not None and not found.target:
                found.target, found.outcome = two_numbers(child.text[inside.end() :])
                continue
            if not found.target and not found.outcome:
                # figures on the next page stand where they are printed
                found.evidence = of_item(child, child.text)
            year = _year_of_label(parts[0]) if parts else None
            if role == "target":
                found.target = found.target or value
                found.year = found.year or year
            elif found.outcome is None:
                found.outcome, found.year = value, year or found.year
            elif year is not None and found.year is not None and year < found.year:
                found.previous, found.previous_year = value, year
    found.evidence = Evidence(found.evidence.page, found.evidence.box, plain(" / ".join(texts)))
    if found.target is None and found.outcome is None:
        _from_sentences(found, item.text, labels)
    return found


def _year_of_label(label: str) -> int | None:
    """The year that a label ends with: ``Utfall 2023``; a date tells until when, not which year."""
    match = re.search(r"(?<![\d-])((?:19|20)\d\d)$", label.strip())
    return int(match[1]) if match is not None else None


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


def _breakdown(item: Line, labels: Labels) -> Found:
    """A breakdown line: its number is the outcome; a number in ``(mål)`` or right after it the target."""
    text = item.text
    group = breakdown_of(text, labels.breakdowns) or group_named((_line_parts(text) or ("", ""))[0])
    part = Found("", of_item(item, text), breakdown=group)
    rest = _AGE.sub(" ", text)
    both, inside = LABELLED_INSIDE.search(rest), TARGET_INSIDE.search(rest)
    if both is not None:
        part.target, part.outcome = both["target"].strip(), both["outcome"].strip()
    elif inside is not None:
        if any(character.isdigit() for character in inside[1]):
            part.target = inside[1].strip()
            before = re.search(r"\d.*$", rest[: inside.start()])
            part.outcome = rest[inside.end() :].strip() or (before[0].strip() if before else None)
        else:
            target, outcome = two_numbers(rest[inside.end() :])
            part.target, part.outcome = target, outcome
    else:
        match = re.search(r"\d.*$", rest, re.DOTALL)
        part.outcome = match[0].strip() if match else None
    return part


def two_numbers(text: str) -> tuple[str | None, str | None]:
    """``150 st 161 stycken`` as target and outcome."""
    match = re.match(r"\s*(\d[\d ]*\s*[^\W\d_]+\.?)\s+(\d.*)$", text, re.DOTALL)
    return (match[1], match[2]) if match else (text.strip() or None, None)
