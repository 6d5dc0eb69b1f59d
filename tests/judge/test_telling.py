"""What became of a passage's facts, in one sentence, and which way that points."""

from __future__ import annotations

import pytest

from monitor.judge import compare_texts, read_text
from monitor.judge.telling.passage import tell
from monitor.judge.telling.wording import days, in_english, purpose, word
from monitor.model import Category, Direction

LESS, MORE = Direction.LESS_PROTECTIVE, Direction.MORE_PROTECTIVE
NEUTRAL, MIXED = Direction.NEUTRAL, Direction.MIXED

SHARING = [
    (
        "We do not share your personal information with any other entity.",
        "We may share your personal information with advertising partners.",
        "What was denied before is now stated: data may go to advertisers.",
        LESS,
    ),
    (
        "We share your personal information with service providers.",
        "We share your personal information with service providers and insurance companies.",
        "The statement now names insurers among those who get data.",
        LESS,
    ),
    (
        "We share your personal information with service providers and data brokers.",
        "We share your personal information with service providers.",
        "The statement no longer names data brokers among those who get data.",
        MORE,
    ),
    (
        "We share your personal information with our affiliates only with your consent.",
        "We share your personal information with our affiliates.",
        "Data is shared without a condition; before, it was shared only with consent.",
        LESS,
    ),
    (
        "We share your personal information with partners.",
        "We share your personal information with partners, except our insurers.",
        "The statement now excepts insurers from those who get data.",
        MORE,
    ),
    (
        "We share your personal information with partners, except our insurers.",
        "We share your personal information with partners.",
        "The statement no longer excepts insurers from those who get data.",
        LESS,
    ),
    (
        "We share your address with partners.",
        "We share your address and hashed identifiers with partners.",
        "The statement now names identifiers and pseudonymised data among the data that is shared.",
        LESS,
    ),
    ("", "We do not sell your personal information.", "A new statement denies sharing.", MORE),
    ("", "We do not sell (as that term is defined in the CCPA) your data.", "A new statement denies sharing.", MORE),
    (
        "",
        "We will never give your email address to advertisers without your consent.",
        "A new statement denies sharing, with exceptions.",
        MORE,
    ),
    (
        "We do not sell the data of minors unless a parent has given consent.",
        "",
        "A statement that denied sharing, with exceptions, is gone.",
        LESS,
    ),
    (
        "We do not disclose your health data to insurers.",
        "We do not disclose your health data to insurers without your consent.",
        "What is denied leaves out more than before.",
        LESS,
    ),
    (
        "",
        "If we pass data to an agent that works for us abroad, we use standard contractual clauses.",
        "A new statement names standard contractual clauses as what protects transfers.",
        MORE,
    ),
    (
        "If we pass data to an agent that works for us abroad, we use standard contractual clauses.",
        "",
        "A statement that named standard contractual clauses as what protects transfers is gone.",
        LESS,
    ),
    ("", "We are joint controllers of the account.", "A new statement names another controller.", NEUTRAL),
    ("", "We measure visits without using third-party cookies.", "A new statement denies sharing.", MORE),
    ("", "We have no actual knowledge that we sell data of minors.", "A new statement denies sharing.", MORE),
    (
        "",
        "We share your name with Quillmere Ltd, and no data is transferred outside of the EU.",
        "A new statement names Quillmere Ltd among those who get data.",
        LESS,
    ),
    (
        "We share your data with our partners for legal claims.",
        "We share your data with our partners for legal claims and to manage your account.",
        "The statement now names running the account among the purposes of sharing.",
        LESS,
    ),
    (
        "",
        "We share your email address with Quillmere, and we have no access to card numbers.",
        "A new statement names Quillmere among those who get data.",
        LESS,
    ),
    (
        "We use Quillmere to send our newsletter.",
        "We use Ostrava Mail to send our newsletter.",
        "Those who get data are now Ostrava Mail, in place of Quillmere.",
        NEUTRAL,
    ),
    (
        "The data controller is Quillmere Ltd.",
        "The data controller is Fernhill Ltd.",
        "The controller is now Fernhill Ltd, in place of Quillmere Ltd.",
        NEUTRAL,
    ),
    (
        "",
        "Our UK representative is Fernhill Ltd.",
        "A new statement names Fernhill Ltd as controller's representative.",
        NEUTRAL,
    ),
    (
        "",
        "We do not share your personal information with third parties, except with our service providers.",
        "A new statement denies sharing, with exceptions.",
        MORE,
    ),
    (
        "We share your personal information with Quillmere.",
        "We share your personal information with Ostrava Mail.",
        "Those who get data are now Ostrava Mail, in place of Quillmere.",
        NEUTRAL,
    ),
    (
        "",
        "You may opt out of the sale of your personal information.",
        "A new statement says that one may refuse the sale of data or its use for advertising.",
        None,
    ),
    (
        "",
        "We may share your personal information to protect our legal rights.",
        "A new statement says that data is shared for legal claims.",
        None,
    ),
    (
        "Some of what we do may be considered a “sale” of your personal information.",
        "",
        "A statement that data is sold or used for advertising by others is gone.",
        None,
    ),
    (
        "We share your personal information with advertisers.",
        "We sell your personal information to advertisers.",
        "Data is sold, or used for advertising by others, where it was shared.",
        LESS,
    ),
    (
        "We store your personal information in Ireland.",
        "We store your personal information in India.",
        "Data goes to India, in place of Ireland.",
        LESS,
    ),
    (
        "We store your personal information in Ireland.",
        "We store your personal information in Norway.",
        "Data goes to Norway, in place of Ireland.",
        NEUTRAL,
    ),
]
RETENTION = [
    (
        "We keep your profile until you unsubscribe.",
        "We keep your profile for three years after you unsubscribe.",
        "How long data is kept is now stated as a period; before, it was described by a criterion.",
        LESS,
    ),
    (
        "We keep your orders as long as needed.",
        "We keep your orders for three years.",
        "How long data is kept is now stated as a period; before, it was described by a criterion.",
        MORE,
    ),
    (
        "We keep your personal data for ten years.",
        "We keep your personal data for fifteen years.",
        "Data is kept for 15 years; before, it was 10 years.",
        LESS,
    ),
    (
        "We keep your personal data for 90 days.",
        "We keep your personal data for 30 days.",
        "Data is kept for 30 days; before, it was 90 days.",
        MORE,
    ),
    (
        "We keep your personal data for two years.",
        "We keep your personal data for as long as you have an account.",
        "How long data is kept is now described by a criterion; before, it was stated as a period.",
        LESS,
    ),
    (
        "",
        "We keep your orders as long as you have an account.",
        "A new statement says that data is kept as long as the account exists.",
        None,
    ),
    (
        "We delete your photos when you ask us to.",
        "",
        "A statement that data is deleted when one asks for it is gone.",
        None,
    ),
    ("", "We do not keep your photos.", "A new statement says that data is not kept.", MORE),
    ("We do not keep your photos.", "", "A statement that data is not kept is gone.", LESS),
    ("We do not delete your photos.", "", "A statement that data is not deleted is gone.", MORE),
]
BASIS = [
    (
        "The legal basis for analysing your usage is your consent.",
        "The legal basis for analysing your usage is our legitimate interests.",
        "The processing rests on legitimate interests where it rested on consent.",
        LESS,
    ),
    (
        "The legal basis for analysing your usage is our legitimate interests.",
        "The legal basis for analysing your usage is your consent.",
        "The processing rests on consent where it rested on legitimate interests.",
        MORE,
    ),
    (
        "The legal basis for analysing your usage is your consent.",
        "The legal basis for analysing your usage is your explicit consent.",
        "The processing rests on explicit consent where it rested on consent.",
        MORE,
    ),
    (
        "",
        "The legal basis for our newsletter is your consent.",
        "A new statement names consent as a legal basis.",
        MORE,
    ),
    (
        "The legal basis for our newsletter is our legitimate interests.",
        "",
        "A statement that named legitimate interests as a legal basis is gone.",
        MORE,
    ),
    (
        "",
        "The legal basis for our surveys is your consent or our legitimate interests.",
        "A new statement names consent and legitimate interests as legal bases.",
        MIXED,
    ),
    (
        "",
        "The legal basis for delivering your order is the performance of a contract.",
        "A new statement names a contract as a legal basis.",
        NEUTRAL,
    ),
    (
        "This rests on our legitimate interest in keeping the workshop safe.",
        "This rests on our legitimate interest in selling spare parts by mail.",
        "The legitimate interests named are now “selling spare parts by mail”.",
        None,
    ),
]
OPEN = (
    "By using our shop through a social network, you are authorizing us to collect, store, retain and use, in "
    "accordance with this policy, all information that we have obtained from the network, "
    "including to create an account for you."
)
WITHOUT_END = OPEN.replace("and use,", "and use indefinitely,")
CASES = [
    *[(Category.SHARING, *case) for case in SHARING],
    *[(Category.RETENTION, *case) for case in RETENTION],
    (Category.RETENTION, WITHOUT_END, OPEN, "Keeping without end is no longer stated.", MORE),
    (Category.RETENTION, OPEN, WITHOUT_END, "Keeping without end is now stated.", LESS),
    *[(Category.LEGAL_BASIS, *case) for case in BASIS],
]


@pytest.mark.parametrize(("category", "old", "new", "sentence", "direction"), CASES, ids=[case[3] for case in CASES])
def test_a_change_of_facts_is_told(
    category: Category, old: str, new: str, sentence: str, direction: Direction | None
) -> None:
    told = tell(read_text(old), read_text(new), category)
    assert told is not None
    assert (in_english(told.sentence), told.direction) == (sentence, direction)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We keep your data for 12 months.", "We retain your data for one year."),
        ("We may share your data with our affiliates.", "We might disclose your data to our affiliates."),
        ("We use cookies.", "Our website uses cookies."),
        (
            "When we move your data to countries outside the EEA, we see to its safety.",
            "When we move your data to other countries, we see to its safety.",
        ),
        (
            "We use your data to provide our services on the basis of your consent.",
            "We use your data on the basis of your consent.",
        ),
        (
            "Legitimate interest, in supporting legal requests and preventing fraud.",
            "Legitimate interest, to support legal requests and prevent fraud.",
        ),
        ("We share your data with Fernhill Ltd.", "We share your data with Fernhill Limited."),
        ("We share your data with Fernhill, Inc.", "We share your data with FERNHILL Incorporated."),
        ("Our EU representative is Fernhill Ltd.", "Our EU representative is Fernhill Limited."),
        ("We share your data with Fernhill Pay Ltd.", "We share your data with FernhillPay Ltd."),
        (
            "This rests on our legitimate interest to prevent misuse of the kettle and fires in the workshop.",
            "This rests on our legitimate interest in preventing misuse of the kettle and fires in the workshop.",
        ),
    ],
)
def test_the_same_facts_in_other_words_are_not_told(old: str, new: str) -> None:
    assert [tell(read_text(old), read_text(new), category) for category in Category] == [None, None, None]


def test_a_company_in_another_legal_form_is_another() -> None:
    old, new = "We share your data with Fernhill GmbH.", "We share your data with Fernhill Ltd."
    assert tell(read_text(old), read_text(new), Category.SHARING) is not None


def test_a_judgement_says_what_became_of_the_facts() -> None:
    policy = "# Policy of Gardenbell\n\n## How long we keep data\n\nInvoices are kept for {} years.\n"
    judgement = compare_texts(policy.format("ten"), policy.format("fifteen"))
    (finding,) = judgement.findings
    assert finding.reason == "Data is kept for 15 years; before, it was 10 years."
    assert judgement.categories[Category.RETENTION].direction is LESS
    assert finding.source == "GDPR Art. 13(2)(a)"


@pytest.mark.parametrize(
    ("period", "length", "words"),
    [("P10Y", 3652.5, "10 years"), ("P1Y6M", 547.89, "1 year and 6 months"), ("PT2H", 2 / 24, "2 hours")],
)
def test_durations_have_a_length_and_words(period: str, length: float, words: str) -> None:
    assert days(period) == pytest.approx(length)
    assert word("period", period) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("legal_claims", "legal claims"),
        ("**To answer you,**", "“To answer you”"),
        ("Keeping " + "word " * 40, "“Keeping " + "word " * 16 + "…”"),
    ],
    ids=["of the vocabulary", "of the text", "long"],
)
def test_a_purpose_is_told_in_words(name: str, words: str) -> None:
    assert word(*purpose(name)) == words


def test_a_criterion_left_to_the_vendor_protects_less() -> None:
    told = tell(
        read_text("We retain your data only as long as necessary for the purposes."),
        read_text("We retain your data as long as we consider it useful."),
        Category.RETENTION,
    )
    assert told is not None
    assert told.direction is Direction.LESS_PROTECTIVE
    assert (
        in_english(told.sentence)
        == "Data is kept for a reasonable time; before, it was kept as long as its purpose needs it."
    )


def test_data_that_stays_in_europe_now_is_told_as_an_exchange() -> None:
    told = tell(
        read_text("Your data is stored in Brazil."), read_text("Your data is stored in the EU."), Category.SHARING
    )
    assert told is not None
    assert told.direction is Direction.MORE_PROTECTIVE
    assert in_english(told.sentence) == "Data goes to the EU or the EEA, in place of Brazil."


def test_a_safeguard_that_goes_with_its_sentence_is_told_before_the_place() -> None:
    told = tell(
        read_text("We use standard contractual clauses when data is transferred outside the EEA."), [], Category.SHARING
    )
    assert told is not None
    assert "standard contractual clauses" in in_english(told.sentence)


def test_what_was_erased_was_not_said_to_be_kept() -> None:
    erased = read_text("We do not collect your position, and we permanently erase the usage data after collection.")
    not_kept = read_text("We do not keep records of your position, and we erase the usage data after collection.")
    told = tell(erased, not_kept, Category.RETENTION)
    assert told is None or "said to be kept" not in in_english(told.sentence)


def test_data_that_is_masked_where_it_goes_tells_less_of_people() -> None:
    plain, masked = (read_text(f"We share {data} with our partners.") for data in ("codes", "aggregated codes"))
    came, went = tell(plain, masked, Category.SHARING), tell(masked, plain, Category.SHARING)
    assert came is not None
    assert went is not None
    assert (came.direction, went.direction) == (Direction.MORE_PROTECTIVE, Direction.LESS_PROTECTIVE)


def test_an_exception_on_which_a_transfer_rests_protects_nothing() -> None:
    told = tell(
        [],
        read_text(
            "We transfer your data to countries without an adequate level of protection if you consent to the transfer."
        ),
        Category.SHARING,
    )
    assert told is not None
    assert in_english(told.sentence) == "A new statement names a derogation as what transfers rest on."
    assert told.direction is Direction.LESS_PROTECTIVE
