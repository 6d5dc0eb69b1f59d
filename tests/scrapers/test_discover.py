"""From any page of an invented vendor's site to its policy, over real sockets and with the real reader."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.errors import Failure, FetchError
from monitor.model import Page, Snapshot
from scrapers.discover import Discovery, candidates, discover
from scrapers.extract import extract_page
from scrapers.fetch import Fetcher
from scrapers.finding.anchors import alternate
from scrapers.finding.candidates import sitemap_candidates
from scrapers.page.names import terms_type
from tests.support.server import Answer, Route, Server, page, serve

NOW = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
SITE = "https://www.acorn.example/"

SENTENCES = {
    "en": [
        "This privacy policy explains which personal data Acorn collects when you use our lamps and our application.",
        "We collect your name, your electronic mail address and the times at which you switch your lamps.",
        "We use this information to provide the service, to answer your questions and to keep our systems secure.",
        "We share personal data with service providers who host our databases and who send messages on our behalf.",
        "We keep your personal information for two years after you close your account, and then we delete it.",
        "You have the right to access, to rectify and to erase your data, and to object to its processing.",
        "The legal basis of the processing is the contract with you and our legitimate interests.",
        "You may withdraw your consent at any time and complain to a supervisory authority.",
    ],
    "de": [
        "Diese Datenschutzerklärung erläutert, welche personenbezogenen Daten Acorn bei der Nutzung der Lampen erhebt.",
        "Wir erheben Ihren Namen, Ihre Anschrift und die Zeiten, zu denen Sie Ihre Lampen einschalten.",
        "Wir verwenden diese Daten, um den Dienst zu erbringen und um Ihre Fragen zu beantworten.",
        "Wir geben personenbezogene Daten an Dienstleister weiter, die unsere Datenbanken betreiben.",
        "Wir speichern Ihre Daten zwei Jahre über das Ende des Vertrages hinaus und löschen sie danach.",
        "Sie haben das Recht auf Auskunft, Berichtigung und Löschung und können der Verarbeitung widersprechen.",
        "Die Rechtsgrundlage der Verarbeitung ist der Vertrag mit Ihnen und unser berechtigtes Interesse.",
        "Sie können Ihre Einwilligung jederzeit widerrufen und sich bei der Aufsichtsbehörde beschweren.",
    ],
}


def policy(title: str = "Privacy Policy", language: str = "en", footer: str = "") -> Route:
    paragraphs = "".join(f"<h2>{number}. Part</h2><p>{text}</p>" for number, text in enumerate(SENTENCES[language] * 2))
    return page(
        f"<html lang={language}><head><title>{title}</title></head><body><h1>{title}</h1><main>{paragraphs}</main>"
        f"<footer>{footer}</footer></body></html>"
    )


def home(footer: str, body: str = "<h1>Acorn makes lamps</h1><p>Bright ones.</p>") -> Route:
    return page(f"<html><body><nav><a href=/shop>Shop</a></nav>{body}<footer>{footer}</footer></body></html>")


def find(server: Server, start: str = "/", language: str | None = None, wanted: str = "Privacy Policy") -> Discovery:
    fetcher = Fetcher(user_agent="t", allow_private=("127.0.0.1",))

    def fetch(url: str) -> Snapshot:
        answer = fetcher.fetch(url, now=lambda: NOW, language=language)
        assert isinstance(answer, Snapshot)
        return answer

    def read(capture: Snapshot) -> Page:
        return extract_page(capture.content, url=capture.final_url, content_type=capture.header("content-type"))

    return discover(server.url(start), fetch=fetch, read=read, language=language, wanted=wanted)


# ---------------------------------------------------------------- the search


def test_the_policy_is_found_from_the_front_page_with_the_vendors_other_documents() -> None:
    footer = (
        "<a href=/privacy-notice?utm_source=footer#top>Privacy Policy</a> <a href=/cookies>Cookie policy</a>"
        "<a href=/tos>Terms of use</a><a href=/dpa.pdf>Data processing addendum</a><a href=/subs>Sub-processors</a>"
        "<a href=https://policies.google.com/privacy>Privacy Policy</a>"
    )
    with serve({"/": home(footer), "/privacy-notice": policy()}) as server:
        found = find(server)
    assert found.url == server.url("/privacy-notice")
    assert found.terms_type == "Privacy Policy"
    assert "Privacy Policy" in found.reason
    assert {other.terms_type: other.url for other in found.others} == {
        "Trackers Policy": server.url("/cookies"),
        "Terms of Service": server.url("/tos"),
        "Data Processor Agreement": server.url("/dpa.pdf"),
        "Sub-processors": server.url("/subs"),
    }


def test_a_policy_page_itself_is_the_answer() -> None:
    with serve({"/legal/data": policy()}) as server:
        assert find(server, "/legal/data").url == server.url("/legal/data")
        assert len(server.requests) == 1


def test_another_document_of_the_vendor_leads_to_the_policy() -> None:
    footer = "<a href=/p>Privacy</a>"
    with serve({"/terms": policy("Terms of Service", footer=footer), "/p": policy()}) as server:
        assert find(server, "/terms").url == server.url("/p")


def test_other_documents_are_found_too_and_told_apart_although_the_site_gives_all_one_title() -> None:
    def document(heading: str) -> Route:
        text = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES["en"] * 2)
        return page(f"<title>Acorn terms</title><h1>{heading}</h1>{text}")

    footer = "<a href=/a>Privacy policy</a><a href=/b>Cookie policy</a>"
    routes = {"/": home(footer), "/a": document("Privacy policy"), "/b": document("Cookie policy")}
    with serve(routes) as server:
        assert find(server).url == server.url("/a")
        assert find(server, wanted="Trackers Policy").url == server.url("/b")


def test_a_page_that_leads_to_legal_documents_is_gone_through() -> None:
    routes = {
        "/": home("<a href=/legal>Legal</a>"),
        "/legal": home("<a href=/l/2>Privacy notice</a>"),
        "/l/2": policy(),
    }
    with serve(routes) as server:
        assert find(server).url == server.url("/l/2")


def test_a_deep_page_without_links_leads_over_the_front_page() -> None:
    routes = {"/shop/lamp": home(""), "/": home("<a href=/pp>Privacy policy</a>"), "/pp": policy()}
    with serve(routes) as server:
        assert find(server, "/shop/lamp").url == server.url("/pp")


def test_a_site_made_by_scripts_is_found_by_the_addresses_in_them() -> None:
    shell = page(
        '<html><body><div id=app></div><script>routes=["/shop","/about/privacy-statement"]</script></body></html>'
    )
    with serve({"/": shell, "/about/privacy-statement": policy()}) as server:
        assert find(server).url == server.url("/about/privacy-statement")


def test_the_usual_addresses_are_tried_where_nothing_leads_to_a_policy() -> None:
    with serve({"/": page("<div id=app></div>"), "/legal/privacy": policy()}) as server:
        assert find(server).url == server.url("/legal/privacy")


def test_the_sitemap_is_read_where_nothing_else_helps() -> None:
    def sitemap(request: object) -> Answer:
        entries = "".join(f"<url><loc>{server.url(path)}</loc></url>" for path in ("/x", "/docs/privacy-2"))
        body = f"<urlset>{entries}</urlset>"
        return Answer(headers=(("Content-Type", "application/xml"),), body=body.encode())

    with serve({"/": home(""), "/sitemap.xml": sitemap, "/docs/privacy-2": policy()}) as server:
        assert find(server).url == server.url("/docs/privacy-2")


def test_the_wanted_language_is_followed() -> None:
    footer = "<a href=/en/privacy>Privacy policy</a> <a href=/de/datenschutz>Datenschutz</a>"
    routes = {"/": home(footer), "/en/privacy": policy(), "/de/datenschutz": policy("Datenschutzerklärung", "de")}
    with serve(routes) as server:
        assert find(server, language="de").url == server.url("/de/datenschutz")
        assert find(server, language="en").url == server.url("/en/privacy")


def test_a_policy_in_another_language_leads_to_its_translation() -> None:
    german = policy("Datenschutzerklärung", "de", footer='<a hreflang="en" href="/p?v=2">English</a>')
    with serve({"/": home("<a href=/p>Datenschutz</a>"), "/p": german}) as server:
        server.routes["/p"] = lambda request: (policy() if request.query == "v=2" else german)(request)
        assert find(server, language="en").url == server.url("/p?v=2")


def test_a_policy_in_another_language_is_better_than_none_and_says_so() -> None:
    with serve({"/": home("<a href=/p>Datenschutz</a>"), "/p": policy("Datenschutzerklärung", "de")}) as server:
        found = find(server, language="en")
    assert found.url == server.url("/p")
    assert "'de'" in found.warning


def test_where_there_is_no_policy_all_that_was_tried_is_told() -> None:
    with (
        serve({"/": home("<a href=/privacy>Privacy</a>"), "/privacy": home("")}) as server,
        pytest.raises(FetchError) as caught,
    ):
        find(server)
    assert caught.value.failure is Failure.NO_POLICY_FOUND
    assert caught.value.problem.count("HTTP 404 Not Found") == 1, "what several addresses have in common is said once"
    assert server.url("/privacy") in str(caught.value)
    assert len(server.requests) <= 12


def test_a_site_that_cannot_be_reached_fails_by_its_own_error() -> None:
    with serve({"*": lambda _request: Answer(status=503)}) as server, pytest.raises(FetchError) as caught:
        find(server)
    assert caught.value.failure is Failure.HTTP_5XX


# ---------------------------------------------------------------- ranking links


@pytest.mark.parametrize(
    ("label", "language"),
    [
        ("Privacy Policy", "en"),
        ("Politique de confidentialité", "fr"),
        ("Protection des données personnelles", "fr"),
        ("Datenschutzerklärung", "de"),
        ("Datenschutz", "de"),
        ("Política de privacidad", "es"),
        ("Informativa sulla privacy", "it"),
        ("Privacyverklaring", "nl"),
        ("Política de Privacidade", "pt"),
        ("Polityka prywatności", "pl"),
        ("Integritetspolicy", "sv"),
        ("Privatlivspolitik", "da"),
        ("Tietosuojaseloste", "fi"),
        ("Personvernerklæring", "nb"),
        ("Zásady ochrany osobních údajů", "cs"),
        ("Adatvédelmi tájékoztató", "hu"),
        ("Politica de confidențialitate", "ro"),
        ("Πολιτική απορρήτου", "el"),
        ("Политика за поверителност", "bg"),
        ("Pravila privatnosti", "hr"),
        ("隐私政策", "zh"),
        ("用户隐私协议", "zh"),
        ("プライバシーポリシー", "ja"),
        ("個人情報の取扱いについて", "ja"),
        ("隱私權政策", "zh"),
        ("개인정보처리방침", "ko"),
        ("Chính sách bảo mật", "vi"),
        ("Kebijakan Privasi", "id"),
        ("นโยบายความเป็นส่วนตัว", "th"),
        ("سياسة الخصوصية", "ar"),
        ("מדיניות הפרטיות", "he"),
    ],
)
def test_the_link_to_the_policy_is_known_in_many_languages(label: str, language: str) -> None:
    html = f"<a href=/a>Blog</a><a href=/d7>{label}</a><a href=/c>Cookies</a><a href=/t>AGB</a>"
    found = [link.url for link in candidates(html, SITE, language) if link.terms_type == "Privacy Policy"]
    assert found == ["https://www.acorn.example/d7"]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Privacy & Cookies Policy", "Privacy Policy"),
        ("Acorn | Privacy Notice", "Privacy Policy"),
        ("Cookie Policy", "Trackers Policy"),
        ("Cookiebeleid", "Trackers Policy"),
        ("List of Sub-processors", "Sub-processors"),
        ("Unterauftragsverarbeiter", "Sub-processors"),
        ("Data Processing Addendum (DPA)", "Data Processor Agreement"),
        ("Auftragsverarbeitungsvertrag", "Data Processor Agreement"),
        ("Terms & Conditions", "Terms of Service"),
        ("Acorn用户服务协议", "Terms of Service"),
        ("Our lamps", None),
        ("Legal", None),
    ],
)
def test_documents_are_told_apart_by_their_titles(label: str, expected: str | None) -> None:
    assert terms_type(label) == expected


def test_notices_for_applicants_and_settings_rank_below_the_policy() -> None:
    html = (
        "<a href=/1>Privacy settings</a><a href=/2>Privacy notice for job applicants</a>"
        "<a href=/3>California privacy notice</a><a href=/4>Privacy</a>"
    )
    assert candidates(html, SITE)[0].url.endswith("/4")


def test_policies_of_recipients_that_a_policy_links_to_are_not_the_vendors() -> None:
    text = "<p>See <a href=https://nimbus.example/privacy>https://nimbus.example/privacy</a></p>"
    html = text + "<footer><a href=/p>Privacy</a></footer>"
    assert [link.url for link in candidates(html, SITE)] == ["https://www.acorn.example/p"]


def test_what_cannot_be_fetched_is_no_candidate() -> None:
    hrefs = [
        "mailto:privacy@acorn.example",
        "javascript:privacy()",
        "ftp://acorn.example/privacy",
        "http://acorn.example:22/privacy",
        "http://[::1/privacy",
        "http://u:p@acorn.example/privacy",
        "/privacy.png",
    ]
    html = "".join(f'<a href="{href}">x</a>' for href in hrefs)
    assert candidates(html, SITE) == ()


def test_a_policy_that_a_service_hosts_is_found_in_its_frame() -> None:
    html = '<h1>Privacy</h1><iframe title="Privacy policy" src="https://hosted.example/doc/4711"></iframe>'
    assert candidates(html, SITE)[0].url == "https://hosted.example/doc/4711"


@pytest.mark.parametrize(
    "box",
    [
        '<embed src="/files/4711.pdf" type="application/pdf">',
        '<object data="/files/4711.pdf" type="application/pdf"><p>This cannot be shown.</p></object>',
        '<iframe src="/viewer/web/viewer.html?file=%2Ffiles%2F4711.pdf#page=1"></iframe>',
        '<iframe src="https://viewer.example/view?embedded=true&url=https://www.acorn.example/files/4711.pdf"></iframe>',
    ],
)
def test_a_file_that_a_page_shows_is_found_and_called_as_the_page_is(box: str) -> None:
    html = f"<title>Privacy Policy | Acorn</title><h1>Privacy Policy</h1>{box}"
    assert candidates(html, SITE)[0].url == "https://www.acorn.example/files/4711.pdf"
    assert candidates(html.replace("Privacy Policy", "Lamps"), SITE) == ()


def test_addresses_follow_the_base_of_the_page() -> None:
    html = "<base href='https://legal.acorn.example/eu/'><a href='privacy.html'>Privacy policy</a>"
    assert candidates(html, SITE)[0].url == "https://legal.acorn.example/eu/privacy.html"


def test_alternates_are_found_by_language() -> None:
    html = '<link rel=alternate hreflang="fr-FR" href="/fr/p"><link rel=alternate hreflang="x-default" href="/p">'
    assert alternate(html, SITE, "fr") == "https://www.acorn.example/fr/p"
    assert alternate(html, SITE, "de") is None


def test_sitemap_entries_are_ranked() -> None:
    xml = "<loc>https://acorn.example/blog/privacy-and-you</loc><loc> https://acorn.example/privacy-policy </loc>"
    assert sitemap_candidates(xml, SITE)[0].url == "https://acorn.example/privacy-policy"
