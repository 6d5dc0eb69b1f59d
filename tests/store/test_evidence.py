"""The hash chain and the evidence pack: what was recorded cannot be changed unnoticed."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.errors import NotFoundError
from monitor.model import Check, Origin, Outcome, Review, ReviewAction
from store import chain, checks, judgements, reviews, snapshots, versions
from store.database import Store, open_store
from store.export import dataset, export, summary
from store.verify import faults, link
from tests.support.storing import DAY, KEY, NOON, acme_store, judgement, snapshot, version

HOSTILE = "We share <script>alert(1)</script> data & more."


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Store]:
    """Three versions, each with its capture and check; the second change is judged."""
    with acme_store(tmp_path) as store:
        for number, text in enumerate(("We share nothing.", HOSTILE, "We share nothing."), 1):
            page = snapshots.add(store, KEY, snapshot(text.encode() * 30, fetched_at=NOON + DAY * number))
            versions.add(store, KEY, version(number, text), snapshots=[page])
            seen = Check(
                source=KEY, checked_at=NOON + DAY * number, outcome=Outcome.NEW_VERSION, version=number, snapshot=page
            )
            checks.add(store, seen)
        judgements.add(store, KEY, 1, 2, judgement(), NOON)
        yield store


def test_an_untouched_history_has_no_faults(db: Store) -> None:
    assert chain.faults(db, KEY) == []
    assert len(list(chain.entries(db, KEY))) == 9


def test_the_head_of_a_chain_moves_with_each_record_and_seals_those_before(db: Store) -> None:
    before = chain.head(db, KEY)
    checks.add(db, Check(source=KEY, checked_at=NOON + DAY * 9, outcome=Outcome.UNCHANGED))
    after = chain.head(db, KEY)
    assert before is not None
    assert after is not None
    assert after != before
    assert before in [entry.hash.hex() for entry in chain.entries(db, KEY)]


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        ("UPDATE checks SET outcome = 'failed' WHERE id = 2", "the check at position 5 of the chain was changed"),
        ("UPDATE versions SET recorded_at = '2020-01-01T00:00:00' WHERE number = 1", "the version at position 1"),
        ("UPDATE snapshots SET final_url = 'https://evil.example/' WHERE id = 3", "the capture at position 6"),
        ("UPDATE versions SET text_id = (SELECT text_id FROM versions WHERE number = 1) WHERE number = 2", "version"),
        ("DELETE FROM checks WHERE id = 1", "was removed"),
        ("DELETE FROM chain WHERE position = 4", "position 4 of the chain was removed"),
        ("DELETE FROM chain WHERE position = 8", "3 checks are stored, 2 are in the chain"),
        ("INSERT INTO checks VALUES (99, 1, '2026-03-09', 'unchanged', NULL, 3, NULL, 0)", "4 checks are stored"),
        ("UPDATE blobs SET sha256 = zeroblob(32) WHERE id = (SELECT max(text_id) FROM versions)", "damaged content"),
    ],
)  # fmt: skip
def test_an_edit_behind_the_programs_back_is_told(db: Store, edit: str, fault: str) -> None:
    db.execute("PRAGMA foreign_keys = OFF")
    assert db.execute(edit) == 1
    assert any(fault in found for found in chain.faults(db, KEY)), chain.faults(db, KEY)


@pytest.fixture
def pack(db: Store, tmp_path: Path) -> Path:
    export(db, [KEY], tmp_path / "pack", now=NOON + DAY * 30)
    return tmp_path / "pack"


def check_alone(folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs the pack's own checker, with Python's isolated mode: none of our packages can be reached."""
    return subprocess.run(
        [sys.executable, "-I", "-S", folder / "verify.py"], capture_output=True, text=True, check=False
    )


def test_a_pack_is_checked_by_python_alone(pack: Path) -> None:
    done = check_alone(pack)
    assert (done.returncode, done.stderr) == (0, "")
    assert "All is well" in done.stdout
    assert faults(pack) == []


def test_a_ledger_is_read_by_its_own_line_breaks_only(db: Store, tmp_path: Path) -> None:
    note = "one\u2028line\u0085of a note"
    reviews.add(db, Review(source=KEY, version=2, action=ReviewAction.DISMISSED, by="A. Reader", at=NOON, note=note))
    export(db, [KEY], tmp_path / "pack", now=NOON)
    assert faults(tmp_path / "pack") == []


def test_a_pack_holds_texts_pages_headers_and_judgements(db: Store, pack: Path) -> None:
    place = pack / KEY
    assert (place / "versions" / "00002.md").read_text() == HOSTILE
    assert (place / "captures" / "00000002.body").read_bytes() == snapshots.get(db, 2).content
    assert ["etag", '"1"'] in json.loads((place / "captures" / "00000002.headers.json").read_text())
    (told,) = [json.loads(line) for line in (place / "judgements.jsonl").read_text().splitlines()]
    assert (told["new_version"], told["verdict"]) == (2, "material")
    first = json.loads((place / "versions.jsonl").read_text().splitlines()[0])
    assert (first["recorded_at"], first["captures"]) == ("2026-03-01T12:00:00Z", [1])


def test_the_sha256_that_export_returns_is_the_manifests(db: Store, tmp_path: Path) -> None:
    told = export(db, [KEY], tmp_path / "pack", now=NOON)
    assert told in check_alone(tmp_path / "pack").stdout


def change_a_text(pack: Path) -> str:
    (pack / KEY / "versions" / "00001.md").write_text("We share everything.")
    return "versions/00001.md was changed"


def remove_a_capture(pack: Path) -> str:
    (pack / KEY / "captures" / "00000001.body").unlink()
    return "captures/00000001.body is missing"


def add_a_file(pack: Path) -> str:
    (pack / KEY / "versions" / "00009.md").write_text("A version that never was.")
    return "versions/00009.md is not in the manifest"


def edit_the_ledger(pack: Path) -> str:
    """... and mend the manifest, as a careful forger would."""
    ledger = pack / KEY / "ledger.jsonl"
    ledger.write_text(ledger.read_text().replace("2026-03-03", "2026-03-02"))
    mend_manifest(pack)
    return "the chain breaks"


def cut_a_line_from_the_ledger(pack: Path) -> str:
    ledger = pack / KEY / "ledger.jsonl"
    lines = ledger.read_text().splitlines(keepends=True)
    ledger.write_text("".join(lines[:3] + lines[4:]))
    mend_manifest(pack)
    return "the chain breaks"


def swap_a_text_and_mend_the_manifest(pack: Path) -> str:
    change_a_text(pack)
    mend_manifest(pack)
    return "versions/00001.md is not what the ledger recorded"


def break_the_manifest(pack: Path) -> str:
    (pack / "manifest.json").write_text("{")
    return "manifest.json cannot be read"


def shape_the_manifest_otherwise(pack: Path) -> str:
    (pack / "manifest.json").write_text('{"files": 3, "pruned": []}')
    return "manifest.json cannot be read"


def nest_the_manifest_without_end(pack: Path) -> str:
    (pack / "manifest.json").write_text("[" * 100_000)
    return "manifest.json cannot be read"


def write_the_ledger_in_no_encoding(pack: Path) -> str:
    ledger = next(pack.rglob("ledger.jsonl"))
    ledger.write_bytes(b"\xff" + ledger.read_bytes())
    mend_manifest(pack)
    return "the rest cannot be checked"


def forget_a_position(pack: Path) -> str:
    ledger = next(pack.rglob("ledger.jsonl"))
    ledger.write_text(ledger.read_text().replace('"position"', '"place"'))
    mend_manifest(pack)
    return "the rest cannot be checked"


def lose_the_manifest(pack: Path) -> str:
    (pack / "manifest.json").unlink()
    return "this is no evidence pack, or not all of one: it has no manifest.json"


def spoil_the_ledger(pack: Path) -> str:
    (pack / KEY / "ledger.jsonl").write_bytes(b"not JSON\n")
    return "ledger.jsonl was changed"


def slip_in_nonsense(pack: Path) -> str:
    """... with a hash that continues the chain."""
    ledger = pack / KEY / "ledger.jsonl"
    lines = ledger.read_text().splitlines(keepends=True)
    record = {"kind": "version", "number": "the seventh"}
    told = link(bytes.fromhex(json.loads(lines[-1])["hash"]), record).hex()
    lines.append(json.dumps({"position": len(lines), "record": record, "hash": told}) + "\n")
    ledger.write_text("".join(lines))
    mend_manifest(pack)
    return "line 10 is no record"


def mend_manifest(pack: Path) -> None:
    manifest = json.loads((pack / "manifest.json").read_text())
    manifest["files"] = {name: hashlib.sha256((pack / name).read_bytes()).hexdigest() for name in manifest["files"]}
    (pack / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    "forge",
    [
        change_a_text,
        remove_a_capture,
        add_a_file,
        edit_the_ledger,
        cut_a_line_from_the_ledger,
        swap_a_text_and_mend_the_manifest,
        break_the_manifest,
        shape_the_manifest_otherwise,
        nest_the_manifest_without_end,
        write_the_ledger_in_no_encoding,
        forget_a_position,
        lose_the_manifest,
        spoil_the_ledger,
        slip_in_nonsense,
    ],
)
def test_a_forged_pack_is_told_by_what_was_forged(pack: Path, forge: object) -> None:
    assert callable(forge)
    fault = forge(pack)
    done = check_alone(pack)
    assert (done.returncode, done.stderr) == (1, "")
    assert fault in done.stdout


def test_a_summary_shows_the_words_of_others_and_never_runs_them(db: Store) -> None:
    page = summary(db, [KEY], now=NOON + DAY * 30)
    assert "The promise not to sell data is gone." in page
    assert "We never sell your data." in page
    judgements.add(db, KEY, 2, 3, judgement(note=HOSTILE), NOON)
    page = summary(db, [KEY], now=NOON + DAY * 30)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert str(chain.head(db, KEY)) in page


def test_a_summary_says_when_nobody_could_see_the_page_and_what_others_recorded(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        versions.add(db, KEY, version(1, "one", origin=Origin.IMPORTED))
        assert "never checked by clausewatch" in summary(db, [KEY], now=NOON + DAY * 9)
        for day, outcome in ((1, Outcome.UNCHANGED), (2, Outcome.FAILED), (4, Outcome.UNCHANGED)):
            checks.add(db, Check(source=KEY, checked_at=NOON + DAY * day, outcome=outcome, detail="Who are <you>?"))
        page = " ".join(re.sub(r"</?time[^>]*>", "", summary(db, [KEY], now=NOON + DAY * 9)).split())
    assert "3 checks from 2026-03-02 12:00:00 to 2026-03-05 12:00:00, of which 2 saw the policy" in page
    assert "from 2026-03-03 12:00:00 to 2026-03-05 12:00:00: Who are &lt;you&gt;?" in page
    assert "Recorded by others, and imported." in page


def test_a_pack_is_never_written_over_something(pack: Path, db: Store) -> None:
    with pytest.raises(FileExistsError):
        export(db, [KEY], pack, now=NOON)
    shutil.rmtree(pack)
    with pytest.raises(NotFoundError):
        export(db, [], pack, now=NOON)


def test_a_pack_stands_still_while_others_write(db: Store, tmp_path: Path) -> None:
    with open_store(tmp_path / "store.db") as daemon:
        with db.still():
            before = chain.head(db, KEY)
            versions.add(daemon, KEY, version(4, "We share something."))
            assert (chain.head(db, KEY), versions.count(db, KEY)) == (before, 3)
        assert versions.count(db, KEY) == 4


def test_a_dataset_has_each_version_with_its_text_and_judgement(db: Store) -> None:
    lines = list(dataset(db, [KEY]))
    assert [line["text"] for line in lines] == ["We share nothing.", HOSTILE, "We share nothing."]
    assert [line["judgement"] and line["judgement"]["verdict"] for line in lines] == [None, "material", None]
    assert json.loads(json.dumps(lines)) == lines
