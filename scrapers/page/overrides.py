"""The operator's own CSS selectors, applied to the soup before it is read. Not needed for most pages."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

_MOST = 0.5


def apply(soup: BeautifulSoup, select: tuple[str, ...], remove: tuple[str, ...]) -> tuple[str, ...]:
    """Keeps what `select` matches, drops what `remove` matches, in the soup itself.

    Returns warnings: selectors that are no CSS, that match nothing, or that lose most of the text.
    """
    if not select and not remove:
        return ()
    warnings: list[str] = []
    before = _length(soup)
    for selector in remove:
        for tag in _matches(soup, selector, "remove", warnings):
            tag.extract()
    _keep(soup, [tag for selector in select for tag in _matches(soup, selector, "select", warnings)])
    if _length(soup) < _MOST * before:
        warnings.append(f"select and remove lose most of the page's text ({before} -> {_length(soup)} characters)")
    return tuple(warnings)


def _matches(soup: BeautifulSoup, selector: str, option: str, warnings: list[str]) -> list[Tag]:
    try:
        found = soup.select(selector)
    except SelectorSyntaxError:
        warnings.append(f"{option}: {selector!r} is not a CSS selector")
        return []
    if not found:
        warnings.append(f"{option}: {selector!r} matches nothing on the page")
    return list(found)


def _keep(soup: BeautifulSoup, kept: list[Tag]) -> None:
    """The page's body holds only these elements; where none matched, the whole page stays."""
    body = soup.body
    if not kept or body is None:
        return
    chosen = {id(tag) for tag in kept}
    outermost = [tag for tag in kept if not any(id(parent) in chosen for parent in tag.parents)]
    for tag in outermost:
        tag.extract()
    body.clear()
    body.extend(outermost)


def _length(soup: BeautifulSoup) -> int:
    return len((soup.body or soup).get_text())
