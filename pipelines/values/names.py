"""Lists of persons and organisations into single names.

Commas, semicolons and line breaks part names, and so does ``och`` (``samt``, ``&``, ``and``) before the last of a list.
Without any comma the rules differ:

- persons: ``och``, ``&`` and ``/`` part (``Anna & Per``, ``Jonas/Anders``);
- organisations: ``och`` parts only where both sides are two words or more, or end in a legal form or a word such as
  kommun (``Umeå universitet och Science Park Umeå``, but ``Mark och Bostad``); ``&`` and ``/`` never part, since they
  stand inside names (``Ernst & Young``, ``Umeå kommun / Miljökontoret``).

Nothing inside brackets parts. A single capital stays with the first name before it (``Robert B``), a legal form alone
with the firm (``Acme, Inc.``). ``m.fl.`` and its like are no names.
"""

from __future__ import annotations

import re

from pipelines.values.text import normalise

_COMMAS = re.compile(r"\s*[,;]\s*(?:(?:och|samt|and|&) )?|\s*\n(?:(?:och|samt|and|&|/) )?")
_AND = re.compile(r"(?<![-–])\s+(?:och|samt|and|&|respektive)\s+(?=\S)", re.I)
_AND_WORD = re.compile(r"(?<![-–])\s+(?:och|samt|and|respektive)\s+(?=\S)", re.I)
_SLASH = re.compile(r"\s*/\s*")
_INITIAL = re.compile(r"[A-ZÅÄÖ]\.?")
_LEGAL_FORM = re.compile(
    r"(?:AB|HB|KB|Inc|Ltd|GmbH|AS|A/S|Oy|ASA|ek\.? ?för(?:ening)?|ekonomisk förening|ideell förening)\.?", re.I
)
_ORGANISATION_END = re.compile(
    r"(?:kommun|kommuner|region|AB|HB|förening|förbund|förbundet|universitet|högskola|myndigheten|verket|stad|län|"
    r"länsstyrelsen|stiftelse|stiftelsen|nämnden|förvaltningen|fonden)$",
    re.I,
)
_NO_NAME = re.compile(r"(?:m\.? ?fl\.?|m\.? ?m\.?|etc\.?|et al\.?|med flera|bl\.? ?a\.?|bland annat)", re.I)
_TAIL = re.compile(r"\s+(?:m\.? ?fl\.?|m\.? ?m\.?|etc\.?|et al\.?|med flera)$", re.I)
_GOES_ON = re.compile(r"(?:[-/–&,]|(?<!\w)(?:och|samt|i|av|för|and|of|the|de|von|van|af))$", re.I)
_BRACKETED = re.compile(r"\([^()]*\)")


def split_persons(text: str) -> list[str]:
    """Names of persons in print order; line breaks part, except after a hyphen, ``och`` and the like."""
    names: list[str] = []
    for part in _parts(_unwrapped(text), _COMMAS):
        for name in _parts(part, _AND):
            pieces = _SLASH.split(name)
            names += pieces if all(piece[:1].isupper() and " " not in piece for piece in pieces) else [name]
    return _tidy(names)


def split_organisations(text: str) -> list[str]:
    """Names of organisations in print order; a line break is a blank."""
    flat = normalise(text)
    listed = _parts(flat, _COMMAS)
    names = listed[:-1]
    for last in listed[-1:]:
        halves = _parts(last, _AND_WORD)
        ends_list = len(listed) > 1 and len(halves) == 2 and halves[1][:1].isupper()
        names += halves if ends_list or (len(halves) > 1 and all(map(_is_whole, halves))) else [last]
    return _tidy(names)


def _unwrapped(text: str) -> str:
    """Lines stacked in a cell, those joined that belong together."""
    lines = [line for line in map(normalise, text.splitlines()) if line]
    joined: list[str] = []
    for line in lines:
        if joined and (_INITIAL.fullmatch(line) or _GOES_ON.search(joined[-1])):
            joined[-1] += line if joined[-1][-1] in "-–/" else f" {line}"
        else:
            joined.append(line)
    return "\n".join(joined)


def _parts(text: str, separator: re.Pattern[str]) -> list[str]:
    """The text cut at the separators that stand outside brackets."""
    brackets = [found.span() for found in _BRACKETED.finditer(text)]
    parts, start = [], 0
    for found in separator.finditer(text):
        if any(left < found.start() < right for left, right in brackets):
            continue
        parts.append(text[start : found.start()])
        start = found.end()
    return [*parts, text[start:]]


def _is_whole(name: str) -> bool:
    words = name.split()
    return name[:1].isupper() and (len(words) >= 2 or _ORGANISATION_END.search(name) is not None)


def _tidy(names: list[str]) -> list[str]:
    tidy: list[str] = []
    for raw in names:
        name = _TAIL.sub("", normalise(raw).strip(" ,;•")).strip()
        if not name or _NO_NAME.fullmatch(name):
            continue
        if tidy and (_LEGAL_FORM.fullmatch(name) or (_INITIAL.fullmatch(name) and not _INITIAL.fullmatch(tidy[-1]))):
            tidy[-1] += f", {name}" if _LEGAL_FORM.fullmatch(name) else f" {name}"
        else:
            tidy.append(name)
    return tidy
