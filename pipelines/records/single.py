"""The one project that a whole report is about: from labelled lines, or from what running text says of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.family import Family, Prose, families, fields_of, shared_lexicon
from pipelines.lexicon import ACCEPTED, INFLECTED, Synonyms, means
from pipelines.reading.model import Heading, Item, ListItem, Paragraph, Reading, Table
from pipelines.reading.text import plain
from pipelines.records.context import is_place
from pipelines.records.facts import Facts, Row, of_cells, of_item
from pipelines.records.label_marks import field_of
from pipelines.records.labelled import Labelled, is_bold, labelled, labelled_lines, labelled_over, split_label
from pipelines.records.labelled_cells import in_cells, pairs
from pipelines.records.mentions import split_sentences
from pipelines.records.projects import LISTS, MEASURES, item_text, tell_of_unread, text_values
from pipelines.records.role import PERIODS
from pipelines.records.told_labels import told_in_text
from pipelines.values.dates import find_dates
from pipelines.values.money import Money, parse_money
from pipelines.values.names import split_organisations
from pipelines.values.periods import find_periods
from pipelines.values.text import fold
from pipelines.values.units import KR, Unit, money_of_caption

FEWEST_TOLD = 4
"""Words that make a text of what stands behind a label."""
LONGEST_HEADING = 4
"""Words of a bold line that heads the text below it."""
MOST_LISTED = 30
"""Items that the value of one label may list."""
FEWEST_LABELS = 3
"""Labelled lines that make a sheet, an owner or an amount among them."""
_FIGURE = re.compile(r"\W*\d")
_PAGE = re.compile(r"(?:(?:sida|sid|s|page)\.?\s*)?\d{1,3}(?:\s*(?:/|av|of|\(|:)\s*\d{1,3}\)?)?", re.IGNORECASE)
_GIVEN_BY = re.compile(r"(?:[Bb]idrag|[Ss]töd|[Mm]edel|[Ff]inansiering) från [A-ZÅÄÖ]")
"""A label that says who gave, by a name."""
_NUMBERED = re.compile(r"\s+\d{1,3}$")
_BARE_NAMES = ["namn", "name", "titel", "title"]
_KEY_FIELDS = {"owner", "granted_sek", "applied_sek", "total_cost_sek"}


def project_of_report(
    facts: Facts, reading: Reading, family: Family, units: Mapping[int, Unit] | None = None
) -> Row | None:
    """Add the project a report is about; None where neither labels nor text name it.

    `units` are those of money that the text above states, by the id of the item.
    """
    lines = _label_lines(reading.items, family.family)
    fields = {line.field for line in lines}
    if len(lines) >= FEWEST_LABELS and fields & _KEY_FIELDS:
        project = _from_labels(facts, reading.items, lines, family, units or {})
        if project is not None:
            return project
    return _from_prose(facts, reading.items, family, shared_lexicon().prose)


def _label_lines(items: Sequence[Item], family: str) -> list[Labelled]:
    """The first labelled line of each field."""
    synonyms = fields_of("projects", family)
    kinds = {fold(phrase) for phrase in families()[family].match.titles}
    found: dict[str, Labelled] = {}
    first = len(items)
    for place in range(len(items)):
        for line in _lines_at(items, place, synonyms):
            if line.field == "description" and fold(line.label) in kinds and not _is_told(line.value):
                continue  # the sort of report at the head of a page
            if line.value and line.field not in found and not (line.field in MEASURES and money_of(line) is None):
                found[line.field] = line
                first = min(first, place)
    for line in told_in_text(items, synonyms):
        found.setdefault(line.field, line)
    if "granted_sek" not in found and found and (given := _given_by(items)) is not None:
        found["granted_sek"] = given
    if "name" not in found and found:
        named = {**synonyms, "name": [*synonyms["name"], *_BARE_NAMES]}
        # ``Namn: Bron``: above the other labels it is the project that is named
        for place in range(first, -1, -1):
            bare = [line for line in _lines_at(items, place, named) if line.field == "name" and line.value]
            if bare:
                return [bare[0], *found.values()]
    return list(found.values())


def _given_by(items: Sequence[Item]) -> Labelled | None:
    """The sum that a form says one giver gave, where it names no other: ``Bidrag från Innovationsrådet``."""
    told = [
        Labelled(item, "granted_sek", label, value, cells)
        for item in items
        if isinstance(item, Table)
        for label, value, cells in pairs(item)
        if _GIVEN_BY.match(label)
    ]
    return told[0] if len(told) == 1 and money_of(told[0]) is not None else None


def _is_told(text: str) -> bool:
    """Whether a text says something in words, rather than a date and a number."""
    return sum(word.strip(".,").isalpha() for word in text.split()) >= FEWEST_TOLD


def _lines_at(items: Sequence[Item], place: int, synonyms: Synonyms) -> list[Labelled]:
    """The labels with their values that stand in an item, or that it is the label of."""
    item = items[place]
    if isinstance(item, Table):
        lines = in_cells(item, synonyms)
    else:
        lines = labelled_lines(item, synonyms) or [line for line in [labelled(item, synonyms)] if line is not None]
    valued = {name: words for name, words in synonyms.items() if name != "description"}
    over = labelled_over(item, items[place + 1 : place + 1 + MOST_LISTED], valued)
    return lines if over is None else [*lines, over]


def _from_labels(
    facts: Facts, items: Sequence[Item], lines: Sequence[Labelled], family: Family, units: Mapping[int, Unit]
) -> Row | None:
    values: dict[str, Any] = {}
    for line in lines:
        if line.field in MEASURES:
            money = money_of(line, units.get(id(line.item), KR))
            if money is not None:
                values[line.field] = money.amount_sek
        elif line.field != "description":
            values |= text_values(line.field, line.value)
    if not values.keys() & {"period_start", "period_end"}:
        values |= _period_told(items, family)
    values = _parties_told(items, str(values.get("name") or ""), shared_lexicon().prose) | values
    places = {id(line.item): place for place, line in enumerate(lines)}
    first = next(place for place, item in enumerate(items) if id(item) in places)
    last = max(place for place, item in enumerate(items) if id(item) in places)
    headed = [item for item in items[:first] if not _is_label(item, fields_of("projects", family.family))]
    naming = _naming(headed, family) or _largest(items[first:], items[first].page)
    if "name" not in values:
        if naming is None:
            return None
        values["name"] = _name_in(_words_of(naming), family)
    for item in items[:first]:
        text = _words_of(item)
        if text != values["name"] and is_place(text):
            values.setdefault("subregion", text)
    told = next((line for line in lines if line.field == "description" and not line.cells), None)
    if told is not None:
        description = _told(items, told, values["name"], family)
    else:
        taken = {id(line.item) for line in lines}
        before, after = ([item for item in part if id(item) not in taken] for part in (items[:first], items[first:]))
        texts = [_texts(part, values["name"], family) for part in (items[last + 1 :], after, before)]
        aims = (_aim(part, family) for part in texts)
        description = next(filter(None, aims), "") or next(filter(None, map(_all, texts)), "")
    evidence = of_item(naming or items[first])
    project = facts.add("projects", evidence, kind=family.project_kind, description=description or None, **values)
    for line in lines:
        if line.field in MEASURES:
            add_amount(facts, project, line, units.get(id(line.item), KR))
        elif line.field != "description":
            if text_values(line.field, line.value):
                facts.use(line.cells)
            else:
                tell_of_unread_line(facts, line)
    return project


def _period_told(items: Sequence[Item], family: Family) -> dict[str, Any]:
    """The period that a sentence about the project tells: ``Projektet pågick maj 2017 – juni 2019.``"""
    names = fields_of("projects", family.family)["name"]
    told = [sentence for item in items if isinstance(item, Paragraph) for sentence in split_sentences(item.text)]
    about = [sentence for sentence in told if means(next(iter(sentence.split()), ""), names, INFLECTED)]
    found = [
        {key: value for key, value in _facts_of_sentence(one, shared_lexicon().prose).items() if key in PERIODS}
        for one in about
    ]
    periods = [one for one in found if one]
    return periods[0] if periods and all(one == periods[0] for one in periods) else {}


def _parties_told(items: Sequence[Item], name: str, prose: Prose) -> dict[str, Any]:
    """Partners and financiers that a sentence tells which presents the project: ``X är ett projekt mellan A och B.``"""
    told = [sentence for item in items if isinstance(item, Paragraph) for sentence in split_sentences(item.text)]
    about = [sentence for sentence in told if name and _before(sentence, prose.is_project) == name]
    return {key: value for one in about for key, value in _facts_of_sentence(one, prose).items() if key in LISTS}


def _told(items: Sequence[Item], line: Labelled, name: str, family: Family) -> str:
    """The text after the label of an aim or summary, to the next label or heading."""
    synonyms = fields_of("projects", family.family)
    place = next(place for place, item in enumerate(items) if item is line.item)
    texts = [line.value]
    for item in _texts(items[place + 1 :], name, family):
        if not isinstance(item, Paragraph | ListItem) or is_bold(item) or labelled(item, synonyms, ACCEPTED):
            break
        texts.append(item_text(item))
    return plain(" ".join(texts))


def _texts(items: Sequence[Item], name: str, family: Family) -> list[Item]:
    """Items without what heads or foots the pages: the name again, the sort of report, a page number."""
    running = {fold(text) for text in (name, *family.match.titles)}

    def is_running(item: Item) -> bool:
        if not isinstance(item, Paragraph) or field_of(item.text, {"description": wordings}):
            return False
        return bool(_PAGE.fullmatch(item.text)) or fold(_NUMBERED.sub("", item.text)) in running

    wordings = fields_of("projects", family.family)["description"]
    return [item for item in items if not is_running(item)]


def _aim(items: Sequence[Item], family: Family) -> str:
    """The text under the heading of its aim or summary; none where there is no such heading."""
    wordings = {"description": fields_of("projects", family.family)["description"]}
    aim: list[str] | None = None
    for item in items:
        alone = isinstance(item, Paragraph) and field_of(item.text, wordings) is not None
        title = item_text(item) if alone else _title_of(item)
        if title is not None:
            if aim:
                break
            aim = [] if field_of(title, wordings) else None
        elif aim is not None:
            aim.append(item_text(item))
    return plain(" ".join(text for text in aim or () if text))


def _all(items: Sequence[Item]) -> str:
    """All text with its headings, where there is any but headings."""
    texts = [_with_heading(item) for item in items] if any(isinstance(item, Paragraph) for item in items) else []
    return plain(" ".join(text for text in texts if text))


def _title_of(item: Item) -> str | None:
    """The words of a heading, or of a bold line that stands as one."""
    if isinstance(item, Heading):
        return item.title
    bold = isinstance(item, Paragraph) and len(item.text.split()) <= LONGEST_HEADING and is_bold(item)
    return item_text(item).rstrip(":") if bold else None


def _naming(items: Sequence[Item], family: Family) -> Heading | Paragraph | None:
    """What names the project above its labels: the largest of the title, else the largest heading.

    A line that only says what sort of report it is, or of whom, names no project where another line is there, nor does
    a heading that announces the labels: ``Fakta om projektet``.
    """
    titles = [item for item in items if isinstance(item, Paragraph) and item.is_title]
    titles = [item for item in titles if not _says_kind(item.text, family)] or titles
    titles = [item for item in titles if not is_place(item.text)] or titles
    if titles:
        return max(titles, key=_size)
    headings = [item for item in items if isinstance(item, Heading)]
    headings = [item for item in headings if not _announces_facts(item.title, family)] or headings
    return max(reversed(headings), key=_size, default=None)


def _is_label(item: Item, synonyms: Synonyms) -> bool:
    """Whether a heading is the label over a value: ``KOORDINATOR``."""
    return isinstance(item, Heading) and field_of(item.title, synonyms) is not None


def _largest(items: Sequence[Item], page: int) -> Heading | Paragraph | None:
    """The title of a page, or the one heading larger than all others there: a column of facts is read before it."""
    own = [item for item in items if item.page == page]
    titles = [item for item in own if isinstance(item, Heading) or (isinstance(item, Paragraph) and item.is_title)]
    ranked = sorted(titles, key=_size, reverse=True)
    clear = len(ranked) == 1 or (len(ranked) > 1 and _size(ranked[0]) > _size(ranked[1]))
    return ranked[0] if clear and not _numbered(ranked[0]) else None


def _numbered(item: Heading | Paragraph) -> bool:
    return isinstance(item, Heading) and item.number is not None


def _size(item: Heading | Paragraph) -> float:
    """The size of its type in points."""
    return max((line.style.size for line in item.lines), default=0.0)


def _says_kind(text: str, family: Family) -> bool:
    """Whether a line says what sort of report it is and names nothing behind that: ``Projektblad 2023``."""
    kinds = [fold(phrase) for phrase in family.match.titles]
    parts = split_label(text)
    return any(kind in fold(text) for kind in kinds) and (parts is None or fold(parts[0]) not in kinds)


def _announces_facts(title: str, family: Family) -> bool:
    """Whether a heading says that facts about the project follow."""
    told = fields_of("projects", family.family)["description"]
    wordings = {"description": [*told, "<facts> <project>?", "<about> <facts>? <project>?"]}
    return _says_kind(title, family) or field_of(title, wordings) is not None


def _name_in(title: str, family: Family) -> str:
    """The name in a title, without a label before it: ``Projekt: Bron till Åland``, ``Projektblad: Bron``."""
    parts = split_label(title)
    if parts is None or not parts[1]:
        return title
    named = field_of(parts[0], {"name": fields_of("projects", family.family)["name"]}) is not None
    return parts[1] if named or fold(parts[0]) in map(fold, family.match.titles) else title


def _words_of(item: Item) -> str:
    return item.title if isinstance(item, Heading) else item_text(item)


def _with_heading(item: Item) -> str:
    if isinstance(item, Heading):
        return f"{item.number} {item.title}" if item.number else item.title
    return item_text(item)


def money_of(line: Labelled, default: Unit = KR) -> Money | None:
    """The sum of a labelled line; its unit stands behind the figure, else in the label, else it is the usual one."""
    return parse_money(line.value, unit=money_of_caption(line.label) or default)


def add_amount(facts: Facts, project: Row, line: Labelled, default: Unit = KR) -> None:
    """Add the sum of a labelled line as an amount of the project."""
    money = money_of(line, default)
    if money is None:
        tell_of_unread_line(facts, line)
        return
    for cell in line.cells:
        facts.use_value(cell, money.left)
    facts.add(
        "budgets",
        of_item(line.item),
        project_id=project,
        kind="project",
        line_item=project["name"],
        column_name=line.label,
        measure=MEASURES[line.field],
        value=money.value,
        unit=money.unit.name or None,
        amount_sek=money.amount_sek,
        qualifier=money.qualifier,
        is_total=False,
        value_text=line.value,
    )


def tell_of_unread_line(facts: Facts, line: Labelled) -> None:
    """A finding for a figure that cannot be read as what its label means; words first, and it is a remark."""
    if _FIGURE.match(line.value):
        evidence = of_cells(line.cells) if line.cells else of_item(line.item)
        tell_of_unread(facts, evidence, line.label, line.field, line.value)


# --- running text ---------------------------------------------------------------------------------------------------


def _from_prose(facts: Facts, items: Sequence[Item], family: Family, prose: Prose) -> Row | None:
    """The project that a sentence presents: ``X är ett samverkansprojekt mellan A och B.``"""
    texts = [item for item in items if isinstance(item, Paragraph | ListItem)]
    for item in texts:
        for sentence in split_sentences(item.text):
            name = _before(sentence, prose.is_project)
            if name is None:
                continue
            values = _facts_of(texts, prose)
            return facts.add("projects", of_item(item, item.text), kind=family.project_kind, name=name, **values)
    return None


def _before(sentence: str, phrases: Sequence[str]) -> str | None:
    """What stands before a phrase, where that is a name."""
    for phrase in phrases:
        start = sentence.find(f" {phrase}")
        if 2 < start < 80 and sentence[:1].isupper():
            name = sentence[:start].strip()
            return name.removeprefix("Projektet ") or None
    return None


def _facts_of(items: Sequence[Paragraph | ListItem], prose: Prose) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for item in items:
        for sentence in split_sentences(item.text):
            values = _facts_of_sentence(sentence, prose) | values
    return values


def _facts_of_sentence(sentence: str, prose: Prose) -> dict[str, Any]:
    values: dict[str, Any] = {}
    rest = _after(sentence, prose.period)
    period = next(iter(find_periods(rest)), None) if rest is not None else None
    if period is not None and period.start < 12 and period.first and period.last:
        values |= {"period_start": period.first, "period_end": period.last}
    for name, phrases in (("period_start", prose.period_start), ("period_end", prose.period_end)):
        rest = _after(sentence, phrases)
        moment = next(iter(find_dates(rest)), None) if rest is not None else None
        if moment is not None and moment.start < 12:
            values[name] = moment.first if name == "period_start" else moment.last
    for name, phrases in (("partners", prose.partners), ("financiers", prose.financiers)):
        rest = _after(sentence, phrases)
        if rest is not None:
            names = split_organisations(rest.rstrip(". "))
            if len(names) > 1:
                values[name] = names
    return values


def _after(sentence: str, phrases: Sequence[str]) -> str | None:
    for phrase in phrases:
        start = sentence.find(f"{phrase} ")
        if start >= 0:
            return sentence[start + len(phrase) + 1 :]
    return None
