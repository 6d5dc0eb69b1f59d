"""Commands that need no store: compare two texts, read one, extract it from a page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from monitor.cli.texts import read_policy
from tests.support.cli_folder import EXTENDED
from tests.support.daemon import clausewatch
from tests.support.policies import DENIAL, PARTNERS, policy_page


def test_compare_judges_files_of_any_kind(tmp_path: Path) -> None:
    (tmp_path / "old.html").write_text(policy_page())
    (tmp_path / "new.html").write_text(policy_page(PARTNERS))
    done = clausewatch("compare", "old.html", "new.html", "--json", "--exit-code", cwd=tmp_path, check=False)
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert answer["verdict"] == "material"
    assert answer["categories"]["sharing"] == {"material": True, "direction": "less_protective"}
    assert answer["findings"][0]["new"] in PARTNERS
    assert clausewatch("compare", "old.html", "old.html", "--exit-code", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("beginning", ["<!DOCTYPE html>", "\n <HTML lang='en'>", "<!-- saved from a browser -->"])
def test_a_page_is_known_by_how_it_begins_where_no_ending_tells(tmp_path: Path, beginning: str) -> None:
    file = tmp_path / "saved"
    file.write_text(beginning + policy_page(PARTNERS).partition(">")[2])
    assert f"\n\n{PARTNERS}\n" in read_policy(str(file))
    file.write_text(f"{PARTNERS} <html> is a tag.\n")
    assert read_policy(str(file)) == f"{PARTNERS} <html> is a tag.\n"


def test_a_judgement_is_the_same_in_every_process(tmp_path: Path) -> None:
    """Sets are walked in another order from process to process; evidence must not depend on it."""
    pages = [policy_page(), policy_page(PARTNERS, kept=EXTENDED, basis="Legitimate interests; consent")]
    pairs = [{"id": 1, "old": pages[0], "new": pages[1], "format": "html"}, {"id": 2, "old": DENIAL, "new": PARTNERS}]
    (tmp_path / "pairs.jsonl").write_text("\n".join(json.dumps(pair) for pair in pairs))
    answers = {
        clausewatch("compare", "--pairs", "pairs.jsonl", cwd=tmp_path, PYTHONHASHSEED=str(seed)).stdout
        for seed in (1, 2, 3)
    }
    assert len(answers) == 1


def test_compare_answers_pairs_in_their_order(tmp_path: Path) -> None:
    pairs = [
        {"id": "b", "old": "We keep invoices for ten years.", "new": "We keep invoices for ten years."},
        {"id": "a", "old": policy_page(), "new": policy_page(PARTNERS), "format": "html"},
    ]
    (tmp_path / "pairs.jsonl").write_text("\n".join(json.dumps(pair) for pair in pairs))
    answers = [
        json.loads(line) for line in clausewatch("compare", "--pairs", "pairs.jsonl", cwd=tmp_path).stdout.splitlines()
    ]
    assert [(answer["id"], answer["verdict"]) for answer in answers] == [("b", "not_material"), ("a", "material")]
    assert set(answers[0]) >= {"id", "verdict", "categories", "findings", "changes", "rules_version"}


@pytest.mark.parametrize("line", ["{", "[]", "[" * 100_000, "1" * 5_000, '{"id": 1}', '{"id": 1, "old": 2, "new": ""}'])
def test_compare_names_the_line_of_a_broken_pair(tmp_path: Path, line: str) -> None:
    (tmp_path / "pairs.jsonl").write_text(f'{{"id": 0, "old": "", "new": ""}}\n{line}\n')
    done = clausewatch("compare", "--pairs", "pairs.jsonl", cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert "line 2" in done.stderr


def test_json_holds_nothing_that_a_terminal_obeys_or_takes_for_an_end_of_line(tmp_path: Path) -> None:
    """C1 controls, marks that reorder a line, U+2028: as escapes, so that programs read the words as they stand."""
    pair = {"id": "\x9b31m\u202e\u2028\x85\x1b", "old": DENIAL, "new": DENIAL}
    (tmp_path / "pairs.jsonl").write_text(json.dumps(pair))
    printed = clausewatch("compare", "--pairs", "pairs.jsonl", cwd=tmp_path).stdout
    assert printed.removesuffix("\n").isprintable()
    assert json.loads(printed)["id"] == pair["id"]


def test_read_finds_practices_with_their_words(tmp_path: Path) -> None:
    (tmp_path / "policy.html").write_text(policy_page(PARTNERS))
    reading = json.loads(clausewatch("read", "policy.html", "--json", cwd=tmp_path).stdout)
    assert set(reading) == {"sharing", "retention", "legal_basis"}
    assert PARTNERS in [practice["quote"] for practice in reading["sharing"]]
    assert "P10Y" in [practice["period"] for practice in reading["retention"]]
    assert {"6(1)(a)", "6(1)(b)"} <= {practice["article"] for practice in reading["legal_basis"]}


def test_people_read_quotes_without_the_marks_of_markdown_and_programs_with_them(tmp_path: Path) -> None:
    words = "We share your personal data with [our **advertising partners**](https://acorn.example/partners?all=1)."
    (tmp_path / "policy.md").write_text(f"# Privacy Policy\n\n{words}\n")
    shown = clausewatch("read", "policy.md", cwd=tmp_path, COLUMNS="120").stdout
    assert "“We share your personal data with our advertising partners.”" in shown
    said = json.loads(clausewatch("read", "policy.md", "--json", cwd=tmp_path).stdout)
    assert [one["quote"] for one in said["sharing"]] == [words]


def test_a_text_in_a_language_that_is_not_read_is_told_from_one_that_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "norsk.md").write_text("Vi deler opplysninger med våre partnere og lagrer dem i ti år etter loven.\n")
    (tmp_path / "english.md").write_text("Our shop is open daily, and we are happy to see you.\n")
    assert "Not read: language" in clausewatch("read", "norsk.md", cwd=tmp_path).stderr
    assert clausewatch("read", "english.md", cwd=tmp_path).stderr == ""


def test_extract_reads_one_page_or_many(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(policy_page())
    one = json.loads(clausewatch("extract", "page.html", "--json", cwd=tmp_path).stdout)
    assert (one["capture"]["kind"], one["language"]) == ("policy", "en")
    pages = [{"id": 1, "path": "page.html", "url": "https://gardenbell.example"}, {"id": 2, "html": "<p>Sign in</p>"}]
    (tmp_path / "pages.jsonl").write_text("\n".join(json.dumps(line) for line in pages))
    lines = clausewatch("extract", "--pages", "pages.jsonl", cwd=tmp_path).stdout.splitlines()
    answers = [json.loads(line) for line in lines]
    assert [answer["id"] for answer in answers] == [1, 2]
    assert answers[0]["text"] == one["text"]
    assert answers[1]["capture"]["kind"] != "policy"
    (tmp_path / "pages.jsonl").write_text('{"id": 1, "html": 5}')
    refused = clausewatch("extract", "--pages", "pages.jsonl", cwd=tmp_path, check=False)
    assert (refused.returncode, "line 1" in refused.stderr) == (2, True)
    (tmp_path / "pages.jsonl").write_text('{"id": 1}')
    refused = clausewatch("extract", "--pages", "pages.jsonl", cwd=tmp_path, check=False)
    assert (refused.returncode, 'line 1: has neither "html" nor "path"' in refused.stderr) == (2, True)


def test_breaks_inside_cells_are_never_shown_as_such(tmp_path: Path) -> None:
    table = "| Purpose | Recipients |\n| --- | --- |\n| Help<br>Repair | {}<br>couriers |\n"
    (tmp_path / "old.md").write_text(table.format("Brightmail"))
    (tmp_path / "new.md").write_text(table.format("advertisers"))
    assert "“Help; Repair | Brightmail; couriers”" in clausewatch("read", "old.md", cwd=tmp_path).stdout
    assert "<br" not in clausewatch("compare", "old.md", "new.md", cwd=tmp_path).stdout
