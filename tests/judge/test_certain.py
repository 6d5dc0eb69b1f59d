"""Facts that need no weighing: what is exchanged outright, or comes or goes."""

from __future__ import annotations

import pytest

from monitor.judge import compare_texts
from monitor.model import Verdict

FILLER = "\n\n".join(
    f"## Part {number}\n\nThis part {number} says how the shop of Juniper Kettles packs kettle number {number} for you."
    for number in range(12)
)


def certain_rules(old: str, new: str) -> set[str]:
    judgement = compare_texts(f"{old}\n\n{FILLER}", f"{new}\n\n{FILLER}")
    return {finding.rule for finding in judgement.findings if finding.rule.endswith(("exchanged", "altered", "turned"))}


def test_another_controller_needs_no_weighing_and_its_new_address_is_none() -> None:
    said = "# Who we are\n\nThe data controller of your personal data is {}."
    old = said.format("Birchwell Limited, 12 Harbour Road, Elmport")
    assert "sharing.controller.exchanged" in certain_rules(
        old, said.format("Nimbusworks Limited, 12 Harbour Road, Elmport")
    )
    assert "sharing.controller.exchanged" in certain_rules(
        old, said.format("Nimbusworks Limited, registered in Alderford under 778123, 26 Orchard Lane, Alderford")
    )
    assert certain_rules(old, said.format("Birchwell Limited, 26 Orchard Lane, Elmport")) == set()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We share data of EU residents with our partners.", "We share data of EEA residents with our partners."),
        ("## Deletion requests\n\nAverage time until data is deleted: 13 days",
         "## Deletion requests\n\nAverage time until data is deleted: 12 days"),
        ("We ask for consent before we send offers.",
         "We ask for consent before we send offers. You opted in, so opt out of text messages by answering STOP."),
        ("We keep invoices for six years.", "We keep invoices for six years and photos for 60 days."),
        ("We delete what you sent after 13 days on average.", "We delete what you sent after 12 days on average."),
        ("The legal basis is the performance of a contract.",
         "The legal basis is the performance of a contract or our legitimate interests."),
        ("We sell kettles.", "We sell kettles. We are grateful forever."),
        ("The controller of the kettle is made by Birchwell.", "The controller of the kettle is made by Nimbusworks."),
        ("## Your rights\n\nYou may write to us.",
         "## Your rights\n\nYou may write to us. You may withdraw your consent at any time."),
        ("We share your data with partners whenever a parcel from the workshop is on its way to you or comes back.",
         "We do not share your data with partners before rain or snow has closed every road to the harbour."),
    ],
)  # fmt: skip
def test_what_only_resembles_an_exchange_is_weighed(old: str, new: str) -> None:
    assert certain_rules(old, new) == set()


JOINT = {
    "en": (
        "This policy says how we handle what our locks and our app record about you. You can write to us at any time.",
        "Birchwell and Nimbusworks are joint controllers of what the lock records.",
    ),
    "fr": (
        "La présente politique explique comment nous traitons ce que nos serrures enregistrent. Vous pouvez nous "
        "écrire à tout moment.",
        "Birchwell est responsable de traitement conjoint avec Nimbusworks pour ce que la serrure enregistre.",
    ),
    "de": (
        "Diese Erklärung beschreibt, wie wir mit dem umgehen, was unsere Schlösser aufzeichnen. Sie können uns "
        "jederzeit schreiben.",
        "Birchwell und Nimbusworks sind gemeinsam Verantwortliche für das, was das Schloss aufzeichnet.",
    ),
    "es": (
        "Esta política explica cómo tratamos lo que registran nuestras cerraduras. Usted puede escribirnos "
        "en cualquier momento.",
        "Birchwell y Nimbusworks son corresponsables del tratamiento de lo que registra la cerradura.",
    ),
}


@pytest.mark.parametrize("language", JOINT)
def test_joint_controllers_are_certain_whether_they_come_or_go(language: str) -> None:
    policy, joint = JOINT[language]
    for old, new in ((policy, f"{policy}\n\n{joint}"), (f"{policy}\n\n{joint}", policy)):
        (finding,) = compare_texts(old, new).findings
        assert finding.rule == "sharing.joint_controllers.altered"
    assert compare_texts(f"{joint}\n\n{policy}", f"{policy}\n\n{joint}").findings == ()


def test_consent_that_becomes_explicit_or_ceases_to_be_is_certain() -> None:
    plain, explicit = (
        f"With your {kind}, the lock keeps a picture of your face." for kind in ("consent", "explicit consent")
    )
    assert "legal_basis.explicitness.altered" in certain_rules(plain, explicit)
    assert "legal_basis.explicitness.altered" in certain_rules(explicit, plain)
    assert certain_rules(explicit, explicit.replace("your face", "the door")) == set()


def test_what_follows_from_a_withdrawal_is_not_the_freedom_to_withdraw() -> None:
    assert "legal_basis.withdrawal.altered" in certain_rules("We sell kettles.", "You may withdraw your consent.")
    assert certain_rules("We sell kettles.", "If you withdraw your consent, kettles arrive later.") == set()


@pytest.mark.parametrize(
    ("new", "excepts"),
    [
        ("We do not share your data with any company other than our parent.", True),
        ("We do not share your data with any company, except our parent.", True),
        ("We do not share your data with any other company.", False),
        ("We do not share your data with any company or any other entity.", False),
    ],
)
def test_other_takes_something_out_of_a_denial_only_before_than(new: str, *, excepts: bool) -> None:
    found = certain_rules("We do not share your data with any company.", new)
    assert ("sharing.exception.altered" in found) == excepts


def test_what_is_said_once_more_is_no_news() -> None:
    joint = "## Offers\n\nBirchwell and Nimbusworks are joint controllers of what the kettle records."
    again = "## News\n\nBirchwell and Nimbusworks are joint controllers of what the app records."
    assert certain_rules(joint, f"{joint}\n\n{again}") == set()
    assert certain_rules("## Offers\n\nWe sell kettles.", joint) == {"sharing.joint_controllers.altered"}


@pytest.mark.parametrize(
    ("item", "certain"), [("advertisers", True), (f"advertisers{' and their partners' * 5}", False)]
)
def test_a_short_item_that_names_advertisers_needs_no_weighing(item: str, *, certain: bool) -> None:
    listed = "We share your data with:\n\n- couriers"
    found = compare_texts(f"{listed}\n\n{FILLER}", f"{listed}\n- {item}\n\n{FILLER}").findings
    assert ("sharing.advertisers.listed" in {one.rule for one in found}) is certain


def test_whom_the_reader_takes_for_a_recipient_is_no_certainty_where_the_passage_is_idle() -> None:
    above = "# Privacy policy\n\nFernhill Kettles sells kettles.\n\n## The shop\n\n"
    seen = "they may be seen by people you do not know."
    old = f"Some of these rooms are public, and if you share kettles within them, {seen}"
    new = f"If you share kettles within larger rooms, {seen}"
    assert compare_texts(above + old, above + new).verdict is not Verdict.MATERIAL


def test_a_clear_statement_is_told_before_what_a_rule_finds_in_a_doubtful_one() -> None:
    above = "# Privacy policy\n\nFernhill Kettles sells kettles.\n\n## The shop\n\n"
    limits = "Please note that these rights may only be exercised within the limits of the use of {} to log in."
    clear = "We may share your personal data with insurers and advertisers."
    old, new = limits.format("Facebook, Google and Apple"), limits.format("Google and Apple")
    found = compare_texts(above + old, f"{above}{new}\n\n{clear}").findings
    assert [one.new for one in found] == [clear, new]


def test_a_statement_of_which_nothing_can_be_told_is_doubtful_where_it_is_not_likely() -> None:
    above = "# Privacy policy\n\nFernhill Kettles sells kettles.\n\n## How we share your data\n\n"
    clear = "We may share your personal data with insurers and advertisers."
    vague = "Hosting, repairs, letters and payments are done in this way."
    found = compare_texts(f"{above}We sell kettles.", f"{above}We sell kettles.\n\n{clear}\n\n{vague}").findings
    assert [(one.new, one.doubtful) for one in found] == [(clear, False), (vague, True)]
