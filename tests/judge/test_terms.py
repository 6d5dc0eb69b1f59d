"""The terms of sharing that name nobody: which way they point, and how that is told."""

from __future__ import annotations

import pytest

from monitor.compare.align import compare
from monitor.judge.delta import finding, weigh
from monitor.judge.explain import explained
from monitor.judge.model import shipped_weights
from monitor.model import Category, Direction, Finding

LESS, MORE = Direction.LESS_PROTECTIVE, Direction.MORE_PROTECTIVE
PARCELS = "\n\n".join(
    f"## Part {n}\n\nThis part {n} says how Larkspur Looms packs parcel number {n}." for n in range(8)
)
PROTECTS = "A new statement protects data at those who get it."
PROTECTED = "A statement that protected data at those who get it is gone."
LEAVES_OUT_MORE, LEAVES_OUT_LESS = (f"What is denied leaves out {much} than before." for much in ("more", "less"))
LIMITED, UNLIMITED = "A limit to sharing was added.", "A limit to sharing is gone."


def told(language: str, old: str, new: str) -> Finding:
    """The only finding on sharing between two policies that differ in one sentence."""
    comparison = compare(f"{old}\n\n{PARCELS}", f"{new}\n\n{PARCELS}")
    (entry,) = weigh(comparison, language, shipped_weights().english)
    return explained(finding(entry, Category.SHARING), entry.revision, language)


@pytest.mark.parametrize(
    ("language", "duty"),
    [
        ("en", "We require our service providers to keep your personal information confidential."),
        ("en", "Our service providers are contractually bound to use your personal information for nothing else."),
        ("en", "When we share your personal information, we require the recipient to protect it."),
        ("en", "We remain liable if our service providers disclose your personal information."),
        ("de", "Wir verpflichten unsere Dienstleister, denen wir Daten übermitteln, zur Vertraulichkeit."),
        ("fr", "Nous exigeons de nos prestataires, à qui nous transmettons vos données, de les protéger."),
        ("es", "Exigimos a nuestros proveedores, a los que comunicamos sus datos, proteger la confidencialidad."),
    ],
)
def test_a_duty_of_those_who_get_data_protects_and_is_missed(language: str, duty: str) -> None:
    came, went = told(language, "", duty), told(language, duty, "")
    assert (came.reason, came.direction) == (PROTECTS, MORE)
    assert (went.reason, went.direction) == (PROTECTED, LESS)


def test_a_statement_that_gives_data_to_somebody_bound_is_told_by_whom_it_names() -> None:
    found = told("en", "", "We share your personal information with insurers, who must keep it confidential.")
    assert (found.reason, found.direction) == ("A new statement names insurers among those who get data.", LESS)


@pytest.mark.parametrize(
    ("language", "whole", "narrower"),
    [
        ("en", "We do not sell your data to anyone.", "We do not sell your data to anyone for money."),
        ("en", "We do not share your photos with partners.",
         "We do not share your photos with partners for their own purposes."),
        ("en", "We do not sell data of children.", "We do not knowingly sell data of children."),
        ("de", "Wir geben Ihre Fotos nicht an Partner weiter.",
         "Wir geben Ihre Fotos nicht an Partner für eigene Zwecke weiter."),
        ("fr", "Nous ne partageons pas vos photos avec des partenaires.",
         "Nous ne partageons pas vos photos avec des partenaires à leurs propres fins."),
        ("es", "No compartimos sus fotos con socios.", "No compartimos sus fotos con socios para sus propios fines."),
        ("en", "We do not share your photos with anyone except as described here.",
         "We do not share your photos with anyone except as described here or in the terms of the app."),
        ("de", "Wir geben Ihre Fotos nicht weiter, außer zur Abwicklung.",
         "Wir geben Ihre Fotos nicht weiter, außer zur Abwicklung oder Werbung."),
    ],
)  # fmt: skip
def test_a_denial_that_leaves_more_out_protects_less(language: str, whole: str, narrower: str) -> None:
    narrowed, widened = told(language, whole, narrower), told(language, narrower, whole)
    assert (narrowed.reason, narrowed.direction) == (LEAVES_OUT_MORE, LESS)
    assert (widened.reason, widened.direction) == (LEAVES_OUT_LESS, MORE)


def test_a_word_that_qualifies_an_exception_leaves_no_more_out() -> None:
    plain = "We do not share your photos with anyone except with your consent."
    found = told("en", plain, plain.replace("consent", "explicit consent"))
    assert found.reason not in (LEAVES_OUT_MORE, LEAVES_OUT_LESS)


@pytest.mark.parametrize(
    ("language", "free", "limited"),
    [
        ("en", "We share your data with couriers to bring the order.",
         "We share your data with couriers solely to bring the order."),
        ("de", "Wir geben Ihre Daten an Kuriere weiter, um zu liefern.",
         "Wir geben Ihre Daten ausschließlich an Kuriere weiter, um zu liefern."),
        ("fr", "Nous partageons vos données avec des coursiers pour livrer.",
         "Nous partageons vos données avec des coursiers uniquement pour livrer."),
        ("es", "Compartimos sus datos con mensajeros para entregar.",
         "Compartimos sus datos con mensajeros únicamente para entregar."),
    ],
)  # fmt: skip
def test_a_limit_to_sharing_protects(language: str, free: str, limited: str) -> None:
    came, went = told(language, free, limited), told(language, limited, free)
    assert (came.reason, came.direction) == (LIMITED, MORE)
    assert (went.reason, went.direction) == (UNLIMITED, LESS)


@pytest.mark.parametrize(
    ("language", "few", "more"),
    [
        ("en", "We do not sell data of users under the age of 16.",
         "We do not sell data of users under the age of 18."),
        ("en", "We do not sell the data of consumers under 16.", "We do not sell the data of minors."),
        ("de", "Wir verkaufen keine Daten von Nutzern unter 14 Jahren.",
         "Wir verkaufen keine Daten von Nutzern unter 16 Jahren."),
        ("fr", "Nous ne vendons pas les données des utilisateurs de moins de 13 ans.",
         "Nous ne vendons pas les données des utilisateurs de moins de 15 ans."),
        ("es", "No vendemos datos de usuarios menores de 14 años.", "No vendemos datos de usuarios menores de edad."),
    ],
)  # fmt: skip
def test_a_denial_for_older_people_too_protects_more(language: str, few: str, more: str) -> None:
    widened, narrowed = told(language, few, more), told(language, more, few)
    assert (widened.reason, widened.direction) == ("What is denied holds for more people than before.", MORE)
    assert (narrowed.reason, narrowed.direction) == ("What is denied holds for fewer people than before.", LESS)


@pytest.mark.parametrize(
    ("language", "choice"),
    [
        ("en", "You may opt out of the sharing of your data with our partners."),
        ("en", "You have the opportunity to choose (opt out) whether your data is disclosed to a third party."),
        ("en", "Your settings give you the option to prevent device codes being shared with advertisers."),
        ("en", "This page says how you can stop your device codes being shared with advertisers."),
        ("de", "Sie können der Weitergabe Ihrer Daten an Partner jederzeit widersprechen."),
        ("fr", "Vous pouvez vous opposer au partage de vos données avec nos partenaires."),
        ("es", "Puede oponerse a la cesión de sus datos a nuestros socios."),
    ],
)  # fmt: skip
def test_who_may_refuse_sharing_is_told_of_a_choice_and_not_of_a_recipient(language: str, choice: str) -> None:
    came, went = told(language, "", choice), told(language, choice, "")
    assert (came.reason, came.direction) == (
        "A new statement says that one may refuse that data is shared or sold.",
        MORE,
    )
    assert (went.reason, went.direction) == (
        "A statement that one may refuse that data is shared or sold is gone.",
        LESS,
    )


def test_sharing_unless_one_objects_is_no_choice() -> None:
    found = told("en", "", "We share your data with our partners unless you opt out.")
    assert (found.reason, found.direction) == ("A new statement names partners among those who get data.", LESS)


def test_a_duty_of_recipients_is_told_as_one_though_the_sharing_opens_the_sentence() -> None:
    found = told(
        "en", "", "When we share your data, we require our partners to protect it and to keep it confidential."
    )
    assert (found.reason, found.direction) == ("A new statement protects data at those who get it.", MORE)


def test_a_safeguard_that_no_longer_holds_is_told_as_such() -> None:
    found = told(
        "en", "", "We no longer rely on the EU-U.S. or the Swiss-U.S. Privacy Shield to transfer data to the U.S."
    )
    assert (found.reason, found.direction) == (
        "It is now stated that transfers do not rest on the Privacy Shield.",
        LESS,
    )
