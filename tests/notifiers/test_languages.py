"""Messages in the language of their channel: every word is there in each, and quotes stay as they are."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.resources import files
from string import Formatter
from typing import get_args

import pytest
from bs4 import BeautifulSoup

from monitor.config.schema import ChannelTable
from monitor.model import Alert, AlertKind, Channel, Deadline, PinFate, SilentEdit, Verdict
from notifiers.ics import calendar
from notifiers.lexicon import ENGLISH, LANGUAGES, lexicon
from notifiers.limits import Limit
from notifiers.render import House, render
from notifiers.send import Sender
from tests.support.alerts import (
    GONE,
    PIN,
    RETENTION,
    SHARING,
    alarm,
    change,
    delivery,
    judgement,
    outage_alarm,
    pinned,
    reminder,
    worded,
)
from tests.support.calendars import unfolded
from tests.support.receiver import receive
from tests.support.smtp import receive_mail

OTHERS = [language for language in LANGUAGES if language != "en"]
GERMAN = House(base_url="https://watch.example", language="de")
FRENCH = House(base_url="https://watch.example", language="fr")
NOT_JUDGED = judgement(SHARING, verdict=Verdict.UNDECIDED)


def every_kind() -> list[Alert]:
    """Alerts that between them need every word there is."""
    recovered = alarm(AlertKind.RECOVERED)
    days: dict[str, object] = {
        "objection_until": date(2026, 5, 27),
        "notice_until": date(2026, 6, 3),
        "notice_days": 30,
    }
    return [
        change(SHARING, RETENTION, returns_to=4, objection_until=date(2026, 5, 20), notice_days=1),
        change(objection_until=date(2026, 5, 20), objection_reason="your contract", notice_days=30),
        change(judgement=None),
        change(judgement=NOT_JUDGED, effective_date=date(2026, 5, 3), old_recorded_at=None),
        change(judgement=judgement(verdict=Verdict.SUSPECT_CAPTURE), effective_date=date(2024, 1, 9)),
        change(judgement=replace(judgement(SHARING), changes={}), effective_date=date(2026, 5, 4)),
        *(pinned(replace(PIN, fate=fate)) for fate in PinFate),
        change(pins=(PIN, GONE), judgement=NOT_JUDGED),
        *(change(pins=(PIN,), silent_edit=edit) for edit in SilentEdit),
        change(judgement=judgement(verdict=Verdict.NOT_MATERIAL)),
        *(reminder(deadline, **days) for deadline in Deadline),
        reminder(Deadline.OBJECTION),
        replace(change(), kind=AlertKind.UNREVIEWED, confirmed_at=datetime(2026, 4, 1, tzinfo=UTC)),
        replace(change(), kind=AlertKind.UNREVIEWED),
        alarm(),
        replace(alarm(), blind_since=None),
        recovered,
        replace(recovered, old_version=1),
        replace(recovered, new_version=1),
        replace(recovered, old_version=1, new_version=2),
        alarm(AlertKind.TEST, url=""),
        alarm(AlertKind.UNDELIVERED, failed_channel="chat"),
        outage_alarm(),
        outage_alarm(AlertKind.OUTAGE_OVER),
        replace(outage_alarm(), kind=AlertKind.UNDELIVERED, failed_channel="chat"),
    ]


def test_the_languages_that_can_be_configured_are_those_that_have_words() -> None:
    configurable = get_args(ChannelTable.model_fields["language"].annotation)
    found = {file.name.removesuffix(".toml") for file in files("notifiers").joinpath("words").iterdir()}
    assert set(configurable) == set(LANGUAGES) == found


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_every_key_and_no_other(language: str) -> None:
    words = lexicon(language)
    assert list(words.words) == list(ENGLISH.words)
    assert len(set(words.months)) == 12
    assert all(words.words.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_agree_across_languages(language: str) -> None:
    """Only one of a kind may be counted in words ("one day")."""
    for key, value in lexicon(language).words.items():
        places = {name for _, name, _, _ in Formatter().parse(value) if name is not None}
        wanted = {name for _, name, _, _ in Formatter().parse(ENGLISH.words[key]) if name is not None}
        assert places - {"count"} == wanted - {"count"}, key
        assert ("count" in places) == ("count" in wanted) or key.endswith(".one"), key


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_was_left_in_english(language: str) -> None:
    words = lexicon(language).words
    same = {key for key, value in words.items() if value == ENGLISH.words[key] and re.search(r"[a-z]{4} [a-z]", value)}
    assert not same


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("medium", ["email", "chat", "log"])
def test_everything_can_be_told_in_every_language(language: str, medium: str) -> None:
    house = House(base_url="https://watch.example", language=language)
    assert {alert.kind for alert in every_kind()} == set(AlertKind)
    for alert in every_kind():
        message = worded(alert, medium=medium, house=house)
        assert "{" not in re.sub(r"\{\+.*?\+\}", "", message.title + message.text)
    together = render(every_kind(), medium=medium, most=Limit(size=4000), house=house)
    assert len(together.title) + len(together.text) <= 4000


def test_a_mail_in_german_reads_well() -> None:
    alert = change(SHARING, RETENTION, objection_until=date(2026, 5, 20), silent_edit=SilentEdit.TEXT_WITHOUT_DATE)
    message = worded(alert, medium="email", house=GERMAN)
    assert message.title == (
        "Orbit Cameras: Weitergabe (weniger schützend) und Speicherdauer (stärker schützend) geändert "
        "(Datenschutzerklärung)"
    )
    for words in (
        "Das Dokument „Datenschutzerklärung“ von Orbit Cameras hat sich in 2 Aussagen (1 zur Weitergabe und 1 zur "
        "Speicherdauer) geändert.",
        "1. Weitergabe, weniger schützend: The policy no longer says",
        "   Vorher:    „We [-do not-] share your personal data with [-any other company-].“\n",
        "   Nachher:   „We {+may+} share your personal data with {+advertising partners+}.“\n",
        "   Vorher:    nicht genannt\n",
        "   Abschnitt: Your data > Who receives it\n",
        "Wirksam: 1. Juni 2026, laut Text; 28 Tage nach der Bestätigung\n",
        "Widerspruch: möglich bis zum 20. Mai 2026\n",
        "Alte Version: 6, erfasst seit dem 3. März 2025, 09:15 UTC\n",
        "Textstellen: 1 hinzugefügt, 2 geändert; beurteilt nach Regelversion 4\n",
        "Seite des Anbieters: https://orbit.example/privacy\n",
    ):
        assert words in message.text


def test_a_mail_in_german_is_german_in_html_too() -> None:
    soup = BeautifulSoup(worded(change(pins=(PIN,)), medium="email", house=GERMAN).html or "", "lxml")
    text = soup.get_text(" ", strip=True)
    assert soup.html is not None
    assert soup.html["lang"] == "de"
    assert "Angeheftete Klausel, sagt etwas anderes" in text
    assert "Regel: von Ihnen angeheftet" in text
    assert "Vorher „ Recordings are deleted after 30 days.“".replace(" ", "") in text.replace(" ", "")
    assert "keine rechtlichen Schlüsse" in text
    assert not re.search(r"\b(Before|After|Section|Rule|Effective|confirmed|Passages)\b", text)


def test_a_chat_message_in_french_reads_well() -> None:
    message = worded(change(), medium="chat", house=FRENCH)
    assert (
        message.title
        == "Orbit Cameras : changement sur le partage, protection en baisse (Politique de confidentialité)"
    )
    for words in (
        "Le document « Politique de confidentialité » (Orbit Cameras) a changé dans une déclaration sur le partage.\n",
        "**Partage, protection en baisse :** The policy no longer says",
        "- Avant\u00a0: «\u00a0We **do not** share your personal data with **any other company**.\u00a0»\n",
        "- Prise d’effet\u00a0: 1er juin 2026, selon le texte ; 28 jours après la confirmation\n",
        "- Passages\u00a0: 1 ajouté, 2 modifiés ; évalué selon la version 4 des règles\n",
    ):
        assert words in message.text


def test_an_alarm_in_spanish_reads_well() -> None:
    message = worded(alarm(), medium="log", house=House(language="es"))
    assert message.title == "Orbit Cameras: no se puede verificar desde el 1 de mayo de 2026 (Política de privacidad)"
    assert (
        "«Política de privacidad» de Orbit Cameras no se ha podido verificar desde el 1 de mayo de 2026" in message.text
    )


def test_a_document_that_the_configuration_names_is_called_so() -> None:
    alert = change(terms_type="AVV Anlage 3")
    assert worded(alert, medium="log", house=GERMAN).title.endswith("geändert, weniger schützend (AVV Anlage 3)")


def test_a_digest_and_what_it_leaves_out_are_in_the_language_of_the_channel() -> None:
    several = [change(id=f"{n}", vendor_name=f"Vendor {n}") for n in range(9)]
    message = render([*several, alarm()], medium="chat", most=Limit(size=1000), house=GERMAN)
    assert message.title == "10 Meldungen zu 10 Anbietern: Vendor 0, Vendor 1, Vendor 2 und 7 weitere"
    assert (
        "In dieser Nachricht: 9 wesentliche Änderungen und 1 Dokument, das nicht geprüft werden kann." in message.text
    )
    assert "aus Platzgründen ausgelassen" in message.text
    assert "left out" not in message.text


def test_a_shortened_quote_says_so_in_the_language_of_the_channel() -> None:
    long = replace(SHARING, old="We share no data at all. " * 90, new="We share no data, mostly. " * 90)
    assert "caractères omis …" in worded(change(long), medium="chat", max_chars=1500, house=FRENCH).text


def test_the_calendar_of_a_mail_speaks_its_language() -> None:
    lines = unfolded(calendar([change(objection_until=date(2026, 5, 20))], language="de") or "")
    assert "SUMMARY:Orbit Cameras: Datenschutzerklärung wird wirksam" in lines
    assert "SUMMARY:Orbit Cameras: Datenschutzerklärung: letzter Tag für einen Widerspruch" in lines


def test_each_channel_is_told_in_its_own_language() -> None:
    with receive_mail() as server:
        address = f"mailto://127.0.0.1:{server.port}?from=a@example.org&to=dpo@example.org"
        channels = [Channel(name=language, address=address, language=language) for language in ("de", "en", "fr")]
        sender = Sender(channels)
        for channel in channels:
            sender.send(delivery(change(), channel))
    subjects = [mail.message["Subject"] for mail in server.mails]
    assert subjects == [
        "Orbit Cameras: Weitergabe geändert, weniger schützend (Datenschutzerklärung)",
        "Orbit Cameras: sharing changed, less protective (Privacy Policy)",
        "Orbit Cameras : changement sur le partage, protection en baisse (Politique de confidentialité)",
    ]


def test_a_webhook_says_the_same_in_every_language() -> None:
    with receive() as receiver:
        address = f"json://127.0.0.1:{receiver.port}/hook"
        for language in LANGUAGES:
            Sender([Channel(name="hook", address=address, language=language)]).send(delivery(change(), "hook"))
    assert len({str(post.json) for post in receiver.posts}) == 1
    assert len(receiver.posts) == len(LANGUAGES)
