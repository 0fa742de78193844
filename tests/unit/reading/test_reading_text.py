"""Lines into running text: hyphens at line ends, blanks, soft hyphens."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import Document, width

from pipelines.reading import Reading
from pipelines.reading.model import Box, Line, Paragraph, Style, Word
from pipelines.reading.text import Hyphenation, join_texts, observe, plain

Read = Callable[[Document], Reading]

BY_MACHINE = Hyphenation(automatic=True)
BY_HAND = Hyphenation(automatic=False)


def line(text: str) -> Line:
    style = Style(10.0, False, False, 0, "")
    words = [Word(part, Box(0, 0, 10, 10), 10.0, style) for part in text.split()]
    return Line(words, Box(0, 0, 10, 10), 10.0)


def learned(*texts: str) -> Hyphenation:
    return observe(map(line, texts))


# --- one hyphen -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        (["den nationella indu-", "stristrategin"], "den nationella industristrategin"),
        (["Förvaltnings-", "anslaget"], "Förvaltningsanslaget"),
        (["UF-", "företagande"], "UF-företagande"),
        (["DRUM-", "medel"], "DRUM-medel"),
        (["e-", "tjänster"], "e-tjänster"),
        (["covid-19-", "pandemin"], "covid-19-pandemin"),
        (["2020-", "talet"], "2020-talet"),
        (["närings-", "och innovationspolitik"], "närings- och innovationspolitik"),
        (["bransch-", "eller yrkesorganisation"], "bransch- eller yrkesorganisation"),
        (["Syd-", "Korea"], "Syd-Korea"),
        (["2016–", "2018"], "2016–2018"),
        (["år 2016 –", "2018"], "år 2016 – 2018"),
        (["kultur -", "och fritid"], "kultur - och fritid"),
        (["Andel/", "summa"], "Andel/ summa"),
    ],
)
def test_a_hyphen_at_a_line_end(texts: Sequence[str], joined: str) -> None:
    assert join_texts(texts, BY_MACHINE) == joined


def test_hyphens_stay_in_a_report_that_does_not_hyphenate() -> None:
    assert join_texts(["Prio-", "nivå"], BY_HAND) == "Prio-nivå"
    assert join_texts(["UF-", "företagande"], BY_HAND) == "UF-företagande"
    assert join_texts(["närings-", "och innovation"], BY_HAND) == "närings- och innovation"


def test_a_compound_printed_with_its_hyphen_elsewhere_keeps_it() -> None:
    hyphens = learned("en test-bädd i Borås", "vi har en test-", "bädd och flera test-", "bäddar")
    assert hyphens.automatic
    assert join_texts(["flera test-", "bädd"], hyphens) == "flera test-bädd"
    assert join_texts(["flera test-", "miljöer"], hyphens) == "flera testmiljöer"


def test_a_word_printed_whole_elsewhere_is_whole() -> None:
    hyphens = Hyphenation("industristrategin", automatic=False)
    assert join_texts(["indu-", "stristrategin"], hyphens) == "industristrategin"


def test_a_report_is_hyphenated_by_machine_when_many_lines_end_so() -> None:
    by_machine = ["en lång rad utan slut", "som bryts vid ett ord och fort-", "sätter på nästa rad"] * 10
    by_hand = ["en rad som slutar", "och en ny rad börjar här", "och tar slut igen"] * 60 + ["test-", "bäddar"]
    assert learned(*by_machine).automatic
    assert not learned(*by_hand).automatic


def test_a_suspended_hyphen_is_no_evidence_of_hyphenation() -> None:
    assert not learned(*["bransch-", "och yrkesorganisationer"] * 20).automatic


# --- blanks ---------------------------------------------------------------------------------------------------------


def test_every_blank_is_one_plain_space() -> None:
    assert plain("  1\u00a0250\u202f000 \u2009kr\n\t") == "1 250 000 kr"


def test_invisible_characters_are_gone() -> None:
    assert plain("för\u00advaltning\u200b \ufeffen") == "förvaltning en"


# --- on the page ----------------------------------------------------------------------------------------------------

FILLER = ["rader av text som fyller sidan med ord", "och inte delar några ord vid radslut"] * 8


def paragraph(reading: Reading) -> str:
    return " ".join(item.text for item in reading.items if isinstance(item, Paragraph))


def test_a_soft_hyphen_at_a_line_end_is_undone(document: Document, read: Read) -> None:
    document.page().lines(50, 50, [*FILLER, "vi har betalat för genomförande\u00ad", "projekt i hela landet"])
    assert paragraph(read(document)).endswith("vi har betalat för genomförandeprojekt i hela landet")


def test_a_soft_hyphen_drawn_within_a_line_is_the_hyphen_it_looks_like(document: Document, read: Read) -> None:
    # fonts in WinAnsiEncoding draw the visible hyphen of UF-företag at the code of the soft one
    document.page().lines(50, 50, ["elever som driver UF\u00adföretag"])
    assert paragraph(read(document)) == "elever som driver UF-företag"


def test_hyphens_are_undone_by_what_the_whole_report_shows(document: Document, read: Read) -> None:
    document.page().lines(50, 50, ["vi har betalat för genomförande-", "projekt i hela landet"])
    document.page().lines(50, 50, ["text på en sida till, om UF-", "företagande och genomförandeprojekt"])
    text = paragraph(read(document))
    assert "genomförandeprojekt i hela" in text
    assert "UF-företagande" in text


# --- whatever is written --------------------------------------------------------------------------------------------

TEXTS = st.lists(st.text("abÅö19 -–./()\u00a0", max_size=12), max_size=8)


@given(texts=TEXTS, automatic=st.booleans())
def test_joining_keeps_every_character_but_blanks_and_hyphens(texts: list[str], automatic: bool) -> None:
    joined = join_texts(texts, Hyphenation(automatic=automatic))

    def kept(text: str) -> str:
        return "".join(text.split()).replace("-", "")

    assert kept(joined) == kept("".join(texts))


@given(texts=TEXTS)
def test_joining_drops_no_more_hyphens_than_lines_end_in(texts: list[str]) -> None:
    joined = join_texts(texts, BY_MACHINE)
    dropped = "".join(texts).count("-") - joined.count("-")
    assert 0 <= dropped <= sum(text.endswith("-") for text in texts)


@given(text=st.text(max_size=40))
def test_plain_text_stays_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert not set(plain(text)) & {"\u00a0", "\u00ad", "\u200b", "\n", "\t"}


def test_width_of_drawn_text_is_known() -> None:
    assert width("åäö", 12) == 18
