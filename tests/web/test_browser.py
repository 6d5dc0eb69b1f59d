"""The page in a real browser: clicked through, by keyboard, without scripts, on a phone, and open to everybody."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from store import versions
from store.database import open_store
from tests.support.hostile import HOSTILE
from tests.support.web_history import add_version
from tests.support.web_pinned import ADDRESS, add_pinned_change
from tests.support.web_site import NOW, filled, served

_GRAVE = {"moderate", "serious", "critical"}
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
ARGUMENTS += ["--disable-component-update", "--disable-sync"]
PAGES = [
    "/",
    "/vendors/brightlamp",
    "/vendors/murmur-audio",
    "/changes",
    "/changes/brightlamp/privacy-policy:6",
    "/changes/brightlamp/privacy-policy:6?view=unified",
    "/vendors/brightlamp/privacy-policy/versions/2",
    ADDRESS,
    "/search?q=data",
    "/status",
    "/report",
    "/login",
    "/nowhere",
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    with open_store(filled(folder)) as db:
        add_version(db, "orchard-locks/privacy-policy", HOSTILE, NOW - timedelta(days=2))
        add_pinned_change(db)
    with served(folder) as serving:
        yield serving.url.rstrip("/")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no {CHROMIUM}: install Chromium to test the page in it")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page whose complaints (errors of scripts, refusals by the content policy) are failures."""
    context = browser.new_context(base_url=address, viewport={"width": 1200, "height": 900})
    found = context.new_page()
    complaints: list[str] = []
    found.on(
        "console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None
    )
    found.on("pageerror", lambda error: complaints.append(str(error)))
    yield found
    context.close()
    assert [words for words in complaints if "404 (Not Found)" not in words] == []


@pytest.mark.parametrize(("scheme", "width", "paths"), [("light", 1200, PAGES), ("dark", 390, [*PAGES[:9:2], ADDRESS])])
def test_no_page_has_a_fault_of_accessibility_that_hinders_anybody(
    browser: Browser, address: str, scheme: Literal["light", "dark"], width: int, paths: list[str]
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    faults = []
    for path in paths:
        page.goto(address + path)
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        faults += [(path, fault["id"], fault["nodes"][0]["html"]) for fault in found if fault["impact"] in _GRAVE]
    context.close()
    assert faults == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_a_phone(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 700})
    page = context.new_page()
    page.goto(address + path)
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert wide <= 360


def test_from_the_overview_to_the_words_that_changed(page: Page) -> None:
    page.goto("/")
    page.get_by_role("region", name="For you to look at").get_by_role("link", name="Brightlamp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sharing and retention, less protective")
    page.get_by_role("link", name="In the text").nth(1).click()
    row = page.locator(".row:target")
    expect(row).to_contain_text("24 months")
    row.get_by_role("link", name="finding 2").click()
    expect(page.locator("#f2")).to_be_in_viewport()
    page.get_by_role("link", name="Earlier change").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Legal basis, less protective")
    page.get_by_role("link", name="Brightlamp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Brightlamp")


def test_changes_of_nothing_material_in_a_row_take_one_line_and_crowd_no_other(
    browser: Browser, tmp_path: Path
) -> None:
    with open_store(filled(tmp_path)) as db:
        text = versions.at(db, "northpost/privacy-policy", NOW).text
        for day in range(4, 0, -1):
            add_version(db, "northpost/privacy-policy", f"{text}\n\nPrinted on day {day}.", NOW - timedelta(days=day))
    with served(tmp_path) as serving:
        page = browser.new_page(viewport={"width": 390, "height": 844}, base_url=serving.url)
        page.goto("/changes")
        fold = page.get_by_text("4 changes, nothing material: Northpost")
        expect(fold).to_be_visible()
        boxes = [
            box for line in page.locator(".changes > li").all() if line.is_visible() and (box := line.bounding_box())
        ]
        assert len({box["width"] for box in boxes}) == 1
        assert all(above["y"] + above["height"] <= below["y"] + 0.5 for above, below in itertools.pairwise(boxes))
        when = fold.locator(".when").bounding_box()
        assert when
        assert when["y"] + when["height"] <= boxes[0]["y"] + boxes[0]["height"]
        fold.click()
        expect(page.get_by_role("link", name="Northpost Nothing material").first).to_be_visible()
        page.goto("/changes?verdict=not_material")
        expect(page.locator("details")).to_have_count(0)
        page.close()


def test_a_mark_of_the_timeline_leads_to_its_change(page: Page) -> None:
    page.goto("/vendors/brightlamp")
    page.locator(".timeline a").first.click()
    expect(page).to_have_url("/changes/brightlamp/privacy-policy:2")


def test_a_phone_shows_the_newest_years_of_the_timeline_and_what_each_line_is(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}/vendors/brightlamp")
    page.locator(".timeline").scroll_into_view_if_needed()
    expect(page.locator(".timeline a").last).to_be_in_viewport(ratio=1)
    expect(page.locator(".timeline a").first).not_to_be_in_viewport()
    names = page.locator(".years").get_by_text("retention", exact=True)
    expect(names).to_be_in_viewport(ratio=1)
    page.locator(".timeline a").first.scroll_into_view_if_needed()
    expect(names).to_be_in_viewport(ratio=1)
    context.close()


def test_who_goes_by_keyboard_need_not_walk_through_the_years(page: Page) -> None:
    page.goto("/vendors/brightlamp")
    page.get_by_role("link", name="versions").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip the timeline")).to_be_focused()
    expect(page.get_by_role("link", name="Skip the timeline")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("details summary, .statements a").first).to_be_focused()


def test_a_filter_is_applied_at_once_and_leaves_a_short_address(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Tag").select_option("travel")
    expect(page).to_have_url("/?tag=travel")
    expect(page.locator("table.vendors tbody tr")).to_have_count(1)
    page.go_back()
    expect(page.get_by_label("Name")).to_be_enabled()


def test_by_keyboard_every_choice_of_a_filter_can_be_reached(page: Page) -> None:
    page.goto("/changes")
    choice = page.get_by_label("Verdict")
    choice.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(choice).to_be_focused()
    expect(choice).to_have_value("undecided")
    page.get_by_role("button", name="Filter").press("Enter")
    expect(page).to_have_url("/changes?verdict=undecided")


def test_the_keyboard_goes_through_what_changed(page: Page) -> None:
    page.goto("/changes/brightlamp/privacy-policy:6")
    page.keyboard.press("j")
    expect(page.locator("#f1")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".diff .row.modified").first).to_be_focused()
    page.keyboard.press("p")
    expect(page).to_have_url("/changes/brightlamp/privacy-policy:5")
    page.keyboard.press("/")
    expect(page).to_have_url("/search")
    page.keyboard.press("/")
    expect(page.get_by_label("Words")).to_be_focused()


def test_a_folded_passage_that_an_address_names_opens(page: Page) -> None:
    page.goto("/changes/brightlamp/privacy-policy:6#p1")
    expect(page.locator("#p1")).to_be_visible()


def test_a_dead_delivery_is_tried_again_by_a_click(page: Page) -> None:
    page.goto("/status?deliveries=dead")
    page.get_by_role("button", name="Try again").click()
    expect(page).to_have_url("/status#deliveries")
    expect(page.get_by_role("row", name="dpo")).to_contain_text("waiting")


def test_everything_can_be_read_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Tag").select_option("travel")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator("table.vendors tbody tr")).to_have_count(1)
    page.goto("/changes/brightlamp/privacy-policy:6")
    page.locator(".fold summary").first.click()
    expect(page.get_by_text("What we collect").first).to_be_visible()
    page.goto("/search")
    page.get_by_label("Words").fill("postal address")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("mark").first).to_be_visible()
    context.close()


def test_a_hostile_policy_does_nothing(page: Page) -> None:
    for path in ("/changes/orchard-locks/privacy-policy:2", "/vendors/orchard-locks/privacy-policy/versions/2"):
        page.goto(path)
        expect(page.locator("footer")).to_be_visible()
        assert "owned" not in page.title()
        assert page.locator("main img, main script").count() == 0
    page.goto("/vendors/orchard-locks/privacy-policy/versions/2/text")
    assert page.locator("script").count() == 0


def test_on_paper_the_vendors_stand_in_a_table_as_wide_as_a_sheet(page: Page) -> None:
    page.set_viewport_size({"width": 680, "height": 990})  # A4 within its margins
    page.emulate_media(media="print")
    page.goto("/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    row = page.locator(".vendors tbody tr").first
    first, last = row.locator("th").bounding_box(), row.locator("td").last.bounding_box()
    assert first
    assert last
    assert first["y"] + first["height"] > last["y"]  # side by side
    expect(page.get_by_role("columnheader", name="Last verified")).to_be_visible()


def test_on_paper_the_navigation_is_left_out(page: Page) -> None:
    page.goto("/changes/brightlamp/privacy-policy:6")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Pages")).to_be_hidden()
    expect(page.locator("#f1")).to_be_visible()


def test_on_paper_a_page_says_of_when_it_is_and_nothing_is_folded(page: Page) -> None:
    page.goto("/vendors/brightlamp")
    stamp, checks = page.locator(".printed"), page.locator(".checks table")
    expect(stamp).to_be_hidden()
    expect(checks).to_be_hidden()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(stamp).to_have_text("/vendors/brightlamp as of 1 June 2026")
    expect(checks).to_be_visible()
    expect(page.locator(".top nav")).to_be_hidden()
    beside = page.locator("time.ago").first.evaluate("time => getComputedStyle(time, '::after').content")
    assert "title" in beside or "UTC" in beside  # how long ago tells nobody who reads it later
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(checks).to_be_hidden()
