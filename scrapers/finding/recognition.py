"""Whether a page that was found is the document that is looked for: its kind, its language, whose it is. Pure."""

from __future__ import annotations

from collections import Counter

from monitor.model import Page
from monitor.model.language import TOLD
from scrapers.finding.candidates import Candidate, site
from scrapers.page.names import HUB, named_by_address, terms_type
from scrapers.page.vocabulary import is_in_known_script


def kind_of(page: Page, candidate: Candidate) -> str:
    """What kind of document a page is, by the votes of its first headings, its title, its address and its link.

    (Each alone misleads: titles are often the whole site's, and pages hold headings of their neighbours.)
    """
    headings = [line.lstrip("# ") for line in page.text[:2_000].splitlines() if line.startswith("#")]
    votes = [terms_type(name) for name in (*headings[:2], page.title or "")]
    votes += [named_by_address(candidate.url)[0], candidate.terms_type]
    kinds = Counter(vote for vote in votes if vote and vote != HUB)
    return kinds.most_common(1)[0][0] if kinds else HUB


def doubt(page: Page, url: str, start: str, language: str | None) -> str:
    """What is not as wished of a page found at `url` by a search from `start`; "" where all is."""
    return _foreign_language(page, language) or _foreign_site(page, url, site(start))


def _foreign_language(page: Page, language: str | None) -> str:
    if language is None:
        return ""
    if page.language is None:
        other = language.partition("-")[0] in TOLD and is_in_known_script(page.text)
        return f"the policy found is in another script than {language!r} is written in" if other else ""
    if page.language.partition("-")[0] == language.partition("-")[0]:
        return ""
    return f"the policy found is in {page.language!r}, not in {language!r}"


def _foreign_site(page: Page, url: str, home: str) -> str:
    """A policy elsewhere is the vendor's (a parent company, a hosting service) only where it names the vendor."""
    if site(url) == home or home.partition(".")[0] in page.text.lower():
        return ""
    return f"the policy found is on {site(url)} and does not name {home}"
