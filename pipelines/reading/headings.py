"""Which blocks are headings, and of what level.

Bookmarks say so where a file has them, else its tags. Otherwise a heading is set larger or bolder than the running
text, is short, and does not end like a sentence. Numbering gives the level, tags do where larger type has the higher
level; a heading without either takes the level its look has elsewhere in the report, or the one below all larger looks.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from pipelines.reading.blocks import Block
from pipelines.reading.model import Line, Style, Tag
from pipelines.reading.tables.stacks import CAPTION
from pipelines.reading.text import join_lines, plain

LARGER = 1.1
"""A heading may be set this much larger than running text instead of bold."""
BOLD_FROM, SMALLEST = 0.94, 0.75
"""A bold heading is no smaller than this part of the running text; in a call-out it may be."""
MOST_WORDS = 26
MOST_LINES = 4
FEWEST_LETTERS = 40
"""So many letters that are not bold tell the size of running text."""
LEAD_WORDS = 10
"""A sentence of so many words, set larger than the text it opens, is its lead."""

_ENDS_SENTENCE = re.compile(r"[^\W\d_]{3,}[.!?]\s+[A-ZÅÄÖ]")
_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?P<title>\D.*)", re.DOTALL)
_NUMBERS = re.compile(r"\d|(?:[IVX]+|[A-Z])[.)]")
"""How a mark opens that may number a heading."""
_CHAPTER = re.compile(r"(?P<number>(?:kapitel|del|bilaga)\s+\d{1,2})[.:]?\s+(?P<title>.+)", re.IGNORECASE | re.DOTALL)
_LETTERED = re.compile(r"(?P<number>[A-ZÅÄÖ](?:\.\d{1,2}){1,4})\.?\s+(?P<title>\D.*)", re.DOTALL)
_LETTER = re.compile(r"(?P<number>[A-ZÅÄÖ])[.)]?\s+(?P<title>\D.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One entry of the file's outline."""

    title: str
    level: int
    """0 is outermost."""
    page: int | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A block taken for a heading."""

    number: str | None
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Look:
    """What tells one sort of heading from another."""

    size: float
    bold: bool
    italic: bool
    color: int

    @classmethod
    def of(cls, style: Style) -> Look:
        """The look of a style, its font aside; sizes to half a point."""
        return cls(round(2 * style.size) / 2, style.bold, style.italic, style.color)

    @property
    def weight(self) -> tuple[float, bool, bool]:
        """Larger is weightier, then bold, then upright."""
        return self.size, self.bold, not self.italic


def body_size(lines: Iterable[Line]) -> float:
    """The type size of most letters, in points; bold ones count where next to no others are there, as beside tables."""
    light, bold = Counter[float](), Counter[float]()
    for line in lines:
        (bold if line.style.bold else light)[round(2 * line.style.size) / 2] += len(line.text)
    letters = light if light.total() >= FEWEST_LETTERS else light + bold
    return letters.most_common(1)[0][0] if letters else 10.0


def split_number(text: str) -> tuple[str | None, str]:
    """The number a heading opens with, without its full stop, and the rest."""
    match = _NUMBER.fullmatch(text) or _CHAPTER.fullmatch(text) or _LETTERED.fullmatch(text)
    return (match["number"], match["title"].strip()) if match else (None, text)


def find_headings(
    blocks: Sequence[Block],
    bookmarks: Sequence[Bookmark],
    callouts: Set[int] = frozenset(),
    tags: Mapping[int, Sequence[Tag]] = MappingProxyType({}),
) -> dict[int, Verdict]:
    """Headings by the place of their block in `blocks`.

    `callouts` are places of blocks that open a call-out, and `tags` the tagged headings by page.
    """
    size = body_size(line for block in blocks for line in block.lines)
    named, tagged = _bookmarked(blocks, bookmarks), _tagged(blocks, tags)
    marked = named | tagged
    chosen = {
        place
        for place, block in enumerate(blocks)
        if place in marked or _looks_like(block, size, SMALLEST if place in callouts else BOLD_FROM)
    }
    chosen -= {place for place in chosen - marked.keys() if _leads_nowhere(blocks, place, chosen)}
    looks = {place: Look.of(blocks[place].style) for place in chosen}
    texts = {place: _title(blocks[place]) for place in chosen}
    parts = _numbered(looks, texts)
    levels = _levels(looks, {place: number for place, (number, _) in parts.items()}, named, tagged)
    return {place: Verdict(*parts[place], level=levels[place]) for place in sorted(chosen) if texts[place]}


def _numbered(looks: dict[int, Look], texts: dict[int, str]) -> dict[int, tuple[str | None, str]]:
    """The number and title of each heading; a letter numbers a chapter where headings below carry it on (``A.1``), and
    so do the letters of headings of its look that go on with the alphabet."""
    parts = {place: split_number(text) for place, text in sorted(texts.items())}
    carried = {number[0] for number, _ in parts.values() if number and number[0].isalpha() and number[1:2] == "."}
    if not carried:
        return parts
    look: Look | None = None
    last = ""
    for place, (number, _) in parts.items():
        match = _LETTER.fullmatch(texts[place]) if number is None else None
        if match is None:
            continue
        letter = match["number"]
        if letter in carried or (looks[place] == look and ord(letter) == ord(last) + 1):
            parts[place] = letter, match["title"].strip()
            look, last = looks[place], letter
    return parts


def _leads_nowhere(blocks: Sequence[Block], place: int, chosen: set[int]) -> bool:
    """Whether it heads no text: a sentence set large and alone is a quotation, and a legend is no section."""
    text = join_lines(blocks[place].lines)
    below = blocks[place + 1 : place + 3]
    if len(below) > 1 and all(block.marks for block in below):
        return True  # the legend of a report's lights
    return text.endswith(".") and (not below or place + 1 in chosen)


def _title(block: Block) -> str:
    text = join_lines(block.lines)
    numbered = block.marker is not None and block.marker[:1].isalnum()
    return plain(f"{block.marker} {text}" if numbered else text)


def _bookmarked(blocks: Sequence[Block], bookmarks: Sequence[Bookmark]) -> dict[int, int]:
    """Places of blocks that a bookmark names, with its level."""
    wanted: dict[str, list[Bookmark]] = defaultdict(list)
    for bookmark in bookmarks:
        wanted[_key(bookmark.title)].append(bookmark)
    found: dict[int, int] = {}
    for place, block in enumerate(blocks) if wanted else ():
        if len(block.lines) > MOST_LINES:
            continue
        entries = wanted.get(_key(_title(block)), [])
        for entry in entries:
            if entry.page in (None, block.page):
                found[place] = entry.level
                entries.remove(entry)
                break
    return found


def _tagged(blocks: Sequence[Block], tags: Mapping[int, Sequence[Tag]]) -> dict[int, int]:
    """Places of blocks that a tag calls a heading, its level from 0; tags around more than the block say nothing."""
    found: dict[int, int] = {}
    for place, block in enumerate(blocks) if tags else ():
        own = tags.get(block.page, ())
        if not own or len(block.lines) > MOST_LINES or sum(len(line.words) for line in block.lines) > MOST_WORDS:
            continue
        room = block.box.height + block.lines[0].style.size
        for tag in own:
            if tag.box.height <= room and all(tag.box.holds(line.box.middle, 1.0) for line in block.lines):
                found[place] = tag.level - 1
                break
    return found


def _fall(looks: dict[int, Look], tagged: dict[int, int]) -> bool:
    """Whether the looks of tagged headings become no weightier from level to level: else the levels mean nothing."""
    seen: dict[int, Counter[tuple[float, bool, bool]]] = defaultdict(Counter)
    for place, level in tagged.items():
        seen[level][looks[place].weight] += 1
    usual = [seen[level].most_common(1)[0][0] for level in sorted(seen)]
    return all(above >= below for above, below in pairwise(usual))


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _looks_like(block: Block, size: float, bold_from: float) -> bool:
    """Whether the type alone says heading: larger than running text, or bold and not much smaller."""
    if len(block.lines) > MOST_LINES or (block.marker is not None and not _NUMBERS.match(block.marker)):
        return False
    style = block.style
    larger = style.size >= LARGER * size
    bold = style.size >= bold_from * size and all(
        word.style.bold for line in block.lines for word in line.words if not word.raised
    )
    if not (larger or bold):
        return False
    text = join_lines(block.lines)
    words = text.split()
    if len(text) < 3 or len(words) > MOST_WORDS or not any(map(str.isalpha, text)) or CAPTION.match(text):
        return False
    if text.endswith((",", ";")) or (text.endswith((":", ".")) and not larger):
        return False
    if text.endswith(".") and (len(words) >= LEAD_WORDS or _ENDS_SENTENCE.search(text)):
        return False
    return larger or text[:1].isupper() or text[:1].isdigit() or block.marker is not None


def _levels(
    looks: dict[int, Look], numbers: dict[int, str | None], named: dict[int, int], tagged: dict[int, int]
) -> dict[int, int]:
    """1 for a chapter and so on: from bookmarks, numbers and tags, and for other headings from looks known by those."""
    levels: dict[int, int] = {}
    known: dict[Look, Counter[int]] = defaultdict(Counter)
    tagged = tagged if _fall(looks, tagged) else {}
    for place, look in looks.items():
        number = numbers[place]
        counted = number and (number[0].isdigit() or number[1:2] in ("", "."))  # no ``Kapitel 1``
        by_number = number.count(".") + 1 if number and counted else None
        if place in named:
            levels[place] = named[place] + 1
        elif place in tagged and (by_number is None or tagged[place] > by_number):
            levels[place] = tagged[place] + 1  # far below what the number says it is an item that is set as a heading
        elif by_number is not None:
            levels[place] = by_number
        if place in levels:
            known[look][levels[place]] += 1
    usual = {look: counts.most_common(1)[0][0] for look, counts in known.items()}
    ranks = sorted({look.weight for look in looks.values()}, reverse=True)
    path: list[tuple[Look, int]] = []
    for place, look in sorted(looks.items()):
        if place not in levels:
            over = [level for other, level in usual.items() if other.weight > look.weight]
            level = usual.get(look) or (max(over) + 1 if over else ranks.index(look.weight) + 1)
            inner = [own for other, own in path if other.weight > look.weight]
            level = max([level, *(own + 1 for own in inner)]) if look not in usual else level
            # no level is skipped on the way down, and what looks as one above it on the way has the same
            lowest = path[-1][1] + 1 if path else 1
            levels[place] = next((own for other, own in path if other == look), min(level, lowest))
        path = [*((other, own) for other, own in path if own < levels[place]), (look, levels[place])]
    return levels
