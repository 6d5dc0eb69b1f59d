"""Versions, captures and judgements: what goes in comes out, small, in order, and as of any day."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import NotFoundError, StoreError
from monitor.model import Judgement, Origin, Verdict, VersionSummary
from store import blobs, chain, judgements, rows, snapshots, sources, versions
from store.database import open_store
from tests.support.storing import DAY, KEY, NOON, acme_store, add_texts, document, judgement, snapshot, version


def test_a_version_comes_back_as_it_went_in(tmp_path: Path) -> None:
    told = version(
        1,
        "# Privacy\n\nWe keep data – “all of it” – for a year. 🦉",
        title="Privacy",
        language="en",
        effective_date=date(2026, 2, 1),
        updated_date=date(2026, 1, 15),
        recorded_at=datetime(2026, 3, 1, 12, 0, 0, 123456, UTC),
        technical_upgrade=True,
        origin=Origin.IMPORTED,
    )
    with acme_store(tmp_path) as db:
        versions.add(db, KEY, told)
        assert versions.get(db, KEY, 1) == versions.latest(db, KEY) == told


def test_versions_are_listed_in_order_without_their_texts(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        add_texts(db, "We keep data.", "We keep no data.")
        assert [(type(s), s.number, s.recorded_at) for s in versions.summaries(db, KEY)] == [
            (VersionSummary, 1, NOON),
            (VersionSummary, 2, NOON + DAY),
        ]


def test_the_version_in_force_is_the_last_one_recorded_by_then(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        add_texts(db, "one", "two", "three")
        assert versions.at(db, KEY, NOON).text == "one"
        assert versions.at(db, KEY, NOON + DAY * 1.99).text == "two"
        assert versions.at(db, KEY, NOON + DAY * 900).text == "three"
        with pytest.raises(NotFoundError, match=r"first record is of 2026-03-01 12:00 \(UTC\)"):
            versions.at(db, KEY, NOON - DAY)


def test_instants_with_and_without_fractions_keep_their_order(tmp_path: Path) -> None:
    half_past = NOON.replace(microsecond=500_000)
    with acme_store(tmp_path) as db:
        versions.add(db, KEY, version(1, "one", recorded_at=NOON))
        versions.add(db, KEY, version(2, "two", recorded_at=half_past))
        assert versions.at(db, KEY, NOON).number == 1
        assert versions.at(db, KEY, half_past).number == 2


def test_a_time_without_zone_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db, pytest.raises(ValueError, match="no time zone"):
        versions.at(db, KEY, datetime(2026, 3, 1))  # noqa: DTZ001


def test_a_number_that_does_not_follow_is_refused(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        add_texts(db, "one")
        with pytest.raises(ValueError, match="the next one is 2"):
            versions.add(db, KEY, version(1, "another one"))
        assert versions.get(db, KEY, 1).text == "one"


def test_unknown_versions_and_sources_are_not_found(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        with pytest.raises(NotFoundError, match=r"version 1 of acme/privacy-policy"):
            versions.get(db, KEY, 1)
        with pytest.raises(NotFoundError, match="did you mean acme/privacy-policy"):
            versions.count(db, "acme/privacy-polcy")
        assert versions.latest(db, KEY) is None


def test_the_latest_version_with_the_same_words_is_found(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        add_texts(db, "We share data.", "We share no data.", "We SHARE data!")
        assert versions.number_of_fingerprint(db, KEY, version(9, "we share data").fingerprint) == 3
        assert versions.number_of_fingerprint(db, KEY, version(9, "something else").fingerprint) is None


def test_equal_texts_are_kept_once_across_versions_and_sources(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        add_texts(db, "one", "two", "one", "two")
        assert db.value("SELECT count(*) FROM blobs") == 2
        assert [versions.get(db, KEY, number).text for number in (1, 2, 3, 4)] == ["one", "two", "one", "two"]


def long_text(random_numbers: random.Random, paragraphs: int) -> list[str]:
    vocabulary = ["we", "keep", "share", "your", "data", "with", "partners", "for", "ten", "years", "unless", "asked"]
    return [" ".join(random_numbers.choices(vocabulary, k=60)) for _ in range(paragraphs)]


def test_a_long_history_is_small_shallow_and_exact(tmp_path: Path) -> None:
    """A version costs about what changed in it, and no text lies under more than the limit of others."""
    random_numbers = random.Random(7)  # noqa: S311 - a fixed seed makes the same history each time
    paragraphs = long_text(random_numbers, 100)
    told = []
    for number in range(120):
        paragraphs[number % 100] = long_text(random_numbers, 1)[0]
        told.append("\n\n".join(paragraphs))
    with acme_store(tmp_path) as db:
        with db.transaction():
            add_texts(db, *told)
        assert [versions.get(db, KEY, number).text for number in range(1, 121)] == told
        assert db.value("SELECT max(depth) FROM blobs") == blobs.DEPTH_LIMIT
        alone = len(blobs.pack(told[0].encode(), b""))
        assert db.value("SELECT sum(length(data)) FROM blobs") < 120 * alone / 6


def test_a_capture_comes_back_byte_for_byte_with_its_headers(tmp_path: Path) -> None:
    told = snapshot(b"<html>\xff\x00 broken \xe2\x82 bytes</html>", headers=(("set-cookie", "a"), ("set-cookie", "b")))
    with acme_store(tmp_path) as db:
        number = snapshots.add(db, KEY, told)
        assert snapshots.get(db, number) == snapshots.latest(db, KEY) == told
        direct = snapshot(b"not redirected", final_url="https://acme.example/privacy")
        assert snapshots.get(db, snapshots.add(db, KEY, direct)) == direct
        assert chain.faults(db, KEY) == []
        with pytest.raises(NotFoundError):
            snapshots.get(db, number + 2)


def test_an_empty_capture_can_be_kept(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        snapshots.add(db, KEY, snapshot(b"a page"))
        assert snapshots.get(db, snapshots.add(db, KEY, snapshot(b""))).content == b""
        assert snapshots.get(db, snapshots.add(db, KEY, snapshot(b"a page again"))).content == b"a page again"


def test_captures_that_differ_in_a_token_cost_little(tmp_path: Path) -> None:
    random_numbers = random.Random(7)  # noqa: S311
    page = "".join(f"<p>{paragraph}</p>" for paragraph in long_text(random_numbers, 300))
    with acme_store(tmp_path) as db:
        for number in range(40):
            content = f"<html nonce={random_numbers.getrandbits(128):x}>{page}</html>".encode()
            snapshots.add(db, KEY, snapshot(content, headers=(("date", str(number)),)))
        assert db.value("SELECT sum(length(data)) FROM blobs") < 40 * 300 + len(blobs.pack(page.encode(), b""))


def test_a_vendors_pages_share_their_frame(tmp_path: Path) -> None:
    random_numbers = random.Random(7)  # noqa: S311
    frame = "".join(f"<script>{paragraph}</script>" for paragraph in long_text(random_numbers, 300))
    with acme_store(tmp_path) as db:
        sources.sync(db, [document(), document(terms_type="Terms")], NOON)
        snapshots.add(db, KEY, snapshot(f"{frame}<p>our policy".encode()))
        first = db.value("SELECT sum(length(data)) FROM blobs")
        other = snapshots.add(db, "acme/terms", snapshot(f"{frame}<p>our terms".encode(), url="https://acme.example/t"))
        assert db.value("SELECT sum(length(data)) FROM blobs") < first * 1.1
        assert snapshots.get(db, other).content.endswith(b"our terms")


def test_a_page_that_was_made_anew_is_packed_on_another_that_was(tmp_path: Path) -> None:
    random_numbers = random.Random(7)  # noqa: S311
    old, new = ("".join(long_text(random_numbers, 200)).encode() for _ in range(2))
    with acme_store(tmp_path) as db:
        sources.sync(db, [document(), document(terms_type="Terms")], NOON)
        pages = [snapshots.add(db, key, snapshot(old + key.encode(), url=key)) for key in (KEY, "acme/terms")]
        pages += [snapshots.add(db, key, snapshot(new + key.encode(), url=key)) for key in (KEY, "acme/terms")]
        kept = db.rows("SELECT content_id, base_id FROM snapshots JOIN blobs ON blobs.id = content_id")
        assert kept[3]["base_id"] == kept[2]["content_id"]
        assert snapshots.get(db, pages[3]).content == new + b"acme/terms"


def test_where_a_chain_is_at_its_limit_the_next_stands_on_one_half_way_down(tmp_path: Path) -> None:
    random_numbers = random.Random(7)  # noqa: S311
    words = [f"w{number}" for number in range(3_000)]
    with acme_store(tmp_path) as db:
        for number in range(blobs.DEPTH_LIMIT + 2):
            words[number * 50 : number * 50 + 50] = [f"{random_numbers.getrandbits(64):x}" for _ in range(50)]
            with db.transaction():
                blobs.put(db, " ".join(words).encode(), near=[number] if number else [])
        depths = [row["depth"] for row in db.rows("SELECT depth FROM blobs ORDER BY id")]
        assert depths[: blobs.DEPTH_LIMIT + 1] == list(range(blobs.DEPTH_LIMIT + 1))
        assert 0 < depths[-1] - 1 < blobs.DEPTH_LIMIT


def test_a_version_knows_the_captures_it_was_read_from(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        pages = [snapshots.add(db, KEY, snapshot(content)) for content in (b"page one", b"page two")]
        versions.add(db, KEY, version(1, "both pages"), snapshots=pages)
        assert versions.snapshots_of(db, KEY, 1) == pages


def test_a_later_judgement_stands_beside_the_earlier_one(tmp_path: Path) -> None:
    first, second = judgement(), judgement(Verdict.NOT_MATERIAL, findings=(), rules_version=2)
    with acme_store(tmp_path) as db:
        add_texts(db, "one", "two")
        assert judgements.latest(db, KEY, 2) is None
        judgements.add(db, KEY, 1, 2, first, NOON)
        judgements.add(db, KEY, 1, 2, second, NOON + DAY)
        assert judgements.latest(db, KEY, 2) == second
        assert judgements.all(db, KEY) == [(1, 2, first), (1, 2, second)]


def test_a_judgement_of_versions_that_are_not_there_is_refused(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db, pytest.raises(StoreError, match="FOREIGN KEY"):
        judgements.add(db, KEY, 1, 2, judgement(), NOON)


@given(st.from_type(Judgement))
@settings(max_examples=50)
def test_any_judgement_survives_being_stored(told: Judgement) -> None:
    assert rows.judgement_from_json(rows.judgement_to_json(told)) == told


@given(texts=st.lists(st.text(max_size=400), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_any_history_of_texts_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    with acme_store(tmp_path_factory.mktemp("any")) as db:
        add_texts(db, *texts)
        assert [versions.get(db, KEY, number).text for number in range(1, len(texts) + 1)] == texts


def test_versions_are_read_while_another_connection_writes(tmp_path: Path) -> None:
    with acme_store(tmp_path) as writer, open_store(tmp_path / "store.db", read_only=True) as reader:
        with writer.transaction():
            add_texts(writer, "one")
            assert versions.count(reader, KEY) == 0
        assert versions.count(reader, KEY) == 1
