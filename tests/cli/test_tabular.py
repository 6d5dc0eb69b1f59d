"""History, practices and hits for spreadsheets and documents."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from monitor.cli.tabular import print_rows
from tests.support.daemon import clausewatch
from tests.support.policies import PARTNERS


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_histories_practices_and_hits_come_as_csv(watched: Path) -> None:
    history = rows(clausewatch("history", "gardenbell", "--format", "csv", cwd=watched).stdout)
    assert [(row["version"], row["verdict"], row["sharing"], row["returns_to"]) for row in history] == [
        ("1", "", "", ""),
        ("2", "material", "less_protective", ""),
        ("3", "material", "more_protective", "1"),
        ("4", "material", "", ""),
    ]
    assert history[3]["reasons"]
    kept = rows(clausewatch("practices", "gardenbell", "--topic", "retention", "--format", "csv", cwd=watched).stdout)
    assert [(row["said"].partition(" (")[0], row["since_version"]) for row in kept] == [
        ("kept: 15 years after the relationship ends", "4")
    ]
    (hit,) = rows(clausewatch("search", '"advertising partners"', "--format", "csv", cwd=watched).stdout)
    assert (hit["text"], hit["first_version"]) == (PARTNERS, "2")
    dataset = rows(clausewatch("export", "--all", "--format", "csv", cwd=watched).stdout)
    assert [row["number"] for row in dataset] == ["1", "2", "3", "4"]
    assert PARTNERS in dataset[1]["text"]
    assert json.loads(dataset[1]["judgement"])["verdict"] == "material"


def test_the_same_comes_as_tables_of_markdown(watched: Path) -> None:
    lines = clausewatch("history", "gardenbell", "--format", "markdown", cwd=watched).stdout.splitlines()
    assert lines[0].startswith("| source | version |")
    assert [line.split(" | ")[1] for line in lines[2:]] == ["1", "2", "3", "4"]
    refused = clausewatch("history", "gardenbell", "--json", "--format", "csv", cwd=watched, check=False)
    assert refused.returncode == 2


def test_words_of_others_neither_run_in_a_spreadsheet_nor_break_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = {"cell": '=HYPERLINK("http://thief.example")', "other": "a | b\n<img>\x1b[2J", "number": -1, "none": None}
    print_rows("csv", list(hostile), [hostile])
    (row,) = rows(capsys.readouterr().out)
    assert row["cell"] == f"'{hostile['cell']}"
    assert row["other"].startswith("a | b\n<img>")
    assert "\x1b" not in row["other"]
    for start in "+-@\t\n＝":
        print_rows("csv", ["cell"], [{"cell": f"{start}1+1"}])
        assert rows(capsys.readouterr().out)[0]["cell"].startswith("'")
    print_rows("markdown", list(hostile), [hostile])
    line = capsys.readouterr().out.splitlines()[2]
    assert "a \\| b<br>\\<img>" in line
    print_rows("markdown", ["cell"], [{"cell": "![x](http://thief.example/x.png) &lt;b&gt;"}])
    assert "| !\\[x\\](http://thief.example/x.png) \\&lt;b\\&gt; |" in capsys.readouterr().out
    assert line.endswith("| -1 |  |")
