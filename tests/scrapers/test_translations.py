"""A policy in several languages on one page is read in one: the wanted one, or that which the page declares."""

from __future__ import annotations

import pytest

from scrapers.extract import extract_page
from tests.support.pages import BODY, RIGHTS, SHARING

GERMAN = (
    "Wir geben Ihre personenbezogenen Daten an Dienstleister weiter, die sie in unserem Auftrag und nach einem Vertrag "
    "mit uns verarbeiten, und wir löschen die Daten, wenn Sie Ihr Konto schließen."
)
FRENCH = (
    "Nous partageons vos données personnelles avec des prestataires qui les traitent pour notre compte et selon un "
    "contrat avec nous, et nous supprimons les données lorsque vous fermez votre compte."
)
VERSIONS = {"en": BODY * 2, "de": f"<p>{GERMAN}</p>" * 6, "fr": f"<p>{FRENCH}</p>" * 6}
TELLING = {"en": SHARING, "de": GERMAN, "fr": FRENCH}


def page(parts: str, declared: str = "") -> str:
    attribute = f' lang="{declared}"' if declared else ""
    return f"<html{attribute}><head><title>Privacy</title></head><body><h1>Privacy</h1>{parts}</body></html>"


def tabs() -> str:
    return "".join(f'<div role="tabpanel" hidden>{version}</div>' for version in VERSIONS.values())


def stacked() -> str:
    return "".join(f"<section>{version}</section>" for version in VERSIONS.values())


@pytest.mark.parametrize("parts", [tabs(), stacked()])
@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_the_wanted_language_is_read_and_its_translations_are_left_out(parts: str, language: str) -> None:
    read = extract_page(page(parts, declared="en"), language=language)
    assert {name for name, telling in TELLING.items() if telling in read.text} == {language}
    assert read.capture.is_policy


def test_without_a_wish_the_declared_language_is_read() -> None:
    assert GERMAN in extract_page(page(tabs(), declared="de-CH")).text
    assert SHARING not in extract_page(page(tabs(), declared="de-CH")).text


def test_where_nothing_says_which_language_all_are_read() -> None:
    text = extract_page(page(stacked())).text
    assert all(telling in text for telling in TELLING.values())


def test_a_page_that_declares_a_language_it_does_not_speak_is_read_as_it_is() -> None:
    text = extract_page(
        page(f"<section>{VERSIONS['de']}</section><section>{VERSIONS['fr']}</section>", declared="en")
    ).text
    assert GERMAN in text
    assert FRENCH in text


def test_a_passage_in_another_language_is_no_translation() -> None:
    notice = f"<section><p>{FRENCH}</p></section>"
    assert FRENCH in extract_page(page(f"<section>{BODY * 6}</section>{notice}", declared="en"), language="en").text


def passages(make: str) -> str:
    """Each passage in three languages, one behind the other, as marked elements."""
    texts = {"en": RIGHTS, "de": GERMAN, "fr": FRENCH}
    return "".join(make.format(code=code, text=text) for _ in range(6) for code, text in texts.items())


MARKS = {
    "class": '<p class="note lang-{code}">{text}</p>',
    "hidden": '<p class="{code}-only" style="display: none">{text}</p>',
    "span in a line": '<p><span class="lang_{code}">{text}</span></p>',
    "attribute": '<div data-lang="{code}"><p>{text}</p></div>',
    "lang": '<p lang="{code}-XX">{text}</p>',
    "bare class": '<p class="{code} body">{text}</p>',
    "id": '<p id="part-{code}">{text}</p>',
}


@pytest.mark.parametrize("make", MARKS.values(), ids=MARKS)
@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_of_passages_marked_by_language_those_of_the_wanted_one_are_read(make: str, language: str) -> None:
    text = extract_page(page(passages(make), declared="en"), language=language).text
    assert {name for name, telling in {**TELLING, "en": RIGHTS}.items() if telling in text} == {language}


def test_a_short_part_under_a_mark_is_no_menu_of_languages() -> None:
    contact = '<div class="lang-en"><h2>Contact</h2><a href="mailto:p@lumenwick.example">p@lumenwick.example</a></div>'
    text = extract_page(page(passages(MARKS["class"]) + contact, declared="en"), language="en").text
    assert text.endswith("## Contact\n\np@lumenwick.example")


def test_a_language_that_cannot_be_told_is_known_by_its_mark() -> None:
    turkish = (
        "Kişisel verilerinizi, adımıza işleyen hizmet sağlayıcılarla paylaşırız ve hesabınız kapanınca sileriz; "
        "dilediğiniz zaman bizden bir kopyasını isteyebilirsiniz."
    )
    marked = "".join(f'<p class="lang-en">{RIGHTS}</p><p class="lang-tr">{turkish}</p>' for _ in range(8))
    assert turkish not in extract_page(page(marked, declared="en")).text
    assert turkish in extract_page(page(marked, declared="tr")).text
    assert RIGHTS not in extract_page(page(marked, declared="tr")).text


@pytest.mark.parametrize(
    "beside",
    [
        f'<p class="lang-de">{GERMAN}</p>',  # a passage is no translation of the whole
        f'<p class="lang-de">{RIGHTS}</p>' * 3,  # ... nor are words of the same language, whatever they are called
    ],
)
def test_what_is_no_translation_stays_though_it_is_marked(beside: str) -> None:
    text = extract_page(page(f'<p class="lang-en">{SHARING}</p>' * 6 + beside, declared="en"), language="en").text
    assert (GERMAN if GERMAN in beside else RIGHTS) in text


def columns(*texts: str, head: str = "") -> str:
    rows = "".join(f"<tr>{''.join(f'<td><p>{text}</p></td>' for text in texts)}</tr>" for _ in range(6))
    return f"<table>{head}{rows}</table>"


@pytest.mark.parametrize("head", ["", "<tr><th>English</th><th>Deutsch</th></tr>"])
@pytest.mark.parametrize(("language", "wanted", "other"), [("en", SHARING, GERMAN), ("de", GERMAN, SHARING)])
def test_of_a_table_with_a_column_for_each_language_one_is_read(
    head: str, language: str, wanted: str, other: str
) -> None:
    text = extract_page(page(columns(SHARING, GERMAN, head=head), declared=language), language=language).text
    assert text.count(wanted) == 6
    assert other not in text
    assert " | " not in text


def test_columns_in_one_language_or_in_none_that_is_wanted_all_stay() -> None:
    for declared, texts in (("en", (SHARING, RIGHTS)), ("en", (FRENCH, GERMAN)), ("", (SHARING, GERMAN))):
        text = extract_page(page(columns(*texts), declared=declared)).text
        assert all(each in text for each in texts)
