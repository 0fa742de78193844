"""What an outcome says: 388 stycken, NKI 75 (2022: 73), 26 stycken (19 män och 7 kvinnor), Målet uppfyllt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pipelines.values.digits import DIGITS, read_digits
from pipelines.values.nouns import noun_after
from pipelines.values.qualifiers import Operator
from pipelines.values.quantities import Quantity
from pipelines.values.targets import BRACKETS, bounded, operator_after, quantities_of, unit_around
from pipelines.values.text import fold, level, lower, normalise
from pipelines.values.words import Language, word_value


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome as printed.

    `of` is 3 in ``2 av 3``. `breakdown` holds the counts of groups in order, ``(("män", 19), ("kvinnor", 7))``.
    `previous_year` is known where it is printed, or from `year` where the text says ``föregående år``. `ambiguous` is
    true where other numbers stand beside the one that was taken, the first.
    """

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    of: Decimal | None
    operator: Operator | None
    qualifier: str | None
    unit: str | None
    previous_value: Decimal | None
    previous_year: int | None
    declared_met: bool | None
    breakdown: tuple[tuple[str, Decimal], ...]
    ambiguous: bool
    text: str
    left: str


_YEAR = "((?:19|20)[0-9]{2})"
_UNIT = r"(?: ?(?:%|procent|st|stycken|kr|tkr|mkr|ha))?"
_LAST_YEAR = r"(?:föregående år|förra året|fg\.? ?år|f\.? ?å\.?|fjolåret|året innan|i fjol|previous year|last year)"
_LABEL = r"(?:utfall(?:et)? |resultat(?:et)? |outcome |år |i |jfr\.? |jämfört med |compared with )*"
_IN_BRACKETS = (
    re.compile(rf"{_LABEL}{_YEAR} ?(?:[:=]|utfall|var)? ?({DIGITS}){_UNIT}\.?", re.I),
    re.compile(rf"{_LABEL}()(?:{_LAST_YEAR}) ?[:=]? ?({DIGITS}){_UNIT}\.?", re.I),
)
_IN_BRACKETS_BACK = re.compile(rf"({DIGITS}){_UNIT},? (?:år |under |för |i )?(?:{_YEAR}|{_LAST_YEAR})", re.I)
_IN_TEXT = re.compile(
    rf"(?:jämfört med|jmf\.?|jfr\.?|mot|compared with|compared to) (?:år )?(?:"
    rf"{_YEAR} ?[:(] ?({DIGITS})|({DIGITS}){_UNIT},? (?:år |under |för |i )?(?:{_YEAR}|({_LAST_YEAR}))"
    rf"|({_LAST_YEAR}) ?[:(] ?({DIGITS})){_UNIT}\)?",
    re.I,
)
_AFTER_COMMA = re.compile(rf"(?<=[0-9%a-zåäö])[,;] ?(?:{_LAST_YEAR}):? ({DIGITS}){_UNIT}\.?$", re.I)
_FROM_TO = re.compile(rf"(?:från|from) ({DIGITS}){_UNIT} (?:{_YEAR} )?(?:till|to) (?={DIGITS})", re.I)
_GROUPS = (
    "kvinnor|kvinna|män|man|flickor|pojkar|tjejer|killar|unga|ungdomar|barn|vuxna|utlandsfödda|utrikes födda|"
    "utrikesfödda|women|men|girls|boys|youth"
)
_GROUP = re.compile(rf"(?<![\w,.])({DIGITS}|[a-zåäö]+)(?: st| stycken| %)? ({_GROUPS})(?!\w)", re.I)
_GROUP_FIRST = re.compile(rf"(?<!\w)({_GROUPS}) ?[:=]? ?({DIGITS})(?: st| stycken| ?%)?(?= *(?:[,;/]|och |$))", re.I)
_OF_WHICH = re.compile(r"(?:^|[\s,])(?:varav|därav|of whom|of which) ", re.I)

_REACHED = (
    "uppfyllt|uppfyllda|uppnått|uppnådda|uppnåtts|uppnåddes|uppnås|nått|nåtts|nåddes|nås|uppfylls|uppfylldes|met|"
    "achieved"
)
_GOAL = r"(?<!\w)(?:mål|målet|målen|target|goal)"
_MET = re.compile(
    rf"{_GOAL}(?: \w+)?(?: (?:är|har|blev|bedöms|anses|vara|was|is|has|been|också|därmed))* (?:{_REACHED})(?!\w)"
    r"|^(?:helt )?(?:uppfyllt|uppnått|achieved|met)$"
    r"|(?<!\w)(?:nådde|nått|når|uppnådde|uppnår|uppfyller) målet"
)
_NOT_MET = re.compile(
    rf"{_GOAL}(?: \w+){{0,3}}? (?:ej|inte|icke|not)(?: \w+)? (?:{_REACHED})(?!\w)"
    rf"|(?<!\w)(?:ej|inte|icke|not) (?:{_REACHED})(?!\w)"
    rf"|(?<!\w)målet(?: \w+)? (?:nås|nåddes|uppnås|uppnåddes|uppfylls|uppfylldes) (?:ej|inte)(?!\w)"
    rf"|(?<!\w)(?:nådde|når|uppnådde|uppnår|uppfyller) (?:ej|inte|inte riktigt|vi inte) (?:upp till )?målet"
)
_PARTLY = re.compile(r"(?<!\w)(?:delvis|till viss del|nästan|partly|partially)(?!\w)")
_SENTENCES = re.compile(r"(?<=[.!?]) +(?=[A-ZÅÄÖ])")


def declared_met(text: str) -> bool | None:
    """Whether the report says that the target is met: ``Målet uppfyllt`` True, ``ej uppfyllt`` False, else None.

    A target met in part is neither.
    """
    for sentence in _SENTENCES.split(normalise(text)):
        folded = fold(sentence)
        if _NOT_MET.search(folded):
            return False
        if _MET.search(folded):
            return None if _PARTLY.search(folded) else True
    return None


def parse_breakdown(text: str) -> tuple[tuple[str, Decimal], ...]:
    """Counts of groups of people in a text: ``19 män och 7 kvinnor``, ``kvinnor 55 %, män 51 %``."""
    found = []
    for match in _GROUP.finditer(level(normalise(text))):
        value = _value(match[1])
        if value is not None:
            found.append((lower(match[2]), value))
    if not found:
        pairs = [(lower(match[1]), read_digits(match[2])) for match in _GROUP_FIRST.finditer(level(normalise(text)))]
        found = [(group, value) for group, value in pairs if value is not None] if len(pairs) > 1 else []
    return tuple(found)


def parse_outcome(text: str, *, year: int | None = None, language: Language = "sv") -> Outcome:
    """The outcome a text states: the first number outside brackets, years and dates aside.

    `year` is that of the outcome; it tells which year ``föregående år`` is.
    """
    flat = level(normalise(text))
    previous_value, previous_year, open_text = _previous(flat, year)
    breakdown: tuple[tuple[str, Decimal], ...] = ()
    for bracket in BRACKETS.finditer(flat):
        if "%" not in bracket[0] or "%" in BRACKETS.sub(" ", flat):  # shares are no counts
            breakdown += parse_breakdown(bracket[0][1:-1])
    open_text = _blank(open_text, BRACKETS)
    if of_which := _OF_WHICH.search(open_text):
        breakdown += parse_breakdown(open_text[of_which.end() :])
        open_text = open_text[: of_which.start()]
    quantities = quantities_of(open_text, language)
    met = declared_met(flat)
    if not quantities:
        return Outcome(
            None, None, None, None, None, None, None, previous_value, previous_year, met, breakdown, False, flat, flat
        )  # fmt: skip
    chosen = quantities[0]
    operator, end = chosen.number.operator, chosen.end
    if chosen.number.qualifier is None and (after := operator_after(flat, end)):
        operator, end = after
    bound, value, low, high = bounded(operator, chosen.number)
    if chosen.number.low is None:
        value = chosen.value
    return Outcome(
        value=value,
        low=low,
        high=high,
        of=chosen.number.of,
        operator=bound,
        qualifier=chosen.number.qualifier,
        unit=unit_around(open_text, chosen),
        previous_value=previous_value,
        previous_year=previous_year,
        declared_met=met,
        breakdown=breakdown,
        ambiguous=_others(open_text, quantities),
        text=flat,
        left=" ".join(f"{flat[: chosen.start]} {flat[end:]}".split()).strip(" .,;:"),
    )


def is_met(
    operator: Operator | None,
    value: Decimal | None,
    low: Decimal | None,
    high: Decimal | None,
    outcome: Decimal | None,
    *,
    previous: Decimal | None = None,
    outcome_operator: Operator | None = "=",
    more_is_better: bool | None = None,
) -> bool | None:
    """Whether an outcome meets its target; None when the printed words and numbers do not settle it.

    A bare target (``=``) is met when it is hit; beside it only where `more_is_better` says which side is good. An
    increase needs the previous value, a target with ``ca`` is never settled, and an outcome with a qualifier only where
    the qualifier cannot change the answer.
    """
    if operator is None or outcome is None or operator == "approx":
        return None
    if outcome_operator in (None, "="):
        return _compare(operator, value, low, high, outcome, previous, more_is_better)
    step = max(abs(outcome) / 20, Decimal("0.000001"))
    reach = {">": (0, 10**6), ">=": (0, 10**6), "<": (-(10**6), 0), "<=": (-(10**6), 0), "approx": (-1, 1)}
    if outcome_operator not in reach:
        return None
    ends = reach[outcome_operator]
    answers = {
        _compare(operator, value, low, high, outcome + step * end, previous, more_is_better) for end in (0, *ends)
    }
    return answers.pop() if len(answers) == 1 else None


def _compare(
    operator: Operator,
    value: Decimal | None,
    low: Decimal | None,
    high: Decimal | None,
    outcome: Decimal,
    previous: Decimal | None,
    more_is_better: bool | None,
) -> bool | None:
    if operator == "between":
        return None if low is None or high is None else low <= outcome <= high
    if operator in ("increase", "decrease"):
        if previous is None or value is not None:
            return None
        return outcome > previous if operator == "increase" else outcome < previous
    if value is None:
        return None
    if operator == "=":
        if outcome == value:
            return True
        return None if more_is_better is None else (outcome > value) == more_is_better
    if operator in ("<=", "top_n"):
        return outcome <= value
    return {">": outcome > value, ">=": outcome >= value, "<": outcome < value}.get(operator)


def _previous(flat: str, year: int | None) -> tuple[Decimal | None, int | None, str]:
    """The previous value, its year, and the text with what told them blanked."""
    before = year - 1 if year is not None else None
    for bracket in BRACKETS.finditer(flat):
        inner = bracket[0][1:-1].strip()
        for form in _IN_BRACKETS:
            if (found := form.fullmatch(inner)) and (value := read_digits(found[2])) is not None:
                return value, int(found[1]) if found[1] else before, _cut(flat, bracket)
        if (found := _IN_BRACKETS_BACK.fullmatch(inner)) and (value := read_digits(found[1])) is not None:
            return value, int(found[2]) if found[2] else before, _cut(flat, bracket)
    if found := _IN_TEXT.search(flat):
        printed = found[2] or found[3] or found[7]
        value = read_digits(printed)
        if value is not None:
            known = found[1] or found[4]
            return value, int(known) if known else before, _cut(flat, found)
    if (found := _AFTER_COMMA.search(flat)) and (value := read_digits(found[1])) is not None:
        return value, before, _cut(flat, found)
    if (found := _FROM_TO.search(flat)) and (value := read_digits(found[1])) is not None:
        return value, int(found[2]) if found[2] else None, _cut(flat, found)
    return None, None, flat


def _cut(flat: str, found: re.Match[str]) -> str:
    return flat[: found.start()] + " " * (found.end() - found.start()) + flat[found.end() :]


def _blank(flat: str, form: re.Pattern[str]) -> str:
    return form.sub(lambda found: " " * len(found[0]), flat)


def _value(printed: str) -> Decimal | None:
    if printed[0].isdigit():
        return read_digits(printed)
    word = word_value(printed)
    return None if word is None else Decimal(word)


def _others(flat: str, quantities: list[Quantity]) -> bool:
    first = quantities[0]
    return any(
        other.value != first.value and (other.unit_name == first.unit_name or noun_after(flat, other.end) is None)
        for other in quantities[1:]
    )
