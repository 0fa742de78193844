"""What a reader of the page sees: text drawn invisible, or white on white, is told of but not read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipelines.reading.colors import is_white
from pipelines.reading.model import Box, Fill, Oddity, Page, Word, union
from pipelines.reading.words import find_words

MOSTLY = 0.5
"""A page whose characters are hidden beyond this share, over a picture, is a scan with its text laid under it."""


def visible_words(page: Page, oddities: list[Oddity]) -> list[Word]:
    """The words of a page that can be seen; hidden ones add a finding to `oddities`.

    A scan with recognised text under the picture keeps that text: there it is the only one, and the page's
    `text_source` becomes ``ocr``.
    """
    chars = page.chars
    if not len(chars):
        return []
    shown = _on_page(page)
    if not shown.all():
        _tell(page, find_words(chars, ~shown), "outside the page", oddities)
    hidden = chars.hidden & shown
    if hidden.any():
        if hidden.mean() > MOSTLY and page.images:
            page.text_source = "ocr"
            return find_words(chars, shown)
        _tell(page, find_words(chars, hidden), "invisible", oddities)
    words = find_words(chars, shown & ~hidden)
    if not any(is_white(style.color) for style in chars.styles):
        return words
    unseen = [word for word in words if is_white(word.style.color) and not _has_ground(word, page.fills, page.images)]
    _tell(page, unseen, "white on white", oddities)
    gone = set(map(id, unseen))
    return [word for word in words if id(word) not in gone]


def _on_page(page: Page) -> npt.NDArray[np.bool_]:
    """Which characters lie at least half inside the page."""
    chars = page.chars
    x, y = (chars.x0 + chars.x1) / 2, (chars.top + chars.bottom) / 2
    return np.asarray((x >= 0) & (x <= page.width) & (y >= 0) & (y <= page.height))


def _has_ground(word: Word, fills: Sequence[Fill], images: Sequence[Box]) -> bool:
    """Whether a white word stands on something that is not white."""
    middle = word.box.middle
    return any(fill.box.holds(middle) and not is_white(fill.color) for fill in fills) or any(
        image.holds(middle) for image in images
    )


def _tell(page: Page, words: Sequence[Word], how: str, oddities: list[Oddity]) -> None:
    if not words:
        return
    text = " ".join(word.text for word in words)
    oddities.append(
        Oddity(
            rule="hidden_text",
            severity="info",
            detail=f"{len(words)} words on page {page.number} are {how} and were not read: {text[:200]}",
            page=page.number,
            box=_within(union(word.box for word in words), page),
            text=text[:1000],
        )
    )


def _within(box: Box, page: Page) -> Box:
    """The part of a box that lies on the page, at its edge where nothing does."""
    x0, x1 = (min(max(x, 0.0), page.width) for x in (box.x0, box.x1))
    top, bottom = (min(max(y, 0.0), page.height) for y in (box.top, box.bottom))
    return Box(x0, top, x1, bottom)
