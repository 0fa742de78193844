"""In what ways reports vary, and which of these ways are set aside.

A kind of variation is one choice of one dimension, as ``rules=none``. Some kinds are usual, some seldom: these are met
half as often, and all of a dimension together in no more than one report in three, for a report is odd in some ways,
never in all. A third of the kinds is held out: nobody looks at how reports with them are read while the reading is
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

SELDOM = 1 / 3
"""The part of reports with a seldom kind of a dimension, at most."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing that varies: its kinds in the open, usual ones (some named more than once) and seldom, and held out."""

    usual: tuple[str, ...]
    seldom: tuple[str, ...] = ()
    held: tuple[str, ...] = ()

    def draw(self, rng: Random) -> str:
        """One of those in the open."""
        part = len(self.seldom) / (2 * len(self.usual) + len(self.seldom))
        return rng.choice(self.seldom if rng.random() < min(part, SELDOM) else self.usual)


def _of(usual: str, seldom: str = "", held: str = "") -> Dimension:
    return Dimension(tuple(usual.split()), tuple(seldom.split()), tuple(held.split()))


SHARED: dict[str, Dimension] = {
    "producer": _of("typst typst reportlab", "typst-untagged", "cropped spread"),
    "font": _of("sans serif helvetica", "times modern mono", "mixed parted tight"),
    "size": _of("8 9.5 11", "7.5 12 6.5", "14"),
    "page": _of("a4 a4 landscape rotated", "a5 letter a3 slide", "b5 square long"),
    "furniture": _of("none footer both", "mirrored browser registry stamp", "letterhead versioned running logo"),
    "cover": _of("none page", "contents imprint foreword", "letter highlights"),
    "ending": _of("none", "", "signed annexes address"),
    "setting": _of("ragged", "justified hyphenated", "loose tight indented"),
    "headings": _of("plain plain", "band underlined tracked", "centred italic caps ruled"),
    "decor": _of("none none", "sidebar tint photos", "watermark framed"),
    "bullets": _of("usual", "dashes square arrows", "hollow chevrons"),
    "thousands": _of("space nbsp none", "thin narrow dot figure", "five"),
    "minus": _of("hyphen u2212", "endash parentheses spaced trailing signed", "red ledger"),
    "unit": _of("kr tkr mkr"),
    "unit_word": _of("usual", "mnkr sek spelled", "capital thousands loosely"),
    "unit_at": _of("header cell caption", "above beneath note", "comma bare row over"),
    "decimals": _of("usual", "more"),
    "rules": _of(
        "grid horizontal head shade none",
        "zebra vertical frame band booktabs tiles column dotted",
        "excel inner heavy lightlist accent gapped",
    ),
    "header": _of("repeated once", "continued sideways narrow", "centred italic small lettered"),
    "captions": _of("above", "numbered below", "inside bold sourced"),
    "notes": _of("none none", "footnote asterisk raised", "bracket dagger"),
    "gaps": _of("none", "dash words", "dots letters empty"),
    "breaks": _of("none short", "split", "chapters flipped"),
    "spacing": _of("usual", "", "tight airy"),
    "align": _of("usual", "", "left centred middle bottom"),
    "width": _of("usual", "", "compact middle"),
    "emphasis": _of("none", "", "link bold italic"),
    "dates": _of("iso day months", "six slashed compact abbreviated yearmonth quarters", "short sheet numbered dotted"),
    "words": _of("usual usual", "seldom rare clipped", "plain formal"),
    "case": _of("sentence", "upper lower", "title"),
    "prose": _of("none some", "much columns boxes counted", "shares dated quoted"),
    "unknown": _of("no no column", "rows two", "blank coded"),
    "order": _of("usual shuffled", "swapped"),
}

OWN: dict[str, dict[str, Dimension]] = {
    "municipal_activity_report": {
        "numbering": _of("numbers none", "dotted letters", "kapitel bracket"),
        "initiative": _of("labels headings table", "together run-in boxes over bullets", "columns dash italic"),
        "activities": _of(
            "bullets rows list headless",
            "numbered merged forms status-heads",
            "lettered tailed cards headed across spanned",
        ),
        "status": _of(
            "none glyph circle word fill states pill picture",
            "tick square worded-cell letters symbols moons leading",
            "triangle lamps coloured dotted-word digits checks bracketed",
        ),
        "legend": _of("none lines", "table inline", "row end"),
        "persons": _of("comma lines roles", "slash and semicolon ampersand", "plus samt full dashed"),
        "indicators": _of(
            "none table cards bullets lines years",
            "forms panel sexes grouped stacked sided",
            "trend met difference long down inline",
        ),
        "country": _of("no yes", "similar", "ranked"),
        "target": _of("bare worded", "symbol range clipped", "atleast lowest"),
        "economy": _of("none table", "quarter months matrix full", "used plan accumulated turned"),
        "decoy": _of("none investments staff", "calendar glossary contacts", "committee hours"),
    },
    "regional_project_list": {
        "list": _of(
            "tables groups one",
            "cards paragraphs merged stacked inline",
            "piped labelled subtotals bands over forms",
        ),
        "owner": _of("column combined", "brackets slash", "comma labelled turned"),
        "total": _of("none word", "sigma top spanning", "count sentence"),
        "descriptions": _of("none headings column", "bold run-in columns", "boxed labelled"),
        "period": _of("none one two", "years until from-to", "short-years stacked arrow"),
        "places": _of("plain odd", "counties", "parts"),
        "extra": _of("none number contact applied", "share decided support", "municipality verdict"),
        "levels": _of("one two", "banner", "both"),
    },
    "agency_report": {
        "assignments": _of(
            "none brackets dash table",
            "sentence leaders numbered semicolons amount-first prefixed summed dated commas under",
            "colon lettered headed forms",
        ),
        "statement": _of(
            "measures years both",
            "parts change periods notes left wholes tertials outlook",
            "used plan three accumulated turned balances",
        ),
        "sums": _of("summa total", "sigma short tail ended totals", "whole part bare"),
        "groups": _of("none rows indented", "merged dashed accounts outline letters spaced", "colon spanned capital"),
        "unit_told": _of("usual usual", "brackets given both-words"),
        "wording": _of("none none none", "programme office"),
        "ratios": _of("none table", "within", "headed"),
        "numbering": _of("numbers none", "dotted roman", "kapitel bracket"),
        "decoy": _of("none counts", "interviews references timeline", "requirements acronyms"),
    },
    "regional_fund_report": {
        "project": _of(
            "labels table boxes prose",
            "paragraph over four piped titled asked celled flushed",
            "dash italic one-row aside",
        ),
        "indicators": _of(
            "nested table cards brackets",
            "lines sentences codes fraction forms baseline commented sectioned dashed told measured tabled ruled",
            "of percent panel turned long blocks",
        ),
        "wording": _of("none none none", "programme office"),
        "breakdown": _of("none below columns", "brackets indented dashed", "sentence split"),
        "frameworks": _of("no yes"),
        "questions": _of("numbered boxed", "plain instructed lettered", "asked bracket"),
        "target": _of("bare worded", "symbol range clipped", "atleast lowest"),
    },
    "project_sheet": {
        "form": _of(
            "lines table boxes paragraph over two-columns",
            "bullets four leaders one-row sidebar dash flushed celled piped asked valued titled sectioned two-ways",
            "tabbed headed capitals sentences three parted",
        ),
        "language": _of("swedish swedish english", "bilingual"),
        "manner": _of("usual usual", "british"),
        "text": _of("headings labels", "bold run-in box", "columns numbered"),
        "name": _of("title label", "quoted capitals prefixed acronym subtitle", "piped the"),
        "amounts": _of("all some", "words krona mixed comma-dash first cents twice decided", "share thousands"),
        "period": _of("one two", "prose from-to said since lasting years within", "months arrow"),
        "contact": _of("usual", "lines piped unit-of", "mail title"),
        "owner": _of("plain plain", "numbered placed"),
        "extra": _of("none none", "case status decided updated"),
        "wording": _of("none none none", "programme office"),
    },
}

TOLD_IN_WORDS = ("lettered", "tailed", "cards", "headed", "across", "spanned")
"""Ways of activities that have no room for a coloured cell."""
IDLE = {
    "municipal_activity_report": "dates",
    "regional_project_list": "minus",
    "agency_report": "gaps dates unknown order",
    "regional_fund_report": "cover minus unit unit_word unit_at decimals captions notes gaps unknown order",
    "project_sheet": "cover minus unit_at header captions notes prose unknown rules align emphasis breaks",
}
"""What changes nothing, or next to nothing, in the reports of a family."""

NEEDS = {
    "municipal_activity_report": {
        "unknown status persons order spacing emphasis": "activities=rows",
        "activities": "status=word",
        "align": "economy=table activities=rows",
        "width": "indicators=table",
        "legend": "status=glyph",
        "gaps country": "indicators=table country=no",
        "target captions": "indicators=table economy=table",
        "unit_word unit_at decimals minus": "economy=table",
    },
    "regional_project_list": {
        "levels": "owner=column order=usual",
        "unknown levels emphasis captions unit_at align width spacing breaks rules decimals": "list=tables",
        "notes header": "list=one",
        "total": "list=groups",
        "descriptions": "list=tables",
        "dates": "period=two list=tables",
        "period owner extra gaps order": "list=tables",
    },
    "agency_report": {"captions": "unit_at=caption"},
    "regional_fund_report": {
        "header spacing align width emphasis breaks": "indicators=table",
        "rules": "indicators=table project=table",
        "breakdown": "indicators=table",
        "dates": "project=labels",
    },
    "project_sheet": {"dates": "period=one", "spacing width": "form=table"},
}
"""What must be chosen beside a dimension that is held out, so that it is seen at all."""

Choices = dict[str, str]


def choose(family: str, seed: int, held_out: bool) -> Choices:
    """The kinds of one report; one to three of them are held out where it is asked for."""
    rng = Random(f"{family} {seed} {'held out' if held_out else 'open'}")
    dimensions = SHARED | OWN[family]
    chosen = {name: dimension.draw(rng) for name, dimension in dimensions.items()}
    if held_out:
        idle = IDLE[family].split()
        names = [name for name, dimension in dimensions.items() if dimension.held and name not in idle]
        held = rng.sample(names, min(len(names), rng.choice((1, 2, 2, 3))))
        for name in held:
            chosen[name] = rng.choice(dimensions[name].held)
        chosen |= {name: choice for name, choice in needed(family, held).items() if name not in held}
    return fit(chosen)


def needed(family: str, held: list[str]) -> Choices:
    """The choices without which the held-out ones would change nothing."""
    found: Choices = {}
    for names, choices in NEEDS[family].items():
        if set(names.split()) & set(held):
            found |= dict(choice.split("=") for choice in choices.split())
    return found


def is_held(family: str, kind: str) -> bool:
    """Whether a kind, as ``rules=zebra``, is held out."""
    name, _, choice = kind.partition("=")
    return choice in (SHARED | OWN[family])[name].held


def fit(chosen: Choices) -> Choices:
    """What goes together: fonts that a producer has, spaces and signs that a font has, styles that leave room."""
    only_typst = (
        chosen["page"] == "long",
        chosen["font"] == "tight",
        chosen["furniture"] == "running",
        chosen["breaks"] == "flipped",
        chosen.get("status") == "checks",
        chosen["period"] == "arrow" if "period" in chosen else False,
        chosen.get("status") in ("symbols", "moons"),
        chosen["header"] == "sideways",
        chosen.get("list") == "merged",
    )
    if chosen["producer"] == "reportlab" and any(only_typst):
        chosen["producer"] = "typst"
    if chosen["producer"] != "reportlab" and chosen["font"] in ("helvetica", "times"):
        chosen["font"] = "modern" if chosen["font"] == "times" else "serif"
    if chosen["producer"] == "reportlab":
        chosen["font"] = {"serif": "sans", "modern": "times"}.get(chosen["font"], chosen["font"])
        if chosen["thousands"] in ("thin", "narrow", "figure"):
            chosen["thousands"] = "nbsp"
        for name, word in (("total", "word"), ("sums", "summa")):
            if chosen.get(name) == "sigma":
                chosen[name] = word
        if chosen["minus"] == "u2212" and chosen["font"] != "sans":
            chosen["minus"] = "hyphen"
        if chosen["cover"] == "contents":
            chosen["cover"] = "page"
        if chosen["setting"] == "hyphenated":
            chosen["setting"] = "justified"
        if chosen["headings"] == "tracked":
            chosen["headings"] = "underlined"
        if chosen["notes"] == "raised" and chosen["font"] == "mono":
            chosen["notes"] = "asterisk"
    elif chosen["page"] == "rotated":
        chosen["page"] = "landscape"
    if "form" in chosen and chosen["cover"] != "page":  # a sheet has nothing before its facts
        chosen["cover"] = "none"
    if "form" in chosen and chosen["ending"] == "address":
        chosen["ending"] = "signed"
    if chosen["page"] in ("a3", "slide") and float(chosen["size"]) < 9:
        chosen["size"] = "11"
    if chosen["size"] == "14":  # large print needs room
        chosen["breaks"] = "none" if chosen["breaks"] in ("short", "split") else chosen["breaks"]
        chosen["page"] = "a4" if chosen["page"] in ("a5", "b5", "square") else chosen["page"]
    if chosen["page"] == "long":
        chosen["breaks"], chosen["cover"] = "none", "none"
    if chosen["breaks"] == "flipped" and chosen["page"] not in ("a4", "a5", "letter", "b5"):
        chosen["page"] = "a4"
    if chosen["producer"] == "spread" and chosen["page"] not in ("a4", "a5", "letter", "b5"):
        chosen["page"] = "a4"
    if chosen.get("activities") in TOLD_IN_WORDS and chosen["status"] not in ("none", "word", "tick", "bracketed"):
        chosen["status"] = "word"
    if chosen.get("activities") == "status-heads" and chosen["status"] == "bracketed":
        chosen["status"] = "word"
    if chosen.get("list") == "over":
        chosen["owner"] = "column"
    if chosen.get("levels") == "both" and chosen.get("order") == "swapped":
        chosen["order"] = "usual"
    if chosen["minus"] == "ledger" and chosen["align"] in ("left", "centred"):
        chosen["align"] = "usual"
    if chosen["unit_word"] == "thousands" and chosen["unit_at"] in ("cell", "bare", "beneath"):
        chosen["unit_at"] = "header"
    if chosen["unit_word"] == "thousands" and chosen["unit"] == "kr":
        chosen["unit"] = "tkr"
    if chosen["unit_word"] == "mnkr" and chosen["unit"] == "kr":
        chosen["unit"] = "tkr"
    if chosen["unit_word"] == "spelled" and chosen["unit_at"] in ("cell", "beneath"):
        chosen["unit_at"] = "caption"
    if chosen["cover"] in ("imprint", "foreword") and chosen["page"] == "slide":
        chosen["page"] = "landscape"
    if chosen.get("list") == "stacked" and chosen["descriptions"] != "none":
        chosen["descriptions"] = "none"
    if chosen.get("list") == "inline" and chosen["descriptions"] == "column":
        chosen["descriptions"] = "none"
    return chosen
