"""docs/schema.md and docs/datasette.json are true of the store."""

from __future__ import annotations

import json
import re
from pathlib import Path

from store import judgements, practices
from tests.support.repository import REPOSITORY
from tests.support.storing import KEY, NOON, acme_store, add_texts, judgement

DOCS = REPOSITORY / "docs"


def test_every_table_and_view_is_described_and_nothing_else(tmp_path: Path) -> None:
    told = set(re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", (DOCS / "schema.md").read_text(), re.MULTILINE))
    named = {name for cell in told for name in re.findall(r"\w+", cell)}
    with acme_store(tmp_path) as db:
        rows = db.rows(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        )
    held = {row["name"] for row in rows if not row["name"].startswith("passage_index_")}
    assert named == held


def test_the_examples_of_the_documentation_run(tmp_path: Path) -> None:
    (block,) = re.findall(r"```sql\n(.*?)```", (DOCS / "schema.md").read_text(), re.DOTALL)
    with acme_store(tmp_path) as db:
        add_texts(db, "one", "two")
        judgements.add(db, KEY, 1, 2, judgement(), NOON)
        answers = [db.rows(statement) for statement in block.split(";") if statement.strip()]
    assert len(answers) == 3


def test_datasettes_metadata_names_tables_columns_and_queries_that_exist(tmp_path: Path) -> None:
    about = json.loads((DOCS / "datasette.json").read_text())["databases"]["clausewatch"]
    with acme_store(tmp_path) as db:
        for table, settings in about["tables"].items():
            columns = {row["name"] for row in db.rows(f"PRAGMA table_info({table})")}
            named = {
                *settings.get("facets", ()),
                *(settings[key] for key in ("label_column", "sort_desc") if key in settings),
            }
            assert columns, table
            assert named <= columns, table
        for query in about["queries"].values():
            parameters = dict.fromkeys(re.findall(r":(\w+)", query["sql"]), "x")
            assert isinstance(db.rows(query["sql"], parameters), list)


def test_the_views_show_versions_findings_and_items(tmp_path: Path) -> None:
    with acme_store(tmp_path) as db:
        add_texts(db, "one", "two")
        judgements.add(db, KEY, 1, 2, judgement(findings=()), NOON)
        judgements.add(db, KEY, 1, 2, judgement(), NOON)
        practices.record(db, KEY, 1, {"sale": {"category": "sharing", "quote": "we never sell"}}, rules_version=1)
        (finding,) = db.rows("SELECT * FROM all_findings")
        assert (finding["vendor"], finding["version"], finding["category"]) == ("Acme", 2, "sharing")
        assert (finding["before"], finding["after"]) == ("We never sell your data.", None)
        assert [row["verdict"] for row in db.rows("SELECT verdict FROM all_versions ORDER BY number")] == [
            None,
            "material",
        ]
        (item,) = db.rows("SELECT * FROM current_practices")
        assert (item["category"], item["quote"], item["stands_since"]) == (
            "sharing",
            "we never sell",
            "2026-03-01T12:00:00",
        )
