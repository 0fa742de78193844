"""Headers told by their parts, and headers with a part that nobody knows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.compounds import fits, readings
from pipelines.family import FOLDER, declined_of, fields_of, shared_lexicon
from pipelines.family_files import FamilyError, check_family, load, wrong_patterns
from pipelines.family_model import Family
from pipelines.lexicon import COMPOSED, parse_header, resolve
from pipelines.patterns import parse_pattern

PROJECTS = {
    "Godkänt stödbelopp": "granted_sek",
    "Fastställt bidrag (kr)": "granted_sek",
    "Bidragsbelopp": "granted_sek",
    "Beviljade EU-medel": "granted_sek",
    "Regional finansiering": "granted_sek",
    "Bev. bel.": "granted_sek",
    "Begärt belopp": "applied_sek",
    "Ansökt stödbelopp": "applied_sek",
    "Medfinansieringsbelopp": "cofinancing_sek",
    "Total offentlig medfinansiering": "cofinancing_sek",
    "Egna medel": "cofinancing_sek",
    "Kalkylerad totalkostnad": "total_cost_sek",
    "Stödberättigande kostnader": "total_cost_sek",
    "Projektets totala omslutning": "total_cost_sek",
    "Namn på stödmottagare": "owner",
    "Genomförande organisation": "owner",
    "Rubrik på projektet": "name",
    "Projektets varaktighet": "period",
    "Startmånad": "period_start",
    "Avslutsdatum": "period_end",
    "Fokusområde": "theme",
    "Kontaktperson för projektet": "contact_person",
    "Samverkande parter": "partners",
    "Ansökningsnummer": "reference",
}
UNKNOWN = [
    "Beslutsdatum",
    "Slutrapport",
    "Stödmottagarens telefon",
    "Beviljade dagar",
    "Antal beviljade projekt",
    "Bidragsår",
    "Budgetansvarig",
    "Ej beviljat belopp",
]


@pytest.mark.parametrize(("header", "field"), PROJECTS.items())
def test_a_header_of_known_parts_means_its_field(header: str, field: str) -> None:
    match = resolve(header, fields_of("projects", None))
    assert match is not None
    assert match.field == field
    assert match.score >= COMPOSED


@pytest.mark.parametrize("header", UNKNOWN)
def test_a_part_that_is_not_known_leaves_the_whole_unknown(header: str) -> None:
    match = resolve(header, fields_of("projects", None))
    assert match is None or match.score < COMPOSED


@pytest.mark.parametrize("header", ["Utbetalt stödbelopp", "Rekvirerat belopp", "Återstående medel"])
def test_money_that_was_paid_or_is_left_is_not_what_was_granted(header: str) -> None:
    match = resolve(header, fields_of("projects", None))
    assert match is not None
    assert match.field in declined_of("projects", None)


PARTS = shared_lexicon().parts
STEMS = st.sampled_from([(part, stem) for part, stems in PARTS.items() if part != "small" for stem in stems])


@given(STEMS, STEMS)
def test_a_compound_means_what_its_words_mean(one: tuple[str, str], other: tuple[str, str]) -> None:
    pattern = f"<{one[0]}> <{other[0]}>"
    assert fits((one[1], other[1]), pattern)
    assert fits((other[1], one[1]), pattern)
    assert fits((one[1] + other[1],), pattern)
    assert fits((f"{one[1]}s{other[1]}",), pattern)


@given(STEMS, st.text("bcdfghjklmnpqrstvwxz", min_size=4, max_size=9))
def test_a_word_beside_that_is_none_is_told_apart(known: tuple[str, str], noise: str) -> None:
    assert not readings((known[1], noise))


@given(st.text(max_size=40))
def test_any_header_is_taken_apart_without_error(text: str) -> None:
    for parts in readings(parse_header(text).words):
        assert parts <= PARTS.keys()


def test_the_shared_lexicon_names_only_parts_it_has() -> None:
    lexicon = shared_lexicon()
    fields = {sort: {f: words or [f] for f, words in table.fields.items()} for sort, table in lexicon.tables.items()}
    for one in (*fields.values(), lexicon.measures, lexicon.labels.initiatives, lexicon.labels.indicators):
        assert list(wrong_patterns((), one, lexicon)) == []


@pytest.mark.parametrize("wording", ["<granted", "<granted> money", "<granted>?", "<>"])
def test_what_is_no_pattern_is_told(wording: str) -> None:
    with pytest.raises(ValueError, match="no pattern"):
        parse_pattern(wording)


def test_a_family_that_names_a_part_there_is_not_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "regional_project_list.yaml"
    text = (FOLDER / path.name).read_text(encoding="utf-8")
    path.write_text(
        text + "tables:\n  projects:\n    fields:\n      owner: [huvudman, <grantd> <money>]\n", encoding="utf-8"
    )
    with pytest.raises(FamilyError, match=r"line \d+: .*grantd"):
        check_family(path, load(path, Family), shared_lexicon())
