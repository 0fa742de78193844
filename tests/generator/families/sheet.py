"""One project on a page: labelled facts, then text."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

from .. import words
from ..document import Aside, Block, Cards, Columns, Heading, Leader, Line, Pair, cell
from ..labels import colon
from ..layout import Layout
from ..printing import grain, kronor, period
from ..variation import Choices
from .forms import FORMS, put_facts
from .sheet_facts import PERIODS, acronym, amount_told, contact_facts, extra_facts, owner_facts, period_facts

TITLE = {
    "swedish": ("Projektblad", "Projektbeskrivning", "Projektfakta"),
    "english": ("Project sheet", "Project facts"),
}


def make(rng: Random, choices: Choices) -> Layout:
    """A report of the family."""
    year = rng.randint(2014, 2024)
    layout = Layout("project_sheet", choices, rng, year)
    english = layout["language"] == "english"
    name = words.project(rng)
    facts, row = _facts(layout, name, year)
    shown = {"quoted": f"”{name}”", "capitals": name.upper(), "acronym": f"{name} ({acronym(name)})"}.get(
        layout["name"], name
    )
    kind = rng.choice(TITLE["english" if english else "swedish"])
    layout.truth |= {"reports": [{"family": layout.family}]}
    if layout["name"] == "label":
        layout.open(kind)
        facts = [(layout.names("name"), name), *facts]
    elif layout["name"] == "subtitle":
        layout.open(kind)
        layout.heading(name)
    elif layout["name"] == "piped":
        layout.open(f"{kind} | {name}")
    elif layout["name"] == "the":
        shown = f"{'The project' if english else 'Projektet'} ”{name}”"
        layout.open(shown, kind)
        row["name"] = (name, shown)
    elif layout["name"] == "prefixed":
        layout.open(f"{'Project' if english else 'Projekt'}: {name}", kind)
    else:
        layout.open(shown, kind)
    if layout["name"] == "acronym":
        row["name"] = (name, shown)
    text = _text(layout, row)
    form = layout["form"]
    if form == "two-columns":
        layout.add(Columns([*(Line(value, label=colon(label)) for label, value in facts), *text]))
    elif form == "sidebar":
        lines = [line for label, value in facts for line in (Line(label, bold=True, size=0.9), Line(value, size=0.9))]
        head = "Project facts" if english else "Projektfakta"
        layout.add(Aside(text, cell([Line(head, bold=True, size=1.15), *lines], fill="E8EEF4")))
    else:
        layout.add(*_form(layout, form, facts))
        layout.add(*text)
    layout.truth["projects"].append(row)
    return layout


def _facts(layout: Layout, name: str, year: int) -> tuple[list[tuple[str, str]], dict[str, Any]]:
    """Labels with values, and the row they make."""
    rng, names, print_ = layout.rng, layout.names, layout.print
    step = grain(layout.choices)
    total = kronor(rng, step, 400000, 8000000)
    granted = max(total // step // 2, 1) * step
    first, last = period(rng, year, layout.choices)
    money = {
        "applied_sek": granted + step,
        "granted_sek": granted,
        "total_cost_sek": total,
        "cofinancing_sek": total - granted,
    }
    if layout["amounts"] == "some":
        money = {key: money[key] for key in rng.sample(sorted(money), 2)}
    row: dict[str, Any] = {
        "name": name,
        "owner": words.owner(rng),
        "contact_person": words.person(rng),
        "subregion": None,
        **{key: money.get(key) for key in ("applied_sek", "granted_sek", "total_cost_sek", "cofinancing_sek")},
        "period_start": first,
        "period_end": last,
    }
    facts = owner_facts(layout, row)
    for place, (key, amount) in enumerate(money.items()):
        if key != "granted_sek" and layout.gap():
            row[key] = None
            facts.append((names(key), layout.nothing()))
        else:
            share = (
                f" ({100 * amount / total:.0f} %)" if layout["amounts"] == "share" and key != "total_cost_sek" else ""
            )
            facts.append((names(key), _amount(layout, amount, place) + share))
    if layout["period"] in PERIODS:
        facts += period_facts(layout, row)
    elif layout["period"] == "from-to":
        words_ = ("from {} to {}",) if layout["language"] == "english" else ("fr.o.m. {} t.o.m. {}", "från {} till {}")
        facts.append((names("period"), rng.choice(words_).format(print_.day(first), print_.day(last))))
    elif layout["period"] == "months":
        months = 12 * (last.year - first.year) + last.month - first.month + 1
        facts.append(
            (
                names("period"),
                f"{print_.span(first, last)} ({months} {'months' if layout['language'] == 'english' else 'månader'})",
            )
        )
    elif layout["period"] == "arrow":
        facts.append((names("period"), f"{print_.day(first)} → {print_.day(last)}"))
    elif layout["period"] == "one":
        facts.append((names("period"), print_.span(first, last)))
    elif layout["period"] == "two":
        facts += [(names("period_start"), print_.day(first)), (names("period_end"), print_.day(last))]
    tail = rng.choice(("", "", ", 070-123 45 67"))
    if layout["contact"] == "mail":
        tail = f", {row['contact_person'].split()[0].lower().replace('å', 'a')}@exempel.se"
    elif layout["contact"] == "title":
        tail = rng.choice((", projektledare", ", verksamhetschef"))
    facts += contact_facts(layout, row["contact_person"], tail)
    facts += extra_facts(layout)
    if rng.random() < 0.5:
        row["partners"] = words.distinct(rng, words.owner, rng.randint(2, 3))
        facts.append((names("partners"), ", ".join(row["partners"])))
    if rng.random() < 0.5:
        row["subregion"] = rng.choice(words.SUBREGIONS)
        facts.append((names("subregion"), row["subregion"]))
    if layout["order"] == "shuffled":
        rng.shuffle(facts)
    return facts, row


def _amount(layout: Layout, amount: int, place: int) -> str:
    """A sum; `place` is its place among the sums."""
    told = amount_told(layout, amount)
    if told:
        return told
    if layout["amounts"] == "krona":
        return f"{layout.print.number(amount)}{layout.once('krona', lambda: layout.rng.choice((':-', ' :-', ' kr')))}"
    if layout["amounts"] == "thousands":
        return f"{layout.print.number(Decimal(amount) / 1000)} tusen kronor"
    if layout["amounts"] == "mixed":
        if place % 2 and amount < 1000000:
            return f"{layout.print.number(Decimal(amount) / 1000)} tkr"
        return f"{layout.print.number(Decimal(amount) / 1000000)} {('mkr', 'mnkr', 'MSEK')[layout.year % 3]}"
    if layout["amounts"] == "words":
        millions = f"{amount / 1000000:.6f}".rstrip("0").rstrip(".").replace(".", ",")
        return f"{millions} miljoner kronor"
    if layout["unit"] == "kr":
        return f"{layout.print.money(amount, bare=True)} {layout.rng.choice(('kr', 'kronor', 'SEK'))}"
    return layout.print.money(amount)


def _form(layout: Layout, form: str, facts: list[tuple[str, str]]) -> list[Block]:
    if form in FORMS:
        return put_facts(layout, form, facts)
    if form == "table":
        return [layout.grid([], [[cell(Line(label, bold=True)), cell(value)] for label, value in facts])]
    if form == "boxes":
        return [Cards([cell([Line(label, size=0.85), Line(value, bold=True)]) for label, value in facts], in_a_row=2)]
    if form == "four":
        pairs = [facts[start : start + 2] for start in range(0, len(facts), 2)]
        rows = [
            [part for label, value in (*pair, ("", ""))[:2] for part in (cell(Line(label, bold=True)), cell(value))]
            for pair in pairs
        ]
        return [layout.grid([], rows, rules="grid")]
    if form == "paragraph":
        half = (len(facts) + 1) // 2
        return [
            Line("; ".join(f"{colon(label)} {value}" for label, value in part)) for part in (facts[:half], facts[half:])
        ]
    if form == "one-row":
        half = (len(facts) + 1) // 2
        parts = (facts[:half], facts[half:])
        return [
            layout.grid([label for label, _ in part], [[cell(value) for _, value in part]], rules="grid")
            for part in parts
        ]
    if form == "leaders":
        return [Leader(label, value) if len(value) < 30 else Line(f"{colon(label)} {value}") for label, value in facts]
    if form == "headed":
        head = ("Item", "Details") if layout["language"] == "english" else ("Uppgift", "Svar")
        return [layout.grid(head, [[cell(label), cell(value)] for label, value in facts], rules="grid", plain=True)]
    if form == "capitals":
        lines = [(Line(label.upper(), size=0.75, color="595959"), Line(value)) for label, value in facts]
        return [line for pair in lines for line in pair]
    if form == "sentences":
        return [Line(" ".join(f"{colon(label)} {value}." for label, value in facts))]
    if form == "three":
        return [
            Cards([cell([Line(label, bold=True), Line(value)]) for label, value in facts], in_a_row=3, framed=False)
        ]
    if form == "parted":
        half = (len(facts) + 1) // 2
        told = [
            [[cell(Line(label, bold=True)), cell(value)] for label, value in part]
            for part in (facts[:half], facts[half:])
        ]
        return [Pair(*(layout.grid([], rows, rules="horizontal") for rows in told))]
    if form == "tabbed":
        rows = [[cell(Line(label, bold=True)), cell(value)] for label, value in facts]
        return [layout.grid([], rows, rules="none")]
    if form == "dash":
        return [Line(f"{label} – {value}") for label, value in facts]
    if form == "over":
        return [block for label, value in facts for block in (Line(label, bold=True), Line(value))]
    if form == "bullets":
        return [Line(f"{colon(label)} {value}", bullet="•") for label, value in facts]
    return [Line(value, label=colon(label)) for label, value in facts]


def _text(layout: Layout, row: dict[str, Any]) -> list[Block]:
    rng, names = layout.rng, layout.names
    english = layout["language"] == "english"
    texts = words.ENGLISH if english else words.DESCRIPTIONS
    sentences = rng.sample(texts, 2)
    aim = " ".join(sentences)
    row["description"] = aim
    label = names("description")
    more = ("Activities", "Target group") if english else ("Målgrupp", "Bakgrund", "Aktiviteter")
    other = rng.choice(more)
    if layout["text"] == "columns":
        blocks: list[Block] = [Heading(label, 2), Columns([Line(sentence) for sentence in sentences])]
    elif layout["text"] == "numbered":
        blocks = [Heading(label, 2, "1."), Line(aim)]
    elif layout["text"] == "headings":
        blocks = [Heading(label, 2), Line(aim)]
    elif layout["text"] == "labels":
        blocks = [Line(aim, label=colon(label))]
    elif layout["text"] == "run-in":
        blocks = [Line(aim, label=f"{label}.")]
    elif layout["text"] == "box":
        blocks = [Cards([cell([Line(label, bold=True), Line(aim)])], in_a_row=1)]
    else:
        blocks = [Line(label, bold=True), Line(aim)]
    if layout["period"] == "prose" and not english:
        from ..printing import MONTHS

        first, last = row["period_start"], row["period_end"]
        blocks.append(
            Line(f"Projektet pågår {MONTHS[first.month - 1]} {first.year} – {MONTHS[last.month - 1]} {last.year}.")
        )
        row["description"] = (aim, f"{aim} {blocks[-1].text}")  # type: ignore[union-attr]
    elif layout["period"] == "prose":
        row["period_start"] = row["period_end"] = None
    blocks += [
        Heading(other, 2, "2." if layout["text"] == "numbered" else ""),
        Line(rng.choice(words.ENGLISH if english else words.PROSE)),
    ]
    return blocks
