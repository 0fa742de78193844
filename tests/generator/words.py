"""What the reports are about: places, bodies, people, projects, activities, and sentences around them."""

from __future__ import annotations

from random import Random

MUNICIPALITIES = [
    "Ljungby",
    "Alvesta",
    "Arvika",
    "Eksjö",
    "Falköping",
    "Gislaved",
    "Hudiksvall",
    "Härnösand",
    "Kramfors",
    "Köping",
    "Lidköping",
    "Mjölby",
    "Mora",
    "Nybro",
    "Oskarshamn",
    "Piteå",
    "Ronneby",
    "Sala",
    "Skurup",
    "Strängnäs",
    "Tierp",
    "Torsby",
    "Vara",
    "Vimmerby",
    "Ystad",
    "Åmål",
    "Örkelljunga",
]
REGIONS = [
    "Dalarna",
    "Gävleborg",
    "Halland",
    "Kalmar",
    "Kronoberg",
    "Norrbotten",
    "Sörmland",
    "Värmland",
    "Örebro",
    "Östergötland",
]
AGENCIES = (
    "Skogsmyndigheten",
    "Energiverket",
    "Kulturverket",
    "Handelsinspektionen",
    "Digitaliseringsverket",
    "Havsverket",
)
UNITS = ("Näringslivsenheten", "Kultur och fritid", "Miljö och hälsa", "Arbetsmarknadsenheten", "Teknik och service")
SUBREGIONS = ("Västra Dalen", "Siljansbygden", "Kustregionen", "Bergslagen", "Höglandet", "Region Syd", "Mälarregionen")
ODD_SUBREGIONS = ("Nordväst", "Norra delen", "Kusten", "Området kring Vättern", "Inlandet", "Sju samverkande kommuner")
PARTS = ("Delregion Nord", "Delregion Syd", "Delregion Öst", "Delregion Väst", "Delregion Mitt")
COUNTIES = ("Dalarnas län", "Gävleborgs län", "Kalmar län", "Norrbottens län", "Södermanlands län", "Örebro län")
THEMES = (
    "Hållbar omställning",
    "Stark företagsamhet",
    "Kompetens för framtiden",
    "God tillgänglighet",
    "Levande landsbygd",
    "Smart specialisering",
)
FIRST = [
    "Anna",
    "Bengt",
    "Camilla",
    "David",
    "Eva",
    "Fatima",
    "Gustav",
    "Hanna",
    "Ibrahim",
    "Johanna",
    "Karl",
    "Lena",
    "Mikael",
    "Nadia",
    "Olof",
    "Petra",
    "Sara",
    "Tomas",
]
LAST = [
    "Andersson",
    "Berg",
    "Dahl",
    "Ek",
    "Forsberg",
    "Gran",
    "Holm",
    "Karlsson",
    "Lund",
    "Nyman",
    "Olofsson",
    "Palm",
    "Rask",
    "Sjö",
    "Wallin",
    "Åberg",
]
ROLES = (
    "Näringslivschef",
    "Enhetschef",
    "Kommunikatör",
    "Miljöstrateg",
    "Kultursamordnare",
    "Verksamhetsutvecklare",
    "Projektledare",
    "Turismutvecklare",
)
OWNERS = (
    "Almi Företagspartner {p} AB",
    "Coompanion {p}",
    "{p} kommun",
    "Föreningen Byarna i {p}",
    "{p} Science Park AB",
    "Hushållningssällskapet {p}",
    "Nyföretagarcentrum {p}",
    "{p} Energi AB",
    "Högskolan i {p}",
    "Leader {p}",
    "Stiftelsen {p} Konsthall",
    "{p} Turism ekonomisk förening",
)
PROJECT_A = ("Digitala", "Gröna", "Framtidens", "Cirkulära", "Smarta", "Levande", "Nya", "Öppna", "Hållbara", "Lokala")
PROJECT_B = ("affärer", "möten", "råvaror", "verkstäder", "vägar", "byar", "företag", "besöksmål", "skogar", "kluster")
PROJECT_C = ("", "", "", " i samverkan", " för unga", " i norr", " steg två", " – från idé till marknad", " NU")
ACTIVITY_VERBS = (
    "Genomföra",
    "Ta fram",
    "Utveckla",
    "Starta",
    "Följa upp",
    "Samordna",
    "Kartlägga",
    "Informera om",
    "Upphandla",
    "Revidera",
)
ACTIVITY_WHAT = (
    "en mässa för lokala arbetsgivare",
    "en plan för etablering av verksamheter",
    "dialogmöten med föreningarna i kommunen",
    "ett digitalt stöd för ansökningar",
    "utbildningen för nya företagare",
    "skyltningen vid badplatser och leder",
    "riktlinjerna för tillsyn enligt miljöbalken",
    "ett nätverk för handeln i centrum",
    "arbetet med sommarjobb för gymnasieungdomar",
    "kampanjen för minskat matsvinn i skolköken",
    "rutiner för återkoppling till medborgarna",
    "lokaler för kulturskolans undervisning",
)
ACTIVITY_MORE = (
    "",
    "",
    "",
    " tillsammans med grannkommunerna",
    " i samråd med berörda nämnder",
    " enligt beslutad budgetram",
)
INITIATIVES = (
    "Nätverk för småföretag",
    "Attraktiv centrumhandel",
    "Ett rikt friluftsliv",
    "Giftfri förskola",
    "Vägar till arbete",
    "Kultur för alla åldrar",
    "Snabbare bygglov",
    "Besöksnäring året runt",
    "Trygga mötesplatser",
    "Fossilfria transporter",
    "Jobbspår i vården",
    "Samverkan med högskolan",
)
CHAPTERS = ("Företag och etablering", "Livsmiljö", "Service och bemötande", "Arbete och försörjning", "Plats och besök")
SECTIONS = (
    "Bättre stöd",
    "Nya vägar",
    "Gemensamma satsningar",
    "Kunskap och dialog",
    "Lokal utveckling",
    "Ökad kvalitet",
)
PURPOSES = (
    "Att göra det enklare att driva verksamhet i kommunen.",
    "Att fler invånare ska hitta en meningsfull fritid nära hemmet.",
    "Att stärka samarbetet mellan kommunen, föreningarna och näringslivet.",
    "Att skapa förutsättningar för ett långsiktigt och hållbart arbete.",
)
GOALS = (
    ("Genomföra minst {n} träffar under året.", ">="),
    ("Vi ska nå {n} deltagare.", "="),
    ("Högst {n} klagomål per år.", "<="),
)
COMMENTS = (
    "Arbetet har gått bra och samarbetet med föreningarna har fördjupats.",
    "Insatsen påverkades av sen bemanning men fortsätter nästa år.",
    "Deltagarna var nöjda och efterfrågar en fortsättning.",
)
INDICATORS = (
    ("Nöjdhet med bemötandet", "%"),
    ("Andel nöjda brukare", "%"),
    ("Antal nystartade företag", ""),
    ("Antal besökare på biblioteken", ""),
    ("Handläggningstid för bygglov", "dagar"),
    ("Andel elever i kulturskolan", "%"),
    ("Planlagd mark för verksamheter", "ha"),
    ("Antal deltagare i utbildningar", "personer"),
    ("Antal genomförda företagsbesök", ""),
    ("Sjukfrånvaro", "%"),
    ("Nöjd-kund-index", ""),
    ("Återvunnet hushållsavfall", "ton"),
)
PEOPLE_INDICATORS = (
    ("Andel nöjda brukare", "%"),
    ("Andel elever i kulturskolan", "%"),
    ("Sjukfrånvaro", "%"),
    ("Antal deltagare i utbildningar", ""),
    ("Andel invånare som tränar varje vecka", "%"),
    ("Antal ungdomar i sommarjobb", ""),
)
RESULT_INDICATORS = (
    "Antal företag som får stöd",
    "Antal deltagare i kurser",
    "Antal nya anställningar",
    "Antal genomförda seminarier",
    "Antal nya produkter",
    "Antal samverkande organisationer",
    "Antal individer som fått rådgivning",
    "Antal genomförda studiebesök",
)
PROSE = (
    "Under året har verksamheten präglats av ett nära samarbete med andra aktörer i området.",
    "Kommunen växer och det ställer krav på planering och framförhållning.",
    "Intresset för hållbara lösningar är stort bland såväl invånare som företag.",
    "Erfarenheterna visar att tidig dialog minskar missförstånd och sparar tid.",
    "Arbetet utgår från den strategi som fullmäktige har antagit.",
    "Det finns fortfarande behov av bättre underlag och tydligare ansvar.",
    "Samverkan mellan parterna har fungerat väl och bygger på ömsesidigt förtroende.",
    "Många har hört av sig med idéer om hur arbetet kan utvecklas vidare.",
)
GLOSSARY = (
    ("NKI", "Nöjd-kund-index, ett mått på hur företag upplever kommunens service"),
    ("KS", "Kommunstyrelsen"),
    ("Målgrupp", "De som en insats vänder sig till"),
    ("Tertial", "En period av fyra månader"),
)
SEATS = (("S", "Ordförande"), ("M", "Vice ordförande"), ("C", "Ledamot"), ("V", "Ersättare"))
HOURS = (("Måndag–torsdag", "8.00–16.30"), ("Fredag", "8.00–15.00"), ("Dag före röd dag", "8.00–12.00"))
REQUIREMENTS = (
    ("Redovisa hur samverkan har bedrivits", "Genomförande"),
    ("Redovisa vilka målgrupper som har nåtts", "Resultat"),
    ("Lämna förslag till fortsatt arbete", "Slutsatser"),
)
ACRONYMS = (("EU", "Europeiska unionen"), ("SOU", "Statens offentliga utredningar"), ("Ds", "Departementsserien"))
COUNTED = (
    "Enheten har {a} medarbetare fördelade på {b} orter.",
    "I mars samlades {a} personer till en träff som pågick i {b} timmar.",
    "Arbetsgruppen har haft {b} möten, och {a} synpunkter har kommit in.",
)
SHARES = (
    "I en enkät svarade {a} procent att de hellre ringer än skriver.",
    "Av dem som ringde under våren fick {a} procent svar samma dag.",
    "Ungefär {b} procent av tiden gick åt till resor.",
)
DATED = (
    "Den {day} {month} {year} invigdes den nya mötesplatsen av kommunalrådet {name}.",
    "Styrgruppen träffades senast den {day} {month} {year} under ledning av {name}.",
)
DESCRIPTIONS = (
    "Projektet ska hjälpa mindre företag att ställa om sin produktion och hitta nya kunder.",
    "Insatsen syftar till att unga ska stanna i bygden och starta egna verksamheter.",
    "Genom kurser och mentorer stärks kunskapen om upphandling och export.",
    "Lokala matproducenter får en gemensam väg till restauranger och butiker.",
    "Besöksmålen knyts samman med leder, skyltar och en gemensam bokning.",
    "Verkstäder öppnas för återbruk och för möten mellan hantverkare och studenter.",
)
ENGLISH = (
    "The project helps small companies to change their production and to find new customers.",
    "Young people in rural areas will be offered training and a mentor of their own.",
    "Local producers will share a route to restaurants and shops in the region.",
)


def prose(rng: Random, sentences: int) -> str:
    """Some sentences without any figures."""
    return " ".join(rng.sample(PROSE, sentences))


def counted(rng: Random) -> str:
    """A sentence with figures that are no indicators."""
    return rng.choice(COUNTED).format(a=rng.randint(12, 90), b=rng.randint(3, 11))


def shares(rng: Random) -> str:
    """A sentence with a share that is no indicator."""
    return rng.choice(SHARES).format(a=rng.randint(40, 90), b=rng.randint(5, 20))


def dated(rng: Random, year: int) -> str:
    """A sentence with a date and a name that are no facts of a project."""
    month = rng.choice(("mars", "april", "september", "november"))
    return rng.choice(DATED).format(day=rng.randint(2, 28), month=month, year=year, name=person(rng))


def person(rng: Random) -> str:
    """A full name."""
    return f"{rng.choice(FIRST)} {rng.choice(LAST)}"


def owner(rng: Random) -> str:
    """An organisation."""
    return rng.choice(OWNERS).format(p=rng.choice(MUNICIPALITIES))


def project(rng: Random) -> str:
    """A project's name."""
    return f"{rng.choice(PROJECT_A)} {rng.choice(PROJECT_B)}{rng.choice(PROJECT_C)}"


def activity(rng: Random) -> str:
    """What is to be done."""
    return f"{rng.choice(ACTIVITY_VERBS)} {rng.choice(ACTIVITY_WHAT)}{rng.choice(ACTIVITY_MORE)}"


def distinct(rng: Random, make: object, number: int) -> list[str]:
    """So many different texts."""
    found: dict[str, None] = {}
    while len(found) < number:
        found[make(rng)] = None  # type: ignore[operator]
    return list(found)
