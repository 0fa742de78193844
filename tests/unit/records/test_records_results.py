"""Quantified results in running text: sentences of municipalities, regions and agencies, with what a reader would note.

The sentences were written before the rules they test; nothing in them comes from the sample reports.
"""

from __future__ import annotations

import pytest

from pipelines.records.results import results_in

RESULTS = [
    ("Under året har 34 företag fått rådgivning.", [(34, None)]),
    ("Region Halland beviljade medel till 12 projekt.", [(12, None)]),
    ("Över 300 personer deltog i mässan.", [(300, ">")]),
    ("Cirka 40 procent av deltagarna har gått vidare till arbete.", [(40, "approx")]),
    ("Fyra av fem deltagare uppgav att kursen var till nytta.", [(4, None)]),
    ("Av dessa har 19 gått vidare till studier.", [(19, None)]),
    ("Av dem fick tre anställning.", [(3, None)]),
    ("Projektet nådde 16 av länets 20 kommuner.", [(16, None)]),
    ("Myndigheten har genomfört tillsyn i 75 av landets 290 kommuner.", [(75, None)]),
    ("Antalet besökare ökade från 1 200 personer till 1 450 personer.", [(1450, None)]),
    ("Andelen nöjda företagare steg från 61 procent till 68 procent.", [(68, "%")]),
    ("Totalt har projektet engagerat 85 ungdomar, varav 41 tjejer.", [(85, None), (41, None)]),
    ("Två digitala utbildningar har tagits fram.", [(2, None)]),
    ("Nio viktiga lärdomar har dokumenterats.", []),
    ("Kommunen har fem förvaltningar och två bolag.", []),
    ("Arbetet delades in i sex delprojekt.", []),
    ("Insatserna har delats upp i tre arbetspaket.", []),
    ("Under 2024 ska 50 företag få stöd.", []),
    ("Projektet kommer att anställa två samordnare.", []),
    ("Med krav på 40 procent i egen insats har stödet använts fullt ut.", []),
    ("Deltagarna svarade på en skala där 5 är högst.", []),
    ("Deltagarna har i snitt satt betyget 4 (på en skala från 1 till 6).", [(4, None)]),
    ("Länsstyrelsen har under perioden besökt 27 gårdar och 14 mejerier.", [(27, None), (14, None)]),
    ("Samtliga tre kommuner har antagit en plan.", []),
    ("De fyra kommunerna har samverkat kring utbildningen.", []),
    ("Projektet pågick i fyra år och hade en budget på 6 mkr.", []),
    ("Enkäten besvarades av 212 företag.", [(212, None)]),
    ("Enkäten skickades till 500 företag.", [(500, None)]),
    ("Tre projekt har beviljats medel.", [(3, None)]),
    ("Tre länsövergripande projekt har fokuserat på bioekonomi.", []),
    ("Sammanlagt genomfördes 48 workshoppar i nio kommuner.", [(48, None)]),
    ("Stödet har bidragit till 22 nya arbetstillfällen.", [(22, None)]),
    ("Dessa ingår i redovisningen av totalt 64 företag.", []),
    ("Enligt kapitel 4 har arbetet gått bra.", []),
    ("Mötet hölls den 14 mars och samlade 60 deltagare.", [(60, None)]),
    ("Webbplatsen hade 15 000 besökare under året.", [(15000, None)]),
    ("Fler än 80 lärare har utbildats, vilket motsvarar 30 procent av kåren.", [(80, ">"), (30, None)]),
    ("Region Dalarna finansierade sju förstudier och fyra projekt.", [(7, None), (4, None)]),
    ("Sju av tio företag har anställt.", [(7, None)]),
    ("Kommunfullmäktige beslutade om fyra mål.", []),
]


@pytest.mark.parametrize(("sentence", "expected"), RESULTS)
def test_results_of_a_sentence(sentence: str, expected: list[tuple[float, str | None]]) -> None:
    found = [quantity for quantity, _ in results_in(sentence)]
    assert [float(quantity.value) for quantity in found] == [value for value, _ in expected]
    for quantity, (_, sign) in zip(found, expected, strict=True):
        assert sign in (None, quantity.number.operator, quantity.unit_name)


def test_the_value_before_is_no_result_of_its_own() -> None:
    ((quantity, previous),) = results_in("Andelen kvinnor steg från 38 procent till 44 procent.")
    assert (quantity.value, previous and previous.value) == (44, 38)
