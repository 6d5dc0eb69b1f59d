"""Purposes that stand below a title that names their ground, in four languages."""

from __future__ import annotations

import pytest

from monitor.judge.reading.ground_titles import ground_titled
from monitor.model import Category
from tests.support.reading import read


def grounds(language: str, text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.legal_basis.basis, one.purposes) for one in read(language, text) if one.legal_basis]


@pytest.mark.parametrize(
    ("language", "title", "ground"),
    [
        ("en", "3.2 Legitimate interests", "legitimate_interests"),
        ("en", "Based on your consent", "consent"),
        ("en", "Performance of a contract (Art. 6(1)(b) GDPR)", "contract"),
        ("de", "Auf Grundlage unseres berechtigten Interesses", "legitimate_interests"),
        ("de", "Einwilligung (Art. 6 Abs. 1 lit. a DSGVO)", "consent"),
        ("fr", "Sur la base de votre consentement", "consent"),
        ("fr", "L'exécution du contrat", "contract"),
        ("es", "Sobre la base de su consentimiento", "consent"),
        ("es", "Interés legítimo", "legitimate_interests"),
    ],
)
def test_a_title_that_only_names_a_ground_is_one(language: str, title: str, ground: str) -> None:
    assert ground_titled(title, language) == ground


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Withdrawing your consent"),
        ("en", "Sharing with your consent"),
        ("en", "Consent and legitimate interests"),
        ("en", "What are legitimate interests?"),
        ("en", "Without your consent"),
        ("de", "Widerruf der Einwilligung"),
        ("fr", "Retrait de votre consentement"),
        ("es", "Retirada del consentimiento"),
        ("en", "Newsletters"),
        ("en", ""),
    ],
)
def test_a_title_on_anything_else_names_no_ground(language: str, title: str) -> None:
    assert ground_titled(title, language) == ""


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "## Legitimate interests\n\n- Preventing fraud\n- Bench rota",
         [("legitimate_interests", ("fraud_prevention",)), ("legitimate_interests", ("Bench rota",))]),
        ("en", "## Performance of a contract\n\nTo deliver your orders.", [("contract", ("delivery",))]),
        ("de", "## Auf Grundlage unseres berechtigten Interesses\n\n- Betrugsprävention",
         [("legitimate_interests", ("fraud_prevention",))]),
        ("fr", "## Sur la base de votre consentement\n\n- Mesure d'audience", [("consent", ("analytics",))]),
        ("es", "Interés legítimo:\n\n- Prevención del fraude", [("legitimate_interests", ("fraud_prevention",))]),
    ],
)  # fmt: skip
def test_an_entry_below_such_a_title_is_a_purpose_on_that_ground(
    language: str, text: str, expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert [one for one in grounds(language, text) if one[1]] == expected


@pytest.mark.parametrize(
    "text",
    [
        "## Consent\n\n- You can withdraw it in the app\n- We do not ask for it in the shop",
        "## Legitimate interests\n\nThe workshop stands by the harbour.",
        "## Consent\n\n### Opening hours\n\n- Mornings",
        "## Consent\n\n- Read this first:",
    ],
)
def test_what_is_no_purpose_rests_on_no_ground_above_it(text: str) -> None:
    assert grounds("en", text) == []


def test_a_ground_of_its_own_outweighs_the_title() -> None:
    text = "## Legitimate interests\n\n- The legal basis for newsletters is your consent."
    assert [basis for basis, _ in grounds("en", text)] == ["consent"]


def test_an_entry_below_a_ground_that_shares_data_on_consent_states_sharing_alone() -> None:
    found = read("en", "## Consent\n\n- If you agree, we share your email with couriers to deliver parcels.")
    assert {practice.category for practice in found} == {Category.SHARING}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "If we do not have your consent, we rely on our legitimate interests."),
        ("de", "Wenn wir keine Einwilligung haben, stützen wir uns auf unser berechtigtes Interesse."),
        ("fr", "Si nous n'avons pas votre consentement, nous nous fondons sur notre intérêt légitime."),
        ("es", "Si no contamos con su consentimiento, nos basamos en nuestro interés legítimo."),
    ],
)
def test_lacking_a_consent_is_no_denial_that_processing_rests_on_it(language: str, text: str) -> None:
    assert [basis for basis, _ in grounds(language, text)] == ["legitimate_interests"]


def test_labels_and_references_below_such_a_title_are_no_purposes() -> None:
    entries = "- Keeping the bench rota\n- **Information used**: [what you tell us](#told)\n- See [our page](/rota)"
    assert grounds("en", f"## Performance of a contract\n\n{entries}") == [("contract", ("Keeping the bench rota",))]
