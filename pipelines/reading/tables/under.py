"""What stands under rows of a table over its whole width, under the last row as under the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.reading.model import Line
from pipelines.reading.tables.parting import ALIGNED


class Under:
    """The looks of what stands under rows of a table, over the next row: an owner, a text of the whole width."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.looks: dict[tuple[bool, bool, float], list[tuple[float, float]]] = {}
        """For each look where such lines begin, and how far below the one above they stand."""

    def take(self, places: Iterable[int]) -> None:
        """Learn the looks of lines among the rows."""
        for place in places:
            self.looks.setdefault(self._look(place), []).append(self._place(place))

    def is_like(self, place: int) -> bool:
        """Whether a line looks like one of those and stands as near under the line above."""
        x0, pitch = self._place(place)
        known = self.looks.get(self._look(place), ()) if self.looks else ()
        return any(abs(x0 - x) <= ALIGNED and pitch <= most + ALIGNED for x, most in known)

    def _look(self, place: int) -> tuple[bool, bool, float]:
        style = self.lines[place].style
        return style.bold, style.italic, round(style.size, 1)

    def _place(self, place: int) -> tuple[float, float]:
        line = self.lines[place]
        return line.box.x0, line.baseline - self.lines[place - 1].baseline
