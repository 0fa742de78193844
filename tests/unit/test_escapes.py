"""Text out of reports does nothing but be shown, wherever it is shown."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipelines.escapes import for_markdown, for_spreadsheet, for_terminal

STARTS = "=+-@\t\r\n＝＋－＠"
NASTY = st.text(st.sampled_from("=+-@\t\r\n\x1b\x07\u202e*_`[]()<>!|#&:/\\.$~ abc123åäö"), max_size=40)


@given(st.one_of(NASTY, st.text()))
def test_a_spreadsheet_never_sees_a_formula(text: str) -> None:
    shown = for_spreadsheet(text)
    assert shown.removeprefix("'") == text or shown == text
    if shown and shown[0] in STARTS:
        assert float(shown.translate(str.maketrans({",": ".", "%": "", " ": "", "\u00a0": ""}))) is not None


@pytest.mark.parametrize(
    "text", ["=1+1", "=cmd|' /C calc'!A0", "+46 33 35 70 00x", "@SUM(A1)", "-2+3", "-", "\t=1", "−", "+"]
)
def test_what_could_be_a_formula_is_quoted(text: str) -> None:
    assert for_spreadsheet(text) == ("−" if text == "−" else f"'{text}")


@pytest.mark.parametrize("text", ["-5", "+12,5", "-1 234,50", "-12 %", "-1.5", "5 000", "Projekt = bra", "", "a-b"])
def test_numbers_and_words_are_left_as_they_are(text: str) -> None:
    assert for_spreadsheet(text) == text


@given(st.one_of(NASTY, st.text()))
def test_a_terminal_is_given_no_command(text: str) -> None:
    shown = for_terminal(text)
    assert not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in shown if letter not in "\n\t")
    assert "\u202e" not in shown
    shown.encode()


def test_swedish_text_and_soft_hyphens_reach_the_terminal_as_they_are() -> None:
    text = "Näringslivs\u00adenheten – 12\u00a0%,\n\tÅr 2023 ●"
    assert for_terminal(text) == text
    assert for_terminal("röd\x1b[31m") == "röd\\x1b[31m"


@given(st.one_of(NASTY, st.text()))
def test_markdown_shows_the_text_and_nothing_else(text: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(f"| a |\n| --- |\n| {for_markdown(text)} |")
    assert [token.tag for token in tokens if token.tag].count("td") == 2
    inside = [child for token in tokens for child in token.children or []]
    assert {child.type for child in inside} <= {"text", "text_special"}
    (cell,) = [token for token in tokens if token.type == "inline" and token.content != "a"] or [None]
    if cell is not None and cell.children is not None and len(text) < 50 and text.isprintable():
        assert "".join(child.content for child in cell.children) == " ".join(text.split())


def test_markdown_is_one_line_and_cut() -> None:
    assert for_markdown("ett\n två\tx") == "ett två x"
    assert for_markdown("a" * 100, 10) == "a" * 9 + "…"
