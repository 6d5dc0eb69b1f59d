"""What an Open Terms Archive collection watches becomes what we watch."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from monitor.errors import NotFoundError, SourceError
from store.declarations import declared

ACME = {
    "name": "Acme",
    "terms": {
        "Privacy Policy": {
            "fetch": "https://acme.example/privacy",
            "select": ["main", ".notice"],
            "remove": ["nav", {"startBefore": "#old", "endBefore": "footer"}],
            "executeClientScripts": True,
        },
        "Terms of Service": {"fetch": "https://acme.example/terms", "select": "body"},
        "Data Processor Agreement": {"select": "main"},
    },
}
NORTHPOST = {
    "name": "Northpost",
    "documents": {
        "Privacy Policy": {
            "remove": "aside",
            "combine": [
                {"fetch": "https://northpost.example/1", "select": "article"},
                {"fetch": "https://northpost.example/2", "select": {"startAfter": "h1", "endBefore": "footer"}},
            ],
        }
    },
}


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "declarations"
    folder.mkdir()
    for name, declaration in {"Acme": ACME, "Northpost": NORTHPOST, "Acme.history": {"Privacy Policy": []}}.items():
        (folder / f"{name}.json").write_text(json.dumps(declaration))
    return tmp_path


def test_each_declared_document_is_watched_at_its_pages_with_its_css_selectors(collection: Path) -> None:
    found, left_out = declared(collection)
    assert [(one.key, one.urls, one.select, one.remove) for one in found] == [
        ("acme/privacy-policy", ("https://acme.example/privacy",), ("main", ".notice"), ("nav",)),
        ("acme/terms-of-service", ("https://acme.example/terms",), (), ()),
        ("northpost/privacy-policy", ("https://northpost.example/1", "https://northpost.example/2"), (), ("aside",)),
    ]
    assert left_out == {"Acme Data Processor Agreement": "it names no address"}


def test_only_the_named_services_and_terms_are_taken_in_any_case(collection: Path) -> None:
    found, _ = declared(collection / "declarations", services=["ACME"], terms=["privacy policy"])
    assert [one.key for one in found] == ["acme/privacy-policy"]


def test_what_holds_no_declarations_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="declaration"):
        declared(tmp_path)
    (tmp_path / "Acme.json").write_text('{"terms": ["Privacy Policy"]}')
    with pytest.raises(SourceError, match=r"Acme\.json.*is no declaration"):
        declared(tmp_path)
    (tmp_path / "Aardvark.json").mkdir()
    with pytest.raises(SourceError, match=r"Aardvark\.json.*is no declaration"):
        declared(tmp_path)
