"""Policies that a page holds but does not show: in an attribute of a frame, a box, a template, the data of a script."""

from __future__ import annotations

import json
from html import escape

import pytest

from monitor.model import CaptureKind
from scrapers.extract import extract_page
from tests.support.pages import BODY, PARAGRAPHS

HEADED = f"<h1>Privacy Policy</h1>{BODY}"
MARKDOWN = "# Privacy Policy\n\n" + "\n\n".join(PARAGRAPHS)
STATE = json.dumps({"props": {"nav": ["Home", "Lamps"], "page": {"name": "privacy", "html": HEADED}}})
NOTE = "<p>Our lamps are made by hand in a small workshop beside the fjord, and have been since the war ended.</p>"


def shell(body: str) -> str:
    return (
        "<!doctype html><html><head><title>Privacy Policy | Lumenwick</title></head>"
        f"<body><nav><a href='/'>Home</a></nav><div id='app'></div>{body}</body></html>"
    )


def script(data: str, start: str = "<script type='application/json'>") -> str:
    return f"{start}{data}</script>"


@pytest.mark.parametrize(
    "body",
    [
        f"<noscript>{HEADED}</noscript>",
        f"<template>{HEADED}</template>",
        f'<iframe title="x" srcdoc="{escape(HEADED)}"></iframe>',
        f"<iframe srcdoc='<html><body>{HEADED}</body></html>'></iframe>",
        f"<form><textarea readonly rows='9'>{MARKDOWN}</textarea></form>",
        script(STATE),
        script(STATE, "<script id='__NEXT_DATA__' type='application/json'>"),
        script(json.dumps({"body": MARKDOWN})),
        script(json.dumps({"a": json.dumps([{"html": HEADED}])})),
        script(json.dumps({"parts": [{"html": part} for part in (NOTE, HEADED)]})).replace(json.dumps(NOTE), '""'),
        script(f"window.state = {STATE};", "<script>"),
        script(f"window.note = {json.dumps(NOTE)}; window.text = {json.dumps(HEADED)};", "<script>"),
        script(f"self.__next_f.push([1,{json.dumps('3:' + STATE)}])", "<script>"),
        f'<policy-viewer lang="en" content="{escape(HEADED)}"></policy-viewer>',
        f"<policy-viewer content='{HEADED}'></policy-viewer>",
        f"<div data-page='{escape(STATE)}'></div>",
        f'<div data-page="{escape(STATE)}"></div>',
    ],
)
def test_a_policy_that_an_empty_page_holds_is_read(body: str) -> None:
    read = extract_page(shell(body), url="https://lumenwick.example/privacy")
    assert read.capture.is_policy
    assert read.text == MARKDOWN
    assert read.title == "Privacy Policy | Lumenwick"


def portable(style: str, text: str) -> dict[str, object]:
    return {"_type": "block", "style": style, "children": [{"_type": "span", "text": text, "marks": []}]}


def contentful(kind: str, text: str) -> dict[str, object]:
    return {"nodeType": kind, "data": {}, "content": [{"nodeType": "text", "value": text, "marks": []}]}


def prosemirror(kind: str, text: str, **attrs: int) -> dict[str, object]:
    return {"type": kind, "attrs": attrs, "content": [{"type": "text", "text": text}]}


def slate(kind: str, *texts: str) -> dict[str, object]:
    return {"type": kind, "children": [{"text": text} for text in texts]}


TREES: dict[str, object] = {
    "portable text": [portable("h1", "Privacy Policy"), *(portable("normal", text) for text in PARAGRAPHS)],
    "document of nodes": {
        "nodeType": "document",
        "content": [contentful("heading-1", "Privacy Policy"), *(contentful("paragraph", text) for text in PARAGRAPHS)],
    },
    "editor": {
        "type": "doc",
        "content": [
            prosemirror("heading", "Privacy Policy", level=1),
            *(prosemirror("paragraph", t) for t in PARAGRAPHS),
        ],
    },
    "children": [slate("h1", "Privacy Policy"), *(slate("paragraph", text[:30], text[30:]) for text in PARAGRAPHS)],
    "lexical": {
        "root": {
            "type": "root",
            "children": [
                {"type": "heading", "tag": "h1", "children": [{"type": "text", "text": "Privacy Policy"}]},
                *({"type": "paragraph", "children": [{"type": "text", "text": text}]} for text in PARAGRAPHS),
            ],
        }
    },
}
SENT = json.dumps(
    [
        ["$", "script", None, {"children": "let a = 'We share your personal information.'"}],
        ["$", "$L4", None, {"className": "x", "children": [["$", "h1", None, {"children": "Privacy Policy"}], "$L5"]}],
        ["$", "div", "k", {"children": [["$", "p", str(n), {"children": text}] for n, text in enumerate(PARAGRAPHS)]}],
    ]
)


@pytest.mark.parametrize("tree", TREES.values(), ids=TREES.keys())
def test_a_document_that_stands_as_a_tree_in_the_page_s_data_is_read(tree: object) -> None:
    menu = [slate("link", "Home"), slate("link", "Lamps")]
    read = extract_page(shell(script(json.dumps({"props": {"menu": menu, "page": {"id": 7, "body": tree}}}))))
    assert read.capture.is_policy
    assert read.text == MARKDOWN


@pytest.mark.parametrize(
    "program",
    [
        "let n = [], f = {{}}; window.__STATE__ = {data}; start(n, f);",
        "window.__STATE__ = JSON.parse({double});",
        "window.__STATE__ = JSON.parse({single});",
    ],
)
@pytest.mark.parametrize("tree", [TREES["lexical"], {"html": HEADED, "note": 'It\'s a "lamp"'}])
def test_a_document_that_a_program_assigns_is_read(tree: object, program: str) -> None:
    data = json.dumps({"page": tree})
    single = "'" + data.replace("\\", "\\\\").replace("'", "\\'") + "'"
    written = program.format(data=data, double=json.dumps(data), single=single)
    assert extract_page(shell(script(written, "<script>"))).text == MARKDOWN


FLAT = {
    "Prismic": [{"type": "heading1", "text": "Privacy Policy", "spans": []}]
    + [{"type": "paragraph", "text": text, "spans": []} for text in PARAGRAPHS]
    + [{"type": "list-item", "text": "Invoices"}],
    "Draft.js": {
        "blocks": [{"key": "a", "text": "Privacy Policy", "type": "header-one"}]
        + [{"key": "b", "text": text, "type": "unstyled"} for text in PARAGRAPHS]
        + [{"key": "c", "text": "Invoices", "type": "unordered-list-item"}]
    },
    "Editor.js": {
        "blocks": [{"type": "header", "data": {"text": "Privacy Policy", "level": 1}}]
        + [{"type": "paragraph", "data": {"text": f"<b>{text[:4]}</b>{text[4:]}"}} for text in PARAGRAPHS]
        + [{"type": "list", "data": {"style": "unordered", "items": [{"content": "Invoices", "items": []}]}}]
    },
    "Quill": {
        "ops": [{"insert": "Privacy Policy"}, {"insert": "\n", "attributes": {"header": 1}}]
        + [{"insert": f"{text}\n"} for text in PARAGRAPHS]
        + [{"insert": "Invoices", "attributes": {"bold": True}}, {"insert": "\n", "attributes": {"list": "bullet"}}]
    },
    "Ricos": {
        "nodes": [
            {"type": name, "headingData": {"level": 1}, "nodes": [{"type": "TEXT", "textData": {"text": text}}]}
            for name, text in (("HEADING", "Privacy Policy"), *(("PARAGRAPH", text) for text in PARAGRAPHS))
        ]
        + [
            {
                "type": "BULLETED_LIST",
                "nodes": [
                    {
                        "type": "LIST_ITEM",
                        "nodes": [{"type": "PARAGRAPH", "nodes": [{"type": "TEXT", "textData": {"text": "Invoices"}}]}],
                    }
                ],
            }
        ]
    },
}


@pytest.mark.parametrize("document", FLAT.values(), ids=FLAT.keys())
@pytest.mark.parametrize("as_string", [False, True])
def test_a_document_whose_blocks_follow_each_other_in_the_page_s_data_is_read(
    document: object, as_string: bool
) -> None:
    body = json.dumps(document) if as_string else document
    read = extract_page(shell(script(json.dumps({"props": {"title": "Lumenwick", "page": {"id": 7, "body": body}}}))))
    assert read.text == "\n\n".join(("# Privacy Policy", *PARAGRAPHS, "- Invoices"))


def test_what_react_sends_is_read_though_it_comes_in_pieces() -> None:
    row = f"3:{SENT}\n4:null\n"
    pieces = (row[:300], row[300:])
    read = extract_page(
        shell("".join(script(f"self.__next_f.push([1,{json.dumps(piece)}])", "<script>") for piece in pieces))
    )
    assert read.text == MARKDOWN


def test_a_list_in_a_tree_is_a_list() -> None:
    items = {
        "type": "bulletList",
        "content": [{"type": "listItem", "content": [prosemirror("paragraph", "Invoices")]}] * 2,
    }
    table = {
        "type": "table",
        "content": [
            {
                "type": "tableRow",
                "content": [{"type": "tableHeader", "content": [prosemirror("paragraph", x)]} for x in "ab"],
            },
            {
                "type": "tableRow",
                "content": [{"type": "tableCell", "content": [prosemirror("paragraph", x)]} for x in "cd"],
            },
        ],
    }
    tree = {"type": "doc", "content": [*(prosemirror("paragraph", text) for text in PARAGRAPHS), items, table]}
    assert extract_page(shell(script(json.dumps({"body": tree})))).text.endswith(
        "- Invoices\n- Invoices\n\na | b\n--- | ---\nc | d"
    )


def test_the_parts_of_a_document_stand_in_their_order() -> None:
    parts = [f"<h2>Part {number}</h2><p>{text}</p>" for number, text in enumerate(PARAGRAPHS)]
    read = extract_page(shell(script(json.dumps({"sections": [{"html": part} for part in (*parts, parts[0])]}))))
    assert read.text == "\n\n".join(f"## Part {number}\n\n{text}" for number, text in enumerate(PARAGRAPHS))


@pytest.mark.parametrize(
    "body",
    [
        script(json.dumps({"html": NOTE * 9})),
        script(json.dumps({"menu": [slate("link", "Privacy policy"), slate("link", "Your personal data")] * 9})),
        script('{"children":[' * 400 + "]}" * 400),
        script('{"type":"a","content":[' * 400 + "]}" * 400),
        script(
            json.dumps([["$", "p", None, None], ["$", None, None, {}], ["$", "p", "k", {"children": {"a": 1}}]] * 9)
        ),
        script('{"html": "' + "[" * 100_000),
        script("[" * 100_000),
        script('"\\' * 50_000, "<script>"),
        "<iframe srcdoc='",
        "<textarea>Write to us",
        f"<div data-page='{{{'x' * 400}'></div>",
    ],
)
def test_an_empty_page_that_holds_no_policy_stays_one(body: str) -> None:
    assert extract_page(shell(body)).capture.kind is CaptureKind.EMPTY_SHELL


def test_what_a_page_shows_wins_over_what_it_holds() -> None:
    held = script(json.dumps({"html": HEADED.replace("ninety", "sixty")}))
    assert "ninety" in extract_page(shell(f"<main>{HEADED}</main>{held}")).text
    assert "sixty" not in extract_page(shell(f"<main>{HEADED}</main>{held}")).text


@pytest.mark.parametrize(
    "wall",
    [
        "<noscript><h1>JavaScript is disabled</h1>We need to verify that you're not a robot.</noscript>",
        "<iframe src='/_resource'>Request unsuccessful. Incident ID: 12-34</iframe>",
    ],
)
def test_a_wall_that_stands_where_scripts_do_not_run_is_told(wall: str) -> None:
    assert extract_page(shell(f"{wall}<script src='/a.js'></script>")).capture.kind is CaptureKind.BOT_WALL


def test_a_request_to_run_scripts_is_an_empty_page_that_a_browser_may_read() -> None:
    page = shell("<noscript>You need to enable JavaScript to run this app.</noscript><script src='/a.js'></script>")
    assert extract_page(page).capture.kind is CaptureKind.EMPTY_SHELL


@pytest.mark.parametrize(
    ("body", "address"),
    [
        ("<iframe src='/legal/privacy-policy.html'></iframe>", "https://lumenwick.example/legal/privacy-policy.html"),
        (
            "<iframe loading=lazy src='https://host.example/privacy?a=1&amp;b=2'>",
            "https://host.example/privacy?a=1&b=2",
        ),
        (
            "<div name='termly-embed' data-id='1c2d3e4f-aaaa'></div>",
            "https://app.termly.io/policy-viewer/policy.html?policyUUID=1c2d3e4f-aaaa",
        ),
        ("<iframe src='https://films.example/embed/7'></iframe>", None),
    ],
)
def test_an_empty_page_says_where_what_it_shows_stands(body: str, address: str | None) -> None:
    capture = extract_page(shell(body), url="https://lumenwick.example/privacy").capture
    assert capture.kind is CaptureKind.EMPTY_SHELL
    assert (f" at {address}:" in capture.reason) if address else "browser = true" in capture.reason
