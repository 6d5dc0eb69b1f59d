"""Earlier versions of a policy that its page holds, closed, are not in force; other closed parts are."""

from __future__ import annotations

import pytest

from scrapers.extract import extract_page
from tests.support.makes import HEAD, REST, TITLE, UPDATED

EARLIER = f"<p>Last updated: 1 May 2024</p>{REST.replace('thirty days', 'zebra ninety days')}<p>zebra We said more.</p>"
TABS = (
    '<div role="tablist"><button role="tab" id="t1" aria-controls="p1">{}</button><button role="tab" id="t2" '
    'aria-controls="p2">{}</button></div>'
)


@pytest.mark.parametrize(
    "body",
    [
        f'<h1>{TITLE}</h1><div class="version"><p>{UPDATED}</p>{REST}</div><div class="version" style="display:none">'
        f"{EARLIER}</div>",
        f"<h1>{TITLE}</h1>{TABS.format('In force', 'Previous version')}<div role=tabpanel id=p1><p>{UPDATED}</p>{REST}"
        f"</div><div role=tabpanel id=p2 hidden>{EARLIER}</div>",
        f"{HEAD}{REST}<h2>Archived versions</h2><details><summary>1 May 2024</summary>{EARLIER}</details>"
        f"<details><summary>3 June 2022</summary>{EARLIER}</details>",
        f"{HEAD}{REST}<details><summary>Version of 1 May 2024</summary>{EARLIER}</details>",
    ],
)
def test_an_earlier_version_that_is_closed_is_no_text(body: str) -> None:
    page = extract_page(f"<main>{body}</main>")
    assert "Clips: thirty days" in page.text
    assert "zebra" not in page.text
    assert page.updated_date is not None
    assert page.updated_date.year == 2026


@pytest.mark.parametrize(
    "body",
    [
        f"{HEAD}{TABS.format('EEA', 'Brazil')}<div role=tabpanel id=p1>{REST}</div><div role=tabpanel id=p2 hidden>"
        f"{EARLIER}<p>zebra In Brazil you may ask us to confirm that we process your personal data.</p></div>",
        f"{HEAD}{REST}<div class=version style='display:none'><p>Last updated: 1 May 2027</p>{REST}<p>zebra Ask us on "
        "your personal data in Brazil, and we answer within fifteen days, as its law asks us to.</p>"
        "<p>zebra You may also share them with another supplier, at no cost, when the authority says how.</p></div>",
    ],
)
def test_what_is_closed_and_of_no_earlier_day_or_name_is_text(body: str) -> None:
    assert "zebra" in extract_page(f"<main>{body}</main>").text
