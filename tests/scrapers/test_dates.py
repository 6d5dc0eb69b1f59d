"""The dates that documents state of themselves."""

from __future__ import annotations

from datetime import date

import pytest

from scrapers.dates import first_date, stated
from scrapers.extract import extract_page
from tests.support.pages import BODY, page


@pytest.mark.parametrize(
    ("line", "effective", "updated"),
    [
        ("Last modified: 2023-11-05", None, date(2023, 11, 5)),
        ("Stand: 05.11.2023", date(2023, 11, 5), None),
        ("Dernière mise à jour : 5 novembre 2023", None, date(2023, 11, 5)),
        ("Last updated: 03/04/2023", None, None),
        ("Last updated: 31 February 2023", None, None),
        ("We were founded on 5 November 2023", None, None),
        ("시행일: 2023년 11월 5일 · 최종 개정: 2023년 12월 6일", date(2023, 11, 5), date(2023, 12, 6)),
        ("개정일자 2023. 11. 5.", None, date(2023, 11, 5)),
        ("更新日期：2023年11月05日\n\n生效日期：2023年12月6日", date(2023, 12, 6), date(2023, 11, 5)),
        ("制定日：2023年11月5日", None, date(2023, 11, 5)),
        ("Wersja obowiązująca od: 5 listopada 2023 r.", date(2023, 11, 5), None),
        ("Fecha de entrada en vigor: 5 de noviembre de 2023", date(2023, 11, 5), None),
        ("Vigente a partir de 5 de novembro de 2023", date(2023, 11, 5), None),
        ("Atualizado em 5 de novembro de 2023", None, date(2023, 11, 5)),
        ("Laatste wijziging: 5 november 2023", None, date(2023, 11, 5)),
        ("Последнее обновление: 5 ноября 2023 г.", None, date(2023, 11, 5)),
        ("Останнє оновлення: 5 листопада 2023 року", None, date(2023, 11, 5)),
        ("Son güncelleme: 5 KASIM 2023", None, date(2023, 11, 5)),
        ("Τελευταία ενημέρωση: 5 Νοεμβρίου 2023", None, date(2023, 11, 5)),
        ("آخر تحديث: 5 نوفمبر 2023", None, date(2023, 11, 5)),
        ("עודכן לאחרונה: 05.11.2023", None, date(2023, 11, 5)),
        ("Last updated: 5 Auguſt 2023", None, date(2023, 8, 5)),  # letters that patterns take for the same
    ],
)
def test_dates_are_read_only_where_they_are_stated_and_sure(
    line: str, effective: date | None, updated: date | None
) -> None:
    read = extract_page(page(f"<p>{line}</p>{BODY}"))
    assert (read.effective_date, read.updated_date) == (effective, updated)


def test_the_date_in_a_footer_of_the_documents_own_is_read() -> None:
    foot = "<footer><p>Last updated: 14 March 2026</p><p>© Lumenwick</p></footer>"
    for read in (extract_page(page(BODY + foot)), extract_page(f"<h1>Privacy Policy</h1>{BODY}{foot}")):
        assert read.text.endswith("Last updated: 14 March 2026")
        assert read.updated_date == date(2026, 3, 14)
    again = extract_page(page(f"<p>Last updated: 2 May 2025</p>{BODY}{foot}"))
    assert "2026" not in again.text
    site = extract_page(page(BODY, around=("", foot)))
    assert "2026" not in site.text


@pytest.mark.parametrize(
    ("written", "language", "expected"),
    [
        ("03/04/2026", "de", date(2026, 4, 3)),
        ("03/04/2026", "en", None),
        ("03/04/2026", None, None),
        ("03.04.2026", "en", date(2026, 4, 3)),
        ("13/04/2026", "en", date(2026, 4, 13)),
        ("04/13/2026", "en", date(2026, 4, 13)),
        ("12/12/2026", "en", date(2026, 12, 12)),
        ("12/11/2026", "en", None),
        ("12/04/2026", "en", None),
        ("04/12/2026", "fr", date(2026, 12, 4)),
        ("2026-04-03", "en", date(2026, 4, 3)),
        ("3 rd of April 2026", "en", date(2026, 4, 3)),
        ("3 rd -April-2026", "en", date(2026, 4, 3)),
        ("April 3rd, 2026", "en", date(2026, 4, 3)),
        ("3 de abril de 2026", "es", date(2026, 4, 3)),
        ("1er mars 2026", "fr", date(2026, 3, 1)),
        ("31/13/2026", "de", None),
    ],
)
def test_days_and_months_are_told_apart_or_not_read(written: str, language: str | None, expected: date | None) -> None:
    assert first_date(f"On {written} it was so.", language) == expected
    assert stated(f"Last updated: {written}", language).updated == expected


def test_a_date_stands_near_its_label_and_in_its_sentence() -> None:
    assert stated("Last updated on the third: 3 April 2026").updated == date(2026, 4, 3)
    assert stated("Last updated one two three four five 3 April 2026").updated is None
    assert stated("Last updated. Founded 3 April 2026").updated is None
    assert stated(f"Last updated{' ' * 70}3 April 2026").updated is None
    assert stated(f"Last updated{' ' * 45}3 April 2026").updated == date(2026, 4, 3)


def test_documents_date_themselves_at_their_beginning_or_their_end() -> None:
    filling = "We keep it. " * 1000
    assert stated(f"{filling[:3900]}\nLast updated: 3 April 2026. {filling}").updated == date(2026, 4, 3)
    assert stated(f"{filling}\nLast updated: 3 April 2026. {filling[:1900]}").updated == date(2026, 4, 3)
    assert stated(f"{filling}\nLast updated: 3 April 2026. {filling}").updated is None
    both = stated(f"Last updated: 3 April 2026.\n{filling}\nLast updated: 2 May 2026.")
    assert both.updated == date(2026, 4, 3)


@pytest.mark.parametrize(
    "line",
    [
        "Last updated: June 2026",
        "Stand: August 2026",
        "Dernière mise à jour : mars 2025",
        "Effective 3 May 2026",
        "Aggiornata al 2026",
    ],
)
def test_a_line_with_a_month_or_a_year_stays_with_the_title_that_stands_apart(line: str) -> None:
    hero = f"<div><h1>Privacy Policy</h1><p>{line}</p><p>Home of lamps since 1920</p></div>"
    text = extract_page(f"<body><div><div>Lamps for all</div>{hero}<div>{BODY * 3}</div></div></body>").text
    assert text.startswith(f"# Privacy Policy\n\n{line}\n\nLumenwick shares")
