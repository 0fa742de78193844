"""Organisations and projects that running text names."""

from __future__ import annotations

from unit.records.reading import heading, paragraph, reading, table, title

from pipelines.records.interpret import Interpretation, interpret


def listed(*texts: str, name: str = "Ljus i Dalarna", owner: str = "Business Region Dalarna AB") -> Interpretation:
    """A list of two projects, the first with these paragraphs as its description."""
    rows = table(
        "Projekt | Projektägare | Beviljat belopp",
        f"{name} | {owner} | 100 000",
        "Gränslöst lärande i norr | Connect Sverige region Syd | 200 000",
    )
    below = [heading(name, 3), *map(paragraph, texts)]
    found = interpret(
        reading(title("Beviljade regionala projekt 2023"), heading("Dalarna"), heading("Kompetens", 2), rows, *below)
    )
    assert len(found.facts.rows("projects")) == 2
    return found


def named(*texts: str, **more: str) -> list[tuple[str, str | None]]:
    return [(row["name"], row["link_reason"]) for row in listed(*texts, **more).facts.rows("organisation_mentions")]


def test_a_name_of_the_table_is_found_in_other_spellings() -> None:
    text = "Projektet drivs av Business Region Dalarna. Även Region Dalarnas nämnd och Borlänge kommun stöder det."
    assert named(text) == [("Business Region Dalarna", None), ("Region Dalarna", None), ("Borlänge kommun", None)]


def test_initials_count_in_the_text_of_the_owners_project_alone() -> None:
    assert named("Arbetet följs av BRD varje månad.") == [("BRD", "initials")]
    assert named("Arbetet följs av BRD varje månad.", owner="Falu kommun") == []


def test_a_short_form_of_the_owner_counts_in_its_own_text_alone() -> None:
    text = "Metoden har tagits fram av Connect Syd och andra."
    assert named(text, owner="Connect Sverige Syd") == [("Connect Syd", "own_text")]
    assert named(text) == []


def test_name_and_abbreviation_make_an_organisation() -> None:
    assert named("Beslutet togs av regionutvecklingsnämnden (RUN) i maj.") == [
        ("regionutvecklingsnämnden (RUN)", "definition")
    ]
    assert named("Vi mäter nöjdkundindex (NKI) varje år.") == []


def test_words_that_only_look_like_a_name_are_none() -> None:
    assert named("Dalarna är en region. Business är svårt. Connect och lär! Stora städer växer.") == []


def test_a_project_is_known_by_its_spellings_and_short_forms() -> None:
    text = "Under året har Gränslöst Lärande I Norr startat, och Ljus I Dalarna växer."
    first, second = listed(text).facts.rows("projects")
    assert first["aliases"] == ["Ljus I Dalarna"]
    assert second["aliases"] == ["Gränslöst Lärande I Norr"]
    first, _ = listed("Den nya Nordic Arena blev klar.", name="Nordic Industrial Arena").facts.rows("projects")
    assert first["aliases"] == ["Nordic Arena"]
    first, _ = listed("En Nordic Summer Arena hölls.", name="Nordic Industrial Arena").facts.rows("projects")
    assert not first.get("aliases")
