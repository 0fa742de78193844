"""In what ways reports vary, and which of these ways are set aside.

A kind of variation is one choice of one dimension, as ``rules=none``. Some kinds are usual, some seldom: these are met
half as often. A third of the kinds is held out: nobody looks at how reports with them are read while the reading is
improved; they are scored apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

FAMILIES = (
    "municipal_activity_report",
    "regional_project_list",
    "agency_report",
    "regional_fund_report",
    "project_sheet",
)


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing that varies: its kinds in the open, and those held out."""

    open: tuple[str, ...]
    """The usual kinds twice, the seldom ones once: what chance draws from."""
    held: tuple[str, ...] = ()


def _of(usual: str, seldom: str = "", held: str = "") -> Dimension:
    return Dimension((*usual.split(), *usual.split(), *seldom.split()), tuple(held.split()))


SHARED: dict[str, Dimension] = {
    "producer": _of("typst typst reportlab", "typst-untagged"),
    "font": _of("sans serif helvetica", "times modern"),
    "size": _of("8 9.5 11", "7.5 12"),
    "page": _of("a4 a4 landscape rotated", "a5 letter"),
    "furniture": _of("none footer both", "mirrored"),
    "cover": _of("none page", "contents"),
    "thousands": _of("space nbsp none", "thin narrow dot"),
    "minus": _of("hyphen u2212", "endash parentheses"),
    "unit": _of("kr tkr mkr"),
    "unit_at": _of("header cell caption", "above"),
    "rules": _of("grid horizontal head shade none", "zebra vertical frame", "band"),
    "header": _of("repeated once"),
    "breaks": _of("none short", "split"),
    "dates": _of("iso day months", "six slashed"),
    "words": _of("usual usual usual", "seldom"),
    "case": _of("sentence", "upper"),
    "prose": _of("none some", "much"),
    "unknown": _of("no no column"),
    "order": _of("usual shuffled"),
}

OWN: dict[str, dict[str, Dimension]] = {
    "municipal_activity_report": {
        "numbering": _of("numbers none", "dotted"),
        "initiative": _of("labels headings table", "together run-in"),
        "activities": _of("bullets rows list headless", "numbered merged"),
        "status": _of("none glyph circle word fill states pill picture", "tick square worded-cell"),
        "legend": _of("none lines", "table"),
        "persons": _of("comma lines roles", "slash and"),
        "indicators": _of("none table cards bullets lines years", "forms panel"),
        "country": _of("no yes"),
        "target": _of("bare worded", "symbol"),
        "economy": _of("none table", "quarter"),
        "decoy": _of("none investments staff", "calendar"),
    },
    "regional_project_list": {
        "list": _of("tables groups one", "cards paragraphs"),
        "owner": _of("column combined", "brackets"),
        "total": _of("none word", "sigma"),
        "descriptions": _of("none headings column", "bold"),
        "period": _of("none one two", "years"),
        "places": _of("plain odd"),
        "extra": _of("none number contact applied", "share"),
        "levels": _of("one two"),
    },
    "agency_report": {
        "assignments": _of("none brackets dash table", "sentence"),
        "statement": _of("measures years both", "parts"),
        "sums": _of("summa total", "sigma"),
        "groups": _of("none rows indented"),
        "ratios": _of("none table"),
        "numbering": _of("numbers none", "dotted"),
        "decoy": _of("none counts", "interviews"),
    },
    "regional_fund_report": {
        "project": _of("labels table boxes prose", "paragraph"),
        "indicators": _of("nested table cards brackets", "lines sentences"),
        "breakdown": _of("none below columns", "brackets"),
        "frameworks": _of("no yes"),
        "questions": _of("numbered boxed", "plain"),
        "target": _of("bare worded", "symbol"),
    },
    "project_sheet": {
        "form": _of("lines table boxes paragraph over two-columns", "bullets four"),
        "language": _of("swedish swedish english"),
        "text": _of("headings labels", "bold"),
        "name": _of("title label", "quoted"),
        "amounts": _of("all some", "words"),
        "period": _of("one two", "prose"),
    },
}

Choices = dict[str, str]


def choose(family: str, seed: int, held_out: bool) -> Choices:
    """The kinds of one report; one to three of them are held out where it is asked for."""
    rng = Random(f"{family} {seed} {'held out' if held_out else 'open'}")
    dimensions = SHARED | OWN[family]
    chosen = {name: rng.choice(dimension.open) for name, dimension in dimensions.items()}
    if held_out:
        names = [name for name, dimension in dimensions.items() if dimension.held]
        for name in rng.sample(names, min(len(names), rng.choice((1, 2, 2, 3)))):
            chosen[name] = rng.choice(dimensions[name].held)
    return _fit(chosen)


def is_held(family: str, kind: str) -> bool:
    """Whether a kind, as ``rules=zebra``, is held out."""
    name, _, choice = kind.partition("=")
    return choice in (SHARED | OWN[family])[name].held


def _fit(chosen: Choices) -> Choices:
    """What goes together: fonts that a producer has, spaces that a font has."""
    if chosen["producer"].startswith("typst") and chosen["font"] in ("helvetica", "times"):
        chosen["font"] = "modern" if chosen["font"] == "times" else "serif"
    if chosen["producer"] == "reportlab":
        chosen["font"] = {"serif": "sans", "modern": "times"}.get(chosen["font"], chosen["font"])
        if chosen["thousands"] in ("thin", "narrow"):
            chosen["thousands"] = "nbsp"
        if chosen["minus"] == "u2212" and chosen["font"] != "sans":
            chosen["minus"] = "hyphen"
        if chosen["cover"] == "contents":
            chosen["cover"] = "page"
    elif chosen["page"] == "rotated":
        chosen["page"] = "landscape"
    return chosen
