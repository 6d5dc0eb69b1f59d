"""What a careful reader finds in the five vendors' policies (texts from the data folder), and nothing else."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from monitor.judge import read_text
from monitor.model import Practice, RetentionKind
from tests.support.data import data_folder

VENDORS = ("homeok", "imou", "io-e", "ip-home-office", "isocket")


@cache
def text_of(vendor: str) -> str:
    return (data_folder() / "vendors" / f"{vendor}.txt").read_text("utf-8")


@cache
def practices_of(vendor: str) -> tuple[Practice, ...]:
    return tuple(read_text(text_of(vendor)))


def bases(vendor: str) -> Counter[tuple[str, str]]:
    """(basis, action) -> how often it is affirmed."""
    found = [practice for practice in practices_of(vendor) if practice.affirmed]
    return Counter((p.legal_basis.basis, p.action) for p in found if p.legal_basis)


def interests(vendor: str) -> set[str]:
    return {p.legal_basis.interests for p in practices_of(vendor) if p.legal_basis and p.legal_basis.interests}


def kinds(vendor: str, *, affirmed: bool = True) -> set[str]:
    found = [practice for practice in practices_of(vendor) if practice.affirmed is affirmed]
    return {recipient.kind for practice in found for recipient in practice.recipients}


def names(vendor: str) -> set[str]:
    return {r.name for practice in practices_of(vendor) for r in practice.recipients if r.name}


def periods(vendor: str) -> Counter[str]:
    return Counter(p.retention.period for p in practices_of(vendor) if p.retention and p.retention.period)


def criteria(vendor: str) -> set[str]:
    listed = [p.retention.criteria for p in practices_of(vendor) if p.retention and p.retention.criteria]
    return {criterion for entry in listed for criterion in entry.split(", ")}


def places(vendor: str) -> set[str]:
    return {country for practice in practices_of(vendor) for country in practice.countries}


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_quote_stands_in_the_text_character_for_character(vendor: str) -> None:
    text = text_of(vendor)
    assert practices_of(vendor)
    assert [practice.quote for practice in practices_of(vendor) if practice.quote not in text] == []


def test_homeok_each_of_thirteen_purposes_meets_its_basis_in_the_table_that_lost_its_rows() -> None:
    rows = [p for p in practices_of("homeok") if p.legal_basis and p.legal_basis.basis != "consent"]
    assert len(rows) == 13
    by_purpose = {row.purposes[0].split()[0].lower(): row.legal_basis.basis for row in rows if row.legal_basis}
    assert Counter(by_purpose.values()) == {"contract": 8, "legitimate_interests": 5}
    on_interests = {word for word, basis in by_purpose.items() if basis == "legitimate_interests"}
    assert on_interests == {"maintain", "data", "staff", "determine", "direct"}


def test_homeok_names_three_interests_and_the_withdrawal_of_consent() -> None:
    assert len(interests("homeok")) == 3
    assert bases("homeok")["consent", "withdraw"] == 1


def test_homeok_gives_recordings_to_audio_analytic() -> None:
    given = [p for p in practices_of("homeok") if any(r.name == "Audio Analytic" for r in p.recipients)]
    assert len(given) == 2
    assert all("recordings" in practice.data and practice.affirmed for practice in given)


def test_homeok_denies_other_disclosure_and_shares_statistics_only() -> None:
    denials = [p for p in practices_of("homeok") if not p.affirmed and p.action == "share"]
    assert [(r.kind, bool(p.condition)) for p in denials for r in p.recipients] == [("third_party", True)]
    assert any("aggregated" in p.data and p.affirmed and p.action == "share" for p in practices_of("homeok"))


def test_homeok_transfers_abroad_under_an_agreement() -> None:
    assert places("homeok") == {"abroad"}
    assert {tool for p in practices_of("homeok") for tool in p.safeguards} == {"contract"}


def test_homeok_keeps_while_the_account_exists_then_a_reasonable_period_and_recordings_by_plan() -> None:
    assert periods("homeok") == {}
    assert {"account_life", "reasonable", "relationship"} <= criteria("homeok")
    recordings = [p for p in practices_of("homeok") if p.retention and "recordings" in p.data]
    assert {practice.action for practice in recordings} == {"retain", "delete"}


def test_ip_home_office_shares_with_nobody_states_no_basis_and_keeps_while_the_account_exists() -> None:
    assert kinds("ip-home-office") == set()
    assert kinds("ip-home-office", affirmed=False) == {"third_party"}
    assert bases("ip-home-office") == {}
    assert criteria("ip-home-office") >= {"account_life", "reasonable"}


def test_io_e_shares_with_its_group_and_named_kinds_of_providers() -> None:
    assert {"affiliate", "processor", "carrier", "third_party", "advertiser", "authority"} <= kinds("io-e")


def test_io_e_denies_sharing_for_marketing_and_lists_disclosures_without_consent() -> None:
    denied = [p for p in practices_of("io-e") if not p.affirmed and "direct_marketing" in p.purposes]
    assert [practice.action for practice in denied] == ["share"]
    listed = [p for p in practices_of("io-e") if p.action == "share" and "legal_compliance" in p.purposes]
    assert len(listed) >= 7
    assert all(practice.modality != "consent" for practice in listed)


def test_io_e_shares_anonymised_statistics_stores_in_the_us_and_states_no_period() -> None:
    statistics = [p for p in practices_of("io-e") if "aggregated" in p.data and p.action == "share"]
    assert {r.kind for p in statistics for r in p.recipients} >= {"advertiser", "third_party"}
    assert places("io-e") == {"US", "abroad"}
    assert bases("io-e")["consent", "withdraw"] >= 1
    assert [practice for practice in practices_of("io-e") if practice.retention] == []


def test_imou_every_row_of_the_table_has_its_basis_also_where_the_cell_continues() -> None:
    rows = [p for p in practices_of("imou") if p.legal_basis and "|" in p.quote]
    found = Counter(row.legal_basis.basis for row in rows if row.legal_basis)
    assert found["consent"] == 5
    assert found["contract"] >= 18
    assert found["legitimate_interests"] >= 22
    assert found["legal_obligation"] >= 2
    continued = [row for row in rows if row.quote.startswith(("4. ", "9. ", "14. "))]
    assert Counter(row.legal_basis.basis for row in continued if row.legal_basis) == {
        "contract": 3,
        "legitimate_interests": 3,
    }


def test_imou_names_its_interests() -> None:
    assert len(interests("imou")) >= 9


def test_imou_cookies_live_two_hours_two_years_and_eighteen_years() -> None:
    assert periods("imou") == {"PT2H": 4, "P2Y": 1, "P18Y": 1}


def test_imou_names_its_controller_google_analytics_and_clicky() -> None:
    assert {"Google Analytics", "Clicky"} <= names("imou")
    controllers = [p for p in practices_of("imou") if p.action == "control"]
    assert len(controllers) == 1


def test_isocket_reads_the_basis_that_closes_each_paragraph_of_purposes() -> None:
    found = bases("isocket")
    assert found["contract", "rely"] >= 5
    assert found["legitimate_interests", "rely"] >= 6
    assert found["legal_obligation", "rely"] >= 7
    assert found["consent", "rely"] >= 1
    assert found["consent", "withdraw"] == 1
    fulfilled = [p for p in practices_of("isocket") if p.legal_basis and p.purposes[:1] == ("To fulfill your orders",)]
    assert {p.legal_basis.basis for p in fulfilled if p.legal_basis} == {"contract", "legitimate_interests"}


def test_isocket_names_its_payment_services_and_trackers() -> None:
    assert {"PayPal", "Paytrail", "Google Analytics", "Facebook"} <= names("isocket")
    expected = {"processor", "adviser", "insurer", "authority", "acquirer", "advertiser", "carrier", "payment_provider"}
    assert expected <= kinds("isocket")


def test_isocket_names_the_company_that_will_be_its_controller() -> None:
    (controller,) = [practice for practice in practices_of("isocket") if practice.action == "control"]
    assert [recipient.name for recipient in controller.recipients] == ["iSocket Systems Ltd"]


def test_isocket_denies_that_third_parties_use_data_for_themselves() -> None:
    denied = [p for p in practices_of("isocket") if p.action == "own_use"]
    assert [practice.affirmed for practice in denied] == [False]


def test_isocket_keeps_ten_years_two_years_and_anonymised_data_without_end() -> None:
    assert periods("isocket") == {"P10Y": 2, "P2Y": 1}
    assert {"account_life", "purpose_done", "legal_duty"} <= criteria("isocket")
    endless = [p for p in practices_of("isocket") if p.retention and p.retention.kind is RetentionKind.INDEFINITE]
    assert [practice.action for practice in endless] == ["anonymise"]


@pytest.mark.parametrize("vendor", VENDORS)
def test_nothing_is_read_out_of_what_only_looks_like_it(vendor: str) -> None:
    """No ages, response times or addresses become facts; no special category is claimed; nobody sells."""
    for practice in practices_of(vendor):
        assert practice.action != "sell"
        assert practice.legal_basis is None or practice.legal_basis.article.startswith("6")
        assert practice.retention is None or practice.retention.period not in {"P16Y", "P1M", "P30D"}
