"""From blocks and tables to the items of a report in order, and to its sections."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from itertools import takewhile

from pipelines.reading.blocks import Block
from pipelines.reading.colors import WHITE
from pipelines.reading.headings import Bookmark, Look, Verdict, find_headings
from pipelines.reading.model import (
    Box,
    Contents,
    Heading,
    Item,
    ListItem,
    Page,
    Paragraph,
    Section,
    Table,
)
from pipelines.reading.text import LABEL, Hyphenation, join_lines

INDENT = 4.0
"""List marks this far apart, in points, are of different levels."""
PROSE = 25
"""A page with a block of so many words is no cover."""
COVER_WORDS = 60
"""A page with more words is no cover, however short its blocks."""
COVERS = 3
"""Covers and title pages are among the first pages."""

MOST_CAPTION_WORDS = 8
"""Words of a caption that nothing but its place tells from text."""

_UNIT_NOTE = re.compile(
    r"(?:alla|samtliga)?\s*(?:belopp|siffror)|\(?(?:i )?(?:tkr|mkr|mnkr|kr|kronor|procent|%)\W*$", re.I
)
_UNIT_LAST = re.compile(
    r"[,(]\s*(?:i )?(?:tkr|mkr|mnkr|kr|kkr|ksek|msek|sek|(?:tusen(?:tal)?|miljoner)?\s*kronor)\)?$", re.IGNORECASE
)
_GOES_ON = re.compile(r"[\s,–-]*\(?\b(?:forts\b\.?|fortsättning\b|continued\b|cont\.)[^()]{0,30}\)?$", re.IGNORECASE)
_CALLED = re.compile(r"(?:tabell|table|tab\.)(?:\s*\d|\b)", re.IGNORECASE)
_NOTE = re.compile(r"(?:källa|källor|not|noter|anm|anmärkning|source|note|siffrorna|uppgifter|belopp)\b", re.IGNORECASE)
FEWEST_BELOW = 2
"""So many tables with a short line below them, and none above, have their captions there."""
LEVEL = 2.0
"""Tables that begin at one height do so within so many points."""
APART = 1.5
"""What follows a caption is so much further from it than its table is, at least."""
_ENDED = re.compile(r"[.!?:][\"”’')\]]*$")


def assemble(
    pages: Sequence[tuple[Page, Sequence[Block]]],
    tables: Sequence[Table],
    contents: Sequence[Contents],
    bookmarks: Sequence[Bookmark],
    hyphens: Hyphenation,
) -> list[Item]:
    """Everything a report says, in reading order, page breaks closed."""
    blocks = [block for _, own in pages for block in own]
    boxed = {id(block): opens for page, own in pages for block, opens in _in_callouts(page, own)}
    opening = {place for place, block in enumerate(blocks) if boxed.get(id(block))}
    verdicts = find_headings(blocks, bookmarks, opening, {page.number: page.tags for page, _ in pages if page.tags})
    titles = _take_titles(pages, blocks, verdicts, {table.page for table in tables})
    verdicts = _from_chapters(verdicts)
    items: list[Item] = []
    place = 0
    for page, own in pages:
        made: list[Item] = []
        for block in own:
            verdict = verdicts.get(place)
            item = _item(block, verdict, id(block) in boxed, hyphens, is_title=place in titles)
            if made and _goes_on_in_next_column(made, item):
                _join(made, item, hyphens)
            else:
                made.append(item)
            place += 1
        _insert(made, [table for table in tables if table.page == page.number])
        _insert(made, [listed for listed in contents if listed.page == page.number])
        if items and made and _goes_on(items, made[0]):
            _join(items, made.pop(0), hyphens)
        items.extend(made)
    _set_list_levels(items)
    _set_titles(items)
    return items


def _item(block: Block, verdict: Verdict | None, in_callout: bool, hyphens: Hyphenation, *, is_title: bool) -> Item:
    if verdict is not None:
        level = None if in_callout and verdict.number is None else verdict.level
        return Heading(block.page, block.box, block.lines, verdict.title, verdict.number, level)
    text = join_lines(block.lines, hyphens)
    if block.marker is None:
        return Paragraph(block.page, block.page, block.box, block.lines, text, block.marks, is_title)
    box = block.box._replace(x0=min(block.marker_x, block.box.x0))
    return ListItem(block.page, block.page, box, block.lines, block.marker, 0, text, block.marks)


def _insert(items: list[Item], others: Sequence[Item]) -> None:
    """Put tables among the items of their page: before the first item below them in the same column, the second half of
    a table set in two right behind the first."""
    for other in others:
        box = other.box
        half = next((place for place, item in enumerate(items) if _is_other_half(item, other)), None)
        if half is not None:
            items.insert(half + 1, other)
            continue
        for place, item in enumerate(items):
            beside = item.box.x0 < box.x1 and box.x0 < item.box.x1
            if beside and item.box.top >= box.top:
                items.insert(place, other)
                break
        else:
            items.append(other)


def _is_other_half(item: Item, other: Item) -> bool:
    """Whether two tables begin beside each other under the same headers."""
    if not isinstance(item, Table) or not isinstance(other, Table) or abs(item.box.top - other.box.top) > LEVEL:
        return False
    headers = [[cell.text for cell in table.cells if cell.row == 1] for table in (item, other)]
    return headers[0] == headers[1] and item.box.x1 <= other.box.x0


# --- titles and call-outs -------------------------------------------------------------------------------------------


def _take_titles(
    pages: Sequence[tuple[Page, Sequence[Block]]],
    blocks: Sequence[Block],
    verdicts: dict[int, Verdict],
    with_tables: Set[int],
) -> set[int]:
    """Places of the blocks that are the report's title, taken out of the headings.

    What stands large on a cover is the title, there and where the next page repeats it. So is what opens the first
    page of text in a look larger than that of all headings below. A page that has a table, one of `with_tables`, is no
    cover.
    """
    titles: dict[int, str] = {}
    place = 0
    covers = True
    for page, own in pages:
        prose = any(block.marker or sum(len(line.words) for line in block.lines) >= PROSE for block in own)
        full = sum(len(line.words) for block in own for line in block.lines) > COVER_WORDS
        numbers = [verdicts[at].number or "" for at in range(place, place + len(own)) if at in verdicts]
        full = full or any(number[:1].isdigit() for number in numbers)
        covers = covers and not (prose or full) and page.number <= COVERS and page.number not in with_tables
        for _ in own:
            if place in verdicts:
                key = verdicts[place].title.casefold()
                if covers or (page.number <= COVERS + 1 and key in titles.values()):
                    titles[place] = key
            place += 1
    first = next((place for place, block in enumerate(blocks) if place not in titles and place in verdicts), None)
    opening = [] if first is None else _opening_titles(blocks, verdicts, first, set(titles))
    for place in (*titles, *opening):
        del verdicts[place]
    return {*titles, *opening}


def _from_chapters(verdicts: dict[int, Verdict]) -> dict[int, Verdict]:
    """Levels that begin with 1 where the title of the report, which took it, is no heading; numbers keep theirs."""
    above = min((verdict.level for verdict in verdicts.values()), default=1) - 1
    if not above or any(verdict.number for verdict in verdicts.values()):
        return verdicts
    return {place: replace(verdict, level=verdict.level - above) for place, verdict in verdicts.items()}


def _opening_titles(blocks: Sequence[Block], verdicts: dict[int, Verdict], first: int, covers: set[int]) -> list[int]:
    """Headings that open the first page of text, larger than all others and without number."""
    if blocks[first].page > COVERS or any(
        sum(len(line.words) for line in block.lines) >= PROSE for block in blocks[:first]
    ):
        return []
    run = [first]
    while run[-1] + 1 in verdicts and blocks[run[-1] + 1].page == blocks[first].page:
        run.append(run[-1] + 1)
    rest = [place for place in verdicts if place not in run and place not in covers]
    shared = {Look.of(blocks[place].style) for place in rest}
    largest = max((look.weight for look in shared), default=(0.0, False, False))
    # a heading of the text, numbered or of a look that others have, ends the title
    own = [place for place in run if verdicts[place].number is None and Look.of(blocks[place].style) not in shared]
    alone = list(takewhile(own.__contains__, run))
    if not rest or not any(Look.of(blocks[place].style).weight > largest for place in alone):
        return []
    return alone


def _in_callouts(page: Page, blocks: Sequence[Block]) -> list[tuple[Block, bool]]:
    """Blocks that stand, with others, on a coloured ground of their own, and whether each opens it."""
    found: list[tuple[Block, bool]] = []
    boxes = [fill.box for fill in page.fills if fill.color != WHITE and _is_callout(fill.box, page)]
    for box in boxes:
        inside = [block for block in blocks if _holds(box, block.box)]
        if len(inside) > 1:
            found.extend((block, block is inside[0]) for block in inside)
    return found


def _is_callout(box: Box, page: Page) -> bool:
    return box.height > 24 and box.width > 100 and box.width * box.height < 0.6 * page.width * page.height


def _holds(box: Box, inner: Box) -> bool:
    return box.holds((inner.x0, inner.top), 2) and box.holds((inner.x1, inner.bottom), 2)


# --- page breaks ----------------------------------------------------------------------------------------------------


def _goes_on(items: Sequence[Item], first: Item) -> bool:
    """Whether the first text of a page goes on with the last of the page before."""
    last = items[-1]
    if not isinstance(last, Paragraph | ListItem) or not isinstance(first, Paragraph):
        return False
    if abs(last.lines[-1].style.size - first.lines[0].style.size) > 0.6 or not first.text:
        return False
    if last.lines[-1].style.bold and not first.lines[0].style.bold:
        return False
    if first.text[:1].islower():
        return not (LABEL.match(first.text) and _had_room(items, last, first))
    if _ENDED.search(last.text) or LABEL.match(first.text) or _opens_bold(last, first):
        return False
    return not _had_room(items, last, first)


def _opens_bold(last: Paragraph | ListItem, first: Paragraph) -> bool:
    """Whether the text opens with bold type that the text before does not end with: a label, a run-in heading."""
    return first.lines[0].words[0].style.bold and not last.lines[-1].words[-1].style.bold


def _had_room(items: Sequence[Item], last: Paragraph | ListItem, first: Paragraph) -> bool:
    """Whether the next word would have stood in the last line, had the text gone on: then it ended there."""
    line, page = last.lines[-1], last.page_end
    texts = [item for item in items if isinstance(item, Paragraph | ListItem) and item.page == page == item.page_end]
    right = max((item.box.x1 for item in texts if item is not last), default=last.box.x1)
    return line.box.x1 + line.style.size + first.lines[0].words[0].box.width < right


def _goes_on_in_next_column(items: Sequence[Item], first: Item) -> bool:
    """Whether text at the head of a column goes on with a sentence from the foot of the one before."""
    last = items[-1]
    if not isinstance(last, Paragraph | ListItem) or not isinstance(first, Paragraph):
        return False
    above, below = last.lines[-1], first.lines[0]
    higher = below.baseline < above.baseline - above.style.size and below.box.x0 > above.box.x0
    return higher and first.text[:1].islower() and _goes_on(items, first)


def _join(items: list[Item], rest: Item, hyphens: Hyphenation) -> None:
    last = items[-1]
    if isinstance(last, Paragraph | ListItem) and isinstance(rest, Paragraph):
        last.lines = [*last.lines, *rest.lines]
        last.text = join_lines(last.lines, hyphens)
        last.page_end = rest.page_end
        last.marks = [*last.marks, *rest.marks]


# --- lists and titles -----------------------------------------------------------------------------------------------


def _set_list_levels(items: Sequence[Item]) -> None:
    """How deep each list item is indented within its run of list items."""
    run: list[ListItem] = []
    for item in [*items, None]:
        if isinstance(item, ListItem):
            run.append(item)
            continue
        if run:
            _rank(run)
        run = []


def _rank(run: Sequence[ListItem]) -> None:
    """Levels by indentation under the items above; where a page or column begins anew, marks tell what is level."""
    above: list[tuple[float, str]] = []  # of each level open here, where its mark stands and what it is
    shift = 0.0
    for place, item in enumerate(run):
        x, sort = item.box.x0, _sort(item.marker)
        if place and _begins_anew(run[place - 1], item):
            alike = [at for at, mark in above if mark == sort]
            shift = x - alike[-1] if alike else shift
        x -= shift
        while len(above) > 1 and x < above[-1][0] - INDENT:
            above.pop()
        if above and x < above[0][0] - INDENT:
            for before in run[:place]:
                before.level += 1  # the run began in the middle of a list
            above = [(x, sort)]
        elif not above or x > above[-1][0] + INDENT:
            above.append((x, sort))
        item.level = len(above) - 1


def _begins_anew(last: ListItem, item: ListItem) -> bool:
    """Whether an item is the first on its page or in its column: margins and columns shift all that is indented."""
    return item.page != last.page or item.box.top < last.box.top - INDENT


def _sort(marker: str) -> str:
    """What list marks of one level have in common."""
    core = marker.strip("().")
    return "1" if core.isdigit() else "a" if core.isalpha() and len(core) == 1 else marker


def _set_titles(items: Sequence[Item]) -> None:
    """The caption of each table: what stands right above it, or right below where captions stand there in the report,
    else the heading it stands under."""
    heading: Heading | None = None
    below = _captions_below(items)
    for place, item in enumerate(items):
        if isinstance(item, Heading):
            heading = item
        elif isinstance(item, Table):
            caption = below.get(id(item)) or _caption_above(items, place, below)
            if caption is not None:
                item.title = _GOES_ON.sub("", caption.text) or caption.text
            elif heading is not None:
                item.title = heading.title


def _caption_above(items: Sequence[Item], place: int, below: Mapping[int, Paragraph]) -> Paragraph | None:
    before, table = items[place - 1] if place else None, items[place]
    if place > 1 and isinstance(before, Table) and isinstance(table, Table) and _are_beside(before, table):
        before = items[place - 2]  # over two tables beside each other
    if not isinstance(before, Paragraph) or not isinstance(table, Table) or before in below.values():
        return None
    if before.page == table.page and not _overlaps(before.box, table.box):
        return None
    return before if _is_caption(before) or _is_plain_caption(before, table) else None


def _are_beside(one: Table, other: Table) -> bool:
    """Whether two tables stand beside each other on one page."""
    apart = not _overlaps(one.box, other.box)
    return one.page == other.page and apart and one.box.top < other.box.bottom and other.box.top < one.box.bottom


def _overlaps(one: Box, other: Box) -> bool:
    """Whether two boxes share some of the width of the page."""
    return one.x0 < other.x1 and other.x0 < one.x1


def _captions_below(items: Sequence[Item]) -> dict[int, Paragraph]:
    """The captions below their tables, by the id of the table; none where tables have captions above them, or where
    one table alone has a line below it that nothing calls a caption and that may head what follows, or stands itself
    right under a heading. A line that ends with a unit, with no table below it, is a caption anywhere."""
    found: dict[int, Paragraph] = {}
    told: dict[int, Paragraph] = {}
    above = apart = 0
    for place, item in enumerate(items):
        if not isinstance(item, Table):
            continue
        after, below = [*items[place + 1 : place + 3], None, None][:2]
        if _caption_above(items, place, found) is not None:
            above += 1
        elif isinstance(after, Paragraph) and (_stands_below(after, item) or _opens_next_page(after, item, below)):
            found[id(item)] = after
            if _ends_with_unit(after, below):
                told[id(item)] = after
            headed = place > 0 and isinstance(items[place - 1], Heading)
            apart += not headed and _is_apart(after, item, below)
    called = any(
        _CALLED.match(caption.text) or _UNIT_LAST.search(_GOES_ON.sub("", caption.text)) for caption in found.values()
    )
    return found if above < len(found) and (called or apart or len(found) >= FEWEST_BELOW) else told


def _is_apart(line: Paragraph, table: Table, after: Item | None) -> bool:
    """Whether a line below a table belongs to it by its place: what follows stands further from it, or heads itself."""
    if after is None or after.page != line.page or isinstance(after, Heading):
        return True
    gap = after.box.top - line.box.bottom
    return gap < 0 or gap > APART * max(line.box.top - table.boxes[line.page].bottom, line.lines[0].style.size / 2)


def _ends_with_unit(paragraph: Paragraph, below: Item | None) -> bool:
    """Whether a text ends with a unit, with no table below it that it may caption."""
    return _UNIT_LAST.search(paragraph.text) is not None and not isinstance(below, Table)


def _opens_next_page(paragraph: Paragraph, table: Table, below: Item | None) -> bool:
    """Whether a line that ends with a unit opens the page after a table."""
    opens = paragraph.page == table.page_end + 1 and _is_short_line(paragraph)
    return opens and _ends_with_unit(paragraph, below)


def _stands_below(paragraph: Paragraph, table: Table) -> bool:
    """Whether a paragraph close below a table may be its caption: no sentence, no note."""
    box = table.boxes.get(paragraph.page)
    gap = paragraph.box.top - box.bottom if box is not None and table.page_end == paragraph.page else -1.0
    if not 0 <= gap <= 1.5 * paragraph.lines[0].style.size or _NOTE.match(paragraph.text):
        return False
    if _CALLED.match(paragraph.text):
        return _is_caption(paragraph)
    return _is_short_line(paragraph)


def _is_short_line(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a line of few words: no sentence, no label, no title, no note on units."""
    text = _GOES_ON.sub("", paragraph.text)
    if len(paragraph.lines) > 1 or len(text.split()) > MOST_CAPTION_WORDS or not text[:1].isupper():
        return False
    return not (":" in text or paragraph.marks or paragraph.is_title or _ENDED.search(text) or _UNIT_NOTE.match(text))


def _is_caption(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if len(text.split()) > 20 or len(paragraph.lines) > 2:
        return False
    if _CALLED.match(text):
        return True
    return all(word.style.bold or word.style.italic for line in paragraph.lines for word in line.words)


def _is_plain_caption(paragraph: Paragraph, table: Table) -> bool:
    """Whether a short line set like text captions the table close below: no sentence, no label, no note on units."""
    if not _is_short_line(paragraph) or paragraph.page != table.page:
        return False
    return 0 <= table.box.top - paragraph.box.bottom <= 1.5 * paragraph.lines[0].style.size


# --- sections -------------------------------------------------------------------------------------------------------


def find_sections(items: Sequence[Item]) -> list[Section]:
    """Each heading with what stands under it until the next heading, and the headings above it."""
    sections: list[Section] = []
    path: list[Heading] = []
    for item in items:
        if isinstance(item, Heading):
            if item.level is not None:
                path = [heading for heading in path if (heading.level or 0) < item.level]
            sections.append(Section(item, [], list(path)))
            if item.level is not None:
                path.append(item)
        elif sections:
            sections[-1].items.append(item)
    return sections
