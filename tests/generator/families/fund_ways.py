"""More ways in which reports to a fund print their indicators: other columns, other sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..document import Cell, Line, cell
from ..layout import Layout
from .common import Indicator, target_text

GROUPS = ("Aktiviteter", "Resultat")
REMARKS = ("Enligt plan.", "Arbetet fortsätter efter projektets slut.", "Fler än väntat anmälde sig.", "Se bilaga.")


def _figures(layout: Layout, one: Indicator) -> tuple[str, str]:
    return target_text(layout, one), layout.print.number(one.outcome or 0)


def _table(
    layout: Layout, found: list[Indicator], heads: Sequence[str], before: Sequence[str], after: Sequence[str]
) -> None:
    """A table with a column more before the figures, or behind them."""
    names = layout.names
    header = [names("indicator"), *heads[: len(before) > 0], names("target"), names("outcome")]
    header += heads[len(before) > 0 :]
    rows = []
    for place, one in enumerate(found):
        told = [one.name, *before[place : place + 1], *_figures(layout, one), *after[place : place + 1]]
        rows.append([cell(text) for text in told])
    layout.table(header, rows)


def _baseline(layout: Layout, found: list[Indicator], parts: str) -> None:
    rng = layout.rng
    for row in layout.truth["indicators"]:
        row |= {"previous_value": ..., "previous_year": ...}
    _table(
        layout,
        found,
        [rng.choice(("Basvärde", "Startvärde", "Utgångsläge"))],
        [str(rng.randint(0, 9)) for _ in found],
        (),
    )


def _commented(layout: Layout, found: list[Indicator], parts: str) -> None:
    head = layout.rng.choice(("Kommentar", "Kommentar till utfallet", "Kommentarer"))
    _table(layout, found, [head], (), [layout.rng.choice(REMARKS) for _ in found])


def _measured(layout: Layout, found: list[Indicator], parts: str) -> None:
    word = layout.rng.choice(("antal", "st", "Antal"))
    for row in layout.truth["indicators"]:
        row["unit"] = (None, word)
    _table(layout, found, [layout.rng.choice(("Enhet", "Måttenhet"))], [word for _ in found], ())


def _tabled(layout: Layout, found: list[Indicator], parts: str) -> None:
    """A number before each."""
    names = layout.names
    rows = [
        [cell(str(number)), cell(one.name), *map(cell, _figures(layout, one))]
        for number, one in enumerate(found, start=1)
    ]
    layout.table([layout.rng.choice(("Nr", "#", "")), names("indicator"), names("target"), names("outcome")], rows)


def _sectioned(layout: Layout, found: list[Indicator], parts: str) -> None:
    """Rows over them tell of what kind they are."""
    names, half = layout.names, (len(found) + 1) // 2
    rows: list[list[Cell]] = []
    for group, part in zip(GROUPS, (found[:half], found[half:]), strict=True):
        rows.append([cell(Line(group, bold=True), columns=3, fill=layout.shade)])
        rows += [[cell(one.name), *map(cell, _figures(layout, one))] for one in part]
    for row in layout.truth["indicators"]:
        row["framework"] = ...
    layout.table([names("indicator"), names("target"), names("outcome")], rows)


def _ruled(layout: Layout, found: list[Indicator], parts: str) -> None:
    """A little form for each, its name across."""
    names = layout.names
    for one in found:
        told = zip(("target", "outcome"), _figures(layout, one), strict=True)
        rows = [[cell(Line(one.name, bold=True), columns=2, fill=layout.shade)]]
        rows += [[cell(names(label)), cell(figure)] for label, figure in told]
        layout.add(layout.grid([], rows, rules="grid"), Line(""))


def _dashed(layout: Layout, found: list[Indicator], parts: str) -> None:
    names = layout.names
    for one in found:
        target, outcome = _figures(layout, one)
        text = f"{one.name} – {names('target').lower()}: {target}, {names('outcome').lower()}: {outcome}"
        layout.add(Line(text, bullet="•"))


def _told(layout: Layout, found: list[Indicator], parts: str) -> None:
    """Target and outcome in a sentence."""
    for one in found:
        target, outcome = _figures(layout, one)
        layout.add(Line(f"{one.name}: målet var {target} och utfallet blev {outcome}.", bullet="•"))


MORE_WAYS: dict[str, Callable[[Layout, list[Indicator], str], None]] = {
    "baseline": _baseline,
    "commented": _commented,
    "measured": _measured,
    "tabled": _tabled,
    "sectioned": _sectioned,
    "ruled": _ruled,
    "dashed": _dashed,
    "told": _told,
}
