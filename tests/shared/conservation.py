"""Counts the words of every PDF in a folder, where they end, and what an independent reader counts.

``python tests/shared/conservation.py FOLDER ...`` prints a JSON object for each file. A process of its own, for files
that are meant to bring readers down.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import unicodedata
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pdfplumber

from pipelines.reading import Page, Reading, UnreadableError, report
from pipelines.reading.model import Cell, Contents, Table, Word, lines_of
from pipelines.reading.report import Sheet

UNMAPPED = re.compile(r"(?:\(cid:(\d+)\))+")
"""What pdfminer gives for glyphs of which the file does not say what they mean."""
UNMAPPED_BLANKS = {"3", "10", "13", "32"}
"""Glyphs that are blanks in fonts without a table of meanings."""
CONTROL = re.compile("[\x01\x04-\x08\x0e-\x1f]")
"""Control characters that PDFium gives for such glyphs."""


@dataclass
class Account:
    """Where the words of a file end."""

    name: str
    error: str | None = None
    words: int = 0
    placed: int = 0
    told: int = 0
    letters: int = 0
    """What pdfplumber sees on the pages that both engines count alike."""
    scanned: int = 0
    """Pages that hold no text of their own."""
    silent: list[int] = field(default_factory=list)
    """Those of them that give no word and do not say that they could not be read."""
    breaches: list[str] = field(default_factory=list)
    """Words that end nowhere, or twice, by the count of this script or of the reader."""
    unseen: list[tuple[int, int]] = field(default_factory=list)
    """Pages with letters that pdfplumber sees and our engine does not, and how many."""


def account(path: Path) -> Account:
    """Read a file and count."""
    found = Account(path.name)
    sheets: list[tuple[Sheet, list[Cell]]] = []
    written: dict[int, str] = {}
    begin, summarise = report._sheet, report._summary

    def first(page: Page, *rest: Any) -> Any:
        written[page.number] = characters(page)  # let go of once they are words
        return begin(page, *rest)

    def spy(sheet: Sheet, cells: list[Cell], *rest: Any) -> Any:
        sheets.append((sheet, list(cells)))
        return summarise(sheet, cells, *rest)

    report._sheet, report._summary = first, spy  # type: ignore[assignment]
    try:
        reading = report.read_report(path)
    except UnreadableError as error:
        found.error = error.kind
        return found
    finally:
        report._sheet, report._summary = begin, summarise
    found.words, found.placed = reading.words_total, reading.words_placed
    found.told = sum(len((oddity.text or "").split()) for oddity in reading.oddities)
    found.breaches = [
        f"page {o.page}: {o.detail}" for o in reading.oddities if o.rule in ("lost_words", "doubled_words")
    ]
    found.breaches += [breach for sheet, _ in sheets for breach in characters_to_words(sheet, written, reading)]
    found.breaches += words_to_items(sheets, reading)
    found.breaches += no_furniture([sheet for sheet, _ in sheets])
    pages = [page for page in reading.pages if page.text_source != "native"]
    found.scanned = len(pages)
    found.silent = [page.number for page in pages if not page.words_total and not page.illegible]
    illegible = {page.number for page in reading.pages if page.illegible}
    found.letters, found.unseen = unseen(path, written, illegible)
    return found


def characters_to_words(sheet: Sheet, written: dict[int, str], reading: Reading) -> Iterator[str]:
    """Characters of a page that are in no word; hidden ones are told of by the text of a finding."""
    hidden = [o.text or "" for o in reading.oddities if o.page == sheet.page.number and o.rule == "hidden_text"]
    if any(len(text) >= 1000 for text in hidden):
        return
    words = [*sheet.words, *(word for line in sheet.rotated for word in line.words)]
    lost = letters(written[sheet.page.number]) - letters("".join([*(word.text for word in words), *hidden]))
    if lost:
        yield f"page {sheet.page.number}: in no word {''.join(lost.elements())[:60]!r}"


def words_to_items(sheets: list[tuple[Sheet, list[Cell]]], reading: Reading) -> Iterator[str]:
    """Words that stand in no item, table, note or furniture of the reading, or in two."""
    places: Counter[int] = Counter()
    for item in reading.items:
        if not isinstance(item, Table):
            places.update(id(word) for line in lines_of(item) for word in line.words)
    for table in reading.tables:
        places.update(id(word) for cell in table.printed() for line in cell.lines for word in line.words)
    listed = [item for item in reading.items if isinstance(item, Contents)]
    for sheet, _ in sheets:
        places.update(id(word) for block in sheet.blocks for word in block.opening)
        notes = [line for note in sheet.notes for line in note.lines]
        places.update(id(word) for line in (*notes, *sheet.furniture) for word in line.words)
        told = {id(word) for line in sheet.unplaced for word in line.words}
        words = [*sheet.words, *(word for line in sheet.rotated for word in line.words)]
        wrong = [word for word in words if places[id(word)] != 1 and not (id(word) in told and not places[id(word)])]
        if wrong:
            times = Counter(places[id(word)] for word in wrong)
            yield f"page {sheet.page.number}: {dict(times)} times in the reading: {text_of(wrong)[:80]!r}"
    if sum(bool(sheet.contents) for sheet, _ in sheets) != len(listed):
        yield "contents pages are missing from the items"


def no_furniture(sheets: list[Sheet]) -> Iterator[str]:
    """Lines taken for furniture that neither stand at one height on three pages nor number their page.

    On a file of one or two pages a number that names the page, or the count of pages, is enough.
    """
    heights: dict[str, dict[int, float]] = defaultdict(dict)
    offsets: dict[int, set[int]] = defaultdict(set)
    for sheet in sheets:
        for line in sheet.furniture:
            heights[line.text.casefold()][sheet.page.number] = line.box.middle[1]
            for number in numbers(line.text):
                offsets[number - sheet.page.number].add(sheet.page.number)
    least = min(3, max(len(sheets), 2))
    for sheet in sheets:
        page = sheet.page.number
        for line in sheet.furniture:
            places = heights[line.text.casefold()].values()
            repeats = sum(abs(y - line.box.middle[1]) < 16 for y in places) >= 3
            counts = any(len(offsets[number - page]) >= least for number in numbers(line.text))
            last = re.search(r"(\d+)\D*$", line.text)
            names = last is not None and int(last[1]) == len(sheets)
            if not (repeats or counts or names):
                yield f"page {page}: furniture that is none: {line.text[:80]!r}"


def numbers(text: str) -> list[int]:
    """The numbers in a text, and what it is as a Roman one."""
    roman = re.fullmatch(r"(x{0,3})(ix|iv|v?i{0,3})", text.casefold())
    values = {"": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
    return [*map(int, re.findall(r"\d{1,4}", text)), *([10 * len(roman[1]) + values[roman[2]]] if roman else [])]


def unseen(path: Path, written: dict[int, str], illegible: set[int]) -> tuple[int, list[tuple[int, int]]]:
    """How many letters pdfplumber sees, and on which pages it sees more than our engine.

    Only where both count as many pages: else the same number means another page. Pages told to be illegible are left
    out: what is garbage to us is to pdfplumber letters.
    """
    total, pages = 0, []
    try:
        document = pdfplumber.open(path)
        count = len(document.pages)
    except Exception:  # pdfminer raises anything at all on damaged files
        return 0, []
    for number, text in written.items() if len(written) == count else ():
        if number in illegible:
            continue
        theirs = document.pages[number - 1]
        try:
            seen = glyphs(char for char in theirs.chars if on_page(char, theirs.bbox))
        except Exception:  # as above
            continue
        finally:
            theirs.close()
        total += seen
        missing = seen - letters(text).total()
        if missing > 0:
            pages.append((number, missing))
    return total, pages


def glyphs(chars: Iterable[dict[str, Any]]) -> int:
    """Letters of all glyphs, those drawn twice on one spot once."""
    spots: set[tuple[str, int, int]] = set()
    count = 0
    for char in chars:
        text, x, y = str(char["text"]), round(char["x0"]), round(char["top"])
        if not any((text, x + dx, y + dy) in spots for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            unmapped = UNMAPPED.fullmatch(text)
            count += unmapped[1] not in UNMAPPED_BLANKS if unmapped else letters(text).total()
        spots.add((text, x, y))
    return count


def on_page(char: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    """Whether the middle of a character lies on the page."""
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def characters(page: Page) -> str:
    """All characters of a page as our engine gives them; the codes that stand for a hyphen at a line end as one."""
    codes = ("-" if code in (0x02, 0xFFFE, 0xFFFF) else chr(code) for code in page.chars.code.tolist())
    return "".join(codes).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def letters(text: str) -> Counter[str]:
    """The characters that leave ink, ligatures and accented letters taken apart, those without a meaning as one."""
    plain = unicodedata.normalize("NFKD", CONTROL.sub("\ufffd", text.replace("\u00ad", "-")))
    return Counter(char for char in plain if not char.isspace() and unicodedata.category(char) not in ("Cc", "Cf"))


def text_of(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    for folder in map(Path, sys.argv[1:]):
        for file in sorted(folder.glob("*.pdf")):
            sys.stdout.write(json.dumps(asdict(account(file))) + "\n")
            sys.stdout.flush()
