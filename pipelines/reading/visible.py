"""What a reader of the page sees: text drawn invisible, or white on white, is told of but not read."""

from __future__ import annotations

from collections.abc import Sequence

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
    hidden = chars.hidden
    if hidden.any():
        if hidden.mean() > MOSTLY and page.images:
            page.text_source = "ocr"
            return find_words(chars)
        _tell(page, find_words(chars, hidden), "invisible", oddities)
        words = find_words(chars, ~hidden)
    else:
        words = find_words(chars)
    if not any(is_white(style.color) for style in chars.styles):
        return words
    unseen = [word for word in words if is_white(word.style.color) and not _has_ground(word, page.fills, page.images)]
    _tell(page, unseen, "white on white", oddities)
    gone = set(map(id, unseen))
    return [word for word in words if id(word) not in gone]


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
            box=union(word.box for word in words),
            text=text[:1000],
        )
    )
