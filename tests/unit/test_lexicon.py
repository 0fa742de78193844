"""Headers and labels as Swedish reports print them, resolved with the words every family has."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.family import declined_of, fields_of, labels_of, shared_lexicon
from pipelines.lexicon import ABBREVIATED, ACCEPTED, CERTAIN, means, parse_header, resolve, similarity
from pipelines.patterns import is_pattern

PROJECTS = {
    "Projekt": "name",
    "Projektnamn": "name",
    "PROJEKTETS NAMN": "name",
    "Projekttitel": "name",
    "Insats": "name",
    "Insatser": "name",
    "Projekten": "name",
    "Projektets titel": "name",
    "Benämning": "name",
    "Projektägare": "owner",
    "Projekt-\nägare": "owner",
    "Projekt-\n ägare": "owner",
    "projektägaren": "owner",
    "Sökande": "owner",
    "Sökande organisation": "owner",
    "Sökanden": "owner",
    "Stödmottagare": "owner",
    "Bidragsmottagare": "owner",
    "Mottagare": "owner",
    "Huvudman": "owner",
    "Proj. ägare": "owner",
    "Proj.ägare": "owner",
    "Beviljat belopp": "granted_sek",
    "Beviljat belopp (kr)": "granted_sek",
    "Beviljat belopp, tkr": "granted_sek",
    "Beviljat belopp (1 000 kr)": "granted_sek",
    "Beviljat\nbelopp\nSEK": "granted_sek",
    "Beviljade medel 2023": "granted_sek",
    "Beviljat bidrag": "granted_sek",
    "Beviljat stöd": "granted_sek",
    "Bev. belopp": "granted_sek",
    "Varav RUN": "granted_sek",
    "varav RUN-medel": "granted_sek",
    "Varav\nRUN\n(tkr)": "granted_sek",
    "Beslutat belopp": "granted_sek",
    "Total förväntad kostnad": "total_cost_sek",
    "Totalkostnad": "total_cost_sek",
    "Total-\nkostnad": "total_cost_sek",
    "Tot. kostnad": "total_cost_sek",
    "Total budget": "total_cost_sek",
    "Total projektbudget": "total_cost_sek",
    "Projektets totala kostnad": "total_cost_sek",
    "Total projektkostnad (SEK)": "total_cost_sek",
    "Beräknad kostnad": "total_cost_sek",
    "Sökt bidrag": "applied_sek",
    "Sökt belopp": "applied_sek",
    "Ansökt belopp": "applied_sek",
    "Medfinansiering": "cofinancing_sek",
    "Övrig finansiering": "cofinancing_sek",
    "Medfin.": "cofinancing_sek",
    "Projektperiod": "period",
    "Projekttid": "period",
    "Startdatum": "period_start",
    "Slutdatum": "period_end",
    "Prioriterad\nfråga": "priority_question",
    "Prioriterade frågor": "priority_question",
    "Delregion": "subregion",
    "Kommunalförbund": "subregion",
    "Kontaktperson": "contact_person",
    "Projektledare": "contact_person",
    "Finansiärer": "financiers",
    "Samverkansparter": "partners",
    "Beskrivning": "description",
    "Kort beskrivning av projektet": "description",
    "Beneficiary": "owner",
    "Beneficiaries": "owner",
    "Name of Beneficiaries": "owner",
    "Beneficiary name": "owner",
    "Beneficary": "owner",
    "Lead partner": "owner",
    "Name of operation": "name",
    "Name of\nthe operation": "name",
    "Operation(s)": "name",
    "Operation name": "name",
    "Title of project": "name",
    "Operation summary": "description",
    "Summary of the operation": "description",
    "Operation Start Date": "period_start",
    "Start date of the operation": "period_start",
    "Operation End Date": "period_end",
    "Expected date of completion": "period_end",
    "Total eligible expenditure": "total_cost_sek",
    "Total eligible expend-\niture (EUR)": "total_cost_sek",
    "Total Eligible Cost €": "total_cost_sek",
    "Eligible expenditure, total": "total_cost_sek",
    "EU co-financing": "granted_sek",
    "EU cofinancing (EUR)": "granted_sek",
    "Union support": "granted_sek",
    "Amounts Committed***": "granted_sek",
    "ERDF contribution": "granted_sek",
    "National co-financing": "cofinancing_sek",
    "Co-financing Rate [European Regional Development Fund] **": "cofinancing_percent",
    "Union co-financing rate": "cofinancing_percent",
    "EU co-financing rate (%)": "cofinancing_percent",
    "Location": "location",
    "Postcode": "location",
    "Project Ref. no.": "reference",
    "Project reference No": "reference",
    "Diarienummer": "reference",
    "Dnr": "reference",
    "Projektnr.": "reference",
    "Projekt-ID": "reference",
    "Belopp, beviljat": "granted_sek",
    "Kostnad, total": "total_cost_sek",
    "Projektägare (sökande organisation)": "owner",
}
ACTIVITIES = {
    "Aktivitet": "activity",
    "Aktiviteter": "activity",
    "Åtgärd": "activity",
    "Vad ska göras?": "activity",
    "Uppdrag": "activity",
    "När": "when_text",
    "När?": "when_text",
    "Tidplan": "when_text",
    "Tid-\nplan": "when_text",
    "Klart senast": "when_text",
    "Tidsram": "when_text",
    "Vem": "responsible",
    "Ansvarig": "responsible",
    "Ansvariga": "responsible",
    "Ansvarig funktion": "responsible",
    "Prio": "priority",
    "Prior.": "priority",
    "Prioritet": "priority",
    "PRIORITERING": "priority",
    "Uppföljning": "follow_up",
    "Följs upp": "follow_up",
    "Uppfölj.": "follow_up",
    "Status": "status",
    "Status 2023": "status",
    "Läge": "status",
}
INDICATORS = {
    "Indikator": "name",
    "Indikatorer": "name",
    "Nyckeltal": "name",
    "Mått": "name",
    "Resultatmått": "name",
    "Mål": "target",
    "Målvärde": "target",
    "Måltal 2023": "target",
    "Mål 2023": "target",
    "Målnivå": "target",
    "Målet": "target",
    "Utfall": "outcome",
    "Utfall 2023": "outcome",
    "Utfallet": "outcome",
    "Resultatet": "outcome",
    "Ack. utfall": "outcome",
    "Föregående år": "previous",
    "Enhet": "unit",
    "Måluppfyllelse": "declared",
}
CASES = [
    (sort, header, field)
    for sort, table in (("projects", PROJECTS), ("activities", ACTIVITIES), ("indicators", INDICATORS))
    for header, field in table.items()
]

# Words of Swedish public reports that are the header of none of these fields.
UNKNOWN = {
    "projects": ["Beslutsdatum", "Antal deltagare", "Antal projekt", "Andel bidrag", "Ej beviljat bidrag", "Webbplats",
                 "Anmärkning", "Sida", "E-post", "Telefon", "Kvinnor", "Bilaga", "Vatten", "Stödområdeskarta",
                 "Kommunfullmäktige", "s.k.", "m.m.", "2023", "%", "–"],
    "activities": ["Budget", "Kostnad", "Målgrupp", "Plats", "Antal", "Kvinnor", "Bilaga", "Varför", "Lokal"],
    "indicators": ["Kvinnor", "Totalt", "Antal invånare", "Bilaga", "Ansvarig", "Datum"],
}  # fmt: skip


@pytest.mark.parametrize(("sort", "header", "field"), CASES, ids=[f"{s}-{h}" for s, h, _ in CASES])
def test_a_header_means_its_field(sort: str, header: str, field: str) -> None:
    match = resolve(header, fields_of(sort, None))
    assert match is not None
    assert match.field == field


@pytest.mark.parametrize(("sort", "header"), [(sort, word) for sort, words in UNKNOWN.items() for word in words])
def test_other_words_stay_unknown(sort: str, header: str) -> None:
    assert resolve(header, fields_of(sort, None)) is None


@pytest.mark.parametrize(
    ("sort", "header"),
    [
        *(("projects", text) for text in ("Nr", "Löpnr", "Löpnummer", "Återstående bidrag")),
        *(("projects", text) for text in ("Utbetalt bidrag", "Utbetalt belopp (kr)")),
        *(("indicators", text) for text in ("Källa", "Kommentar", "Kommentarer")),
    ],
)
def test_a_column_that_is_looked_at_and_not_taken_is_declined(sort: str, header: str) -> None:
    match = resolve(header, fields_of(sort, None))
    assert match is not None
    assert match.field in declined_of(sort, None)


@given(
    st.sampled_from(CASES), st.sampled_from(["lower", "upper", "title"]), st.sampled_from([" ", "\n", "  ", "\u00a0"])
)
def test_case_and_blanks_make_no_difference(case: tuple[str, str, str], form: str, blank: str) -> None:
    sort, header, field = case
    shaped = getattr(blank.join(header.split()), form)()
    match = resolve(shaped, fields_of(sort, None))
    assert match is not None
    assert match.field == field


LONG = sorted({word for sort in ("projects", "activities", "indicators") for words in fields_of(sort, None).values()
               for word in words if len(word) >= 8 and word.isalpha()})  # fmt: skip


@given(st.sampled_from(LONG), st.data())
def test_a_hyphen_at_a_line_end_makes_no_difference(word: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(3, len(word) - 3))
    assert similarity(f"{word[:cut]}-\n{word[cut:]}", word) >= ACCEPTED


@given(st.sampled_from(LONG), st.sampled_from(["en", "et", "er", "erna", "s", "n"]))
def test_the_same_word_with_an_ending_is_the_same_word(word: str, ending: str) -> None:
    assert similarity(word + ending, word) >= ABBREVIATED


@given(st.sampled_from(LONG), st.data())
def test_one_typing_error_in_a_long_word_is_forgiven(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(2, len(word) - 2))
    if len(word) >= 10:
        assert similarity(word[:place] + word[place + 1 :], word) >= ACCEPTED


@given(st.text(string.ascii_lowercase, min_size=4, max_size=14).filter(lambda word: not set(word) & set("aeiouy")))
def test_what_is_no_word_means_nothing(word: str) -> None:
    for sort in ("projects", "activities", "indicators"):
        assert resolve(word, fields_of(sort, None)) is None


@given(st.text(max_size=40))
def test_any_text_is_read_without_error(text: str) -> None:
    header = parse_header(text)
    assert all(word == word.casefold() and word.strip() for word in header.words)
    for sort in ("projects", "activities", "indicators"):
        match = resolve(text, fields_of(sort, None))
        assert match is None or ACCEPTED <= match.score <= CERTAIN


wordings = st.text(max_size=30).filter(lambda text: not is_pattern(text))


@given(wordings, wordings)
def test_a_text_is_certainly_itself(text: str, other: str) -> None:
    if parse_header(text).words:
        assert similarity(text, text) >= ABBREVIATED
    assert 0.0 <= similarity(text, other) <= CERTAIN


@pytest.mark.parametrize(
    ("header", "year", "words"),
    [
        ("Utfall 2023", 2023, ("utfall",)),
        ("Budget\n2024 (tkr)", 2024, ("budget",)),
        ("2023", 2023, ()),
        ("Läge 2021-12-31", 2021, ("läge",)),
        ("2021-12-31", 2021, ("12", "31")),
        ("Period 2021-01-01 – 2023-12-31", None, ("period", "01", "01", "12", "31")),
        ("Utfall 2022-2023", None, ("utfall",)),
        ("Mål 2022 (2022)", 2022, ("mål",)),
        ("Belopp kr", None, ("belopp",)),
        ("tkr", None, ("tkr",)),
        ("", None, ()),
    ],
)
def test_year_and_unit_are_taken_off(header: str, year: int | None, words: tuple[str, ...]) -> None:
    parsed = parse_header(header)
    assert (parsed.year, parsed.words) == (year, words)


def test_the_closest_wording_wins() -> None:
    synonyms = {"cost": ["kostnad", "total kostnad"], "granted": ["bidrag", "beviljat bidrag"]}
    assert resolve("Total kostnad", synonyms).field == "cost"  # type: ignore[union-attr]
    assert resolve("Varav beviljat bidrag", synonyms).field == "granted"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("label", "field"),
    [("Syfte", "purpose"), ("SYFTE", "purpose"), ("Mål", "goal"), ("Målsättning", "goal"), ("Kommentar", "comment"),
     ("Kommentarer", "comment"), ("Uppföljning", "comment"), ("Budget", None), ("Ansvarig", None)],
)  # fmt: skip
def test_labels_of_initiatives(label: str, field: str | None) -> None:
    match = resolve(label, labels_of(None).initiatives)
    assert (match.field if match else None) == field


def test_means_is_at_least_as_strict_as_asked() -> None:
    assert means("Projektägare", ["projektägare"], CERTAIN)
    assert not means("Projektägare och kontaktperson", ["projektägare"], CERTAIN)
    assert means("Projektägare och kontaktperson", ["projektägare"])


MEASURES = {
    "Budget": "budget", "Årsbudget": "budget", "Helårsbudget": "budget", "Plan": "budget", "Anslag": "budget",
    "Utfall": "outcome", "Bokslut": "outcome", "Redovisning": "outcome", "Utfall jan-dec": "outcome",
    "Avvikelse": "deviation", "Differens": "deviation", "Diff": "deviation", "Diff.": "deviation",
    "Avvikelse mot budget": "deviation", "Budgetavvikelse": "deviation", "Budget-\navvikelse": "deviation",
    "Prognos": "forecast", "Helårsprognos": "forecast", "Prognos helår": "forecast",
    "Beviljat": "granted", "Medfinansiering": "cofinancing",
}  # fmt: skip


@pytest.mark.parametrize(("header", "measure"), MEASURES.items())
def test_columns_of_statements_say_what_they_measure(header: str, measure: str) -> None:
    match = resolve(header, shared_lexicon().measures)
    assert match is not None
    assert match.field == measure
