"""Figures of running text that are no numbers: dates, registration numbers, phones, pages, section numbers, codes.

Classification is by form and by the words around it. It errs towards a number only where nothing speaks against it.
"""

from __future__ import annotations

import re

from pipelines.values.dates import MONTH
from pipelines.values.digits import Kind
from pipelines.values.nouns import noun_after
from pipelines.values.qualifiers import qualifier_before
from pipelines.values.text import LETTER
from pipelines.values.units import currency_before, unit_after

_Y = "(?:19|20)[0-9]{2}"
_DAY = "(?:0?[1-9]|[12][0-9]|3[01])"
_MM = "(?:0[1-9]|1[0-2])"
_DD = "(?:0[1-9]|[12][0-9]|3[01])"
_SHAPES = re.compile(
    rf"""
    (?P<date_iso>{_Y}-{_MM}-{_DD}(?![0-9]))
    |(?P<date_compact>{_Y}{_MM}{_DD}(?![0-9]))
    |(?P<date_range>[0-9]{{6}}-[0-9]{{6}}(?![0-9]))
    |(?P<identity>[0-9]{{6}}(?:[0-9]{{2}})?-[0-9]{{4}}(?![0-9]))
    |(?P<registration_law>{_Y}(?:/[0-9]{{2}}(?:[0-9]{{2}})?)?:[0-9]+)
    |(?P<registration>{_Y}[-/](?:0[0-9]{{2,5}}|[0-9]{{3}}|[0-9]{{5,6}})(?![0-9])(?:/[A-ZÅÄÖ]+)?)
    |(?P<phone>0[0-9]{{1,3}}[ ]?[-–/][ ]?[0-9]{{2,3}}(?:[ ]?[0-9]{{2,3}}){{1,3}}(?![0-9]))
    |(?P<date_slash>{_DAY}/(?:0?[1-9]|1[0-2])(?:[ /-]{{1,2}}{_Y}|[/-][0-9]{{2}})?(?![0-9/{LETTER}]|[ ](?:av|of)[ ]))
    |(?P<date_dotted>{_DAY}\.(?:0?[1-9]|1[0-2])\.{_Y}(?![0-9]))
    |(?P<time>(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?![0-9:]))
    |(?P<time_dotted>(?:[01]?[0-9]|2[0-4])\.[0-5][0-9][ ]?[-–][ ]?(?:[01]?[0-9]|2[0-4])\.[0-5][0-9](?![0-9]))
    |(?P<date_named>{_DAY}(?::?[ae]|st|nd|rd|th)?\.?[ ](?i:{MONTH})(?![{LETTER}])(?:\.?,?[ ]{_Y}(?![0-9]))?)
    |(?P<address>[1-9][0-9]{{2}}[ ][0-9]{{2}}(?=[ ]+[A-ZÅÄÖ][a-zåäö]+))
    |(?P<ordinal>[0-9]+(?::[aeAE](?![{LETTER}])|nd\b|rd\b|th\b))
    """,
    re.X,
)
_KINDS: dict[str, Kind] = {
    "registration": "registration",
    "identity": "identity",
    "phone": "phone",
    "date": "date",
    "time": "time",
    "address": "address",
    "ordinal": "ordinal",
}
_REGISTRATION_BEFORE = re.compile(
    r"(?:dnr|d\.nr|diarienr|diarienummer|ärendenr|ärendenummer|beslutsnr|reg\.? ?nr|registreringsnummer|reference|"
    r"case no|doss)[.:]* *(?:[A-ZÅÄÖ]{1,5}[ -]?)?$",
    re.I,
)
_REGISTRATION = re.compile(r"[0-9]+(?:[-/:.][0-9A-ZÅÄÖ]+)*")
_PHONE_BEFORE = re.compile(r"(?<!\w)(?:tel|tfn|telefon|mobil|växel|fax|phone)[.:]* *(?:\+|00)?$|\+$", re.I)
_PHONE = re.compile(r"[0-9](?:[ /()–-]{0,3}[0-9])*")
_LABELS = (
    "bilaga|bilagor|bilagorna|bil|tabell|tabeller|tabellerna|figur|fig|diagram|kapitel|kap|avsnitt|avsn|punkt|punkter|"
    "delmål|fokusområde|insatsområde|område|etapp|steg|fas|del|dag|vecka|veckorna|årskurs|åk|klass|nr|nummer|no|rapport|"
    "lägesrapport|lägesrapporten|version|paragraf|artikel|art|fråga|fotnot|not|spår|arbetspaket|ap|wp|prioritet|linje|"
    "väg|box|rum|ruta|rad|kolumn|region|uppgift|alternativ|scenario|nivå|appendix|annex|table|figure|chart|chapter|section|"
    "step|phase|article|axis|question|note|week|work package|priority"
)
_LABEL_WORDS = frozenset(_LABELS.replace("work package", "package").split("|"))
_RANK_BEFORE = re.compile(r"(?:placering|plats|placerade sig som|ranking|rank) (?:nr|nummer|no)\.? ?$", re.I)
_PAGE_WORDS = frozenset(["sida", "sidan", "sidor", "sidorna", "sid", "page", "pages", "pp"])
_PAGE_SHORT = re.compile(r"(?<![\w-])[sp]\. ?$", re.I)
_STREETS = ("gatan", "gata", "vägen", "torget", "gränd", "platsen")
_REGISTRATION_WORDS = ("nr", "num", "doss", "refer", "case")
_PHONE_WORDS = ("tel", "tfn", "mobil", "växel", "fax", "phone", "+")
_LAW_AFTER = re.compile(r" ?(?:§|kap(?:\.|itlet)?(?!\w))", re.I)
_GLUED_BEFORE = re.compile(
    r"(?<![\w])(?:mål|målet|målvärde|resultat|utfall|ca|cirka|minst|högst|över|under|max|drygt|nki|target|result)$",
    re.I,
)
_TIED = re.compile(rf"-(?:[{LETTER}]|,? (?:och|eller|and|or) |, ?[0-9])")
_REST_OF_WORD = re.compile(r"[\w/.:,+-]*\w")
_NUMBERED_START = re.compile(r"\s*(?:[0-9]{1,2}\.(?=\s+\S)|[0-9]{1,2}(?:\.[0-9]{1,2})+\.?(?=\s+[A-ZÅÄÖ]))")
_URL = re.compile(r"://|www\.|@|\.(?:se|com|eu|org|nu|net|pdf|docx?|xlsx?)(?![\w])", re.I)
_VERSION = re.compile(r"[0-9]\.0")
_FRACTION = re.compile(r"[0-9]{1,3}/[0-9]{1,3}(?![0-9/])")
_WINDOW = 28
_TOKEN = 100


def shape_at(text: str, pos: int) -> tuple[Kind, int] | None:
    """A figure that its form alone tells to be no number, from `pos`, and where it ends; `text` is levelled."""
    found = _SHAPES.match(text, pos)
    if found is None or found.lastgroup is None:
        return None
    name = found.lastgroup.partition("_")[0]
    if name == "address" and text[max(0, pos - 3) : pos].rstrip(" \t")[-1:] not in ("", ",", ":", "–"):
        return None
    if name == "registration" and pos and _REGISTRATION_BEFORE.search(text, max(0, pos - _WINDOW), pos) is None:
        unit = unit_after(text, found.end())
        if unit is not None:  # 2000-500 kr
            return None
    return _KINDS[name], found.end()


def reference_before(text: str, pos: int) -> tuple[Kind, int] | None:
    """A figure that the words before it tell to be no number (Dnr, Tel, an address of the web), and where it ends."""
    window = max(0, pos - _WINDOW)
    before = text[window:pos].lower()
    if any(word in before for word in _REGISTRATION_WORDS) and _REGISTRATION_BEFORE.search(text, window, pos):
        found = _REGISTRATION.match(text, pos)
        return "registration", found.end() if found else pos + 1
    if any(word in before for word in _PHONE_WORDS) and _PHONE_BEFORE.search(text, window, pos):
        found = _PHONE.match(text, pos)
        return "phone", found.end() if found else pos + 1
    left = text.rfind(" ", max(0, pos - _TOKEN), pos) + 1 or max(0, pos - _TOKEN)
    right = text.find(" ", pos, pos + _TOKEN)
    right = min(len(text), pos + _TOKEN) if right < 0 else right
    if right - left > 6 and _URL.search(text, left, right):
        return "url", right
    if pos and (text[pos - 1].isalpha() or text[pos - 1] == "_"):
        if _GLUED_BEFORE.search(text, window, pos) or currency_before(text, pos):
            return None
        return "code", _end_of_word(text, pos)
    if pos > 1 and text[pos - 1] in "-/:.,'" and text[pos - 2].isalnum() and not _separates(text, pos):
        return "code", _end_of_word(text, pos)
    return None


def _separates(text: str, pos: int) -> bool:
    """Whether the mark before `pos` ends a word (``Mål:400``, ``ca.40``) and does not tie two parts of a code."""
    return text[pos - 1] in ":.," and text[pos - 2].isalpha()


def _end_of_word(text: str, pos: int) -> int:
    found = _REST_OF_WORD.match(text, pos)
    return found.end() if found else pos + 1


def _word_before(text: str, start: int) -> str:
    """The word right before, in lower case and without its point, one blank apart at most; empty for another mark."""
    end = start - 1 if text[start - 1 : start] == " " else start
    if end > 0 and text[end - 1] == ".":
        end -= 1
    begin = end
    while begin > 0 and end - begin < 20 and text[begin - 1].isalpha():
        begin -= 1
    tied = begin > 0 and text[begin - 1] == "-"
    return "" if tied else text[begin:end].lower()


def role_of(text: str, start: int, end: int) -> tuple[Kind, int] | None:
    """What digits are by the words around them, and where the figure ends; None for a number."""
    after = text[end : end + 1]
    unit = unit_after(text, end)
    if unit is None:
        if _TIED.match(text, end):
            return "compound", _end_of_word(text, end)
        if after.isalpha() or after == "_":
            return "code", _end_of_word(text, start)
    label = _word_before(text, start)
    if label in ("nr", "nummer", "no") and _RANK_BEFORE.search(text, max(0, start - _WINDOW), start):
        return None
    if label in ("kl", "klockan"):
        return "time", end
    if unit is None:
        if label in _PAGE_WORDS or (label in ("s", "p") and _PAGE_SHORT.search(text, max(0, start - 4), start)):
            return "page", end
        if label in _LABEL_WORDS or text[max(0, start - 2) : start].strip()[-1:] in ("#", "§"):
            return "label", end
        if label.endswith(_STREETS):
            return "address", end
        if label.endswith("mål") and "." in text[start:end]:
            return "label", end
        if _LAW_AFTER.match(text, end):
            return "label", end
        if after == "]" and text[start - 1 : start] == "[":
            return "label", end
        if after == ")" and end - start <= 2 and text.rfind("(", 0, start) <= text.rfind(")", 0, start):
            return "label", end
        if (found := _FRACTION.match(text, start)) and found.end() > end:
            return "unclear", found.end()
        if _VERSION.fullmatch(text, start, end) and start > 1 and text[start - 2].isalpha():
            return "label", end
    return None


def numbered_start(text: str) -> int:
    """Where the number that opens a heading or list item ends (``2.1 Slutsatser``, ``3. Skapat``); 0 for none."""
    found = _NUMBERED_START.match(text)
    return found.end() if found else 0


def is_year(text: str, start: int, end: int) -> bool:
    """Whether four digits from 1900 to 2099 stand for a year: no unit follows, nor a counted noun after a qualifier."""
    unit = unit_after(text, end)
    if unit is not None and unit[0].name != "år":
        return False
    qualifier = qualifier_before(text, start)
    bound = qualifier is not None and qualifier.word != "under" and qualifier.operator != "approx"
    return not (bound and noun_after(text, end))
