"""Every word in exactly one place, or a finding."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.reading.conservation import check_places
from pipelines.reading.model import Box, Style, Word

STYLE = Style(10.0, False, False, 0, "")


def words(count: int) -> list[Word]:
    return [Word(f"ord{n}", Box(10 * n, 0, 10 * n + 8, 10), 8.0, STYLE) for n in range(count)]


@given(places=st.lists(st.integers(0, 2), max_size=8), told=st.sets(st.integers(0, 7)))
def test_a_word_breaks_the_law_when_it_has_no_place_and_no_finding_or_two_places(
    places: list[int], told: set[int]
) -> None:
    all_words = words(len(places))
    placed = [word for word, times in zip(all_words, places, strict=True) for _ in range(times)]
    count, findings = check_places(3, all_words, placed, [word for n, word in enumerate(all_words) if n in told])
    found = {finding.rule: (finding.text or "").split() for finding in findings}
    lost = [
        word.text for n, (word, times) in enumerate(zip(all_words, places, strict=True)) if not times and n not in told
    ]
    doubled = [word.text for word, times in zip(all_words, places, strict=True) if times > 1]
    assert found == {rule: texts for rule, texts in (("lost_words", lost), ("doubled_words", doubled)) if texts}
    assert count == sum(times > 0 for times in places)


def test_equal_words_are_told_apart() -> None:
    one, other = words(1)[0], words(1)[0]
    assert [finding.rule for finding in check_places(1, [one, other], [one, one], [])[1]] == [
        "lost_words",
        "doubled_words",
    ]
    assert check_places(1, [one, other], [one, other], []) == (2, [])


def test_a_finding_says_where() -> None:
    _, found = check_places(2, words(3), words(0), [])
    assert [(finding.rule, finding.page, finding.box) for finding in found] == [("lost_words", 2, Box(0, 0, 28, 10))]
