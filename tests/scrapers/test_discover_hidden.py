"""Policies that no plain link leads to: footers drawn by scripts, sitemaps of sitemaps, other languages."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from monitor.errors import Failure, FetchError
from monitor.model import Page, Snapshot
from scrapers.discover import Discovery, discover
from scrapers.extract import extract_page
from scrapers.finding import sitemaps
from scrapers.finding.candidates import candidates, translated
from scrapers.finding.embedded import shown_from
from scrapers.page import scripted

SITE = "https://www.acorn.example"
POLICIES = {
    "en": (
        "Privacy Policy",
        "We collect personal data that you give us when you open an account, and share personal information with "
        "service providers under a contract. You have the right to erase your data and to withdraw your consent.",
    ),
    "de": (
        "Datenschutzerklärung",
        "Wir verarbeiten personenbezogene Daten, um den Dienst zu erbringen. Rechtsgrundlage ist der Vertrag. "
        "Sie haben ein Recht auf Auskunft und Löschung der Daten und können Ihre Einwilligung widerrufen.",
    ),
    "fr": (
        "Politique de confidentialité",
        "Nous traitons les données personnelles que vous nous donnez. Vous avez un droit de suppression de vos données "
        "et pouvez retirer votre consentement. La durée de conservation est de trois ans pour tous nos destinataires.",
    ),
    "es": (
        "Política de privacidad",
        "Tratamos los datos personales que usted nos facilita. La base del tratamiento es el contrato. Usted tiene "
        "derecho de acceso y puede retirar su consentimiento. Los datos se conservan tres años.",
    ),
    "nl": (
        "Privacyverklaring",
        "Wij verwerken de persoonsgegevens die u ons geeft. U heeft rechten op inzage van uw gegevens en kunt uw "
        "toestemming intrekken. Wij bewaren de gegevens drie jaar na afloop van de overeenkomst met u.",
    ),
    "pl": (
        "Polityka prywatności",
        "Przetwarzamy dane osobowe, które podajesz nam podczas rejestracji. Masz prawo do usunięcia danych osobowych i "
        "cofnięcia zgody. Przetwarzanie danych osobowych trwa trzy lata po zakończeniu umowy z nami.",
    ),
}


def policy(language: str, head: str = "") -> str:
    title, text = POLICIES[language]
    return f"<html><head><title>{title}</title>{head}</head><body><main><h1>{title}</h1>{f'<p>{text}</p>' * 4}</main>"


def shell(data: object) -> str:
    escaped = json.dumps(data).replace("/", "\\/")
    return f'<html><body><div id="__next"></div><script type="application/json">{escaped}</script></body></html>'


def find(pages: Mapping[str, str | bytes], language: str, start: str = "/") -> Discovery:
    """Discovery on a site of these pages, by path."""

    def fetch(url: str) -> Snapshot:
        body = pages.get(url.removeprefix(SITE))
        if body is None:
            raise FetchError(url, "answered 404", failure=Failure.HTTP_404)
        content = body if isinstance(body, bytes) else body.encode()
        now = datetime(2026, 3, 28, tzinfo=UTC)
        kind = (("content-type", "text/html; charset=utf-8"),)
        return Snapshot(url=url, final_url=url, status=200, headers=kind, content=content, fetched_at=now)

    def read(capture: Snapshot) -> Page:
        return extract_page(capture.content, url=capture.final_url, language=language)

    return discover(SITE + start, fetch=fetch, read=read, language=language)


FOOTERS = (
    {
        "links": [
            {"text": "Über uns", "href": "/u"},
            {"text": "Datenschutz", "href": "/s/17"},
            {"text": "AGB", "href": "/a"},
        ]
    },
    {
        "links": [
            {"href": "/u", "text": "Über uns"},
            {"href": "/s/17", "text": "Datenschutz"},
            {"href": "/a", "text": "AGB"},
        ]
    },
    {"links": [{"slug": "u/ns", "title": "Über uns"}, {"slug": "s/17", "title": "Datenschutz"}]},
    {"links": [{"title": "AGB", "slug": "a"}, {"title": "Datenschutz", "isLegal": True, "slug": "s/17"}]},
    {"fields": {"label": "Datenschutzerklärung", "link": {"fields": {"slug": "/s/17"}}}},
    [
        ["$", "a", None, {"href": "/u", "children": "Shop"}],
        ["$", "a", None, {"href": "/s/17", "children": "Datenschutz"}],
    ],
)


@pytest.mark.parametrize("footer", FOOTERS)
def test_a_footer_that_a_script_draws_leads_to_the_policy_by_its_labels(footer: object) -> None:
    assert find({"/": shell({"props": footer}), "/s/17": policy("de")}, "de").url == f"{SITE}/s/17"


def test_data_inside_a_string_of_a_script_is_read_too() -> None:
    inner = json.dumps(
        [["a", {"href": "/p/8", "children": "Terms"}], ["a", {"href": "/p/9", "children": "Privacy policy"}]]
    )
    html = f"<script>self.__next_f.push([1,{json.dumps(inner)}])</script>"
    assert ("Privacy policy", "/p/9") in list(scripted.labelled(html))


def test_an_inline_state_with_escaped_addresses_is_read() -> None:
    html = '<script>window.state={nav:[{label:"Privacy notice",url:"\\u002Fp\\u002F9"}]}</script>'
    assert list(scripted.labelled(html)) == [("Privacy notice", "/p/9")]


def test_a_label_without_an_address_in_its_object_leads_nowhere() -> None:
    html = '<script>[{"label":"Privacy policy"},{"label":"Shop","url":"/shop"}]</script>'
    assert list(scripted.labelled(html)) == []


def test_the_words_of_a_page_are_read_once_however_many_links_stand_around_them() -> None:
    nested = "<div data-href=/privacy>" * 2_000 + "word " * 1_000_000 + "<a href='/legal'>Privacy policy</a>"
    (found,) = candidates(nested, SITE)  # read once for each of them, they would take minutes
    assert found.url == f"{SITE}/legal"


@pytest.mark.parametrize("broken", ["<script " * 50_000, "<script>" * 50_000, "<script>" + '"privacy policy' * 20_000])
def test_broken_scripts_are_read_in_linear_time_and_give_nothing(broken: str) -> None:
    assert candidates(broken, SITE) == ()


def test_blanks_in_a_sitemap_or_in_robots_txt_cost_no_more_than_their_length() -> None:
    blanks = "\n" * 1_000_000  # squared, they take hours
    assert sitemaps.announced(f"{blanks}Sitemap{blanks}\n  sitemap :\t{SITE}/a.xml \r\n{blanks}") == [f"{SITE}/a.xml"]
    framed = f"<loc>{blanks}<![CDATA[{blanks}{SITE}/b{blanks}]]>{blanks}</loc>"
    assert sitemaps.entries(f"<loc>{blanks}<loc>{blanks}{SITE}/a{blanks}</loc>{framed}") == [f"{SITE}/a", f"{SITE}/b"]


def test_an_index_of_sitemaps_leads_to_the_policy() -> None:
    places = ("products", "pages")
    index = "".join(f"<sitemap><loc>{SITE}/sitemap-{place}.xml</loc></sitemap>" for place in places)
    pages = {
        "/": "<html><body><p>Nos lampes</p></body></html>",
        "/sitemap.xml": f"<?xml version='1.0'?><sitemapindex>{index}</sitemapindex>",
        "/sitemap-products.xml": f"<urlset><url><loc>{SITE}/lampe</loc></url></urlset>",
        "/sitemap-pages.xml": f"<urlset><url><loc>{SITE}/pages/politique-de-confidentialite</loc></url></urlset>",
        "/pages/politique-de-confidentialite": policy("fr"),
    }
    assert find(pages, "fr").url == f"{SITE}/pages/politique-de-confidentialite"


def test_the_sitemap_that_robots_txt_names_leads_to_the_policy() -> None:
    pages = {
        "/": "<html><body><div id=app></div></body></html>",
        "/robots.txt": f"User-agent: *\nDisallow: /cesta\nSitemap: {SITE}/mapas/sitio.xml\n",
        "/mapas/sitio.xml": f"<urlset><url><loc>{SITE}/es/politica-de-privacidad</loc></url></urlset>",
        "/es/politica-de-privacidad": policy("es"),
    }
    assert find(pages, "es").url == f"{SITE}/es/politica-de-privacidad"


def test_a_sitemap_whose_address_cannot_be_read_is_passed_over() -> None:
    pages = {
        "/": "<html><body><div id=app></div></body></html>",
        "/robots.txt": f"Sitemap: http://[broken/map.xml\nSitemap: {SITE}/map.xml\n",
        "/map.xml": "<sitemapindex><loc>http://[broken/pages.xml</loc><loc>/pages.xml</loc></sitemapindex>",
        "/pages.xml": "<urlset><loc>http://[broken/privacy</loc><loc>/es/politica-de-privacidad</loc></urlset>",
        "/es/politica-de-privacidad": policy("es"),
    }
    assert find(pages, "es").url == f"{SITE}/es/politica-de-privacidad"


def test_a_frame_whose_address_cannot_be_read_is_passed_over() -> None:
    frames = '<iframe src="http://[privacy-policy"></iframe><iframe src="/legal/privacy-policy"></iframe>'
    assert shown_from(frames, SITE) == f"{SITE}/legal/privacy-policy"


def test_packed_sitemaps_are_unpacked_and_broken_ones_are_empty() -> None:
    assert sitemaps.unpacked(gzip.compress(b"<urlset/>")) == b"<urlset/>"
    assert sitemaps.unpacked(b"\x1f\x8bnothing") == b""
    assert sitemaps.unpacked(b"<urlset/>") == b"<urlset/>"


def test_a_site_in_another_language_is_left_for_its_translation() -> None:
    pages = {
        "/": "<footer><a href='/privacy-policy'>Privacy policy</a><a hreflang=pl href='/pl/'>Polski</a></footer>",
        "/privacy-policy": policy("en"),
        "/pl/": "<footer><a href='/pl/prywatnosc'>Polityka prywatności</a></footer>",
        "/pl/prywatnosc": policy("pl"),
    }
    assert find(pages, "pl").url == f"{SITE}/pl/prywatnosc"


def test_the_same_address_in_the_wanted_language_is_tried() -> None:
    pages = {
        "/en/": "<footer><a href='/en/privacy-policy'>Privacy policy</a></footer>",
        "/en/privacy-policy": policy("en"),
        "/nl/privacy-policy": policy("nl"),
    }
    assert find(pages, "nl", "/en/").url == f"{SITE}/nl/privacy-policy"


def test_a_policy_in_another_language_is_found_with_a_warning_where_there_is_no_other() -> None:
    found = find(
        {"/": "<footer><a href='/privacy-policy'>Privacy policy</a></footer>", "/privacy-policy": policy("en")}, "fr"
    )
    assert found.url == f"{SITE}/privacy-policy"
    assert "'en'" in found.warning


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/en/privacy", "https://a.example/de/privacy"),
        ("https://a.example/en-GB/privacy", "https://a.example/de/privacy"),
        ("https://a.example/legal/fr/p", "https://a.example/legal/de/p"),
        ("https://a.example/de/privacy", None),
        ("https://a.example/it-security/eu/p", None),
        ("https://a.example/", None),
    ],
)
def test_addresses_are_translated_where_they_name_a_language(url: str, expected: str | None) -> None:
    assert translated(url, "de") == expected


def test_an_element_that_only_a_script_makes_a_link_is_one() -> None:
    html = "<footer><span role=link data-href='/p/9'>Privacy notice</span></footer>"
    assert candidates(html, SITE)[0].url == f"{SITE}/p/9"


@pytest.mark.parametrize(
    "link",
    [
        "<button onclick=\"location.href='/p/9'\">Privacy notice</button>",
        "<div onclick='window.open(\"/p/9\")'>Privacy notice</div>",
        "<span data-url='/p/9'>Privacy notice</span>",
        "<a href='/p/9'><img src='i.png' alt='Privacy notice'></a>",
        "<div class=card><h3>Privacy notice</h3><p>What we do.</p><div><a href='/p/9'>Read more</a></div></div>",
        "<div class=card><h3>Privacy notice</h3><a href='/p/9'></a></div>",
    ],
)
def test_a_link_is_called_by_its_words_its_picture_or_its_card(link: str) -> None:
    other = "<div class=card><h3>Lamps</h3><p>Ours.</p><a href='/l/1'>Read more</a></div>"
    assert [found.url for found in candidates(f"<main><h2>All</h2>{link}{other}</main>", SITE)] == [f"{SITE}/p/9"]


def test_a_file_to_download_is_called_as_the_page_that_is_about_it_unless_it_has_a_name() -> None:
    html = "<h1>Privacy notice</h1><p>Get it <a href='/f/9.pdf'>here (PDF)</a> or our <a href='/f/7.pdf'>map</a>.</p>"
    assert [found.url for found in candidates(html, SITE)] == [f"{SITE}/f/9.pdf"]


def test_the_frames_of_a_page_are_called_as_it_is() -> None:
    html = "<title>Privacy notice</title><frameset><frame src='pp_text.htm'></frameset>"
    assert candidates(html, SITE)[0].url == f"{SITE}/pp_text.htm"


def test_a_home_link_above_a_title_and_one_among_several_cards_have_no_card() -> None:
    html = "<body><a href='/'><img src=l.png></a><h1>Privacy notice</h1><h2>More</h2><a href='/x'>Read more</a></body>"
    assert candidates(html, SITE) == ()


def test_a_packed_sitemap_unfolds_no_further_than_it_is_read() -> None:
    assert len(sitemaps.unpacked(gzip.compress(bytes(60_000_000)))) <= 20_000_000


def test_a_search_ends_after_a_dozen_pages() -> None:
    asked: list[str] = []

    def fetch(url: str) -> Snapshot:
        asked.append(url)
        links = "".join(f"<a href='/privacy-policy-{len(asked)}-{number}'>Privacy policy</a>" for number in range(9))
        html = f"<html><body><p>Lamps.</p>{links}</body></html>".encode()
        return Snapshot(url=url, final_url=url, status=200, headers=(), content=html, fetched_at=datetime.now(UTC))

    with pytest.raises(FetchError) as caught:
        discover(SITE, fetch=fetch, read=lambda capture: extract_page(capture.content))
    assert caught.value.failure is Failure.NO_POLICY_FOUND
    assert len(asked) == 12


TITLED = "<title>Acorn</title><h1>Privacy Policy</h1>"
NOTICE = "https://privacyportal-cdn.onetrust.com/1/privacy-notices/2/published/privacynotice.json"


@pytest.mark.parametrize(
    ("body", "address"),
    [
        (
            "<div name='termly-embed' data-id='1c2d3e4f-aaaa-bbbb' data-type='iframe'></div>",
            "https://app.termly.io/policy-viewer/policy.html?policyUUID=1c2d3e4f-aaaa-bbbb",
        ),
        (
            '<div data-id="1c2d3e4f-aaaa-bbbb" name=termly-embed></div>',
            "https://app.termly.io/policy-viewer/policy.html?policyUUID=1c2d3e4f-aaaa-bbbb",
        ),
        (
            "<div data-getterms='Qk3xZ' data-getterms-document='privacy' data-getterms-lang='en-us'></div>",
            "https://app.getterms.io/view/Qk3xZ/privacy/en-us",
        ),
        (
            "<div id='root'></div><script src='https://app.enzuzo.com/scripts/privacy/e569e7fe-436d'></script>",
            "https://app.enzuzo.com/policies/privacy/e569e7fe-436d",
        ),
        (
            "<div id='policy' data-policy-key='WVhCa1VsZ3hZV3c9PQ'>Please wait while the policy is loaded.</div>",
            "https://app.termageddon.com/api/policy/WVhCa1VsZ3hZV3c9PQ",
        ),
        (
            "<a href='//www.iubenda.com/privacy-policy/12345678' class='iubenda-white iubenda-embed'>Here</a>",
            "https://www.iubenda.com/privacy-policy/12345678",
        ),
        (f'<script>OneTrust.NoticeApi.LoadNotices(["{NOTICE}"], false);</script>', NOTICE),
        ("<turbo-frame id='t' src='/parts/privacy'></turbo-frame>", f"{SITE}/parts/privacy"),
        ("<div hx-get='/parts/privacy' hx-trigger='load'></div>", f"{SITE}/parts/privacy"),
    ],
)
def test_a_document_that_a_page_only_embeds_is_read_where_it_is(body: str, address: str) -> None:
    pages = {"/": "<footer><a href='/pp'>Privacy Policy</a></footer>", "/pp": f"{TITLED}{body}<script src=a></script>"}
    text = f"Acorn: {policy('en')}"
    assert find({**pages, address.removeprefix(SITE): text}, "en").url == address


def test_the_frames_of_a_front_page_lead_to_the_policy() -> None:
    pages = {
        "/": "<title>Acorn</title><frameset><frame src='/start'><frame src='/menu'></frameset>",
        "/menu": "<a href='/pp'>Privacy Policy</a>",
        "/pp": policy("en"),
    }
    assert find(pages, "en").url == f"{SITE}/pp"


@pytest.mark.parametrize(
    "link",
    [
        "<map><area href='/pp' alt='Privacy Policy'></map>",
        "<router-link to='/pp'>Privacy Policy</router-link>",
    ],
)
def test_what_leads_on_without_being_a_link_is_followed(link: str) -> None:
    assert find({"/": f"<footer>{link}</footer>", "/pp": policy("en")}, "en").url == f"{SITE}/pp"


def test_a_policy_in_another_script_is_not_the_one_in_english() -> None:
    japanese = f"<h1>プライバシーポリシー</h1><p>{'当社は、お客様の個人情報を第三者に提供しません。' * 40}</p>"
    pages = {
        "/": "<footer><a href='/p'>プライバシーポリシー</a> <a href='/world/'>English</a></footer>",
        "/p": japanese,
        "/world/": "<footer><a href='/world/p'>Privacy Policy</a></footer>",
        "/world/p": policy("en"),
    }
    assert find(pages, "en").url == f"{SITE}/world/p"
    del pages["/world/p"]
    assert "another script" in find(pages, "en").warning


def test_a_policy_leads_to_the_list_of_sub_processors_that_it_names() -> None:
    rows = "".join(f"<tr><td>Boxwell {n}</td><td>Hosting</td></tr>" for n in range(4))
    pages = {
        f"{SITE}/": "<footer><a href='/pp'>Privacy Policy</a></footer>",
        f"{SITE}/pp": f"{policy('en')}<p>See our <a href='/who'>list of sub-processors</a>.</p>",
        f"{SITE}/who": f"<h1>Sub-processors</h1><table>{rows}</table>",
    }

    def fetch(url: str) -> Snapshot:
        if url not in pages:
            raise FetchError(url, "answered 404", failure=Failure.HTTP_404)
        now = datetime(2026, 3, 28, tzinfo=UTC)
        return Snapshot(url=url, final_url=url, status=200, headers=(), content=pages[url].encode(), fetched_at=now)

    found = discover(
        f"{SITE}/", fetch=fetch, read=lambda capture: extract_page(capture.content), wanted="Sub-processors"
    )
    assert found.url == f"{SITE}/who"
