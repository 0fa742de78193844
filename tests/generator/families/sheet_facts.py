"""How a sheet tells single facts: sums, periods, owners, contacts, and what is no fact of the data model."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from ..layout import Layout
from ..printing import MONTHS

Facts = list[tuple[str, str]]
PERIODS = ("said", "since", "lasting", "years", "within")
ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def acronym(name: str) -> str:
    """Letters that stand for a name."""
    return "".join(word[0] for word in name.replace("–", " ").split()).upper()


def is_british(layout: Layout) -> bool:
    """Whether figures and dates are those of English text."""
    return layout["language"] == "english" and layout["manner"] == "british"


def amount_told(layout: Layout, amount: int) -> str:
    """A sum in a manner of its own, or nothing where the report has the usual one."""
    rng, number = layout.rng, layout.print.number
    millions = f"{Decimal(amount) / 1000000:f}".rstrip("0").rstrip(".")
    if is_british(layout):
        shape = layout.once("british", lambda: rng.choice(("SEK {}", "{} SEK", "{} tkr", "SEK {} million")))
        value = {"{} tkr": f"{amount // 1000:,}", "SEK {} million": millions}.get(shape, f"{amount:,}")
        return str(shape.format(value))
    style = layout["amounts"]
    if style == "comma-dash":
        return f"{number(amount)},-"
    if style == "first":
        return f"{layout.once('currency first', lambda: rng.choice(('SEK', 'Kr')))} {number(amount)}"
    if style == "cents":
        return f"{number(amount, 2)} kr"
    if style == "twice" and layout["language"] == "swedish":
        return f"{millions.replace('.', ',')} miljoner kronor ({number(amount)} kr)"
    if style == "decided" and layout["language"] == "swedish":
        day = layout.once("decision", lambda: date(layout.year, rng.randint(1, 12), rng.randint(1, 28)))
        return f"{number(amount)} kr, beslut {day.isoformat()}"
    return ""


def period_facts(layout: Layout, row: dict[str, Any]) -> Facts:
    """When the project goes on, in a manner of its own."""
    names, print_, rng = layout.names, layout.print, layout.rng
    english = layout["language"] == "english"
    style, first, last = layout["period"], row["period_start"], row["period_end"]
    if style == "years":
        row |= {"period_start": date(first.year, 1, 1), "period_end": date(last.year, 12, 31)}
        return [(names("period"), rng.choice(("{}–{}", "{} - {}", "{}-{}")).format(first.year, last.year))]
    if style == "within":
        months = ENGLISH_MONTHS if english else MONTHS
        first, last = date(last.year, rng.choice((1, 2, 3)), 1), date(last.year, 12, 31)
        row |= {"period_start": first, "period_end": last}
        begin, end = months[first.month - 1], months[last.month - 1]
        whole = rng.random() < 0.5
        return [(names("period"), f"1 {begin}–31 {end} {last.year}" if whole else f"{begin}–{end} {last.year}")]
    if is_british(layout):
        days = [f"{one.day} {ENGLISH_MONTHS[one.month - 1]} {one.year}" for one in (first, last)]
        return [(names("period"), rng.choice(("{} – {}", "{} to {}")).format(*days))]
    begin, end = print_.day(first), print_.day(last)
    if style == "said":
        text = f"Start {begin}, end {end}" if english else f"Start {begin}, slut {end}"
    elif style == "since":
        text = f"{begin} until {end}" if english else f"{begin} {rng.choice(('t.o.m.', 'till och med', 'tom'))} {end}"
    else:
        months_ = 12 * (last.year - first.year) + last.month - first.month + 1
        text = f"{months_} {'months' if english else 'månader'} ({begin} – {end})"
    return [(names("period"), text)]


def owner_facts(layout: Layout, row: dict[str, Any]) -> Facts:
    """Whose project it is."""
    owner, rng, english = row["owner"], layout.rng, layout["language"] == "english"
    label = layout.names("owner")
    if layout["owner"] == "numbered":
        number = f"{rng.choice(('212000', '556677', '802001'))}-{rng.randint(1000, 9999)}"
        if rng.random() < 0.5:
            return [(label, owner), ("Registration number" if english else "Organisationsnummer", number)]
        shown = f"{owner} ({'reg. no.' if english else 'org.nr'} {number})"
        row["owner"] = (owner, shown)
        return [(label, shown)]
    if layout["owner"] == "placed":
        shown = f"{owner}, {rng.choice(('Storgatan 4, Sala', 'Box 12, Ystad', 'Mora'))}"
        row["owner"] = (owner, shown)
        return [(label, shown)]
    return [(label, owner)]


def contact_facts(layout: Layout, person: str, tail: str) -> Facts:
    """Whom to ask."""
    label, english = layout.names("contact_person"), layout["language"] == "english"
    mail = f"{person.split()[0].lower().replace('å', 'a')}@exempel.se"
    if layout["contact"] == "lines":
        return [
            (label, person),
            ("E-mail" if english else "E-post", mail),
            ("Phone" if english else "Telefon", "070-123 45 67"),
        ]
    if layout["contact"] == "piped":
        return [(label, f"{person} | 070-123 45 67 | {mail}")]
    if layout["contact"] == "unit-of":
        return [(label, f"{person}, {layout.rng.choice(('Enheten för tillväxt', 'Näringslivskontoret'))}")]
    return [(label, person + tail)]


def extra_facts(layout: Layout) -> Facts:
    """What other labels sheets have."""
    rng, english = layout.rng, layout["language"] == "english"
    day = layout.print.day(date(layout.year, rng.randint(1, 12), 1))
    return {
        "case": [
            ("Reference number" if english else rng.choice(("Diarienummer", "Ärende-ID", "Dnr")), "RUN 2021-00345")
        ],
        "status": [
            ("Status", "Ongoing" if english else "Pågående"),
            ("Website" if english else "Webbplats", "www.exempel.se"),
        ],
        "decided": [("Date of decision" if english else rng.choice(("Beslutsdatum", "Datum för beslut")), day)],
        "updated": [("Last updated" if english else "Senast uppdaterad", day)],
    }.get(layout["extra"], [])
