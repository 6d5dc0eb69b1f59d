"""One form for a period of time, so that "twelve (12) months" and "1 year" are no difference. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBERS = {
    word: number
    for number, listed in {
        1: "one a an un une ein eine einem einen einer una", 2: "two deux zwei dos", 3: "three trois drei tres",
        4: "four quatre vier cuatro", 5: "five cinq fünf cinco", 6: "six sechs seis", 7: "seven sept sieben siete",
        8: "eight huit acht ocho", 9: "nine neuf neun nueve", 10: "ten dix zehn diez", 11: "eleven onze elf once",
        12: "twelve douze zwölf doce", 13: "thirteen treize dreizehn trece", 14: "fourteen quatorze vierzehn catorce",
        15: "fifteen quinze fünfzehn quince", 18: "eighteen achtzehn", 20: "twenty vingt zwanzig veinte",
        24: "vierundzwanzig", 30: "thirty trente dreißig treinta", 36: "sechsunddreißig", 48: "achtundvierzig",
        60: "sixty soixante sechzig sesenta", 90: "ninety neunzig noventa",
    }.items()
    for word in listed.split()
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40}

# Per language: hours, days, weeks, months, years; the first form of each is the one written.
_UNITS = (
    ("hours hour", "days day", "weeks week", "months month", "years year"),
    ("heures heure", "jours jour", "semaines semaine", "mois", "ans an année années"),
    (
        "stunden stunde",
        "tage tagen tag tages",
        "wochen woche",
        "monate monaten monat monats",
        "jahre jahren jahr jahres",
    ),
    ("horas hora", "días día", "semanas semana", "meses mes", "años año"),
)
_MEANS = {form: (unit, listed) for listed in _UNITS for unit, forms in enumerate(listed) for form in forms.split()}
_FITS = {0: (24, 1), 1: (7, 2), 3: (12, 4)}  # so many of a unit make one of the next: hours, days, months
_DAYS_OF_A_YEAR = 365
_PERIOD = re.compile(
    rf"(?<!\w)(?:(?P<tens>twenty|thirty|forty) )?(?P<word>\d+|{'|'.join(_NUMBERS)})(?: (?P<digits>\d+))? "
    rf"(?P<unit>{'|'.join(sorted(_MEANS, key=len, reverse=True))})(?!\w)"
)


def one_form(words: str) -> str:
    """Canonical words with every period as a figure and the largest unit that fits: "twelve 12 months" is "1 years"."""
    return words if _MEANS.keys().isdisjoint(words.split()) else _PERIOD.sub(_rewritten, words)


def _rewritten(match: re.Match[str]) -> str:
    word = match["digits"] or match["word"]
    number = int(word) if word.isdigit() else _NUMBERS[word] + _TENS.get(match["tens"] or "", 0)
    unit, listed = _MEANS[match["unit"]]
    if unit == 1 and number and number % _DAYS_OF_A_YEAR == 0:
        number, unit = number // _DAYS_OF_A_YEAR, 4
    while unit in _FITS and number and number % _FITS[unit][0] == 0:
        size, larger = _FITS[unit]
        number, unit = number // size, larger
    return f"{number} {listed[unit].split()[0]}"


# Of how quickly requests were answered, which some laws have published: no period of keeping.
_MEASURED = frozenset(
    "average median mean moyenne moyen médiane durchschnittlich durchschnittliche durchschnitt promedio mediana".split()  # noqa: SIM905
)


def is_measured(words: Iterable[str]) -> bool:
    """Whether a time that these words speak of was measured."""
    return not _MEASURED.isdisjoint(words)
