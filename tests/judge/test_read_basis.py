"""On which ground data is processed, for which purpose, and what only sounds like it."""

from __future__ import annotations

import pytest

from tests.support.reading import bases, read


@pytest.mark.parametrize(
    ("text", "basis", "article"),
    [
        ("We rely on your consent to send newsletters.", "consent", "6(1)(a)"),
        ("This is necessary for the performance of our contract with you.", "contract", "6(1)(b)"),
        ("The legal basis is compliance with a legal obligation.", "legal_obligation", "6(1)(c)"),
        ("We process it to protect someone's vital interests.", "vital_interests", "6(1)(d)"),
        ("We process it on the basis of a task in the public interest.", "public_task", "6(1)(e)"),
        ("We do so in our legitimate interests.", "legitimate_interests", "6(1)(f)"),
        ("Our basis is Art. 6 (1) (f) GDPR.", "legitimate_interests", "6(1)(f)"),
        ("We process health data with your explicit consent.", "explicit_consent", "9(2)(a)"),
        ("You have manifestly made the data public, which is our legal basis.", "made_public", "9(2)(e)"),
    ],
)
def test_legal_bases(text: str, basis: str, article: str) -> None:
    (practice,) = bases(text)
    assert practice.legal_basis is not None
    assert (practice.legal_basis.basis, practice.legal_basis.article) == (basis, article)
    assert practice.affirmed


def test_the_interests_are_named_in_the_words_of_the_text() -> None:
    (practice,) = bases("We do this in our legitimate interest of keeping the Service free of fraud.")
    assert practice.legal_basis is not None
    assert practice.legal_basis.interests == "keeping the Service free of fraud"


def test_a_denied_basis_is_denied_and_the_one_after_but_is_not() -> None:
    found = bases("We do not rely on consent as a legal basis, but on the performance of a contract.")
    assert {(p.legal_basis.basis, p.affirmed) for p in found if p.legal_basis} == {
        ("consent", False),
        ("contract", True),
    }


def test_withdrawal_consent_by_use_and_objection_are_told_apart() -> None:
    assert [p.action for p in bases("You can withdraw your consent at any time.")] == ["withdraw"]
    assert [p.action for p in bases("By using the app you consent to the processing of your data.")] == [
        "consent_by_use"
    ]
    assert [p.action for p in bases("You may object to processing based on our legitimate interests.")] == ["object"]


@pytest.mark.parametrize(
    "text",
    [
        "We share your data with partners only with your consent.",
        "We disclose your data to comply with a legal obligation.",
        "By using this site you agree to this Privacy Policy.",
        "A conflict of interest must be reported.",
        "Interest rates may rise.",
        "We keep your data as long as necessary to comply with our legal obligations.",
    ],
)
def test_what_only_sounds_like_a_basis_is_none(text: str) -> None:
    assert bases(text) == []


def test_a_paragraph_that_begins_with_its_purpose_gives_it_to_the_basis_at_its_end() -> None:
    (practice,) = bases("To repair your kettle. We ask for its number. Lawful basis is performance of a contract.")
    assert practice.purposes == ("To repair your kettle",)


def test_a_basis_table_whose_empty_cell_continues_from_above() -> None:
    text = (
        "| Purpose | Legal basis |\n|---|---|\n| Send parcels | Performance of a contract |\n"
        "| Repair goods | |\n| Send offers | Consent |\n"
    )
    found = [(p.purposes[0], p.legal_basis.basis) for p in bases(text) if p.legal_basis]
    assert found == [("Send parcels", "contract"), ("Repair goods", "contract"), ("Send offers", "consent")]


def test_a_table_that_lost_its_rows_is_put_together_again() -> None:
    text = (
        "PURPOSE LEGAL BASIS\n\nPurpose\n\nSend parcels\n\nSend offers\n\nRepair goods\n\n"
        "Legal basis\n\nPerformance of a contract\n\nConsent\n\nPerformance of a contract\n\nWe make kettles.\n"
    )
    found = [(p.purposes[0], p.legal_basis.basis) for p in bases(text) if p.legal_basis]
    assert found == [("Send parcels", "contract"), ("Send offers", "consent"), ("Repair goods", "contract")]


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("The legal basis is Art. 6 para. 1 s. 1 lit. f GDPR.", "6(1)(f)"),
        ("The legal basis for this is GDPR article 6, (1), point (b).", "6(1)(b)"),
        ("The legal basis for this is Article 6 paragraph 1 letter c of the GDPR.", "6(1)(c)"),
    ],
)
def test_an_article_is_a_ground_however_it_is_cited(text: str, article: str) -> None:
    assert [p.legal_basis.article for p in bases(text) if p.legal_basis] == [article]


def test_the_citation_of_a_law_is_no_interest() -> None:
    (practice,) = bases("The basis is our legitimate interest in accordance with the GDPR.")
    assert practice.legal_basis is not None
    assert practice.legal_basis.interests is None


def test_of_several_grounds_in_a_lead_in_an_entry_has_none_but_its_own() -> None:
    text = (
        "Our legal bases include consent, contract performance and legitimate interests:\n\n- username\n- Consent: maps"
    )
    assert [p.legal_basis.basis for p in bases(text) if p.legal_basis and p.quote.startswith("username")] == []
    assert [p.legal_basis.basis for p in bases(text) if p.legal_basis and p.quote.startswith("Consent")] == ["consent"]


def test_consent_that_is_given_is_not_consent_by_use() -> None:
    assert {p.action for p in bases("We process your voice where you give us consent.")} == {"rely"}


def test_in_a_column_of_bases_the_word_contract_is_one() -> None:
    text = "| Purpose | Legal basis |\n|---|---|\n| Send parcels | Contract |\n| Send offers | Consent |\n"
    assert [p.legal_basis.basis for p in bases(text) if p.legal_basis] == ["contract", "consent"]


def test_after_the_withdrawal_of_consent_says_that_it_can_be_withdrawn() -> None:
    (practice,) = bases("We must do so where there is no legal basis such as after withdrawal of your consent.")
    assert practice.affirmed


@pytest.mark.parametrize(
    ("text", "interests"),
    [
        ("We rely on Fernhill's legitimate interest in improving the app.", "improving the app"),
        ("The basis is our legitimate interests (Fernhill's interest in fighting fraud).", "fighting fraud"),
        ("It rests on the legitimate interest of Fernhill in keeping the app safe.", "keeping the app safe"),
        ("It rests on the legitimate interests of Fernhill to fight fraud.", "fight fraud"),
        ("It rests on the legitimate interest of our members in being able to meet.", "being able to meet"),
        ("The legal basis is our legitimate interests, namely our own interest in a safe app.", "a safe app"),
        ("We rely on our legitimate interest in fighting fraud (Art. 6(1)(f) GDPR).", "fighting fraud"),
        ("We rely on our legitimate interest in fighting fraud, unless your rights override it.", "fighting fraud"),
        ("To pursue our legitimate interest to fight fraud, we use your log data.", "fight fraud"),
        ("The basis is our legitimate interests (security).", "security"),
        ("We rely on our legitimate interests, including to fight fraud.", "fight fraud"),
        ("It rests on the legitimate interests of Fernhill, except where your rights prevail.", None),
        ("It rests on the legitimate interests of our members or of third parties.", None),
        ("We rely on our legitimate interest to process your personal data.", None),
        ("The basis is our legitimate interests (Art. 6(1)(f) GDPR).", None),
    ],
)
def test_interests_are_named_without_their_owner_and_their_limits(text: str, interests: str | None) -> None:
    assert [p.legal_basis.interests for p in bases(text) if p.legal_basis][:1] == [interests]


@pytest.mark.parametrize(
    "text",
    [
        "If you do not give us your consent, you must name your city.",
        "We comply with privacy laws like the GDPR.",
        "We enter into data transfer agreements with them.",
        "This right does not apply where processing is necessary for a contract with you.",
    ],
)
def test_what_happens_without_a_ground_or_beside_it_is_none(text: str) -> None:
    assert bases(text) == []


def test_a_denial_in_a_clause_beside_denies_no_ground() -> None:
    (practice,) = bases("Where the law does not name a duty, we rely on your consent.")
    assert practice.affirmed


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("**Legal basis: legitimate interest**", ["legitimate_interests"]),
        ("## Legal basis: performance of a contract", ["contract"]),
        ("## Legal basis", []),
        ("## Our approach: consent", []),
    ],
)
def test_a_heading_that_names_its_ground_states_it(heading: str, expected: list[str]) -> None:
    found = bases(f"{heading}\n\nThe app looks for new words.\n")
    assert [practice.legal_basis.basis for practice in found if practice.legal_basis] == expected


def test_an_entry_below_a_heading_on_legal_bases_may_name_a_contract_by_that_word_alone() -> None:
    (practice,) = bases("## Legal basis\n\n- Contract with the person insured\n- Our clients signed a contract")
    assert practice.quote == "Contract with the person insured"


@pytest.mark.parametrize(
    ("language", "text", "interests"),
    [
        ("fr", "L'intérêt légitime de l'éditeur à sécuriser le service.", "sécuriser le service"),
        ("fr", "L'intérêt légitime de Bouilloire à évaluer les demandes.", "évaluer les demandes"),
        ("es", "El interés legítimo de Enebro en mejorar el servicio.", "mejorar el servicio"),
    ],
)
def test_whose_interest_it_is_is_no_part_of_it_in_other_languages(language: str, text: str, interests: str) -> None:
    assert [one.legal_basis.interests for one in read(language, text) if one.legal_basis] == [interests]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "We may rely on other transfer mechanisms abroad, such as your consent and the performance of a contract.",
        ),
        (
            "en",
            "We may transfer data to Norway based on an exception, such as a transfer necessary to perform a contract.",
        ),
        ("de", "Wir übermitteln Daten in die USA aufgrund einer Ausnahme, etwa zur Erfüllung eines Vertrags."),
        ("fr", "Nous transférons des données aux États-Unis sur une dérogation, comme l'exécution d'un contrat."),
        ("es", "Transferimos datos a Estados Unidos por una excepción, como la ejecución de un contrato."),
    ],
)
def test_what_a_transfer_rests_on_is_no_ground_of_processing(language: str, text: str) -> None:
    practices = read(language, text)
    assert practices
    assert [practice for practice in practices if practice.legal_basis] == []


def test_a_sentence_in_a_cell_names_a_ground_where_no_column_does() -> None:
    table = (
        "| Data | Use | Retention period |\n|---|---|---|\n| Photos | To check them. Legal basis: consent. | 2 years |"
    )
    assert [one.legal_basis.basis for one in read("en", table) if one.legal_basis] == ["consent"]
    columns = table.replace("Retention period", "Legal basis").replace("2 years", "Contract")
    assert [one.legal_basis.basis for one in read("en", columns) if one.legal_basis] == ["contract"]
