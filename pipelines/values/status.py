"""How far an activity has come: by word, by the colour of a light, by the report's own legend.

Three statuses, as in the data model: finished is ``done``; under way, partly or late is ``partial``; not begun, not
done, cancelled or only planned is ``not_done``. ``enligt plan`` alone says that something is under way, so it is
``partial`` as a word; in a legend it says nothing of how far, and the colour decides. Where two words contradict each
other there is no status.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from pipelines.values.text import fold

Status = Literal["done", "partial", "not_done"]
ColorName = Literal["green", "yellow", "orange", "red", "blue", "purple", "grey", "black", "white"]

_DONE = (
    "klar|klart|klara|färdig|färdigt|färdiga|genomförd|genomfört|genomförda|genomförts|slutförts|avslutats|åtgärdats|avslutad|avslutat|avslutade|"
    "slutförd|slutfört|slutförda|uppfylld|uppfyllt|uppfyllda|uppnådd|uppnått|uppnådda|utförd|utfört|utförda|åtgärdad|"
    "åtgärdat|verkställd|verkställt|helt genomförd|levererad|levererat|implementerad|implementerat|infriad|infriat|"
    "done|completed|complete|finished|achieved|implemented|fulfilled|closed|delivered"
)
_PARTIAL = (
    "pågår|pågående|pågick|påbörjats|påbörjad|påbörjat|påbörjade|delvis|försenad|försenat|försenade|under arbete|"
    "under genomförande|i gång|igång|igångsatt|startad|startat|fortlöpande|fortgår|nästan klar|nästan klart|ej helt|"
    "inte helt|försening|till viss del|till en del|i huvudsak|på gång|löpande|"
    "in progress|ongoing|started|partly|partially|partial|delayed|under way|underway"
)
_NOT_DONE = (
    "inställd|inställt|inställda|avbruten|avbrutet|avbrutna|nedlagd|nedlagt|struken|struket|utgår|utgått|utebliven|"
    "uteblivit|ej start|planerad|planerat|planeras|kommande|framskjuten|framskjutet|uppskjuten|uppskjutet|vilande|"
    "inte startad|ogenomförd|ogjort|not done|cancelled|canceled|not started|postponed|planned"
)
_NEGATIONS = "ej|inte|icke|har ej|har inte|ännu ej|ännu inte|är inte|är ej|blev ej|blev inte|not yet|not"
_ON_PLAN = "enligt plan|i fas|följer plan|följer planen|on track|according to plan|on schedule"

_Meaning = Literal["done", "partial", "not_done", "unfinished", "on_plan"]


def _vocabulary() -> dict[str, _Meaning]:
    words: dict[str, _Meaning] = {}
    words.update(dict.fromkeys(_DONE.split("|"), "done"))
    words.update(dict.fromkeys(_PARTIAL.split("|"), "partial"))
    words.update(dict.fromkeys(_NOT_DONE.split("|"), "not_done"))
    words.update(dict.fromkeys(_ON_PLAN.split("|"), "on_plan"))
    begun = {
        "påbörjats",
        "påbörjad",
        "påbörjat",
        "påbörjade",
        "startad",
        "startat",
        "igångsatt",
        "igång",
        "i gång",
        "started",
    }
    complete = {
        "klar",
        "klart",
        "klara",
        "färdig",
        "färdigt",
        "färdiga",
        "avslutad",
        "avslutat",
        "slutförd",
        "slutfört",
    }
    complete |= {"finished", "complete", "completed"}
    for negation in _NEGATIONS.split("|"):
        for word in _DONE.split("|"):
            words[f"{negation} {word}"] = "unfinished" if word in complete else "not_done"
        words.update({f"{negation} {word}": "not_done" for word in begun})
    words.update(dict.fromkeys(("ej helt genomförd", "ej helt genomfört", "inte helt genomförd"), "partial"))
    for partly in ("delvis", "till viss del", "till en del", "nästan", "partly", "partially"):
        words.update({f"{partly} {word}": "partial" for word in _DONE.split("|")})
    return words


_WORDS = _vocabulary()
_PHRASE = re.compile(r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True)) + r")(?!\w)")
_MOST_WORDS = 8
_WILL_BE = re.compile(r"(?<!\w)(?:ska|skall|kommer att|bör|beräknas|förväntas|planeras|will be|to be)(?!\w)")


def status_of_word(text: str, legend: Mapping[ColorName, Status] | None = None) -> Status | None:
    """The status that a cell or label of a few words states; None for a longer text and for one without such a word.

    A cell that only names a colour stands for a light of that colour, by the report's own `legend`.
    """
    if color := _COLOR_WORDS.get(fold(text).strip(".")):
        return status_of_color(color, legend)
    status = _meaning(text)
    return "partial" if status == "on_plan" else status


_ANSWERS: dict[str, Status] = {"ja": "done", "nej": "not_done", "yes": "done", "no": "not_done"}


def status_of_answer(text: str) -> Status | None:
    """The status that an answer states in a column that asks how far things have come: ``Ja``, ``Nej``."""
    return _ANSWERS.get(fold(text).strip(".!"))


def _meaning(text: str) -> Literal["done", "partial", "not_done", "on_plan"] | None:
    folded = fold(text)
    if not folded or folded.count(" ") >= _MOST_WORDS:
        return None
    seen = {_WORDS[found] for found in _PHRASE.findall(folded)}
    if _WILL_BE.search(folded):
        seen -= {"done"}
    if seen == {"on_plan"}:
        return "on_plan"
    seen -= {"on_plan"}
    if "unfinished" in seen:  # begun but not finished, or else not done at all
        seen = seen - {"unfinished"} or {"not_done"}
    if seen == {"partial", "not_done"}:
        return "not_done" if "försena" in folded or "delay" in folded else None
    if seen == {"partial", "done"}:
        return "partial"
    if len(seen) != 1:
        return None
    status = seen.pop()
    return status if status in ("done", "partial", "not_done") else None


def color_name(color: int) -> ColorName:
    """The name a reader would give a colour 0xRRGGBB, whatever its shade; a tint too pale for a name is white."""
    red, green, blue = (color >> 16 & 255) / 255, (color >> 8 & 255) / 255, (color & 255) / 255
    hue, light, _ = colorsys.rgb_to_hls(red, green, blue)
    high, low = max(red, green, blue), min(red, green, blue)
    chroma = high - low
    if high < 0.16:
        return "black"
    degrees = hue * 360
    if chroma < (0.12 if 16 <= degrees < 67 else 0.08):  # tan and beige shade tables, they are no lights
        return "white" if light > 0.93 else "black" if light < 0.2 else "grey"
    for limit, name in _HUES:
        if degrees < limit:
            return name
    return "red"


_HUES: tuple[tuple[float, ColorName], ...] = (
    (16, "red"),
    (42, "orange"),
    (67, "yellow"),
    (172, "green"),
    (258, "blue"),
    (330, "purple"),
)

_DEFAULT: dict[ColorName, Status] = {"green": "done", "yellow": "partial", "orange": "partial", "red": "not_done"}

_COLOR_WORDS: dict[str, ColorName] = {
    **dict.fromkeys(("grön", "grönt", "gröna", "green"), "green"),
    **dict.fromkeys(("gul", "gult", "gula", "yellow", "amber"), "yellow"),
    **dict.fromkeys(("orange", "orangea"), "orange"),
    **dict.fromkeys(("röd", "rött", "röda", "red"), "red"),
    **dict.fromkeys(("blå", "blått", "blåa", "blue"), "blue"),
    **dict.fromkeys(("lila", "purple"), "purple"),
    **dict.fromkeys(("grå", "grått", "gråa", "grey", "gray"), "grey"),
    **dict.fromkeys(("svart", "svarta", "black"), "black"),
    **dict.fromkeys(("vit", "vitt", "vita", "white"), "white"),
}


def status_of_color(color: int | ColorName, legend: Mapping[ColorName, Status] | None = None) -> Status | None:
    """The status of a light: by the report's own legend where that names the colour, else green done, yellow and
    orange partial, red not_done and no status for any other."""
    name = color_name(color) if isinstance(color, int) else color
    if legend and name in legend:
        return legend[name]
    if legend and name in ("yellow", "orange"):
        other: ColorName = "orange" if name == "yellow" else "yellow"
        return legend.get(other) or _DEFAULT[name]
    return _DEFAULT.get(name)


class LegendEntry(NamedTuple):
    """One line of a legend: what a colour means."""

    color: ColorName
    status: Status


_SEPARATOR = re.compile(
    r"^\W*(\w+)?(?: (?:cirkel|ljus|färg|markering|light))?\s*(?:[=:–—-]|betyder|innebär|means)\s*(.+)$"
)


def legend_entry(text: str, color: int | None = None) -> LegendEntry | None:
    """What a line of a legend says: ``● = genomfört enligt plan`` beside a light of `color`, ``Röd - ej påbörjad``.

    A colour named in the line wins over `color`. Words that tell no status leave it to the colour's usual meaning if
    they speak of a plan, and make no entry otherwise.
    """
    found = _SEPARATOR.match(text.strip())
    word = found[1].casefold() if found and found[1] else None
    name = _COLOR_WORDS.get(word) if word else None
    if name is None and color is not None:
        name = color_name(color)
    if name is None or (found is None and color is None):
        return None
    meaning = _meaning(found[2] if found else text)
    if meaning == "on_plan":
        meaning = _DEFAULT.get(name, "partial")
    return LegendEntry(name, meaning) if meaning else None
