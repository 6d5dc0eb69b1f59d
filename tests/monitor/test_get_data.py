"""scripts/get-data, against a repository of invented texts made with git."""

from __future__ import annotations

import json
import lzma
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.repository import REPOSITORY

SCRIPT = REPOSITORY / "scripts" / "get-data"
LABELS = REPOSITORY / "benchmarks" / "labels"
OF_OTHERS = LABELS / "statements-fr.jsonl"  # labels of statements of changes that the other files point to
POINTERS = sorted(set(LABELS.glob("*.jsonl")) - {OF_OTHERS})
OLD = "# Acorn\n\nWe share nothing – ever.\n"
NEW = "# Acorn\n\nWe share your é-mail with partners.\n"


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Tester", "-c", "user.email=tester@acorn.example"]
    done = subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def collection(folder: Path) -> tuple[str, str]:
    """A versions repository with one change; the ids of both texts."""
    folder.mkdir()
    git(folder, "init", "--quiet")
    git(folder, "config", "uploadpack.allowAnySHA1InWant", "true")
    git(folder, "config", "uploadpack.allowFilter", "true")
    blobs = []
    for text in (OLD, NEW):
        (folder / "Privacy Policy.md").write_text(text, encoding="utf-8")
        git(folder, "add", "Privacy Policy.md")
        git(folder, "commit", "--quiet", "--message", "Record")
        blobs.append(git(folder, "rev-parse", "HEAD:Privacy Policy.md"))
    return blobs[0], blobs[1]


def run(tmp_path: Path, old: str, new: str) -> subprocess.CompletedProcess[str]:
    start = NEW.index("your")
    label = {
        "kind": "material",
        "sharing": {"material": "yes", "findings": [{"old": "", "new": [start, start + 11]}]},
        "retention": {"material": "no"},
        "legal_basis": {"material": "no"},
    }
    pointer = {"file": "changes-of-acorn", "id": "a1", "collection": "acorn", "old": old, "new": new, "label": label}
    return fetch(tmp_path, pointer)


def fetch(tmp_path: Path, pointer: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    (tmp_path / "pointers.jsonl").write_text(json.dumps(pointer) + "\n", encoding="utf-8")
    source = f"file://{tmp_path}/{{}}"
    options = ["--source", source, "--pointers", str(tmp_path / "pointers.jsonl")]
    command = [sys.executable, str(SCRIPT), str(tmp_path / "data"), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def written(tmp_path: Path, name: str) -> list[dict[str, Any]]:
    with lzma.open(tmp_path / "data" / "changes" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def test_texts_are_fetched_by_their_pointers_and_quotes_are_filled_in(tmp_path: Path) -> None:
    done = run(tmp_path, *collection(tmp_path / "acorn"))
    assert done.returncode == 0, done.stderr
    (change,) = written(tmp_path, "changes-of-acorn")
    assert (change["old"], change["new"]) == (OLD, NEW)
    assert change["label"]["sharing"]["findings"] == [{"old": "", "new": "your é-mail"}]


def test_texts_that_cannot_be_fetched_are_told(tmp_path: Path) -> None:
    done = run(tmp_path, "0" * 39 + "1", "0" * 39 + "2")
    assert done.returncode == 1
    assert "1 could not be fetched" in done.stdout


def test_statements_as_they_stand_have_no_text_before(tmp_path: Path) -> None:
    _, new = collection(tmp_path / "acorn")
    statements = {"file": "statements", "collection": "acorn", "old": None, "new": new, "statements": {"0a1b2c3d": "S"}}
    done = fetch(tmp_path, statements)
    assert done.returncode == 0, done.stderr
    assert written(tmp_path, "statements") == [
        {key: value for key, value in {**statements, "new": NEW}.items() if key != "file"}
    ]


NAME = re.compile(r"[0-9a-f]{40}|\d{4}-\d\d-\d\dT[\d:]{8}\+00:00")  # of a blob, or the time of a capture


def test_the_pointers_of_the_project_hold_no_texts() -> None:
    lines = [line for path in POINTERS for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(lines) > 2000
    for pointer in map(json.loads, lines):
        assert NAME.fullmatch(pointer["new"])
        assert pointer["old"] is None or NAME.fullmatch(pointer["old"])
        assert all(len(name) == 8 and len(codes) <= 3 for name, codes in pointer.get("statements", {}).items())
        parts = [part for part in pointer.get("label", {}).values() if isinstance(part, dict)]
        findings = [finding for part in parts for finding in part.get("findings", ())]
        assert all(finding[side] == "" or len(finding[side]) == 2 for finding in findings for side in ("old", "new"))


def test_labels_without_a_pointer_hold_no_texts_and_are_of_changes_that_have_one() -> None:
    known = {json.loads(line).get("id") for path in POINTERS for line in path.read_text(encoding="utf-8").splitlines()}
    for entry in map(json.loads, OF_OTHERS.read_text(encoding="utf-8").splitlines()):
        assert entry.keys() == {"change", "version", "statements"}
        assert entry["change"] in known
        assert all(len(name) == 8 and len(codes) <= 3 for name, codes in entry["statements"].items())
