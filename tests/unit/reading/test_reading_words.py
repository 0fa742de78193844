"""Characters into words, words into lines."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import BLACK, GREY, INVISIBLE, WHITE, Document, width

from pipelines.reading import Page, Reading, read_pages
from pipelines.reading.model import Box, Chars, Line, Style, Word
from pipelines.reading.words import find_lines, find_words

Read = Callable[[Document], Reading]
ReadPage = Callable[[Document], Page]


def texts(page: Page) -> list[str]:
    return [word.text for word in find_words(page.chars)]


def line_texts(page: Page) -> list[str]:
    return [line.text for line in find_lines(find_words(page.chars))]


# --- words ----------------------------------------------------------------------------------------------------------


def test_a_line_end_between_characters_that_touch_parts_no_word(document: Document, read_page: ReadPage) -> None:
    document.page().text(100, 200, "Budget")
    chars = read_page(document).chars

    def broken(values: np.ndarray, between: Sequence[float]) -> np.ndarray:
        return np.insert(values, [3, 3], between)

    with_end = replace(
        chars,
        code=broken(chars.code, (0x0D, 0x0A)),
        x0=broken(chars.x0, (0, 0)),
        top=broken(chars.top, (0, 0)),
        x1=broken(chars.x1, (0, 0)),
        bottom=broken(chars.bottom, (0, 0)),
        baseline=broken(chars.baseline, (0, 0)),
        style=broken(chars.style, (0, 0)),
        upright=broken(chars.upright, (True, True)),
        hidden=broken(chars.hidden, (False, False)),
    )
    assert [word.text for word in find_words(with_end)] == ["Budget"]
    moved = 6.0 * (np.arange(len(with_end)) > 3)  # far: how wide a letter is said to be may vary by what was rendered
    apart = replace(with_end, x0=with_end.x0 + moved, x1=with_end.x1 + moved)
    assert [word.text for word in find_words(apart)] == ["Bud", "get"]


def test_a_word_has_its_place_and_its_look(document: Document, read_page: ReadPage) -> None:
    document.page().text(100, 200, "Budget", 14, bold=True, color=(1, 0, 0))
    word = find_words(read_page(document).chars)[0]
    assert word.text == "Budget"
    assert (word.box.x0, word.box.x1) == pytest.approx((100, 142), abs=0.5)
    assert word.box.top < 190 < 200 <= word.box.bottom
    assert word.baseline == pytest.approx(200, abs=0.01)
    assert word.style == Style(14.0, True, False, 0xFF0000, "Probe-Bold")


@pytest.mark.parametrize("blank", ["\u00a0", "\u2007", "\u2009", "\u202f"], ids=["nbsp", "figure", "thin", "narrow"])
def test_a_number_with_blanks_of_its_own_is_one_word(blank: str, document: Document, read_page: ReadPage) -> None:
    document.page().text(50, 50, f"kostar 1{blank}250{blank}000 kr")
    assert [unicodedata.normalize("NFKC", text) for text in texts(read_page(document))] == ["kostar", "1 250 000", "kr"]


def test_a_no_break_space_between_letters_parts_words(document: Document, read_page: ReadPage) -> None:
    document.page().text(50, 50, "10\u00a0mkr till Borås\u00a0Stad")
    assert texts(read_page(document)) == ["10", "mkr", "till", "Borås", "Stad"]


def test_plain_blanks_part_figures(document: Document, read_page: ReadPage) -> None:
    document.page().text(50, 50, "2021 2022 2023")
    assert texts(read_page(document)) == ["2021", "2022", "2023"]


def test_words_of_two_columns_are_not_glued(document: Document, read_page: ReadPage) -> None:
    document.page().text(50, 50, "25").text(64, 50, "30").text(79, 50, "35")
    assert texts(read_page(document)) == ["25", "30", "35"]


def test_decomposed_letters_are_composed(document: Document, read_page: ReadPage) -> None:
    document.page().text(50, 50, "A\u030aret fo\u0308r a\u0308ldre")
    assert texts(read_page(document)) == ["Året", "för", "äldre"]


@pytest.mark.parametrize(("glyph", "letters"), [("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬀ", "ff"), ("ﬃ", "ffi")])
def test_a_ligature_character_is_its_letters(glyph: str, letters: str, document: Document, read_page: ReadPage) -> None:
    document.page().text(50, 50, f"o{glyph}ciell")
    assert texts(read_page(document)) == [f"o{letters}ciell"]


def test_a_glyph_for_several_letters_is_these_letters(document: Document, read_page: ReadPage) -> None:
    document.page().ligature(50, 50, ["a", "k", "ti", "v", "i", "t", "e", "t"])
    page = read_page(document)
    assert texts(page) == ["aktivitet"]
    assert find_words(page.chars)[0].box.x1 == pytest.approx(50 + width("aktivite"), abs=0.5)


def test_characters_beyond_the_basic_plane_are_read(document: Document, read_page: ReadPage) -> None:
    document.page().text(50, 50, "🟢 Klart, 🔴 kvar")
    assert texts(read_page(document)) == ["🟢", "Klart,", "🔴", "kvar"]


def test_a_glyph_without_a_meaning_does_not_part_its_word(document: Document, read_page: ReadPage) -> None:
    document.page().text(50, 50, "noti\x1fkation \x14\x15")
    assert texts(read_page(document)) == ["noti\ufffdkation", "\ufffd\ufffd"]


def test_fake_bold_is_read_once(document: Document, read_page: ReadPage) -> None:
    page = document.page()
    for shift in (0, 0.3):
        page.text(50 + shift, 50, "Summa intäkter", 12).text(200 + shift, 50, "1 706", 12)
    assert line_texts(read_page(document)) == ["Summa intäkter 1 706"]


def test_letters_set_one_by_one_are_one_word(document: Document, read_page: ReadPage) -> None:
    page = document.page()
    for place, letter in enumerate("Verksamhet"):
        page.text(50 + 5 * place, 50, letter)
    assert texts(read_page(document)) == ["Verksamhet"]


def test_letters_set_wide_are_no_words_of_their_own(document: Document, read_page: ReadPage) -> None:
    document.page().text(50, 50, "Sammanfattning av allt i IV delar", 12, spacing=2.0)
    assert texts(read_page(document)) == ["Sammanfattning", "av", "allt", "i", "IV", "delar"]


def test_letter_spaced_text_is_one_word(document: Document, read_page: ReadPage) -> None:
    document.page().text(50, 50, "RESULTAT", spacing=1.2)
    assert texts(read_page(document)) == ["RESULTAT"]


@pytest.mark.parametrize("text", ["Vatten i hamnen", "2.1. Livsmiljö i stan", "Tillit till alla"])
def test_letter_spaced_text_keeps_its_blanks_and_no_more(text: str, document: Document, read_page: ReadPage) -> None:
    page = document.page()
    for place, spacing in enumerate((0.6, 1.1, 1.6)):
        page.text(50, 50 + 30 * place, text, 11, spacing=spacing)
    assert line_texts(read_page(document)) == [text] * 3


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("B E S L U T", ["BESLUT"]),
        ("R E S U L T A T   S E S   Ä N", ["RESULTAT", "SES", "ÄN"]),
        ("A B C D E F", ["A", "B", "C", "D", "E", "F"]),
        ("I B O R", ["I", "B", "O", "R"]),
    ],
)
def test_letters_parted_by_blanks(written: str, read_as: list[str], document: Document, read_page: ReadPage) -> None:
    document.page().text(50, 50, written)
    assert texts(read_page(document)) == read_as


def test_capitals_that_stand_far_apart_are_no_word(document: Document, read_page: ReadPage) -> None:
    document.page().row(50, {50 + 40 * place: letter for place, letter in enumerate("RESULT")})
    assert texts(read_page(document)) == list("RESULT")


def test_words_written_out_of_order_are_set_in_order(document: Document, read_page: ReadPage) -> None:
    document.page().text(200, 50, "sist").text(50, 80, "under").text(50, 50, "först").text(120, 50, "sedan")
    assert line_texts(read_page(document)) == ["först sedan sist", "under"]


def test_type_of_two_sizes_on_one_baseline_is_one_line(document: Document, read_page: ReadPage) -> None:
    document.page().text(50, 50, "Mål:", 14, bold=True).text(90, 50, "minst 50 %", 9)
    assert line_texts(read_page(document)) == ["Mål: minst 50 %"]


def test_tight_lines_are_lines(document: Document, read_page: ReadPage) -> None:
    document.page().lines(50, 50, ["första raden", "andra raden", "tredje raden"], 10, 9.5)
    assert line_texts(read_page(document)) == ["första raden", "andra raden", "tredje raden"]


# --- superscripts and subscripts ------------------------------------------------------------------------------------


def test_a_footnote_call_is_not_glued_to_a_number(document: Document, read_page: ReadPage) -> None:
    document.page().text(50, 50, "100").text(65, 46, "2", 6).text(80, 50, "mkr")
    page = read_page(document)
    assert line_texts(page) == ["100 mkr"]
    assert [(word.text, word.raised) for word in find_words(page.chars)] == [
        ("100", False),
        ("2", True),
        ("mkr", False),
    ]


def test_text_goes_on_after_a_call_without_a_blank(document: Document, read_page: ReadPage) -> None:
    document.page().text(50, 50, "(100 mkr").text(90, 46, "2", 6).text(93, 50, "): större")
    assert line_texts(read_page(document)) == ["(100 mkr): större"]


@pytest.mark.parametrize("call", ["1", "12", "*", "a)"])
def test_calls_are_told_by_their_rise(call: str, document: Document, read_page: ReadPage) -> None:
    document.page().text(50, 50, "Insatser").text(90, 46.5, call, 6)
    assert [(word.text, word.raised) for word in find_words(read_page(document).chars)] == [
        ("Insatser", False),
        (call, True),
    ]


@pytest.mark.parametrize(("written", "word", "call"), [("insatser²", "insatser", "2"), ("1 500³", "500", "3")])
def test_superscript_characters_after_a_word_are_calls(
    written: str, word: str, call: str, document: Document, read_page: ReadPage
) -> None:
    document.page().text(50, 50, written)
    found = find_words(read_page(document).chars)
    assert [(part.text, part.raised) for part in found[-2:]] == [(word, False), (call, True)]


def test_a_square_metre_keeps_its_exponent(document: Document, read_page: ReadPage) -> None:
    document.page().text(50, 50, "300 m² lokal")
    assert line_texts(read_page(document)) == ["300 m² lokal"]


def test_a_subscript_belongs_to_its_word(document: Document, read_page: ReadPage) -> None:
    document.page().text(50, 50, "utsläpp av CO").text(115, 52, "2", 6.5).text(123, 50, "och annat")
    assert line_texts(read_page(document)) == ["utsläpp av CO2 och annat"]


def test_a_smaller_figure_in_the_next_column_is_no_call(document: Document, read_page: ReadPage) -> None:
    document.page().text(50, 50, "Insatser", 12).text(150, 48, "12", 8)
    assert not any(word.raised for word in find_words(read_page(document).chars))


# --- what cannot be seen --------------------------------------------------------------------------------------------


def test_invisible_text_is_told_of_and_not_read(document: Document, read: Read) -> None:
    document.page().text(50, 50, "Det som syns").text(50, 80, "Det som döljs", mode=INVISIBLE)
    reading = read(document)
    assert reading.pages[0].text == "Det som syns"
    oddity = reading.oddities[0]
    assert (oddity.rule, oddity.page, oddity.text) == ("hidden_text", 1, "Det som döljs")
    assert oddity.box is not None
    assert oddity.box.holds((60, 77))


def test_white_text_is_read_only_on_a_ground(document: Document, read: Read) -> None:
    page = document.page().text(50, 50, "Osynlig", color=WHITE)
    page.box(40, 80, 200, 100, fill=(0, 0, 0.5)).text(50, 95, "Synlig", color=WHITE)
    reading = read(document)
    assert reading.pages[0].text == "Synlig"
    assert [oddity.text for oddity in reading.oddities] == ["Osynlig"]


@pytest.mark.parametrize("cover", ["white box", "black box", "picture"])
def test_covered_text_is_told_of_and_not_read(cover: str, document: Document, read: Read) -> None:
    page = document.page().text(50, 50, "Synlig").text(50, 95, "Hemlig uppgift")
    if cover == "picture":
        page.picture(40, 80, 200, 100, (0.2, 0.5, 0.2))
    else:
        page.box(40, 80, 200, 100, fill=WHITE if cover == "white box" else BLACK)
    page.box(40, 120, 200, 140, fill=GREY).text(50, 135, "Ovanpå")
    reading = read(document)
    assert reading.pages[0].text == "Synlig\nOvanpå"
    assert [(oddity.rule, oddity.text) for oddity in reading.oddities] == [("hidden_text", "Hemlig uppgift")]


def test_text_of_the_colour_of_its_ground_is_not_read(document: Document, read: Read) -> None:
    page = document.page().box(40, 80, 300, 100, fill=(0.2, 0.2, 0.2))
    page.text(50, 95, "Osynlig", color=(0.22, 0.2, 0.2)).text(150, 95, "Synlig", color=(0.9, 0.9, 0.9))
    reading = read(document)
    assert (reading.pages[0].text, [oddity.text for oddity in reading.oddities]) == ("Synlig", ["Osynlig"])


def test_what_lets_text_be_seen_covers_nothing(document: Document, read: Read) -> None:
    page = document.page().text(50, 95, "Inom en ram").text(50, 195, "Understruken med penna")
    # a frame filled between two boxes, and a pen that multiplies
    page.draw("0 0 0 rg 40 742 200 30 re 42 744 196 26 re f*")
    page.draw("q /Multiply gs 1 1 0 rg 40 640 200 16 re f Q")
    reading = read(document)
    assert (reading.pages[0].text, reading.oddities) == ("Inom en ram\nUnderstruken med penna", [])


def test_dark_text_on_a_ground_is_read(document: Document, read: Read) -> None:
    document.page().box(40, 80, 200, 100, fill=GREY).text(50, 95, "Synlig")
    reading = read(document)
    assert (reading.pages[0].text, reading.oddities) == ("Synlig", [])


def test_text_off_the_page_is_told_of_and_not_read(document: Document, read: Read) -> None:
    document.page(margin=(30, 30)).text(50, 50, "På sidan").text(50, -15, "Ovanför").text(640, 300, "Bredvid")
    reading = read(document)
    assert reading.pages[0].text == "På sidan"
    assert " ".join(oddity.text or "" for oddity in reading.oddities) == "Ovanför Bredvid"
    for oddity in reading.oddities:
        assert oddity.box is not None
        assert 0 <= oddity.box.x0 <= oddity.box.x1 <= 595
        assert 0 <= oddity.box.top <= oddity.box.bottom <= 842


def test_a_scan_keeps_the_text_laid_under_it(document: Document, read: Read) -> None:
    page = document.page()
    page.picture(0, 0, 595, 842, (0.9, 0.9, 0.9)).text(50, 50, "Läst av maskin", mode=INVISIBLE)
    reading = read(document)
    assert (reading.pages[0].text_source, reading.pages[0].text) == ("ocr", "Läst av maskin")


# --- nothing is lost ------------------------------------------------------------------------------------------------

PIECES = st.text("aåbÖ1 9.-\u00a0ﬁ²%", min_size=1, max_size=12).filter(lambda text: bool(text.strip()))
WRITTEN = st.tuples(st.integers(20, 400), st.integers(20, 580), PIECES, st.sampled_from([6.0, 9.0, 10.0, 14.0]))


def solid(text: str) -> Counter[str]:
    """The characters of a text that are no blanks, superscripts and ligatures as plain characters."""
    return Counter("".join(unicodedata.normalize("NFKC", text).split()))


@given(written=st.lists(WRITTEN, min_size=1, max_size=12, unique_by=lambda one: (one[0] // 80, one[1] // 20)))
def test_no_character_is_lost_between_the_page_and_its_lines(
    written: list[tuple[int, int, str, float]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    document = Document()
    page = document.page(size=(600, 600))
    for x, y, text, size in written:
        page.text(x, y, text, size)
    path = document.save(tmp_path_factory.getbasetemp() / "any.pdf")
    found = next(read_pages(path))
    words = find_words(found.chars)
    lines = find_lines(words)
    drawn = solid("".join(text for _, _, text, _ in written))
    assert solid("".join(word.text for word in words)) == drawn
    assert sorted(map(id, words)) == sorted(id(word) for line in lines for word in line.words)


WORDS = st.builds(
    lambda x, y, text, size: Word(
        text, Box(x, y - size, x + width(text, size), y), y, Style(size, False, False, 0, "")
    ),
    st.floats(0, 500),
    st.floats(10, 800),
    st.sampled_from(["a", "ord", "längre", "2"]),
    st.sampled_from([6.0, 10.0, 24.0]),
)


@given(words=st.lists(WORDS, max_size=25))
def test_lines_hold_every_word_once_from_left_to_right_and_from_the_top(words: list[Word]) -> None:
    lines: list[Line] = find_lines(words)
    assert Counter(id(word) for line in lines for word in line.words) == Counter(map(id, words))
    for line in lines:
        assert [word.box.x0 for word in line.words] == sorted(word.box.x0 for word in line.words)
        assert all(abs(word.baseline - line.baseline) <= word.style.size for word in line.words)
    tops = [min(word.baseline for word in line.words) for line in lines]
    assert tops == sorted(tops)


def test_no_words_are_no_lines() -> None:
    assert find_lines([]) == []


def test_a_thin_gap_before_three_digits_parts_thousands() -> None:
    def digits(text: str) -> list[str]:
        """The words of digits half as wide as their size, a `'` for a gap of a sixth of it."""
        x, boxes, codes = 0.0, [], []
        for char in text:
            if char == "'":
                x += 2.0
                continue
            boxes.append((x, 0.0, x + 6.0, 12.0))
            codes.append(ord(char))
            x += 6.0
        style = Style(12, False, False, 0, "Arial")
        count = len(codes)
        chars = Chars.of(codes, boxes, [10.0] * count, [0] * count, [style], [True] * count)
        return [word.text for word in find_words(chars)]

    assert digits("1'674'000") == ["1", "674", "000"]
    assert digits("12'500kr") == ["12", "500kr"]
    assert digits("2'0'2'3") == ["2023"]
    assert digits("12'34") == ["1234"]
    assert digits("1'2345") == ["12345"]
