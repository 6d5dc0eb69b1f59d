"""Policies that are served as plain text, as Markdown or as XHTML."""

from __future__ import annotations

import pytest

from scrapers.extract import extract_page
from tests.support.pages import BODY, PARAGRAPHS, RETENTION, RIGHTS, SHARING, page

MARKDOWN = f"""---
title: zebra
layout: page
---
<!-- zebra: ask the office -->
# Privacy Policy #

*Last updated: 14 March 2026*

## Who gets it {{#who}}

{SHARING} See our [list of **them**](https://lumenwick.example/list "zebra") and [the terms][t].

* Hosting in [Norway](/zebra)
* Mail\\*

How long
--------

| Data | Kept |
|:-----|-----:|
| Invoices | seven _long_ years |

{RETENTION} ![zebra](/z.png) Write to <privacy@lumenwick.example>, about my_own_data.

{RIGHTS}

[t]: https://lumenwick.example/zebra
""".replace("![zebra]", "![]")
READ = f"""# Privacy Policy

Last updated: 14 March 2026

## Who gets it

{SHARING} See our list of them and the terms.

- Hosting in Norway
- Mail*

## How long

Data | Kept
--- | ---
Invoices | seven long years

{RETENTION}  Write to privacy@lumenwick.example, about my_own_data.

{RIGHTS}"""


@pytest.mark.parametrize("content_type", ["text/markdown; charset=utf-8", "text/plain"])
def test_markdown_is_read_without_its_marks(content_type: str) -> None:
    read = extract_page(MARKDOWN.encode(), content_type=content_type)
    assert read.capture.is_policy
    assert " ".join(read.text.split(" ")) == " ".join(READ.replace("  ", " ").split(" "))
    assert read.text.count("\n") == READ.count("\n")


def test_plain_text_stays_as_it_is_though_it_holds_angle_brackets() -> None:
    text = "PRIVACY\n\n" + "\n\n".join(PARAGRAPHS) + "\n\nWrite to <privacy@lumenwick.example>\nif a < b & *c*."
    read = extract_page(text.encode(), content_type="text/plain; charset=utf-8")
    assert read.text == text


def test_html_that_a_server_calls_text_is_html() -> None:
    assert extract_page(page(BODY).encode(), content_type="text/plain").text.startswith("# Privacy Policy\n\n")


def test_elements_of_xhtml_end_where_they_say_so() -> None:
    html = page(f"<a id='top'/><p>First.</p><br/>{BODY}").replace("<title>", "<script src='a.js'/><title>")
    read = extract_page(html.encode(), content_type="application/xhtml+xml")
    assert read.text.startswith("# Privacy Policy\n\nFirst.")
    assert RIGHTS in read.text


@pytest.mark.parametrize("broken", ["<!--", "# " + " " * 99, "[", "](", "[a](", "*a", "| ", "<a", "_", "---\n"])
def test_broken_marks_cost_no_more_than_their_length(broken: str) -> None:
    for content_type in ("text/markdown", "application/xhtml+xml"):
        text = "# a\n\n# b\n\n" + broken * (100_000 // len(broken))
        assert extract_page(text.encode(), content_type=content_type).language is None  # in time, that is
