"""What columns and labels are called: the usual words, seldom ones, and those of reports with a manner of their own."""

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

RARE = {
    "name": "Projektets benämning|Initiativ|Insatsens namn|Projektnamn enligt beslut",
    "owner": "Projektansvarig organisation|Sökandens namn|Bidragstagare|Stödsökande|Projektutförare",
    "name_and_owner": "Projektnamn och sökande|Insats och utförare",
    "total_cost_sek": "Projektets totalbudget|Kostnad totalt|Samlad projektkostnad",
    "granted_sek": "Beviljat|Beviljade RUN-medel|Beviljade regionala utvecklingsmedel|Beviljat av regionen",
    "applied_sek": "Ansökt|Sökt stöd|Begärt belopp",
    "cofinancing_sek": "Finansiering från andra|Extern finansiering|Övriga medel",
    "subregion": "Geografiskt område|Länsdel",
    "theme": "Utvecklingsområde|Fokusområde|Prioriterat område",
    "period": "Projektets löptid|Beviljad period|Genomförandeperiod",
    "period_start": "Startar den|Projektet startar|Fr.o.m.",
    "period_end": "Slutar den|Projektet avslutas|T.o.m.",
    "contact_person": "Kontaktperson i projektet|Kontaktuppgift",
    "partners": "Projektparter|Deltagande organisationer|Övriga parter",
    "financiers": "Finansierande parter",
    "description": "Projektets syfte|Projektet i korthet|Sammanfattande beskrivning",
    "sheet_total": "Beviljat totalt|Summa samtliga|Totalsumma beviljat",
    "activity": "Aktivitet/åtgärd|Planerade aktiviteter|Åtgärder under året",
    "when": "Tidsplan|Genomförs|Slutförs",
    "responsible": "Huvudansvarig|Ansvarig funktion|Ansvarig tjänsteperson",
    "priority": "Prioriteringsgrad|Prioordning",
    "follow_up": "Uppföljningsintervall|När följs det upp",
    "status": "Status december|Genomförandegrad|Läget nu",
    "number": "Id|Nr.",
    "purpose": "Insatsens syfte|Avsikt",
    "goal": "Effektmål|Önskat läge",
    "comment": "Kommentar till utfallet|Uppföljning av insatsen",
    "indicator": "Måttets namn|Kvalitetsmått|Uppföljningsmått|Nyckeltal/mått",
    "target": "Årsmål|Målsatt värde|Målvärde för året",
    "outcome": "Årets utfall|Årets värde|Senaste utfall",
    "previous": "Utfall i fjol|Värde föregående år",
    "unit": "Måttenhet",
    "budget": "Budgeterat|Årets budget|Internbudget",
    "actual": "Årets utfall|Utfall ack.|Redovisat utfall",
    "deviation": "Budgetavvik.|Resultat mot budget|Avvik. budget",
    "forecast": "Senaste prognos|Prognos för året",
    "sum": "Totalsumma|Sammantaget",
    "investment": "Investeringsobjekt|Anläggning",
}
"""Words that few have."""

CLIPPED = {
    "name": "Proj.namn|Proj.",
    "owner": "Proj.ägare|Sök. org.",
    "name_and_owner": "Proj./proj.ägare",
    "total_cost_sek": "Tot. kostn.|Tot.kostnad|Tot. budg.",
    "granted_sek": "Bev. belopp|Bev. medel|Bev. stöd",
    "applied_sek": "Sökt bel.",
    "cofinancing_sek": "Medfin.",
    "period": "Proj.period|Proj.tid",
    "contact_person": "Kontaktpers.",
    "responsible": "Ansv.",
    "priority": "Prio.",
    "follow_up": "Uppfölj.",
    "indicator": "Ind.|Nyckelt.",
    "outcome": "Utf.",
    "previous": "Utf. fg år|Fg. år",
    "budget": "Budg.|Bud.",
    "actual": "Utf.",
    "deviation": "Avv.|Avvik.|Diff.",
    "forecast": "Progn.|Prog.",
    "sheet_total": "Tot.|S:a",
    "activity": "Aktiv.|Åtg.",
}
"""Words as they are cut short in narrow columns; other things have their usual words."""

PLAIN = {
    "name": "Vad heter projektet?|Projektet heter|Namn på insatsen",
    "owner": "Vem äger projektet?|Vem driver projektet?|Vem har sökt?",
    "name_and_owner": "Projektet och vem som driver det",
    "total_cost_sek": "Vad kostar projektet totalt?|Hela kostnaden|Kostar totalt",
    "granted_sek": "Så mycket har vi beviljat|Vårt bidrag|Vad har beviljats?",
    "applied_sek": "Så mycket söktes|Vad har sökts?",
    "cofinancing_sek": "Vad andra betalar|Pengar från andra",
    "subregion": "Var i länet?|Del av regionen",
    "theme": "Vilket område?",
    "period": "När pågår projektet?|Projektet pågår",
    "period_start": "När börjar projektet?|Börjar",
    "period_end": "När slutar projektet?|Tar slut",
    "contact_person": "Vem kan jag kontakta?|Kontakta",
    "partners": "Vilka är med?|Vi samarbetar med",
    "description": "Vad handlar projektet om?|Vad ska projektet göra?|Det här ska projektet göra",
    "sheet_total": "Allt tillsammans|Summan av allt",
    "activity": "Vad gör vi?|Vad vi ska göra|Det vi gör",
    "when": "När gör vi det?|När ska det vara klart?",
    "responsible": "Vem gör det?|Vem ansvarar?",
    "priority": "Hur viktigt?|Hur bråttom?",
    "follow_up": "Hur följer vi upp?",
    "status": "Hur har det gått?|Är det gjort?",
    "purpose": "Varför gör vi det här?|Därför gör vi detta",
    "goal": "Vad vill vi uppnå?|Dit vill vi",
    "comment": "Hur gick det?|Vad hände?",
    "indicator": "Vad mäter vi?|Det vi följer",
    "target": "Vad siktar vi på?|Vårt mål",
    "outcome": "Hur blev det?|Så blev det",
    "previous": "Hur var det förra året?|Året före",
    "budget": "Vi planerade|Planerat",
    "actual": "Det blev|Så blev det",
    "deviation": "Skillnaden",
    "forecast": "Vi tror att det blir",
    "sum": "Allt tillsammans",
    "investment": "Vad vi bygger",
}
"""Questions and whole words, as easy Swedish has them: held out."""

FORMAL = {
    "name": "Projektets namn/benämning|Projekt (namn)|Projektets titel enligt ansökan",
    "owner": "Stödmottagare (juridisk person)|Sökande/stödmottagare|Juridisk sökande|Projektägande organisation",
    "name_and_owner": "Projekt samt sökande|Projekt och stödmottagare",
    "total_cost_sek": "Total projektbudget enligt beslut|Totalt stödberättigande kostnader|Totala projektkostnader|"
    "Totalfinansiering",
    "granted_sek": "Beviljat stödbelopp|Stöd enligt beslut|Beslutat stödbelopp|Beviljade 1:1-medel",
    "applied_sek": "Sökt stödbelopp|Ansökt stöd",
    "cofinancing_sek": "Total medfinansiering|Offentlig och privat medfinansiering|Summa medfinansiering",
    "subregion": "Delregionalt område|Kommunförbund/delregion",
    "theme": "Strategiskt område|Insatsområde i RUS|Åtgärdsområde",
    "period": "Projektperiod (start–slut)|Stödperiod|Beslutad projektperiod|Projektets genomförandetid",
    "period_start": "Projektets startdatum|Datum för start|Startdatum enligt beslut",
    "period_end": "Projektets slutdatum|Datum för avslut|Slutdatum enligt beslut",
    "contact_person": "Kontaktperson hos stödmottagaren|Behörig kontaktperson|Projektets kontaktperson",
    "partners": "Samverkande organisationer|Medsökande|Samverkanspartner i projektet",
    "description": "Projektsammanfattning|Sammanfattning av projektet|Syfte med projektet",
    "sheet_total": "Totalsumma beviljade medel|Summering|Summa projekt",
    "activity": "Aktivitet enligt verksamhetsplan|Beslutad åtgärd|Åtgärd enligt plan|Uppdrag/åtgärd",
    "when": "Tidsangivelse|Sluttid|Genomförandeperiod",
    "responsible": "Ansvarig enhet/person|Ansvarig handläggare|Aktivitetsansvarig",
    "priority": "Prioritetsklass|Prioritetsnivå",
    "follow_up": "Uppföljningsfrekvens|Form för uppföljning",
    "status": "Aktivitetsstatus|Genomförandestatus|Status vid årets slut",
    "number": "Akt.nr|Löpnummer",
    "purpose": "Syfte med insatsen|Syftesbeskrivning",
    "goal": "Insatsens mål|Målformulering",
    "comment": "Kommentar till insatsen|Analys av resultatet",
    "indicator": "Resultatmått|Indikatorns namn|Verksamhetsmått|Målindikator",
    "target": "Mål enligt budget|Målvärde enligt plan|Fastställt mål",
    "outcome": "Uppnått värde|Redovisat utfall|Utfall vid årets slut",
    "previous": "Utfall föregående period|Jämförelsevärde föregående år",
    "unit": "Enhet för måttet",
    "budget": "Fastställd budget|Budget enligt beslut|Kommunfullmäktiges budget",
    "actual": "Ackumulerat utfall|Bokfört utfall|Utfall enligt bokslut",
    "deviation": "Avvikelse utfall–budget|Differens mot budget|Budgetdifferens",
    "forecast": "Prognos helår|Årsprognos|Prognosticerat utfall",
    "sum": "Summering|Summa totalt",
    "investment": "Investeringsobjekt/projekt|Projektbenämning",
}
"""Words as decisions and forms have them: held out."""

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


PROGRAMME = {
    "name": "Projektets namn|Projekttitel|Titel på projektet",
    "owner": "Stödmottagande organisation|Koordinator|Koordinerande organisation|Huvudprojektpart|Projektägande part",
    "granted_sek": "Beviljat EU-stöd|EU-bidrag|Beslutat EU-stöd|Stöd från fonden|Beviljat stöd från ESF",
    "total_cost_sek": "Total projektomslutning|Budget totalt|Projektets totala omslutning|Total kostnad för projektet",
    "applied_sek": "Sökt EU-stöd|Ansökt EU-stöd|Belopp i ansökan",
    "cofinancing_sek": "Nationell offentlig finansiering|Projektmedfinansiering|Kontant medfinansiering|"
    "Nationell finansiering",
    "period": "Genomförandefas|Tidsram|Projektets tidsram|Projektets varaktighet",
    "period_start": "Projektets start|Genomförandestart|Startar",
    "period_end": "Projektets slut|Genomförandeslut|Avslutas",
    "contact_person": "Projektkoordinator|Kontakt för projektet|Projektansvarig",
    "partners": "Projektets parter|Medverkande organisationer|Partnerskap|Samarbetsorganisationer",
    "description": "Projektets innehåll|Projektidé|Kort om innehållet",
    "subregion": "Projektets region|Geografisk avgränsning",
    "theme": "Specifikt mål|Prioriterat område|Insatsområde i programmet",
    "indicator": "Programindikator|Aktivitetsindikator|Indikatornamn",
    "target": "Planerat värde|Slutmål|Måltal enligt ansökan",
    "outcome": "Rapporterat värde|Uppnått resultat|Faktiskt värde",
    "budget": "Beviljad budget|Budgeterat belopp|Beslutad budget",
    "actual": "Upparbetat|Upparbetade kostnader|Redovisade kostnader",
    "deviation": "Återstår|Kvarstår|Kvarstående medel",
    "forecast": "Beräknat utfall|Prognostiserat utfall|Väntat utfall",
}
"""Words of those who run the programmes of the funds."""

OFFICE = {
    "name": "Projektets titel|Rubrik|Insatsens titel",
    "owner": "Projektets ägare|Stödsökande organisation|Driver projektet|Sökande part|Genomförs av",
    "granted_sek": "Beviljat projektstöd|Bidragsbelopp|Projektstöd|Beviljat bidragsbelopp|Länsstyrelsens bidrag",
    "total_cost_sek": "Totala kostnader|Projektets kostnad|Sammanlagd budget|Samlad budget",
    "applied_sek": "Sökt projektstöd|Äskat belopp|Äskade medel",
    "cofinancing_sek": "Privata medel|Övrig offentlig finansiering|Annan medfinansiering|Egna medel och arbetstid",
    "period": "Projektets tidsperiod|Pågår under|Tidsperiod för projektet|Genomförs under",
    "period_start": "Påbörjas|Datum för projektstart|Inleds",
    "period_end": "Färdigt|Datum för projektslut|Projektet slut",
    "contact_person": "Projektledare/kontakt|Kontaktnamn|Kontakta gärna",
    "partners": "Samarbetar med|Samarbetspartners|Andra medverkande",
    "description": "Vad projektet gör|Innehåll|Kort presentation",
    "subregion": "Del av länet|Länsdel|Geografisk del",
    "theme": "Inriktning på insatsen|Strategiområde",
    "indicator": "Resultat/indikator|Det som mäts|Indikator enligt beslut",
    "target": "Mål i beslutet|Förväntat värde|Mål enligt ansökan",
    "outcome": "Utfall vid slut|Uppnådda resultat|Nuvarande värde",
    "budget": "Planerad kostnad|Anslag enligt beslut|Planerade medel",
    "actual": "Verklig kostnad|Faktisk kostnad|Använda medel",
    "deviation": "Över-/underskridande|Mellanskillnad|Avvikelse från budget",
    "forecast": "Förväntat utfall|Uppskattat utfall",
}
"""Words of the offices that grant money in a county."""

ENGLISH_SELDOM = {
    "owner": "Coordinator|Lead applicant|Lead organisation|Coordinating organisation",
    "granted_sek": "EU contribution|Grant|Funding granted|Awarded amount|Support granted",
    "applied_sek": "Amount applied|Requested funding|Grant requested",
    "total_cost_sek": "Overall budget|Total project cost|Total costs|Project budget",
    "cofinancing_sek": "National co-financing|Own funding|Match funding",
    "period": "Project duration|Time frame|Timeframe|Implementation period",
    "period_start": "Starting date|Project start|Starts",
    "period_end": "Ending date|Project end|Ends",
    "contact_person": "Project coordinator|Project lead|Project leader",
    "partners": "Consortium|Participating organisations|Other partners",
    "description": "Abstract|Aim|Objective|About the project",
}
"""Words of English sheets with a manner of their own."""


def colon(label: str) -> str:
    """A label before its value: with a colon, but a question has its own mark."""
    return label if label.endswith("?") else f"{label}:"


class Names:
    """The words of one report: chosen when first asked for, then the same."""

    def __init__(self, choices: Choices, rng: Random) -> None:
        self._words, self._case, self._rng = choices["words"], choices["case"], rng
        self._language, self._wording = choices.get("language"), choices.get("wording", "none")
        self._chosen: dict[str, str] = {}

    def _list(self, thing: str) -> str:
        if self._language == "english" and thing in ENGLISH:
            return ENGLISH_SELDOM.get(thing, ENGLISH[thing]) if self._wording != "none" else ENGLISH[thing]
        own = {"programme": PROGRAMME, "office": OFFICE}.get(self._wording, {})
        if thing in own:
            return own[thing]
        usual, seldom = WORDS[thing]
        if self._words == "seldom":
            return seldom
        own = {"rare": RARE, "clipped": CLIPPED, "plain": PLAIN, "formal": FORMAL}.get(self._words, {})
        # nobody has a word of his own for everything
        return own.get(thing, usual) if own and self._rng.random() < 0.5 else usual

    def __call__(self, thing: str) -> str:
        if thing not in self._chosen:
            words = self._list(thing)
            free = [word for word in words.split("|") if word not in self._chosen.values()]
            self._chosen[thing] = self._rng.choice(free or words.split("|"))
            if self._language == "bilingual" and thing in ENGLISH:
                english = self._rng.choice(ENGLISH[thing].split("|"))
                self._chosen[thing] += f" / {english}" if english != self._chosen[thing] else ""
        word = self._chosen[thing]
        if self._case == "title":
            return " ".join(part[:1].upper() + part[1:] for part in word.split(" "))
        return {"upper": word.upper(), "lower": word.lower()}.get(self._case, word)
