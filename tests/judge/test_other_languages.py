"""A policy in a language that is not read is never called unchanged."""

from __future__ import annotations

import pytest

from monitor.judge import compare_texts, read_text
from monitor.model import Verdict

_POLICIES = {
    "nl": "Wij verwerken uw gegevens voor de uitvoering van de overeenkomst en delen ze niet met derden. "
    "De gegevens worden tien jaar bewaard.",
    "it": "Trattiamo i suoi dati per l'esecuzione del contratto e non li comunichiamo a terzi. "
    "I dati sono conservati per dieci anni.",
    "pl": "Przetwarzamy Twoje dane w celu wykonania umowy i nie przekazujemy ich osobom trzecim. "
    "Dane są przechowywane przez dziesięć lat.",
    "pt": "Tratamos os seus dados para a execução do contrato e não os comunicamos a terceiros. "
    "Os dados são conservados durante dez anos.",
    "sv": "Vi behandlar dina uppgifter för att fullgöra avtalet och lämnar inte ut dem till tredje part. "
    "Uppgifterna sparas i tio år.",
    "da": "Vi behandler dine oplysninger for at opfylde aftalen og videregiver dem ikke til tredjeparter. "
    "Oplysningerne opbevares i ti år.",
}
# Languages that nobody tells apart here, but whose letters are not those of English.
_UNKNOWN = {
    "fi": "Käsittelemme tietojasi sopimuksen täyttämiseksi, emmekä luovuta niitä kolmansille osapuolille. "
    "Tietoja säilytetään kymmenen vuotta.",
    "ro": "Prelucrăm datele dumneavoastră pentru executarea contractului și nu le divulgăm terților. "
    "Datele sunt păstrate timp de zece ani.",
    "hu": "Adatait a szerződés teljesítése céljából kezeljük, és nem adjuk át harmadik félnek. "
    "Az adatokat tíz évig őrizzük meg.",
    "tr": "Verilerinizi sözleşmenin ifası için işliyoruz ve üçüncü taraflarla paylaşmıyoruz. "
    "Veriler on yıl boyunca saklanır.",
    "el": "Επεξεργαζόμαστε τα δεδομένα σας για την εκτέλεση της σύμβασης και τα διατηρούμε δέκα έτη.",
}


@pytest.mark.parametrize("language", _POLICIES)
def test_the_note_names_the_language(language: str) -> None:
    policy = _POLICIES[language]
    judgement = compare_texts(policy, f"{policy} {policy.split('.')[1]}, 2031.")
    assert (judgement.verdict, judgement.note) == (Verdict.UNDECIDED, f"not read: language {language}")
    assert read_text(policy) == []


@pytest.mark.parametrize("language", _UNKNOWN)
def test_a_language_that_is_not_told_is_not_taken_for_english(language: str) -> None:
    policy = _UNKNOWN[language]
    judgement = compare_texts(policy, f"{policy} 2031.")
    assert (judgement.verdict, judgement.note) == (Verdict.UNDECIDED, "not read: language unknown")
    assert read_text(policy) == []


@pytest.mark.parametrize("text", ["Cookies\n\n_ga\n\n_gid", "Privacy Policy of the Café", "Hosting: Lumenwick Ltd"])
def test_short_english_is_judged_all_the_same(text: str) -> None:
    assert compare_texts(text, text).verdict is Verdict.NOT_MATERIAL
