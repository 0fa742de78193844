"""Blanks that look like the white between columns: those of text set out to both edges of its cells, or all alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile

from pipelines.reading.model import Line
from pipelines.reading.tables.grid import BLANK, Content, by_column, is_figure, is_number, is_year, usual_blanks

FLUSH = 0.3
"""Stretched lines of a column end within so large a part of the size of each other: a hyphen may hang out."""
PITCH = 1.7
"""The next line of a cell stands no further below than this part of the size."""
ORDINARY = 1.3
"""A blank no wider than so many usual ones is not stretched."""
HYPHENS = ("-", "\u00ad", "\u2010")


def without_blanks(separators: Sequence[float], lines: Sequence[Line]) -> list[float]:
    """The separators without those that stand in a blank between two words of a cell.

    What such a one parts off has no header of its own. It is but an ordinary blank away, or it ends where all its lines
    do and stands in lines that a cell goes on from: the last line of a paragraph is never stretched.
    """
    kept = list(separators)
    if not kept:
        return kept
    contents = [by_column(line, kept) for line in lines]
    blanks: dict[str, float] = {}
    for place in range(len(kept) - 1, -1, -1):
        if (parted := _unheaded(contents, place)) and _are_close(contents, lines, parted, place):
            blanks = blanks or usual_blanks(lines)
            if _is_blank(contents, lines, parted, place, blanks):
                kept.pop(place)
                contents = [by_column(line, kept) for line in lines]
    return kept


def _unheaded(contents: Sequence[Content], place: int) -> list[int]:
    """The lines with words behind the white after a column, where one header at most heads both sides of it."""
    behind = [row for row, content in enumerate(contents) if place + 1 in content]
    if behind and all(_breaks_off(contents, row, place) for row in behind):
        return behind
    body = next((row for row, content in enumerate(contents) if _has_figures(content)), None)
    if body is None:  # of words alone the header is what is bold
        body = sum(1 for _ in takewhile(_is_bold, contents))
    headers = [row for row in range(body) if place in contents[row] or place + 1 in contents[row]]
    both = [row for row in headers if place in contents[row] and place + 1 in contents[row]]
    if both and both == [row for row in headers if place + 1 in contents[row]]:
        # a stretched line of a header: it breaks off in a word that goes on before the white
        hyphened = all(contents[row][place + 1].text.endswith(HYPHENS) for row in both)
        alone = not any(place + 1 in content for content in contents[body:])
        return both if hyphened and alone else []
    if not headers or both:
        return []
    return [row for row in range(body, len(contents)) if place + 1 in contents[row]]


def _breaks_off(contents: Sequence[Content], row: int, place: int) -> bool:
    """Whether what stands behind the white is a hyphened word that goes on in the next line, before the white."""
    below = contents[row + 1] if row + 1 < len(contents) else {}
    return contents[row][place + 1].text.endswith(HYPHENS) and place in below and place + 1 not in below


def _are_close(contents: Sequence[Content], lines: Sequence[Line], parted: Sequence[int], place: int) -> bool:
    """Whether all these lines have words before the white, too, and those with a wide one go on below."""
    return all(place in contents[row] for row in parted) and all(
        _goes_on(contents, lines, row, place) or _gap(contents[row], place) <= lines[row].style.size for row in parted
    )


def _is_blank(
    contents: Sequence[Content], lines: Sequence[Line], parted: Sequence[int], place: int, blanks: Mapping[str, float]
) -> bool:
    wide = [
        row
        for row in parted
        if _gap(contents[row], place)
        > ORDINARY * blanks.get(lines[row].style.font, BLANK) * max(lines[row].style.size, 1.0)
    ]
    if not wide:
        return place > 0 or not any(is_figure(contents[row][1].text) for row in parted)
    if not all(_goes_on(contents, lines, row, place) for row in wide):
        return False
    pieces = [contents[row][place + 1] for row in wide]
    starts, ends = [piece.box.x0 for piece in pieces], [piece.box.x1 for piece in pieces]
    flush = FLUSH * max(piece.style.size for piece in pieces)
    if max(ends) - min(ends) > flush:
        return False
    # one word again and again may be a unit in a column of its own
    same = max(starts) - min(starts) <= flush and not pieces[0].text.endswith(HYPHENS)
    return not same or not any(is_number(f"1 {piece.text}") for piece in pieces)


def _gap(content: Content, place: int) -> float:
    return content[place + 1].box.x0 - content[place].box.x1


def _goes_on(contents: Sequence[Content], lines: Sequence[Line], row: int, place: int) -> bool:
    """Whether a line has words on both sides of the white, and the line right below it is of the same row."""
    if place not in contents[row] or is_figure(contents[row][place + 1].text) or row + 1 == len(contents):
        return False
    if place not in contents[row + 1] or (_has_figures(contents[row]) and _has_figures(contents[row + 1])):
        return False
    return lines[row + 1].baseline - lines[row].baseline <= PITCH * lines[row].style.size


def _is_bold(content: Content) -> bool:
    return all(line.style.bold for line in content.values())


def _has_figures(content: Content) -> bool:
    """Whether a figure stands behind the first column; years may head columns."""
    return any(column > 0 and is_figure(part.text) and not is_year(part.text) for column, part in content.items())
