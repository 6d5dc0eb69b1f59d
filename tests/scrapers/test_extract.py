"""Reading pages: what belongs to the policy stays, with its structure; what the page puts around it goes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import CaptureKind
from scrapers.extract import extract_page, extract_text, join_pages
from scrapers.page.charset import decode
from tests.support.pages import BODY, PARAGRAPHS, RETENTION, SHARING, page


def text_of(body: str, *, around: tuple[str, str] = ("", "")) -> str:
    text = extract_text(page(body, around=around), url="https://lumenwick.example/privacy")
    assert text is not None
    return text


def test_title_and_paragraphs_are_blocks_parted_by_empty_lines() -> None:
    assert text_of(BODY) == "\n\n".join(("# Privacy Policy", *PARAGRAPHS))


def test_headings_keep_their_level() -> None:
    text = text_of(f"<h2>Sharing</h2>{BODY}<h3>In <em>detail</em></h3><p>{RETENTION}</p>")
    assert "## Sharing\n\n" in text
    assert "### In detail\n\n" in text


@pytest.mark.parametrize(
    ("inside", "written"),
    [
        ("Sharing<a class='headerlink' href='#sharing'>¶</a>", "Sharing"),
        ("<a href='#sharing'>#</a> Sharing", "Sharing"),
        ("<a href='#sharing'>Sharing</a>", "Sharing"),
        ("Sharing under <a href='#six'>§ 6</a>", "Sharing under § 6"),
        ("<a href='/sharing'>↗</a> Sharing", "↗ Sharing"),
    ],
)
def test_a_mark_that_leads_to_its_own_heading_is_no_word_of_it(inside: str, written: str) -> None:
    assert f"## {written}\n" in text_of(f"<h2 id='sharing'>{inside}</h2>{BODY}")


def test_nested_lists_keep_lead_in_and_nesting() -> None:
    text = text_of(
        BODY + "<p>We share data with:</p><ul><li>hosts<ol><li>in Europe</li></ol></li><li>auditors</li></ul>"
    )
    assert text.endswith("We share data with:\n\n- hosts\n  - in Europe\n- auditors")


def test_items_of_several_paragraphs_stay_one_item() -> None:
    assert text_of(BODY + "<ul><li><p>Partners.</p><p>Named below.</p></li></ul>").endswith(
        "- Partners.\n  Named below."
    )


def test_definition_lists_keep_terms_before_their_definitions() -> None:
    text = text_of(BODY + "<dl><dt>Controller</dt><dd>Lumenwick Ltd</dd></dl>")
    assert text.endswith("Controller\n\n- Lumenwick Ltd")


def test_an_empty_cell_that_can_mean_none_is_not_filled() -> None:
    table = (
        "<table><tr><th>Cookie</th><th>Shared with</th></tr>"
        "<tr><td>ls_id</td><td>Statwell</td></tr><tr><td>ls_theme</td><td></td></tr></table>"
    )
    assert text_of(BODY + table).endswith("ls_id | Statwell\nls_theme |")


@pytest.mark.parametrize(
    "panel",
    [
        "<details><summary>More</summary><p>{}</p></details>",
        '<div class="accordion-panel" style="display:none"><p>{}</p></div>',
        '<div role="tabpanel" hidden><p>{}</p></div>',
        '<button aria-expanded="false">More</button><div aria-hidden="true" aria-labelledby="b"><p>{}</p></div>',
        '<aside class="footnotes"><ol><li>{}</li></ol></aside>',
        '<section class="cta-box"><p>{}</p></section>',
    ],
)
def test_policy_text_behind_lids_and_odd_names_is_kept(panel: str) -> None:
    hidden = "Statwell, a partner of ours, receives the personal data named in this part."
    assert hidden in text_of(BODY + panel.format(hidden))


@pytest.mark.parametrize(
    "furniture",
    [
        '<nav><ul><li><a href="/store">Store</a></li><li><a href="/partners">Partners</a></li></ul></nav>',
        '<div id="onetrust-banner-sdk"><p>We and our 812 partners store personal data.</p></div>',
        '<div class="cookie-banner"><p>We process personal data with consent. Our partners store cookies.</p></div>',
        '<div role="dialog"><p>Our partners store personal data to show advertising that you like to see.</p></div>',
        '<div style="display: none"><p>Store and partners menu of the shop</p></div>',
        "<footer><p>Partners and store since 1999. All rights reserved.</p></footer>",
        '<form><label>Ask our partners</label><input name="mail"></form>',
        '<section class="related"><h2>More on partners</h2><a href="/a">Our store explained</a></section>',
        "<template><p>Partners store personal data here, too.</p></template><!-- partners and store -->",
        "<noscript>Our partners store nothing without scripts.</noscript>",
    ],
)
def test_what_stands_around_the_policy_is_left_out(furniture: str) -> None:
    for around in ((furniture, ""), ("", furniture)):
        assert text_of(BODY, around=around) == text_of(BODY)
    assert text_of(BODY + furniture) == text_of(BODY)


def test_tables_of_contents_and_lists_of_other_sites_stay() -> None:
    lists = (
        '<ul><li><a href="#sharing">Sharing</a></li></ul>'
        '<ul><li><a href="https://statwell.example/privacy">Statwell</a></li></ul>'
    )
    assert text_of(lists + BODY).startswith("# Privacy Policy\n\n- Sharing\n- Statwell\n\n")


def test_a_lone_link_ends_the_sentence_before_it() -> None:
    split = '<ul><li><p>More about cookies is told in our</p><p><a href="/cookies">Cookie Notice</a>.</p></li></ul>'
    assert text_of(BODY + split).endswith("- More about cookies is told in our\n  Cookie Notice.")


def test_menus_that_explain_products_are_left_out_before_the_title() -> None:
    menu = "".join(f"<p>Lamps of kind {kind}: the information that you need, at a request</p>" for kind in range(3))
    footer = f'<div class="footer-row"><p>{menu}</p><p>Copyright © 2026 Lumenwick Ltd</p></div>'
    around = (f'<div class="header-menu">{menu}</div>', footer)
    assert text_of(BODY * 3, around=around) == text_of(BODY * 3)


def test_a_part_that_a_page_renders_again_under_the_same_id_is_read_once() -> None:
    part = "".join(
        f"<p>In part {part} we say what data Lumenwick collects from you, and what for.</p>" for part in range(4)
    )
    overview = f'<div id="overview">{part}</div>'
    assert text_of(overview + BODY * 5 + overview) == text_of(overview + BODY * 5)


def test_headings_without_a_visible_character_and_typed_tags_are_no_text() -> None:
    slip = "<h2>\u200b</h2><p>Read the &lt;a href=&quot;/rules&quot;&gt;house rules&lt;/a&gt; on personal data.</p>"
    assert text_of(BODY + slip) == text_of(BODY + "<p>Read the house rules on personal data.</p>")


def test_the_privacy_part_of_a_page_of_legal_documents_is_chosen() -> None:
    terms = "<p>These terms govern your use of the lamps and the account that you open with Lumenwick today.</p>" * 40
    body = f'<div id="terms-of-use">{terms}</div><div id="privacy-policy">{BODY * 9}</div>'
    text = extract_text(f"<html><body>{body}</body></html>")
    assert text is not None
    assert SHARING in text
    assert "These terms govern" not in text


def test_plain_text_keeps_its_paragraphs() -> None:
    assert extract_text("\n\n".join(("Privacy Policy", *PARAGRAPHS))) == "\n\n".join(("Privacy Policy", *PARAGRAPHS))


def test_a_policy_rendered_twice_is_read_once() -> None:
    assert text_of(f'<div class="desk">{BODY}</div><div class="phone">{BODY}</div>') == text_of(BODY)


def test_protected_addresses_are_shown_and_do_not_rotate() -> None:
    def protected(key: int) -> str:
        code = f"{key:02x}" + "".join(f"{byte ^ key:02x}" for byte in b"dpo@lumenwick.example")
        return f'<p>Write to <a class="__cf_email__" data-cfemail="{code}">[email&#160;protected]</a>.</p>'

    assert text_of(BODY + protected(17)) == text_of(BODY + protected(99))
    assert text_of(BODY + protected(17)).endswith("Write to dpo@lumenwick.example.")


def test_typography_that_no_reader_sees_makes_no_difference() -> None:
    assert text_of(BODY.replace(" ", "\u00a0\n ").replace("personal", "per\u00adso\u200bnal")) == text_of(BODY)


def test_title_language_and_dates_are_read_from_the_page() -> None:
    read = extract_page(page(f"<p>Effective date: 3 March 2024. Last updated on February 28th, 2024.</p>{BODY}"))
    assert (read.title, read.language) == ("Privacy Policy | Lumenwick", "en")
    assert (read.effective_date, read.updated_date) == (date(2024, 3, 3), date(2024, 2, 28))


def test_a_charset_that_no_browser_knows_hides_no_markup() -> None:
    assert "<script" not in decode(b"+ADw-script+AD4- caf\xe9", "text/html; charset=utf-7")


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        ("café".encode(), None),
        ("café".encode("cp1252"), "text/html; charset=iso-8859-1"),
        ("café".encode("utf-16"), None),
        ("café".encode(), "text/html; charset=latin-1"),
        ("café".encode("cp1252"), None),
        ("café".encode("cp1252"), "text/html; charset=utf-8"),
    ],
)
def test_any_charset_is_read(content: bytes, content_type: str | None) -> None:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else None
    head, tail = page(BODY + "<p>@</p>").split("@")
    wrapped = (head + "café" + tail).encode("utf-16") if encoding else head.encode() + content + tail.encode()
    assert extract_page(wrapped, content_type=content_type).text.endswith("café")


PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x04\xd8\x00\x00\x04\x9c\x08\x02" + bytes(range(256)) * 40


@pytest.mark.parametrize("content", [PICTURE, b"PK\x03\x04\x14\x00\x06\x00" + PARAGRAPHS[0].encode() + bytes(3000)])
def test_a_file_that_is_no_text_is_no_policy(content: bytes) -> None:
    read = extract_page(content)
    assert (read.capture.kind, read.text) == (CaptureKind.WRONG_DOCUMENT, "")
    assert "no text" in read.capture.reason


def test_a_page_with_single_control_characters_is_read() -> None:
    assert extract_page(page("\x00\x0b" + BODY).encode()).capture.is_policy


def test_operators_selectors_choose_and_remove() -> None:
    html = page(f'<p>{SHARING}</p><div id="own">{BODY}<p class="note">Own note.</p></div>')
    assert extract_page(html, select=("#own",), remove=(".note",)).text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("select", "remove", "warning"),
    [
        (("#gone",), (), "matches nothing"),
        ((), (".gone",), "matches nothing"),
        ((), ("main",), "lose most"),
        (("p[",), (), "not a CSS selector"),
    ],
)
def test_selectors_that_miss_or_lose_most_text_warn(
    select: tuple[str, ...], remove: tuple[str, ...], warning: str
) -> None:
    read = extract_page(page(BODY), select=select, remove=remove)
    assert any(warning in said for said in read.warnings)


def test_pages_that_belong_together_become_one_document() -> None:
    parts = [extract_page(page(BODY)), extract_page(page(f"<h2>Part two</h2>{BODY}"))]
    joined = join_pages(tuple(parts))
    assert joined.capture.is_policy
    assert joined.text == parts[0].text + "\n\n" + parts[1].text


def test_a_document_with_a_broken_page_is_broken() -> None:
    joined = join_pages((extract_page(page(BODY)), extract_page("<html><body>404 Not Found</body></html>")))
    assert joined.capture.kind is CaptureKind.ERROR


def test_deep_nesting_is_read_without_recursion() -> None:
    assert RETENTION in (extract_text("<html><body>" + "<div>" * 20_000 + BODY + BODY) or "")
    assert RETENTION in (extract_text("<html><body>" + "<ul><li>" * 2_000 + BODY + BODY) or "")


@given(st.text(max_size=400))
def test_no_bytes_whatever_they_are_fail(text: str) -> None:
    assert extract_page(text).capture.reason
    assert extract_page(text.encode("utf-16-le")).capture.reason


@given(st.text(alphabet=st.sampled_from("<>/abp ul=\"'!-&;\n")))
def test_no_page_however_broken_fails(html: str) -> None:
    assert extract_page(html).capture.reason


@given(
    st.lists(st.sampled_from(["<p>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "<br>", "data ", "</div>"]))
)
def test_reading_a_page_twice_gives_the_same_text(parts: list[str]) -> None:
    html = page(BODY + "".join(parts))
    assert extract_text(html) == extract_text(html)


def test_the_titles_of_panels_stand_on_one_level_below_the_last_heading() -> None:
    panels = "".join(f"<details><summary>Part {n}</summary><p>{p}</p></details>" for n, p in enumerate(PARAGRAPHS))
    levels = [line for line in text_of(panels).splitlines() if line.startswith("#")]
    assert levels == ["# Privacy Policy", "## Part 0", "## Part 1", "## Part 2"]


@pytest.mark.parametrize("kept", ["style='white-space: pre-wrap'", "class='text whitespace-pre-line'"])
def test_line_breaks_that_a_style_shows_are_kept(kept: str) -> None:
    assert text_of(f"{BODY}<div {kept}>Cloudhaven\nPaylark\n\nMailfinch</div>").endswith(
        "\n\nCloudhaven\nPaylark\n\nMailfinch"
    )
    assert text_of(f"{BODY}<div>Cloudhaven\nPaylark</div>").endswith("\n\nCloudhaven Paylark")


def test_the_way_back_from_a_footnote_is_no_text() -> None:
    note = "<ol><li>Cut after a day. <a role='doc-backlink' href='#r'>Back</a></li></ol>"
    assert text_of(f"{BODY}<section role='doc-endnotes'>{note}</section>").endswith("- Cut after a day.")
