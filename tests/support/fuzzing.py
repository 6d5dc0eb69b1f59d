"""How many examples are tried, and the makers of pages and texts of any kind.

The examples are the same at every run; `CLAUSEWATCH_FUZZ=5000` tries so many others of each kind.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

_MORE = int(os.environ.get("CLAUSEWATCH_FUZZ", "0"))
_NEVER = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]


def fuzz(examples: int) -> settings:
    return settings(
        max_examples=_MORE or examples,
        derandomize=not _MORE,
        database=None,
        deadline=None,
        suppress_health_check=_NEVER,
    )


ANYTHING = st.characters(exclude_categories=())  # surrogates, controls, unassigned ones
TAGS = (
    *("html", "head", "body", "title", "main", "article", "section", "div", "span", "p", "h1", "h3", "h6", "ul", "ol"),
    *("li", "dl", "dt", "dd", "table", "caption", "tr", "td", "th", "a", "b", "br", "hr", "pre", "script", "style"),
    *(
        "template",
        "svg",
        "noscript",
        "iframe",
        "select",
        "option",
        "form",
        "button",
        "details",
        "summary",
        "x-own",
        "a:b",
    ),
)
ATTRIBUTES = (
    *("", " hidden", " style='display:none'", " aria-hidden=true", " role=dialog", " class='cookie banner'", " id=x"),
    *(
        " colspan=9999999999",
        " rowspan=-1",
        " rowspan='x'",
        " colspan=0",
        " href='javascript:x'",
        " href='//['",
        " id=",
    ),
    *(
        " data-cfemail=zz",
        " data-cfemail=5",
        " aria-labelledby='x x'",
        " aria-controls=x",
        " style='",
        " =",
        ' "',
        " /",
    ),
)
PHRASES = (
    *(
        "Privacy Policy",
        "We share your data with partners.",
        "We keep it for 30 days.",
        "Effective 1 May 2026",
        "© 2026",
    ),
    *("Verify you are human", "Log in", "Accept all cookies", "&nbsp;&#0;&#xD800;&#x110000;&bogus;", "\0", "\ufeff"),
    *(
        "<?xml",
        "<?php echo '<p>' ?>",
        "]]>",
        "<![CDATA[",
        "<!--",
        "-->",
        "<?xml version='1.0'?>",
        "<!DOCTYPE x [<!ENTITY a 'b'>]>&a;",
        "| a | b |",
    ),
)
opening = st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES))
closing = st.sampled_from(TAGS).map("</{}>".format)
pieces = st.one_of(opening, closing, st.sampled_from(PHRASES), st.text(ANYTHING, max_size=20))
pages = st.lists(pieces, max_size=60).map("".join)
CHARSETS = (
    *(
        "utf-16",
        "x-none",
        "utf-7",
        '"',
        "cp037",
        "idna",
        "hex",
        "rot13",
        "undefined",
        "unicode_escape",
        "punycode",
        "zlib",
    ),
    *("mbcs", "utf-8-sig", "shift_jis", "iso-2022-jp", "utf-32", "windows-1252", "\0"),
)
charsets = st.one_of(
    st.sampled_from([None, "text/html", "text/plain", "application/pdf", "image/png", "\0"]),
    st.sampled_from(CHARSETS).map("text/html; charset={}".format),
)
LINES = (
    *("# Privacy Policy", "###### Deep", "We share your data with advertising partners.", "- partners", "  - a | b"),
    *("We never share your personal information.", "We share data with:", "We keep logs for 90 days.", "a | b | c"),
    *("--- | --- | ---", "Billing | Name | Contract", "on the basis of our legitimate interests", "1. one", "- ", "#"),
    *(
        "unless you consent to it, we keep your data indefinitely",
        "until you delete your account",
        "Wir löschen sie.",
        "",
    ),
    *(
        "Last updated: 32 May 20266",
        "for 99999999999999999999 years",
        "for -1 days",
        "Article 6(1)(z) GDPR",
        "\\|",
        "\t",
    ),
)
lines = st.one_of(st.sampled_from(LINES), st.sampled_from(LINES), st.text(max_size=40))
texts = st.lists(lines, max_size=25).map("\n\n".join)
