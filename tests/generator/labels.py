"""What columns and labels are called: for each thing the usual words, and seldom ones that are held out."""

from __future__ import annotations

from random import Random

from .variation import Choices

WORDS: dict[str, tuple[str, str]] = {
    # project lists and sheets
    "name": (
        "Projekt|Projektnamn|Projektets namn|Insats|Namn på projekt|Projekttitel|Benämning",
        "Projektbenämning|Beviljat projekt|Namn|Satsning|Projektrubrik",
    ),
    "owner": (
        "Projektägare|Sökande|Stödmottagare|Huvudman|Sökande organisation|Bidragsmottagare|Projektägare/sökande",
        "Ägare av projektet|Mottagare av stöd|Genomförare|Sökandeorganisation|Ansvarig aktör",
    ),
    "name_and_owner": ("Projekt/projektägare|Projekt och projektägare|Projekt / Sökande", "Insats (projektägare)"),
    "total_cost_sek": (
        "Total kostnad|Total budget|Totalkostnad|Total projektkostnad|Projektets totala kostnad|Total projektbudget",
        "Budgeterad totalkostnad|Projektomslutning|Beräknad totalkostnad|Total omslutning",
    ),
    "granted_sek": (
        "Beviljat belopp|Beviljat stöd|Beslutat belopp|Beviljade medel|Varav regionala medel|Regionalt stöd|"
        "Beviljat bidrag",
        "Tilldelat belopp|Stödbelopp|Beviljad finansiering|Regionens bidrag|Beviljad summa",
    ),
    "applied_sek": ("Sökt belopp|Sökt bidrag|Ansökt belopp|Sökta medel", "Sökt summa|Ansökta medel"),
    "cofinancing_sek": ("Medfinansiering|Övrig finansiering|Egeninsats", "Annan finansiering|Motfinansiering"),
    "subregion": ("Delregion|Kommunalförbund|Region", "Del av länet|Geografi"),
    "theme": ("Tema|Insatsområde|Område|Mål i strategin", "Prioritering i strategin|Inriktning"),
    "period": ("Projektperiod|Projekttid|Period|Löptid|Genomförandetid", "Tid för projektet|Pågår"),
    "period_start": ("Projektstart|Startdatum|Start", "Startar|Från"),
    "period_end": ("Projektslut|Slutdatum|Slut", "Avslutas|Till"),
    "contact_person": ("Kontaktperson|Kontakt|Projektledare", "Ansvarig person|Kontaktperson för projektet"),
    "partners": ("Samverkansparter|Samarbetspartner|Medverkande parter", "Övriga deltagande parter|Samverkar med"),
    "financiers": ("Finansiärer|Medfinansiärer|Finansieras av", "Övriga finansiärer"),
    "description": ("Sammanfattning|Syfte|Beskrivning|Projektbeskrivning", "Kort om projektet|Om projektet"),
    "sheet_total": ("Totalt|Summa|Total|Sammanlagt|Totalsumma|Summa totalt", "Summa beviljat|Alla projekt"),
    # activities
    "activity": (
        "Aktivitet|Aktiviteter|Åtgärd|Åtgärder|Vad ska göras|Insats",
        "Det här gör vi|Planerad åtgärd|Göromål",
    ),
    "when": ("När|Tidplan|Tid|Klart senast|Tidpunkt", "Genomförs när|Tidsperiod|Färdigt"),
    "responsible": ("Vem|Ansvarig|Ansvariga|Ansvar|Vem ansvarar", "Ansvarig person|Utförs av|Ägare"),
    "priority": ("Prio|Prioritet|Prioritering", "Angelägenhetsgrad|Prio."),
    "follow_up": ("Uppföljning|Följs upp|Avstämning", "Hur följs det upp|Redovisas"),
    "status": ("Status|Läge|Genomfört|Bedömning|Resultat", "Hur gick det|Nuläge|Statusläge"),
    "number": ("Nr|Nummer|#", "Löpnr"),
    # parts of an initiative
    "purpose": ("Syfte|Syftet", "Varför|Bakgrund och syfte"),
    "goal": ("Mål|Målet|Målsättning", "Det vi vill nå|Målbild"),
    "comment": ("Kommentar|Kommentarer|Uppföljning", "Så gick det|Analys"),
    # indicators
    "indicator": ("Indikator|Nyckeltal|Mått|Mätetal|Indikatorer", "Styrmått|Vad vi mäter|Resultatindikator"),
    "target": ("Mål|Målvärde|Måltal|Målnivå", "Önskat värde|Mål att nå"),
    "outcome": ("Utfall|Resultat|Uppnått|Utfall hittills", "Uppmätt värde|Faktiskt utfall|Verkligt utfall"),
    "previous": ("Föregående år|Utfall föregående år|Fg år", "Förra året|Tidigare värde"),
    "unit": ("Enhet", "Mätenhet|Sort"),
    # statements
    "budget": ("Budget|Årsbudget|Budget helår", "Beslutad ram|Tilldelad budget"),
    "actual": ("Utfall|Bokslut|Redovisning|Utfall helår", "Verkligt utfall|Förbrukat"),
    "deviation": ("Avvikelse|Differens|Budgetavvikelse|Avvikelse mot budget", "Skillnad|Över/under"),
    "forecast": ("Prognos|Helårsprognos", "Bedömt utfall"),
    "sum": ("Summa|Totalt|Total", "Tillsammans|Totalsumma"),
    "investment": ("Investeringsprojekt|Projekt|Objekt", "Investering"),
}

ENGLISH = {
    "name": "Project name|Project|Project title",
    "owner": "Project owner|Beneficiary|Lead partner",
    "granted_sek": "Granted amount|Approved funding|Grant awarded",
    "applied_sek": "Applied amount|Requested amount",
    "total_cost_sek": "Total cost|Total budget",
    "cofinancing_sek": "Co-financing",
    "period": "Project period|Duration|Period",
    "period_start": "Start date|Start",
    "period_end": "End date|End",
    "contact_person": "Contact person|Contact",
    "partners": "Partners|Project partners",
    "description": "Summary|Description",
    "subregion": "Region",
    "theme": "Theme|Priority axis",
    "financiers": "Financiers",
}


class Names:
    """The words of one report: chosen when first asked for, then the same."""

    def __init__(self, choices: Choices, rng: Random) -> None:
        self._seldom, self._upper, self._rng = choices["words"] == "seldom", choices["case"] == "upper", rng
        self._english = choices.get("language") == "english"
        self._chosen: dict[str, str] = {}

    def __call__(self, thing: str) -> str:
        if thing not in self._chosen:
            words = ENGLISH[thing] if self._english and thing in ENGLISH else WORDS[thing][self._seldom]
            free = [word for word in words.split("|") if word not in self._chosen.values()]
            self._chosen[thing] = self._rng.choice(free or words.split("|"))
        word = self._chosen[thing]
        return word.upper() if self._upper else word
