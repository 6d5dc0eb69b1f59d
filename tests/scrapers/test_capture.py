"""What a capture is: the policy is never called broken, and what stands in its place is never called the policy."""

from __future__ import annotations

import re
import tomllib
from html import escape
from importlib.resources import files

import pytest

from monitor.model import CaptureKind
from scrapers.extract import extract_page
from scrapers.normalize import normalize, visible_fingerprint
from tests.support.data import data_folder
from tests.support.pages import BODY, RETENTION, RIGHTS, SHARING, page

RULES = tomllib.loads(files("scrapers").joinpath("rules/captures.toml").read_text("utf-8"))


@pytest.mark.parametrize("rule", RULES["rules"], ids=lambda rule: str(rule["kind"]))
def test_each_rule_trips_on_its_sentences_and_spares_the_others(rule: dict[str, list[str]]) -> None:
    pattern = re.compile("|".join(rule["patterns"]), re.IGNORECASE)
    assert all(pattern.search(sentence) for sentence in rule["trips"])
    assert not any(pattern.search(sentence) for sentence in rule["must_not"])


@pytest.mark.parametrize(
    ("kind", "title", "body"),
    [
        ("bot_wall", "Just a moment...", "<h1>lumenwick.example</h1><p>Checking your browser before you go on.</p>"),
        ("bot_wall", "Access Denied", "<p>You don't have permission to access this page. Reference 18.af</p>"),
        (
            "login",
            "Lumenwick",
            "<h1>Sign in to Lumenwick</h1><form><label>Password</label></form><p>Forgot password?</p>",
        ),
        ("error", "Lumenwick", "<h1>Page not found</h1><p>The page that you look for has moved or is gone.</p>"),
        ("error", "502 Bad Gateway", "<h1>502 Bad Gateway</h1><p>nginx</p>"),
        ("error", "Lumenwick", "<p>Application error: a client-side exception has occurred.</p>"),
        ("consent_wall", "Lumenwick", "<div class='x'><p>We use cookies. Accept all or manage preferences.</p></div>"),
        ("empty_shell", "Privacy Policy | Lumenwick", "<div id='root'></div>"),
        ("empty_shell", "Privacy Policy | Lumenwick", "<nav><a href='/'>Home</a></nav><footer>© Lumenwick</footer>"),
        ("wrong_document", "Lamps", "<p>Our new lamps shine in a thousand colours and last for many winters.</p>" * 30),
        (
            "consent_wall",
            "Lumenwick",
            "<h2>Allow the use of cookies?</h2><p>We use cookies to show you fine lamps.</p>" * 12,
        ),
        ("bot_wall", "Lumenwick", "<p>Please enable JS and disable any ad blocker</p>"),
        ("bot_wall", "Security Checkpoint", "<p>We're verifying your browser</p>"),
        ("bot_wall", "Making sure you're not a bot!", "<h1>Making sure you're not a bot!</h1><p>Loading...</p>"),
        ("bot_wall", "Request Rejected", "The requested URL was rejected. Your support ID is: 17"),
        ("error", "Lumenwick", "<h1>We couldn't find that page</h1><p>The link may be old.</p>"),
        (
            "error",
            "Privacy Policy",
            "<h1>This page has moved</h1><p>Our policy has <a href='/p'>a new address</a>.</p>",
        ),
        ("error", "Lumenwick", "<h1>Hoppla</h1><p>Diese Seite konnte leider nicht gefunden werden.</p>"),
        ("error", "Lumenwick", "<h1>Oups</h1><p>La page que vous cherchez n'existe pas ou plus.</p>"),
        ("error", "Lumenwick", "<h1>Ups</h1><p>No hemos podido encontrar esta página.</p>"),
        ("error", "Lumenwick", "<h1>Ops</h1><p>La pagina che cerchi non esiste.</p>"),
        ("error", "Lumenwick", "<h1>Oeps</h1><p>Deze pagina bestaat niet meer.</p>"),
        ("error", "ルーメン", "<h1>ページが見つかりません</h1>"),
        ("error", "Lumenwick", "<h1>Wartungsarbeiten</h1><p>Wir sind bald zurück.</p>"),
        ("error", "lumenwick.example", "<p>This domain may be for sale.</p><a href='/privacy'>Privacy Policy</a>"),
        ("error", "451", "<h1>451: Unavailable due to legal reasons</h1><p>The GDPR applies where you live.</p>"),
        (
            "consent_wall",
            "Lumenwick",
            "<h1>Choose how to read on</h1><p>We and our 812 partners store and/or access information on a device and "
            "process personal data, such as identifiers, for personalised ads, with your consent, which you can "
            "withdraw at any time; see our privacy policy. Your choice applies to this site only, no other.</p>" * 2,
        ),
        (
            "consent_wall",
            "Lumenwick",
            "<h1>Votre choix</h1><p>Avec votre accord, nos 812 partenaires et nous utilisons des cookies pour traiter "
            "des données personnelles, comme votre visite sur ce site ; vous pouvez retirer votre consentement.</p>"
            * 5,
        ),
        ("consent_wall", "Lumenwick", "<p>Wir und unsere 213 Partner speichern. Abonnent? Jetzt anmelden.</p>"),
        ("error", "Privacy", "&lt;p&gt;We share personal data with hosts under a contract.&lt;/p&gt;" * 40),
    ],
)
def test_what_stands_in_the_policys_place_is_named(kind: str, title: str, body: str) -> None:
    read = extract_page(f"<html><head><title>{title}</title></head><body>{body}</body></html>")
    assert read.capture.kind == kind
    assert read.capture.reason.endswith(".")


def test_a_wall_is_told_however_many_words_the_menus_around_it_hold() -> None:
    menu = "<nav><ul>" + "<li><a href='/p'>one of our many lamps for every room</a></li>" * 120 + "</ul></nav>"
    for kind, body in (("error", "<h1>Sorry, we couldn't find that page</h1>"), ("empty_shell", "<div id=app></div>")):
        read = extract_page(f"<html><body>{menu}<main>{body}</main><footer>{menu}</footer></body></html>")
        assert read.capture.kind == kind


@pytest.mark.parametrize(
    "sentence",
    [
        "A captcha tells us that you are not a robot; its provider receives your IP address and personal data.",
        "If an error occurred or a page is not found (404), we log the address that was requested.",
        "When you sign in with another account, please log in there first; we collect your name and address.",
        "We use cookies. You can accept all of them or manage preferences in the cookie settings.",
        "If you click 'Accept all', we and our 12 partners set cookies; the page that shows them was removed in May.",
    ],
)
def test_a_policy_that_speaks_of_walls_and_errors_is_a_policy(sentence: str) -> None:
    assert extract_page(page(f"{BODY}<p>{sentence}</p>")).capture.is_policy


REQUESTS = [
    "Nosotros y nuestros 845 socios almacenamos o accedemos a información en un dispositivo y tratamos sus datos.",
    "Wir und unsere Partner speichern Informationen auf einem Gerät und verarbeiten Ihre Daten für Anzeigen.",
    "Wij en onze 845 partners slaan informatie op een apparaat op en verwerken persoonsgegevens voor advertenties.",
    "We and our 845 partners store and/or access information on a device and process personal data for advertising.",
]
CONTROLS = [
    "Puede otorgar su consentimiento a nosotros y a nuestros socios, o cambiar sus preferencias en otro momento.",
    "Sie können der Verarbeitung zustimmen oder Ihre Einwilligung in den Einstellungen jederzeit widerrufen.",
    "U kunt toestemming geven voor de verwerking door ons en onze partners, of uw voorkeuren later wijzigen.",
    "You may consent to our and our partners' processing of personal data, or change your preferences later.",
]


@pytest.mark.parametrize(("request_", "controls"), list(zip(REQUESTS, CONTROLS, strict=True)))
def test_a_request_in_the_words_of_the_iab_is_no_policy_though_it_names_no_cookies(
    request_: str, controls: str
) -> None:
    body = f"<h1>Lumenwick</h1><p>{request_}</p>" + "".join(f"<p>{controls} {n}</p>" for n in range(6))
    assert extract_page(f"<div>{body}<button>OK</button></div>").capture.kind is CaptureKind.CONSENT_WALL
    policy = "".join(f"<p>{SHARING} {n}</p><p>{RIGHTS} {n}</p>" for n in range(3))
    assert extract_page(f"<div><p>{REQUESTS[3]}</p>{policy}</div>").capture.is_policy


COOKIES = "<p>We use cookies to keep your personal data and your account safe; you agree or refuse as you like.</p>"


def test_a_policy_on_cookies_is_no_request_for_consent() -> None:
    title = "<h1>{}</h1>"
    assert extract_page(page(title.format("Cookie Policy") + COOKIES * 8, title="Cookie Policy")).capture.is_policy
    asking = page(COOKIES * 8, title="Allow cookies?").replace(
        "<h1>Privacy Policy</h1>", "<h1>Allow the use of cookies?</h1>"
    )
    assert extract_page(asking).capture.kind is CaptureKind.CONSENT_WALL
    long = asking.replace(COOKIES, "".join(f"{COOKIES[:-4]} Case {number}.</p>" for number in range(8)))
    assert extract_page(long).capture.is_policy


def test_a_short_policy_that_speaks_of_little_but_cookies_is_a_policy() -> None:
    assert extract_page(page(COOKIES * 4)).capture.is_policy
    wall = page(COOKIES * 4).replace("<h1>Privacy Policy</h1>", "<h1>We value your privacy</h1>")
    assert extract_page(wall).capture.kind is CaptureKind.CONSENT_WALL


def test_a_short_policy_with_its_name_is_a_policy() -> None:
    assert extract_page(page(f"<p>{SHARING}</p><p>{RETENTION}</p>")).capture.is_policy


BRIEF = "<p>This app collects no personal information and shares no data with third parties, so you need not agree.</p>"


@pytest.mark.parametrize(
    ("title", "more", "kind"),
    [
        ("Privacy Policy", "", CaptureKind.POLICY),
        ("Privacy Policy", "<script type='application/ld+json'>{}</script>", CaptureKind.POLICY),
        ("Privacy Policy", "<script src='/app.js'></script>", CaptureKind.EMPTY_SHELL),
        ("Privacy Policy", "<iframe src='/policy'></iframe>", CaptureKind.EMPTY_SHELL),
        ("Privacy Policy", "<p><a href='mailto:a@b.example'>Write to us</a></p>", CaptureKind.POLICY),
        ("Privacy Policy", "<footer><a href='/lamps'>Our lamps</a></footer>", CaptureKind.POLICY),
        ("Privacy Policy", "<p>The one for <a href='/old'>lamps made before</a></p>", CaptureKind.EMPTY_SHELL),
        (
            "Privacy",
            "<ul><li><a href='/a'>Buyers</a></li><li><a href='/b'>Makers</a></li></ul>",
            CaptureKind.EMPTY_SHELL,
        ),
        ("Privacy Policy", "<meta http-equiv='refresh' content='0; url=/new'>", CaptureKind.EMPTY_SHELL),
        ("Privacy Policy", "<p>Page not found: the page you requested does not exist.</p>", CaptureKind.ERROR),
        ("Our lamps", "", CaptureKind.EMPTY_SHELL),
    ],
)
def test_a_policy_of_one_sentence_is_a_policy_where_nothing_brings_more_or_leads_on(
    title: str, more: str, kind: CaptureKind
) -> None:
    read = extract_page(f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{BRIEF}{more}</body></html>")
    assert read.capture.kind is kind


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("Политика конфиденциальности | Орнис", "Мы не передаём никакую информацию о посетителях третьим лицам. "),
        ("プライバシーポリシー", "収集された情報は、ご利用の改善のみに使用され、第三者には提供されません。"),
        ("개인정보 처리방침 | Orna", "회사는 수집한 개인정보를 이용 목적이 달성되면 지체 없이 파기합니다. "),
    ],
)
def test_a_short_policy_is_known_by_its_name_in_any_language_that_it_is_found_in(title: str, sentence: str) -> None:
    body = f"<p>{sentence * 5}</p><script src='/app.js'></script>"
    for name, is_policy in ((title, True), ("Орнис", False)):
        read = extract_page(f"<html><head><title>{name}</title></head><body><h1>{name}</h1>{body}</body></html>")
        assert read.capture.is_policy is is_policy


OTHER_SCRIPTS = {  # of data; of lamps; a page that is down
    "ja": (
        "当社は、お客様の個人情報を、法令に基づく場合を除き、同意なく第三者に提供しません。",
        "灯りの形は三つあり、どれも職人が一つずつ丁寧に作り、夜の部屋をやさしく照らします。",
        "ただいまメンテナンスを行っております。ご不便をおかけしますが、しばらくお待ちください。",
    ),
    "zh": (
        "我们不会在未经您同意的情况下向第三方共享您的个人信息，并在账户注销后删除。",
        "这盏灯有三种颜色，由老师傅一件一件地做成，晚上点亮时整个房间都很温暖。",
        "系统维护中，请稍后再来，给您带来的不便我们深表歉意，感谢您的耐心等待。",
    ),
    "ko": (
        "회사는 이용자의 동의 없이 개인정보를 제3자에게 제공하지 않으며 탈퇴하면 지체 없이 파기합니다. ",
        "등불은 세 가지 모양이 있고 장인이 하나씩 정성껏 만들어 밤의 방을 따뜻하게 비춥니다. ",
        "현재 시스템 점검 중입니다. 불편을 드려 죄송하며 잠시 후에 다시 방문하여 주십시오. ",
    ),
    "ru": (
        "Мы не передаём персональные данные третьим лицам без вашего согласия и удаляем их вместе с учётной записью. ",
        "Лампы бывают трёх видов, каждую делает мастер, и вечером она наполняет комнату тёплым светом. ",
        "На сайте идут технические работы, приносим извинения и просим зайти немного позже. ",
    ),
    "ar": (
        "لا نشارك بياناتك الشخصية مع أي طرف ثالث دون موافقتك ونحذفها عند إغلاق الحساب. ",
        "المصابيح ثلاثة أشكال يصنعها الحرفي واحدا واحدا وتملأ الغرفة دفئا في المساء. ",
        "الموقع تحت الصيانة الآن ونعتذر لكم ونرجو العودة بعد قليل. ",
    ),
}


@pytest.mark.parametrize("language", OTHER_SCRIPTS)
def test_a_page_in_another_script_is_a_policy_where_it_speaks_of_data(language: str) -> None:
    kinds = []
    for sentence in OTHER_SCRIPTS[language]:
        body = f"<p>{sentence}</p>" * 14 + "<script src='/app.js'></script>"
        kinds.append(extract_page(f"<html><head><title>Orna</title></head><body>{body}</body></html>").capture.kind)
    assert kinds == [CaptureKind.POLICY, CaptureKind.WRONG_DOCUMENT, CaptureKind.ERROR]


def test_a_page_in_another_script_is_not_in_the_wanted_language() -> None:
    page = f"<h1>個人情報保護方針</h1><p>{'当社は、お客様の個人情報を第三者に提供しません。' * 40}</p>"
    assert extract_page(page, language="en").capture.kind is CaptureKind.WRONG_LANGUAGE
    assert extract_page(page, language="ja").capture.is_policy
    assert extract_page(page).capture.is_policy


def test_a_page_in_a_language_of_unknown_words_is_a_policy_by_its_length() -> None:
    sentence = "Ma'lumotlaringizni roziligingizsiz hech kimga bermaymiz va hisobingiz yopilganda ularni o'chiramiz. "
    assert extract_page(f"<html><body><p>{sentence * 8}</p></body></html>").capture.is_policy


@pytest.mark.parametrize(
    "sentence",
    [
        "Kevés vízzel felöntjük, lassú tűzön puhára főzzük, közben a burgonyát és a répát megtisztítjuk. ",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore. ",
        "!function(e,t){'use strict';var n=function(){return e.privacy=t.policy};e.exports=n}({},{}); ",
        "static int widget_init(struct widget *w, size_t n) { for (size_t k = 0; k < n; k++) w->slots[k] = 0; } ",
    ],
)
def test_a_page_without_one_word_of_policies_in_any_language_is_none(sentence: str) -> None:
    read = extract_page(f"<html><body><p>{escape(sentence) * 12}</p></body></html>")
    assert read.capture.kind is CaptureKind.WRONG_DOCUMENT


@pytest.mark.parametrize(
    "sentence",
    [
        "Személyes adatait megosztjuk tárhelyszolgáltatókkal, akik a mi megbízásunkból járnak el. ",
        "Við deilum persónuupplýsingum með hýsingaraðilum sem starfa fyrir okkur samkvæmt samningi. ",
        "თქვენს პერსონალურ მონაცემებს ვუზიარებთ კომპანიებს, რომლებიც ჩვენთვის მუშაობენ ხელშეკრულებით. ",
        "Sabelana ngemininingwane yakho nezinkampani ezisisebenzelayo; bhalela ku-privacy@lumenwick.example. ",
    ],
)
def test_a_policy_in_a_language_that_cannot_be_told_has_one_word_at_least(sentence: str) -> None:
    assert extract_page(f"<html><body><p>{sentence * 9}</p></body></html>").capture.is_policy


def test_other_legal_documents_can_be_watched_too() -> None:
    terms = "<p>The lamps are sold as they are; the buyer bears the cost of sending them back to the shop.</p>" * 12
    read = extract_page(
        f"<html><head><title>Legal notice | Lumenwick</title></head><body><main>{terms}</main></body></html>"
    )
    assert read.capture.is_policy


@pytest.mark.parametrize(
    ("title", "rows", "kind"),
    [
        ("Sub-processors", 2, CaptureKind.POLICY),
        ("Unterauftragsverarbeiter", 2, CaptureKind.POLICY),
        ("Sub-processors", 0, CaptureKind.EMPTY_SHELL),
        ("Privacy Policy", 2, CaptureKind.EMPTY_SHELL),
    ],
)
def test_a_list_of_sub_processors_may_be_short(title: str, rows: int, kind: CaptureKind) -> None:
    listed = "<tr><td>Cloudhaven GmbH</td><td>Hosting</td></tr>" * rows
    table = f"<table><tr><th>Company</th><th>Purpose</th></tr>{listed}</table>"
    assert extract_page(page(f"<h1>{title}</h1>{table}", title=title)).capture.kind is kind


@pytest.mark.parametrize(
    "listed",
    [
        "<ul><li>Cloudhaven GmbH, hosting</li><li>Paylark Inc., payments</li><li>Mailfinch Ltd, mail</li></ul>",
        "<h3>Cloudhaven</h3><div>Hosting</div><h3>Paylark</h3><div>Payments</div><h3>Mailfinch</h3><div>Mail</div>",
    ],
)
def test_a_list_of_sub_processors_may_be_a_list_or_cards(listed: str) -> None:
    assert extract_page(page(f"<h1>Sub-processors</h1>{listed}", title="Sub-processors")).capture.is_policy
    assert not extract_page(page(f"<h1>Privacy</h1>{listed}")).capture.is_policy
    few = listed[: listed.index("Paylark")]
    assert not extract_page(page(f"<h1>Sub-processors</h1>{few}", title="Sub-processors")).capture.is_policy


def test_an_imprint_may_be_short() -> None:
    imprint = "<h1>Impressum</h1>" + "<p>Verantwortlich: Lumenwick GmbH, Lampengasse 4, 20095 Hamburg.</p>" * 7
    assert extract_page(f"<title>Impressum | Lumenwick</title>{imprint}", language="de").capture.is_policy
    assert not extract_page(f"<title>Lumenwick</title>{imprint.replace('Impressum', 'Wir')}").capture.is_policy


def test_much_text_that_says_one_thing_is_no_policy() -> None:
    sold = "<p>Sign up for an account and have the lamp of the month sent home, wherever in the world that is.</p>"
    read = extract_page(f"<title>Lumenwick</title><body>{sold * 12}</body>")
    assert read.capture.kind is not CaptureKind.POLICY


def test_a_page_whose_source_ends_in_the_middle_is_truncated() -> None:
    whole = page(BODY * 5)
    assert extract_page(whole[: whole.rindex("object to its")]).capture.kind is CaptureKind.TRUNCATED


def test_a_page_in_another_language_than_the_wanted_one_is_named() -> None:
    german = (
        "<p>Wir verarbeiten Ihre personenbezogenen Daten, wenn Sie unsere Dienste nutzen, und geben sie an Dritte, "
        "die für uns und nach unserer Weisung tätig sind. Sie können der Verarbeitung jederzeit widersprechen.</p>"
    )
    read = extract_page(page(german * 4, title="Datenschutzerklärung"), language="en-GB")
    assert read.capture.kind is CaptureKind.WRONG_LANGUAGE
    assert extract_page(page(german * 4, title="Datenschutzerklärung"), language="de").capture.is_policy


def test_a_broken_page_has_no_text_to_record() -> None:
    assert extract_page("<html><body><h1>404 Not Found</h1></body></html>").text == ""


@pytest.mark.parametrize("name", ["homeok", "imou", "io-e", "ip-home-office", "isocket"])
def test_the_five_shipped_vendors_policies_are_policies(name: str) -> None:
    text = (data_folder() / "vendors" / f"{name}.txt").read_text("utf-8")
    body = "".join(f"<p>{passage}</p>" for passage in text.replace("<", "&lt;").split("\n") if passage.strip())
    assert extract_page(f"<html><body>{body}</body></html>").capture.is_policy


def test_the_visible_fingerprint_ignores_what_nobody_sees() -> None:
    first = page(BODY).encode()
    assert visible_fingerprint(first) == visible_fingerprint(first.replace(b"track('p')", b"track('q')"))
    assert visible_fingerprint(first) == visible_fingerprint(first.replace(b"<p>", b'<p data-token="7">'))
    assert visible_fingerprint(first) != visible_fingerprint(first.replace(b"ninety", b"sixty"))


def test_documents_of_bytes_differ_by_every_byte() -> None:
    first = b"%PDF-1.7 <0041> Tj"
    assert visible_fingerprint(first) == visible_fingerprint(first)
    assert visible_fingerprint(first) != visible_fingerprint(first.replace(b"41", b"42"))
    assert {len(visible_fingerprint(content)) for content in (first, b"<p>x</p>")} == {24}


def test_tags_that_an_editor_typed_are_repaired_and_a_page_of_markup_is_not() -> None:
    assert normalize("We <b>never</b> sell <span class='x'>it</span>.") == "We never sell it."
    assert normalize("<b>x</b> " * 10).count("<b>") == 10
    assert normalize("<b>x</b> " * 9).count("<b>") == 0
    assert normalize("less < more, <table> stays") == "less < more, <table> stays"


def test_normalizing_twice_changes_nothing() -> None:
    text = f"•  {RIGHTS}\u00a0 (opens in a new window)\n\n\n\n  · two\u200b  words \n"
    assert normalize(normalize(text)) == normalize(text)
    assert normalize(text).startswith("- You may ask")
