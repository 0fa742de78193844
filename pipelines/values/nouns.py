"""The counted noun after a number: 150 ``företag/organisationer``, 200 ``nya följare``."""

from __future__ import annotations

import re

_STOP_WORDS = """
    och eller samt respektive resp men som att är var har hade ska skall kan kunde bör vill får fick i på av till från
    för med under om per in ut upp vid mot inom mellan efter före hos utan enligt ej inte blir blev bli varav totalt
    sedan när där då vilket vilka detta den det de dem en ett sin sitt sina så även bara endast innan dess jämfört samt
    ligger låg finns fanns går gick kommer kom står stod deltog genomfördes varit vara enbart via dvs ca cirka
    minst högst max största minsta bästa främsta högsta alternativt gånger ggr
    and or of in on at the to for with by from which that was were has have had is are as than
"""
_STOP = frozenset(_STOP_WORDS.split())
_ADJECTIVES = (
    "nya|nystartade|nyregistrerade|unika|olika|små|stora|medelstora|mindre|större|unga|kommunala|regionala|privata|"
    "offentliga|deltagande|aktiva|lokala|externa|interna|genomförda|beviljade|planerade|digitala|fysiska|svenska|"
    "utländska|kvinnliga|manliga|gemensamma|befintliga|anslutna|extra|new|small|large|unique|local|active"
)
_WORD = r"[a-zåäöéü][a-zåäöéü0-9]*(?:[-/:][a-zåäöéü0-9]+)*"
_ADJECTIVE_ENDINGS = "iga|ska|ika|ella|iva|bara|samma|ösa|erade|ala|övergripande"
_NOUN = re.compile(rf" ?((?:(?:{_ADJECTIVES}) )*(?:{_WORD}- (?:och|eller) )?)({_WORD})(?![\w@])")
_AFTER_ADJECTIVE = re.compile(rf" ({_WORD})(?![\w@])")
_ADJECTIVE = re.compile(rf"[a-zåäöé]{{2,}}(?:{_ADJECTIVE_ENDINGS})")


def noun_after(text: str, pos: int) -> tuple[str, int] | None:
    """The noun a number counts, with adjectives of a short list or a clear ending, and where it ends.

    `text` is levelled. Only words in lower case count, and no verbs and particles of a short list.
    """
    found = _NOUN.match(text, pos)
    if found is None or found[2] in _STOP or (len(found[2]) < 2):
        return None
    noun, end = found[1] + found[2], found.end()
    while _ADJECTIVE.fullmatch(noun.rpartition(" ")[2]) and (after := _AFTER_ADJECTIVE.match(text, end)):
        if after[1] in _STOP or len(after[1]) < 3:
            break
        noun, end = f"{noun} {after[1]}", after.end()
    return noun, end
