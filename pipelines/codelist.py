"""Swedish municipalities and regions by their codes (SCB kommunkod, länskod), and the names that stand for them."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.values.text import fold

FOLDER = Path(__file__).parent / "codelists"

_MUNICIPALITY = re.compile(r"(?P<name>.+?) (?:kommun|stad)s?", re.IGNORECASE)
_REGION = re.compile(r"(?:region|landstinget(?: i)?) (?P<name>.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality (four digits) or a region (two), by the name of the register."""

    code: str
    name: str


@cache
def municipalities() -> dict[str, Place]:
    """All municipalities by the folded name without ``kommun``."""
    with (FOLDER / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        return {fold(row["name"]): Place(row["code"], row["name"]) for row in csv.DictReader(file)}


@cache
def regions() -> dict[str, Place]:
    """All regions by every folded name that stands for one: Region Skåne, Västra Götalandsregionen, VGR."""
    found: dict[str, Place] = {}
    with (FOLDER / "regions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = Place(row["code"], row["name"])
            county = fold(row["county"]).removesuffix(" län")
            names = {row["name"], row["short"], f"region {county}", f"region {county.removesuffix('s')}"}
            found |= {fold(name): place for name in names if name}
    return found


def municipality_of(name: str) -> Place | None:
    """The municipality that a name of the form ``Borås Stad`` or ``Marks kommun`` stands for."""
    match = _MUNICIPALITY.fullmatch(fold(name))
    if match is None:
        return None
    known = municipalities()
    return known.get(match["name"]) or (known.get(match["name"][:-1]) if match["name"].endswith("s") else None)


def region_of(name: str) -> Place | None:
    """The region that a name stands for; its genitive does, too."""
    folded, known = fold(name), regions()
    match = _REGION.fullmatch(folded)
    county = f"region {match['name'].removesuffix(' län')}" if match else ""
    return known.get(folded) or known.get(county) or (known.get(folded[:-1]) if folded.endswith("s") else None)
