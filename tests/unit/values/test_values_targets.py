from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.values.outcomes import declared_met, is_met, parse_breakdown, parse_outcome
from pipelines.values.qualifiers import Operator
from pipelines.values.targets import find_targets, parse_target

# text, operator, value, low, high, unit
TARGETS = [
    ("Resultat över 105", ">", "105", None, None, None),
    ("min. 3 detaljplaner", ">=", "3", None, None, "detaljplaner"),
    ("2 min 30 sekunder", "=", "2", None, None, "minuter"),
    ("minst 3-5 detaljplaner per år", ">=", "3", None, None, "detaljplaner per år"),
    ("bland de tre bästa", "top_n", "3", None, None, None),
    ("topp 10", "top_n", "10", None, None, None),
    ("plats 10 eller bättre", "top_n", "10", None, None, None),
    ("högst totalrankning bland landets 15 största kommuner", "top_n", "1", None, None, None),
    ("200 nya följare", "=", "200", None, None, "nya följare"),
    ("behålla en nivå på minst 50% öppningsfrekvens", ">=", "50", None, None, "%"),
    ("vid minst ett tillfälle", ">=", "1", None, None, "tillfälle"),
    ("Besöka minst 150 företag/organisationer per år.", ">=", "150", None, None, "företag/organisationer per år"),
    ("två gånger om året", "=", "2", None, None, "gånger per år"),
    ("4 nummer per år", "=", "4", None, None, "nummer per år"),
    ("ca. 8 500 företag", "approx", "8500", None, None, "företag"),
    ("ett betyg över 3,7", ">", "3.7", None, None, "betyg"),
    ("ett totalt NKI på minst 76", ">=", "76", None, None, "NKI"),
    ("30 st + arbetssökande", ">=", "30", None, None, "arbetssökande"),
    ("minst sex månaders praktik", ">=", "6", None, None, "månader"),
    ("1-3 nyetableringar", "between", None, "1", "3", "nyetableringar"),
    ("ca 30–40", "between", None, "30", "40", None),
    ("mellan 5 och 10 %", "between", None, "5", "10", "%"),
    ("5 till 10 st", "between", None, "5", "10", "st"),
    ("högst 3-5 dagar", "<=", "5", None, None, "dagar"),
    ("400 stycken", "=", "400", None, None, "st"),
    ("100stycken", "=", "100", None, None, "st"),
    ("300", "=", "300", None, None, None),
    ("0", "=", "0", None, None, None),
    ("under 5 %", "<", "5", None, None, "%"),
    ("50 eller fler", ">=", "50", None, None, None),
    ("≤5 dagar", "<=", "5", None, None, "dagar"),
    ("ska öka med minst 10 %", "increase", "10", None, None, "%"),
    ("minska med 5 %", "decrease", "5", None, None, "%"),
    ("öka till 80 %", ">=", "80", None, None, "%"),
    ("minska till 5 %", "<=", "5", None, None, "%"),
    ("öka från 70 till 80 %", ">=", "80", None, None, "%"),
    ("en positiv utveckling och att trenden visar på förbättring", "increase", None, None, None, None),
    ("en ökning i förhållande till innevarande år", "increase", None, None, None, None),
    ("Andel nöjda (ska öka i jämförelse med 2022)", "increase", None, None, None, None),
    ("större än 2022", "increase", None, None, None, None),
    ("Antalet ska minska", "decrease", None, None, None, None),
    ("2000 besökare", "=", "2000", None, None, "besökare"),
    ("80 % (2022: 75 %)", "=", "80", None, None, "%"),
    ("minst 95 % senast 2025", ">=", "95", None, None, "%"),
    ("1 500 000 kr", "=", "1500000", None, None, "kr"),
]


def exact(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


@pytest.mark.parametrize(("text", "operator", "value", "low", "high", "unit"), TARGETS)
def test_targets(
    text: str, operator: str, value: str | None, low: str | None, high: str | None, unit: str | None
) -> None:
    target = parse_target(text)
    assert target.operator == operator
    assert (target.value, target.low, target.high) == (exact(value), exact(low), exact(high))
    assert target.unit == unit


@pytest.mark.parametrize("text", ["", "senast 2025", "Ja", "bättre än riket", "–", "under 2023", "Beslutas i nämnden"])
def test_no_target(text: str) -> None:
    target = parse_target(text)
    assert (target.operator, target.value, target.low, target.high) == (None, None, None, None)


WORDS: dict[str, str] = {"minst": ">=", "Högst": "<=", "över": ">", "under": "<", "ca": "approx", "": "="}


@given(st.integers(0, 10**6), st.sampled_from(sorted(WORDS)), st.sampled_from(["%", "st", "kr"]))
def test_target_reads_back(value: int, word: str, unit: str) -> None:
    target = parse_target(f"{word} {value:,} {unit}".replace(",", " "))
    assert (target.operator, target.value, target.unit, target.left) == (WORDS[word], value, unit, "")


GOALS: list[tuple[str, list[tuple[str, str | None, str | None]]]] = [
    (
        "Ge ut 4 nummer per år av Företagsamt (mars, juni, sep och dec). Decembernumret går ut till ca. 8 500 företag "
        "och resterande nummer går ut till ca. 3 500 företag.",
        [("=", "4", "nummer per år"), ("approx", "8500", "företag"), ("approx", "3500", "företag")],
    ),
    (
        "Borås ska ha högst totalrankning bland landets 15 största kommuner i undersökningen. Borås ska också ha ett "
        "betyg över 3,7 i omdömet. Borås ska också ha ett totalt NKI på minst 76 i SKR:s mätning.",
        [("top_n", "1", None), (">", "3.7", "betyg"), (">=", "76", "NKI")],
    ),
    (
        "Ge 30 st + arbetssökande möjlighet till minst sex månaders praktik",
        [(">=", "30", "arbetssökande"), (">=", "6", "månader")],
    ),
    (
        "1-3 nyetableringar och 5-10 ometableringar i och till Borås per år.",
        [("between", None, "nyetableringar per år"), ("between", None, "ometableringar per år")],
    ),
    ("Informera varje företagsförening vid minst ett tillfälle om ett företag.", [(">=", "1", "tillfälle")]),
    ("Att vi halvårsvis kontrollerar alla avtal senast 2025.", []),
]


@pytest.mark.parametrize(("goal", "targets"), GOALS)
def test_targets_inside_a_goal(goal: str, targets: list[tuple[str, str | None, str | None]]) -> None:
    found = find_targets(goal)
    assert [(target.operator, target.value, target.unit) for target in found] == [
        (operator, exact(value), unit) for operator, value, unit in targets
    ]
    assert all(target.text in goal for target in found)


def test_target_says_what_it_left_over() -> None:
    assert parse_target("behålla en nivå på minst 50% öppningsfrekvens").left == "behålla en nivå på öppningsfrekvens"


# text, value, unit, previous value, previous year, declared met
OUTCOMES = [
    ("109 (resultatet är på 2022 siffror)", "109", None, None, None, None),
    ("300 ha inprioriterat", "300", "ha", None, None, None),
    ("Vi fick in 5 detaljplaner", "5", "detaljplaner", None, None, None),
    ("Indikation på NKI 75 (2024-01-31) (2022: 73). Mål uppfyllt", "75", "NKI", "73", 2022, True),
    ("betyg 3,50 i det sammanfattande omdömet (2022: 3,44). Mål uppfyllt", "3.50", "betyg", "3.44", 2022, True),
    ("antalet förvärvsarbetande har ökat med 1290 personer 2019-2021", "1290", "personer", None, None, None),
    ("placering nr 1 (Borås ingår i Storgöteborg)", "1", "placering", None, None, None),
    ("Av samtliga svarande tyckte 99% att det var mycket bra eller bra", "99", "%", None, None, None),
    (
        "Perioden 30/1 – 31/12 2023 fick vi 397 nya följare. Målet uppfyllt. (2023-12-31 hade vi 1 484 följare)",
        *("397", "nya följare", None, None, True),
    ),
    ("Vi ligger på ca 60% och uppåt på öppningsfrekvens", "60", "%", None, None, None),
    ("388 stycken", "388", "st", None, None, None),
    ("26 stycken(19 män och 7 kvinnor)", "26", "st", None, None, None),
    ("Fyra", "4", None, None, None, None),
    ("71 (föregående år 70)", "71", None, "70", 2022, None),
    ("85 % (fg år: 82 %)", "85", "%", "82", 2022, None),
    ("75 jämfört med 73 år 2021", "75", None, "73", 2021, None),
    ("446 st (541 st 2021)", "446", "st", "541", 2021, None),
    ("Ökade från 70 till 75 %", "75", "%", "70", None, None),
    ("71 (70)", "71", None, None, None, None),
    ("90 %Mätning av lönsamhet", "90", "%", None, None, None),
    ("58 stycken har tagit steg i innovationsprocessen.", "58", "st", None, None, None),
    ("1 234 besök (2022:1 100)", "1234", "besök", "1100", 2022, None),
    ("–", None, None, None, None, None),
]


@pytest.mark.parametrize(("text", "value", "unit", "previous", "previous_year", "met"), OUTCOMES)
def test_outcomes(
    text: str, value: str | None, unit: str | None, previous: str | None, previous_year: int | None, met: bool | None
) -> None:
    outcome = parse_outcome(text, year=2023)
    assert outcome.value == exact(value)
    assert outcome.unit == unit
    assert (outcome.previous_value, outcome.previous_year) == (exact(previous), previous_year)
    assert outcome.declared_met is met


def test_outcome_of_a_whole_its_groups_and_its_bound() -> None:
    assert parse_outcome("2 av 3").of == 3
    assert parse_outcome("över 600").operator == ">"
    assert parse_outcome("60 och uppåt").operator == ">="
    assert parse_outcome("26 stycken(19 män och 7 kvinnor)").breakdown == (("män", 19), ("kvinnor", 7))
    assert parse_outcome("12 st varav sju kvinnor").breakdown == (("kvinnor", 7),)
    assert parse_breakdown("30 utlandsfödda, 37 unga") == (("utlandsfödda", 30), ("unga", 37))


def test_other_numbers_beside_the_first_are_told() -> None:
    assert parse_outcome("55 %, i fjol mätt till 60 %").ambiguous
    assert not parse_outcome("12 företag deltog").ambiguous


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("Mål uppfyllt", True),
        ("Utfallet är bra. Målet är uppnått.", True),
        ("Målet har nåtts", True),
        ("Uppfyllt", True),
        ("Målet är inte uppfyllt", False),
        ("Målet nåddes ej", False),
        ("ej uppfyllt", False),
        ("Målet är delvis uppfyllt", None),
        ("Målet är 400", None),
        ("Vi uppfyller kraven", None),
        ("Target achieved", True),
        ("Goal not met", False),
    ],
)
def test_declared(text: str, met: bool | None) -> None:
    assert declared_met(text) is met


@pytest.mark.parametrize(
    ("operator", "value", "outcome", "met"),
    [
        (">", 105, 109, True),
        (">", 105, 105, False),
        (">=", 76, 76, True),
        ("<=", 5, 6, False),
        ("<", 5, 4, True),
        ("top_n", 3, 1, True),
        ("top_n", 3, 4, False),
        ("=", 400, 400, True),
        ("=", 400, 388, None),
        ("approx", 8500, 8400, None),
        ("increase", None, 75, None),
        (None, 5, 5, None),
        (">=", None, 5, None),
    ],
)
def test_is_met(operator: Operator | None, value: int | None, outcome: int, met: bool | None) -> None:
    target = None if value is None else Decimal(value)
    assert is_met(operator, target, None, None, Decimal(outcome)) is met


def test_is_met_uses_what_else_is_known() -> None:
    d = Decimal
    assert is_met("increase", None, None, None, d(75), previous=d(73)) is True
    assert is_met("decrease", None, None, None, d(75), previous=d(73)) is False
    assert is_met("increase", d(10), None, None, d(75), previous=d(73)) is None
    assert is_met("between", None, d(5), d(10), d(10)) is True
    assert is_met("=", d(400), None, None, d(388), more_is_better=True) is False
    assert is_met("=", d(5), None, None, d(4), more_is_better=False) is True
    assert is_met(">=", d(500), None, None, None) is None


def test_a_qualified_outcome_settles_only_what_it_cannot_change() -> None:
    d = Decimal
    assert is_met(">=", d(500), None, None, d(600), outcome_operator=">") is True
    assert is_met("<=", d(700), None, None, d(600), outcome_operator=">") is None
    assert is_met(">=", d(50), None, None, d(60), outcome_operator="approx") is True
    assert is_met(">=", d(59), None, None, d(60), outcome_operator="approx") is None


@given(st.sampled_from([">", ">=", "<", "<=", "top_n"]), st.integers(-100, 100), st.integers(-100, 100))
def test_more_never_hurts_a_floor_nor_less_a_ceiling(operator: Operator, value: int, outcome: int) -> None:
    met = is_met(operator, Decimal(value), None, None, Decimal(outcome))
    better = outcome + 1 if operator in (">", ">=") else outcome - 1
    assert not met or is_met(operator, Decimal(value), None, None, Decimal(better))
