from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.values.text import fold, level, lower, normalise


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("1\u00a0600\u2009000", "1 600 000"),
        ("25\u202f000\u2007kr", "25 000 kr"),
        ("\ufb01nansiering", "finansiering"),
        ("a\ufb00är och \ufb02öde, o\ufb03ciell", "affär och flöde, officiell"),
        ("förvalt\u00adning", "förvaltning"),
        ("verk\u200bsamhet\ufeff", "verksamhet"),
        ("na\u019fonell a\u01a9rak\u019fv dri\u014c", "nationell attraktiv drift"),
        ("Bora\u030as", "Borås"),
        ("små\u2011 och medelstora", "små- och medelstora"),
        ("−1\u00a0234 – 5", "−1 234 – 5"),
        ("en\r\nrad\toch en till ", "en rad och en till"),
        ("a\x00b", "ab"),
        ("Ōsaka", "Ōsaka"),
    ],
)
def test_normalise(printed: str, plain: str) -> None:
    assert normalise(printed) == plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Prior. Fråga", "prior fråga"),
        ("Kultur– och fritid", "kultur- och fritid"),
        ("Drift & underhåll", "Drift och underhåll"),
        ("Utfall, %", "utfall %"),
        ("OH-påslag*", "OH påslag"),
        ("Studieförbund¹", "studieförbund"),
    ],
)
def test_fold_makes_labels_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Utfall %", "Utfall"), ("Utfall 2023", "Utfall 2024"), ("Mål", "Mal")])
def test_fold_keeps_what_tells_labels_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_idempotent(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_normal_form_has_single_plain_blanks(text: str) -> None:
    plain = normalise(text)
    assert "  " not in plain
    assert plain == plain.strip()
    assert not any(c.isspace() and c != " " for c in plain)


@given(st.text())
def test_level_keeps_the_length(text: str) -> None:
    assert len(level(text)) == len(text)


def test_lower_follows_matching_without_case() -> None:
    assert lower("JUNİ") == lower("Junı") == "juni"
