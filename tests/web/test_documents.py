"""A vendor with several documents: which one is meant is said wherever one of them is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.model import AlertKind
from store import outbox, sources
from store.database import open_store
from tests.support.alerts import change
from tests.support.invented import VENDORS, document
from tests.support.web_history import add_version
from tests.support.web_site import NOW, asking, filled, page, store_at, words

POLICY = document(VENDORS[0])
PARTNERS = replace(POLICY, terms_type="Sub-processors", urls=("https://partners.example/",))
LIST = "# Sub-processors\n\nCinder Cloud hosts our services.\n"


@pytest.fixture
def two_documents(tmp_path: Path) -> Path:
    """A vendor whose list of sub-processors changed materially, and cannot be read any more."""
    with open_store(filled(tmp_path)) as db:
        sources.sync(db, [POLICY, PARTNERS], NOW)
        add_version(db, PARTNERS.key, LIST, NOW - timedelta(days=40))
        add_version(db, PARTNERS.key, LIST.replace("Cinder", "Ember"), NOW - timedelta(days=2))
        state = sources.state(db, PARTNERS.key)
        sources.save(db, replace(state, blind_since=NOW - timedelta(days=9), failures=9, problem="HTTP 404"))
    return tmp_path


@pytest.mark.parametrize("address", ["/changes/{}:2", "/vendors/{}/versions/2"])
def test_a_page_of_a_document_names_its_kind(two_documents: Path, address: str) -> None:
    with asking(two_documents) as client:
        assert f"{PARTNERS.vendor_name} · Sub-processors" in words(page(client, address.format(PARTNERS.key)))


def test_lists_name_the_kind_of_what_is_no_privacy_policy(two_documents: Path) -> None:
    with asking(two_documents) as client:
        assert f"{PARTNERS.vendor_name} Sub-processors cannot be read" in words(page(client, "/"))
        changes = words(page(client, "/changes"))
        assert f"{PARTNERS.vendor_name} Sub-processors" in changes
        assert f"{POLICY.vendor_name} Privacy Policy" not in changes


def test_a_delivery_names_the_document_that_it_is_about(two_documents: Path) -> None:
    alarms = [
        change(id=f"{each.key}:blind:1", kind=AlertKind.BLIND, vendor=each.vendor, vendor_name=each.vendor_name)
        for each in (POLICY, PARTNERS)
    ]
    with open_store(two_documents / "clausewatch.db") as db:
        for alarm, each in zip(alarms, (POLICY, PARTNERS), strict=True):
            outbox.enqueue(db, replace(alarm, source=each.key, terms_type=each.terms_type), ["dpo"], NOW)
    with asking(two_documents) as client:
        told = words(page(client, "/status"))
    assert f"{POLICY.vendor_name} Sub-processors cannot be read, 4 May 2026" in told
    assert f"{POLICY.vendor_name} cannot be read, 4 May 2026" in told


@pytest.mark.parametrize(
    "address",
    ["/vendors/{}", "/changes?vendor={}", "/feeds/{}.atom", "/api/v1/changes?vendor={}", "/api/v1/vendors/{}"],
)
def test_what_changed_is_found_by_the_name_that_a_vendor_has_now(two_documents: Path, address: str) -> None:
    with open_store(store_at(two_documents)) as db:
        sources.sync(db, [replace(one, vendor_name="Boltwell Ltd") for one in (POLICY, PARTNERS)], NOW)
    with asking(two_documents) as client:
        assert f"{POLICY.key}:" in client.get(address.format("boltwell-ltd")).text
