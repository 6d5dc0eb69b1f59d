"""The canonical form drops what carries no meaning, and nothing that a lawyer would notice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.compare.noise import STEPS, canonical, compatibility, footnote_marks
from monitor.compare.remembered import Remembered
from monitor.compare.spelling import american

SAME = {
    "typographic quotes and dashes": ("We don’t keep “logs” – ever.", 'We don\'t keep "logs" - ever.'),
    "a ligature, a soft hyphen, a no-break space": (
        "The of\ufb01ce\u00a0re\u00adceives data",
        "The office receives data",
    ),
    "case": ("OUR PARTNERS", "Our partners"),
    "bullet": ("• our couriers", "our couriers"),
    "number": ("3.1 Sharing with partners", "4.2 Sharing with partners"),
    "number run together with a word": ("5.1Sharing with partners", "3.1.1Sharing with partners"),
    "escaped number": ("3\\. Sharing", "12. Sharing"),
    "letter and roman number": ("(b) Sharing", "iv) Sharing"),
    "section word": ("Section 4: Sharing", "Sharing"),
    "emphasis": ("**We** _never_ sell data", "We never sell data"),
    "link target": ("See [the list](https://heron.example/a)", "See [the list](https://heron.example/b?utm=1)"),
    "a link or none": ("See [the list](https://heron.example/a).", "See the list."),
    "an image": ("![logo](/logo.png) We share data", "We share data"),
    "a table of contents on one line": (
        "Contents[Who we are](#who)[What we share](#what) [How long we keep it](#how)We share data",
        "Contents We share data",
    ),
    "a linked image": ("[![logo](/l.png?u=1)](https://x.example) We share data", "We share data"),
    "an address spelled out": ("Write to us at https://heron.example/ask.", "Write to us at www.heron.example/help."),
    "a break in a cell": ("name<br>address", "name address"),
    "date in words": ("In force since 3 March 2024.", "In force since January 12, 2021."),
    "date in figures": ("Last updated: 2024-03-03", "Last updated: 12/01/2021"),
    "a French date": ("Mise à jour : 1er janvier 2020", "Mise à jour : 12 août 2023"),
    "a German date": ("Stand: 1. Januar 2020", "Stand: 12. März 2023"),
    "a Spanish date": ("Actualizado el 3 de enero de 2020", "Actualizado el 12 de mayo de 2023"),
    "British spelling": ("We anonymise behaviour and analyse it.", "We anonymize behavior and analyze it."),
    "more British spelling": ("authorised centres fulfil programmes", "authorized centers fulfill programs"),
    "raised footnote": ("our partners² get it", "our partners get it"),
    "footnote in brackets": ("our partners[2] get it", "our partners get it"),
    "e-mail address hidden": (
        "Write to [[email protected]](/cdn-cgi/l/email-protection#1f2e) now",
        "Write to [privacy@heron.example](mailto:privacy@heron.example) now",
    ),
    "e-mail address written out": ("Write to privacy (at) heron (dot) example", "Write to privacy@heron.example"),
    "copyright year": ("© 2021 Heron", "© 2019-2024 Heron"),
    "contraction": ("We don't and can't sell it", "We do not and cannot sell it"),
    "punctuation": ("name, address and phone;", "name, address, and phone."),
}

DIFFERENT = {
    "negation": ("We do not sell your data.", "We do sell your data."),
    "negation in a contraction": ("We don't sell your data.", "We do sell your data."),
    "never": ("We never share recordings.", "We share recordings."),
    "duration": ("We keep it for 30 days.", "We keep it for 90 days."),
    "unit": ("We keep it for 30 days.", "We keep it for 30 months."),
    "a duration in front": ("30 days after closure", "90 days after closure"),
    "a duration in front with a point": ("2.5 years after closure", "3.5 years after closure"),
    "a size in front": ("2.5GB of messages", "3.5GB of messages"),
    "a year in words": ("For one year", "For two years"),
    "money": ("a fee of €5", "a fee of €50"),
    "currency": ("a fee of €5", "a fee of $5"),
    "per cent": ("5% of users", "5 of users"),
    "modality": ("We may share it.", "We will share it."),
    "recipient": ("our payment provider Pelican Pay", "our payment provider Puffin Pay"),
    "a domain as a name": ("cookies of pelican.example", "cookies of puffin.example"),
    "exception": ("We do not share it.", "We do not share it, except with our parent company."),
    "and or or": ("with consent and notice", "with consent or notice"),
    "article": ("under Article 6(1)(a)", "under Article 6(1)(f)"),
    "no number in front": ("a contract", "b contract"),
    "the month may is no date": ("We may 3 times ask", "We will 3 times ask"),
    "an age": ("children under 13", "children under 16"),
    "a word behind an address": ("Ask dpo@heron.example. We share it.", "Ask dpo@heron.example. They share it."),
    "a figure in front with a point": ("2.5 employees", "3.5 employees"),
    "a name of one letter": ("X: posts that you share", "Y: posts that you share"),
    "country": ("in the US", "in the UK"),
}


@pytest.mark.parametrize("case", SAME)
def test_what_carries_no_meaning_is_dropped(case: str) -> None:
    one, other = SAME[case]
    assert canonical(one) == canonical(other)
    assert canonical(one)


@pytest.mark.parametrize("case", DIFFERENT)
def test_what_carries_meaning_survives(case: str) -> None:
    one, other = DIFFERENT[case]
    assert canonical(one) != canonical(other)


_VOCABULARY = (
    "we do not never share sell keep data 30 90 days months years unless except with without consent Pelican Pay "
    "€ $5 10% partners US UK may will under Article 6 organise organize don't"
)
_PASSAGES = st.lists(st.sampled_from(_VOCABULARY.split()), min_size=1, max_size=15).map(" ".join)


@given(_PASSAGES)
def test_the_canonical_form_of_a_canonical_form_is_itself(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


@given(st.text(max_size=80))
def test_any_text_has_a_canonical_form_of_words_one_space_apart(text: str) -> None:
    form = canonical(text)
    assert form == " ".join(form.split())


@given(_PASSAGES, st.sampled_from(["not", "never", "30", "90", "except", "€", "Pelican", "months"]))
def test_a_word_of_meaning_more_is_never_dropped(text: str, word: str) -> None:
    assert len(canonical(f"Data: {text} {word}").split()) == len(canonical(f"Data: {text}").split()) + 1


@given(_PASSAGES)
def test_typography_makes_no_difference(text: str) -> None:
    dressed = f"  *   **{text}**,\u00a0“heron”\u200b "
    assert canonical(dressed) == canonical(f'{text} - "Heron"')


@pytest.mark.parametrize(
    "word", ["promise", "exercise", "advertise", "otherwise", "enterprise", "hour", "your", "four", "source", "rise"]
)
def test_words_that_only_look_british_stay(word: str) -> None:
    assert american(word) == word


@pytest.mark.parametrize("piece", ["[", "[a](", "![", "©", "a@", "a.", "_", "<a ", "1.", "n't", "www.(", "(a) "])
def test_a_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    """Each took minutes with an unlucky pattern; the test's own timeout is the bound."""
    assert canonical(piece * 50_000) is not None


def test_a_word_without_end_before_an_address_costs_no_more_than_its_length() -> None:
    """It took minutes while each of its letters was tried as the beginning of an address."""
    endless = "a" * 400_000
    assert canonical(f"{endless} mail (at)") == f"{endless} mail at"


def test_answers_about_words_are_remembered_and_not_kept_without_end() -> None:
    asked = []
    lengths = Remembered(lambda word: asked.append(word) or len(word), at_most=2)  # type: ignore[func-returns-value]
    assert [lengths[word] for word in ("keep", "share", "keep", "sell", "share")] == [4, 5, 4, 4, 5]
    assert asked == ["keep", "share", "sell", "share"]
    assert len(lengths) == 2


PIECES = (
    *"[]()<>*_`~\\#@©²½µ…’“”–éß€&2./:- ",
    *("we", "n't", "2024", "3", "March", "(c)", "cannot", "www.", "mail", "protected"),
)


@given(st.lists(st.sampled_from(PIECES)))
def test_a_step_that_is_spared_would_have_changed_nothing(parts: list[str]) -> None:
    text = "".join(parts)
    whole = compatibility(footnote_marks(text))
    for step, _ in STEPS:
        whole = step(whole)
    assert canonical(text) == whole
